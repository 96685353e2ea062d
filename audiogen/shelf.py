"""The folder the audio goes to: names that never collide, files that are always whole, nothing left behind.

A file is written under a name that says which process writes it, checked, and moved to its place in one step.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from audiogen.episode import Episode
from audiogen.errors import OutputError
from audiogen.naming import distinct, slug
from audiogen.outputs import is_file_name

_PART = re.compile(r"\.audiogen-(\d+)-.*\.part")


class Shelf:
    """A folder of episodes. Safe with several threads, and with several runs at once on one machine."""

    def __init__(self, folder: Path, only: str = "") -> None:
        """`only`: the one name, without suffix, whatever the title."""
        self.folder = folder
        self._only = only
        self._umask = _umask()
        self._claims: dict[str, str] = {}
        self._lock = threading.Lock()

    @classmethod
    def at(cls, output: str) -> Shelf:
        """The shelf that ``--output`` names: a folder, or one file."""
        path = Path(output)
        return cls(path.parent, path.stem) if is_file_name(output) else cls(path)

    def prepare(self) -> None:
        """Make the folder, see that it can be written to, clear away what a killed run left."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self.part("probe"):
                pass
            for path in self.folder.glob(".audiogen-*.part"):
                match = _PART.fullmatch(path.name)
                if match and not _alive(int(match[1])):
                    path.unlink(missing_ok=True)
        except OSError as error:
            raise os_error(self.folder, error) from error

    @contextlib.contextmanager
    def part(self, name: str) -> Iterator[Path]:
        """A path to write to, gone at the end whatever happens (moved to its place: nothing is left to remove)."""
        handle, path = tempfile.mkstemp(prefix=f".audiogen-{os.getpid()}-{name[:24]}-", suffix=".part", dir=self.folder)
        os.close(handle)
        try:
            yield Path(path)
        finally:
            Path(path).unlink(missing_ok=True)

    def claim(self, title: str, otherwise: str, source: str) -> Path:
        """Where this source's files go, without suffix. Another source's of the same title keeps its own."""
        if self._only:
            return self.folder / self._only
        plain = slug(title, otherwise)
        with self._lock:
            for name in (plain, distinct(plain, source)):
                if self._is_free(name, source) and self._claims.setdefault(name, source) == source:
                    return self.folder / name
        return self.folder / distinct(plain, source)

    def _is_free(self, name: str, source: str) -> bool:
        there = Episode.load(self.folder / f"{name}.json")
        return there is None or there.source == source

    def place(self, parts: Mapping[str, Path], target: Path, table: dict[str, Any]) -> Episode:
        """Move finished files and their manifest to their place.

        Args:
            parts: suffix -> file, the audio first.
            target: as `claim` gave it; should another run have taken it meanwhile, a name of our own.
            table: the manifest, without its files.
        """
        try:
            with _folder_lock(self.folder), self.part("manifest") as manifest:
                name = target.name
                if not self._only and not self._is_free(name, table["source"]):
                    name = distinct(name, table["source"])
                files = {f"{name}{suffix}": part.stat().st_size for suffix, part in parts.items()}
                table = {**table, "files": files}
                manifest.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
                for part, file in zip((*parts.values(), manifest), (*files, f"{name}.json"), strict=True):
                    part.chmod(0o666 & ~self._umask)
                    part.replace(self.folder / file)
        except OSError as error:
            raise os_error(self.folder, error) from error
        return Episode.of(self.folder, table)


def os_error(path: Path, error: OSError) -> OutputError:
    """What an error of the file system means to the user."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return OutputError(f"The disk is full: {path}.", "Free some space, or choose another folder with --output.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return OutputError(f"{path} cannot be written to.", "Change its permissions, or choose another with --output.")
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return OutputError(f"{path} is not a folder.", "Give --output a folder, or a file that ends in .mp3.")
    return OutputError(f"{path}: {error.strerror or error}.", "Choose another folder with --output.")


def _umask() -> int:
    mask = os.umask(0)  # reading it means setting it
    os.umask(mask)
    return mask


def _alive(pid: int) -> bool:
    if pid == os.getpid() or os.name != "posix":  # elsewhere signal 0 is not a question but Ctrl-C
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # someone else's, or a system that cannot tell
        return True
    return True


@contextlib.contextmanager
def _folder_lock(folder: Path) -> Iterator[None]:
    """One run at a time names files in a folder. The system lets go of the lock when a run dies."""
    if os.name != "posix":  # a folder cannot be locked there; each file is still replaced in one step
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
