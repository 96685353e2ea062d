"""What is seen of a line's surroundings: its place in the page, its neighbours, its run, what else says the same."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

import numpy as np

from audiogen.cleaner.sights import MENUS, Sight
from audiogen.cleaner.windows import Columns, Floats, floats, numbered, share, shifted, sums, window

FAR = 999.0
"""Lines to something that is not there."""
_MARKS = (
    *("related", "comments", "author", "newsletter", "advert", "share", "footer", "stamp", "byline", "copyright"),
    "navigation",
)
_AHEAD = frozenset({"related", "comments", "author", "footer", "stamp", "share"})
_BEHIND = frozenset({"related", "comments", "author"})
_RUN = frozenset({"related", "newsletter", "author", "comments"})
_REACHES = (3, 8, 20, 50)


class Surroundings:
    """Sums over the whole page, so that every line's windows cost the same."""

    def __init__(self, sights: Sequence[Sight], own: Columns, title: str, headline: int) -> None:
        self.sights, self.own, self.headline = sights, own, headline
        self.n = len(sights)
        self.title = {word for word in re.findall(r"[^\W_]+", title.lower()) if len(word) > 3}
        self.runs = numbered([sight.line.run for sight in sights])
        self.words = np.minimum(own["words"], 200)
        self.is_prose = floats([sight.prose for sight in sights])
        self.prose = sums(self.words * self.is_prose)
        self.sentences = sums(self.words * own["sentence end"] * (own["words"] >= 8))
        self.all = sums(self.words)
        self.rules = sums(own["rule"])
        self.menus = sums(floats([(sight.strong or sight.weak) in MENUS for sight in sights]))

    def columns(self) -> Columns:
        found = self._place() | self._said() | self._neighbours() | self._windows() | self._run() | self._gaps()
        for mark in _MARKS:
            found |= self._mark(mark)
        return found

    def _place(self) -> Columns:
        """Where the line stands, and what kind of page it stands in."""
        places, every = np.arange(self.n, dtype=float), np.ones(self.n)
        known = self.headline >= 0
        return {
            "lines before": places,
            "lines after": self.n - places,
            "place in the page": places / self.n,
            "prose before": self.prose[:-1] / (self.prose[-1] or 1),
            "sentences before": self.sentences[:-1] / (self.sentences[-1] or 1),
            "lines after the headline": places - self.headline if known else FAR * every,
            "page: lines": self.n * every,
            "page: menus": self.menus[-1] * every,
            "page: words of prose": self.prose[-1] * every,
            "page: words": self.all[-1] * every,
            "page: share of prose": self.prose[-1] / (self.all[-1] or 1) * every,
            "page: lines a run": self.n / (self.runs[-1] + 1) * every,
            "page: place of the headline": self.headline / self.n * every,
            "page: paragraphs": self.is_prose.sum() * every,
        }

    def _said(self) -> Columns:
        """Words that the title and the story share with the line, and other places that say it."""
        topic = Counter(word for s in self.sights if s.prose for word in set(s.words) if len(word) > 4)
        in_title, in_story = np.zeros(self.n), np.full(self.n, -1.0)
        for i, sight in enumerate(self.sights):
            words = set(sight.words)
            if words and self.title and i != self.headline:
                in_title[i] = len(words & self.title) / len(words)
            content = [word for word in words if len(word) > 4]
            if content:
                in_story[i] = sum(topic[word] > sight.prose for word in content) / len(content)
        same = numbered([sight.line.text.casefold() for sight in self.sights])
        first = np.full(self.n, self.n)
        np.minimum.at(first, same, np.arange(self.n))
        return {
            "words of the title": in_title,
            "words of the story": in_story,
            "times it stands in the page": floats(np.bincount(same)[same]),
            "stood before": floats(first[same] < np.arange(self.n)),
        }

    def _mark(self, mark: str) -> Columns:
        """How far behind and before lines such as "Related" or "Comments" the line stands."""
        at = [i for i, sight in enumerate(self.sights) if (sight.strong or sight.weak) == mark]
        before = [bisect_left(at, i) for i in range(self.n)]
        last = np.array([at[k - 1] if k else -1 for k in before], dtype=np.intp)
        places = np.arange(self.n)
        found = {f"lines after {mark}": np.where(last >= 0, floats(places - last), FAR)}
        if mark in _AHEAD:
            found[f"lines before {mark}"] = floats([at[k] - i if k < len(at) else FAR for i, k in enumerate(before)])
        if mark in _BEHIND:
            late = sums(floats([self.prose[i] > 0.5 * self.prose[-1] for i in at]))
            found[f"behind {mark}"] = late[before]
        if mark in _RUN:
            found[f"in one run with {mark}"] = floats((last >= 0) & (self.runs[last] == self.runs))
        return found

    def _neighbours(self) -> Columns:
        found: Columns = {}
        weak = floats([bool(sight.weak) and not sight.strong for sight in self.sights])
        listed = self.own["bullet"] + 2 * self.own["digit first"]
        for by in (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5):
            where = f"{abs(by)} {'before' if by < 0 else 'after'}"
            found[f"words {where}"] = shifted(self.own["words"], by)
            found[f"sentence end {where}"] = shifted(self.own["sentence end"], by)
            found[f"rule {where}"] = shifted(self.own["rule"] + 0.5 * weak, by)
            if abs(by) < 4:
                found[f"same run {where}"] = floats(shifted(floats(self.runs), by) == self.runs)
                found[f"lower-case words {where}"] = shifted(self.own["lower-case words"], by)
                found[f"bullet {where}"] = shifted(listed, by)
        return found

    def _windows(self) -> Columns:
        found: Columns = {}
        ones = sums(np.ones(self.n))
        for reach in _REACHES:
            for first, last, where in ((-reach, 0, f"in {reach} before"), (1, reach + 1, f"in {reach} after")):
                lines = np.maximum(1, window(ones, first, last))
                words = window(self.all, first, last)
                found[f"prose {where}"] = share(window(self.prose, first, last), words)
                found[f"sentences {where}"] = share(window(self.sentences, first, last), words)
                found[f"rules {where}"] = window(self.rules, first, last) / lines
                found[f"words a line {where}"] = words / lines
                found[f"menus {where}"] = window(self.menus, first, last) / lines
        return found

    def _run(self) -> Columns:
        """The line's run: the lines around it that no blank line parts."""
        size = np.bincount(self.runs)

        def total(values: Floats) -> Floats:
            return floats(np.bincount(self.runs, values)[self.runs])

        lines, words = floats(size[self.runs]), total(self.words)
        start = np.concatenate(([0], np.cumsum(size)))[self.runs]
        place = np.arange(self.n) - start
        return {
            "run: lines": lines,
            "run: lines before": floats(place),
            "run: lines after": lines - place - 1,
            "run: words a line": words / lines,
            "run: prose": total(self.words * self.is_prose) / words.clip(1),
            "run: rules": total(self.own["rule"]) / lines,
            "run: sentences": total(self.own["sentence end"] * (self.own["words"] >= 5)) / lines,
            "run: lower-case words": total(self.own["lower-case words"] * self.own["words"])
            / total(self.own["words"]).clip(1),
        }

    def _gaps(self) -> Columns:
        """Lines to the nearest prose on both sides."""
        prose = np.flatnonzero(self.is_prose)
        places = np.arange(self.n)
        edges = np.concatenate(([-FAR], floats(prose), [self.n + FAR]))
        before = np.minimum(places - edges[np.searchsorted(prose, places, "left")], FAR)
        after = np.minimum(edges[np.searchsorted(prose, places, "right") + 1] - places, FAR)
        return {
            "lines since prose": before,
            "lines until prose": after,
            "lines to the nearer prose": np.minimum(before, after),
            "lines to the farther prose": np.maximum(before, after),
        }
