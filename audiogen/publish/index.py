"""All listings -> ``index.html``: newest first, with a search in the titles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from audiogen.publish import assets
from audiogen.publish.site import Listing, Site
from audiogen.publish.story import plain
from audiogen.publish.wording import clock, date_text, direction, wording


def index(listings: Sequence[Listing], site: Site) -> str:
    """The whole HTML; the same for the same listings and site, in whatever order they come."""
    from markupsafe import Markup

    words = wording(site.language or (str(listings[0].manifest["language"]) if listings else "en"))
    script, style = assets.index_script(), assets.index_style()
    rows = [_row(listing, words.language) for listing in newest_first(listings)]
    return assets.templates().get_template("index.html").render(
        policy=assets.policy(script, style),
        site=site,
        title=site.title or words.page["episodes"],
        ui=words.language,
        ui_dir=direction(words.language),
        t=words.page,
        rows=rows,
        script=Markup(script),
        style=Markup(style),
    )  # fmt: skip


def newest_first(listings: Sequence[Listing]) -> list[Listing]:
    """By the article's date, then the audio's; those without one last; of one date, by name."""
    by_name = sorted(listings, key=lambda listing: listing.slug)
    return sorted(by_name, key=lambda listing: (_day(listing), listing.made), reverse=True)


def _day(listing: Listing) -> str:
    return listing.published or str(listing.manifest["published"]) or listing.made


def _row(listing: Listing, language: str) -> dict[str, Any]:
    m = listing.manifest
    day = _day(listing)
    dated = date_text(day, language)
    meta = [(day[:10], dated)] if dated else []
    meta += [("", text) for text in (plain(m["site"]), clock(m["seconds"])) if text]
    return {
        "href": f"{quote(listing.slug)}.html",
        "title": plain(m["title"]),
        "language": m["language"],
        "dir": direction(str(m["language"])),
        "meta": meta,
    }
