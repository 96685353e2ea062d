"""Which sentence of which episode a report means, though the story, or the page, may have changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from audiogen.episode import FORMAT, Episode
from audiogen.errors import OutputError
from audiogen.feedback.report import LENGTHS, Report, clean

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
    """An episode as it lies in its folder; its manifest is read when it is asked for."""

    manifest: Path
    guid: str
    """In the feed; empty where it was never published."""

    @property
    def episode(self) -> Episode:
        """OutputError where the manifest is torn, or gone."""
        episode = _load(self.manifest, self.manifest.stat().st_mtime_ns if self.manifest.exists() else 0)
        if episode is None:
            raise OutputError(f"{self.manifest} cannot be read.", "Make the episode again.")
        return episode

    def is_torn(self) -> bool:
        """Its manifest cannot be read."""
        try:
            return not self.episode
        except OutputError:
            return True

    def may_hold(self, text: str) -> bool:
        """False where no sentence of it holds the text: a look into the file is much faster than to parse it."""
        try:
            return text.lower() in self.manifest.read_text(encoding="utf-8").lower()
        except (OSError, ValueError):
            return False


@lru_cache(maxsize=4)
def _load(manifest: Path, changed: int) -> Episode | None:
    """One episode takes a hundred times its file in memory: few are kept, and read again when `changed`."""
    episode = Episode.load(manifest)
    return episode if episode and _has_sentences(episode) else None


def _has_sentences(episode: Episode) -> bool:
    """What is asked of every manifest, whoever wrote it: a language, and sentences that are text."""
    rows = episode.manifest.get("segments")
    told = [row.get("text") if isinstance(row, dict) else None for row in rows] if isinstance(rows, list) else [None]
    return all(isinstance(text, str) for text in (episode.language, *told))


def episodes(folders: Iterable[str | Path]) -> list[Shelved]:
    """Every episode in the folders, by name; files that are no manifests are passed over."""
    found: list[Shelved] = []
    for folder in dict.fromkeys(Path(folder) for folder in folders):
        guids = _guids(folder)
        paths = (path for path in sorted(folder.glob("*.json")) if _is_manifest(path))
        found += [Shelved(path, guids.get(path.name, "")) for path in paths]
    return found


def _is_manifest(path: Path) -> bool:
    """As the shelf writes it: the field of the format first."""
    try:
        with path.open("rb") as file:
            return file.read(40).startswith(f'{{\n"audiogen": {FORMAT},\n'.encode())
    except OSError:
        return False


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
    named = [one for one in shelved if _named(one, report) and not one.is_torn()]
    some = json.dumps(report.text, ensure_ascii=False)[1:-1]
    others = (one for one in shelved if report.text and one not in named and one.may_hold(some))
    for one in chain(named, (one for one in others if not one.is_torn())):
        if (index := _same(one.episode, report)) is not None:
            return Place(one.episode, one.manifest, index, True)
    best = max((_likest(one, report) for one in named), key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


def _named(one: Shelved, report: Report) -> bool:
    if report.guid and one.guid:
        return report.guid == one.guid
    return bool(report.slug) and report.slug == one.manifest.stem


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
