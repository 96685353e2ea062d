"""A report accepted: the word goes into the lexicon, and every episode that says it is made again.

All is worked out first; then the lexicon is written, then the episodes, each under its old name, so that the feed's
item keeps its guid. Sentences that are said as before come from the cache.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audiogen.errors import AudiogenError, OutputError, SettingsError
from audiogen.feedback.again import Again, again, changed, picture
from audiogen.feedback.places import LEDGER, Shelved, episodes, find
from audiogen.feedback.store import Kept, Store
from audiogen.settings import Settings, load
from audiogen.speakable.lexicon import Entry, Lexicon
from audiogen.speakable.lexicon import load as load_lexicon
from audiogen.speakable.lexicon_files import add, lexicon_with, put, remove, take

if TYPE_CHECKING:
    from audiogen.model import Clip


@dataclass
class Change:
    """An episode that says the word, and what became of it."""

    manifest: Path
    title: str
    segments: list[int]
    """Indices of the sentences that are said in another way now."""
    of: int
    """Number of its sentences."""
    others: int
    """Sentences without the word that change too, because rules or lexicon changed since the episode was made."""
    from_source: bool
    spoken: int = 0
    cached: int = 0
    error: AudiogenError | None = None


@dataclass
class Correction:
    """What a corrected word changes."""

    entry: Entry
    lexicon: Path | None = None
    """The file that was written; None on a dry run."""
    changes: list[Change] = field(default_factory=list)
    published: list[Path] = field(default_factory=list)
    """Folders whose feed was brought up to date."""
    problems: list[AudiogenError] = field(default_factory=list)
    """What went wrong beside the episodes themselves."""

    @property
    def failed(self) -> bool:
        return bool(self.problems) or any(change.error for change in self.changes)


def accept(
    id: int,
    say: str = "",
    ipa: str = "",
    *,
    word: str = "",
    language: str = "",
    folders: Sequence[str | Path] = (),
    store: Store | None = None,
    settings: Settings | None = None,
    dry_run: bool = False,
    told: Callable[[Change], None] = lambda change: None,
    **conditions: Any,
) -> Correction:
    """Say the word of a report as `say` (a respelling) or `ipa`, from now on and in every episode of the folders.

    Args:
        word: in place of the report's; it must stand in the reported sentence.
        language: in place of the episode's.
        folders: without them, the output of the settings.
        told: is called for each episode that is done.
        conditions: further fields of `audiogen.speakable.lexicon.Entry`: case, context, part.

    Raises:
        SettingsError: there is no such report, or it cannot be accepted so.
    """
    settings = settings or load()
    store = store or Store(settings.feedback_db)
    kept = store.get(id)
    if kept.state == "accepted":
        raise SettingsError(f"Feedback {id} is accepted already.", f"Take it back first: audiogen feedback reopen {id}")
    if not say and not ipa:
        raise SettingsError("How is it said?", 'Give --say "al soo-DAH-nee" or --ipa IPA.')
    shelved = episodes(folders or [settings.output])
    entry = _entry(kept, shelved, word, language, Entry("", say, ipa, **conditions))
    after = _change(entry, shelved, settings, lambda file: put(file, [entry]), lambda: add(entry), told, dry_run)
    if not dry_run and not after.failed:
        store.set_state(id, "accepted", entry=json.dumps(asdict(entry), ensure_ascii=False))
    return after


def reopen(
    id: int,
    *,
    undo: bool = False,
    folders: Sequence[str | Path] = (),
    store: Store | None = None,
    settings: Settings | None = None,
    told: Callable[[Change], None] = lambda change: None,
) -> Correction | None:
    """Take back what was decided about a report; with `undo`, its word leaves the lexicon and the episodes too.

    SettingsError where there is no such report, or nothing to undo.
    """
    settings = settings or load()
    store = store or Store(settings.feedback_db)
    kept = store.get(id)
    after = None
    if undo:
        if not kept.entry:
            raise SettingsError(f"Feedback {id} changed no lexicon.", "Leave --undo out.")
        entry = entry_of(kept)
        shelved = episodes(folders or [settings.output])

        def taken() -> Path:
            from audiogen.speakable.lexicon_files import user_file

            remove(entry.word, None, entry.language)
            return user_file()

        after = _change(entry, shelved, settings, lambda file: take(file, entry.word, entry.language), taken, told)
        if after.failed:
            return after
    store.set_state(id, "open", entry=kept.entry if not undo else "")
    return after


def entry_of(kept: Kept) -> Entry:
    """What a report that was accepted put into the lexicon."""
    table = json.loads(kept.entry)
    return Entry(**{**table, "context": tuple(table["context"])})


def _entry(kept: Kept, shelved: Sequence[Shelved], word: str, language: str, said: Entry) -> Entry:
    report = kept.report
    place = find(report, shelved)
    word = word or report.word
    if not word:
        raise SettingsError(f"Feedback {kept.id} names no word.", "Say which: --word WORD")
    language = language or (place.episode.language if place else report.language).partition("-")[0]
    if not language:
        raise SettingsError("No episode here is the one that is meant.", "Give --folder FOLDER, or --language TAG.")
    entry = replace(said, word=word, language=language)
    if place and not Lexicon([entry]).find(place.segment["text"], place.episode.language):
        text = place.segment["text"]
        raise SettingsError(f"'{word}' does not stand in the sentence: {text}", "Say which word: --word WORD")
    return entry


def _change(
    entry: Entry,
    shelved: Sequence[Shelved],
    settings: Settings,
    change: Callable[[Any], object],
    write: Callable[[], Path],
    told: Callable[[Change], None],
    dry_run: bool = False,
) -> Correction:
    """Work out what changes, write the lexicon, make the episodes again."""
    from audiogen.batch import as_audiogen_error

    after = Correction(entry)
    lexicon_with(change)  # a mistake in it is told before anything is read or made
    work: list[tuple[Change, Again, Lexicon]] = []
    for one in shelved:
        try:
            found = _planned(one, entry, settings, change)
        except AudiogenError as error:  # an engine that is gone, a manifest that is torn: the others are made
            after.problems.append(error)
            continue
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            said = f"{one.manifest} cannot be made again: {error}."
            after.problems.append(OutputError(said, "Make it again from its source."))
            continue
        if found:
            after.changes.append(found[0])
            work.append(found)
    if dry_run:
        return after
    after.lexicon = write()
    for made, plan, lexicon in work:
        try:
            _make(made, plan, lexicon)
        except Exception as error:  # the lexicon is written: what can be made is made
            made.error = as_audiogen_error(error)
        told(made)
    _publish(after)
    return after


def _planned(
    one: Shelved, entry: Entry, settings: Settings, change: Callable[[Any], object]
) -> tuple[Change, Again, Lexicon] | None:
    """What would change in an episode, and how it is made again; None where nothing does."""
    if not _says(one, entry):
        return None
    plan = again(one, settings)
    files = [Path(path) for path in plan.settings.lexicon]
    lexicon = lexicon_with(change, files)
    parts = plan.parts(lexicon)
    inside, others = changed(plan.parts(load_lexicon(files)), parts, one.episode, entry)
    if not inside:
        return None
    return Change(one.manifest, one.episode.title, inside, len(parts), others, plan.from_source), plan, lexicon


def _says(one: Shelved, entry: Entry) -> bool:
    """A sentence of the episode holds the word, in the language of the entry."""
    first = re.search(r"\w+", entry.word)
    if first and not one.may_hold(first[0]):
        return False
    lexicon = Lexicon([entry])
    return any(lexicon.find(row["text"], one.episode.language) for row in one.episode.manifest["segments"])


def _make(found: Change, one: Again, lexicon: Lexicon) -> None:
    from audiogen.casting import Cast
    from audiogen.pipeline import Plan, produce
    from audiogen.shelf import Shelf, os_error

    episode = one.shelved.episode
    shelf = Shelf(found.manifest.parent)

    def heard(clip: Clip) -> None:
        if clip.cached:
            found.cached += 1
        else:
            found.spoken += 1

    try:
        shelf.prepare()
        with Cast(one.settings) as cast:
            voice, _ = cast.voice(one.article.language)
            cast.check_voices(voice)
            plan = Plan(
                one.article,
                one.parts(lexicon),
                voice,
                episode.why,
                cast.identity(voice.engine),
                picture(one),
                episode.origin,
                found.manifest.with_suffix(""),
            )
            produce(plan, one.settings, cast, shelf, heard)
    except OSError as error:
        raise os_error(shelf.folder, error) from error


def _publish(after: Correction) -> None:
    """Bring the feeds of the changed folders up to date, where they were published."""
    from audiogen.publish import publish

    folders = {change.manifest.parent for change in after.changes if not change.error}
    for folder in sorted(folder for folder in folders if (folder / LEDGER).is_file()):
        try:
            publish(folder)
            after.published.append(folder)
        except AudiogenError as error:
            after.problems.append(error)
