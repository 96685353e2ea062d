"""Files and folders: what is there, what is near by name, and the bytes, within bounds."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from audiogen import registry
from audiogen.errors import SourceError

#: The largest file that is read; the largest web page of an article is far below, the largest book too.
MAX_BYTES = 64 * 2**20


def suffixes() -> tuple[str, ...]:
    """Every suffix that a reader is registered for, in order."""
    return tuple(sorted(name for name in registry.names("audiogen.readers") if name.startswith(".")))


def read_file(path: Path) -> bytes:
    """All of a file. SourceError where it is missing, not allowed, empty, a folder or over `MAX_BYTES`."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    return checked(data, str(path))


def checked(data: bytes, where: str) -> bytes:
    """The bytes, if they are neither none nor too many."""
    if not data:
        raise SourceError(f"{where} is empty.", "Give a file with text in it.")
    if len(data) > MAX_BYTES:
        raise SourceError(f"{where} is larger than {MAX_BYTES >> 20} MB.", "Split it, or save the article alone.")
    return data


def unreadable(path: Path, error: OSError) -> SourceError:
    """The error that says why a path cannot be read, with names near it where there is no such path."""
    if isinstance(error, IsADirectoryError):
        return SourceError(f"{path} is a folder.", f"Make all that is in it: audiogen {path}")
    if isinstance(error, PermissionError):
        return SourceError(f"{path} may not be read.", "Check its permissions.")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SourceError(f"There is no file {path}.", _near(path))
    return SourceError(f"{path} cannot be read: {error.strerror or error}.", "Check the path.")


def _near(path: Path) -> str:
    folder = path.parent
    if not folder.is_dir():
        if "." in path.parts[0][1:] and not path.is_absolute():
            return f"There is no folder {folder} either. An address begins with https://"
        return f"There is no folder {folder} either."
    try:
        with os.scandir(folder) as entries:
            known = [entry.name for entry, _ in zip(entries, range(10_000), strict=False)]
    except OSError:
        return f"Check the path; the folder {folder} may not be read."
    close = get_close_matches(path.name, known, n=3, cutoff=0.6)
    return f"Did you mean {', '.join(str(folder / name) for name in close)}?" if close else "Check the path."


def articles(folder: Path) -> Iterator[Path]:
    """Files of the folder and those below that a reader is registered for, in order of their names.

    Hidden files and folders are left out, linked folders not entered. SourceError if there is none.
    """
    wanted, found = suffixes(), False
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(wanted):
                found = True
                yield Path(parent, name)
    if not found:
        raise SourceError(f"There are no articles in {folder}.", f"Articles are files with {', '.join(wanted)}.")


def is_folder(path: Path) -> bool:
    """A folder; False for what cannot even be a name."""
    try:
        return path.is_dir()
    except OSError:  # too long
        return False


def is_regular(path: Path) -> bool:
    """A file that can be read twice: no pipe, no device. SourceError where there is nothing."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError) as error:
        raise unreadable(path, error if isinstance(error, OSError) else FileNotFoundError()) from error
