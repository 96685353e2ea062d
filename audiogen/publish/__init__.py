"""Publish a folder of episodes: pages, index, player, captions, chapters, pictures and feeds beside the audio.

All of it is made from the manifests and `publish.json`; the same input gives the same bytes, and a file whose bytes
would not change is not touched.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audiogen.publish.run import Published


def publish(
    folder: str | Path | None = None,
    base_url: str | None = None,
    *,
    withdraw: str = "",
    reason: str = "",
    restore: str = "",
    **knobs: Any,
) -> Published:
    """Write the site and the feeds of a folder that `audiogen.make` filled.

    Args:
        folder: without it the folder that the settings name as output.
        base_url: where the folder will stand on the web; without it the last one, else there are no feeds.
        withdraw: slug or guid of an episode that is to leave pages and feeds; `reason` stands on what is left of its
            page.
        restore: slug or guid of an episode that is to come back.
        knobs: any other field of `audiogen.settings.Settings`: site_title, feed_items, ...

    Raises:
        SettingsError: a setting has no meaning, or there is no such episode.
        OutputError: there are no episodes, or the folder cannot be written to.
    """
    from audiogen.publish.run import run
    from audiogen.settings import load

    settings = load(output=str(folder) if folder is not None else None, base_url=base_url, **knobs)
    return run(settings, withdraw=withdraw, reason=reason, restore=restore)
