"""Fractions, ranges, scores and sums of English: ``1/2``, ``19 1/2``, ``¾``, ``10-15``, ``5:1``, ``35-20=15``."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.en.numbers import (
    INTEGER,
    NUMBER,
    cardinal,
    digits,
    fraction,
    mixed,
    number,
    ordinal,
    pairs,
    year,
)
from audiogen.speakable.rules import DIGIT, Context, Rule, words

VULGAR_VALUES = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8),
    "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
VULGAR = "".join(VULGAR_VALUES)
FRACTION = r"(?:\d{1,3}[/⁄]\d{1,4}(?![\d/⁄]))"
_SLASH = re.compile(r"(?:(\d[\d,]*)\s)?(\d+)[/⁄](\d+)")
_VULGAR = re.compile(rf"(\d[\d,]*)?\s?([{VULGAR}])")


def fraction_words(written: str) -> str | None:
    """``1/2``, ``3 3/4``, ``3¾`` in words; None where it is no fraction."""
    if found := _SLASH.fullmatch(written):
        whole, top, bottom = found[1], int(found[2]), int(found[3])
        if bottom == 0:
            return None
    elif found := _VULGAR.fullmatch(written):
        whole, (top, bottom) = found[1], VULGAR_VALUES[found[2]]
    else:
        return None
    return mixed(int(whole.replace(",", "")), top, bottom) if whole else fraction(top, bottom)


_PARTS = re.compile(rf"[{VULGAR}]|[\d,.]*\d")


def value_words(written: str) -> str:
    """``3¾``, ``1/2``, ``19 1/2`` or a plain number; where a fraction is none, ``3.5 1/2``, ``1/0``, its parts."""
    if said := fraction_words(written):
        return said
    if written.isascii() and "/" not in written:
        return number(written)
    parts = _PARTS.findall(written) if re.search(rf"[/⁄{VULGAR}]", written) else [written]
    return " ".join(fraction_words(part) or number(part) for part in parts)


_ODDS = words("odds favourite favorite favourites favorites outsider outsiders longshot shot underdog underdogs")
#: "a 60/40 split", "the 80-20 rule".
_SHARES = words("split rule mix blend partnership venture ownership custody")
_OUT_OF = words("stars star rating score marks points people adults voters")


def plain_fraction(match: Match[str], context: Context) -> str | None:
    """``3/4``, ``2/3rd``; a quotient that is no part of one (``120/80``, ``138/3``) is said as it is written."""
    top, bottom = int(match["top"]), int(match["bottom"])
    if (top, bottom) in {(24, 7), (7, 11), (4, 20), (50, 50), (9, 11), (7, 7), (20, 20)} and not match["whole"]:
        return f"{cardinal(top)} {cardinal(bottom)}"
    if match["whole"]:
        return mixed(int(match["whole"]), top, bottom) if 0 < top < bottom else None
    if bottom == 0:
        return f"{cardinal(top)} divided by {cardinal(bottom)}"
    before, behind = context.before(match.start()), context.after(match.end())
    before = before if before != "of" else context.before(context.text.rfind("of", 0, match.start()))
    if not _ODDS.isdisjoint((before, behind)) and top != bottom and before != "on":
        return f"{cardinal(top)} to {cardinal(bottom)}"
    if top + bottom == 100 and behind in _SHARES:
        return f"{cardinal(top)} {cardinal(bottom)}"
    if top == bottom or behind in _OUT_OF:
        return f"{number(match['top'])} out of {number(match['bottom'])}"
    if (
        context.before(match.start()) in {"route", "no", "number", "flat", "unit", "blood", "pressure"}
        or (top >= 2 * bottom and (top > 30 or bottom > 16))
        or bottom > 1000
        or bottom == 1
    ):
        word = "over" if top > bottom > 20 else "slash"
        return f"{number(match['top'])} {word} {number(match['bottom'])}"
    if match["top"].startswith("0") or match["bottom"].startswith("0"):
        return f"{digits(match['top'], 'o')} slash {digits(match['bottom'], 'o')}"
    said = fraction(top, bottom)
    hyphened = bottom == 4 and context.text[match.end() : match.end() + 1] == "-"  # a three quarter-inch pipe
    return said.removesuffix("s") if hyphened else said


def blood_pressure(match: Match[str], context: Context) -> str | None:
    """``120/80`` where blood pressure is spoken of."""
    if not (context.after(match.end()) == "mmhg" or re.search(r"(?i)blood pressure|systolic|hypertens", context.text)):
        return None
    return f"{pairs(match[1])} over {pairs(match[2])}"


def out_of(match: Match[str], context: Context) -> str | None:
    """A mark: ``4.5/5``."""
    return f"{number(match[1])} out of {number(match[2])}"


def spelled_range(match: Match[str], context: Context) -> str | None:
    """``25-to-30``, ``1-in-5``."""
    return f"{number(match[1])} {match[2]} {number(match[3])}"


def vulgar(match: Match[str], context: Context) -> str | None:
    return fraction_words(match[0])


_SUM_WORDS = words("solve equation equals equal calculate compute")
_OPERATORS = {
    "+": "plus", "-": "minus", "−": "minus", "–": "minus", "*": "times", "×": "times", "x": "times", "·": "times",
    "÷": "divided by", "/": "divided by", "=": "equals", "<": "is less than", ">": "is greater than",
    "≤": "is less than or equal to", "≥": "is greater than or equal to", "≠": "is not equal to",
    "≈": "is approximately equal to", "^": "to the power of",
}  # fmt: skip
_OPERAND = rf"(?:{FRACTION}|{NUMBER}|[a-z](?![a-z]))"
_SUM = re.compile(rf"({_OPERAND})|([+\-−–*×x·÷/=<>≤≥≠≈^])")


def sum_(match: Match[str], context: Context) -> str | None:
    """``35-20=15``, ``8*7``, ``How do you solve 3 - 2?``; ``10-15`` and ``4 - 2`` elsewhere are a range and a score."""
    written = match[0]
    if "/" in written and context.after(match.end()).isalpha() and "=" not in written:
        return None
    if not re.search(r"[=*÷^+≤≥≠≈]|\d\s?[×<>]\s?\d", written) and not _about_sums(context):
        return None
    words = []
    for operand, operator in _SUM.findall(written):
        words.append(_OPERATORS[operator] if operator else _operand(operand))
    return " ".join(words)


def _operand(written: str) -> str:
    if written.isalpha():
        return written.upper()
    if "/" in written:
        top, bottom = (int(part) for part in written.split("/"))
        return fraction(top, bottom) if 0 < top < bottom else f"{cardinal(top)} divided by {cardinal(bottom)}"
    return number(written)


def _about_sums(context: Context) -> bool:
    text = context.text.lower()
    if re.search(r"\b(?:what(?:'s|’s| is)|how much is)\s+\d+\s?[-+*/×÷−]\s?\d+\s?\W*$", text):
        return True
    return any(word in _SUM_WORDS for word in re.findall("[a-z]+", text))


_BOOKS = words("""
    gen genesis exod exodus lev leviticus num deut deuteronomy josh joshua judg judges ruth samuel kings chronicles ezra
    esther job ps psalm psalms prov proverbs eccl isa isaiah jer jeremiah ezek ezekiel dan daniel hosea joel amos micah
    matt matthew mark luke john acts rom romans cor corinthians gal galatians eph ephesians phil col colossians thess
    tim timothy titus heb hebrews james pet peter jude rev revelation surah sura quran
""")


def ratio(match: Match[str], context: Context) -> str | None:
    """``5:1``, ``1:25,000``, ``1:2:3``; a chapter and its verses ``3:16-18`` have no ``to`` between them."""
    if context.before(match.start()) in _BOOKS:
        verses = f" to {number(match['to'])}" if match["to"] else ""
        return f"{number(match[1])} {number(match[2])}{verses}"
    if match["to"]:
        return None
    third = f" to {number(match['third'])}" if match["third"] else ""
    return f"{number(match[1])} to {number(match[2])}{third}"


def range_(match: Match[str], context: Context) -> str | None:
    """``10-15``, ``2,000–2,500``, a score ``3-1``, a record ``10-4-2``."""
    docket = context.before(match.start()) in {"no", "case"} and re.fullmatch(r"\d\d-\d{3,}", match[0])
    joint = " " if docket else " to "
    parts = [_part(part) for part in re.split(r"\s?[-–—]\s?", match[0])]
    if parts == ["fifty", "fifty"] or (context.after(match.end()) in _SHARES and _is_whole(match[0])):
        return " ".join(parts)
    return joint.join(parts)


def _is_whole(written: str) -> bool:
    """Both parts make a hundred: ``80-20``."""
    return sum(int(part) for part in re.findall(r"\d+", written)) == 100


def _part(written: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d", written):
        return year(int(written))
    return digits(written) if re.fullmatch(r"0\d+", written) else number(written)


def formation(match: Match[str], context: Context) -> str | None:
    """Three small numbers: the formation ``4-3-3``, the record ``10-4-2``."""
    return " ".join(number(part) for part in re.split(r"[-–]", match[0]))


def nil(match: Match[str], context: Context) -> str | None:
    """A British score: ``1-0`` is ``one nil``, ``2-1`` beside a match's words ``two one``, a draw ``one all``."""
    if context.region != "GB":
        return None
    first, second = re.split(r"\s?[-–]\s?", match[0])
    before, behind = context.before(match.start()), context.after(match.end())
    if "0" not in (first, second) and before not in _PLAYED and behind not in _PLAYED:
        return None
    if first == second != "0":
        return f"{cardinal(int(first))} all"
    return " ".join("nil" if part == "0" else cardinal(int(part)) for part in (first, second))


_PLAYED = words("""
    win wins won draw draws drew drawn beat beaten defeat defeats defeated victory victories lost loss lead leads led
    thrashing scoreline stalemate
""")


def ordinals_to(match: Match[str], context: Context) -> str | None:
    """``4th-6th``."""
    return f"{ordinal(int(match[1]))} to {ordinal(int(match[2]))}"


def plus_or_minus(match: Match[str], context: Context) -> str | None:
    """A signed number: ``-5``, ``+3``, ``−0.4``."""
    sign = {"+": "plus", "±": "plus or minus"}.get(match["sign"], "minus")
    return f"{sign} {number(match['n'])}"


def minus_fraction(match: Match[str], context: Context) -> str | None:
    said = fraction_words(match[1])
    return None if said is None else f"minus {said}"


def at_least(match: Match[str], context: Context) -> str | None:
    """``65+``, ``1,000+``."""
    return f"{number(match[1])} plus"


BLOOD_PRESSURE = Rule("blood pressure", r"([89]\d|1\d\d|2[0-4]\d)/([4-9]\d|1[0-4]\d)(?![\w/]|[.,]\d)", blood_pressure,
    needs="/", at=DIGIT)  # fmt: skip
MINUS_FRACTION = Rule("minus fraction", rf"(?<![\w)\].,])[-−]({FRACTION}|[{VULGAR}])", minus_fraction, at="-−")
SIGNED = Rule("signed", rf"(?<![\w)\].,])(?P<sign>[-−–+±])(?P<n>{NUMBER})(?!\w|[-–/]\d)", plus_or_minus, at="-−–+±")
RULES = (
    Rule("sum",
        rf"(?<![\w.]){_OPERAND}(?:\s?[+\-−–*×x·÷/<>≤≥≠≈^]\s?{_OPERAND}){{1,9}}(?:\s?=\s?[-−]?{NUMBER}|\s?=)?(?!\w|"
        rf"\.\d|[-–/]\d)", sum_, needs="+-−–*×x·÷/<>≤≥≠≈^=", at=DIGIT),
    Rule("fraction",
        r"(?:(?P<whole>\d+)(?:\s|-(?=\d/\d\d?\D)))?(?P<top>\d{1,4})\s?[/⁄]\s?(?P<bottom>\d{1,4})(?:th|ths|rd|rds|nd|st|s)?(?![\w"
        r"⁄]|[/.,]\d)", plain_fraction, needs="/⁄", at=DIGIT),
    Rule("out of", r"(\d+\.\d)/(5|10|100)(?![\w/]|[.,]\d)", out_of, needs="/", at=DIGIT),
    Rule("spelled range", rf"({NUMBER})-(to|in|by|on|for)-({NUMBER})(?!\w)", spelled_range, needs="-", at=DIGIT),
    Rule("vulgar fraction", rf"(?:\d[\d,]*\s?)?[{VULGAR}]", vulgar, needs=VULGAR, at=DIGIT + VULGAR),
    Rule("ratio",
        rf"(\d{{1,3}}(?:\.\d+)?)\s?:\s?({INTEGER}(?:\.\d+)?)(?::(?P<third>\d{{1,3}})|[-–](?P<to>\d{{1,3}}))?(?![\w:]|[.,]\d)",
        ratio, needs=":", at=DIGIT),
    Rule("formation", r"\d{1,2}(?:[-–]\d{1,2}){2,3}(?![\w]|[-–./]\d)", formation, needs="-–", at=DIGIT),
    Rule("nil", r"\d{1,2}[-–]\d{1,2}(?![\w]|[-–.,/]\d)", nil, needs="-–", at=DIGIT),
    Rule("range", rf"{NUMBER}\s?[-–—]\s?{NUMBER}(?![\w]|[-–/.]\d)", range_, needs="-–—", at=DIGIT),
    Rule("ordinals", r"(\d{1,4})(?:st|nd|rd|th)\s?[-–]\s?(\d{1,4})(?:st|nd|rd|th)(?!\w)",
        ordinals_to, needs="-–", at=DIGIT),
    Rule("at least", rf"({INTEGER})\+(?!\w)", at_least, needs="+", at=DIGIT),
    MINUS_FRACTION,
    SIGNED,
)  # fmt: skip
