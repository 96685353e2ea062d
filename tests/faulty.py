"""An engine that fails to order: "crash 2: The lamp is lit." crashes twice, then speaks. Named `faulty:Faulty`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

from audiogen.engines.tone import Tone
from audiogen.errors import EngineError
from audiogen.model import Clip, Reading, Voice

FOLDER = "FAULTY_FOLDER"
"""Environment variable: where the failures so far are counted, over all processes."""


class Faulty(Tone):
    name = "faulty"

    def __init__(self) -> None:
        self._previous: Clip | None = None

    def identity(self) -> str:
        return ""  # its clips depend on more than their text: they are not for the cache

    def speak(self, text: str, voice: Voice, readings: tuple[Reading, ...] = ()) -> Clip:
        clip = super().speak(text, voice, readings)
        order, _, times = text.split(":")[0].partition(" ")
        if times.isdigit() and self._failed(text) < int(times):
            return FAULTS[order](self, clip)
        self._previous = clip
        return clip

    def _failed(self, text: str) -> int:
        """How often this text has failed before; counts this time too."""
        folder = Path(os.environ[FOLDER], f"{crc32(text.encode()):08x}")
        folder.mkdir(exist_ok=True)
        count = len(list(folder.iterdir()))
        (folder / str(count)).touch()
        return count


class NotInstalled(Tone):
    def __init__(self) -> None:
        raise EngineError("Its model is missing.", "pip install model")


class DiesAtOnce(Tone):
    def __init__(self) -> None:
        os.abort()


def _hang(engine: Faulty, clip: Clip) -> Clip:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(os.environ[FOLDER], f"child-{child.pid}").mkdir()
    time.sleep(600)
    return clip


def _crash(engine: Faulty, clip: Clip) -> Any:
    os.abort()


def _leave(engine: Faulty, clip: Clip) -> Any:
    os._exit(7)


def _raise(engine: Faulty, clip: Clip) -> Any:
    raise ValueError("no such phoneme")


def _refuse(engine: Faulty, clip: Clip) -> Any:
    raise EngineError("This text has no sound.", "Leave it out.")


def _print(engine: Faulty, clip: Clip) -> Clip:
    print("Audio saved to clip.wav", flush=True)
    os.write(1, b"\x00\x01 stray bytes")
    os.write(2, b"stray bytes")
    return clip


FAULTS: dict[str, Callable[[Faulty, Clip], Any]] = {
    "hang": _hang,
    "crash": _crash,
    "leave": _leave,
    "raise": _raise,
    "refuse": _refuse,
    "print": _print,
    "none": lambda engine, clip: None,
    "nothing": lambda engine, clip: replace(clip, pcm=b"", marks=()),
    "silence": lambda engine, clip: replace(clip, pcm=bytes(len(clip.pcm))),
    "half": lambda engine, clip: replace(clip, pcm=clip.pcm[: len(clip.pcm) // 4 * 2], marks=()),
    "endless": lambda engine, clip: replace(clip, pcm=clip.pcm * 60),
    "rate": lambda engine, clip: replace(clip, frame_rate_hz=16_000),
    "previous": lambda engine, clip: engine._previous or clip,
}
