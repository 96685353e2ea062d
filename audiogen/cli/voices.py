"""audiogen voices: which voices there are; try one, install one, remove one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiogen.cli.options import common, knob

if TYPE_CHECKING:
    from audiogen.model import VoiceInfo

HELP = {"help_option_names": ["-h", "--help"]}

EXAMPLES = """\b
Examples:
  audiogen voices --lang de
  audiogen voices try en-gb -o sample.mp3
  audiogen voices install de_DE-thorsten-medium
"""

SAMPLES = {
    "en": "On Monday, Harrow Point lit its new lamp. “We waited nine years for it,” said the harbour master.",
    "de": "Am Montag ging in Altenhafen die neue Lampe an. „Darauf haben wir neun Jahre gewartet“, sagte sie.",
    "fr": "Lundi, le port a allumé sa nouvelle lampe. « Nous l’attendions depuis neuf ans », a dit le maire.",
    "es": "El lunes, el puerto encendió su nueva lámpara. «La esperamos nueve años», dijo el capitán.",
    "it": "Lunedì il porto ha acceso la sua nuova lampada. «L’abbiamo aspettata nove anni», ha detto il sindaco.",
    "nl": "Maandag ging in de haven de nieuwe lamp aan. ‘We hebben er negen jaar op gewacht’, zei zij.",
    "pt": "Na segunda-feira, o porto acendeu a sua nova lâmpada. «Esperámos nove anos», disse o capitão.",
}
"""What a voice says to be heard; in a language without one, it counts."""

COUNTING = "1, 2, 3, 4, 5."


@click.group(invoke_without_command=True, context_settings=HELP, epilog=EXAMPLES)
@click.option("-e", "--engine", metavar="NAME", help="Only this engine's.")
@click.option("-l", "--lang", "language", metavar="TAG", help="Only voices that speak this language, such as de.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
@click.pass_context
def voices(
    ctx: click.Context, /, engine: str | None, language: str | None, as_json: bool, config: str | None, debug: bool
) -> None:
    """List the voices: engine, name, language, quality, size, licence; or try, install, remove one."""
    import json
    from dataclasses import asdict

    if ctx.invoked_subcommand:
        return
    from audiogen.casting import voices as find

    found = find(engine, language)
    if as_json:
        click.echo(json.dumps([asdict(voice) for voice in found], ensure_ascii=False, indent=1))
    else:
        _table(found)


def _table(found: list[VoiceInfo]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from audiogen.cli.progress import NO_TERMINAL_COLUMNS

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Engine", "Voice", "Language", "Gender", "Quality", "Installed", "Size", "Licence", "Label"):
        table.add_column(column, no_wrap=column == "Voice", overflow="fold")  # a name is there to be copied
    for voice in found:
        size = f"{voice.size_bytes / 1e6:.0f} MB" if voice.size_bytes else ""
        installed = "yes" if voice.installed else "no"
        cells = (voice.engine, voice.name, voice.language, voice.gender, voice.quality, installed, size, voice.licence)
        table.add_row(*(escape(cell) for cell in (*cells, voice.label)))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, NO_TERMINAL_COLUMNS)
    console.print(table)
    if not found:
        console.print("There is no such voice. All languages: audiogen voices", style="dim")
    if any(not voice.installed for voice in found):
        console.print("Install one with: audiogen voices install NAME", style="dim")


@voices.command("try", context_settings=HELP)
@click.argument("name")
@click.option("-e", "--engine", metavar="NAME", default="", help="The voice's engine, where two have one of that name.")
@click.option("-o", "--output", metavar="FILE", help="Write the sample here. [default: <name>.mp3]")
@knob("speed", "-s", "--speed")
@common
def try_(name: str, engine: str, output: str | None, speed: float | None, **_: Any) -> None:
    """Write a sample of the voice NAME."""
    from audiogen.casting import voices as find
    from audiogen.cli.say import write_clip
    from audiogen.pipeline import say

    voice = _named([info for info in find(engine or None) if info.installed], name)
    text = SAMPLES.get(voice.language.partition("-")[0], COUNTING)
    clip = say(text, voice.engine, voice.name, speed or 1.0, voice.language or "en")
    path = Path(output or f"{name}.mp3")
    write_clip(clip, path)
    click.echo(f"{path}: {clip.seconds:.1f} s of {voice.engine} {voice.name}", err=True)


@voices.command(context_settings=HELP)
@click.argument("name")
@knob("voices_url", "--from", metavar="URL")
@common
def install(name: str, config: str | None, debug: bool, **flags: Any) -> None:
    """Fetch the voice NAME (one of Piper's catalogue, or kokoro), check it, keep it for use offline."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    from audiogen.settings import load
    from audiogen.voicestore import install as fetch

    settings = load(config, **flags)
    with Progress(BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(name, total=None)
        voice = fetch(name, settings.voices_url, lambda done, total: bar.update(task, completed=done, total=total))
    click.echo(f"{voice.engine} {voice.name} is installed ({voice.size_bytes / 1e6:.0f} MB).", err=True)


def _named(there: list[VoiceInfo], name: str) -> VoiceInfo:
    from audiogen.errors import EngineError
    from audiogen.registry import nearest

    for voice in there:
        if voice.name.casefold() == name.casefold():
            return voice
    near = nearest(name, {voice.name for voice in there}) or "none"
    raise EngineError(f"No voice '{name}' is installed.", f"Nearest: {near}. All of them: audiogen voices")


@voices.command(context_settings=HELP)
@click.argument("name")
@common
def remove(name: str, **_: Any) -> None:
    """Remove the installed voice NAME."""
    from audiogen.model import VoiceInfo
    from audiogen.voicestore import installed
    from audiogen.voicestore import remove as delete

    there = [VoiceInfo(engine, key, "") for engine in ("piper", "kokoro") for key in installed(engine)]
    voice = _named(there, name)
    delete(voice.engine, voice.name)
    click.echo(f"{voice.engine} {voice.name} is removed.", err=True)
