"""What the publisher says of the whole podcast: from the settings, checked; what they leave open, from the episodes."""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from audiogen.errors import SettingsError
from audiogen.publish.categories import CATEGORIES
from audiogen.publish.items import language_tag
from audiogen.publish.ledger import Ledger
from audiogen.publish.site import Site
from audiogen.publish.story import feedback_origin
from audiogen.settings import Settings
from audiogen.writers.epub_pages import characters

TITLE = "Articles to listen to"
"""Of a site whose articles do not say where they are from."""

_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Show:
    """The site, and what only the feeds need."""

    site: Site
    guid: str
    """Of the podcast."""
    category: tuple[str, str]
    """Apple's category and, or an empty string, its subcategory."""
    explicit: bool
    image: str
    """Absolute address of the podcast's picture."""
    disclosure: str
    """The line that says, in the site's language, that the voices are artificial."""

    def address(self, name: str) -> str:
        """Absolute address of a file of the site; empty where there is none."""
        return self.site.base_url + quote(name) if name else ""

    @property
    def description(self) -> str:
        """In its own words and, after them, that the voice is artificial."""
        said = self.site.description or self.site.title
        return f"{characters(said)}\n\n{self.disclosure}"


REMEMBERED = (
    "site_title", "site_description", "site_author", "site_email", "site_image", "site_category", "explicit",
    "feedback", "feed_items",
)  # fmt: skip


def remembered(settings: Settings, ledger: Ledger) -> Settings:
    """The settings; where they say nothing of the site, with what the last run's did. The ledger keeps what they say.

    So a withdrawal, or a correction from elsewhere, does not turn the podcast into one without a name.
    """
    standard = Settings()
    said = {name: getattr(settings, name) for name in REMEMBERED if getattr(settings, name) != getattr(standard, name)}
    if said:
        ledger.settings = said
        if settings.site_image and not settings.site_image.startswith("https://"):
            ledger.settings = {**said, "site_image": Path(settings.site_image).name}  # the path is nobody's business
        return settings
    return replace(settings, **{name: value for name, value in ledger.settings.items() if name in REMEMBERED})


def site_of(settings: Settings, base_url: str, episodes: Iterable[Mapping[str, Any]]) -> Site:
    """The site, as the settings have it. SettingsError where one of them has no meaning.

    Args:
        base_url: as `checked_base_url` gave it.
        episodes: the manifests; what most of them say stands for what is not set.
    """
    if settings.site_email and not _EMAIL.fullmatch(settings.site_email):
        raise SettingsError(f"'{settings.site_email}' is no e-mail address.", "Give --email one such as a@example.org.")
    episodes = list(episodes)
    site = Site(
        title=characters(settings.site_title).strip() or _most(episodes, "site", 0.5) or TITLE,
        base_url=base_url,
        description=settings.site_description,
        language=settings.language or language_tag(_most(episodes, "language")) or "en",
        author=settings.site_author,
        email=settings.site_email,
        feedback=settings.feedback,
        image=settings.site_image if settings.site_image.startswith("https://") else "",
    )
    feedback_origin(site)
    return site


def check_picture(path: str) -> None:
    """SettingsError where it is neither a file nor an https address."""
    if path and not path.startswith("https://") and not Path(path).is_file():
        raise SettingsError(f"There is no picture {path}.", "Give --image a file or an https address.")


def _most(episodes: Sequence[Mapping[str, Any]], name: str, share: float = 0.0) -> str:
    """What most episodes say, where more than that share of them does; of two as common, the first by its letters."""
    count = Counter(" ".join(characters(one[name]).split()) for one in episodes)
    del count[""]
    value = min(count, key=lambda value: (-count[value], value), default="")
    return value if count[value] > share * len(episodes) else ""


def checked_base_url(address: str) -> tuple[str, str]:
    """The address with a slash at its end, and a warning or an empty string. SettingsError where it is none."""
    if not address:
        return "", ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    illegal = any(char.isspace() or not char.isprintable() or char in '<>"' for char in address)
    if parts.scheme not in ("http", "https") or not host or illegal:
        raise SettingsError(
            f"'{address}' is no address of a site.", "Give --base-url one such as https://example.org/listen/"
        )
    if parts.query or parts.fragment or parts.username or parts.password:
        raise SettingsError(
            f"The base URL {address} has more than a host and a path.", "Leave out name, password, '?' and '#'."
        )
    path = quote(parts.path.removesuffix("/") + "/", safe="/%:@!$&'()*+,;=~")
    warning = ""
    if parts.scheme == "http" and not is_loopback(host):
        warning = f"The base URL {address} is not https: podcast directories and many players refuse it."
    return f"{parts.scheme}://{parts.netloc}{path}", warning


def is_loopback(host: str) -> bool:
    """This machine itself, by name or number."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def checked_category(name: str) -> tuple[str, str]:
    """``News`` or ``News/Tech News``, as Apple lists them. SettingsError with the nearest where it does not."""
    main, _, sub = (part.strip() for part in name.partition("/"))
    if main not in CATEGORIES or (sub and sub not in CATEGORIES[main]):
        from audiogen.registry import nearest

        known = [*CATEGORIES, *(f"{one}/{other}" for one, others in CATEGORIES.items() for other in others)]
        raise SettingsError(f"Podcasts have no category '{name}'.", f"Nearest: {nearest(name, known)}.")
    return main, sub
