"""Segments cut where an inline control says so, and what the controls say in place of the words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod

from audiogen.model import Article, Control, Segment
from audiogen.speakable.respelling import respell
from audiogen.speakable.rules import Lexicon, Replacement

_CLOSING = ",.;:!?…)]»”"


@dataclass(frozen=True, slots=True)
class Fixed:
    """What controls say in one text, ahead of a lexicon. It is a lexicon for this text only."""

    replacements: tuple[Replacement, ...]
    lexicon: Lexicon | None = None

    def find(self, text: str, language: str) -> list[Replacement]:
        """The controls' replacements, and the lexicon's where they do not touch; in order."""
        others = self.lexicon.find(text, language) if self.lexicon is not None else []
        free = [one for one in others if all(one.end <= own.start or one.start >= own.end for own in self.replacements)]
        return sorted([*self.replacements, *free], key=lambda one: one.start)


def pieces(segments: Iterable[Segment], article: Article) -> list[tuple[Segment, tuple[Replacement, ...]]]:
    """Each piece of the segments with what the controls say in it (offsets in the piece's text); `index` counts anew.

    A pause inside a sentence cuts it; one at its end takes the place of the pause there; one before the first sentence
    has nothing to follow and is dropped. Words that a control replaces and a cut parts are said as written.
    """
    cut = [piece for segment in segments for piece in _cut(segment, article.blocks[segment.block].controls)]
    pauses = _pauses(cut, article)
    return [
        (
            replace(piece, index=index, pause_after_ms=pauses.get(index, piece.pause_after_ms)),
            tuple(_replacements(piece, article.blocks[piece.block].controls)),
        )
        for index, piece in enumerate(cut)
    ]


def _cut(segment: Segment, controls: Sequence[Control]) -> list[Segment]:
    """The segment at one pace, in one language and without a pause inside; mostly as it is."""
    if not controls:
        return [segment]
    text, begin = segment.text, 0
    places: list[int] = []
    for edge in sorted({_behind_marks(text, edge - segment.start) for edge in _edges(controls)}):
        if 0 < edge < len(text) and _speaks(text[begin:edge]) and _speaks(text[edge:]):
            places.append(edge)
            begin = edge
    parts = [(start, end) for start, end in zip([0, *places], [*places, len(text)], strict=True)]
    cut = [_part(segment, start, end, 0) for start, end in parts[:-1]]
    last = [_part(segment, *parts[-1], segment.pause_after_ms)]
    return [_governed(piece, controls) for piece in cut + last]


def _edges(controls: Sequence[Control]) -> Iterator[int]:
    for control in controls:
        if control.kind in ("pause", "rate", "language"):
            yield from (control.start, control.end)


def _behind_marks(text: str, edge: int) -> int:
    """A cut goes behind the punctuation that closes the words before it."""
    while 0 < edge < len(text) and text[edge] in _CLOSING and not text[edge - 1].isspace():
        edge += 1
    return edge


def _speaks(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _part(segment: Segment, start: int, end: int, pause_ms: int) -> Segment:
    text = segment.text[start:end]
    start += len(text) - len(text.lstrip())
    return replace(segment, text=text.strip(), start=segment.start + start, pause_after_ms=pause_ms)


def _governed(piece: Segment, controls: Sequence[Control]) -> Segment:
    """The piece with the pace and the language that hold at its first letter."""
    first = piece.start + next((place for place, char in enumerate(piece.text) if char.isalnum()), 0)
    here = [control for control in controls if control.start <= first < control.end]
    rate = prod((float(control.value) for control in here if control.kind == "rate"), start=1.0)
    languages = [control.value for control in here if control.kind == "language"]
    return replace(piece, rate=min(3.0, max(0.5, rate)), language=languages[-1] if languages else "")


def _pauses(cut: Sequence[Segment], article: Article) -> dict[int, int]:
    """Index of a piece -> milliseconds of the pauses that follow it."""
    keys = [(piece.block, piece.start) for piece in cut]
    found: dict[int, int] = {}
    for number, block in enumerate(article.blocks):
        for control in block.controls:
            if control.kind == "pause":
                index = bisect_left(keys, (number, control.start)) - 1
                if (
                    index >= 0
                    and cut[index].block == number
                    and not _speaks(block.text[keys[index][1] : control.start])
                ):
                    index -= 1
                if index >= 0:
                    found[index] = found.get(index, 0) + int(control.value)
    return found


def _replacements(piece: Segment, controls: Sequence[Control]) -> Iterator[Replacement]:
    at, end = piece.start, piece.start + len(piece.text)
    for control in controls:
        if control.kind in ("say", "ipa") and at <= control.start and control.end <= end:
            ipa = control.value if control.kind == "ipa" else ""
            start, at = control.start - piece.start, control.end
            yield Replacement(start, at - piece.start, respell(ipa) if ipa else control.value, ipa)
