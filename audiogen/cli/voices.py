"""audiogen voices: which voices there are."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from audiogen.cli.options import common


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-e", "--engine", metavar="NAME", help="Only this engine's.")
@click.option("-l", "--lang", "language", metavar="TAG", help="Only voices that speak this language, such as de.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def voices(engine: str | None, language: str | None, as_json: bool, config: str | None, debug: bool) -> int:
    """List the voices: engine, name, language, quality, size, licence."""
    from audiogen.casting import voices as find

    found = find(engine, language)
    if as_json:
        click.echo(json.dumps([asdict(voice) for voice in found], ensure_ascii=False, indent=1))
        return 0
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Engine", "Voice", "Language", "Gender", "Quality", "Installed", "Size", "Licence", "Label"):
        table.add_column(column)
    for voice in found:
        size = f"{voice.size_bytes / 1e6:.0f} MB" if voice.size_bytes else ""
        installed = "yes" if voice.installed else "no"
        cells = (voice.engine, voice.name, voice.language, voice.gender, voice.quality, installed, size, voice.licence)
        table.add_row(*(escape(cell) for cell in (*cells, voice.label)))
    Console(highlight=False).print(table)
    return 0
