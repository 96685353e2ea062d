"""What a folder holds: its episodes, a light record each, and what cannot be published, with the reason.

A manifest in memory takes ten times its file: of thousands, only what the index and the feeds show is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from audiogen.episode import Episode
from audiogen.errors import AudiogenError, OutputError, SourceError
from audiogen.publish.items import Text, text_of
from audiogen.publish.ledger import Entry, Ledger
from audiogen.publish.names import LEDGER, PAGE, is_derived
from audiogen.publish.timed import track_of
from audiogen.writers.encoder import FORMATS

MEDIA_TYPES = {form.suffix: form.media_type for form in FORMATS.values()}

FIRST = (".mp3", ".m4a", ".m4b")
"""What every podcast player plays, the best known first: one of these is the main audio where there is one."""

HEAVY = ("segments", "blocks", "removals")
"""What of a manifest is left out of the record."""

TEXTS = (
    "key", "title", "byline", "site", "published", "language", "source", "origin", "url", "disclosure", "engine",
    "voice", "identity", "version", "text_sha256",
)  # fmt: skip
"""Fields of a manifest that pages and feeds show as they are."""
MOST_LANGUAGE = 100
"""Characters."""
MOST_COUNT = 10**12
"""Frames: years of sound."""


@dataclass(frozen=True, slots=True)
class Stocked:
    """An episode in the folder."""

    path: Path
    """Of the manifest."""
    digest: str
    """SHA-256 of the manifest's bytes."""
    facts: Mapping[str, Any]
    """The manifest without what is long."""
    text: Text
    audio: tuple[tuple[str, int, str], ...]
    """File name, bytes and media type, the main one first."""
    older: tuple[str, ...] = ()
    """Keys of the same source's other episodes in the folder."""

    @property
    def origin(self) -> str:
        return str(self.facts["origin"])


@dataclass(slots=True)
class Stock:
    """All episodes, each source's once, and what there is to say about the others."""

    episodes: list[Stocked] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    """Names of manifests and of the files that they name: none of them is ours to write or remove."""
    manifests: set[str] = field(default_factory=set)
    """Names of all that is or looks like a manifest, whole or not."""
    warnings: list[str] = field(default_factory=list)
    failed: list[tuple[str, AudiogenError]] = field(default_factory=list)


def take_stock(folder: Path, ledger: Ledger) -> Stock:
    """Look through the folder. OutputError where it cannot be read or holds no episode and never did."""
    stock = Stock()
    found: dict[str, list[Stocked]] = {}
    for path in _candidates(folder, ledger):
        episode = Episode.load(path)
        if episode is None:
            why, ours = _why_not(path)
            if ours:
                stock.failed.append((path.name, OutputError(f"{why}.", _AGAIN)))
            else:
                stock.warnings.append(f"{path.name} is left out: {why}.")
            stock.manifests.add(path.name)
            continue
        # The page that `make --page` wrote is written anew here, with what only a site has.
        stock.taken |= {path.name, *(name for name in episode.files if not name.endswith(PAGE))}
        stock.manifests.add(path.name)
        try:
            record = _record(path, episode)
        except AudiogenError as error:
            stock.failed.append((path.name, error))
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            stock.failed.append((path.name, OutputError(f"It is no whole manifest ({error}).", _AGAIN)))
        else:
            found.setdefault(record.origin, []).append(record)
    entries = {entry.origin: entry for entry in ledger.entries}
    for origin, records in found.items():
        stock.episodes.append(_latest(records, entries.get(origin), stock.warnings))
    if not (stock.episodes or stock.failed or ledger.entries):
        raise OutputError(f"There are no episodes in {folder}.", "Make some: audiogen STORY; or name their folder.")
    return stock


def _candidates(folder: Path, ledger: Ledger) -> Iterator[Path]:
    """The folder's JSON files that may be manifests, in the order of their names."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".json")
    except FileNotFoundError:
        raise OutputError(f"There is no folder {folder}.", "Make some episodes first: audiogen STORY.") from None
    except NotADirectoryError:
        raise OutputError(f"{folder} is not a folder.", "Name the folder that the episodes are in.") from None
    except OSError as error:
        raise OutputError(f"{folder} cannot be read: {error.strerror}.", "Change its permissions.") from error
    for path in paths:
        ours = path.name in ledger.files or path.name == LEDGER or is_derived(path.name)
        if not ours or Episode.load(path):  # an episode may have a name like one of ours
            yield path


_AGAIN = "Make the article again: audiogen --force SOURCE"


def _why_not(path: Path) -> tuple[str, bool]:
    """Why there is no episode at this path, and whether there should be one."""
    try:
        table = json.loads(path.read_bytes())
    except OSError as error:
        return f"it cannot be read ({error.strerror})", True
    except ValueError:
        return "it is torn, or no JSON", True
    if isinstance(table, dict) and "audiogen" in table:
        return "another version of audiogen made it, or it is torn", True
    return "it is no manifest of audiogen", False


def _record(path: Path, episode: Episode) -> Stocked:
    raw, manifest = path.read_bytes(), episode.manifest
    if b"\\ud" in raw.lower():
        json.dumps(manifest, ensure_ascii=False).encode()  # UnicodeEncodeError: half a character goes into no file
    _see_that_it_fits(manifest)
    facts = {name: value for name, value in manifest.items() if name not in HEAVY}
    text = text_of(manifest)
    return Stocked(path, hashlib.sha256(raw).hexdigest(), facts, text, _audio(path, episode))


def _see_that_it_fits(manifest: Mapping[str, Any]) -> None:
    """Every field is of its kind, so that no page or feed fails on it. ValueError, among others, where one is not."""
    for name in TEXTS:
        if not isinstance(manifest[name], str):
            raise ValueError(f"its {name} is no text")
    if len(manifest["language"]) > MOST_LANGUAGE:
        raise ValueError("its language is no language tag")
    segments = manifest["segments"]
    counts = [manifest["frame_rate_hz"], manifest["frames"]]
    counts += [place for one in segments for part in (one, *one["words"]) for place in (part["from"], part["to"])]
    if not all(type(count) is int and 0 <= count <= MOST_COUNT for count in counts) or not counts[0]:
        raise ValueError("a count in it is none")
    numbers = [manifest["seconds"], manifest["speed"]]
    numbers += [time for one in segments for part in (one, *one["words"]) for time in (part["start"], part["end"])]
    if not all(0 <= number <= MOST_COUNT for number in numbers):
        raise ValueError("a number in it is none")
    track_of(manifest)


def _audio(path: Path, episode: Episode) -> tuple[tuple[str, int, str], ...]:
    """The audio that is there and whole. OutputError where some of it is not."""
    if episode.manifest.get("parts"):
        raise OutputError("It is in a file per chapter, which has no page.", "Make it without --split.")
    wanted = [name for name in episode.files if Path(name).suffix in MEDIA_TYPES]
    if not wanted:
        raise OutputError("It has no audio file.", "Make it with --format mp3.")
    for name in wanted:
        if Path(name).name != name:
            raise SourceError(f"Its file '{name}' is not beside it.", "Make it again.")
        try:
            size = (path.parent / name).stat().st_size
        except OSError:
            raise SourceError(f"Its audio {name} is missing.", "Put it back, or make the episode again.") from None
        if size != episode.files[name]:
            raise SourceError(f"Its audio {name} is not what its manifest was written for.", "Make the episode again.")
    order = {suffix: place for place, suffix in enumerate(FIRST)}
    wanted.sort(key=lambda name: order.get(Path(name).suffix, len(order)))
    return tuple((name, episode.files[name], MEDIA_TYPES[Path(name).suffix]) for name in wanted)


def _latest(records: Sequence[Stocked], entry: Entry | None, warnings: list[str]) -> Stocked:
    """Of one source, the episode made last: a new title gives a new name, and the old files stay.

    What was never published is newer than what was; the time of the files tells only between two of a kind.
    """
    if len(records) == 1:
        return records[0]
    keys = entry.keys if entry else []

    def age(record: Stocked) -> tuple[int, bool, int, str]:
        key, name = record.facts["key"], record.path.name
        place = keys.index(key) if key in keys else len(keys)
        return place, bool(entry and name == entry.manifest), record.path.stat().st_mtime_ns, name

    *older, latest = sorted(records, key=age)
    for record in older:
        warnings.append(f"{record.path.name} is left out: {latest.path.name} is the newer version of the same article.")
    return replace(latest, older=tuple(record.facts["key"] for record in older))
