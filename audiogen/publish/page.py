"""A listing -> its page: the article, the player, what made it. One file that asks nothing of any other site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audiogen.publish import assets
from audiogen.publish.site import Listing, Site
from audiogen.publish.story import about, address, audio, blocks, feedback_origin, plain, player_data, web_address
from audiogen.publish.wording import date_text, direction, wording

_HEADING = ("kicker", "headline", "standfirst")
_SUMMARY_CHARS = 200


def page(listing: Listing, site: Site) -> str:
    """The whole HTML of ``<slug>.html``; the same for the same listing and site.

    Raises:
        SettingsError: the site's feedback address is none.
    """
    from markupsafe import Markup

    m = {**listing.manifest, **{name: plain(listing.manifest[name]) for name in ("title", "byline", "disclosure")}}
    language = str(m["language"])
    words = wording(language)
    shown = [(number, role, text) for number, (role, text) in enumerate(blocks(m))]
    opening = next((number for number, role, _ in shown if role not in _HEADING), len(shown))
    script, style = assets.page_script(), assets.page_style()
    made_by = about(listing)
    return assets.templates().get_template("page.html").render(
        policy=assets.policy(script, style, feedback_origin(site)),
        site=site,
        m=m,
        title=m["title"],
        ui=words.language,
        ui_dir=direction(words.language),
        language=language,
        dir=direction(language),
        address=address(listing, site),
        summary=_summary(shown),
        audio=audio(listing),
        texts=_texts(listing),
        heading=shown[:opening],
        body=_grouped(shown[opening:]),
        headline=next((number for number, role, _ in shown if role == "headline"), -1),
        meta=_meta(m, listing),
        source=web_address(str(m["url"] or m["source"])),
        facts=made_by["facts"],
        unread=made_by["unread"],
        t={**words.page, **words.player},
        data=Markup(assets.inline_json(player_data(listing, site))),
        script=Markup(script),
        style=Markup(style),
    )  # fmt: skip


def _summary(shown: Sequence[tuple[int, str, str]]) -> str:
    """The standfirst, else the first paragraph's beginning."""
    text = next((text for want in ("standfirst", "paragraph") for _, role, text in shown if role == want), "")
    return text if len(text) <= _SUMMARY_CHARS else text[: _SUMMARY_CHARS - 1].rpartition(" ")[0] + "…"


def _grouped(shown: Sequence[tuple[int, str, str]]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Blocks by role, items in a row together: they make one list."""
    groups: list[tuple[str, list[tuple[int, str]]]] = []
    for number, role, text in shown:
        if role == "item" and groups and groups[-1][0] == "item":
            groups[-1][1].append((number, text))
        else:
            groups.append((role, [(number, text)]))
    return groups


def _meta(m: dict[str, Any], listing: Listing) -> list[tuple[str, str]]:
    """The line below the headline: ISO date or nothing, and text."""
    day = listing.published or str(m["published"])
    dated = date_text(day, str(m["language"]))
    texts = [plain(m["byline"]), plain(m["site"])]
    return [("", text) for text in texts if text] + ([(day[:10], dated)] if dated else [])


def _texts(listing: Listing) -> list[tuple[str, str]]:
    """Captions and transcript to take away: address and name."""
    from urllib.parse import quote

    words = wording(str(listing.manifest["language"])).page
    named = ((listing.captions, words["captions"]), (listing.transcript, words["transcript"]))
    return [(quote(name), label) for name, label in named if name]
