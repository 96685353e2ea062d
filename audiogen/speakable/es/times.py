"""Times of day and durations of Spanish: ``14:30``, ``1.05 h``, ``5:02 p.m. PST``, ``2 h 30 min``, ``3:02:32``."""

from __future__ import annotations

from re import Match

from audiogen.speakable.es.numbers import cardinal
from audiogen.speakable.rules import DIGIT, Context, Rule

_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])(?!\d)", r"[0-5]\d(?!\d)"
_ZONES = "GMT|UTC|CET|CEST|EST|EDT|ET|CST|CDT|MST|MDT|PST|PDT|ART|BRT|COT|PET|VET"
_ZONE = rf"(?:\s(?P<zone>(?i:{_ZONES}))(?!\w))?"
_HALF = r"(?P<half>[ap]\.?\s?m\b\.?|[AP]\.?\s?M\b\.?)"
_NOT_TIMES = frozenset(
    ["marcador", "proporción", "razón", "escala", "ganó", "perdió", "versículo", "resultado", "relación"]
)
_CLOCK_CUES = frozenset(["las", "la", "hasta", "desde"])


def clock(hour: str, minute: str | None) -> str:
    """``14``, ``15`` -> ``catorce y cuarto``; a full hour has no minutes."""
    said = cardinal(int(hour), "f")
    if not minute or not int(minute):
        return said
    return f"{said} y " + ({15: "cuarto", 30: "media"}.get(int(minute)) or cardinal(int(minute)))


def _half(written: str, hour: int) -> str:
    if written[0].lower() == "a":
        return "de la noche" if hour == 12 else "de la mañana"
    return "del mediodía" if hour == 12 else "de la tarde" if hour < 8 else "de la noche"


def _zone(written: str | None) -> str:
    return f" {' '.join(written.upper())}" if written else ""


def twelve_hours(match: Match[str], context: Context) -> str | None:
    """``1.00 p.m. EST``, ``8 a. m.``."""
    hour = int(match["h"])
    if hour > 12:
        return clock(match["h"], match["m"]) + _zone(match["zone"])
    stop = "." if match[0].endswith(".") and context.ends(match.end()) else ""
    return f"{clock(match['h'], match['m'])} {_half(match['half'], hour)}{_zone(match['zone'])}{stop}"


def counted(value: int, noun: str, gender: str) -> str:
    return f"{cardinal(value, gender)} {noun}{'' if value == 1 else 's'}"


def seconds(match: Match[str], context: Context) -> str | None:
    """``3:02:32``."""
    hours, minutes = counted(int(match["h"]), "hora", "f"), counted(int(match["m"]), "minuto", "m")
    return f"{hours} {minutes} y {counted(int(match['s']), 'segundo', 'm')}{_zone(match['zone'])}"


def digital(match: Match[str], context: Context) -> str | None:
    """``14:30``, ``1.05 h``; the ``h`` is not said."""
    if context.before(match.start()) in _NOT_TIMES:
        return None
    return clock(match["h"], match["m"]) + _zone(match["zone"])


def dotted(match: Match[str], context: Context) -> str | None:
    """``14.05``: a time by itself or behind ``las``, where no noun follows; else a number with decimals."""
    after = context.after(match.end())
    alone = not context.before(match.start()) and not after and not context.region
    return clock(match["h"], match["m"]) if alone or context.before(match.start()) in _CLOCK_CUES else None


def hours(match: Match[str], context: Context) -> str | None:
    """``3 h`` -> ``tres horas``, ``2 h 30 min`` -> ``dos y media``."""
    if match["m"]:
        return clock(match["h"], match["m"])
    return counted(int(match["h"]), "hora", "f")


def span(match: Match[str], context: Context) -> str | None:
    """``9:00-18:00``."""
    return f"{clock(match['h'], match['m'])} a {clock(match['h2'], match['m2'])}"


RULES = (
    Rule("twelve hours", rf"(?P<h>{_HOUR})(?:[:.](?P<m>{_MINUTE}))?\s?{_HALF}{_ZONE}(?!\w)", twelve_hours, at=DIGIT),
    Rule("hours, minutes, seconds",
        rf"(?P<h>\d{{1,3}}):(?P<m>{_MINUTE}):(?P<s>{_MINUTE})(?:\s?h(?!\w))?{_ZONE}(?![:\d])", seconds, at=DIGIT),
    Rule("clock to clock", rf"(?P<h>{_HOUR})[:.](?P<m>{_MINUTE})(?:\s?h)?\s?[-–—]\s?(?P<h2>{_HOUR})[:.](?P<m2>"
        rf"{_MINUTE})(?:\s?h(?:oras|s)?(?!\w))?(?![:\d])", span, at=DIGIT),
    Rule("clock", rf"(?P<h>{_HOUR})(?::(?P<m>{_MINUTE})(?:\s?(?:h|hs|hrs)\b\.?)?|\.(?P<m_>{_MINUTE})\s?(?:h|hs|hrs"
        rf"|horas)\b\.?){_ZONE}(?![:.,]?\d|\w)", lambda match, context: clock(match["h"],
        match["m_"]) + _zone(match["zone"]) if match["m_"] else digital(match, context), at=DIGIT),
    Rule("dotted clock", rf"(?P<h>{_HOUR})\.(?P<m>{_MINUTE})(?![\d.,]\d|\w|\s?[%€$])", dotted, at=DIGIT),
    Rule("hours", rf"(?P<h>\d{{1,4}})\s?h(?:rs?|s)?(?:\s?(?P<m>{_MINUTE})\s?(?:min|m)\b)?\.?(?![\w/])", hours,
        at=DIGIT),
)  # fmt: skip
