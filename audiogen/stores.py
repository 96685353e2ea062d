"""Where cached clips lie: a folder, or whatever fsspec reaches (``s3://``, ``gs://``, ``memory://``).

A store keeps bytes under names of the form ``ab/abcd...``: the first two hex digits are the shard, so that no folder
grows without end and none has to be listed whole.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from audiogen.errors import SettingsError
from audiogen.parts import part, sweep

SHARDS = tuple(f"{number:02x}" for number in range(256))
TOUCH_AFTER_S = 3600.0
"""An entry's time of use is noted when the last note is older: reading stays reading most of the time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a store."""

    name: str
    size: int
    used_s: float
    """When it was last used, or written, in seconds since 1970."""


class Store(Protocol):
    """Bytes by name. Every method may raise OSError; `read` and `remove` take a missing entry for granted."""

    where: str
    """For messages."""

    def read(self, name: str) -> bytes | None:
        """The entry's bytes, which counts as a use; None where there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Keep an entry, whole or not at all."""

    def remove(self, name: str) -> None:
        """Let go of an entry."""

    def entries(self, shard: str) -> list[Entry]:
        """What is in one of `SHARDS`."""

    def tidy(self) -> None:
        """Remove what killed runs left half written."""

    def is_empty(self) -> bool:
        """Nothing was ever kept here."""


def store_at(place: str) -> Store:
    """The store that a setting names: a path, or an URL. SettingsError where that needs an extra or means nothing."""
    if place.startswith("file://"):
        return FolderStore(Path(url2pathname(urlsplit(place).path)))
    return FsspecStore(place) if "://" in place else FolderStore(Path(place).expanduser())


def reach(url: str, **options: Any) -> tuple[Any, str]:
    """The fsspec file system of an address, and the folder in it. SettingsError where it needs a package."""
    try:
        import fsspec
    except ImportError:
        raise SettingsError(f"{url} needs fsspec, which is not installed.", "pip install 'audiogen[cluster]'") from None
    try:
        system, root = fsspec.core.url_to_fs(url, **options)
    except ImportError as error:
        raise SettingsError(f"{url} cannot be reached: {error}.", _package(url)) from None
    except ValueError as error:
        raise SettingsError(f"{url} is no address of a folder: {error}.", "Such as s3://bucket/folder") from None
    return system, root.rstrip("/")


def _package(url: str) -> str:
    packages = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs", "abfs": "adlfs"}
    package = packages.get(url.partition("://")[0])
    return f"pip install {package}" if package else "Install what fsspec names."


class FolderStore:
    """A folder, on this machine or shared by many. Entries are moved to their place in one step."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts = folder / "parts"
        self.where = str(folder)

    def read(self, name: str) -> bytes | None:
        try:
            with (self._folder / name).open("rb") as file:
                used_s = os.fstat(file.fileno()).st_mtime
                data = file.read()
        except FileNotFoundError:
            return None
        if time.time() - used_s > TOUCH_AFTER_S:
            self._touch(name)
        return data

    def _touch(self, name: str) -> None:
        try:
            os.utime(self._folder / name)
        except OSError:
            return  # gone meanwhile, or a folder that may only be read

    def write(self, name: str, data: bytes) -> None:
        try:
            self._write(name, data)
        except FileNotFoundError:  # the first entry of a new folder, or another run cleared it
            self._parts.mkdir(parents=True, exist_ok=True)
            (self._folder / name).parent.mkdir(exist_ok=True)
            self._write(name, data)

    def _write(self, name: str, data: bytes) -> None:
        with part(self._parts, "clip") as path:
            path.write_bytes(data)
            path.replace(self._folder / name)

    def remove(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)

    def entries(self, shard: str) -> list[Entry]:
        try:
            with os.scandir(self._folder / shard) as listed:
                return [entry for item in listed if (entry := _entry(shard, item))]
        except FileNotFoundError:
            return []

    def tidy(self) -> None:
        sweep(self._parts)

    def is_empty(self) -> bool:
        return not self._parts.is_dir()


def _entry(shard: str, item: os.DirEntry[str]) -> Entry | None:
    try:
        stat = item.stat(follow_symlinks=False)
    except OSError:  # another process removed it
        return None
    return Entry(f"{shard}/{item.name}", stat.st_size, stat.st_mtime)


class FsspecStore:
    """Any place that fsspec reaches. Reading leaves no trace there, so what was written first goes first."""

    def __init__(self, url: str) -> None:
        self._fs, self._root = reach(url)
        self.where = url

    def read(self, name: str) -> bytes | None:
        try:
            return bytes(self._fs.cat_file(f"{self._root}/{name}"))
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        path = f"{self._root}/{name}"
        try:
            self._fs.pipe_file(path, data)
        except FileNotFoundError:  # where folders must be made first
            self._fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
            self._fs.pipe_file(path, data)

    def remove(self, name: str) -> None:
        try:
            self._fs.rm_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return

    def entries(self, shard: str) -> list[Entry]:
        return list(self._entries(shard))

    def _entries(self, shard: str) -> Iterator[Entry]:
        self._fs.invalidate_cache()
        try:
            listed = self._fs.ls(f"{self._root}/{shard}", detail=True)
        except FileNotFoundError:
            return
        for item in listed:
            if item["type"] == "file":
                name = item["name"].rsplit("/", 1)[-1]
                yield Entry(f"{shard}/{name}", int(item["size"] or 0), _written_s(item))

    def tidy(self) -> None:
        """Nothing is ever half written: an object comes to be when its last byte is there."""

    def is_empty(self) -> bool:
        return not self._fs.exists(self._root)


def _written_s(item: dict[str, Any]) -> float:
    """When an object was written; file systems name it in their own ways."""
    for name in ("LastModified", "last_modified", "mtime", "updated", "created"):
        value = item.get(name)
        if isinstance(value, datetime):
            return value.timestamp()
        if isinstance(value, (int, float)):
            return float(value)
    return 0.0
