"""The engine ``pyttsx3``: the system's own voices (espeak-ng on Linux), each clip from a fresh process.

On Linux, inside a worker, the process is a fork of one that has imported pyttsx3 but not made a driver: that gives the
same bytes every time and takes about 20 ms; anywhere else it is a new interpreter.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import warnings
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from audiogen.engines import choice, pyttsx3_child
from audiogen.errors import EngineError
from audiogen.model import Clip, Reading, Voice, VoiceInfo
from audiogen.worker import TEMPORARY

WORDS_A_MINUTE = 200
"""At speed 1: what pyttsx3 itself starts with."""


class Pyttsx3:
    """Says nothing, loses nothing: a driver lives for one clip, and its output is read back before it is believed."""

    name = "pyttsx3"
    licence = "MPL-2.0"
    max_chars = 3_000
    """The espeak driver reads ten times the text's length from memory, and dies above about 13,000 characters."""

    def __init__(self) -> None:
        self._forks = sys.platform == "linux" and TEMPORARY in os.environ
        if self._forks:
            pyttsx3_child.prepare()

    def identity(self) -> str:
        """pyttsx3, its release, and what speaks behind it."""
        behind = pyttsx3_child.DRIVER
        if behind == "espeak":
            from audiogen.engines.libespeak import library

            behind = library().release
        return f"pyttsx3 {version('pyttsx3')}, {behind}"

    def voices(self) -> list[VoiceInfo]:
        return [info for info, _ in self._voices]

    @cached_property
    def _voices(self) -> list[tuple[VoiceInfo, str]]:
        """Each voice, and the driver's id of it."""
        formant = pyttsx3_child.DRIVER == "espeak"
        if formant and not self._forks:  # the same list, without waiting for a new interpreter
            from audiogen.engines.espeak_ng import shared

            listed = shared().voices()
        else:
            listed = self._run("voices")
        ambiguous = {tag for _, _, tag, _ in listed if [row[2] for row in listed].count(tag) > 1}
        voices = []
        for identifier, label, tag, gender in listed:
            short = identifier.split("/")[-1] if tag in ambiguous else tag
            info = VoiceInfo(
                "pyttsx3",
                short if formant else label,
                tag,
                gender.lower().removeprefix("voicegender"),
                "formant" if formant else "",
                licence="GPL-3.0-or-later" if formant else "",  # espeak-ng's; the systems' own voices do not say
                label=label if formant else identifier,
            )
            voices.append((info, identifier))
        return voices

    def default_voice(self, language: str) -> str:
        return choice.for_language(self.voices(), language, self.name).name

    def speak(self, text: str, voice: Voice, readings: tuple[Reading, ...] = ()) -> Clip:
        if not any(char.isprintable() and not char.isspace() for char in text):
            raise EngineError("There is nothing to say.", "Give a text with a letter in it.")
        if len(text) > self.max_chars:
            raise EngineError(f"{len(text)} characters are too many for pyttsx3.", "Let the segmenter cut them.")
        info = choice.named(self.voices(), voice.name, self.name)
        identifier = next(identifier for known, identifier in self._voices if known is info)
        pcm, rate = self._run("speak", text.replace("\0", " "), identifier, round(WORDS_A_MINUTE * voice.speed))
        if not pcm:
            raise EngineError("pyttsx3 gave no sound for this text.", "Try the engine espeak.")
        return Clip(pcm, rate)

    def _run(self, task: str, *arguments: Any) -> Any:
        """The task's value, from a process of its own."""
        code, reply = (_fork if self._forks else _spawn)(task, arguments)
        try:
            value, reason = pickle.loads(reply)
        except (EOFError, pickle.UnpicklingError):
            ended = f"signal {-code}" if code < 0 else f"code {code}"
            raise EngineError(f"pyttsx3 ended with {ended}.", "`audiogen doctor` says what is missing.") from None
        if reason:
            raise EngineError(f"pyttsx3 failed: {reason}.", "`audiogen doctor` says what is missing.")
        return value


def _fork(task: str, arguments: tuple[Any, ...]) -> tuple[int, bytes]:
    """Exit code and reply of a copy of this process, which has no driver yet."""
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the worker's other thread waits in a read, without locks
        child = os.fork()
    if not child:
        try:
            os.close(reader)
            pyttsx3_child.answer(task, arguments, writer)
        finally:
            os._exit(70)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as pipe:
            reply = pipe.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), reply


def _spawn(task: str, arguments: tuple[Any, ...]) -> tuple[int, bytes]:
    """Exit code and reply of a new interpreter."""
    path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
    done = subprocess.run(
        [sys.executable, "-m", pyttsx3_child.__name__],
        input=pickle.dumps((task, arguments)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1", "PYTHONWARNINGS": "ignore"},
        check=False,
    )
    return done.returncode, done.stdout
