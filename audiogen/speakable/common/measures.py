"""Measures: ``5 km``, ``10-15kg``, ``60 km/h``, ``-5 °C``, ``40 %``. The names of units are the language's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from re import Match

from audiogen.speakable.common.grammar import Grammar
from audiogen.speakable.common.numerals import (
    DASH,
    FRACTION,
    MIXED_NUMBER,
    NUMBER,
    SIGN,
    VULGAR,
    either,
    fraction_parts,
)
from audiogen.speakable.rules import DIGIT, SHAPE, Context, Rule

_SYMBOL = (
    r"(?:sq\s[a-z]{2}|[A-Za-z]{3}\.(?=[,;)]|\s[a-zà-ÿ\d])|[A-Za-zµμΩ]{1,5}(?:[²³]|[23](?!\d))?|[%‰]"
    r"|[°º˚]\s?[CcFfKk](?!\w)|[°℃℉])"
)
_PER = r"(?:(?:100\s?)?[A-Za-z]{1,6}(?:[²³]|[23](?!\d))?)"
_END = r"(?![\w²³]|['’]\w)"
VALUE = rf"(?:{FRACTION}|{MIXED_NUMBER}|{NUMBER}|[{VULGAR}])"
#: Symbols that are words or names as often: read as units only behind a number, never by themselves.
_ONE_LETTER = frozenset("mglhsVWKNJLCFtadAPHB")


@dataclass(frozen=True)
class Unit:
    """A unit's names and the gender that its numerals take."""

    gender: str
    one: str
    many: str


def table(text: str) -> dict[str, Unit]:
    """Lines of ``symbols: gender one | many``; without ``|`` both are alike, ``| +x`` appends."""
    units: dict[str, Unit] = {}
    for line in text.strip().splitlines():
        symbols, _, names = line.partition(": ")
        gender, _, names = names.partition(" ")
        one, _, many = names.partition(" | ")
        unit = Unit(gender, one, one + many[1:] if many.startswith("+") else many or one)
        units.update(dict.fromkeys(symbols.split(", "), unit))
    return units


def _folded(units: Mapping[str, Unit]) -> dict[str, Unit]:
    """Symbols of two characters and more in small letters, where case is all that differs: the first row wins."""
    folded: dict[str, Unit] = {}
    for symbol, unit in units.items():
        if len(symbol) > 1:
            folded.setdefault(symbol.lower(), unit)
    return folded


class Measures:
    """A language's units with what looks them up."""

    def __init__(
        self, grammar: Grammar, units: Mapping[str, Unit], per: Mapping[str, str], scales: tuple[str, ...]
    ) -> None:
        """`per`: what stands behind a slash; `scales`: words such as ``Millionen`` between number and unit."""
        self.grammar, self.units, self.per = grammar, units, per
        self._folded = _folded(units)
        self._scales = scales

    def unit(self, written: str) -> Unit | None:
        symbol = written.replace("º", "°").replace("˚", "°").replace(" ", "").removesuffix(".")
        return self.units.get(symbol) or self._folded.get(symbol.lower())

    def _behind_slash(self, written: str) -> str | None:
        if written.startswith("100"):
            unit = self.unit(written[3:].strip())
            return None if unit is None else f"{self.grammar.number('100', unit.gender)} {unit.many}"
        unit = self.unit(written)
        return self.per.get(written) or (unit.one if unit is not None else None)

    def measure(self, match: Match[str], context: Context) -> str | None:
        """A number (or range, or both sides of ``x``) and its unit, with what it is per."""
        written = match["unit"]
        compound = self.unit(f"{written}/{match['per']}") if match["per"] else None
        unit = compound or self.unit(written)
        per = None if compound or not match["per"] else self._behind_slash(match["per"])
        if unit is None or (match["per"] and not (compound or per)):
            return None
        if written in _ONE_LETTER and not self._unit_here(match, context):
            return None
        grammar, last = self.grammar, match["n2"] or match["n"]
        said = grammar.number(match["n"], unit.gender)
        if match["n2"]:
            joint = grammar.by if match["joint"].strip() in {"x", "×"} else grammar.to
            said += f" {joint} {grammar.number(last, unit.gender)}"
        one = grammar.is_one(last) and not match["scale"] and not (match["n2"] and not grammar.singular_below_two)
        name = unit.one if one else unit.many
        broken = fraction_parts(last)
        if broken is not None and broken[2] != 2:
            name = grammar.of_part(unit.one if one else name)
        if match["scale"]:
            said, name = f"{said} {match['scale']}", grammar.of(name)
        return grammar.sign(match["minus"]) + f"{said} {name}" + (f" {grammar.per} {per}" if per else "")

    def _unit_here(self, match: Match[str], context: Context) -> bool:
        """A single letter behind a space is a unit unless a name goes on: ``5 m`` but not ``5 M Street``."""
        behind = context.text[match.end() : match.end() + 2]
        if not match["gap"] and match["unit"].isupper() and not match["per"]:
            return match["unit"] in "VW"
        name_follows = behind[:1] == " " and behind[1:].isupper() and match["unit"].isupper()
        return not name_follows and not behind.startswith(("-", "'"))

    def number_per(self, match: Match[str], context: Context) -> str | None:
        """``56,3 /km²``."""
        name = self._behind_slash(match["per"])
        if name is None:
            return None
        return f"{self.grammar.sign(match['minus'])}{self.grammar.number(match['n'])} {self.grammar.per} {name}"

    def alone(self, match: Match[str], context: Context) -> str | None:
        """A unit with a power or ``km/h`` without its number."""
        unit = self.unit(match[0])
        if unit is not None:
            return unit.many
        first, _, second = match[0].partition("/")
        unit, per = self.unit(first), self._behind_slash(second) if second else None
        if unit is None or (second and per is None):
            return None
        return unit.many + (f" {self.grammar.per} {per}" if per else "")

    def per_word(self, match: Match[str], context: Context) -> str | None:
        """``Euro/Monat``."""
        written = match["per"] or match["behind"]
        name = self._behind_slash(written) or (written if len(written) > 2 else None)
        return name and f" {self.grammar.per} {name}"

    def sides(self, match: Match[str], context: Context) -> str | None:
        """``4x4``, ``10 × 15``."""
        numbers = [self.grammar.number(part.strip()) for part in match[0].replace("×", "x").split("x")]
        return f" {self.grammar.by} ".join(numbers)

    def rules(self) -> tuple[Rule, ...]:
        scale = rf"(?:\s(?P<scale>(?i:{either(self._scales)})))?"
        words = either(name for name in self.per if len(name) > 2 and name.isalpha())
        two = rf"(?:\s?[%°]?(?P<joint>{DASH}|\s?[x×]\s?|\s{self.grammar.to}\s)(?P<n2>{NUMBER}))?"
        return (
            Rule(
                "measure",
                rf"{SIGN}(?P<n>{VALUE}){two}{scale}(?P<gap>\s?|-)(?P<unit>{_SYMBOL})(?:\.?\s?/\s?(?P<per>{_PER}))?"
                rf"{_END}",
                self.measure,
                at=DIGIT + "-−–+" + VULGAR,
            ),
            Rule("number per", rf"{SIGN}(?P<n>{NUMBER})\s?/\s?(?P<per>[A-Za-z]{{1,5}}[²³]?){_END}", self.number_per,
                at=DIGIT + "-−–+"),
            Rule("per word", rf"(?:(?<=[^\W\d_])/(?P<per>kg|ha|km²|m²|m³|kWh|MWh|{words})"
                r"|(?<=[€$£])/(?P<behind>\w+))(?!\w)", self.per_word, at="/"),
            Rule("sides", rf"{NUMBER}(?:\s?[x×]\s?{NUMBER}){{1,2}}(?!\w)", self.sides, at=DIGIT),
            Rule("by", r"(?<=[\w²]\s)x(?=\s\d)", self.grammar.by, words=["x"]),
            Rule("unit alone", rf"(?:km²|m²|cm²|m³|cm³|km/h|kWh|m/s|t/a|[°º]\s?[CF](?!\w))(?:/(?:h|s|a))?{_END}",
                self.alone, at=SHAPE + "°º", words=["km", "m"]),
        )  # fmt: skip
