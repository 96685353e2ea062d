"""Abbreviations of English in their context: ``Dr. King Dr.``, ``St. John St.``, ``No. 5``, ``pg. 12``, ``vs.``."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.rules import Context, Rule, words

#: Before a name (a capital); the full stop goes.
TITLES = {
    "Mr": "Mister", "Mrs": "Mrs", "Ms": "Ms", "Messrs": "Messrs", "Dr": "Doctor", "Drs": "Doctors",
    "Prof": "Professor", "Sen": "Senator", "Sens": "Senators", "Rep": "Representative", "Reps": "Representatives",
    "Gov": "Governor", "Govs": "Governors", "Gen": "General", "Col": "Colonel", "Lt": "Lieutenant",
    "Lieut": "Lieutenant", "Capt": "Captain", "Cpt": "Captain", "Sgt": "Sergeant", "Cpl": "Corporal",
    "Pvt": "Private", "Pfc": "Private First Class", "Maj": "Major", "Brig": "Brigadier", "Cmdr": "Commander",
    "Cdr": "Commander", "Adm": "Admiral", "Rev": "Reverend", "Hon": "Honorable", "Pres": "President",
    "Supt": "Superintendent", "Det": "Detective", "Insp": "Inspector", "Amb": "Ambassador", "Atty": "Attorney",
    "Fr": "Father", "Mt": "Mount", "Ft": "Fort", "Msgr": "Monsignor", "Asst": "Assistant", "Assoc": "Associate",
    "Ofc": "Officer", "Cllr": "Councillor", "Cllrs": "Councillors", "Pte": "Private", "Secy": "Secretary",
    "Dep": "Deputy", "Cmdt": "Commandant", "Gdsm": "Guardsman", "Treas": "Treasurer",
    "Ald": "Alderman", "Mlle": "Mademoiselle", "Mme": "Madame", "Wm": "William", "Geo": "George", "Chas": "Charles",
    "Jas": "James", "Jos": "Joseph", "Robt": "Robert", "Thos": "Thomas", "Benj": "Benjamin", "Saml": "Samuel",
}  # fmt: skip
#: Titles that are so also in small letters and without the full stop.
_LOOSE = {
    "mr": "mister",
    "dr": "doctor",
    "prof": "professor",
    "sgt": "sergeant",
    "capt": "captain",
    "cpl": "corporal",
    "jr": "junior",
    "sr": "senior",
    "mt": "mountain",
}

#: Before a number.
BEFORE_NUMBER = {
    "pg": "page", "pgs": "pages", "pp": "pages", "p": "page", "vol": "volume", "vols": "volumes", "fig": "figure",
    "figs": "figures", "ch": "chapter", "chap": "chapter", "sec": "section", "sect": "section", "art": "article",
    "ext": "extension", "no": "number", "nos": "numbers", "nr": "number", "eq": "equation", "ver": "version",
    "pt": "part", "approx": "approximately", "ca": "circa", "c": "circa", "cf": "compare", "tel": "telephone",
    "b": "born", "d": "died", "r": "reigned", "est": "established", "max": "maximum", "min": "minimum",
    "avg": "average", "temp": "temperature", "ed": "edition",
}  # fmt: skip
#: Anywhere, with the full stop; lower case.
ANYWHERE = {
    "vs": "versus", "etc": "et cetera", "approx": "approximately", "dept": "department", "govt": "government",
    "gov't": "government", "int'l": "international", "intl": "international", "natl": "national", "asst": "assistant",
    "assn": "association", "assoc": "association", "univ": "university", "inc": "incorporated", "ltd": "limited",
    "bros": "brothers", "co": "company", "misc": "miscellaneous", "incl": "including", "excl": "excluding",
    "avg": "average", "hrs": "hours", "mins": "minutes", "yrs": "years", "lbs": "pounds", "vol": "volume",
    "bldg": "building", "mfg": "manufacturing", "mgmt": "management", "dist": "district", "esp": "especially",
    "jr": "junior",
    "sr": "senior", "ext": "extension", "acad": "academy", "hosp": "hospital", "apt": "apartment",
    "blvd": "boulevard", "pkwy": "parkway", "tel": "telephone", "min": "minimum", "max": "maximum",
    "cpl": "corporal",
}  # fmt: skip
#: Without a full stop too.
_BARE = words("cpl vs dept govt intl ltd bros incl excl approx vol")


def _stop(match: Match[str], context: Context) -> str:
    """The full stop of an abbreviation at the end of the text also ends the sentence."""
    return "." if match[0].rstrip().endswith(".") and context.ends(match.end()) else ""


def _name_follows(context: Context, at: int) -> bool:
    follows = context.after(at, lower=False)
    return follows[:1].isupper()


def _behind_name(match: Match[str], context: Context) -> bool:
    """A capitalised word or an ordinal stands directly before, in the same clause."""
    before = context.before(match.start(), lower=False)
    gap = context.text[: match.start()]
    return (
        bool(before)
        and gap[-1:] == " "
        and (gap[-2:-1].isalnum() or gap[-2:-1] in ".'’")
        and (before[:1].isupper() or (before[:1].isdigit() and not before.isdigit()))
    )


def _among_capitals(match: Match[str], context: Context) -> bool:
    """``MAIN ST.``, ``ST. LOUIS`` in capitals; not the letters of ``Atari ST.``"""
    before, after = context.before(match.start(), lower=False), context.after(match.end(), lower=False)
    return (before.isupper() and len(before) > 2) or (after.isupper() and len(after) > 2)


def saint_or_street(match: Match[str], context: Context) -> str | None:
    """``St. John St.``: Street behind a name, unless a name follows, else Saint."""
    dot = match["dot"]
    if match[1] == "ST" and not context.shouts and not (dot and _among_capitals(match, context)):
        return None
    behind = context.text[match.end() : match.end() + 1]
    follows = _name_follows(context, match.end()) and behind == " "
    if _behind_name(match, context) and not (follows and not _street_goes_on(match, context)):
        return ("street" if match[1].islower() else "Street") + (_stop(match, context) if dot else "")
    if not follows:
        return None
    return "saint" if match[1].islower() else "Saint"


def _street_goes_on(match: Match[str], context: Context) -> bool:
    """``Main St. NW``, ``Main St. Suite 4``: what follows the street is no saint."""
    return context.after(match.end(), lower=False) in {
        "NW",
        "NE",
        "SW",
        "SE",
        "N",
        "S",
        "E",
        "W",
        "Suite",
        "Apt",
        "Station",
        "Bridge",
        "Corridor",
    } or (
        context.before(match.start())
        in {"main", "wall", "broad", "market", "state", "high", "water", "church", "front", "downing", "fleet"}
        or context.before(match.start())[:1].isdigit()
    )


def doctor_or_drive(match: Match[str], context: Context) -> str | None:
    """``Dr. King Dr.``: Doctor before a name, Drive behind one."""
    behind = context.text[match.end() : match.end() + 1]
    follows = _name_follows(context, match.end()) and behind == " "
    if match[1] == "DR" and not match["dot"]:
        return None if not context.shouts else ("DOCTOR" if follows else "DRIVE")
    if follows:
        return "doctor" if match[1].islower() else "Doctor"
    if _behind_name(match, context) and (match[1] != "DR" or context.shouts):
        return "Drive" + _stop(match, context)
    return None


_COURTESIES = frozenset(["Mr", "Mrs", "Ms", "Dr", "Sen", "Rep"])
_COUPLE = re.compile(r"\s(?:and|&|or)\s(?:Mr|Mrs|Ms|Dr|Sen|Rep)\b")
#: Ranks and offices that British newspapers write without the full stop: "Lt Col Smith".
_BARE_TITLES = words("""
    Cllrs Cllr Lt Col Gen Maj Cpl Rev Pte Cmdr Cdr Adm Insp Supt Brig Det Sen Rep Gov Cpt
""")


def bare_title(match: Match[str], context: Context) -> str | None:
    """``Lt Col Smith``, ``Cllr Jones``; not ``Gen Z``."""
    return TITLES[match[1]]


def right_honourable(match: Match[str], context: Context) -> str | None:
    return "Right Honourable "


def secretary(match: Match[str], context: Context) -> str | None:
    """``Sec. of State``, ``Sec. Rubio``; ``Sec. IV`` is a section."""
    return None if context.after(match.end(), lower=False).isupper() else "Secretary "


def title(match: Match[str], context: Context) -> str | None:
    """``Sen. Smith``; before another title too: ``Maj. Gen. Granger``."""
    name = match[1].capitalize()
    if name in _COURTESIES and _COUPLE.match(context.text, match.end()):
        return TITLES[name]
    if context.text[match.end() : match.end() + 1] not in {" ", "\u00a0"} or not _name_follows(context, match.end()):
        return None
    return TITLES[name].upper() if context.shouts else TITLES[name]


def loose_title(match: Match[str], context: Context) -> str | None:
    """``dr Leonhard``, ``mr Bean``: small letters and no full stop."""
    name = match[1]
    if not _name_follows(context, match.end()):
        return None
    return _LOOSE[name] if name.islower() else TITLES[name]


def before_number(match: Match[str], context: Context) -> str | None:
    """``No. 5``, ``pp. 12-15``, ``c. 1850``."""
    short = match[1]
    name = BEFORE_NUMBER[short.lower()]
    if short.lower() in {"b", "d", "r"} and context.char_before(match.start()) not in {"(", "[", ";", ","}:
        return None
    if short.lower() in {"b", "c", "d", "r", "p"} and short.isupper():
        return None
    if name in {"born", "died", "reigned", "circa", "edition", "established"} and not match["year"]:
        return None
    return (name.capitalize() if short[:1].isupper() and len(short) > 1 else name) + " "


def number_word(match: Match[str], context: Context) -> str | None:
    """``NO 39``, ``no 73``, ``No 10``: without the full stop a label must precede, or it is in capitals."""
    before = context.before(match.start())
    if (
        match[1] == "NO"
        or before in _NUMBERED
        or (context.char_before(match.start() - 1) in {",", ";"} and match[1] == "no")
    ):
        return "number "
    return "Number " if match[1] == "No" and not before else "number " if match[1] == "No" else None


_NUMBERED = words("""
    issue vol volume route highway serial accession series bulletin part item law model invoice flight
""")


def anywhere(match: Match[str], context: Context) -> str | None:
    name = ANYWHERE[match[1].lower()]
    said = name.capitalize() if match[1][:1].isupper() and not match[1].isupper() else name
    return said + _stop(match, context)


def corporation(match: Match[str], context: Context) -> str | None:
    """``Co.`` and ``Inc.`` belong to a name."""
    return (
        anywhere(match, context)
        if _behind_name(match, context) or context.char_before(match.start() - 1) in {",", "&"}
        else None
    )


_OFFICES = words("vice director advisor adviser manager editor analyst engineer fellow correspondent economist")


def junior(match: Match[str], context: Context) -> str | None:
    said = {"Jr": "Junior", "Sr": "Senior"}[match[1]]
    if said == "Senior" and not _behind_name(match, context) and _name_follows(context, match.end()):
        said = "Senior" if context.after(match.end()) in _OFFICES else "Sister"
    return said + _stop(match, context)


def _phrase(name: str, pattern: str, said: str, *words: str) -> Rule:
    def say(match: Match[str], context: Context) -> str | None:
        return said + _stop(match, context)

    return Rule(name, pattern, say, words=words)


_NUMBER_AHEAD = r"\s?(?=#?\s?(?P<year>1\d{3}(?!\d)|20\d\d(?!\d))|#?\s?\d|[IVXLC]+(?!\w))"
RULES = (
    _phrase("for example", r"e\.\s?g\.?(?!\w)", "for example", "e"),
    _phrase("for example, capital", r"E\.g\.?(?!\w)", "For example", "e"),
    _phrase("that is", r"i\.\s?e\.?(?!\w)", "that is", "i"),
    _phrase("et alii", r"et\sal\b\.?", "et al", "et"),
    _phrase("week commencing", r"w/c(?=\s)", "week commencing", "w"),
    _phrase("week ending", r"w/e(?=\s\d)", "week ending", "w"),
    _phrase("because", r"b/c(?=\s)", "because", "b"),
    _phrase("not applicable", r"[nN]/[aA](?!\w)", "not applicable", "n"),
    _phrase("not letters", r"[pP]\.\s?[aA]\.(?!\w)(?<=\d\s.\..)|pa(?!\w)(?<=[\dkm]\s..)", "a year", "p", "pa"),
    _phrase("calendar month", r"pcm(?!\w)", "per calendar month", "pcm"),
    _phrase("public company", r"plc(?!\w)", "P L C", "plc"),
    _phrase("telephone", r"[tT]el(?=:\s?[\d+(])", "telephone", "tel"),
    _phrase("international", r"[iI]nt['’]l(?!\w)\.?", "international", "int"),
    _phrase("national", r"[nN]at['’]l(?!\w)\.?", "national", "nat"),
    _phrase("government", r"[gG]ov['’]t(?!\w)\.?", "government", "gov"),
    _phrase("et cetera", r"(?<!/)etc\b\.?", "et cetera", "etc"),
    _phrase("versus", r"(?:vs|VS)\b\.?|v\.(?=\s[A-Z])(?<=\s..)", "versus", "vs", "v"),
    _phrase("doctorate", r"Ph\.\s?D\.?(?!\w)", "P H D", "ph"),
    _phrase("without", r"w/o(?!\w)", "without", "w"),
    _phrase("with", r"w/(?=\s)", "with", "w"),
    _phrase("care of", r"c/o(?!\w)", "care of", "c"),
    _phrase("attention", r"attn\b[.:]?", "attention", "attn"),
    _phrase("care of", r"(?:a/k/a|aka)(?!\w)|a\.k\.a\.", "also known as", "a", "aka"),
    _phrase("nitric oxide",
        r"NO(?=\s(?:synthe|donor|production|signal|release|bioavail|radical|emission|level|concentration)|[x"
        r"₂2](?!\w))"
        ,
            "nitrogen monoxide", "no"),
    Rule("saint or street", r"(St|ST|st)(?P<dot>\.)?(?![\w'’/&-]|\.\w)", saint_or_street, words={"st"}),
    Rule("doctor or drive", r"(Dr|DR|dr)(?P<dot>\.)?(?![\w'’/&-]|\.\w)", doctor_or_drive, words={"dr"}),
    Rule("lieutenant governor", r"(Lt)\.\s(?=Gov\.|Col\.|Gen\.|Cmdr\.)", "Lieutenant ", words={"lt"}),
    Rule("junior", r"(Jr|Sr)(?:\.|(?=[,;)]|\s[A-Z(]|$))(?!\w)", junior, words={"jr", "sr"}),
    _phrase("pages", r"pp\s(?=\d)", "pages ", "pp"),
    Rule("number word", r"(NO|No|no)\s(?=\d)", number_word, words={"no"}),
    Rule("before number",
        rf"({'|'.join(sorted(BEFORE_NUMBER, key=len, reverse=True))})(?:\s?\.){_NUMBER_AHEAD}",
        before_number, words=BEFORE_NUMBER),
    Rule("before number, capital",
        rf"({'|'.join(name.capitalize() for name in BEFORE_NUMBER if len(name) > 1)}|"
        rf"{'|'.join(name.upper() for name in BEFORE_NUMBER if len(name) > 1)})(?:\.|(?<=VOL|Vol))"
        rf"{_NUMBER_AHEAD}", before_number, words=BEFORE_NUMBER),
    Rule("title",
        rf"({'|'.join(sorted(TITLES, key=len, reverse=True))}|"
        rf"{'|'.join(sorted((name.upper() for name in TITLES), key=len, reverse=True))})\.",
        title, words={name.lower() for name in TITLES}),
    Rule("right honourable", r"Rt\.?\sHon\b\.?\s", right_honourable, words={"rt"}),
    Rule("secretary", r"(?:Sec|Secy)\.\s(?=of\s[A-Z]|(?:[A-Z][a-z]+\s)?[A-Z][a-z]{2,})", secretary,
        words={"sec", "secy"}),
    Rule("bare title",
        rf"({'|'.join(sorted(_BARE_TITLES, reverse=True))})"
        r"(?=\s(?:(?:[A-Z]\.?\s)?[A-Z][a-z]|Mc[A-Z]|O['’][A-Z]))(?!\s(?:Alpha|Z|X|Y)\b)",
        bare_title, words={name.lower() for name in _BARE_TITLES}),
    Rule("chief", r"Ch(?=\s(?:Supt|Insp)\b)", "Chief", words={"ch"}),
    _phrase("Genesis", r"Gen\.(?=\s\d+:\d)", "Genesis", "gen"),
    _phrase("Revelation", r"Rev\.(?=\s\d+:\d)", "Revelation", "rev"),
    _phrase("Matthew", r"Matt\.(?=\s\d+:\d)", "Matthew", "matt"),
    _phrase("Corinthians", r"Cor\.(?=\s\d+:\d)", "Corinthians", "cor"),
    _phrase("column", r"col\.(?=\s\d)", "column", "col"),
    _phrase("numbers", r"Nos(?=\s\d)", "Numbers", "nos"),
    Rule("loose title", rf"({'|'.join(_LOOSE)}|Mr|Mrs|Ms|Dr|Prof|Sgt|Capt|Mt)\.?(?=\s[A-Z])", loose_title,
        words=_LOOSE.keys() | {"mrs", "ms"}),
    Rule("corporation", r"(Co|Inc)\.(?!\w)", corporation, words={"co", "inc"}),
    Rule("anywhere",
        rf"(?i:"
        rf"({'|'.join(sorted((name for name in ANYWHERE if name not in {'co', 'inc'}), key=len, reverse=True))}"
        rf"))\.(?!\w)", anywhere, words={name.split("'")[0] for name in ANYWHERE}),
    Rule("anywhere, bare",
        rf"((?i:{'|'.join(sorted(_BARE, key=len, reverse=True))}))(?![\w.'’])", anywhere, words=_BARE),
)  # fmt: skip
