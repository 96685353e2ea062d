"""Measures of English: ``5 km``, ``10-15kg``, ``60 km/h``, ``3¾ in.``, ``5'11"``, ``-5 °C``, ``40%``, coordinates."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.en.attributes import is_attribute
from audiogen.speakable.en.fractions import BLOOD_PRESSURE, FRACTION, VULGAR, fraction_words, value_words
from audiogen.speakable.en.numbers import NUMBER, number, plural
from audiogen.speakable.en.units import CLOSE_ONLY, PER, SPACED_LETTERS, UNITS
from audiogen.speakable.rules import DIGIT, SHAPE, Context, Rule, words

# Any short run of letters; whether it is a unit is looked up: an alternation of all units is slow to compile.
_SYMBOL = r"(?:(?:sq|cu|fl)\.?\s?[a-z]{1,2}|[A-Za-zµμΩ]{1,5}(?:[²³]|[23](?!\d))?)"
_PER_SYMBOL = r"(?:100\s?km|sq\s[a-z]{1,2}|[A-Za-z]{1,8}(?:[²³]|[23](?!\d))?)"
_END = r"(?![\w²³]|['’]\w)"
_SCALE = r"(?:\s(?P<scale>hundred|thousand|million|billion|trillion))?"
_DASH = r"\s?(?:[-–—−]|to)\s?"
SIGN = r"(?P<minus>(?<![\w.,)\]])[-−–+](?=[\d.]))?"
_VALUE = rf"(?P<n>{NUMBER}(?:\s?[{VULGAR}]|\s{FRACTION})?|{FRACTION}|[{VULGAR}])"


def _unit(symbol: str, one: bool) -> str:
    singular, plural = UNITS[symbol]
    return singular if one else plural


def _is_one(written: str) -> bool:
    return written == "1" or (fraction_words(written) is not None and not re.match(r"\d+\s?[^\d/]|\d+\s\d", written))


def measure(match: Match[str], context: Context) -> str | None:
    """A number (or range, or both sides of ``x``) and its unit, with what it is per."""
    symbol = match["unit"]
    gap = match["gap"]
    if symbol not in UNITS or not _is_per(match["per"]):
        return None
    if symbol == "K" and not gap.isspace():
        return None
    if symbol in {"V", "W"} and context.before(match.start()) in _NAMED:
        return None
    if gap and symbol in CLOSE_ONLY and not (symbol in SPACED_LETTERS and _unit_here(match, context)):
        return None
    before = match["n"]
    hyphen = gap == "-"
    last = match["n2"] or before
    one = (hyphen or _is_one(last) or _singular(match, context)) and not match["scale"]
    said = value_words(before)
    if match["n2"]:
        joint = " by " if match["joint"].strip() in {"x", "×", "X"} else " to "
        said += joint + value_words(match["n2"])
    if match["scale"]:
        said += f" {match['scale']}"
    said += f" {_unit(symbol, one)}"
    if match["per"]:
        said += f" per {PER.get(match['per'], match['per'])}"
    dot = match["dot"] or ""
    return _minus(match) + said + ("." if dot and match[0].endswith(".") and context.ends(match.end()) else "")


_ROUND = words("service services shop store clinic care news strike shift hotline helpline gym pharmacy cover access")
_NAMED = words("""
    route rte highway gate seat room flat apt apartment platform unit building section row bus line zone
    size block level phase grade class page flight figure table model type vitamin schedule form group cup bra
""")


def _singular(match: Match[str], context: Context) -> bool:
    """``a 3m wall``, ``24hr service``."""
    hours = match["unit"] in {"hr", "h"} and not match["gap"] and context.after(match.end()) in _ROUND
    return hours or is_attribute(match, context)


def _is_per(written: str | None) -> bool:
    """A unit, or a word of three letters and more: ``kg/bag``."""
    return not written or written in PER or (written.isalpha() and written.islower() and len(written) > 2)


def _unit_here(match: Match[str], context: Context) -> bool:
    """A single letter behind a space is a unit unless a name goes on: ``5 m.`` but not ``5 M Street``."""
    behind = context.text[match.end() : match.end() + 2]
    return not (behind[:1] == " " and behind[1:].isupper()) and not behind.startswith(("-", "'"))


def _minus(match: Match[str]) -> str:
    return {"": "", "+": "plus "}.get(match["minus"] or "", "minus ")


def inches(match: Match[str], context: Context) -> str | None:
    """``10 ft. 3 in.``, ``5'11"``, ``16"`` (not the quotation mark behind a number)."""
    feet = match["ft"]
    said = []
    if feet:
        said.append(f"{value_words(feet)} {'foot' if feet == '1' else 'feet'}")
    inch = match["in"]
    if inch:
        said.append(f"{value_words(inch)} {'inch' if _is_one(inch) else 'inches'}")
    dot = match[0].endswith(".") and context.ends(match.end())
    return " ".join(said) + ("." if dot else "")


def inch_mark(match: Match[str], context: Context) -> str | None:
    quotes = context.text.count('"', 0, match.start())
    if quotes % 2 and match["mark"] == '"':
        return None
    return f"{value_words(match['n'])} {'inch' if _is_one(match['n']) else 'inches'}"


def stone(match: Match[str], context: Context) -> str | None:
    """British weight: ``9st 4lb``; ``1st`` and ``21st`` are ordinals."""
    if not match[2] and match[1].endswith("1") and not match[1].endswith("11"):
        return None
    pounds = f" {number(match[2])} pound{'' if match[2] == '1' else 's'}" if match[2] else ""
    return f"{number(match[1])} stone{pounds}"


def feet_mark(match: Match[str], context: Context) -> str | None:
    """``an 8' ceiling``, ``45' long``."""
    article = context.before(match.start()) in {"a", "an"}
    return f"{value_words(match['n'])} {'foot' if article or match['n'] == '1' else 'feet'}"


def inch_word(match: Match[str], context: Context) -> str | None:
    dot = "." if match[0].endswith(".") and context.ends(match.end()) else ""
    one = _is_one(match["n"]) or "-" in match[0] or is_attribute(match, context)
    return f"{value_words(match['n'])} {'inch' if one else 'inches'}{dot}"


def percent(match: Match[str], context: Context) -> str | None:
    """``5%``, ``5-10 %``, ``-0.3%``, ``50 pct``."""
    said = value_words(match["n"])
    if match["n2"]:
        said += f"{' percent' if ' to ' in match[0] and match[0].count('%') > 1 else ''} to {value_words(match['n2'])}"
    unit = {"‰": "per mille", "pp": "percentage points"}.get(match["unit"], "percent")
    return f"{_minus(match)}{said} {unit}"


_DEGREES = {"C": " Celsius", "F": " Fahrenheit", "K": " Kelvin", "": ""}


def temperature(match: Match[str], context: Context) -> str | None:
    """``-5 °C``, ``20-25°``, ``98.6° F``."""
    said = value_words(match["n"])
    if match["n2"]:
        said += f" to {value_words(match['n2'])}"
    one = (match["n2"] or match["n"]) == "1"
    return f"{_minus(match)}{said} degree{'' if one else 's'}{_DEGREES[match['scale'] or '']}"


def bare_degrees(match: Match[str], context: Context) -> str | None:
    """``35C``, ``20-25C``; with a space or one digit only where the weather is spoken of."""
    spaced = match["gap"] or (len(match["n"]) == 1 and not match["n2"])
    if context.before(match.start()) in _NAMED or (spaced and not _WEATHER.search(context.text)):
        return None
    to = f" to {value_words(match['n2'])}" if match["n2"] else ""
    return f"{_minus(match)}{value_words(match['n'])}{to} degrees{_DEGREES[match['scale']]}"


_WEATHER = re.compile(
    r"(?i)temperatur|climate|emission|heat|cold|warm|freez|degree|°|weather|celsius|fahrenheit|thermomet|oven|bake"
)
_WINDS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def coordinate(match: Match[str], context: Context) -> str | None:
    """``51°30′26″ N`` -> ``fifty one degrees thirty minutes twenty six seconds north``."""
    said = [f"{number(match['d'])} degree{'' if match['d'] == '1' else 's'}"]
    for group, name in (("m", "minute"), ("s", "second")):
        if match[group]:
            said.append(f"{number(match[group].lstrip('0') or '0')} {name}{'' if match[group] in {'1', '01'} else 's'}")
    if match["wind"]:
        said.append(_WINDS[match["wind"]])
    return _minus(match) + " ".join(said)


def per_unit(match: Match[str], context: Context) -> str | None:
    """A unit behind a word or a closing bracket: ``people/km²``, ``miles/h``."""
    return f" per {PER[match[1]]}" if match[1] in PER else None


def number_per(match: Match[str], context: Context) -> str | None:
    """``587.2/km²``, ``3/week``."""
    return f"{number(match['n'])} per {PER[match['per']]}"


def bare_unit(match: Match[str], context: Context) -> str | None:
    """A unit with a power or ``km/h`` without its number: ``several km²``."""
    unit = match["unit"].replace(".", "")
    one = context.before(match.start()) in {"per", "a", "every", "one"}
    many = _unit(unit, one) if unit in UNITS else match["unit"]
    return many + (f" per {PER[match['per']]}" if match["per"] else "")


def by(match: Match[str], context: Context) -> str | None:
    """``4x4``, ``1920x1080``, ``2x4s``."""
    said = " by ".join(number(part) for part in re.split(r"\s?[x×X]\s?", match[0].rstrip("s")))
    return plural(said) if match[0].endswith("s") else said


def times(match: Match[str], context: Context) -> str | None:
    """``3x faster``, ``1.5-2.5x``."""
    to = f" to {number(match[2])}" if match[2] else ""
    return f"{number(match[1])}{to} times"


def tolerance(match: Match[str], context: Context) -> str | None:
    return f"plus or minus {number(match[1])}"


_TWO = rf"(?:(?P<joint>{_DASH}|\s?[x×]\s?)(?P<n2>{NUMBER}))?"
RULES = (
    BLOOD_PRESSURE,
    Rule("feet and inches",
        rf"(?P<ft>{NUMBER})(?:\s?-?(?:ft|feet)\.?\s?|['’′]\s?)(?P<in>\d{{1,2}}(?:\.\d+|\s?[{VULGAR}])?)\s?(?:"
        rf"in\b\.?|inches|[\"”″]|['’]['’])", inches, at=DIGIT),
    Rule("inch mark", rf"(?P<n>{FRACTION}|{NUMBER}(?:\s?[{VULGAR}])?)\s?(?P<mark>[\"″])(?=\s[a-z]|-)",
        inch_mark, needs="\"″", at=DIGIT),
    Rule("stone", r"(\d{1,2})\s?st(?:\s?(\d{1,2})\s?lbs?)?(?![\w.])", stone, needs="t", at=DIGIT),
    Rule("feet mark",
        rf"(?P<n>{NUMBER})['’′](?=\s(?:long|wide|tall|high|deep|ceiling|by|x|board|boat|wall|fence|tree|pole)\b)",
        feet_mark, needs="'’′", at=DIGIT),
    Rule("inch word",
        rf"(?P<n>{NUMBER}(?:\s?[{VULGAR}]|\s{FRACTION})?|{FRACTION})(?:in(?!\w|\.\w)|\s?-?in(?:\.(?!\w)|(?=\s*$|[,;)]|"
        rf"\s(?:wide|long|tall|high|deep|thick|diameter|across|by|x)\b)))", inch_word, needs="i", at=DIGIT),
    Rule("coordinate",
        rf"{SIGN}(?P<d>\d{{1,3}}(?:\.\d+)?)\s?°\s?(?:(?P<m>\d{{1,2}}(?:\.\d+)?)\s?[′'’]\s?)?(?:(?P<s>\d{{1,2"
        rf"}}(?:\.\d+)?)\s?(?:[″\"”]|['’]['’])\s?)?\s?(?P<wind>[NSEW])(?!\w)",
        coordinate, needs="°", at=DIGIT + "-−–+"),
    Rule("arc",
        r"(?P<minus>)(?P<d>\d{1,3})\s?°\s?(?P<m>\d{1,2}(?:\.\d+)?)\s?[′'’]\s?(?:(?P<s>\d{1,2}(?:\.\d+)?)\s?"
        r"(?:[″\"”]|['’]['’])\s?)?(?P<wind>[NSEW](?!\w))?", coordinate, needs="°", at=DIGIT),
    Rule("temperature",
        rf"{SIGN}(?P<n>{NUMBER})°?(?:{_DASH}(?P<n2>{NUMBER}))?\s?(?:[°º˚]\s?(?P<scale>[CFK](?!\w))?|"
        rf"(?P<sign>[℃℉]))", temperature, needs="°º˚℃℉", at=DIGIT + "-−–+"),
    Rule("bare degrees",
        rf"{SIGN}(?P<n>\d{{1,3}}(?:\.\d)?)(?:{_DASH}(?P<n2>\d{{1,3}}(?:\.\d)?))?(?P<gap>\s?)(?P<scale>[CF])"
        r"(?![\w'’&-]|\.\w)", bare_degrees, needs="CF", at=DIGIT + "-−–+"),
    Rule("percent",
        rf"{SIGN}(?P<n>{NUMBER})\s?%?(?:{_DASH}(?P<n2>{NUMBER}))?\s?-?(?P<unit>%|‰|pct\b\.?|"
        r"(?<=\d)pc\b(?!\s(?:set|box|puzzle|kit|bundle|pack|dinner|tea|cutlery))|"
        r"pc\b(?=\s(?:of|rise|fall|in|increase|drop))|pp\b)(?!\w)",
        percent, needs="%‰p", at=DIGIT + "-−–+."),
    Rule("by, many", r"\d+x\d+s(?!\w)", by, needs="x", at=DIGIT),
    Rule("measure",
        rf"{SIGN}{_VALUE}{_TWO}{_SCALE}(?P<gap>\s?|-|\u00a0)(?P<unit>{_SYMBOL})(?P<dot>\.(?!\w))?(?:\s?(?:/|"
        rf"\bp(?=/)|per\s)\s?(?P<per>{_PER_SYMBOL}))?{_END}", measure, at=DIGIT + "-−–+." + VULGAR),
    Rule("number per",
        rf"(?P<n>{NUMBER})/(?P<per>km²|km2|m²|mi²|sq mi|km|day|week|month|year|hour|yr|hr|min|sec|kg|lb|perso"
        rf"n)(?!\w)", number_per, needs="/", at=DIGIT),
    Rule("by", rf"{NUMBER}(?:(?:[x×]|\sx\s){NUMBER}){{1,2}}(?!\w)", by, needs="x×", at=DIGIT),
    Rule("times", rf"({NUMBER})(?:[-–]({NUMBER}))?[x×](?!\w)", times, needs="x×", at=DIGIT),
    Rule("tolerance", rf"(?:±|\+/[-−–])\s?({NUMBER})(?=\s|$|[).,;])", tolerance, at="±+"),
    Rule("per unit", rf"(?:(?<=[a-z][a-z])|(?<=[)\]]))/({_PER_SYMBOL}){_END}", per_unit, at="/"),
    Rule("kilometer stone", r"km\s(?=\d)", "kilometer ", words=["km"]),
    Rule("bare unit",
        rf"(?P<unit>km²|m²|cm²|mi²|ft²|m³|cm³|km|kph|kWh|MWh|kW|mph|mmHg|sq\.?\s(?:km|mi|ft|m|yd|in)\.?)(?:/(?P<per>h|s|l|s²|day))?{_END}"
        , bare_unit, at=SHAPE, words=["km", "mph", "kph", "kwh", "kw", "sq", "mmhg"]),
)  # fmt: skip
