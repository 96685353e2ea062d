"""The names of what publishing writes, and which file of such a name is ours to replace.

Beside an episode's page ``<slug>.html`` stand files with its slug and more than one suffix; what the whole site has in
one piece is named here. No title makes such a name (`audiogen.naming.slug`), but ``-o x.story.mp3`` does.
"""

from __future__ import annotations

import re
from pathlib import Path

PAGE = ".html"
VTT = ".vtt"
TRANSCRIPT = ".transcript.json"
CHAPTERS = ".chapters.json"
STORY = ".story.json"
COVER = ".cover.jpg"
EPISODE = (PAGE, VTT, TRANSCRIPT, CHAPTERS, STORY, COVER)

INDEX = "index.html"
RSS = "feed.xml"
JSON_FEED = "feed.json"
SHOW_COVER = "feed.cover.jpg"
PLAYER = "audiogen-player.js"
LEDGER = "publish.json"
SITE = (INDEX, RSS, JSON_FEED, SHOW_COVER, PLAYER, LEDGER)

_ARCHIVE = re.compile(r"feed\.archive-\d+\.(xml|json)")
_MARKS = {".html": b'content="audiogen', ".xml": b"<generator>audiogen", ".json": b'"_audiogen"', ".js": b"audiogen"}
"""What stands near the beginning of every page, and of every text file for the whole site."""


def archive(number: int, suffix: str) -> str:
    """``feed.archive-1.xml``: the oldest episodes."""
    return f"feed.archive-{number}{suffix}"


def is_derived(name: str) -> bool:
    """A JSON file that, by its name, is publishing's own."""
    return name == JSON_FEED or name.endswith((TRANSCRIPT, CHAPTERS, STORY)) or is_archive(name)


def is_archive(name: str) -> bool:
    return bool(_ARCHIVE.fullmatch(name))


def page_of(name: str) -> str:
    """The page that a file of this name stands beside; the name itself where it is a page, or the whole site's."""
    suffix = next((suffix for suffix in EPISODE if name.endswith(suffix)), "")
    return name.removesuffix(suffix) + PAGE if suffix and name not in SITE else name


def has_mark(path: Path) -> bool:
    """A file that publishing wrote, for where the ledger does not know it: after a crash, or when it was lost.

    A web page that somebody saved beside its own audio is not ours.
    """
    mark = _MARKS.get(path.suffix, b"")
    with path.open("rb") as file:
        return mark in file.read(4096)
