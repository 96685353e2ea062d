"""Track -> captions: what stands on the screen, and from when to when.

Rules, the strictest first; where two cannot both hold, the later gives way:

1. Every written word stands in one caption, in order; captions do not overlap, and none joins two blocks.
2. A caption begins with its sound.
3. At most two lines of 42 columns, at most 7 s: a word that sounds longer is shown for 7 s.
4. At least 1 s: into the pause that follows, else by sharing the caption with a neighbour of the block. A caption is
   shorter only where no pause follows and both neighbours are too long to share it (rule 3), or there are none.
5. A sentence a caption; a longer one is parted at its phrases, with the least cost over the whole block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise

from audiogen.model import Article, Cue, Track
from audiogen.writers.captions_times import Times, milliseconds
from audiogen.writers.phrases import LINE_COLUMNS, columns, extents

LONGEST_MS = 7000
SHORTEST_MS = 1000
LINGER_MS = 500
"""How long a caption stays after its sound where nothing follows: without it the screen flickers in every pause."""

# Costs, on the scale of those of a break (`audiogen.writers.phrases`).
_CAPTION = 2.0
_UNEVEN = 4.0
_TWO_SENTENCES = 20.0
_TOO_SHORT = 1000.0
"""More than all that a caption can cost otherwise: whatever can be shared is shared before one is too short."""
_LINE_BREAK = 0.5
"""A break between the lines of a caption, as part of one between captions."""
_UNEVEN_LINES = 0.03
_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with its punctuation, mostly: what is never parted."""

    text: str
    space: str
    """Before it, where it does not begin a line: a space, or nothing in scripts without."""
    start_ms: int
    end_ms: int
    cost: float
    """Of a caption that begins with it."""
    is_first: bool
    """It begins a sentence."""
    is_timed: bool
    """A word begins with it; else its time is a guess inside a word."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What is shown, at most two lines, from `start_ms` to before `end_ms`."""

    start_ms: int
    end_ms: int
    lines: tuple[tuple[Piece, ...], ...]

    @property
    def text(self) -> str:
        return "\n".join(map(line_text, self.lines))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for line in self.lines for piece in line)


def line_text(pieces: Sequence[Piece]) -> str:
    return pieces[0].text + "".join(piece.space + piece.text for piece in pieces[1:])


def captions(article: Article, track: Track) -> list[Caption]:
    """The track's captions, in order; times in milliseconds, exact at the start of each (the module's rules)."""
    groups = [list(cues) for _, cues in groupby(track.cues, key=lambda cue: cue.segment.block)]
    ends = [milliseconds(cues[0].start_frame, track.frame_rate_hz) for cues in groups[1:]]
    ends.append(milliseconds(track.frames, track.frame_rate_hz))
    found: list[Caption] = []
    for cues, end_ms in zip(groups, ends, strict=True):
        pieces = list(_pieces(article, cues, track.frame_rate_hz))
        if pieces:
            found += _Block(pieces, end_ms).captions()
    return list(_apart(found))


def _apart(found: Sequence[Caption]) -> Iterator[Caption]:
    """Each at least a millisecond long: of pieces that no time is between, the later wait."""
    start, held = -1, None
    for caption in found:
        start = max(caption.start_ms, start + 1)
        if held:
            yield replace(held, end_ms=min(held.end_ms, start))
        held = replace(caption, start_ms=start, end_ms=max(caption.end_ms, start + 1))
    if held:
        yield held


def _pieces(article: Article, cues: Sequence[Cue], frame_rate_hz: int) -> Iterator[Piece]:
    """The pieces of a block. One ends where the next begins, the last of a sentence with the sentence."""
    behind = 0
    for cue in cues:
        segment, times = cue.segment, Times(cue, frame_rate_hz)
        found = extents(segment.text, segment.language or article.language)
        joined = behind == segment.start and cue is not cues[0]  # a text without spaces, or a word cut in two
        behind = segment.start + len(segment.text)
        starts = [times.at(extent.start if index else 0) for index, extent in enumerate(found)]
        starts_of_words = {word.start for word in times.words()}
        for index, (extent, (start, end)) in enumerate(zip(found, pairwise([*starts, times.end_ms]), strict=True)):
            text = segment.text[extent.start : extent.end]
            bare = extent.start + next((at for at, char in enumerate(text) if char.isalnum()), 0)
            spaced = segment.text[extent.start - 1].isspace() if index else not joined
            yield Piece(
                *(" ".join(text.split()), " " if spaced else "", start, end),
                *(extent.cost if index else 0.0, not index, not index or bare in starts_of_words),
            )


class _Block:
    """The captions of one block at the least cost, by dynamic programming over its pieces."""

    def __init__(self, pieces: Sequence[Piece], end_ms: int) -> None:
        self._pieces = pieces
        self._free = [piece.start_ms for piece in pieces[1:]] + [end_ms]
        self._ends = list(accumulate(len(piece.space) + columns(piece.text) for piece in pieces))
        """Columns from the block's first piece to the end of each, all on one line."""
        self._starts = [end - columns(piece.text) for end, piece in zip(self._ends, pieces, strict=True)]
        self._sentences = list(accumulate(piece.is_first for piece in pieces))

    def captions(self) -> list[Caption]:
        count = len(self._pieces)
        best, cut = [0.0] + [_NEVER] * count, [0] * (count + 1)
        for last in range(count):
            for first in range(last, -1, -1):
                if self._ends[last] - self._starts[first] > 2 * LINE_COLUMNS + 1:
                    break
                cost = best[first] + self._cost(first, last)
                if cost < best[last + 1]:
                    cost += self._line_break(first, last)[0]
                if cost < best[last + 1]:
                    best[last + 1], cut[last + 1] = cost, first
        edges = [count]
        while edges[-1]:
            edges.append(cut[edges[-1]])
        return [self._caption(first, end - 1) for end, first in pairwise(edges)][::-1]

    def _caption(self, first: int, last: int) -> Caption:
        middle = self._line_break(first, last)[1]
        lines = [self._pieces[first:middle], self._pieces[middle : last + 1]]
        start = self._pieces[first].start_ms
        return Caption(start, start + self._shown(first, last), tuple(tuple(line) for line in lines if line))

    def _shown(self, first: int, last: int) -> int:
        """For how long, in milliseconds."""
        start, sound_end, free = self._pieces[first].start_ms, self._pieces[last].end_ms, self._free[last]
        end = max(sound_end, min(free, max(start + SHORTEST_MS, sound_end + LINGER_MS)))
        return min(end - start, LONGEST_MS)

    def _cost(self, first: int, last: int) -> float:
        """Of a caption, but for the break between its lines."""
        begin, end = self._pieces[first], self._pieces[last]
        if first < last and end.end_ms - begin.start_ms > LONGEST_MS:
            return _NEVER
        share = (self._ends[last] - self._starts[first]) / (2 * LINE_COLUMNS)
        cost = _CAPTION + begin.cost + _UNEVEN * max(0.0, 1 - share) ** 2
        cost += _TWO_SENTENCES * (self._sentences[last] - self._sentences[first])
        return cost + _TOO_SHORT * (self._shown(first, last) < SHORTEST_MS)

    def _line_break(self, first: int, last: int) -> tuple[float, int]:
        """The cost of the best break into two lines, and the piece that begins the second; `_NEVER` where none fits."""
        begin, end = self._starts[first], self._ends[last]
        if end - begin <= LINE_COLUMNS:
            return 0.0, last + 1
        best, at = _NEVER, first
        for middle in range(last, first, -1):
            under, over = end - self._starts[middle], self._ends[middle - 1] - begin
            if under > LINE_COLUMNS:
                break
            if over <= LINE_COLUMNS:
                cost = _LINE_BREAK * self._pieces[middle].cost + _UNEVEN_LINES * abs(over - under)
                best, at = min((best, at), (cost, middle))
        return best, at
