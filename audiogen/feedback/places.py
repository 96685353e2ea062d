"""Which sentence of which episode a report means, though the story, or the page, may have changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from audiogen.episode import Episode
from audiogen.feedback.report import LENGTHS, Report, clean
from audiogen.naming import origin as origin_of

LEDGER = "publish.json"
ALIKE = 0.75
"""Share of two sentences' characters that must agree for one to be the other, changed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of an episode."""

    episode: Episode
    manifest: Path
    index: int
    exact: bool
    """It stands there as the listener saw it; False: it was changed since."""

    @property
    def segment(self) -> dict[str, Any]:
        found: dict[str, Any] = self.episode.manifest["segments"][self.index]
        return found


@dataclass(frozen=True, slots=True)
class Shelved:
    """An episode as it lies in its folder."""

    manifest: Path
    episode: Episode
    guid: str
    """In the feed; empty where it was never published."""


def episodes(folders: Iterable[str | Path]) -> list[Shelved]:
    """Every episode in the folders, by name; what is torn or no manifest is passed over."""
    found: list[Shelved] = []
    for folder in dict.fromkeys(Path(folder) for folder in folders):
        guids = _guids(folder)
        for path in sorted(folder.glob("*.json")):
            episode = Episode.load(path) if path.name != LEDGER else None
            if episode:
                found.append(Shelved(path, episode, guids.get(path.name, "")))
    return found


def _guids(folder: Path) -> dict[str, str]:
    """Name of a manifest -> guid, as the folder's ledger has them."""
    try:
        table = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        return {row["manifest"]: row["guid"] for row in table["episodes"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def find(report: Report, shelved: Sequence[Shelved]) -> Place | None:
    """The sentence that the report means; None where there is none like it.

    The episode that the report names is looked at first; what it names need not be there, or true.
    """
    named = [one for one in shelved if _named(one, report)]
    for candidates in (named, [one for one in shelved if one not in named]):
        for one in candidates:
            if (index := _same(one.episode, report)) is not None:
                return Place(one.episode, one.manifest, index, True)
    best = max((_likest(one, report) for one in named), key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


def _named(one: Shelved, report: Report) -> bool:
    if report.guid and one.guid:
        return report.guid == one.guid
    named_by_address = bool(report.url) and one.episode.origin == origin_of(report.url, "")
    return named_by_address or (bool(report.slug) and report.slug == one.manifest.stem)


def _texts(episode: Episode) -> list[str]:
    return [clean(segment["text"], len(segment["text"])) for segment in episode.manifest["segments"]]


def _same(episode: Episode, report: Report) -> int | None:
    """Index of the sentence with the report's text; where several have it, the one it names or the nearest to it."""
    if not report.text:
        return None
    same = [n for n, text in enumerate(_texts(episode)) if clean(text, LENGTHS["text"]) == report.text]
    return min(same, key=lambda n: abs(n - report.segment), default=None)


def _likest(one: Shelved, report: Report) -> tuple[float, Place | None]:
    best, place = 0.0, -1
    for index, text in enumerate(_texts(one.episode)):
        matcher = SequenceMatcher(None, text, report.text, autojunk=False)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, place = ratio, index
    return best, Place(one.episode, one.manifest, place, False) if place >= 0 else None
