"""How fast it is here: each engine, over whole articles, from text to checked file, and again from the cache.

Each engine is measured in a process of its own, whose children are then the engine's and nobody else's. Articles are
made until the time is up; they are as long as the engine's pace allows, 600 words at most.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from audiogen.errors import AudiogenError, EngineError

ENGINES = ("espeak", "pyttsx3", "piper", "kokoro")
START_LIMIT_S = 180
"""Beyond the time asked for: imports, a cold start, the last article."""
SENTENCES = (
    "The council of Westbridge voted on Tuesday evening to close harbour bridge number {} for eighteen months.",
    "Engineers found {} cracks in two of the four supporting pillars during an inspection in early March.",
    "Traffic will be diverted through the northern tunnel, which already carries {} vehicles a day.",
    "“We should have acted {} weeks ago,” said the woman who chairs the transport committee.",
    "The owners of {} local shops fear that customers will stay away during the busy summer season.",
)
MOST_SENTENCES, FEWEST_SENTENCES = 38, 4
"""In an article: 600 words, or what shows a slow engine's pace."""


@dataclass(frozen=True)
class Figures:
    """What was measured of one engine."""

    engine: str
    voice: str
    articles: int
    words: int
    """Of all articles."""
    audio_per_cpu_s: float
    """Seconds of audio for a second of CPU, all processes counted."""
    audio_per_s: float
    """Seconds of audio for a second by the clock."""
    words_per_s: float
    cpu_s_per_article: float
    cold_start_s: float
    """From nothing to the first word."""
    memory_mb: float
    """Peak of the largest process; 0 where the system does not tell."""
    from_cache_s: float
    """One article again, all its clips from the cache."""
    unchanged_s: float
    """One article again, up to date."""


def bench(engines: Iterable[str] = (), seconds: float = 20) -> Iterator[Figures | AudiogenError]:
    """Measure engines, one after the other; an engine that cannot be had gives its error.

    Args:
        engines: none for all that are installed.
        seconds: for each, about.
    """
    from audiogen.registry import engine as load

    named = tuple(engines)
    for name in named or ENGINES:
        try:
            load(name)
        except AudiogenError as error:
            if named:
                yield error
            continue
        yield _in_own_process(name, seconds)


def _in_own_process(name: str, seconds: float) -> Figures | AudiogenError:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    command = [sys.executable, "-m", "audiogen.benchmark", name, str(seconds)]
    limit_s = 3 * seconds + START_LIMIT_S
    try:
        ran = subprocess.run(
            command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=limit_s
        )
        answer = json.loads(ran.stdout)
    except subprocess.TimeoutExpired:
        return EngineError(f"{name} was not done within {limit_s:.0f} s.", "Give more time with --seconds.")
    except ValueError:
        return EngineError(f"{name} could not be measured.", ran.stderr.strip()[-300:])
    return EngineError(*answer["error"]) if "error" in answer else Figures(**answer)


def measure(name: str, seconds: float) -> Figures:
    """Measure one engine in this process. AudiogenError where it fails."""
    from audiogen import batch, settings

    cold_start_s, sentence_s = _start(name)
    # A third of the time for an article at most, so that there are some.
    length = max(FEWEST_SENTENCES, min(MOST_SENTENCES, int(seconds / 3 / max(sentence_s, 1e-3))))
    with tempfile.TemporaryDirectory(prefix="audiogen-") as folder:
        here = Path(folder)
        wanted: dict[str, Any] = {
            "engine": name,
            "output": str(here / "out"),
            "cache": str(here / "cache"),
            "language": "en",
        }
        begun_s, cpu_s = time.perf_counter(), _cpu_s()
        outcomes = list(batch.run(_articles(here, length, begun_s + seconds), settings.load(**wanted)))
        wall_s, cpu_s = time.perf_counter() - begun_s, _cpu_s() - cpu_s
        for outcome in outcomes:
            if outcome.error:
                raise outcome.error
        audio_s = sum(outcome.episode.seconds for outcome in outcomes if outcome.episode)
        words = sum(len(outcome.plan.article.text.split()) for outcome in outcomes if outcome.plan)
        first = outcomes[0].source
        return Figures(
            engine=name,
            voice=outcomes[0].plan.voice.name if outcomes[0].plan else "",
            articles=len(outcomes),
            words=words,
            audio_per_cpu_s=round(audio_s / cpu_s, 2),
            audio_per_s=round(audio_s / wall_s, 2),
            words_per_s=round(words / wall_s, 1),
            cpu_s_per_article=round(cpu_s / len(outcomes), 3),
            cold_start_s=round(cold_start_s, 3),
            memory_mb=_peak_mb(),
            unchanged_s=_seconds_of(lambda: list(batch.run([first], settings.load(**wanted)))),
            from_cache_s=_seconds_of(lambda: list(batch.run([first], settings.load(**wanted, force=True)))),
        )


def _start(name: str) -> tuple[float, float]:
    """Seconds to the first word, and for a sentence after it."""
    from audiogen.casting import Cast
    from audiogen.model import Segment
    from audiogen.settings import load

    with Cast(load(engine=name, jobs=1, cache="off")) as cast:
        voice, _ = cast.voice("en")
        begun_s = time.perf_counter()
        list(cast.narrator(name).speak([Segment(0, 0, "Yes.", "Yes.", 0)], voice))
        cold_s = time.perf_counter() - begun_s
        said = [text.format(number) for number, text in enumerate(SENTENCES[:2], 2)]
        list(cast.narrator(name).speak([Segment(i, 0, text, text, 0) for i, text in enumerate(said)], voice))
        return cold_s, (time.perf_counter() - begun_s - cold_s) / len(said)


def _articles(folder: Path, sentences: int, until_s: float) -> Iterator[str]:
    """One article after the other, no sentence twice, until the time is up; two at least."""
    number = 0
    while number < 2 or time.perf_counter() < until_s:
        said = [SENTENCES[i % len(SENTENCES)].format(100 * number + i + 2) for i in range(sentences)]
        path = folder / f"article-{number}.txt"
        path.write_text(f"The bridge of Westbridge, part {number + 1}\n\n{' '.join(said)}\n", encoding="utf-8")
        yield str(path)
        number += 1


def _seconds_of(work: Callable[[], object]) -> float:
    begun_s = time.perf_counter()
    work()
    return round(time.perf_counter() - begun_s, 3)


def _cpu_s() -> float:
    """Of this process and of its children that have ended."""
    return sum(os.times()[:4])


def _peak_mb() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource

    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(most / (1e6 if sys.platform == "darwin" else 1e3), 1)


def main() -> None:
    """``python -m audiogen.benchmark ENGINE SECONDS``: the figures, or the error, as JSON."""
    try:
        answer: dict[str, object] = asdict(measure(sys.argv[1], float(sys.argv[2])))
    except AudiogenError as error:
        answer = {"error": [error.message, error.hint]}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
