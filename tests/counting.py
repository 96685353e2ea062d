"""The engine `tone` that keeps a list of what it was asked to say. Named `counting:Counting`."""

from __future__ import annotations

import os
from pathlib import Path

from audiogen.engines.tone import Tone
from audiogen.model import Clip, Reading, Voice

SAID = "COUNTING_SAID"
"""Environment variable: the file that the texts are added to, over all processes."""


class Counting(Tone):
    name = "counting"

    def identity(self) -> str:
        return "counting 1"

    def speak(self, text: str, voice: Voice, readings: tuple[Reading, ...] = ()) -> Clip:
        with Path(os.environ[SAID]).open("a", encoding="utf-8") as file:
            file.write(text + "\n")
        return super().speak(text, voice, readings)
