"""What every engine owes the narrator, run over all that are registered and installed here."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from audiogen.engines import Engine
from audiogen.errors import EngineError
from audiogen.model import Clip, Reading, Voice
from audiogen.registry import engine, names
from audiogen.silence import trim
from audiogen.words import words

LARGE = ("kokoro", "piper")
"""Extras with a model: their own tests go further; here they run with the slow ones."""
ENGINES = [pytest.param(name, marks=pytest.mark.slow if name in LARGE else ()) for name in names("audiogen.engines")]
PLAIN = "The lamp at Harrow Point was lit on Monday evening."
HARD = [
    "Yes.",
    "A",
    "1987",
    "3 000 000",
    "Er sagte: „Gestern“ — and left…",
    "50 % of $30 & more @ 6 #1",
    "He smiled 😀 and left 🚢.",
    "<speak>not markup</speak> [[h@l'oU]] {braces} \\ back",
    "naïve café, Þór, Łódź, Ελλάδα, Привет, 東京",
    "tab\tand\nline\r\nends \x01 50P \x00 here",
    "word " * 300,
]


@cache
def ready(name: str) -> Engine:
    try:
        return engine(name)
    except EngineError as error:
        pytest.skip(f"{error.message} {error.hint}")


def voice(name: str, speed: float = 1.0) -> Voice:
    return Voice(name, ready(name).default_voice("en"), "en", speed)


@pytest.mark.parametrize("name", ENGINES)
class TestEveryEngine:
    def test_it_says_who_it_is(self, name: str) -> None:
        assert ready(name).identity() == ready(name).identity() != ""
        assert ready(name).max_chars >= 200
        assert ready(name).licence
        assert ready(name).name == name

    def test_it_lists_its_voices(self, name: str) -> None:
        listed = ready(name).voices()
        assert ready(name).default_voice("en") in [info.name for info in listed if info.installed]
        assert all(info.engine == name and info.name and info.language for info in listed)
        assert len({info.name for info in listed}) == len(listed)

    def test_it_speaks(self, name: str) -> None:
        clip = ready(name).speak(PLAIN, voice(name))
        assert 1.5 < clip.seconds < 8
        assert clip.pcm.strip(b"\0")

    def test_it_says_the_same_in_any_order(self, name: str) -> None:
        first = ready(name).speak(PLAIN, voice(name))
        ready(name).speak("Something else, at another speed!", voice(name, 1.7))
        assert ready(name).speak(PLAIN, voice(name)) == first

    @pytest.mark.parametrize("speed", [0.5, 1.5, 3.0])
    def test_it_keeps_to_the_speed(self, name: str, speed: float) -> None:
        usual = trim(ready(name).speak(PLAIN, voice(name))).seconds
        assert trim(ready(name).speak(PLAIN, voice(name, speed))).seconds == pytest.approx(usual / speed, rel=0.15)

    def test_an_unknown_voice_is_an_error_with_the_nearest_names(self, name: str) -> None:
        known = ready(name).default_voice("en")
        with pytest.raises(EngineError) as caught:
            ready(name).speak(PLAIN, Voice(name, known[:-1] + "zzz", "en"))
        assert known in caught.value.hint

    @pytest.mark.parametrize("text", ["", " \n", "\t"])
    def test_nothing_to_say_is_an_error(self, name: str, text: str) -> None:
        with pytest.raises(EngineError):
            ready(name).speak(text, voice(name))

    @pytest.mark.parametrize("text", HARD)
    def test_hard_texts_are_spoken(self, name: str, text: str) -> None:
        clip = ready(name).speak(text, voice(name))
        assert clip.pcm.strip(b"\0")
        well_marked(clip, text)

    @pytest.mark.parametrize("text", ["…", "?!", "— — —", "“”", "😀", "•"])
    def test_signs_alone_are_spoken_or_refused_with_a_reason(self, name: str, text: str) -> None:
        try:
            assert ready(name).speak(text, voice(name)).frames
        except EngineError as error:
            assert error.message

    def test_marks_are_words_in_order(self, name: str) -> None:
        clip = ready(name).speak(PLAIN, voice(name))
        well_marked(clip, PLAIN)
        if clip.marks:
            assert [(mark.start, mark.end) for mark in clip.marks] == words(PLAIN)

    def test_readings_leave_the_marks_in_the_spoken_text(self, name: str) -> None:
        text = "They read the lead article."
        clip = ready(name).speak(text, voice(name), (Reading(5, 9, "ɹˈɛd"), Reading(14, 18, "lˈiːd")))
        well_marked(clip, text)
        if clip.marks:
            assert [(mark.start, mark.end) for mark in clip.marks] == words(text)


def well_marked(clip: Clip, text: str) -> None:
    assert all(0 <= mark.frame <= clip.frames and 0 <= mark.start < mark.end <= len(text) for mark in clip.marks)
    assert all(one.frame <= two.frame and one.end <= two.start for one, two in pairwise(clip.marks))
