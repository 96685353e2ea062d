"""German number words: values in, words out. Spaced (``zwei und siebzig``), so that each part keeps its sound."""

from __future__ import annotations

from functools import lru_cache

from audiogen.speakable.common.grammar import Grammar
from audiogen.speakable.common.tables import listed

_SMALL = listed("""
    null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn
    siebzehn achtzehn neunzehn
""")
_TENS = ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
SCALES = ["Million", "Milliarde", "Billion", "Billiarde", "Trillion", "Trilliarde", "Quadrillion", "Quadrilliarde"]
_LARGEST = 10 ** (3 * (len(SCALES) + 2))
_ONE = {"": "eins", "m": "ein", "n": "ein", "f": "eine"}
_STEMS = {"eins": "erst", "drei": "dritt", "sieben": "siebt", "acht": "acht"}


@lru_cache(maxsize=4096)
def cardinal(value: int, gender: str = "") -> str:
    """21 -> ``ein und zwanzig``; 1 before a feminine noun -> ``eine``; beyond quadrilliards digit by digit."""
    if value < 0:
        return f"minus {cardinal(-value, gender)}"
    if value == 1:
        return _ONE[gender]
    if value >= _LARGEST:
        return " ".join(_SMALL[int(digit)] for digit in str(value))
    rest, low = divmod(value, 1_000_000)
    words, scale = [], 0
    while rest:
        rest, group = divmod(rest, 1000)
        if group:
            words.append(
                f"eine {SCALES[scale]}" if group == 1 else f"{_below_thousand(group)} {_plural(SCALES[scale])}"
            )
        scale += 1
    words.reverse()
    thousands, ones = divmod(low, 1000)
    if thousands:
        words.append(f"{_before(_below_thousand(thousands))} tausend")
    if ones or not words:
        words.append(_below_thousand(ones))
    return " ".join(words)


def _plural(scale: str) -> str:
    return scale + ("n" if scale.endswith("e") else "en")


def _before(words: str) -> str:
    """``hundert eins`` -> ``hundert ein`` before tausend."""
    return words[:-1] if words.endswith("eins") else words


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    head = f"{_before(_SMALL[hundreds])} hundert" if hundreds else ""
    return f"{head} {_below_hundred(rest)}" if head and rest else head or _below_hundred(rest)


def _below_hundred(value: int) -> str:
    if value < 20:
        return _SMALL[value]
    tens, ones = divmod(value, 10)
    return f"{_before(_SMALL[ones])} und {_TENS[tens]}" if ones else _TENS[tens]


@lru_cache(maxsize=2048)
def ordinal(value: int, ending: str = "er") -> str:
    """3 -> ``dritter``, with another ending ``dritten``."""
    return _stem(value) + ending


def _stem(value: int) -> str:
    *head, last = cardinal(value).split(" ")
    if last in SCALES or (last.endswith("en") and last[:-2] in SCALES):
        last = last.removesuffix("en").rstrip("e").lower() + "st"
    elif value % 100 == 0 or value % 100 > 19:
        last += "t" if value == 0 else "st"
    else:
        last = _STEMS.get(last, last + "t")
    return " ".join([*head, last])


@lru_cache(maxsize=2048)
def year(value: int) -> str:
    """1998 -> ``neunzehn hundert acht und neunzig``, 2003 -> ``zwei tausend drei``."""
    century, rest = divmod(value, 100)
    if not 1100 <= value <= 1999:
        return cardinal(value)
    return f"{_SMALL[century]} hundert" + (f" {_below_hundred(rest)}" if rest else "")


def decade(value: int) -> str:
    """1980 -> ``neunzehn hundert achtziger``, 90 -> ``neunziger``, 2010 -> ``zwei tausend zehner``."""
    words = year(value)
    return _before(words) + "er"


def decimals(digits: str, gender: str = "") -> str:
    return " ".join(_SMALL[int(digit)] for digit in digits)


def fraction(whole: int, numerator: int, denominator: int, gender: str = "") -> str:
    """0, 3, 4 -> ``drei viertel``; 1, 1, 2 -> ``ein ein halb``; a denominator of one or none has no part: ``durch``."""
    lead = cardinal(whole, "n") + " " if whole else ""
    if denominator == 2:
        return lead + ("ein halb" if numerator == 1 else f"{cardinal(numerator, 'n')} halbe")
    if denominator == 1:
        return f"{lead}{cardinal(numerator)} durch eins"
    return f"{lead}{cardinal(numerator, 'n')} {_part(denominator)}"


def _part(denominator: int) -> str:
    return "hundertstel" if denominator == 100 else "tausendstel" if denominator == 1000 else _stem(denominator) + "el"


GRAMMAR = Grammar(
    cardinal=cardinal, decimals=decimals, fraction=fraction,
    comma="Komma", point="Komma", minus="minus", plus="plus", to="bis", by="mal", per="pro",
)  # fmt: skip
