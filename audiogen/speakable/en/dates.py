"""Dates, years, decades, eras of English: ``Nov. 3, 2020``, ``3 November``, ``2020-11-03``, ``11/3/20``, ``'90s``."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.en.names import DAYS, MONTH, MONTH_NAMES, MONTH_WORDS, MONTHS, month
from audiogen.speakable.en.numbers import cardinal, decade, ordinal, year
from audiogen.speakable.rules import DIGIT, Context, Rule, words

_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_TH = r"(?:\s?(?i:st|nd|rd|th)\b|(?<=[23])d\b)?"
_YEAR = r"(?:1[0-9]|20|21)\d\d(?!\d|[.,]\d)"
_DASH = r"\s?[-–—]\s?"
_REST_OF_NUMBER = r"(?![.,:/]?\d|\s?%|[-–]\d)"

#: Words before m/d that make it a date: "on 1/4", "due 3/15".
_BEFORE_DATE = words("""
    on by until till since from before after dated due between report starting ending beginning effective
    through monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun
""")
_DENOMINATORS = frozenset([16, 20, 24, 30])
_COUNTED = words("people men women children pages units cases copies")


def _day_month(day: int, name: str, context: Context, at: int) -> str:
    article = "" if context.before(at) == "the" else "the "
    return f"{article}{ordinal(day)} of {name}"


def _month_first(context: Context) -> bool:
    return context.region in {"", "US", "PH", "CA"}


def month_day(match: Match[str], context: Context) -> str | None:
    """``Nov. 3-5, 2020`` -> ``November third to fifth, twenty twenty``; ``in May 5 people died`` counts people."""
    if context.before(match.start()) == "in" and not match["year"] and context.after(match.end()) in _COUNTED:
        return None
    said = f"{month(match['month'])} {ordinal(int(match['day']))}"
    if match["to"]:
        said += f" to {ordinal(int(match['to']))}"
    return said + _comma_year(match)


def day_month(match: Match[str], context: Context) -> str | None:
    """``3 November 2020`` -> ``the third of November twenty twenty``."""
    if match["month"] in {"mar", "dec"} and not match["year"]:
        return None
    name = month(match["month"])
    if match["of"]:
        said = f"{ordinal(int(match['day']))} of {name}"
    elif match["to"]:
        said = f"{_day_month(int(match['day']), name, context, match.start()).removesuffix(f' of {name}')} to the "
        said += f"{ordinal(int(match['to']))} of {name}"
    else:
        said = _day_month(int(match["day"]), name, context, match.start())
    # The full stop of a month in short is not heard, unless it ends the sentence too.
    stop = match[0].endswith(".") and (match["month"].title() in MONTHS or context.ends(match.end()))
    return said + _comma_year(match) + ("." if stop else "")


def two_days(match: Match[str], context: Context) -> str | None:
    """``between 4 and 19 December``: both are days of the month."""
    if int(match["a"]) >= int(match["b"]):
        return None
    before = context.before(match.start())
    first = ordinal(int(match["a"]))
    return f"{'' if before == 'the' else 'the '}{first} {match['joint']} "


def month_and_day(match: Match[str], context: Context) -> str | None:
    """The days of ``June 3 and 4``, ``May 1, 2 and 3`` behind the first."""
    return f"{month(match['month'])} " + re.sub(r"\d+", lambda day: ordinal(int(day[0])), match["days"])


def _comma_year(match: Match[str]) -> str:
    written = match["year"]
    if not written:
        return ""
    comma = "," if "," in match[0] else ""
    return f"{comma} {_spoken_year(written)}"


def _spoken_year(written: str) -> str:
    written = written.lstrip("'’")
    return year(int(written)) if len(written) > 2 else _short_year(written)


def _short_year(written: str) -> str:
    return f"o {cardinal(int(written))}" if written.startswith("0") and written != "00" else cardinal(int(written))


def _full_year(written: str) -> int:
    value = int(written)
    return value if len(written) > 2 else value + (2000 if value < 50 else 1900)


def iso(match: Match[str], context: Context) -> str | None:
    """``2020-11-03`` -> ``the third of November twenty twenty``."""
    number = int(match["m"])
    if not 1 <= number <= 12:
        return None
    return f"{_day_month(int(match['d']), MONTHS[number - 1], context, match.start())} {year(int(match['y']))}"


def numeric(match: Match[str], context: Context) -> str | None:
    """``11/3/2020``: the month first in American English, wherever the numbers allow it."""
    first, second = int(match["a"]), int(match["b"])
    months_first = second > 12 or (_month_first(context) and first <= 12)
    number, day = (first, second) if months_first else (second, first)
    if not (1 <= number <= 12 and 1 <= day <= 31):
        return None
    spoken_year = year(_full_year(match["y"]))
    if months_first:
        return f"{MONTHS[number - 1]} {ordinal(day)} {spoken_year}"
    return f"{_day_month(day, MONTHS[number - 1], context, match.start())} {spoken_year}"


_AFTER_DATE = re.compile(
    r"\b(?:(?:from|between)\s\d{1,2}/\d{1,2}\s?(?:and|to|-|–)|(?:week|weekend|night|morning|evening|as)\sof)\s?$"
)
_TIME_BEHIND = re.compile(r"\sat\s(?:\d|noon|midnight|dawn)")
#: "the 1/6 committee".
_EVENTS = words("attack attacks riot rioters committee hearing hearings insurrection deadline meeting election")


def month_slash_day(match: Match[str], context: Context) -> str | None:
    """``on 1/4`` is a date, ``1/4 of the cake`` is not."""
    first, second = int(match["a"]), int(match["b"])
    if (first, second) == (9, 11):
        return "nine eleven"
    before = context.before(match.start())
    follows = context.after(match.end())
    cued = before in _BEFORE_DATE or _AFTER_DATE.search(context.text[: match.start()]) is not None
    cued = cued or _TIME_BEHIND.match(context.text, match.end()) is not None or follows in _EVENTS
    cued = cued or (second > 12 and second not in _DENOMINATORS and not follows.islower())
    if not cued or follows in {"of", "cup", "inch", "mile", "full", "scale", "time", "odds"}:
        return None
    months_first = second > 12 or (_month_first(context) and first <= 12)
    number, day = (first, second) if months_first else (second, first)
    if not (1 <= number <= 12 and 1 <= day <= 31):
        return None
    if months_first:
        return f"{MONTHS[number - 1]} {ordinal(day)}"
    return _day_month(day, MONTHS[number - 1], context, match.start())


def month_of_year(match: Match[str], context: Context) -> str | None:
    """``12/2020``, ``2020-12`` where the second is no year of a span."""
    return f"{MONTHS[int(match['m']) - 1]} {year(int(match['y']))}"


def short_month(match: Match[str], context: Context) -> str | None:
    """``in Nov. 2020``, ``Dec 2003``, ``last Sept.``"""
    if match["year"]:
        return f"{month(match['month'])} {_spoken_year(match['year'])}"
    if match["dot"] and context.before(match.start()) in {
        "in",
        "since",
        "last",
        "next",
        "until",
        "of",
        "by",
        "and",
        "to",
    }:
        return month(match["month"]) + ("." if context.ends(match.end()) else "")
    return None


def to_month(match: Match[str], context: Context) -> str | None:
    """The dash of ``June 30 - July 4``, ``30 June-4 July``."""
    before = context.char_before(match.start()).strip() or context.char_before(match.start() - 1)
    if match["day"] and context.before(match.start()) not in MONTH_NAMES:
        return None
    return "to " if before.isalnum() else None


def span_of_names(match: Match[str], context: Context) -> str | None:
    """``Mon-Fri`` -> ``Monday to Friday``, ``Jan.–March`` -> ``January to March``."""
    names = MONTH_NAMES | DAYS | {day.lower(): day for day in DAYS.values()}
    stop = "." if match[0].endswith(".") and context.ends(match.end()) else ""
    return f"{names[match[1].lower()]} to {names[match[2].lower()]}{stop}"


def weekday(match: Match[str], context: Context) -> str | None:
    return DAYS[match[1].lower()] + (match["comma"] or "")


def decades(match: Match[str], context: Context) -> str | None:
    """``1980s``, ``the '90s``, ``mid-70's``."""
    digits_ = match["digits"]
    if len(digits_) == 2 and digits_ == "00":
        return "two thousands"
    return decade(int(digits_))


def span_of_decades(match: Match[str], context: Context) -> str | None:
    """``the 1860s–70s``."""
    return f"{decade(int(match[1]))} to {decade(int(match[2]))}"


def short_year(match: Match[str], context: Context) -> str | None:
    """``the class of '99``; ``'19`` needs a month, a place of a year or a dash before it."""
    return _short_year(match[1])


def era(match: Match[str], context: Context) -> str | None:
    """``44 BC``, ``1066 CE``; a year of four digits is read as one."""
    letters = " ".join(match["era"].replace(".", "").replace(" ", "").upper())
    till = f" to {year(int(match['to']))}" if match["to"] else ""
    return f"{year(int(match['y'].replace(',', '')))}{till} {letters}"


def era_first(match: Match[str], context: Context) -> str | None:
    return f"A D {year(int(match['y']))}"


def year_range(match: Match[str], context: Context) -> str | None:
    """``1837-38``, ``1932–1982``, ``2017/18``."""
    first, second = int(match["a"]), match["b"]
    value = int(second)
    if len(second) == 2 and value <= first % 100 and not (first % 100 == 99 and value == 0):
        return None
    if len(second) == 4 and not first <= value < 2100:
        return None
    middle = " to " if match["sign"].strip() not in "/" else " "
    return (
        year(first) + middle + (year(value) if len(second) == 4 else _short_year(second) if value else "two thousand")
    )


def plain_year(match: Match[str], context: Context) -> str | None:
    """Four digits from 1000 to 2099 with nothing counted behind them."""
    value = int(match[0])
    before, follows = context.before(match.start()), context.after(match.end())
    if value < 1100 and before not in {"in", "of", "since", "year", "from", "until", "by"} and value % 100 < 10:
        return None
    gap = context.text[match.end() : match.end() + 2]
    if gap[:1] == " " and gap[1:].islower() and _counted(follows) and before not in _YEAR_BEFORE:
        return None
    if value % 500 == 0 and before in {"about", "around", "over", "nearly", "than", "almost", "some", "approximately"}:
        return None
    return year(value)


_YEAR_BEFORE = words("""
    in since year january february march april may june july august september october november december
""")
_NOT_COUNTED = words("""
    was is as has this its his us vs versus plus whereas series census olympics elections games sales always
    perhaps besides across towards less unless news does thus yes bus previous various famous
""")


def year_ahead(match: Match[str], context: Context) -> str | None:
    """``by 2100``, where nothing is counted."""
    return None if _counted(context.after(match.end())) else year(int(match[0]))


def _counted(word: str) -> bool:
    return word in _COUNTED or (word.endswith("s") and not word.endswith(("'s", "ss")) and word not in _NOT_COUNTED)


_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


def ordinal_number(match: Match[str], context: Context) -> str | None:
    """``21st``, ``4th``, ``23d``."""
    value = int(match[1].replace(",", ""))
    if match[2] and match[2].lower() != _SUFFIXES.get(value % 10):  # 9st is a weight
        return None
    return ordinal(value) if value < 10**15 else None


_DAY_WORDS = {*DAYS, *(day.lower() for day in DAYS.values())}
_ANY_DAY = "|".join(sorted(_DAY_WORDS, key=len, reverse=True))
RULES = (
    Rule("span of days", rf"(?i:({_ANY_DAY})\.?\s?[-–]\s?({_ANY_DAY}))(?!\w)\.?", span_of_names, words=_DAY_WORDS),
    Rule("span of months", rf"({MONTH})\.?\s?[-–]\s?({MONTH})(?!\.?\s?\d{{1,2}}(?!\d))\.?",
        span_of_names, words=MONTH_WORDS),
    Rule("months day and day",
        rf"(?P<month>{MONTH})\.?\s(?P<days>(?:{_DAY},\s){{0,3}}{_DAY},?\s(?:and|or)\s{_DAY})"
        rf"(?=[,.;:)]?(?:$|\s(?![a-z])|\s(?:in|at|for|with|to|from|by|on|of|when|as|and|but|after|before|during)\b))",
        month_and_day, words=MONTH_WORDS),
    Rule("month day",
        rf"(?P<month>{MONTH})(?:\s?\.)?\s?(?P<day>{_DAY}){_TH}(?:{_DASH}(?P<to>{_DAY}){_TH})?"
        rf"{_REST_OF_NUMBER}"

         rf"(?:\s?,?\s?\[?(?P<year>{_YEAR}|['’]\d\d(?!\d)))?", month_day, words=MONTH_WORDS),
    Rule("short month", rf"(?P<month>{MONTH})(?P<dot>\.)?(?:\s?,?\s(?P<year>{_YEAR}|['’]\d\d(?!\d)))?", short_month,
         words=MONTH_WORDS - {name.lower() for name in MONTHS}),
    Rule("weekday",
        rf"(?i:({'|'.join(sorted(DAYS, key=len, reverse=True))}))\.?(?P<comma>\s?,)?(?=\s(?:{MONTH}\.?\s?\d|"
        rf"\d{{1,2}}[\s:/.ap-]))"
        ,
         weekday, words=DAYS),
    Rule("weekday by itself",
        rf"({'|'.join(name.title() for name in DAYS)})\.(?P<comma>)(?=\s(?:night|morning|afternoon|evening)\b)",
        weekday, words=DAYS),
    Rule("iso date",
        r"(?P<y>[12]\d{3})(?P<s>[-‐–./])(?P<m>\d\d?)(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])(?![\d-])(?!\.\d)",
        iso, needs="-‐–./", at=DIGIT),
    Rule("numeric date",
        r"(?P<a>[0-3]?\d)(?P<s>[-/.])(?P<b>[0-3]?\d)(?P=s)(?P<y>[12]\d{3})(?!\d|[-/.]\d)",
        numeric, needs="-/.", at=DIGIT),
    Rule("short numeric date",
        r"(?P<a>[0-3]?\d)(?P<s>/)(?P<b>[0-3]?\d)(?P=s)(?P<y>\d\d)(?!\d|[-/.]\d)", numeric, needs="/", at=DIGIT),
    Rule("month/day", r"(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)(?!\d|[-/.]\d|\w)", month_slash_day, needs="/", at=DIGIT),
    Rule("day and day month",
        rf"(?P<a>{_DAY}){_TH}\s(?P<joint>and|or|to)\s(?=(?P<b>{_DAY}){_TH}\s{MONTH})", two_days, needs="nt", at=DIGIT),
    Rule("day month",
        rf"(?P<day>{_DAY}){_TH}(?:{_DASH}(?P<to>{_DAY}){_TH})?(?P<of>\s+of)?(?:\s|[-/](?=\w+[-/]\d))"
        rf"(?P<month>{MONTH})(?:\s?\.)?"


        rf"(?:(?:\s?,?\s|[-/])(?P<year>{_YEAR}|['’]\d\d(?!\d)))?(?!\.?\d|\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d))",
        day_month, at=DIGIT),
    Rule("month of year", r"(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)(?![\d/])", month_of_year, needs="/", at=DIGIT),
    Rule("year and month", r"(?P<y>20[2-9]\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])", month_of_year, needs="-", at=DIGIT),
    Rule("era",
        r"(?P<y>\d{1,3}(?:,\d{3})+|\d{1,4})(?:\s?[-–]\s?(?P<to>\d{1,4}))?\s?(?P<era>B\.?C\.?E\.?|B\.\s?C\.?|"
        r"BC|C\.E\.|CE|A\.\s?D\.?|AD)(?!\w)", era, at=DIGIT),
    Rule("era first", r"A\.?\s?D\.?\s(?P<y>\d{1,4})(?!\d|[.,]\d|\w)", era_first, words={"ad", "a"}),
    Rule("span of decades", r"(1\d\d0|20\d0|[2-9]0)['’]?s\s?[-–]\s?['’]?(1\d\d0|20\d0|[2-9]0)['’]?s(?!\w)",
        span_of_decades,
        needs="-–", at=DIGIT),
    Rule("decade", r"(?P<digits>1\d\d0|20\d0|[2-9]0)(?:\s?['’])?s(?!\w)", decades, at=DIGIT),
    Rule("short decade", r"['’](?P<digits>[0-9]0)\s?['’]?s(?!\w)", decades, at="'’"),
    Rule("short year", r"(?<!\w)['’](\d\d)(?![\w%]|[.,]\d)", short_year, at="'’"),
    Rule("year range",
        r"(?P<a>1[1-9]\d\d|20\d\d)(?P<sign>\s?[-–—]\s?|/)(?P<b>\d{4}|\d\d)(?![\d%]|[.,]\d|\s?[-–/]\s?\d)",
        year_range, needs="-–—/", at=DIGIT),
    Rule("decade of the zeros", r"(?<=the )00s(?!\w)", "two thousands", at=DIGIT),
    Rule("to now", r"(?:(?<=\d)|(?<=m\.)|(?<=[ap]m))[-–—](?=(?:noon|midnight|present|today|now)\b)", "to ", at="-–—"),
    Rule("from noon", r"(?:(?<=noon)|(?<=midnight))[-–—](?=\d)", "to ", at="-–—"),
    Rule("to month", rf"[-–—]\s?(?=(?P<day>{_DAY}{_TH}\s)?{MONTH}(?(day)|\.?\s?\d))", to_month, at="-–—"),
)  # fmt: skip

#: Tried when no other rule has taken the number.
LATE_RULES = (
    Rule("ordinal", r"(\d{1,3}(?:,\d{3})+|\d+)\s?(?:(?i:(st|nd|rd)|th)|(?<=[23])d)(?!\w)", ordinal_number, at=DIGIT),
    Rule(
        "year ahead",
        r"(?:(?<=by )|(?<=year )|(?<=until )|(?<=in ))21\d\d(?![\d,]\d|\w|[.,]\d|['’]s?\w)",
        year_ahead,
        at=DIGIT,
    ),
    Rule("year", r"(?:1\d|20)\d\d(?![\d,]\d|\w|[.,]\d|['’]s?\w)", plain_year, at=DIGIT),
)
