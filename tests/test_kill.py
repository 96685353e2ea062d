"""Killed anywhere: old files are whole, the next run goes on, nothing stays behind, the bytes are those of one run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")

TEXT = """Story {number} of Harrow Point

The harbour of story {number} has a new lamp. It was lit on {day} evening.

“We waited {number} years for it,” said the harbour master. Forty people came to see it on {day}.

The old lamp goes to museum number {number}. It opens on a {day} in spring.
"""
DAYS = ("Monday", "Friday")
ARTICLES = 2


class Room:
    """Sources in versions, and what an undisturbed run makes of each."""

    def __init__(self, folder: Path, versions: int) -> None:
        self.folder, self.sources = folder, folder / "stories"
        self.out, self.cache, self.temporary = folder / "out", folder / "cache", folder / "tmp"
        self.sources.mkdir()
        self.temporary.mkdir()
        self.whole: list[dict[str, bytes]] = []
        self.seconds = 0.0
        for version in range(versions):
            self.write(version)
            started = time.monotonic()
            assert self.start(self.folder / f"whole-{version}", "off").wait(120) == 0
            self.seconds = max(self.seconds, time.monotonic() - started)
            self.whole.append(contents(self.folder / f"whole-{version}"))
            assert len(self.whole[-1]) == 2 * ARTICLES

    def write(self, version: int) -> None:
        for number in range(ARTICLES):
            text = TEXT.format(number=number, day=DAYS[version])
            (self.sources / f"{number}.txt").write_text(text, encoding="utf-8")

    def start(self, out: Path, cache: str) -> subprocess.Popen[bytes]:
        where = ("-o", str(out), "--cache", cache, "-e", "tone", "--format", "mp3", "-j", "2", "-q")
        command = [sys.executable, "-m", "audiogen", str(self.sources), *where]
        return subprocess.Popen(command, env={**os.environ, "TMPDIR": str(self.temporary)}, cwd=self.folder)

    def processes(self) -> list[int]:
        """All that a run started, and the run itself: they know its folder for temporary files."""
        ours = str(self.folder).encode()
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            try:
                if ours in (path / "environ").read_bytes() and int(path.name) != os.getpid():
                    found.append(int(path.name))
            except OSError:
                continue
        return found

    def kill_at(self, seconds: float) -> None:
        """Start a run, kill it, and see that all that it started goes by itself and every file is whole."""
        process = self.start(self.out, str(self.cache))
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
        until = time.monotonic() + 10
        while self.processes() and time.monotonic() < until:
            time.sleep(0.02)
        assert not self.processes()
        assert not list(self.temporary.iterdir())
        for name, data in contents(self.out).items():
            assert data in [whole[name] for whole in self.whole], f"{name} is torn"

    def finish(self, version: int) -> None:
        """An undisturbed run: all is as if nothing had happened."""
        assert self.start(self.out, str(self.cache)).wait(120) == 0
        assert contents(self.out) == self.whole[version]
        left = [path.name for folder in (self.out, self.cache) for path in folder.rglob("*.part")]
        assert not left
        assert not list(self.temporary.iterdir())
        assert not self.processes()


def contents(folder: Path) -> dict[str, bytes]:
    """What the user sees in a folder: hidden files are being written."""
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*") if path.is_file()}


def kill(tmp_path: Path, moments: int, finish_every: int) -> None:
    chance = random.Random(7)
    room = Room(tmp_path, min(2, moments // finish_every))
    for moment in range(moments):
        version = moment // finish_every % 2
        room.write(version)
        room.kill_at(chance.uniform(0, room.seconds))
        if (moment + 1) % finish_every == 0:
            room.finish(version)
            for path in list((room.cache / "clips").rglob("*"))[::2]:
                if path.is_file():
                    path.unlink()  # so that there is something to speak, and something not to


def test_killed_at_any_moment(tmp_path: Path) -> None:
    kill(tmp_path, moments=3, finish_every=3)


@pytest.mark.slow
def test_killed_at_fifty_moments(tmp_path: Path) -> None:
    kill(tmp_path, moments=50, finish_every=10)
