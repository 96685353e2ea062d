"""The MP3 that is written: sound, tagged, of the right length, and never half."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3, BitrateMode

from audiogen.errors import OutputError
from audiogen.model import Article, Block
from audiogen.writers.mp3 import FRAME_SAMPLES, Mp3Encoder, check, decode
from audiogen.writers.tags import language_code, write_tags

RATE = 22_050


def tone(seconds: float, rate: int = RATE) -> bytes:
    return bytes((8000 * np.sin(2 * np.pi * 330 * np.arange(round(seconds * rate)) / rate)).astype("<i2").tobytes())


def encode(path: Path, pcm: bytes, rate: int = RATE) -> Path:
    with Mp3Encoder(path, rate, 64) as encoder:
        for start in range(0, len(pcm), 10_000):
            encoder.write(pcm[start : start + 10_000])
        encoder.close()
    return path


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100])
@pytest.mark.parametrize("seconds", [0.05, 3.21])
def test_what_is_written_decodes_to_the_same_length(tmp_path: Path, rate: int, seconds: float) -> None:
    pcm = tone(seconds, rate)
    path = encode(tmp_path / "x.mp3", pcm, rate)
    check(path, len(pcm) // 2, rate)
    # A player that counts whole frames shows up to a frame more at each end, and the encoder's delay.
    assert MP3(path).info.length == pytest.approx(seconds, abs=(2 * FRAME_SAMPLES[rate >= 32000] + 1105) / rate)
    assert MP3(path).info.bitrate_mode == BitrateMode.CBR  # says the header that players take the length from


def test_what_is_decoded_sounds_like_what_was_written(tmp_path: Path) -> None:
    pcm = tone(2.0)
    process = decode(encode(tmp_path / "x.mp3", pcm), RATE)
    heard = np.frombuffer(process.communicate()[0], "<i2").astype(float)
    said = np.frombuffer(pcm, "<i2").astype(float)
    assert len(heard) == len(said)
    assert np.corrcoef(heard[2000:-2000], said[2000:-2000])[0, 1] > 0.99  # in step: no encoder delay left


def test_same_sound_same_bytes(tmp_path: Path) -> None:
    first, second = (encode(tmp_path / f"{i}.mp3", tone(1.0)).read_bytes() for i in range(2))
    assert first == second
    assert b"Lavc" not in first and b"LAME3" not in first


@pytest.mark.parametrize("harm", ["cut", "empty", "longer"])
def test_a_file_that_is_not_sound_is_refused(tmp_path: Path, harm: str) -> None:
    path = encode(tmp_path / "x.mp3", tone(5.0))
    data = path.read_bytes()
    path.write_bytes({"cut": data[: len(data) // 2], "empty": b"", "longer": data + data}[harm])
    with pytest.raises(OutputError, match="not sound"):
        check(path, 5 * RATE, RATE)


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    script = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
from pathlib import Path
from audiogen.writers.mp3 import Mp3Encoder
from audiogen.errors import OutputError
try:
    with Mp3Encoder(Path({str(tmp_path / "x.mp3")!r}), 22050, 64) as encoder:
        for _ in range(400):
            encoder.write(bytes(44100))
        encoder.close()
except OutputError as error:
    print(error.message)
"""
    if os.name != "posix":
        pytest.skip("needs a limit on file sizes")
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "disk is full" in said


def test_a_missing_encoder_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from audiogen import ffmpeg

    monkeypatch.setenv("AUDIOGEN_FFMPEG", "/no/such/ffmpeg")
    ffmpeg.executable.cache_clear()
    with pytest.raises(OutputError, match="no such program"):
        ffmpeg.executable()
    ffmpeg.executable.cache_clear()


ARTICLE = Article(
    "Die Brücke über die Ø",
    (Block("headline", "Die Brücke über die Ø"), Block("paragraph", "Ein Satz."), Block("caption", "Bild.")),
    byline="Åsa Grün",
    site="Der Bote",
    published="2026-03-04",
    language="de-AT",
    source="bote.txt",
)


def test_tags_are_what_a_player_shows(tmp_path: Path) -> None:
    path = encode(tmp_path / "x.mp3", tone(1.0))
    write_tags(path, ARTICLE, "tone tone")
    tags = ID3(path, translate=False)
    assert tags.version == (2, 3, 0)
    assert str(tags["TIT2"]) == "Die Brücke über die Ø"
    assert str(tags["TPE1"]) == "Åsa Grün"
    assert str(tags["TALB"]) == "Der Bote"
    assert str(tags["TYER"]) == "2026"
    assert str(tags["TDAT"]) == "0403"
    assert str(tags["TLAN"]) == "deu"
    assert str(tags["COMM::deu"]) == "bote.txt"
    assert str(tags["USLT::deu"]) == "Die Brücke über die Ø\n\nEin Satz."
    assert "artificially generated" in str(tags["TXXX:AI-GENERATED"])
    check(path, RATE, RATE)
    assert MP3(path).info.length == pytest.approx(1.0, abs=0.11)


@pytest.mark.parametrize(("tag", "code"), [("en", "eng"), ("de-CH", "deu"), ("tlh", "und"), ("", "und")])
def test_languages_have_iso_codes(tag: str, code: str) -> None:
    assert language_code(tag) == code
