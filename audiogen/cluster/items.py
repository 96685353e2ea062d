"""Arguments -> items, one at a time: a line of a list, a file of a folder, an address. Nothing is read or fetched here.

What `audiogen.readers.expand` does at once, in two steps: the client walks lists and folders, however long; a worker
opens what it is given, and finds out there whether an address is an article or a feed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from audiogen.errors import SourceError
from audiogen.readers import Source, files, lists
from audiogen.readers.sources import MAY_BE_LIST


@dataclass(frozen=True, slots=True)
class Item:
    """One thing for a worker to open: mostly an article, sometimes a feed of many."""

    location: str
    """As a run on one machine would name it."""
    path: str
    """The same, as every worker finds it: an address, or an absolute path."""


def items(arguments: Iterable[str | Source]) -> Iterator[Item]:
    """What the arguments stand for; ``-`` is a list on standard input. What leads nowhere fails where it is opened."""
    for argument in arguments:
        if not isinstance(argument, str):
            yield item(argument.location)
        elif argument == "-":
            yield from _lines(enumerate(_stdin(), 1), Path("-"))
        elif lists.is_url(argument):
            yield item(argument)
        else:
            yield from _path(Path(argument))


def item(location: str) -> Item:
    """The item at a path or an address."""
    return Item(location, location if lists.is_url(location) else os.path.abspath(location))  # noqa: PTH100


def _path(path: Path) -> Iterator[Item]:
    if files.is_folder(path):
        yield from _folder(path)
    elif _is_list(path):
        yield from _lines(lists.lines(path), path)
    else:
        yield item(str(path))


def _folder(path: Path) -> Iterator[Item]:
    try:
        for found in files.articles(path):
            yield item(str(found))
    except SourceError:  # an empty folder: the worker says so, as of everything that cannot be opened
        yield item(str(path))


def _is_list(path: Path) -> bool:
    try:
        regular = path.suffix.lower() in MAY_BE_LIST and files.is_regular(path)
        return regular and lists.is_list(path, lists.head(path))
    except (SourceError, OSError):
        return False


def _lines(lines: Iterable[tuple[int, str]], path: Path) -> Iterator[Item]:
    for _, line in lines:
        if lists.is_url(line):
            yield item(line)
            continue
        place = lists.place(line, path) or Path(line)
        yield from _folder(place) if files.is_folder(place) else iter((item(str(place)),))


def _stdin() -> Iterator[str]:
    if sys.stdin is None:
        raise SourceError("Standard input is closed.", "Pipe a list in, or give a file.")
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8-sig", "surrogateescape").strip()
        if line and not line.startswith("#"):
            yield line
