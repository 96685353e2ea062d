"""Pieces of running text -> lines: white space as a browser folds it, and what a ``<br>`` parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
_STARTS_NEW = re.compile(r"[^\w]*[A-ZÀ-Þ0-9]")


class Piece(NamedTuple):
    """Text between two tags; `anchor` numbers the link it is in, 0 for none; a ``<br>`` is the text ``\\n``."""

    text: str
    anchor: int
    bold: bool
    words: frozenset[str]
    line: int


def fold(text: str) -> str:
    """White space folded, invisible characters gone."""
    return " ".join(text.translate(_INVISIBLE).split())


def joined(pieces: list[Piece]) -> str:
    return fold("".join(piece.text for piece in pieces))


def runs(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The runs between ``<br>``s; a run after two or more of them begins with a ``\\n`` piece."""
    group: list[Piece] = []
    for piece in pieces:
        if piece.text != "\n":
            group.append(piece)
            continue
        if joined(group):
            yield group
            group = []
        elif not group or group[0].text != "\n":
            group = [piece]
    if joined(group):
        yield group


def parted(before: str, after: str, doubled: bool) -> bool:
    """Whether a ``<br>`` parts two lines: it does not within a sentence, such as in verse or an address."""
    if doubled:
        return True
    if before[-1] in ",;–—-" or not _STARTS_NEW.match(after):
        return False
    return len(before) < 60 or before[-1] in '.!?:…"”»)'
