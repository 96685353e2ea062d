"""Finished files, decoded and measured by a second meter: loudness, true peak, length; nothing held in memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from meter import decoded, integrated_lufs, true_peak_dbtp
from test_loudness import speechlike

import audiogen
from audiogen import mastering
from audiogen.errors import AudiogenError
from audiogen.loudness import Loudness
from audiogen.mastering import Master
from audiogen.writers.encoder import FORMATS, Format

RATE = 22_050
KINDS = pytest.mark.parametrize(
    "form", [FORMATS[name] for name in ("mp3", "m4b", "opus", "flac")], ids=lambda form: form.name
)
"""One format of each encoder."""


def master(
    folder: Path, pcm: bytes, form: Format = FORMATS["mp3"], target: float | None = -16.0, chunk: int = 50_000
) -> tuple[Path, Loudness]:
    path = folder / f"x{form.suffix}"
    with Master([(form, path)], folder / "raw", RATE, 64, target) as track:
        for start in range(0, len(pcm), chunk):
            track.write(pcm[start : start + chunk])
        return path, track.close()[form.name]


def assert_at(path: Path, target: float = -16.0) -> None:
    wave, rate = decoded(path)
    for filters in ("DeMan", "K-weighting"):
        assert integrated_lufs(wave, rate, filters) == pytest.approx(target, abs=0.5)
    assert true_peak_dbtp(wave, rate) <= -1.0


def test_the_finished_file_is_at_its_loudness_in_every_format(tmp_path: Path) -> None:
    forms = [(form, tmp_path / f"{form.name}{form.suffix}") for form in FORMATS.values()]
    with Master(forms, tmp_path / "raw", RATE, 64, -16.0) as track:
        track.write(speechlike(5, 0.6))
        read = track.close()
    for form, path in forms:
        assert_at(path)
        wave, rate = decoded(path)
        assert read[form.name].integrated_lufs == pytest.approx(integrated_lufs(wave, rate), abs=0.15)


@pytest.mark.parametrize("target", [-16.0, -19.0])
@pytest.mark.parametrize("first,rest", [(0.02, 0.5), (0.5, 0.02)], ids=["quiet, then loud", "loud, then quiet"])
def test_a_beginning_unlike_the_rest_is_made_good(
    tmp_path: Path, first: float, rest: float, target: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mastering, "PREVIEW_S", 6)
    pcm = speechlike(7, first) + speechlike(8, rest, seed=2)
    path, _ = master(tmp_path, pcm, target=target)
    assert_at(path, target)


@pytest.mark.parametrize("seconds", [0.0, 0.3])
@KINDS
def test_the_shortest_and_silent_tracks_are_written(tmp_path: Path, form: Format, seconds: float) -> None:
    sound = speechlike(seconds, 0.3) if seconds else bytes(2 * RATE)
    path, read = master(tmp_path, sound, form)
    assert read.is_silent
    wave, _ = decoded(path)
    assert (np.abs(wave).max() > 0.01) == bool(seconds)


def test_off_leaves_the_track_as_it_is(tmp_path: Path) -> None:
    pcm = speechlike(5, 0.9)
    path, read = master(tmp_path, pcm, FORMATS["flac"], target=None)
    wave, _ = decoded(path)
    assert (wave * 32768 == np.frombuffer(pcm, "<i2")).all()
    assert read.integrated_lufs == pytest.approx(integrated_lufs(wave, RATE), abs=0.15)


@KINDS
def test_how_the_track_comes_does_not_matter(tmp_path: Path, form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mastering, "PREVIEW_S", 3)
    pcm, made = speechlike(2.5, 0.4) + speechlike(2.5, 0.3), []
    for chunk in (1_000_000, 7_002):
        folder = tmp_path / str(chunk)
        folder.mkdir()
        made.append(master(folder, pcm, form, chunk=chunk)[0].read_bytes())
    assert made[0] == made[1]


STORY = "{title}\n\nThe ferry to Lund Island leaves at nine. It takes forty minutes, and it carries bicycles free."


@pytest.mark.parametrize("engine", ["tone", "espeak", "pyttsx3"])
def test_every_engine_s_file_is_at_its_loudness(tmp_path: Path, engine: str) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY.format(title="A new timetable"), encoding="utf-8")
    try:
        (episode,) = audiogen.make(story, tmp_path / "out", engine=engine, format="mp3,m4a,opus")
    except AudiogenError as error:
        pytest.skip(f"{engine}: {error}")
    assert episode.seconds > 5
    for name in episode.files:
        assert_at(tmp_path / "out" / name)


HOUR = """
import json, resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_loudness import speechlike
from audiogen.mastering import Master
from audiogen.writers.encoder import FORMATS
folder, minutes = Path(sys.argv[1]), int(sys.argv[3])
minute = speechlike(60, 0.5)
with Master([(FORMATS["mp3"], folder / "x.mp3")], folder / "raw", 22050, 64, -16.0) as track:
    for _ in range(minutes):
        track.write(minute)
    read = track.close()["mp3"]
print(json.dumps([read.integrated_lufs, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                  resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]))
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_the_track(tmp_path: Path) -> None:
    peaks = []
    for minutes in (3, 60):
        command = [sys.executable, "-c", HOUR, str(tmp_path), str(Path(__file__).parent), str(minutes)]
        read, own_mb, encoder_mb = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        assert read == pytest.approx(-16, abs=0.5)
        peaks.append((own_mb, encoder_mb))
    (short, short_encoder), (long, long_encoder) = peaks
    assert long < short + 8 and long_encoder < short_encoder + 16, peaks


@KINDS
def test_what_stood_at_the_path_before_is_not_heard(tmp_path: Path, form: Format) -> None:
    path, _ = master(tmp_path, speechlike(40, 0.6), form)
    path.write_bytes(path.read_bytes()[:-5000] + bytes(300_000))
    path, read = master(tmp_path, speechlike(3, 0.4), form)
    wave, rate = decoded(path)
    assert len(wave) / rate == pytest.approx(3, abs=0.06) and read.integrated_lufs == pytest.approx(-16.0, abs=0.5)
