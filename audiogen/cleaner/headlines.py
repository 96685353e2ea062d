"""Where the story begins, and which line above it is its headline: for pages that do not say their title twice."""

from __future__ import annotations

from collections.abc import Sequence

from audiogen.cleaner import titles
from audiogen.cleaner.drafts import CREDIT_TAIL
from audiogen.cleaner.sights import INNER, Sight

HEAD_WORDS = 7
"""A line of so few words among a page's stamps and share bars, above the story, belongs to these."""
SIGNS = frozenset({"byline", "stamp", "read-time", "author"})
"""Topics of the lines that stand below a headline."""
BARS = frozenset({"navigation", "login", "newsletter", "cookies", "section", "paywall"})
"""Topics of the lines that stand below a site's name."""
_WORTH = {"prose": 1.0, "sentence": 0.5, "label": -5.0, "phrase": -3.0, "long": 0.0}
_RULE_WORTH = -8.0
_MOST_WORDS = 32
_STEM = 5
"""Letters by which a headline's words are looked for in the story: "approves" and "approved" are one."""


def story_start(sights: Sequence[Sight]) -> int:
    """The first sentence of the story; -1 where there is no prose."""
    return story_run(sights)[0]


def story_run(sights: Sequence[Sight]) -> tuple[int, int]:
    """First sentence and last line of prose of the run of lines with the most prose in it (Kadane); -1, -1 for none."""
    best, here, start, found = 0.0, 0.0, -1, (-1, -1)
    for i, sight in enumerate(sights):
        if here <= 0:
            here, start = 0.0, i
        here += _worth(sight)
        if here > best and sight.prose:
            best, found = here, (start, i)
    return found


def _worth(sight: Sight) -> float:
    if sight.strong:
        return _RULE_WORTH
    if sight.kind == "sentence" and not sight.line.text.rstrip("\"'”’»)").endswith("."):
        return 0.0  # a question can be a headline
    worth = _WORTH[sight.kind]
    return worth * min(sight.count, 60) if worth > 0 else worth


def choose(sights: Sequence[Sight], start: int, first: int) -> int:
    """The line above the story's first that looks most like its headline; -1 where none does.

    `first`: the page's first line that could be its title. Where that is long it is rather a title than a site's name:
    another line has to say something like it, or to look much better.
    """
    stems = {word[:_STEM] for sight in sights[start : start + 40] if not sight.strong for word in sight.words}
    beyond = 0
    best, found = 0.0, -1
    for i in range(start - 1, -1, -1):
        sight = sights[i]
        if not shaped(sight):
            continue
        score = _look(sights, i, stems) - min(2.4, 0.4 * beyond)
        if i == first:
            score += 1.5 * (sight.count >= 4) + 2.0 * (sight.count >= 5)
        else:
            score += 2.0 * _shared(sight, sights[first])
        if score > best:
            best, found = score, i
        beyond += 1
    return found


def shaped(sight: Sight) -> bool:
    """The line can be a headline: words that no rule knows, neither an endless one nor a paragraph."""
    return (
        not sight.strong
        and not sight.weak
        and 2 <= sight.count <= _MOST_WORDS
        and sum(map(str.isalpha, sight.line.text)) > 0.5 * len(sight.line.text)
        and not CREDIT_TAIL.search(sight.line.text[-160:])
    )


def _look(sights: Sequence[Sight], i: int, stems: set[str]) -> float:
    """How much a line looks like the headline of the story below it."""
    sight = sights[i]
    score = 2.0 if 4 <= sight.count <= 20 else 1.0 if sight.count == 3 or sight.count > 20 else 0.0
    content = [word[:_STEM] for word in sight.words if len(word) > 3]
    score += 2.0 * sum(stem in stems for stem in content) / len(content) if content else 0.0
    below = sights[i + 1 : i + 5]
    score += 2.0 if any(other.strong in SIGNS for other in below) else 0.0
    beside = [sights[j] for j in (i - 1, i + 1) if 0 <= j < len(sights)]
    run = [other for other in beside if other.line.run == sight.line.run]
    score -= 3.0 if any(other.strong in ("credit", "gallery") for other in run) else 0.0
    score -= 2.0 if any((other.strong or other.weak) in BARS for other in run) else 0.0
    score -= 2.0 if below and (below[0].strong or below[0].weak) in BARS and sight.count <= 4 else 0.0
    score -= 1.0 if i and sights[i - 1].strong == "related" else 0.0
    text = sight.line.text.rstrip("\"'”’»)")
    score -= 2.5 if text.endswith((".", ":", ",")) or INNER.search(text) else 0.0
    return score


def _shared(a: Sight, b: Sight) -> float:
    """Words of the shorter of two lines that stand in the other, of all its words."""
    left, right = ({word[:_STEM] for word in sight.words if len(word) > 3} for sight in (a, b))
    return len(left & right) / max(1, min(len(left), len(right)))


def confirm(sights: Sequence[Sight], title: titles.Title) -> titles.Title:
    """The title, unless nothing else on the page says it and another line looks more like the story's headline."""
    start = story_start(sights)
    if start <= 0 or title.headline < 0:
        return title
    if title.said_again and (title.headline < start or len(title.text.split()) > 4):
        return title
    index = choose(sights, start, title.headline)
    if index < 0 or index == title.headline:
        return title
    whole = sights[index].line.text
    first = sights[title.headline].line.text if title.headline < index else ""
    text, site = titles.split_site(whole)
    if not site and len(first.split()) <= 4 and _names(sights, title.headline):
        site = first
    return titles.Title(text, site, index, whole=whole)


def _names(sights: Sequence[Sight], i: int) -> bool:
    """The line looks like a site's name: capital letters, a menu below it."""
    below = sights[i + 1] if i + 1 < len(sights) else None
    words = sights[i].line.text.split()
    return (
        below is not None
        and (below.strong or below.weak) in BARS
        and all(word[:1].isupper() or len(word) <= 3 for word in words)
    )
