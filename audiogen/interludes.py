"""Sounds that nobody speaks: an intro, music before the headline, an outro.

Order: intro, the spoken announcement, music, the article, outro. Each is turned into mono at the track's rate, brought
to the voice's loudness by one gain, faded at its ends, and kept apart by `PAUSE_MS`. Music never runs under speech, and
stops after `MUSIC_S`.
"""

from __future__ import annotations

import hashlib
import math
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from audiogen import ffmpeg
from audiogen.errors import SourceError
from audiogen.loudness import SILENT_LUFS, measure
from audiogen.settings import Settings

PAUSE_MS = 500
FADE_MS = 20.0
MOST_S = 600
MUSIC_S = 8.0
MUSIC_FADE_MS = 2000.0


@dataclass(frozen=True)
class Interludes:
    """Paths of the sounds; None: there is none."""

    intro: Path | None = None
    music: Path | None = None
    outro: Path | None = None

    @classmethod
    def of(cls, settings: Settings) -> Interludes:
        names = (settings.intro, settings.music, settings.outro)
        return cls(*(Path(name) if name else None for name in names))

    def check(self) -> None:
        """SourceError where one cannot be read or heard."""
        for path in (self.intro, self.music, self.outro):
            if path:
                _hear(path)

    @property
    def digest(self) -> tuple[str, ...]:
        """Changes when one of the sounds does."""
        files = (self.intro, self.music, self.outro)
        return tuple(hashlib.sha256(path.read_bytes()).hexdigest() if path else "" for path in files)

    def opening(self, rate_hz: int, voice_lufs: float) -> bytes:
        return _ready(self.intro, rate_hz, voice_lufs)

    def before_headline(self, rate_hz: int, voice_lufs: float) -> bytes:
        return _ready(self.music, rate_hz, voice_lufs, MUSIC_S, MUSIC_FADE_MS)

    def closing(self, rate_hz: int, voice_lufs: float) -> bytes:
        return _ready(self.outro, rate_hz, voice_lufs)


@lru_cache(maxsize=16)
def _hear(path: Path) -> None:
    sound(path, 8000, most_s=1.0)


def _ready(path: Path | None, rate_hz: int, lufs: float, most_s: float = MOST_S, fade_ms: float = FADE_MS) -> bytes:
    """The sound as it goes into the track; empty where there is none."""
    from audiogen.joiner import fade_edges

    if path is None:
        return b""
    pcm = at_loudness(sound(path, rate_hz, most_s), rate_hz, lufs)
    return fade_edges(fade_edges(pcm, rate_hz, FADE_MS), rate_hz, fade_ms, only_end=True)


def sound(path: Path, rate_hz: int, most_s: float = MOST_S) -> bytes:
    """Mono int16 PCM of any file that ffmpeg reads, cut after `most_s`. SourceError where there is no sound in it."""
    if not path.is_file():
        raise SourceError(f"There is no sound file {path}.", "Check the path.")
    process = ffmpeg.start(
        *("-i", str(path), "-map", "0:a:0", "-t", str(most_s)),
        *("-f", "s16le", "-ar", str(rate_hz), "-ac", "1", "pipe:1"),
        stdout=subprocess.PIPE,
    )
    try:
        pcm, _ = process.communicate()
    finally:
        ffmpeg.stop(process)
    if process.returncode or not pcm:
        raise SourceError(f"{path} cannot be heard.", "Give a sound file, such as MP3, WAV or FLAC.")
    return pcm


def at_loudness(pcm: bytes, rate_hz: int, lufs: float) -> bytes:
    """The sound with one gain: as loud as the voice, or as loud as it can be without clipping."""
    import numpy as np

    own = measure(pcm, rate_hz)
    if own <= SILENT_LUFS or not math.isfinite(lufs):
        return pcm
    samples = np.frombuffer(pcm, "<i2").astype(np.float32)
    factor = min(10 ** ((lufs - own) / 20), 32767 / float(np.abs(samples).max()))
    return bytes(np.rint(samples * factor).astype("<i2").tobytes())
