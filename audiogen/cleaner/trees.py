"""Features a line -> log-odds that it is the story, and what spoke most against it: boosted trees, learned elsewhere.

A file of weights (``dom_trees.json``, ``story_trees.json``) holds a forest a pass: the names of its features, and trees
as lists of nodes, a parent before its left branch before its right one. A node: value, and unless it is a leaf the
feature's number, the greatest value that goes left, the right branch's number. ``scripts/forests.py`` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audiogen.cleaner.windows import Columns, Floats

Ints = NDArray[np.intp]
Tree = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Forest:
    """All trees side by side; a leaf is its own branch, so that every walk takes `depth` steps."""

    names: tuple[str, ...]
    roots: Ints
    feature: Ints
    most: Floats
    left: Ints
    right: Ints
    value: Floats
    depth: int

    @classmethod
    def of(cls, names: Sequence[str], trees: Sequence[Tree]) -> Forest:
        roots, rows, depth = list[int](), list[tuple[float, ...]](), 0
        for tree in trees:
            base = len(rows)
            roots.append(base)
            levels = [0] * len(tree)
            for i, node in enumerate(tree):
                if len(node) == 1:
                    rows.append((0, np.inf, base + i, base + i, node[0]))
                else:
                    value, feature, most, right = node
                    levels[i + 1] = levels[int(right)] = levels[i] + 1
                    rows.append((feature, most, base + i + 1, base + right, value))
            depth = max(depth, *levels)
        table = np.array(rows)
        feature_, left, right_ = (table[:, k].astype(np.intp) for k in (0, 2, 3))
        return cls(tuple(names), np.array(roots), feature_, table[:, 1], left, right_, table[:, 4], depth)

    def judge(self, columns: Columns) -> tuple[Floats, Floats]:
        """Log-odds of every line; and how much each feature added to them, a row a line, in the order of `names`."""
        table = np.column_stack([columns[name] for name in self.names])
        lines, width = table.shape
        flat = table.ravel()
        starts = np.arange(lines)[:, None] * width
        at = np.broadcast_to(self.roots, (lines, len(self.roots)))
        said = np.zeros(lines * width)
        score = np.full(lines, self.value[self.roots].sum())
        for _ in range(self.depth):
            place = starts + self.feature[at]
            below = np.where(flat[place] <= self.most[at], self.left[at], self.right[at])
            change = self.value[below] - self.value[at]
            said += np.bincount(place.ravel(), change.ravel(), lines * width)
            score += change.sum(axis=1)
            at = below
        return score, said.reshape(lines, width)


@lru_cache(maxsize=8)
def load(path: Path) -> dict[str, Forest]:
    """Pass -> forest."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return {name: Forest.of(forest["names"], forest["trees"]) for name, forest in found.items()}


def likely(score: Floats) -> Floats:
    """Log-odds -> 0 to 1."""
    odds: Floats = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
    return odds
