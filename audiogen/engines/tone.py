"""A stand-in for a voice: a text becomes a pitch and a length, so that a test can hear order, gaps and losses.

The pitch comes from the text's CRC-32, the length from its characters; spaces sound at half the level, so that words
can be heard too. All of it is whole periods of a sine: no click at any border, the same bytes on every machine.
"""

from __future__ import annotations

import math
import struct
from functools import lru_cache
from zlib import crc32

from audiogen.errors import EngineError
from audiogen.model import Clip, Mark, Reading, Voice, VoiceInfo
from audiogen.words import words

FRAME_RATE_HZ = 22_050
PERIODS = range(24, 88)
"""Frames of a period: 919 Hz down to 253 Hz, 64 pitches."""
SECONDS_A_CHAR = 0.04
LEAD_FRAMES = 662
"""30 ms of silence before the tone and, twice as long, after it: as real engines do."""
LEVELS = range(12_000, 16_096)
"""Of the letters; half of it in spaces. Too close to be heard apart, but they make clips of different texts differ."""


def period(text: str) -> int:
    """The text's pitch, as frames of one period."""
    return PERIODS[crc32(text.encode()) % len(PERIODS)]


def char_frames(text: str, speed: float = 1.0) -> int:
    """How long one of the text's characters sounds."""
    length = period(text)
    return max(1, round(SECONDS_A_CHAR * FRAME_RATE_HZ / speed / length)) * length


def tone_frames(text: str, speed: float = 1.0) -> int:
    """How long the text's tone sounds, without the silence around it."""
    return len(text) * char_frames(text, speed)


@lru_cache(maxsize=256)
def _wave(frames: int, level: int) -> bytes:
    """One period of a sine."""
    return struct.pack(f"<{frames}h", *(round(level * math.sin(2 * math.pi * i / frames)) for i in range(frames)))


class Tone:
    """The engine ``tone``: one voice for every language, exact word marks."""

    name = "tone"
    licence = "MIT"
    max_chars = 10_000

    def identity(self) -> str:
        return "tone 1"

    def voices(self) -> list[VoiceInfo]:
        return [VoiceInfo("tone", "tone", "und", quality="tone", label="a pitch for each text")]

    def default_voice(self, language: str) -> str:
        return "tone"

    def speak(self, text: str, voice: Voice, readings: tuple[Reading, ...] = ()) -> Clip:
        if voice.name != "tone":
            raise EngineError(f"The engine tone has no voice '{voice.name}'.", "It has one: tone.")
        if not text.strip():
            raise EngineError("There is nothing to say.", "Give a text with a letter in it.")
        length, frames = period(text), char_frames(text, voice.speed)
        level = LEVELS[crc32(text.encode()) // len(PERIODS) % len(LEVELS)]
        loud, soft = (_wave(length, height) * (frames // length) for height in (level, level // 2))
        pcm = b"".join(soft if char.isspace() else loud for char in text)
        marks = (Mark(LEAD_FRAMES + start * frames, start, end) for start, end in words(text))
        return Clip(bytes(2 * LEAD_FRAMES) + pcm + bytes(4 * LEAD_FRAMES), FRAME_RATE_HZ, tuple(marks))
