"""Captions as LRC, which music players scroll: one line each, times in hundredths of a second."""

from __future__ import annotations

from collections.abc import Iterable

from audiogen.model import Article, Track
from audiogen.writers.captions_layout import Caption, line_text
from audiogen.writers.captions_times import milliseconds


def write_lrc(
    captions: Iterable[Caption], article: Article, track: Track, *, words: bool = False, note: str = ""
) -> str:
    """The file's text. `words`: each word's time before it, as in Enhanced LRC. `note`: a comment at the top."""
    end = _clock(milliseconds(track.frames, track.frame_rate_hz))
    about = {"ti": article.title, "ar": article.byline, "al": article.site, "length": end, "#": note}
    lines = [f"[{name}:{' '.join(value.split())}]" for name, value in about.items() if value]
    for caption in captions:
        text = _with_times(caption) if words else line_text(caption.pieces)
        # A bracket after the time would be read as one more time.
        lines.append(f"[{_clock(caption.start_ms)}]{' ' if text.startswith('[') else ''}{text}")
    return "\n".join([*lines, f"[{end}]"]) + "\n"


def _clock(milliseconds: int) -> str:
    """Minutes have no limit: ``130:05.25``."""
    return f"{milliseconds // 60_000:02}:{milliseconds // 1000 % 60:02}.{milliseconds // 10 % 100:02}"


def _with_times(caption: Caption) -> str:
    latest, text = -1, ""
    for piece in caption.pieces:
        stamped = piece.is_timed and latest < piece.start_ms < caption.end_ms
        latest = piece.start_ms if stamped else latest
        text += (piece.space if text else "") + (f"<{_clock(piece.start_ms)}>" if stamped else "") + piece.text
    return text
