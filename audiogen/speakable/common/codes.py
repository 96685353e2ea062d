"""Numbers that are names: telephones, IP addresses, ISBNs, versions, models (``COVID-19``, ``G7``, ``A380``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from re import Match

from audiogen.speakable.common.acronyms import Acronyms
from audiogen.speakable.common.grammar import Grammar
from audiogen.speakable.common.tables import listed
from audiogen.speakable.rules import DIGIT, LETTER, SHAPE, Context, Rule

_PIECE = re.compile(rf"{LETTER}+|\d+|\.")
_VERSIONED = frozenset(
    listed("""version versión python ios android windows linux ubuntu debian java php firefox kapitel abschnitt
    ziffer punkt chapitre abb abbildung tab tabelle kap abschn fig
    section capítulo sección apartado update release kernel macos node django bluetooth usb http tls""")
)
_THOUSANDS = r"[1-9]\d{0,2}(?:\.\d{3})+(?!\.?\d)"
#: The form of North America first, since what follows its last hyphen is an extension; then any groups.
_GROUPS = (
    r"(?:(?:\(\d{3}\)\s?|\d{3}[\s.\-])\d{3}[.\-]\d{4}(?!\d)|(?:\(0?\d{1,5}\)[\s./\-–]?)?\d{1,12}"
    r"(?:\s?[\s./\-–]\s?\d{2,8}){0,5})"
)
#: Country codes have one to three digits, by zone (ITU-T E.164).
_COUNTRY = r"(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})"
_END = r"(?![\w]|[-–.,/]\d)"


@dataclass(frozen=True)
class Codes:
    """Small words that codes need, and how a language groups the digits of a telephone."""

    point: str
    """Between the numbers of a version."""
    extension: str
    cues: frozenset[str]
    """Words before a telephone number."""
    local: str
    """Pattern of a telephone number within the country, recognised without a cue."""
    group: Callable[[str], str]
    """The digits between two marks of a telephone number -> words."""
    version: str = "version"
    extensions: str = r"ext\.?|x|int\.?|poste"


def rules(grammar: Grammar, codes: Codes, acronyms: Acronyms) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The rules that come before other numbers, and those that come behind the measures."""

    def groups(written: str) -> str:
        """A breath between groups of digits, none between words."""
        said = ""
        for part in re.findall(rf"\d+|{LETTER}+", written):
            joint = ", " if part.isdecimal() else " "
            said += (joint if said else "") + (codes.group(part) if part.isdecimal() else _spoken(part))
        return said

    def _spoken(word: str) -> str:
        return word if re.search("(?i)[aeiouy]", word) and len(word) > 1 else " ".join(word)

    def telephone(match: Match[str], context: Context) -> str | None:
        if sum(char.isalnum() for char in match[0]) < 6:
            return None
        said = groups(match["number"])
        if match["country"]:
            said = f"{grammar.plus} {grammar.cardinal(int(match['country']), '')}, {said}"
        if match["ext"]:
            said += f", {codes.extension} {grammar.digits(match['ext'])}"
        return said

    def cued(match: Match[str], context: Context) -> str | None:
        return telephone(match, context) if context.before(match.start()) in codes.cues else None

    def ip(match: Match[str], context: Context) -> str | None:
        if match["thousands"] is not None and context.before(match.start()) != "ip":
            return None
        return f" {codes.point} ".join(grammar.digits(part) for part in match[0].split("."))

    def isbn(match: Match[str], context: Context) -> str | None:
        groups = re.split(r"[-–\s]", match[2])
        said = ", ".join(" ".join(grammar.digits(char) if char.isdigit() else char for char in part) for part in groups)
        return f"{' '.join(match[1].upper())} {said}"

    def version(match: Match[str], context: Context) -> str | None:
        return f" {codes.point} ".join(grammar.number(part) for part in match["n"].split("."))

    def named_version(match: Match[str], context: Context) -> str | None:
        """``Version 2.3``, ``Python 3.11``."""
        return version(match, context) if context.before(match.start()) in _VERSIONED else None

    def short_version(match: Match[str], context: Context) -> str | None:
        return f"{codes.version} {version(match, context)}"

    def serial(match: Match[str], context: Context) -> str | None:
        """Letters and digits in one token: up to four digits as a number, more one by one."""
        said = [_piece(piece, context) for piece in _PIECE.findall(match[0])]
        return " ".join(said)

    def _piece(piece: str, context: Context) -> str:
        if piece == ".":
            return codes.point
        if not piece[0].isdecimal():
            return acronyms.apart(piece, context)
        return grammar.digits(piece) if len(piece) > 4 or piece[0] == "0" else grammar.cardinal(int(piece), "")

    def long_code(match: Match[str], context: Context) -> str | None:
        return grammar.digits(match[0])

    tail = rf"(?:(?:\s?(?:{codes.extensions})\s?|-)(?P<ext>\d{{1,5}}))?"
    early = (
        Rule("telephone abroad", rf"\+(?P<country>{_COUNTRY})(?P<s>[\s.\-/]?)(?P<number>{_GROUPS}){tail}{_END}",
            telephone, at="+"),
        Rule("telephone abroad, 00", rf"00(?P<country>[1-9]\d{{0,2}})(?P<s>[\s.\-/])(?P<number>{_GROUPS}){tail}{_END}",
            telephone, at=DIGIT),
        Rule("telephone", rf"(?P<country>)(?P<number>{codes.local}){tail}{_END}", telephone, at=DIGIT + "("),
        Rule("telephone with cue", rf"(?P<country>)(?P<number>{_GROUPS}){tail}{_END}", cued, at=DIGIT + "("),
        Rule("ip", rf"(?P<thousands>(?={_THOUSANDS}))?\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?![\w.])", ip, at=DIGIT),
        Rule("isbn", r"(?i:(ISBN|ISSN|IBAN))(?:-1[03])?:?\s?([\dX]+(?:[-–\s]\d+)*(?:[-–]?[\dX])?)(?!\w)", isbn,
            words={"isbn", "issn"}),
        Rule("card", r"\d{4}(?:[\s-]\d{4}){3}(?![\w-])", long_code, at=DIGIT),
    )  # fmt: skip
    late = (
        Rule("version v", r"v\.?(?P<n>\d+(?:\.\d+)*)(?!\w)", short_version, words={"v"}),
        Rule("letters and digits", rf"({LETTER}+)[-‑]\s?(\d{{1,6}})(?!\w|\.\d|,\d|-\d)", serial, at=SHAPE),
        Rule("serial", rf"{LETTER}+\d[\dA-Za-z]*(?:\.\d+)*(?:[-–/][A-Z\d]*\d[A-Z\d]*)*(?!\w)", serial, at=SHAPE),
        Rule("serial number", r"\d+[A-Z][\dA-Z]*(?:[-–][A-Z\d]*\d[A-Z\d]*)*(?!\w)", serial, at=DIGIT),
        Rule("version", rf"(?!{_THOUSANDS})(?P<n>\d{{1,4}}(?:\.\d{{1,4}}){{2,3}})(?![\w]|\.\d)", version, at=DIGIT),
        Rule("version, named", r"(?P<n>\d{1,4}\.\d{1,4})(?![\w]|[.,]\d)", named_version, at=DIGIT),
        Rule("code", r"0\d+(?![\d.,]\d|\w)", long_code, at=DIGIT),
        Rule("long code", r"\d{25,}(?!\w)", long_code, at=DIGIT),
    )  # fmt: skip
    return early, late
