"""The picture of an inspected file: waveform, segments, words and loudness over time, a minute a row."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from audiogen.cover import drawable, font
from audiogen.inspection import Inspection
from audiogen.loudness import CEILING_DBTP

if TYPE_CHECKING:
    from PIL.Image import Image

ROW_S = 60
PX_A_S = 30
LEFT, RIGHT, HEAD = 20, 74, 64
WAVE, TEXT, WORDS, TIME = 150, 22, 12, 24
"""Heights of a row's bands in pixels, from its top: wave and loudness, what is said, word borders, the clock."""
ROW = WAVE + TEXT + WORDS + TIME + 14
MOST_ROWS = 120
LOUD_TOP, LOUD_BOTTOM = -5.0, -45.0
"""LUFS at the upper and the lower edge of the wave's band."""

INK, WEAK, GRID = (30, 34, 42), (120, 126, 138), (206, 210, 218)
BANDS = ((233, 240, 250), (246, 241, 229))
BLUE, ORANGE, RED = (66, 103, 160), (214, 94, 0), (190, 20, 30)


def plot(inspected: Inspection) -> Image:
    """A picture of the file; of one longer than two hours, the first two."""
    from PIL import Image, ImageDraw

    rows = min(MOST_ROWS, max(1, math.ceil(inspected.seconds / ROW_S)))
    image = Image.new("RGB", (LEFT + ROW_S * PX_A_S + RIGHT, HEAD + rows * ROW + 10), "white")
    pen = ImageDraw.Draw(image)
    pen.text((LEFT, 12), drawable(_title(inspected)), fill=INK, font=font(17))
    pen.text((LEFT, 38), "wave", fill=BLUE, font=font(13))
    pen.text((LEFT + 60, 38), "loudness (3 s), right scale in LUFS", fill=ORANGE, font=font(13))
    pen.text((LEFT + 340, 38), "ticks: words; bands: segments", fill=WEAK, font=font(13))
    loud = inspected.over_time()
    for row in range(rows):
        _Row(pen, inspected, row).draw(loud)
    return image


def _title(inspected: Inspection) -> str:
    read = inspected.read
    return (
        f"{inspected.path.name}: {inspected.seconds:.1f} s, {read.integrated_lufs:.1f} LUFS, {read.true_peak_dbtp:.1f} "
        f"dBTP (ceiling {CEILING_DBTP:g}), {len(inspected.pieces)} segments, {inspected.words} words"
    )


class _Row:
    """A minute of the file, drawn at its place."""

    def __init__(self, pen: Any, inspected: Inspection, row: int) -> None:
        self.pen, self.inspected = pen, inspected
        self.start, self.top = row * ROW_S, HEAD + row * ROW
        self.end = min(self.start + ROW_S, inspected.seconds)

    def draw(self, loud: list[tuple[float, float]]) -> None:
        self._segments()
        self._scale()
        self._wave()
        self._loudness(loud)

    def _x(self, second: float) -> int:
        return LEFT + round((min(max(second, self.start), self.end) - self.start) * PX_A_S)

    def _y(self, lufs: float) -> float:
        share = (LOUD_TOP - min(max(lufs, LOUD_BOTTOM), LOUD_TOP)) / (LOUD_TOP - LOUD_BOTTOM)
        return self.top + share * WAVE

    def _segments(self) -> None:
        text_top = self.top + WAVE
        for number, piece in enumerate(self.inspected.pieces):
            if piece.end < self.start or piece.start > self.end:
                continue
            left, right = self._x(piece.start), self._x(piece.end)
            self.pen.rectangle((left, self.top, right, text_top + TEXT + WORDS), fill=BANDS[number % 2])
            for x in (left, right):
                self.pen.line((x, self.top, x, text_top + TEXT + WORDS), fill=GRID)
            label = self._fitting(f"{number + 1} {drawable(piece.text)}", right - left - 6)
            self.pen.text((left + 4, text_top + 3), label, fill=INK, font=font(13))
            for second in piece.words:
                if self.start <= second < self.end:
                    x = self._x(second)
                    self.pen.line((x, text_top + TEXT, x, text_top + TEXT + WORDS), fill=WEAK)

    def _fitting(self, text: str, width: int) -> str:
        if self.pen.textlength(text, font(13)) <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.pen.textlength(text[:middle] + "…", font(13)) <= width
            low, high = (middle, high) if fits else (low, middle - 1)
        return text[:low].rstrip() + "…" if low else ""

    def _scale(self) -> None:
        right = self._x(self.end)
        for lufs in (-16, -23, -30):
            y = self._y(lufs)
            self.pen.line((LEFT, y, right, y), fill=GRID)
            self.pen.text((right + 8, y - 8), f"{lufs}", fill=ORANGE, font=font(13))
        bottom = self.top + WAVE + TEXT + WORDS
        self.pen.line((LEFT, bottom, right, bottom), fill=WEAK)
        for second in range(self.start, math.floor(self.end) + 1, 5):
            x = self._x(second)
            self.pen.line((x, bottom, x, bottom + 5), fill=WEAK)
            minutes, rest = divmod(second, 60)
            self.pen.text((x + 2, bottom + 5), f"{minutes}:{rest:02}", fill=WEAK, font=font(13))

    def _wave(self) -> None:
        rate, middle, half = self.inspected.rate_hz, self.top + WAVE / 2, WAVE / 2 - 1
        for x in range(self._x(self.start), self._x(self.end)):
            second = self.start + (x - LEFT) / PX_A_S
            piece = self.inspected.samples[round(second * rate) : round((second + 1 / PX_A_S) * rate)]
            if len(piece):
                high, low = (middle - half * float(value) / 32768 for value in (piece.max(), piece.min()))
                over = max(abs(int(piece.max())), abs(int(piece.min()))) > 32768 * 10 ** (CEILING_DBTP / 20)
                self.pen.line((x, high, x, low), fill=RED if over else BLUE)

    def _loudness(self, loud: list[tuple[float, float]]) -> None:
        places = [(self._x(s), self._y(lufs)) for s, lufs in loud if self.start <= s <= self.end]
        if len(places) > 1:
            self.pen.line(places, fill=ORANGE, width=3)
