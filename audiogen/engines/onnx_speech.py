"""Phonemes -> clip, for models that take a run of phonemes of limited length and tell how long each one is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from audiogen.engines.onnx_words import is_sound, pieces
from audiogen.errors import EngineError
from audiogen.model import Clip, Mark
from audiogen.words import fill_in

JOINT_MS = 120
"""Silence where a very long sentence was cut."""

MODEL_SPEED = 1.3
"""As fast as the models speak well. Above it their phonemes reach the shortest length they can have, unevenly."""

SURPLUS_FROM = 1.02
_WINDOW_MS = 24

Say = Callable[[list[str]], tuple[Any, list[int], float]]
"""Phonemes -> samples in -1..1; the sample at which each phoneme begins (an empty list: not known); and how many times
too long the sound is for the speed asked for."""


def clip(
    text: str,
    symbols: list[str],
    first: Sequence[int | None],
    spans: list[tuple[int, int]],
    rate_hz: int,
    limit: int,
    say: Say,
) -> Clip:
    """Say all of it, in pieces of at most `limit` phonemes, and mark where each word begins.

    first: for each word the index of its first phoneme; spans: the words' places in `text`. EngineError where there is
    no sound among the phonemes.
    """
    if not any(map(is_sound, symbols)):
        raise EngineError(f"There is nothing to say in {text[:60]!r}.", "Leave it out, or write it in words.")
    pcm = bytearray()
    begins: dict[int, int] = {}
    for start, end in pieces(symbols, limit):
        if pcm:
            pcm += bytes(2 * (rate_hz * JOINT_MS // 1000))
        audio, edges, surplus = say(symbols[start:end])
        if surplus > SURPLUS_FROM:
            audio, edges = shorten(audio, surplus, rate_hz), [round(edge / surplus) for edge in edges]
        begins.update({start + place: len(pcm) // 2 + edge for place, edge in enumerate(edges)})
        pcm += to_pcm(audio)
    known = {word: begins[index] for word, index in enumerate(first) if index in begins}
    frames = fill_in(spans, known)
    marks = tuple(Mark(frame, *span) for frame, span in zip(frames, spans, strict=True) if frame is not None)
    return Clip(bytes(pcm), rate_hz, marks)


def to_pcm(audio: Any) -> bytes:
    """Samples in -1..1 -> signed 16 bit, little-endian. What goes beyond is turned down as a whole, never clipped."""
    import numpy as np

    samples = np.asarray(audio, np.float32).ravel()
    peak = float(np.max(np.abs(samples), initial=0.0))
    if peak > 1.0:
        samples = samples / peak
    return bytes(np.round(samples * 32767.0).astype("<i2").tobytes())


def shorten(audio: Any, factor: float, rate_hz: int) -> Any:
    """The same sound at the same pitch, `factor` times as fast (WSOLA; Verhelst and Roelands, 1993).

    Windows are laid half over one another; each is taken from where, near its place, the sound goes on most as it did.
    """
    import numpy as np

    samples = np.asarray(audio, np.float32).ravel()
    half = rate_hz * _WINDOW_MS // 2000
    window = np.hanning(2 * half + 1)[:-1].astype(np.float32)
    count = max(1, round(len(samples) / factor / half))
    padded = np.concatenate([np.zeros(half, np.float32), samples, np.zeros(4 * half, np.float32)])
    out = np.zeros((count + 2) * half, np.float32)
    place = 0
    for step in range(count + 1):
        if step:
            follows = padded[place + half : place + 3 * half]
            low = max(0, min(round(step * half * factor) - half // 2, len(padded) - 3 * half))
            near = padded[low : low + 3 * half]
            place = low + int(np.argmax(np.correlate(near, follows[: 2 * half], "valid")))
        out[step * half : (step + 2) * half] += window * padded[place : place + 2 * half]
    return out[half : half + round(len(samples) / factor)]
