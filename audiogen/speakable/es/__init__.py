"""Spoken Spanish: the tables in the order in which they are tried (`audiogen.speakable.rules` says how they work)."""

from __future__ import annotations

from re import Match

from audiogen.speakable.common import codes as shared_codes
from audiogen.speakable.common import signs, web
from audiogen.speakable.common.acronyms import Acronyms
from audiogen.speakable.common.measures import Measures
from audiogen.speakable.common.money import Money
from audiogen.speakable.common.numerals import DASH, FRACTION, MIXED_NUMBER, NUMBER, SIGN, VULGAR, fraction_parts
from audiogen.speakable.common.tables import listed
from audiogen.speakable.es import abbreviations, dates, romans, tables, times
from audiogen.speakable.es.acronyms import LETTERS, MIXED, PLAIN, WORDS
from audiogen.speakable.es.genders import counted, gender
from audiogen.speakable.es.numbers import GRAMMAR, telephone_group
from audiogen.speakable.rules import DIGIT, Context, Rule

ACRONYMS = Acronyms(LETTERS, WORDS, PLAIN, MIXED)
_CODES = shared_codes.Codes(
    point="punto",
    extension="extensión",
    cues=frozenset(listed("""
        teléfono tel tfno fax móvil celular al número llámame llame llamar llama marque marcar whatsapp
    """)) - {"al", "número"},
    local=r"\(0\d{2,4}\)\s?\d{3,4}-\d{4}"
    r"|(?!(?:1\d|20)\d\d-(?:1\d|20)\d\d(?!\d))(?:(?:1[\s\-.])?\(?\d{3}\)?[\s\-.]\d{3}[\-.]\d{4}|\d{4}-\d{4}"
    r"|1-[89]\d\d-(?:[A-Za-z\d]+-?)*[A-Za-z\d]|[2-9]\d\d-\d{4}|9\d[\s.]\d{3}[\s.]\d\d[\s.]\d\d"
    r"|[6789]\d\d[\s.\-]\d\d[\s.\-]\d\d[\s.\-]\d\d)",
    group=telephone_group,
    version="versión",
    extensions=r"ext\.?|extensión",
)  # fmt: skip
_EARLY_CODES, _LATE_CODES = shared_codes.rules(GRAMMAR, _CODES, ACRONYMS)
_MEASURES = Measures(GRAMMAR, tables.UNITS, tables.PER, tables.SCALE_WORDS)
_MONEY = Money(GRAMMAR, tables.CURRENCIES, tables.SCALES, small_codes=tables.SMALL_CODES)
_SPACES = frozenset(" \u00a0\u202f")


def number(match: Match[str], context: Context) -> str | None:
    """A number by itself, in the gender of the noun behind it."""
    noun = context.after(match.end(), lower=False) if context.text[match.end() : match.end() + 1] in _SPACES else ""
    return GRAMMAR.sign(match["minus"]) + GRAMMAR.number(match["n"], counted(noun, match["n"]))


def span(match: Match[str], context: Context) -> str | None:
    """``10–15``, ``2-0``, ``3:1``."""
    return f"{GRAMMAR.number(match['a'])} a {GRAMMAR.number(match['b'])}"


def fraction(match: Match[str], context: Context) -> str | None:
    """``1/2``, ``3 2/100``, ``⅖``; ``24/7`` is two numbers."""
    if said := GRAMMAR.two_numbers(match["n"]):
        return said
    broken = fraction_parts(match["n"])
    if broken is not None and not broken[0] and 1900 <= broken[2] <= 2100:  # a law's number, 463/2020
        return f"{GRAMMAR.cardinal(broken[1], '')} barra {GRAMMAR.cardinal(broken[2], '')}"
    noun = context.after(match.end(), lower=False)
    return GRAMMAR.sign(match["minus"]) + GRAMMAR.number(match["n"], gender(noun) if noun.islower() else "")


def sum_(match: Match[str], context: Context) -> str | None:
    """The sign of ``3 - 2``, ``8*7``."""
    return {
        "-": "menos",
        "−": "menos",
        "*": "por",
        "·": "por",
        ":": "entre",
        ">": "mayor que",
        "<": "menor que",
    }[match[1]]


RULES = (
    *web.rules(GRAMMAR, tables.WEB),
    *dates.RULES,
    *times.RULES,
    *_EARLY_CODES,
    *_MONEY.rules(),
    Rule("kilometre", r"[kK]m\.?\s(?=\d)", "kilómetro ", words=["km"]),
    *_MEASURES.rules(),
    Rule("fraction", rf"{SIGN}(?P<n>{FRACTION}(?!\w)|{MIXED_NUMBER}|[{VULGAR}])", fraction, at=DIGIT + VULGAR + "-−–+"),
    *abbreviations.RULES,
    *romans.RULES,
    *_LATE_CODES,
    Rule("equation sign", r"(?:(?<=[\d)])|(?<=[\d)]\s))([*·−><])\s?(?=[\d(])", sum_, at="*·−><"),
    Rule("equation minus", r"(?:(?<=\d)|(?<=\d\s))([-:])\s?(?=\d[^=\n]{0,20}=)", sum_, at="-:"),
    *signs.rules(GRAMMAR, tables.SIGNS, tables.GREEK, "elevado a", tables.POWERS),
    *ACRONYMS.rules(),
    Rule("range", rf"(?P<a>{NUMBER}){DASH}(?P<b>{NUMBER})(?![\w]|\s?[-–=]\s?\d)", span, at=DIGIT),
    Rule("score", r"(?P<a>\d{1,3})\s?:\s?(?P<b>\d{1,3})(?![\d:])", span, at=DIGIT),
    Rule("number", rf"{SIGN}(?P<n>{NUMBER})", number, at=DIGIT + "-−–+"),
)  # fmt: skip

__all__ = ["RULES"]
