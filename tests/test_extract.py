"""Markup in, the article out: nothing of the story lost, nothing of the page around it read."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from audiogen.cleaner import clean
from audiogen.cleaner.dom_pieces import fold
from audiogen.cleaner.extract import Extraction, extract
from audiogen.errors import CleanError
from audiogen.model import SILENT_ROLES, Block, Metadata, Page

CORPUS = Path(__file__).parent / "corpus_html"

#: page -> XPath of everything that must be read, and what must not be heard.
STORIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "liveblog": (
        "//h1 | //p[@class='standfirst'] | //section//*[self::h2 or self::p or self::li]",
        ("cookies", "Share", "Copy link", "More on this story", "shipping forecast", "Privacy", "All rights", "Sport"),
    ),
    "listicle": (
        "//h1 | //div[@class='entry-content']/*[self::h2 or self::p] | //div[@class='entry-content']/ul/li",
        (
            "Basket",
            "newsletter",
            "Facebook",
            "Reply",
            "I disagree",
            "Winter gloves",
            "cupboard",
            "Imprint",
            "Recent posts",
        ),
    ),
    "interview": (
        "//h1 | //p[@class='dek'] | //div[@class='text']/p",
        ("Advertisement", "clockmaker", "You may also like", "Tags", "Terms", "Copyright", "Places", "A woman beside"),
    ),
    "recipe": (
        "//h1 | //div[@class='post-content']//*[self::h2[not(.=//h1)] or self::h3 or self::p or self::li]",
        ("Breads", "Jump to recipe", "Barley broth", "Privacy", "a recipe a week", "Search"),
    ),
    "poem": (
        "//h1 | //div[@class='poem']/p",
        ("Random poem", "Tweet", "Print this", "Salt Road", "Kitchen Drawer", "House rules"),
    ),
    "tables": (
        "//h1 | //td[@class='main']/*[self::p or self::h2] | //td[@class='main']/table[2]//td",
        ("Fixtures", "31:12", "Northgate, 14", "cup: the draw", "Pitch repairs", "[1]", "© Touchline"),
    ),
}


def page(markup: str, *, whole: bool = False, metadata: Metadata | None = None) -> Page:
    return Page("page", markup, "text/html", "page.html", metadata=metadata or Metadata(), whole=whole)


def heard(found: Extraction) -> str:
    return "\n".join(block.text for block in found.blocks if block.role not in SILENT_ROLES)


def roles(found: Extraction, role: str) -> list[str]:
    return [block.text for block in found.blocks if block.role == role]


def fragment(markup: str) -> Extraction:
    return extract(page(markup, whole=True))


STORY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The mill stood empty for thirty years before anybody thought of bees, and it took a stranger to do so.",
        "She came on a Tuesday with four hives in the back of a van, and asked whether the roof was sound.",
        "It was not, but that did not matter: the bees went into the attic, where the old bins had been.",
        "Last summer they made two hundred jars, and the school has put the colony on its coat of arms.",
    )
)


@pytest.mark.parametrize("name", STORIES)
def test_a_story_of_any_shape_stays_whole(name: str) -> None:
    markup = (CORPUS / f"{name}.html").read_text(encoding="utf-8")
    wanted, unwanted = STORIES[name]
    text = clean(page(markup)).text
    parts = [fold(" ".join(part.itertext())) for part in html.fromstring(markup).xpath(wanted)]
    parts = [part.removesuffix(" [1]") for part in parts]
    assert len(parts) >= 5
    folded = fold(text)
    assert [part for part in parts if part not in folded] == []
    assert [junk for junk in unwanted if junk in folded] == []


@pytest.mark.parametrize("name", STORIES)
def test_the_headline_is_read_once_and_first(name: str) -> None:
    found = extract(page((CORPUS / f"{name}.html").read_text(encoding="utf-8")))
    (headline,) = roles(found, "headline")
    assert next(block.role for block in found.blocks if block.role != "kicker") == "headline"
    assert [block.text for block in found.blocks].count(headline) == 1
    assert found.metadata.title == headline


@pytest.mark.parametrize("name", STORIES)
def test_every_word_of_the_page_is_in_a_block_or_a_removal(name: str) -> None:
    markup = (CORPUS / f"{name}.html").read_text(encoding="utf-8")
    found = extract(page(markup))
    kept = " ".join([*(block.text for block in found.blocks), *(removal.text for removal in found.removals)])
    visible = html.fromstring(markup).xpath("//body//text()[not(ancestor::script or ancestor::style)]")
    missing = (
        {word for text in visible for word in text.split()} - set(kept.replace(",", " ,").split()) - set(kept.split())
    )
    assert {word.strip(",") for word in missing} - {word.strip(",") for word in kept.split()} == set()


def test_figures_are_summarised_unless_asked_for() -> None:
    markup = (CORPUS / "tables.html").read_text(encoding="utf-8")
    summary = extract(page(markup))
    assert roles(summary, "table") == ["Table: Final table. 5 rows.", "Table: Month, Won, Drawn, Lost. 3 rows."]
    assert [removal.rule for removal in summary.removals if "31:12" in removal.text] == ["table"]
    assert "Ashby Town, 14, 31:12, 33" in roles(extract(page(markup), tables="read"), "table")


def test_a_table_is_summarised_in_the_language_of_the_page() -> None:
    rows = "<tr><td>Ost</td><td>12</td></tr><tr><td>West</td><td>9</td></tr>"
    found = extract(
        page(f"<html lang=de><body>{STORY}<table><tr><th>Bezirk</th><th>Fälle</th></tr>{rows}</table>", whole=True)
    )
    assert roles(found, "table") == ["Tabelle: Bezirk, Fälle. 2 Zeilen."]


def test_structure_becomes_roles() -> None:
    found = fragment(
        "<h1>The mill</h1><h2>Bees</h2><p>Text.</p><blockquote><p>Said so.</p></blockquote>"
        "<ul><li>One</li><li>Two</li></ul>"
        "<figure><img alt='not read'><figcaption>The mill in May</figcaption></figure><p>End.</p>"
    )
    assert [(block.role, block.text) for block in found.blocks] == [
        ("headline", "The mill"),
        ("subheading", "Bees"),
        ("paragraph", "Text."),
        ("quote", "Said so."),
        ("item", "One"),
        ("item", "Two"),
        ("caption", "The mill in May"),
        ("paragraph", "End."),
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>A <b>bold</b> word, an <i>i</i>Phone and <q>a quote</q>.</p>", "A bold word, an iPhone and “a quote”."),
        ("<p>“<em>Yes</em>,” she said.</p>", "“Yes,” she said."),
        ("<p>See<a href='/a'> the page</a>, please.</p>", "See the page, please."),
        ("<p><span class=dropcap>T</span>he end.</p>", "The end."),
        ("<p>Over\n   the\thill&nbsp;and far&#8203;ther</p>", "Over the hill and farther"),
        ("<p>So it is.<sup><a href='#c1'>[1]</a></sup> And on.</p>", "So it is. And on."),
        ("<p>So it is.<sup>2</sup> And 10<sup>2</sup> m<sup>2</sup>.</p>", "So it is. And 102 m2."),
        ("<p>Early life<span class='mw-editsection'>[<a href='/e'>edit</a>]</span></p>", "Early life"),
        ("<p>before<script>var x = 'code';</script> after</p>", "before after"),
        ("<p>He came,<br>saw,<br>and left.</p>", "He came, saw, and left."),
    ],
)
def test_white_space_and_marks(markup: str, text: str) -> None:
    assert [block.text for block in fragment(markup).blocks] == [text]


def test_line_breaks_part_paragraphs_but_not_sentences() -> None:
    found = fragment(
        "<div>The first paragraph ends.<br><br>The second one<br>goes on.<br>Serves four<br>Ready by noon</div>"
    )
    assert [block.text for block in found.blocks] == [
        "The first paragraph ends.",
        "The second one goes on.",
        "Serves four",
        "Ready by noon",
    ]


def test_neighbouring_links_do_not_run_together() -> None:
    found = fragment("<p><a href=a>One</a><a href=b>Two</a></p>")
    assert [block.text for block in found.blocks] == ["One Two"]


def test_a_line_that_is_an_address_is_not_read() -> None:
    found = fragment(f"{STORY}<p>https://example.org/a/long/path?with=query</p>")
    assert "example.org" not in heard(found)
    assert [removal.rule for removal in found.removals] == ["url"]


def test_blocks_know_their_line() -> None:
    found = fragment("<p>One.</p>\n\n<p>Two.</p>\n<ul>\n<li>Three</li></ul>")
    assert [(block.line, block.text) for block in found.blocks] == [(1, "One."), (3, "Two."), (5, "Three")]


def test_metadata_from_json_ld_open_graph_and_html() -> None:
    markup = (
        """<html lang="de-at"><head><title>Falsch | Der Bote</title><link rel="canonical" href="/politik/1">
    <meta property="og:image" content="https://bote.example/bild.jpg"><meta property="og:site_name" content="Der Bote">
    <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Der Bote"}, {"@type": ["NewsArticle"],
    "headline": "Die Mühle &amp; die Bienen", "author": [{"name": "Eva Lind"}, {"name": "Jo Kern"}],
    "datePublished": "2026-01-05T08:00:00.000+01:00", "isAccessibleForFree": true}]}</script></head>
    <body><h1>Die Mühle &amp; die Bienen</h1>"""
        + STORY
    )
    found = extract(Page("p", markup, "text/html", "https://bote.example/politik/1?utm=x")).metadata
    assert found == Metadata(
        title="Die Mühle & die Bienen",
        byline="Eva Lind, Jo Kern",
        site="Der Bote",
        published="2026-01-05T08:00:00+01:00",
        language="de-AT",
        url="https://bote.example/politik/1",
        image="https://bote.example/bild.jpg",
    )


def test_what_the_reader_knows_goes_first() -> None:
    found = extract(page(f"<h1>The mill</h1>{STORY}", whole=True, metadata=Metadata(byline="A. Feed", language="en")))
    assert (found.metadata.byline, found.metadata.title) == ("A. Feed", "The mill")


def test_a_document_that_is_the_article_keeps_everything() -> None:
    found = fragment("<h1>Notes</h1><nav><p>Home</p></nav><p>Share</p><p>Short.</p><footer><p>The end.</p></footer>")
    assert [block.text for block in found.blocks] == ["Notes", "Home", "Share", "Short.", "The end."]


def test_a_body_that_only_the_metadata_has_is_read() -> None:
    body = " ".join(f"Sentence number {i} of the hidden story goes here." for i in range(40))
    markup = f"""<html><head><script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Hidden",
    "articleBody": "{body}"}}</script></head><body><h1>Hidden</h1><p>Sentence number 0 of the hidden story
    goes here.</p><script>x()</script>"""
    found = extract(page(markup))
    assert found.blocks[:2] == (Block("headline", "Hidden"), Block("paragraph", body))
    assert any("only a part" in warning for warning in found.warnings)


class TestBadInput:
    def test_ten_thousand_levels(self) -> None:
        found = extract(page("<html><body>" + "<div>" * 10_000 + STORY + "</div>" * 10_000))
        assert len(found.blocks) == 4

    def test_ten_thousand_open_inline_tags(self) -> None:
        assert len(extract(page(f"<article>{STORY}" + "<b><i>" * 10_000 + "</article>")).blocks) == 4

    def test_tag_soup(self) -> None:
        text = heard(extract(page(f"<div><b>{STORY}</i></table></td><tr><!-- <p>never closed")))
        assert text.count("\n") >= 3

    def test_entity_bomb(self) -> None:
        bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
        text = heard(extract(page(f'<!DOCTYPE html [<!ENTITY e0 "ha">{bomb}]><body>{STORY}<p>&e11;</p>')))
        assert len(text) < 1000

    def test_declared_charset_is_ignored(self) -> None:
        found = extract(
            page(f"<head><meta charset=iso-8859-1></head><p>Für „Öl“ und Äpfel zahlte man früher mehr.</p>{STORY}")
        )
        assert "Für „Öl“ und Äpfel" in heard(found)

    @pytest.mark.parametrize(
        "markup", ["", "  \n", "<!-- nothing -->", "<html><head><title>x</title></head><body></body></html>"]
    )
    def test_nothing_in_it(self, markup: str) -> None:
        with pytest.raises(CleanError):
            extract(page(markup))

    def test_a_page_that_needs_javascript(self) -> None:
        with pytest.raises(CleanError, match="needs JavaScript") as caught:
            extract(page("<html><body><div id=root></div><script src=app.js></script></body></html>"))
        assert "save it" in caught.value.hint

    def test_a_page_that_only_asks_for_javascript(self) -> None:
        with pytest.raises(CleanError, match="needs JavaScript"):
            extract(
                page(
                    "<body><div>Please enable JavaScript in your browser to go on reading here.</div><script></script>"
                )
            )

    def test_a_stub_before_a_paywall_warns(self) -> None:
        markup = f"<body><article><h1>The mill</h1>{STORY}<p>And then the stranger said …</p><div class=paywall></div>"
        assert any("subscribers" in warning for warning in extract(page(markup)).warnings)

    @pytest.mark.slow
    @pytest.mark.parametrize("piece", ["<p>A sentence of the story, one of very many. </p>", "<b></b>", "<!--"])
    def test_fifty_megabytes(self, piece: str) -> None:
        found = extract(page(f"<body><article>{STORY}{piece * (50_000_000 // len(piece))}"))
        assert STORY[3:40] in heard(found)
        # All of it is markup that is never closed: that it is cut short loses nothing, but is said.
        assert any("only the first" in warning for warning in found.warnings)


LEAD = "A beekeeper found a use for a mill that nobody wanted any more"


def mill(head: str, top: str) -> str:
    """What is read of a page with these parts."""
    return clean(
        page(
            f"<html lang=en><head><title>The mill</title>{head}</head><body><nav><a href=/>Home</a></nav><header>{top}"
            f"<p>By Ann Dorrit</p></header><article>{STORY}</article><footer>Imprint</footer></body></html>"
        )
    ).text


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (f"<meta name=description content='{LEAD}'>", f"<h1>The mill</h1><div><p>{LEAD}</p></div>"),
        ("", f"<h1>The mill</h1><div class=standfirst>{LEAD}</div>"),
    ],
)
def test_a_standfirst_is_kept_by_the_description_or_by_its_name(head: str, top: str) -> None:
    read = mill(head, top).split("\n\n")
    assert read[:2] == ["The mill", LEAD] and len(read) == 6


def test_what_stands_above_the_headline_is_no_standfirst() -> None:
    assert LEAD not in mill("", f"<ul><li class=teaser><a href=/b>{LEAD}</a></ul><h1>The mill</h1>")
