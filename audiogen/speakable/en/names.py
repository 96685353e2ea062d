"""Months, days of the week and the patterns that several tables share."""

from __future__ import annotations

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH_SHORT = {
    "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
#: Every spelling in lower case -> the month's name.
MONTH_NAMES = {name.lower(): name for name in MONTHS} | {short: MONTHS[at - 1] for short, at in _MONTH_SHORT.items()}
MONTH_WORDS = frozenset(MONTH_NAMES)
_MONTHS_LONGEST_FIRST = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
#: A month before or behind a day; ``may`` in small letters is the verb.
MONTH = rf"(?!may\b)(?i:(?:{_MONTHS_LONGEST_FIRST})(?![a-z]))"

DAYS = {
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "weds": "Wednesday", "thu": "Thursday",
    "thur": "Thursday", "thurs": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip


def month(written: str) -> str:
    """``Sept.`` -> ``September``."""
    return MONTH_NAMES[written.lower().rstrip(".")]
