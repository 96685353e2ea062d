"""Dates, years, decades and ordinals of German: ``3. November 2023``, ``am 3.11.``, ``im 19. Jahrhundert``."""

from __future__ import annotations

from re import Match

from audiogen.speakable.common.numerals import either
from audiogen.speakable.common.tables import listed
from audiogen.speakable.de.cases import MONTH_NAMES, MONTHS, ending
from audiogen.speakable.de.numbers import cardinal, decade, ordinal, year
from audiogen.speakable.rules import DIGIT, Context, Rule

MONTH = rf"(?P<month>(?i:{either(MONTH_NAMES)})(?!\w))\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_NUMBER_OF_MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
_YEAR = r"(?:1\d|20|21)\d\d(?!\d|[.,]\d)"
_DATED = frozenset(
    listed(
        "am vom zum bis ab seit dem den der und samstag sonntag montag dienstag mittwoch donnerstag freitag stand geb"
    )
)
#: What begins a sentence behind "23." more often than it is counted.
_STARTERS = frozenset(
    listed("""der die das er sie es wir ich ihr dann aber und oder in im am an auf doch auch nach vor von mit bei zu
    zum so da dort hier
    wer was wie wo wann warum ein eine einen einem einer kein keine man nun jetzt heute gestern seit bis durch für
    gegen ohne um
    wenn weil als ob dass denn diese dieser dieses nur noch schon sein seine ihre alle damit dabei danach daher
    deshalb trotzdem""")
)
_YEAR_CUES = frozenset(
    listed("""jahr jahre jahres jahren seit ab bis von vor nach anno um sommer winter herbst frühjahr frühling ende
    anfang mitte in und
    zwischen ostern weihnachten silvester herbst geboren gestorben dezember""")
) | {name.lower() for name in MONTHS}
_GONE = frozenset(
    listed("""
        version kapitel abschnitt ziffer punkt paragraph python nummer nr artikel update release ios android
    """)
)


def _day(day: int, month: str, context: Context, at: int) -> str:
    return ordinal(day, ending(context, at, month))


def day_month(match: Match[str], context: Context) -> str | None:
    """``3. November 2023``, ``3./4. Mai``, ``2. mär. 2003``."""
    name = MONTH_NAMES[match["month"].lower()]
    end = ending(context, match.start(), name)
    said = ordinal(int(match["day"]), end)
    if match["to"]:
        joint = "und" if match["joint"].strip() in {"/", "+", "&", "und"} else "bis"
        said += f" {joint} {ordinal(int(match['to']), end)}"
    said += f" {name}" + (f" {year(int(match['year']))}" if match["year"] else "")
    return said + _stop(match, name, context)


def _stop(match: Match[str], name: str, context: Context) -> str:
    """The full stop behind a month ends the sentence unless the month is in short."""
    whole = match["month"].lower() == name.lower()
    return "." if match[0].endswith(".") and (whole or context.ends(match.end())) else ""


def numeric(match: Match[str], context: Context) -> str | None:
    """``03.11.2023``, ``3.11.``, ``2.3``: day and month; the month is named."""
    short, dot = match["year"], match["dot"]
    if not short and not dot and not _bare_date(match, context):
        return None
    name = MONTHS[int(match["m"]) - 1]
    said = f"{_day(int(match['d']), name, context, match.start())} {name}"
    if short:
        return f"{said} {_spoken_year(short)}"
    return said + ("." if context.ends(match.end()) else "")


def _bare_date(match: Match[str], context: Context) -> bool:
    """``02.03`` and, by itself or behind "am", ``2.3``."""
    before, after = context.before(match.start()), context.after(match.end(), lower=False)
    if before in _GONE or context.text[match.end() : match.end() + 1] in {"%", "°"}:
        return False
    if before in _DATED and not after[:1].isupper():
        return True
    return (match["d"][0] == "0" or match["m"][0] == "0" or not before) and not after


def _spoken_year(written: str) -> str:
    value = int(written)
    if len(written) > 2:
        return year(value)
    return year(value + (2000 if value < 50 else 1900)) if value < 10 else cardinal(value)


def iso(match: Match[str], context: Context) -> str | None:
    """``2023-11-03``."""
    name = MONTHS[int(match["m"]) - 1]
    return f"{_day(int(match['d']), name, context, match.start())} {name} {year(int(match['y']))}"


def day_range(match: Match[str], context: Context) -> str | None:
    """``3.-5. Mai`` is read with its month; ``3.11.-5.11.``, ``1.–3.`` by the ends."""
    end = ending(context, match.start(), "")
    return f"{ordinal(int(match['a']), end)} bis {ordinal(int(match['b']), end)}"


def ordinal_before(match: Match[str], context: Context) -> str | None:
    """A number with a full stop before a noun: ``der 100. Geburtstag``, ``am 3. und 4. Mai``."""
    value, noun = int(match["n"]), context.after(match.end(), lower=False)
    if noun.lower() in _STARTERS and noun[:1].isupper():
        return None
    if (
        noun[:1].isupper()
        and value > 999
        and context.before(match.start()) not in {"der", "die", "das", "dem", "den", "am", "im", "zum"}
    ):
        return None
    return ordinal(value, ending(context, match.start(), noun if noun[:1].isupper() else ""))


def ordinal_alone(match: Match[str], context: Context) -> str | None:
    """``2.`` by itself, ``am 3.``, ``der 5.,``: not the full stop behind a number."""
    before = context.before(match.start())
    if (before in {"am", "zum", "vom", "der", "die", "das", "dem", "den"} and len(match["n"]) <= 4) or not before:
        stop = "." if context.ends(match.end()) and before else ""
        end = ending(context, match.start(), "")
        return ordinal(int(match["n"]), end) + stop
    return None


def ordinal_suffix(match: Match[str], context: Context) -> str | None:
    """``5te``, ``3.ter``."""
    return ordinal(int(match["n"]), match["end"])


def decades(match: Match[str], context: Context) -> str | None:
    """``1980er``, ``die 90er-Jahre``."""
    return decade(int(match["n"])) + (match["n_"] or "") + (" " if match["joint"] else "")


def multiple(match: Match[str], context: Context) -> str | None:
    """``3-mal``, ``5fach``, ``20-jährige``, ``100-prozentig``: number and word in one."""
    return f"{cardinal(int(match['n']), 'n')}{match['joint'] or ''}".removesuffix("-")


def year_alone(match: Match[str], context: Context) -> str | None:
    """``1998``: a year unless it counts a noun that stands directly behind it."""
    before, behind = context.before(match.start()), context.text[match.end() : match.end() + 2]
    if before not in _YEAR_CUES and behind[:1] == " " and behind[1:].isupper():
        return None
    return year(int(match[0]))


def year_range(match: Match[str], context: Context) -> str | None:
    """``1939–45``, ``2019/20``, ``1914-1918``."""
    first, second = match["a"], match["b"]
    if len(second) == 2 and int(second) <= int(first[2:]) and match["joint"] != "/":
        return None
    last = year(int(second)) if len(second) == 4 else cardinal(int(second))
    joint = " " if "/" in match["joint"] else " bis "
    return f"{year(int(first))}{joint}{last}"


def of_era(match: Match[str], context: Context) -> str | None:
    return f"{year(int(match['n']))} {'vor' if match['side'] == 'v' else 'nach'} Christus"


RULES = (
    Rule("iso date", rf"(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d|-\d)", iso, at=DIGIT),
    Rule("day and month", rf"(?P<day>{_DAY})\.?(?:(?P<joint>\s?[-–/+&]\s?|\s(?:und|bis)\s)(?P<to>{_DAY})\.)?"
        rf"(?<=\.)\s?{MONTH}(?:\s(?P<year>{_YEAR}))?(?!\w)", day_month, at=DIGIT),
    Rule("numeric date", rf"(?P<d>{_DAY})\.\s?(?P<m>{_NUMBER_OF_MONTH})(?:\.\s?(?P<year>(?:1\d|20|21)\d\d|\d\d)"
        rf"(?![\d]|[.,:]\d|\s?Uhr)|(?P<dot>\.)(?!\s?\d))", numeric, at=DIGIT),
    Rule("slashed date", rf"(?P<d>{_DAY})[/-](?P<m>{_NUMBER_OF_MONTH})[/-](?P<year>(?:1\d|20|21)\d\d)(?!\d)(?P<dot>)",
        numeric, at=DIGIT),
    Rule("era", r"(?P<n>\d{1,4})\s(?P<side>[vn])\.\s?(?:Chr\.?|u\.\s?Z\.?)(?!\w)", of_era, at=DIGIT),
    Rule("decade", r"(?P<n>(?:1\d|20)?\d0)er(?P<n_>n)?(?![a-zäöüß])(?P<joint>-(?=Jahre))?", decades, at=DIGIT),
    Rule("years", rf"(?P<a>(?:1[1-9]|20)\d\d)(?P<joint>\s?[-–/]\s?)(?P<b>{_YEAR}|\d\d(?!\d|[.,]\d))(?!\w)", year_range,
        at=DIGIT),
    Rule("number with er", r"(?P<n>[1-9]\d?)er(?P<n_>n)?(?![a-zäöüß])(?P<joint>-(?=Jahre))?", decades, at=DIGIT),
    Rule("day range", r"(?P<a>\d{1,2})\.\s?[-–]\s?(?P<b>\d{1,2})\.(?=\s\w)", day_range, at=DIGIT),
    Rule("ordinal with ending", r"(?P<n>\d+)\.?(?:t|st)(?P<end>e[rnsm]?)(?!\w)", ordinal_suffix, at=DIGIT),
    Rule("number in a word", r"(?P<n>\d{1,4})(?P<joint>-)?(?=(?:mal|malig\w*|fach\w*|jährig\w*|tägig\w*|stündig\w*"
        r"|minütig\w*|stellig\w*|köpfig\w*|prozentig\w*|teilig\w*|stöckig\w*|wöchig\w*|monatig\w*|seitig\w*|malige\w*"
        r"|Jährig\w*)(?!\w))", multiple, at=DIGIT),
)  # fmt: skip

#: Tried behind measures, money and codes.
LATE_RULES = (
    Rule("bare date", rf"(?P<d>{_DAY})\.(?P<m>{_NUMBER_OF_MONTH})(?P<year>)(?P<dot>)(?![\w,]|\.\d|\s?[-–]\s?\d)",
        numeric, at=DIGIT),
    Rule("ordinal", r"(?P<n>\d{1,5})\.(?=\s(?:und\s|oder\s|bis\s|[a-zäöü]|[A-ZÄÖÜ„»]))(?!\s(?:km|kg|Uhr)\b)",
        ordinal_before, at=DIGIT),
    Rule("ordinal alone", r"(?P<n>\d{1,6})\.(?=\s*$|[,;)])", ordinal_alone, at=DIGIT),
    Rule("year", r"1[1-9]\d\d(?![\d\w]|[.,:/-]\d)", year_alone, at=DIGIT),
)  # fmt: skip
