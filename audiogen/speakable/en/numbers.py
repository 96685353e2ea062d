"""English number words: no rules, only values in and words out.

American wording (``one hundred five``); `british` puts the ``and`` and the spelling of British English in afterwards.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["", ".", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"][1:]
_TENS.insert(0, "")
_SCALES = [
    "thousand",
    "million",
    "billion",
    "trillion",
    "quadrillion",
    "quintillion",
    "sextillion",
    "septillion",
    "octillion",
    "nonillion",
    "decillion",
]
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_LARGEST = 10 ** (3 * (len(_SCALES) + 1))

#: An integer with or without thousands marks; a number with or without decimals. No sign.
INTEGER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?: \d{3}){2,}(?!\d)|\d{1,3}(?:[\u00a0\u2009\u202f']\d{3})+(?!\d)|\d+)"
NUMBER = rf"(?:{INTEGER}(?:\.\d+)?|\.\d+)"
_MARKS = re.compile("[ ,'\u00a0\u2009\u202f]")


@lru_cache(maxsize=4096)
def cardinal(value: int) -> str:
    """342 -> ``three hundred forty two``; beyond decillions digit by digit."""
    if value < 0:
        return f"minus {cardinal(-value)}"
    if value >= _LARGEST:
        return digits(str(value), "zero")
    words, scale = [], 0
    while value >= 1000:
        value, group = divmod(value, 1000)
        if group:
            words.append(_below_thousand(group) + (f" {_SCALES[scale - 1]}" if scale else ""))
        scale += 1
    if value or not words:
        words.append(_below_thousand(value) + (f" {_SCALES[scale - 1]}" if scale else ""))
    return " ".join(reversed(words))


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    if not hundreds:
        return _below_hundred(rest)
    return f"{_SMALL[hundreds]} hundred" + (f" {_below_hundred(rest)}" if rest else "")


def _below_hundred(value: int) -> str:
    if value < 20:
        return _SMALL[value]
    tens, ones = divmod(value, 10)
    return _TENS[tens] + (f" {_SMALL[ones]}" if ones else "")


@lru_cache(maxsize=4096)
def ordinal(value: int) -> str:
    """21 -> ``twenty first``."""
    *head, last = cardinal(value).split(" ")
    if last in _ORDINALS:
        last = _ORDINALS[last]
    else:
        last = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return " ".join([*head, last])


def digits(text: str, zero: str = "zero") -> str:
    """``650`` -> ``six five zero``; other characters are skipped."""
    return " ".join(zero if char == "0" else _SMALL[int(char)] for char in text if char.isdecimal())


@lru_cache(maxsize=4096)
def year(value: int) -> str:
    """1906 -> ``nineteen o six``, 2000 -> ``two thousand``, 2014 -> ``twenty fourteen``."""
    century, rest = divmod(value, 100)
    if value < 1000 or value > 9999 or (century % 10 == 0 and rest < 10):
        return cardinal(value)
    return f"{_below_hundred(century)} {_two_digits(rest, 'hundred')}"


def _two_digits(rest: int, none: str) -> str:
    return none if rest == 0 else f"o {_SMALL[rest]}" if rest < 10 else _below_hundred(rest)


def decade(value: int) -> str:
    """1980 -> ``nineteen eighties``, 90 -> ``nineties``, 1900 -> ``nineteen hundreds``."""
    words = year(value)
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def pairs(text: str) -> str:
    """House numbers and models: ``2788`` -> ``twenty seven eighty eight``, ``747`` -> ``seven forty seven``."""
    value = int(text)
    if text.startswith("0") or len(text) > 4:
        return digits(text)
    if len(text) == 4:
        return year(value)
    if len(text) == 3 and value % 100:
        return f"{_SMALL[value // 100]} {_two_digits(value % 100, 'hundred')}"
    return cardinal(value)


@lru_cache(maxsize=4096)
def number(text: str) -> str:
    """``1,234.50`` -> ``one thousand two hundred thirty four point five o``; a code such as ``007`` digit by digit."""
    whole, point, part = _MARKS.sub("", text).partition(".")
    if len(whole) > 1 and whole.startswith("0") and not point:
        return digits(whole)
    words = cardinal(int(whole)) if whole else ""
    if not part:
        return words
    # A zero among decimals is "o", but not where it stands alone or follows a zero: 1.07, 97.0, 0.05.
    zero = "zero" if part == "0" or not whole or int(whole) == 0 else "o"
    return f"{words} point {digits(part, zero)}".lstrip()


def plural(words: str) -> str:
    """``sixteen`` -> ``sixteens``, ``twenty`` -> ``twenties``, ``six`` -> ``sixes``."""
    if words.endswith("y"):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith(("x", "s")) else "s")


_PLURAL = {"half": "halves"}


def fraction(numerator: int, denominator: int) -> str:
    """3, 4 -> ``three quarters``; 1, 2 -> ``one half``."""
    part = {1: "over one", 2: "half", 4: "quarter"}.get(denominator) or ordinal(denominator)
    if numerator != 1 and denominator > 1:
        part = _PLURAL.get(part, part + "s")
    return f"{cardinal(numerator)} {part}"


def mixed(whole: int, numerator: int, denominator: int) -> str:
    """3, 3, 4 -> ``three and three quarters``; 19, 1, 2 -> ``nineteen and a half``."""
    part = fraction(numerator, denominator)
    return f"{cardinal(whole)} and {'a' + part[3:] if part in {'one half', 'one quarter'} else part}"


_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman(text: str) -> int | None:
    """``XIV`` -> 14; None where it is no well-formed numeral."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[char] for char in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


_BELOW_HUNDRED = frozenset(_SMALL[1:]) | frozenset(tens for tens in _TENS if len(tens) > 1)
_ABOVE = frozenset(["hundred", *_SCALES])
_SPELLINGS = re.compile(r"(\b|kilo|centi|milli|deci|micro|nano)(met|lit)er(s?)\b")


def british(said: str) -> str:
    """``one hundred five meters`` -> ``one hundred and five metres``."""
    words = said.split(" ")
    out = []
    for at, word in enumerate(words):
        out.append(word)
        if word in _ABOVE and at + 1 < len(words) and words[at + 1] in _BELOW_HUNDRED:
            behind = at + 2 if at + 2 >= len(words) or words[at + 2] not in _BELOW_HUNDRED else at + 3
            if word == "hundred" or behind >= len(words) or words[behind] not in _ABOVE:
                out.append("and")
    return _SPELLINGS.sub(r"\1\2re\3", " ".join(out))
