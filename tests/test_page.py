"""The page, the index and the story as text: whole, self-contained, deterministic; hostile text stays text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from shutil import which
from typing import Any

import page_support
import pytest
from lxml import html as markup

import audiogen
from audiogen.errors import AudiogenError, SettingsError
from audiogen.publish import assets
from audiogen.publish.index import index
from audiogen.publish.page import page
from audiogen.publish.site import Listing, Site
from audiogen.publish.story import story
from audiogen.publish.wording import LANGUAGES, clock, direction, kind, wording

MOST_BYTES = 40_000
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</style><img src=x onerror=alert(3)>",
    "<!--<script>",
    "]]> --> <![CDATA[",
    "\"'><svg onload=alert(4)>",
    "javascript:alert(5)",
    "a\u2028b\u2029c",
    "{{ 7 * 7 }} {% raw %} ${7} &lt;b&gt; &amp;amp; \\u003c",
    "🐟" * 3 + " \u202eabc\u202c",
)


def tree(text: str) -> Any:
    return markup.document_fromstring(text.encode(), parser=markup.HTMLParser(encoding="utf-8"))


def data(text: str) -> dict[str, Any]:
    """The story that the page carries, as a browser would find it."""
    raw = re.search(r'<script type="application/json" id="story">(.*?)</script', text, re.DOTALL)
    assert raw
    found = json.loads(raw[1])
    assert isinstance(found, dict)
    return found


def test_the_page_holds_the_article_in_order() -> None:
    root = tree(page(page_support.listing(), Site()))
    blocks = root.xpath("//*[@data-b]")
    assert [block.get("data-b") for block in blocks] == [str(number) for number in range(len(page_support.BLOCKS))]
    assert [block.text_content() for block in blocks] == [text for _, text in page_support.BLOCKS]
    assert [one.text_content() for one in root.xpath("//h1")] == ["The lamp at Harrow Point"]
    assert len(root.xpath("//ul/li[@data-b]")) == 2
    assert root.xpath("//blockquote/p[@data-b]")


def test_without_script_there_are_the_audio_and_the_disclosure_and_what_made_it() -> None:
    listing = replace(page_support.listing(), captions="the-lamp.vtt", transcript="the lamp.txt")
    root = tree(page(listing, Site()))
    assert root.xpath("//audio/@controls") == [""]
    assert root.xpath("//audio/source/@src") == ["the-lamp.mp3"]
    assert root.xpath("//*[@class='disclosure']/text()") == ["This audio version was artificially generated."]
    assert root.xpath("//a[@download]/@href") == ["the-lamp.mp3", "the-lamp.vtt", "the%20lamp.txt"]
    facts = dict(zip(root.xpath("//dt/text()"), root.xpath("//dd/text()"), strict=True))
    assert facts["Licence of the voice"] == "CC0-1.0"
    assert facts["Engine"] == "tone 1 · GPL-3.0-or-later"
    assert facts["Text (SHA-256)"] == listing.manifest["text_sha256"]
    assert facts["Audio made"] == "January 10, 2026"
    assert "Read also: tides" in root.xpath("//details[@class='about']//li/text()")
    assert "The old lamp, seen from the pier" in root.xpath("//details[@class='about']//li/text()")


def test_sentences_and_words_are_found_by_their_offsets_in_utf_16() -> None:
    listing = page_support.listing()
    made = story(listing, Site())
    for sentence, told in zip(listing.manifest["segments"], made["segments"], strict=True):
        block, start, end, _, _, words = told
        text = made["blocks"][block][1].encode("utf-16-le")
        assert text[2 * start : 2 * end].decode("utf-16-le") == sentence["text"]
        heard = [text[2 * words[i] : 2 * words[i + 1]].decode("utf-16-le") for i in range(0, len(words), 4)]
        assert heard == re.findall(r"\w+", sentence["text"])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    blocks = [("headline", text), ("paragraph", f"Before. {text} After.")]
    listing = page_support.listing(blocks, byline=text, site=text, url=text, source=text)  # type: ignore[arg-type]
    site = Site(title=text, description=text)
    made = page(listing, site)
    root = tree(made)
    assert len(root.xpath("//script")) == 2
    assert len(root.xpath("//style")) == 1
    assert not root.xpath("//img | //*[local-name() = 'svg'] | //@onerror | //@onload | //comment()")
    assert [block.text_content() for block in root.xpath("//*[@data-b]")] == [text, f"Before. {text} After."]
    assert root.xpath("string(//meta[@property='og:title']/@content)") == text
    assert not root.xpath("//a[starts-with(@href, 'javascript')]")
    assert data(made)["title"] == text
    rows = tree(index([listing], site))
    assert len(rows.xpath("//script")) == 1
    assert rows.xpath("string(//ol/li/a)") == text


def test_a_control_character_does_not_move_what_follows() -> None:
    blocks = [("headline", "A\x00B"), ("paragraph", "One\x0b two. Three\x1f four.")]
    made = page(page_support.listing(blocks), Site())  # type: ignore[arg-type]
    assert not re.search("[\x00-\x08\x0b-\x1f]", made)
    assert [len(block.text_content()) for block in tree(made).xpath("//*[@data-b]")] == [3, 22]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1&c='\"", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org/x", False),
        ("/home/somebody/story.txt", False),
        ("http://[", False),
    ],
)
def test_only_web_addresses_become_links(url: str, linked: bool) -> None:
    root = tree(page(page_support.listing(url=url), Site()))
    assert root.xpath("//p[@class='source']/a/@href") == ([url] if linked else [])


def test_the_policy_lets_run_just_what_is_there() -> None:
    for made in (page(page_support.listing(), Site()), index([page_support.listing()], Site())):
        root = tree(made)
        rules = dict(rule.split(" ", 1) for rule in root.xpath("//meta[@http-equiv]/@content")[0].split("; "))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == digest(root.xpath("//script[not(@type)]/text()")[0])
        assert rules["style-src"] == digest(root.xpath("//style/text()")[0])
        assert rules["connect-src"] == rules["form-action"] == rules["base-uri"] == "'none'"
        assert not root.xpath("//@style")
        assert "http-equiv" in made[: made.index("<style")]


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_lets_feedback_go_to_its_address_only() -> None:
    made = page(page_support.listing(), Site(feedback="https://notes.example.org:8443/in?x=1"))
    assert "connect-src https://notes.example.org:8443;" in tree(made).xpath("//meta[@http-equiv]/@content")[0]
    by_mail = page(page_support.listing(), Site(feedback="mailto:desk@example.org"))
    assert "connect-src 'none'" in tree(by_mail).xpath("//meta[@http-equiv]/@content")[0]


@pytest.mark.parametrize(
    "feedback",
    [
        "javascript:alert(1)",
        "http://example.org/",
        "https://a.example; script-src *",
        "mailto:",
        "https://",
        "desk@example.org",
    ],
)
def test_a_feedback_address_that_is_none_is_refused(feedback: str) -> None:
    for make in (page, story):
        with pytest.raises(SettingsError, match="feedback"):
            make(page_support.listing(), Site(feedback=feedback))  # type: ignore[operator]


def test_script_and_style_are_small_and_ask_nothing_of_others() -> None:
    size = len(assets.page_script().encode()) + len(assets.page_style().encode())
    assert size < MOST_BYTES
    assert len(assets.player_js()) < MOST_BYTES
    for text in (assets.page_script(), assets.page_style(), assets.player_js().decode(), assets.index_script()):
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|document\.cookie|@import|url\(", text)
        assert "</" not in text


def test_the_same_listing_gives_the_same_bytes() -> None:
    first, again = page_support.listing(), page_support.listing()
    site = Site(title="The Tide", base_url="https://tide.example/")
    assert page(first, site) == page(again, site)
    assert json.dumps(story(first, site)) == json.dumps(story(again, site))
    others = [replace(first, slug=f"s{number}", guid=str(number)) for number in range(5)]
    assert index(others, site) == index(others[::-1], site)


@pytest.mark.parametrize("language", [*LANGUAGES, "de-AT", "ar", "he-IL", "sr-Latn", "xx"])
def test_language_and_direction_are_set(language: str) -> None:
    root = tree(page(page_support.listing(language=language), Site()))
    article = root.xpath("//article")[0]
    assert article.get("lang") == language
    assert article.get("dir") == ("rtl" if language in ("ar", "he-IL") else "ltr")
    words = wording(language)
    assert root.get("lang") == words.language
    assert root.xpath("string(//section/h2 | //section//h2)") == words.player["listen"]


def test_all_languages_have_all_words() -> None:
    english = wording("en")
    for language in LANGUAGES:
        words = wording(language)
        for mine, theirs in (
            (words.player, english.player),
            (words.page, english.page),
            (words.reasons, english.reasons),
        ):
            assert mine.keys() == theirs.keys()
            assert [re.findall(r"\{\d\}", text) for text in map(str, mine.values())] == [
                re.findall(r"\{\d\}", text) for text in map(str, theirs.values())
            ]


def test_rules_are_told_by_their_kind() -> None:
    told = {
        "en:navigation": "page", "above the headline": "page", "menu at the edge: links": "page",
        "under de:related": "related",
        "en:newsletter": "offers", "stamp": "about", "pdf-margin": "signs", "caption": "captions",
        "not the story: prose": "other",
        "something new": "other",
    }  # fmt: skip
    assert {rule: kind(rule) for rule in told} == told


def test_directions() -> None:
    assert [direction(tag) for tag in ("en", "AR-eg", "he", "az-Arab", "ku-Latn", "fa_IR")] == [
        "ltr", "rtl", "rtl", "rtl", "ltr", "rtl",
    ]  # fmt: skip


def test_the_index_is_newest_first_and_holds_thousands() -> None:
    base = page_support.listing()
    facts = {name: base.manifest[name] for name in ("title", "language", "site", "seconds", "published")}

    def entry(number: int) -> Listing:
        day = f"20{10 + number // 365:02}-{1 + number // 31 % 12:02}-{1 + number % 28:02}"
        return replace(base, slug=f"story-{number}", published=day, manifest={**facts, "title": f"Story {number}"})

    made = index([entry(number) for number in range(5000)], Site(title="The Tide"))
    root = tree(made)
    days = root.xpath("//ol/li//time/@datetime")
    assert len(days) == 5000
    assert days == sorted(days, reverse=True)
    assert len(made) < 2_000_000
    assert root.xpath("//form/@hidden") == [""]
    assert root.xpath("string(//ol/li[1]//span[last()])") == clock(base.manifest["seconds"])


def test_an_empty_site_has_an_index() -> None:
    assert tree(index([], Site())).xpath("string(//h1)") == "Articles to listen to"


def test_page_of_a_run(story: Path, tmp_path: Path) -> None:
    def run(**more: Any) -> Any:
        return audiogen.make([story], output=tmp_path / "out", engine="tone", jobs=1, page=True, **more)[0]

    episode = run(captions="vtt")
    shown = tmp_path / "out" / "the-lamp-at-harrow-point.html"
    assert episode.files[shown.name] == shown.stat().st_size
    root = tree(shown.read_text("utf-8"))
    assert root.xpath("//audio/source/@src") == ["the-lamp-at-harrow-point.mp3"]
    assert "the-lamp-at-harrow-point.vtt" in root.xpath("//a[@download]/@href")
    before = shown.read_bytes()
    shown.unlink()
    assert not episode.is_whole()
    run(captions="vtt")
    assert shown.read_bytes() == before


def test_a_run_never_replaces_a_page_that_is_not_its_own(story: Path, tmp_path: Path) -> None:
    saved = tmp_path / "the-lamp-at-harrow-point.html"
    saved.write_text("<p>The reporter's own copy.</p>")
    with pytest.raises(AudiogenError, match="no page of audiogen"):
        audiogen.make([story], output=tmp_path, engine="tone", jobs=1, page=True)
    assert "own copy" in saved.read_text()
    assert not list(tmp_path.glob("*.mp3"))


@pytest.mark.parametrize("more", [{"split": "chapters"}, {"format": "epub"}])
def test_a_page_needs_one_audio_file(story: Path, tmp_path: Path, more: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="page"):
        audiogen.make([story], output=tmp_path, engine="tone", jobs=1, page=True, **more)


@pytest.mark.skipif(not which("node"), reason="node is not installed")
@pytest.mark.parametrize("script", [assets.page_script(), assets.player_js().decode(), assets.index_script()])
def test_the_scripts_parse(script: str, tmp_path: Path) -> None:
    (tmp_path / "script.js").write_text(script, encoding="utf-8")
    subprocess.run(["node", "--check", str(tmp_path / "script.js")], check=True, timeout=60)


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours (#rgb or #rrggbb)."""

    def luminance(colour: str) -> float:
        digits = colour.lstrip("#")
        digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_text_and_marks_can_be_read_in_both_modes() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    styles = assets.read("page.css"), assets.read("player.css")
    for dark in (False, True):
        colours: dict[str, str] = {}
        for style in styles:
            light, _, night = style.partition("(prefers-color-scheme: dark)")
            for part in (light, night) if dark else (light,):
                colours |= dict(re.findall(r"--([\w-]+): (#\w+)", part))
        pairs = [("ink", "paper"), ("muted", "paper"), ("link", "paper"), ("ink", "card"), ("muted", "card")]
        pairs += [("accent", "card"), ("on", "accent"), ("ink", "press"), ("accent", "press")]
        pairs += [("audiogen-sentence-ink", "audiogen-sentence"), ("audiogen-word-ink", "audiogen-word")]
        for text, ground in pairs:
            assert contrast(colours[text], colours[ground]) >= 4.5, (dark, text, ground)
        assert contrast(colours["edge"], colours["card"]) >= 3
