"""What stands around the headline: nothing above it is read; the standfirst below it is, labels among stamps not."""

from __future__ import annotations

from collections.abc import Sequence

from audiogen.cleaner.drafts import Draft
from audiogen.cleaner.headlines import HEAD_WORDS, story_start
from audiogen.cleaner.story import Verdict
from audiogen.cleaner.titles import Title

REACH = 20
"""Lines below the headline among which the standfirst is looked for."""
MOST_UNKNOWN = 8
"""Lines in a row, above the headline, that need no rule to be a menu."""
LEAD_WORDS = 8
"""Words from which a line without a stop can be a standfirst; a sentence needs five."""


def take_labels(draft: Draft, title: Title) -> None:
    """Labels above the headline, and those among bylines, stamps and share bars between it and the story."""
    start = story_start(draft.sights)
    if not 0 <= title.headline < start:
        return
    for i in _above(draft, title.headline):
        draft.drop(i, "above the headline")
    below = [i for i in range(title.headline + 1, min(start, title.headline + REACH)) if draft.free(i)]
    for i in below:
        sight = draft.sights[i]
        if not sight.words:
            draft.drop(i, "no words")
        elif not sight.ends and _among_chrome(draft, i) and sight.count <= (HEAD_WORDS if i != below[0] else 4):
            draft.drop(i, "label among the stamps")


def _above(draft: Draft, headline: int) -> list[int]:
    """The lines above the headline up to a sentence; many in a row that no rule knows may be a list of the story's."""
    found, unknown = list[int](), list[int]()
    for i in range(headline - 1, -1, -1):
        sight = draft.sights[i]
        if draft.free(i) and sight.ends and sight.count >= LEAD_WORDS:
            break
        if draft.free(i) and not sight.weak:
            unknown.append(i)
            continue
        found += [i, *(unknown if len(unknown) <= MOST_UNKNOWN else [])]
        unknown = []
    return found + (unknown if len(unknown) <= MOST_UNKNOWN else [])


def _among_chrome(draft: Draft, i: int) -> bool:
    """A line of the same run, right before or after, was taken for chrome."""
    run = draft.sights[i].line.run
    return any(
        0 <= j < len(draft.sights) and draft.sights[j].line.run == run and j in draft.rules for j in (i - 1, i + 1)
    )


def lead(draft: Draft, title: Title, verdicts: Sequence[Verdict]) -> set[int]:
    """Sentences between the headline and the story's first paragraph, where these are close: the standfirst."""
    found: list[int] = []
    if title.headline < 0:
        return set()
    for i in range(title.headline + 1, min(title.headline + REACH, len(draft.sights))):
        sight = draft.sights[i]
        if not draft.free(i):
            continue
        if verdicts[i].keep and sight.prose:
            return set(found)
        if len(found) < 2 and (sight.count >= LEAD_WORDS or (sight.ends and sight.count >= 5)):
            found.append(i)
    return set()
