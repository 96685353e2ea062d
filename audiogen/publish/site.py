"""What is published, as the page, the index, the feeds and the web component see it: a site and its episodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Site:
    """What the publisher says of the whole site; an empty string is "not said"."""

    title: str = ""
    base_url: str = ""
    """Absolute https address with a slash at its end; empty: links are relative only."""
    description: str = ""
    language: str = ""
    author: str = ""
    email: str = ""
    feedback: str = ""
    """Where listeners' notes go: a ``mailto:`` or an https address; empty: there is no button."""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """An episode on the site. File names are of files beside the page; an empty string is "there is none"."""

    slug: str
    manifest: Mapping[str, Any]
    audio: tuple[tuple[str, int, str], ...]
    """File name, bytes and media type of each; the first is the main one."""
    published: str
    """ISO 8601, as are `made`; empty where unknown."""
    made: str
    guid: str
    captions: str = ""
    chapters: str = ""
    cover: str = ""
    transcript: str = ""
