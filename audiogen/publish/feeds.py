"""Which episodes stand in which document of the feed: the newest in the feed, older ones in archives (RFC 5005).

Archives are filled in the order of first publication: a full one does not change when episodes are added, but for the
link to the one after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audiogen.publish import names
from audiogen.publish.items import Item
from audiogen.publish.jsonfeed import json_feed
from audiogen.publish.rss import rss
from audiogen.publish.show import Show


def feed_files(show: Show, items: Sequence[Item], most: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each document, RSS and JSON.

    Args:
        items: all, in any order.
        most: in an archive; the feed itself has at least as many, and less than twice. 0: all are in the feed.
    """
    oldest_first = sorted(items, key=lambda item: (item.first, item.published, item.guid))
    archives = max(0, len(items) // most - 1) if most else 0
    chunks = [oldest_first[number * most : (number + 1) * most] for number in range(archives)]
    for number, chunk in enumerate([*chunks, oldest_first[archives * most :]], 1):
        newest_first = sorted(chunk, key=lambda item: (item.published, item.guid), reverse=True)
        last = number > archives
        name = names.RSS if last else names.archive(number, ".xml")
        yield name, rss(show, newest_first, _links(show, number, archives), archive=not last)
        name = names.JSON_FEED if last else names.archive(number, ".json")
        older = show.address(names.archive(number - 1, ".json")) if number > 1 else ""
        yield name, json_feed(show, newest_first, show.address(name), older)


def _links(show: Show, number: int, archives: int) -> list[tuple[str, str]]:
    """From document `number` (the feed itself comes after the archives) to itself and its neighbours."""
    own = names.RSS if number > archives else names.archive(number, ".xml")
    links = [("self", show.address(own))]
    if number > 1:
        links.append(("prev-archive", show.address(names.archive(number - 1, ".xml"))))
    if number < archives:
        links.append(("next-archive", show.address(names.archive(number + 1, ".xml"))))
    if number <= archives:
        links.append(("current", show.address(names.RSS)))
    return links
