"""Captions against the sound that a decoder gives: written, decoded, listened to."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import pytest

from audiogen.engines.tone import FRAME_RATE_HZ, Tone
from audiogen.joiner import Joiner
from audiogen.loudness import Gain
from audiogen.model import Article, Block, Clip, Segment, Track, Voice
from audiogen.words import words
from audiogen.writers.captions import write
from audiogen.writers.encoder import FORMATS, Encoder, Format, decode

EXACT_MS = 20.0
"""How far a caption may be from its sound."""
QUIET = 0.08
"""Of the loudest sample: below it is silence, and what an encoder leaves before and after a sound."""

SENTENCES = (
    "The harbour of Harrow Point has a new lamp.",
    "It was lit on Monday evening, and forty people came to see it, though it rained and the ferry was an hour late.",
    "And why not any sooner, they ask?",
    "The town had to save for nine years, said the harbour master, who will keep the old lamp until the museum opens.",
)


def told(sentences: tuple[str, ...] = SENTENCES) -> tuple[Article, Track, bytes]:
    article = Article("The lamp", (Block("paragraph", " ".join(sentences)),))
    joiner, engine, voice, at, sound = Joiner(), Tone(), Voice("tone", "tone", "en"), 0, b""
    for index, text in enumerate(sentences):
        segment = Segment(index, 0, text, text, 350, start=at)
        sound += joiner.add(segment, engine.speak(text, voice))
        at += len(text) + 1
    tail, track = joiner.finish()
    return article, track, sound + tail


def heard(path: Path, frame_rate_hz: int) -> np.ndarray:
    process = decode(path, frame_rate_hz)
    return np.abs(np.frombuffer(process.communicate()[0], "<i2").astype(np.int32))


def onsets(loud: np.ndarray, silence: int) -> np.ndarray:
    """Where `loud` begins to be true after at least `silence` frames without."""
    at = np.flatnonzero(loud)
    return at[np.diff(at, prepend=-silence - 1) > silence]


def times(text: str, pattern: str) -> list[float]:
    """The times in milliseconds that a pattern finds in a WebVTT file."""
    found = re.findall(pattern, text)
    return [1000 * (3600 * int(h) + 60 * int(m) + float(s)) for h, m, s in found]


CUE_START = r"(?m)^(\d\d):(\d\d):(\d\d\.\d\d\d) -->"
WORD_START = r"<(\d\d):(\d\d):(\d\d\.\d\d\d)>"


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_captions_and_words_begin_with_their_sound(tmp_path: Path, form: Format) -> None:
    """Also after a gain and its limiter: neither moves the sound."""
    article, track, pcm = told()
    path = tmp_path / "sound"
    with Encoder(path, form, FRAME_RATE_HZ, 64, Gain(8.0)) as encoder:
        encoder.write(pcm)
        encoder.close()
    wave = heard(path, FRAME_RATE_HZ)
    text = write(["vtt"], article, track, words=True)[".vtt"].decode()
    shown = times(text, CUE_START)

    sounds = 1000 * onsets(wave > QUIET * wave.max(), FRAME_RATE_HZ // 10) / FRAME_RATE_HZ
    assert len(sounds) == len(SENTENCES) < len(shown)
    off = [min(shown, key=lambda start: abs(start - sound)) - sound for sound in sounds]
    assert max(map(abs, off)) < EXACT_MS

    # Spaces sound at half the level. The limiter lets go of them slowly, so a word begins where the level jumps.
    stamps = sorted({*shown, *times(text, WORD_START)})
    begun = 1000 * word_onsets(wave) / FRAME_RATE_HZ
    assert len(stamps) == sum(len(words(sentence)) for sentence in SENTENCES)
    assert len(stamps) == 1 + np.count_nonzero(np.diff(begun) > 12), "a sound that is no word, or a word unheard"
    for stamp in stamps:
        assert np.abs(begun - stamp).min() < EXACT_MS, stamp


def word_onsets(wave: np.ndarray) -> np.ndarray:
    """Where the sound jumps by a third within 8 ms, and where it begins."""
    step = FRAME_RATE_HZ // 1000
    level = wave[: len(wave) // step * step].reshape(-1, step).max(axis=1)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(level, (0, 5)), 6).max(axis=1)  # a period is up to 4 ms
    jumps = np.flatnonzero((around[8:] > 1.33 * around[:-8]) & (around[8:] > QUIET * level.max())) + 8
    return jumps * step


def bursts(seconds: float, frame_rate_hz: int) -> Iterator[tuple[Segment, Clip]]:
    """Sentences of one to five seconds, for as long as that."""
    rng = np.random.default_rng(7)
    total, index, at = 0.0, 0, 0
    wave = (9000 * np.sin(2 * math.pi * 440 * np.arange(5 * frame_rate_hz) / frame_rate_hz)).astype("<i2")
    while total < seconds:
        length = float(rng.uniform(1, 5))
        text = "This is a sentence of some words that come one by one."
        yield (
            Segment(index, 0, text, text, 350, start=at),
            Clip(wave[: round(length * frame_rate_hz)].tobytes(), frame_rate_hz),
        )
        total, index, at = total + length + 0.35, index + 1, at + len(text) + 1


def stream_onsets(sound: IO[bytes], frame_rate_hz: int, level: float) -> np.ndarray:
    """`onsets` of a sound that is longer than the memory should be."""
    found, done, last = [np.empty(0, np.int64)], 0, -frame_rate_hz
    while chunk := sound.read(1 << 21):
        at = np.flatnonzero(np.abs(np.frombuffer(chunk, "<i2").astype(np.int32)) > level) + done
        if len(at):
            found.append(at[np.diff(at, prepend=last) > frame_rate_hz // 10])
            last = int(at[-1])
        done += len(chunk) // 2
    return np.concatenate(found)


@pytest.mark.slow
def test_two_hours_later_they_still_do(tmp_path: Path) -> None:
    rate, joiner = FRAME_RATE_HZ, Joiner()
    path = tmp_path / "long.mp3"
    texts = []
    with Encoder(path, FORMATS["mp3"], rate, 64) as encoder:
        for segment, clip in bursts(2 * 3600, rate):
            encoder.write(joiner.add(segment, clip))
            texts.append(segment.text)
        tail, track = joiner.finish()
        encoder.write(tail)
        encoder.close()
    assert track.seconds > 2 * 3600
    process = decode(path, rate)
    assert process.stdout is not None
    sounds = 1000 * stream_onsets(process.stdout, rate, QUIET * 9000) / rate
    assert process.wait() == 0
    process.stdout.close()

    article = Article("Long", (Block("paragraph", " ".join(texts)),))
    shown = np.array(times(write(["vtt"], article, track)[".vtt"].decode(), CUE_START))
    assert len(sounds) == len(texts)
    nearest = shown[np.searchsorted(shown, sounds - EXACT_MS).clip(max=len(shown) - 1)]
    off = nearest - sounds
    assert np.abs(off).max() < EXACT_MS
    assert abs(off[:50].mean() - off[-50:].mean()) < 1.0, "it drifts"
