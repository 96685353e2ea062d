"""The cleaner over plain text: nothing is lost, chrome goes, the story stays."""

from __future__ import annotations

import pytest
from cleaner_support import article, held, letters, page
from hypothesis import example, given, settings
from hypothesis import strategies as st

from audiogen.cleaner import clean
from audiogen.cleaner.lines import split
from audiogen.errors import CleanError
from audiogen.model import Metadata

STORY = [
    "The harbour master of Velden closed the north quay on Monday after a crane began to lean.",
    "Nobody was hurt, he said, but two ships had to wait outside the breakwater until the evening tide.",
    "Engineers from the city looked at the foundations with a diver and found a hole of about three metres.",
    "It will take until March to fill it, and the costs are put at 1.2 million euros.",
]
CHROME = [
    "Listen to article",
    "Share on Facebook",
    "Advertisement",
    "Home > News > Region",
    "© 2025 The Velden Post",
    "By Jane Ferris",
    "3 May 2025",
    "5 min read",
    "Sign up for our newsletter",
    "Accept all cookies",
    "Read also: Ten cranes",
    "(Photo: dpa)",
    "Politics",
    "https://example.org/a?b=1",
    "Comments (12)",
    "source site-12",
]
MARKS = [
    "[1]",
    "[edit]",
    "see https://example.org/x for more",
    "[pause:1.5s]",
    "[[fəˈnɛtɪk]]",
    "\u00ad",
    "\x07",
    "\u200b",
    "=",
    "—",
]

line = st.one_of(
    st.sampled_from(STORY + CHROME + MARKS),
    st.text(max_size=60),
    st.builds(" ".join, st.lists(st.sampled_from(STORY + CHROME + MARKS), min_size=1, max_size=3)),
)
pages = st.builds(
    lambda lines, joints: "".join(a + b for a, b in zip(lines, joints, strict=False)),
    st.lists(line, min_size=1, max_size=25),
    st.lists(st.sampled_from(["\n", "\n\n", "\r\n", "\n \n", "\t", "\x0b", "\u2028"]), min_size=25, max_size=25),
)


@settings(max_examples=150, deadline=None)
@given(pages, st.booleans())
@example("A [1] b [edit] https://a.b/c.\n\nTitle | Site\n\nTitle", False)
def test_every_character_is_in_one_block_or_one_removal(text: str, whole: bool) -> None:
    try:
        found = clean(page(text, whole=whole), language="en")
    except CleanError:
        return
    assert held(found) == letters(text)


@settings(max_examples=60, deadline=None)
@given(pages)
def test_every_removal_names_its_rule_and_line(text: str) -> None:
    try:
        found = clean(page(text), language="en")
    except CleanError:
        return
    lines = len(text.splitlines()) + 1
    assert all(removal.rule and 1 <= removal.line <= lines for removal in found.removals)
    assert all(block.text == " ".join(block.text.split()) and block.text for block in found.blocks)


def test_a_story_line_that_holds_a_chrome_phrase_stays() -> None:
    kept = [
        "Listen to article 5 of the treaty, he said.",
        "Share on Facebook was the button that everyone pressed, the study found.",
        "By Monday in the city the snow had gone.",
        "“Subscribe to our newsletter,” the sign on the farm gate read, and people did.",
        "He was told to read more about cookies and to bake them at home.",
        "Advertisement was the word she used, though nobody had paid.",
        "Photo: that was the one word on the back of the envelope, in pencil.",
        "Anzeige gegen Unbekannt wurde erstattet, sagte die Polizei.",
    ]
    found = article("\n\n".join(["Notes from the fair", *STORY, *kept]), language="en")
    missing = [text for text in kept if text not in found.text]
    assert not missing


def test_a_title_said_again_as_kicker_and_headline_is_read_once() -> None:
    found = article("\n\n".join(["Crane leans: north quay closed", "Crane leans\nNorth quay closed", *STORY]))
    assert [block.role for block in found.blocks[:2]] == ["kicker", "headline"]
    assert found.title == "Crane leans: North quay closed"
    assert found.text.lower().count("north quay closed") == 1


def test_the_site_in_the_title_is_kept_apart() -> None:
    found = article("\n\n".join(["Crane leans over the quay | The Velden Post", *STORY]))
    assert (found.title, found.site) == ("Crane leans over the quay", "The Velden Post")
    assert found.blocks[0].text == "Crane leans over the quay"


def test_a_caption_given_twice_is_one_caption_and_is_not_read() -> None:
    twice = ["The crane on Monday’s tide in Velden", "The crane on  Monday's tide in Velden", "(Photo: dpa)"]
    text = "\n\n".join(["Crane leans over the quay", *STORY[:2], *twice, *STORY[2:]])
    found = article(text)
    assert [block.role for block in found.blocks].count("caption") == 1
    assert "tide in Velden" not in found.text and "dpa" not in found.text
    assert "tide in Velden" in article(text, captions="read").text


def test_byline_and_dates_are_kept_as_metadata() -> None:
    head = ["Crane leans over the quay", "By Jane Ferris, Harbour Correspondent", "Updated: 3 May 2025, 4.15 pm"]
    found = article("\n\n".join([*head, *STORY]))
    assert (found.byline, found.published) == ("Jane Ferris", "2025-05-03T16:15")
    assert found.text == "\n\n".join([head[0], *STORY])


def test_known_metadata_wins() -> None:
    known = Metadata(title="Crane leans over the quay", byline="A. Dane", published="2025-05-01", site="Post")
    found = clean(page("\n\n".join(["By Jane Ferris", "3 May 2025", *STORY]), metadata=known))
    assert (found.title, found.byline, found.published, found.site) == (known.title, "A. Dane", "2025-05-01", "Post")


def test_control_marks_stay_and_reference_marks_go() -> None:
    text = "It was quiet [pause:1.5s] in [[ˈvɛldən]] that day,[12] said the mayor.[citation needed] See https://ex.org/a_b."
    found = article("\n\n".join(["Crane leans over the quay", text, *STORY]))
    assert "It was quiet [pause:1.5s] in [[ˈvɛldən]] that day, said the mayor. See." in found.text
    gone = [removal for removal in found.removals if removal.line == 3]
    assert [(removal.text, removal.rule) for removal in gone][:2] == [
        ("[12]", "reference"),
        ("[citation needed]", "reference"),
    ]
    assert all(text[removal.column :].startswith(removal.text) for removal in gone)


def test_a_whole_page_is_not_searched_for_an_article() -> None:
    lines = ["Notes", "one", "two", "Politics", "three", "Listen to article"]
    found = clean(page("\n\n".join(lines), whole=True))
    assert found.text == "\n\n".join(lines[:-1])


def test_hard_wrapped_paragraphs_are_joined() -> None:
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(text * 2, 70) for text in (s + " " for s in STORY))
    found = article("Crane leans over the quay\n\n" + wrapped)
    assert [block.text for block in found.blocks[1:]] == [f"{text} {text}" for text in STORY]


def test_verses_are_not_joined() -> None:
    verses = [
        "The tide came in, the tide went out,",
        "the crane leaned on the air,",
        "and what it lifted, no one saw,",
        "for nobody was there.",
    ]
    lines, _ = split("\n".join(verses))
    assert [line.text for line in lines] == verses


def test_text_without_blank_lines() -> None:
    found = article("\n".join(["Crane leans over the quay", "Listen to article", *STORY]))
    assert found.text == "\n\n".join(["Crane leans over the quay", *STORY])


def test_one_line_of_ten_megabytes() -> None:
    text = " ".join(STORY) + " "
    found = article(text * (10_000_000 // len(text)))
    assert len(found.text) > 9_900_000


@pytest.mark.parametrize("text", ["", " \n\t\n", "Share on Facebook\nAdvertisement\nHome > News", "—\n\n***\n"])
def test_nothing_left_is_an_error_with_a_hint(text: str) -> None:
    with pytest.raises(CleanError) as caught:
        article(text)
    assert caught.value.hint


def test_control_characters_do_not_reach_the_voice() -> None:
    found = article("Crane\x07 leans over\x00 the qu\u00aday\n\n" + "\n\n".join(STORY))
    assert found.title == "Crane leans over the quay"


def test_lists_under_a_related_heading_go() -> None:
    found = article(
        "\n\n".join(["Crane leans over the quay", *STORY, "More stories\nTen tall cranes\nA short history of quays"])
    )
    assert found.text == "\n\n".join(["Crane leans over the quay", *STORY])


def test_clean_text_comes_out_as_it_is() -> None:
    text = "\n\n".join(["Crane leans over the quay", *STORY[:2], "A hole below", *STORY[2:]])
    found = article(text)
    assert found.text == text and not found.removals
    assert [block.role for block in found.blocks] == [
        "headline",
        "standfirst",
        "paragraph",
        "subheading",
        "paragraph",
        "paragraph",
    ]


@pytest.mark.parametrize("label", ["Image caption: ", "Image caption, ", "Photo caption: ", "Caption: "])
def test_a_labelled_caption_below_the_headline_is_no_standfirst(label: str) -> None:
    text = (
        f"The old mill\n\n{label}The mill has stood empty since 1998\n\nThe mill will be a library, the council said "
        "on Monday. It has stood empty for years.\n\nWork begins in spring and takes two years. The council pays half."
    )
    read = clean(page(text)).text
    assert "stood empty since 1998" not in read and "It has stood empty for years." in read
