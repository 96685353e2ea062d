"""A folder that is watched: articles are made as they come and change; those that go are told, their audio stays.

It is looked at again and again, for a change counts only when size and time have stood still for a while: editors
truncate and write, write beside and rename, write in bursts. Looking works on network folders too, where the system
reports nothing, and misses nothing that came while an article was being made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audiogen.batch import Listener, Outcome, run
from audiogen.episode import Episode
from audiogen.errors import SettingsError, SourceError
from audiogen.outputs import is_file_name
from audiogen.readers import files
from audiogen.readers.sources import file_source
from audiogen.settings import Settings, load

SETTLE_S = 1.0
"""Size and time must have stood still for so long."""
LOOK_EVERY_S = 0.5
SHARE = 0.05
"""Of the time, that looking takes at most: a folder of a million files is looked at less often."""

_State = tuple[int, int, int]
"""Size, time of change and number of a file."""


@dataclass
class Folders:
    """What is in some folders, and what of it has changed and settled since `changes` was asked last."""

    folders: Sequence[Path]
    apart: Path
    """A folder that is not looked at: where the results go."""
    _told: dict[Path, _State] = field(default_factory=dict)
    _seen: dict[Path, tuple[_State | None, float]] = field(default_factory=dict)
    """What is not as it was told, and since when it is as it is."""

    def changes(self, now_s: float) -> tuple[list[Path], list[Path]]:
        """Files that are new or changed, and those that are gone, in order of their names.

        Args:
            now_s: the time, by a clock that is never set.
        """
        there = dict(self._look())
        changed: list[Path] = []
        gone: list[Path] = []
        differs = {path for path, _ in there.items() ^ self._told.items()}
        for path in self._seen.keys() - differs:
            del self._seen[path]
        for path in sorted(differs):
            state = there.get(path)
            before, since_s = self._seen.get(path, (state, now_s))
            if before != state:
                since_s = now_s
            self._seen[path] = state, since_s
            if now_s - since_s < SETTLE_S or (state and not state[0]):  # an empty file is about to be written
                continue
            del self._seen[path]
            if state:
                self._told[path] = state
                changed.append(path)
            else:
                del self._told[path]
                gone.append(path)
        return changed, gone

    @property
    def settled(self) -> bool:
        """Nothing has changed that was not told, but for files that are empty as yet."""
        return all(state is not None and not state[0] for state, _ in self._seen.values())

    def _look(self) -> Iterator[tuple[Path, _State]]:
        for folder in self.folders:
            try:
                inside = self.apart.is_relative_to(folder.resolve())
                apart = folder / self.apart.relative_to(folder.resolve()) if inside else None
                for path in files.articles(folder):
                    if (apart is None or apart not in path.parents) and (state := _state(path)):
                        yield path, state
            except (OSError, SourceError):
                continue  # a folder went while we looked, which the next look settles; or it has no article


def _state(path: Path) -> _State | None:
    """None where the file is gone, or is a link to nothing: that hides no other."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def watch(
    folders: str | Path | Sequence[str | Path],
    output: str | Path | None = None,
    engine: str | None = None,
    voice: str | None = None,
    speed: float | None = None,
    *,
    listener: Listener | None = None,
    **knobs: Any,
) -> Iterator[Outcome]:
    """Make an MP3 of each article in the folders, and again of each that comes or changes; without end.

    An article that goes is an outcome too (`removed`); its audio stays. The arguments are those of `audiogen.make`.

    Raises:
        SourceError: one of them is no folder.
        SettingsError: the results would go to one of them, or to one file.
        AudiogenError: what concerns every article, as in `audiogen.make`.
    """
    where = str(output) if output is not None else None
    settings = load(output=where, engine=engine, voice=voice, speed=speed, **knobs)
    wanted = [folders] if isinstance(folders, (str, Path)) else folders
    return watching([Path(folder) for folder in wanted], settings, listener or Listener())


def watching(
    folders: Sequence[Path], settings: Settings, listener: Listener, idle: Callable[[], None] = lambda: None
) -> Generator[Outcome, None, None]:
    """See `watch`. `idle` is called when all that was there is made."""
    for folder in folders:
        if not folder.is_dir():
            raise SourceError(f"{folder} is no folder.", "Watch the folder that the articles come to.")
        if folder.resolve() == Path(settings.output).resolve():
            raise SettingsError(f"{folder} is watched; the results cannot go there.", "Give --output another folder.")
    if is_file_name(settings.output):
        raise SettingsError("One file cannot take what comes to a folder.", "Give --output a folder.")
    known = Folders(folders, Path(settings.output).resolve())
    episodes: dict[str, Episode] = {}
    waiting = True
    while True:
        begun_s = time.monotonic()
        changed, gone = known.changes(begun_s)
        looked_s = time.monotonic() - begun_s
        for path in gone:
            outcome = Outcome("removed", str(path), episode=episodes.pop(str(path), None))
            listener.finished(outcome)
            yield outcome
        for outcome in run(map(file_source, changed), settings, listener=listener) if changed else ():
            if outcome.episode:
                episodes[outcome.source] = outcome.episode
            yield outcome
        if waiting and known.settled:
            waiting = False
            idle()
        time.sleep(max(LOOK_EVERY_S, looked_s / SHARE))
