"""Spanish number words: values in, words out."""

from __future__ import annotations

import re
from functools import lru_cache

from audiogen.speakable.common.grammar import Grammar
from audiogen.speakable.common.tables import listed

_SMALL = listed("""
    cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis
    diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis
    veintisiete veintiocho veintinueve
""")
_TENS = ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_HUNDREDS = listed("""
    _ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos
""")
_SCALES = [("millón", "millones"), ("billón", "billones"), ("trillón", "trillones"), ("cuatrillón", "cuatrillones")]
_LARGEST = 10 ** (6 * (len(_SCALES) + 1))


@lru_cache(maxsize=4096)
def cardinal(value: int, gender: str = "") -> str:
    """21 -> ``veintiuno``, before a noun ``veintiún`` (m) or ``veintiuna`` (f); beyond quadrillions digit by digit."""
    if value < 0:
        return f"menos {cardinal(-value, gender)}"
    if value >= _LARGEST:
        return " ".join(_SMALL[int(digit)] for digit in str(value))
    rest, low = divmod(value, 1_000_000)
    words, scale = [], 0
    while rest:
        rest, group = divmod(rest, 1_000_000)
        if group:
            words.append(f"{_below_million(group, 'm')} {_SCALES[scale][group > 1]}")
        scale += 1
    words.reverse()
    if low or not words:
        words.append(_below_million(low, gender))
    return " ".join(words)


def _below_million(value: int, gender: str) -> str:
    thousands, ones = divmod(value, 1000)
    words = []
    if thousands:
        words.append("mil" if thousands == 1 else f"{_below_thousand(thousands, gender or 'm')} mil")
    if ones or not thousands:
        words.append(_below_thousand(ones, gender))
    return " ".join(words)


def _below_thousand(value: int, gender: str) -> str:
    if value == 100:
        return "cien"
    hundreds, rest = divmod(value, 100)
    head = _HUNDREDS[hundreds] if hundreds else ""
    if gender == "f" and hundreds > 1:
        head = head[:-2] + "as"
    if not rest and hundreds:
        return head
    return f"{head} {_below_hundred(rest, gender)}".lstrip()


def _below_hundred(value: int, gender: str) -> str:
    if value < 30:
        words = _SMALL[value]
    else:
        tens, ones = divmod(value, 10)
        words = f"{_TENS[tens]} y {_SMALL[ones]}" if ones else _TENS[tens]
    if not words.endswith("uno") or not gender:
        return words
    if gender == "f":
        return words[:-1] + "a"
    return "veintiún" if words == "veintiuno" else words[:-1]


_UNITS = listed("""
    _ primero segundo tercero cuarto quinto sexto séptimo octavo noveno
""")
_TENTHS = listed("""
    _ décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo
""")
_HUNDREDTHS = listed("""
    _ centésimo ducentésimo tricentésimo cuadringentésimo quingentésimo sexcentésimo septingentésimo
    octingentésimo noningentésimo
""")
_ACCENTS = str.maketrans("áéíóú", "aeiou")


@lru_cache(maxsize=2048)
def ordinal(value: int, gender: str = "m", short: bool = False) -> str:
    """3 -> ``tercero``, ``tercera``, before a masculine noun (`short`) ``tercer``; from a million on the cardinal."""
    if not 0 < value < 1_000_000:
        return cardinal(value)
    thousands, rest = divmod(value, 1000)
    words = []
    if thousands:
        words.append("milésimo" if thousands == 1 else _joined(thousands) + "milésimo")
    if rest >= 100:
        words.append(_HUNDREDTHS[rest // 100])
    if rest % 100:
        words += _ordinal_below_hundred(rest % 100, short)
    said = " ".join(words)
    if gender == "f":
        return re.sub(r"o\b", "a", said)
    return said[:-1] if short and said.endswith(("primero", "tercero")) else said


def _ordinal_below_hundred(value: int, short: bool) -> list[str]:
    tens, ones = divmod(value, 10)
    if value in {11, 12} and not short:
        return ["undécimo" if value == 11 else "duodécimo"]
    if not ones or not tens:
        return [_TENTHS[tens] if tens else _UNITS[ones]]
    if tens < 3:
        head = _TENTHS[tens].translate(_ACCENTS)
        return [head[:-1] + "octavo" if ones == 8 else head + _UNITS[ones]]
    return [_TENTHS[tens], _UNITS[ones]]


def _joined(value: int) -> str:
    """1200 -> ``mildoscientos``, as compounds are written."""
    return cardinal(value, "m" if value % 10 == 1 else "").translate(_ACCENTS).replace(" y ", "i").replace(" ", "")


def decimals(digits: str, gender: str = "") -> str:
    """Up to three digits as a number with its zeros in front, more in pairs: ``132`` -> ``ciento treinta y dos``."""
    if len(digits) <= 3:
        return _with_zeros(digits, gender)
    pairs = [digits[at : at + 2] for at in range(0, len(digits), 2)]
    return " ".join(_with_zeros(pair, gender) for pair in pairs)


def _with_zeros(digits: str, gender: str) -> str:
    bare = digits.lstrip("0")
    zeros = ["cero"] * (len(digits) - len(bare))
    return " ".join([*zeros, cardinal(int(bare), gender)] if bare else zeros)


def telephone_group(digits: str) -> str:
    """Digit by digit, full hundreds (``800``) as such."""
    if len(digits) == 3 and digits.endswith("00") and digits[0] != "0":
        return cardinal(int(digits))
    return " ".join(_SMALL[int(digit)] for digit in digits)


def fraction(whole: int, numerator: int, denominator: int, gender: str = "") -> str:
    """0, 3, 4 -> ``tres cuartos``; 1, 1, 2 -> ``uno y medio``; 1, 101 -> ``uno sobre ciento uno``."""
    lead = f"{cardinal(whole, 'f' if gender == 'f' else '')} y " if whole else ""
    if (numerator, denominator) == (1, 2):
        return lead + ("media" if gender == "f" else "medio")
    part = _part(denominator)
    if part is None:
        return f"{lead}{cardinal(numerator)} sobre {cardinal(denominator)}"
    return f"{lead}{cardinal(numerator, 'm')} {part}{'' if numerator == 1 else 's'}"


def _part(value: int) -> str | None:
    """The name of a part, where it has one: hundreds, thousands and millions in full, and all below a hundred."""
    if value < 2:
        return None
    if value <= 10:
        return {2: "medio", 3: "tercio"}.get(value) or ordinal(value)
    if value < 100:
        words = cardinal(value).translate(_ACCENTS).replace(" y ", "i")
        return (words[:-1] if words.endswith(("a", "uno")) else words) + "avo"
    for size, name in ((1_000_000, "millonésimo"), (1000, "milésimo")):
        if value % size == 0:
            return name if value == size else _joined(value // size) + name
    return ordinal(value) if value % 100 == 0 and value < 1000 else None


GRAMMAR = Grammar(
    cardinal=cardinal, decimals=decimals, fraction=fraction,
    comma="coma", point="punto", minus="menos", plus="más", to="a", by="por", per="por",
    of=lambda noun: f"de {noun}", of_part=lambda noun: f"de {noun}", gender_of_decimals="f",
)  # fmt: skip
