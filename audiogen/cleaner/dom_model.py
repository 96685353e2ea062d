"""Lines -> how likely each is part of the story, by boosted trees in two passes.

The first pass weighs each line's own features; the second weighs them again with the first one's verdicts on the lines
around. The trees: `dom_trees.json`, learned by ``scripts/train_extract.py``.
"""

from __future__ import annotations

from pathlib import Path

from audiogen.cleaner import trees
from audiogen.cleaner.dom_context import context
from audiogen.cleaner.dom_evidence import Clues
from audiogen.cleaner.dom_features import Describer
from audiogen.cleaner.dom_lines import Lines

WEIGHTS = Path(__file__).with_name("dom_trees.json")


def score(page: Lines, clues: Clues) -> tuple[list[float], int]:
    """For each line, how likely it is of the story (0 to 1); and the index of the headline's line, -1 for none."""
    if not page.lines:
        return [], -1
    forests = trees.load(WEIGHTS)
    describer = Describer(page, clues)
    seen = describer.describe()
    first = trees.likely(forests["first"].judge(seen)[0])
    seen |= context(describer, first)
    return trees.likely(forests["second"].judge(seen)[0]).tolist(), describer.title
