"""Verdicts of the first pass -> features of the second: what it says of the lines around a line."""

from __future__ import annotations

import numpy as np

from audiogen.cleaner.dom_features import Describer, subtree
from audiogen.cleaner.windows import Columns, Floats, numbered, others, richest, share, shifted, sums, window

_SURE = 0.7


def context(page: Describer, sure: Floats) -> Columns:
    """Features of the second pass: how the first one judged the lines around (`sure`, 0 to 1)."""
    weights = np.minimum(page.chars, 400) + 10
    mass, total = sums(sure * weights), sums(weights)
    places, every = np.arange(page.n, dtype=float), np.ones(page.n)
    start, end = richest((2 * sure - 1) * np.minimum(weights, 300))
    likely = np.flatnonzero(sure > _SURE)
    first, last = (likely[0], likely[-1]) if len(likely) else (page.n, -1)
    tags = numbered([page.page.nodes[line.node].tag for line in page.page.lines])
    found = {
        "story": sure,
        "story in lines of the kind": others(page.kinds, sure, weights),
        "story in lines of the tag": others(tags, sure, weights),
        "lines after the first sure one": places - first,
        "lines before the last sure one": last - places,
        "lines after the run's start": places - start,
        "lines before the run's end": end - places,
        "story before": mass[:-1] / (mass[-1] or 1),
        "page: surest line": sure.max(initial=0.0) * every,
        "page: story": mass[-1] / (total[-1] or 1) * every,
    }
    for by in range(-5, 6):
        if by:
            found[f"story {abs(by)} {'before' if by < 0 else 'after'}"] = shifted(sure, by)
    for reach in (8, 20):
        for a, b, where in ((-reach, 0, f"in {reach} before"), (1, reach + 1, f"in {reach} after")):
            found[f"story {where}"] = share(window(mass, a, b), window(total, a, b))
    return found | _levels(page, sure, weights)


def _levels(page: Describer, sure: Floats, weights: Floats) -> Columns:
    """How much of the other lines in the elements around is story."""
    around = subtree(page.page, page.node, np.column_stack((sure * weights, weights)))
    found: Columns = {}
    at = page.node
    for level in range(5):
        rest = around[at] - np.column_stack((sure * weights, weights))
        found[f"story {level} up"] = share(rest[:, 0], np.where(rest[:, 1] > 1, rest[:, 1], 0.0))
        at = np.where(page.parent[at] >= 0, page.parent[at], at)
    return found
