"""The words of page and player in the article's language (`strings.toml`), and how a language is written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from audiogen.settings import read_toml

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi")
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words."""

    language: str
    player: dict[str, str]
    page: dict[str, str]
    reasons: dict[str, str]


@cache
def _table() -> dict[str, Any]:
    return read_toml(Path(__file__).with_name("strings.toml"))


@cache
def wording(tag: str) -> Wording:
    """The words for a language tag (``de-AT``: of ``de``); English where there are none."""
    base = tag.lower().replace("_", "-").partition("-")[0]
    language = base if base in LANGUAGES else "en"
    return Wording(language, **_table()[language])


def direction(tag: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr``."""
    parts = tag.lower().replace("_", "-").split("-")
    if "latn" in parts or "cyrl" in parts:
        return "ltr"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT or {"arab", "hebr"} & {*parts} else "ltr"


def kind(rule: str) -> str:
    """Which of the reasons a cleaner's rule is: ``en:related`` and ``under en:related`` are ``related``."""
    name = rule.partition(": ")[0].removeprefix("under ").rpartition(":")[2]
    for reason, rules in _table()["kinds"].items():
        if name in rules:
            return str(reason)
    return "other"


def date_text(iso: str, language: str) -> str:
    """A date as a reader of the language writes it; empty where it is no date."""
    from datetime import date

    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return ""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en", "GB")
    return str(format_date(day, "long", locale=locale))


def clock(seconds: float) -> str:
    """``2:43``, ``1:02:43``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
