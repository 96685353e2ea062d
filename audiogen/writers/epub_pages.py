"""The article as XHTML with an id for each sentence, and the media overlay that says when each is heard.

https://www.w3.org/TR/epub-33/#sec-media-overlays
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from xml.sax.saxutils import escape, quoteattr

from audiogen.model import Article, Block, Cue, Role, Track
from audiogen.writers.captions_times import milliseconds

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_ELEMENTS: dict[Role, tuple[str, str]] = {
    "headline": ("<h1{}>", "</h1>"),
    "subheading": ("<h2{}>", "</h2>"),
    "paragraph": ("<p{}>", "</p>"),
    "quote": ("<blockquote{}><p>", "</p></blockquote>"),
    "item": ("<li{}>", "</li>"),
}
"""Opening, with a place for attributes, and closing tags; other roles are paragraphs with a class."""

_XHTML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {language}>
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
{body}
</body>
</html>
"""
_SMIL = """<?xml version="1.0" encoding="UTF-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">
<body>
<seq id="all" epub:textref="article.xhtml#main" epub:type="bodymatter">
{pars}
</seq>
</body>
</smil>
"""


def characters(value: str) -> str:
    """The text without what XML 1.0 has no way to write."""
    return _NOT_XML.sub("", value)


def text(value: str) -> str:
    """For between two tags."""
    return escape(characters(value))


def attribute(value: str) -> str:
    """For after the equals sign, with its quotes."""
    return quoteattr(characters(value))


def is_right_to_left(language: str) -> bool:
    return language.partition("-")[0].lower() in _RIGHT_TO_LEFT


def language_attributes(language: str) -> str:
    """For the root element of a page."""
    tag = attribute(language)
    return f"lang={tag} xml:lang={tag}" + (' dir="rtl"' if is_right_to_left(language) else "")


def xhtml(title: str, language: str, body: str) -> str:
    return _XHTML.format(language=language_attributes(language), title=text(title), body=body)


def article_page(article: Article, track: Track, title: str, language: str, note: str) -> str:
    """What is read, each sentence in a span with the id of its cue, and `note` below it."""
    cues = {block: list(own) for block, own in groupby(enumerate(track.cues), key=lambda pair: pair[1].segment.block)}
    read = [(index, block) for index, block in enumerate(article.blocks) if block.role not in article.silent]
    lines: list[str] = []
    for is_list, blocks in groupby(read, key=lambda pair: pair[1].role == "item"):
        elements = [_element(index, block, cues.get(index, [])) for index, block in blocks]
        lines += ["<ul>", *elements, "</ul>"] if is_list else elements
    below = f'\n<p class="note">{text(note)}</p>' if note else ""
    return xhtml(title, language, '<main id="main">\n' + "\n".join(lines) + "\n</main>" + below)


def block_id(index: int) -> str:
    return f"b{index}"


def _element(index: int, block: Block, cues: Sequence[tuple[int, Cue]]) -> str:
    opening, closing = _ELEMENTS.get(block.role, (f'<p class="{block.role}"{{}}>', "</p>"))
    return opening.format(f' id="{block_id(index)}"') + "".join(_spans(block, cues)) + closing


def _spans(block: Block, cues: Sequence[tuple[int, Cue]]) -> Iterator[str]:
    """The block's whole text; what is in no sentence stands between the spans."""
    behind = 0
    for number, cue in cues:
        segment = cue.segment
        yield text(block.text[behind : segment.start])
        language = f" lang={attribute(segment.language)}" if segment.language else ""
        xml_language = f" xml:lang={attribute(segment.language)}" if segment.language else ""
        yield f'<span id="s{number}"{language}{xml_language}>{text(segment.text)}</span>'
        behind = segment.start + len(segment.text)
    yield text(block.text[behind:])


def overlay(track: Track, audio_name: str) -> str:
    """A `par` a sentence. Each lasts until the next begins: a reading system then plays on through the pauses."""
    edges = [milliseconds(cue.start_frame, track.frame_rate_hz) for cue in track.cues]
    edges.append(milliseconds(track.frames, track.frame_rate_hz))
    pars = "\n".join(
        f'<par id="p{number}"><text src="article.xhtml#s{number}"/>'
        f'<audio src="{audio_name}" clipBegin="{clock(start)}" clipEnd="{clock(end)}"/></par>'
        for number, (start, end) in enumerate(pairwise(edges))
    )
    return _SMIL.format(pars=pars)


def overlay_ms(track: Track) -> int:
    """How long all its clips last."""
    first = track.cues[0].start_frame
    return milliseconds(track.frames, track.frame_rate_hz) - milliseconds(first, track.frame_rate_hz)


def clock(milliseconds: int) -> str:
    """A full clock value of SMIL: ``1:02:03.456``."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
