"""A sentence that is longer than an engine takes -> pieces, cut where a reader would draw breath."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audiogen.segmenter.tables import Table

Piece = tuple[int, int, str]
"""Start and end in the text, and the place of the cut, a field of `Pauses`: "" where the text ends."""
Places = dict[int, tuple[int, str]]
"""Where a cut may fall -> its rank, 0 disturbs least, and its name."""

# By how little a cut at the end of the match disturbs; conjunctions and bare spaces come after these.
_PLACES = (
    ("semicolon", re.compile(r"[;:؛；：][\"'”’»)\]]*(?=\s)|[；：؛]")),
    ("dash", re.compile(r"\s[-–—](?=\s)|(?<=\w)—(?=\w)")),
    ("comma", re.compile(r"[,،、，][\"'”’»]*(?=\s)|[،、，]")),
    ("bracket", re.compile(r"[)\]](?=\s)|\s(?=\()")),
)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w{1,30}")
_BEFORE_WORD = frozenset("«„“‘([{¿¡$€£#§")
_AFTER_WORD = frozenset("»!?;:%)]}")
_ATOM_CHARS = 330  # the longest atom
_ATOM = re.compile(
    r"\[pause:[^\]\s]{0,20}\]|\[\[[^\]]{0,200}\]\]|<[^<>]{1,300}>"  # marks
    r"|\d[\d.,:/-]{0,40}(?:\s+(?:\d{3}\b|%|million\b|billion\b|Mio\b|Mrd\b|[^\W\d_]{1,2}\b)){1,5}"  # 10 000, 5 kg
    r"|[^\W\d_]{1,4}\.\s(?=\w)"  # Mr. Smith, z. B.
    r"|[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁ][\w.'’-]{0,40}(?:\s[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁ][\w.'’-]{0,40}){1,5}"  # New York
)


def pieces(text: str, max_chars: int, table: Table) -> Iterator[Piece]:
    """The pieces of a text, each of at most `max_chars` characters and of like length; only white space is between.

    Atoms (numbers, names, marks) stay whole unless one alone is longer than the limit.
    """
    start, end = 0, len(text)
    while end - start > max_chars:
        cut, name = _best(start, end, max_chars, places(text, start, max_chars, table))
        if not name:
            cut, name = _forced(text, start, start + max_chars)
        yield start, start + len(text[start:cut].rstrip()), name
        space = _SPACE.match(text, cut)
        start = space.end() if space else cut
    if start < end:
        yield start, end, ""


def _best(start: int, end: int, limit: int, places: Places) -> tuple[int, str]:
    """The cut with the least cost: the place's rank and its distance from an even share. (0, "") without any."""
    count = -(-(end - start) // limit)
    share = (end - start) / count
    for low in (max(end - (count - 1) * limit, start + limit // 4), start):  # first: what is left fits in count - 1
        found = [at for at in places if low < at <= start + limit and at < end]
        if found:
            at = min(found, key=lambda at: places[at][0] + 2 * abs(at - start - share) / share)
            return at, places[at][1]
    return 0, ""


def _forced(text: str, start: int, limit: int) -> tuple[int, str]:
    """No place is free: the last space at all, else inside the word."""
    space = max(text.rfind(sign, start + 1, limit + 1) for sign in (" ", "\u00a0", "\u202f"))
    return (space, "space") if space > 0 else (limit, "word")


def places(text: str, start: int, limit: int, table: Table) -> Places:
    """The cuts that leave a first piece of at most `limit` characters; positions inside atoms are left out."""
    stop = min(len(text), start + limit + _ATOM_CHARS)
    closed = {at for atom in _ATOM.finditer(text, start, stop) for at in range(atom.start() + 1, atom.end())}
    found: Places = {}
    for space in _SPACE.finditer(text, start, stop):
        if not _clings(text, space.start(), space.end()):
            word = _WORD.match(text, space.end())
            joins = word is not None and word[0].lower() in table.conjunctions
            found[space.start()] = (len(_PLACES), "conjunction") if joins else (len(_PLACES) + 1, "space")
    for rank in reversed(range(len(_PLACES))):
        name, pattern = _PLACES[rank]
        found.update((match.end(), (rank, name)) for match in pattern.finditer(text, start, stop))
    return {at: place for at, place in found.items() if at not in closed}


def _clings(text: str, start: int, end: int) -> bool:
    """The space is between a mark and its word: ``« Oui``, ``Bonjour !``."""
    return text[start - 1 : start] in _BEFORE_WORD or text[end : end + 1] in _AFTER_WORD
