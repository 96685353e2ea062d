"""Segments -> clips, in order: over worker processes, each call limited in time, clips judged, failures retried."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from typing import Any, cast

from audiogen.cache import ClipCache, clip_key
from audiogen.errors import EngineError, SegmentError
from audiogen.judge import Judge
from audiogen.model import Clip, Reading, Segment, Voice, VoiceInfo
from audiogen.settings import cores
from audiogen.workerprocess import START_LIMIT_S, WorkerLost, WorkerProcess

LIMIT_S = 30.0
LIMIT_A_CHAR_S = 0.25
"""Four times as slow as speech itself: a large model on a small, busy machine."""
TRIAL = "1"
"""Said to find out whether a voice speaks: short, and a word in every language."""


class Narrator:
    """Speaks segments with one engine. A context manager: on leaving it, however, its workers are gone at once.

    jobs: worker processes, 0 for one a core; they start when needed and stay warm. time_limit_s: for one segment,
    None for one that grows with its text. retries: how often a failed segment is tried again, on a fresh worker.
    cache: where clips are looked up first and kept. identity: the engine's, where it is known without a worker.
    """

    def __init__(
        self,
        engine: str,
        *,
        jobs: int = 0,
        time_limit_s: float | None = None,
        retries: int = 2,
        cache: ClipCache | None = None,
        identity: str | None = None,
    ) -> None:
        self.engine = engine
        self.jobs = jobs or cores()
        self._time_limit_s = time_limit_s
        self._retries = retries
        self._judge = Judge()
        self._lock = threading.Lock()
        self._workers: set[WorkerProcess] = set()
        self._idle: list[WorkerProcess] = []
        self._identity = identity
        self._cache = cache
        self._broken: EngineError | None = None
        """Why no worker can start: said once, not once a segment."""
        self._closed = False
        self._threads = ThreadPoolExecutor(self.jobs, thread_name_prefix="narrator")

    def __enter__(self) -> Narrator:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def engine_identity(self) -> str:
        """Name, version and model hash. EngineError where the engine is unknown or misses something."""
        if self._identity is None:
            self._call("identity")
        return self._identity or ""

    def start(self) -> None:
        """Start the workers now, in the background: they are ready when the article is."""
        for _ in range(self.jobs):
            self._threads.submit(self._warm)

    def _warm(self) -> None:
        with suppress(EngineError, WorkerLost), self._worker():
            pass

    def voices(self) -> list[VoiceInfo]:
        """What the engine offers. EngineError as for `engine_identity`."""
        return cast("list[VoiceInfo]", self._call("voices"))

    def default_voice(self, language: str) -> str:
        """The engine's best installed voice for a language tag. EngineError where it has none."""
        return cast(str, self._call("default_voice", language))

    def check(self, voice: Voice) -> None:
        """Let the voice say a word, if it never did. EngineError, as the engine put it, where it cannot."""
        if self._known(TRIAL, voice, ()) is None:
            self._keep(TRIAL, voice, (), self._call("speak", TRIAL, voice))

    def submit(self, segment: Segment, voice: Voice) -> Future[Clip]:
        """The clip of a segment, to come; SegmentError where it could not be spoken. Safe from any thread."""
        return self._threads.submit(self._segment, segment, voice)

    def speak(self, segments: Iterable[Segment], voice: Voice | Callable[[Segment], Voice]) -> Iterator[Clip]:
        """Clips in the order of their segments; takes segments only a little ahead of the clip that it gives."""
        pending: deque[Future[Clip]] = deque()
        try:
            for segment in segments:
                pending.append(self.submit(segment, voice(segment) if callable(voice) else voice))
                if len(pending) > 4 * self.jobs:
                    yield _result(pending.popleft())
            while pending:
                yield _result(pending.popleft())
        finally:
            for future in pending:
                future.cancel()

    def close(self) -> None:
        """End the workers, finished or not, and remove their files. Segments under way fail."""
        with self._lock:
            self._closed = True
            workers = set(self._workers)
        for worker in workers:
            worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in set(self._workers):
            self._discard(worker)

    def _segment(self, segment: Segment, voice: Voice) -> Clip:
        """From the cache; else try, judge, try again."""
        if known := self._known(segment.spoken, voice, segment.readings):
            return known
        limit_s = self._time_limit_s or LIMIT_S + LIMIT_A_CHAR_S * len(segment.spoken) / min(voice.speed, 1.0)
        reason, hint, doubtful = "", "Try another engine or voice, or change the sentence.", 0
        for attempt in range(1 + self._retries):
            try:
                with self._worker(fresh=attempt > 0) as worker:
                    clip = worker.call("speak", segment.spoken, voice, segment.readings, limit_s=limit_s)
                    verdict = self._judge(clip, segment.spoken, voice)
                    if not verdict.reason or (not verdict.final and doubtful == clip.frames):
                        self._keep(segment.spoken, voice, segment.readings, clip)
                        return cast(Clip, clip)
                    raise _Rejected(verdict.reason, 0 if verdict.final else clip.frames)
            except _Rejected as rejected:
                reason, doubtful = rejected.reason, rejected.doubtful
            except WorkerLost as lost:
                reason = f"The engine '{self.engine}': {lost}"
            except EngineError as error:
                if self._broken:
                    raise
                reason, hint = error.message, error.hint or hint
        raise _segment_error(segment, reason, hint, attempts=1 + self._retries)

    def _known(self, spoken: str, voice: Voice, readings: tuple[Reading, ...]) -> Clip | None:
        """The clip as it was spoken before. An engine without an identity says nothing of what its clips depend on."""
        if self._cache is None or not self.engine_identity:
            return None
        key = clip_key(self.engine_identity, spoken, readings, voice)
        clip = self._cache.get(key)
        if clip is None:
            return None
        verdict = self._judge(clip, spoken, voice)
        if not verdict.reason or not verdict.final:  # what was doubtful was repeated before it was kept
            return clip
        self._cache.remove(key)
        return None

    def _keep(self, spoken: str, voice: Voice, readings: tuple[Reading, ...], clip: object) -> None:
        if self._cache is not None and self.engine_identity and isinstance(clip, Clip):
            self._cache.put(clip_key(self.engine_identity, spoken, readings, voice), clip)

    def _call(self, method: str, *arguments: object) -> Any:
        """One call outside the article. EngineError, whatever goes wrong."""
        try:
            with self._worker() as worker:
                return worker.call(method, *arguments, limit_s=START_LIMIT_S)
        except WorkerLost as lost:
            raise EngineError(f"The engine '{self.engine}' does not answer: {lost}.", "Try another engine.") from lost

    @contextmanager
    def _worker(self, fresh: bool = False) -> Iterator[WorkerProcess]:
        """A worker for one call; one that failed is not used again."""
        worker = self._take(fresh)
        try:
            yield worker
        except BaseException:
            self._discard(worker)
            raise
        with self._lock:
            self._idle.append(worker)

    def _take(self, fresh: bool) -> WorkerProcess:
        """An idle worker, or a new one; a fresh one takes the place of an idle one, so that there are never more."""
        with self._lock:
            idle = self._idle.pop() if self._idle else None
        if idle and not fresh:
            return idle
        if idle:
            self._discard(idle)
        if self._broken:
            raise self._broken
        try:
            worker = WorkerProcess(self.engine)
        except EngineError as error:
            self._broken = error
            raise
        self._identity = worker.identity
        with self._lock:
            self._workers.add(worker)
            closed = self._closed
        if closed:
            self._discard(worker)
            raise WorkerLost("the narrator was closed")
        return worker

    def _discard(self, worker: WorkerProcess) -> None:
        worker.close()
        with self._lock:
            self._workers.discard(worker)


class _Rejected(Exception):
    def __init__(self, reason: str, doubtful: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.doubtful = doubtful


def _segment_error(segment: Segment, reason: str, hint: str, attempts: int) -> SegmentError:
    start = segment.text if len(segment.text) <= 60 else segment.text[:60].rsplit(" ", 1)[0] + " …"
    return SegmentError(
        f"Sentence {segment.index + 1} could not be spoken in {attempts} attempts: {reason.rstrip('.')}. "
        f"It begins: {start}",
        hint,
    )


def _result(future: Future[Clip]) -> Clip:
    while not future.done() and not wait((future,), timeout=0.5).done:  # cancelled ones are done, yet never waited out
        pass  # a wait without an end cannot be interrupted by Ctrl-C on Windows
    return future.result()
