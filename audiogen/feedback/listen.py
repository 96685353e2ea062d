"""The sound of a sentence, cut out of its episode by the times in the manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from audiogen import ffmpeg
from audiogen.errors import OutputError
from audiogen.feedback.places import Place
from audiogen.model import Clip
from audiogen.writers.encoder import decode

MARGIN_S = 0.15
"""Heard before and after the sentence."""


def clip(place: Place) -> Clip:
    """The sentence's sound. OutputError where the audio is missing or cannot be decoded."""
    path, offset = _file(place)
    if not path.is_file():
        raise OutputError(f"{path} is not there.", "Make the episode again, or name its folder with --folder.")
    rate = place.episode.manifest["frame_rate_hz"]
    start = max(0.0, place.segment["start"] - offset - MARGIN_S)
    first, last = round(start * rate), round((place.segment["end"] - offset + MARGIN_S) * rate)
    process = decode(path, rate)
    try:
        assert process.stdout is not None
        skipped = 0
        while skipped < 2 * first and (piece := process.stdout.read(min(1 << 16, 2 * first - skipped))):
            skipped += len(piece)
        pcm = process.stdout.read(2 * (last - first))
    finally:
        ffmpeg.stop(process)
    if not pcm:
        raise OutputError(f"{path} holds no sound at {start:.1f} s.", "Make the episode again.")
    return Clip(pcm[: len(pcm) // 2 * 2], rate)


def _file(place: Place) -> tuple[Path, float]:
    """The file that the sentence is in, which may be a chapter's own, and the seconds of the episode before it."""
    parts: list[dict[str, Any]] = place.episode.manifest.get("parts", [])
    for part in parts:
        if part["start"] <= place.segment["start"] < part["end"]:
            name = place.manifest.stem + part["tail"]
            files = [file for file in place.episode.files if Path(file).stem == name]
            if files:
                return place.manifest.with_name(files[0]), part["start"]
    return place.episode.path, 0.0
