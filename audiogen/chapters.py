"""Subheadings -> chapters: where a player's "next chapter" goes."""

from __future__ import annotations

from dataclasses import dataclass

from audiogen.model import Article, Track


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the track, in frames from its start."""

    title: str
    start_frame: int
    end_frame: int


def chapters(article: Article, track: Track) -> tuple[Chapter, ...]:
    """The track from the headline to the first subheading, and from each subheading to the next, without a gap.

    An article without subheadings has none: one chapter as long as the file helps nobody.
    """
    starts: list[tuple[int, str]] = [(0, article.title)]
    last = -1
    for cue in track.cues:
        segment = cue.segment
        if segment.role == "subheading" and segment.block != last:
            title = article.blocks[segment.block].text
            if starts[-1][0] == 0 and cue is track.cues[0]:
                starts.pop()  # the article begins with a subheading
            starts.append((0 if cue is track.cues[0] else cue.start_frame, title))
        last = segment.block
    if len(starts) < 2:
        return ()
    ends = [start for start, _ in starts[1:]] + [track.frames]
    return tuple(Chapter(title, start, end) for (start, title), end in zip(starts, ends, strict=True))
