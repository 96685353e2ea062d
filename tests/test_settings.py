"""Settings: layers, types, ranges."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from audiogen.errors import SettingsError
from audiogen.settings import Settings, load


def test_flags_win_over_the_environment_and_that_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "mine.toml"
    config.write_text('speed = 1.5\nengine = "tone"\nbitrate = 96\n[pauses]\nsentence = 200\n', encoding="utf-8")
    monkeypatch.setenv("AUDIOGEN_SPEED", "2")
    monkeypatch.setenv("AUDIOGEN_FORCE", "yes")
    monkeypatch.setenv("AUDIOGEN_VOICES", "/a/folder")
    settings = load(config, engine="espeak", voice=None, rules=())
    assert (settings.speed, settings.engine, settings.bitrate, settings.force) == (2.0, "espeak", 96, True)
    assert settings.pauses == {"sentence": 200}


def test_the_file_in_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "audiogen.toml").write_text("jobs = 3\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load().jobs == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"speed": 0.4},
        {"speed": 3.1},
        {"speed": "fast"},
        {"speed": float("nan")},
        {"jobs": -1},
        {"jobs": 1.5},
        {"tables": "shout"},
        {"bitrate": True},
        {"engine": 5},
        {"force": "perhaps"},
        {"pauses": {"sentence": "long"}},
    ],
)
def test_a_value_without_meaning_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(SettingsError) as refused:
        load(**wrong)
    assert next(iter(wrong)) in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("text", ["speed = ", "sped = 1.0", "\xff"])
def test_a_bad_file_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    config = tmp_path / "bad.toml"
    config.write_bytes(text.encode("latin-1"))
    with pytest.raises(SettingsError, match=r"bad\.toml"):
        load(config)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no file"):
        load(tmp_path / "none.toml")


def test_pauses_scale_with_speed_and_take_the_users() -> None:
    slow, fast = Settings(speed=1.0).pause_table(), Settings(speed=2.0).pause_table()
    assert fast.sentence == pytest.approx(slow.sentence / 2, abs=1)
    assert Settings(pauses={"sentence": 200}).pause_table().sentence == 200
    with pytest.raises(SettingsError, match="no pause"):
        Settings(pauses={"sentnce": 200}).pause_table()
