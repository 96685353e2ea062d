"""Headline, standfirst and the labels around them, on pages that say their title once."""

from __future__ import annotations

import pytest
from cleaner_support import article

BODY = [
    "The village hall of Orrin lost its roof on Tuesday, when a gust of 141 kilometres an hour came up the valley.",
    "Nobody was inside, because the choir had moved its practice to the school for want of heating, the verger said.",
    "A new roof costs 88,000 euros, and the insurance pays for half of it, as it was taken out in another century.",
]
HEADLINE = "Gust takes the roof off a village hall and leaves the piano"


@pytest.mark.parametrize(
    "top", ["The Orrin Post", "ORRIN POST", "Radio Orrin 7 News", "Subscribe for £1", "Orrin.news"]
)
def test_a_name_above_the_menu_is_no_headline(top: str) -> None:
    text = (
        "\n".join([top, "Menu", "Sign in", "Home", "World"]) + "\n\n" + "\n\n".join([HEADLINE, "By Ann Dorrit", *BODY])
    )
    found = article(text, language="en")
    assert found.title == HEADLINE
    assert found.text == "\n\n".join([HEADLINE, *BODY])


def test_the_standfirst_below_the_headline_stays() -> None:
    lead = "The choir had gone to the school that night. The piano had not."
    text = "\n\n".join(["The Orrin Post\nMenu\nSearch", f"{HEADLINE}\n{lead}", "By Ann Dorrit\n3 May 2025", *BODY])
    assert article(text, language="en").text == "\n\n".join([HEADLINE, lead, *BODY])


def test_a_list_of_links_ends_at_the_story() -> None:
    lines = [
        HEADLINE,
        "24 Comments",
        *BODY[:2],
        "Related",
        "Ten roofs",
        "A short history of hail",
        "What it costs",
        BODY[2],
    ]
    found = article("\n".join(lines), language="en").text
    assert "Ten roofs" not in found and "What it costs" in found and BODY[2] in found


def test_a_question_alone_above_a_paragraph_is_a_subheading() -> None:
    asked, said = "Who pays for the roof?", "“Who else would?”"
    found = article("\n\n".join([HEADLINE, BODY[0], asked, BODY[1], said, BODY[2], "Will it hold?"]), language="en")
    roles = {block.text: block.role for block in found.blocks}
    assert roles[asked] == "subheading"
    assert roles[said] == roles["Will it hold?"] == "paragraph"


def test_a_line_that_is_left_out_is_told_by_what_is_seen_of_it() -> None:
    menu = ["Menu", "Search", "Sign in", "Home", "World", "Politics", "Sport", "Culture", "Newsletter"]
    cards = [
        f"{name} hall reopens after {n} years" for n, name in enumerate(["Ash", "Elm", "Oak", "Yew", "Fir"], start=3)
    ]
    foot = ["About us", "Contact", "Privacy policy", "Terms of use", "Cookie settings", "© 2025 The Orrin Post"]
    text = "\n".join(["The Orrin Post", *menu]) + "\n\n" + "\n\n".join([HEADLINE, "By Ann Dorrit", *BODY, *BODY])
    found = article(text + "\n\n" + "\n".join(["More news", *cards]) + "\n\n" + "\n".join(foot), language="en")
    assert not [card for card in cards if card in found.text]
    assert all(removal.rule for removal in found.removals)
    assert all(
        removal.rule.startswith(("under ", "not the story: ", "among chrome"))
        for removal in found.removals
        if removal.text in cards
    )


def test_the_box_about_the_author_is_not_read() -> None:
    box = "Ann Dorrit has written about the valley for the Post since 2011. She lives in Orrin with two dogs."
    menu = "The Orrin Post\nMenu\nSearch\nSign in\nHome\nNews\nPolitics\nSport"
    text = "\n\n".join([menu, HEADLINE, "By Ann Dorrit", *BODY, "About the author", box, "Contact\nPrivacy policy"])
    found = article(text, language="en")
    assert box not in found.text and BODY[2] in found.text
    assert [removal.rule for removal in found.removals if removal.text == box] == ["under en:author"]
