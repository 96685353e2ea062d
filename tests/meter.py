"""A second meter, by other hands than the first: pyloudnorm for loudness, scipy's resampler for true peaks."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import numpy as np

from audiogen import ffmpeg

Wave = np.ndarray[tuple[int], np.dtype[np.float64]]


def decoded(path: Path) -> tuple[Wave, int]:
    """A file's sound in -1..1 as a player decodes it, at the file's own rate, and that rate in Hz.

    In floating point: what goes beyond full scale must be seen, not clipped.
    """
    said = subprocess.run([ffmpeg.executable(), "-hide_banner", "-i", path], capture_output=True, check=False).stderr
    found = re.search(rb"Audio: .*?(\d+) Hz", said)
    assert found, said.decode(errors="replace")
    raw = subprocess.run(
        [ffmpeg.executable(), "-v", "error", "-i", path, "-map", "0:a", "-f", "f64le", "-ac", "1", "-"],
        capture_output=True,
        check=True,
    ).stdout
    return np.frombuffer(raw, "<f8"), int(found[1])


def integrated_lufs(wave: Wave, rate_hz: int, filters: str = "DeMan") -> float:
    """ITU-R BS.1770-4, of at least 0.4 s.

    pyloudnorm's own filters (``K-weighting``) are right at 48 kHz and read 0.1 LU low at 16 to 24 kHz.
    """
    from pyloudnorm import Meter

    return float(Meter(rate_hz, filter_class=filters).integrated_loudness(wave))


def true_peak_dbtp(wave: Wave, rate_hz: int) -> float:
    """BS.1770-4 annex 2: the largest sample at four times the rate."""
    from scipy.signal import resample_poly

    block, edge, largest = 30 * rate_hz, 256, 1e-9
    for start in range(0, len(wave), block):
        piece = wave[max(0, start - edge) : start + block + edge]
        largest = max(largest, float(np.abs(resample_poly(piece, 4, 1)).max()))
    return float(20 * np.log10(largest))
