"""Which of an engine's voices: by the name that the user gave, or by the language of the text."""

from __future__ import annotations

from collections.abc import Sequence

from audiogen.errors import EngineError
from audiogen.model import VoiceInfo
from audiogen.registry import nearest

USUAL = {"en": "en-us", "pt": "pt-br", "zh": "cmn", "nb": "nb", "no": "nb"}
"""Which variety a bare language tag means, where there is more than one or the tag is another."""


def named(voices: Sequence[VoiceInfo], name: str, engine: str) -> VoiceInfo:
    """The voice of that name or label, whatever the case. EngineError with the nearest names where there is none."""
    wanted = name.casefold()
    for voice in voices:
        if wanted in (voice.name.casefold(), voice.label.casefold()):
            return voice
    known = nearest(wanted, [voice.name for voice in voices])
    raise EngineError(
        f"The engine {engine} has no voice '{name}'.",
        f"Nearest: {known}. All of them: audiogen voices --engine {engine}",
    )


def for_language(voices: Sequence[VoiceInfo], language: str, engine: str) -> VoiceInfo:
    """The first voice of that variety, else of its usual variety, else of any. EngineError where there is none."""
    tag = language.casefold().replace("_", "-")
    base = tag.split("-")[0]
    for wanted in (tag, USUAL.get(base, base), base):
        for voice in voices:
            if voice.language.casefold() == wanted:
                return voice
    for voice in voices:
        if voice.language.casefold().split("-")[0] == base:
            return voice
    raise EngineError(
        f"The engine {engine} has no voice for the language '{language}'.",
        "Choose another engine, or a voice that can read it: audiogen voices",
    )
