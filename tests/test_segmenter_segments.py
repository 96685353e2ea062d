"""Segments: nothing is lost, none is too long, cuts fall where a reader breathes, pauses follow one table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.model import ROLES, Article, Block, Role, Segment
from audiogen.segmenter import Pauses, segment


def article(*blocks: tuple[Role, str], language: str = "en") -> Article:
    return Article("", tuple(Block(role, text) for role, text in blocks), language=language)


def said(text: str, max_chars: int, language: str = "en") -> list[str]:
    return [found.text for found in segment(article(("paragraph", text), language=language), max_chars=max_chars)]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


WORDS = """one two, three; and – Mr. Smith 10,000 5 kg (so said) *** “Yes.” New York 😀 end. Why? ... [pause:1.5s] « »
[[nowrap]] Straßenbahnhaltestelle e.g. 日本。 हाँ।"""
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(WORDS.split()), max_size=60).map(" ".join))


BLOCKS = st.lists(st.tuples(st.sampled_from(ROLES), TEXTS), max_size=6)


@given(BLOCKS, st.integers(1, 80), st.sampled_from(["en", "de", "fr", "xx"]))
def test_every_letter_is_said_once_in_order(blocks: list[tuple[Role, str]], max_chars: int, language: str) -> None:
    made = article(*blocks, language=language)
    found = segment(made, max_chars=max_chars)
    assert letters("".join(one.text for one in found)) == letters(made.text)
    assert [one.index for one in found] == list(range(len(found)))
    ends: dict[int, int] = {}
    for one in found:
        block = made.blocks[one.block]
        assert len(one.text) <= max_chars
        assert letters(one.text) and one.text == one.text.strip() == one.spoken
        assert block.text[one.start : one.start + len(one.text)] == one.text
        assert block.role == one.role and one.role not in made.silent
        assert one.start >= ends.get(one.block, 0)
        ends[one.block] = one.start + len(one.text)


@given(TEXTS.filter(letters), st.integers(20, 60))
def test_a_cut_drops_no_character(text: str, max_chars: int) -> None:
    """All that is between two segments is white space or a run without letters that had no room."""
    found = segment(article(("paragraph", text)), max_chars=max_chars)
    at = 0
    for one in found:
        assert not letters(text[at : one.start])
        at = one.start + len(one.text)


# " | " is where it is cut.
CUTS = {
    "We walked to the lake; | the boats had gone home.": 30,
    "He came early, | she left late and nobody spoke.": 35,
    "The children were singing | while the others danced": 30,
    "A long and rather cold walk – | it was good for us": 30,
    "She had a bag, a hat, a stick | and a dog and two or three cats": 40,
    "The mayor, who was late (and hungry), | spoke for half an hour": 45,
    "They sang for hours and hours, | and the old people in the front row slept": 43,
}


@pytest.mark.parametrize(("marked", "max_chars"), CUTS.items())
def test_cuts(marked: str, max_chars: int) -> None:
    assert said(marked.replace(" | ", " "), max_chars) == marked.split(" | ")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The bill for all of the repairs came to 12 500 000 euros and more was still to be paid", "12 500 000"),
        ("On their way to the coast they met Mr. Smith who was on his way home from the fair", "Mr. Smith"),
        ("They all went by train to New York where the weather was fine and the people kind", "New York"),
        ("She waited for a moment [pause:1.5s] and went on with what she had been telling them", "[pause:1.5s]"),
        (
            "She said a strange word [[kəˈnuː like this]] and went on with what she had been telling",
            "[[kəˈnuː like this]]",
        ),
        ("The parcel had a weight of 250 kg when it came to the office at the end of the street", "250 kg"),
        ("Elle demanda alors si tout cela « Vraiment » devait finir ainsi et personne ne répondit", "« Vraiment »"),
    ],
)
def test_what_is_never_cut(text: str, kept: str) -> None:
    for max_chars in range(24, 80):
        got = said(text, max_chars, "fr" if "«" in text else "en")
        assert any(kept in piece for piece in got), (max_chars, got)


def test_pieces_are_of_like_length() -> None:
    got = said("word " * 41 + "end", 100)
    assert len(got) == 3
    assert min(map(len, got)) > 50


def test_a_word_that_is_too_long_is_cut_hard() -> None:
    assert said("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_what_has_no_letter_stays_with_its_neighbour() -> None:
    assert said("*** Hello there. 😀 Bye.", 100) == ["*** Hello there. 😀", "Bye."]
    assert said("***", 100) == []
    assert segment(article(("paragraph", "..."), ("paragraph", "Yes."))) == [
        Segment(0, 1, "Yes.", "Yes.", Pauses().paragraph, "paragraph")
    ]


def pauses(*blocks: tuple[Role, str], table: Pauses = Pauses()) -> list[int]:  # noqa: B008
    return [one.pause_after_ms for one in segment(article(*blocks), pauses=table)]


def test_pauses_by_role() -> None:
    table = Pauses()
    assert pauses(
        ("headline", "News"), ("paragraph", "One. Two."), ("subheading", "Part"), ("paragraph", "Three.")
    ) == [
        table.headline,
        table.sentence,
        table.before_subheading,  # the larger of the two, not the sum
        table.subheading,
        table.paragraph,
    ]
    assert pauses(("paragraph", "Buy:"), ("item", "milk"), ("item", "bread"), ("paragraph", "Go.")) == [
        table.lead_in,
        table.item,
        table.paragraph,
        table.paragraph,
    ]
    assert (
        pauses(("paragraph", "A."), ("quote", "B."), ("paragraph", "C."))[:2]
        == [table.paragraph + table.quote_edge] * 2
    )


def test_pauses_by_punctuation() -> None:
    table = Pauses()
    assert pauses(("paragraph", "Why? No! Well… Good. End")) == [
        table.question,
        table.question,
        table.ellipsis,
        table.sentence,
        table.paragraph,
    ]


def test_pauses_of_cuts() -> None:
    made = article(("paragraph", "We walked to the lake; the boats had gone home, it was cold and dark"))
    found = segment(made, max_chars=30)
    assert found[0].pause_after_ms == Pauses().semicolon
    assert Pauses().space <= found[1].pause_after_ms < Pauses().sentence


def test_a_silent_block_makes_no_difference() -> None:
    blocks: list[tuple[Role, str]] = [("paragraph", "One."), ("caption", "A picture."), ("subheading", "Two")]
    assert pauses(*blocks) == [Pauses().before_subheading, Pauses().subheading]


def test_speed_scales_the_table() -> None:
    assert Pauses().at_speed(2.0).paragraph == Pauses().paragraph // 2
    assert Pauses(sentence=100).at_speed(0.5).sentence == 200


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="max_chars"):
        segment(article(("paragraph", "A.")), max_chars=0)
