"""audiogen bench: how fast the engines are on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audiogen.cli.options import common

if TYPE_CHECKING:
    from audiogen.benchmark import Figures

COLUMNS = (
    "Engine", "Articles", "Words each", "Audio s per CPU s", "by the clock", "Words a s", "CPU s an article",
    "Cold start", "Memory", "From cache", "Unchanged",
)  # fmt: skip


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-e", "--engine", "engines", multiple=True, metavar="NAME", help="Only this one. [default: all installed]"
)
@click.option("--seconds", type=click.FloatRange(1, 600), default=20, show_default=True, help="For each engine, about.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line for each engine.")
@common
def bench(engines: tuple[str, ...], seconds: float, as_json: bool, config: str | None, debug: bool) -> int:
    """Measure the engines on this machine: whole articles from text to checked file, then again from the cache."""
    import json
    from dataclasses import asdict

    from audiogen.benchmark import bench as measured
    from audiogen.cli import FAILED, complain
    from audiogen.errors import AudiogenError

    found: list[Figures] = []
    failed = False
    for figures in measured(engines, seconds):
        if isinstance(figures, AudiogenError):
            complain(figures)
            failed = True
        elif as_json:
            click.echo(json.dumps(asdict(figures)))
        else:
            click.echo(f"{figures.engine}: done", err=True)
            found.append(figures)
    if found:
        _table(found)
    return FAILED if failed else 0


def _table(found: list[Figures]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in COLUMNS:
        table.add_column(name, justify="left" if name == "Engine" else "right", overflow="fold")
    for it in found:
        table.add_row(
            f"{it.engine} {it.voice}", str(it.articles), f"{it.words / it.articles:.0f}", f"{it.audio_per_cpu_s:.1f}",
            f"{it.audio_per_s:.1f}", f"{it.words_per_s:.0f}", f"{it.cpu_s_per_article:.2f}", f"{it.cold_start_s:.2f} s",
            f"{it.memory_mb:.0f} MB" if it.memory_mb else "-", f"{it.from_cache_s:.2f} s", f"{it.unchanged_s:.2f} s",
        )  # fmt: skip
    Console(highlight=False).print(table)
