"""Times of day of German: ``14:30 Uhr``, ``9.15 Uhr``, ``18 Uhr``, ``14–16 Uhr``, ``01:01:01 Uhr``."""

from __future__ import annotations

from re import Match

from audiogen.speakable.de.numbers import cardinal
from audiogen.speakable.rules import DIGIT, Context, Rule

_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
_ZONES = "MESZ|MEZ|CEST|CET|GMT|UTC|EST|EDT|CST|CDT|PST|PDT|MST|BST|EET|MSK|JST"
_ZONE = rf"(?:\s(?P<zone>(?i:{_ZONES}))(?!\w))?"
_NOT_TIMES = frozenset(
    [
        "verhältnis",
        "maßstab",
        "endstand",
        "stand",
        "sieg",
        "mit",
        "ergebnis",
        "quote",
        "gewann",
        "verlor",
        "siegte",
        "unterlag",
        "halbzeitstand",
        "steht",
        "führt",
        "führte",
    ]
)


def clock(hour: str, minute: str | None) -> str:
    """``14``, ``05`` -> ``vierzehn Uhr fünf``; a full hour has no minutes."""
    said = f"{cardinal(int(hour), 'n')} Uhr"
    return said + (f" {cardinal(int(minute))}" if minute and int(minute) else "")


def _zone(written: str | None) -> str:
    return f" {' '.join(written.upper())}" if written else ""


def _seconds(match: Match[str]) -> str:
    minutes, seconds = int(match["m"]), int(match["s"])
    return (
        f"{cardinal(minutes, 'f')} Minute{'' if minutes == 1 else 'n'} "
        f"{cardinal(seconds, 'f')} Sekunde{'' if seconds == 1 else 'n'}"
    )


def oclock(match: Match[str], context: Context) -> str | None:
    """``14:30 Uhr``, ``9.15 Uhr``, ``18 Uhr``, ``01:01:01 Uhr EST``."""
    if match["s"]:
        return f"{cardinal(int(match['h']), 'n')} Uhr {_seconds(match)}{_zone(match['zone'])}"
    return clock(match["h"], match["m"]) + _zone(match["zone"])


def span(match: Match[str], context: Context) -> str | None:
    """``14–16 Uhr``, ``9.15-10.45 Uhr``."""
    first = clock(match["h"], match["m"]) if match["m"] and int(match["m"]) else cardinal(int(match["h"]), "n")
    return f"{first} bis {clock(match['h2'], match['m2'])}"


def clock_alone(match: Match[str], context: Context) -> str | None:
    """``14:30``; not the result or ratio ``3:10``."""
    if context.before(match.start()) in _NOT_TIMES or len(match["m"]) != 2:
        return None
    if match["s"]:
        return f"{cardinal(int(match['h']), 'f')} Stunde{'' if int(match['h']) == 1 else 'n'} {_seconds(match)}"
    return clock(match["h"], match["m"]) + _zone(match["zone"])


def hours(match: Match[str], context: Context) -> str | None:
    """``14h30``."""
    return clock(match["h"], match["m"])


_T = rf"(?P<h>{_HOUR})(?:[:.](?P<m>{_MINUTE}))?"
RULES = (
    Rule("from time to time", rf"{_T}(?:\sUhr)?\s?[-–—]\s?(?P<h2>{_HOUR})(?:[:.](?P<m2>{_MINUTE}))?\s?Uhr(?!\w)", span,
        at=DIGIT),
    Rule("time", rf"{_T}(?:[:.](?P<s>{_MINUTE}))?\s?(?:Uhr|uhr|UHR)(?!\w){_ZONE}", oclock, at=DIGIT),
    Rule("clock to clock", rf"(?P<h>{_HOUR}):(?P<m>{_MINUTE})\s?[-–—]\s?(?P<h2>{_HOUR}):(?P<m2>{_MINUTE})(?![:\d])",
        span, at=DIGIT),
    Rule("clock", rf"(?P<h>{_HOUR}):(?P<m>{_MINUTE})(?::(?P<s>{_MINUTE}))?{_ZONE}(?![:.,]?\d|\w)", clock_alone,
        at=DIGIT),
    Rule("hours", rf"(?P<h>{_HOUR})\s?h\s?(?P<m>{_MINUTE})(?!\w)", hours, at=DIGIT),
)  # fmt: skip
