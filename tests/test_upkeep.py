"""What is up to date is known without reading it; what is not, in any way, is made again."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from pathlib import Path

import pytest
from test_make import make

from audiogen import pipeline
from audiogen.batch import Outcome, run
from audiogen.readers.sources import file_source
from audiogen.settings import load
from audiogen.upkeep import BUSY_S, FILE, Upkeep, run_digest

STORY = "The ferry\n\nThe ferry to Lund Island leaves at nine. It takes forty minutes."


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles that were cleaned."""
    seen: list[str] = []
    real = pipeline.article_of
    monkeypatch.setattr(pipeline, "article_of", lambda page, *more: seen.append(page.name) or real(page, *more))
    return seen


def outcome(story: Path, out: Path, **knobs: object) -> Outcome:
    (one,) = run([str(story)], load(output=str(out), engine="tone", **knobs))
    assert one.error is None, one.error
    return one


def test_an_unchanged_article_is_not_even_cleaned(story: Path, tmp_path: Path, planned: list[str]) -> None:
    first = outcome(story, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    planned.clear()
    again = outcome(story, tmp_path / "out")
    assert (first.status, again.status, planned) == ("made", "kept", [])
    assert again.episode == first.episode
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()} == before


def test_a_change_of_time_alone_changes_nothing_a_change_of_text_does(
    story: Path, tmp_path: Path, planned: list[str]
) -> None:
    outcome(story, tmp_path / "out")
    planned.clear()
    os.utime(story, ns=(1, 1))
    assert outcome(story, tmp_path / "out").status == "kept" and not planned
    status = story.stat()
    story.write_text(STORY.replace("nine", "five"), encoding="utf-8")
    os.utime(story, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert outcome(story, tmp_path / "out").status == "made"


@pytest.mark.parametrize(
    "knobs", [{"speed": 1.5}, {"bitrate": 96}, {"pauses": {"sentence": 900}}, {"captions": "vtt"}, {"loudness": "-19"}]
)
def test_another_setting_makes_it_again(story: Path, tmp_path: Path, knobs: dict[str, object]) -> None:
    outcome(story, tmp_path / "out")
    assert outcome(story, tmp_path / "out", **knobs).status == "made"


def test_a_lexicon_that_changed_makes_it_again(story: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "own.toml"
    lexicon.write_text('[[entry]]\nword = "Lund"\nsay = "Loond"\n', encoding="utf-8")
    before = run_digest(load(lexicon=(str(lexicon),)))
    lexicon.write_text('[[entry]]\nword = "Lund"\nsay = "Lunt"\n', encoding="utf-8")
    assert run_digest(load(lexicon=(str(lexicon),))) != before


def test_what_happened_to_the_files_is_noticed(story: Path, tmp_path: Path, planned: list[str]) -> None:
    episode = outcome(story, tmp_path / "out").episode
    assert episode
    episode.path.write_bytes(b"torn")
    assert outcome(story, tmp_path / "out").status == "made"
    episode.manifest_path.write_text(json.dumps({**episode.manifest, "key": "other"}), encoding="utf-8")
    assert outcome(story, tmp_path / "out").status == "made"
    episode.manifest_path.unlink()
    assert outcome(story, tmp_path / "out").status == "made"


def test_each_output_has_its_own(story: Path, tmp_path: Path) -> None:
    assert outcome(story, tmp_path / "a").status == outcome(story, tmp_path / "b").status == "made"
    assert outcome(story, tmp_path / "a" / "one.mp3").status == "made"
    assert outcome(story, tmp_path / "a").status == outcome(story, tmp_path / "a" / "one.mp3").status == "kept"


def test_a_page_with_a_picture_beside_it_is_looked_at_again(tmp_path: Path, planned: list[str]) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<html><head><meta property="og:image" content="boat.png"></head><body><article><h1>The ferry</h1>'
        "<p>The ferry to Lund Island leaves at nine, and it takes forty minutes to get there on a good day.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    outcome(page, tmp_path / "out")
    planned.clear()
    assert outcome(page, tmp_path / "out").status == "kept" and planned


def test_without_its_database_a_run_does_the_same(
    story: Path, tmp_path: Path, planned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome(story, tmp_path / "out")
    (tmp_path / "cache" / FILE).write_bytes(b"this is no database " * 100)
    planned.clear()
    assert outcome(story, tmp_path / "out").status == "kept" and planned
    with sqlite3.connect(":memory:"):  # a folder that cannot be written to
        (tmp_path / "file").write_text("x")
        monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "file" / "cache"))
        assert outcome(story, tmp_path / "out").status == "kept"


def test_force_makes_it_again(story: Path, tmp_path: Path) -> None:
    make(story, tmp_path / "out")
    assert outcome(story, tmp_path / "out", force=True).status == "made"


def test_a_kept_episode_is_where_the_made_one_was(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made, kept = outcome(story, Path("out")).episode, outcome(story, Path("out")).episode
    assert made and kept and made.path == kept.path == Path("out", made.path.name)


def test_a_run_under_way_keeps_no_other_waiting(story: Path, tmp_path: Path) -> None:
    beside = tmp_path / "beside.txt"
    beside.write_text(STORY.replace("nine", "ten"), encoding="utf-8")
    with Upkeep(load(output=str(tmp_path / "out"), engine="tone")) as other:
        assert other.kept(file_source(story)) is None
        episode = outcome(story, tmp_path / "out").episode
        assert episode
        other.note(str(story), episode)
        begun_s = time.monotonic()
        assert outcome(beside, tmp_path / "out").status == "made"
        assert time.monotonic() - begun_s < BUSY_S
    assert outcome(beside, tmp_path / "out").status == "kept"


def test_a_source_that_changed_while_it_was_made_is_not_noted(story: Path, tmp_path: Path, planned: list[str]) -> None:
    with Upkeep(load(output=str(tmp_path / "out"), engine="tone")) as upkeep:
        assert upkeep.kept(file_source(story)) is None
        story.write_text(STORY.replace("nine", "ten"), encoding="utf-8")  # as it was read
        episode = outcome(story, tmp_path / "out").episode
        assert episode
        story.write_text(STORY, encoding="utf-8")
        upkeep.note(str(story), episode)
    assert outcome(story, tmp_path / "out").status == "made"


def test_an_episode_that_another_run_replaced_is_not_noted(story: Path, tmp_path: Path) -> None:
    with Upkeep(load(output=str(tmp_path / "out"), engine="tone")) as upkeep:
        assert upkeep.kept(file_source(story)) is None
        mine = outcome(story, tmp_path / "out").episode
        outcome(story, tmp_path / "out", speed=1.5)
        assert mine
        upkeep.note(str(story), mine)
    assert outcome(story, tmp_path / "out").status == "made"


@pytest.mark.parametrize("summary", ["{", "{}", "[1]", "null", '{"files": {}}', '{"files": []}'])
def test_a_torn_note_is_no_note(story: Path, tmp_path: Path, summary: str, planned: list[str]) -> None:
    outcome(story, tmp_path / "out")
    planned.clear()
    base = sqlite3.connect(tmp_path / "cache" / FILE)
    base.execute("update made set summary = ?", (summary,))
    base.commit()
    base.close()
    assert outcome(story, tmp_path / "out").status == "kept" and planned


def test_a_library_that_the_environment_names_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = tmp_path / "lib.so"
    library.write_bytes(b"1")
    monkeypatch.setenv("AUDIOGEN_ANY_LIBRARY", str(library))
    before = run_digest(load())
    library.write_bytes(b"22")
    assert run_digest(load()) != before
