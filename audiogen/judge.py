"""Is this clip the sound of that text? Every clip is judged before it is used.

A clip that cannot be right is *bad*. One that may be wrong is *doubtful*: it is believed when a fresh worker, which
knows nothing of what was said before, says it again in the same length.
"""

from __future__ import annotations

import sys
import threading
from array import array
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b

from audiogen.model import Clip, Voice

FRAME_RATES_HZ = range(8_000, 48_001)
SHORTEST_S = 0.012
"""Of a letter at speed 1: less is no speech."""
SHORT_S = 0.040
"""Of a letter at speed 1. The fastest voice, espeak-ng at 200 words a minute, took 0.045 s and more, silence at the end
included, in each of 1,051 English, German, French and Spanish sentences; "Aaaaah!" takes less in any voice."""
CUT_MS, CUT_LEVEL = 5, 0.1
"""A clip whose last milliseconds are louder than this part of its peak was cut off."""
LONGEST_S = 1.5
"""Of a character at speed 1: a symbol may be said as a word or two."""
LONGEST_PAUSE_S = 4.0
"""On top of that: silence at both ends, and the longest name of a single symbol."""
REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is empty where the clip is good."""

    reason: str = ""
    final: bool = True
    """False: doubtful, to be believed when it is repeated."""


GOOD = Verdict()


def bad(clip: object, text: str, speed: float) -> str:
    """Why the clip cannot be right, or nothing."""
    if not isinstance(clip, Clip):
        return f"the engine returned {type(clip).__name__}, not a clip"
    if not clip.frames:
        return "the clip is empty"
    if clip.frame_rate_hz not in FRAME_RATES_HZ:
        return f"the clip's frame rate is {clip.frame_rate_hz} Hz"
    if clip.pcm == bytes(len(clip.pcm)):
        return "the clip is silent"
    letters = sum(char.isalnum() for char in text)
    if clip.seconds < letters * SHORTEST_S / speed:
        return f"the clip is too short: {clip.seconds:.2f} s for {letters} letters"
    if clip.seconds < letters * SHORT_S / speed and _cut_off(clip):
        return f"the clip breaks off after {clip.seconds:.2f} s"
    if clip.seconds > LONGEST_PAUSE_S + len(text) * LONGEST_S / speed:
        return f"the clip is too long: {clip.seconds:.1f} s for {len(text)} characters"
    if any(not 0 <= mark.frame <= clip.frames for mark in clip.marks):
        return "a word mark is outside the clip"
    return ""


def doubtful(clip: Clip, text: str, speed: float) -> str:
    """Why the clip may be wrong, or nothing."""
    letters = sum(char.isalnum() for char in text)
    short = letters >= 8 and clip.seconds < letters * SHORT_S / speed
    return f"the clip is short: {clip.seconds:.2f} s for {letters} letters" if short else ""


def _cut_off(clip: Clip) -> bool:
    samples = array("h", clip.pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    end = samples[-max(1, clip.frame_rate_hz * CUT_MS // 1000) :]
    return max(max(end), -min(end)) > CUT_LEVEL * max(max(samples), -min(samples))


class Judge:
    """Judges the clips of one run; remembers what it needs to compare. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rates: dict[tuple[str, str], int] = {}
        self._texts: OrderedDict[bytes, str] = OrderedDict()

    def __call__(self, clip: Clip, text: str, voice: Voice) -> Verdict:
        """The verdict on `clip` as the sound of `text`."""
        if reason := bad(clip, text, voice.speed):
            return Verdict(reason)
        with self._lock:
            rate = self._rates.setdefault((voice.engine, voice.name), clip.frame_rate_hz)
            if rate != clip.frame_rate_hz:
                return Verdict(f"the clip's frame rate is {clip.frame_rate_hz} Hz where others had {rate} Hz")
            if self._text_of(clip, text) != text:
                return Verdict("the clip is that of another text", final=False)
        if reason := doubtful(clip, text, voice.speed):
            return Verdict(reason, final=False)
        return GOOD

    def _text_of(self, clip: Clip, text: str) -> str:
        """The text that had these very bytes before, `text` where none had."""
        known = self._texts.setdefault(blake2b(clip.pcm, digest_size=16).digest(), text)
        if len(self._texts) > REMEMBERED:
            self._texts.popitem(last=False)
        return known
