"""Captions as SubRip: the same as in WebVTT, for players that know nothing newer. The format knows no escapes."""

from __future__ import annotations

from collections.abc import Iterable

from audiogen.writers.captions_layout import Caption
from audiogen.writers.vtt import clock


def write_srt(captions: Iterable[Caption]) -> str:
    """The file's text. An arrow in the text loses a dash: readers take it for a line of times."""
    return "\n".join(
        f"{number}\n{clock(one.start_ms, ',')} --> {clock(one.end_ms, ',')}\n{one.text.replace('-->', '->')}\n"
        for number, one in enumerate(captions, 1)
    )
