"""Times of day, time zones and durations of English: ``5pm``, ``3.01 A.M.``, ``13:00 GMT``, ``9-11am``, ``1:02:03``."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.en.numbers import cardinal, digits
from audiogen.speakable.rules import DIGIT, SHAPE, Context, Rule, words

ZONES = [
    "EST",
    "EDT",
    "ET",
    "CST",
    "CDT",
    "CT",
    "MST",
    "MDT",
    "MT",
    "PST",
    "PDT",
    "PT",
    "AKST",
    "HST",
    "GMT",
    "UTC",
    "BST",
    "CET",
    "CEST",
    "EET",
    "EEST",
    "MSK",
    "IST",
    "JST",
    "KST",
    "AEST",
    "AEDT",
    "ACST",
    "AWST",
    "NZST",
    "NZDT",
    "WAT",
    "CAT",
    "EAT",
    "SAST",
]
_ZONE = rf"(?:{'|'.join(sorted(ZONES, key=len, reverse=True))})(?![\w]|\s?[+\-−–]\d)"
_HALF = r"(?:[ap]\.?\s?m\b\.?|[AP]\.?\s?M\b\.?|Pm\b|[ap](?=\s?[-–]\s?\d))"
_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
_OFFSET = r"(?P<sign>[+\-−–])(?P<oh>\d{1,2})(?::?(?P<om>[0-5]\d))?(?!\d)"
_NOT_TIMES = words("""
    ratio odds score scores beat won win lost lose led leads lead defeated drew draw proportion scale
""")


def clock(hour: str, minute: str | None, of_24: bool = False) -> str:
    """``3``, ``05`` -> ``three o five``; no minutes: the hour alone, past noon on a clock of 24 hours ``hundred``."""
    said = cardinal(int(hour)) + (" hundred" if of_24 and int(hour) > 12 and minute == "00" else "")
    if minute is None or minute == "00":
        return said
    return f"{said} o {cardinal(int(minute))}" if minute.startswith("0") else f"{said} {cardinal(int(minute))}"


def half(written: str | None) -> str:
    """``p.m.`` -> `` P M``."""
    return f" {written[0].upper()} M" if written else ""


def zone(written: str | None) -> str:
    """Letters apart where a voice would make a word of them: ``EST``."""
    if not written:
        return ""
    return f" {' '.join(written)}" if re.search("[AEI]", written) and written != "EDT" else f" {written}"


def _stop(match: Match[str], context: Context) -> str:
    """The full stop of an abbreviation at the end of the text also ends the sentence."""
    return "." if match[0].endswith(".") and context.ends(match.end()) else ""


def twelve_hours(match: Match[str], context: Context) -> str | None:
    """``5pm``, ``3.01 A.M.``, ``9:00 pm EST``."""
    if int(match["h"]) > 24:
        return None
    seconds = f" and {cardinal(int(match['s']))} seconds" if match["s"] else ""
    hour = match["h"] if int(match["h"]) else "12"
    return clock(hour, match["m"]) + seconds + half(match["half"]) + zone(match["zone"]) + _stop(match, context)


def span_of_hours(match: Match[str], context: Context) -> str | None:
    """``9-11am``, ``10am-2pm``, ``9:30 – 10:15 p.m.``."""
    if int(match["h"]) > 24 or int(match["h2"]) > 24:
        return None
    plain = not (match["half"] or match["half2"])
    first = clock(match["h"], match["m"], plain) + half(match["half"])
    second = clock(match["h2"], match["m2"], plain) + half(match["half2"]) + zone(match["zone"])
    return f"{first} to {second}{_stop(match, context)}"


def day_clock(match: Match[str], context: Context) -> str | None:
    """``13:00``, ``6:55``, ``18:30 CET``; not the score or ratio ``13:10``."""
    if context.before(match.start()) in _NOT_TIMES or context.after(match.end()) in {
        "ratio",
        "odds",
        "scale",
        "win",
        "loss",
        "victory",
    }:
        return None
    if match["m"] != "00" or context.after(match.end()) in {"noon", "midnight"}:
        said = clock(match["h"], match["m"])
    elif match["zone"] or context.after(match.end()) in {"hours", "hrs"} or not 1 <= int(match["h"]) <= 12:
        said = f"{cardinal(int(match['h']))} hundred"
    else:
        said = f"{cardinal(int(match['h']))} o'clock"
    return said + zone(match["zone"])


def dotted_clock(match: Match[str], context: Context) -> str | None:
    """British ``at 7.30``; elsewhere a dot is a decimal's."""
    before = context.before(match.start())
    race = before == "the" and context.after(match.end()) in {"at", "from", "to"}  # the 2.30 at Ascot
    if context.region != "GB" or (before not in {"at", "until", "by", "from", "till"} and not race):
        return None
    return clock(match["h"], match["m"])


def hundred_hours(match: Match[str], context: Context) -> str | None:
    """``0630 hours``, ``1800 hrs``."""
    hour, minute = match["h"], match["m"]
    tail = " hours" if not match["zone"] else " local" if match["zone"] == "local" else zone(match["zone"])
    lead = "zero " if hour == "00" else "o " if hour.startswith("0") else ""
    number = "" if hour == "00" else cardinal(int(hour))
    minutes = "hundred" if minute == "00" else cardinal(int(minute))
    return f"{lead}{number} {minutes}{tail}".replace("  ", " ")


def duration(match: Match[str], context: Context) -> str | None:
    """``0:02:01`` -> ``zero hours two minutes and one second``."""
    counts = [(int(match["h"]), "hour"), (int(match["m"]), "minute"), (int(match["s"]), "second")]
    if match["f"]:
        head = " ".join(f"{cardinal(count)} {unit}{'' if count == 1 else 's'}" for count, unit in counts[:2])
        return f"{head} and {cardinal(counts[2][0])} point {digits(match['f'])} seconds"
    hours, minutes, seconds = (f"{cardinal(count)} {unit}{'' if count == 1 else 's'}" for count, unit in counts)
    return f"{hours} {minutes} and {seconds}"


def split_time(match: Match[str], context: Context) -> str | None:
    """A result in sport: ``3:43.13`` -> ``three minutes forty three point one three seconds``."""
    minutes = int(match["m"])
    seconds = f"{cardinal(int(match['s']))} point {digits(match['f'])} seconds"
    return f"{cardinal(minutes)} minute{'' if minutes == 1 else 's'} {seconds}"


#: Patterns compiled on first use. What a race, a film or a record takes: "a time of 27:31", "won in 41:07".
_TAKES = (
    r"(?i)\b(?:times?|clock(?:ed|ing)|pace|record|lap|race|marathon|run|ran|finish(?:ed|ing)?|clip|video|track|film|song|"
    r"lasts|lasting|runtime|duration|best|splits?|half|[5-9]k|10k|km|miles?|metres|meters)\b"
)


_RACED = (
    r"(?i)(?:\btimes?\sof|\bclock(?:ed|ing)|\b(?:finish(?:ed|ing)?|won|ran|run|completed)\b[^.:]{0,24}\sin|"
    r"\b(?:personal|season['’]s)\sbest\sof|\brecord\sof)\s$"
)


def race_time(match: Match[str], context: Context) -> str | None:
    """``won in 41:07``, ``a time of 27:31`` in minutes and seconds; no clock shows the first."""
    behind = context.before(match.start())
    if context.after(match.end()) in {"split", "ratio", "odds", "scale", "am", "pm", "a.m", "p.m"} or behind == "at":
        return None
    near = context.text[max(0, match.start() - 40) : match.start()]
    if int(match[1]) < 25 and not re.search(_RACED, near):
        return None
    if not (re.search(_TAKES, near) or behind in {"in", "clocked", "ran"}):
        return None
    return _counts((match[1], "minute"), (match[2], "second"))


def short_duration(match: Match[str], context: Context) -> str | None:
    """``a time of 1:2:2``: hours, minutes and seconds where a time is spoken of."""
    if not re.search(_TAKES, context.text[max(0, match.start() - 30) : match.start()]):
        return None
    return _counts((match[1], "hour"), (match[2], "minute"), (match[3], "second"))


def _counts(*counts: tuple[str, str]) -> str:
    return " ".join(f"{cardinal(int(count))} {unit}{'' if int(count) == 1 else 's'}" for count, unit in counts)


def minutes_seconds(match: Match[str], context: Context) -> str | None:
    """``6m 12s``, ``1h 6m 12s``: seconds behind it make the ``m`` minutes."""
    hours = _counts((match["h"], "hour")) + " " if match["h"] else ""
    return hours + _counts((match["m"], "minute"), (match["s"], "second"))


def stoppage(match: Match[str], context: Context) -> str | None:
    """A minute of a match: ``90+4 min``."""
    return f"{cardinal(int(match[1]))} plus {cardinal(int(match[2]))} minutes"


def hundreds_to_hundreds(match: Match[str], context: Context) -> str | None:
    """``0900-1700``: two times of the clock, the first with its zero."""
    parts = []
    for written in (match[1], match[2]):
        hour, minute = written[:2], written[2:]
        lead = "o " if hour.startswith("0") and hour != "00" else ""
        said = "zero" if hour == "00" else cardinal(int(hour))
        parts.append(f"{lead}{said} {'hundred' if minute == '00' else clock('0', minute).removeprefix('zero ')}")
    return " to ".join(parts)


def hours_minutes(match: Match[str], context: Context) -> str | None:
    """``1h 30m``."""
    counts = [(int(match[1]), "hour"), (int(match[2]), "minute")]
    return " ".join(f"{cardinal(count)} {unit}{'' if count == 1 else 's'}" for count, unit in counts)


def zone_offset(match: Match[str], context: Context) -> str | None:
    """``GMT+2``, ``UTC −05:30``, ``GMT 0:00``."""
    sign = "plus" if match["sign"] == "+" else "minus"
    minutes = f" {cardinal(int(match['om']))}" if match["om"] and int(match["om"]) else ""
    return f"{zone(match['zone'])} {sign} {cardinal(int(match['oh']))}{minutes}".lstrip()


def iso_time(match: Match[str], context: Context) -> str | None:
    """The time of ``2024-03-15T14:30:00Z``."""
    tail = " UTC" if match["z"] else ""
    minute = match["m"]
    hour = int(match["h"])
    said = clock(match["h"], minute) if minute != "00" else f"{cardinal(hour)} hundred"
    return f"at {said}{tail}"


def _named(match: Match[str], context: Context) -> str | None:
    """A zone's letters behind a time; alone they may be a word (EAT, CAT)."""
    return zone(match[0]).strip() if context.before(match.start()) in {"m", "pm", "am", "p.m", "a.m"} else None


_T = rf"(?P<h>{_HOUR})(?:[:.](?P<m>{_MINUTE}))?"
RULES = (
    Rule("hours to hours",
        rf"{_T}\s?(?P<half>{_HALF})?\s?(?:[-–—]|to)\s?(?P<h2>{_HOUR})(?:[:.](?P<m2>{_MINUTE}))?\s?"
        rf"(?P<half2>{_HALF})(?:\s?(?P<zone>{_ZONE}))?(?!\w)", span_of_hours, needs="mM", at=DIGIT),
    Rule("twelve hours",
        rf"{_T}(?::(?P<s>{_MINUTE}))?\s?(?P<half>{_HALF})(?:\s?(?P<zone>{_ZONE}))?(?!\w)",
        twelve_hours, needs="mM", at=DIGIT),
    Rule("from clock to clock",
        rf"(?P<h>{_HOUR}):(?P<m>{_MINUTE})(?P<half>)\s?[-–—]\s?(?P<h2>{_HOUR}):(?P<m2>{_MINUTE})(?P<half2>)"
        rf"(?:\s?(?P<zone>{_ZONE}))?(?![:\d])", span_of_hours, needs=":", at=DIGIT),
    Rule("iso time",
        r"(?<=\d)T(?P<h>[0-2]\d):(?P<m>[0-5]\d)(?::\d\d(?:\.\d+)?)?(?P<z>Z|[+-]00:?00)?(?!\w)", iso_time, at=SHAPE),
    Rule("hours, minutes, seconds", r"(?P<h>\d{1,3}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)(?:\.(?P<f>\d{1,4}))?(?!:?\d)",
        duration, needs=":", at=DIGIT),
    Rule("split time", r"(?P<m>\d{1,3}):(?P<s>[0-5]\d)\.(?P<f>\d{1,3})(?!\w|[:.]\d)", split_time, needs=":", at=DIGIT),
    Rule("race time", r"([1-9]\d?):([0-5]\d)(?![\w:]|[.,]\d|\s?[ap]\.?m)", race_time, needs=":", at=DIGIT),
    Rule("short duration", r"(\d{1,2}):([0-5]?\d):([0-5]?\d)(?![\w:]|[.,]\d)", short_duration, needs=":", at=DIGIT),
    Rule("clock", rf"(?P<h>{_HOUR}):(?P<m>{_MINUTE})(?:\s?(?P<zone>{_ZONE}))?(?!:?\d|\w|,\d)",
        day_clock, needs=":", at=DIGIT),
    Rule("dotted clock", rf"(?P<h>{_HOUR})\.(?P<m>{_MINUTE})(?!\d|\s?%|\w)", dotted_clock, needs=".", at=DIGIT),
    Rule("hours of 24",
        rf"(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)\s?(?:hours|hrs|h|(?P<zone>{_ZONE}|local(?=\stime)))(?!\w)",
        hundred_hours, at=DIGIT),
    Rule("from hundred to hundred", r"(0\d[0-5]\d)\s?[-–]\s?([012]\d[0-5]\d)(?![\w]|[.,/-]\d)", hundreds_to_hundreds,
        needs="-–", at=DIGIT),
    Rule("stoppage time", r"(45|90|105|120)\+(\d{1,2})(?:\s?min(?:utes|s)?(?!\w)|['′](?!\w))",
        stoppage, needs="+", at=DIGIT),
    Rule("minutes and seconds",
        r"(?:(?P<h>\d{1,3})\s?h(?:rs?)?\s?)?(?P<m>\d{1,3})\s?m(?:ins?)?\s?(?P<s>\d{1,2})\s?s(?:ecs?)?(?!\w)",
        minutes_seconds, needs="m", at=DIGIT),
    Rule("hours and minutes", r"(\d{1,3})\s?h\s?(\d{1,2})(?:\s?m(?:in)?)?(?![\w.])", hours_minutes, at=DIGIT),
    Rule("zone offset", rf"(?P<zone>UTC|GMT)\s?{_OFFSET}", zone_offset, at=SHAPE),
    Rule("zone", rf"{_ZONE}", _named, at=SHAPE),
)  # fmt: skip
