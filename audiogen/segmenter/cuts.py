"""A sentence that is longer than an engine takes -> pieces, cut where a reader would draw breath."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audiogen.segmenter.tables import Table

Extent = tuple[int, int]

# Where a cut may fall, by how little it disturbs; the cut is at the end of the match's group 1, or of the match.
_PLACES = (
    ("semicolon", re.compile(r"[;:؛；：][\"'”’»)\]]*(?=\s)|[；：؛]")),
    ("dash", re.compile(r"\s[-–—](?=\s)|(?<=\w)—(?=\w)")),
    ("bracket", re.compile(r"[)\]](?=\s)|\s(?=[(\[])")),
    ("comma", re.compile(r"[,،、，][\"'”’»]*(?=\s)|[،、，]")),
)
_SPACE = re.compile(r"\s+")
_ATOM = re.compile(
    r"\[pause:[^\]\s]{0,20}\]|\[\[[^\]]{0,200}\]\]|<[^<>]{1,300}>"  # marks
    r"|\d[\d.,:/-]*(?:\s+(?:\d{3}\b|%|million\b|billion\b|Mio\b|Mrd\b|[^\W\d_]{1,2}\b))+"  # 10 000, 5 kg
    r"|[^\W\d_]{1,4}\.\s(?=\w)"  # Mr. Smith, z. B.
    r"|[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){1,5}"  # New York
)


def pieces(text: str, max_chars: int, table: Table) -> Iterator[tuple[int, int, str]]:
    """(start, end, place) of each piece of at most `max_chars` characters; `place` names where it was cut ("" the last).

    Pieces are of like length; nothing but white space between them is lost. Atoms (numbers, names, marks) stay whole
    unless one alone is longer than the limit.
    """
    start, end = 0, len(text)
    places: dict[int, tuple[int, str]] | None = None
    while end - start > max_chars:
        places = places if places is not None else _places(text, table)
        cut, name = _best(text, start, end, max_chars, places)
        yield start, start + len(text[start:cut].rstrip()), name
        start = cut + len(text[cut : cut + 1000]) - len(text[cut : cut + 1000].lstrip())
    if start < end:
        yield start, end, ""


def _best(text: str, start: int, end: int, limit: int, places: dict[int, tuple[int, str]]) -> tuple[int, str]:
    """The cut with the least cost: the place's rank and how far the piece is from an even share."""
    count = -(-(end - start) // limit)
    share = (end - start) / count
    low = max(start + 1, end - (count - 1) * limit, start + limit // 4)  # what is left fits in count - 1 pieces
    for first in (low, start + 1):
        found = [at for at in range(first, start + limit + 1) if at in places and at < end]
        if found:
            return min(
                ((at, places[at][1]) for at in found),
                key=lambda cut: places[cut[0]][0] + abs(cut[0] - start - share) / share * 2,
            )
    return start + limit, "word"


def _places(text: str, table: Table) -> dict[int, tuple[int, str]]:
    """Cut position -> (rank, name); rank 0 disturbs least. Positions inside atoms are left out."""
    closed = {at for atom in _ATOM.finditer(text) for at in range(atom.start() + 1, atom.end())}
    found: dict[int, tuple[int, str]] = {}
    for space in _SPACE.finditer(text):
        if not _clings(text, space.start(), space.end()):
            word = re.match(r"\w+", text[space.end() : space.end() + 30])
            joins = bool(word) and word[0].lower() in table.conjunctions if word else False
            found[space.start()] = (len(_PLACES), "conjunction") if joins else (len(_PLACES) + 1, "space")
    for rank in range(len(_PLACES) - 1, -1, -1):
        name, pattern = _PLACES[rank]
        for match in pattern.finditer(text):
            at = match.start() if name == "dash" and text[match.start()].isspace() else match.end()
            found[at] = (rank, name)
    return {at: place for at, place in found.items() if at not in closed}


def _clings(text: str, start: int, end: int) -> bool:
    """The space is between a mark and its word: ``« Oui``, ``Bonjour !``."""
    return text[start - 1 : start] in "«„“‘([{¿¡$€£#§" or text[end : end + 1] in "»!?;:%)]}"
