"""Page -> Article: what the page says besides its story becomes removals, each with the name of its rule."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from audiogen.model import Article, Page


def clean(
    page: Page,
    *,
    language: str = "",
    rules: Sequence[Path] = (),
    captions: Literal["skip", "read"] = "skip",
    tables: Literal["summary", "read"] = "summary",
) -> Article:
    """The article of a page.

    `language` (BCP 47) overrides what the page and its words say; `rules` are the user's own rule files; captions and
    credits are in the article either way, ``read`` makes the captions heard. CleanError where nothing is left.
    """
    from audiogen.cleaner.assemble import assemble

    return assemble(page, language, tuple(rules), captions == "read", tables)
