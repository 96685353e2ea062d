"""``feed.json``: JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/); older episodes follow by ``next_url``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audiogen.publish.items import Item, iso
from audiogen.publish.show import Show
from audiogen.publish.timed import as_json
from audiogen.writers.epub_pages import characters

ABOUT = "Of the podcast: its guid; of an item: files beside the audio, and the line that says who speaks."
"""Where a reader looks for what this extension of the format means."""
VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(show: Show, items: Sequence[Item], address: str, older: str = "") -> bytes:
    """The document.

    Args:
        address: its own.
        older: of the one with the episodes before these.
    """
    site = show.site
    table: dict[str, Any] = {
        "version": VERSION,
        "_audiogen": {"about": ABOUT, "guid": show.guid, "ai_content": True},
        "title": site.title,
        "home_page_url": show.address("index.html"),
        "feed_url": address,
        "description": show.description,
        "icon": show.image,
        "authors": [{"name": site.author or site.title}],
        "language": site.language,
    }
    if older:
        table["next_url"] = older
    return as_json({**table, "items": [_item(item) for item in items]})


def _item(item: Item) -> dict[str, Any]:
    table: dict[str, Any] = {
        "id": item.guid,
        "url": item.url,
        "external_url": item.source,
        "title": characters(item.title),
        "content_html": item.html,
        "summary": item.summary,
        "image": item.image,
        "date_published": iso(item.published),
        "date_modified": iso(item.changed) if item.changed else "",
        "authors": [{"name": characters(item.byline)}] if item.byline else [],
        "language": item.language,
        "attachments": [
            {"url": url, "mime_type": media, "size_in_bytes": size, "duration_in_seconds": round(item.seconds, 3)}
            for url, size, media in item.audio
        ],
        "_audiogen": {
            "ai_content": True,
            "disclosure": item.disclosure,
            "captions": item.captions,
            "transcript": item.transcript,
            "chapters": item.chapters,
        },
    }
    return {name: value for name, value in table.items() if value}
