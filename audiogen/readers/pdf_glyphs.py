"""A PDF page -> its glyphs where they stand, and the lines they make. Lengths are points, y grows upwards."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

#: Around characters that stand small and high in a line: private ones, which the pages' own text is freed of.
SUP, END_SUP = "\ue000", "\ue001"

#: Gaps in parts of the type size: a word's space, and what is wider than any space of justified text.
WORD_GAP, WIDE_GAP = 0.22, 1.2

_BOLD = re.compile(rb"bold|black|heavy", re.I)
_SYMBOLS = {"\x02": "-", "\xad": "-", "\u2010": "-", "\ufffe": "-", "\uf0b7": "•", "\uf0a7": "•"}


class Glyph(NamedTuple):
    text: str
    x0: float
    x1: float
    y: float
    """Of the baseline."""
    size: float
    bold: bool
    spaced: bool
    """A space stands before it."""
    upright: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the part of one in a column."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    page: int = 0
    left: float = 0.0
    right: float = 0.0
    """The edges of its column."""
    region: int = 0
    """Which column of the document, in reading order."""


def glyphs(page: Any) -> Iterator[Glyph]:
    """What the page shows as text, in the order of the file, spaces folded into the glyph after them."""
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    text_page = page.get_textpage()
    handle = text_page.raw
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    weigh = _Weights(raw, handle)
    spaced = False
    try:
        for index in range(raw.FPDFText_CountChars(handle)):
            text = _readable(raw.FPDFText_GetUnicode(handle, index))
            if not text.strip():
                spaced = spaced or bool(text)
                continue
            raw.FPDFText_GetLooseCharBox(handle, index, box)
            raw.FPDFText_GetCharOrigin(handle, index, x, y)
            raw.FPDFText_GetMatrix(handle, index, matrix)
            size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
            upright = abs(matrix.b) < 0.2 * abs(matrix.a) + 1e-6
            bold = weigh.is_bold(index)
            yield Glyph(text, box.left, box.right, y.value, size or box.top - box.bottom, bold, spaced, upright)
            spaced = False
    finally:
        text_page.close()


class _Weights:
    """Whether glyphs are bold, by the font's weight or name; asked once for each run of one font."""

    def __init__(self, raw: Any, handle: Any) -> None:
        self._raw, self._handle = raw, handle
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._run, self._bold = 0, False

    def is_bold(self, index: int) -> bool:
        run = ctypes.cast(self._raw.FPDFText_GetTextObject(self._handle, index), ctypes.c_void_p).value or 0
        if run != self._run or not run:
            self._run = run
            self._raw.FPDFText_GetFontInfo(self._handle, index, self._name, 128, self._flags)
            weight = self._raw.FPDFText_GetFontWeight(self._handle, index)
            self._bold = weight >= 600 or bool(_BOLD.search(self._name.value))
        return self._bold


def _readable(code: int) -> str:
    """A character; a blank for white space; empty for what says nothing."""
    character = _SYMBOLS.get(chr(code), chr(code)) if code < 0x110000 else ""
    if character.isspace():
        return " "
    if "\ufb00" <= character <= "\ufb06":  # ligatures
        return unicodedata.normalize("NFKC", character)
    return "" if unicodedata.category(character or "\0") in ("Cc", "Co", "Cn", "Cs") else character


def lines(found: Iterator[Glyph], page: int) -> tuple[list[Line], str]:
    """The page's lines, cut at wide gaps, and the text that does not stand upright."""
    result: list[Line] = []
    run: list[Glyph] = []
    turned: list[str] = []
    for glyph in found:
        if not glyph.upright:
            turned.append((" " if glyph.spaced else "") + glyph.text)
            continue
        if run and not _goes_on(run, glyph):
            result.append(_line(run, page))
            run = []
        run.append(glyph)
    if run:
        result.append(_line(run, page))
    return result, "".join(turned).strip()


def _goes_on(run: list[Glyph], glyph: Glyph) -> bool:
    base = max(run[-8:], key=lambda other: other.size)
    rise, gap = glyph.y - base.y, glyph.x0 - run[-1].x1
    size = max(base.size, glyph.size)
    small = min(base.size, glyph.size) < 0.85 * size
    level = -0.35 * size < rise < 0.6 * size if small else abs(rise) < 0.3 * size
    on = gap > -0.6 * size or glyph.x0 >= run[-1].x0 - 0.01  # the parts of a ligature stand at one place
    return level and on and gap < WIDE_GAP * size


def _line(run: list[Glyph], page: int) -> Line:
    weights: dict[float, int] = {}
    for glyph in run:
        weights[round(glyph.size, 1)] = weights.get(round(glyph.size, 1), 0) + len(glyph.text)
    size = max(weights, key=lambda key: (weights[key], key))
    y = next(glyph.y for glyph in run if round(glyph.size, 1) == size)
    parts: list[str] = []
    raised_before = False
    for number, glyph in enumerate(run):
        raised = glyph.size < 0.85 * size and glyph.y > y + 0.15 * size
        apart = number > 0 and (glyph.spaced or glyph.x0 - run[number - 1].x1 > WORD_GAP * size)
        parts.append((END_SUP if raised_before and not raised else "") + (" " if apart else ""))
        parts.append((SUP if raised and not raised_before else "") + glyph.text)
        raised_before = raised
    text = "".join(parts) + (END_SUP if raised_before else "")
    bold = sum(glyph.bold for glyph in run) > 0.8 * len(run)
    return Line(text, min(g.x0 for g in run), max(g.x1 for g in run), y, size, bold, page)


def joined(first: Line, second: Line) -> Line:
    """Two pieces of one line."""
    return replace(
        first,
        text=f"{first.text} {second.text}",
        x1=max(first.x1, second.x1),
        size=max(first.size, second.size),
        bold=first.bold and second.bold,
    )
