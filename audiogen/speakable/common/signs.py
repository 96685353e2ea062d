"""Signs: ``&``, ``+``, ``§``, superscripts, Greek letters, chemistry; what is seen and not heard is dropped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from re import Match

from audiogen.speakable.common.grammar import Grammar
from audiogen.speakable.common.numerals import SUBSCRIPT_CHARS, SUPERSCRIPT_CHARS, SUPERSCRIPTS
from audiogen.speakable.common.tables import listed
from audiogen.speakable.rules import LETTER, SHAPE, Context, Rule

SILENT = "®™℠•·‣▪■□●○◆★☆✓✔†‡|¦^~_`´¨*#{}<>\\\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f"
_JOINTS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_EMOJI = "\u2600-\u27bf\u2b50\u2b55\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
_EMOJI_CHARS = "".join(
    map(
        chr,
        [
            *range(0x2600, 0x2776),
            *range(0x2794, 0x27C0),
            0x2B50,
            0x2B55,
            *range(0x1F1E6, 0x1F200),
            *range(0x1F300, 0x1FB00),
        ],
    )
)
_ELEMENTS = "H|He|Li|C|N|O|F|Na|Mg|Al|Si|P|S|Cl|K|Ca|Fe|Cu|Zn|Br|Ag|I|Au|Hg|Pb|U|Ti|Mn|Ni|Ba"
_FORMULAS = frozenset(
    listed("""CO2 H2O CH4 O2 O3 N2 H2 NO2 N2O SO2 NH3 H2O2 H2SO4 CaCO3 C2H5OH CO3 SO4 NO3 PO4 SiO2 TiO2 Fe2O3 UF6 SF6
    C6H12O6
    HCO3 Na2CO3 Al2O3""")
)
_NUMERAL_SIGNS = "".join(map(chr, [*range(0x2160, 0x2189), *range(0x2460, 0x249C), *range(0x2776, 0x2794)]))


def greek_names(names: str) -> dict[str, str]:
    """The names of the letters from alpha to omega, 24 words."""
    letters = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", names.split(), strict=True))
    return letters | {"ς": letters["σ"], "ϕ": letters["φ"], "µ": letters["μ"]}


def rules(
    grammar: Grammar, signs: Mapping[str, str], greek: Mapping[str, str], power_of: str, powers: Mapping[int, str]
) -> tuple[Rule, ...]:
    """`signs`: said wherever they stand; `power_of`: before an exponent; `powers`: those with a word of their own."""

    def sign(match: Match[str], context: Context) -> str | None:
        return signs[match[0]]

    def drop(match: Match[str], context: Context) -> str | None:
        """Letters on both sides of what is dropped stay apart."""
        before, behind = context.char_before(match.start()), context.text[match.end() : match.end() + 1]
        return " " if before.isalnum() and behind.isalnum() and match[0] not in _JOINTS else ""

    def letter(match: Match[str], context: Context) -> str | None:
        return greek.get(match[0].lower())

    def formula(match: Match[str], context: Context) -> str | None:
        """``CO2``, ``H₂SO₄``: letters and numbers one by one."""
        written = match[0].translate(SUPERSCRIPTS)
        if written not in _FORMULAS and written == match[0]:
            return None
        said = []
        for element, count in re.findall(rf"({_ELEMENTS})(\d*)", written):
            said.append(" ".join(element.upper()) + (f" {grammar.cardinal(int(count), '')}" if count else ""))
        return " ".join(said)

    def power(match: Match[str], context: Context) -> str | None:
        """``x²``, ``10⁻³``; a number raised behind a word is a note's, and said as a number."""
        written = match[1].translate(SUPERSCRIPTS)
        if not re.fullmatch(r"[+-]?\d{1,9}", written):
            return ""
        value, before = int(written), context.char_before(match.start())
        word = before.isalpha() and context.char_before(match.start() - 1).isalpha()
        if word or not (before.isalnum() or before == ")"):
            return grammar.cardinal(value, "")
        return powers.get(value) or f"{power_of} {grammar.cardinal(value, '')}"

    def lowered(match: Match[str], context: Context) -> str | None:
        return grammar.number(match[0].translate(SUPERSCRIPTS))

    def numeral(match: Match[str], context: Context) -> str | None:
        value = unicodedata.numeric(match[0], 0.5)
        return grammar.cardinal(int(value), "") if value == int(value) else None

    formulas = rf"(?:(?:{_ELEMENTS})[0-9₀-₉]{{0,2}}){{1,6}}(?<=[A-Za-z0-9₀-₉])(?<=[0-9₀-₉A-Z])(?![\w₀-₉])"
    return (
        Rule("formula", formulas, formula, at=SHAPE),
        Rule("power", rf"([{SUPERSCRIPT_CHARS}]+)", power, at=SUPERSCRIPT_CHARS),
        Rule("power, caret", r"\^\(?(-?\d+)\)?", power, at="^"),
        Rule("lowered", rf"[{SUBSCRIPT_CHARS}]+", lowered, at=SUBSCRIPT_CHARS),
        Rule("numeral sign", r".", numeral, at=_NUMERAL_SIGNS),
        Rule("Greek", rf"(?<!{LETTER})[{''.join(greek)}{''.join(greek).upper()}](?![α-ωΑ-Ωά-ώ])", letter, at=SHAPE,
            words=greek),
        Rule("slash", r"\s?/\s?", " ", at="/"),
        Rule("sign", r".", sign, at="".join(signs)),
        Rule("emoji", rf"[{_EMOJI}](?:\s?[{_EMOJI}\u200d\ufe0e\ufe0f\u20e3])*", "", at=_EMOJI_CHARS),
        Rule("silent", r".", drop, at="".join(char for char in SILENT if char not in signs)),
    )  # fmt: skip
