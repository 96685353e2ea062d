"""The feeds: whatever an article says, they can be read, say the same, and do nothing; old episodes in archives."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import feedparser
import pytest
from feed_rules import SCHEMA, SPACES, check_html, check_json_feed, check_rss
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import audiogen
from audiogen.episode import FORMAT
from audiogen.publish.feeds import feed_files
from audiogen.publish.items import Item, published, text_of
from audiogen.publish.jsonfeed import json_feed
from audiogen.publish.ledger import Entry, Ledger, episode_guid, show_guid
from audiogen.publish.rss import rss
from audiogen.publish.show import Show
from audiogen.publish.site import Site
from audiogen.publish.stock import MEDIA_TYPES, take_stock
from audiogen.publish.timed import article_of, track_of
from audiogen.writers.epub_pages import characters

BASE = "https://example.org/a/"
HOSTILE = (
    "</item><item>", "]]>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '" onload="x', "&amp;lt;",
    "javascript:alert(1)", "\x00\x01\x0b\x1f\ufffe\uffff", "مرحبا \u202e abc", "👩‍👩‍👧 🏳️‍🌈",
    "\r\n\t", "\u2028", "<!--", "--> <![CDATA[",
)  # fmt: skip
TEXT = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12)), max_size=4).map("".join)
NAMED = st.tuples(st.sampled_from("Aé本"), TEXT).map("".join)
ROLES = st.sampled_from(["headline", "paragraph", "quote", "item", "subheading", "standfirst", "table", "kicker"])


ENTRY = Entry("g", "s", "o", "m.json", "T", "en", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z")


def show(**more: Any) -> Show:
    site = Site("Lamps", BASE, language="en", **more)
    return Show(site, show_guid(BASE + "feed.xml"), ("News", ""), False, BASE + "feed.cover.jpg", "Artificial.")


def item(number: int = 1, **more: Any) -> Item:
    day = datetime(2025, 1, 1 + number % 28, number // 60 % 24, number % 60, tzinfo=timezone.utc)
    nothing = {"site": "", "title": "", "published": "", "key": ""}
    values: dict[str, Any] = {
        "guid": episode_guid(f"https://example.org/{number}", nothing, ()),
        "title": f"Story {number}", "url": f"{BASE}{number}.html", "published": day, "changed": None,
        "first": f"2025-01-01T00:00:{number % 60:02}Z",
        "text": text_of({"silent": [], "blocks": [["paragraph", "A lamp."]]}), "disclosure": "Artificial.",
        "byline": "", "language": "en", "source": "", "seconds": 61.4,
        "audio": ((f"{BASE}{number}.mp3", 9, "audio/mpeg"),),
        "image": "", "captions": f"{BASE}{number}.vtt", "transcript": "", "chapters": "",
    }  # fmt: skip
    return Item(**{**values, **more})


@settings(deadline=None, max_examples=80)
@given(
    title=NAMED, byline=TEXT, disclosure=NAMED, description=TEXT, author=TEXT,
    blocks=st.lists(st.tuples(ROLES, NAMED), min_size=1, max_size=5),
)  # fmt: skip
def test_hostile_words_stay_words(
    title: str, byline: str, disclosure: str, description: str, author: str, blocks: list[tuple[str, str]]
) -> None:
    one = item(title=title, byline=byline, disclosure=disclosure, text=text_of({"silent": [], "blocks": blocks}))
    seen = show(description=description, author=author)
    data = rss(seen, [one], [("self", BASE + "feed.xml")])
    root = etree.fromstring(data)
    assert SCHEMA.validate(root), SCHEMA.error_log
    assert len(root.findall(".//item")) == 1
    written = root.findtext(".//item/title")
    assert written == " ".join(characters(title).split()) or written.endswith("…")
    html = root.findtext(".//item/content:encoded", namespaces=SPACES)
    check_html(html)
    said = "".join(etree.HTML(f"<div>{html}</div>").itertext())
    for role, block in blocks:
        if role != "headline":
            assert "".join(characters(block).split()) in "".join(said.split())
    table = json.loads(json_feed(seen, [one], BASE + "feed.json"))
    assert table["items"][0]["title"] == characters(title)
    assert table["items"][0]["content_html"] == one.html


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "story.txt").write_text("The lamp\n\nIt was lit.\n\nWhat next\n\nIt is dark.\n", encoding="utf-8")
    audiogen.make(folder / "story.txt", folder / "out", engine="tone")
    return folder / "out"


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=NAMED,
    byline=TEXT,
    site=TEXT,
    url=TEXT,
    date=TEXT,
    language=st.sampled_from(["ar", "en", "de-AT"]),
)
def test_a_hostile_manifest_is_published_whole(
    made: Path, tmp_path: Path, title: str, byline: str, site: str, url: str, date: str, language: str
) -> None:
    folder = tmp_path / "out"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(made, folder)
    (path,) = folder.glob("*.json")
    table = json.loads(path.read_text(encoding="utf-8"))
    table |= {"title": title, "byline": byline, "site": site, "url": url, "published": date, "language": language}
    table["blocks"][1][1] = title + table["blocks"][1][1]
    path.write_text(json.dumps(table), encoding="utf-8")
    done = audiogen.publish(folder, BASE)
    assert done.failed == []
    assert done.warnings == []
    channel = check_rss((folder / "feed.xml").read_bytes(), folder, BASE)
    assert len(channel.findall("item")) == 1
    check_json_feed((folder / "feed.json").read_bytes(), BASE)
    assert "<script>alert" not in (folder / done.episodes[0]).with_suffix(".html").read_text(encoding="utf-8")


def test_half_a_character_is_a_damaged_manifest(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "out")
    (path,) = (tmp_path / "out").glob("*.json")
    path.write_text(path.read_text(encoding="utf-8").replace('"title": "', '"title": "\\ud800', 1), encoding="utf-8")
    stock = take_stock(tmp_path / "out", Ledger(entries=[ENTRY]))
    assert stock.episodes == []
    assert "no whole manifest" in stock.failed[0][1].message


def test_feedparser_reads_it_back(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "out")
    audiogen.publish(tmp_path / "out", BASE, site_title="Ünïcode & Co.", site_email="a@example.org")
    read = feedparser.parse((tmp_path / "out" / "feed.xml").read_bytes())
    assert not read.bozo
    assert read.feed.title == "Ünïcode & Co."
    assert read.feed.author_detail.email == "a@example.org"
    (entry,) = read.entries
    (mp3,) = (tmp_path / "out").glob("*.mp3")
    assert entry.enclosures[0].href == BASE + mp3.name
    assert int(entry.enclosures[0].length) == mp3.stat().st_size
    assert entry.enclosures[0].type == "audio/mpeg"
    assert entry.id.startswith("urn:uuid:")
    assert "It was lit." in entry.content[0].value
    assert int(entry.itunes_duration) >= 1
    assert entry.podcast_chapters["type"] == "application/json+chapters"


def test_the_track_comes_back_from_its_manifest_to_the_frame(made: Path) -> None:
    (path,) = made.glob("*.json")
    table = json.loads(path.read_text(encoding="utf-8"))
    assert table["audiogen"] == FORMAT
    track = track_of(table)
    rate = table["frame_rate_hz"]
    for cue, segment in zip(track.cues, table["segments"], strict=True):
        assert abs(cue.start_frame / rate - segment["start"]) < 0.51 / rate
        assert article_of(table).blocks[cue.segment.block].text[cue.segment.start :].startswith(cue.segment.text)
    assert track.cues[-1].end_frame <= track.frames


def documents(count: int, most: int) -> dict[str, bytes]:
    return dict(feed_files(show(), [item(number) for number in range(count)], most))


def items_of(data: bytes) -> list[str]:
    return [str(one.text) for one in etree.fromstring(data).iterfind(".//item/guid")]


def followed(files: dict[str, bytes]) -> Iterator[list[str]]:
    """The documents as a reader finds them: from the feed, by ``prev-archive``."""
    address = BASE + "feed.xml"
    while address:
        root = etree.fromstring(files[address.removeprefix(BASE)])
        assert SCHEMA.validate(root), SCHEMA.error_log
        links = {one.get("rel"): one.get("href") for one in root.iterfind(".//atom:link", SPACES)}
        assert links["self"] == address
        if address != BASE + "feed.xml":
            assert links["current"] == BASE + "feed.xml"
            assert root.find(".//{http://purl.org/syndication/history/1.0}archive") is not None
        yield [str(one.text) for one in root.iterfind(".//item/guid")]
        address = links.get("prev-archive", "")


@pytest.mark.parametrize(
    ("count", "most", "archives"), [(0, 5, 0), (9, 5, 0), (10, 5, 1), (14, 5, 1), (15, 5, 2), (40, 0, 0)]
)
def test_each_episode_is_in_one_document(count: int, most: int, archives: int) -> None:
    files = documents(count, most)
    assert len([name for name in files if "archive" in name]) == 2 * archives
    found = list(followed(files))
    assert len(found) == archives + 1
    flat = [guid for guids in found for guid in guids]
    assert len(flat) == len(set(flat)) == count
    assert len(found[0]) >= min(count, most)
    address, read = "feed.json", []
    while address:
        table = check_json_feed(files[address], BASE, address)
        read += [one["id"] for one in table["items"]]
        address = table.get("next_url", "").removeprefix(BASE)
    assert read == flat


def test_a_full_archive_does_not_change(tmp_path: Path) -> None:
    before, after = documents(24, 5), documents(26, 5)
    full = [name for name in before if "archive" in name]
    changed = [name for name in full if before[name] != after[name]]
    assert changed == ["feed.archive-3.xml"]  # it learns of the archive after it


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2025-03-01", "2025-03-01T00:00:00+00:00"),
        ("2025-03-01T10:00+02:00", "2025-03-01T08:00:00+00:00"),
        ("2025-03-01T10:00:00Z", "2025-03-01T10:00:00+00:00"),
        ("", "2026-01-01T00:00:00+00:00"),
        ("yesterday", "2026-01-01T00:00:00+00:00"),
        ("2031-01-01", "2026-01-01T00:00:00+00:00"),
        ("0001-01-01T00:00+14:00", "2026-01-01T00:00:00+00:00"),
    ],
)
def test_dates(date: str, read: str) -> None:
    assert published(date, "2026-01-01T00:00:00Z").isoformat() == read


def test_guids() -> None:
    facts = {"site": "S", "title": "T", "published": "", "key": "k"}
    web = episode_guid("https://example.org/1", facts, ())
    assert web == episode_guid("https://example.org/1", {**facts, "title": "Another"}, ())
    here, there = episode_guid("0123", facts, ()), episode_guid("4567", facts, ())
    assert here == there != web
    assert episode_guid("4567", facts, {here}) not in (here, web)
    # The example of the podcast namespace's own page on guid.
    assert show_guid("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert show_guid("http://podnews.net/rss/") == show_guid("https://podnews.net/rss")


def test_every_format_has_a_media_type() -> None:
    assert MEDIA_TYPES[".mp3"] == "audio/mpeg"
    assert all(value.startswith("audio/") for value in MEDIA_TYPES.values())
