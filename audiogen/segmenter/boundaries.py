"""Where sentences end: one pattern finds the stops, `Stop` decides by a few features of both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audiogen.segmenter.lines import Extent, lines
from audiogen.segmenter.stops import STOPS, WIDE_STOPS, Stop
from audiogen.segmenter.tables import table


def sentences(text: str, language: str = "en") -> list[str]:
    """The text's sentences in order, stripped; nothing but white space is lost. `language` is a BCP 47 tag."""
    return [text[start:end] for start, end in extents(text, language)]


def extents(text: str, language: str = "en") -> Iterator[Extent]:
    """(start, end) of each sentence, in characters, without white space at the ends."""
    known = table(language)
    find = _stop_pattern(known.stops).finditer
    for line_start, line_end in lines(text, known.ordinals):
        start = seen = line_start
        for found in find(text, line_start, line_end):
            if found.start() < seen:
                continue
            stop = Stop(text, start, found.start(), line_end, known)
            seen, end = stop.close, stop.end()
            if end:
                yield from _stripped(text, start, end)
                start = end
        yield from _stripped(text, start, line_end)


@cache
def _stop_pattern(more: str) -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(STOPS + WIDE_STOPS + more)}]+")


def _stripped(text: str, start: int, end: int) -> Iterator[Extent]:
    piece = text[start:end]
    bare = piece.lstrip()
    if bare:
        start += len(piece) - len(bare)
        yield start, start + len(bare.rstrip())
