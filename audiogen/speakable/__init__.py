"""Written text -> what a voice says. The package's door: light, as `audiogen` itself opens it; see `spoken`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audiogen.model import Spoken
    from audiogen.speakable.rules import Lexicon


def speakable(text: str, language: str = "en") -> str:
    """The text as a voice says it: ``It cost $3.5bn`` -> ``It cost three point five billion dollars``."""
    return speak(text, language).text


def speak(text: str, language: str = "en", *, lexicon: Lexicon | None = None, readings: bool = False) -> Spoken:
    """The text as a voice says it, with the spans that tie it to the written form: see `audiogen.speakable.spoken`."""
    from audiogen.speakable.spoken import speak

    return speak(text, language, lexicon=lexicon, readings=readings)
