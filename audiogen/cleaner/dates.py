"""Time stamps in a line of text -> ISO 8601, and lines that are nothing but a time stamp.

Numeric dates are read day first, as in most of the world, unless the second number cannot be a month.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_TIME = re.compile(
    r"(?<![\d.,])([01]?\d|2[0-3])(?:[:.h]([0-5]\d)(?::[0-5]\d)?|(?=\s?(?:[ap]\.?m\b|uhr\b|heures?\b|uur\b)))"
    r"\s?([ap])?(?(3)\.?m\b\.?)(?:\s?(?:uhr|h|heures?|horas|uur|hrs?|ore)\b)?(?![\d])",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<!\d)(\d{4})[-/](\d\d?)[-/](\d\d?)(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d\d?)[./-]\s?(\d\d?)[./-]\s?(\d{4}|\d\d)(?!\d)")
_AGO = re.compile(r"\b\d+\+?\s?(?:h|hr|hrs|m|min|mins|d|w)\b\.?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_ZONE = re.compile(
    r"(?-i:\b(?:[A-Z]{2,3}T|GMT|UTC|Z|MESZ|MEZ|CET|CEST|ET|PT|CT|BST|IST)\b)(?:\s?[+-]\d\d?(?::?\d\d)?)?"
)


@dataclass(frozen=True)
class Calendar:
    """Month names and the words around dates of some languages."""

    months: Mapping[str, int]
    stamps: frozenset[str]
    named: tuple[re.Pattern[str], ...]

    def first(self, text: str) -> str:
        """The first date, with the time where one follows it or stands alone in the line; else an empty string."""
        found = self._date(text)
        if not found:
            return ""
        day, end = found
        clock = _TIME.search(text, end) or _TIME.search(text[:end])
        # A time far behind the date belongs to another date.
        if clock and (clock.string is not text or clock.start() - end < 20):
            return f"{day}T{_clock(clock)}"
        return day

    def only(self, text: str) -> bool:
        """Nothing but dates, times and the words around them; at least one date, or a time with such a word."""
        if len(text) > 160 or not any(character.isdigit() for character in text):
            return False
        rest, dates = self._strip(text)
        words = _WORD.findall(_TIME.sub(" ", rest))
        if any(word.casefold() not in self.stamps for word in words):
            return False
        digits = any(character.isdigit() for character in _TIME.sub(" ", rest))
        if dates:
            return not digits
        return len(words) <= 8 and (len(words) >= 2 or bool(_TIME.search(rest)) or bool(_AGO.fullmatch(text)))

    def _strip(self, text: str) -> tuple[str, int]:
        dates = 0
        for pattern in (_ISO, *self.named, _NUMERIC):
            text, found = pattern.subn(" ", text)
            dates += found
        return _ZONE.sub(" ", text), dates

    def _date(self, text: str) -> tuple[str, int] | None:
        """ISO date and where it ends; the leftmost one."""
        best: tuple[int, str, int] | None = None
        for pattern, order in zip((_ISO, *self.named, _NUMERIC), ("ymd", "dmy", "mdy", "dmy"), strict=True):
            for hit in pattern.finditer(text):
                day = self._iso(dict(zip(order, hit.groups(), strict=True)))
                if day and (best is None or hit.start() < best[0]):
                    best = (hit.start(), day, hit.end())
                    break
        return (best[1], best[2]) if best else None

    def _iso(self, parts: dict[str, str | None]) -> str:
        if not parts["y"] or not parts["d"] or not parts["m"]:
            return ""
        year, day, month = int(parts["y"]), int(parts["d"]), self._month(parts["m"])
        year += 2000 if year < 70 else 1900 if year < 100 else 0
        for m, d in ((month, day), (day, month)):
            try:
                return date(year, m, d).isoformat()
            except ValueError:
                continue
        return ""

    def _month(self, text: str) -> int:
        return int(text) if text.isdigit() else self.months[text.casefold().rstrip(".")]


def calendar(months: Mapping[str, int], stamps: frozenset[str]) -> Calendar:
    """A calendar of the month names (case folded, 1 to 12) and of the words that stand around dates."""
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True)) or r"(?!)"
    day_first = (
        rf"(?<!\d)(\d\d?)(?:st|nd|rd|th|er|º|°|\.)?\s?(?:de\s)?({names})\b\.?,?(?:\s(?:de\s|del\s)?(\d{{4}}))?(?!\d)"
    )
    month_first = rf"\b({names})\b\.?\s(\d\d?)(?:st|nd|rd|th)?\b(?:,?\s(\d{{4}}))?(?!\d)"
    compiled = tuple(re.compile(text, re.IGNORECASE) for text in (day_first, month_first))
    return Calendar(months, stamps, compiled)


def _clock(hit: re.Match[str]) -> str:
    hour, minute, half = int(hit[1]), int(hit[2] or 0), (hit[3] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}"
