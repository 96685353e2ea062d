"""Numbers as they are written in most of Europe and Latin America: ``1.234,56``, ``1 234,56``, ``1'234.56``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audiogen.speakable.common.tables import listed

_SPACE = " \u00a0\u2009\u202f"
#: An integer with or without thousands marks. No sign.
INTEGER = (
    rf"(?:[1-9]\d{{0,2}}(?:\.\d{{3}}){{1,12}}(?!\.?\d)|[1-9]\d{{0,2}}(?:[{_SPACE}]\d{{3}})+(?!\d)"
    r"|[1-9]\d{0,2}(?:['’]\d{3})+(?!\d)|\d+)"
)
#: A number with or without decimals; a point is a decimal's where it cannot mark thousands. The English way is read too
#: where it is unmistakable: ``1,234.50``, ``1,234,567``.
NUMBER = rf"(?:[1-9]\d{{0,2}}(?:(?:,\d{{3}})+\.\d+|(?:,\d{{3}}){{2,}})(?![.,]?\d)|{INTEGER}(?:,\d+|\.\d+(?!\.?\d))?)"
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
FRACTION = r"\d+\s?[/⁄]\s?[1-9]\d*(?:\.\d{3})*(?![\d/,.]\d|\d)"
#: A whole number and a fraction: ``1 3/4``, ``1¾``.
MIXED_NUMBER = rf"(?<![,.]){INTEGER}(?:\s?[{VULGAR}]|\s{FRACTION})"
DASH = r"\s?[-–—−]\s?"
#: A sign that belongs to the number behind it.
SIGN = r"(?P<minus>(?<![\w.,)\]%€$])[-−–+](?=\d))?"

_MARKS = re.compile(rf"['’{_SPACE}]|\.(?=\d{{3}}(?:\D|$))")
_VULGAR = dict(
    zip(
        VULGAR,
        [(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 6), (5, 6), (1, 7), (1, 8), (3, 8),
         (5, 8), (7, 8), (1, 9), (1, 10)],
        strict=True,
    )
)  # fmt: skip
_FRACTION = re.compile(rf"(?:({INTEGER})\s)?(\d+)\s?[/⁄]\s?(\d[\d.]*)|({INTEGER})?\s?([{VULGAR}])")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-0123456789+-")
SUPERSCRIPT_CHARS = "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
SUBSCRIPT_CHARS = "₀₁₂₃₄₅₆₇₈₉"

_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

NO_NUMERALS = frozenset(listed("CC CD CI CIV CL CM CV DC DI DL DM DVI LCD LI MC MD MI MIX ML MM MV XL XXL XXX"))
"""Capitals that could be numerals and, standing alone, are none: CD, DC, XL ..."""


def parts(written: str) -> tuple[str, str]:
    """``1.234,50`` -> ``1234``, ``50``; no decimals: an empty string."""
    bare = written.translate(_ASCII)
    if bare.count(",") > 1 or ("," in bare and bare.rfind(".") > bare.rfind(",")):
        whole, _, decimals = bare.replace(",", "").partition(".")
        return whole, decimals
    if "," in bare:
        whole, _, decimals = bare.partition(",")
        return _MARKS.sub("", whole), decimals
    whole, _, decimals = _MARKS.sub("", bare).partition(".")
    return whole, decimals


class _Digits(dict[int, str]):
    """Any script's decimal digit -> ASCII."""

    def __missing__(self, char: int) -> str:
        from unicodedata import decimal

        value = decimal(chr(char), None)
        said = chr(char) if value is None else str(value)
        self[char] = said
        return said


_ASCII = _Digits()


def fraction_parts(written: str) -> tuple[int, int, int] | None:
    """``1 3/4``, ``1¾`` -> 1, 3, 4; ``1/2`` -> 0, 1, 2; None where it is no fraction."""
    found = _FRACTION.fullmatch(written)
    if found is None:
        return None
    if found[5]:
        return int(parts(found[4])[0]) if found[4] else 0, *_VULGAR[found[5]]
    return int(parts(found[1])[0]) if found[1] else 0, int(found[2]), int(found[3].replace(".", ""))


def roman(text: str) -> int | None:
    """``XIV`` -> 14; None where it is no well-formed numeral."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[char] for char in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def to_roman(value: int) -> str:
    """14 -> ``XIV``, for tables of numerals; 1 to 3999."""
    said = ""
    for size, mark in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
        (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        said += mark * (value // size)
        value %= size
    return said


def either(words: Iterable[str]) -> str:
    """The words as an alternation, the longest first, marks escaped."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
