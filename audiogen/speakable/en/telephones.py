"""Telephone numbers of English: ``(650) 451-1234``, ``+44 20 7946 0958``, ``call 911``, ``text 741741``; cards."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.en.numbers import cardinal, digits
from audiogen.speakable.rules import DIGIT, Context, Rule, words


def groups(written: str, zero: str = "o") -> str:
    """``(650) 451-1234`` -> ``six five o, four five one, one two three four``; 800 and the like are hundreds."""
    said = []
    for part in re.findall(r"[A-Za-z]+|\d+", written):
        if part.isalpha():
            said.append(part)
        elif len(part) == 3 and part.endswith("00") and part[0] != "0":
            said.append(cardinal(int(part)))
        else:
            said.append(digits(part, zero))
    return ", ".join(said)


def telephone(match: Match[str], context: Context) -> str | None:
    country = match["country"]
    if country and sum(char.isdigit() for char in match[0]) < 8:
        return None
    extension = match["ext"]
    said = groups(match["number"].replace("(0)", ""))
    if country:
        said = f"plus {digits(country, 'o')}, {said}"
    return said + (f", extension {digits(extension, 'o')}" if extension else "")


def telephone_in_one(match: Match[str], context: Context) -> str | None:
    """``+12125550100``; only North America and Russia have a country code of one digit."""
    number_ = match[0][1:]
    code = 1 if number_[0] in "17" else 2
    rest = number_[code:]
    parts = [rest[:3], rest[3:6], rest[6:]] if len(rest) == 10 else [rest]
    return f"plus {digits(number_[:code])}, " + ", ".join(digits(part, "o") for part in parts)


def security_number(match: Match[str], context: Context) -> str | None:
    return groups(match[0])


def emergency(match: Match[str], context: Context) -> str | None:
    """``call 911``, ``dial 999``."""
    if context.before(match.start()) in {
        "call",
        "dial",
        "called",
        "dialed",
        "calling",
        "dialing",
        "a",
        "phoned",
        "ring",
        "to",
        "nhs",
        "ringing",
        "phoning",
    }:
        counts = match[0] in {"101", "105", "111", "311"} and not _dialled(match, context)
        return None if counts else digits(match[0], "o")
    return digits(match[0], "o") if context.after(match.end()) in _LINES else None


_LINES = words("call calls caller callers operator operators lifeline hotline helpline service line dispatcher number")
_DIALS = words("call calling called dial dialling dialing phone phoning ring ringing text texting nhs")


def _dialled(match: Match[str], context: Context) -> bool:
    """A number that is called, not counted: ``call 111 for``, not ``call 111 people``."""
    follows = context.after(match.end(), lower=False)
    near = context.text[match.end() : match.end() + 1]
    counted = near == " " and follows.islower() and follows not in _BEHIND_CALL
    return context.before(match.start()) in _DIALS and not counted


_BEHIND_CALL = words("for to or and if at in now from free when immediately anonymously with")


def dialled(match: Match[str], context: Context) -> str | None:
    """``text 741741``, ``call 116 123``."""
    if not (_dialled(match, context) or (" " in match[0] and context.before(match.start()) == "on")):
        return None
    return ", ".join(digits(part, "o") for part in match[0].split())


_PHONE_END = r"(?:,?\s?(?:x|ext\.?|extension)\s?(?P<ext>\d{1,5}))?(?![\w]|[-–.]\d)"
RULES = (
    Rule("telephone in one", r"\+\d{8,15}(?!\w|[.,]\d)", telephone_in_one, at="+"),
    Rule("telephone abroad",
        rf"\+(?P<country>\d{{1,3}})[\s.\-]?(?P<number>(?:\(0?\d{{1,4}}\)[\s.\-]?)?\d{{1,5}}(?:[\s.\-]\d{{2,6"
        rf"}}){{0,4}}){_PHONE_END}", telephone, at="+"),
    Rule("telephone",
        rf"(?P<country>)(?P<number>(?:1[\s.\-]?)?\(\d{{3}}\)[\s.\-]?\d{{3}}[\s.\-]\d{{4}}){_PHONE_END}",
        telephone, needs="(", at="(" + DIGIT),
    Rule("telephone of ten",
        rf"(?P<country>)(?P<number>(?:1[\s.\-])?\d{{3}}(?P<s>[.\-–\s])\d{{3}}(?P=s)\d{{4}}){_PHONE_END}",
        telephone, needs="-–. ", at=DIGIT),
    Rule("telephone word",
        rf"(?P<country>)(?P<number>(?:1-)?8\d\d-(?:[A-Za-z\d]{{1,9}}-){{0,4}}[A-Za-z\d]{{0,9}}[A-Za-z]){_PHONE_END}",
        telephone, needs="-", at=DIGIT),
    Rule("freephone", r"(?P<country>)(?P<ext>)(?P<number>1-8(?:00|44|55|66|77|88))(?![\w]|-\w)",
        telephone, needs="-", at=DIGIT),
    Rule("telephone of seven", rf"(?P<country>)(?P<number>[2-9]\d\d[-.]\d{{4}}){_PHONE_END}",
        telephone, needs="-.", at=DIGIT),
    Rule("British telephone",
        rf"(?P<country>)(?P<number>(?:\(0\d{{1,4}}\)|0\d{{2,4}})[\s\-]\d{{3,4}}[\s\-]?\d{{3,4}}){_PHONE_END}",
        telephone, at=DIGIT + "("),
    Rule("security number", r"\d{3}-\d\d-\d{4}(?![\w-])", security_number, needs="-", at=DIGIT),
    Rule("card", r"\d{4}(?:[\s-]\d{4}){3}(?![\w-])", security_number, at=DIGIT),
    Rule("emergency", r"(?:911|999|112|988|311|101|105|111)(?![\w.,-]\d|\w)", emergency, at=DIGIT),
    Rule("dialled", r"\d{3}\s\d{3}(?!\w|[ ,.-]\d)|\d{4,6}(?!\w|[ ,.-]\d)", dialled, at=DIGIT),
)  # fmt: skip
