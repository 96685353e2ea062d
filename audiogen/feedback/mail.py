"""A mail -> the reports in it: lines of JSON, wrapped, quoted or put into HTML by whatever programs it went through."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy

from audiogen.feedback.report import KEYS, LENGTHS, Report, clean

MOST_PARTS = 50
MOST_TEXT = 200_000
"""Characters looked at of one part."""
MOST_REPORTS = 20
MOST_HEADER = 2000
"""Characters looked at of a header: to parse one takes time that grows with the square of its length."""
_QUOTED = re.compile(r"^(?:[ \t]{0,3}>)+ ?", re.MULTILINE)
_START = re.compile(r'\{\s*"(?:' + "|".join(KEYS) + r')"\s*:')
_IN_REPLY = re.compile(r"^[ \t]*>.*" + _START.pattern, re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:-{5,}|\d+(?::\d\d){1,2}[ \t]+[“„«\"])", re.MULTILINE)
"""Above the first such line, hyphens or the time and the sentence, stands what the listener wrote: docs/feedback.md."""


class _Policy(EmailPolicy):
    """The modern one, with headers cut to a length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MOST_HEADER]


def reports(data: bytes) -> list[Report]:
    """The reports in a mail. ValueError where there is none, or one has a mistake."""
    if data.lower().count(b"multipart/") > MOST_PARTS:
        raise ValueError("a mail of too many parts")  # each line is compared with all of their boundaries
    message = message_from_bytes(data, policy=_Policy())
    assert isinstance(message, EmailMessage)
    found: dict[str, Report] = {}
    for text in _texts(message):
        for report in _in_text(text):
            found.setdefault(report.digest, report)
        if found:  # the same again, as HTML
            break
    if not found:
        raise ValueError("there is no report in it")
    return list(found.values())


def _texts(message: EmailMessage) -> Iterator[str]:
    """The mail's texts, those that are plain first."""
    parts = [part for part, _ in zip(message.walk(), range(MOST_PARTS), strict=False)]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
                text = _decoded(part)[:MOST_TEXT].replace("\r\n", "\n")
                yield _plain(text) if kind == "text/html" else text


def _decoded(part: object) -> str:
    assert isinstance(part, EmailMessage)
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(str(part.get_content_charset() or "utf-8"), errors="replace")
    except (LookupError, ValueError):  # a character set that nobody knows
        return data.decode("utf-8", errors="replace")


def _in_text(text: str) -> Iterator[Report]:
    text = text.replace("\xa0", " ")
    answered, text = _IN_REPLY.search(text), _QUOTED.sub("", text)
    for match, _ in zip(_START.finditer(text), range(MOST_REPORTS), strict=False):
        table = _json(text[match.start() : match.start() + 4 * sum(LENGTHS.values())])
        if table is not None:
            report = Report.of(table)
            above = _above(text[: match.start()])
            # In the mail itself the last word is what stands in it; in an answer to it, that is somebody else's.
            yield replace(report, note=(report.note or above) if answered else (above or report.note))


def _json(text: str) -> object:
    """The object that the text begins with. A program that wrapped it did so at spaces or, in a long word, anywhere."""
    for joint in (" ", ""):
        whole = re.sub(r" ?\n", joint, text)
        try:
            return json.JSONDecoder().raw_decode(whole)[0]  # type: ignore[no-any-return]
        except (ValueError, RecursionError):
            continue
    return None


def _above(text: str) -> str:
    """What the listener wrote above the rule; all of it where there is no rule."""
    rule = _RULE.search(text)
    return clean(text[: rule.start()] if rule else text, LENGTHS["note"], lines=True)


class _Text:
    """The words of a page, a line a block; of scripts and styles nothing. What lxml's parser tells goes here."""

    _BREAKS = frozenset({"br", "p", "div", "tr", "li", "blockquote", "hr", "h1", "h2", "h3", "pre"})
    _SILENT = frozenset({"script", "style", "head", "title"})

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._silent = 0

    def start(self, tag: str, _: object) -> None:
        self._silent += tag in self._SILENT
        if tag in self._BREAKS:
            self._parts.append("\n")

    def end(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in self._SILENT))
        if tag in self._BREAKS:
            self._parts.append("\n")

    def data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(" ".join(data.replace("\xa0", " ").split("\n")))

    def close(self) -> str:
        return "".join(self._parts)


def _plain(markup: str) -> str:
    """By lxml: the standard library's parser takes hours for some pages of this size."""
    from lxml import etree

    parser = etree.HTMLParser(target=_Text(), encoding="utf-8")
    try:
        parser.feed(markup.encode(errors="replace"))
        return str(parser.close())
    except etree.LxmlError:  # nothing in it, or nested beyond measure
        return ""
