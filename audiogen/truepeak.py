"""The true peak of sound as it streams by: what the wave reaches between its samples (ITU-R BS.1770-4, annex 2).

Interpolating everything eight times over takes longer than decoding an MP3. Only what is near the highest sample can
hold the peak, so only that is interpolated.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

PHASES = 8
"""Points between two samples. The standard asks for 4 at 48 kHz; speech comes at half that rate."""
TAPS = 32
"""Length of each phase's filter, in samples."""
NEAR = 0.6
"""A wave whose samples all stay below this share of the peak does not reach it between them (4.4 dB)."""
SILENT_DBTP = -70.0


class PeakMeter:
    """Takes mono int16 PCM in pieces of any size; `dbtp` is the highest true peak so far."""

    def __init__(self) -> None:
        self._best = 0.0
        self._before = bytes(TAPS)

    @property
    def dbtp(self) -> float:
        """Decibels relative to full scale, to 0.01; `SILENT_DBTP` where there is nothing."""
        # Rounded: it stands in manifests, and processors differ in the last digits.
        return max(round(20 * math.log10(self._best / 32768), 2), SILENT_DBTP) if self._best else SILENT_DBTP

    def add(self, pcm: bytes) -> None:
        """Take more."""
        self._measure(self._before + pcm)
        # Half a filter at each end was seen from one side only: it comes again with what follows.
        self._before = (self._before + pcm)[-4 * TAPS :]

    def finish(self) -> float:
        """The true peak of all, in dBTP."""
        self._measure(self._before + bytes(TAPS))
        return self.dbtp

    def _measure(self, pcm: bytes) -> None:
        import numpy as np

        samples = np.frombuffer(pcm, "<i2").astype(np.float32)
        if len(samples) < TAPS:
            return
        self._best = max(self._best, float(np.abs(samples).max()))
        middle = slice(TAPS // 2 - 1, len(samples) - TAPS // 2)
        near = np.flatnonzero(np.abs(samples[middle]) >= max(NEAR * self._best, 1.0))
        if len(near):
            windows = np.lib.stride_tricks.sliding_window_view(samples, TAPS)
            # From each sample on to the next one, and from the one before on to it.
            places = np.unique(np.concatenate((near, np.maximum(near - 1, 0))))
            self._best = max(self._best, float(np.abs(windows[places] @ _phases()).max()))


def true_peak(pcm: bytes) -> float:
    """The true peak of mono int16 PCM in dBTP."""
    meter = PeakMeter()
    meter.add(pcm)
    return meter.finish()


@lru_cache(maxsize=1)
def _phases() -> np.ndarray[Any, np.dtype[np.float32]]:
    """TAPS x PHASES: windowed sinc filters that give the wave at each eighth between the two middle samples."""
    import numpy as np

    at = np.arange(PHASES) / PHASES
    distance = np.arange(TAPS)[:, None] - (TAPS // 2 - 1) - at[None, :]
    window = np.kaiser(512, 8.0)
    shape = np.interp(distance, np.linspace(-TAPS / 2, TAPS / 2, len(window)), window)
    taps = np.sinc(distance) * shape
    filters: np.ndarray[Any, np.dtype[np.float32]] = (taps / taps.sum(axis=0)).astype(np.float32)
    return filters
