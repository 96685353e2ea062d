"""The files that are written: sound, of the right length, the same for the same input, and never half."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from mutagen.mp3 import MP3, BitrateMode

from audiogen.errors import OutputError, SettingsError
from audiogen.writers.encoder import FORMATS, Encoder, Format, check, decode, formats

RATE = 22_050
MP3_FORMAT = FORMATS["mp3"]


def tone(seconds: float, rate: int = RATE) -> bytes:
    return bytes((8000 * np.sin(2 * np.pi * 330 * np.arange(round(seconds * rate)) / rate)).astype("<i2").tobytes())


def encode(path: Path, pcm: bytes, rate: int = RATE, form: Format = MP3_FORMAT) -> Path:
    with Encoder(path, form, rate, 64) as encoder:
        for start in range(0, len(pcm), 10_000):
            encoder.write(pcm[start : start + 10_000])
        encoder.close()
    return path


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100])
def test_every_format_decodes_to_the_same_length_in_step(tmp_path: Path, form: Format, rate: int) -> None:
    pcm = tone(2.21, rate)
    path = encode(tmp_path / f"x{form.suffix}", pcm, rate, form)
    check(path, form, len(pcm) // 2, rate)
    heard = np.frombuffer(decode(path, rate).communicate()[0], "<i2").astype(float)
    said = np.frombuffer(pcm, "<i2").astype(float)
    middle = slice(len(said) // 4, len(said) // 2)
    assert np.corrcoef(heard[middle], said[middle])[0, 1] > 0.99  # a millisecond of delay would make it 0.88


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_the_shortest_track_is_written(tmp_path: Path, form: Format) -> None:
    path = encode(tmp_path / f"x{form.suffix}", tone(0.05), form=form)
    check(path, form, round(0.05 * RATE), RATE)


def test_the_header_of_an_mp3_says_how_long_it_is(tmp_path: Path) -> None:
    info = MP3(encode(tmp_path / "x.mp3", tone(30.0))).info
    # A player that counts whole frames shows up to a frame more at each end, and the encoder's delay.
    assert info.length == pytest.approx(30.0, abs=(2 * 576 + 1105) / RATE)
    assert info.bitrate_mode == BitrateMode.CBR


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_same_sound_same_bytes(tmp_path: Path, form: Format) -> None:
    first, second = (encode(tmp_path / f"{i}{form.suffix}", tone(1.0), form=form).read_bytes() for i in range(2))
    assert first == second
    assert b"Lavc6" not in first and b"LAME3" not in first


@pytest.mark.parametrize("harm", ["cut", "empty", "longer"])
def test_a_file_that_is_not_sound_is_refused(tmp_path: Path, harm: str) -> None:
    path = encode(tmp_path / "x.mp3", tone(5.0))
    data = path.read_bytes()
    path.write_bytes({"cut": data[: len(data) // 2], "empty": b"", "longer": data + data}[harm])
    with pytest.raises(OutputError, match="not sound"):
        check(path, MP3_FORMAT, 5 * RATE, RATE)


def test_formats_are_named() -> None:
    assert [form.name for form in formats(["mp3", "m4b", "mp3"])] == ["mp3", "m4b"]
    assert formats([], may_be_none=True) == ()
    for wrong in ([], ["mp4"], ["mp3", "nope"]):
        with pytest.raises(SettingsError):
            formats(wrong)


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on file sizes")
def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    script = f"""
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
from pathlib import Path
from audiogen.errors import OutputError
from audiogen.writers.encoder import FORMATS, Encoder
try:
    with Encoder(Path({str(tmp_path / "x.mp3")!r}), FORMATS["mp3"], 22050, 64) as encoder:
        for _ in range(400):
            encoder.write(bytes(44100))
        encoder.close()
except OutputError as error:
    print(error.message)
"""
    command = [sys.executable, "-B", "-c", script]  # bytecode would be cut off too, and stay
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "disk is full" in said


def test_a_missing_encoder_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from audiogen import ffmpeg

    monkeypatch.setenv("AUDIOGEN_FFMPEG", "/no/such/ffmpeg")
    ffmpeg.executable.cache_clear()
    with pytest.raises(OutputError, match="no such program"):
        ffmpeg.executable()
    ffmpeg.executable.cache_clear()
