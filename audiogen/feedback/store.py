"""Reports kept in SQLite, with what became of them. Safe with several processes at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Literal

from audiogen.errors import AudiogenError, OutputError, SettingsError
from audiogen.feedback.report import KEYS, Report

State = Literal["open", "accepted", "rejected"]
VERSION = 1
WAIT_S = 30.0
"""For another process that writes."""
_SCHEMA = """
CREATE TABLE report (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    guid TEXT NOT NULL, slug TEXT NOT NULL, segment INTEGER NOT NULL, text TEXT NOT NULL, word TEXT NOT NULL,
    seconds REAL NOT NULL, note TEXT NOT NULL, url TEXT NOT NULL, language TEXT NOT NULL, title TEXT NOT NULL,
    imported TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected')),
    remark TEXT NOT NULL DEFAULT '',
    entry TEXT NOT NULL DEFAULT ''
)
"""
_COLUMNS = f"id, imported, state, remark, entry, {', '.join(KEYS)}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A report in the store."""

    id: int
    imported: str
    """ISO 8601, UTC."""
    state: State
    remark: str
    """Why it was rejected."""
    entry: str
    """What was put into the lexicon, as JSON; empty: nothing."""
    report: Report


def default_path() -> Path:
    """Where reports are kept unless a setting says otherwise."""
    from platformdirs import user_data_path

    return user_data_path("audiogen", appauthor=False) / "feedback.db"


class Store:
    """The reports in one database file, which is made when the first is kept."""

    def __init__(self, path: str | Path = "") -> None:
        """`path`: empty for the user's own."""
        self.path = Path(path) if path else default_path()

    def add(self, report: Report) -> int | None:
        """Keep a report: its id, or None where it is kept already. OutputError where that fails."""
        values = [report.digest, *asdict(report).values(), _now()]
        names = f"digest, {', '.join(KEYS)}, imported"
        marks = ", ".join("?" * len(values))
        with self._open() as db:
            done = db.execute(f"INSERT INTO report ({names}) VALUES ({marks}) ON CONFLICT (digest) DO NOTHING", values)
            return done.lastrowid if done.rowcount else None

    def reports(self, state: State | None = None) -> list[Kept]:
        """In the order of their import; those of one state, or all."""
        where, values = ("WHERE state = ?", [state]) if state else ("", [])
        with self._open() as db:
            return [_kept(row) for row in db.execute(f"SELECT {_COLUMNS} FROM report {where} ORDER BY id", values)]

    def get(self, id: int) -> Kept:
        """SettingsError where there is none."""
        with self._open() as db:
            row = db.execute(f"SELECT {_COLUMNS} FROM report WHERE id = ?", [id]).fetchone()
        if row is None:
            raise SettingsError(f"There is no feedback {id}.", "See all: audiogen feedback list --all")
        return _kept(row)

    def set_state(self, id: int, state: State, remark: str = "", entry: str = "") -> None:
        """SettingsError where there is none."""
        with self._open() as db:
            sql = "UPDATE report SET state = ?, remark = ?, entry = ? WHERE id = ?"
            done = db.execute(sql, [state, remark, entry, id])
        if not done.rowcount:
            raise SettingsError(f"There is no feedback {id}.", "See all: audiogen feedback list --all")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A transaction of its own: a connection is never carried to another thread or process."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=WAIT_S, isolation_level=None)) as db:
                self._prepare(db)
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                except BaseException:
                    db.execute("ROLLBACK")
                    raise
                db.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            hint = "Name another: --feedback-db FILE, or feedback_db in audiogen.toml."
            raise OutputError(f"The feedback in {self.path} cannot be read or written: {error}.", hint) from error

    def _prepare(self, db: sqlite3.Connection) -> None:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version == VERSION:
            return
        if version > VERSION:
            raise AudiogenError(f"{self.path} was written by a newer audiogen.", "Run: pip install --upgrade audiogen")
        db.execute("PRAGMA journal_mode = WAL")  # readers do not wait for a writer; kept in the file
        db.execute("BEGIN IMMEDIATE")
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version == 0:  # no other process was faster
            db.execute(_SCHEMA)
            db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")


def _kept(row: tuple[Any, ...]) -> Kept:
    id, imported, state, remark, entry, *report = row
    return Kept(id, imported, state, remark, entry, Report(*report))


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
