"""List files: every line that is neither blank nor a comment (``#``) is a URL or a path. Streamed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

_PATH = re.compile(r"\S+\.[A-Za-z]\w{1,4}|\S*[/\\]\S*\w")
"""What looks like a path: a word with a suffix, or with a slash in it."""

_LOOK_BYTES = 65_536


def is_list(path: Path, first: bytes) -> bool:
    """Every line in the first bytes of the file is a URL or a path, and one of them leads somewhere.

    A path that leads nowhere is an error of its own later; it does not make an article of the list.
    """
    text = first.decode(_encoding(first), "surrogateescape")
    lines = text.splitlines()
    if len(first) >= _LOOK_BYTES:
        lines = lines[:-1]  # the last may be cut short
    wanted = [line.strip() for line in lines if _counts(line)]
    leads = [len(line) < 4096 and (is_url(line) or place(line, path) is not None) for line in wanted]
    return any(leads) and all(real or _PATH.fullmatch(line) for real, line in zip(leads, wanted, strict=True))


def head(path: Path) -> bytes:
    """As much of the file as `is_list` looks at."""
    with path.open("rb") as file:
        return file.read(_LOOK_BYTES)


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """(line number from 1, URL or path) of a list, one at a time."""
    with path.open(encoding=_encoding(head(path)), errors="surrogateescape") as file:
        for number, line in enumerate(file, 1):
            if _counts(line):
                yield number, line.strip()


def is_url(text: str) -> bool:
    """``http://`` or ``https://`` and something after it, without a blank."""
    return text[:8].lower().startswith(("http://", "https://")) and len(text.split()) == 1


def place(line: str, path: Path) -> Path | None:
    """What the line names, seen from the working folder, else from the list's own; None where there is nothing."""
    for candidate in (Path(line), path.parent / line):
        try:
            if candidate.exists():
                return candidate
        except (OSError, ValueError):  # too long, or with a zero in it: no path
            return None
    return None


def _counts(line: str) -> bool:
    line = line.strip()
    return bool(line) and not line.startswith("#")


def _encoding(first: bytes) -> str:
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"
