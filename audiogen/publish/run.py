"""The order of things: look, match with the ledger, give names, write pages, then index and feeds, then clean up."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from audiogen import __version__
from audiogen.disclosure import disclosure
from audiogen.episode import Episode
from audiogen.errors import AudiogenError, OutputError, SettingsError
from audiogen.naming import printable
from audiogen.parts import folder_lock
from audiogen.publish import names
from audiogen.publish.catalogue import catalogue, is_ours
from audiogen.publish.feeds import feed_files
from audiogen.publish.items import Item, language_tag, moment, published
from audiogen.publish.ledger import Entry, Ledger, now, show_guid
from audiogen.publish.pictures import episode_cover, show_cover
from audiogen.publish.show import Show, check_picture, checked_base_url, checked_category, remembered, site_of
from audiogen.publish.site import Listing, Site
from audiogen.publish.stock import FIRST, Stock, Stocked, take_stock
from audiogen.publish.timed import article_of, as_json, chapter_list, transcript, vtt
from audiogen.publish.withdrawn import withdrawn_page
from audiogen.settings import Settings
from audiogen.shelf import Shelf, os_error
from audiogen.writers.epub_pages import characters

WORDS = ("base_url", "site_title", "site_description", "site_author", "site_email", "site_category", "feedback")
"""Settings that are shown."""


@dataclass(slots=True)
class Published:
    """What a run did. Names are of files in the folder."""

    folder: Path
    episodes: list[str] = field(default_factory=list)
    """Slugs of what is on the site, newest first."""
    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    """Files that were up to date."""
    removed: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    failed: list[tuple[str, AudiogenError]] = field(default_factory=list)
    """Manifests whose episodes are left out, and why."""


def run(settings: Settings, *, withdraw: str = "", reason: str = "", restore: str = "") -> Published:
    """Publish the folder that the settings name as output. For what it raises see `audiogen.publish`."""
    # What a terminal sends need not be text, and goes into files.
    words: dict[str, Any] = {name: printable(getattr(settings, name)) for name in WORDS}
    settings = replace(settings, **words)
    reason = printable(reason)
    folder = Path(settings.output)
    base_url, warning = checked_base_url(settings.base_url)
    check_picture(settings.site_image)
    checked_category(settings.site_category)
    site_of(settings, base_url, ())
    if not folder.is_dir():
        take_stock(folder, Ledger())  # says what is wrong with it
    try:
        with folder_lock(folder):
            publisher = _Publisher(folder, settings, base_url)
            if warning:
                publisher.done.warnings.append(warning)
            return publisher.run(withdraw, reason, restore)
    except OSError as error:
        raise os_error(folder, error) from error


class _Publisher:
    """One run over one folder."""

    def __init__(self, folder: Path, settings: Settings, base_url: str) -> None:
        self.folder = folder
        self.done = Published(folder)
        self.ledger = Ledger.load(folder)
        self.shelf = Shelf(folder)
        self.time = now()
        self.stock: Stock = take_stock(folder, self.ledger)
        self.shelf.prepare()
        self.ledger.base_url = base_url or self.ledger.base_url
        self.settings = remembered(settings, self.ledger)
        self.site: Site = site_of(self.settings, self.ledger.base_url, [record.facts for record in self.stock.episodes])
        self.fresh: dict[str, int] = {}
        """What is to be there at the end, and its size."""

    def run(self, withdraw: str, reason: str, restore: str) -> Published:
        done, ledger = self.done, self.ledger
        done.warnings += self.stock.warnings
        found = catalogue(self.folder, self.stock, ledger, self.time)
        done.warnings += found.warnings
        done.failed += [*self.stock.failed, *found.failed]
        self._mark(withdraw, reason, restore)
        for entry in found.damaged:
            self._keep(entry)
        pairs = [(record, entry) for record, entry in found.pairs if not entry.withdrawn]
        pairs.sort(key=lambda pair: (published(pair[0].facts["published"], pair[1].first), pair[1].guid), reverse=True)
        if self.site.base_url and not ledger.guid:
            ledger.guid = show_guid(self.site.base_url + names.RSS)
        self._save_ledger()  # before the first file: a run that is killed gives no episode two dates
        listings = [listing for record, entry in pairs if (listing := self._episode(record, entry))]
        done.episodes = [listing.slug for listing in listings]
        self._tombstones()
        by_guid = {pair[1].guid: pair for pair in pairs}
        self._site(listings, [by_guid[listing.guid] for listing in listings])
        self._clean()
        self._save_ledger()
        return done

    def _mark(self, withdraw: str, reason: str, restore: str) -> None:
        for name in filter(None, (withdraw, restore)):
            entry = self.ledger.named(name)
            if entry is None:
                from audiogen.registry import nearest

                slugs = [one.slug for one in self.ledger.entries]
                raise SettingsError(f"There is no episode '{name}'.", f"Nearest: {nearest(name, slugs)}.")
            if name == withdraw:
                entry.withdrawn, entry.reason = entry.withdrawn or self.time, reason or entry.reason
            else:
                entry.withdrawn = entry.reason = ""

    def _keep(self, entry: Entry) -> None:
        """Leave the episode's files as they are."""
        own = {entry.slug + suffix for suffix in names.EPISODE}
        self.fresh |= {name: size for name, size in self.ledger.files.items() if name in own}

    def _episode(self, record: Stocked, entry: Entry) -> Listing | None:
        """Write the files beside the audio, unless what they are made of is what it was."""
        listing = self._listing(record, entry)
        stamp = self._stamp(record, listing)
        own = [entry.slug + suffix for suffix in names.EPISODE]
        there = {name: self.ledger.files[name] for name in own if name in self.ledger.files}
        if stamp == entry.stamp and self._are_whole(there):
            self.fresh |= there
            self.done.unchanged += len(there)
        else:
            try:
                self._write_episode(record, listing)
            except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
                said = f"Its manifest cannot be made a page of: {error}."
                self.done.failed.append((record.path.name, OutputError(said, "Make the episode again.")))
                self._keep(entry)
                return None
            entry.stamp = stamp
        return self._with_files(listing)

    def _listing(self, record: Stocked, entry: Entry) -> Listing:
        """The episode without the names of files that may not come to be."""
        date = record.facts["published"]
        shown = date if moment(date) == published(date, entry.first) else entry.first
        return Listing(entry.slug, record.facts, record.audio, shown, entry.changed, entry.guid)

    def _with_files(self, listing: Listing) -> Listing:
        own_vtt = next((name for name in listing.manifest["files"] if name.endswith(names.VTT)), "")
        there = {suffix: listing.slug + suffix for suffix in names.EPISODE if listing.slug + suffix in self.fresh}
        return replace(
            listing,
            captions=own_vtt or there.get(names.VTT, ""),
            chapters=there.get(names.CHAPTERS, ""),
            cover=there.get(names.COVER, ""),
            transcript=there.get(names.TRANSCRIPT, ""),
        )

    def _stamp(self, record: Stocked, listing: Listing) -> str:
        """SHA-256 of all that the files are made of: manifest, audio, site, dates, and the program."""
        parts = [record.digest, record.audio, listing.published, listing.made, listing.guid, listing.slug]
        text = json.dumps([*parts, asdict(self.site), self._program], ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def _program(self) -> str:
        """Another version of the program, or another template, makes other files."""
        digest = hashlib.sha256(__version__.encode())
        for path in sorted(Path(__file__).parent.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
        return digest.hexdigest()

    def _are_whole(self, files: Mapping[str, int]) -> bool:
        try:
            return bool(files) and all((self.folder / name).stat().st_size == size for name, size in files.items())
        except OSError:
            return False

    def _write_episode(self, record: Stocked, listing: Listing) -> None:
        from audiogen.publish.page import page
        from audiogen.publish.story import story

        episode = Episode.load(record.path)
        if episode is None:
            raise ValueError("it changed meanwhile")
        manifest = episode.manifest
        main = self.folder / record.audio[0][0]
        files = {
            names.TRANSCRIPT: transcript(manifest),
            names.CHAPTERS: chapter_list(manifest, self.site.title, main.name),
            names.COVER: episode_cover(main, article_of(manifest)),
        }
        if not any(name.endswith(names.VTT) for name in episode.files):
            files[names.VTT] = vtt(manifest)
        for suffix, data in files.items():
            if data:
                self._put(listing.slug + suffix, data)
        whole = self._with_files(replace(listing, manifest=manifest))
        self._put(listing.slug + names.STORY, as_json(story(whole, self.site)))
        self._put(listing.slug + names.PAGE, page(whole, self.site).encode())

    def _tombstones(self) -> None:
        for entry in self.ledger.entries:
            name = entry.slug + names.PAGE
            hidden = entry.withdrawn or entry.gone
            if hidden and name not in self.fresh and is_ours(self.folder, name, self.stock, self.ledger):
                entry.stamp = ""
                self._put(name, withdrawn_page(entry, self.site))

    def _site(self, listings: list[Listing], pairs: list[tuple[Stocked, Entry]]) -> None:
        from audiogen.publish.assets import player_js
        from audiogen.publish.index import index

        self._put_site(names.INDEX, index(listings, self.site).encode())
        self._put_site(names.PLAYER, b"// The player of audiogen: <audiogen-player>\n" + player_js())
        if not self.site.base_url:
            self.done.warnings.append("Without --base-url there is no feed: its addresses must be whole.")
            return
        image = self.site.image or self.site.base_url + names.SHOW_COVER
        if not self.site.image:
            self._put_site(names.SHOW_COVER, self._picture())
        odd = [listing.audio[0][0] for listing in listings if not listing.audio[0][0].endswith(FIRST)]
        if odd:
            others = f" and {len(odd) - 1} more" if len(odd) > 1 else ""
            self.done.warnings.append(
                f"Podcast players may not play {odd[0]}{others}: make them with --format mp3 too."
            )
        line = disclosure(self.site.language, self.settings.disclosure)
        show = Show(
            self.site,
            self.ledger.guid,
            checked_category(self.settings.site_category),
            self.settings.explicit,
            image,
            line,
        )
        items = [_item(show, listing, record, entry) for listing, (record, entry) in zip(listings, pairs, strict=True)]
        for name, data in feed_files(show, items, self.settings.feed_items):
            self._put_site(name, data)

    def _picture(self) -> bytes:
        """The podcast's: the user's file; the one in the folder, where only the last run named a file; else drawn."""
        path, there = self.settings.site_image, self.folder / names.SHOW_COVER
        if path and not Path(path).is_file() and there.is_file():
            return there.read_bytes()
        author = self.site.author if self.site.author != self.site.title else ""
        return show_cover(self.site.title, author, path if Path(path).is_file() else "")

    def _put_site(self, name: str, data: bytes) -> None:
        if not is_ours(self.folder, name, self.stock, self.ledger, of_site=True):
            raise OutputError(
                f"{self.folder / name} is in the way: it is not audiogen's, and the site needs the name.",
                "Move it; an episode of that name can be made again under another title or --output.",
            )
        self._put(name, data)

    def _put(self, name: str, data: bytes) -> None:
        self.fresh[name] = len(data)
        if self.shelf.put(name, data):
            self.done.written.append(name)
        else:
            self.done.unchanged += 1

    def _clean(self) -> None:
        """Remove what we wrote once and no longer write; the audio and its manifest never."""
        for name in sorted(set(self.ledger.files) - set(self.fresh) - self.stock.taken - {names.LEDGER}):
            if (self.folder / name).exists():
                (self.folder / name).unlink()
                self.done.removed.append(name)
        self.ledger.files = dict(self.fresh)

    def _save_ledger(self) -> None:
        name = names.LEDGER
        if name in self.stock.taken:
            raise OutputError(f"{self.folder / name} is an episode's.", "Make that episode under another name.")
        self.shelf.put(name, self.ledger.as_bytes())


def _item(show: Show, listing: Listing, record: Stocked, entry: Entry) -> Item:
    facts = record.facts
    changed = moment(entry.changed) if entry.changed != entry.first else None
    source = next((one for one in (facts["url"], facts["source"]) if one.startswith(("https://", "http://"))), "")
    return Item(
        guid=entry.guid,
        title=characters(facts["title"]).strip() or entry.slug,
        url=show.address(entry.slug + names.PAGE),
        published=published(facts["published"], entry.first),
        changed=changed,
        first=entry.first,
        text=record.text,
        disclosure=facts["disclosure"],
        byline=facts["byline"],
        language=language_tag(facts["language"]) or "und",
        source=source,
        seconds=facts["seconds"],
        audio=tuple((show.address(name), size, media_type) for name, size, media_type in listing.audio),
        image=show.address(listing.cover),
        captions=show.address(listing.captions),
        transcript=show.address(listing.transcript),
        chapters=show.address(listing.chapters),
    )
