"""Is this clip the sound of that text? Every clip is judged before it is used.

A clip that cannot be right is *bad*. One that may be wrong is *doubtful*: it is believed when a fresh worker, which
knows nothing of what was said before, says it again in the same length.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b

from audiogen.model import Clip, Voice

FRAME_RATES_HZ = range(8_000, 48_001)
SHORTEST_S = 0.012
"""Of a letter at speed 1; the fastest voice, espeak-ng at 200 words a minute, takes 0.05 s on average."""
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
    if not clip.pcm.strip(b"\0"):
        return "the clip is silent"
    letters = sum(char.isalnum() for char in text)
    if clip.seconds < letters * SHORTEST_S / speed:
        return f"the clip is too short: {clip.seconds:.2f} s for {letters} letters"
    if clip.seconds > LONGEST_PAUSE_S + len(text) * LONGEST_S / speed:
        return f"the clip is too long: {clip.seconds:.1f} s for {len(text)} characters"
    if any(not 0 <= mark.frame <= clip.frames for mark in clip.marks):
        return "a word mark is outside the clip"
    return ""


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
        return GOOD

    def _text_of(self, clip: Clip, text: str) -> str:
        """The text that had these very bytes before, `text` where none had."""
        known = self._texts.setdefault(blake2b(clip.pcm, digest_size=16).digest(), text)
        if len(self._texts) > REMEMBERED:
            self._texts.popitem(last=False)
        return known
