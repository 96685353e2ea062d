"""Subheadings -> chapters: where a player's "next chapter" goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audiogen.model import Article, Segment, Track


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the track, in frames from its start."""

    title: str
    start_frame: int
    end_frame: int


def openings(article: Article, segments: Sequence[Segment]) -> list[tuple[int, str]]:
    """Which segment each chapter begins with, and its title: the headline, and each subheading.

    An article without subheadings has none: one chapter as long as the file helps nobody.
    """
    found = [(0, article.title)]
    last = -1
    for index, segment in enumerate(segments):
        if segment.role == "subheading" and segment.block != last:
            if index == 0:
                found.clear()  # the article begins with a subheading
            found.append((index, article.blocks[segment.block].text))
        last = segment.block
    return found if len(found) > 1 else []


def chapters(article: Article, track: Track) -> tuple[Chapter, ...]:
    """The track from the headline to the first subheading, and from each subheading to the next, without a gap."""
    found = openings(article, [cue.segment for cue in track.cues])
    starts = [track.cues[index].start_frame if index else 0 for index, _ in found]
    ends = [*starts[1:], track.frames]
    return tuple(Chapter(title, start, end) for (_, title), start, end in zip(found, starts, ends, strict=False))
