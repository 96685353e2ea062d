"""French number words: values in, words out, in the traditional spelling."""

from __future__ import annotations

import re
from functools import lru_cache

from audiogen.speakable.common.grammar import Grammar
from audiogen.speakable.common.tables import listed

_SMALL = listed("""
    zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept
    dix-huit dix-neuf
""")
_TENS = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"]
_SCALES = ["million", "milliard", "billion", "billiard", "trillion", "trilliard", "quadrillion", "quadrilliard"]
_LARGEST = 10 ** (3 * (len(_SCALES) + 2))


@lru_cache(maxsize=4096)
def cardinal(value: int, gender: str = "") -> str:
    """21 -> ``vingt et un``, before a feminine noun ``vingt et une``; beyond quadrilliards digit by digit."""
    if value < 0:
        return f"moins {cardinal(-value, gender)}"
    if value >= _LARGEST:
        return " ".join(_SMALL[int(digit)] for digit in str(value))
    rest, low = divmod(value, 1_000_000)
    words, scale = [], 0
    while rest:
        rest, group = divmod(rest, 1000)
        if group:
            words.append(f"{_below_thousand(group)} {_SCALES[scale]}{'s' if group > 1 else ''}")
        scale += 1
    words.reverse()
    thousands, ones = divmod(low, 1000)
    if thousands:
        words.append(f"{_invariable(_below_thousand(thousands))} mille" if thousands > 1 else "mille")
    if ones or not words:
        words.append(_below_thousand(ones))
    said = " ".join(words)
    return said + "e" if gender == "f" and re.search(r"\bun$", said) else said


def _invariable(words: str) -> str:
    """``quatre-vingts``, ``deux cents`` lose their s before mille."""
    return words[:-1] if words.endswith(("cents", "vingts")) else words


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = "cent" if hundreds == 1 else f"{_SMALL[hundreds]} cent"
    return f"{head} {_below_hundred(rest)}" if rest else head + ("s" if hundreds > 1 else "")


def _below_hundred(value: int) -> str:
    if value < 20:
        return _SMALL[value]
    tens, ones = divmod(value, 10)
    if tens in {7, 9}:
        ones += 10
    if value == 80:
        return "quatre-vingts"
    if not ones:
        return _TENS[tens]
    joint = " et " if ones in {1, 11} and tens < 8 else "-"
    return f"{_TENS[tens]}{joint}{_SMALL[ones]}"


@lru_cache(maxsize=2048)
def ordinal(value: int, gender: str = "m", plural: bool = False) -> str:
    """1 -> ``premier``, 21 -> ``vingt et unième``."""
    tail = "s" if plural else ""
    if value == 1:
        return ("première" if gender == "f" else "premier") + tail
    words = _invariable(cardinal(value))
    words = words.removesuffix("s") if words.endswith(("millions", "milliards")) else words
    if words.endswith("e"):
        words = words[:-1]
    elif words.endswith("cinq"):
        words += "u"
    elif words.endswith("neuf"):
        words = words[:-1] + "v"
    return f"{words}ième{tail}"


def decimals(digits: str, gender: str = "") -> str:
    """Up to three digits as a number with its zeros in front, more in pairs: ``1313`` -> ``treize treize``."""
    if len(digits) <= 3:
        return _with_zeros(digits)
    return " ".join(_with_zeros(digits[at : at + 2]) for at in range(0, len(digits), 2))


def _with_zeros(digits: str) -> str:
    bare = digits.lstrip("0")
    zeros = ["zéro"] * (len(digits) - len(bare))
    return " ".join([*zeros, cardinal(int(bare))] if bare else zeros)


def telephone_group(digits: str) -> str:
    """The digits between two marks: in pairs where they are many."""
    if len(digits) <= 3:
        return _with_zeros(digits)
    odd = len(digits) % 2
    pairs = [digits[:odd]] * odd + [digits[at : at + 2] for at in range(odd, len(digits), 2)]
    return " ".join(_with_zeros(pair) for pair in pairs)


_PARTS = {2: ("demi", "demis"), 3: ("tiers", "tiers"), 4: ("quart", "quarts")}


def fraction(whole: int, numerator: int, denominator: int, gender: str = "") -> str:
    """0, 3, 4 -> ``trois quarts``; 1, 1, 2 -> ``un et demi``."""
    if denominator == 1:
        return f"{cardinal(whole) + ' et ' if whole else ''}{cardinal(numerator)} sur un"
    one, many = _PARTS.get(denominator) or (ordinal(denominator), ordinal(denominator) + "s")
    if not whole:
        return f"{cardinal(numerator)} {one if numerator < 2 else many}"
    if (numerator, denominator) == (1, 2):
        return f"{cardinal(whole, gender)} et demi{'e' if gender == 'f' else ''}"
    return f"{cardinal(whole, gender)} et {cardinal(numerator)} {one if numerator < 2 else many}"


def of(noun: str) -> str:
    """``euros`` -> ``d'euros``, ``dollars`` -> ``de dollars``."""
    return f"d'{noun}" if re.match("(?i)[aeiouéèêâîôûy]|h(?:e[cr]|ab|omm|ryv)", noun) else f"de {noun}"


_SWISS = (
    (re.compile(r"soixante et onze\b"), "septante et un"),
    (re.compile(r"\bquatre-vingt-(dix|onze|douze|treize|quatorze|quinze|seize)"), "nonante-"),
    (re.compile(r"\bsoixante-(dix|douze|treize|quatorze|quinze|seize)"), "septante-"),
)
_TEENS = {
    "dix": "",
    "onze": "un",
    "douze": "deux",
    "treize": "trois",
    "quatorze": "quatre",
    "quinze": "cinq",
    "seize": "six",
}


def belgian(said: str) -> str:
    """``soixante-douze`` -> ``septante-deux``, ``quatre-vingt-dix-sept`` -> ``nonante-sept``."""
    said = _SWISS[0][0].sub(_SWISS[0][1], said)
    for pattern, tens in _SWISS[1:]:
        said = pattern.sub(lambda match, tens=tens: _ty(tens, match[1]), said)  # type: ignore[misc]
    return said


def _ty(tens: str, teen: str) -> str:
    ones = _TEENS[teen]
    return f"{tens[:-1]} et {ones}" if ones == "un" else f"{tens}{ones}".removesuffix("-")


GRAMMAR = Grammar(
    cardinal=cardinal, decimals=decimals, fraction=fraction,
    comma="virgule", point="point", minus="moins", plus="plus", to="à", by="sur", per="par", of=of,
    singular_below_two=True,
)  # fmt: skip
