"""RSS, Atom, JSON Feed -> a source an entry: the feed's own text where it is the full text, else the linked page."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from time import strftime
from typing import Any

from audiogen.errors import SettingsError, SourceError
from audiogen.model import Metadata, Page
from audiogen.readers import ReadOptions, Source, facts
from audiogen.readers.decoding import decode

#: Characters from which a text is the article: of what the feed calls its content, of what it calls a description.
FULL_CONTENT, FULL_SUMMARY = 400, 1500

#: How texts end that go on elsewhere.
_GOES_ON = (
    "read more", "continue reading", "read the full story", "read the full article", "weiterlesen", "mehr lesen",
    "lire la suite", "leer más", "seguir leyendo", "continua a leggere", "leggi tutto", "lees verder", "lees meer",
    "leia mais", "continue lendo", "…", "...",
)  # fmt: skip
_CUT = re.compile(rf"\[\s*(?:…|\.{{3}})\s*\]|(?:{'|'.join(map(re.escape, _GOES_ON))})\W*$", re.I)
_APPEARED = re.compile(r"\bThe post .{1,300} (?:appeared first|first appeared) on .{1,200}$")
_CHARACTER = re.compile(r"&(?:amp;)?#(?:(\d{1,4000})|[xX]([0-9a-fA-F]{1,4000}));?")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True)
class Entry:
    """An article in a feed."""

    metadata: Metadata
    content: str = ""
    """Markup or text that the feed gives as the article."""
    summary: str = ""
    media_type: str = "text/html"
    """Of content and summary."""
    guid: str = ""
    warnings: tuple[str, ...] = ()


def entries(data: bytes, source: str, options: ReadOptions, content_type: str = "") -> Iterator[Source]:
    """The entries that the options ask for, the newest first. SourceError where the feed has none at all."""
    text, warnings = decode(data, content_type, markup=True)
    found = _json(text, source) if text.lstrip().startswith("{") else _xml(text, source)
    if not found:
        raise SourceError(f"{source} is a feed without entries.", "Check the feed's address in a browser.")
    found = [replace(entry, warnings=warnings + entry.warnings) for entry in found]
    places = _locations(found, source)
    for entry, place in _wanted(list(zip(found, places, strict=True)), options):
        yield Source(place, entry.metadata.title or place, partial(_read, entry, place, options), entry.metadata)


def _wanted(found: list[tuple[Entry, str]], options: ReadOptions) -> list[tuple[Entry, str]]:
    if all(entry.metadata.published for entry, _ in found):  # else the feed's order, which is the newest first
        found.sort(key=lambda pair: facts.utc(pair[0].metadata.published), reverse=True)
    if options.since:
        since = _since(options.since)
        found = [pair for pair in found if not (day := facts.utc(pair[0].metadata.published)[:10]) or day >= since]
    return found[: options.latest]


def _since(value: str) -> str:
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        raise SettingsError(f"'{value}' is not a date.", "Write it as YYYY-MM-DD.") from None


def _locations(found: list[Entry], source: str) -> list[str]:
    """A stable name for each: its link, else its id, where no other entry has the same, else a hash of what it says."""
    links = Counter(entry.metadata.url for entry in found)
    guids = Counter(entry.guid for entry in found)

    def location(entry: Entry) -> str:
        if entry.metadata.url and links[entry.metadata.url] == 1:
            return entry.metadata.url
        if entry.guid and guids[entry.guid] == 1:
            return entry.guid
        said = f"{entry.metadata.title}\n{entry.content or entry.summary}".encode("utf-8", "replace")
        return f"{entry.metadata.url or source}#{hashlib.sha256(said).hexdigest()[:12]}"

    return [location(entry) for entry in found]


def _read(entry: Entry, place: str, options: ReadOptions) -> Page:
    """The feed's text if it is the whole of it; else the linked page; else, with a warning, what the feed has."""
    link, cut = entry.metadata.url, _is_cut(entry)
    long = len(_plain(entry)) >= (FULL_CONTENT if entry.content else FULL_SUMMARY)
    if long and not cut:
        return _own(entry, place)
    if not link:
        if not _plain(entry):
            raise SourceError(f"{place} has no text and no link.", "Look at the feed in a browser.")
        return _own(entry, place, "The feed may hold the beginning of this article only.")
    from audiogen.readers.sources import read_url

    try:
        page = read_url(link, options)
    except SourceError as error:
        if entry.content and not cut:  # short news is short
            return _own(entry, place, f"This is the feed's text, for the page cannot be read: {error.message}")
        raise
    # The page's address after redirects beats the feed's, which is often a counter's.
    metadata = facts.merged(Metadata(url=page.metadata.url), facts.merged(entry.metadata, page.metadata))
    return replace(page, source=place, metadata=metadata, warnings=entry.warnings + page.warnings)


def _own(entry: Entry, place: str, *warnings: str) -> Page:
    name, text = entry.metadata.title or place, entry.content or entry.summary
    return Page(name, text, entry.media_type, place, entry.metadata, whole=True, warnings=entry.warnings + warnings)


def _plain(entry: Entry) -> str:
    return facts.plain(entry.content or entry.summary)


def _is_cut(entry: Entry) -> bool:
    """The text ends as a beginning does that goes on elsewhere."""
    return bool(_CUT.search(_APPEARED.sub("", _plain(entry))[-120:].rstrip()))


def _xml(text: str, source: str) -> list[Entry]:
    import feedparser  # type: ignore[import-untyped]

    text = _DECLARATION.sub("", text)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": facts.web_address(source)}
    try:
        feed = feedparser.parse(_CHARACTER.sub(_character, text).encode("utf-8", "replace"), response_headers=headers)
    except Exception as error:  # it raises whatever its parsers raise on what is no feed at all
        raise SourceError(f"{source} is no feed that can be read: {error}.", "Check the feed in a browser.") from error
    if not feed.entries and feed.get("bozo"):
        raise SourceError(f"{source} is no feed that can be read: {_reason(feed)}.", "Check the feed in a browser.")
    broken = (f"The feed is broken ({_reason(feed)}): entries may be missing.",) if feed.get("bozo") else ()
    return [_xml_entry(entry, feed.feed, broken) for entry in feed.entries]


def _character(reference: re.Match[str]) -> str:
    """The reference as it stands, or nothing for a number that no character has (on which feedparser fails)."""
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    return reference[0] if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else ""


def _reason(feed: Any) -> str:
    error = feed.get("bozo_exception")
    reason = error.getMessage() if hasattr(error, "getMessage") else str(error)
    line = error.getLineNumber() if hasattr(error, "getLineNumber") else None
    return f"{reason}, line {line}" if line else reason


def _xml_entry(entry: Any, feed: Any, warnings: tuple[str, ...]) -> Entry:
    contents = [part for part in entry.get("content", ()) if str(part.get("value", "")).strip()]
    best = max(contents, key=lambda part: len(part["value"]), default=None)
    detail = entry.get("summary_detail") or {}
    media_type = (best or detail).get("type", "text/html")
    metadata = Metadata(
        title=facts.plain(entry.get("title", "")),
        byline=", ".join(names) if (names := _authors(entry)) else "",
        site=facts.plain(feed.get("title", "")),
        published=_moment(dict.get(entry, "published_parsed")) or _moment(dict.get(entry, "updated_parsed")),
        language=facts.language_tag((best or {}).get("language") or feed.get("language") or ""),
        url=facts.web_address(entry.get("link", "")),
        image=_image(entry),
    )
    return Entry(
        metadata,
        content=best["value"] if best else "",
        summary=entry.get("summary", ""),
        media_type="text/plain" if media_type == "text/plain" else "text/html",
        guid=entry.get("id", ""),
        warnings=warnings,
    )


def _authors(entry: Any) -> list[str]:
    names = [facts.plain(author.get("name", "")) for author in entry.get("authors", ()) if author]
    return [name for name in dict.fromkeys(names) if name]


def _moment(parsed: Any) -> str:
    """feedparser's nine numbers, in UTC. (They are read past its `get`, which warns where one date is missing.)"""
    return facts.iso_date(strftime("%Y-%m-%dT%H:%M:%SZ", parsed)) if parsed else ""


def _image(entry: Any) -> str:
    """The largest picture that the entry names."""
    media = [*entry.get("media_content", ()), *entry.get("media_thumbnail", ())]
    pictures = [item for item in media if item.get("medium", "image") == "image" and _is_picture(item.get("type", ""))]
    enclosed = [item for item in entry.get("enclosures", ()) if item.get("type", "").startswith("image/")]
    best: Any = max(pictures, key=_width, default=next(iter(enclosed), {}))
    return facts.web_address(best.get("url", "") or best.get("href", ""))


def _width(item: Any) -> int:
    width = str(item.get("width", ""))
    return int(width) if width.isdecimal() else 0


def _is_picture(media_type: str) -> bool:
    return not media_type or media_type.startswith("image/")


def _json(text: str, source: str) -> list[Entry]:
    """https://www.jsonfeed.org/version/1.1/"""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{source} is no feed that can be read: {error}.", "Check the feed in a browser.") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    return [_json_entry(item, feed) for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _json_entry(item: dict[str, Any], feed: dict[str, Any]) -> Entry:
    def text(holder: dict[str, Any], *names: str) -> str:
        return next((value for name in names if isinstance(value := holder.get(name), str) and value), "")

    authors = item.get("authors") or [item.get("author")]  # `author` is version 1's
    names = [text(author, "name") for author in authors if isinstance(author, dict)]
    markup = text(item, "content_html")
    metadata = Metadata(
        title=facts.plain(text(item, "title")),
        byline=", ".join(name for name in names if name),
        site=facts.plain(text(feed, "title")),
        published=facts.iso_date(text(item, "date_published", "date_modified")),
        language=facts.language_tag(text(item, "language") or text(feed, "language")),
        url=facts.web_address(text(item, "url", "external_url")),
        image=facts.web_address(text(item, "image", "banner_image")),
    )
    return Entry(
        metadata,
        content=markup or text(item, "content_text"),
        summary=text(item, "summary"),
        media_type="text/html" if markup else "text/plain",
        guid=str(item.get("id", "")),
    )
