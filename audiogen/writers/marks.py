"""Speech marks as Amazon Polly writes them: a JSON object a line, for players that highlight by them.

https://docs.aws.amazon.com/polly/latest/dg/speechmarks.html: `time` in milliseconds from the start of the sound,
`start` and `end` in bytes of the text in UTF-8, which is `Article.text`; `value` is what stands there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from audiogen.model import Article, Track
from audiogen.writers.captions_times import Times


def write_marks(article: Article, track: Track) -> str:
    """A mark for each sentence, before those of its words; in the order of their times."""
    return "".join(
        json.dumps(mark, ensure_ascii=False, separators=(",", ":")) + "\n" for mark in _marks(article, track)
    )


def _marks(article: Article, track: Track) -> Iterator[dict[str, Any]]:
    starts = _block_starts(article)
    for cue in track.cues:
        segment, times = cue.segment, Times(cue, track.frame_rate_hz)
        text = segment.text
        first = starts[segment.block] + len(article.blocks[segment.block].text[: segment.start].encode())
        spans = [("sentence", 0, len(text), times.start_ms)]
        spans += [("word", word.start, word.end, word.start_ms) for word in times.words()]
        for kind, start, end, time in spans:
            at = first + len(text[:start].encode())
            value = text[start:end]
            yield {"time": time, "type": kind, "start": at, "end": at + len(value.encode()), "value": value}


def _block_starts(article: Article) -> dict[int, int]:
    """Where each block that is read begins in the bytes of `Article.text`."""
    starts: dict[int, int] = {}
    at = 0
    for index, block in enumerate(article.blocks):
        if block.role not in article.silent:
            starts[index] = at
            at += len(block.text.encode()) + len(b"\n\n")
    return starts
