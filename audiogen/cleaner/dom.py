"""Markup -> tree, whatever the markup: tag soup, ten thousand levels, fifty megabytes.

libxml2 gives up at 256 open elements, or at 2,048 with `huge_tree`, and drops what follows. Where that happens the
deepest tags become paragraph breaks, so that their text stays. A page over the limit loses scripts, styles and inline
data first, and only then its end, with a warning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_CHARS = 6_000_000
"""What is parsed of a page after its scripts are gone; a character of dense markup takes about 80 bytes of memory."""
MAX_DEPTH = 250
"""Open elements that are kept where libxml2's own limit was hit; the tags below become breaks."""

_SELF_CLOSING = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "option"])
"""Elements that the parser closes when the next one opens: they do not nest."""
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)

_BULK = re.compile(r"<(script|style|svg|noscript|template)\b(?![^>]*ld\+json)[^>]*>.*?</\1\s*>|<!--.*?-->", re.S | re.I)
_DATA_URI = re.compile(r"(?<=[\"'(])data:[^\"')]{1000,}")
_TAG = re.compile(
    r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<(/?)([a-zA-Z][\w:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.S | re.I
)
_PAIRS = [
    (re.compile(rf"<{opens}", re.I), re.compile(rf"{closes}", re.I))
    for opens, closes in (
        ("!--", "-->"),
        *((tag, rf"</{tag}\s*>") for tag in ("script", "style", "svg", "noscript", "template")),
    )
]
_BREAKS = re.compile(r"<br><br>(?:\s*<br>)+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse(markup: str) -> tuple[HtmlElement | None, tuple[str, ...]]:
    """The root of the page and warnings about what had to be left out; None where there is no element at all."""
    markup, warnings = _bounded(_closed(markup) if len(markup) > MAX_CHARS else markup)
    root, too_deep = _parse(markup)
    if too_deep:
        root, _ = _parse(_flattened(_closed(markup)))
    return root, warnings


def _parse(markup: str) -> tuple[HtmlElement | None, bool]:
    """The tree, and whether the parser gave up at its depth limit."""
    from lxml import etree
    from lxml.html import HTMLParser

    # The text is decoded already: what the markup says of its encoding is no longer true.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    data = _CONTROL.sub(" ", markup).encode("utf-8")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, AssertionError):  # nothing in it but white space or comments
        root = None
    return root, any("RESOURCE_LIMIT" in entry.type_name for entry in parser.error_log)


def _closed(markup: str) -> str:
    """Without what opens a comment, script or style that nothing closes: the patterns below would look for its end."""
    for opens, closes in _PAIRS:
        end = max((found.end() for found in closes.finditer(markup)), default=0)
        if opens.search(markup, end):
            markup = markup[:end] + opens.sub(" ", markup[end:])
    return markup


def _bounded(markup: str) -> tuple[str, tuple[str, ...]]:
    if len(markup) <= MAX_CHARS:
        return markup, ()
    lean = _DATA_URI.sub("", _BULK.sub(_blank, markup))
    if len(lean) <= MAX_CHARS:
        return lean, ()
    note = f"The page has {len(markup):,} characters of markup; only the first {MAX_CHARS:,} were read."
    return lean[:MAX_CHARS], (note,)


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")  # line numbers stay true


def _flattened(markup: str) -> str:
    """The markup with at most MAX_DEPTH open elements: deeper tags are replaced by a break."""
    depth = 0

    def shallow(match: re.Match[str]) -> str:
        nonlocal depth
        name = (match[3] or "").lower()
        if not name or name in VOID or name in _SELF_CLOSING:
            return match[0]
        depth += -1 if match[2] else 1
        depth = max(depth, 0)
        return match[0] if depth < MAX_DEPTH or (match[2] and depth == MAX_DEPTH - 1) else "<br><br>"

    return _BREAKS.sub("<br><br>", _TAG.sub(shallow, markup))
