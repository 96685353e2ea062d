"""Hear what the engine `tone` said, in decoded sound: which texts, in which order, how long, and where the gaps are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audiogen.engines.tone import FRAME_RATE_HZ, LEVELS, PERIODS


@dataclass(frozen=True)
class Heard:
    start_s: float
    seconds: float
    period: int
    """`audiogen.engines.tone.period` of the text."""


def hear(pcm: bytes, frame_rate_hz: int = FRAME_RATE_HZ, gap_ms: float = 15.0) -> list[Heard]:
    """The tones of mono 16-bit sound, apart by silences of at least `gap_ms`; also after a trip through MP3."""
    samples = np.frombuffer(pcm, "<i2").astype(np.float64)
    step = frame_rate_hz // 1000
    level = np.abs(samples[: len(samples) // step * step]).reshape(-1, step).max(axis=1)
    loud = level > LEVELS[0] / 40
    edges = np.flatnonzero(np.diff(np.concatenate(([False], loud, [False]))))
    runs: list[list[int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and start - runs[-1][1] < gap_ms:
            runs[-1][1] = end
        else:
            runs.append([start, end])
    return [
        Heard(start / 1000, (end - start) / 1000, _period(samples[start * step : end * step], frame_rate_hz))
        for start, end in runs
        if end - start >= 20
    ]


def _period(samples: np.ndarray, frame_rate_hz: int) -> int:
    """The nearest of the engine's periods, in frames of the engine's rate."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 8 * len(samples)))
    hertz = int(spectrum.argmax()) * frame_rate_hz / (8 * len(samples))
    return min(PERIODS, key=lambda period: abs(FRAME_RATE_HZ / period - hertz))
