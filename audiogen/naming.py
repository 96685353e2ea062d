"""Titles -> file names: any language, no path tricks, the same for the same title."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata

MOST_BYTES = 96
"""Length of a name without its suffix; file systems allow 255 bytes, players and shells show fewer."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|index|feed|publish)", re.IGNORECASE)
"""Names that Windows keeps for devices, and that the files of a published folder have."""
_BREAKS = re.compile(r"[\W_]+")
_INSIDE = re.compile(r"(?<=\w)['’ʼ](?=\w)")


def slug(title: str, otherwise: str = "article") -> str:
    """A file name, without suffix, for a title: letters and digits of any script in lower case, joined by hyphens.

    >>> slug("Blinken's visit: 5 questions / answers")
    'blinkens-visit-5-questions-answers'
    """
    for text in (title, otherwise, "article"):
        folded = unicodedata.normalize("NFC", _INSIDE.sub("", text)).lower()
        name = _shorten(_BREAKS.sub("-", unicodedata.normalize("NFC", folded)).strip("-"))
        if name:
            return name + "-article" if _RESERVED.fullmatch(name) else name
    raise AssertionError("the last name is never empty")


def _shorten(name: str) -> str:
    """At most `MOST_BYTES` in UTF-8, cut between words where that keeps half of it."""
    if len(name.encode()) <= MOST_BYTES:
        return name
    cut = name.encode()[:MOST_BYTES].decode(errors="ignore")
    whole_words = cut.rpartition("-")[0]
    return (whole_words if len(whole_words) > len(cut) // 2 else cut).strip("-")


def distinct(name: str, origin: str) -> str:
    """The name for an article whose title is another's too: stable, from where it comes."""
    return f"{name}-{_digest(origin)[:8]}"


def origin(location: str, text: str) -> str:
    """Which source an article comes from, whatever way it was named: two relative paths of one name are two sources.

    Args:
        location: an address, a path, or ``-``.
        text: of the page; it tells apart what comes through standard input.
    """
    if location == "-":
        return _digest(text)[:16]
    if location.startswith(("http://", "https://")):
        return location
    return _digest(os.path.realpath(location))[:16]


def printable(text: str) -> str:
    """The text with what is no character (a file name's stray bytes) replaced: it can be written anywhere."""
    return text.encode(errors="replace").decode()


def one_line(text: str, most: int = 300) -> str:
    """A stranger's text for a line of a terminal: no control characters, no line ends, no more than `most`."""
    kept = "".join(char if char.isprintable() else " " for char in text[: 4 * most])
    folded = " ".join(kept.split())
    return folded if len(folded) <= most else folded[: most - 1] + "…"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
