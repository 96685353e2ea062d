"""Gender and case of German as far as numerals need them: ``der dritte``, ``am dritten``, ``eine Million``."""

from __future__ import annotations

import re

from audiogen.speakable.common.tables import listed
from audiogen.speakable.rules import Context

MONTHS = listed("Januar Februar März April Mai Juni Juli August September Oktober November Dezember")
_SHORT = {
    "jan": 1, "jän": 1, "jänner": 1, "feb": 2, "febr": 2, "feber": 2, "mär": 3, "mrz": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9,
    "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
#: Every spelling in lower case -> the month's name.
MONTH_NAMES = {name.lower(): name for name in MONTHS} | {short: MONTHS[at - 1] for short, at in _SHORT.items()}
MONTH_NAMES["jänner"] = "Jänner"

_EN = frozenset(
    listed("""am im zum vom beim den dem des zur einem einen eines seinem seinen ihrem ihren ihres meinem meinen
    unserem unseren
    jedem jeden diesem diesen dieses jenem jenen keinem keinen welchem ab bis seit vor ans ins ums übers fürs aufs
    hinterm
    unterm überm überm beide beiden ihrer seiner einer dieser meiner unserer jeder zwischen""")
)
_E = frozenset(listed("die das eine seine ihre meine unsere diese jene jede keine welche"))
#: Endings of nouns that say their gender.
_FEMININE = tuple(
    listed("""
    ung heit keit schaft ion tät ei enz anz ur ik ie itis frau stunde woche minute sekunde million milliarde
    runde klasse etage seite stelle liga staffel folge auflage aufl ausgabe reihe stufe straße phase welle
    amtszeit halbzeit hälfte hand wahl person stimme mannschaft macht nacht stadt kraft fahrt hilfe frage idee
    partei dosis impfung karte liste saison symphonie sinfonie armee flotte dekade etappe kammer gruppe
    spielminute potenz dimension republik wand bank bahn strophe sure tonne meile mark krone lira
""")
)
_NEUTER = tuple(
    listed("""
    chen lein ment um jahrhundert jahrtausend jahrzehnt jahr quartal semester mal kapitel tor spiel kind
    stockwerk geschoss buch bild gebot viertel drittel lebensjahr schuljahr halbjahr finale halbfinale rennen
    album haus auto prozent reich lied konzert treffen regiment bataillon bundesland land band gleis zimmer
    opfer mitglied team foto video stück glas paar exemplar training
""")
)


def gender(noun: str) -> str:
    """``m``, ``f`` or ``n`` of a noun, by its ending; masculine where nothing says better, empty for other words."""
    if not noun[:1].isupper():
        return ""
    if noun.endswith(("sches", "scher", "sche")):
        return {"s": "n", "r": "m", "e": "f"}[noun[-1]]
    lower = noun.lower()
    if lower.endswith(_FEMININE):
        return "f"
    if (
        lower.endswith(_NEUTER)
        or lower.removesuffix("s").endswith(_NEUTER)
        or lower.removesuffix("es").endswith(_NEUTER)
    ):
        return "n"
    return (
        "f"
        if noun.endswith("e")
        and len(noun) > 4
        and not noun.endswith(("name", "junge", "kunde", "ende", "franzose", "deutsche"))
        else "m"
    )


_DATIVE = frozenset(["mit", "nach", "von", "bei", "seit", "zu", "aus", "vor", "in", "außer", "binnen", "ab", "unter"])
_ACCUSATIVE = frozenset(["für", "ohne", "um", "durch", "gegen", "pro"])


def one(kind: str, before: str) -> str:
    """``1`` before a noun of that gender: ``ein``, ``eine``, behind a preposition ``einem``, ``einer``, ``einen``."""
    if before in _DATIVE:
        return "einer" if kind == "f" else "einem"
    return "eine" if kind == "f" else "einen" if kind == "m" and before in _ACCUSATIVE else "ein"


def ending(context: Context, at: int, noun: str) -> str:
    """The ending of an ordinal at the offset, before the noun: by the article, or strong where there is none."""
    before = context.before(at)
    if before == "der":
        feminine = bool(noun) and gender(noun) == "f" and noun.capitalize() not in MONTHS
        return "en" if feminine or _governed(context, at) else "e"
    if before in _EN:
        return "en"
    if before in _E:
        return "e"
    if before in {"und", "oder", "bis", "auf"} and (earlier := _ordinal_before(context, at)):
        return earlier
    if _in_dative_date(context, at, noun):
        return "en"
    kind = "m" if not noun or noun.lower() in MONTH_NAMES else gender(noun)
    return {"f": "e", "n": "es"}.get(kind, "er")


_GOVERNED = re.compile(
    r"\b(?:mit|von|aus|bei|nach|seit|zu|in|auf|an|unter|vor|über|während|wegen|statt"
    r"|trotz)\s+der\s*$",
    re.IGNORECASE,
)


def _governed(context: Context, at: int) -> bool:
    """``in der 3.``: a preposition before "der" makes it a dative."""
    return _GOVERNED.search(context.text, max(0, at - 24), at) is not None


_EARLIER = re.compile(r"(\w+)\s+(?:\d+|[IVXLC]+)\.\s*(?:(?:und|oder|bis|auf|auf den|bis zum)\s*|[-–,]\s*)$")


def _ordinal_before(context: Context, at: int) -> str:
    """``am 3. und 4.``: the second ordinal ends as the first."""
    found = _EARLIER.search(context.text, max(0, at - 40), at)
    if found is None:
        return ""
    word = found[1].lower()
    return "en" if word in _EN else "e" if word in _E | {"der"} else ""


_DAY_BEFORE = re.compile(
    r"\b(?:am|vom|zum|bis|seit|ab|den|dem)\s+(?:\w+tag|(?:Mo|Di|Mi|Do|Fr|Sa|So)\.|Mittwoch|Sonnabend|"
    rf"\d+\.(?:\s(?:{'|'.join(MONTHS)}))?)\s*(?:,|und|bis|[-–])?\s*$",
    re.IGNORECASE,
)


def _in_dative_date(context: Context, at: int, noun: str) -> bool:
    """``am Montag, 3. November``."""
    return _DAY_BEFORE.search(context.text, max(0, at - 40), at) is not None
