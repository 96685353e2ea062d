"""Which lines of a page are its story: a linear model over named features, so that each line's reason can be told.

A first pass judges every line by `features`; a second sees, besides, what the first made of its neighbours and where
the story's run of lines seems to lie. Weights come from `scripts/train_cleaner.py` and are data: `story.json`.
On a page that is nearly clean (a pasted article with a few lines around it) nothing is searched for: losing a paragraph
there is worse than keeping a stray line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import exp, tanh
from pathlib import Path

from audiogen.cleaner.features import describe
from audiogen.cleaner.sights import MENUS, Features, Sight
from audiogen.cleaner.titles import Title

WEIGHTS = Path(__file__).parent / "story.json"
BIAS = 1.1
"""Added to every line's score: a lost paragraph is worse than a stray line."""
AWAY, AWAY_LABELS = 12, 6
"""Lines behind the story's run from which the first bias does not hold: there stand teasers and comments. Fewer for a
line without a stop at its end."""
SMALL = 60
"""Lines up to which a pasted page is kept whole; in a longer one the ends are searched for chrome."""
INSIDE_BIAS = 3.0
"""Added to the lines inside the story of a longer pasted page."""
SHORT_PAGE, SHORT_BIAS = 100, 3.0
"""On a page of fewer lines up to so much more is added: it is rather pasted than saved whole."""
FEW_MENUS = 6
"""A page with fewer menu, footer and login lines than this was pasted, not saved whole."""
FEW_LABELS = 8
"""A page with so many lines in columns of labels was saved whole."""
_ITEM = re.compile(r"^[•▪●◦‣·*–—-]|\d|[,;.!?…:]$")
_BINS = (0.15, 0.4, 0.7, 0.9)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a line belongs to the story, how sure that is (log-odds), and the reason, in words, against it."""

    keep: bool
    score: float
    reason: str


def judge(sights: Sequence[Sight], title: Title) -> list[Verdict]:
    """A verdict a line. Lines that a rule takes for chrome count as neighbours; their verdict is the caller's."""
    pasted = nearly_clean(sights)
    if pasted and (len(sights) <= SMALL or _prose_share(sights) < 0.3):
        return [Verdict(True, 0.0, "") for _ in sights]
    weights = _weights()
    seen = describe(sights, title.whole, title.headline)
    first = [_score(found, weights["first"]) for found in seen]
    base = [_score(found, weights["second"]) for found in seen]
    near = context(sights, first)
    bias = BIAS + SHORT_BIAS * max(0.0, 1 - len(sights) / SHORT_PAGE)
    start, end = span(sights, first)
    verdicts = []
    for i, (found, extra, score) in enumerate(zip(seen, near, base, strict=True)):
        total = score + _score(extra, weights["second"])
        if start <= i <= end:
            total += bias + (INSIDE_BIAS if pasted else 0.0)
        elif i > end + (AWAY if sights[i].ends else AWAY_LABELS):
            total += bias - BIAS
        else:
            total += bias
        reason = "" if total > 0 else _reason(found | extra, weights["second"])
        verdicts.append(Verdict(total > 0, total, reason))
    return verdicts


def nearly_clean(sights: Sequence[Sight]) -> bool:
    """The page is an article with little around it: few lines of menus, no long columns of labels."""
    menus = sum((sight.strong or sight.weak) in MENUS for sight in sights)
    return menus < FEW_MENUS and 6 * menus < len(sights) + 12 and _columns(sights) < FEW_LABELS


def _prose_share(sights: Sequence[Sight]) -> float:
    """Words in lines of prose, of all words: little in poems, recipes and tables."""
    return sum(sight.count for sight in sights if sight.prose) / max(1, sum(sight.count for sight in sights))


def _columns(sights: Sequence[Sight]) -> int:
    """Lines that stand in columns of labels: five and more in a row of up to three words, without digits or stops."""
    total = run = 0
    for sight in (*sights, None):
        if sight and sight.count <= 3 and not _ITEM.search(sight.line.text):
            run += 1
        else:
            total += run if run >= 5 else 0
            run = 0
    return total


def context(sights: Sequence[Sight], scores: Sequence[float]) -> list[Features]:
    """What the first pass (log-odds a line) says about each line's neighbourhood."""
    sure = [1 / (1 + exp(-max(-30.0, min(30.0, score)))) for score in scores]
    start, end = span(sights, scores)
    pad = [0.0] * 8
    padded = [*pad, *sure, *pad]
    sums = [0.0, *accumulate(padded)]
    found = []
    for i, sight in enumerate(sights):
        kind, own = sight.kind, sure[i]
        window = padded[i : i + 17]
        where = _where(i, start, end)
        beside, four = sorted((window[7], window[9])), sorted((max(window[4:8]), max(window[9:13])))
        features = {
            f"span {where}": 1.0,
            f"{kind}, span {where}": 1.0,
            f"{kind}, sides {_bin(beside[0])} {_bin(beside[1])}": 1.0,
            f"{kind}, four {_bin(four[0])} {_bin(four[1])}": 1.0,
            f"{kind}, mean4": (sums[i + 13] - sums[i + 4] - own) / 8,
            f"{kind}, mean8": (sums[i + 17] - sums[i] - own) / 16,
            f"{kind}, prob": own,
            f"{kind}, p {_bin(own)}": 1.0,
            "logit": max(-1.0, min(1.0, scores[i] / 6)),
        }
        if where == "in":
            features |= {f"{kind}, in span": 1.0}
            features |= {f"{kind}, span start": 1.0} if i - start < 3 else {}
            features |= {f"{kind}, span end": 1.0} if end - i < 3 else {}
        found.append(features)
    return found


def span(sights: Sequence[Sight], scores: Sequence[float]) -> tuple[int, int]:
    """First and last line of the run with the most story in it: the greatest sum of weighted scores (Kadane)."""
    best, here, start, run = -1.0, 0.0, 0, (0, 0)
    for i, (sight, score) in enumerate(zip(sights, scores, strict=True)):
        if here <= 0:
            here, start = 0.0, i
        here += tanh(score / 2) * min(sight.count, 60)
        if here > best:
            best, run = here, (start, i)
    return run


def _where(i: int, start: int, end: int) -> str:
    if start <= i <= end:
        return "in"
    side, away = ("before", start - i) if i < start else ("after", i - end)
    return f"{side} {'1' if away == 1 else '2-4' if away < 5 else '5+'}"


def _bin(share: float) -> int:
    return sum(share >= edge for edge in _BINS)


def _score(found: Features, weights: dict[str, float]) -> float:
    return sum(value * weights.get(name, 0.0) for name, value in found.items())


def _reason(found: Features, weights: dict[str, float]) -> str:
    """The feature that speaks most against the line."""
    against = {name: value * weights.get(name, 0.0) for name, value in found.items() if name not in _DULL}
    worst = min(against, key=lambda name: against[name], default="")
    return f"not the story: {worst}" if worst else "not the story"


_DULL = frozenset({"bias", "logit"})


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return loaded
