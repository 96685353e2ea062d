"""Where a cluster's results go: a folder that all machines see, or whatever fsspec reaches (``s3://``, ``gs://``).

Every file comes to be in one step. An episode's audio comes before its manifest, so that no reader finds a manifest
without its audio; a claim, written before the audio, tells whose it is as long as there is no manifest yet.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from audiogen.episode import Episode
from audiogen.errors import OutputError
from audiogen.outputs import SUFFIXES
from audiogen.shelf import Shelf, os_error
from audiogen.stores import reach

if TYPE_CHECKING:
    Place = Path
else:
    Place = type(Path())

FOREIGN = "?"
"""Holds a name: a file that no manifest tells of."""


class Address(Place):
    """A path in an object store: a `Path` that prints as the address that it is."""

    def __str__(self) -> str:
        return super().__str__().replace(":/", "://", 1)


class Store(Protocol):
    """Files by name. Every method may raise OSError."""

    folder: Path
    """For messages and episodes."""
    log_every_s: float
    """How often a log is worth adding to."""

    def prepare(self) -> None:
        """See that it can be written to. OutputError where it cannot."""

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None where there is none."""

    def write(self, name: str, data: bytes) -> None:
        """A file, whole or not at all."""

    def put(self, path: Path, name: str) -> None:
        """A local file, copied there whole or not at all."""

    def size(self, name: str) -> int | None:
        """In bytes; None where there is none."""

    def has_audio(self, name: str) -> bool:
        """There is a file of that name with the suffix of one of the formats."""

    def remove(self, name: str) -> None:
        """Let go of a file that may not be there."""

    def append(self, name: str, data: bytes) -> None:
        """Add whole lines to a log, safe on the disk when this returns."""

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a log; the last one may be torn."""

    def clear(self, name: str) -> None:
        """Begin a log anew."""


def store_at(output: str) -> Store:
    """The store that ``--output`` names. SettingsError where it needs a package, or means nothing."""
    if output.startswith("file://"):
        return FolderStore(Path(url2pathname(urlsplit(output).path)))
    return ObjectStore(output) if "://" in output else FolderStore(Path(output))


def holder(store: Store, name: str) -> str | None:
    """Who has a name: the origin of its episode, made or on its way; `FOREIGN`; or None where it is free."""
    for data in (store.read(f"{name}.json"), store.read(claim_name(name))):
        if data is not None:
            try:
                return str(json.loads(data)["origin"])
            except (ValueError, KeyError, TypeError):
                return FOREIGN
    return FOREIGN if store.has_audio(name) else None


def there(store: Store, name: str) -> Episode | None:
    """The episode of that name, where it is whole."""
    data = store.read(f"{name}.json")
    episode = Episode.parse(store.folder, name, data) if data else None
    whole = episode and all(store.size(file) == size for file, size in episode.files.items())
    return episode if whole else None


def publish(store: Store, episode: Episode, name: str) -> Episode:
    """Bring a finished episode from its local folder to the store. Interrupted anywhere, it can be done again.

    OutputError where another run gave the name to another article since ours did; the next run gives another one.
    """
    here = episode.path.parent
    _see_that_it_is_ours(store, episode, name)
    store.write(claim_name(name), json.dumps({"origin": episode.origin}).encode())
    for file in episode.files:
        _see_that_it_is_ours(store, episode, name)  # of two that claim at once, the last one has it
        store.put(here / file, file)
    store.put(here / f"{name}.json", f"{name}.json")
    store.remove(claim_name(name))
    return Episode.of(store.folder, name, episode.manifest)


def _see_that_it_is_ours(store: Store, episode: Episode, name: str) -> None:
    if holder(store, name) not in (None, FOREIGN, episode.origin):
        said = f"Another run has given the name {name} to another article."
        raise OutputError(said, "Run again with --retry-failed: it gets another name.")


def claim_name(name: str) -> str:
    """The file that tells whose the audio of a name is, until the manifest does."""
    return f".audiogen/claims/{name}"


class FolderStore:
    """A folder, on this machine or shared by many."""

    log_every_s = 1.0

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._shelf = Shelf(folder)

    def prepare(self) -> None:
        self._shelf.prepare()
        try:
            (self.folder / claim_name("x")).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise os_error(self.folder, error) from error

    def read(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        with self._shelf.part("small") as part:
            part.write_bytes(data)
            self._shelf.move(part, name)

    def put(self, path: Path, name: str) -> None:
        with self._shelf.part("copy") as part:
            shutil.copyfile(path, part)
            self._shelf.move(part, name)

    def size(self, name: str) -> int | None:
        try:
            return (self.folder / name).stat().st_size
        except FileNotFoundError:
            return None

    def has_audio(self, name: str) -> bool:
        return any((self.folder / f"{name}{suffix}").exists() for suffix in SUFFIXES)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    def append(self, name: str, data: bytes) -> None:
        with (self.folder / name).open("ab+") as log:
            if log.tell() and not self._ends_a_line(log):
                data = b"\n" + data
            log.write(data)
            log.flush()
            os.fsync(log.fileno())

    @staticmethod
    def _ends_a_line(log: Any) -> bool:
        log.seek(-1, os.SEEK_END)
        return bool(log.read(1) == b"\n")

    def lines(self, name: str) -> Iterator[bytes]:
        try:
            with (self.folder / name).open("rb") as log:
                yield from log
        except FileNotFoundError:
            return

    def clear(self, name: str) -> None:
        self.remove(name)


class ObjectStore:
    """An address that fsspec reaches. A log is a row of objects, one for each `append`: objects cannot grow."""

    log_every_s = 10.0

    def __init__(self, url: str) -> None:
        self._fs, self._root = reach(url, use_listings_cache=False)
        self._url = url.rstrip("/")
        self._next: dict[str, int] = {}
        self.folder: Path = Address(self._url)

    def __reduce__(self) -> tuple[type[ObjectStore], tuple[str]]:
        return type(self), (self._url,)

    def prepare(self) -> None:
        try:
            self.write(".audiogen/probe", b"")
            self.remove(".audiogen/probe")
        except Exception as error:  # each file system has errors of its own
            why = f"{self._url} cannot be written to: {type(error).__name__}: {error}."
            raise OutputError(why, "Check the address, its rights, and the variables that name them.") from error

    def read(self, name: str) -> bytes | None:
        try:
            return bytes(self._fs.cat_file(self._at(name)))
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        self._fs.pipe_file(self._at(name), data)

    def put(self, path: Path, name: str) -> None:
        self._fs.put_file(str(path), self._at(name))

    def size(self, name: str) -> int | None:
        try:
            return int(self._fs.info(self._at(name))["size"])
        except FileNotFoundError:
            return None

    def has_audio(self, name: str) -> bool:
        """By one listing: a request for each suffix takes longer."""
        wanted = {f"{name}{suffix}" for suffix in SUFFIXES}
        found = self._fs.find(self._root, prefix=f"{name}.")
        return any(path.removeprefix(f"{self._root}/") in wanted for path in found)

    def remove(self, name: str) -> None:
        try:
            self._fs.rm_file(self._at(name))
        except FileNotFoundError:
            return

    def append(self, name: str, data: bytes) -> None:
        if name not in self._next:
            self._next[name] = max((int(path.rsplit("/", 1)[1]) for path in self._pieces(name)), default=-1) + 1
        self.write(f"{name}/{self._next[name]:09}", data)
        self._next[name] += 1

    def lines(self, name: str) -> Iterator[bytes]:
        for path in self._pieces(name):
            yield from self._fs.cat_file(path).splitlines(keepends=True)

    def clear(self, name: str) -> None:
        for path in reversed(self._pieces(name)):
            self._fs.rm_file(path)
        self._next.pop(name, None)

    def _pieces(self, name: str) -> list[str]:
        try:
            return sorted(self._fs.find(self._at(name)))
        except FileNotFoundError:
            return []

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"
