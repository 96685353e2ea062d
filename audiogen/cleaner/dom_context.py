"""Verdicts of the first pass -> features of the second: what it says of the lines around a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from audiogen.cleaner.dom_features import step
from audiogen.cleaner.dom_lines import Lines


def context(page: Lines, chains: Sequence[tuple[int, ...]], scores: Sequence[float]) -> list[list[str]]:
    """Features of the second pass: how the first one judged the lines around (`scores`, 0 to 1)."""
    steps = (0.05, 0.2, 0.4, 0.6, 0.8, 0.95)
    weights = [min(len(line.text), 400) + 10 for line in page.lines]
    sums: dict[object, list[float]] = defaultdict(lambda: [0.0, 0.0])
    keys = []
    for i, line in enumerate(page.lines):
        chain = chains[line.node]
        signature = (page.nodes[line.node].tag, tuple(page.nodes[node].words for node in chain[:3]))
        ups = [("up", chain[min(level, len(chain) - 1)]) for level in (1, 2, 3, 4)]
        keys.append([signature, *ups])
        for key in {signature, *ups}:
            sums[key][0] += weights[i] * scores[i]
            sums[key][1] += weights[i]
    likely = [i for i, score in enumerate(scores) if score > 0.7]
    first, last = (likely[0], likely[-1]) if likely else (len(scores), -1)
    rows = []
    for i in range(len(page.lines)):
        row = [f"own={step(scores[i], steps)}"]
        for name, key in zip(("kind", "up1", "up2", "up3", "up4"), keys[i], strict=True):
            total, weight = sums[key]
            rest = weight - weights[i]
            mean = (total - weights[i] * scores[i]) / rest if rest > 1 else -1
            row.append(f"{name}~{step(mean, steps) if mean >= 0 else 'alone'}")
        for offset in (-3, -2, -1, 1, 2, 3):
            j = i + offset
            row.append(f"at{offset}~{step(scores[j], steps) if 0 <= j < len(scores) else 'none'}")
        for name, span in (("before", range(max(0, i - 8), i)), ("after", range(i + 1, min(len(scores), i + 9)))):
            total = sum(weights[j] for j in span)
            row.append(f"{name}~{step(sum(weights[j] * scores[j] for j in span) / total, steps) if total else 'none'}")
        row.append(f"between~{first < i},{i < last}")
        kind, up = row[1], row[3]
        row += [f"{row[0]},{kind}", f"{row[0]},{up}", f"{kind},{up}"]
        rows.append(row)
    return rows
