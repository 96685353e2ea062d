"""Blocks that an extractor let through -> blocks without chrome. Roles and the page's metadata are known here."""

from __future__ import annotations

from collections.abc import Sequence

from audiogen.cleaner import marks, titles
from audiogen.cleaner.rules import Rules
from audiogen.model import Block, Metadata, Removal

#: In these roles only a line of chrome is chrome: a headline, a table or a quote is what the page says it is.
_SAFE = frozenset({"headline", "kicker", "table", "quote", "caption", "credit"})
#: Topics that are chrome at any place; the others can be an article's own short line ("Related", "Contact").
_ITEMS = frozenset(
    {"share", "advert", "cookies", "newsletter", "login", "player", "disclosure", "feedback", "comments"}
)


def strip(blocks: Sequence[Block], rules: Rules, metadata: Metadata) -> tuple[list[Block], list[Removal]]:
    """The blocks without those that a rule takes for chrome, and these as removals.

    In a list only a rule that cannot be an item of the story counts; a credit becomes a credit.
    """
    kept: list[Block] = []
    removals: list[Removal] = []
    byline = titles.plain(metadata.byline)
    for block in blocks:
        found = rules.find(block.text) if block.role not in _SAFE else None
        topic = found.rule.rpartition(":")[2] if found else ""
        if found and found.role == "credit":
            kept.append(Block("credit", block.text, block.line))
        elif found and (block.role != "item" or topic in _ITEMS):
            removals.append(Removal(block.line, block.text, found.rule))
        elif byline and block.role in ("paragraph", "item") and titles.plain(block.text) == byline:
            removals.append(Removal(block.line, block.text, "byline"))
        else:
            text, marked = marks.strip(block.text, block.line)
            removals += marked
            kept.append(Block(block.role, text, block.line))
    return kept, removals
