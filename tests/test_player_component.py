"""<audiogen-player> above a site's own article: it marks the site's own paragraphs, however they differ from ours."""

from __future__ import annotations

import time

import browser_support
import pytest
from browser_support import Browser
from test_page_browser import STATE, Site5, at, browser, chromium, in_step, needs_axe, place_of, site  # noqa: F401

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(browser_support.MISSING), reason=f"needs {browser_support.MISSING}"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

CMS = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The Tide</title>
<meta http-equiv="Content-Security-Policy" content="script-src 'self'; style-src 'self'">
<script src="player.js" defer></script></head><body>
<nav><a href="#a">The harbour of Harrow Point has a new lamp.</a></nav>
<main>
<h1>The lamp at Harrow Point</h1>
<audiogen-player src="story.story.json"><a href="story.mp3">Listen</a></audiogen-player>
<div id="story">
<p>The <a href="#harbour">harbour</a> of <b>H</b>arrow&nbsp;Point has
   a <em>new lamp</em>. It was lit on Mon&shy;day eve\u200bning, in front of<sup>1</sup> forty people.</p>
<aside><p>Advertisement: new lamps, forty of them.</p></aside>
<p>"We waited nine years for it," said the harbour master. "I had almost stopped believing in it."</p>
<figure><figcaption>A lamp. The harbour.</figcaption></figure>
<div>Before that, boats came in by the light of a hotel.<br>When the hotel closed, they came in by luck.</div>
<h2>What happens next</h2>
<p>Nobody knows yet who will carry it there. It weighs 412 kg, and the road has 38 bends.</p>
<p>Read also: the harbour of Harrow Point, and who waited for it.</p>
</div>
</main></body></html>"""
READY = "return !!document.querySelector('audiogen-player').shadowRoot?.querySelector('.bar')"


@pytest.fixture
def cms(browser: Browser, site: Site5) -> Browser:  # noqa: F811
    browser.driver.get(site.put("cms.html", CMS))
    browser.until(READY)
    return browser


def marked(browser: Browser, number: int, starts: list[float]) -> tuple[str, str]:  # noqa: F811
    browser.run(STATE + "audio.currentTime = arguments[0]", starts[number] + 0.03)
    browser.until(STATE + "return !audio.seeking")
    time.sleep(0.15)
    sentence, word = at(browser)[2:]
    return " ".join(sentence.split()), word


def test_it_marks_the_site_s_own_sentences(cms: Browser, site: Site5) -> None:  # noqa: F811
    segments = site.listing.manifest["segments"]
    starts = [segment["start"] for segment in segments]
    found = {segment["text"]: marked(cms, number, starts) for number, segment in enumerate(segments)}
    assert [sentence for sentence, _ in found.values()] == [
        "The lamp at Harrow Point",
        "The harbour of Harrow Point has a new lamp.",
        "It was lit on Mon\u00adday eve\u200bning, in front of1 forty people.",
        '"We waited nine years for it," said the harbour master.',
        '"I had almost stopped believing in it."',
        "Before that, boats came in by the light of a hotel.",
        "When the hotel closed, they came in by luck.",
        "What happens next",
        "",  # the site left this paragraph out
        "",
        "Nobody knows yet who will carry it there.",
        "It weighs 412 kg, and the road has 38 bends.",
    ]
    words = [word for _, word in found.values()]
    assert words[3:8] == ["We", "I", "Before", "When", "What"]
    assert cms.errors() == []


def test_it_is_in_step(cms: Browser, site: Site5) -> None:  # noqa: F811
    cms.run(STATE + "audio.currentTime = arguments[0]", site.listing.manifest["segments"][5]["start"])
    cms.until(STATE + "return audio.readyState >= 2 && !audio.seeking")
    errors = in_step(cms, site.listing.manifest, 5)
    print(f"component: {len(errors)} words, {min(errors) * 1000:.0f} to {max(errors) * 1000:.0f} ms")
    assert len(errors) > 8
    assert max(map(abs, errors)) <= 0.1


def test_a_click_plays_and_links_work(cms: Browser, site: Site5) -> None:  # noqa: F811
    cms.click_at(*place_of(cms, "hotel closed"))
    cms.until(STATE + "return !audio.paused && marked('sentence').startsWith('When the hotel')")
    cms.run(STATE + "audio.pause()")
    cms.click_at(*place_of(cms, "harbour"))
    time.sleep(0.5)
    assert cms.driver.current_url.endswith("#harbour")
    assert at(cms)[1]


def test_keys_work_in_the_player_only(cms: Browser, site: Site5) -> None:  # noqa: F811
    cms.keys("k")
    time.sleep(0.3)
    assert at(cms)[1]
    cms.run("document.querySelector('audiogen-player').shadowRoot.querySelector('.play').focus()")
    cms.keys("k")
    cms.until(STATE + "return !audio.paused")


def test_a_site_that_draws_its_article_anew_is_read_anew(cms: Browser, site: Site5) -> None:  # noqa: F811
    starts = [segment["start"] for segment in site.listing.manifest["segments"]]
    assert marked(cms, 3, starts)[0].startswith('"We waited')
    cms.run("const s = document.querySelector('#story'); s.innerHTML = s.innerHTML")
    assert marked(cms, 5, starts)[0].startswith("Before that")
    assert cms.run("return [...CSS.highlights.get('audiogen-sentence')][0].startContainer.isConnected")


def test_an_article_elsewhere_on_the_page(browser: Browser, site: Site5) -> None:  # noqa: F811
    moved = CMS.replace('src="story.story.json"', 'src="story.story.json" article="#other"').replace(
        'id="story"', 'id="other"'
    )
    browser.driver.get(site.put("moved.html", moved))
    browser.until(READY)
    starts = [segment["start"] for segment in site.listing.manifest["segments"]]
    assert marked(browser, 0, starts)[0] == "", "the headline is not in #other"
    assert marked(browser, 5, starts)[0].startswith("Before that")


def test_without_its_story_what_is_inside_is_shown(browser: Browser, site: Site5) -> None:  # noqa: F811
    browser.driver.get(site.put("missing.html", CMS.replace("story.story.json", "none.json")))
    browser.until("return document.querySelector('audiogen-player').shadowRoot?.querySelector('slot')")
    assert browser.driver.find_element("css selector", "audiogen-player a").is_displayed()


@needs_axe
def test_axe_finds_nothing_in_the_component(cms: Browser) -> None:
    cms.run(
        "document.querySelector('audiogen-player').shadowRoot.querySelectorAll('details').forEach(d => d.open = true)"
    )
    assert cms.axe() == []
