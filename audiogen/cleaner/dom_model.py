"""Lines -> how likely each is part of the story, by a linear model of two passes.

The first pass weighs each line's own features; the second weighs them again with the first one's verdicts on the lines
around. Weights: `dom_weights.json`, learned by ``scripts/train_extract.py`` (logistic regression, L2).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import exp
from pathlib import Path

from audiogen.cleaner.dom_context import context
from audiogen.cleaner.dom_evidence import Clues
from audiogen.cleaner.dom_features import Describer
from audiogen.cleaner.dom_lines import Lines

WEIGHTS = Path(__file__).with_name("dom_weights.json")


@lru_cache(maxsize=1)
def weights() -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Feature -> weight of the first and of the second pass."""
    found = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found["alone"], found["in context"]


def score(page: Lines, clues: Clues) -> tuple[list[float], int]:
    """For each line, how likely it is of the story (0 to 1); and the index of the headline's line, -1 for none."""
    alone, in_context = weights()
    describer = Describer(page, clues)
    rows = describer.describe()
    first = [_logistic(alone, row) for row in rows]
    around = context(page, describer.chains, first)
    second = [_logistic(in_context, (*row, *more)) for row, more in zip(rows, around, strict=True)]
    return second, describer.title


def _logistic(weight: Mapping[str, float], row: Iterable[str]) -> float:
    total = sum(weight.get(name, 0.0) for name in set(row))
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
