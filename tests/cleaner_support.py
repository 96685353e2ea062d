"""What the cleaner's tests share."""

from __future__ import annotations

from collections import Counter

from audiogen.cleaner import clean
from audiogen.model import Article, Page


def page(text: str, name: str = "page", **more: object) -> Page:
    return Page(name, text, "text/plain", "-", **more)  # type: ignore[arg-type]


def article(text: str, **options: object) -> Article:
    return clean(page(text), **options)  # type: ignore[arg-type]


def folded(text: str) -> str:
    return " ".join(text.split()).lower()


def letters(text: str) -> Counter[str]:
    """Characters without white space, as `str.isspace` sees it."""
    return Counter(character for character in text if not character.isspace())


def held(found: Article) -> Counter[str]:
    """Characters of all blocks and removals."""
    total: Counter[str] = Counter()
    for text in (*(block.text for block in found.blocks), *(removal.text for removal in found.removals)):
        total += letters(text)
    return total
