"""Even loudness from segment to segment: one constant gain a segment, and only where it stands out.

Clips of one rule-based voice (espeak-ng, pyttsx3) lie within 1.3 LU of their neighbours, and few are touched. Neural
voices and voices by role do not: Piper's clips of one article were up to 4.8 LU apart. A segment that is further than
`ROOM_LU` from the voice's loudness is brought to that distance by a gain of its own. Within a segment nothing changes:
no compressor, no envelope. ``loudness = off`` leaves this out too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from statistics import median
from typing import Any

from audiogen.model import Clip

ROOM_LU = 0.7
"""How far a segment may be from the voice's loudness: two neighbours are at most twice that apart."""

MOST_DB = 8.0
"""The largest gain of a segment: what is further off is not speech of this kind."""

SAMPLE_S = 20.0
"""So much speech tells how loud the voice is."""

_BLOCK_S, _STEP_S = 0.4, 0.1
_SILENT_LUFS, _GATE_LU = -70.0, 10.0
_AT_ONCE = 32


def leveled(clip: Clip, voice_lufs: float) -> Clip:
    """The clip, with a gain where it is further than `ROOM_LU` from the voice's loudness; never clipped by it."""
    import numpy as np

    off = voice_lufs - loudness(clip.pcm, clip.frame_rate_hz)
    if not ROOM_LU < abs(off) < math.inf:
        return clip
    gain_db = min(abs(off) - ROOM_LU, MOST_DB) * math.copysign(1, off)
    samples = np.frombuffer(clip.pcm, "<i2").astype(np.float32)
    factor = min(10 ** (gain_db / 20), 32767 / float(np.abs(samples).max()))
    return replace(clip, pcm=bytes(np.rint(samples * factor).astype("<i2").tobytes()))


def voice_loudness(clips: Iterable[Clip]) -> tuple[float, Iterator[Clip]]:
    """The median loudness of the first clips in LUFS (infinite: all silent), and all of the clips, those first."""
    rest, first, seconds = iter(clips), [], 0.0
    for clip in rest:
        first.append(clip)
        seconds += clip.seconds
        if seconds >= SAMPLE_S:
            break
    read = [lufs for clip in first if math.isfinite(lufs := loudness(clip.pcm, clip.frame_rate_hz))]
    return median(read) if read else math.inf, chain(first, rest)


def loudness(pcm: bytes, rate_hz: int) -> float:
    """Integrated loudness of mono int16 PCM in LUFS (ITU-R BS.1770-4), minus infinity where it is silent.

    For single segments: what is shorter than the standard's block of 0.4 s is one block.
    """
    import numpy as np

    samples = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
    size, step = min(round(_BLOCK_S * rate_hz), len(samples)), round(_STEP_S * rate_hz)
    if not size:
        return -math.inf
    blocks = np.lib.stride_tricks.sliding_window_view(samples, size)[::step]
    weights = _weights(size, rate_hz)
    # A few at a time: the spectra of half a minute at once would take 40 MB.
    some = [np.abs(np.fft.rfft(blocks[at : at + _AT_ONCE])) ** 2 @ weights for at in range(0, len(blocks), _AT_ONCE)]
    power = np.concatenate(some)
    power = power[power > 10 ** ((_SILENT_LUFS + 0.691) / 10)]
    if not len(power):
        return -math.inf
    power = power[power > power.mean() * 10 ** (-_GATE_LU / 10)]
    return float(10 * np.log10(power.mean()) - 0.691)


@lru_cache(maxsize=256)
def _weights(size: int, rate_hz: int) -> Any:
    """The K-weighting's power gain for each bin of a spectrum, scaled so that the sum is the mean power.

    The filters' parameters are those behind BS.1770's tables for 48 kHz, so that they hold at any rate.
    """
    import numpy as np

    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    k, q = math.tan(math.pi * 1681.974450955533 / rate_hz), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    shelf = (high + middle * k / q + k * k) + 2 * (k * k - high) * z + (high - middle * k / q + k * k) * z**2
    shelf /= (1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z**2
    k, q = math.tan(math.pi * 38.13547087602444 / rate_hz), 0.5003270373238773
    cut = (1 - z) ** 2 / ((1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z**2) * (1 + k / q + k * k)
    sides = np.full(size // 2 + 1, 2.0)
    sides[0] = 1.0
    if size % 2 == 0:
        sides[-1] = 1.0
    return np.abs(shelf * cut) ** 2 * sides / size**2
