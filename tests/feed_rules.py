"""The rules of the W3C feed validator for RSS 2.0 and Apple's tags, and what a schema cannot say; JSON Feed 1.1.

The validator itself is in no package index; these are its checks that concern a feed of ours, written anew from the
specifications. `tests/podcast.rng` says which elements, attributes and forms there may be.
"""

from __future__ import annotations

import io
import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html
from PIL import Image

SCHEMA = etree.RelaxNG(file=str(Path(__file__).with_name("podcast.rng")))
SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
PODCAST_SUFFIXES = (".mp3", ".m4a", ".m4b")


def check_rss(data: bytes, folder: Path, base_url: str, name: str = "feed.xml") -> Any:
    """The channel of a feed that keeps every rule; AssertionError names the rule that is broken."""
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    assert SCHEMA.validate(root), SCHEMA.error_log
    channel = root[0]
    places = [child.tag == "item" for child in channel]
    assert places == sorted(places), "an item stands before something of the channel"
    links = {link.get("rel"): link.get("href") for link in channel.iterfind("atom:link", SPACES)}
    assert links["self"] == base_url + name
    guids = [guid.text for guid in channel.iterfind("item/guid")]
    assert len(set(guids)) == len(guids), "a guid stands twice"
    _check_picture(channel.find("itunes:image", SPACES).get("href"), folder, base_url)
    dates = []
    for item in channel.iterfind("item"):
        dates.append(parsedate_to_datetime(item.findtext("pubDate")))
        _check_item(item, folder, base_url)
    assert dates == sorted(dates, reverse=True), "the newest is not first"
    return channel


def _check_item(item: Any, folder: Path, base_url: str) -> None:
    enclosure = item.find("enclosure")
    assert enclosure.get("url").endswith(PODCAST_SUFFIXES), "no directory takes this format"
    sounds = [(enclosure.get("url"), enclosure)]
    for other in item.iterfind("podcast:alternateEnclosure", SPACES):
        sounds += [(source.get("uri"), other) for source in other.iterfind("podcast:source", SPACES)]
    for address, element in sounds:
        assert int(element.get("length")) == beside(address, folder, base_url).stat().st_size
    image = item.find("itunes:image", SPACES)
    if image is not None:
        _check_picture(image.get("href"), folder, base_url)
    beside(item.findtext("link"), folder, base_url)
    for transcript in item.iterfind("podcast:transcript", SPACES):
        file = beside(transcript.get("url"), folder, base_url)
        if transcript.get("type") == "application/json":
            check_transcript(json.loads(file.read_bytes()))
        else:
            assert file.read_text(encoding="utf-8").startswith("WEBVTT\n\nNOTE\n")
    chapters = item.find("podcast:chapters", SPACES)
    if chapters is not None:
        check_chapters(json.loads(beside(chapters.get("url"), folder, base_url).read_bytes()))
    check_html(item.findtext("content:encoded", namespaces=SPACES))


def beside(address: str, folder: Path, base_url: str) -> Path:
    """The file that an address of the site is of."""
    assert address.startswith(base_url)
    path = folder / unquote(urlsplit(address[len(base_url) :]).path)
    assert path.is_file(), address
    return path


def _check_picture(address: str, folder: Path, base_url: str) -> None:
    with Image.open(io.BytesIO(beside(address, folder, base_url).read_bytes())) as image:
        assert image.format == "JPEG"
        assert image.mode == "RGB"
        assert image.width == image.height
        assert 1400 <= image.width <= 3000


def check_html(text: str) -> None:
    """Elements of running text only, no attribute but an absolute address, and well nested."""
    for element in html.fragment_fromstring(text, create_parent="div").iter():
        assert element.tag in ("div", "p", "h1", "h2", "ul", "li", "blockquote", "em", "a"), element.tag
        assert set(element.attrib) <= {"href"}
        assert urlsplit(element.get("href", "https://a/")).scheme in ("http", "https")


def check_transcript(table: Any) -> None:
    """https://github.com/Podcastindex-org/podcast-namespace: transcripts, JSON."""
    assert table["version"] == "1.0.0"
    assert table["segments"]
    last = 0.0
    for segment in table["segments"]:
        assert set(segment) == {"startTime", "endTime", "body"}
        assert last <= segment["startTime"] < segment["endTime"]
        assert segment["body"].strip()
        last = segment["startTime"]


def check_chapters(table: Any) -> None:
    """https://github.com/Podcastindex-org/podcast-namespace: JSON chapters 1.2."""
    assert table["version"] == "1.2.0"
    assert set(table) <= {"version", "chapters", "author", "title", "podcastName", "fileName"}
    starts = [chapter["startTime"] for chapter in table["chapters"]]
    assert starts == sorted(starts)
    assert len(starts) > 1
    for chapter in table["chapters"]:
        assert set(chapter) == {"startTime", "endTime", "title"}
        assert chapter["startTime"] < chapter["endTime"]


def check_json_feed(data: bytes, base_url: str, name: str = "feed.json") -> Any:
    """https://www.jsonfeed.org/version/1.1/: what must be there, and the types of what may."""
    table = json.loads(data)
    assert table["version"] == "https://jsonfeed.org/version/1.1"
    assert table["feed_url"] == base_url + name
    texts = {"version", "title", "home_page_url", "feed_url", "description", "icon", "language", "next_url"}
    assert set(table) <= {*texts, "authors", "items", "_audiogen"}
    assert all(isinstance(table[key], str) for key in texts & set(table))
    ids = [item["id"] for item in table["items"]]
    assert len(set(ids)) == len(ids)
    for item in table["items"]:
        known = {"id", "url", "external_url", "title", "content_html", "summary", "image", "date_published"}
        assert set(item) <= {*known, "date_modified", "authors", "language", "attachments", "_audiogen"}
        assert all(isinstance(item[key], str) and item[key] for key in known & set(item))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item["date_published"])
        for attachment in item["attachments"]:
            assert attachment["url"].startswith(base_url)
            assert attachment["mime_type"].startswith("audio/")
            assert isinstance(attachment["size_in_bytes"], int)
        check_html(item["content_html"])
    return table
