"""Items in, outcomes out: a bounded number of tasks in flight, names given in the order of the sources.

An item is planned by one task and each of its articles is made by another, once it has its name. The client gives the
names, and only to items whose predecessors have theirs: so they are those of a run on one machine, whoever is faster.

A task whose worker dies is run elsewhere by Dask. One that was there when several died is a suspect: it is tried once
more, alone, so that it fails by itself if it was the cause, and passes if it only stood by.
"""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any

from audiogen.batch import Listener, Outcome, as_audiogen_error
from audiogen.cluster import worker
from audiogen.cluster.connection import Connection
from audiogen.cluster.items import Item
from audiogen.cluster.journal import Journal
from audiogen.errors import AudiogenError, SettingsError
from audiogen.model import Clip

if TYPE_CHECKING:
    from distributed import Future

TICK_S = 0.5
COUNT_EVERY_S = 5.0
"""How often workers are counted."""
PLANNED_A_TASK = 2
"""Items that may be held for each task in flight, those that wait for their name counted."""


@dataclass(eq=False)
class Work:
    """An item on its way."""

    item: Item
    plans: Future[Any] | None = None
    heads: list[worker.Head] | None = None
    names: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, AudiogenError]] = field(default_factory=list)
    left: int = 0
    """Articles that are not done."""


@dataclass(frozen=True, eq=False)
class Step:
    """One task: the planning of an item, or the making of one of its articles."""

    work: Work
    index: int | None = None
    name: str = ""
    second_try: bool = False


class Dispatch:
    """One run's tasks."""

    def __init__(self, cluster: Connection, in_flight: int, journal: Journal, listener: Listener) -> None:
        self._cluster, self._in_flight, self._journal, self._listener = cluster, in_flight, journal, listener
        self._done: SimpleQueue[tuple[Step, Future[Any]]] = SimpleQueue()
        self._running: dict[Step, Future[Any]] = {}
        self._unnamed: deque[Work] = deque()
        self._ready: deque[Step] = deque()
        self._suspects: deque[Step] = deque()
        self._held = 0
        self._most, self._counted_s = 0, -COUNT_EVERY_S

    def run(self, items: Iterator[Item]) -> Iterator[Outcome]:
        """What became of every article, as it is known. AudiogenError where the cluster is lost."""
        exhausted = False
        try:
            while True:
                self._start_waiting()
                while not exhausted and self._has_room():
                    item = next(items, None)
                    exhausted = item is None
                    if item is not None:
                        yield from self._take(item)
                if exhausted and not self._running and not self._ready and not self._suspects:
                    return
                yield from self._next()
                self._journal.flush(at_once=False)
        finally:
            self._cancel()

    def _has_room(self) -> bool:
        if monotonic() - self._counted_s > COUNT_EVERY_S:
            self._most, self._counted_s = self._in_flight * max(1, self._cluster.threads()), monotonic()
        few = len(self._running) + len(self._ready) < self._most
        return few and self._held < PLANNED_A_TASK * self._most and not self._suspects and not self._is_alone()

    def _is_alone(self) -> bool:
        return any(step.second_try for step in self._running)

    def _take(self, item: Item) -> Iterator[Outcome]:
        if self._journal.is_done(item):
            yield self._tell(Outcome("kept", item.location))
            return
        work = Work(item)
        self._held += 1
        self._unnamed.append(work)
        self._submit(Step(work))

    def _start_waiting(self) -> None:
        """Start what has its name; or, once nothing else runs, one suspect."""
        if self._suspects or self._is_alone():
            if not self._running:
                self._submit(self._suspects.popleft())
            return
        while self._ready and len(self._running) < self._most:
            self._submit(self._ready.popleft())

    def _submit(self, step: Step) -> None:
        work, crew = step.work, self._cluster.crew
        if work.plans is None:
            work.plans = self._task("plan", 0, worker.plan_item, crew, work.item)
        if step.index is None:
            future = self._task("name", 2, worker.heads, crew, work.plans)
        else:
            future = self._task("make", 1, worker.make_article, crew, work.plans, step.index, step.name)
        self._running[step] = future
        future.add_done_callback(lambda done: self._done.put((step, done)))

    def _task(self, kind: str, priority: int, function: Any, *arguments: Any) -> Future[Any]:
        key = f"audiogen-{kind}-{uuid.uuid4().hex}"
        return self._cluster.client.submit(function, *arguments, key=key, pure=False, priority=priority)

    def _next(self) -> Iterator[Outcome]:
        """Wait a moment for a task to be done, and do what follows."""
        try:
            step, future = self._done.get(timeout=TICK_S)
        except Empty:
            self._see_that_it_lives()
            return
        if self._running.pop(step, None) is None:
            return
        try:
            value = future.result()
        except Exception as error:
            yield from self._failed(step, error)
            return
        if step.index is None:
            step.work.heads = value
            yield from self._give_names()
        else:
            yield self._made(step, value)

    def _see_that_it_lives(self) -> None:
        if self._cluster.client.status not in ("running", "connecting"):
            raise _lost()

    def _give_names(self) -> Iterator[Outcome]:
        while self._unnamed and self._unnamed[0].heads is not None:
            work = self._unnamed.popleft()
            heads, work.heads = work.heads or [], []
            work.left = len(heads)
            for index, head in enumerate(heads):
                if head.error:
                    yield self._over(work, Outcome("failed", head.source, error=head.error))
                    continue
                name = self._journal.name(head.plain, head.own, head.origin, head.held_by)
                work.names.append((name, head.origin))
                self._ready.append(Step(work, index, name))
            if not heads:
                self._close(work)

    def _made(self, step: Step, made: worker.Made) -> Outcome:
        outcome = made.outcome
        if outcome.plan and made.heard:
            self._listener.planned(outcome.plan)
            for frames, cached in made.heard:  # silence of its length: the sound itself stays where it is
                self._listener.spoke(outcome.plan, Clip(bytes(2 * frames), made.frame_rate_hz, cached=cached))
        return self._over(step.work, outcome)

    def _over(self, work: Work, outcome: Outcome) -> Outcome:
        """An article is done; with the last one of an item, the item is."""
        if outcome.error:
            work.failed.append((outcome.source, outcome.error))
        work.left -= 1
        if work.left == 0:
            self._close(work)
        return self._tell(outcome)

    def _close(self, work: Work) -> None:
        self._held -= 1
        work.plans = None
        self._journal.done(work.item, work.names, work.failed)

    def _tell(self, outcome: Outcome) -> Outcome:
        self._listener.finished(outcome)
        return outcome

    def _failed(self, step: Step, error: Exception) -> Iterator[Outcome]:
        """The task itself failed: its workers died, the scheduler is gone, or the fault is ours."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        if isinstance(error, SettingsError):
            raise error
        if isinstance(error, FutureCancelledError):
            raise _lost() from error
        if isinstance(error, KilledWorker):
            if not step.second_try:
                step.work.plans = None
                self._suspects.append(Step(step.work, step.index, step.name, second_try=True))
                return
            error = AudiogenError(
                "Every worker that tried this article died.",
                "It may need more memory than a worker has, or make a library crash. Try it alone, without --cluster.",
            )
        if step.index is None:
            step.work.heads = [worker.Head(step.work.item.location, error=as_audiogen_error(error))]
            yield from self._give_names()
        else:
            yield self._over(step.work, Outcome("failed", step.work.item.location, error=as_audiogen_error(error)))

    def _cancel(self) -> None:
        """Leave nothing behind on the scheduler."""
        futures = [future for future in self._running.values() if not future.done()]
        if futures and self._cluster.client.status == "running":
            self._cluster.client.cancel(futures, force=True)
        self._running.clear()


def _lost() -> AudiogenError:
    return AudiogenError(
        "The scheduler of the cluster is gone.", "Start it again, and give the same command: it goes on where it was."
    )
