"""Acronyms of English: said as letters (``UN``, ``IAEA``, ``dpa``) or as words (``NATO``, ``UNICEF``); capitals for loudness.

A run of capitals without a vowel is left as it is: every voice spells it. So is one that reads as a word, unless it is
known as letters. Letters that a voice would try to pronounce are set apart: ``I A E A``.
"""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.rules import LETTER, SHAPE, Context, Rule

#: Read as letters although they look like words.
LETTERS = frozenset(
    ["US", "UN", "EU", "UK", "AI", "UAE", "CIA", "FBI", "CEO", "CFO", "COO", "CTO", "CIO", "CMO", "GOP", "EPA", "WHO", "IT", "ICU", "IRA", "HIV", "AIG", "AOL", "API", "ATM", "BA", "BP", "CDU", "CIS", "DIA", "DOE", "DOJ", "DUI", "EEOC", "EIA", "ERA", "ESA", "EV", "EVS", "FAA", "FAQ", "FDA", "GDP", "GOP", "HBO", "HR", "IAEA", "IED", "IDF", "IMO", "IOC", "IOU", "IP", "IPO", "IQ", "IRS", "ISP", "IUD", "IVF", "LA", "MIA", "MIT", "MOU", "NBA", "NEA", "NIH", "NSA", "OAS", "ODA", "OECD", "OED", "PA", "PE", "PR", "QA", "RAF", "SEC", "SEO", "SUV", "TUC", "UAV", "UFC", "UFO", "UPI", "URL", "USA", "USB", "USC", "UV", "VAT", "VIP", "WTO", "ABC", "CBC", "NBC", "ACC", "ABA", "ADA", "AFC", "AFL", "ALS", "AMA", "ANC", "ANZ", "ATP", "BAC", "BAE", "BBA", "CAP", "DEA", "DIY", "DNA", "EDF", "EMI", "EPL", "ESL", "ETA", "EUR", "FOI", "GMO", "HIA", "IAF", "IBM", "ICC", "ICJ", "ICRC", "IDP", "IMF", "IPA", "IPCC", "IRC", "ISA", "ISBN", "ISI", "ISO", "ISSN", "ITV", "IWC", "KIA", "MBA", "MEP", "MLA", "MOD", "MRI", "NAB", "NHL", "NRA", "OCR", "ODI", "OPP", "OS", "PAC", "PBA", "PIA", "PIN", "PSA", "RIA", "RSA", "SAE", "SAP", "SBA", "SEA", "SSA", "TAM", "TIA", "TNA", "UAW", "UCI", "UCL", "UFF", "ULA", "USAF", "UTI", "VOA", "WBA", "YSL", "EP", "ED", "ID", "OD", "OT", "PC", "TV", "DVD", "CD", "AC", "DC", "MD", "JP", "KO", "OK"]
) - {"PIN", "CAP", "MOD", "SEA", "SAP", "OK", "ETA", "PAC", "ED"}
#: Read as words.
WORDS = frozenset(
    ["NATO", "UNICEF", "UNESCO", "NASA", "OPEC", "AIDS", "SARS", "ASEAN", "FIFA", "UEFA", "NAFTA", "PETA", "LASER", "RADAR", "SCUBA", "COVID", "ISIS", "ISIL", "HAMAS", "UNRWA", "MERS", "NAACP", "NASDAQ", "NASCAR", "SWAT", "FEMA", "OSHA", "OFSTED", "OFCOM", "BREXIT", "IKEA", "LEGO", "VISA", "TASS", "ANSA", "ICAO", "SIM", "PIN", "GIF", "JPEG", "ROM", "RAM", "LAN", "WAN", "CAPTCHA", "DAX", "CAC", "FTSE", "NYMEX", "SIM", "MOMA", "POTUS", "SCOTUS", "FLOTUS", "TED", "NIMBY", "YOLO", "BAFTA", "CERN", "ESOL", "TOEFL", "GATT", "SALT", "START", "HUD", "DARPA", "MASH", "BASIC", "COBOL", "UNIX", "SQUID", "TIFF", "ZIP", "ICE", "DACA", "DREAM", "PAC", "MAGA", "ANTIFA", "PEMEX", "ETA", "UKIP", "AUKUS", "QUAD", "BRICS", "MENA", "EMEA", "COP", "MAGA", "SPAC", "EBITDA", "NGO"]
) - {"NAACP", "NGO"}
#: Written in capitals for loudness, or at the head of a line: words in spite of their length.
PLAIN = frozenset(
    ["A", "I", "AM", "AN", "AND", "ANY", "ARE", "AS", "AT", "ALL", "BE", "BUT", "BY", "CAN", "DAY", "DID", "DO", "END", "FEW", "FOR", "FROM", "GET", "GO", "GOT", "HAD", "HAS", "HE", "HER", "HIM", "HIS", "HOW", "IF", "IN", "INTO", "IS", "ITS", "LET", "LOT", "MAN", "MAY", "ME", "MEN", "MORE", "MOST", "MUST", "MY", "NEW", "NO", "NOR", "NOT", "NOW", "OF", "OFF", "OLD", "ON", "ONE", "OR", "OUR", "OUT", "OVER", "OWN", "PUT", "RUN", "SAW", "SAY", "SEE", "SHE", "SO", "SOME", "SON", "SUN", "SUCH", "TEN", "THAN", "THAT", "THE", "THEM", "THEN", "TO", "TOO", "TOP", "TRY", "TWO", "UP", "USE", "VERY", "WAR", "WAS", "WAY", "WE", "WHAT", "WHEN", "WHY", "WIN", "WITH", "YES", "YET", "YOU", "YOUR", "BIG", "BAD", "ASK", "AGO", "ADD", "AIR", "ART", "ACT", "AGE", "ARM", "BED", "BOY", "CAR", "CUT", "DOG", "EAT", "EYE", "FAR", "FUN", "GUN", "HIT", "HOT", "JOB", "JOY", "KEY", "LAW", "LAY", "LED", "LIE", "LOW", "MAD", "MAP", "MOM", "DAD", "MR", "OH", "OIL", "PAY", "RED", "SET", "SEX", "SIX", "SKY", "TAX", "TEA", "TIE", "VIA", "WHO'S", "WON", "YEA", "AH", "HA", "HEY", "OW", "UGH", "WOW", "BOOK", "PAGE", "PART", "SEC", "DE", "DU", "LE", "LA", "EL", "AL", "OF", "ST", "ME", "US'"]
) - {"LA", "SEC", "US'"}

_VOWEL = re.compile("[AEIOUÄÖÜÉÈÁÍÓÚ]")
_ONSET = (
    "(?:SCH|SCR|SHR|SPL|SPR|STR|THR|BL|BR|CH|CL|CR|DR|FL|FR|GL|GR|KN|PH|PL|PR|QU|SC|SH|SK|SL|SM|SN|SP|ST|SW|TH|TR|TW|WH|WR|"
    "[BCDFGHJKLMNPRSTVWYZ])"
)
_CODA = (
    "(?:GHT|NCH|TCH|RTH|CK|CT|CH|FT|LD|LF|LK|LL|LM|LP|LT|MB|MP|NC|ND|NG|NK|NT|NS|PH|PT|RC|RD|RG|RK|RL|RM|RN|RP|RS|RT|RV|SH|SK|SM|SP|SS|ST|TH|TS|TT|"
    "FF|ZZ|[BCDFGKLMNPRSTVWXYZ])"
)
_PRONOUNCEABLE = re.compile(rf"{_ONSET}?[AEIOUY]{{1,2}}(?:{_CODA}?{_ONSET}[AEIOUY]{{1,2}})*{_CODA}?E?S?")


def acronym(match: Match[str], context: Context) -> str | None:
    """Capitals that a voice would read as a word but that are letters; declines where the voice is right."""
    capitals, tail = match[1], match["tail"] or ""
    if not _as_letters(capitals, tail, context):
        return None
    return " ".join(capitals) + (f"'{tail[-1]}" if tail else "")


def _as_letters(capitals: str, tail: str, context: Context) -> bool:
    if context.shouts:
        return capitals in LETTERS - PLAIN and capitals not in {"WHO", "IT", "US", "LA", "SEC", "SEA", "ERA", "PA", "ED"}
    if capitals in LETTERS:
        return bool(_VOWEL.search(capitals))
    if capitals in WORDS or capitals in PLAIN or not _VOWEL.search(capitals):
        return False
    if len(capitals) <= 3:
        return True
    return len(capitals) <= 6 and not _PRONOUNCEABLE.fullmatch(capitals)


def headline(match: Match[str], context: Context) -> str | None:
    """A word of a headline in capitals, so that a voice does not spell it."""
    if not context.shouts or match[1] in LETTERS | WORDS or (not _VOWEL.search(match[1]) and "Y" not in match[1]):
        return None
    return match[0].lower()


_AGENCIES = {"dpa": "D P A", "afp": "A F P", "ap": "A P"}


def agency(match: Match[str], context: Context) -> str | None:
    """``dpa``: a news agency that writes itself in small letters."""
    return _AGENCIES[match[0]]


def mixed(match: Match[str], context: Context) -> str | None:
    """``PhD``."""
    return " ".join(match[0].upper())


RULES = (
    Rule("agency", r"dpa(?!\w)", agency, words={"dpa"}),
    Rule("degree", r"(?:PhD|BSc|MSc|DPhil)(?!\w)", mixed, words={"phd", "bsc", "msc", "dphil"}),
    Rule("acronym", r"([A-Z]{2,6})(?P<tail>['’]?s)?(?![\w]|['’][a-rt-z])", acronym, at=SHAPE),
    Rule("headline", rf"({LETTER}{{2,}})(?!\w)", headline, at=SHAPE),
)  # fmt: skip

_LONE_A = re.compile(r"(?<=\b[B-Z] )A\b|\bA(?= (?:[A-Z]\b|[A-Z]'s))")
_SAINT = re.compile(r"\bST\b(?!\.)")


def letter_readings(said: str) -> list[tuple[int, int, str]]:
    """(start, end, IPA) of the letter A among spelled letters, which a voice takes for the article, and of ``ST``."""
    found = [(match.start(), match.end(), "eɪ") for match in _LONE_A.finditer(said)]
    return found + [(match.start(), match.end(), "ˌɛsˈtiː") for match in _SAINT.finditer(said)]
