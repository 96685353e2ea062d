"""How a run looks: a live bar on a terminal, plain lines elsewhere, a table at the end. All of it on stderr."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from audiogen.batch import Listener, Outcome

if TYPE_CHECKING:
    from audiogen.episode import Episode
    from audiogen.model import Article, Clip
    from audiogen.pipeline import Plan

WORDS_A_MINUTE = 165
"""A news reader's pace: what a dry run reckons with."""

MOST_ROWS = 200

NO_TERMINAL_COLUMNS = 160
"""A log is not folded at 80 columns."""


class Show(Listener):
    """A progress bar over the segments of all articles planned so far, or a line an article."""

    def __init__(self, *, quiet: bool) -> None:
        self._console = Console(stderr=True, quiet=quiet, highlight=False)
        self._live = self._console.is_terminal and not quiet
        self._audio_s = 0.0
        self._total = 0
        self._bar = Progress(
            TextColumn("{task.description}", style="bold", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("segments  {task.fields[audio]} of audio "),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("Speaking", total=None, audio=clock(0))

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
        self._total += len(plan.segments)
        self._bar.update(self._task, total=self._total, description=_short(plan.article.title, 32))
        for warning in plan.article.warnings:
            self._say(f"[yellow]Warning:[/] {escape(plan.article.title)}: {escape(warning)}")

    def spoke(self, plan: Plan, clip: Clip) -> None:
        self._audio_s += clip.seconds
        self._bar.update(self._task, advance=1, audio=clock(self._audio_s))

    def finished(self, outcome: Outcome) -> None:
        if outcome.episode and not self._live:
            word = "Made" if outcome.status == "made" else "Up to date:"
            self._say(f"{word} {escape(str(outcome.episode.path))} ({clock(outcome.episode.seconds)})")

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

    def add(self, outcome: Outcome) -> None:
        self._count[outcome.status] += 1
        self.failed |= outcome.error is not None
        if outcome.plan and not outcome.error:
            self._whys.add(outcome.plan.why)
            if len(self._rows) < MOST_ROWS:
                self._rows.append(_row(outcome, outcome.plan))

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
        console.print(", ".join(counts or ["Nothing to do"]) + ".", style="dim")


def _row(outcome: Outcome, plan: Plan) -> tuple[str, ...]:
    episode = outcome.episode
    seconds = episode.seconds if episode else 60 * len(plan.article.text.split()) / WORDS_A_MINUTE / plan.voice.speed
    return (
        _short(plan.article.title, 44),
        clock(seconds) if episode else f"~{clock(seconds)}",
        f"{episode.size_bytes / 1e6:.1f} MB" if episode else "-",
        f"{plan.voice.engine} {plan.voice.name}",
        not_read(plan.article),
        _files(episode) if episode else str(plan.target),
    )


def _files(episode: Episode) -> str:
    """The audio's path, and the suffixes of the files beside it."""
    others = [name.removeprefix(episode.path.stem) for name in episode.files if name != episode.path.name]
    return f"{episode.path}{''.join(f', {other}' for other in others)}"


def not_read(article: Article, most: int = 3) -> str:
    """What was removed, commonest rules first: ``9: player 2, share 2, caption 1, ...``."""
    rules = Counter(removal.rule for removal in article.removals)
    if not rules:
        return "nothing"
    named = ", ".join(f"{rule} {count}" for rule, count in rules.most_common(most))
    return f"{rules.total()}: {named}{', ...' if len(rules) > most else ''}"


def clock(seconds: float) -> str:
    """``4:07`` or ``1:02:09``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
