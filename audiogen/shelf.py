"""The folder the audio goes to: names that never collide, files that are always whole, nothing left behind.

A file is written under a name that says which process writes it, checked, and moved to its place in one step.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from audiogen.episode import Episode, as_lines
from audiogen.errors import OutputError
from audiogen.naming import distinct, slug
from audiogen.outputs import SUFFIXES, is_file_name
from audiogen.parts import folder_lock, part, sweep


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
            sweep(self.folder)
        except OSError as error:
            raise os_error(self.folder, error) from error

    def part(self, name: str) -> contextlib.AbstractContextManager[Path]:
        """A path to write to, gone at the end; see `audiogen.parts.part`."""
        return part(self.folder, name)

    def move(self, part: Path, name: str) -> None:
        """Put a finished part in its place, readable as other files of this user are."""
        part.chmod(0o666 & ~self._umask)
        part.replace(self.folder / name)

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
        there = Episode.origin_at(self.folder / f"{name}.json")
        if there is not None:
            return there == origin
        return not any((self.folder / f"{name}{suffix}").exists() for suffix in (".json", *SUFFIXES))

    def place(
        self,
        parts: Mapping[str, Path],
        target: Path,
        table: dict[str, Any],
        page: Callable[[str, Mapping[str, Any]], str] | None = None,
    ) -> Episode:
        """Move finished files and their manifest to their place.

        Args:
            parts: suffix -> file, the audio first.
            target: as `claim` gave it; should another run have taken it meanwhile, a name of our own.
            table: the manifest, without its files.
            page: of the files' name and the manifest with the files so far, makes the page that shows them.
        """
        try:
            with folder_lock(self.folder), self.part("manifest") as manifest, self.part("page") as shown:
                name = target.name
                if not self._only and not self._is_free(name, table["origin"]):
                    name = distinct(name, table["origin"])
                files = {f"{name}{suffix}": part.stat().st_size for suffix, part in parts.items()}
                table = {**table, "files": files}
                if page:
                    shown.write_bytes(page(name, table).encode())
                    parts = {**parts, ".html": shown}
                    files[f"{name}.html"] = shown.stat().st_size
                with manifest.open("w", encoding="utf-8") as out:
                    out.writelines(as_lines(table))
                stale = self._stale(name, table)
                # The manifest first: audio whose manifest is missing would pass for somebody else's file.
                for part, file in zip((manifest, *parts.values()), (f"{name}.json", *files), strict=True):
                    self.move(part, file)
                for path in stale:
                    path.unlink(missing_ok=True)
        except OSError as error:
            raise os_error(self.folder, error) from error
        return Episode.of(self.folder, name, table)

    def _stale(self, name: str, table: Mapping[str, Any]) -> list[Path]:
        """The episode's files, as they were written, that would go on telling a text that has changed since."""
        there = Episode.load(self.folder / f"{name}.json")
        if there is None or there.manifest["text_sha256"] == table["text_sha256"]:
            return []
        old = [self.folder / file for file in there.files if file not in table["files"]]
        return [path for path in old if path.is_file() and path.stat().st_size == there.files[path.name]]

    def put(self, name: str, data: bytes) -> bool:
        """Give a file these bytes, in one step; one that has them is not touched. Tells whether it was written."""
        path = self.folder / name
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_size == len(data) and path.read_bytes() == data:
                return False
        with self.part(name) as part:
            part.write_bytes(data)
            part.chmod(0o666 & ~self._umask)
            part.replace(path)
        return True


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
