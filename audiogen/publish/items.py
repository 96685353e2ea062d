"""An episode as a feed shows it: made once, written as RSS and as JSON Feed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import groupby
from typing import Any

from audiogen.writers.epub_pages import attribute, characters, text

SUMMARY_CHARS = 400

_TAGS = {"subheading": "h2", "quote": "blockquote", "item": "li", "headline": "h1"}


@dataclass(frozen=True, slots=True)
class Text:
    """What is read, for the feeds."""

    summary: str
    """Plain text."""
    html: str
    """Paragraphs, headings and lists without an attribute: nothing in it can do anything."""


@dataclass(frozen=True, slots=True)
class Item:
    """An episode in a feed. Addresses are absolute; an empty string is "there is none"."""

    guid: str
    title: str
    url: str
    published: datetime
    changed: datetime | None
    """When it was last corrected; None where it never was."""
    first: str
    """When it was first published, ISO 8601."""
    text: Text
    disclosure: str
    byline: str
    language: str
    source: str
    """Where the article is from; only what is on the web."""
    seconds: float
    audio: tuple[tuple[str, int, str], ...]
    """Address, bytes and media type of each; the first is the main one."""
    image: str
    captions: str
    transcript: str
    chapters: str

    @property
    def summary(self) -> str:
        return f"{self.text.summary}\n\n{self.disclosure}".strip()

    @property
    def html(self) -> str:
        """The text, where it is from, and the line that says that the voice is artificial."""
        link = f"<p><a href={attribute(self.source)}>{text(self.source)}</a></p>" if self.source else ""
        return f"{self.text.html}{link}<p><em>{text(self.disclosure)}</em></p>"


def text_of(manifest: Mapping[str, Any]) -> Text:
    """Of what is read; the headline stands in the title."""
    silent = set(manifest["silent"])
    said = [(role, str(block)) for role, block in manifest["blocks"] if role not in silent and role != "headline"]
    parts: list[str] = []
    for tag, blocks in groupby(said, key=lambda block: _TAGS.get(block[0], "p")):
        body = "".join(f"<{tag}>{text(block)}</{tag}>" for _, block in blocks)
        parts.append(f"<ul>{body}</ul>" if tag == "li" else body)
    return Text(_summary(said), "".join(parts))


def _summary(blocks: Sequence[tuple[str, str]]) -> str:
    """The standfirst, else the first paragraph, cut between words."""
    first = next((block for role, block in blocks if role == "standfirst"), "")
    first = first or next((block for role, block in blocks if role in ("paragraph", "quote")), "")
    folded = " ".join(characters(first).split())
    if len(folded) <= SUMMARY_CHARS:
        return folded
    return folded[:SUMMARY_CHARS].rpartition(" ")[0] + " …"


def language_tag(tag: str) -> str:
    """The tag, where it has the form of one; else nothing."""
    return tag if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", tag) else ""


def moment(date: str) -> datetime | None:
    """An ISO 8601 date or date and time; one that names no zone is in UTC."""
    try:
        read = datetime.fromisoformat(date.strip().replace("Z", "+00:00"))
        read = read.replace(tzinfo=read.tzinfo or timezone.utc)
        return read.astimezone(timezone.utc).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


def published(date: str, first: str) -> datetime:
    """An episode's date: the article's own; without one, and for one in the future, when it was first published."""
    seen = moment(first)
    assert seen is not None
    own = moment(date)
    # A day: a date without a zone may be ahead of UTC. Before 1970 is a mistake that readers choke on.
    return own if own and own.year >= 1970 and own <= seen + timedelta(days=1) else seen


def iso(date: datetime) -> str:
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")
