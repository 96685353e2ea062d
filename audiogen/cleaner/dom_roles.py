"""Lines that were kept -> blocks with roles; lines that were not -> removals with reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from audiogen.cleaner.dom_evidence import tokens
from audiogen.cleaner.dom_lines import Line, Lines, Node
from audiogen.cleaner.dom_words import CAPTION, CREDIT, HEADINGS, INTRO, REASONS
from audiogen.model import Block, Metadata, Removal, Role

_CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|foto|image|bild|picture|credit|crédit|credito|getty|©|\(c\)|illustration|quelle|source)\b.{0,80}",
    re.I,
)
_URL = re.compile(r"[(\[<]*(?:https?://|www\.)\S+[)\]>]*")
_SENTENCE_END = '.!?:;…"”»)。！？'


@dataclass(frozen=True)
class Article:
    blocks: tuple[Block, ...]
    removals: tuple[Removal, ...]
    metadata: Metadata


def reason(page: Lines, line: Line) -> str:
    """The name of the rule by which a line outside the story is left out."""
    for node in page.path(line):
        if node.tag in ("html", "body", "main", "article"):
            break
        if node.hidden:
            return "hidden"
        for name, tags, words in REASONS:
            if node.tag in tags or node.words & words:
                return name
    return "boilerplate"


def assign(
    page: Lines, kept: Sequence[int], title: int, metadata: Metadata, *, tables: Literal["summary", "read"], whole: bool
) -> Article:
    """Blocks in the order of the page, headline first; every other visible line as a removal."""
    headline = _headline(page, kept, title, metadata, whole)
    if headline >= 0 and (whole or not metadata.title or page.nodes[page.lines[headline].node].tag == "h1"):
        metadata = replace(metadata, title=page.lines[headline].text)
    blocks: list[Block] = []
    removals = [Removal(mark.line, mark.text, "reference") for mark in page.marks]
    inside = set(kept)
    last = max(kept, default=-1)
    first = min((i for i in kept if i > headline), default=-1)
    for i, line in enumerate(page.lines):
        if i == headline:
            continue
        role = _role(page, line, before_story=first <= i <= first + 1 and i > headline >= 0)
        repeats = bool(metadata.title) and tokens(line.text) == tokens(metadata.title)
        if (
            repeats
            or _URL.fullmatch(line.text)
            or (i not in inside and not (role in ("caption", "credit") and first < i < last))
        ):
            removals.append(
                Removal(
                    line.line,
                    line.text,
                    "headline" if repeats else "url" if _URL.fullmatch(line.text) else reason(page, line),
                )
            )
        elif line.table:
            blocks += _table(line, metadata.language, tables)
            if tables == "summary":
                removals.append(Removal(line.line, line.text, "table"))
        else:
            blocks.append(Block(_before(page, line, role) if i < headline else role, line.text, line.line))
    if metadata.title:
        where = page.lines[headline].line if headline >= 0 else 0
        blocks.insert(int(bool(blocks) and blocks[0].role == "kicker"), Block("headline", metadata.title, where))
    return Article(tuple(blocks), tuple(sorted(removals, key=lambda removal: removal.line)), metadata)


def _headline(page: Lines, kept: Sequence[int], title: int, metadata: Metadata, whole: bool) -> int:
    if not whole or title >= 0:
        return title
    first = next(iter(kept), -1)
    if first >= 0 and page.nodes[page.lines[first].node].tag == "h1":
        return first
    wanted = tokens(metadata.title)
    return next((i for i in list(kept)[:3] if wanted and tokens(page.lines[i].text) == wanted), -1)


def _before(page: Lines, line: Line, role: Role) -> Role:
    """A short line above the headline is its kicker."""
    return "kicker" if role == "paragraph" and len(line.text) < 60 else role


def _role(page: Lines, line: Line, before_story: bool) -> Role:
    path = []
    for node in page.path(line):
        if node.tag in ("body", "article", "main"):
            break
        path.append(node)
    tags = [node.tag for node in path]
    if "figcaption" in tags or any(CAPTION & node.words for node in path[:2]):
        words = frozenset().union(line.words, *(node.words for node in path[:2]))
        return "credit" if (words & CREDIT or _CREDIT.fullmatch(line.text)) and len(line.text) < 120 else "caption"
    if (tags and tags[0] in HEADINGS) or any(tag in HEADINGS for tag in tags[:2]):
        return "subheading"
    if "blockquote" in tags:
        return "quote"
    if any(tag in ("li", "dt", "dd") for tag in tags):
        return "item"
    if before_story and _is_intro(path):
        return "standfirst"
    if (
        line.bold_chars >= 0.9 * len(line.text.replace(" ", ""))
        and len(line.text) <= 80
        and line.text[-1] not in _SENTENCE_END
    ):
        return "subheading"
    return "paragraph"


def _is_intro(path: Sequence[Node]) -> bool:
    return any(node.words & INTRO for node in path[:3])


def _table(line: Line, language: str, tables: Literal["summary", "read"]) -> list[Block]:
    assert line.table
    if tables == "summary":
        return [Block("table", line.table.summary(language), line.line)]
    return [Block("table", row, line.line) for row in line.table.spoken_rows()]
