"""Many machines, one run: an article a task of Dask, results and journal in a folder or at an address that all reach.

`run` is the twin of `audiogen.batch.run`; that calls it where the settings name a cluster. Outcomes come as they are
done, not in order; the files and their names are those of a run on one machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from audiogen.errors import SettingsError

if TYPE_CHECKING:
    from audiogen.batch import Listener, Outcome
    from audiogen.readers import Source
    from audiogen.settings import Settings

NOT_THE_SOUND = frozenset({"output", "jobs", "cluster", "in_flight", "retry_failed", "cache", "cache_size"})
"""Settings that may change while a run is interrupted."""

FILES = ("cover", "intro", "music", "outro", "rules", "lexicon", "cache", "sign_cert", "sign_key")
"""Settings that may name files: the workers stand in other folders than we do."""


def run(sources: Iterable[str | Source], settings: Settings, listener: Listener) -> Iterator[Outcome]:
    """Make an MP3 of each article on the cluster, and tell what became of each as soon as it is known.

    Raises:
        AudiogenError: what concerns every article: no Dask, no scheduler, no worker, an output that cannot be written.
    """
    from audiogen.cluster.connection import connected
    from audiogen.cluster.dispatch import Dispatch
    from audiogen.cluster.items import items
    from audiogen.cluster.journal import Journal
    from audiogen.cluster.store import store_at
    from audiogen.outputs import is_file_name, outputs

    if is_file_name(settings.output):
        raise SettingsError(f"{settings.output} is one file.", "For a cluster, give --output a folder or an address.")
    outputs(settings)
    settings = with_absolute_paths(settings)
    store = store_at(settings.output)
    store.prepare()
    with Journal(store, digest(settings), settings.retry_failed) as journal, connected(settings) as crew:
        wanted = journal.failed_items() if settings.retry_failed else items(sources)
        yield from Dispatch(crew, settings.in_flight, journal, listener).run(wanted)
        journal.end()


def with_absolute_paths(settings: Settings) -> Settings:
    """The same settings, seen from any folder."""

    def absolute(value: str) -> str:
        here = Path(value).expanduser()
        return str(here.absolute()) if value and "://" not in value and here.exists() else value

    known = {field.name for field in fields(settings)}
    changed: dict[str, object] = {}
    for name in known.intersection(FILES):
        value = getattr(settings, name)
        changed[name] = absolute(value) if isinstance(value, str) else tuple(map(absolute, value))
    output = settings.output if "://" in settings.output else str(Path(settings.output).absolute())
    return replace(settings, output=output, **changed)  # type: ignore[arg-type]


def digest(settings: Settings) -> str:
    """Of the settings that the sound depends on, and the files that they name, which may change in place: an
    interrupted run goes on only where they are the same.
    """
    from audiogen import __version__
    from audiogen.upkeep import named_files

    told = {field.name: getattr(settings, field.name) for field in fields(settings) if field.name not in NOT_THE_SOUND}
    parts = (__version__, sorted(told.items()), list(named_files(settings)))
    return hashlib.sha256(repr(parts).encode(errors="surrogateescape")).hexdigest()[:16]
