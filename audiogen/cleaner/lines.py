"""A page's text -> lines with their blank-line neighbourhood; paragraphs that a mailer or editor wrapped are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiogen.model import Removal

# Characters that nobody sees or says: soft hyphens, zero-width spaces, direction marks, controls.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
)
_BREAKS = re.compile("\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WRAP_MIN, _WRAP_MAX = 45, 100
"""Widths, in characters, at which text is wrapped by hand or program."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page, or a paragraph that was wrapped over several; white space folded, never empty."""

    number: int
    """The page's line where it begins, from 1."""
    text: str
    run: int
    """Index of its run: lines that no blank line parts."""


def split(text: str, join: bool = True) -> tuple[list[Line], list[Removal]]:
    """The lines of the text that hold something, wrapped paragraphs joined where the text is wrapped.

    With them the characters that cannot be seen, which are taken out.
    """
    lines: list[Line] = []
    unseen: list[Removal] = []
    run, blank = -1, True
    for number, raw in enumerate(_BREAKS.split(text), start=1):
        for hit in _INVISIBLE.finditer(raw):
            unseen.append(Removal(number, hit[0], "invisible", hit.start()))
        folded = " ".join(_INVISIBLE.sub("", raw).split())
        if folded:
            run += blank
            lines.append(Line(number, folded, run))
        blank = not folded
    width = _width(lines) if join else 0
    return (list(_joined(lines, width)) if width else lines), unseen


def _width(lines: Sequence[Line]) -> int:
    """The column at which the text is wrapped; 0 where it is not."""
    inner = [(a, b) for a, b in pairwise(lines) if a.run == b.run]
    if len(inner) < 3:
        return 0
    lengths = sorted(len(a.text) for a, _ in inner)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    over = sum(len(line.text) > 1.25 * width for line in lines)
    full = [a for a, b in inner if _full(a, b, width)]
    broken = sum(a.text[-1] not in '.!?:;"”»“…' for a in full)  # a sentence goes on in the next line
    wrapped = _WRAP_MIN <= width <= _WRAP_MAX and over <= 0.03 * len(lines)
    wrapped = wrapped and len(full) >= 0.6 * len(inner) and broken >= 0.6 * len(full)
    return width if wrapped else 0


def _full(line: Line, after: Line, width: int) -> bool:
    """The next line's first word would not have fitted into this line: so the break is the wrapping's."""
    return len(line.text) + 1 + len(after.text.split(" ", 1)[0]) > width - 3


def _joined(lines: Sequence[Line], width: int) -> Iterator[Line]:
    held: Line | None = None
    last: Line | None = None
    for line in lines:
        if held and last and last.run == line.run and _full(last, line, width):
            glue = "" if last.text.endswith("-") and not last.text.endswith(" -") else " "
            held = Line(held.number, held.text + glue + line.text, held.run)
        else:
            if held:
                yield held
            held = line
        last = line
    if held:
        yield held
