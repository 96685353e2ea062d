"""Spoken German: the tables in the order in which they are tried (`audiogen.speakable.rules` says how they work)."""

from __future__ import annotations

from re import Match

from audiogen.speakable.common import codes as shared_codes
from audiogen.speakable.common import signs, web
from audiogen.speakable.common.acronyms import Acronyms
from audiogen.speakable.common.measures import Measures
from audiogen.speakable.common.money import Money
from audiogen.speakable.common.numerals import DASH, FRACTION, MIXED_NUMBER, NUMBER, SIGN, VULGAR, fraction_parts
from audiogen.speakable.common.tables import listed
from audiogen.speakable.de import abbreviations, dates, romans, tables, times
from audiogen.speakable.de.acronyms import LETTERS, MIXED, PLAIN, WORDS
from audiogen.speakable.de.cases import gender, one
from audiogen.speakable.de.numbers import GRAMMAR
from audiogen.speakable.rules import DIGIT, Context, Rule

ACRONYMS = Acronyms(LETTERS, WORDS, PLAIN, MIXED)
_CODES = shared_codes.Codes(
    point="Punkt",
    extension="Durchwahl",
    cues=frozenset(listed("telefon tel telefonnummer fax mobil handy handynummer rufnummer hotline unter")),
    local=r"(?:\(0\d{1,5}\)\s?\d{2,8}|0\d{2,5}\s?[/\-–]\s?\d{2,8}|0\d{2,5}\s\d{2,8})(?:[\s\-–]\d{2,6}){0,4}"
    r"|0800[\s\-]?\d{3,}(?:[\s\-]\d{2,4})*",
    group=GRAMMAR.digits,
    version="Version",
    extensions=r"(?:App\.|Durchwahl|DW|ext\.?)",
)  # fmt: skip
_EARLY_CODES, _LATE_CODES = shared_codes.rules(GRAMMAR, _CODES, ACRONYMS)
_MEASURES = Measures(GRAMMAR, tables.UNITS, tables.PER, tables.SCALE_WORDS)
_MONEY = Money(GRAMMAR, tables.CURRENCIES, tables.SCALES)


def number(match: Match[str], context: Context) -> str | None:
    """A number by itself; "1" takes the gender of the noun behind it, and the case of the preposition before it."""
    noun = (
        context.after(match.end(), lower=False)
        if context.text[match.end() : match.end() + 1] in {" ", "\u00a0"}
        else ""
    )
    kind = gender(noun.capitalize() if noun.lower().startswith("milli") else noun)
    if match["n"] == "1" and kind and not match["minus"]:
        return one(kind, context.before(match.start()))
    return GRAMMAR.sign(match["minus"]) + GRAMMAR.number(match["n"], kind)


def span(match: Match[str], context: Context) -> str | None:
    """``10–15``, ``Seiten 12-15``."""
    return f"{GRAMMAR.number(match['a'])} bis {GRAMMAR.number(match['b'])}"


def score(match: Match[str], context: Context) -> str | None:
    """``3:1``, ``2:0-Sieg``, ``1:100``."""
    return f"{GRAMMAR.number(match['a'])} zu {GRAMMAR.number(match['b'])}"


def fraction(match: Match[str], context: Context) -> str | None:
    """``1/2``, ``2 3/4``, ``1½``; ``24/7`` and the like are two numbers."""
    if said := GRAMMAR.two_numbers(match["n"]):
        return said
    broken = fraction_parts(match["n"])
    if broken is not None and not broken[0] and broken[1] > 9 and broken[2] > 100:  # a file's number, 20/1234
        return f"{GRAMMAR.cardinal(broken[1], '')} {GRAMMAR.cardinal(broken[2], '')}"
    return GRAMMAR.sign(match["minus"]) + GRAMMAR.number(match["n"])


def sum_(match: Match[str], context: Context) -> str | None:
    """The sign of ``3 - 2``, ``8*7``, ``6 : 2``."""
    return {
        "-": "minus",
        "−": "minus",
        "*": "mal",
        "·": "mal",
        ":": "geteilt durch",
        "/": "durch",
        ">": "größer als",
        "<": "kleiner als",
    }[match[1]]


def metres(match: Match[str], context: Context) -> str | None:
    """``1,80 Meter`` -> ``ein Meter achtzig``."""
    if match[1].startswith("0") or match[2] == "00":
        return None
    return f"{GRAMMAR.number(match[1], 'm')} Meter {GRAMMAR.cardinal(int(match[2]), '')}"


def times_as_much(match: Match[str], context: Context) -> str | None:
    """``das 3-Fache``, ``2,5-fach``."""
    said = GRAMMAR.number(match[1])
    return (said[:-1] if said.endswith("eins") else said) + match[2].lower()


def compound(match: Match[str], context: Context) -> str | None:
    """The number and unit of ``100-m-Lauf``, ``4x100-m-Staffel``."""
    unit = _MEASURES.unit(match[3])
    if unit is None:
        return None
    legs = f"{GRAMMAR.number(match[1])} {GRAMMAR.by} " if match[1] else ""
    return f"{legs}{GRAMMAR.number(match[2], unit.gender)} {unit.many} "


RULES = (
    *web.rules(GRAMMAR, tables.WEB),
    *times.RULES,
    *dates.RULES,
    Rule("postal code", r"(?:D-|A-|CH-)?(?:(?<=\d,\s)|(?<=\d[a-z],\s)|(?<=PLZ\s)|(?<=D-)|(?<=A-)|(?<=CH-))\d{4,5}"
        r"(?=\s[A-ZÄÖÜ][a-zäöü])", lambda match, context: GRAMMAR.digits(match[0]), at=DIGIT),
    Rule("times as much", r"(\d{1,6}(?:,\d{1,3})?)-?([Ff]ach(?:e[nmrs]?)?)(?!\w)", times_as_much, at=DIGIT),
    *_EARLY_CODES,
    *_MONEY.rules(),
    Rule("kilometre", r"[kK]m\s(?=\d)", "Kilometer ", words=["km"]),
    Rule("metres", r"(\d{1,2}),(\d\d)\s?(?:m|Metern?)(?![\w²³/-])", metres, needs=",", at=DIGIT),
    Rule("compound", rf"(?:(\d)[x×])?({NUMBER})-([a-zA-Z]{{1,3}})-(?=[A-ZÄÖÜ])", compound, needs="-", at=DIGIT),
    Rule("years of age", r"(\d{1,3})\sJ\.(?!\w)", lambda match, context: f"{GRAMMAR.number(match[1])} Jahre"
        + ("." if context.ends(match.end()) else ""), needs="J", at=DIGIT),
    *_MEASURES.rules(),
    Rule("fraction", rf"{SIGN}(?P<n>{FRACTION}(?!\w)|{MIXED_NUMBER}|[{VULGAR}])", fraction, at=DIGIT + VULGAR + "-−–+"),
    *_LATE_CODES,
    *dates.LATE_RULES,
    *abbreviations.RULES,
    *romans.RULES,
    Rule("inner capital", r"[:*_](?=in(?:nen)?(?!\w))(?<=[a-zäöü].)", " ", at=":*_"),
    Rule("equation sign", r"(?:(?<=[\d)])|(?<=[\d)]\s))([*·−><])\s?(?=[\d(])", sum_, at="*·−><"),
    Rule("equation minus", r"(?:(?<=\d)|(?<=\d\s))([-:])\s?(?=\d[^=\n]{0,20}=)", sum_, at="-:"),
    *signs.rules(GRAMMAR, tables.SIGNS, tables.GREEK, "hoch", tables.POWERS),
    *ACRONYMS.rules(),
    Rule("range", rf"(?P<a>{NUMBER}){DASH}(?P<b>{NUMBER})(?![\w]|\s?[-–=]\s?\d)", span, at=DIGIT),
    Rule("score", r"(?P<a>\d{1,3})\s?:\s?(?P<b>\d{1,3})(?![\d:])", score, at=DIGIT),
    Rule("number", rf"{SIGN}(?P<n>{NUMBER})", number, at=DIGIT + "-−–+"),
)  # fmt: skip

__all__ = ["RULES"]
