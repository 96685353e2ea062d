"""audiogen lexicon: readings of your own for words, phrases and names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiogen.cli.options import common, speaking

if TYPE_CHECKING:
    from audiogen.speakable.lexicon import Entry

HELP = {"help_option_names": ["-h", "--help"]}

EXAMPLES = """\b
Examples:
  audiogen lexicon add "al-Sudani" "al soo-DAH-nee"
  audiogen lexicon add Kyiv --ipa ˈkiːjɪv
  audiogen lexicon add bass --ipa bæs --context fish --context caught
  audiogen lexicon test al-Sudani
"""

FILE = click.option(
    "--lexicon", "path", type=click.Path(dir_okay=False, path_type=Path), help="This file. [default: your own]"
)
LANGUAGE = click.option("-l", "--language", metavar="TAG", help="Language of the entry; * for all.")


@click.group(context_settings=HELP, epilog=EXAMPLES)
def lexicon() -> None:
    """Readings of your own: how names and words are said."""


@lexicon.command(context_settings=HELP)
@click.argument("word")
@click.argument("say", required=False, default="")
@click.option("--ipa", default="", help="The reading in IPA, in place of or beside the respelling.")
@click.option("--case", is_flag=True, help="Upper and lower case must be as given.")
@click.option("--regex", is_flag=True, help="WORD is a regular expression.")
@click.option("--context", multiple=True, metavar="WORD", help="Only where this word is near; may be repeated.")
@click.option("--part", type=click.Choice(["noun", "verb"]), help="Only where the word is a noun, or a verb.")
@LANGUAGE
@FILE
@common
def add(
    word: str,
    say: str,
    ipa: str,
    case: bool,
    regex: bool,
    context: tuple[str, ...],
    part: str | None,
    language: str | None,
    path: Path | None,
    **_: Any,
) -> None:
    """Say WORD as SAY, a respelling such as "al soo-DAH-nee"; an empty one leaves it to the engine."""
    from audiogen.speakable.lexicon import Entry
    from audiogen.speakable.lexicon_files import add

    entry = Entry(word, say, ipa, language or "en", case, regex, context, part or "")
    click.echo(f"{word}: written to {add(entry, path)}", err=True)


@lexicon.command(context_settings=HELP)
@click.argument("word")
@LANGUAGE
@FILE
@common
def remove(word: str, language: str | None, path: Path | None, **_: Any) -> int:
    """Take WORD out of the lexicon."""
    from audiogen.speakable.lexicon_files import remove

    count = remove(word, path, language)
    click.echo(f"{word}: {count} {'entry' if count == 1 else 'entries'} removed", err=True)
    return 0 if count else 1


@lexicon.command("list", context_settings=HELP)
@click.option("--all", "everything", is_flag=True, help="With the starter lexicon that comes with audiogen.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@FILE
@common
def show(everything: bool, as_json: bool, path: Path | None, **_: Any) -> None:
    """List the entries, with the file that each is in."""
    import json
    from dataclasses import asdict

    from audiogen.speakable.lexicon_files import layers, read, user_file

    files = layers([path] if path else [])
    shown = files if everything else [file for file in files if file in (path, user_file()) or file.parent == Path()]
    rows = [(file, entry) for file in shown if file.exists() for entry in read(file)]
    if as_json:
        click.echo(json.dumps([{"file": str(file), **asdict(entry)} for file, entry in rows], ensure_ascii=False))
        return
    for file, entry in rows:
        click.echo(f"{entry.language:6} {entry.word:28} {_reading(entry):36} {file}")
    if not rows:
        click.echo("No entries of your own yet. Add one: audiogen lexicon add WORD SAY", err=True)


@lexicon.command(context_settings=HELP)
@click.argument("word")
@click.option("-o", "--output", metavar="FILE", help="Write the clip to a file; without it, play it.")
@LANGUAGE
@FILE
@speaking
@common
def test(
    word: str, output: str | None, language: str | None, path: Path | None, config: str | None, **flags: Any
) -> None:
    """Hear how WORD is said now."""
    from audiogen.cli.say import play, write_clip
    from audiogen.pipeline import say
    from audiogen.settings import load
    from audiogen.speakable.lexicon import load as load_lexicon

    files = (str(path),) if path else ()
    settings = load(config, lexicon=files, **{k: v for k, v in flags.items() if k != "debug"})
    found = load_lexicon([Path(file) for file in settings.lexicon]).find(word, language or "en")
    for one in found:
        click.echo(f"{word[one.start : one.end]}: {one.say}{f' [{one.ipa}]' if one.ipa else ''}", err=True)
    if not found:
        click.echo(f"{word}: not in the lexicon; the rules and the engine decide", err=True)
    clip = say(word, language=language or "en", settings=settings)
    if output:
        write_clip(clip, Path(output))
    else:
        play(clip)


@lexicon.command("import", context_settings=HELP)
@click.argument("source", type=click.Path(dir_okay=False, path_type=Path))
@LANGUAGE
@FILE
@common
def import_(source: Path, language: str | None, path: Path | None, **_: Any) -> None:
    """Take over the entries of a .toml, .csv or .pls file."""
    from audiogen.speakable.lexicon_exchange import import_file

    click.echo(f"{import_file(source, path, language or 'en')} entries taken over", err=True)


@lexicon.command(context_settings=HELP)
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@FILE
@common
def export(target: Path, path: Path | None, **_: Any) -> None:
    """Write your entries to a .toml, .csv or .pls file."""
    from audiogen.speakable.lexicon_exchange import export
    from audiogen.speakable.lexicon_files import read, user_file

    entries = read(path or user_file())
    export(entries, target)
    click.echo(f"{len(entries)} entries written to {target}", err=True)


def _reading(entry: Entry) -> str:
    parts = [entry.say, f"[{entry.ipa}]" if entry.ipa else "", entry.part, *(f"near {word}" for word in entry.context)]
    return " ".join(part for part in parts if part) or "(left to the engine)"
