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

Say = Callable[[list[str]], tuple[Any, list[int]]]
"""Phonemes -> samples in -1..1 and the sample at which each phoneme begins (an empty list: not known)."""


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
        audio, edges = say(symbols[start:end])
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
