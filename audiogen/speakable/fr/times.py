"""Times of day and durations of French: ``14h30``, ``8 h``, ``14:30``, ``2 h 30 min``, ``9h-18h``."""

from __future__ import annotations

from re import Match

from audiogen.speakable.fr.numbers import cardinal
from audiogen.speakable.rules import DIGIT, Context, Rule

_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])(?!\d)", r"[0-5]\d(?!\d)"
_ZONES = "GMT|UTC|CET|CEST|HNE|HAE|EST|EDT|PST|PDT"
_NOT_TIMES = frozenset(["score", "ratio", "échelle", "proportion", "victoire", "défaite", "bat", "battu", "verset"])


def counted(value: int, noun: str) -> str:
    """21, ``heure`` -> ``vingt et une heures``."""
    return f"{cardinal(value, 'f')} {noun}{'s' if value > 1 else ''}"


def clock(hour: str, minute: str | None) -> str:
    """``14``, ``05`` -> ``quatorze heures cinq``."""
    return counted(int(hour), "heure") + (f" {cardinal(int(minute), 'f')}" if minute and int(minute) else "")


def hours(match: Match[str], context: Context) -> str | None:
    """``14h30``, ``8 h``, ``2 h 30 min 10 s``."""
    if match["s"]:
        return f"{counted(int(match['h']), 'heure')} {counted(int(match['m']), 'minute')} "
        f"{counted(int(match['s']), 'seconde')}"
    if match["unit"] and match["m"]:
        return f"{counted(int(match['h']), 'heure')} {cardinal(int(match['m']), 'f')}"
    return clock(match["h"], match["m"]) + _zone(match["zone"])


def _zone(written: str | None) -> str:
    return f" {' '.join(written)}" if written else ""


def span(match: Match[str], context: Context) -> str | None:
    """``9h-18h30``."""
    return f"{clock(match['h'], match['m'])} à {clock(match['h2'], match['m2'])}"


def digital(match: Match[str], context: Context) -> str | None:
    """``14:30``, ``14:30:05``; not a ratio."""
    if context.before(match.start()) in _NOT_TIMES:
        return None
    if match["s"]:
        return f"{counted(int(match['h']), 'heure')} {counted(int(match['m']), 'minute')} "
        f"{counted(int(match['s']), 'seconde')}"
    return clock(match["h"], match["m"]) + _zone(match["zone"])


def around(match: Match[str], context: Context) -> str | None:
    """``24h/24``, ``7j/7``."""
    return f"{counted(int(match['a']), 'heure' if match['unit'] == 'h' else 'jour')} sur {cardinal(int(match['b']))}"


_ZONE = rf"(?:\s(?P<zone>{_ZONES})(?!\w))?"
RULES = (
    Rule("round the clock", r"(?P<a>\d{1,2})\s?(?P<unit>[hj])(?:ours?)?/(?P<b>\d{1,2})(?!\w)", around, at=DIGIT),
    Rule("hours to hours", rf"(?P<h>{_HOUR})\s?[hH](?:\s?(?P<m>{_MINUTE}))?\s?[-–—]\s?(?P<h2>{_HOUR})\s?[hH](?:\s?"
        rf"(?P<m2>{_MINUTE}))?(?!\w)", span, at=DIGIT),
    Rule("hours", rf"(?P<h>\d{{1,3}})\s?[hH](?:\s?(?P<m>{_MINUTE})(?P<unit>\s?(?:min|mn)(?!\w))?(?:\s?(?P<s>"
        rf"{_MINUTE})\s?s(?:ec)?(?!\w))?)?(?![\w/]){_ZONE}", hours, at=DIGIT),
    Rule("digital clock", rf"(?P<h>{_HOUR}):(?P<m>{_MINUTE})(?::(?P<s>{_MINUTE}))?{_ZONE}(?![:.,]?\d|\w)", digital,
        at=DIGIT),
)  # fmt: skip
