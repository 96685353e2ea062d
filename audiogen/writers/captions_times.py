"""Places in a cue's written text -> times in the track. From here on time is whole milliseconds, rounded down.

Each is worked out from the track's own frames, so that nothing adds up: the last cue of ten hours is as exact as the
first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from audiogen.model import Cue, WordCue
from audiogen.words import words


def milliseconds(frame: int, frame_rate_hz: int) -> int:
    """The millisecond in which a frame sounds."""
    return frame * 1000 // frame_rate_hz


@dataclass(frozen=True, slots=True)
class TimedWord:
    """text[start:end] of the segment as written, and when it begins."""

    start: int
    end: int
    start_ms: int


class Times:
    """When each place of a cue's text is said: as its word cues tell; between them, and without any, by characters."""

    def __init__(self, cue: Cue, frame_rate_hz: int) -> None:
        self._text = cue.segment.text
        self._rate = frame_rate_hz
        self._cue = cue
        self._words = _ordered(cue)
        self._ends = [word.end for word in self._words]

    @property
    def start_ms(self) -> int:
        return milliseconds(self._cue.start_frame, self._rate)

    @property
    def end_ms(self) -> int:
        return milliseconds(self._cue.end_frame, self._rate)

    def at(self, place: int) -> int:
        """When the text from `place` on begins, in milliseconds."""
        return milliseconds(self._frame(place), self._rate)

    def words(self) -> list[TimedWord]:
        """The words that are timed one by one; where the engine told none, those of the text."""
        spans = [(word.start, word.end) for word in self._words] or words(self._text)
        return [TimedWord(start, end, self.at(start)) for start, end in spans]

    def _frame(self, place: int) -> int:
        if place <= 0:
            return self._cue.start_frame
        index = bisect_right(self._ends, place)
        left, left_frame = (0, self._cue.start_frame)
        if index:
            left, left_frame = self._words[index - 1].end, self._words[index - 1].end_frame
        right, right_frame = (len(self._text), self._cue.end_frame)
        if index < len(self._words):
            word = self._words[index]
            if place >= word.start:
                return _between(place, (word.start, word.start_frame), (word.end, word.end_frame))
            right, right_frame = word.start, word.start_frame
            if not any(map(str.isalnum, self._text[place:right])):  # the word's own quote mark or bracket
                return right_frame
        return _between(place, (left, left_frame), (right, right_frame))


def _between(place: int, first: tuple[int, int], last: tuple[int, int]) -> int:
    share = (last[1] - first[1]) * (place - first[0])
    return first[1] + share // max(1, last[0] - first[0])


def _ordered(cue: Cue) -> Sequence[WordCue]:
    """The word cues that go forward both in the text and in time; none sounds beyond the next one or the cue."""
    kept: list[WordCue] = []
    for word in cue.words:
        place, frame = (kept[-1].end, kept[-1].start_frame) if kept else (0, cue.start_frame)
        if place <= word.start < word.end <= len(cue.segment.text) and frame <= word.start_frame <= cue.end_frame:
            kept.append(word)
    nexts = [*(word.start_frame for word in kept), cue.end_frame][1:] if kept else []
    return [
        WordCue(word.start_frame, max(word.start_frame, min(word.end_frame, following)), word.start, word.end)
        for word, following in zip(kept, nexts, strict=True)
    ]
