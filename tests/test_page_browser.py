"""The page in a real browser: real clicks and keys, real speech, marks in step with the sound, WCAG 2.2 AA by axe."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import browser_support
import page_support
import pytest
from browser_support import Browser

import audiogen
from audiogen.publish.assets import player_js
from audiogen.publish.index import index
from audiogen.publish.page import page
from audiogen.publish.site import Listing, Site
from audiogen.publish.story import story as story_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(browser_support.MISSING), reason=f"needs {browser_support.MISSING}"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # of selenium's own sockets
]
needs_axe = pytest.mark.skipif(not browser_support.has_axe(), reason="needs AXE_JS: a folder with npm's axe-core")

PARAGRAPHS = [
    "The harbour of Harrow Point has a new lamp. It was lit on Monday evening, in front of forty people.",
    "“We waited nine years for it,” said the harbour master. “I had almost stopped believing in it.”",
    "Before that, boats came in by the light of a hotel. When the hotel closed, they came in by luck.",
    "What happens next",
    "The old lamp goes to the museum of the sea. It opens in spring, on the first Sunday of April.",
    "Nobody knows yet who will carry it there. It weighs 412 kg, and the road has 38 bends.",
]
STORY = "The lamp at Harrow Point\n\n" + "\n\n".join(PARAGRAPHS) + "\n"
STATE = """
const audio = (document.querySelector('audiogen-player')?.shadowRoot || document).querySelector('audio');
const marked = name => [...(CSS.highlights.get('audiogen-' + name) || [])].map(String).join('|');
"""


@dataclass
class Site5:
    """A folder that is served, and what is in it."""

    url: str
    folder: Path
    posted: list[tuple[dict[str, str], bytes]]
    listing: Listing

    @property
    def page(self) -> str:
        return self.url + self.listing.slug + ".html"

    def put(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.url + name


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site5]:
    folder = tmp_path_factory.mktemp("site")
    source = folder / "story.txt"
    source.write_text(STORY, encoding="utf-8")
    episode = audiogen.make([source], output=folder, engine="espeak", jobs=1)[0]
    audio = ((episode.path.name, episode.path.stat().st_size, "audio/mpeg"),)
    listing = Listing(episode.path.stem, episode.manifest, audio, "2026-01-09", "2026-01-10", "guid:lamp")
    with browser_support.server(folder) as (url, posted):
        shown = Site(title="The Tide", feedback=url + "feedback")
        (folder / f"{listing.slug}.html").write_text(page(listing, shown), encoding="utf-8")
        (folder / "story.story.json").write_text(json.dumps(story_of(listing, shown)), encoding="utf-8")
        (folder / "index.html").write_text(index([listing], shown), encoding="utf-8")
        (folder / "player.js").write_bytes(player_js())
        yield Site5(url, folder, posted, listing)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser_support.browser() as one:
        yield one


@pytest.fixture
def browser(chromium: Browser, site: Site5) -> Browser:
    chromium.reset()
    chromium.driver.get(site.url + "player.js")
    chromium.run("localStorage.clear()")
    chromium.errors()
    return chromium


def at(browser: Browser) -> tuple[float, bool, str, str]:
    """Time, paused, the sentence and the word that are marked."""
    found = browser.run(STATE + "return [audio.currentTime, audio.paused, marked('sentence'), marked('word')]")
    return tuple(found)  # type: ignore[return-value]


def place_of(browser: Browser, text: str) -> tuple[float, float]:
    """The middle of the first line of a text of the article, in the window."""
    found = browser.run(
        """const walker = document.createTreeWalker(document.querySelector('main, article'), 4);
        for (let node; (node = walker.nextNode());) {
          const at = node.data.indexOf(arguments[0]);
          if (at < 0 || node.parentElement.closest('script, .player')) continue;
          const range = document.createRange();
          range.setStart(node, at); range.setEnd(node, at + arguments[0].length);
          node.parentElement.scrollIntoView({block: 'center', behavior: 'instant'});
          const box = range.getClientRects()[0];
          return [box.left + box.width / 2, box.top + box.height / 2];
        }""",
        text,
    )
    return found[0], found[1]


def in_step(browser: Browser, manifest: Mapping[str, Any], seconds: float = 8) -> list[float]:
    """Seconds of audio for which each word was marked too early (negative) or not yet, in frames that were drawn."""
    samples = browser.driver.execute_async_script(
        STATE
        + """const [seconds, done] = arguments, seen = [], began = performance.now();
        const look = () => {
          const now = audio.currentTime;
          setTimeout(() => { // when all that the frame will show is there
            seen.push([now, marked('sentence'), marked('word')]);
            if (performance.now() - began > seconds * 1000) done(seen); else requestAnimationFrame(look);
          });
        };
        audio.play().then(() => requestAnimationFrame(look));""",
        seconds,
    )
    expected = []
    for segment in manifest["segments"]:
        block = manifest["blocks"][segment["block"]][1]
        expected += [
            (word["start"], segment["text"], block[word["from"] : word["to"]].strip(".,“”"))
            for word in segment["words"]
        ]  # fmt: skip
    errors, drawn, before = [], samples[0][0], ("", "")
    for now, sentence, word in samples:
        if word and (sentence, word) != before:
            starts = [at for at, *words in expected if words == [sentence, word.strip(".,“”")]]
            assert starts, (now, sentence, word)
            start = min(starts, key=lambda at: abs(at - now))
            errors.append(now - start if now < start else max(0.0, drawn - start))
        before, drawn = (sentence, word), now
    return errors


@pytest.mark.parametrize("way", ["http", "file"])
def test_marks_are_in_step_with_the_sound(browser: Browser, site: Site5, way: str) -> None:
    browser.open(site.page if way == "http" else (site.folder / f"{site.listing.slug}.html").as_uri())
    browser.until(STATE + "return audio.readyState >= 2")
    errors = in_step(browser, site.listing.manifest)
    print(f"{way}: {len(errors)} words, {min(errors) * 1000:.0f} to {max(errors) * 1000:.0f} ms")
    assert len(errors) > 12
    assert max(map(abs, errors)) <= 0.1
    assert browser.errors() == []


def test_play_pause_and_skip_by_sentence_and_paragraph(browser: Browser, site: Site5) -> None:
    browser.open(site.page)
    browser.click(".play")
    browser.until(STATE + "return !audio.paused && audio.currentTime > 0.3")
    browser.click(".play")
    assert at(browser)[1]
    starts = [segment["start"] for segment in site.listing.manifest["segments"]]
    browser.run(STATE + "audio.currentTime = 0")
    seen = []
    for selector in (
        ".next_sentence",
        ".next_sentence",
        ".next_paragraph",
        ".previous_sentence",
        ".previous_paragraph",
    ):
        browser.click(selector)
        browser.until(STATE + "return !audio.seeking")
        seen.append(min(range(len(starts)), key=lambda i: abs(starts[i] - at(browser)[0])))
    assert seen == [1, 2, 3, 2, 1]
    assert at(browser)[2] == "The harbour of Harrow Point has a new lamp."


def test_a_click_plays_its_sentence(browser: Browser, site: Site5) -> None:
    browser.open(site.page)
    x, y = place_of(browser, "hotel closed")
    browser.click_at(x, y)
    browser.until(STATE + "return !audio.paused && marked('sentence').startsWith('When the hotel')")
    assert not browser.run("return getSelection().toString()")


def test_selecting_text_does_not_play(browser: Browser, site: Site5) -> None:
    browser.open(site.page)
    browser.click_at(*place_of(browser, "hotel"), clicks=2)
    time.sleep(0.6)
    assert browser.run("return getSelection().toString().trim()") == "hotel"
    assert at(browser)[1]
    x, y = place_of(browser, "Before that")
    browser.drag((x - 30, y), (x + 120, y))
    time.sleep(0.6)
    assert len(browser.run("return getSelection().toString()")) > 10
    assert at(browser)[1]


def test_a_click_beside_the_text_does_not_play(browser: Browser, site: Site5) -> None:
    browser.open(site.page)
    _, y = place_of(browser, "hotel closed")
    browser.click_at(8, y)
    browser.click_at(900, y + 2000)
    time.sleep(0.5)
    assert at(browser)[1]


def test_keys(browser: Browser, site: Site5) -> None:
    browser.open(site.page)
    browser.keys("k")
    browser.until(STATE + "return !audio.paused")
    browser.keys("k")
    browser.until(STATE + "return audio.paused")
    browser.keys("l")
    assert at(browser)[2] == "The harbour of Harrow Point has a new lamp."
    browser.keys("L")
    assert at(browser)[2].startswith("“We waited")
    browser.keys("J")
    assert at(browser)[2] == "The harbour of Harrow Point has a new lamp."
    browser.keys(">")
    assert browser.run(STATE + "return audio.playbackRate") == 1.1
    browser.keys("<<")
    assert browser.run(STATE + "return audio.playbackRate") == 0.9
    browser.keys("c")
    assert browser.run("return document.querySelector('.caption').textContent").startswith("The harbour of")
    browser.keys("?")
    assert browser.run("return document.querySelector('dialog.help').open")
    browser.click("dialog.help input")
    browser.keys("\ue00c")  # Escape
    browser.keys("k")
    time.sleep(0.2)
    assert at(browser)[1], "the keys were switched off"
    assert not browser.run("return document.querySelector('dialog.help').open")


def test_keys_stay_out_of_the_way_of_typing(browser: Browser, site: Site5) -> None:
    browser.open(site.page)
    browser.run("[...document.querySelectorAll('.links button')].at(-1).click()")
    browser.keys("kjl?")
    assert browser.run("return document.querySelector('textarea').value") == "kjl?"
    assert at(browser)[:2] == (0, True)


def test_speed_and_position_are_remembered(browser: Browser, site: Site5) -> None:
    browser.open(site.page)
    browser.run("const s = document.querySelector('.speed'); s.value = '1.5'; s.dispatchEvent(new Event('change'))")
    browser.run(STATE + "audio.currentTime = 9")
    browser.click(".play")
    browser.until(STATE + "return audio.currentTime > 9.4")
    browser.click(".play")
    left = at(browser)[0]
    browser.open(site.page)
    browser.until(STATE + "return audio.readyState >= 1")
    assert abs(at(browser)[0] - left) < 0.2
    assert browser.run(STATE + "return [audio.playbackRate, document.querySelector('.speed').value]") == [1.5, "1.5"]
    assert browser.run("return document.cookie") == ""


def test_without_storage_it_plays(browser: Browser, site: Site5) -> None:
    browser.before(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    browser.open(site.page)
    browser.click(".play")
    browser.until(STATE + "return audio.currentTime > 0.5 && marked('word')")
    assert browser.errors() == []


def test_it_follows_the_voice_until_the_reader_scrolls_away(browser: Browser, site: Site5) -> None:
    browser.window(390, 500, prefers_reduced_motion="reduce")
    browser.open(site.page)
    shown = "const r = [...CSS.highlights.get('audiogen-sentence')][0].getBoundingClientRect(); "
    last = site.listing.manifest["segments"][-3]["start"]
    browser.run(STATE + "audio.currentTime = arguments[0]", last)
    browser.click(".play")
    browser.until(STATE + shown + "return scrollY > 200 && r.top >= 0 && r.bottom <= innerHeight")
    bar = browser.run("return document.querySelector('.bar').getBoundingClientRect().bottom")
    assert browser.run(STATE + shown + "return r.top") >= bar
    time.sleep(0.3)
    browser.run("scrollTo(0, 0)")
    browser.until("return !document.querySelector('.follow').hidden")
    before = at(browser)[2]
    browser.until(STATE + "return marked('sentence') !== arguments[0]", 20, before)
    time.sleep(0.2)
    assert browser.run("return scrollY") == 0
    browser.click(".follow")
    browser.until(STATE + shown + "return scrollY > 200 && r.top >= 0 && r.bottom <= innerHeight")
    assert browser.run("return document.querySelector('.follow').hidden")


def test_feedback_is_posted_with_sentence_word_and_time(browser: Browser, site: Site5) -> None:
    site.posted.clear()
    browser.open(site.page)
    browser.run(STATE + "audio.currentTime = arguments[0]", site.listing.manifest["segments"][3]["start"] + 0.5)
    browser.until(STATE + "return marked('word')")
    browser.run("[...document.querySelectorAll('.links button')].at(-1).click()")
    browser.keys("Said <b>wrong</b>.")
    browser.click("dialog.feedback .main")
    browser.until("return document.querySelector('.answer').textContent.startsWith('Thank')")
    (headers, body), *more = site.posted
    assert not more
    sent = json.loads(body)
    assert headers["Content-Type"] == "application/json"
    assert "Cookie" not in headers
    assert sent.pop("seconds") == pytest.approx(site.listing.manifest["segments"][3]["start"] + 0.5, abs=0.01)
    assert sent.pop("word") in site.listing.manifest["segments"][3]["text"]
    assert sent == {
        "guid": "guid:lamp",
        "slug": site.listing.slug,
        "title": "The lamp at Harrow Point",
        "language": "en",
        "segment": 3,
        "text": site.listing.manifest["segments"][3]["text"],
        "note": "Said <b>wrong</b>.",
        "url": site.page,
    }


def test_feedback_by_mail_is_for_people_and_for_programs(browser: Browser, site: Site5) -> None:
    browser.before("HTMLAnchorElement.prototype.click = function () { window.mailed = this.href; }")
    browser.open(site.put("mail.html", page(site.listing, Site(feedback="mailto:desk@example.org"))))
    browser.run(STATE + "audio.currentTime = arguments[0]", site.listing.manifest["segments"][3]["start"] + 0.5)
    browser.until(STATE + "return marked('word')")
    browser.run("[...document.querySelectorAll('.links button')].at(-1).click()")
    browser.keys("A & b = c? ü")
    browser.click("dialog.feedback .main")
    address, _, query = browser.run("return mailed").partition("?")
    fields = parse_qs(query)
    assert address == "mailto:desk@example.org"
    assert fields["subject"] == ["Send feedback: The lamp at Harrow Point"]
    note, quoted, told = fields["body"][0].strip().split("\r\n\r\n")
    assert note == "A & b = c? ü"
    assert quoted.endswith(f"“{site.listing.manifest['segments'][3]['text']}”")
    assert json.loads(told)["segment"] == 3


def test_feedback_that_cannot_be_sent_says_so(browser: Browser, site: Site5) -> None:
    shown = Site(feedback="http://127.0.0.1:9/feedback")
    browser.open(site.put("offline.html", page(site.listing, shown)))
    browser.run("[...document.querySelectorAll('.links button')].at(-1).click()")
    browser.keys("A note.")
    browser.click("dialog.feedback .main")
    browser.until("return document.querySelector('.answer').textContent.startsWith('It could not')")
    assert browser.run("return document.querySelector('textarea').value") == "A note."


def test_the_policy_holds(browser: Browser, site: Site5) -> None:
    browser.open(site.page)
    refused = browser.driver.execute_async_script(
        "const done = arguments[1]; fetch(arguments[0]).then(() => done('went'), () => done('refused'))",
        site.url.replace("127.0.0.1", "localhost"),
    )
    assert refused == "refused"
    browser.run("const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)")
    assert browser.run("return window.ran") is None
    asked = browser.run("return performance.getEntriesByType('resource').map(e => e.name)")
    assert all(name.startswith(site.url) for name in asked)


def test_hostile_text_runs_nothing(browser: Browser, site: Site5) -> None:
    for number, text in enumerate(HOSTILE):
        listing = page_support.listing([("headline", text), ("paragraph", text + " It ends.")], byline=text, url=text)
        browser.open(site.put(f"hostile-{number}.html", page(listing, Site(title=text))))
        assert browser.run("return document.querySelector('h1').textContent") == text
        assert browser.run("return document.querySelectorAll('.bar').length") == 1
        assert [line for line in browser.errors() if "404" not in line] == []


HOSTILE = [
    "</script><script>document.title='ran'</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>",
    "a\u2028b'\"`",
]


def test_without_script_there_is_a_plain_player(browser: Browser, site: Site5) -> None:
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    browser.driver.get(site.page)
    audio = browser.driver.find_element("css selector", "audio")
    assert audio.is_displayed()
    assert audio.size["height"] >= 40
    assert audio.get_attribute("controls")
    assert not browser.driver.find_elements("css selector", ".bar")
    assert browser.driver.find_element("css selector", "[data-b='1']").is_displayed()
    browser.driver.get(site.url + "index.html")
    assert not browser.driver.find_element("css selector", ".search").is_displayed()
    assert browser.driver.find_element("css selector", ".episodes a").is_displayed()


def test_without_highlights_there_are_boxes(browser: Browser, site: Site5) -> None:
    browser.before("delete window.Highlight")
    browser.open(site.page)
    browser.click(".next_sentence")
    box = browser.until(
        "const b = document.querySelector('.layer .audiogen-sentence'); return b && [b.getBoundingClientRect().top,"
        " document.querySelector('[data-b=\"1\"]').getBoundingClientRect().top, b.getBoundingClientRect().width]"
    )
    assert abs(box[0] - box[1]) < 15
    assert box[2] > 100
    assert browser.errors() == []


def test_the_lock_screen_knows_title_and_keys(browser: Browser, site: Site5) -> None:
    browser.before(
        "window.handlers = {};MediaSession.prototype.setActionHandler = (name, act) => { window.handlers[name] = act; }"
    )
    browser.open(site.page)
    browser.click(".play")
    browser.until(STATE + "return !audio.paused && navigator.mediaSession.metadata")
    assert browser.run("return navigator.mediaSession.metadata.title") == "The lamp at Harrow Point"
    assert {"play", "pause", "seekto", "nexttrack", "previoustrack"} <= set(browser.run("return Object.keys(handlers)"))
    browser.run("handlers.pause()")
    browser.until(STATE + "return audio.paused")
    browser.run("handlers.seekto({seekTime: 5})")
    assert at(browser)[0] == 5
    browser.run("handlers.nexttrack()")
    assert at(browser)[0] > 5


def test_chapters_lead_to_their_places(browser: Browser, site: Site5) -> None:
    browser.open(site.page)
    browser.click(".chapters summary")
    browser.click(".chapters li:nth-child(2) button")
    browser.until(STATE + "return marked('sentence') === 'What happens next'")
    assert browser.run("return document.querySelector('.chapters [aria-current]').textContent").endswith(
        "What happens next"
    )


def test_targets_are_large_and_all_is_reached_by_tab(browser: Browser, site: Site5) -> None:
    browser.window(390, 844)
    browser.open(site.page)
    small = browser.run(
        "const kinds = ['button', 'select', 'input', 'summary', 'a'].map(kind => '.player ' + kind).join();"
        "return [...document.querySelectorAll(kinds)]"
        ".filter(e => e.checkVisibility()).map(e => [e.className, e.getBoundingClientRect()])"
        ".filter(([, r]) => r.width < 24 || r.height < 24).map(([n, r]) => n + ' ' + r.width + 'x' + r.height)"
    )
    assert small == []
    order = []
    for _ in range(40):
        browser.keys("\ue004")  # Tab
        name = browser.run(
            "const e = document.activeElement; if (e === document.body) return '';"
            "const r = e.getBoundingClientRect(), [x, y] = [r.left + r.width / 2, r.top + r.height / 2];"
            "const over = document.elementFromPoint(x, y);"
            "return (e.className || e.textContent) + (over && (e.contains(over) || over.contains(e)) ? '' : ' HIDDEN')"
        )
        if not name or name in order:
            break
        order.append(name)
    assert not [name for name in order if "HIDDEN" in name]
    assert order[:8] == [
        "The Tide",
        "play",
        "seek",
        "previous_paragraph",
        "previous_sentence",
        "next_sentence",
        "next_paragraph",
        "speed",
    ]
    assert "download" in order


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_is_wider_than_the_window(browser: Browser, site: Site5, width: int, direction: str) -> None:
    name = site.page
    if direction == "rtl":
        listing = page_support.listing(page_support.ARABIC, language="ar")
        name = site.put("arabic.html", page(listing, Site(title="The Tide")))
    browser.window(width, 700)
    browser.open(name)
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.run("return getComputedStyle(document.querySelector('.text p')).direction") == direction


def test_in_print_there_is_the_article_without_the_player(browser: Browser, site: Site5) -> None:
    browser.window(media="print")
    browser.open(site.page)
    seen = browser.run(
        "const shown = s => document.querySelector(s).checkVisibility();"
        "return ['.bar', '.links', '.disclosure', '.text p', 'h1'].map(shown)"
    )
    assert seen == [False, False, True, True, True]


@needs_axe
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(browser: Browser, site: Site5, colours: str, width: int) -> None:
    browser.window(width, 844, prefers_color_scheme=colours)
    browser.open(site.page)
    assert browser.axe() == []
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    browser.click(".captions")
    browser.click(".next_sentence")
    assert browser.axe() == []
    for opener in ("document.querySelector('.bar .help')", "[...document.querySelectorAll('.links button')].at(-1)"):
        browser.run(f"{opener}.click()")
        assert browser.axe() == []
        browser.run("document.querySelector('dialog[open]').close()")
    browser.open(site.url + "index.html")
    assert browser.axe() == []
    listing = page_support.listing(page_support.ARABIC, language="ar")
    browser.open(site.put("arabic.html", page(listing, Site(title="The Tide"))))
    assert browser.axe() == []


def test_search_finds_titles_whatever_their_case_and_accents(browser: Browser, site: Site5) -> None:
    base = page_support.listing()
    titles = ["Élan vital", "The LAMP at Harrow Point", "Straße nach Süden"] + [f"Story {i}" for i in range(3000)]
    made = [
        Listing(f"s{i}", {**base.manifest, "title": title}, base.audio, f"2026-01-{1 + i % 28:02}", "", str(i))
        for i, title in enumerate(titles)
    ]
    browser.open(site.put("many.html", index(made, Site(title="The Tide"))))
    shown = (
        "return [...document.querySelectorAll('.episodes li')].filter(row => !row.hidden)"
        ".map(row => row.querySelector('a').textContent)"
    )
    browser.click("#search")
    for typed, found in (
        ("elan", ["Élan vital"]),
        ("lamp harrow", ["The LAMP at Harrow Point"]),
        ("suden", ["Straße nach Süden"]),
    ):
        browser.run("document.querySelector('#search').value = ''")
        browser.keys(typed)
        assert browser.run(shown) == found
    browser.until("return document.querySelector('.found').textContent === '1 of 3003 articles'")
    assert browser.errors() == []
