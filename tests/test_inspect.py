"""`audiogen inspect`: finds in a file what is in it, and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from meter import decoded, integrated_lufs, true_peak_dbtp
from PIL import Image
from test_encoder import encode
from test_make import make

from audiogen.cli import cli
from audiogen.episode import Episode
from audiogen.errors import SourceError
from audiogen.inspection import inspect
from audiogen.inspection_plot import plot
from audiogen.transcribe import _MODULES
from audiogen.writers.encoder import FORMATS, decode


@pytest.fixture(scope="module")
def episode(tmp_path_factory: pytest.TempPathFactory) -> Episode:
    folder = tmp_path_factory.mktemp("inspect")
    first = "A title\n\nThe first sentence is here. The second one follows it."
    text = f"{first}\n\nA part\n\nHere is the third. And a last."
    (folder / "s.txt").write_text(text, encoding="utf-8")
    return make(folder / "s.txt", folder / "out", format="mp3,flac")[0]


def figures(path: Path, *more: str) -> dict[str, Any]:
    result = CliRunner().invoke(cli, ["inspect", str(path), "--json", *more], catch_exceptions=False)
    table: dict[str, Any] = json.loads(result.stdout)
    return table


def test_a_sound_file_has_sound_figures(episode: Episode) -> None:
    found = figures(episode.path)
    wave, rate = decoded(episode.path)
    assert found["integrated_lufs"] == pytest.approx(integrated_lufs(wave, rate), abs=0.1)
    assert found["true_peak_dbtp"] == pytest.approx(true_peak_dbtp(wave, rate), abs=0.1)
    assert found["seconds"] == pytest.approx(episode.seconds, abs=0.05)
    assert (found["segments"], found["words"], found["words_estimated"]) == (6, 21, 0)
    assert 340 <= found["shortest_gap_ms"] <= 410 and 890 <= found["longest_gap_ms"] <= 960
    assert found["gap_beyond_plan_ms"] <= 60
    assert found["joint_step"] < found["speech_step"]


def harmed(episode: Episode, folder: Path, change: Any) -> Path:
    """The episode's FLAC with its samples changed, its manifest beside it."""
    flac = episode.path.with_suffix(".flac")
    rate = episode.manifest["frame_rate_hz"]
    samples = np.frombuffer(decode(flac, rate).communicate()[0], "<i2").copy()
    change(samples, [round(part["end"] * rate) for part in episode.manifest["segments"]], rate)
    path = encode(folder / flac.name, samples.tobytes(), rate, FORMATS["flac"])
    (folder / flac.name).with_suffix(".json").write_text(json.dumps(episode.manifest), encoding="utf-8")
    return path


def test_a_click_at_a_joint_is_found(episode: Episode, tmp_path: Path) -> None:
    def click(samples: Any, ends: list[int], rate: int) -> None:
        samples[ends[2] + 5] = 30_000

    found = figures(harmed(episode, tmp_path, click))
    assert found["joint_step"] > 29_000 > found["speech_step"]


def test_a_gap_too_long_is_found(episode: Episode, tmp_path: Path) -> None:
    def silence(samples: Any, ends: list[int], rate: int) -> None:
        samples[ends[1] - rate // 4 : ends[1]] = 0

    assert figures(harmed(episode, tmp_path, silence))["gap_beyond_plan_ms"] == pytest.approx(255, abs=20)


def test_a_step_of_loudness_is_found(episode: Episode, tmp_path: Path) -> None:
    def quieter(samples: Any, ends: list[int], rate: int) -> None:
        samples[ends[2] + 100 : ends[3]] //= 4

    before, after = figures(episode.path), figures(harmed(episode, tmp_path, quieter))
    assert before["level_step_lu"] < 3 < 10 < after["level_step_lu"]


def test_a_chapter_s_own_file_is_held_against_its_part(story: Path, tmp_path: Path) -> None:
    (episode,) = make(story, tmp_path, split="chapters")
    first, second = (figures(tmp_path / name) for name in episode.files)
    assert (first["segments"], second["segments"]) == (5, 3)
    assert second["gap_beyond_plan_ms"] <= 60


def test_a_file_of_another_program_is_measured_too(tmp_path: Path) -> None:
    path = encode(tmp_path / "x.wav", bytes(np.full(22_050, 9000, "<i2")), form=FORMATS["wav"])
    assert figures(path)["seconds"] == 1.0
    said = CliRunner().invoke(cli, ["inspect", str(path)]).stdout
    assert "No manifest" in said


@pytest.mark.parametrize("name", ["none.mp3", "text.mp3"])
def test_what_cannot_be_heard_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.mp3").write_text("no sound", encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        inspect(tmp_path / name)
    assert refused.value.hint


def test_the_picture_has_a_row_a_minute_and_shows_the_segments(episode: Episode, tmp_path: Path) -> None:
    figures(episode.path, "--plot", str(tmp_path / "x.png"))
    image = Image.open(tmp_path / "x.png")
    seen = np.asarray(image.convert("RGB")).astype(int)
    wave = (seen == (66, 103, 160)).all(2)
    inspected = inspect(episode.path)
    for piece in inspected.pieces:  # the wave is there where a segment is, and nowhere else
        left, right = (20 + round(edge * 30) for edge in (piece.start, piece.end))
        assert wave[64:214, left + 2 : right - 2].sum(0).min() > 20
    gap = 20 + round((inspected.pieces[0].end + inspected.pieces[1].start) / 2 * 30)
    assert wave[64:214, gap].sum() <= 2
    longer = encode(tmp_path / "long.flac", bytes(2 * 22_050 * 130), form=FORMATS["flac"])
    assert plot(inspect(longer)).height - image.height == 2 * (image.height - 74)


def test_a_missing_recogniser_names_what_installs_it(episode: Episode, monkeypatch: pytest.MonkeyPatch) -> None:
    import audiogen.transcribe as heard

    monkeypatch.setattr(heard, "_MODULES", (*_MODULES, "no_such_module"))
    heard._model.cache_clear()
    result = CliRunner().invoke(cli, ["inspect", str(episode.path), "--transcribe"])
    assert "audiogen[check]" in getattr(result.exception, "hint", "")
