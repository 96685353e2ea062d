"""One report: which sentence of which episode, which word, and what the listener says about it.

It comes from strangers: every field is checked, cut to a length and freed of what is no text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from audiogen.naming import printable

LENGTHS = {
    "guid": 300, "slug": 200, "text": 2000, "word": 100, "note": 4000, "url": 2000, "language": 35, "title": 300,
}  # fmt: skip
"""Characters kept of each field."""
LAST_SEGMENT = 10_000_000
LAST_SECOND = 1e7
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Signs that make text look like another."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Report:
    """As the player sends it; the field's names are the keys of its JSON."""

    guid: str = ""
    """Of the episode, in the feed."""
    slug: str = ""
    """Of the episode's page: the audio's name without suffix."""
    segment: int = -1
    """Index of the sentence in the manifest; -1: not known."""
    text: str = ""
    """The sentence as written."""
    word: str = ""
    seconds: float = 0.0
    """Where in the audio."""
    note: str = ""
    """What the listener wrote."""
    url: str = ""
    """Of the page with the player."""
    language: str = ""
    title: str = ""

    @classmethod
    def of(cls, table: object) -> Report:
        """From JSON. ValueError says what is wrong with it; unknown keys are passed over."""
        if not isinstance(table, Mapping):
            raise ValueError("it is no object with the keys of a report")
        texts = {name: _text(table.get(name), name) for name in LENGTHS}
        if not texts["guid"] and not texts["slug"] and not texts["text"]:
            raise ValueError("it names no episode: guid, slug and text are missing")
        if not texts["url"].startswith(("https://", "http://")):
            texts["url"] = ""
        if not _LANGUAGE.fullmatch(texts["language"]):
            texts["language"] = ""
        segment = _number(table.get("segment", -1), "segment", LAST_SEGMENT)
        if segment != int(segment):
            raise ValueError("'segment' is no whole number")
        return cls(segment=int(segment), seconds=_number(table.get("seconds", 0), "seconds", LAST_SECOND), **texts)

    @property
    def digest(self) -> str:
        """The same for the same report, however often it is imported."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()


KEYS = tuple(field.name for field in fields(Report))


def _text(value: object, name: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"'{name}' is no text")
    return clean(value, LENGTHS[name], lines=name == "note")


def clean(text: str, most: int, *, lines: bool = False) -> str:
    """The text without control characters and what turns its direction, white space folded, at most so long."""
    text = _DIRECTIONS.sub("", printable(text[: 8 * most]).replace("\r\n", "\n").replace("\r", "\n"))
    rows = text.split("\n") if lines else [text]
    kept = ("".join(char if char.isprintable() else " " for char in row) for row in rows)
    folded = "\n".join(" ".join(row.split()) for row in kept)
    return re.sub(r"\n{3,}", "\n\n", folded).strip()[:most].strip()


def _number(value: object, name: str, most: float) -> float:
    if value is None:
        return -1.0 if name == "segment" else 0.0
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        raise ValueError(f"'{name}' is no number")
    if not -1 <= value <= most:
        raise ValueError(f"'{name}' is out of range")
    return round(float(value), 3)
