"""A finished file, measured: what a listener would complain of, as figures.

In: an audio file and, where one lies beside it, its manifest. Out: how long and how loud it is, the gaps between
segments as they are heard, whether joints click, how even the segments are, whether words are where the manifest says.
"""

from __future__ import annotations

import math
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audiogen import ffmpeg
from audiogen.episode import Episode
from audiogen.errors import SourceError
from audiogen.levels import loudness
from audiogen.loudness import METER, Loudness, read_summaries
from audiogen.truepeak import true_peak

if TYPE_CHECKING:
    import numpy as np

RATE_HZ = 48_000
"""What a file without a manifest is decoded at."""

SILENT = 33
"""Of 32768 (-60 dBFS): what is below is silence; lossy codecs smear less than that into a pause."""

EDGE_S = 0.003
"""How near a segment's border a step in the wave is a joint's."""


@dataclass(frozen=True)
class Piece:
    """A segment as the manifest tells of it; seconds from the file's start."""

    start: float
    end: float
    role: str
    text: str
    spoken: str
    words: tuple[float, ...]
    """Where each begins."""
    estimated: bool


@dataclass(frozen=True)
class Gap:
    """A pause between two segments: as it is heard, and as it was put there; in milliseconds."""

    at_s: float
    heard_ms: float
    planned_ms: float


@dataclass(frozen=True)
class Inspection:
    """What there is to know about a file."""

    path: Path
    rate_hz: int
    samples: np.ndarray[Any, Any] = field(repr=False)
    """int16."""
    read: Loudness
    pieces: tuple[Piece, ...]

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate_hz

    @property
    def words(self) -> int:
        return sum(len(piece.words) for piece in self.pieces)

    @cached_property
    def gaps(self) -> list[Gap]:
        """The pause after each segment but the last."""
        import numpy as np

        loud = np.abs(self.samples.astype(np.int32)) > SILENT
        found = []
        for piece, following in pairwise(self.pieces):
            middle = self._frame((piece.end + following.start) / 2)
            before = np.flatnonzero(loud[self._frame(piece.start) : middle])
            after = np.flatnonzero(loud[middle : self._frame(following.end)])
            if len(before) and len(after):
                last, first = self._frame(piece.start) + int(before[-1]), middle + int(after[0])
                heard = 1000 * (first - last - 1) / self.rate_hz
                found.append(Gap(last / self.rate_hz, heard, 1000 * (following.start - piece.end)))
        return found

    @cached_property
    def joint_step(self) -> int:
        """The largest difference of neighbouring samples at a segment's borders."""
        import numpy as np

        reach = round(EDGE_S * self.rate_hz)
        edges = [self._frame(edge) for piece in self.pieces for edge in (piece.start, piece.end)]
        steps = [np.abs(np.diff(self.samples[max(0, edge - reach) : edge + reach].astype(np.int32))) for edge in edges]
        return max((int(step.max()) for step in steps if len(step)), default=0)

    @cached_property
    def speech_step(self) -> int:
        """The 99.9th percentile of the differences of neighbouring samples inside segments."""
        import numpy as np

        reach = round(EDGE_S * self.rate_hz)
        inside = [
            np.abs(np.diff(self.samples[self._frame(p.start) + reach : self._frame(p.end) - reach].astype(np.int32)))
            for p in self.pieces
        ]
        steps = np.concatenate(inside) if inside else np.zeros(0)
        return round(float(np.percentile(steps, 99.9))) if len(steps) else 0

    @cached_property
    def levels(self) -> list[float]:
        """The loudness of each segment in LUFS."""
        return [self._loudness(piece.start, piece.end) for piece in self.pieces]

    @property
    def level_step_lu(self) -> float:
        """The largest step of loudness from a segment to the next."""
        read = [level for level in self.levels if math.isfinite(level)]
        return max((abs(a - b) for a, b in pairwise(read)), default=0.0)

    def over_time(self, window_s: float = 3.0, step_s: float = 0.5) -> list[tuple[float, float]]:
        """Short-term loudness: (second, LUFS), of the window around it; minus infinity where all is silent."""
        half, places = window_s / 2, range(int(self.seconds / step_s) + 1)
        return [(n * step_s, self._loudness(n * step_s - half, n * step_s + half)) for n in places]

    def _frame(self, second: float) -> int:
        return min(max(round(second * self.rate_hz), 0), len(self.samples))

    def _loudness(self, start: float, end: float) -> float:
        return loudness(self.samples[self._frame(start) : self._frame(end)].tobytes(), self.rate_hz)


def inspect(path: Path) -> Inspection:
    """Decode and measure a file. SourceError where it cannot be heard."""
    import numpy as np

    table = _manifest(path)
    rate_hz = int(table["frame_rate_hz"]) if table else RATE_HZ
    pcm, read = _heard(path, rate_hz)
    return Inspection(path, rate_hz, np.frombuffer(pcm, "<i2"), read, _pieces(table, path) if table else ())


def _heard(path: Path, rate_hz: int) -> tuple[bytes, Loudness]:
    if not path.is_file():
        raise SourceError(f"There is no file {path}.", "Give an audio file that audiogen made.")
    with tempfile.TemporaryFile() as log:
        process = ffmpeg.start(
            *("-i", str(path), "-map", "0:a:0", "-af", METER, "-f", "s16le", "-ar", str(rate_hz), "-ac", "1", "pipe:1"),
            stdout=subprocess.PIPE,
            stderr=log,
            level="info",
        )
        try:
            pcm, _ = process.communicate()
        finally:
            ffmpeg.stop(process)
        if process.returncode or not pcm:
            raise SourceError(f"{path} cannot be heard.", "Give an audio file.")
        log.seek(max(0, log.tell() - 4096))
        return pcm, Loudness(read_summaries(log.read())[-1], true_peak(pcm))


def _manifest(path: Path) -> dict[str, Any] | None:
    """The manifest that names this file: of the same name, or of the article that it is a chapter of."""
    beside = sorted(path.parent.glob("*.json")) if path.parent.is_dir() else []
    for candidate in [path, *(one for one in beside if path.name.startswith(one.stem))]:
        episode = Episode.load(candidate)
        if episode and path.name in episode.files:
            return episode.manifest
    return None


def _pieces(table: dict[str, Any], path: Path) -> tuple[Piece, ...]:
    """The segments in this file; a chapter's file begins where its part does."""
    part = next((part for part in table.get("parts", ()) if path.stem.endswith(part["tail"])), None)
    start, end = (part["start"], part["end"]) if part else (0.0, math.inf)
    return tuple(
        Piece(
            *(one["start"] - start, one["end"] - start, one["role"], one["text"], one["spoken"]),
            tuple(word["start"] - start for word in one["words"]),
            one["estimated"],
        )
        for one in table["segments"]
        if start <= one["start"] < end
    )
