"""Text -> the lines in which sentences are looked for: paragraphs, headings, list items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

Extent = tuple[int, int]

_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BULLETS = "•⁃▪‣◦●■►"
_BULLET = re.compile(rf"\s*([{_BULLETS}])")
_MARKER = re.compile(r"(?<!\S)(?:(\d{1,3})|([a-z]))(\.\)|[.)])(?=\s+\S)")
_FIRST = re.compile(r"\s*" + _MARKER.pattern)
_LIST_LINE = re.compile(rf"\s*(?:[-*+–{_BULLETS}]|\d{{1,3}}[.)])")
_WRAP_AT = range(40, 140)  # widths of hard-wrapped text, in characters


def lines(text: str, ordinals: bool = False) -> Iterator[Extent]:
    """(start, end) of each line, in characters; hard-wrapped ones are joined, lists within a line are divided."""
    for paragraph in _paragraphs(text):
        for start, end in [(paragraph[0][0], paragraph[-1][1])] if _wrapped(text, paragraph) else paragraph:
            yield from _items(text, start, end, ordinals)


def _paragraphs(text: str) -> Iterator[list[Extent]]:
    """Lines between blank ones; a break is one or more line ends with nothing between."""
    start, found = 0, []
    for match in _BREAKS.finditer(text):
        found.append((start, match.start()))
        start = match.end()
        if match[0].count("\n") > 1:
            yield found
            found = []
    if start < len(text):
        found.append((start, len(text)))
    if found:
        yield found


def _wrapped(text: str, paragraph: list[Extent]) -> bool:
    """Each line is as full as the next line's first word allows, and none is an item: the line ends mean nothing."""
    if len(paragraph) < 2:
        return False
    width = max(len(text[start:end].strip()) for start, end in paragraph)
    if width not in _WRAP_AT:
        return False
    small = 0
    for (start, end), (next_start, next_end) in pairwise(paragraph):
        word = text[next_start : min(next_end, next_start + 200)].split(maxsplit=1)[:1]
        full = len(text[start:end].strip()) + 1 + len(word[0] if word else "") > width
        if not word or not full or _LIST_LINE.match(text, next_start, next_end):
            return False
        small += word[0][0].islower()
    return small > 0 if len(paragraph) < 4 else small * 4 >= len(paragraph) - 1


def _items(text: str, start: int, end: int, ordinals: bool) -> Iterator[Extent]:
    """A line that opens with a bullet or a first number is divided where the next one follows: ``1. ... 2. ...``."""
    for here in _item_starts(text, start, end, ordinals):
        yield start, here
        start = here
    yield start, end


def _item_starts(text: str, start: int, end: int, ordinals: bool) -> Iterator[int]:
    bullet = _BULLET.match(text, start, end)
    if bullet:
        here = text.find(bullet[1], bullet.end(), end)
        while here >= 0:
            if text[here - 1].isspace():
                yield here
            here = text.find(bullet[1], here + 1, end)
        return
    first = _FIRST.match(text, start, end)
    if not first:
        return
    value, style = _value(first), first[3]
    for marker in _MARKER.finditer(text, first.end(), end):
        if marker[3] != style or bool(marker[1]) != bool(first[1]) or _value(marker) != value + 1:
            continue
        if ordinals and style == "." and text[marker.start() - 2] not in ".!?":
            continue
        value += 1
        yield marker.start()


def _value(marker: re.Match[str]) -> int:
    return int(marker[1]) if marker[1] else ord(marker[2])
