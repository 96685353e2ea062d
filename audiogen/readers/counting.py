"""How many articles some arguments stand for, as far as that can be told without reading one: for a progress bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from audiogen.errors import SourceError
from audiogen.readers import files, lists

MOST = 100_000
"""Counting more would keep the first article waiting."""


def count(arguments: Iterable[str]) -> int:
    """The number of articles; 0 where it cannot be told: a feed may be any number, and so may more than `MOST`."""
    total = 0
    for argument in arguments:
        try:
            found = sum(islice(_of(argument), MOST))
        except (SourceError, OSError, ValueError):
            found = 1  # its error will be told in its place
        total += found
        if not found or total >= MOST:
            return 0
    return total


def _of(argument: str) -> Iterator[int]:
    """A one for each article of an argument; nothing where it cannot be told."""
    path = Path(argument)
    if lists.is_url(argument):
        return
    if argument == "-" or not path.exists():
        yield 1
    elif path.is_dir():
        yield from (1 for _ in files.articles(path))
    elif path.is_file() and lists.is_list(path, lists.head(path)):
        for _, line in lists.lines(path):
            yield from _of(line) if not lists.is_url(line) else (1,)
    elif path.suffix.lower() in (".json", ".xml", ".rss", ".atom"):
        return
    else:
        yield 1
