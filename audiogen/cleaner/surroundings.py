"""What is seen of a line's surroundings: its place in the page, its neighbours, its run, what else says the same."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from audiogen.cleaner.sights import MENUS, Features, Sight, named

_SHARES = ((0, "none"), (0.05, "5%"), (0.3, "30%"), (0.7, "70%"), (0.95, "95%"), (0.999, "99%"), (2, "all"))
_HEADLINE = ((-1, "before"), (0, "is"), (3, "1-3 after"), (10, "4-10 after"), (10**9, "after"))
_AWAY = ((1, "1"), (3, "2-3"), (8, "4-8"), (10**9, "9+"))
_RUNS = ((1, "1"), (2, "2"), (5, "3-5"), (10**9, "6+"))
_MEANS = ((3, "1-3"), (7, "4-7"), (14.999, "8-14"), (10**9, "15+"))
_MENUS = ((5, "0-5"), (20, "6-20"), (10**9, "21+"))
_LINES = ((60, "60"), (150, "150"), (10**9, "151+"))
_NEAR = ("related", "comments", "author", "newsletter", "advert", "share")
_BEHIND = frozenset({"related", "comments", "author", "footer"})
_RUN = frozenset({"related", "newsletter", "author", "comments", "advert"})


class Surroundings:
    """Sums over the whole page, so that every line's windows cost the same."""

    def __init__(self, sights: Sequence[Sight], title: str, headline: int) -> None:
        self.sights, self.headline = sights, headline
        n = len(sights)
        self.n = n
        self.menus = sum((sight.strong or sight.weak) in MENUS for sight in sights)
        self.prose = [i for i, sight in enumerate(sights) if sight.prose]
        self.mass = [0, *accumulate(min(sight.count, 200) if sight.prose else 0 for sight in sights)]
        self.all = [0, *accumulate(min(sight.count, 200) for sight in sights)]
        self.ruled = [0, *accumulate(1 if sight.strong else 0 for sight in sights)]
        self.short = [0, *accumulate(1 if sight.count <= 5 else 0 for sight in sights)]
        self.copies = Counter(sight.line.text.casefold() for sight in sights)
        self.first: dict[str, int] = {}
        for i, sight in enumerate(sights):
            self.first.setdefault(sight.line.text.casefold(), i)
        self.runs: dict[int, list[int]] = {}
        for i, sight in enumerate(sights):
            self.runs.setdefault(sight.line.run, []).append(i)
        self.title = {word for word in re.findall(r"[^\W_]+", title.lower()) if len(word) > 3}
        self.markers = {
            name: [i for i, s in enumerate(sights) if (s.strong or s.weak) == name] for name in (*_NEAR, "footer")
        }
        self.topic = Counter(word for i in self.prose for word in set(sights[i].words) if len(word) > 4)

    def place(self, i: int) -> Features:
        """Where the line stands: in the page, in the text, after which signs."""
        sight, found = self.sights[i], Features()
        kind, before = sight.kind, self.mass[i] / (self.mass[-1] or 1)
        names = [f"prose before: {named(before, _SHARES)}"]
        where = named(i - self.headline, _HEADLINE) if self.headline >= 0 else "none"
        names.append(f"headline: {where}")
        found |= {f"{name}": 1.0 for name in names} | {f"{kind}, {name}": 1.0 for name in names}
        found[f"{kind}, page of {named(self.menus, _MENUS)} menus"] = 1.0
        found[f"{kind}, page of {named(self.n, _LINES)} lines"] = 1.0
        found["first line"] = float(i == 0)
        return found | self._said(i) | self._marked(i, before)

    def _said(self, i: int) -> Features:
        """Words that the title and the story share with the line, and other places that say it."""
        sight, found = self.sights[i], Features()
        kind, words = sight.kind, set(sight.words)
        if self.title and words and i != self.headline:
            found["words of the title"] = sum(word in self.title for word in words) / len(words)
        content = [word for word in words if len(word) > 4]
        if content:
            own = 1 if sight.prose else 0
            found[f"{kind}, words of the story"] = sum(self.topic[word] > own for word in content) / len(content)
        said = sight.line.text.casefold()
        if self.copies[said] > 1:
            found[f"{kind}, stands {'twice' if self.copies[said] == 2 else 'often'}"] = 1.0
            found[f"{kind}, stood before"] = float(self.first[said] < i)
        return found

    def _marked(self, i: int, before: float) -> Features:
        """How far behind lines such as "Related" or "Comments" the line stands."""
        sight, found = self.sights[i], Features()
        for marker, places in self.markers.items():
            at = bisect_left(places, i)
            if not at:
                continue
            if marker in _NEAR:
                found[f"{sight.kind}, {named(i - places[at - 1], _AWAY)} after {marker}"] = 1.0
            if marker in _BEHIND and before > 0.5:
                found[f"{sight.kind}, behind {marker}"] = 1.0
            if marker in _RUN and self.sights[places[at - 1]].line.run == sight.line.run:
                found[f"in one run with {marker}"] = 1.0
        return found

    def around(self, i: int) -> Features:
        """The line's neighbours and run."""
        sight, found = self.sights[i], Features()
        kind = sight.kind
        for off, side in ((-2, "2 before"), (-1, "before"), (1, "after"), (2, "2 after")):
            j = i + off
            if 0 <= j < self.n:
                found[f"{kind}, {side}: {self._kind(j)}"] = 1.0
            else:
                found[f"{side}: nothing"] = 1.0
        return found | self._windows(i) | self._run(i)

    def _windows(self, i: int) -> Features:
        sight, found = self.sights[i], Features()
        kind = sight.kind
        for reach in (3, 8, 20):
            a, b = max(0, i - reach), min(self.n, i + reach + 1)
            words = self.all[b] - self.all[a] - min(sight.count, 200)
            mass = self.mass[b] - self.mass[a] - (min(sight.count, 200) if sight.prose else 0)
            found[f"{kind}, prose within {reach}"] = mass / words if words else 0.0
            found[f"{kind}, no prose within {reach}"] = float(mass == 0)
            found[f"rules within {reach}"] = (self.ruled[b] - self.ruled[a] - bool(sight.strong)) / (b - a)
            found[f"{kind}, short lines within {reach}"] = (self.short[b] - self.short[a]) / (b - a)
        return found

    def _run(self, i: int) -> Features:
        sight, found = self.sights[i], Features()
        kind = sight.kind
        run = self.runs[sight.line.run]
        mean = sum(self.sights[j].count for j in run) / len(run)
        size = named(len(run), _RUNS)
        found[f"{kind}, run of {size}"] = 1.0
        if len(run) > 1:
            found[f"run of {size}, words a line {named(mean, _MEANS)}"] = 1.0
            found["rules in run"] = sum(1 for j in run if self.sights[j].strong) / len(run)
            found["prose in run"] = float(any(self.sights[j].prose for j in run if j != i))
            found["sentences in run"] = sum(self.sights[j].ends for j in run) / len(run)
        gap = self._gap(i)
        found[f"{kind}, {gap}"] = 1.0
        return found

    def _kind(self, i: int) -> str:
        sight = self.sights[i]
        if sight.strong:
            return "rule"
        if sight.prose:
            return "prose"
        return "sentence" if sight.ends and sight.count > 5 else "words" if sight.count > 7 else "short"

    def _gap(self, i: int) -> str:
        """Prose near on both sides, on one, or none."""
        at = bisect_right(self.prose, i)
        after = self.prose[at] - i if at < len(self.prose) else 99
        own = at - 1 if at and self.prose[at - 1] == i else at
        before = i - self.prose[own - 1] if own > 0 else 99
        sides = [("near" if away <= 3 else "some way" if away <= 12 else "far") for away in (before, after)]
        return f"prose {sides[0]} before, {sides[1]} after"
