"""pyttsx3, in a process that says one thing and ends. Run by `audiogen.engines.pyttsx3`, forked or as a module.

Only a process whose driver is fresh gives the same bytes every time; one that has spoken before loses its rate, its
first clip or its way out.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, SupportsIndex

DRIVER = {"darwin": "nsss", "win32": "sapi5"}.get(sys.platform, "espeak")
"""The speech of the system; on Linux, and wherever else there is none, espeak-ng."""


def prepare() -> None:
    """All that can be done before the driver is made: imports, and putting espeak-ng where pyttsx3 looks for it."""
    if DRIVER == "espeak":
        import ctypes

        from audiogen.engines.libespeak import library

        chosen = library()
        if chosen.data:
            os.environ["ESPEAK_DATA_PATH"] = chosen.data
        # The linker finds a library that is loaded by the name it carries inside: pyttsx3 asks for libespeak-ng.so.1.
        espeak = ctypes.CDLL(chosen.path, mode=ctypes.RTLD_GLOBAL)
        if chosen.data:
            # Finding a voice reads 140 files, once in a process. Without espeak_Initialize no thread is started yet.
            espeak.espeak_ng_InitializePath(chosen.data.encode())
            espeak.espeak_ListVoices(None)
    for module in ("pyttsx3", f"pyttsx3.drivers.{DRIVER}", "audiogen.engines.soundfile"):
        import_module(module)
    gc.freeze()


def voices() -> list[tuple[str, str, str, str]]:
    """Of every voice: id, name, language tag, gender."""
    found = import_module("pyttsx3").init(DRIVER).getProperty("voices")
    return [(str(v.id), str(v.name), _tag(v.languages), str(v.gender or "")) for v in found]


def _tag(languages: Any) -> str:
    first = languages[0] if languages else ""
    text = first.decode("ascii", "replace") if isinstance(first, bytes) else str(first)
    return text.strip("\x05").replace("_", "-")


_sleep = time.sleep


def _nap(seconds: SupportsIndex | float) -> None:
    """The driver looks every 10 ms whether it is done; the clip may be done after 5."""
    _sleep(min(float(seconds), 0.002))


def speak(text: str, voice: str, words_a_minute: int) -> tuple[bytes, int]:
    """PCM and frame rate in Hz. RuntimeError where the driver says that it failed."""
    from audiogen.engines import soundfile

    engine = import_module("pyttsx3").init(DRIVER)
    failures: list[BaseException] = []
    ends: list[bool] = []
    engine.connect("error", lambda name, exception: failures.append(exception))
    engine.connect("finished-utterance", lambda name, completed: ends.append(completed))
    engine.setProperty("voice", voice)
    engine.setProperty("rate", words_a_minute)
    folder = Path(tempfile.mkdtemp())
    path = folder / "clip.wav"
    engine.save_to_file(text, str(path))
    try:
        if DRIVER == "espeak":
            time.sleep = _nap
            engine.startLoop()  # ends with the utterance; runAndWait would end before it
        else:
            engine.runAndWait()
        if failures:
            raise RuntimeError(str(failures[0]))
        if False in ends:
            raise RuntimeError("it broke off")
        return soundfile.read(path)
    finally:
        path.unlink(missing_ok=True)
        folder.rmdir()


TASKS: dict[str, Callable[..., Any]] = {"voices": voices, "speak": speak}


def answer(task: str, arguments: tuple[Any, ...], pipe: int) -> None:
    """Do it, and write ``(value, "")`` or ``(None, reason)`` as a pickle into the pipe."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)  # the driver prints
    try:
        outcome: tuple[Any, str] = (TASKS[task](*arguments), "")
    except Exception as error:
        outcome = (None, f"{type(error).__name__}: {error}")
    with os.fdopen(pipe, "wb") as out:
        pickle.dump(outcome, out)
        out.flush()
        os._exit(0)  # leaving in the ordinary way runs the driver's own end, which may hang or abort


if __name__ == "__main__":
    name, given = pickle.load(sys.stdin.buffer)
    replies = os.dup(1)
    os.dup2(2, 1)
    prepare()
    answer(name, given, replies)
