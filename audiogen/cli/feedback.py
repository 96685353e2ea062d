"""audiogen feedback: what listeners report, looked at, listened to, and put right."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiogen.cli.options import common, knob

if TYPE_CHECKING:
    from audiogen.feedback import Correction, Kept, Place, Report
    from audiogen.feedback.places import Shelved
    from audiogen.feedback.remake import Change
    from audiogen.settings import Settings

HELP = {"help_option_names": ["-h", "--help"]}

EXAMPLES = """\b
Examples:
  audiogen feedback import inbox.mbox reports.jsonl
  audiogen feedback list
  audiogen feedback play 3
  audiogen feedback accept 3 --say "al soo-DAH-nee"
"""

FOLDERS = click.option(
    "--folder", "folders", multiple=True, metavar="FOLDER",
    help="Folder of the episodes; may be repeated. [default: the output of the settings]",
)  # fmt: skip
DATABASE = knob("feedback_db", metavar="FILE")
ID = click.argument("id", type=int)


@click.group(context_settings=HELP, epilog=EXAMPLES)
def feedback() -> None:
    """What listeners report: import it, look at it, put it right."""


@feedback.command("import", context_settings=HELP)
@click.argument("files", nargs=-1, required=True)
@DATABASE
@common
def import_(files: tuple[str, ...], feedback_db: str | None, config: str | None, debug: bool) -> int:
    """Keep the reports in FILES: JSON lines, a JSON array, an mbox, a mail, or - for standard input."""
    from audiogen.cli import complain
    from audiogen.errors import AudiogenError
    from audiogen.feedback.imports import Problem, read
    from audiogen.feedback.store import Store
    from audiogen.settings import load

    store = Store(load(config, feedback_db=feedback_db).feedback_db)
    new = known = wrong = 0
    for file in files:
        try:
            for found in read(file):
                if isinstance(found, Problem):
                    wrong += 1
                    complain(AudiogenError(f"{found.place}: {found.reason}."))
                elif store.add(found) is None:
                    known += 1
                else:
                    new += 1
        except AudiogenError as error:
            wrong += 1
            complain(error)
    click.echo(f"{new} new, {known} known already, {wrong} not understood.", err=True)
    return 1 if wrong else 0


@feedback.command("list", context_settings=HELP)
@click.option("--open", "state", flag_value="open", default=True, help="Those not decided yet. [default]")
@click.option("--all", "state", flag_value="all", help="The accepted and the rejected too.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
@FOLDERS
@DATABASE
@common
def list_(state: str, as_json: bool, folders: tuple[str, ...], config: str | None, debug: bool, **flags: Any) -> None:
    """List the reports: sentence, word and what the listener says."""
    _, store, shelved = _at(config, folders, flags)
    kept = store.reports("open" if state == "open" else None)
    for one in kept:
        _show(one, _found(one.report, shelved), as_json)
    if kept and not shelved:
        click.echo("There are no episodes here: name their folder with --folder.", err=True)
    if not kept:
        click.echo("No feedback. Read some in: audiogen feedback import FILE", err=True)


@feedback.command(context_settings=HELP)
@ID
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@FOLDERS
@DATABASE
@common
def show(id: int, as_json: bool, folders: tuple[str, ...], config: str | None, debug: bool, **flags: Any) -> None:
    """Show one report."""
    _, store, shelved = _at(config, folders, flags)
    kept = store.get(id)
    _show(kept, _found(kept.report, shelved), as_json)


@feedback.command(context_settings=HELP)
@ID
@click.option("-o", "--output", metavar="FILE", help="Write the clip to a file (.wav, .mp3); without it, play it.")
@FOLDERS
@DATABASE
@common
def play(id: int, output: str | None, folders: tuple[str, ...], config: str | None, debug: bool, **flags: Any) -> None:
    """Play the sentence that a report is about."""
    from audiogen.cli.say import play, write_clip
    from audiogen.errors import SettingsError
    from audiogen.feedback.listen import clip

    _, store, shelved = _at(config, folders, flags)
    place = _found(store.get(id).report, shelved)
    if place is None:
        raise SettingsError("No episode here is the one that is meant.", "Name its folder: --folder FOLDER")
    sound = clip(place)
    click.echo(f"{place.segment['text']} ({sound.seconds:.1f} s)", err=True)
    if output:
        write_clip(sound, Path(output))
    else:
        play(sound)


@feedback.command(context_settings=HELP)
@ID
@click.option("--note", default="", help="Why.")
@DATABASE
@common
def reject(id: int, note: str, config: str | None, debug: bool, **flags: Any) -> None:
    """Put a report aside: nothing is changed."""
    from audiogen.errors import SettingsError

    _, store, _ = _at(config, None, flags)
    if store.get(id).state == "accepted":
        raise SettingsError(f"Feedback {id} was accepted.", f"Take that back first: audiogen feedback reopen {id}")
    store.set_state(id, "rejected", note)
    click.echo(f"Feedback {id}: rejected", err=True)


@feedback.command(context_settings=HELP)
@ID
@click.option("--undo", is_flag=True, help="Take the word out of the lexicon, and make the episodes as they were.")
@FOLDERS
@DATABASE
@common
def reopen(id: int, undo: bool, folders: tuple[str, ...], config: str | None, debug: bool, **flags: Any) -> int:
    """Take back what was decided about a report."""
    from audiogen.feedback.remake import entry_of, reopen

    settings, store, _ = _at(config, None, flags)
    kept = store.get(id)
    after = reopen(id, undo=undo, folders=folders, store=store, settings=settings, told=_told)
    if after:
        return _sum_up(after)
    click.echo(f"Feedback {id}: open", err=True)
    if kept.entry:
        word = entry_of(kept).word
        click.echo(f"'{word}' is still in the lexicon: audiogen feedback reopen {id} --undo takes it back.", err=True)
    return 0


@feedback.command(context_settings=HELP)
@ID
@click.option("--say", default="", help='How it is said, as a respelling: "al soo-DAH-nee".')
@click.option("--ipa", default="", help="The same in IPA.")
@click.option("--word", default="", help="The word or words, where the report names none or another.")
@click.option("--case", is_flag=True, help="Upper and lower case must be as given.")
@click.option("--context", multiple=True, metavar="WORD", help="Only where this word is near; may be repeated.")
@click.option("--part", type=click.Choice(["noun", "verb"]), help="Only where it is a noun, or a verb.")
@click.option("-l", "--language", default="", metavar="TAG", help="Of the word. [default: the episode's]")
@click.option("-n", "--dry-run", is_flag=True, help="Show what would change; change nothing.")
@FOLDERS
@DATABASE
@common
def accept(
    id: int,
    dry_run: bool,
    folders: tuple[str, ...],
    feedback_db: str | None,
    config: str | None,
    debug: bool,
    part: str | None,
    **said: Any,
) -> int:
    """Say the word so from now on, and make the episodes that hold it again."""
    from audiogen.cli import complain
    from audiogen.feedback.remake import accept

    settings, store, _ = _at(config, None, {"feedback_db": feedback_db})
    more = {**said, "part": part or ""}
    after = accept(id, folders=folders, store=store, settings=settings, dry_run=dry_run, told=_told, **more)
    if dry_run:
        for error in after.problems:
            complain(error)
        for change in after.changes:
            click.echo(
                f"{change.manifest}: {len(change.segments)} of {change.of} sentences would change{_more(change)}"
            )
        click.echo(f"{len(after.changes)} episodes would change.", err=True)
        return 0
    return _sum_up(after)


def _at(
    config: str | None, folders: tuple[str, ...] | None, flags: dict[str, Any]
) -> tuple[Settings, Any, list[Shelved]]:
    """The settings, the reports, and the episodes where those are wanted."""
    from audiogen.feedback.places import episodes
    from audiogen.feedback.store import Store
    from audiogen.settings import load

    settings = load(config, **flags)
    shelved = [] if folders is None else episodes(folders or [settings.output])
    return settings, Store(settings.feedback_db), shelved


def _found(report: Report, shelved: list[Shelved]) -> Place | None:
    from audiogen.feedback.places import find

    return find(report, shelved)


def _show(kept: Kept, place: Place | None, as_json: bool) -> None:
    if as_json:
        at = None
        if place:
            at = {"manifest": str(place.manifest), "segment": place.index, "exact": place.exact, **place.segment}
            at.pop("words")
        row = {"id": kept.id, "state": kept.state, "imported": kept.imported, "remark": kept.remark}
        click.echo(json.dumps({**row, "report": asdict(kept.report), "place": at}, ensure_ascii=False))
        return
    report = kept.report
    minutes, seconds = divmod(int(max(0.0, report.seconds)), 60)
    episode = place.episode.title if place else report.title or report.slug or report.guid
    where = "" if place and place.exact else " (changed since)" if place else " (not found here)"
    click.echo(f"{kept.id}  {kept.state}  {kept.imported[:10]}  {episode}, {minutes}:{seconds:02}{where}")
    click.echo(f"    {marked(report.text, report.word)}")
    if place and not place.exact:
        click.echo(f"    now: {place.segment['text']}")
    for line in report.note.splitlines():
        click.echo(f"    > {line}")
    if kept.remark:
        click.echo(f"    {kept.remark}")


def marked(text: str, word: str) -> str:
    """The sentence with the word between asterisks, where it stands in it."""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) if word else None
    return f"{text[: found.start()]}*{found[0]}*{text[found.end() :]}" if found else text


def _more(change: Change) -> str:
    others = f", and {change.others} that the rules say otherwise now" if change.others else ""
    return others + ("" if change.from_source else " (from the manifest)")


def _told(change: Change) -> None:
    from audiogen.cli import complain

    if change.error:
        complain(change.error, str(change.manifest))
        return
    click.echo(f"{change.manifest}: spoke {change.spoken} of {change.of}, {change.cached} from cache{_more(change)}")


def _sum_up(after: Correction) -> int:
    from audiogen.cli import FAILED, complain

    for error in after.problems:
        complain(error)
    made = sum(1 for change in after.changes if not change.error)
    click.echo(f"{after.lexicon}: written. {made} episodes made again.", err=True)
    if not after.changes:
        click.echo("No episode here changes: the word is said so already, or another lexicon weighs more.", err=True)
    for folder in after.published:
        click.echo(f"{folder}: published again", err=True)
    return FAILED if after.failed else 0
