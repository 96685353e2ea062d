"""Manifest -> the files that tell when what is said: WebVTT, the Podcasting 2.0 transcript, JSON chapters.

A manifest holds all that captions and chapters are made of; from here on they come about as they do in `make`.
https://github.com/Podcastindex-org/podcast-namespace (docs/examples/transcripts, docs/examples/chapters)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from audiogen.chapters import chapters
from audiogen.disclosure import credited
from audiogen.model import Article, Block, Cue, Segment, Track, WordCue
from audiogen.writers import captions

CHAPTERS_VERSION = "1.2.0"
TRANSCRIPT_VERSION = "1.0.0"


def article_of(manifest: Mapping[str, Any]) -> Article:
    """The article that the manifest was written for, without what was removed."""
    names = ("title", "byline", "site", "published", "language", "url", "image")
    blocks = tuple(Block(role, text) for role, text in manifest["blocks"])
    return Article(blocks=blocks, silent=frozenset(manifest["silent"]), **{name: manifest[name] for name in names})


def track_of(manifest: Mapping[str, Any]) -> Track:
    """Its track: seconds become the frames that they came from."""
    rate = manifest["frame_rate_hz"]
    cues = tuple(_cue(index, segment, rate) for index, segment in enumerate(manifest["segments"]))
    return Track(rate, manifest["frames"], cues)


def _cue(index: int, table: Mapping[str, Any], rate: int) -> Cue:
    start = table["from"]
    segment = Segment(index, table["block"], table["text"], table["spoken"], 0, table["role"], start=start)
    words = tuple(
        WordCue(round(word["start"] * rate), round(word["end"] * rate), word["from"] - start, word["to"] - start)
        for word in table["words"]
    )
    return Cue(round(table["start"] * rate), round(table["end"] * rate), segment, words, table["estimated"])


def vtt(manifest: Mapping[str, Any]) -> bytes:
    """The captions, headed by the line that says that the voice is artificial."""
    note = credited(manifest["disclosure"], manifest["engine"], manifest["voice"])
    return captions.write(("vtt",), article_of(manifest), track_of(manifest), note=note)[".vtt"]


def transcript(manifest: Mapping[str, Any]) -> bytes:
    """Each sentence as written, with its times in seconds."""
    segments = [
        {"startTime": round(one["start"], 3), "endTime": round(one["end"], 3), "body": one["text"]}
        for one in manifest["segments"]
    ]
    return as_json({"version": TRANSCRIPT_VERSION, "segments": segments})


def chapter_list(manifest: Mapping[str, Any], show: str, audio: str) -> bytes:
    """The chapters; empty where there are none.

    Args:
        show: the podcast's title.
        audio: name of the file that they are of.
    """
    found = chapters(article_of(manifest), track_of(manifest))
    if not found:
        return b""
    rate = manifest["frame_rate_hz"]
    about = {"author": manifest["byline"], "title": manifest["title"], "podcastName": show, "fileName": audio}
    parts = [
        {
            "startTime": round(chapter.start_frame / rate, 3),
            "endTime": round(chapter.end_frame / rate, 3),
            "title": chapter.title,
        }
        for chapter in found
    ]
    known = {name: value for name, value in about.items() if value}
    return as_json({"version": CHAPTERS_VERSION, **known, "chapters": parts})


def as_json(table: Mapping[str, Any]) -> bytes:
    """The table as a JSON file."""
    return (json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
