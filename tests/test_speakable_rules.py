"""The framework of `audiogen.speakable`: gates, order, alignment, lexicon entries before rules."""

from __future__ import annotations

from re import Match

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.model import Span
from audiogen.speakable import speak, speakable
from audiogen.speakable.rules import DIGIT, SHAPE, Alignment, Context, Language, Replacement, Rule


def _spell(match: Match[str], context: Context) -> str:
    return " ".join(match[0])


def _seven(match: Match[str], context: Context) -> str | None:
    return "seven" if match[0] == "7" else None


LANGUAGE = Language(
    (
        Rule("title", r"Dr\. (?=[A-Z])", "Doctor ", words={"dr"}),
        Rule("seven", r"\d+", _seven, at=DIGIT),
        Rule("number", r"\d+", "number", at=DIGIT),
        Rule("letters", r"[A-Z]{2,}(?![a-z])", _spell, at=SHAPE),
        Rule("code", r"[A-Z]-?\d+", "code", at=SHAPE),
        Rule("percent", "%", "percent", at="%"),
    )
)


def said(text: str) -> str:
    alignment = Alignment(text)
    for start, end, say, _ in LANGUAGE.replacements(Context(text)):
        alignment.keep(start)
        alignment.replace(end, say)
    return alignment.finish()[0]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("plain words, nothing else.", "plain words, nothing else."),
        ("Dr. Who", "Doctor Who"),
        ("Dr. who", "Dr. who"),
        ("7 of 12", "seven of number"),
        ("50%", "number percent"),
        ("50 %", "number percent"),
        ("km7h", "km seven h"),
        ("the UN", "the U N"),
        ("an F-16, a Q3", "an code, a code"),
    ],
)
def test_rules_win_in_order_at_their_gates(written: str, spoken: str) -> None:
    assert said(written) == spoken


def test_a_rule_needs_a_gate() -> None:
    with pytest.raises(ValueError, match="no gate"):
        Rule("nothing", "x", "y")


def test_context_sees_words_around() -> None:
    context = Context("Mr. O'Neill's 3 -- old dogs")
    assert context.before(14) == "o'neill's"
    assert context.after(15) == "old"
    assert context.before(0) == "" == context.after(len(context.text))


def test_shouting_takes_more_than_an_acronym() -> None:
    assert Context("HEAVY RAIN HITS THE COAST").shouts
    assert not Context("The UN and the WHO met in Rome").shouts


def test_a_language_without_rules_passes_through() -> None:
    assert speakable("co\u00adöperatie", "nl") == "coöperatie"  # but for marks of where to break a line
    assert speakable("5 km", "xx-YY") == "5 km"
    assert speakable("5 km", "") == "5 km"
    assert speakable("5 km", "rules") == "5 km"


class Names:
    """A lexicon of one name and one word with IPA."""

    def find(self, text: str, language: str) -> list[Replacement]:
        entries = {"7 Mile": Replacement(0, 0, "Seven Mile"), "Łódź": Replacement(0, 0, "", "wutɕ")}
        places = [(text.find(name), name, entry) for name, entry in entries.items()]
        return sorted(
            (Replacement(at, at + len(name), entry.say, entry.ipa) for at, name, entry in places if at >= 0),
            key=lambda found: found.start,
        )


def test_lexicon_comes_first_and_keeps_its_words() -> None:
    spoken = speak("7 Mile and Łódź", "xx", lexicon=Names())
    assert spoken.text == "Seven Mile and Łódź"
    (reading,) = spoken.readings
    assert (spoken.text[reading.start : reading.end], reading.ipa) == ("Łódź", "wutɕ")


def covers(text: str, spoken: str, spans: tuple[Span, ...]) -> bool:
    """Spans touch from start to end in both texts."""
    written_at = spoken_at = 0
    for span in spans:
        if (span.written_start, span.spoken_start) != (written_at, spoken_at):
            return False
        if span.written_end < written_at or span.spoken_end < spoken_at:
            return False
        written_at, spoken_at = span.written_end, span.spoken_end
    return (written_at, spoken_at) == (len(text), len(spoken))


@given(st.text(), st.sampled_from(["en", "en-GB", "en-US", "de", "fr", "es", "xx"]))
def test_spans_cover_both_texts_in_order(text: str, tag: str) -> None:
    spoken = speak(text, tag)
    assert covers(text, spoken.text, spoken.spans)


@given(
    st.lists(st.sampled_from([*"79%$°½²-./:,' ", "Dr. ", "Jan. ", "UN", "3", "am", "km", "XIV", "the"]), max_size=12)
)
def test_spans_cover_what_rules_change(parts: list[str]) -> None:
    text = "".join(parts)
    spoken = speak(text, "en")
    assert covers(text, spoken.text, spoken.spans)
