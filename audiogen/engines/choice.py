"""Which engine and which of its voices: by the name that the user gave, or by the language of the text."""

from __future__ import annotations

from collections.abc import Sequence

from audiogen.errors import EngineError
from audiogen.model import VoiceInfo
from audiogen.registry import nearest

USUAL = {"en": "en-us", "fr": "fr-fr", "pt": "pt-br", "zh": "cmn", "no": "nb"}
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
    """A voice of that variety, else of the language's usual one, else of any. EngineError where there is none."""
    tag = language.casefold().replace("_", "-")
    base = tag.split("-")[0]
    for wanted in (USUAL.get(tag), tag, base, USUAL.get(base)):
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


NATURAL = ("kokoro", "piper")
"""Engines with voices that sound like people, the most natural first. Each is an extra."""

PLAIN = ("pyttsx3", "espeak")
"""Engines of the plain installation, for every language; the first that is there."""


def natural(voices: Sequence[VoiceInfo], language: str, engine: str) -> str:
    """The name of the best installed voice for a language. EngineError, with the command that helps, where none is."""
    try:
        return for_language(voices, language, engine).name
    except EngineError:
        from audiogen.voicestore import command_for

        raise EngineError(
            f"The engine {engine} has no installed voice for the language '{language}'.",
            f"Install one: {command_for(language)}. Or let --engine auto find an engine that speaks it.",
        ) from None


def choose(language: str, engine: str = "auto", voice: str | None = None) -> tuple[tuple[str, str], str]:
    """``((engine, voice), why)`` for an article's language. Imports no model runtime.

    A voice of another language than the article's is never chosen and, for the natural engines, refused: a model
    reads German with English sounds without a sign that anything is wrong.

    Raises:
        EngineError: nothing that is installed speaks the language, or the engine or voice asked for does not.
    """
    language = language or "en"
    if engine != "auto":
        return _asked(language, engine, voice)
    if voice:
        return _by_name(voice, language)
    for name in NATURAL:
        try:
            found = natural(_installed(name), language, name)
        except EngineError:
            continue
        return (name, found), f"the most natural voice installed for '{language}'"
    from audiogen.voicestore import command_for

    return _plain(language, f"no natural voice is installed for '{language}': {command_for(language)}")


def _asked(language: str, engine: str, voice: str | None) -> tuple[tuple[str, str], str]:
    """The engine that was asked for, and its voice."""
    from audiogen.registry import engine as load

    ready = load(engine)
    if not voice:
        return (engine, ready.default_voice(language)), f"{engine}'s best voice for '{language}'"
    if engine in NATURAL:
        info = named(_installed(engine), voice, engine)
        _speaks(info, language)
        return (engine, info.name), "as asked for"
    base = voice.partition("+")[0].casefold()  # espeak-ng's variants: en-us+f3
    for info in ready.voices():
        if base in (info.name.casefold(), info.label.casefold()):
            _speaks(info, language)
    return (engine, voice), "as asked for"


def _speaks(info: VoiceInfo, language: str) -> None:
    """EngineError where the voice speaks another language than the article's: nobody would understand it."""
    spoken = info.language.split("-")[0].casefold()
    if spoken in ("", "und", "mul", language.split("-")[0].casefold()):
        return
    from audiogen.voicestore import command_for

    raise EngineError(
        f"The voice '{info.name}' speaks {info.language}; the article is in '{language}'.",
        f"Leave --voice out, or install a natural voice: {command_for(language)}. "
        f"If the article is in {info.language}, say so: --language {info.language}",
    )


def _by_name(voice: str, language: str) -> tuple[tuple[str, str], str]:
    """The engine that has a voice of this name. EngineError, with the nearest names of all, where none has."""
    from audiogen.registry import engine as load
    from audiogen.voicestore import suggestions

    known: set[str] = {info.name for info in suggestions()}
    base = voice.partition("+")[0].casefold()
    for name in (*NATURAL, *PLAIN):
        try:
            voices = _installed(name) if name in NATURAL else load(name).voices()
        except EngineError:
            continue
        known |= {info.name for info in voices}
        if any(base in (info.name.casefold(), info.label.casefold()) for info in voices):
            return _asked(language, name, voice)
    raise EngineError(f"There is no voice '{voice}'.", f"Nearest: {nearest(voice, known)}. All: audiogen voices")


def _plain(language: str, why: str) -> tuple[tuple[str, str], str]:
    """A voice of the plain installation; the last engine's error where none can be had."""
    from audiogen.registry import engine as load

    for name in PLAIN[:-1]:
        try:
            return (name, load(name).default_voice(language)), why
        except EngineError:
            continue
    return (PLAIN[-1], load(PLAIN[-1]).default_voice(language)), why


def _installed(engine: str) -> list[VoiceInfo]:
    """The voices of a natural engine that could speak now: none where its extra is missing."""
    from importlib import import_module

    module = import_module(f"audiogen.engines.{engine}")
    return [info for info in module.ready() if info.installed]
