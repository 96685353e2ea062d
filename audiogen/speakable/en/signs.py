"""Signs of English: ``&``, ``and/or``, Greek letters, chemistry, superscripts, arrows, emoji, censored words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from re import Match

from audiogen.speakable.en.numbers import cardinal, ordinal
from audiogen.speakable.rules import LETTER, SHAPE, Context, Rule, words

_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega"
)
_GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK_NAMES.split(" "), strict=True)) | {
    "ς": "sigma", "ϕ": "phi", "ϑ": "theta", "µ": "mu",
}  # fmt: skip
#: Said wherever they stand.
SIGNS = {
    "&": "and", "=": "equals", "+": "plus", "±": "plus or minus", "×": "times", "÷": "divided by",
    "≈": "approximately", "≠": "is not equal to", "≤": "is less than or equal to",
    "≥": "is greater than or equal to", "∞": "infinity", "√": "the square root of", "∑": "the sum of",
    "∫": "the integral of", "∂": "partial", "∆": "delta", "∈": "is an element of", "∪": "union",
    "∩": "intersection", "°": "degrees", "§": "section", "¶": "paragraph", "©": "copyright", "%": "percent",
    "‰": "per mille", "№": "number", "→": "to", "⇒": "implies", "↔": "to and from", "↑": "up", "↓": "down",
    "←": "from", "$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "¢": "cents", "@": "at",
    "\\": "backslash", "℃": "degrees Celsius", "℉": "degrees Fahrenheit", "Ω": "ohms", "∝": "is proportional to",
    "½": "one half",
}  # fmt: skip
#: Seen, not heard.
SILENT = "®™℠•·‣▪■□●○◆★☆✓✔†‡|¦^~_`´¨*#{}<>«»‹›\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f"
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-0123456789+-")


def sign(match: Match[str], context: Context) -> str | None:
    if match[0] == "$" and context.text[match.end() : match.end() + 1].isalpha():
        return ""  # a share's name: $AAPL
    if match[0] in "$€£¥¢" and context.after(match.end()) in {"sign", "symbol"}:
        return SIGNS[match[0]].removesuffix("s")
    return f" {SIGNS[match[0]]} ".strip() if match[0] in SIGNS else None


def drop(match: Match[str], context: Context) -> str | None:
    """Nothing is said; letters on both sides stay apart by a space that was there, or stay together."""
    before, behind = context.char_before(match.start()), context.text[match.end() : match.end() + 1]
    return (
        " " if before.isalnum() and behind.isalnum() and match[0] not in "\u00ad\u200b\u200c\u200d\u2060\ufeff" else ""
    )


def greek(match: Match[str], context: Context) -> str | None:
    """A Greek letter by itself or beside Latin ones: ``α-helix``, ``μ``; Greek words are left."""
    name = _GREEK.get(match[0].lower())
    return name.capitalize() if name and match[0].isupper() else name


_ELEMENTS = "H|He|Li|C|N|O|F|Na|Mg|Al|Si|P|S|Cl|K|Ca|Fe|Cu|Zn|Br|Ag|I|Au|Hg|Pb|U|Ti|Mn|Ni|Ba"
_FORMULAS = words("""
    CO2 H2O CH4 O2 O3 N2 H2 NO2 N2O SO2 NH3 H2O2 H2SO4 CaCO3 C2H5OH CO3 SO4 NO3 PO4 SiO2 TiO2 Fe2O3 UF6 SF6
    C6H12O6 HCO3 Na2CO3 Al2O3
""")


def formula(match: Match[str], context: Context) -> str | None:
    """``CO2``, ``H₂SO₄``: letters and numbers one by one."""
    written = match[0].translate(_SUPERSCRIPTS)
    if written not in _FORMULAS and written == match[0]:
        return None
    words = []
    for element, count in re.findall(rf"({_ELEMENTS})(\d*)", written):
        words.append(" ".join(element.upper()) + (f" {cardinal(int(count))}" if count else ""))
    return " ".join(words)


def power(match: Match[str], context: Context) -> str | None:
    """``x²``, ``10⁻³``, ``10^6``, and a note's number, which is said as a number."""
    written = match[1].translate(_SUPERSCRIPTS)
    before = context.char_before(match.start())
    if not re.fullmatch(r"[+-]?\d+", written):
        return None
    value = int(written)
    squared = {2: "squared", 3: "cubed"}.get(value)
    if squared and before.isalnum():
        return squared
    if before.isdecimal() or (before.isalpha() and not context.char_before(match.start() - 1).isalpha()):
        return f"to the {'minus ' if value < 0 else ''}{ordinal(abs(value))}"
    return cardinal(value)


def lowered(match: Match[str], context: Context) -> str | None:
    return cardinal(int(match[0].translate(_SUPERSCRIPTS)))


def numeral(match: Match[str], context: Context) -> str | None:
    """Circled numbers and numerals of one character: ``①``, ``Ⅷ``."""
    try:
        value = unicodedata.numeric(match[0])
    except ValueError:
        return None
    return cardinal(int(value)) if value == int(value) else None


def sharp(match: Match[str], context: Context) -> str | None:
    return f"{match[1]} sharp"


def and_or(match: Match[str], context: Context) -> str | None:
    """``and/or`` -> ``and or``, ``he/she`` -> ``he or she``."""
    first, second = match[1], match[2]
    if first.lower() == "s":
        return "she or he"
    return f"{first} {'' if first.lower() == 'and' else 'or '}{second}"


def censored(match: Match[str], context: Context) -> str | None:
    """``f***ing`` -> ``f bleeping``, ``s**t`` -> ``s bleep``: what was taken out is heard as such."""
    first, tail = match[1], match[2] or ""
    if first.isupper() and len(first) == 1 and not tail and match[0].count("*") < 3:  # a grade: A*
        return first + " star" * match[0].count("*")
    if tail in {"ing", "er", "ers", "ed", "s"}:
        return f"{first} bleep{tail if tail != 'ed' else 'ed'}"
    return f"{first} bleep" + (f" {' '.join(tail)}" if tail else "")


#: Names that Unicode gives in a way nobody says.
_EMOJI_NAMES = {
    "white heavy check mark": "check mark", "heavy check mark": "check mark", "heavy black heart": "red heart",
    "white medium star": "star", "police cars revolving light": "police car light",
    "person with folded hands": "folded hands", "hundred points symbol": "hundred points",
    "black sun with rays": "sun", "clapping hands sign": "clapping hands", "black heart suit": "heart",
    "smiling face with smiling eyes": "smiling face", "slightly smiling face": "smiling face",
    "white smiling face": "smiling face", "earth globe europe africa": "globe", "high voltage sign": "lightning",
}  # fmt: skip


@lru_cache(maxsize=512)
def emoji_name(char: str) -> str:
    name = unicodedata.name(char, "").lower()
    name = re.sub(r"[^a-z ]", " ", name.removeprefix("emoji ")).strip()
    return _EMOJI_NAMES.get(name) or name.removesuffix(" sign").removesuffix(" symbol")


def grade(match: Match[str], context: Context) -> str | None:
    """``B-``, ``AA-``: a mark or a rating."""
    return f"{' '.join(match[1])} minus"


def emoji(match: Match[str], context: Context) -> str | None:
    """A run of emoji is named once, by its first sign: ``fire emoji``; flags and modifiers are dropped."""
    for char in match[0]:
        if (
            char in "\u200d\ufe0e\ufe0f\u20e3"
            or "\U0001f3fb" <= char <= "\U0001f3ff"
            or "\U0001f1e6" <= char <= "\U0001f1ff"
        ):
            continue
        name = emoji_name(char)
        if name:
            before = context.char_before(match.start())
            return f"{' ' if before.isalnum() else ''}{name} emoji"
    return ""


EMOJI = "\u2600-\u27bf\u2b50\u2b55\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
_EMOJI_RUN = rf"[{EMOJI}](?:\s?[{EMOJI}\u200d\ufe0e\ufe0f\u20e3])*"
_EMOJI_CHARS = "".join(
    map(chr, [*range(0x2600, 0x27C0), 0x2B50, 0x2B55, *range(0x1F1E6, 0x1F200), *range(0x1F300, 0x1FB00)])
)
_EMOJI_CHARS = "".join(
    char for char in _EMOJI_CHARS if char not in SIGNS and char not in SILENT and not char.isnumeric()
)

FORMULA = Rule("formula",
        rf"(?:(?:{_ELEMENTS})[0-9₀-₉]{{0,2}}){{1,6}}(?<=[A-Za-z0-9₀-₉])(?=\W|$)(?<=[0-9₀-₉A-Z])(?![\w₀-₉])",
        formula, at=SHAPE)  # fmt: skip
_NUMERAL_SIGNS = "".join(map(chr, [*range(0x2160, 0x2189), *range(0x2460, 0x249C), *range(0x2776, 0x2794)]))
RULES = (
    Rule("censored", rf"(?i:([fscbpadtwnmgk]{LETTER}?)\*+({LETTER}{{1,4}})?)(?![\w*])", censored, at=SHAPE, words=()),
    Rule("and/or",
        r"(?i:(s(?=/he)|and|he|she|him|her|his|they|yes|either)/(or|she|he|her|him|hers|no|they))(?![\w/])",
        and_or, at=SHAPE),
    # Engines have dictionaries of contractions, and those are written with the plain apostrophe.
    Rule("apostrophe", rf"[’ʼ](?={LETTER})(?<={LETTER}.)", "'", at="’ʼ"),
    Rule("less", r"<\s?(?=[\d$£€.])", "less than ", at="<"),
    Rule("more", r">\s?(?=[\d$£€.])", "more than ", at=">"),
    Rule("is less", r"<(?=\s)(?<=\s<)", "is less than", at="<"),
    Rule("is more", r">(?=\s)(?<=\s>)", "is more than", at=">"),
    Rule("grade", r"([A-D]{1,3})[-−](?=[,.;:)\]]|$|\s(?:grade|grades|rating|student|average|from|to|with)\b)", grade,
        at=SHAPE, words="abcd"),
    Rule("sections", r"§§\s?(?=\d)", "sections ", at="§"),
    Rule("about", r"[~≈∼]\s?(?=[\d$£€])(?<!\d.)(?<!\d\s.)", "about ", at="~≈∼"),
    Rule("sharp", r"([CF])#(?!\w)", sharp, at=SHAPE),
    Rule("et cetera", r"&c\b\.?,?", "et cetera", at="&"),
    Rule("power", r"([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", power, at="⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹"),
    Rule("power, caret", r"\^\(?(-?\d+)\)?", power, at="^"),
    Rule("lowered", r"[₀-₉]+", lowered, at="₀₁₂₃₄₅₆₇₈₉"),
    Rule("numeral sign", r".", numeral, at=_NUMERAL_SIGNS),
    Rule("Greek",
        rf"(?:(?<!{LETTER})|(?<=[A-Za-z]))[{''.join(_GREEK)}{''.join(_GREEK).upper()}](?![α-ωΑ-Ωά-ώ])",
        greek, at=SHAPE, words=_GREEK),
    Rule("sign", r".", sign, at="".join(SIGNS)),
    Rule("emoji", _EMOJI_RUN, emoji, at=_EMOJI_CHARS),
    Rule("drop", r".", drop, at=SILENT),
)  # fmt: skip
