"""``publish.json``: what has been published under which guid, when first, when changed, what was withdrawn.

It lies beside the episodes and goes where they go. What a manifest cannot know stands here and nowhere else; the dates
in it are the only ones that come from a clock.
"""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from audiogen.errors import OutputError
from audiogen.publish.names import LEDGER

FORMAT = 1
DATE = "%Y-%m-%dT%H:%M:%SZ"
PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace that the podcast namespace's specification gives for the guid of a show."""


@dataclass(slots=True)
class Entry:
    """An episode. Dates are ISO 8601 in UTC; an empty string is "never"."""

    guid: str
    slug: str
    """Of its page and the files beside it: kept though the title, and the audio's name, change."""
    origin: str
    manifest: str
    """File name of the manifest that was published last."""
    title: str
    language: str
    first: str
    """When it was first published."""
    changed: str
    """When its audio or text last became another."""
    keys: list[str] = field(default_factory=list)
    """Of each audio that was published, or lay beside a newer one; the published one last."""
    withdrawn: str = ""
    reason: str = ""
    gone: str = ""
    """When its manifest was first missing."""
    stamp: str = ""
    """Of all that its files are made of."""


@dataclass(slots=True)
class Ledger:
    """All that was ever published in a folder."""

    base_url: str = ""
    guid: str = ""
    """Of the podcast; from the feed's first address, kept when it moves."""
    settings: dict[str, Any] = field(default_factory=dict)
    """What the publisher said of the site, for runs that say nothing."""
    entries: list[Entry] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    """Name and size in bytes of each file that publishing wrote."""

    @classmethod
    def load(cls, folder: Path) -> Ledger:
        """The folder's ledger, or an empty one. OutputError where it cannot be read: guids are not guessed anew."""
        path = folder / LEDGER
        try:
            return cls.of(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            raise OutputError(
                f"{path} cannot be read: it keeps the guids and dates of the feed.",
                "Put back a copy of it; without one, move it away: listeners may then meet old episodes as new.",
            ) from error

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Ledger:
        """From its JSON. KeyError, TypeError or ValueError where it is none: folders, and ledgers, come from others."""
        if table["publish"] != FORMAT:
            raise ValueError(f"a ledger of the format {table['publish']}")
        names = {one.name for one in fields(Entry)}
        entries = [Entry(**{name: value for name, value in row.items() if name in names}) for row in table["episodes"]]
        for entry in entries:
            _check(entry)
        said = {str(name): value for name, value in table["settings"].items()}
        _check_settings(said)
        files = {_file_name(name): int(size) for name, size in table["files"].items()}
        return cls(_text(table["base_url"]), _text(table["guid"]), said, entries, files)

    def as_bytes(self) -> bytes:
        """Its JSON; the same for the same ledger."""
        table = {
            "publish": FORMAT,
            "base_url": self.base_url,
            "guid": self.guid,
            "settings": self.settings,
            "episodes": [asdict(entry) for entry in sorted(self.entries, key=lambda entry: entry.slug)],
            "files": dict(sorted(self.files.items())),
        }
        return (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode()

    def named(self, name: str) -> Entry | None:
        """The episode of this slug, guid or manifest."""
        return next(
            (one for one in self.entries if name in (one.slug, one.guid, one.manifest.removesuffix(".json"))), None
        )


def _check(entry: Entry) -> None:
    """ValueError or TypeError where a field is not what we write: no name leads out of the folder, dates are dates."""
    for name, value in asdict(entry).items():
        for text in value if name == "keys" and isinstance(value, list) else (value,):
            _text(text)
    for name in (entry.slug, entry.manifest or entry.slug):
        _file_name(name)
    for date in (entry.first, entry.changed, entry.withdrawn or entry.first, entry.gone or entry.first):
        datetime.strptime(date, DATE)


def _check_settings(said: Mapping[str, Any]) -> None:
    from audiogen.settings import Settings

    standard = Settings()
    known = {one.name for one in fields(Settings)}
    for name, value in said.items():
        if name in known and type(value) is not type(getattr(standard, name)):
            raise TypeError(f"{name} is {value!r}")
        _text(json.dumps(value, ensure_ascii=False))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    value.encode()  # half a character goes into no file
    return value


def _file_name(value: object) -> str:
    name = _text(value)
    if Path(name).name != name or name == ".." or "\0" in name:
        raise ValueError(f"{name!r} is no name of a file in the folder")
    return name


def show_guid(feed_url: str) -> str:
    """The podcast's guid, as its specification wants it: from the feed's address without scheme and last slashes."""
    return str(uuid.uuid5(PODCASTS, feed_url.partition("://")[2].rstrip("/")))


def episode_guid(origin: str, manifest: Mapping[str, Any], known: Iterable[str]) -> str:
    """A guid for an episode that has none yet, as a URN; of none that is known.

    From the article's address; from a file, whose path is another on each machine, from what it says of itself. The
    ledger keeps it: a new title, new audio and a new path change nothing.
    """
    said = "\n".join((manifest["site"], manifest["title"], manifest["published"]))
    names = (origin if "://" in origin else said, f"{said}\n{origin}", f"{said}\n{origin}\n{manifest['key']}")
    guids = [f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}" for name in names]
    return next((guid for guid in guids if guid not in known), guids[-1])


def now() -> str:
    """The time to write down; ``SOURCE_DATE_EPOCH`` where it is set."""
    try:
        seconds = int(os.environ["SOURCE_DATE_EPOCH"])
    except (KeyError, ValueError):
        seconds = int(time.time())
    return datetime.fromtimestamp(seconds, timezone.utc).strftime(DATE)
