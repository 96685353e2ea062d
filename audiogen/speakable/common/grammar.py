"""What the shared rules need to know of a language: its number words and a few small words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from audiogen.speakable.common.numerals import fraction_parts, parts


def _same(noun: str) -> str:
    return noun


@dataclass(frozen=True)
class Grammar:
    """Number words and small words of a language. A gender is ``m``, ``f``, ``n``, empty where nothing is counted."""

    cardinal: Callable[[int, str], str]
    """Value and the gender of what is counted -> words."""
    decimals: Callable[[str, str], str]
    """Digits behind the comma and the gender of what is counted -> words."""
    fraction: Callable[[int, int, int, str], str]
    """Whole, numerator, denominator and the gender of what is counted -> words."""
    comma: str
    point: str
    """Where the decimals stand behind a point instead."""
    minus: str
    plus: str
    to: str
    """Between the ends of a range."""
    by: str
    """Between the sides of an area."""
    per: str
    of: Callable[[str], str] = _same
    """What joins a scale to its noun: ``euros`` -> ``d'euros`` behind ``millions``."""
    of_part: Callable[[str], str] = _same
    """A unit behind a fraction other than a half: ``milla`` -> ``de milla``."""
    gender_of_decimals: str = "-"
    """The gender that changes the number before the comma too (Spanish ``una coma cero una millas``)."""
    singular_below_two: bool = False
    """1,5 takes a singular (French)."""

    def number(self, written: str, gender: str = "") -> str:
        """``1.234,5`` or ``1 3/4`` in words; a code such as ``007`` digit by digit."""
        broken = fraction_parts(written)
        if broken is not None:
            return self.fraction(*broken, gender)
        whole, decimals = parts(written)
        if len(whole) > 1 and whole.startswith("0") and not decimals:
            return self.digits(whole)
        if not decimals:
            return self.cardinal(int(whole), gender) if len(whole) < 40 else self.digits(whole)
        before = gender if gender == self.gender_of_decimals else ""
        lead = self.cardinal(int(whole), before) if len(whole) < 40 else self.digits(whole)
        mark = self.point if "." in written and "," not in written else self.comma
        return f"{lead} {mark} {self.decimals(decimals, gender)}"

    def two_numbers(self, written: str) -> str:
        """Both numbers of what looks like a fraction and is none: ``24/7``, ``50/50``; else empty."""
        broken = fraction_parts(written)
        if broken is None or broken[0] or "/" not in written:
            return ""
        none = broken[1] == broken[2] or broken[1:] == (24, 7)
        return f"{self.cardinal(broken[1], '')} {self.cardinal(broken[2], '')}" if none else ""

    def digits(self, text: str) -> str:
        """``650`` digit by digit; other characters are skipped."""
        return " ".join(self.cardinal(int(char), "") for char in text if char.isdecimal())

    def is_one(self, written: str) -> bool:
        """The number takes a singular."""
        broken = fraction_parts(written)
        if broken is not None:
            return broken[0] == 0 or (broken[0] == 1 and (self.singular_below_two or self.of_part is not _same))
        whole, decimals = parts(written)
        return (int(whole[:9]) == 1 and len(whole) < 9 and not decimals) or (
            self.singular_below_two and len(whole) == 1 and int(whole) < 2
        )

    def sign(self, written: str | None) -> str:
        """``-`` -> ``minus ``."""
        return "" if not written else f"{self.plus} " if written == "+" else f"{self.minus} "
