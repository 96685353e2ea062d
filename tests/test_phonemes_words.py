"""Words and phonemes: who begins where, whatever the phonemiser joined, split or left out."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.alignment import align
from audiogen.engines import onnx_words
from audiogen.engines.onnx_speech import clip, shorten, to_pcm
from audiogen.errors import EngineError
from audiogen.model import Reading
from audiogen.words import words

np = pytest.importorskip("numpy")


def begins(said: str, alone: list[str]) -> list[str | None]:
    """What stands at each word's beginning: the rest of its group."""
    first = onnx_words.starts(list(said), [list(one) for one in alone])
    return [None if index is None else said[index:].split(" ")[0] for index in first]


def test_words_and_groups_one_to_one() -> None:
    assert begins("həlˈoʊ, wˈɜːld.", ["həlˈoʊ", "wˈɜːld"]) == ["həlˈoʊ,", "wˈɜːld."]


def test_a_stress_mark_belongs_to_the_word_that_it_begins() -> None:
    first = onnx_words.starts(list("ɪn ˈɔːtəm"), [list("ˈɪn"), list("ˈɔːtəm")])
    assert first == [0, 3]


def test_joined_words_begin_inside_their_group() -> None:
    assert begins("stˈænd ɪnðə hˈaʊs", ["stˈænd", "ˈɪn", "ðˈə", "hˈaʊs"]) == ["stˈænd", "ɪnðə", "ðə", "hˈaʊs"]


def test_a_word_of_several_groups_begins_at_its_first() -> None:
    alone = ["ɪn", "nˈaɪntiːn nˈaɪnti", "wiː"]
    assert begins("ɪn nˈaɪntiːn nˈaɪnti wiː", alone) == ["ɪn", "nˈaɪntiːn", "wiː"]


def test_a_silent_word_has_no_beginning() -> None:
    assert begins("wˈʌn tˈuː", ["wˈʌn", "", "tˈuː"]) == ["wˈʌn", None, "tˈuː"]


def test_a_text_that_repeats_itself_does_not_slip() -> None:
    once, alone = "ɡˈoʊ ɪnðə hˈaʊs", ["ɡˈoʊ", "ˈɪn", "ðˈə", "hˈaʊs"]
    said = " ".join([once] * 30)
    first = onnx_words.starts(list(said), [list(one) for one in alone * 30])
    step = len(once) + 1
    assert first == [begin + step * turn for turn in range(30) for begin in (0, 5, 7, 10)]


@given(st.lists(st.sampled_from(["kˈæt", "dˈɒɡ", "ðə", "ɪn", "ˈaʊl", "mˈaʊs"]), min_size=1, max_size=25), st.data())
def test_every_word_begins_somewhere_and_in_order(alone: list[str], data: st.DataObject) -> None:
    glue = [data.draw(st.sampled_from([" ", ", ", ""])) for _ in alone]
    said = "".join(word + between for word, between in zip(alone, glue, strict=True))
    first = onnx_words.starts(list(said), [list(word) for word in alone])
    places = [index for index in first if index is not None]
    assert len(places) == len(alone)
    assert places == sorted(places)
    if "" not in glue:
        at = 0
        for word, between, place in zip(alone, glue, places, strict=True):
            assert place == at
            at += len(word + between)


def test_a_reading_takes_the_place_of_its_word_alone() -> None:
    text, said = "They read it, in the end.", "ðeɪ ɹˈiːd ɪt, ɪnðɪ ˈɛnd."
    spans = words(text)
    first = onnx_words.starts(list(said), [list(one) for one in ["ðˈeɪ", "ɹˈiːd", "ˈɪt", "ˈɪn", "ðˈə", "ˈɛnd"]])
    symbols, moved = onnx_words.apply_readings(list(said), first, spans, [Reading(5, 9, "ɹɛd")], list)
    assert "".join(symbols) == "ðeɪ ɹɛd ɪt, ɪnðɪ ˈɛnd."
    assert [symbols[index] for index in moved if index is not None] == ["ð", "ɹ", "ɪ", "ɪ", "ð", "ˈ"]


def test_readings_inside_joined_groups_and_at_the_end() -> None:
    said = "ɪnðɪ ˈɛnd."
    first = onnx_words.starts(list(said), [list("ˈɪn"), list("ðˈə"), list("ˈɛnd")])
    readings = [Reading(3, 6, "ðiː"), Reading(7, 10, "ˈænd")]
    symbols, _ = onnx_words.apply_readings(list(said), first, words("in the end."), readings, list)
    assert "".join(symbols) == "ɪnðiː ˈænd."


@pytest.mark.parametrize(
    ("ipa", "said"), [("ˈɹɛd", "ɹˈɛd"), ("əbˈstɹækt", "əbstɹˈækt"), ("'æbˌstɹækt", "ˈæbstɹˌækt"), ("ɹɛd", "ɹɛd")]
)
def test_stress_moves_to_the_vowel(ipa: str, said: str) -> None:
    assert onnx_words.stress_before_vowel(ipa) == said


@given(st.text("abc .,", max_size=300), st.integers(5, 60))
def test_pieces_keep_everything_within_the_limit(said: str, limit: int) -> None:
    cuts = onnx_words.pieces(list(said), limit)
    assert "".join(said[start:end] for start, end in cuts) == said
    assert all(end - start <= limit for start, end in cuts)
    assert len(cuts) == 1 or all(end > start for start, end in cuts)


def test_pieces_end_at_the_strongest_border() -> None:
    said = "aaaa bbbb, cccc dddd. eeee ffff gggg hhhh"
    assert next(said[start:end] for start, end in onnx_words.pieces(list(said), 30)) == "aaaa bbbb, cccc dddd."
    said = "aaaa bbbb, cccc dddd eeee ffff"
    assert next(said[start:end] for start, end in onnx_words.pieces(list(said), 20)) == "aaaa bbbb,"


def fake(symbols: list[str]) -> tuple[object, list[int], float]:
    """Ten samples a phoneme."""
    return np.full(10 * len(symbols), 0.5, np.float32), [10 * place for place in range(len(symbols))], 1.0


def test_marks_of_a_long_text_go_on_through_the_joints() -> None:
    text = "go home. " * 4
    said, alone = "ɡoʊ hoʊm. " * 4, ["ɡoʊ", "hoʊm"] * 4
    first = onnx_words.starts(list(said), [list(one) for one in alone])
    made = clip(text, list(said), first, words(text), 1000, 12, fake)
    assert len(made.marks) == 8
    assert [mark.frame for mark in made.marks] == sorted({mark.frame for mark in made.marks})
    joints = len(onnx_words.pieces(list(said), 12)) - 1
    assert joints >= 3 and made.frames == 10 * len(said) + 120 * joints


def test_nothing_to_say_is_an_error() -> None:
    with pytest.raises(EngineError, match="nothing to say"):
        clip("…", list(".ˈ ,"), [], [], 1000, 10, fake)


def test_loud_sound_is_turned_down_and_not_clipped() -> None:
    pcm = np.frombuffer(to_pcm(np.array([0.0, 1.0, 2.0, -1.5])), "<i2")
    assert pcm.tolist() == [0, 16384, 32767, -24575]
    assert np.frombuffer(to_pcm(np.array([0.25, -0.5])), "<i2").tolist() == [8192, -16384]


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_an_edit_leads_from_one_to_the_other_and_none_is_shorter(one: list[str], other: list[str]) -> None:
    steps = align(one, other)
    left, right, made = iter(one), iter(other), []
    for step in steps:
        old = next(left) if step != "i" else ""
        new = next(right) if step != "d" else ""
        assert (step == "=") == (old == new)
        made += [new] if new else []
    assert made == other and next(left, None) is None
    assert sum(step != "=" for step in steps) == distance(tuple(one), tuple(other))


@cache
def distance(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Levenshtein's, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    if one[0] == other[0]:
        return distance(one[1:], other[1:])
    return 1 + min(distance(one[1:], other), distance(one, other[1:]), distance(one[1:], other[1:]))


@pytest.mark.parametrize("factor", [1.1, 1.5, 2.3])
@pytest.mark.parametrize("hertz", [110, 233, 441])
def test_shortening_keeps_pitch_and_level(factor: float, hertz: int) -> None:
    rate = 22050
    tone = 0.5 * np.sin(2 * np.pi * hertz * np.arange(rate) / rate)
    short = shorten(tone, factor, rate)
    assert len(short) == round(rate / factor)
    middle = short[1000:-1000]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 8 * rate))
    assert abs(np.argmax(spectrum) / 8 - hertz) < 3
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.1)


def test_shortening_keeps_events_in_place() -> None:
    rate, at = 22050, [0.1, 0.42, 0.77]
    sound = np.zeros(rate, np.float32)
    for moment in at:
        sound[round(moment * rate) : round(moment * rate) + 400] = np.sin(np.arange(400) / 5)
    short = shorten(sound, 2.0, rate)
    for moment in at:
        begin = round(moment * rate / 2)
        loud = np.flatnonzero(np.abs(short[begin - 600 : begin + 800]) > 0.3)
        assert len(loud) and abs(loud[0] - 600) < 0.02 * rate
