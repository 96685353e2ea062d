"""Inline control: pauses, phonemes, SSML tags in the text, and SSML documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiogen.errors import SourceError
from audiogen.model import Article, Block, Control, Segment
from audiogen.readers import page, ssml
from audiogen.speakable import speak
from audiogen.speakable.lexicon import Entry, Lexicon
from audiogen.speakable.markup import LONGEST_PAUSE_MS, RULE, lift, milliseconds, pace
from audiogen.speakable.pieces import Fixed, pieces
from audiogen.speakable.rules import Replacement
from audiogen.speakable.say_as import say_as


def article(*texts: str) -> Article:
    return lift(Article("", tuple(Block("paragraph", text, line) for line, text in enumerate(texts, 1))))


def cut(*texts: str) -> list[tuple[str, int]]:
    """Pieces of paragraphs of one sentence each, with the pause behind; 300 ms by itself."""
    lifted = article(*texts)
    found = pieces([Segment(n, n, block.text, "", 300) for n, block in enumerate(lifted.blocks)], lifted)
    for index, (piece, _) in enumerate(found):
        assert piece.index == index
        assert lifted.blocks[piece.block].text[piece.start : piece.start + len(piece.text)] == piece.text
    return [(piece.text, piece.pause_after_ms) for piece, _ in found]


def said(text: str) -> str:
    lifted = article(text)
    found = pieces([Segment(0, 0, lifted.blocks[0].text, "", 0)], lifted)
    return " | ".join(speak(piece.text, "en", lexicon=Fixed(fixed)).text for piece, fixed in found)


# Pauses


@pytest.mark.parametrize("mark", ["[pause:1.5s]", "[pause: 1500ms]", '<break time="1.5s"/>', "<break time='1500ms' />"])
def test_a_pause_cuts_the_sentence_and_is_not_shown(mark: str) -> None:
    assert cut(f"And the winner is {mark} Ada.") == [("And the winner is", 1500), ("Ada.", 300)]
    assert article(f"And the winner is {mark} Ada.").text == "And the winner is Ada."


def test_pauses_at_the_edges() -> None:
    assert cut("One. [pause:2s]", "Two.") == [("One.", 2000), ("Two.", 300)]
    assert cut("One.", "[pause:2s]", "Two.") == [("One.", 2000), ("Two.", 300)]
    assert cut("One.", "[pause:2s] Two.") == [("One.", 2000), ("Two.", 300)]
    assert cut("[pause:2s] One.", "Two.") == [("One.", 300), ("Two.", 300)]
    assert cut('He said "[pause:1s]yes".') == [('He said "', 1000), ('yes".', 300)]
    assert cut("One [pause:1s] [pause:500ms], two") == [("One,", 1500), ("two", 300)]
    assert cut("One [pause:1s].") == [("One.", 1000)]


def test_strengths_and_limits() -> None:
    assert cut('A <break/> b <break strength="none"/> c') == [("A", 400), ("b", 0), ("c", 300)]
    lifted = article("A [pause:99999s] b")
    assert lifted.blocks[0].controls[0].value == str(LONGEST_PAUSE_MS)
    assert lifted.warnings
    lifted = article('A <break time="soon"/> b <break strength="huge"/> c')
    assert (lifted.text, lifted.blocks[0].controls, len(lifted.warnings)) == ("A b c", (), 1)


@pytest.mark.parametrize(
    "text",
    ["[pause]", "[pause:1]", "[pause:s]", "[[Main Page]]", "[[citation needed]]", "<lang>", "<sub>x", "a < b", "[[1]]"],
)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    given_article = Article("", (Block("paragraph", f"We write {text} here"),))
    assert lift(given_article) == given_article


def test_lift_accounts_for_every_mark_and_is_idempotent() -> None:
    lifted = article("A [pause:1s] b <sub alias='x y'>c</sub>.")
    assert [(one.line, one.text, one.rule) for one in lifted.removals] == [
        (1, "[pause:1s]", RULE),
        (1, "<sub alias='x y'>", RULE),
        (1, "</sub>", RULE),
    ]
    assert lift(lifted) == lifted


# Words


def test_ipa_for_a_word_and_alone() -> None:
    lifted = article("Buy Nike[[ˈnaɪki]] or [[ˈnaɪki]] now.")
    assert lifted.text == "Buy Nike or nye-kee now."
    assert lifted.blocks[0].controls == (Control(4, 8, "ipa", "ˈnaɪki"), Control(12, 19, "ipa", "ˈnaɪki"))
    ((piece, fixed),) = pieces([Segment(0, 0, lifted.text, "", 0)], lifted)
    spoken = speak(piece.text, "en", lexicon=Fixed(fixed))
    assert spoken.text == "Buy nye-kee or nye-kee now."
    assert [(one.start, one.end, one.ipa) for one in spoken.readings] == [(4, 11, "ˈnaɪki"), (15, 22, "ˈnaɪki")]


def test_tags_for_words() -> None:
    assert said('See <sub alias="World Wide Web">WWW</sub>.') == "See World Wide Web."
    assert said('Buy <phoneme alphabet="ipa" ph="ˈnaɪki">Nike</phoneme>.') == "Buy nye-kee."
    assert said('Spell <say-as interpret-as="characters">dpa4</say-as>.') == "Spell D P A four."
    lifted = article('A <phoneme alphabet="x-sampa" ph="nAI">Nike</phoneme> <say-as interpret-as="song">x</say-as>')
    assert (lifted.text, len(lifted.warnings)) == ("A Nike x", 2)


def test_controls_come_before_the_lexicon() -> None:
    lexicon = Lexicon([Entry("WWW", "www"), Entry("now", "right now")])
    fixed = Fixed((Replacement(4, 7, "World Wide Web"),), lexicon)
    assert [one.say for one in fixed.find("See WWW now", "en")] == ["World Wide Web", "right now"]


def test_pace_and_language_cut() -> None:
    lifted = article(
        '<prosody rate="slow">Slowly now.</prosody> Then <emphasis level="strong">fast</emphasis>, '
        '<lang xml:lang="de">ja</lang>.'
    )
    found = [piece for piece, _ in pieces([Segment(0, 0, lifted.text, "", 300)], lifted)]
    assert [(one.text, one.rate, one.language, one.pause_after_ms) for one in found] == [
        ("Slowly now.", 0.75, "", 0),
        ("Then", 1.0, "", 0),
        ("fast,", 0.8, "", 0),
        ("ja.", 1.0, "de", 300),
    ]


def test_segments_without_controls_stay_as_they_are() -> None:
    segment = Segment(0, 0, "Plain.", "", 300)
    assert pieces([segment], article("Plain.")) == [(segment, ())]


def test_unmatched_tags_go_with_a_warning() -> None:
    lifted = article('A </sub> b <sub alias="x">c', "d")
    assert (lifted.text, len(lifted.warnings)) == ("A b c\n\nd", 2)


@pytest.mark.parametrize(
    ("rate", "factor"),
    [
        ("slow", 0.75),
        ("80%", 0.8),
        ("+10%", 1.1),
        ("-25%", 0.75),
        ("1.2", 1.2),
        ("900%", 3.0),
        ("0", 0.5),
        ("fastish", None),
    ],
)
def test_paces(rate: str, factor: float | None) -> None:
    assert pace(rate) == (None if factor is None else pytest.approx(factor))


def test_times() -> None:
    assert [milliseconds(time) for time in ("1.5s", "300ms", ".5s", "+2s", "2", "s", "-1s")] == [
        1500, 300, 500, 2000, None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "form", "text", "expected"),
    [
        ("cardinal", "", "VII", "seven"),
        ("cardinal", "", "1,204", "one thousand, two hundred and four"),
        ("ordinal", "", "3", "third"),
        ("telephone", "", "(650) 555", "six five zero, five five five"),
        ("fraction", "", "2 3/4", "two and three quarters"),
        ("fraction", "", "1/2", "one half"),
        ("date", "dmy", "1/4/2025", "April first, twenty twenty five"),
        ("date", "mdy", "1/4/2025", "January fourth, twenty twenty five"),
        ("date", "", "not a date", "not a date"),
        ("spell-out", "", "AB 1", "A B one"),
    ],
)
def test_say_as(what: str, form: str, text: str, expected: str) -> None:
    assert say_as(text, what, form, "en") == expected


def test_say_as_in_other_languages() -> None:
    assert say_as("3", "ordinal", "", "de") == "dritte"
    assert say_as("x", "song", "", "en") is None
    assert say_as("3", "cardinal", "", "xx") == "3"


# Documents


def document(inside: str) -> bytes:
    return (
        f'<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en-GB">{inside}</speak>'.encode()
    )


def test_an_ssml_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "talk.ssml"
    path.write_bytes(document('<p>Hi <break time="2s"/> there.</p><p>Two &amp; three.</p>'))
    read = page(path)
    assert (read.text, read.metadata.language, read.whole) == (
        'Hi <break time="2s"/> there.\n\nTwo & three.', "en-GB", True,
    )  # fmt: skip
    assert cut(*read.text.split("\n\n")) == [("Hi", 2000), ("there.", 300), ("Two & three.", 300)]


def test_tags_over_paragraphs_begin_anew() -> None:
    read = ssml.read(document('<prosody rate="fast"><p>One.</p><p>Two.</p></prosody> Three'), "n", "s")
    lifted = article(*read.text.split("\n\n"))
    assert lifted.text == "One.\n\nTwo.\n\nThree"
    assert [[one.value for one in block.controls] for block in lifted.blocks] == [["1.25"], ["1.25"], []]
    assert not lifted.warnings


def test_sentences_without_a_mark_part() -> None:
    read = ssml.read(document("<s>One</s><s>Two.</s>"), "n", "s")
    assert cut(read.text) == [("One", 400), ("Two.", 300)]


def test_unknown_tags_go_and_their_words_stay() -> None:
    inside = (
        '<voice name="x">Hello</voice> <audio src="x"><desc>jingle</desc>bell</audio>'
        '<mark name="m"/><metadata>no</metadata>'
    )
    read = ssml.read(document(inside), "n", "s")
    assert read.text == "Hello bell"
    assert len(read.warnings) == 3


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    bomb = (
        f'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file://{tmp_path}/secret">]>'
        "<speak>One &b; two &c; three</speak>"
    )
    read = ssml.read(bomb.encode(), "n", "s")
    assert read.text == "One two three"
    assert read.warnings


@pytest.mark.parametrize(
    "data", [b"", b"<speak>", b"<html/>", b"<speak> </speak>", b"\xff\xfe", b"<speak>&nbsp;x</speak>x"]
)
def test_what_is_no_ssml_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        ssml.read(data, "n", "talk.ssml")
    assert caught.value.hint


PARTS = st.lists(
    st.sampled_from(
        ["[pause:1s]", "[pause:", "[[ˈa]]", "[[", "]]", "<break/>", '<break time="x"/>', "<sub alias='z'>", "</sub>",
         "<emphasis>", "</emphasis>", '<prosody rate="x">', "</prosody>", "<lang xml:lang='de'>", "</lang>",
         "<say-as interpret-as='date'>", "</say-as>", "<phoneme ph='a'>", "</phoneme>", "word", " ",
         ".", "“", "1/2", "é"]
    ) | st.text(max_size=5),
    max_size=14,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=4))
def test_any_marks(paragraphs: list[list[str]]) -> None:
    texts = ["".join(parts) for parts in paragraphs]
    lifted = article(*texts)
    for block in lifted.blocks:
        for control in block.controls:
            assert 0 <= control.start <= control.end <= len(block.text)
    rows = [Segment(n, n, block.text, "", 300) for n, block in enumerate(lifted.blocks) if block.text.strip()]
    found = pieces(rows, lifted)
    for piece, fixed in found:
        assert lifted.blocks[piece.block].text[piece.start : piece.start + len(piece.text)] == piece.text
        speak(piece.text, "en", lexicon=Fixed(fixed))
    kept = ["".join(piece.text for piece, _ in found if piece.block == n) for n in range(len(lifted.blocks))]
    assert ["".join(text.split()) for text in kept] == ["".join(block.text.split()) for block in lifted.blocks]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<s>", "</s>", "<x>", "</x>", "a", "&amp;", "<break/>", "&q;"]), max_size=10
    )
)
def test_any_document(parts: list[str]) -> None:
    try:
        ssml.read(document("".join(parts)), "n", "s")
    except SourceError:
        return
