"""Numbers that are names: telephones, ISBNs, IP addresses, ZIP codes, versions, models (``F-16``, ``H5N1``, ``Q3``)."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.en.acronyms import letters_apart
from audiogen.speakable.en.numbers import cardinal, digits, number, pairs, plural, year
from audiogen.speakable.rules import DIGIT, LETTER, SHAPE, Context, Rule, words


def postcode(match: Match[str], context: Context) -> str | None:
    """A British postcode: ``SW1A 2AA``."""
    area, district, sector, unit = match.groups()
    first = " ".join(cardinal(int(part)) if part.isdigit() else part for part in re.findall(r"\d+|[A-Z]", district))
    return f"{' '.join(area)} {first}, {cardinal(int(sector))} {' '.join(unit)}"


def numbered_version(match: Match[str], context: Context) -> str | None:
    """``Python 3.10`` -> ``three point ten``: the parts of a version are numbers, not decimals."""
    return version(match, context) if context.before(match.start()) in _SOFTWARE else None


_SOFTWARE = words("""
    python ubuntu ios ipados macos android linux kernel java php ruby node django postgres postgresql mysql mariadb
    chrome firefox safari version release windows gnome kde debian fedora kubernetes rust go golang swift kotlin
    typescript react angular vue numpy pandas pytorch tensorflow cuda opengl directx unity blender gcc clang llvm
    docker git nginx redis spark kafka scala perl julia emacs vim wordpress drupal openssl qt gtk update firmware
""")
_MODELS = words("iphone galaxy pixel thinkpad boeing airbus mig sukhoi lexus mazda")


def models(match: Match[str], context: Context) -> str | None:
    """``iPhone 15s``, ``747s``: more than one of them."""
    if match[1] in _AIRLINER_NUMBERS:
        return plural(pairs(match[1]))
    return plural(cardinal(int(match[1]))) if context.before(match.start()) in _MODELS else None


_AIRLINER_NUMBERS = words("707 717 727 737 747 757 767 777 787")


def jet(match: Match[str], context: Context) -> str | None:
    """``737 MAX``, ``the 787 Dreamliner``."""
    return pairs(match[0])


def numbered_room(match: Match[str], context: Context) -> str | None:
    """``Room 101``, ``Route 128``: three digits in pairs."""
    return pairs(match[0]) if context.before(match.start()) in _PLACES and int(match[0]) % 100 else None


_PLACES = words("room suite route highway interstate apartment studio flight")


def radio(match: Match[str], context: Context) -> str | None:
    """``99.9FM``, ``1010 AM``: a frequency, not a time."""
    return f"{number(match[1])} {match[2][0]} M" if float(match[1]) > 24 else None


def ip(match: Match[str], context: Context) -> str | None:
    """``192.168.0.1`` -> ``one nine two dot one six eight dot zero dot one``."""
    return " dot ".join(digits(part) for part in match[0].split("."))


def isbn(match: Match[str], context: Context) -> str | None:
    """ISBN, ISSN and DOI numbers, digit by digit with a breath at each hyphen."""
    letters = " ".join(match[1].upper())
    parts = re.split(r"[-–\s]", match[2])
    return f"{letters} " + ", ".join(
        " ".join(digits(char) if char.isdigit() else char for char in part) for part in parts
    )


def version(match: Match[str], context: Context) -> str | None:
    """``v2.0``, ``3.11.2``, ``Version 1.0.3``."""
    return " point ".join(
        number(part) if part == "0" or not part.startswith("0") else digits(part, "o") for part in match["n"].split(".")
    )


def version_v(match: Match[str], context: Context) -> str | None:
    return f"version {version(match, context)}"


def long_code(match: Match[str], context: Context) -> str | None:
    """Numbers with leading zeros, and those too long to be a count: digit by digit."""
    return digits(match[0])


_PIECE = re.compile(rf"{LETTER}+|\d+")
_SAME_LETTERS = re.compile(r"([A-Z]+)(\d+)[-–]\1(\d+)")
_PAIRED = re.compile(r"A-?[23][0-9]0(?:neo|-\d{3,4})?|7[0-8]7-(?:\d00|[89]|10)|(?:720|1080|1440|2160)[pi]")


def serial(match: Match[str], context: Context) -> str | None:
    """Letters and digits in one token: letters as written, up to three digits as a number, more one by one."""
    written = match[0]
    if span := _SAME_LETTERS.fullmatch(written):
        letters = letters_apart(span[1], context)
        return f"{letters} {_model_number(span[2], written)} to {letters} {_model_number(span[3], written)}"
    many = len(written) > 3 and written[-1] == "s" and written[-2].isdigit()
    written = written[:-1] if many else written
    said = []
    for piece in _PIECE.findall(written):
        said.append(_model_number(piece, written) if piece[0].isdecimal() else letters_apart(piece, context))
    return plural(" ".join(said)) if many else " ".join(said)


def _model_number(piece: str, written: str) -> str:
    if piece.startswith("0"):
        return digits(piece)
    if _PAIRED.fullmatch(written):
        return pairs(piece)
    if len(piece) == 4 and (piece[:2] in {"19", "20"} or piece.endswith("00")):
        return year(int(piece)) if piece[2:] != "00" else cardinal(int(piece)) if piece[1] == "0" else year(int(piece))
    if len(piece) > 3:
        return digits(piece)
    return cardinal(int(piece))


_AIRLINERS = frozenset(["boeing", "airbus", "flight", "flights"])


def airliner(match: Match[str], context: Context) -> str | None:
    """``Boeing 747-400``, ``Airbus A380``, ``Flight 370``."""
    if context.before(match.start()) not in _AIRLINERS and not _PAIRED.fullmatch(match[0].rstrip("s")):
        return None
    letter = f"{match[1]} " if match[1] else ""
    variant = f" {pairs(match[3])}" if match[3] else ""
    said = f"{letter}{pairs(match[2])}{variant}"
    return plural(said) if match[4] else said


def road(match: Match[str], context: Context) -> str | None:
    """``I-95``, ``US-101``, ``Highway 101``: three digits in pairs."""
    return f"{' '.join(match[1])} {pairs(match[2])}"


def plan(match: Match[str], context: Context) -> str | None:
    """Paragraphs that name a thing: ``401(k)``, ``501(c)(3)``."""
    parts = re.findall(r"[a-z]|\d+", match[2])
    return " ".join([pairs(match[1]), *(cardinal(int(part)) if part.isdigit() else part.upper() for part in parts)])


def retirement(match: Match[str], context: Context) -> str | None:
    """``401k``."""
    said = f"{pairs(match[1])} {match[2].upper()}"
    return said + "'s" if match[0].endswith("s") else said


_WARS = {"1": "One", "2": "Two", "3": "Three", "I": "One", "II": "Two", "III": "Three"}


def world_war(match: Match[str], context: Context) -> str | None:
    """``WWII``, ``WW1``."""
    return f"World War {_WARS[match[1]]}"


def extension(match: Match[str], context: Context) -> str | None:
    return f"extension {digits(match[1])}"


def letter_number(match: Match[str], context: Context) -> str | None:
    """A dash between capitals and digits is not heard: ``F-16``, ``COVID-19``, ``STS-118``."""
    if match[1].lower() in {"noon", "midnight"}:
        return None
    said = f"{letters_apart(match[1], context)} {_model_number(match[2], match[0])}"
    said += f" {' '.join(match[3])}" if match[3] else ""
    return plural(said) if match[4] else said


#: Tried before sums of money and measures: the ``k`` of ``401k`` is no thousand, the ``s`` of ``747s`` no second.
BEFORE_MONEY = (
    Rule("world war", r"WW\s?(III|II|I|[123])(?![\w])", world_war, words={"ww", "wwi", "wwii", "wwiii"}),
    Rule("retirement plan", r"(40[13]|457)([kKb])s?(?!\w)", retirement, at=DIGIT),
    Rule("models", r"(\d{1,3})s(?!\w)", models, needs="s", at=DIGIT),
)  # fmt: skip
RULES = (
    Rule("ip", r"\d{1,3}(?:\.\d{1,3}){3}(?![\w.])", ip, needs=".", at=DIGIT),
    Rule("isbn",
        r"(?i:(ISBN|ISSN))(?:-1[03])?:?\s?([\dX]+(?:[-–\s]\d+)*(?:[-–]?[\dX])?)(?!\w)", isbn, words={"isbn", "issn"}),
    Rule("radio", r"(\d{2,4}(?:\.\d)?)\s?(FM|AM)(?!\w)", radio, needs="M", at=DIGIT),
    Rule("version", r"(?P<n>\d+(?:\.\d+){2,3})(?![\w]|\.\d)", version, needs=".", at=DIGIT),
    Rule("version v", r"v\.?\s?(?P<n>\d+(?:\.\d+)*)(?!\w)", version_v, words={"v"}),
    Rule("airliner", r"([A-Z])?-?(\d{3})(?:-(\d{1,3}))?(s)?(?!\w)", airliner, at=DIGIT + SHAPE),
    Rule("jet", r"7[0-8]7(?=\s(?:MAX|Max|Dreamliner|jets?|jumbo|aircraft|airliners?|freighters?)\b)", jet, at=DIGIT),
    Rule("numbered room", r"[1-9]\d\d(?!\w|[.,/:-]\d)", numbered_room, at=DIGIT),
    Rule("postcode", r"([A-Z]{1,2})(\d{1,2}[A-Z]?)\s(\d)([A-Z]{2})(?!\w)", postcode, at=SHAPE),
    Rule("numbered version", r"(?P<n>\d{1,4}\.\d+)(?!\w|[.,]\d)", numbered_version, needs=".", at=DIGIT),
    Rule("road", r"(I|US)-(\d{3})(?!\w)", road, words={"i", "us"}),
    Rule("picture", r"(?:720|1080|1440|2160)[pi](?!\w)", serial, at=DIGIT),
    Rule("plan", r"(\d{3,4})((?:\([a-z]\))(?:\(\d{1,2}\))?)", plan, needs="(", at=DIGIT),
    Rule("extension", r"(?:ext\.?|extension)\s(\d+)(?!\w)", extension, words={"ext", "extension"}),
)  # fmt: skip
#: Tried behind the measures: ``256MB`` is no serial number.
SERIALS = (
    Rule("letters and digits", rf"({LETTER}+)-\s?(\d{{1,6}})([A-Z]{{1,2}})?(s)?(?!\w|\.\d|,\d|-\d)", letter_number,
        at=SHAPE),
    Rule("serial", rf"{LETTER}{{1,20}}\d[\dA-Za-z]{{0,20}}(?:[-–/][A-Z]{{0,8}}\d[A-Z\d]{{0,12}}){{0,5}}(?!\w)",
        serial, at=SHAPE),
    Rule("serial number", r"\d+(?!(?:ST|ND|RD|TH)\b)[A-Z][\dA-Z]{0,20}(?:[-–][A-Z]{0,8}\d[A-Z\d]{0,12}){0,5}(?!\w)",
        serial, at=DIGIT),
)  # fmt: skip

LATE_RULES = (
    Rule("code", r"0\d+(?![\d.,]\d|\w)", long_code, at=DIGIT),
    Rule("long code", r"\d{13,}(?!\w)", long_code, at=DIGIT),
)
