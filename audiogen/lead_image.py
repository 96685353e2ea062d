"""The picture that the page itself shows: fetched where the page was fetched, read where it lies beside the page.

Nothing is fetched for a page that came from a file: only addresses that the user gave, and what those pages name,
leave the machine.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from audiogen.errors import AudiogenError, SourceError
from audiogen.model import Article
from audiogen.readers import ReadOptions

MOST_BYTES = 10_000_000
TIMEOUT_S = 10.0
LEAST_SIDE = 200
"""Pixels of the shorter side: what is smaller is a logo or a counter."""


def lead_image(article: Article, options: ReadOptions) -> tuple[bytes | None, str]:
    """The picture, and an empty text; or None and, where the page names a picture, why it is not used."""
    try:
        data = _bytes(article, options)
        if data is not None:
            _see_that_it_is_a_picture(data)
    except AudiogenError as error:
        return None, f"The page's picture is not used: {error.message}"
    return data, ""


def _bytes(article: Article, options: ReadOptions) -> bytes | None:
    from audiogen.readers.lists import is_url

    if not article.image:
        return None
    if is_url(article.source):
        return _fetched(article.image, options) if is_url(article.image) else None
    return None if is_url(article.image) else _beside(Path(article.source), article.image)


def _fetched(address: str, options: ReadOptions) -> bytes:
    from audiogen.readers.web import fetch

    limits = replace(options, timeout_s=min(TIMEOUT_S, options.timeout_s), max_bytes=MOST_BYTES)
    return fetch(address, limits, refused=("text/html",)).data


def _beside(page: Path, name: str) -> bytes | None:
    """A file in the page's own folder or below it; a page does not reach elsewhere."""
    from urllib.parse import unquote

    folder = page.parent.resolve()
    try:
        path = (folder / unquote(name)).resolve()
        if not (page.is_file() and path.is_relative_to(folder) and path.is_file()):
            return None
        if path.stat().st_size > MOST_BYTES:
            raise SourceError(f"{name} is larger than {MOST_BYTES / 1e6:g} MB.")
        return path.read_bytes()
    except (OSError, ValueError) as error:  # a name with a zero in it is a ValueError
        raise SourceError(f"{name} cannot be read.") from error


def _see_that_it_is_a_picture(data: bytes) -> None:
    from audiogen.cover import load_image

    if min(load_image(data).size) < LEAST_SIDE:
        raise SourceError("it is too small.")
