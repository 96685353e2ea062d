"""Postal addresses of English: ``123 Circle Dr., Santa Maria, CA 91230``; streets, states, ZIP codes, boxes."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.en.numbers import digits, ordinal, pairs
from audiogen.speakable.rules import DIGIT, SHAPE, Context, Rule

STREETS = {
    "Ave": "Avenue", "Av": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Ln": "Lane", "Dr": "Drive", "St": "Street",
    "Ct": "Court", "Pl": "Place", "Sq": "Square", "Hwy": "Highway", "Pkwy": "Parkway", "Expy": "Expressway",
    "Fwy": "Freeway", "Ter": "Terrace", "Cir": "Circle", "Trl": "Trail", "Tpke": "Turnpike", "Rte": "Route",
}  # fmt: skip
_FULL = (
    "Street|Avenue|Boulevard|Road|Lane|Drive|Court|Place|Square|Highway|Parkway|Expressway|Way|Terrace|"
    "Circle|Trail|Row|Broadway|Alley|Plaza|Crescent|Close"
)
WINDS = {
    "N": "North",
    "S": "South",
    "E": "East",
    "W": "West",
    "NE": "Northeast",
    "NW": "Northwest",
    "SE": "Southeast",
    "SW": "Southwest",
}
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine",
    "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
    "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio",
    "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina",
    "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
#: Newspaper style, with the full stop.
STATE_SHORT = {
    "Ala": "Alabama", "Ariz": "Arizona", "Ark": "Arkansas", "Calif": "California", "Colo": "Colorado",
    "Conn": "Connecticut", "Del": "Delaware", "Fla": "Florida", "Ga": "Georgia", "Ill": "Illinois", "Ind": "Indiana",
    "Kan": "Kansas", "Kans": "Kansas", "Ky": "Kentucky", "La": "Louisiana", "Md": "Maryland", "Mass": "Massachusetts",
    "Mich": "Michigan", "Minn": "Minnesota", "Miss": "Mississippi", "Mo": "Missouri", "Mont": "Montana",
    "Neb": "Nebraska", "Nebr": "Nebraska", "Nev": "Nevada", "Okla": "Oklahoma", "Ore": "Oregon", "Pa": "Pennsylvania",
    "Penn": "Pennsylvania", "Tenn": "Tennessee", "Tex": "Texas", "Vt": "Vermont", "Va": "Virginia",
    "Wash": "Washington", "Wis": "Wisconsin", "Wyo": "Wyoming", "N.Y": "New York", "N.J": "New Jersey",
    "N.H": "New Hampshire", "N.M": "New Mexico", "N.C": "North Carolina", "S.C": "South Carolina",
    "N.D": "North Dakota", "S.D": "South Dakota", "R.I": "Rhode Island", "W.Va": "West Virginia",
    "Ont": "Ontario", "Que": "Quebec", "Alta": "Alberta", "Sask": "Saskatchewan", "Man": "Manitoba",
}  # fmt: skip
_PARTIES = {"D": "Democrat", "R": "Republican", "I": "Independent"}

_WIND = rf"(?:{'|'.join(sorted(WINDS, key=len, reverse=True))})(?:\.|(?![\w.]))"
_NAME = r"(?:(?!(?:In|On|At|The|And)\b)[A-Z][\w'’]*|\d{1,3}(?:st|nd|rd|th))"
_STREET = rf"(?:(?:{'|'.join(STREETS)}|{'|'.join(STREETS).lower()})\b\.?|{_FULL}\b)"
_PART = re.compile(
    rf"\b(?:({_WIND})|(\d+)(?:st|nd|rd|th)\b|({'|'.join(STREETS)}|{'|'.join(STREETS).lower()})\b\.?(?=(?:"
    rf"\s{_WIND})?$)|(St)\.(?=\s[A-Z]))"
)


def street(match: Match[str], context: Context) -> str | None:
    """``317 S. 3rd St.`` -> ``three seventeen South third Street``."""
    letter = f"{match['unit'].strip()} " if match["unit"] else ""
    said = f"{pairs(match['number'])} {letter}{_expand(match['street'])}"
    stop = "." if match[0].endswith(".") and context.ends(match.end()) else ""
    return said + stop


def _expand(written: str) -> str:
    def say(part: Match[str]) -> str:
        if part[1]:
            return WINDS[part[1].rstrip(".")]
        if part[2]:
            return ordinal(int(part[2]))
        return "Saint" if part[4] else STREETS[part[3].capitalize()]

    return _PART.sub(say, written)


def state(match: Match[str], context: Context) -> str | None:
    """``, TX,`` behind a name; with a ZIP code also that."""
    code = match["zip"]
    if match["state"] == "DC":
        return f"D C {_zip(code)}" if code else None
    said = STATES[match["state"]]
    if code:
        return f"{said}{',' if ',' in match[0] else ''} {_zip(code)}"
    before = context.text[: match.start()].rstrip()
    city = context.before(match.start(), lower=False)
    behind = context.text[match.end() : match.end() + 2].strip()
    if not before.endswith(",") or not city[:1].isupper() or (city.isupper() and not context.shouts and len(city) < 4):
        return None
    return said if not behind or behind[0] in ',.;:)!?"”' or context.after(match.end()).islower() else None


def _zip(code: str) -> str:
    return ", ".join(digits(part) for part in code.split("-"))


def zip_code(match: Match[str], context: Context) -> str | None:
    """Five digits behind a state's name or the word ZIP; ``95051-1234`` anywhere."""
    before = context.before(match.start())
    if match[2] or before in _STATE_WORDS:
        return _zip(match[0])
    return None


_STATE_WORDS = frozenset(
    ["zip", "code", "zipcode", *(name.lower().split()[-1] for name in STATES.values()), *map(str.lower, STATE_SHORT)]
)


def short_state(match: Match[str], context: Context) -> str | None:
    """``Nashville, Tenn.``; ``N.Y.`` behind a comma."""
    if not context.text[: match.start()].rstrip().endswith(","):
        return None
    return STATE_SHORT[match[1].replace(" ", "")] + ("." if context.ends(match.end()) else "")


def party(match: Match[str], context: Context) -> str | None:
    """``D-Calif.``, ``(R-TX)``, ``R-Texas``."""
    place = match["place"].rstrip(".")
    where = STATE_SHORT.get(place) or STATES.get(place) or (place if place in STATES.values() else None)
    return None if where is None else f"{_PARTIES[match['party']]} of {where}"


def box(match: Match[str], context: Context) -> str | None:
    return f"P O Box {pairs(match[1]) if len(match[1]) < 5 else digits(match[1])}"


def unit(match: Match[str], context: Context) -> str | None:
    """``Apt. 4B``, ``Ste. 200``."""
    return f"{_UNITS[match[1]]} "


_UNITS = {"Apt": "Apartment", "Ste": "Suite", "Rm": "Room", "Fl": "Floor", "Bldg": "Building"}


def street_word(match: Match[str], context: Context) -> str | None:
    """``Ave.``, ``Blvd.`` ... behind a name or an ordinal, outside a full address."""
    before = context.before(match.start(), lower=False)
    if not (before[:1].isupper() or before[:1].isdigit()):
        return None
    return STREETS[match[1]] + ("." if match[0].endswith(".") and context.ends(match.end()) else "")


def wind(match: Match[str], context: Context) -> str | None:
    """``N. Main St.``: a point of the compass before a street's name."""
    return WINDS[match[1]] + " "


def highway(match: Match[str], context: Context) -> str | None:
    return "Route " if match[1] == "Rte" else "Highway "


_HALVES = "Korea|Koreans?|Africa|Africans?|Sudan|Dakota|Carolina|Yemen|Ireland|Jersey|Hampshire|Virginia|Timor|Germany"
_PLAIN_STREETS = {short: full for short, full in STREETS.items() if short not in {"St", "Dr", "Pl", "Ter", "Ct", "Cir"}}
RULES = (
    Rule("street",
        rf"(?P<number>\d{{1,5}})(?P<unit>\s?[A-D](?=\s[A-Z]))?\s(?P<street>(?:{_WIND}\s)?(?:(?:{_NAME}|St\.)"
        rf"\s){{1,4}}{_STREET}(?:\s{_WIND})?)(?!\w)", street, at=DIGIT),
    Rule("state",
        rf"(?P<state>{'|'.join(STATES)}|DC)(?!\w|\.\w|['’/&-]\w)(?:,?\s(?P<zip>\d{{5}}(?:-\d{{4}})?)(?![\w,])"
        rf")?", state, at=SHAPE),
    Rule("zip", r"(\d{5})(-\d{4})?(?![\w-]|[.,]\d)", zip_code, at=DIGIT),
    Rule("short state",
        rf"({'|'.join(re.escape(name) for name in sorted(STATE_SHORT, key=len, reverse=True))}|N\. Y|N\. J)\s"
        rf"?\.(?=\W|$)", short_state,
         words={re.split(r"\W", name.lower())[0] for name in STATE_SHORT}),
    Rule("party",
        r"(?P<party>[DRI])-(?P<place>[A-Z][A-Za-z]*(?:\.[A-Z][a-z]*)*\.?(?:\s(?:York|Jersey|Mexico|Hampshire"
        r"|Carolina|Dakota|Virginia|Island))?)(?![\w-])", party, words={"d", "r", "i"}),
    Rule("box", r"P\.?\s?O\.?\s?Box\s(\d+)", box, at=SHAPE, words={"p", "po"}),
    Rule("unit", r"(Apt|Ste|Rm|Fl|Bldg)\.?\s(?=#?\d|[A-Z]\b)", unit, words={"apt", "ste", "rm", "fl", "bldg"}),
    Rule("highway", r"(Hwy|Hwys|Rte)\.?\s(?=\d)", highway, words={"hwy", "rte"}),
    Rule("street word",
        rf"({'|'.join(_PLAIN_STREETS)})(?:\.|(?=\W|$))(?!\w)",
        street_word, words={name.lower() for name in _PLAIN_STREETS}),
    Rule("half of a country", rf"([NSEW])\.\s(?=(?:{_HALVES})\b)", wind, words={"n", "s", "e", "w"}),
    Rule("wind of a numbered street", rf"([NSEW])\s(?=\d{{1,3}}(?:st|nd|rd|th)\s{_STREET})", wind,
        words={"n", "s", "e", "w"}),
    Rule("wind", rf"([NSEW])\.\s(?=(?:{_NAME}\s){{1,3}}{_STREET})", wind, words={"n", "s", "e", "w"}),
)  # fmt: skip
