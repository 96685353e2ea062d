"""Page of markup -> the article's blocks with their roles, its metadata, and what was left out and why.

An extractor (trafilatura, twice: balanced and with favour for recall) and the page's own ``articleBody`` say roughly
where the story is; a learned model over all lines of the page, which sees their shape, their elements and what those
clues say, decides line by line. So structure stays, and no paragraph is lost because one extractor missed it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from audiogen.cleaner.dom import parse
from audiogen.cleaner.dom_evidence import Clues, Evidence, tokens
from audiogen.cleaner.dom_lines import Line, Lines, read_lines
from audiogen.cleaner.dom_model import score
from audiogen.cleaner.dom_roles import assign, reason
from audiogen.cleaner.dom_words import ASIDES, INTRO, NEEDS_PAYMENT
from audiogen.cleaner.metadata import About, about, merge
from audiogen.cleaner.rules import load
from audiogen.errors import CleanError
from audiogen.model import Block, Metadata, Page, Removal

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONG_LINE = 100
"""Characters from which a line is a paragraph: to lose one is worse than to keep a stray line."""
LIKELY_LONG = 0.3
LIKELY_SHORT = 0.4
EXTRACTOR_CHARS = 4_000_000
"""Markup beyond this is judged without the extractor, whose time grows faster than the page."""
REPEATED_CHARS = 40
"""A line at least this long is read once, however often the page shows it."""
LEAD_REACH, MOST_LEADS, LEAD_CHARS = 25, 2, 400
"""Lines below the headline in which a standfirst is looked for, how many it may have, and characters of each."""
BODY_CHARS = 500
"""An ``articleBody`` shorter than this is a teaser."""


@dataclass(frozen=True)
class Extraction:
    """What `extract` finds; removals hold the page's visible text that is in no block."""

    blocks: tuple[Block, ...]
    removals: tuple[Removal, ...]
    metadata: Metadata
    warnings: tuple[str, ...] = ()


def extract(page: Page, *, tables: Literal["summary", "read"] = "summary") -> Extraction:
    """The article in a page of type ``text/html``. CleanError where there is nothing to read."""
    root, warnings = parse(page.text)
    if root is None:
        raise CleanError(f"'{page.name}' is empty.", "Save the page again, or paste its text.")
    known = about(root, page.metadata.url or page.source)
    metadata = merge(page.metadata, known.metadata)
    lines = read_lines(root)
    if page.whole:
        kept, title, body = list(range(len(lines.lines))), -1, ""
    else:
        told = clues(root, page.text, known)
        scores, title = score(lines, told)
        kept = with_lead(lines, chosen(lines, scores), title, told) or _fallback(lines)
        body = _hidden_body(lines, kept, known)
    if body:
        return _from_body(body, metadata, lines, warnings)
    if not kept or _asks_for_script(root, [lines.lines[i] for i in kept]):
        raise _nothing(page, root, warnings)
    article = assign(lines, kept, title, metadata, tables=tables, whole=page.whole)
    warnings += tuple(_ends_early(root, lines, known, [lines.lines[i] for i in kept]))
    return Extraction(article.blocks, article.removals, article.metadata, warnings)


def clues(root: HtmlElement, markup: str, known: About) -> Clues:
    """What is known about the story before its lines are judged."""
    body = known.body if len(known.body) > BODY_CHARS else ""
    texts = [_extractor(root, recall) if len(markup) <= EXTRACTOR_CHARS else "" for recall in (False, True)]
    return Clues(
        tuple(map(Evidence.of, texts)),
        Evidence.of(body),
        Evidence.of(known.description),
        tuple(tokens(known.metadata.title)),
        load(known.metadata.language or "en"),
    )


def _extractor(root: HtmlElement, recall: bool) -> str:
    from trafilatura import extract as find

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return find(deepcopy(root), favor_recall=recall, include_comments=False) or ""
    except Exception:  # any failure of a third party's extractor is one clue less, never a lost page
        return ""


def chosen(page: Lines, scores: Sequence[float]) -> list[int]:
    """Indices of the lines that are the story; a long line that the page repeats counts once."""
    seen: set[str] = set()
    found = []
    for i, (line, likely) in enumerate(zip(page.lines, scores, strict=True)):
        if likely < (LIKELY_LONG if len(line.text) >= LONG_LINE else LIKELY_SHORT):
            continue
        if len(line.text) >= REPEATED_CHARS:
            if line.text in seen:
                continue
            seen.add(line.text)
        found.append(i)
    return _without_asides(page, found)


def _without_asides(page: Lines, kept: list[int]) -> list[int]:
    """Without comments and other stories, unless the element that is named so holds most of what was kept."""
    chars: Counter[int] = Counter()
    around = {page.lines[i].node: list(page.indices(page.lines[i])) for i in kept}
    for i in kept:
        for node in around[page.lines[i].node]:
            chars[node] += len(page.lines[i].text)
    most = 0.4 * sum(len(page.lines[i].text) for i in kept)
    aside = {node for node, count in chars.items() if count < most and page.nodes[node].words & ASIDES}
    return [i for i in kept if aside.isdisjoint(around[page.lines[i].node])]


def with_lead(page: Lines, kept: list[int], title: int, told: Clues) -> list[int]:
    """With the standfirst: what stands between headline and story and is the page's description, or is named so."""
    first = next((i for i in kept if i > title and len(page.lines[i].text) >= LONG_LINE), -1)
    if title < 0 or not title < first <= title + LEAD_REACH:
        return kept
    found = [i for i in range(title + 1, first) if i not in kept and _leads(page, page.lines[i], told)]
    return sorted([*kept, *found[:MOST_LEADS]])


def _leads(page: Lines, line: Line, told: Clues) -> bool:
    around = list(page.path(line))[:3]
    if not REPEATED_CHARS <= len(line.text) <= LEAD_CHARS or line.link_chars > 0.3 * len(line.text) or around[0].hidden:
        return False
    described = bool(told.description) and told.description.share(tokens(line.text)) > 0.7
    return described or any(node.words & INTRO for node in around)


def _fallback(page: Lines) -> list[int]:
    """Where the model finds no story: every sentence outside menus, rather than nothing."""
    return [
        i
        for i, line in enumerate(page.lines)
        if len(line.text) >= REPEATED_CHARS
        and line.link_chars < 0.5 * len(line.text)
        and reason(page, line) == "boilerplate"
    ]


def _hidden_body(page: Lines, kept: Sequence[int], known: About) -> str:
    """The ``articleBody`` where the page shows less than half of it: the rest would come by script."""
    if len(known.body) <= BODY_CHARS:
        return ""
    shown = sum(len(page.lines[i].text) for i in kept)
    return known.body if shown < 0.5 * len(known.body) else ""


def _from_body(body: str, metadata: Metadata, page: Lines, warnings: tuple[str, ...]) -> Extraction:
    paragraphs = [" ".join(part.split()) for part in body.splitlines() if part.strip()]
    head = [Block("headline", metadata.title)] if metadata.title else []
    removals = tuple(Removal(line.line, line.text, reason(page, line)) for line in page.lines)
    note = "The page shows only a part of the article; the text comes from its metadata, without headings."
    blocks = (*head, *(Block("paragraph", text) for text in paragraphs if text != metadata.title))
    return Extraction(blocks, removals, metadata, (*warnings, note))


def _asks_for_script(root: HtmlElement, kept: Sequence[Line]) -> bool:
    """Whether a page shows nothing but the request to switch scripts on."""
    text = " ".join(line.text for line in kept)
    return len(text) < 300 and "javascript" in text.lower() and next(root.iter("script"), None) is not None


def _nothing(page: Page, root: HtmlElement, warnings: tuple[str, ...]) -> CleanError:
    if warnings:
        return CleanError(
            f"'{page.name}' has no text where it was read. {warnings[0]}", "Save only the article's text."
        )
    if next(root.iter("script"), None) is not None:
        return CleanError(
            f"'{page.name}': this page needs JavaScript.",
            "Open it in a browser, save it from there, and give the saved file.",
        )
    return CleanError(f"'{page.name}' has no text to read.", "Give the page of a single article, or paste its text.")


def _ends_early(root: HtmlElement, page: Lines, known: About, kept: Sequence[Line]) -> list[str]:
    """A warning where the page is a stub before a paywall."""
    words = sum(len(tokens(line.text)) for line in kept)
    short = words < 0.6 * known.word_count if known.word_count else words < 250
    last = kept[-1].text.rstrip("\"”»“'’)] ")
    cut = last.endswith(("…", "...")) or (len(last) > 60 and last[-1].isalnum())
    wall = not known.free or any(node.words & NEEDS_PAYMENT for node in page.nodes)
    if wall and (short or cut):
        return ["The page is for subscribers: its text ends early."]
    return []
