"""Who speaks: the engine and voice for an article's language, and the narrators that run them."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from audiogen.cache import open_cache
from audiogen.errors import AudiogenError, EngineError
from audiogen.model import ROLES, Segment, Voice, VoiceInfo
from audiogen.registry import engine as load_engine
from audiogen.registry import names
from audiogen.settings import Settings

if TYPE_CHECKING:
    from audiogen.narrator import Narrator

SLOWEST, FASTEST = 0.5, 3.0
"""What every engine takes as speed."""


class Cast:
    """The voices and narrators of one run; a narrator is started when it is first needed, and kept."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.cache = open_cache(settings)
        self._identities: dict[str, str] = {}
        self._narrators: dict[str, Narrator] = {}
        self._voices: dict[str, tuple[Voice, str]] = {}
        self._licences: dict[Voice, tuple[str, str]] = {}
        self._by_language: dict[str, dict[str, str]] = {}
        self._checked: set[str] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Cast:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers at once."""
        for narrator in self._narrators.values():
            narrator.close()

    def check(self) -> None:
        """EngineError where the run's engine or voices cannot be had whatever the language."""
        if self.cache:
            self.cache.tidy()
        if self._settings.engine == "auto":
            return
        load_engine(self._settings.engine)
        if self.cache is None or self.cache.is_empty():  # else there may be nothing to speak
            self.narrator(self._settings.engine).start()

    def identity(self, engine: str) -> str:
        """An engine's identity, known without starting a worker. EngineError where the engine cannot be had."""
        with self._lock:
            if engine not in self._identities:
                self._identities[engine] = load_engine(engine).identity()
            return self._identities[engine]

    def voice(self, language: str) -> tuple[Voice, str]:
        """The voice for a language, and why it was chosen. EngineError where there is none."""
        from audiogen.engines.choice import choose

        if language not in self._voices:
            (engine, name), why = choose(language, self._settings.engine, self._settings.voice_of("") or None)
            self._voices[language] = Voice(engine, name, language, self._settings.speed), why
        return self._voices[language]

    def check_voices(self, voice: Voice) -> None:
        """Let each voice that the user named say a word. EngineError now, not at the first quotation."""
        named = {self._settings.voice_of(role) for role in ("", *ROLES)} - {""}
        for name in sorted(named - self._checked):
            self.narrator(voice.engine).check(replace(voice, name=name))
            self._checked.add(name)

    def speaker(self, voice: Voice) -> Callable[[Segment], Voice]:
        """The voice for each segment: its role's where one is set, at the segment's own pace and in its language.

        A language that the engine has no voice for is read by the article's voice.
        """
        return lambda segment: self._of_segment(voice, segment)

    def _of_segment(self, voice: Voice, segment: Segment) -> Voice:
        if segment.language and segment.language != voice.language:
            name = self._other_voices(voice.engine).get(segment.language.partition("-")[0])
            voice = replace(voice, name=name, language=segment.language) if name else voice
        elif of_role := self._settings.voice_of(role_of(segment)):
            voice = replace(voice, name=of_role)
        if segment.rate != 1.0:
            voice = replace(voice, speed=min(max(voice.speed * segment.rate, SLOWEST), FASTEST))
        return voice

    def _other_voices(self, engine: str) -> dict[str, str]:
        """The first installed voice of an engine for each base language."""
        with self._lock:
            if engine not in self._by_language:
                found: dict[str, str] = {}
                for info in load_engine(engine).voices():
                    if info.installed:
                        found.setdefault(info.language.partition("-")[0], info.name)
                self._by_language[engine] = found
            return self._by_language[engine]

    def narrator(self, engine: str) -> Narrator:
        """The narrator of an engine. EngineError where the engine cannot start."""
        from audiogen.narrator import Narrator

        identity = self.identity(engine)
        with self._lock:
            if engine not in self._narrators:
                jobs = self._settings.workers
                self._narrators[engine] = Narrator(engine, jobs=jobs, cache=self.cache, identity=identity)
            return self._narrators[engine]

    def licences(self, voice: Voice) -> tuple[str, str]:
        """Of the engine and of the voice; empty where not known."""
        with self._lock:
            if voice not in self._licences:
                engine = load_engine(voice.engine)
                of_voice = next((info.licence for info in engine.voices() if info.name == voice.name), "")
                self._licences[voice] = getattr(engine, "licence", ""), of_voice  # a third party's may not say
            return self._licences[voice]

    @staticmethod
    def max_chars(engine: str) -> int:
        """The longest text that one call of an engine takes."""
        return load_engine(engine).max_chars


_QUOTATION = re.compile(r"[“„«»‹›‚‘\"][^“”„«»\"]*[”“»«‹›’‘\"][.!?…]?")


def role_of(segment: Segment) -> str:
    """The segment's role; a sentence that is a quotation from its first character to its last is a quote."""
    return "quote" if _QUOTATION.fullmatch(segment.text.strip()) else segment.role


def voices(engine: str | None = None, language: str | None = None) -> list[VoiceInfo]:
    """The voices of one engine or of all that are installed, for one language (``en``, ``en-GB``) or for all.

    Raises:
        EngineError: there is no such engine, or what it needs is missing.
    """
    found: list[VoiceInfo] = []
    for name in [engine] if engine else sorted(names("audiogen.engines")):
        try:
            found += load_engine(name).voices()
        except AudiogenError:
            if engine and engine not in ("piper", "kokoro"):
                raise
    if engine in (None, "piper", "kokoro"):
        from audiogen.voicestore import suggestions

        there = {voice.name for voice in found}
        found += [voice for voice in suggestions() if voice.name not in there and engine in (None, voice.engine)]
    if language:
        found = [voice for voice in found if speaks(voice.language, language)]
    if engine and language and not found:
        raise EngineError(f"{engine} has no voice for '{language}'.", f"See all: audiogen voices --engine {engine}")
    return found


def speaks(voice_language: str, language: str) -> bool:
    """A voice of ``en-GB`` speaks ``en`` and ``en-GB``, not ``en-US``; one without a language speaks all."""
    have, want = voice_language.lower(), language.lower()
    return not have or have == want or have.startswith(want + "-") or want.startswith(have + "-")
