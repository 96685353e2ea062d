"""Which sources are up to date, known without reading, cleaning or planning them: what each file was when it was made.

A small database in the cache's folder notes for each source file and output folder: the file's SHA-256, a digest of all
else that the audio depends on, and which manifest it led to. Only where everything is as it was is the episode taken
for up to date; in any doubt the article is planned, and its manifest tells. Losing the database costs time only.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from audiogen.cache import place
from audiogen.episode import Episode
from audiogen.outputs import is_file_name
from audiogen.readers.files import MAX_BYTES

if TYPE_CHECKING:
    from audiogen.readers import Source
    from audiogen.settings import Settings

FILE = "made-1.sqlite"
BUSY_S = 5.0
"""How long another run may hold the database; after that it is done without."""

WITHOUT = ("output", "jobs", "force", "cache", "cache_size", "feedback_db", "latest", "since")
"""Settings that the audio of one file does not depend on."""

_INSTALLED = re.compile(r"(?:site|dist)-packages[/\\]?$").search

_TABLE = """
create table if not exists made (
    source text, shelf text, run text, sha256 text, slug text, stamp text, summary text, primary key (source, shelf)
) without rowid
"""
_PUT = "insert or replace into made values (?, ?, ?, ?, ?, ?, ?)"


class Upkeep:
    """For one run and one output. Of the thread that made it; a context manager.

    Nothing here makes a run fail: what cannot be read or written is not known.
    """

    def __init__(self, settings: Settings) -> None:
        self._shelf = os.path.realpath(settings.output)
        self._folder = Path(settings.output).parent if is_file_name(settings.output) else Path(settings.output)
        self._read: dict[str, tuple[str, str]] = {}
        """Of each source that is being made: its SHA-256, and its stamp before that was taken."""
        self._database = _open(settings)
        try:
            self._run = run_digest(settings) if self._database else ""
        except OSError:  # a file that may not be read: the plan says which
            self._give_up()

    def __enter__(self) -> Upkeep:
        return self

    def __exit__(self, *_: object) -> None:
        self._give_up()

    def _give_up(self) -> None:
        """From now on, nothing is known."""
        if self._database:
            with suppress(sqlite3.Error):
                self._database.close()
        self._database = None

    def kept(self, source: Source) -> Episode | None:
        """The source's episode, where it is as it would be made now."""
        if not self._database or source.file is None:
            return None
        try:
            if source.file.stat().st_size > MAX_BYTES:  # it will be refused
                return None
            before = _stamp(source.file)
            sha256 = hashlib.sha256(source.file.read_bytes()).hexdigest()
            row = self._database.execute(
                "select run, sha256, slug, stamp, summary from made where source = ? and shelf = ?",
                (os.path.realpath(source.file), self._shelf),
            ).fetchone()
        except (OSError, sqlite3.Error):
            return None
        self._read[source.location] = sha256, before
        if not row or row[:2] != (self._run, sha256):
            return None
        try:
            episode = Episode.recalled(self._folder, row[2], json.loads(row[4]))
            if _stamp(episode.manifest_path) != row[3] or not episode.is_whole():
                return None
        except (ValueError, LookupError, TypeError, AttributeError, StopIteration):  # what power took away
            return None
        del self._read[source.location]
        return episode

    def note(self, location: str, episode: Episode) -> None:
        """The source that `kept` was last asked about has this episode now."""
        sha256, before = self._read.pop(location, ("", ""))
        if not self._database or not sha256:
            return
        with suppress(OSError, ValueError):
            stamp = _stamp(episode.manifest_path)
            # A source that changed since may not be what was read, and another run may have made it meanwhile.
            if _stamp(Path(location)) != before or not _is_still(episode):
                return
            image = episode.manifest["image"]
            if image and "://" not in image:  # a picture beside the page may change when the page does not
                return
            now = (self._run, sha256, episode.slug, stamp, json.dumps(episode.summary))
            try:
                self._database.execute(_PUT, (os.path.realpath(location), self._shelf, *now))
            except sqlite3.Error:  # once is enough: each try may wait
                self._give_up()


def _open(settings: Settings) -> sqlite3.Connection | None:
    where = place(settings)
    if not where or "://" in where:
        return None
    try:
        folder = Path(where).expanduser().parent
        folder.mkdir(parents=True, exist_ok=True)
        # Each note by itself: a transaction that stays open would keep all other runs waiting.
        database = sqlite3.connect(folder / FILE, timeout=BUSY_S, isolation_level=None)
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = off")  # what power takes away is made out again
        database.execute(_TABLE)
    except (OSError, sqlite3.Error):
        return None
    return database


def _is_still(episode: Episode) -> bool:
    """The manifest on the disk is the episode's. OSError where there is none."""
    with episode.manifest_path.open("rb") as file:
        return f'"key": "{episode.key}"'.encode() in file.read(4096)


def _stamp(path: Path) -> str:
    """What tells that a file was written again."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def run_digest(settings: Settings) -> str:
    """SHA-256 over all that the audio of a file depends on but the file itself, as far as it is known without a voice.

    Settings and the files that they name, lexicons, audiogen's own files, what is installed, voices, environment.
    """
    digest = hashlib.sha256()
    for line in _parts(settings):
        digest.update(line.encode(errors="surrogateescape") + b"\0")
    return digest.hexdigest()


def named_files(settings: Settings) -> Iterator[str]:
    """Path and SHA-256 of each file that the settings name, and of the lexicons that are found. OSError or
    SettingsError where one cannot be read.
    """
    from audiogen.speakable.lexicon_files import layers

    named = (settings.cover, settings.intro, settings.outro, settings.music, settings.sign_cert)
    rules, lexicons = map(Path, settings.rules), layers([Path(path) for path in settings.lexicon])
    for path in [*map(Path, filter(None, named)), *rules, *lexicons]:
        yield f"{path} {hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ''}"


def _parts(settings: Settings) -> Iterator[str]:
    from audiogen.voicestore import folder

    yield repr(sorted((name, value) for name, value in asdict(settings).items() if name not in WITHOUT))
    yield from named_files(settings)
    for root in (Path(__file__).parent, folder()):
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            if path.suffix != ".pyc":
                yield f"{path} {'' if path.is_dir() else _stamp(path)}"
    # Whatever is installed, removed or upgraded changes the folder itself; the user's own is one of them.
    for installed in dict.fromkeys(filter(_INSTALLED, sys.path)):
        yield f"{installed} {_stamp(Path(installed))}"
    for name, value in sorted(os.environ.items()):
        if name.startswith(("AUDIOGEN_", "ESPEAK_")):
            yield f"{name} {value} {_stamp(Path(value)) if Path(value).is_file() else ''}"
