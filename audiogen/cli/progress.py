"""How a run looks: a live bar on a terminal, plain lines elsewhere, a table at the end. All of it on stderr."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from audiogen.batch import Listener, Outcome
from audiogen.pipeline import Plan

if TYPE_CHECKING:
    from audiogen.episode import Episode
    from audiogen.model import Clip

WORDS_A_MINUTE = 165
"""A news reader's pace: what a dry run reckons with."""

MOST_ROWS = 200

WIDE_COLUMNS = 110
"""The figures of a run of many articles leave room for a bar from here on."""

NO_TERMINAL_COLUMNS = 160
"""A log is not folded at 80 columns."""


class Show(Listener):
    """A progress bar over the articles, or over the segments where there is one; or a line an article."""

    def __init__(self, *, quiet: bool, articles: int = 1, lines: bool = False) -> None:
        """`articles`: how many there are, 0 where nobody knows. lines: no bar, wherever it goes."""
        self._console = Console(stderr=True, quiet=quiet, highlight=False)
        self._live = self._console.is_terminal and not quiet and not lines
        self._many = articles != 1
        self._lock = threading.Lock()
        self._count: Counter[bool] = Counter()
        """Segments heard: from the cache, or not."""
        self._audio_s = 0.0
        self._begun_s = time.monotonic()
        self._parts: dict[int, float] = {}
        """Of the articles under way, how much is done of each."""
        self._planned = 0
        columns: list[ProgressColumn] = []
        if not self._many or self._console.width >= WIDE_COLUMNS:
            columns = [TextColumn("{task.description}", style="bold", markup=False), BarColumn(bar_width=24)]
        columns += [
            MofNCompleteColumn(),
            TextColumn("articles, {task.fields[heard]}" if self._many else "segments{task.fields[heard]}"),
            TextColumn("{task.fields[pace]}"),
            TimeRemainingColumn(),
            TextColumn("left"),
        ]
        self._bar = Progress(*columns, console=self._console, transient=True, speed_estimate_period=60)
        total = (articles or None) if self._many else None
        self._task = self._bar.add_task("Speaking", total=total, heard="", pace="")

    def __enter__(self) -> Show:
        if self._live:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Room for a message on stderr that is not ours to draw."""
        if self._live:
            self._bar.stop()
        yield
        if self._live:
            self._bar.start()

    def planned(self, plan: Plan) -> None:
        title = _short(plan.article.title, 20 if self._many else 32)
        self._planned += len(plan.segments)
        if self._many:
            self._bar.update(self._task, description=title)
        else:
            self._bar.update(self._task, description=title, total=self._planned)
        for warning in plan.article.warnings:
            self._say(f"[yellow]Warning:[/] {escape(plan.article.title)}: {escape(warning)}")

    def spoke(self, plan: Plan, clip: Clip) -> None:
        step = 1 / len(plan.segments) if self._many else 1
        with self._lock:
            self._count[clip.cached] += 1
            self._audio_s += clip.seconds
            self._parts[id(plan)] = self._parts.get(id(plan), 0) + step
        self._advance(step)

    def finished(self, outcome: Outcome) -> None:
        if self._many:  # an article that was kept, or that failed half way, is over all the same
            with self._lock:
                rest = 1 - self._parts.pop(id(outcome.plan), 0)
            self._advance(rest)
        if outcome.status == "removed":
            kept = f"; {outcome.episode.path} stays" if outcome.episode else ""
            self._say(f"Removed: {escape(outcome.source + kept)}")
        elif outcome.episode and not self._live:
            word = "Made" if outcome.status == "made" else "Up to date:"
            how = f": {spoke(outcome.spoken, outcome.cached)}" if outcome.status == "made" else ""
            self._say(f"{word} {escape(str(outcome.episode.path))} ({clock(outcome.episode.seconds)}){how}")

    def warned(self, message: str) -> None:
        self._say(f"[yellow]Warning:[/] {escape(message)}")

    def watches(self) -> None:
        """All that was there is made."""
        self._say("Waiting for articles. Ctrl-C ends it.")

    def _advance(self, step: float) -> None:
        segments, cached = self._count.total(), self._count[True]
        heard = f"{segments:,} segments" if self._many else ""
        if cached:
            heard += f"{', ' if heard else ' '}{100 * cached // segments} % from cache"
        pace = self._audio_s / max(time.monotonic() - self._begun_s, 1e-3)
        words = f"{pace:,.0f} audio s/s" if segments else ""
        self._bar.update(self._task, advance=step, heard=heard, pace=words)

    def _say(self, text: str) -> None:
        self._bar.console.print(text, soft_wrap=True)


class Summary:
    """The table at the end: article, duration, size, voice, what was removed, where the file is.

    Keeps a few words of each outcome, not the outcome: a run may have a million.
    """

    def __init__(self) -> None:
        self.failed = False
        self._rows: list[tuple[str, ...]] = []
        self._whys: set[str] = set()
        self._count: Counter[str] = Counter()
        self._spoken = self._cached = 0

    def add(self, outcome: Outcome) -> None:
        self._count[outcome.status] += 1
        self._spoken += outcome.spoken
        self._cached += outcome.cached
        self.failed |= outcome.error is not None
        if outcome.error or outcome.status == "removed":
            return
        if what := outcome.episode or outcome.plan:
            self._whys.add(what.why)
            if len(self._rows) < MOST_ROWS:
                self._rows.append(_planned(what) if isinstance(what, Plan) else _made(what))

    def print(self) -> None:
        console = Console(stderr=True, highlight=False)
        if not console.is_terminal:
            console.width = max(console.width, NO_TERMINAL_COLUMNS)
        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in ("Article", "Duration", "Size", "Voice", "Not read", "File"):
            table.add_column(name, justify="right" if name in ("Duration", "Size") else "left", overflow="fold")
        for row in self._rows:
            table.add_row(*(escape(cell) for cell in row))
        if self._rows:
            console.print(table)
        for why in sorted(self._whys - {""}):
            console.print(f"Voice: {escape(why)}", style="dim", soft_wrap=True)
        said = {"made": "made", "kept": "up to date", "planned": "would be made", "failed": "failed"}
        counts = [f"{self._count[status]} {words}" for status, words in said.items() if self._count[status]]
        heard = f" {spoke(self._spoken, self._cached).capitalize()}." if self._spoken or self._cached else ""
        console.print(f"{', '.join(counts or ['Nothing to do'])}.{heard}", style="dim")


def _made(episode: Episode) -> tuple[str, ...]:
    return (
        _short(episode.title, 44),
        clock(episode.seconds),
        f"{episode.size_bytes / 1e6:.1f} MB",
        f"{episode.engine} {episode.voice}",
        not_read(Counter(episode.removed)),
        _files(episode),
    )


def _planned(plan: Plan) -> tuple[str, ...]:
    seconds = 60 * len(plan.article.text.split()) / WORDS_A_MINUTE / plan.voice.speed
    rules = Counter(removal.rule for removal in plan.article.removals)
    voice = f"{plan.voice.engine} {plan.voice.name}"
    return _short(plan.article.title, 44), f"~{clock(seconds)}", "-", voice, not_read(rules), str(plan.target)


def _files(episode: Episode) -> str:
    """The audio's path, and the suffixes of the files beside it."""
    others = [name.removeprefix(episode.path.stem) for name in episode.files if name != episode.path.name]
    return f"{episode.path}{''.join(f', {other}' for other in others)}"


def not_read(rules: Counter[str], most: int = 3) -> str:
    """What was removed, by rule, commonest first: ``9: player 2, share 2, caption 1, ...``."""
    if not rules:
        return "nothing"
    named = ", ".join(f"{rule} {count}" for rule, count in rules.most_common(most))
    return f"{rules.total()}: {named}{', ...' if len(rules) > most else ''}"


def spoke(spoken: int, cached: int) -> str:
    """``spoke 1 of 48 segments, 47 from cache``."""
    return (
        f"spoke {spoken} of {spoken + cached} segments, {cached} from cache"
        if cached
        else f"spoke {spoken} segment{'s' if spoken != 1 else ''}"
    )


def clock(seconds: float) -> str:
    """``4:07`` or ``1:02:09``, whole seconds begun and ended, as players show them."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
