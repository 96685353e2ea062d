"""The words of a spoken text, as the units that are timed and highlighted."""

from __future__ import annotations

import re
from itertools import pairwise

_WORD = re.compile(r"\w+(?:[^\w\s—–…]+\w+)*")
"""Letters and digits, and what stands between them without a space: don't, 3.5, pro-Iranian; not a dash."""


def words(text: str) -> list[tuple[int, int]]:
    """Where each word begins and ends, in characters."""
    return [match.span() for match in _WORD.finditer(text)]


def fill_in(spans: list[tuple[int, int]], known: dict[int, int]) -> list[int | None]:
    """Each word's first frame: as known, never before that of the word before, or between the known ones around it.

    Between two known frames, time goes by letters. Before the first and after the last known one there is None.
    """
    frames: list[int | None] = [None] * len(spans)
    latest = 0
    for index in sorted(known):
        frames[index] = latest = max(latest, known[index])
    ordered = sorted(known)
    for left, right in pairwise(ordered):
        lengths = [end - start for start, end in spans[left:right]]
        first, last = frames[left] or 0, frames[right] or 0
        for index in range(left + 1, right):
            frames[index] = first + (last - first) * sum(lengths[: index - left]) // sum(lengths)
    return frames
