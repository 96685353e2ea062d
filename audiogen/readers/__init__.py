"""Readers: a path, a URL, a feed, a list or the text itself -> Pages. Bytes are decoded here and nowhere later.

A reader is ``(data, name, source, content_type) -> Page``, registered under ``audiogen.readers`` by every suffix
(``.md``) and media type (``text/markdown``) that it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from audiogen.model import Metadata, Page

#: Media types whose text given as a string goes to the cleaner as it stands.
PLAIN_TYPES = ("text/plain", "text/html")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user allows and wants of inputs that are fetched or hold many articles."""

    latest: int | None = None
    """Of a feed only so many entries, the newest first. None: all."""
    since: str | None = None
    """Of a feed only entries of this ISO date or later; an entry without a date is kept."""
    allow_private: bool = False
    """Addresses that are not public (loopback, private networks, cloud metadata) may be fetched."""
    timeout_s: float = 20.0
    """For one page from the web with its redirects, from start to end."""
    max_bytes: int = 10_000_000
    """For one page from the web, after decompression."""


_DEFAULT = ReadOptions()


@dataclass(frozen=True, slots=True)
class Source:
    """One article to be, not read yet."""

    location: str
    """Its stable identity: the path as given, the URL, a feed entry's link; ``-`` is standard input."""
    name: str
    read: Callable[[], Page]
    """Reads it; SourceError where that fails."""
    metadata: Metadata = field(default_factory=Metadata)
    """What is known before reading, of a feed's entry."""
    file: Path | None = None
    """The file that it is, where it is one and nothing else is read for it."""


class Reader(Protocol):
    """Bytes of one format -> Page."""

    def __call__(self, data: bytes, name: str, source: str, content_type: str) -> Page:
        """`content_type` is the server's header with its charset, or empty. SourceError where it cannot be read."""


def expand(argument: str, options: ReadOptions = _DEFAULT) -> Iterator[Source]:
    """The articles that an argument stands for: a file, folder, ``-``, URL, feed, or a list of these.

    Streams: a list of a million lines is never held in memory. SourceError if the argument itself cannot be read;
    an entry of a list or a feed that cannot be read raises when it is read, so that the others are not lost.
    """
    from audiogen.readers.sources import expand

    return expand(argument, options)


def page(source: str | Path | bytes, media_type: str | None = None, options: ReadOptions = _DEFAULT) -> Page:
    """One page from a path, a URL, or the text or markup itself.

    With a `media_type` a str or bytes is the text itself. Without one, a str that names a file or begins with
    ``http://`` or ``https://`` is read; any other with a blank, a line end or a ``<`` in it is the text.
    SourceError where there is nothing to read.
    """
    if isinstance(source, str) and media_type in PLAIN_TYPES:
        from audiogen.readers.decoding import from_string

        return from_string(source, media_type)
    from audiogen.readers.sources import one_page

    return one_page(source, media_type, options)
