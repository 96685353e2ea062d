"""Feeds: which entries, whose text, and what is left of a broken one."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from readers_support import LOCAL, PAGE, STORY, Answer, Server, serving

from audiogen.errors import SettingsError, SourceError
from audiogen.readers import ReadOptions, Source, expand, page


def rss(*items: str, head: str = "") -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Lindmouth Post</title><link>https://post.example/</link><language>en-gb</language>
{"".join(items)}</channel></rss>"""


def item(number: int, link: str = "", content: str = STORY, summary: str = "Ferries.", day: int = 0) -> str:
    return f"""<item><title>Story {number} &amp; more</title><guid isPermaLink="false">id-{number}</guid>
<link>{link or f"https://post.example/{number}"}</link><dc:creator>Ann Otter</dc:creator>
<pubDate>{day or number:02} May 2024 08:00:00 +0200</pubDate><description>{escape(summary)}</description>
<media:content url="https://post.example/small.jpg" medium="image" width="80"/>
<media:content url="https://post.example/large.jpg" medium="image" width="800"/>
{f"<content:encoded>{escape(content)}</content:encoded>" if content else ""}</item>"""


ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafenblatt</title>
<entry><title>Fähren</title><id>tag:1</id><link href="https://blatt.example/1"/><updated>2024-05-03T10:00:00Z</updated>
<author><name>Bo Dachs</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{STORY}</div></content>
</entry></feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Lindmouth Post",
    "language": "en",
    "items": [
        {"id": "1", "url": "https://post.example/1", "title": "One", "content_html": STORY,
         "date_published": "2024-05-01T08:00:00+02:00", "authors": [{"name": "Ann Otter"}]},
        {"id": "2", "content_text": "Short and plain.", "date_published": "2024-05-02T08:00:00+02:00"},
    ],
}  # fmt: skip


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({"/story": Answer(PAGE)}) as running:
        yield running


def feed(tmp_path: Path, text: str | bytes, name: str = "feed.xml", options: ReadOptions = LOCAL) -> list[Source]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(expand(str(path), options))


def test_entries_come_newest_first_with_what_is_known_of_them(tmp_path: Path) -> None:
    sources = feed(tmp_path, rss(item(1), item(3), item(2)))
    assert [source.location for source in sources] == [f"https://post.example/{number}" for number in (3, 2, 1)]
    got = sources[0].read()
    assert got.whole and got.media_type == "text/html" and "counted 19 ferries" in got.text
    known = got.metadata
    assert sources[0].metadata == known
    assert (known.title, known.byline, known.site) == ("Story 3 & more", "Ann Otter", "Lindmouth Post")
    assert (known.published, known.language) == ("2024-05-03T06:00:00Z", "en-GB")
    assert (known.url, known.image) == ("https://post.example/3", "https://post.example/large.jpg")


def test_latest_and_since(tmp_path: Path) -> None:
    text = rss(*(item(number) for number in range(1, 10)))
    assert len(feed(tmp_path, text, options=replace(LOCAL, latest=2))) == 2
    assert len(feed(tmp_path, text, options=replace(LOCAL, since="2024-05-07"))) == 3
    assert feed(tmp_path, text, options=replace(LOCAL, since="2025-01-01")) == []
    with pytest.raises(SettingsError):
        feed(tmp_path, text, options=replace(LOCAL, since="last week"))


def test_entries_without_dates_keep_their_order_and_are_not_lost(tmp_path: Path) -> None:
    undated = item(5).replace("pubDate", "ignored")
    sources = feed(tmp_path, rss(undated, item(2), item(9)), options=replace(LOCAL, since="2024-05-08"))
    assert [source.metadata.title[:7] for source in sources] == ["Story 5", "Story 9"]


def test_atom(tmp_path: Path) -> None:
    (source,) = feed(tmp_path, ATOM, "a.atom")
    got = source.read()
    assert (got.metadata.title, got.metadata.byline, got.metadata.language) == ("Fähren", "Bo Dachs", "de")
    assert got.metadata.published == "2024-05-03T10:00:00Z" and "counted 19 ferries" in got.text


def test_json_feed(tmp_path: Path) -> None:
    sources = feed(tmp_path, json.dumps(JSON_FEED, indent=1), "feed.json")
    assert [source.location for source in sources] == ["2", "https://post.example/1"]
    short, long = sources[0].read(), sources[1].read()
    assert (short.text, short.media_type) == ("Short and plain.", "text/plain") and "beginning" in short.warnings[0]
    assert (long.metadata.byline, long.metadata.published) == ("Ann Otter", "2024-05-01T08:00:00+02:00")


@pytest.mark.parametrize("end", ["[&#8230;]", "…", "...", "Read more", "<a href='#'>Weiterlesen</a> »",
                                 "[...] The post Story 1 appeared first on Lindmouth Post."])  # fmt: skip
def test_a_text_that_is_cut_is_fetched_from_the_page(tmp_path: Path, server: Server, end: str) -> None:
    link = f"{server.url}/story"
    (source,) = feed(tmp_path, rss(item(1, link, f"<p>{'The harbour office counted ferries. ' * 20} {end}</p>")))
    assert server.asked == []
    got = source.read()
    assert got.text == PAGE and not got.whole and got.source == link
    assert (got.metadata.title, got.metadata.byline) == ("Story 1 & more", "Ann Otter")


def test_a_summary_is_no_article(tmp_path: Path, server: Server) -> None:
    (source,) = feed(tmp_path, rss(item(1, f"{server.url}/story", "", "Ferries were counted.")))
    assert source.read().text == PAGE
    (source,) = feed(tmp_path, rss(item(1, f"{server.url}/gone", "", "Ferries were counted.")))
    with pytest.raises(SourceError, match="404"):
        source.read()


def test_short_news_is_read_from_the_feed_where_the_page_is_gone(tmp_path: Path, server: Server) -> None:
    (source,) = feed(tmp_path, rss(item(1, f"{server.url}/gone", "<p>The harbour is open again.</p>")))
    got = source.read()
    assert got.text == "<p>The harbour is open again.</p>" and "404" in got.warnings[0]


def test_full_text_in_the_description_is_an_article(tmp_path: Path) -> None:
    (source,) = feed(tmp_path, rss(item(1, content="", summary=STORY * 2)))
    assert source.read().whole


def test_links_of_a_feed_need_leave_for_the_own_network(tmp_path: Path, server: Server) -> None:
    (source,) = feed(tmp_path, rss(item(1, f"{server.url}/story", "")), options=ReadOptions())
    with pytest.raises(SourceError, match="not a public address"):
        source.read()
    assert server.asked == []


def test_a_feed_at_an_address(server: Server) -> None:
    relative = rss(item(1, "/story", "", "Ferries."))
    server.answers["/feed"] = Answer(relative, headers={"Content-Type": "application/rss+xml; charset=utf-8"})
    server.answers["/feed2"] = Answer(relative, headers={"Content-Type": "text/html"})
    for path in ("/feed", "/feed2"):
        (source,) = expand(server.url + path, LOCAL)
        assert source.location == f"{server.url}/story"
        assert source.read().text == PAGE
    assert page(f"{server.url}/feed", options=LOCAL).text == PAGE  # of a feed with one entry, that one


def test_entries_that_share_a_link_are_told_apart_and_stay_the_same(tmp_path: Path) -> None:
    home = "https://post.example/"
    text = rss(item(1, home), item(2, home), item(3, home).replace("id-3", "id-1"))
    places = [source.location for source in feed(tmp_path, text)]
    assert len(set(places)) == 3 and "id-2" in places
    assert places == [source.location for source in feed(tmp_path, text)]


def test_a_feed_in_another_charset(tmp_path: Path) -> None:
    text = rss(item(1).replace("Story 1", "Größe")).replace("utf-8", "iso-8859-1")
    assert feed(tmp_path, text.encode("latin-1"))[0].metadata.title.startswith("Größe")
    assert feed(tmp_path, text.encode("utf-8"))[0].metadata.title.startswith("Größe")
    assert feed(tmp_path, text.encode("utf-16"))[0].metadata.title.startswith("Größe")


def test_of_a_broken_feed_what_can_be_read_is_read_with_a_warning(tmp_path: Path) -> None:
    broken = rss(item(2), item(1).replace("</title>", "</titel> & <b>"))
    sources = feed(tmp_path, broken)
    assert sources[0].metadata.title == "Story 2 & more"
    assert "broken" in sources[0].read().warnings[0]
    cut = rss(item(1), item(2))
    sources = feed(tmp_path, cut[: cut.index("id-2")])
    assert any("counted 19 ferries" in source.read().text for source in sources if "1" in source.metadata.title)


@pytest.mark.parametrize(
    "text",
    [
        "<rss version='2.0'><channel></channel></rss>",
        "<rss><<<>>",
        '{"version": "https://jsonfeed.org/version/1", "items": 3}',
        '{"version": "https://jsonfeed.org/version/1", "items": [',
    ],
)
def test_a_feed_without_entries_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError) as caught:
        feed(tmp_path, text)
    assert caught.value.hint


def test_an_entity_bomb_stays_small(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE rss [<!ENTITY e0 "boom">{entities}]>\n'
    began = time.monotonic()
    sources = feed(tmp_path, rss(item(1).replace("Story 1", "Story &e11; 1"), head=head))
    assert time.monotonic() - began < 2
    assert all(len(source.metadata.title) < 1000 for source in sources)


def test_an_entity_that_names_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("swordfish", "utf-8")
    head = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>\n'
    for source in feed(tmp_path, rss(item(1).replace("Story 1", "Story &x; 1"), head=head)):
        assert "swordfish" not in source.metadata.title


@pytest.mark.parametrize("reference", ["&#99999999;", "&#x110000;", "&#0;", "&#xd800;", "&amp;#99999999999999;"])
def test_references_to_no_character_do_no_harm(tmp_path: Path, reference: str) -> None:
    text = rss(item(1).replace("Story 1", f"Story {reference}1"), item(2, content=STORY + reference))
    assert [source.metadata.title[:5] for source in feed(tmp_path, text)] == ["Story", "Story"]


@pytest.mark.parametrize("date", ["Wed, 99 Foo 2024", "03 May 24 10:00:00 GMT", "0001-01-01T00:00:00+14:00", "now"])
def test_odd_dates_do_no_harm(tmp_path: Path, date: str) -> None:
    import re

    text = rss(re.sub("<pubDate>.*?</pubDate>", f"<pubDate>{date}</pubDate>", item(1)), item(2))
    assert len(feed(tmp_path, text)) == 2


def test_deeply_nested_json_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        feed(tmp_path, '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 200_000, "x.json")
