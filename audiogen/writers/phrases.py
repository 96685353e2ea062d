"""Written text -> pieces that a caption keeps whole, and what a break between two of them costs the reader.

A break is cheap where a reader draws breath: after punctuation, before a conjunction, before a function word that
follows a word of content (chinks and chunks: Liberman & Church, "Text Analysis and Word Pronunciation", 1992). It is
dear after an article or a preposition, dearer inside a number or a name, and dearest inside a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from audiogen.segmenter.cuts import places
from audiogen.segmenter.tables import Table, table

LINE_COLUMNS = 42
"""Longest line of a caption. A wide character (Chinese, Japanese, Korean) takes two columns."""

_NAMED = {"semicolon": 1.0, "dash": 1.5, "comma": 2.0, "bracket": 2.5, "conjunction": 3.0, "space": 9.0}
"""By the names that `audiogen.segmenter.cuts.places` gives."""
_BEFORE_FUNCTION_WORD = 5.0
_AFTER_FUNCTION_WORD = 16.0
_BETWEEN_FUNCTION_WORDS = 11.0
_STOP = 1.5
_INSIDE_ATOM = 25.0
_NO_BREAK = 30.0
_INSIDE_WORD = 60.0

_SPACE = re.compile(r"\s+")
_NO_BREAK_SPACES = frozenset("\u00a0\u202f\u2007")
_BARE = re.compile(r"^[^\w]+|[^\w]+$")
_STOPPED = re.compile(r"[!?…。！？][\"'”’»)\]」』]*$")
_IDEOGRAPHIC = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3040-\u30ff\u31f0-\u31ff]")
_HIRAGANA = re.compile(r"[\u3040-\u309f]")
_KATAKANA = re.compile(r"[\u30a0-\u30ff\u31f0-\u31ffー]")
_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー」』）】〕〉》｝］”’…‥〜～%％‰℃ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ"
)
"""What no line begins with in Chinese and Japanese (JIS X 4051, GB/T 15834)."""
_NOT_LAST = frozenset("「『（【〔〈《｛［“‘¥￥＄$£€#＃")
"""What no line ends with."""
_SOFT_IN_WORD = frozenset("/-_.?&=,:;‐–")
"""Behind these a word that is wider than a line, an address mostly, is parted before it is parted anywhere."""


@dataclass(frozen=True, slots=True)
class Extent:
    """text[start:end], without white space at its edges, at most a line wide; `cost` of a break before it."""

    start: int
    end: int
    cost: float


def columns(text: str) -> int:
    """The width of a line: a column a character, two for a wide one. Marks that combine count: no line is too long."""
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def extents(text: str, language: str) -> list[Extent]:
    """The pieces of a text, in order; nothing but white space is between them. The first costs nothing."""
    costs = _costs(text, table(language))
    edges = [0, *sorted(at for at in costs if 0 < at < len(text)), len(text)]
    found: list[Extent] = []
    for start, end in pairwise(edges):
        piece = text[start:end]
        first, last = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        if last > first:
            cost = costs[start] if found else 0.0
            found += [Extent(a, b, _INSIDE_WORD if a > first else cost) for a, b in _narrow(text, first, last)]
    return found


def _costs(text: str, known: Table) -> dict[int, float]:
    """Where a break may fall, as the end of what stands before it, and its cost."""
    named = {at: name for at, (_, name) in places(text, 0, len(text), known).items()}
    costs = {at: _NAMED[name] for at, name in named.items()}
    for space in _SPACE.finditer(text):
        at = space.start()
        if named.get(at, "space") in ("conjunction", "space"):
            costs[at] = _space_cost(text, space.start(), space.end(), named.get(at, ""), known)
    if not text.isascii():
        for at in _between_characters(text):
            costs[at] = min(costs.get(at, _INSIDE_WORD), _character_cost(text[at - 1], text[at]))
    return costs


def _space_cost(text: str, start: int, end: int, name: str, known: Table) -> float:
    if any(char in _NO_BREAK_SPACES for char in text[start:end]):
        return _NO_BREAK
    if not name:  # inside a number or a name, or between a quote mark and its word
        return _INSIDE_ATOM
    before = text[:start].rpartition(" ")[2]
    if _STOPPED.search(before):
        return _STOP
    after = text[end:].partition(" ")[0]
    left, right = (_BARE.sub("", word).lower() in known.starters for word in (before, after))
    if left:
        return _BETWEEN_FUNCTION_WORDS if right else _AFTER_FUNCTION_WORD
    if name == "conjunction":
        return _NAMED["conjunction"]
    return _BEFORE_FUNCTION_WORD if right else _NAMED["space"]


def _between_characters(text: str) -> Iterator[int]:
    """Breaks of scripts that put no spaces between words."""
    for at in range(1, len(text)):
        left, right = text[at - 1], text[at]
        if right in _NOT_FIRST or left in _NOT_LAST or left.isspace() or right.isspace() or _joins(text, at):
            continue
        if _unspaced(left) or _unspaced(right):
            yield at


def _unspaced(char: str) -> bool:
    return char > "\u2e7f" and bool(_IDEOGRAPHIC.match(char) or _KANA.match(char) or "\u3001" <= char <= "\u3011")


def _character_cost(left: str, right: str) -> float:
    """In Japanese a phrase ends in hiragana and the next begins with another script; Chinese shows no such thing."""
    if left in "。！？":
        return _STOP
    if left in "、，；：":
        return _NAMED["comma"]
    ends_phrase = _HIRAGANA.match(left) and not _HIRAGANA.match(right)
    if ends_phrase or left in "」』）】》" or right in "「『（【《":
        return _BEFORE_FUNCTION_WORD
    if left.isdigit() or right.isdigit() or (_KATAKANA.match(left) and _KATAKANA.match(right)):
        return _INSIDE_ATOM
    return _AFTER_FUNCTION_WORD if _KANA.match(left) or _KANA.match(right) else _BETWEEN_FUNCTION_WORDS


def _narrow(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The piece, parted where it is wider than a line; a letter stays with its marks."""
    while columns(text[start:end]) > LINE_COLUMNS:
        fits = start + 1
        while columns(text[start : fits + 1]) <= LINE_COLUMNS:
            fits += 1
        soft = (at for at in range(fits, start + (fits - start) // 2, -1) if text[at - 1] in _SOFT_IN_WORD)
        whole = (at for at in range(fits, start, -1) if not _joins(text, at))
        cut = next(soft, None) or next(whole, fits)
        yield start, cut
        start = cut
    yield start, end


def _joins(text: str, at: int) -> bool:
    """The characters on both sides are one to the reader."""
    zero_width_joiner = "\u200d"
    tone = "\U0001f3fb" <= text[at] <= "\U0001f3ff"
    return unicodedata.category(text[at])[0] == "M" or tone or zero_width_joiner in (text[at - 1], text[at])
