"""The page beside an episode's audio, where ``--page`` asks for it; of a whole site, `audiogen publish` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audiogen.errors import OutputError
from audiogen.publish.site import Listing, Site

SUFFIX = ".html"
_MARK = b'<meta name="generator" content="audiogen">'


def page_of(name: str, manifest: Mapping[str, Any]) -> str:
    """The page of an episode.

    Args:
        name: of its files, without suffix.
        manifest: with the names and sizes of its audio files.
    """
    from audiogen.publish.page import page
    from audiogen.writers.encoder import FORMATS

    types = {form.suffix: form.media_type for form in FORMATS.values()}
    files = manifest["files"].items()
    audio = tuple((file, size, types[Path(file).suffix]) for file, size in files if Path(file).suffix in types)
    captions = next((file for file, _ in files if file.endswith(".vtt")), "")
    return page(Listing(name, manifest, audio, manifest["published"], "", "", captions=captions), Site())


def check(path: Path) -> None:
    """OutputError where a file of the page's name is not ours to replace: the article itself, perhaps."""
    if path.is_file():
        with path.open("rb") as file:
            if _MARK not in file.read(4096):
                raise OutputError(
                    f"{path} is there and is no page of audiogen.", "Choose another folder with --output."
                )
