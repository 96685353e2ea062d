"""``feed.xml``: RSS 2.0 with the tags of Apple and of Podcasting 2.0; older episodes in archives (RFC 5005).

https://www.rssboard.org/rss-specification, https://podcasters.apple.com/support/823-podcast-requirements,
https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from email.utils import format_datetime
from typing import Any

from audiogen.publish.items import Item, iso
from audiogen.publish.show import Show
from audiogen.writers.epub_pages import characters

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
HISTORY = "http://purl.org/syndication/history/1.0"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
NAMESPACES = {"atom": ATOM, "content": CONTENT, "fh": HISTORY, "itunes": ITUNES, "podcast": PODCAST}

LONGEST = 255
"""Characters of a name, as the feed validator wants it."""
LONGEST_PERSON = 128


def rss(show: Show, items: Sequence[Item], links: Iterable[tuple[str, str]], *, archive: bool = False) -> bytes:
    """The document.

    Args:
        items: as they are to stand in it.
        links: relation and address of the other documents, with ``self`` among them.
        archive: it is one of the documents that hold older episodes.
    """
    from lxml import etree

    root = etree.Element("rss", version="2.0", nsmap=NAMESPACES)
    channel = etree.SubElement(root, "channel")
    _channel(channel, show, items, links, archive)
    for item in items:
        _item(etree.SubElement(channel, "item"), show, item)
    etree.indent(root, " ")
    document: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return document + b"\n"


def _add(parent: Any, name: str, value: str = "", **attributes: str) -> Any:
    """A child with its text; ``itunes:image`` is in the namespace of that prefix."""
    from lxml import etree

    prefix, _, local = name.rpartition(":")
    child = etree.SubElement(parent, f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local)
    child.text = characters(value) or None
    for key, given in attributes.items():
        child.set(key, characters(given))
    return child


def _line(value: str, most: int = LONGEST) -> str:
    """On one line, and not longer than readers take."""
    folded = " ".join(characters(value).split())
    return folded if len(folded) <= most else folded[: most - 1] + "…"


def _channel(channel: Any, show: Show, items: Sequence[Item], links: Iterable[tuple[str, str]], archive: bool) -> None:
    site = show.site
    publisher = _line(site.author) or _line(site.title)
    _add(channel, "title", _line(site.title))
    _add(channel, "link", show.address("index.html"))
    _add(channel, "description", show.description)
    _add(channel, "language", site.language.lower())
    _add(channel, "generator", "audiogen")
    if items:
        _add(channel, "lastBuildDate", format_datetime(max(item.changed or item.published for item in items)))
    for relation, address in links:
        _add(channel, "atom:link", rel=relation, href=address, type="application/rss+xml")
    if archive:
        _add(channel, "fh:archive")
    _picture(channel, show)
    _add(channel, "itunes:author", publisher)
    if site.email:
        owner = _add(channel, "itunes:owner")
        _add(owner, "itunes:name", publisher)
        _add(owner, "itunes:email", site.email)
    _add(channel, "itunes:explicit", "true" if show.explicit else "false")
    _add(channel, "itunes:type", "episodic")
    category = _add(channel, "itunes:category", text=show.category[0])
    if show.category[1]:
        _add(category, "itunes:category", text=show.category[1])
    _add(channel, "podcast:guid", show.guid)
    _add(channel, "podcast:medium", "podcast")
    _add(channel, "podcast:txt", "true", purpose="ai-content")


def _picture(channel: Any, show: Show) -> None:
    image = _add(channel, "image")
    _add(image, "url", show.image)
    _add(image, "title", _line(show.site.title))
    _add(image, "link", show.address("index.html"))
    _add(channel, "itunes:image", href=show.image)


def _item(element: Any, show: Show, item: Item) -> None:
    title = _line(item.title)
    _add(element, "title", title)
    _add(element, "link", item.url)
    _add(element, "guid", item.guid, isPermaLink="false")
    _add(element, "pubDate", format_datetime(item.published))
    if item.changed:
        _add(element, "atom:updated", iso(item.changed))
    _add(element, "description", item.summary)
    _add(element, "content:encoded", characters(item.html))
    address, size, media_type = item.audio[0]
    _add(element, "enclosure", url=address, length=str(size), type=media_type)
    _add(element, "itunes:title", title)
    _add(element, "itunes:duration", str(max(1, round(item.seconds))))
    _add(element, "itunes:episodeType", "full")
    _add(element, "itunes:explicit", "true" if show.explicit else "false")
    if byline := _line(item.byline):
        _add(element, "itunes:author", byline)
        _add(element, "podcast:person", _line(item.byline, LONGEST_PERSON), role="author", group="writing")
    if item.image:
        _add(element, "itunes:image", href=item.image)
    _timed_text(element, item)
    _add(element, "podcast:txt", "true", purpose="ai-content")
    if len(item.audio) > 1:
        _alternatives(element, item)


def _timed_text(element: Any, item: Item) -> None:
    if item.captions:
        _add(element, "podcast:transcript", url=item.captions, type="text/vtt", language=item.language, rel="captions")
    if item.transcript:
        _add(element, "podcast:transcript", url=item.transcript, type="application/json", language=item.language)
    if item.chapters:
        _add(element, "podcast:chapters", url=item.chapters, type="application/json+chapters")


def _alternatives(element: Any, item: Item) -> None:
    """Every format, the enclosure's own among them."""
    for place, (address, size, media_type) in enumerate(item.audio):
        bits = round(8 * size / max(item.seconds, 1))
        known = {"default": "true"} if place == 0 else {}
        other = _add(
            element,
            "podcast:alternateEnclosure",
            type=media_type, length=str(size), bitrate=str(bits), lang=item.language, **known,
        )  # fmt: skip
        _add(other, "podcast:source", uri=address)
