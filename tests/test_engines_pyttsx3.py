"""pyttsx3: no clip empty or lost, the same bytes every time, nothing printed, with or without a fork."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path

import pytest

from audiogen.engines import pyttsx3 as module
from audiogen.engines import soundfile
from audiogen.engines.pyttsx3 import Pyttsx3
from audiogen.errors import EngineError
from audiogen.model import Segment, Voice
from audiogen.narrator import Narrator
from audiogen.silence import trim

VOICE = Voice("pyttsx3", "en-us", "en")
TEXTS = [
    "The lamp at Harrow Point was lit on Monday evening.",
    "Why did it take nine years?",
    "Nobody knows.",
    "Seven small ships, slowly and in silence, passed the wall!",
]


def segments(texts: list[str]) -> list[Segment]:
    return [Segment(index, 0, text, text, 300) for index, text in enumerate(texts)]


@pytest.mark.parametrize("many", [40, pytest.param(400, marks=pytest.mark.slow)])
def test_every_clip_is_there_and_always_the_same(many: int) -> None:
    with Narrator("pyttsx3", jobs=2) as narrator:
        clips = list(narrator.speak(segments(TEXTS * (many // len(TEXTS))), VOICE))
    assert len(clips) == many
    for index in range(len(TEXTS)):
        assert len({blake2b(clip.pcm).digest() for clip in clips[index :: len(TEXTS)]}) == 1
    assert len({clip.pcm for clip in clips}) == len(TEXTS)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is one way only")
def test_a_fork_says_what_a_new_interpreter_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spawned = Pyttsx3().speak(TEXTS[0], VOICE)
    with Narrator("pyttsx3", jobs=1) as narrator:
        (forked,) = narrator.speak(segments(TEXTS[:1]), VOICE)
    assert forked == spawned


@pytest.mark.skipif(sys.platform != "linux", reason="the system's voices elsewhere")
def test_it_says_what_espeak_says_at_the_same_pace() -> None:
    """The plain voice, unharmed: as long as espeak-ng takes by itself at 200 words a minute."""
    from audiogen.engines.espeak import Espeak

    mine = trim(Pyttsx3().speak(TEXTS[0], VOICE)).seconds
    assert mine == pytest.approx(
        trim(Espeak().speak(TEXTS[0], Voice("espeak", "en-us", "en", 200 / 175))).seconds, rel=0.02
    )


def test_a_worker_lists_the_voices_that_the_parent_lists() -> None:
    with Narrator("pyttsx3", jobs=1) as narrator:
        assert narrator.voices() == Pyttsx3().voices()


def test_nothing_is_printed_and_nothing_stays(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    os.environ["TMPDIR"] = str(tmp_path)
    try:
        assert Pyttsx3().speak(TEXTS[1], VOICE).frames
    finally:
        del os.environ["TMPDIR"]
    assert capfd.readouterr() == ("", "")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="the wheel's library on Linux")
def test_it_needs_no_espeak_on_the_machine() -> None:
    """With a bare environment: no library path, no data path, nothing on the PATH."""
    code = (
        "from audiogen.engines.pyttsx3 import Pyttsx3; from audiogen.model import Voice;"
        "print(Pyttsx3().speak('Hello.', Voice('pyttsx3', 'en-us', 'en')).frames)"
    )
    bare = {"PATH": "", "HOME": "/nonexistent", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", code], env=bare, capture_output=True, text=True, check=True)
    assert int(done.stdout) > 10_000


@pytest.mark.parametrize("length", [1, 500, 2_000, Pyttsx3.max_chars])
def test_long_texts_are_whole(length: int) -> None:
    text = ("Forty people came and " * 200)[:length]
    with Narrator("pyttsx3", jobs=1) as narrator:
        (clip,) = narrator.speak(segments([text]), VOICE)
    assert clip.seconds > length * 0.04


def test_too_long_a_text_is_an_error() -> None:
    with pytest.raises(EngineError, match="too many"):
        Pyttsx3().speak("a" * (Pyttsx3.max_chars + 1), VOICE)


def test_a_driver_that_dies_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_spawn", lambda task, arguments: (-11, b""))
    with pytest.raises(EngineError, match="signal 11"):
        Pyttsx3().speak("Hello.", VOICE)


def wav(samples: bytes, kind: int, channels: int, rate: int, bits: int) -> bytes:
    head = struct.pack("<HHIIHH", kind, channels, rate, rate * channels * bits // 8, channels * bits // 8, bits)
    chunks = b"fmt " + struct.pack("<I", 16) + head + b"LIST" + struct.pack("<I", 3) + b"abc\0"
    chunks += b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def aiff(samples: bytes, channels: int, bits: int, encoding: bytes = b"") -> bytes:
    rate = struct.pack(">HQ", 16383 + 14, 22050 << (63 - 14))  # 22,050 as an 80-bit float
    common = struct.pack(">hIh", channels, len(samples) * 8 // bits // channels, bits) + rate
    common += encoding + b"\0\0" if encoding else b""
    chunks = b"COMM" + struct.pack(">I", len(common)) + common
    chunks += b"SSND" + struct.pack(">III", len(samples) + 8, 0, 0) + samples
    return b"FORM" + struct.pack(">I", 4 + len(chunks)) + (b"AIFC" if encoding else b"AIFF") + chunks


VALUES = (0, 1000, -1000, 32767, -32768)
LITTLE = struct.pack("<5h", *VALUES)


@pytest.mark.parametrize("data", [
    wav(LITTLE, 1, 1, 22050, 16),
    wav(struct.pack("<10h", *(value for value in VALUES for _ in range(2))), 1, 2, 22050, 16),
    wav(struct.pack("<5i", *(value << 16 for value in VALUES)), 1, 1, 22050, 32),
    wav(b"".join((value << 8).to_bytes(3, "little", signed=True) for value in VALUES), 1, 1, 22050, 24),
    wav(struct.pack("<5f", *(value / 32768 for value in VALUES)), 3, 1, 22050, 32),
    aiff(struct.pack(">5h", *VALUES), 1, 16),
    aiff(struct.pack(">10h", *(value for value in VALUES for _ in range(2))), 2, 16),
    aiff(b"".join((value << 8).to_bytes(3, "big", signed=True) for value in VALUES), 1, 24),
    aiff(LITTLE, 1, 16, b"sowt"),
    aiff(struct.pack(">5f", *(value / 32768 for value in VALUES)), 1, 32, b"fl32"),
])  # fmt: skip
def test_sound_files_of_drivers_are_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "clip").write_bytes(data)
    assert soundfile.read(tmp_path / "clip") == (LITTLE, 22050)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"ID3 and more", aiff(LITTLE, 1, 16, b"ulaw")])
def test_other_files_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "clip").write_bytes(data)
    with pytest.raises(ValueError, match="AIFF"):
        soundfile.read(tmp_path / "clip")
