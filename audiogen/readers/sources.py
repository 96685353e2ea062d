"""What an argument stands for, and its pages: the one place that tells files, folders, lists, feeds and URLs apart."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NoReturn, cast
from urllib.parse import unquote, urlsplit

from audiogen import registry
from audiogen.errors import SourceError
from audiogen.model import Page
from audiogen.readers import PLAIN_TYPES, Reader, ReadOptions, Source, files, kinds, lists
from audiogen.readers.decoding import from_string

_GROUP = "audiogen.readers"
_FEEDS = (kinds.FEED, kinds.JSON_FEED)
MAY_BE_LIST = frozenset({"", ".txt", ".text", ".list", ".lst", ".urls"})


def expand(argument: str, options: ReadOptions) -> Iterator[Source]:
    """See `audiogen.readers.expand`."""
    yield from _expand(argument, options, in_list=False)


def _expand(argument: str, options: ReadOptions, in_list: bool) -> Iterator[Source]:
    if lists.is_url(argument):
        yield from _url(argument, options)
    elif argument == "-" and not in_list:
        if sys.stdin is None:
            raise SourceError("Standard input is closed.", "Pipe a text in, or give a file.")
        yield from _known_bytes(files.checked(sys.stdin.buffer.read(files.MAX_BYTES + 1), "standard input"), options)
    else:
        _refuse_what_is_no_path(argument)
        path = Path(argument)
        yield from _folder(path) if files.is_folder(path) else _file(path, options, in_list)


def _refuse_what_is_no_path(argument: str) -> None:
    scheme = urlsplit(argument[:200]).scheme if "://" in argument[:20] else ""
    if scheme:
        raise SourceError(f"{argument} is a {scheme} address.", "Give one that begins with http:// or https://.")
    if not argument.strip():
        raise SourceError("An empty name is no source.", "Give a file, a folder, a URL or - for standard input.")
    if "\n" in argument or "\0" in argument or argument.lstrip().startswith("<") or len(argument) > _LONGEST_PATH:
        raise SourceError("This is text, not the name of a file.", "Pipe it in: ... | audiogen -")


def _folder(path: Path) -> Iterator[Source]:
    for found in files.articles(path):
        yield file_source(found)


def _file(path: Path, options: ReadOptions, in_list: bool) -> Iterator[Source]:
    if not files.is_regular(path):  # a pipe can be read once only
        yield from _known_bytes(files.read_file(path), options, path.stem, str(path), path.suffix)
        return
    try:
        first = lists.head(path)
    except OSError as error:
        raise files.unreadable(path, error) from error
    suffix = path.suffix.lower()
    if not in_list and suffix in MAY_BE_LIST and lists.is_list(path, first):
        yield from _list(path, options)
    elif files.checked(first, str(path)) and (suffix == ".json" or _is_feed(first, suffix)):
        yield from _known_bytes(files.read_file(path), options, path.stem, str(path), suffix)
    else:
        yield file_source(path)


def _is_feed(first: bytes, suffix: str) -> bool:
    try:
        return kinds.kind(first, suffix) in _FEEDS
    except SourceError:
        return False  # said when it is read, with all of the file at hand


def file_source(path: Path) -> Source:
    """The article in a file, whatever its text looks like: no list, no feed."""
    return Source(str(path), path.stem, partial(_read_path, path), file=path)


def _read_path(path: Path) -> Page:
    return to_page(files.read_file(path), path.stem, str(path), path.suffix)


def _list(path: Path, options: ReadOptions) -> Iterator[Source]:
    for number, line in lists.lines(path):
        place = None if lists.is_url(line) else lists.place(line, path)
        argument = str(place) if place else line
        try:
            yield from _expand(argument, options, in_list=True)
        except SourceError as error:
            message = f"{path}, line {number}: {error.message}"
            yield Source(argument, Path(argument).stem, partial(_fail, SourceError(message, error.hint)))


def _fail(error: SourceError) -> NoReturn:
    raise error


def _url(url: str, options: ReadOptions) -> Iterator[Source]:
    from audiogen.readers.web import fetch

    got = fetch(url, options)
    if _kind_of(got.data, got.url, got.content_type) in _FEEDS:
        yield from _known_bytes(got.data, options, host(url), got.url, content_type=got.content_type)
    else:
        yield Source(url, host(url), partial(_web_page, got.data, url, got.url, got.content_type))


def read_url(url: str, options: ReadOptions) -> Page:
    """The page at an address. SourceError where it cannot be had, or is a feed."""
    from audiogen.readers.web import fetch

    got = fetch(url, options)
    return _web_page(got.data, url, got.url, got.content_type)


def _web_page(data: bytes, asked: str, got: str, content_type: str) -> Page:
    page = to_page(data, host(asked), asked, url_suffix(got), content_type)
    return replace(page, metadata=replace(page.metadata, url=page.metadata.url or got))


def _kind_of(data: bytes, url: str, content_type: str) -> str:
    return kinds.kind(data, url_suffix(url), content_type, url)


def _known_bytes(
    data: bytes, options: ReadOptions, name: str = "stdin", source: str = "-", suffix: str = "", content_type: str = ""
) -> Iterator[Source]:
    """The sources in bytes that are read already: a feed's entries, else one article."""
    if kinds.kind(data, suffix, content_type, source) in _FEEDS:
        from audiogen.readers.feeds import entries

        yield from entries(data, source, options, content_type)
    else:
        yield Source(source, name, partial(to_page, data, name, source, suffix, content_type))


def to_page(data: bytes, name: str, source: str, suffix: str = "", content_type: str = "") -> Page:
    """The page in the bytes, by the reader that is registered for what they are."""
    key = kinds.kind(files.checked(data, source), suffix, content_type, source)
    if key in _FEEDS:
        raise SourceError(f"{source} is a feed, not one article.", "Make its newest entry: audiogen --latest 1 FEED")
    return reader(key)(data, name, source, content_type)


def reader(key: str) -> Reader:
    """The reader registered for a suffix or media type. SourceError with the nearest names where there is none."""
    known = registry.names(_GROUP)
    if key not in known:
        types = [name for name in known if "/" in name]
        raise SourceError(f"There is no reader for '{key}'.", f"Media types: {registry.nearest(key, types)}.")
    return cast("Reader", registry.load(_GROUP, key))


def one_page(source: str | Path | bytes, media_type: str | None, options: ReadOptions) -> Page:
    """See `audiogen.readers.page`."""
    if media_type:
        return _typed(source, media_type)
    if isinstance(source, bytes):
        return to_page(source, "text", "-")
    if isinstance(source, str) and _is_text(source):
        return _own_text(source)
    found = tuple(islice(_expand(str(source), options, in_list=False), 2))
    if len(found) != 1:
        raise SourceError(f"{source} holds more than one article.", f"Make them all: audiogen {source}")
    return found[0].read()


def _typed(source: str | Path | bytes, media_type: str) -> Page:
    """What the caller says the media type of: no look at the content."""
    read = reader(media_type.partition(";")[0].strip().lower())
    if isinstance(source, Path):
        return read(files.read_file(source), source.stem, str(source), media_type)
    if isinstance(source, str):
        source, media_type = source.encode("utf-8", "replace"), f"{media_type};charset=utf-8"
    return read(files.checked(source, "The text"), "text", "-", media_type)


def _own_text(source: str) -> Page:
    found = kinds.sniff(source[:4096].lstrip())
    if found in PLAIN_TYPES:
        return from_string(source, found)
    return to_page(source.encode("utf-8", "replace"), "text", "-")


def _is_text(source: str) -> bool:
    """Text itself, and not a path: it names nothing that exists and does not look as if it should."""
    if lists.is_url(source):
        return False
    try:
        if 0 < len(source) <= _LONGEST_PATH and Path(source).exists():
            return False
    except (OSError, ValueError):  # too long, or with a zero in it
        return True
    lone_word = len(source.split()) == 1 and "<" not in source
    return bool(source.strip()) and not (lone_word and _PATH_LIKE.search(source))


_LONGEST_PATH = 4096
_PATH_LIKE = re.compile(r"[/\\]|\.\w{1,8}$")


def host(url: str) -> str:
    """The address's host without ``www.``."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def url_suffix(url: str) -> str:
    """``.pdf`` of ``https://example.org/a/paper.pdf?x=1``; empty where the last part of the path has none."""
    return Path(unquote(urlsplit(url).path)).suffix.lower()
