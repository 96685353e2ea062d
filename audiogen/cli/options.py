"""Options that several commands share; each is a field of `audiogen.settings.Settings`, its help too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, TypeVar

import click

from audiogen.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

_KNOBS = {knob.name: knob for knob in fields(Settings)}
_TYPES: dict[type, Any] = {int: int, float: float, str: str, tuple: str}


def knob(name: str, *flags: str, **more: Any) -> Callable[[F], F]:
    """An option for a setting: its type, range, words and help are the setting's. Not given, it is None."""
    field = _KNOBS[name]
    default = field.default if field.default is not MISSING else {}
    text, limits = field.metadata["help"], field.metadata
    if default not in ("", (), 0, False):
        text = f"{text} [default: {default}]"
    names = flags or (f"--{name.replace('_', '-')}",)
    if isinstance(default, bool):
        return click.option(*names, name, is_flag=True, default=None, help=text, **more)
    if limits["of"]:
        more["type"] = click.Choice([word for word in limits["of"].split("|") if word])
    elif limits["low"] is not None and isinstance(default, float):
        more["type"] = click.FloatRange(limits["low"], limits["high"])
    elif limits["low"] is not None:
        more["type"] = click.IntRange(limits["low"], limits["high"])
    else:
        more.setdefault("type", _TYPES[type(default)])
    return click.option(*names, name, default=None, multiple=isinstance(default, tuple), help=text, **more)


def reading(command: F) -> F:
    """What decides what is read: language, rules, captions, tables, feeds, addresses."""
    for option in (
        knob("allow_private"),
        knob("since", metavar="DATE"),
        knob("latest", metavar="N"),
        knob("lexicon", metavar="FILE"),
        knob("rules", metavar="FILE"),
        knob("tables"),
        knob("captions"),
        knob("language", "-l", "--language", metavar="TAG"),
    ):
        command = option(command)
    return command


def speaking(command: F) -> F:
    """Who speaks, and how fast."""
    for option in (
        knob("speed", "-s", "--speed"),
        knob("voice", "-v", "--voice", metavar="NAME"),
        knob("engine", "-e", "--engine", metavar="NAME"),
    ):
        command = option(command)
    return command


def common(command: F) -> F:
    """The configuration file, and tracebacks."""
    command = click.option("--debug", is_flag=True, help="Show a traceback where something fails.")(command)
    return click.option(
        "-c", "--config", type=click.Path(dir_okay=False), help="Settings file (TOML). [default: audiogen.toml]"
    )(command)
