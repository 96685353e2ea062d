"""The two paths of the cleaner, for text and for markup, and what both end in: an article or a clear error."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from audiogen.cleaner import chrome, language, text
from audiogen.cleaner.rules import load
from audiogen.errors import CleanError
from audiogen.model import SILENT_ROLES, Article, Block, Page, Removal


def assemble(
    page: Page, wanted: str, extra: tuple[Path, ...], captions: bool, tables: Literal["summary", "read"]
) -> Article:
    """The article of the page. CleanError where nothing is left that could be read."""
    if page.media_type == "text/html":
        from audiogen.cleaner.extract import extract

        found = extract(page, tables=tables)
        spoken = language.detect(
            language.sample_of([block.text for block in found.blocks]),
            found.metadata.language or page.metadata.language,
        )
        tag = wanted or spoken
        blocks, removals = chrome.strip(found.blocks, load(tag, extra), found.metadata)
        done = text.Text(blocks, sorted([*found.removals, *removals], key=lambda r: (r.line, r.column)), found.metadata)
        warnings = found.warnings
    else:
        sample = language.sample_of(page.text.splitlines())
        tag = wanted or language.detect(sample, page.metadata.language)
        done = text.clean(page, load(tag, extra))
        warnings = ()
    return _article(page, tag, done, (*page.warnings, *warnings), captions)


def _article(page: Page, tag: str, done: text.Text, warnings: tuple[str, ...], captions: bool) -> Article:
    silent = SILENT_ROLES - ({"caption"} if captions else set())
    if not any(_says(block) for block in done.blocks if block.role not in silent):
        hint = _hint(page, done.removals)
        raise CleanError(f"Nothing is left to read in '{page.name}'.", hint, (*page.removals, *done.removals))
    meta, known = done.metadata, page.metadata
    return Article(
        title=known.title or meta.title or page.name,
        blocks=tuple(done.blocks),
        byline=known.byline or meta.byline,
        site=known.site or meta.site,
        published=known.published or meta.published,
        language=tag,
        source=page.source,
        url=known.url or meta.url,
        image=known.image or meta.image,
        removals=(*page.removals, *done.removals),
        warnings=warnings,
        silent=frozenset(silent),
    )


def _says(block: Block) -> bool:
    return any(map(str.isalnum, block.text))


def _hint(page: Page, removals: list[Removal]) -> str:
    if not page.text.strip():
        return "The input is empty: give a file, an address or a text that holds an article."
    if not removals:
        return "The input holds no words."
    return "All of it was taken for page chrome: `audiogen clean --explain` shows each line and its rule."
