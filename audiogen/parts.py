"""Files being written: each under a name of its own, locked by its process, gone or in its place at the end.

What a killed run left is told from what a living one writes by the lock, which the system drops with the process.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

SUFFIX = ".part"
SWEEP_UNLOCKED_S = 86_400
"""Where files cannot be locked (Windows, some network folders), only a part older than this was left behind."""


@contextlib.contextmanager
def part(folder: Path, name: str) -> Iterator[Path]:
    """A path to write to, gone at the end whatever happens (moved to its place: nothing is left to remove)."""
    handle, path = _locked_file(folder, name)
    try:
        yield path
    finally:
        os.close(handle)
        path.unlink(missing_ok=True)


def _locked_file(folder: Path, name: str) -> tuple[int, Path]:
    """A new file, open and locked; another one where a sweep of another run came between the two."""
    while True:
        handle, path = tempfile.mkstemp(prefix=f".audiogen-{name[:24]}-", suffix=SUFFIX, dir=folder)
        if _lock(handle) is not False and os.fstat(handle).st_nlink:
            return handle, Path(path)
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove the parts in a folder whose run is dead: nobody holds their locks."""
    for path in folder.glob(f".audiogen-*{SUFFIX}"):
        with contextlib.suppress(OSError):
            handle = os.open(path, os.O_RDWR)
            try:
                locked = _lock(handle)
                if locked or (locked is None and time.time() - os.fstat(handle).st_mtime > SWEEP_UNLOCKED_S):
                    path.unlink()
            finally:
                os.close(handle)


def _lock(handle: int) -> bool | None:
    """Lock an open file for this process: False where another has it, None where files cannot be locked."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


@contextlib.contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """One run at a time, of all that ask, in a folder. The system lets go of the lock when a run dies.

    Where a folder cannot be locked (Windows, some network folders), it is not.
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
