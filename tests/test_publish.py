"""A folder of episodes as a site: what is written, what is left alone, what stays the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from feed_rules import check_json_feed, check_rss

import audiogen
from audiogen.cli import main
from audiogen.episode import FORMAT
from audiogen.errors import OutputError, SettingsError
from audiogen.publish.run import Published

BASE = "https://example.org/listen/"
FIRST, LATER = "1767225600", "1767312000"  # 2026-01-01 and 2026-01-02
STORIES = {
    "lamp.md": "---\ntitle: The lamp at Harrow Point\nauthor: Ada Wren\ndate: 2025-12-03\n---\n\n"
    "It was lit on Monday.\n\n## What happens next\n\nThe old lamp goes to the museum.\n",
    "tide.md": "---\ntitle: High tide in Brackwater\n---\n\n"
    "The water came at six. Nobody was hurt & x &lt; 3 &gt; y.\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stories and their episodes; for copying."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "in").mkdir()
    for name, text in STORIES.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    audiogen.make(folder / "in", folder / "out", engine="tone")
    return folder


@pytest.fixture
def out(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", FIRST)
    return Path(shutil.copytree(made / "out", tmp_path / "out"))


def published(folder: Path, **more: Any) -> Published:
    return audiogen.publish(folder, BASE, **more)


def seen(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.iterdir())}


def feed(folder: Path) -> dict[str, Any]:
    """The items of the JSON feed by title; the RSS has the same ones."""
    channel = check_rss((folder / "feed.xml").read_bytes(), folder, BASE)
    items = check_json_feed((folder / "feed.json").read_bytes(), BASE)["items"]
    assert [guid.text for guid in channel.iterfind("item/guid")] == [item["id"] for item in items]
    return {item["title"]: item for item in items}


def edit(path: Path, **values: Any) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}), encoding="utf-8")


def test_everything_stands_beside_the_audio(out: Path) -> None:
    done = published(out)
    assert done.failed == []
    assert done.warnings == []
    assert done.episodes == ["high-tide-in-brackwater", "the-lamp-at-harrow-point"]
    lamp = {name for name in seen(out) if name.startswith("the-lamp")}
    suffixes = (".mp3", ".json", ".html", ".vtt", ".transcript.json", ".chapters.json", ".story.json", ".cover.jpg")
    assert lamp == {f"the-lamp-at-harrow-point{suffix}" for suffix in suffixes}
    assert {"index.html", "feed.xml", "feed.json", "feed.cover.jpg", "audiogen-player.js", "publish.json"} <= set(
        seen(out)
    )
    assert not (out / "high-tide-in-brackwater.chapters.json").exists()
    items = feed(out)
    assert items["The lamp at Harrow Point"]["date_published"] == "2025-12-03T00:00:00Z"
    assert items["High tide in Brackwater"]["date_published"] == "2026-01-01T00:00:00Z"
    assert "hurt &amp; x &lt; 3 &gt; y." in items["High tide in Brackwater"]["content_html"]


def test_the_line_that_says_who_speaks_is_everywhere(out: Path) -> None:
    published(out)
    line = "This audio version was artificially generated."
    for name in ("the-lamp-at-harrow-point.html", "the-lamp-at-harrow-point.vtt", "feed.xml", "feed.json"):
        assert line in (out / name).read_text(encoding="utf-8"), name
    assert "the-lamp-at-harrow-point.html" in (out / "index.html").read_text(encoding="utf-8")


def test_more_info_tells_what_made_it(out: Path) -> None:
    done = published(out)
    manifest = json.loads((out / f"{done.episodes[0]}.json").read_text(encoding="utf-8"))
    assert (manifest["engine_licence"], manifest["licence"]) == ("MIT", "")
    page = (out / f"{done.episodes[0]}.html").read_text(encoding="utf-8")
    for fact in (manifest["text_sha256"], "tone 1 · MIT", f"audiogen {audiogen.__version__}", "January 1, 2026"):
        assert fact in page


def test_captions_are_those_that_make_writes(made: Path, out: Path, tmp_path: Path) -> None:
    audiogen.make(made / "in", tmp_path / "captioned", engine="tone", captions="vtt")
    published(out)
    for path in (tmp_path / "captioned").glob("*.vtt"):
        assert (out / path.name).read_bytes() == path.read_bytes()
    done = published(tmp_path / "captioned")
    assert not [name for name in done.written if name.endswith(".vtt")]
    assert feed(tmp_path / "captioned")["High tide in Brackwater"]["_audiogen"]["captions"].endswith("brackwater.vtt")


def test_the_same_again_touches_no_file(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(out)
    before = seen(out)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER)
    again = published(out)
    assert again.written == []
    assert again.removed == []
    assert seen(out) == before


def test_a_file_that_is_lost_or_cut_is_made_again(out: Path) -> None:
    published(out)
    before = seen(out)
    (out / "the-lamp-at-harrow-point.vtt").unlink()
    (out / "index.html").write_text("<html>")
    assert sorted(published(out).written) == ["index.html", "the-lamp-at-harrow-point.vtt"]
    assert {name: data for name, (data, _) in seen(out).items()} == {name: data for name, (data, _) in before.items()}


def test_an_index_of_another_s_is_in_the_way(out: Path) -> None:
    (out / "index.html").write_text("<html>my own</html>")
    with pytest.raises(OutputError, match=r"index\.html is in the way"):
        published(out)
    assert (out / "index.html").read_text() == "<html>my own</html>"


def test_a_lost_ledger_costs_dates_but_no_names(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(out)
    before = feed(out)
    (out / "publish.json").unlink()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER)
    done = published(out)
    assert done.warnings == []
    assert [item["id"] for item in feed(out).values()] == [item["id"] for item in before.values()]
    assert {item["url"] for item in feed(out).values()} == {item["url"] for item in before.values()}


def test_a_damaged_ledger_stops_before_anything_is_written(out: Path) -> None:
    published(out)
    (out / "publish.json").write_text('{"publish": 1, "episodes"', encoding="utf-8")
    before = seen(out)
    with pytest.raises(OutputError, match="keeps the guids"):
        published(out)
    assert seen(out) == before


def test_re_made_audio_and_a_new_title_keep_guid_and_address(
    made: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "story.md"
    source.write_text(STORIES["tide.md"].replace("Brackwater", "Oster"), encoding="utf-8")
    audiogen.make(source, out, engine="tone")
    published(out)
    before = feed(out)["High tide in Oster"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER)
    source.write_text(source.read_text(encoding="utf-8").replace("at six", "at seven"), encoding="utf-8")
    audiogen.make(source, out, engine="tone")
    published(out)
    corrected = feed(out)["High tide in Oster"]
    assert corrected["id"] == before["id"]
    assert corrected["date_published"] == before["date_published"]
    assert corrected["date_modified"] == "2026-01-02T00:00:00Z"
    assert "at seven" in corrected["content_html"]
    assert "2026-01-02T00:00:00Z</atom:updated>" in (out / "feed.xml").read_text(encoding="utf-8")

    source.write_text(source.read_text(encoding="utf-8").replace("High tide", "Spring tide"), encoding="utf-8")
    audiogen.make(source, out, engine="tone")
    done = published(out)
    assert done.warnings == [
        "high-tide-in-oster.json is left out: spring-tide-in-oster.json is the newer version of the same article."
    ]
    renamed = feed(out)["Spring tide in Oster"]
    assert (renamed["id"], renamed["url"]) == (before["id"], before["url"])
    assert renamed["attachments"][0]["url"].endswith("spring-tide-in-oster.mp3")
    assert published(out).written == []


def test_a_story_that_lies_elsewhere_now_keeps_its_guid(out: Path) -> None:
    published(out)
    before = feed(out)
    edit(out / "high-tide-in-brackwater.json", origin="another machine's path")
    published(out)
    assert feed(out)["High tide in Brackwater"]["id"] == before["High tide in Brackwater"]["id"]
    assert len(json.loads((out / "publish.json").read_text(encoding="utf-8"))["episodes"]) == 2


def test_two_of_one_name_that_both_moved_stay_two(out: Path) -> None:
    twin = json.loads((out / "high-tide-in-brackwater.json").read_text(encoding="utf-8"))
    shutil.copy(out / "high-tide-in-brackwater.mp3", out / "twin.mp3")
    files = {"twin.mp3": twin["files"]["high-tide-in-brackwater.mp3"]}
    (out / "twin.json").write_text(json.dumps({**twin, "origin": "t", "key": "t", "files": files}), encoding="utf-8")
    published(out)
    before = {entry["guid"] for entry in json.loads((out / "publish.json").read_text(encoding="utf-8"))["episodes"]}
    assert len(before) == 3
    edit(out / "high-tide-in-brackwater.json", origin="u")
    edit(out / "twin.json", origin="v")
    done = published(out)
    assert len(done.episodes) == 3
    channel = check_rss((out / "feed.xml").read_bytes(), out, BASE)
    assert len(channel.findall("item")) == 3


def test_withdrawn_and_restored(out: Path) -> None:
    published(out)
    before = seen(out)
    done = published(out, withdraw="the-lamp-at-harrow-point", reason="The date was <wrong>.")
    assert done.episodes == ["high-tide-in-brackwater"]
    assert sorted(done.removed) == [
        f"the-lamp-at-harrow-point{suffix}"
        for suffix in (".chapters.json", ".cover.jpg", ".story.json", ".transcript.json", ".vtt")
    ]
    assert (out / "the-lamp-at-harrow-point.mp3").exists()
    assert list(feed(out)) == ["High tide in Brackwater"]
    page = (out / "the-lamp-at-harrow-point.html").read_text(encoding="utf-8")
    assert "was withdrawn on <time" in page
    assert "The date was &lt;wrong&gt;." in page
    assert "It was lit" not in page
    assert "the-lamp" not in (out / "index.html").read_text(encoding="utf-8")
    assert published(out).written == []
    published(out, restore="the-lamp-at-harrow-point")
    assert {name: data for name, (data, _) in seen(out).items()} == {name: data for name, (data, _) in before.items()}


def test_an_episode_whose_files_are_gone_leaves_the_feed(out: Path, tmp_path: Path) -> None:
    published(out)
    guid = feed(out)["High tide in Brackwater"]["id"]
    for suffix in (".json", ".mp3"):
        shutil.move(out / f"high-tide-in-brackwater{suffix}", tmp_path)
    done = published(out)
    assert done.warnings == [
        "high-tide-in-brackwater.json is no longer there: 'high-tide-in-brackwater' leaves the feed."
    ]
    assert "no longer available" in (out / "high-tide-in-brackwater.html").read_text(encoding="utf-8")
    assert list(feed(out)) == ["The lamp at Harrow Point"]
    again = published(out)
    assert (again.warnings, again.written) == ([], [])
    for suffix in (".json", ".mp3"):
        shutil.move(tmp_path / f"high-tide-in-brackwater{suffix}", out)
    published(out)
    assert feed(out)["High tide in Brackwater"]["id"] == guid


def test_what_cannot_be_published_is_named_and_the_rest_is(out: Path) -> None:
    published(out)
    page = (out / "the-lamp-at-harrow-point.html").read_bytes()
    (out / "the-lamp-at-harrow-point.mp3").unlink()
    (out / "torn.json").write_text('{"audiogen": 3, "title', encoding="utf-8")
    (out / "notes.json").write_text("[1, 2]", encoding="utf-8")
    (out / "old.json").write_text('{"audiogen": 1}', encoding="utf-8")
    done = published(out)
    failed = {name: error.message for name, error in done.failed}
    assert sorted(failed) == ["old.json", "the-lamp-at-harrow-point.json", "torn.json"]
    assert "missing" in failed["the-lamp-at-harrow-point.json"] and "another version" in failed["old.json"]
    assert done.warnings == ["notes.json is left out: it is no manifest of audiogen."]
    assert list(feed(out)) == ["High tide in Brackwater"]
    assert (out / "the-lamp-at-harrow-point.html").read_bytes() == page


def test_a_damaged_manifest_does_not_take_its_page_down(out: Path) -> None:
    published(out)
    page = (out / "the-lamp-at-harrow-point.html").read_bytes()
    edit(out / "the-lamp-at-harrow-point.json", segments=[{"start": 0}])
    done = published(out)
    assert "is no whole manifest" in done.failed[0][1].message
    assert (out / "the-lamp-at-harrow-point.html").read_bytes() == page
    assert list(feed(out)) == ["High tide in Brackwater"]


def test_names_that_are_the_site_s_own(out: Path, tmp_path: Path) -> None:
    source = tmp_path / "x.txt"
    for title in ("Index", "Feed", "Publish"):
        source = tmp_path / f"{title}.md"
        source.write_text(f"---\ntitle: {title}\n---\n\nA sentence of {title}.\n", encoding="utf-8")
        audiogen.make(source, out, engine="tone")
    audiogen.make(source, out / "the-lamp-at-harrow-point.story.mp3", engine="tone")
    audiogen.make(tmp_path / "Index.md", out / "index.mp3", engine="tone", force=True)
    done = published(out)
    assert done.failed == []
    (lamp,) = [slug for slug in done.episodes if slug.startswith("the-lamp-at-harrow-point-")]
    (index,) = [slug for slug in done.episodes if slug.startswith("index-")]
    others = {"high-tide-in-brackwater", "feed-article", "the-lamp-at-harrow-point.story"}
    assert set(done.episodes) == {lamp, index, *others}
    pages = [out / f"{slug}.html" for slug in done.episodes]
    assert all(page.is_file() for page in pages)
    manifest = json.loads((out / "the-lamp-at-harrow-point.story.json").read_text(encoding="utf-8"))
    assert manifest["audiogen"] == FORMAT
    assert published(out).written == []
    assert len(feed(out)) == len(done.episodes)


def test_make_still_knows_its_files(made: Path, out: Path) -> None:
    published(out)
    before = {name: data for name, (data, _) in seen(out).items()}
    audiogen.make(made / "in", out, engine="tone")
    assert {name: data for name, (data, _) in seen(out).items()} == before


def test_the_page_that_make_wrote_becomes_the_site_s(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    audiogen.make(made / "in", out, engine="tone", page=True)
    done = published(out)
    assert done.episodes == ["high-tide-in-brackwater", "the-lamp-at-harrow-point"]
    before = seen(out)
    assert BASE in before["the-lamp-at-harrow-point.html"][0].decode()
    audiogen.make(made / "in", out, engine="tone", page=True)
    assert seen(out) == before


def test_another_s_page_is_never_replaced(out: Path) -> None:
    (out / "the-lamp-at-harrow-point.html").write_text("<html>the article itself</html>", encoding="utf-8")
    done = published(out)
    assert (out / "the-lamp-at-harrow-point.html").read_text(encoding="utf-8") == "<html>the article itself</html>"
    (slug,) = [slug for slug in done.episodes if "lamp" in slug]
    assert slug.startswith("the-lamp-at-harrow-point-")
    assert (out / f"{slug}.html").is_file()
    assert published(out).written == []


def test_several_formats(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", FIRST)
    audiogen.make(made / "in" / "lamp.md", tmp_path / "out", engine="tone", format="opus,flac,m4a,mp3")
    published(tmp_path / "out")
    channel = check_rss((tmp_path / "out" / "feed.xml").read_bytes(), tmp_path / "out", BASE)
    types = [one.get("type") for one in channel.iter("{https://podcastindex.org/namespace/1.0}alternateEnclosure")]
    assert types == ["audio/mpeg", "audio/mp4", "audio/ogg", "audio/flac"]
    assert channel.find("item/enclosure").get("type") == "audio/mpeg"


@pytest.mark.parametrize("form", ["m4a", "opus", "flac", "wav"])
def test_the_audio_s_own_cover_is_taken(made: Path, tmp_path: Path, form: str) -> None:
    from audiogen.publish.pictures import embedded

    (mp3,) = (made / "out").glob("*lamp*.mp3")
    (episode,) = audiogen.make(made / "in" / "lamp.md", tmp_path / "out", engine="tone", format=form)
    assert embedded(episode.path) == embedded(mp3)
    assert embedded(mp3).startswith(b"\xff\xd8")


def test_a_format_that_podcast_players_do_not_know_is_named(made: Path, tmp_path: Path) -> None:
    audiogen.make(made / "in", tmp_path / "out", engine="tone", format="opus")
    (warning,) = published(tmp_path / "out").warnings
    assert warning.startswith("Podcast players may not play high-tide-in-brackwater.opus and 1 more")


def test_chapters_in_files_of_their_own_are_refused(made: Path, tmp_path: Path) -> None:
    audiogen.make(made / "in" / "lamp.md", tmp_path / "out", engine="tone", split="chapters")
    ((_, error),) = published(tmp_path / "out").failed
    assert "a file per chapter" in error.message


def test_without_an_address_there_are_pages_and_no_feed(out: Path) -> None:
    done = audiogen.publish(out)
    assert done.warnings == ["Without --base-url there is no feed: its addresses must be whole."]
    assert (out / "index.html").is_file()
    assert not (out / "feed.xml").exists()
    published(out)
    assert audiogen.publish(out).warnings == []  # the address is remembered
    assert (out / "feed.xml").is_file()


@pytest.mark.parametrize(
    "address",
    ["example.org", "ftp://example.org/", "https://", "https://a b/", "https://e.org/?x=1", "https://u:p@e.org/",
     "https://e.org:x/", "javascript:alert(1)", 'https://e.org/"><script>'],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(out: Path, address: str) -> None:
    before = seen(out)
    with pytest.raises(SettingsError):
        audiogen.publish(out, address)
    assert seen(out) == before


def test_an_address_without_https(out: Path) -> None:
    assert "not https" in audiogen.publish(out, "http://example.org/a b".replace(" ", "")).warnings[0]
    assert audiogen.publish(out, "http://127.0.0.1:8000").warnings == []
    assert "http://127.0.0.1:8000/feed.xml" in (out / "feed.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("knobs", "said"),
    [
        ({"site_category": "Newz"}, "no category 'Newz'"),
        ({"site_category": "News/Drama"}, "no category"),
        ({"site_email": "nobody"}, "no e-mail"),
        ({"site_image": "none.png"}, "no picture"),
        ({"feedback": "javascript:alert(1)"}, "feedback"),
        ({"withdraw": "the-lamp"}, "no episode"),
    ],
)
def test_settings_that_mean_nothing(out: Path, knobs: dict[str, Any], said: str) -> None:
    before = seen(out)
    with pytest.raises(SettingsError, match=said):
        published(out, **knobs)
    assert seen(out) == before


def test_the_publisher_s_words(out: Path, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (300, 200), "red").save(tmp_path / "show.png")
    published(
        out, site_title="Harrow <Daily> & Co.", site_author="Ada", site_email="ada@example.org", explicit=True,
        site_category="News/Politics", site_description="All the lamps.", site_image=str(tmp_path / "show.png"),
        language="en-GB",
    )  # fmt: skip
    channel = check_rss((out / "feed.xml").read_bytes(), out, BASE)
    assert channel.findtext("title") == "Harrow <Daily> & Co."
    assert channel.findtext("language") == "en-gb"
    assert channel.findtext("description").startswith("All the lamps.")
    text = (out / "feed.xml").read_text(encoding="utf-8")
    assert "<itunes:email>ada@example.org</itunes:email>" in text
    assert '<itunes:category text="Politics"/>' in text


def test_a_run_that_says_nothing_of_the_site_takes_what_the_last_one_said(out: Path, tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "show.png"
    Image.new("RGB", (300, 300), "red").save(picture)
    published(out, site_title="Lamps", site_category="Science/Physics", feed_items=1, site_image=str(picture))
    picture.unlink()
    before = seen(out)
    assert audiogen.publish(out).written == []
    assert seen(out) == before
    published(out, site_title="Lights")
    text = (out / "feed.xml").read_text(encoding="utf-8")
    assert "<title>Lights</title>" in text
    assert 'text="News"' in text
    assert not list(out.glob("feed.archive*"))


def test_nothing_to_publish(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no folder"):
        published(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(OutputError, match="no episodes"):
        published(tmp_path / "empty")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="is not a folder"):
        published(tmp_path / "file")
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_folder_that_cannot_be_written_to(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(OutputError, match="cannot be written to"):
        published(out)


def test_command(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["publish", str(out), "--base-url", BASE, "--title", "Lamps", "--json"])
    assert ended.value.code == 0
    row = json.loads(capsys.readouterr().out)
    assert row["episodes"] == ["high-tide-in-brackwater", "the-lamp-at-harrow-point"]
    (out / "the-lamp-at-harrow-point.mp3").write_bytes(b"x")
    with pytest.raises(SystemExit) as ended:
        main(["publish", str(out)])
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert "Error: the-lamp-at-harrow-point.json: Its audio" in said
    assert "1 episode published" in said


def test_two_runs_at_once_end_like_one(out: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda _: published(out), range(4)))
    assert sum(bool(done.written) for done in runs) == 1
    assert len(feed(out)) == 2


def test_a_run_that_dies_leaves_a_folder_that_the_next_one_mends(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from audiogen.shelf import Shelf

    put, left = Shelf.put, iter(range(7))

    def fails_late(self: Shelf, name: str, data: bytes) -> bool:
        if next(left, None) is None:
            raise OSError(28, "No space left on device")
        return put(self, name, data)

    monkeypatch.setattr(Shelf, "put", fails_late)
    with pytest.raises(OutputError, match="disk is full"):
        published(out)
    monkeypatch.setattr(Shelf, "put", put)
    assert not list(out.glob(".audiogen-*"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER)
    assert published(out).failed == []
    assert feed(out)["High tide in Brackwater"]["date_published"] == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize("data", [b"", b"ID3\x03\x00\x00\x00\x00\x0f\xff", b"\xff\xfb" * 99])
def test_audio_without_a_cover_gets_one_that_is_drawn(out: Path, data: bytes) -> None:
    audio = out / "the-lamp-at-harrow-point.mp3"
    audio.write_bytes(data)
    edit(audio.with_suffix(".json"), files={audio.name: len(data)})
    published(out)
    assert (out / "the-lamp-at-harrow-point.cover.jpg").read_bytes().startswith(b"\xff\xd8")


ODD: list[Any] = [None, -1, float("inf"), "\ud800", "../../x", [[]], {"a": 1}, True, 10**400, "a" * 100_000]


@pytest.mark.parametrize("place", ["manifest", "segment"])
def test_one_odd_manifest_stops_no_other(out: Path, place: str) -> None:
    manifest = next(path for path in out.glob("*.json") if "lamp" in path.name)
    table = json.loads(manifest.read_text(encoding="utf-8"))
    for name in table if place == "manifest" else table["segments"][0]:
        if name in ("audiogen", "text", "spoken", "warnings"):
            continue
        value = ODD[len(name) % len(ODD)] if name not in ("seconds", "frame_rate_hz", "start") else float("inf")
        odd = {**table, name: value}
        if place == "segment":
            odd = {**table, "segments": [{**table["segments"][0], name: value}, *table["segments"][1:]]}
        manifest.write_text(json.dumps(odd), encoding="utf-8")
        assert "high-tide-in-brackwater" in published(out).episodes, name


@pytest.mark.parametrize("value", ["../../x", "/etc/x", "a/b", "..", "\ud800", "\0", 7, None])
def test_a_ledger_that_leads_out_of_the_folder_is_refused(out: Path, tmp_path: Path, value: Any) -> None:
    published(out)
    victim = tmp_path.parent / "x"
    victim.write_text("mine", encoding="utf-8")
    ledger = json.loads((out / "publish.json").read_text(encoding="utf-8"))
    first, *more = ledger["episodes"]
    tables = [{**ledger, "episodes": [{**first, "slug": value}, *more]}, {**ledger, "guid": 3}]
    tables += [{**ledger, "files": {**ledger["files"], value: 4}}] if isinstance(value, str) else []
    tables += [{**ledger, "episodes": [{**first, "first": value}, *more]}, {**ledger, "settings": {"site_title": 3}}]
    for table in tables:
        (out / "publish.json").write_text(json.dumps(table), encoding="utf-8")
        with pytest.raises(OutputError, match=r"publish\.json cannot be read"):
            published(out)
    assert victim.read_text(encoding="utf-8") == "mine"
    assert not list(tmp_path.glob("x*"))


def test_what_a_terminal_sends_need_not_be_text(out: Path) -> None:
    said = {"site_title": "The p\udcffst", "site_description": "\udcff", "site_author": "\udcff"}
    published(out, withdraw="high-tide-in-brackwater", reason="\udcff", **said)
    assert b"The p?st" in (out / "feed.xml").read_bytes()


@pytest.mark.parametrize("suffix", [".vtt", ".cover.jpg", ".transcript.json", ".story.json"])
def test_files_of_the_user_beside_the_audio_are_not_replaced(out: Path, suffix: str) -> None:
    own = out / f"high-tide-in-brackwater{suffix}"
    own.write_text("mine", encoding="utf-8")
    done = published(out)
    assert own.read_text(encoding="utf-8") == "mine" and len(done.episodes) == 2
    assert published(out).episodes == done.episodes and not published(out).written


def test_what_a_killed_run_left_is_written_over(out: Path) -> None:
    published(out)
    ledger = json.loads((out / "publish.json").read_text(encoding="utf-8"))
    slugs = {row["slug"] for row in ledger["episodes"]}
    (out / "publish.json").write_text(json.dumps({**ledger, "files": {}}), encoding="utf-8")
    for path in out.glob("high-tide*.html"):
        path.unlink()
    assert set(published(out).episodes) == slugs
    (out / "publish.json").unlink()
    assert set(published(out).episodes) == slugs
