"""Dates, ordinals and years of French: ``1er janvier``, ``02/03/2003``, ``les 17-18-19 juin 2025``, ``21e``."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.common.numerals import either
from audiogen.speakable.common.tables import listed
from audiogen.speakable.fr.numbers import cardinal, ordinal
from audiogen.speakable.rules import DIGIT, Context, Rule

MONTHS = listed("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
_SHORT = {
    "janv": 1, "jan": 1, "févr": 2, "fév": 2, "fevrier": 2, "avr": 4, "juil": 7, "aout": 8, "sept": 9, "oct": 10,
    "nov": 11, "déc": 12, "decembre": 12,
}  # fmt: skip
MONTH_NAMES = {name: name for name in MONTHS} | {short: MONTHS[at - 1] for short, at in _SHORT.items()}
_MONTH = rf"(?P<month>(?i:{either(MONTH_NAMES)})(?!\w))\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_M = r"(?:0?[1-9]|1[0-2])(?!\d)"
_YEAR = r"(?:1\d|20|21)\d\d(?!\d|[.,]\d)"


def _day(written: str) -> str:
    return "premier" if int(written) == 1 else cardinal(int(written))


_JOINTS = {"et": " et ", "et le": " et le ", "au": " au ", ",": ", "}


def day_month(match: Match[str], context: Context) -> str | None:
    """``10 mars 2023``, ``1er mai``, ``17/18/19 juin``: days in a row are said one by one."""
    days = re.findall(r"\d+", match["days"])
    year = f" {cardinal(int(match['year']))}" if match["year"] else ""
    whole = match["month"].lower() in MONTHS
    stop = "." if match[0].endswith(".") and (whole or context.ends(match.end())) else ""
    joints = [_JOINTS.get(joint.strip(), " ") for joint in re.findall(r"\d(?:er|ᵉʳ)?(\D+)(?=\d)", match["days"])]
    said = "".join(joint + _day(day) for joint, day in zip(["", *joints], days, strict=True))
    return said + f" {MONTH_NAMES[match['month'].lower()]}{year}{stop}"


def numeric(match: Match[str], context: Context) -> str | None:
    """``02.03.2003``: the day first."""
    day, month, written = match["d"], int(match["m"]), match["y"]
    value = int(written) if len(written) > 2 else int(written) + (2000 if int(written) < 50 else 1900)
    return f"{_day(day)} {MONTHS[month - 1]} {cardinal(value)}"


def day_slash_month(match: Match[str], context: Context) -> str | None:
    """``le 14/07``: a date behind an article or "du", "au"; else a fraction or range."""
    if context.before(match.start()) not in {
        "le",
        "du",
        "au",
        "dès",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
    }:
        return None
    return f"{_day(match['d'])} {MONTHS[int(match['m']) - 1]}"


_ENDINGS = {
    "er": ("m", False), "ᵉʳ": ("m", False), "ers": ("m", True), "re": ("f", False), "ʳᵉ": ("f", False), "ère": ("f",
    False), "ere": ("f", False),
    "ières": ("f", True), "res": ("f", True), "ères": ("f", True), "ière": ("f", False), "e": ("m", False), "ᵉ": ("m",
    False), "è": ("m", False), "ème": ("m", False), "eme": ("m", False),
    "ième": ("m", False), "es": ("m", True), "ᵉˢ": ("m", True), "èmes": ("m", True), "emes": ("m", True),
    "ièmes": ("m", True),
    "d": ("m", False), "nd": ("m", False), "nde": ("f", False), "ᵈ": ("m", False), "ᵈᵉ": ("f", False), "ⁿᵈ": ("m",
    False), "ⁿᵈᵉ": ("f", False), "de": ("f",
    False), "nds": ("m", True), "ndes": ("f", True),
}  # fmt: skip
ENDING = rf"(?P<end>{either(_ENDINGS)})"


def with_ending(value: int, written: str) -> str | None:
    """3, ``e`` -> ``troisième``; 2, ``nd`` -> ``second``; None where the ending is none of the number's."""
    gender, plural = _ENDINGS[written]
    if written.startswith(("nd", "ᵈ", "d", "ⁿ")):
        return f"second{'e' if gender == 'f' else ''}{'s' if plural else ''}" if value == 2 else None
    if written.startswith(("er", "ᵉʳ", "re", "ʳᵉ", "ère", "ière")) and value != 1:
        return None
    if value == 1 and not written.startswith(("er", "ᵉʳ", "re", "ʳᵉ", "ère", "ere", "ière", "res")):
        return "unième" + ("s" if plural else "")
    return ordinal(value, gender, plural)


def ordinal_suffix(match: Match[str], context: Context) -> str | None:
    """``1ère``, ``3e``, ``8ème``, ``2nd``."""
    return with_ending(int(re.sub(r"\D", "", match["n"])), match["end"])


def ordinal_degree(match: Match[str], context: Context) -> str | None:
    """``6°`` by itself or ``le 6° arrondissement``; with a temperature's words around it, degrees."""
    alone = not context.before(match.start()) and not context.after(match.end())
    counted = (
        context.before(match.start()) in {"le", "la", "du", "au", "les", "ce"} and context.after(match.end()).isalpha()
    )
    return ordinal(int(match["n"])) if alone or counted else None


def era(match: Match[str], context: Context) -> str | None:
    side = "avant" if match["side"].startswith("av") else "après"
    return f"{side} Jésus-Christ"


def years(match: Match[str], context: Context) -> str | None:
    """``1939-1945``, ``2019/2020``."""
    if int(match["b"]) < int(match["a"]):
        return None
    joint = " " if "/" in match["joint"] else " à "
    return f"{cardinal(int(match['a']))}{joint}{cardinal(int(match['b']))}"


RULES = (
    Rule("iso date", r"(?P<y>[12]\d{3})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d|-\d)", numeric, at=DIGIT),
    Rule("days and month", rf"(?P<days>{_DAY}(?:er|ᵉʳ)?(?:(?:\s?[/\-–]\s?|,\s|\set\s(?:le\s)?|\sau\s){_DAY}"
        rf"(?:er)?){{0,4}})\s?{_MONTH}(?:\s(?P<year>{_YEAR}))?(?!\w)", day_month, at=DIGIT),
    Rule("numeric date",
        rf"(?P<d>{_DAY})(?P<s>[./-])(?P<m>{_M})(?P=s)(?P<y>(?:1\d|20|21)\d\d|\d\d)(?![\d]|[.,/-]\d|h)", numeric,
        at=DIGIT),
    Rule("day and month in numbers", rf"(?P<d>{_DAY})/(?P<m>{_M})(?![\w/]|[.,]\d)", day_slash_month, at=DIGIT),
    Rule("years", rf"(?P<a>{_YEAR})(?P<joint>\s?[-–/]\s?)(?P<b>{_YEAR})(?!\w|[-/]\d)", years, at=DIGIT),
    Rule("ordinal", rf"(?P<n>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+|\d+)\s?{ENDING}(?!\w)", ordinal_suffix, at=DIGIT),
    Rule("ordinal, degree", r"(?P<n>\d+)[°º](?!\s?[CFK](?!\w)|\w)", ordinal_degree, at=DIGIT),
    Rule("century in short", r"(?<=[IVX][eᵉ]\s)s\.", "siècle", words={"s"}),
    Rule("era", r"(?P<side>av|apr|ap)\.\s?J\.?-?\s?C\.?(?!\w)", era, words={"av", "apr", "ap"}),
)  # fmt: skip
