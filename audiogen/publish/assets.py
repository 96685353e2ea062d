"""The player's script and style, joined from their sources in ``player/``; the policy that lets just these run."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).with_name("player")
_ENGINE = ("base.js", "match.js", "paint.js", "feedback.js", "player.js")


@cache
def read(name: str) -> str:
    """A source without what only its readers need: indentation, lines of comment. No source has a text over lines."""
    lines = (line.strip() for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*"))) + "\n"


def _function(*names: str, constants: str = "") -> str:
    return '(() => {\n"use strict";\n' + constants + "".join(map(read, names)) + "})();\n"


@cache
def page_script() -> str:
    return _function(*_ENGINE, "page.js")


@cache
def page_style() -> str:
    return read("page.css") + read("player.css") + read("colours.css")


@cache
def index_script() -> str:
    return _function("index.js")


@cache
def index_style() -> str:
    return read("page.css")


def player_js() -> bytes:
    """The web component ``<audiogen-player>``, in one file."""
    styles = {"PLAYER_CSS": read("player.css"), "COLOURS": read("colours.css")}
    constants = "".join(f"const {name} = {json.dumps(text)};\n" for name, text in styles.items())
    return _function(*_ENGINE, "component.js", constants=constants).encode()


def policy(script: str, style: str, connect: str = "") -> str:
    """A Content-Security-Policy: this script, this style, files beside the page, and one address for feedback."""
    rules = {
        "default-src": "'none'",
        "script-src": _hash(script),
        "style-src": _hash(style),
        "media-src": "'self'",
        "img-src": "data:",
        "connect-src": connect or "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def inline_json(value: Any) -> str:
    """JSON that stands in a <script>: no text in it can end the element or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


@cache
def templates() -> Environment:
    """The templates; everything that comes into them is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(Path(__file__).with_name("templates"))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
