"""The manifest saved beside the audio: what was read, by whom, when in the track each word sounds, and from what.

Feed, page and later runs read nothing else. Seconds here; inside the program frames are the only clock.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from audiogen.loudness import Loudness
from audiogen.model import Article, Cue, Segment, Track, Voice

FORMAT = 3
"""Goes up when a manifest, or the sound made from the same input, is no longer what it was."""


MOST_REMOVED = 300
"""Characters that the manifest keeps of each removed text."""


@dataclass(frozen=True)
class Episode:
    """One article's audio. The manifest stands beside it with the suffix ``.json``."""

    path: Path
    """The audio; of several formats, the first."""
    slug: str
    """What the names of all its files begin with."""
    title: str
    source: str
    origin: str
    """Which source it is, whatever way it was named."""
    language: str
    engine: str
    voice: str
    why: str
    """Why this voice, where it was chosen for the user."""
    seconds: float
    files: dict[str, int]
    """Name and size in bytes of each file beside the manifest, the audio first."""
    key: str
    """SHA-256 over all that the audio depends on: same key, same audio."""
    removed: dict[str, int]
    """How many passages each rule took out."""

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """All of it. OSError or ValueError where it is no longer there, or torn."""
        return dict(json.loads(self.manifest_path.read_text(encoding="utf-8")))

    @classmethod
    def load(cls, path: Path) -> Episode | None:
        """The episode whose manifest is at this path; None where there is none, or it is torn or foreign."""
        try:
            return cls.parse(path.parent, path.name.removesuffix(".json"), path.read_bytes())
        except OSError:
            return None

    @classmethod
    def parse(cls, folder: Path, name: str, data: bytes) -> Episode | None:
        """The episode of that name whose manifest the bytes are; None where they are torn or foreign."""
        try:
            table = json.loads(data.decode("utf-8"))
            return cls.of(folder, name, table) if table["audiogen"] == FORMAT else None
        except (ValueError, KeyError, TypeError, AttributeError, StopIteration):
            return None

    @staticmethod
    def origin_at(path: Path) -> str | None:
        """The origin in the manifest at this path, of this release's format or an older one; None as for `load`."""
        try:
            table = json.loads(path.read_text(encoding="utf-8"))
            return str(table["origin"]) if 1 <= table["audiogen"] <= FORMAT else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @classmethod
    def of(cls, folder: Path, slug: str, table: dict[str, Any]) -> Episode:
        """The episode that a manifest in this folder tells of. KeyError where the manifest lacks something."""
        episode = cls.recalled(folder, slug, {name: table[name] for name in _SUMMARY})
        episode.__dict__["manifest"] = table
        return episode

    @classmethod
    def recalled(cls, folder: Path, slug: str, summary: Mapping[str, Any]) -> Episode:
        """An episode from its `summary`: the manifest is read where it is asked for."""
        first = next(iter(summary["files"].keys()))
        return cls(path=folder / first, slug=slug, **summary)

    @property
    def summary(self) -> dict[str, Any]:
        """What stands in the manifest and here."""
        return {name: getattr(self, name) for name in _SUMMARY}

    @property
    def manifest_path(self) -> Path:
        """The manifest beside the audio."""
        return self.path.with_name(f"{self.slug}.json")

    @property
    def words(self) -> int:
        """Of the text that is read."""
        silent = self.manifest["silent"]
        return sum(len(text.split()) for role, text in self.manifest["blocks"] if role not in silent)

    @property
    def size_bytes(self) -> int:
        """Of all its files."""
        return sum(self.files.values())

    def is_whole(self) -> bool:
        """The files are still those that the manifest was written for; `audiogen publish` may write pages anew."""
        try:
            sizes = {name: (self.path.parent / name).stat().st_size for name in self.files}
            return all(sizes[name] == size or name.endswith(".html") for name, size in self.files.items())
        except OSError:
            return False


_SUMMARY = ("title", "source", "origin", "language", "engine", "voice", "why", "seconds", "files", "key", "removed")


def key(
    article: Article, segments: Sequence[Segment], voices: Sequence[Voice], identity: str, sound: Sequence[object]
) -> str:
    """SHA-256 over all that the audio file depends on.

    Args:
        voices: the article's, then each segment's.
        identity: `Engine.identity` of the engine.
        sound: settings of the joiner and the encoder.
    """
    words = [
        (s.spoken, s.role, s.pause_after_ms, s.rate, s.language, [asdict(reading) for reading in s.readings])
        for s in segments
    ]
    shown = (article.title, article.byline, article.site, article.published, article.url, article.source, article.text)
    parts = [FORMAT, words, shown, article.language, _runs([asdict(voice) for voice in voices]), identity, list(sound)]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


def _runs(values: Sequence[object]) -> list[tuple[object, int]]:
    """Equal neighbours as one, with their number."""
    return [(value, sum(1 for _ in run)) for value, run in groupby(values)]


def manifest(
    article: Article,
    origin: str,
    track: Track,
    voice: Voice,
    licences: tuple[str, str],
    identity: str,
    why: str,
    *,
    key: str,
    loudness: Mapping[str, Loudness],
    disclosure: str,
) -> dict[str, Any]:
    """The table that becomes the JSON file, but for its files. No time stamps: same input, same bytes.

    Args:
        licences: the engine's and the voice's; empty where not known.
    """
    from audiogen import __version__

    rate = track.frame_rate_hz
    return {
        "audiogen": FORMAT,
        "version": __version__,
        "key": key,
        "title": article.title,
        "byline": article.byline,
        "site": article.site,
        "published": article.published,
        "language": article.language,
        "source": article.source,
        "origin": origin,
        "url": article.url,
        "image": article.image,
        "disclosure": disclosure,
        "engine": voice.engine,
        "engine_licence": licences[0],
        "voice": voice.name,
        "licence": licences[1],
        "speed": voice.speed,
        "why": why,
        "identity": identity,
        "seconds": round(track.seconds, 3),
        "frame_rate_hz": rate,
        "frames": track.frames,
        "text_sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "loudness": {name: asdict(read) for name, read in loudness.items()},
        "warnings": list(article.warnings),
        "removed": dict(Counter(removal.rule for removal in article.removals)),
        "removals": [[removal.line, removal.rule, _start(removal.text)] for removal in article.removals],
        "silent": sorted(article.silent),
        "blocks": [[block.role, block.text] for block in article.blocks],
        "segments": [_segment(cue, rate) for cue in track.cues],
    }


def _start(text: str) -> str:
    """As much of a removed text as tells which it is."""
    return text if len(text) <= MOST_REMOVED else text[: MOST_REMOVED - 1] + "…"


def as_lines(table: dict[str, Any]) -> Iterator[str]:
    """The manifest as JSON, a line a field and a segment: as one string it would take ten times the memory."""
    yield "{\n"
    for number, (name, value) in enumerate(table.items()):
        yield ("" if number == 0 else ",\n") + json.dumps(name) + ": "
        if name not in ("segments", "blocks", "removals"):
            yield json.dumps(value, ensure_ascii=False)
            continue
        for place, segment in enumerate(value):
            yield ("[\n" if place == 0 else ",\n") + json.dumps(segment, ensure_ascii=False)
        yield "\n]" if value else "[]"
    yield "\n}\n"


def _segment(cue: Cue, rate: int) -> dict[str, Any]:
    """Seconds to five places: each frame, at up to 50 kHz, can be told from them."""
    segment = cue.segment
    return {
        "start": round(cue.start_frame / rate, 5),
        "end": round(cue.end_frame / rate, 5),
        "role": segment.role,
        "block": segment.block,
        "from": segment.start,
        "to": segment.start + len(segment.text),
        "text": segment.text,
        "spoken": segment.spoken,
        "estimated": cue.estimated,
        "words": [
            {
                "start": round(word.start_frame / rate, 5),
                "end": round(word.end_frame / rate, 5),
                "from": segment.start + word.start,
                "to": segment.start + word.end,
            }
            for word in cue.words
        ],
    }
