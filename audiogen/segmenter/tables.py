"""What a language's table (``tables/<language>.toml``) knows about the ends of its sentences.

Abbreviations are written without their last stop and without inner spaces (``z.b`` for ``z. B.``). One with a capital
letter counts only as it is written (``Sat``, not ``sat``); the others count in any case. Their classes:

inside       never ends a sentence: titles before names, ``e.g.``, ``vs.``
number       ends none before a number (``No. 5``), else it is a word like any other
may_end      ends one where a `starters` word follows: ``Inc.``, ``U.S.``, ``Nov.``
ends_upper   ends one before any capital letter: ``etc.``
before_small an abbreviation only before a small letter, else a word: ``misc. items``
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("tables")
CLASSES = ("inside", "number", "may_end", "ends_upper", "before_small")


@dataclass(frozen=True, slots=True)
class Table:
    """A language's table; word lists are lower-case unless the class says otherwise."""

    abbreviations: dict[str, str]
    """Abbreviation -> class."""
    endings: frozenset[str] = frozenset()
    """Ends of words that are abbreviated like `may_end`: ``Hauptstr.``"""
    starters: frozenset[str] = frozenset()
    """Words whose capital letter says that a sentence begins: function words, hardly ever names or nouns."""
    conjunctions: frozenset[str] = frozenset()
    """Words before which a long sentence may be cut."""
    speech: frozenset[str] = frozenset()
    """Verbs that name a speaker after a quote: ``"Really?" Smith asked.``"""
    prepositions: frozenset[str] = frozenset()
    """Words that open a time before its sentence: ``At 5 p.m. Smith left.``"""
    determiners: frozenset[str] = frozenset()
    """Words before a number that make its stop an ordinal's: ``am 3. Tag``."""
    counted: frozenset[str] = frozenset()
    """Nouns before a number that is no ordinal: ``auf Platz 3.``"""
    months: frozenset[str] = frozenset()
    """Months as they follow an ordinal: ``12. Juni``."""
    after_time: frozenset[str] = frozenset()
    """Capitalised words that follow ``a.m.`` within a sentence: zones, days."""
    names_with_stop: frozenset[str] = frozenset()
    """Names that end in ``!`` or ``?``."""
    stops: str = ""
    """Further characters that end a sentence: the Greek question mark."""
    spaced_closers: str = ""
    """Quote marks that close after a space: ``Vraiment ? »``."""
    ordinals: bool = False
    """A stop after a number makes it an ordinal."""
    small_starts: bool = False
    """A small letter may begin a sentence after a word of four letters or more, as writers in haste do."""


def _read(language: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    path = _FOLDER / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8")) if language.isalpha() and path.is_file() else {}


def _words(values: dict[str, Any], name: str) -> list[str]:
    return str(values.get(name, "")).split()


@cache
def table(language: str) -> Table:
    """The table of a BCP 47 tag; a language without one gets what all share."""
    primary = language.lower().replace("_", "-").partition("-")[0]
    shared, own = _read("any"), _read("nb" if primary in ("no", "nn") else primary)
    found = {word: name for values in (shared, own) for name in CLASSES for word in _words(values, name)}
    lists = {f.name: frozenset(_words(own, f.name)) for f in fields(Table) if f.type == "frozenset[str]"}
    return Table(
        found,
        **lists,
        stops=own.get("stops", ""),
        spaced_closers=own.get("spaced_closers", ""),
        ordinals=own.get("ordinals", False),
        small_starts=own.get("small_starts", False),
    )
