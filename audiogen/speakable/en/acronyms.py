"""Acronyms of English: said as letters (``UN``, ``IAEA``, ``dpa``) or as words (``NATO``); capitals for loudness.

A run of capitals without a vowel is left as it is: every voice spells it. So is one that reads as a word, unless it is
known as letters. Letters that a voice would try to pronounce are set apart: ``I A E A``.
"""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.rules import LETTER, SHAPE, Context, Rule, words

#: Read as letters although they look like words.
LETTERS = words("""
    ABA ACC ADA AFC AFL AIG ALS AMA ANC ANZ ATP BA BAC BAE CIS COO DEA DIA DOE DUI EDF EEOC EIA EMI EP EPA EPL
    ERA ESA ESL EV FAA FAQ FOI GOP HIA IAEA IAF ICC ICJ ICRC ICU IDF IDP IED IMF IOC IOU IPO IQ IRA ISA ISI
    ISO ISSN ITV IUD IVF IWC KIA KO MEP MIA MOU NAACP NAB NEA NIH OAS OD ODA ODI OED OPP OT PA PE PIA QA RAF RIA
    SEC SEO LED TAM TIA TUC UAE UAV UAW UCI UFC UFF ULA UPI USC UTI VAT VIP VOA WHO YSL
""")
#: Letters that every voice spells by itself (measured with espeak-ng, whose rules the neural voices share).
SPELLED = words("""
    OK ABC AC AI AJ AOL API ATM BBA CDU CEO CFO CIA CIO CMO CTO DIY DOJ DVD EU FDA GDP GMO HBO HIV ID IMO IP IPA
    IPCC IRC IRS ISBN ISP IT LA MIT OCR OECD OS RSA SAE SUV UCL UFO UK UN URL US USA USAF USB UV ESPN UNHCR UTC
    EDT CET
""")
#: Two consonants that no word begins with, and a vowel: ``HLA``, ``DNA``.
_SPELLED_BY_VOICES = re.compile(
    "(?!BH|BJ|BL|BR|CH|CL|CR|DJ|DR|DW|FL|FR|GH|GL|GN|GR|GW|KH|KL|KN|KR|KW|LH|LL|MC|NG|NK|NQ|PF|PH|PL|PR|PS|PT|RH|RM|"
    "SC|SH|SK|SL|SM|SN|SP|ST|SV|SW|SZ|TH|TR|TS|TW|VR|WH|WR|ZH|ZS|ZW)[B-DF-HJ-NP-TV-XZ]{2}[AEIOU]"
)
#: Read as words.
WORDS = words("""
    NATO UNICEF UNESCO NASA OPEC AIDS SARS ASEAN FIFA UEFA NAFTA PETA LASER RADAR SCUBA COVID ISIS ISIL HAMAS
    UNRWA MERS NASDAQ NASCAR SWAT FEMA OSHA OFSTED OFCOM BREXIT IKEA LEGO VISA TASS ANSA ICAO SIM PIN GIF
    JPEG ROM RAM LAN WAN CAPTCHA DAX CAC FTSE NYMEX SIM MOMA POTUS SCOTUS FLOTUS TED NIMBY YOLO BAFTA CERN ESOL
    TOEFL GATT SALT START HUD DARPA MASH BASIC COBOL UNIX SQUID TIFF ZIP ICE DACA DREAM PAC MAGA ANTIFA PEMEX
    SEAL SEALS GOAT JAXA COVAX ETA UKIP AUKUS QUAD BRICS MENA EMEA COP MAGA SPAC EBITDA
""")
#: Written in capitals for loudness, or at the head of a line: words in spite of their length.
PLAIN = words("""
    MIX MAX BOX FIX BAN AID BUS CEASE HUGE LIVE FREE WHO IT A I AM AN AND ANY ARE AS AT ALL BE BUT BY CAN DAY
    DID DO END FEW FOR FROM GET GO GOT HAD HAS HE HER HIM HIS HOW IF IN INTO IS ITS LET LOT MAN MAY ME MEN MORE
    MOST MUST MY NEW NO NOR NOT NOW OF OFF OLD ON ONE OR OUR OUT OVER OWN PUT RUN SAW SAY SEE SHE SO SOME SON
    SUN SUCH TEN THAN THAT THE THEM THEN TO TOO TOP TRY TWO UP USE VERY WAR WAS WAY WE WHAT WHEN WHY WIN WITH
    YES YET YOU YOUR BIG BAD ASK AGO ADD AIR ART ACT AGE ARM BED BOY CAR CUT DOG EAT EYE FAR FUN GUN HIT HOT JOB
    JOY KEY LAW LAY LED LIE LOW MAD MAP MOM DAD MR OH OIL PAY RED SET SEX SIX SKY TAX TEA TIE VIA WON YEA
    AH HA HEY OW UGH WOW BOOK PAGE PART DE DU LE EL AL ST
""")

_VOWEL = re.compile("[AEIOUÄÖÜÉÈÁÍÓÚ]")
_ONSET = (
    "(?:CHR|SCH|SCR|SHR|SPL|SPR|STR|THR|BL|BR|CH|CL|CR|DR|FL|FR|GL|GR|KN|PH|PL|PR|QU|SC|SH|SK|SL|SM|SN|"
    "SP|ST|SW|TH|TR|TW|WH|WR|"
    "[BCDFGHJKLMNPRSTVWYZ])"
)
_CODA = (
    "(?:GHT|NCH|TCH|RTH|CK|CT|CH|FT|LD|RLD|LF|LK|LL|LM|LP|LT|MB|MP|NC|ND|NG|NK|NT|NS|PH|PT|RC|RD|RG|RK|RL|"
    "RM|RN|RP|RS|RT|RV|SH|SK|SM|SP|SS|ST|TH|TS|TT|"
    "FF|ZZ|[BCDFGKLMNPRSTVWXYZ])"
)
_PRONOUNCEABLE = re.compile(rf"{_ONSET}?[AEIOUY]{{1,2}}(?:{_CODA}?{_ONSET}[AEIOUY]{{1,2}})*{_CODA}?E?S?")


def letters_apart(word: str, context: Context) -> str:
    """``ETO`` -> ``E T O`` where a voice would pronounce it; any other word as it is."""
    return " ".join(word) if word.isupper() and len(word) > 1 and _as_letters(word, "", context) else word


def acronym(match: Match[str], context: Context) -> str | None:
    """Capitals that a voice would read as a word but that are letters; declines where the voice is right."""
    capitals, tail = match[1], match["tail"] or ""
    if not _as_letters(capitals, tail, context):
        return None
    return " ".join(capitals) + (f"'{tail[-1]}" if tail else "")


def _as_letters(capitals: str, tail: str, context: Context) -> bool:
    if capitals in WORDS or (capitals in PLAIN and capitals not in LETTERS):
        return False
    if tail and not tail.startswith(("'", "’")):
        return True
    if capitals in SPELLED or not _VOWEL.search(capitals):
        return False
    if capitals in LETTERS:
        return not context.shouts or capitals not in PLAIN
    if len(capitals) <= 3 and not context.shouts:
        return not _SPELLED_BY_VOICES.fullmatch(capitals)
    return len(capitals) <= (4 if context.shouts else 5) and not _PRONOUNCEABLE.fullmatch(capitals)


def headline(match: Match[str], context: Context) -> str | None:
    """A word of a headline in capitals, so that a voice does not spell it."""
    if (
        not context.shouts
        or match[1] in (LETTERS | SPELLED | WORDS) - PLAIN
        or (not _VOWEL.search(match[1]) and "Y" not in match[1])
    ):
        return None
    return match[0].lower()


def headline_article(match: Match[str], context: Context) -> str | None:
    """The article in a headline: a voice reads a capital by its name."""
    return "a" if context.shouts else None


def ampersand(match: Match[str], context: Context) -> str | None:
    """``AT&T``, ``S&P``: the letters of a firm, one by one."""
    return f"{' '.join(match[1])} and {' '.join(match[2])}"


def mixed(match: Match[str], context: Context) -> str | None:
    """``PhD``."""
    return " ".join(match[0].upper())


RULES = (
    Rule("agency", r"dpa(?!\w)", "D P A", words={"dpa"}),
    Rule("degree", r"(?:PhD|BSc|MSc|DPhil)(?!\w)", mixed, words={"phd", "bsc", "msc", "dphil"}),
    Rule("ampersand", r"([A-Z]{1,3})\s?&\s?([A-Z]{1,3})(?![\w])", ampersand, needs="&", at=SHAPE, words=()),
    Rule("acronym", r"([A-Z]{2,6})(?P<tail>['’]?s)?(?![\w]|['’][a-rt-z])", acronym, at=SHAPE),
    Rule("article of a headline", r"A(?=\s[A-Z]{2})", headline_article, words={"a"}),
    Rule("headline", rf"({LETTER}{{2,}})(?!\w)", headline, at=SHAPE),
)  # fmt: skip

_LONE_A = re.compile(r"(?<=\b[B-Z] )A\b|\bA(?= (?:[A-Z]\b|[A-Z]'s))")
_SAINT = re.compile(r"\bST\b(?!\.)")


def letter_readings(said: str) -> list[tuple[int, int, str]]:
    """(start, end, IPA) of the letter A among spelled letters, which a voice takes for the article, and of ``ST``."""
    found = [(match.start(), match.end(), "eɪ") for match in _LONE_A.finditer(said)]
    return found + [(match.start(), match.end(), "ˌɛsˈtiː") for match in _SAINT.finditer(said)]
