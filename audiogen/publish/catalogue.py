"""Which episode in the folder is which in the ledger, and what its files are called.

An episode is known by its source; where the source lies elsewhere now, by the guid that it would have if it were new.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from audiogen.errors import AudiogenError, OutputError
from audiogen.naming import distinct
from audiogen.publish import names
from audiogen.publish.ledger import Entry, Ledger, episode_guid
from audiogen.publish.stock import Stock, Stocked


@dataclass(slots=True)
class Catalogue:
    """The episodes that can be published, each with its entry; what became of the others."""

    pairs: list[tuple[Stocked, Entry]] = field(default_factory=list)
    damaged: list[Entry] = field(default_factory=list)
    """Their manifest is there but cannot be used now: all that they have is to stay."""
    warnings: list[str] = field(default_factory=list)
    failed: list[tuple[str, AudiogenError]] = field(default_factory=list)


def catalogue(folder: Path, stock: Stock, ledger: Ledger, time: str) -> Catalogue:
    """Bring the ledger up to date with the folder.

    Args:
        time: what is new or changed gets this date.
    """
    made = Catalogue()
    pairs = _matched(stock, ledger, time)
    for record, entry in pairs:
        _update(record, entry, time)
    _missing(stock, ledger, {entry.guid for _, entry in pairs}, time, made)
    _name(folder, stock, ledger, pairs, made)
    ledger.entries = [entry for entry in ledger.entries if entry.slug]
    return made


def _matched(stock: Stock, ledger: Ledger, time: str) -> list[tuple[Stocked, Entry]]:
    """Each episode with its entry; those that the ledger knows come first and keep their names."""
    by_origin = {entry.origin: entry for entry in ledger.entries}
    found = {record.origin: by_origin[record.origin] for record in stock.episodes if record.origin in by_origin}
    used = {entry.guid for entry in found.values()}
    free = {entry.guid: entry for entry in ledger.entries if entry.guid not in used}
    known = {entry.guid for entry in ledger.entries}
    new: list[tuple[Stocked, Entry]] = []
    for record in stock.episodes:
        if record.origin in found:
            continue
        if moved := free.pop(episode_guid(record.origin, record.facts, ()), None):
            found[record.origin] = moved
            continue
        guid = episode_guid(record.origin, record.facts, known)
        known.add(guid)
        new.append((record, Entry(guid, "", record.origin, "", "", "", time, time)))
    ledger.entries += [entry for _, entry in new]
    return [*((record, found[record.origin]) for record in stock.episodes if record.origin in found), *new]


def _update(record: Stocked, entry: Entry, time: str) -> None:
    facts = record.facts
    if facts["key"] not in entry.keys[-1:]:
        entry.changed = time if entry.keys else entry.changed
    here = [*record.older, facts["key"]]
    entry.keys = [*(key for key in entry.keys if key not in here), *dict.fromkeys(here)]
    entry.origin, entry.manifest, entry.gone = record.origin, record.path.name, ""
    entry.title, entry.language = facts["title"], facts["language"]


def _missing(stock: Stock, ledger: Ledger, present: set[str], time: str, made: Catalogue) -> None:
    """Say which episodes have lost their manifest. One that is only damaged keeps all that it has."""
    for entry in ledger.entries:
        if entry.guid in present:
            continue
        if entry.manifest in stock.manifests:
            made.damaged.append(entry)
        elif not entry.gone:
            entry.gone = time
            if not entry.withdrawn:
                made.warnings.append(f"{entry.manifest} is no longer there: '{entry.slug}' leaves the feed.")


def _name(folder: Path, stock: Stock, ledger: Ledger, pairs: list[tuple[Stocked, Entry]], made: Catalogue) -> None:
    """Give each a name for its files: the one it has, the audio's, or one of its own. None is another's."""
    used = {entry.slug for entry in ledger.entries if entry.slug}
    for record, entry in pairs:
        stem = record.path.name.removesuffix(".json")
        choices = [one for one in (stem, distinct(stem, entry.guid)) if one not in used]
        choices = [entry.slug, *choices] if entry.slug else choices
        slug = next((one for one in choices if _is_free(folder, one, record, stock, ledger)), "")
        if slug:
            entry.slug = slug
            used.add(slug)
            made.pairs.append((record, entry))
        else:
            said = f"Files that are not audiogen's have the names of its page: {stem}.html, ..."
            made.failed.append((record.path.name, OutputError(said, "Move them to another folder.")))


def _is_free(folder: Path, slug: str, record: Stocked, stock: Stock, ledger: Ledger) -> bool:
    return all(
        is_ours(folder, slug + suffix, stock, ledger)
        or (suffix == names.VTT and slug + suffix in record.facts["files"])
        for suffix in names.EPISODE
    )


def is_ours(folder: Path, name: str, stock: Stock, ledger: Ledger, *, of_site: bool = False) -> bool:
    """Nothing is there, or what publishing wrote; `of_site`: the name may be one that the whole site has once."""
    if name in stock.taken or (name in names.SITE and not of_site):
        return False
    path, page = folder / name, folder / names.page_of(name)
    if name in ledger.files or not path.exists():
        return True
    # Captions and pictures bear no mark: theirs is their page's, or the ledger's, which gives only names that are free.
    known = page != path and any(entry.slug + names.PAGE == page.name for entry in ledger.entries)
    return known or (page.exists() and names.has_mark(page))
