"""Which lines of a page are its story: boosted trees over named features, so that each line's reason can be told.

A first pass judges every line by `features`; a second sees, besides, what the first made of its neighbours and where
the story's run of lines seems to lie. The trees come from `scripts/train_cleaner.py` and are data: `story_trees.json`.
On a page that is nearly clean (a pasted article with a few lines around it) nothing is searched for: losing a paragraph
there is worse than keeping a stray line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audiogen.cleaner import trees
from audiogen.cleaner.features import describe
from audiogen.cleaner.sights import MENUS, Sight
from audiogen.cleaner.titles import Title
from audiogen.cleaner.windows import Columns, Floats, floats, numbered, others, richest, share, shifted, sums, window

WEIGHTS = Path(__file__).parent / "story_trees.json"
BIAS = 0.7
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
OWN = "story"
"""Feature of the second pass: what the first says of the line itself."""


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
    forests = trees.load(WEIGHTS)
    seen = describe(sights, title.whole, title.headline)
    sure = trees.likely(forests["first"].judge(seen)[0])
    seen |= context(sights, sure)
    scores, said = forests["second"].judge(seen)
    start, end = richest((2 * sure - 1) * (np.minimum(floats([sight.count for sight in sights]), 60) + 0.5))
    short = SHORT_BIAS * max(0.0, 1 - len(sights) / SHORT_PAGE)
    verdicts = []
    for i, (score, reason) in enumerate(
        zip(scores.tolist(), _reasons(said, forests["second"].names, seen), strict=True)
    ):
        total = score + short
        if start <= i <= end:
            total += BIAS + (INSIDE_BIAS if pasted else 0.0)
        elif i <= end + (AWAY if sights[i].ends else AWAY_LABELS):
            total += BIAS
        verdicts.append(Verdict(total > 0, total, "" if total > 0 else reason))
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


def context(sights: Sequence[Sight], sure: Floats) -> Columns:
    """What the first pass (0 to 1 a line) says about each line's neighbourhood."""
    words = np.minimum(floats([sight.count for sight in sights]), 60) + 0.5
    mass, weight = sums(sure * words), sums(words)
    start, end = richest((2 * sure - 1) * words)
    places, every = np.arange(len(sights), dtype=float), np.ones(len(sights))
    found = {
        OWN: sure,
        "lines after the run's start": places - start,
        "lines before the run's end": end - places,
        "story before": mass[:-1] / (mass[-1] or 1),
        "page: story": mass[-1] / (weight[-1] or 1) * every,
        "page: surest line": sure.max(initial=0.0) * every,
        "page: lines of the run": (end - start) * every,
    }
    beside = {by: shifted(sure, by) for by in range(-6, 7) if by}
    for by, values in beside.items():
        found[f"story {abs(by)} {'before' if by < 0 else 'after'}"] = values
    for reach, name in ((4, "4"), (8, "8"), (20, "20"), (len(sights), "all")):
        for first, last, where in ((-reach, 0, f"in {name} before"), (1, reach + 1, f"in {name} after")):
            found[f"story {where}"] = share(window(mass, first, last), window(weight, first, last))
    found["story at most in 4 before"] = np.max([beside[by] for by in (-4, -3, -2, -1)], axis=0)
    found["story at most in 4 after"] = np.max([beside[by] for by in (1, 2, 3, 4)], axis=0)
    found["story in the run"] = others(numbered([sight.line.run for sight in sights]), sure, words)
    found["story in lines of the kind"] = others(numbered([sight.kind for sight in sights]), sure, words)
    return found


def _reasons(said: Floats, names: Sequence[str], columns: Columns) -> list[str]:
    """What is seen that speaks most against each line, with its value; not what the first pass made of it."""
    telling = np.array([not name.startswith((OWN, "page: ")) for name in names])
    worst = np.where(telling, said, 0.0).argmin(axis=1)
    return [f"not the story: {names[k]} {columns[names[k]][i]:.2g}" for i, k in enumerate(worst.tolist())]
