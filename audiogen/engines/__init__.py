"""Engines: the spoken form of a segment in, a clip out. Each is registered under ``audiogen.engines``.

An engine keeps no state between calls: the same text and voice give the same clip, in any order. The constructor says
what is missing (`EngineError`) and the one command that installs it. Engines run inside worker processes of the
narrator (`audiogen.narrator`), one engine a process, so they need no locks.
"""

from __future__ import annotations

from typing import Protocol

from audiogen.model import Clip, Reading, Voice, VoiceInfo


class Engine(Protocol):
    """What every engine offers; the contract tests run over all that are registered."""

    name: str
    licence: str
    """The engine's own, as an SPDX expression; a voice's stands in its `VoiceInfo`."""
    max_chars: int
    """The longest text one call takes; the segmenter cuts what is longer."""

    def identity(self) -> str:
        """Name, version and model hash: two engines with one identity make the same clips."""

    def voices(self) -> list[VoiceInfo]:
        """Every voice it has, and those it could install."""

    def default_voice(self, language: str) -> str:
        """The name of the best installed voice for a language tag. EngineError where it has none."""

    def speak(self, text: str, voice: Voice, readings: tuple[Reading, ...] = ()) -> Clip:
        """Say it. EngineError where the voice is unknown (with the nearest names) or nothing comes out."""
