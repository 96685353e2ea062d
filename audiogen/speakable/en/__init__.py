"""Spoken English: the tables in the order in which they are tried (`audiogen.speakable.rules` says how they work).

What belongs together is taken whole before its parts are looked at: an address of the web before its dots, a date
before a fraction, a sum of money before a number; the plain number comes last.
"""

from __future__ import annotations

from re import Match

from audiogen.speakable.en import (
    abbreviations,
    acronyms,
    addresses,
    codes,
    dates,
    fractions,
    measures,
    money,
    roman,
    signs,
    telephones,
    times,
    web,
)
from audiogen.speakable.en.acronyms import letter_readings
from audiogen.speakable.en.numbers import NUMBER, british, number
from audiogen.speakable.rules import DIGIT, Context, Rule


def _number(match: Match[str], context: Context) -> str | None:
    return number(match[0])


RULES = (
    *web.RULES,
    *dates.RULES,
    *times.RULES,
    *codes.BEFORE_MONEY,
    *money.RULES,
    *addresses.RULES,
    *telephones.RULES,
    *codes.RULES,
    signs.FORMULA,
    *measures.RULES,
    *fractions.RULES,
    *codes.SERIALS,
    *abbreviations.RULES,
    *roman.RULES,
    *signs.RULES,
    *acronyms.RULES,
    *dates.LATE_RULES,
    *codes.LATE_RULES,
    Rule("decimal", r"\.\d+(?!\w)", _number, at="."),
    Rule("number", NUMBER, _number, at=DIGIT),
)


def finish(said: str, context: Context) -> str:
    """British wording for British readers."""
    return british(said) if context.region in {"GB", "IE", "AU", "NZ"} else said


__all__ = ["RULES", "finish", "letter_readings"]
