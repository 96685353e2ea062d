"""Dates and ordinals of Spanish: ``3 de noviembre de 2023``, ``10/10/1989``, ``abr. 22``, ``1.º``, ``3.ª``."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.common.numerals import either, roman
from audiogen.speakable.common.tables import listed
from audiogen.speakable.es.genders import gender as noun_gender
from audiogen.speakable.es.numbers import cardinal, ordinal
from audiogen.speakable.rules import DIGIT, Context, Rule

MONTHS = listed("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
_SHORT = {
    "ene": 1, "feb": 2, "mar": 3, "abr": 4, "may": 5, "jun": 6, "jul": 7, "ago": 8, "sep": 9, "sept": 9, "set": 9,
    "setiembre": 9, "oct": 10,
    "nov": 11, "dic": 12,
}  # fmt: skip
MONTH_NAMES = {name: name for name in MONTHS} | {short: MONTHS[at - 1] for short, at in _SHORT.items()}
_MONTH = rf"(?P<month>(?i:{either(MONTH_NAMES)})(?!\w))\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_M = r"(?:0?[1-9]|1[0-2])(?!\d)"
_YEAR = r"(?:1\d|20|21)\d\d(?!\d|[.,]\d)"
_TO_YEAR = rf"(?:,?\s(?P<of>del?\s|,\s)?(?P<year>{_YEAR})(?!-\d))?"


def _day(written: str) -> str:
    return "primero" if int(written) == 1 else cardinal(int(written))


def _date(day: str, month: str, year: str | None, of: str | None = None) -> str:
    said = f"{_day(day)} de {month}"
    return said + (f" {'del' if of and of.strip() == 'del' else 'de'} {cardinal(int(year))}" if year else "")


def day_month(match: Match[str], context: Context) -> str | None:
    """``30 julio del 2020``, ``3 de noviembre``, ``del 3 al 5 de mayo``."""
    if match["month"].lower() in {"set", "mar"} and "de" not in match[0]:
        return None
    whole = match["month"].lower() in MONTHS
    stop = "." if match[0].endswith(".") and (whole or context.ends(match.end())) else ""
    said = _date(match["day"], MONTH_NAMES[match["month"].lower()], match["year"], match["of"])
    if match["first"]:
        said = f"{_day(match['first'])} {match['joint'].strip() if match['joint'].strip().isalpha() else 'a'} {said}"
    return said + stop


def month_day(match: Match[str], context: Context) -> str | None:
    """``junio 11 2000``, ``abr. 22``."""
    return _date(match["day"], MONTH_NAMES[match["month"].lower()], match["year"], match["of"])


def numeric(match: Match[str], context: Context) -> str | None:
    """``10/10/1989``, ``02-03-03``: the day first."""
    written = match["y"]
    year = int(written) if len(written) > 2 else int(written) + (2000 if int(written) < 50 else 1900)
    return _date(match["d"], MONTHS[int(match["m"]) - 1], str(year))


def day_slash_month(match: Match[str], context: Context) -> str | None:
    """``el 14/07``: a date behind an article, else a fraction."""
    if context.before(match.start()) not in {
        "el",
        "del",
        "al",
        "día",
        "lunes",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
        "sábado",
        "domingo",
    }:
        return None
    return _date(match["d"], MONTHS[int(match["m"]) - 1], None)


_ENDINGS = {
    "º": ("m", False), "o": ("m", False), "ᵒ": ("m", False), "ª": ("f", False), "a": ("f", False), "ᵃ": ("f", False),
    "er": ("m", True), "ᵉʳ": ("m", True), "do": ("m", False), "ro": ("m", False), "to": ("m", False),
    "da": ("f", False), "ra": ("f", False), "ta": ("f", False), "mo": ("m", False), "ma": ("f", False), "vo": ("m",
    False), "va": ("f", False), "no": ("m", False), "na": ("f", False),
    "os": ("m", False), "as": ("f", False), "ᵒˢ": ("m", False), "ᵃˢ": ("f", False),
}  # fmt: skip
_MARKED = (
    rf"(?:\.\s?(?P<end>{either(['º', 'ª', 'ᵉʳ', 'er', 'ᵒ', 'ᵃ', 'o', 'a', 'ᵒˢ', 'ᵃˢ', 'os', 'as'])})|(?P<end2>"
    rf"{either(name for name in _ENDINGS if name not in {'o', 'a', 'os', 'as'})}))(?!\w)"
)


def ordinal_suffix(match: Match[str], context: Context) -> str | None:
    """``1.º``, ``3.ª``, ``1er``, ``11.ᵉʳ``, ``2do``."""
    written = match["end"] or match["end2"]
    gender, short = _ENDINGS[written]
    value = int(re.sub(r"\D", "", match["n"]))
    if gender == "m" and written != "ro" and context.text[match.end() : match.end() + 1] == " ":
        noun = context.after(match.end(), lower=False)
        short = short or (value % 10 in {1, 3} and noun.islower() and bool(noun_gender(noun)))
    return ordinal(value, gender, short) + ("s" if written in {"os", "as", "ᵒˢ", "ᵃˢ"} else "")


def ordinal_degree(match: Match[str], context: Context) -> str | None:
    """``28°`` by itself or ``el 5° piso``; elsewhere degrees."""
    alone = not context.before(match.start()) and not context.after(match.end())
    before = context.before(match.start())
    if alone or (before in {"el", "del", "al", "su", "un"} and context.after(match.end()).isalpha()):
        return ordinal(int(match["n"]), "m", not alone)
    return None


def century(match: Match[str], context: Context) -> str | None:
    """``siglo xix`` -> ``siglo diecinueve``, ``siglo V`` -> ``siglo quinto``."""
    first, second = roman(match["n"].upper()), roman((match["n2"] or "").upper())
    if first is None:
        return None
    said = f"{match['word']} {_of_century(first)}"
    return said + (f"{match['joint']}{_of_century(second)}" if second else "").replace("-", " a ").replace("–", " a ")


def _of_century(value: int) -> str:
    return ordinal(value) if value <= 10 else cardinal(value)


def roman_year(match: Match[str], context: Context) -> str | None:
    """``año mcmlxxxix``."""
    value = roman(match["n"].upper())
    return None if value is None else f"{match['word']} {cardinal(value)}"


def era(match: Match[str], context: Context) -> str | None:
    return ("antes" if match[1] == "a" else "después") + " de Cristo" + ("." if context.ends(match.end()) else "")


def years(match: Match[str], context: Context) -> str | None:
    """``1939-1945``."""
    return f"{cardinal(int(match['a']))} a {cardinal(int(match['b']))}"


RULES = (
    Rule("iso date", r"(?P<y>[12]\d{3})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d|-\d)", numeric, at=DIGIT),
    Rule("day and month", rf"(?:(?P<first>{_DAY})(?P<joint>\s?[-–]\s?|\sal\s|\sy\s|\sa\s))?(?P<day>{_DAY})(?:º|°|\.º"
        rf"|er)?\s(?:de\s)?{_MONTH}{_TO_YEAR}(?!\w)", day_month, at=DIGIT),
    Rule("month and day", rf"{_MONTH}\s(?P<day>{_DAY}){_TO_YEAR}(?![\w.,:]\d|\w)", month_day, words=MONTH_NAMES),
    Rule("numeric date", rf"(?P<d>{_DAY})(?P<s>[./-])(?P<m>{_M})(?P=s)(?P<y>(?:1\d|20|21)\d\d|\d\d)(?![\d]|[.,/-]\d)",
        numeric, at=DIGIT),
    Rule("day and month in numbers", rf"(?P<d>{_DAY})/(?P<m>{_M})(?![\w/]|[.,]\d)", day_slash_month, at=DIGIT),
    Rule("years", rf"(?P<a>{_YEAR})\s?[-–/]\s?(?P<b>{_YEAR})(?!\w|[-/]\d)", years, at=DIGIT),
    Rule("ordinal", rf"(?P<n>[1-9]\d{{0,2}}(?:[ .\u00a0\u202f]\d{{3}})+|\d+){_MARKED}", ordinal_suffix, at=DIGIT),
    Rule("ordinal, degree", r"(?P<n>\d+)°(?!\s?[CFKcfk](?!\w)|\w)", ordinal_degree, at=DIGIT),
    Rule("century", r"(?P<word>(?i:siglos?)|s\.)\s(?P<n>[IVX]+|[ivx]+)(?:(?P<joint>\s?[-–]\s?|\sy\s|\sal?\s)"
        r"(?P<n2>[IVX]+|[ivx]+))?(?!\w)", lambda match, context: (century(match, context) or "").replace("s.",
        "siglo") or None, words=["siglo", "siglos", "s"]),
    Rule("roman year", r"(?P<word>(?i:años?))\s(?P<n>[MDCLXVI]+|[mdclxvi]+)(?!\w)", roman_year, words=["año"]),
    Rule("era", r"([ad])\.\s?(?:de\s)?C\.?(?!\w)", era, words=["a", "d"]),
)  # fmt: skip
