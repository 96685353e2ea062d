"""A listing -> what the player needs: audio, sentences and words with their times, what made it, its words.

The web component reads it as ``story.json``; the page carries it without the text, which it takes from the article.
Offsets count UTF-16 units, as scripts do; times are milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate
from typing import Any
from urllib.parse import quote, urlsplit

from audiogen.errors import SettingsError
from audiogen.publish.site import Listing, Site
from audiogen.publish.wording import date_text, direction, kind, wording

FORMAT = 1
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_HOST = re.compile(r"[a-z0-9.-]+(:\d{1,5})?", re.IGNORECASE)
_LOOPBACK = ("localhost", "127.0.0.1")


def story(listing: Listing, site: Site) -> dict[str, Any]:
    """The table for ``<audiogen-player src="...">``. SettingsError where the site's feedback address is none."""
    return {**player_data(listing, site), "blocks": blocks(listing.manifest), "about": about(listing)}


def player_data(listing: Listing, site: Site) -> dict[str, Any]:
    """The same without what the page shows by itself."""
    m = listing.manifest
    language = str(m["language"])
    words = wording(language)
    feedback_origin(site)
    return {
        "audiogen": FORMAT,
        "guid": listing.guid,
        "slug": listing.slug,
        "title": plain(m["title"]),
        "byline": plain(m["byline"]),
        "site": plain(m["site"] or site.title),
        "language": language,
        "dir": direction(language),
        "ui": words.language,
        "ui_dir": direction(words.language),
        "url": address(listing, site),
        "disclosure": plain(m["disclosure"]),
        "seconds": m["seconds"],
        "audio": audio(listing),
        "cover": quote(listing.cover),
        "chapters": chapters(m),
        "feedback": site.feedback,
        "strings": words.player,
        "segments": _segments(m),
    }


def plain(text: object) -> str:
    """Text that HTML can hold: a control character becomes a sign of the same length."""
    return _CONTROLS.sub("\ufffd", str(text))


def blocks(manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Role and text of each block, as the page shows them."""
    return [(role, plain(text)) for role, text in manifest["blocks"]]


def address(listing: Listing, site: Site) -> str:
    """The page's own address, where the site has one."""
    return f"{site.base_url}{quote(listing.slug)}.html" if site.base_url else ""


def audio(listing: Listing) -> list[dict[str, str]]:
    """Address, type and short name (``MP3``) of each file, the main one first."""
    return [
        {"src": quote(name), "type": media_type, "name": name.rpartition(".")[2].upper()}
        for name, _, media_type in listing.audio
    ]


def _segments(manifest: Mapping[str, Any]) -> list[list[Any]]:
    """``[block, from, to, start, end, [from, to, start, end of each word ...]]``."""
    places = [_Units(text) for _, text in manifest["blocks"]]
    found = []
    for segment in manifest["segments"]:
        units = places[segment["block"]]
        words = [
            value
            for word in segment["words"]
            for value in (units(word["from"]), units(word["to"]), _ms(word["start"]), _ms(word["end"]))
        ]
        edges = (units(segment["from"]), units(segment["to"]), _ms(segment["start"]), _ms(segment["end"]))
        found.append([segment["block"], *edges, words])
    return found


class _Units:
    """Offsets in characters -> in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._places = None if text.isascii() or max(text) < "\U00010000" else [0, *accumulate(map(_width, text))]

    def __call__(self, offset: int) -> int:
        return self._places[offset] if self._places else offset


def _width(char: str) -> int:
    return 2 if char > "\uffff" else 1


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def chapters(manifest: Mapping[str, Any]) -> list[tuple[float, str]]:
    """Start and title: the headline, and each subheading, as in the audio file's own chapters."""
    found = [(0.0, plain(manifest["title"]))]
    last = -1
    for number, segment in enumerate(manifest["segments"]):
        if segment["role"] == "subheading" and segment["block"] != last:
            if number == 0:
                found.clear()
            found.append((segment["start"] if number else 0.0, plain(manifest["blocks"][segment["block"]][1])))
        last = segment["block"]
    return found if len(found) > 1 else []


def about(listing: Listing) -> dict[str, Any]:
    """ "More info": what made it, as names and values; and what was not read, by why."""
    m = listing.manifest
    words = wording(str(m["language"]))
    facts = (
        ("voice", m["voice"]),
        ("licence", m.get("licence", "")),
        ("engine", " · ".join(filter(None, (m["identity"], m.get("engine_licence", ""))))),
        ("speed", f"{m['speed']:g} ×" if m["speed"] != 1 else ""),
        ("version", f"audiogen {m['version']}"),
        ("published", date_text(listing.published or str(m["published"]), words.language)),
        ("made", date_text(listing.made, words.language)),
        ("hash", m["text_sha256"]),
    )
    unread: dict[str, list[str]] = {}
    for role, text in m["blocks"]:
        if role in m["silent"]:
            unread.setdefault(kind(role), []).append(plain(text))
    for _, rule, text in m["removals"]:
        unread.setdefault(kind(rule), []).append(plain(text))
    return {
        "facts": [(words.page[name], plain(value)) for name, value in facts if value],
        "unread": [(words.reasons[name], unread[name]) for name in words.reasons if name in unread],
    }


def web_address(text: str) -> str:
    """The text where it is an http or https address, else nothing: only such become links."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


def feedback_origin(site: Site) -> str:
    """Where the page may send feedback to, for its policy; empty where by mail or not at all."""
    to = site.feedback
    if not to or re.match(r"mailto:[^@\s]+@[^@\s]+$", to):
        return ""
    parts = urlsplit(to)
    near = parts.hostname in _LOOPBACK  # a secure context for browsers: for trying out
    if (parts.scheme == "https" or (parts.scheme == "http" and near)) and _HOST.fullmatch(parts.netloc):
        return f"{parts.scheme}://{parts.netloc}"
    raise SettingsError(f"feedback is '{to}'.", "Give mailto:someone@example.org or an https address.")
