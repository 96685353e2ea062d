"""The output folder: names that never collide, files that are always whole, nothing left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from audiogen.episode import FORMAT, Episode
from audiogen.errors import OutputError
from audiogen.shelf import Shelf


def table(source: str) -> dict[str, Any]:
    return {
        "audiogen": FORMAT, "key": "k", "title": "T", "source": source, "origin": source, "language": "en",
        "engine": "tone", "voice": "tone", "why": "", "seconds": 1.0, "removed": {}, "text_sha256": "t",
    }  # fmt: skip


def place(shelf: Shelf, source: str, data: bytes = b"mp3", target: Path | None = None) -> Path:
    with shelf.part("x") as part:
        part.write_bytes(data)
        return shelf.place({".mp3": part}, target or shelf.claim("T", "x", source), table(source)).path


def test_two_articles_with_one_title_keep_their_own_files(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    first, second = place(shelf, "a.txt"), place(shelf, "b.txt")
    assert first.name == "t.mp3"
    assert second != first
    again = Shelf(tmp_path)  # a later run, in the other order
    assert again.claim("T", "x", "b.txt") == second.with_suffix("")
    assert again.claim("T", "x", "a.txt") == first.with_suffix("")


def test_a_run_that_was_overtaken_does_not_overwrite(tmp_path: Path) -> None:
    one, other = Shelf(tmp_path), Shelf(tmp_path)
    claimed = one.claim("T", "x", "a.txt"), other.claim("T", "x", "b.txt")
    assert claimed[0] == claimed[1]
    first = place(one, "a.txt", b"one", claimed[0])
    second = place(other, "b.txt", b"two", claimed[1])
    assert first.read_bytes() == b"one" and second.read_bytes() == b"two"


def test_a_manifest_is_read_back_and_a_torn_one_is_none(tmp_path: Path) -> None:
    path = place(Shelf(tmp_path), "a.txt")
    episode = Episode.load(path.with_suffix(".json"))
    assert episode and episode.is_whole() and episode.source == "a.txt"
    path.write_bytes(b"longer")
    assert not episode.is_whole()
    path.with_suffix(".json").write_text('{"audiogen": ', encoding="utf-8")
    assert Episode.load(path.with_suffix(".json")) is None
    path.with_suffix(".json").write_text(json.dumps({**table("a"), "audiogen": FORMAT + 1}), encoding="utf-8")
    assert Episode.load(path.with_suffix(".json")) is None


def test_an_older_release_s_episode_is_replaced_not_stepped_around(tmp_path: Path) -> None:
    path = place(Shelf(tmp_path), "a.txt")
    path.with_suffix(".json").write_text(json.dumps({**table("a.txt"), "audiogen": FORMAT - 1}), encoding="utf-8")
    assert Shelf(tmp_path).claim("T", "x", "a.txt") == path.with_suffix("")
    assert Shelf(tmp_path).claim("T", "x", "b.txt") != path.with_suffix("")


def test_a_failure_leaves_the_old_file_whole_and_nothing_else(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    path = place(shelf, "a.txt", b"old")
    with pytest.raises(RuntimeError), shelf.part("x") as part:
        part.write_bytes(b"half")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["t.json", "t.mp3"]


def test_what_a_killed_run_left_is_cleared_and_a_running_ones_is_not(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    dead, young, foreign = (tmp_path / name for name in (".audiogen-x-1.part", ".audiogen-x-2.part", ".other.part"))
    with shelf.part("mine") as mine:
        for path in (dead, young, foreign, mine):
            path.touch()
        for path in (dead, foreign, mine):
            os.utime(path, (1, 1))
        holder = "import sys, time; from audiogen.shelf import Shelf; from pathlib import Path\n"
        holder += f"with Shelf(Path({str(tmp_path)!r})).part('other') as part: print(part, flush=True); time.sleep(60)"
        with subprocess.Popen([sys.executable, "-c", holder], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            other = Path(process.stdout.readline().strip())
            os.utime(other, (1, 1))
            Shelf(tmp_path).prepare()
            assert not dead.exists()
            assert not young.exists()
            assert all(path.exists() for path in (foreign, mine, other))
            process.kill()
        Shelf(tmp_path).prepare()
        assert not other.exists()


def test_a_file_that_is_not_ours_is_let_alone(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('{"name": "mine"}', encoding="utf-8")
    path = place(Shelf(tmp_path), "a.txt")
    assert path.name != "t.mp3"
    assert (tmp_path / "t.json").read_text(encoding="utf-8") == '{"name": "mine"}'
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "t.mp3").write_bytes(b"a song")
    assert place(Shelf(tmp_path / "two"), "a.txt").name != "t.mp3"


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputError, match="not a folder"):
            Shelf(path).prepare()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written to"):
        Shelf(tmp_path).prepare()


def test_one_file_takes_its_own_name(tmp_path: Path) -> None:
    shelf = Shelf.at(str(tmp_path / "mine.mp3"))
    assert place(shelf, "a.txt").name == "mine.mp3"
    assert place(shelf, "b.txt").name == "mine.mp3"
    assert Shelf.at(str(tmp_path)).folder == tmp_path
