"""An engine's own silence at both ends of a clip: taken off, down to a few milliseconds, never a soft last sound."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audiogen.model import Clip, Mark

if TYPE_CHECKING:
    import numpy as np

WINDOW_MS = 5.0
FLOOR = 12.0
"""Root mean square of 16-bit samples (-69 dBFS) that is silence in any clip: dither and the noise of a quiet room."""
BELOW_LOUDEST = 10 ** (-50 / 20)
"""Of the clip's loudest window; the softest last sounds of espeak-ng, "f" and "th", are about 40 dB below it."""
KEEP_MS = 5.0


def trim(clip: Clip, keep_ms: float = KEEP_MS) -> Clip:
    """The clip from `keep_ms` before its first sound to `keep_ms` after its last, with its marks moved along.

    A clip without a sound stays as it is. Trimming twice is trimming once.
    """
    import numpy as np

    samples = np.frombuffer(clip.pcm, "<i2")
    bounds = sounding(samples, clip.frame_rate_hz)
    if bounds is None:
        return clip
    keep = round(keep_ms * clip.frame_rate_hz / 1000)
    first, last = max(0, bounds[0] - keep), min(clip.frames, bounds[1] + keep)
    if first == 0 and last == clip.frames:
        return clip
    length = last - first
    marks = tuple(Mark(min(max(mark.frame - first, 0), length), mark.start, mark.end) for mark in clip.marks)
    return replace(clip, pcm=clip.pcm[2 * first : 2 * last], marks=marks)


def sounding(samples: np.ndarray, frame_rate_hz: int) -> tuple[int, int] | None:
    """First frame of the first sound and the frame after the last, or None where all is silent."""
    import numpy as np

    window = max(1, round(WINDOW_MS * frame_rate_hz / 1000))
    power = np.cumsum(np.concatenate(([0.0], samples.astype(np.float64) ** 2)))
    if len(samples) <= window:
        return (0, len(samples)) if power[-1] > len(samples) * FLOOR**2 else None
    # The level around each frame, not in fixed blocks: where the blocks begin must not matter to a second trimming.
    level = np.sqrt(np.maximum(power[window:] - power[:-window], 0.0) / window)
    loud = np.flatnonzero(level > max(FLOOR, float(level.max()) * BELOW_LOUDEST))
    return (int(loud[0]), int(loud[-1]) + window) if len(loud) else None
