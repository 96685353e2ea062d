"""A watched folder: what comes and changes is made once it has settled, whatever way an editor saves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import audiogen
from audiogen import watching
from audiogen.batch import Listener
from audiogen.errors import SettingsError, SourceError
from audiogen.watching import Folders

TEXT = "The lamp at Harrow Point\n\nThe harbour of Harrow Point has a new lamp. {} people came to see it.\n"


class Looks:
    """A watched folder, looked at by a clock of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now_s = folder, 100.0
        folder.mkdir()
        self.known = Folders([folder], folder / "output")

    def after(self, seconds: float) -> tuple[list[str], list[str]]:
        self.now_s += seconds
        changed, gone = self.known.changes(self.now_s)
        return [path.name for path in changed], [path.name for path in gone]

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def looks(tmp_path: Path) -> Looks:
    return Looks(tmp_path / "stories")


def test_a_file_is_told_once_it_has_settled(looks: Looks) -> None:
    assert looks.after(0) == ([], [])
    looks.write("a.txt", "One")
    assert looks.after(1) == ([], [])
    assert looks.after(0.9) == ([], [])
    assert looks.after(0.2) == (["a.txt"], [])
    assert looks.after(5) == ([], [])
    looks.write("a.txt", "Two words")
    assert looks.after(1) == ([], [])
    assert looks.after(1.1) == (["a.txt"], [])


@pytest.mark.skipif(os.name != "posix", reason="links need rights here")
def test_a_link_to_nothing_hides_no_other_file(looks: Looks) -> None:
    looks.write("a.txt", "One")
    (looks.folder / "b.txt").symlink_to(looks.folder / "nowhere.txt")
    looks.write("c.txt", "Three")
    looks.after(0)
    assert looks.after(2) == (["a.txt", "c.txt"], [])
    assert looks.known.settled


def test_writes_in_a_burst_are_one_change(looks: Looks) -> None:
    for number in range(8):
        looks.write("a.txt", "word " * (number + 1))
        assert looks.after(0.5) == ([], [])
    assert looks.after(1) == (["a.txt"], [])
    assert looks.after(9) == ([], [])


def test_truncate_then_write_is_one_change(looks: Looks) -> None:
    looks.write("a.txt", "One")
    looks.after(0)
    assert looks.after(2) == (["a.txt"], [])
    looks.write("a.txt", "")
    for _ in range(5):
        assert looks.after(2) == ([], [])
    assert looks.known.settled
    looks.write("a.txt", "One and two")
    looks.after(0)
    assert looks.after(2) == (["a.txt"], [])


def test_write_beside_and_rename_is_one_change_and_no_removal(looks: Looks) -> None:
    path = looks.write("a.txt", "One")
    looks.after(0)
    looks.after(2)
    path.rename(looks.folder / "a.txt~")
    assert looks.after(0.3) == ([], [])
    looks.write(".a.txt.swp", "swap")
    looks.write("4913", "probe")
    beside = looks.write("a.txt.tmp", "One and two")
    assert looks.after(0.3) == ([], [])
    beside.rename(path)
    assert looks.after(0.1) == ([], [])
    assert looks.after(1.1) == (["a.txt"], [])
    assert looks.after(9) == ([], [])


def test_same_size_within_the_clock_of_the_file_system_is_a_change_by_its_number(looks: Looks) -> None:
    path = looks.write("a.txt", "One")
    os.utime(path, ns=(10**18, 10**18))
    looks.after(0)
    looks.after(2)
    beside = looks.write("b.tmp", "Two")
    os.utime(beside, ns=(10**18, 10**18))
    beside.rename(path)
    looks.after(0)
    assert looks.after(2) == (["a.txt"], [])


def test_what_goes_is_told_and_what_comes_back_at_once_is_not(looks: Looks) -> None:
    path = looks.write("a.txt", "One")
    looks.after(0)
    looks.after(2)
    path.unlink()
    assert looks.after(0) == ([], [])
    assert looks.after(2) == ([], ["a.txt"])
    assert looks.after(2) == ([], [])
    looks.write("b.txt", "It came and went").unlink()
    assert looks.after(2) == ([], [])


def test_results_and_hidden_files_are_no_articles(looks: Looks) -> None:
    (looks.folder / "output").mkdir()
    (looks.folder / "sub").mkdir()
    for name in ("output/book.epub", ".draft.txt", "sub/a.txt", "notes.bak"):
        looks.write(name, "text")
    looks.after(0)
    assert looks.after(2) == (["a.txt"], [])


def test_watching_makes_what_comes_and_tells_what_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SETTLE_S", 0.2)
    monkeypatch.setattr(watching, "LOOK_EVERY_S", 0.05)
    folder, out = tmp_path / "stories", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format("Forty"), encoding="utf-8")
    outcomes = audiogen.watch(folder, out, engine="tone", cache=str(tmp_path / "cache"), listener=Listener())

    def soon(change: Callable[[], object]) -> None:
        threading.Timer(0.3, change).start()

    first = next(outcomes)
    assert first.status == "made" and first.episode is not None
    soon(lambda: (folder / "a.txt").write_text(TEXT.format("Fifty"), encoding="utf-8"))
    again = next(outcomes)
    assert (again.status, again.spoken, again.cached) == ("made", 1, 2)
    soon(lambda: (folder / "b.txt").write_text("Share\n", encoding="utf-8"))
    assert next(outcomes).status == "failed"
    soon((folder / "a.txt").unlink)
    gone = next(outcomes)
    assert (gone.status, gone.source) == ("removed", str(folder / "a.txt"))
    assert gone.episode is not None and gone.episode.path.exists()


def test_what_cannot_be_watched_is_refused(story: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no folder"):
        next(audiogen.watch(story, tmp_path / "out", engine="tone"))
    for output in (tmp_path, tmp_path / "one.mp3"):
        with pytest.raises(SettingsError):
            next(audiogen.watch(tmp_path, output, engine="tone"))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["int", "term"])
def test_a_signal_ends_it_cleanly(tmp_path: Path, sign: signal.Signals, code: int) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format("Forty"), encoding="utf-8")
    command = [sys.executable, "-m", "audiogen", "--watch", str(folder), "-e", "tone", "--format", "wav"]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    (tmp_path / "tmp").mkdir()
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        lines = []
        for line in process.stderr:
            lines.append(line)
            if line.startswith("Waiting"):
                break
        process.send_signal(sign)
        started = time.monotonic()
        assert process.wait(10) == code
        assert time.monotonic() - started < 5
        rest = process.stderr.read()
    assert any(line.startswith("Made output") for line in lines)
    assert "Traceback" not in rest
    assert not list((tmp_path / "tmp").iterdir())
    assert [path.suffix for path in sorted((tmp_path / "output").iterdir())] == [".json", ".wav"]
