"""Captions as WebVTT (https://www.w3.org/TR/webvtt1/)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from audiogen.writers.captions_layout import Caption, Piece, line_text

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""With no ``>`` left, no text can look like the arrow between two times."""


def write_vtt(captions: Iterable[Caption], *, words: bool = False, note: str = "") -> str:
    """The file's text. `words`: the time of each word stands before it. `note`: a comment at the top."""
    parts = ["WEBVTT"]
    if note:
        parts.append("NOTE\n" + " ".join(note.replace("-->", "->").split()))
    for number, caption in enumerate(captions, 1):
        lines = _with_times(caption) if words else caption.text.translate(_ESCAPES)
        parts.append(f"{number}\n{clock(caption.start_ms)} --> {clock(caption.end_ms)}\n{lines}")
    return "\n\n".join(parts) + "\n"


def clock(milliseconds: int, sign: str = ".") -> str:
    """``01:02:03.456``."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{sign}{rest:03}"


def _with_times(caption: Caption) -> str:
    """A time stands before each word that begins after the word before it and before the caption ends."""
    latest, lines = caption.start_ms, []
    for line in caption.lines:
        timed: list[Piece] = []
        for piece in line:
            text = piece.text.translate(_ESCAPES)
            if piece.is_timed and latest < piece.start_ms < caption.end_ms:
                latest = piece.start_ms
                text = f"<{clock(latest)}>{text}"
            timed.append(replace(piece, text=text))
        lines.append(line_text(timed))
    return "\n".join(lines)
