"""Many sources, one run: planned in order, spoken a few at a time, told in order. One that fails stops no other."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from audiogen.casting import Cast
from audiogen.episode import Episode
from audiogen.errors import AudiogenError, SettingsError
from audiogen.ffmpeg import executable
from audiogen.loudness import target
from audiogen.model import Clip
from audiogen.outputs import is_file_name, outputs
from audiogen.pipeline import Plan, plan, plan_key, produce
from audiogen.provenance.credentials import Credentials
from audiogen.settings import Settings, load
from audiogen.shelf import Shelf, os_error
from audiogen.upkeep import Upkeep

if TYPE_CHECKING:
    from audiogen.readers import Source


@dataclass(frozen=True)
class Outcome:
    """What became of one source; `kept` is up to date, `planned` a dry run's, `removed` gone from a watched folder."""

    status: Literal["made", "kept", "planned", "failed", "removed"]
    source: str
    plan: Plan | None = None
    episode: Episode | None = None
    error: AudiogenError | None = None
    spoken: int = 0
    """Segments that the engine spoke for it."""
    cached: int = 0
    """Segments whose clips came from the cache."""


class Listener:
    """Hears how a run goes; the command line shows it. `spoke` is called from several threads."""

    def planned(self, plan: Plan) -> None:
        """An article is about to be spoken."""

    def spoke(self, plan: Plan, clip: Clip) -> None:
        """A segment has been spoken, or its clip came from the cache (`Clip.cached`)."""

    def finished(self, outcome: Outcome) -> None:
        """A source is done, one way or another."""

    def warned(self, message: str) -> None:
        """Something about the whole run that does not stop it."""


def make(
    sources: str | Path | Sequence[str | Path],
    output: str | Path | None = None,
    engine: str | None = None,
    voice: str | None = None,
    speed: float | None = None,
    *,
    listener: Listener | None = None,
    **knobs: Any,
) -> list[Episode]:
    """Make an MP3 of each article; those that are up to date are kept.

    Args:
        sources: files, folders, URLs, feeds; or one of them.
        output: a folder, or one file; without it ``output``, or what ``audiogen.toml`` says.
        knobs: any other field of `audiogen.settings.Settings`.

    Raises:
        AudiogenError: after the last article, the first error there was. What could be made is made: `error.episodes`.
    """
    where = str(output) if output is not None else None
    settings = load(output=where, engine=engine, voice=voice, speed=speed, **knobs)
    wanted = [sources] if isinstance(sources, (str, Path)) else sources
    episodes: list[Episode] = []
    first: AudiogenError | None = None
    for outcome in run([str(source) for source in wanted], settings, listener=listener):
        first = first or outcome.error
        if outcome.episode:
            episodes.append(outcome.episode)
    if first:
        first.episodes = episodes
        raise first
    return episodes


def run(
    sources: Iterable[str | Source], settings: Settings, *, dry_run: bool = False, listener: Listener | None = None
) -> Generator[Outcome, None, None]:
    """Make an MP3 of each article and tell what became of each source, in order.

    Raises:
        AudiogenError: what concerns every article: no encoder, a folder that cannot be written to, an unknown engine.
    """
    listener = listener or Listener()
    if settings.retry_failed and not settings.cluster:
        raise SettingsError("Only a run on a cluster keeps a list of what failed.", "Give --cluster local:2, or more.")
    if settings.cluster and not dry_run:
        from audiogen.cluster import run as run_on_cluster

        yield from run_on_cluster(sources, settings, listener)
        return
    shelf = Shelf.at(settings.output)
    with Cast(settings) as cast, Upkeep(settings) as upkeep:
        outputs(settings)
        target(settings.loudness)
        Credentials.of(settings)
        if not dry_run:
            executable()
            cast.check()
            shelf.prepare()
        with ThreadPoolExecutor(min(settings.workers, 8), "audiogen-article") as pool:
            running: deque[Future[Outcome]] = deque()
            try:
                for item in _plans(sources, settings, cast, shelf, upkeep, dry_run):
                    running.append(_submit(pool, item, settings, cast, shelf, listener))
                    while running and (running[0].done() or len(running) > settings.workers):
                        yield _tell(running.popleft(), listener, upkeep)
                while running:
                    yield _tell(running.popleft(), listener, upkeep)
            finally:
                cast.close()  # an interrupted run: the threads' next clip fails, and the pool can end
                for future in running:
                    future.cancel()
        if cast.cache and cast.cache.problem:
            listener.warned(cast.cache.problem)


def _tell(future: Future[Outcome], listener: Listener, upkeep: Upkeep) -> Outcome:
    while not future.done():  # in short waits: a signal that another thread was handed does not end a long one
        wait([future], timeout=0.2)
    outcome = future.result()
    if outcome.episode:
        upkeep.note(outcome.source, outcome.episode)
    listener.finished(outcome)
    return outcome


def _submit(
    pool: ThreadPoolExecutor,
    item: Outcome | tuple[str, Plan],
    settings: Settings,
    cast: Cast,
    shelf: Shelf,
    listener: Listener,
) -> Future[Outcome]:
    if isinstance(item, Outcome):
        done: Future[Outcome] = Future()
        done.set_result(item)
        return done
    listener.planned(item[1])
    return pool.submit(_produce, *item, settings, cast, shelf, listener)


def _produce(source: str, what: Plan, settings: Settings, cast: Cast, shelf: Shelf, listener: Listener) -> Outcome:
    count: Counter[bool] = Counter()

    def heard(clip: Clip) -> None:
        count[clip.cached] += 1
        listener.spoke(what, clip)

    try:
        episode = produce(what, settings, cast, shelf, heard)
    except Exception as error:
        if isinstance(error, OSError):
            error = os_error(shelf.folder, error)
        return Outcome("failed", source, what, error=as_audiogen_error(error))
    return Outcome("made", source, what, episode, spoken=count[False], cached=count[True])


def as_audiogen_error(error: Exception) -> AudiogenError:
    """The error itself, or a fault of ours in its clothes: one article that meets it does not stop the others."""
    if isinstance(error, AudiogenError):
        return error
    said = f"Unexpected {type(error).__name__}: {error}"
    wrapped = AudiogenError(said, "This is a fault in audiogen; --debug shows where. Please report it.")
    wrapped.__cause__ = error
    return wrapped


def _plans(
    sources: Iterable[str | Source], settings: Settings, cast: Cast, shelf: Shelf, upkeep: Upkeep, dry_run: bool
) -> Iterator[Outcome | tuple[str, Plan]]:
    """What is to be spoken, and the outcome of every source that needs no speaking or cannot have it."""
    for found in _found(sources, settings):
        if isinstance(found, Outcome):
            yield found
            continue
        if not dry_run and not settings.force and (there := upkeep.kept(found)):
            yield Outcome("kept", found.location, episode=there)
            continue
        try:
            what = plan(found.read(), found.location, settings, cast, shelf, speak=not dry_run)
        except SettingsError:
            raise
        except Exception as error:
            yield Outcome("failed", found.location, error=as_audiogen_error(error))
            continue
        there = None if settings.force else Episode.load(what.target.with_name(what.target.name + ".json"))
        if dry_run:
            yield Outcome("planned", found.location, what)
        elif there and there.is_whole() and there.key == plan_key(what, settings, cast):
            yield Outcome("kept", found.location, what, there)
        else:
            yield found.location, what


def _found(sources: Iterable[str | Source], settings: Settings) -> Iterator[Source | Outcome]:
    """The articles to be, lazily; an argument that leads nowhere is an outcome."""
    from audiogen.readers import expand

    single = is_file_name(settings.output)
    count = 0
    for argument in sources:
        try:
            for source in expand(argument, settings.reading()) if isinstance(argument, str) else (argument,):
                count += 1
                if single and count > 1:
                    raise SettingsError(
                        f"There is more than one article, and only one file: {settings.output}.",
                        "Give --output a folder.",
                    )
                yield source
        except SettingsError:
            raise
        except AudiogenError as error:
            yield Outcome("failed", str(argument), error=error)
