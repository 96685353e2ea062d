"""What can be seen of each line of a page: its shape, the rules it meets, its neighbours, its place. Names -> values.

The names are the keys of the weights in `story.json`, and what ``--explain`` says of a line that was left out; values
lie between 0 and 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from audiogen.cleaner.lines import Line
from audiogen.cleaner.rules import Rules

Features = dict[str, float]

PROSE_WORDS = 15
"""A line of so many words with a sentence in it is prose."""
_LOOK = 1200
"""Of a longer line only so many characters are looked at."""
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_INNER = re.compile(r"[.!?][\"'”’»)\]]* +[\"'“„«(]?[A-ZÀ-Þ\d]")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_CREDIT = re.compile(
    r"(?:[(\[](?:[^()\[\]]*[/:©|][^()\[\]]*|[A-Z][\w. -]+)[)\]]|(?:©|[A-Z]\w+ ?/ ?)[\w ./-]{2,40}"
    r"|\b(?:Getty Images|Reuters|AFP|AP|dpa|IMAGO|Shutterstock|Unsplash|EPA|EFE|ANSA|ANP|Lusa))[)\]]?$"
)
_ADDRESS = re.compile(r"https?://|www\.|\w@\w")
_YOU = re.compile(
    r"\b(?:you|your|our|we|us|sie|ihr|ihre[nmrs]?|wir|uns|unsere?[nmrs]?|vous|votre|vos|nous|notre|nos|usted|tu|tus|su"
    r"|nuestr[oa]s?|nosotros|tuo|tua|noi|nostr[oaie]|je|jouw|uw|wij|ons|onze|seu|sua|você|nosso|nossa)\b"
)
_BYTES = ((1, "1"), (2, "2"), (4, "3-4"), (7, "5-7"), (11, "8-11"), (17, "12-17"), (27, "18-27"), (45, "28-45"), (80, "46-80"))
_MARKERS = ("related", "comments", "author", "newsletter", "footer", "advert", "share", "section", "stamp", "byline", "navigation")


@dataclass(frozen=True)
class Sight:
    """A line as the features see it."""

    line: Line
    words: tuple[str, ...]
    strong: str
    """The topic of the rule that takes the line for chrome ("share"), or an empty string."""
    weak: str
    """The topic of a weak rule."""

    @cached_property
    def count(self) -> int:
        """Words; in scripts without spaces half the characters."""
        if len(self.line.text) > 8 * len(self.words) + 30:
            return max(len(self.words), len(self.line.text) // 3)
        return len(self.words)

    @cached_property
    def ends(self) -> bool:
        return _END.search(self.line.text[-8:]) is not None

    @cached_property
    def kind(self) -> str:
        """A rough class that the other features are seen with: what holds for prose does not hold for labels."""
        if self.count >= PROSE_WORDS:
            return "prose" if self.ends else "long"
        if self.count >= 5 and self.ends:
            return "sentence"
        return "phrase" if self.count >= 7 else "label"

    @cached_property
    def prose(self) -> bool:
        text = self.line.text[:_LOOK]
        return not self.strong and self.count >= PROSE_WORDS and (self.ends or _INNER.search(text) is not None)


def look(lines: Sequence[Line], rules: Rules) -> list[Sight]:
    """Each line with its words and the rules that it meets."""
    known: dict[str, tuple[str, str]] = {}
    sights = []
    for line in lines:
        if line.text not in known:
            strong = topic(rules.match(line.text))
            known[line.text] = strong, strong or topic(rules.hint(line.text))
        words = tuple(_WORD.findall(line.text[:_LOOK].lower()))
        if len(line.text) > _LOOK:
            words = words * (len(line.text) // _LOOK)
        sights.append(Sight(line, words, *known[line.text]))
    return sights


def topic(rule: str | None) -> str:
    """``share`` of ``en:share``."""
    return rule.rpartition(":")[2] if rule else ""


def describe(sights: Sequence[Sight], title: str, headline: int = -1) -> list[Features]:
    """The features of every line. `title`: the page's title, as known; `headline`: the index of the line that holds it."""
    page = _Page(sights, title, headline)
    return [_shape(sight) | page.place(i) | page.around(i) for i, sight in enumerate(sights)]


def _shape(sight: Sight) -> Features:
    text, n = sight.line.text[:_LOOK], sight.count
    words = _WORD.findall(text)
    lower = sum(word[0].islower() for word in words) / len(words) if words else 0.0
    size = next((name for most, name in _BYTES if n <= most), "81+")
    found: Features = {f"words {size}": 1.0, "bias": 1.0}
    if n <= 7:
        found["short, lower-case words"] = lower
    else:
        found["lower-case words"] = lower
        found["long, few lower-case words"] = float(lower < 0.45)
    ends = "sentence end" if sight.ends else "no sentence end"
    found[f"{ends}, words {size}"] = 1.0
    found["credit at end"] = float(_CREDIT.search(text[-80:]) is not None)
    found["two sentences"] = float(_INNER.search(text) is not None)
    found["commas"] = min(1.0, text.count(",") / (n + 1) * 8)
    found["digits"] = sum(map(str.isdigit, text)) / len(text)
    found["all capitals"] = float(text.isupper() and n > 1)
    found["colon at end"] = float(text.endswith((":", "：")))
    found["question"] = float(text.endswith("?"))
    found["ellipsis"] = float(text.endswith(("…", "...")))
    found["bullet"] = float(text[0] in "•-–—*▪●◦‣·►▶→»›✓✔")
    found["number first"] = float(text[0].isdigit())
    found["quote first"] = float(text[0] in "\"“„«'‘”»")
    found["bracket first"] = float(text[0] in "([{#@+|/©&")
    found["lower case first"] = float(text[0].islower())
    found["address"] = float(_ADDRESS.search(text) is not None)
    found["bars"] = float(" | " in text or " · " in text or " • " in text or " / " in text)
    found["sign"] = float(any(mark in text for mark in "©→›»▶$€£%®™"))
    you = len(_YOU.findall(text.lower()))
    found["speaks to you"] = min(1.0, 4 * you / (n + 1))
    if sight.strong:
        found[f"rule {sight.strong}"] = 1.0
        found["rule"] = 1.0
    elif sight.weak:
        found[f"weak rule {sight.weak}"] = 1.0
    return {name: value for name, value in found.items() if value}


class _Page:
    """Sums over the whole page, so that every line's windows cost the same."""

    def __init__(self, sights: Sequence[Sight], title: str, headline: int) -> None:
        self.sights, self.headline = sights, headline
        n = len(sights)
        self.n = n
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
        self.title = {word for word in _WORD.findall(title.lower()) if len(word) > 3}
        self.markers = {name: [i for i, s in enumerate(sights) if (s.strong or s.weak) == name] for name in _MARKERS}
        self.topic = Counter(word for i in self.prose for word in set(sights[i].words) if len(word) > 4)

    def place(self, i: int) -> Features:
        """Where the line stands: in the page, in the text, after which signs."""
        sight, found = self.sights[i], Features()
        total = self.mass[-1] or 1
        before = self.mass[i] / total
        name = next(name for most, name in ((0, "none"), (0.05, "5%"), (0.3, "30%"), (0.7, "70%"), (0.95, "95%"), (0.999, "99%"), (2, "all")) if before <= most)
        found[f"prose before: {name}"] = 1.0
        kind = sight.kind
        found[f"{kind}, prose before: {name}"] = 1.0
        if self.headline >= 0:
            away = i - self.headline
            where = "before" if away < 0 else "is" if away == 0 else "1-3 after" if away <= 3 else "4-10 after" if away <= 10 else "after"
            found[f"headline: {where}"] = 1.0
            found[f"{kind}, headline: {where}"] = 1.0
        else:
            found["headline: none"] = 1.0
        if self.title and sight.words and i != self.headline:
            found["words of the title"] = sum(word in self.title for word in set(sight.words)) / len(set(sight.words))
        content = [word for word in set(sight.words) if len(word) > 4]
        if content:
            own = 1 if sight.prose else 0
            found[f"{kind}, words of the story"] = sum(self.topic[word] > own for word in content) / len(content)
        copies = self.copies[sight.line.text.casefold()]
        if copies > 1:
            found[f"{kind}, stands {'twice' if copies == 2 else 'often'}"] = 1.0
            if self.first[sight.line.text.casefold()] < i:
                found[f"{kind}, stood before"] = 1.0
        if i == 0:
            found["first line"] = 1.0
        for marker, places in self.markers.items():
            at = bisect_right(places, i) - (1 if i in places[-1:] or self._is(places, i) else 0)
            if at > 0:
                away = i - places[at - 1]
                if marker in ("related", "comments", "author", "newsletter", "advert", "share"):
                    near = "1" if away == 1 else "2-3" if away <= 3 else "4-8" if away <= 8 else "9+"
                    found[f"{kind}, {near} after {marker}"] = 1.0
                if marker in ("related", "comments", "author", "footer") and before > 0.5:
                    found[f"{kind}, behind {marker}"] = 1.0
                same = self.sights[places[at - 1]].line.run == sight.line.run
                if same and marker in ("related", "newsletter", "author", "comments", "advert"):
                    found[f"in one run with {marker}"] = 1.0
        return found

    @staticmethod
    def _is(places: list[int], i: int) -> bool:
        at = bisect_right(places, i)
        return at > 0 and places[at - 1] == i

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
        for reach in (3, 8, 20):
            a, b = max(0, i - reach), min(self.n, i + reach + 1)
            words = self.all[b] - self.all[a] - min(sight.count, 200)
            mass = self.mass[b] - self.mass[a] - (min(sight.count, 200) if sight.prose else 0)
            found[f"{kind}, prose within {reach}"] = mass / words if words else 0.0
            found[f"{kind}, no prose within {reach}"] = float(mass == 0)
            found[f"rules within {reach}"] = (self.ruled[b] - self.ruled[a] - bool(sight.strong)) / (b - a)
            found[f"{kind}, short lines within {reach}"] = (self.short[b] - self.short[a]) / (b - a)
        run = self.runs[sight.line.run]
        mean = sum(self.sights[j].count for j in run) / len(run)
        size = "1" if len(run) == 1 else "2" if len(run) == 2 else "3-5" if len(run) <= 5 else "6+"
        found[f"{kind}, run of {size}"] = 1.0
        if len(run) > 1:
            found[f"run of {size}, words a line {'1-3' if mean <= 3 else '4-7' if mean <= 7 else '8-14' if mean < 15 else '15+'}"] = 1.0
            found["rules in run"] = sum(1 for j in run if self.sights[j].strong) / len(run)
            found["prose in run"] = float(any(self.sights[j].prose for j in run if j != i))
            found["sentences in run"] = sum(self.sights[j].ends for j in run) / len(run)
        gap = self._gap(i)
        found[f"{kind}, {gap}"] = 1.0
        return {name: value for name, value in found.items() if value}

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
