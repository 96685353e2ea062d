"""What came in -> reports: JSON lines, a JSON array, an mbox or a single mail, told apart by how they begin.

Everything is limited, for it comes from strangers; what is wrong is named by its place and does not stop the rest.
"""

from __future__ import annotations

import json
import mailbox
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from audiogen.errors import SourceError
from audiogen.feedback import mail
from audiogen.feedback.report import Report
from audiogen.naming import one_line

MOST_BYTES = 256 << 20
"""Of one file."""
MOST_ARRAY = 16 << 20
MOST_LINE = 64 << 10
MOST_MAIL = 1 << 20
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,70}:\s")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was no report."""

    place: str
    """``inbox.mbox, mail 3``."""
    reason: str


def read(source: str) -> Iterator[Report | Problem]:
    """The reports in a file, or in standard input (``-``), and what was none. SourceError where it cannot be read."""
    if source == "-":
        with tempfile.TemporaryDirectory(prefix="audiogen-") as folder:
            path = Path(folder) / "input"
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
            path.write_bytes(data)
            yield from _file(path, "standard input")
    else:
        yield from _file(Path(source), source)


def _file(path: Path, name: str) -> Iterator[Report | Problem]:
    try:
        if not path.is_file():
            raise SourceError(f"There is no file {name}.", "Give JSON lines, an mbox or a mail; - is standard input.")
        if path.stat().st_size > MOST_BYTES:
            raise SourceError(f"{name} is larger than {MOST_BYTES >> 20} MB.", "Import it in parts.")
        with path.open("rb") as file:
            start = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
            file.seek(0)
            if start.startswith(b"From "):
                yield from _mbox(path, name)
            elif start.startswith(b"["):
                yield from _array(file, name)
            elif start.startswith(b"{") or not _HEADER.match(start):
                yield from _lines(file, name)
            else:
                yield from _mail(file.read(MOST_MAIL + 1), name)
    except OSError as error:
        raise SourceError(f"{name} cannot be read: {error.strerror or error}.", "Check the file.") from error


def _lines(file: IO[bytes], name: str) -> Iterator[Report | Problem]:
    number = 0
    while line := file.readline(MOST_LINE + 1):
        number += 1
        whole = line
        while len(line) > MOST_LINE and not line.endswith(b"\n"):
            line = file.readline(MOST_LINE + 1)  # the rest of a line that is too long
        if whole.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _checked(f"{name}, line {number}", partial(_of_line, whole))


def _of_line(line: bytes) -> Report:
    if len(line) > MOST_LINE:
        raise ValueError(f"it is longer than {MOST_LINE >> 10} kB")
    return Report.of(_loads(line))


def _loads(data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except UnicodeDecodeError:
        raise ValueError("it is not in UTF-8") from None
    except ValueError:
        raise ValueError("it is no JSON") from None


def _array(file: IO[bytes], name: str) -> Iterator[Report | Problem]:
    data = file.read(MOST_ARRAY + 1)
    if len(data) > MOST_ARRAY:
        yield Problem(name, f"an array of more than {MOST_ARRAY >> 20} MB; write an object a line")
        return
    try:
        rows = _loads(data)
        assert isinstance(rows, list)
    except ValueError as error:
        yield Problem(name, str(error))
        return
    for number, row in enumerate(rows, 1):
        yield _checked(f"{name}, entry {number}", partial(Report.of, row))


def _mbox(path: Path, name: str) -> Iterator[Report | Problem]:
    box = mailbox.mbox(path, factory=None, create=False)
    try:
        for number, key in enumerate(box.keys(), 1):
            with box.get_file(key) as part:
                yield from _mail(part.read(MOST_MAIL + 1), f"{name}, mail {number}")
    finally:
        box.close()


def _mail(data: bytes, place: str) -> Iterator[Report | Problem]:
    if len(data) > MOST_MAIL:
        yield Problem(place, f"a mail of more than {MOST_MAIL >> 20} MB")
        return
    try:
        yield from mail.reports(data)
    except Exception as error:  # the mail parser of the standard library meets strangers' bytes here
        said = str(error) if isinstance(error, ValueError) else f"a mail that cannot be read ({error})"
        yield Problem(place, one_line(said))


def _checked(place: str, make: Callable[[], Report]) -> Report | Problem:
    try:
        return make()
    except ValueError as error:
        return Problem(place, str(error))
