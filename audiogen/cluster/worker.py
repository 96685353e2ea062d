"""What runs on the workers: plan an item, tell the names that its articles ask for, make one of them.

A crew is what a worker process keeps between tasks: a cast with warm engines, and a folder for files being made. Dask
sets it up on every worker, on those that come later too, and takes it down when the run or the worker ends.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from distributed import WorkerPlugin, get_worker

from audiogen.batch import Outcome, as_audiogen_error
from audiogen.casting import Cast
from audiogen.cluster.items import Item
from audiogen.cluster.store import Store, holder, publish, store_at, there
from audiogen.episode import Episode
from audiogen.errors import AudiogenError, OutputError, SettingsError, SourceError
from audiogen.model import Clip
from audiogen.naming import distinct
from audiogen.pipeline import Plan, plan, plan_key, produce
from audiogen.settings import Settings
from audiogen.shelf import Shelf, os_error

if TYPE_CHECKING:
    from distributed import Worker

    from audiogen.readers import Source


@dataclass(frozen=True, slots=True)
class Planned:
    """An article of an item: what it asks for as a name, or why it cannot be made."""

    source: str
    plan: Plan | None = None
    error: AudiogenError | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What the client needs for an article's name; with an error, there is none to give."""

    source: str
    plain: str = ""
    own: str = ""
    origin: str = ""
    held_by: str | None = None
    error: AudiogenError | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an article, as short as can be told: it goes over the network."""

    outcome: Outcome
    heard: tuple[tuple[int, bool], ...] = ()
    """Of each segment: frames, and whether its clip came from the cache."""
    frame_rate_hz: int = 1


class Crew(WorkerPlugin):  # type: ignore[misc,unused-ignore]
    """A run's part of a worker process."""

    cast: Cast
    folder: Path
    store: Store

    def __init__(self, name: str, settings: Settings) -> None:
        self.name = name
        self.settings = settings

    def setup(self, worker: Worker) -> None:
        """In the worker's own folder: Dask removes that even after a worker that was killed."""
        self.settings = replace(self.settings, jobs=worker.state.nthreads)
        self.store = store_at(self.settings.output)
        self.folder = Path(tempfile.mkdtemp(prefix="audiogen-", dir=worker.local_directory))
        self.cast = Cast(self.settings)

    def teardown(self, worker: Worker) -> None:
        self.cast.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def portable(error: Exception) -> AudiogenError:
    """The error without what cannot leave the process: its cause and traceback go to the worker's log."""
    told = as_audiogen_error(error)
    if told is not error:
        logging.getLogger("distributed.worker").error("audiogen: %s", told.message, exc_info=error)
    return type(told)(told.message, told.hint)


def crew(name: str) -> Crew:
    """This worker's."""
    return cast("Crew", get_worker().plugins[name])


def examine(name: str, dask_worker: Worker) -> str | AudiogenError:
    """The worker's version of audiogen; or why nothing can be made here. Dask fills in its worker."""
    from audiogen import __version__
    from audiogen.ffmpeg import executable

    own = cast("Crew", dask_worker.plugins[name])
    try:
        executable()
        own.cast.check()
        own.store.prepare()
    except Exception as error:
        return portable(error)
    return __version__


def plan_item(name: str, item: Item) -> list[Planned]:
    """Open an item and plan its articles: all but the first sound."""
    from audiogen.readers import expand

    own = crew(name)
    try:
        found = list(expand(item.path, own.settings.reading()))
    except AudiogenError as error:
        return [Planned(item.location, error=_seen_from_here(item, portable(error)))]
    return [_planned(own, source, item) for source in found]


def _planned(own: Crew, source: Source, item: Item) -> Planned:
    location = item.location + source.location.removeprefix(item.path)
    location = location if source.location.startswith(item.path) else source.location
    nowhere = Shelf(own.folder / "nowhere")  # a folder that never is: every title is free there
    try:
        page = source.read()
        page = replace(page, source=location) if page.source == source.location else page
        return Planned(location, plan(page, source.location, own.settings, own.cast, nowhere))
    except SettingsError:
        raise
    except Exception as error:
        return Planned(location, error=_seen_from_here(item, portable(error)))


def _seen_from_here(item: Item, error: AudiogenError) -> AudiogenError:
    if isinstance(error, SourceError) and "://" not in item.path and not Path(item.path).exists():
        where = get_worker().address
        return SourceError(f"There is no file {item.path} on the worker {where}.", "Put it where every worker sees it.")
    return error


def heads(name: str, plans: list[Planned]) -> list[Head]:
    """The names that the articles ask for, and who has them."""
    return [_head(crew(name).store, planned) for planned in plans]


def _head(store: Store, planned: Planned) -> Head:
    what = planned.plan
    if what is None:
        return Head(planned.source, error=planned.error)
    plain = what.target.name
    try:
        return Head(planned.source, plain, distinct(plain, what.origin), what.origin, holder(store, plain))
    except Exception as error:
        return Head(planned.source, error=_of_store(store, error))


def make_article(name: str, plans: list[Planned], index: int, file_name: str) -> Made:
    """Speak one of the planned articles, check the files here, then bring them to the store; or find it there."""
    own, planned = crew(name), plans[index]
    what = planned.plan
    assert what is not None
    with tempfile.TemporaryDirectory(dir=own.folder, ignore_cleanup_errors=True) as folder:
        what = replace(what, target=Path(folder, file_name))
        try:
            known = None if own.settings.force else there(own.store, file_name)
            if known and known.key == plan_key(what, own.settings, own.cast):
                return Made(Outcome("kept", planned.source, short_plan(what, own.store), short_episode(known)))
            clips: list[tuple[int, bool]] = []
            rate_hz = 1

            def heard(clip: Clip) -> None:
                nonlocal rate_hz
                clips.append((clip.frames, clip.cached))
                rate_hz = clip.frame_rate_hz

            episode = produce(what, own.settings, own.cast, Shelf(Path(folder), only=file_name), heard)
        except Exception as error:
            error = os_error(own.folder, error) if isinstance(error, OSError) else error
            return Made(Outcome("failed", planned.source, short_plan(what, own.store), error=portable(error)))
        short = short_plan(what, own.store)
        try:
            episode = publish(own.store, episode, file_name)
        except Exception as error:
            return Made(Outcome("failed", planned.source, short, error=_of_store(own.store, error)))
    cached = sum(known for _, known in clips)
    spoken, episode = len(clips) - cached, short_episode(episode)
    made = Outcome("made", planned.source, short, episode, spoken=spoken, cached=cached)
    return Made(made, tuple(clips), rate_hz)


def _of_store(store: Store, error: Exception) -> AudiogenError:
    """What an error of the folder or the network means."""
    if isinstance(error, AudiogenError):
        return portable(error)
    if isinstance(error, OSError) and "://" not in str(store.folder):
        return os_error(store.folder, error)
    why = f"{store.folder} failed: {type(error).__name__}: {error}."
    return OutputError(why, "Try again later: audiogen make --retry-failed, with the same output and cluster.")


def short_plan(what: Plan, store: Store) -> Plan:
    """The plan without what is long and of no use to who only tells how it went."""
    article = what.article
    article = replace(article, removals=tuple(replace(removal, text="") for removal in article.removals))
    segments = tuple(replace(segment, spans=(), readings=()) for segment in what.segments)
    return replace(what, article=article, segments=segments, picture=None, target=store.folder / what.target.name)


def short_episode(episode: Episode) -> Episode:
    """The episode without what its manifest tells at length: the times of words, and what was removed."""
    table = dict(episode.manifest)
    table["segments"] = [{key: row[key] for key in row if key not in ("words", "spoken")} for row in table["segments"]]
    table["removals"] = [[line, rule, ""] for line, rule, _ in table["removals"]]
    return Episode.of(episode.path.parent, episode.slug, table)
