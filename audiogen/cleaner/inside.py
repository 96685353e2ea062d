"""Lines between two paragraphs of the story that stay, though a line of chrome stands near: headings and sentences."""

from __future__ import annotations

from collections.abc import Sequence

from audiogen.cleaner.drafts import Draft
from audiogen.cleaner.headlines import story_run
from audiogen.cleaner.story import Verdict

HEADING_WORDS = 14
LEAST, LEAST_SHORT = -2.0, -5.0
"""Log-odds below which a line between two paragraphs is no part of the story; on a short page, which is rather pasted
than saved whole, and where one sentence is more of the story."""
SHORT_PAGE = 120
"""Lines of a short page. In a longer one boxes and comments stand among paragraphs, and only a heading is kept."""
_BOXES = frozenset({"newsletter", "cookies", "related", "login", "comments", "author", "follow"})
TINY_PAGE = 75
"""Lines of a page that was surely pasted: all its sentences are story until a line ends it."""
_ENDS = frozenset({"related", "comments", "footer", "copyright", "author", "contributors"})
GAP = 6
"""Lines, those of rules not counted, between which paragraphs of the story stand."""


def kept(draft: Draft, verdicts: Sequence[Verdict]) -> set[int]:
    """The lines that stay against the verdict."""
    found = set(_run(draft)) if len(draft.sights) <= TINY_PAGE else set[int]()
    story = [i in found or (draft.free(i) and verdict.keep) for i, verdict in enumerate(verdicts)]
    short = len(draft.sights) <= SHORT_PAGE
    for i, sight in enumerate(draft.sights):
        if story[i] or not draft.free(i) or verdicts[i].score <= (LEAST_SHORT if short else LEAST):
            continue
        before, after = _neighbour(draft, story, i, -1), _neighbour(draft, story, i, 1)
        if before < 0 or after < 0:
            continue
        sentence = short and sight.ends and sight.count >= 5 and not _boxed(draft, i)
        if sentence or ((short or i - before == 1) and _heading(draft, i, after)):
            found.add(i)
    return found


def _run(draft: Draft) -> list[int]:
    """The sentences from the story's first up to the line that ends it: "Related", "Comments", a copyright."""
    start, end = story_run(draft.sights)
    found: list[int] = []
    for i in range(max(start, 0), len(draft.sights)):
        sight = draft.sights[i]
        topic = draft.rules.get(i, "").rpartition(":")[2]
        if topic in _ENDS and not (topic == "related" and ":" in sight.line.text):
            if i > end or _mass(draft, start, i) > 0.5 * _mass(draft, start, len(draft.sights)):
                break
        elif draft.free(i) and sight.ends and sight.count >= 5 and not _boxed(draft, i):
            found.append(i)
    return found


def _mass(draft: Draft, start: int, end: int) -> int:
    return sum(draft.sights[i].count for i in range(start, end) if draft.free(i))


def _boxed(draft: Draft, i: int) -> bool:
    """The line stands right below "Newsletter" or the like, no blank line between."""
    above = draft.rules.get(i - 1, "").rpartition(":")[2]
    alone = above == "related" and ":" in draft.text(i - 1)  # "Read also: Ten cranes" is all of its box
    return above in _BOXES and not alone and draft.sights[i - 1].line.run == draft.sights[i].line.run


def _neighbour(draft: Draft, story: Sequence[bool], i: int, step: int) -> int:
    """The story's nearest paragraph or sentence on one side; -1 where it is far."""
    free = 0
    j = i + step
    while 0 <= j < len(story) and free < GAP and abs(j - i) <= 4 * GAP:
        free += draft.free(j)
        if story[j] and (draft.sights[j].prose or (draft.sights[j].count >= 15)):
            return j
        j += step
    return -1


def _heading(draft: Draft, i: int, after: int) -> bool:
    """A short line alone between blank lines, with a paragraph right after it."""
    sight, sights = draft.sights[i], draft.sights
    alone = sight.line.run != sights[after].line.run and (i == 0 or sights[i - 1].line.run != sight.line.run)
    return after == i + 1 and alone and not sight.weak and sight.count <= HEADING_WORDS
