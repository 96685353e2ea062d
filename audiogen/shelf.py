"""The folder the audio goes to: names that never collide, files that are always whole, nothing left behind.

A file is written under a name that says which process writes it, checked, and moved to its place in one step.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from audiogen.episode import Episode, as_lines
from audiogen.errors import OutputError
from audiogen.naming import distinct, slug
from audiogen.outputs import SUFFIXES, is_file_name

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

SWEEP_AFTER_S = 10
"""A part younger than this is let alone: its run may not have locked it yet."""

SWEEP_UNLOCKED_S = 86_400
"""The same where files cannot be locked (Windows, some network folders)."""


class Shelf:
    """A folder of episodes. Safe with several threads, and with several runs at once."""

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
                _sweep(path)
        except OSError as error:
            raise os_error(self.folder, error) from error

    @contextlib.contextmanager
    def part(self, name: str) -> Iterator[Path]:
        """A path to write to, gone at the end whatever happens (moved to its place: nothing is left to remove).

        It is locked as long as this process lives: other runs, on whatever machine, tell by that that it is in use.
        """
        handle, path = tempfile.mkstemp(prefix=f".audiogen-{name[:24]}-", suffix=".part", dir=self.folder)
        try:
            _try_lock(handle)
            yield Path(path)
        finally:
            os.close(handle)
            Path(path).unlink(missing_ok=True)

    def claim(self, title: str, otherwise: str, origin: str) -> Path:
        """Where this article's files go, without suffix. Another's of the same title, and foreign files, keep theirs.

        Args:
            origin: which source it is, whatever way it was named; see `audiogen.naming.origin`.
        """
        if self._only:
            return self.folder / self._only
        plain = slug(title, otherwise)
        with self._lock:
            for name in (plain, distinct(plain, origin)):
                if self._is_free(name, origin) and self._claims.setdefault(name, origin) == origin:
                    return self.folder / name
        return self.folder / distinct(plain, origin)

    def _is_free(self, name: str, origin: str) -> bool:
        """Nothing of that name is there, or an episode of the same source."""
        there = Episode.load(self.folder / f"{name}.json")
        if there:
            return there.origin == origin
        return not any((self.folder / f"{name}{suffix}").exists() for suffix in (".json", *SUFFIXES))

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
                if not self._only and not self._is_free(name, table["origin"]):
                    name = distinct(name, table["origin"])
                files = {f"{name}{suffix}": part.stat().st_size for suffix, part in parts.items()}
                table = {**table, "files": files}
                with manifest.open("w", encoding="utf-8") as out:
                    out.writelines(as_lines(table))
                # The manifest first: audio whose manifest is missing would pass for somebody else's file.
                for part, file in zip((manifest, *parts.values()), (f"{name}.json", *files), strict=True):
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


def _try_lock(handle: int) -> bool:
    """Lock an open file for this process; False where another has it. OSError where files cannot be locked."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a network folder without locks: age must tell
        return True
    return True


def _sweep(path: Path) -> None:
    """Remove a part whose run is dead: nobody holds its lock."""
    with contextlib.suppress(OSError):
        age = time.time() - path.stat().st_mtime
        if age < (SWEEP_AFTER_S if fcntl else SWEEP_UNLOCKED_S):
            return
        handle = os.open(path, os.O_RDWR)
        try:
            if _try_lock(handle):
                path.unlink()
        finally:
            os.close(handle)


@contextlib.contextmanager
def _folder_lock(folder: Path) -> Iterator[None]:
    """One run at a time names files in a folder. The system lets go of the lock when a run dies.

    Where a folder cannot be locked (Windows, some network folders), each file is still replaced in one step.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
