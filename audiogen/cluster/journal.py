"""What a run has done, for the run that goes on with it: a log in the output, and an index of it while we run.

The log is only ever added to, in batches: a row a line, first the run's digest, then an item a row, at the end ``end``.
A row that is torn is skipped: its item is done again. The index lies on the disk: a million items take no memory.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from audiogen.cluster.items import Item
from audiogen.cluster.store import FOREIGN, Store
from audiogen.errors import AudiogenError
from audiogen.naming import printable

LOG = ".audiogen/journal.jsonl"
FAILED = "failed.jsonl"
MOST_WAITING = 1000
"""Rows that wait to be written together; how long they do is the store's. What a killed client loses is looked up."""
MADE = -1


class Journal:
    """A context manager: on leaving it, however, what waits is written, and the list of what failed."""

    def __init__(self, store: Store, digest: str, retry_failed: bool = False) -> None:
        """Go on with the run in the store's log, where it has this digest and did not end; else begin a new one.

        Args:
            retry_failed: go on with it even so: what failed in it is what is wanted.
        """
        self._store = store
        self._index = _Index()
        self._waiting: list[str] = []
        self._written_s = time.monotonic()
        self._lines = 0
        """Lines in the log, torn ones and those that wait too."""
        self._retries = retry_failed
        self._had_ended = retry_failed and not self._is_open("")
        if retry_failed or self._is_open(digest):
            self._load()
        else:
            store.clear(LOG)
            self._add({"run": digest})
            self.flush()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.flush()
        self._write_failures()
        self._index.close()

    def _is_open(self, digest: str) -> bool:
        """The log is of a run that did not end; with a digest: of that one."""
        first, last = dict[str, Any](), dict[str, Any]()
        for _, row in self._rows():
            first, last = first or row, row
        return bool(first) and digest in ("", first.get("run")) and "end" not in last

    def _load(self) -> None:
        for number, row in self._rows():
            self._lines = number + 1
            if "item" in row:
                self._index.mark(row["path"], number if row["failed"] else MADE)
                for name, origin in row["names"]:
                    self._index.claim(name, origin)

    def _rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Number and value of each line; of a torn one, the value is empty."""
        for number, line in enumerate(self._store.lines(LOG)):
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = {}
            yield number, row if _is_whole(row) else {}

    def is_done(self, item: Item) -> bool:
        """In this run or the one it goes on with, for good or ill."""
        return self._index.state(item.path) is not None

    def name(self, plain: str, own: str, origin: str, held_by: str | None) -> str:
        """An article's name: the plain one, unless that is another's; asked in the order of the sources.

        Args:
            own: the name for then; see `audiogen.naming.distinct`.
            held_by: who has the plain one in the store; see `audiogen.cluster.store.holder`.
        """
        free = held_by is None or (held_by == origin and held_by != FOREIGN)
        if free and self._index.claim(plain, origin):
            return plain
        self._index.claim(own, origin)
        return own

    def done(
        self, item: Item, names: Sequence[tuple[str, str]], failed: Sequence[tuple[str, AudiogenError]] = ()
    ) -> None:
        """Note an item.

        Args:
            names: name and origin of each of its articles.
            failed: source and error of each that could not be made.
        """
        errors = [{"source": printable(source), "reason": e.message, "hint": e.hint} for source, e in failed]
        self._index.mark(item.path, self._lines if failed else MADE)
        self._add({"item": item.location, "path": item.path, "names": list(names), "failed": errors})

    def end(self) -> None:
        """Note that there was nothing more to do: the next run is a new one."""
        if self._had_ended or not self._retries:
            self._add({"end": True})

    def _add(self, row: dict[str, Any]) -> None:
        self._lines += 1
        self._waiting.append(json.dumps(row) + "\n")
        self.flush(at_once=len(self._waiting) >= MOST_WAITING)

    def flush(self, *, at_once: bool = True) -> None:
        """Write what waits; without `at_once`, only if it has waited long enough."""
        if self._waiting and (at_once or time.monotonic() - self._written_s >= self._store.log_every_s):
            self._store.append(LOG, "".join(self._waiting).encode())
            self._waiting.clear()
            self._written_s = time.monotonic()

    def failed_items(self) -> Iterator[Item]:
        """What had failed when we began, once each; it is no longer done."""
        self.flush()
        for row in self._failed_rows(self._lines):
            self._index.forget(row["path"])
            yield Item(row["item"], row["path"])

    def _failed_rows(self, lines: int) -> Iterator[dict[str, Any]]:
        """Of the first so many lines, the last one of each item that failed."""
        for number, row in islice(self._rows(), lines):
            if row.get("failed") and self._index.state(row["path"]) == number:
                yield row

    def _write_failures(self) -> None:
        with tempfile.TemporaryDirectory(prefix="audiogen-") as folder:  # Windows copies no file that is open
            path = Path(folder) / FAILED
            with path.open("wb") as file:
                for row in self._failed_rows(self._lines):
                    for error in row["failed"]:
                        line = {"item": printable(row["item"]), **error}
                        file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            self._store.put(path, FAILED)


def _is_whole(row: Any) -> bool:
    """A row as we write it: what another wrote into the log is passed over as a torn one is."""
    if not isinstance(row, dict) or "item" not in row:
        return isinstance(row, dict)
    try:
        names = [name for pair in row["names"] for name in pair]
        errors = [error[field] for error in row["failed"] for field in ("source", "reason", "hint")]
        pairs = all(len(pair) == 2 for pair in row["names"])
        return pairs and all(isinstance(text, str) for text in (row["item"], row["path"], *names, *errors))
    except (LookupError, TypeError):
        return False


class _Index:
    """Which items are done, and which name is whose, by digests: a private data base that goes with the process."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)  # "": a temporary file
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("CREATE TABLE items (path BLOB PRIMARY KEY, state INTEGER) WITHOUT ROWID")
        self._base.execute("CREATE TABLE names (name BLOB PRIMARY KEY, origin BLOB) WITHOUT ROWID")
        self._base.execute("BEGIN")  # for ever: what is never committed need not reach the disk by the row

    def mark(self, path: str, state: int) -> None:
        """Note what became of an item: `MADE`, or the number of the line that says how it failed."""
        self._base.execute("INSERT OR REPLACE INTO items VALUES (?, ?)", (_short(path), state))

    def forget(self, path: str) -> None:
        self._base.execute("DELETE FROM items WHERE path = ?", (_short(path),))

    def state(self, path: str) -> int | None:
        found = self._base.execute("SELECT state FROM items WHERE path = ?", (_short(path),)).fetchone()
        return int(found[0]) if found else None

    def claim(self, name: str, origin: str) -> bool:
        """Note whose the name is, if it is nobody's; and whether it is this origin's."""
        self._base.execute("INSERT OR IGNORE INTO names VALUES (?, ?)", (_short(name), _short(origin)))
        found = self._base.execute("SELECT origin FROM names WHERE name = ?", (_short(name),)).fetchone()
        return bool(found[0] == _short(origin))

    def close(self) -> None:
        self._base.close()


def _short(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:16]
