"""Spoken French: the tables in the order in which they are tried (`audiogen.speakable.rules` says how they work)."""

from __future__ import annotations

from re import Match

from audiogen.speakable.common import codes as shared_codes
from audiogen.speakable.common import signs, web
from audiogen.speakable.common.acronyms import Acronyms
from audiogen.speakable.common.measures import Measures
from audiogen.speakable.common.money import Money
from audiogen.speakable.common.numerals import DASH, FRACTION, MIXED_NUMBER, NUMBER, SIGN, VULGAR
from audiogen.speakable.common.tables import listed
from audiogen.speakable.fr import abbreviations, dates, romans, tables, times
from audiogen.speakable.fr.acronyms import LETTERS, MIXED, PLAIN, WORDS
from audiogen.speakable.fr.genders import gender
from audiogen.speakable.fr.numbers import GRAMMAR, belgian, telephone_group
from audiogen.speakable.rules import DIGIT, Context, Rule

ACRONYMS = Acronyms(LETTERS, WORDS, PLAIN, MIXED)
_CODES = shared_codes.Codes(
    point="point",
    extension="poste",
    cues=frozenset(listed("téléphone tél tel fax numéro portable mobile appelez appeler composez")),
    local=r"0[1-9](?P<pair>[\s.\-\u00a0\u202f])\d{2}(?:(?P=pair)\d{2}){3}|0[1-9]\d{8}|0\s?800(?:\s\d{2,3}){2,3}",
    group=telephone_group,
)  # fmt: skip
_EARLY_CODES, _LATE_CODES = shared_codes.rules(GRAMMAR, _CODES, ACRONYMS)


def _join_cents(major: str, minor: str) -> str:
    """``cinq euros cinquante``: the name of the hundredth part is left out."""
    return f"{major} {minor.rpartition(' ')[0]}"


_MEASURES = Measures(GRAMMAR, tables.UNITS, tables.PER, tables.SCALE_WORDS)
_MONEY = Money(GRAMMAR, tables.CURRENCIES, tables.SCALES, cents=_join_cents)


def number(match: Match[str], context: Context) -> str | None:
    """A number by itself; one that ends in "un" takes the gender of the noun behind it."""
    noun = (
        context.after(match.end(), lower=False)
        if context.text[match.end() : match.end() + 1] in {" ", "\u00a0", "\u202f"}
        else ""
    )
    kind = gender(noun) if noun and context.text[match.end() + 1 : match.end() + 2].islower() else ""
    return GRAMMAR.sign(match["minus"]) + GRAMMAR.number(match["n"], kind)


_NUMBERED = frozenset(["n", "no", "numéro", "article", "art", "l", "r", "d", "loi", "décret"])


def span(match: Match[str], context: Context) -> str | None:
    """``10–15``, ``2-0``."""
    joint = "tiret" if context.before(match.start()).rpartition("'")[2] in _NUMBERED else "à"
    return f"{GRAMMAR.number(match['a'])} {joint} {GRAMMAR.number(match['b'])}"


def fraction(match: Match[str], context: Context) -> str | None:
    """``1/2``, ``4 2/4``, ``1½``; ``24/7`` and ``24h/24`` are two numbers."""
    if said := GRAMMAR.two_numbers(match["n"]):
        return said
    if match[0] in {"1/2", "½"} and gender(context.after(match.end())) == "f":
        return "une demi"
    return GRAMMAR.sign(match["minus"]) + GRAMMAR.number(match["n"])


def rating(match: Match[str], context: Context) -> str | None:
    """``15/20``, ``0/0``: so many out of so many."""
    return f"{GRAMMAR.number(match['a'])} sur {GRAMMAR.number(match['b'])}"


def _rated(match: Match[str], context: Context) -> str | None:
    return rating(match, context) if match["b"] in {"20", "0"} and int(match["a"]) != 1 else None


def sum_(match: Match[str], context: Context) -> str | None:
    """The sign of ``3 - 2``, ``8*7``."""
    return {
        "-": "moins",
        "−": "moins",
        "*": "fois",
        "·": "fois",
        ":": "divisé par",
        ">": "supérieur à",
        "<": "inférieur à",
    }[match[1]]


_ELIDED = (
    r"([dD])e[ \u00a0\u202f](?=1(?:,\d+)?[ \u00a0\u202f]?(?:[%€$£]|(?!à|et|ou|contre|sur|er|re|ère|ers)[a-zé])"
    r"|1(?:[ \u00a0\u202f]\d{3}){2}(?!\d))"
)

RULES = (
    Rule("elision", _ELIDED, lambda match, context: f"{match[1]}'", words=["de"]),
    *web.rules(GRAMMAR, tables.WEB),
    *times.RULES,
    *dates.RULES,
    *_EARLY_CODES,
    *_MONEY.rules(),
    Rule("kilometre", r"km\s(?=\d)", "kilomètre ", words=["km"]),
    *_MEASURES.rules(),
    Rule("rating", r"(?P<a>\d{1,3}(?:,\d+)?)/(?P<b>20|10|100|0)(?![\d,.]\d|[\w/])", lambda match,
        context: _rated(match, context) if "," not in match["a"] else rating(match, context), at=DIGIT),
    Rule("fraction", rf"{SIGN}(?P<n>{FRACTION}(?!\w)|{MIXED_NUMBER}|[{VULGAR}])", fraction, at=DIGIT + VULGAR + "-−–+"),
    *romans.RULES,
    *_LATE_CODES,
    *abbreviations.RULES,
    Rule("equation sign", r"(?:(?<=[\d)])|(?<=[\d)]\s))([*·−><])\s?(?=[\d(])", sum_, at="*·−><"),
    Rule("equation minus", r"(?:(?<=\d)|(?<=\d\s))([-:])\s?(?=\d[^=\n]{0,20}=)", sum_, at="-:"),
    *signs.rules(GRAMMAR, tables.SIGNS, tables.GREEK, "puissance", tables.POWERS),
    *ACRONYMS.rules(),
    Rule("range", rf"(?P<a>{NUMBER}){DASH}(?P<b>{NUMBER})(?![\w]|\s?[-–=]\s?\d)", span, at=DIGIT),
    Rule("score", r"(?P<a>\d{1,3})\s?:\s?(?P<b>\d{1,3})(?![\d:])", span, at=DIGIT),
    Rule("number", rf"{SIGN}(?P<n>{NUMBER})", number, at=DIGIT + "-−–+"),
)  # fmt: skip


def finish(said: str, context: Context) -> str:
    """Belgian and Swiss numbers for readers there."""
    return belgian(said) if context.region in {"BE", "CH"} else said


__all__ = ["RULES", "finish"]
