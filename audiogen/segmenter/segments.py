"""Article -> segments."""

from __future__ import annotations

from collections.abc import Iterator

from audiogen.model import Article, Block, Segment
from audiogen.segmenter.boundaries import extents
from audiogen.segmenter.cuts import Piece, pieces
from audiogen.segmenter.pauses import STANDARD, Pauses
from audiogen.segmenter.tables import table


def segment(article: Article, *, max_chars: int = 1000, pauses: Pauses = STANDARD) -> list[Segment]:
    """A sentence a segment, for every block that is read; none is longer than `max_chars` characters.

    A run of characters without a letter or a digit (``***``, an emoji) is no segment of its own: it stays with the
    sentence before it in its block where that leaves room, with the one after it else, and is passed over where it is
    alone in the block or where neither has room. `pauses` is for speed 1.0; `Pauses.at_speed` makes another.
    """
    if max_chars < 1:
        raise ValueError(f"max_chars of {max_chars}")
    read = [(n, block) for n, block in enumerate(article.blocks) if block.role not in article.silent]
    cut = [(n, block, parts) for n, block in read if (parts := _pieces(block, article.language, max_chars))]
    found: list[Segment] = []
    for place, (n, block, parts) in enumerate(cut):
        following = cut[place + 1][1].role if place + 1 < len(cut) else None
        for start, end, where in parts:
            text = block.text[start:end]
            if (start, end, where) == parts[-1]:
                pause = pauses.after_block(text, block.role, following)
            else:
                pause = getattr(pauses, where) if where else pauses.after_sentence(text)
            found.append(Segment(len(found), n, text, text, pause, block.role, start=start))
    return found


def _pieces(block: Block, language: str, max_chars: int) -> list[Piece]:
    known = table(language)
    parts: list[Piece] = []
    for start, end in _spoken(block.text, language, max_chars):
        for first, last, place in pieces(block.text[start:end], max_chars, known):
            if _speaks(block.text[start + first : start + last]):
                parts.append((start + first, start + last, place))
    return parts


def _spoken(text: str, language: str, max_chars: int) -> Iterator[tuple[int, int]]:
    """Sentences; those without a letter or digit are joined to a neighbour where that has room."""
    held: tuple[int, int] | None = None
    for start, end in extents(text, language):
        if held is None:
            held = start, end
        elif end - held[0] <= max_chars and not (_speaks(text[slice(*held)]) and _speaks(text[start:end])):
            held = held[0], end
        else:
            yield held
            held = start, end
    if held is not None:
        yield held


def _speaks(text: str) -> bool:
    return any(map(str.isalnum, text))
