"""What is done to a clip: judged, trimmed, its words timed."""

from __future__ import annotations

import struct
from dataclasses import replace
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audiogen.engines.espeak import Espeak
from audiogen.engines.tone import LEAD_FRAMES, Tone
from audiogen.judge import Judge, bad, doubtful
from audiogen.model import Clip, Mark, Voice
from audiogen.silence import KEEP_MS, trim
from audiogen.words import fill_in, words
from audiogen.wordtimes import estimate

TONE = Voice("tone", "tone", "en")
TEXT = "The lamp at Harrow Point was lit on Monday evening."
CLIP = Tone().speak(TEXT, TONE)
STORY = (
    "The harbour of Harrow Point has a new lamp, and nobody is happier than its keeper.",
    "He waited nine years for it: the old one, he says, could hardly be seen from the wall.",
    "Forty people came to see it on Monday evening, although it had rained since the morning.",
    "“It is brighter than we thought,” said a teacher from the village, “and it does not hum.”",
    "The old lamp goes to the museum, which opens in spring; until then it stays in the tower.",
    "What it cost is not known yet, but the council speaks of less than eighty thousand.",
)


@pytest.mark.parametrize(("clip", "reason"), [
    (CLIP, ""),
    (None, "NoneType"),
    (replace(CLIP, pcm=b"", marks=()), "empty"),
    (replace(CLIP, pcm=bytes(len(CLIP.pcm))), "silent"),
    (replace(CLIP, pcm=CLIP.pcm[: len(CLIP.pcm) // 4 * 2], marks=()), "breaks off"),
    (replace(CLIP, pcm=CLIP.pcm[-4000:] + CLIP.pcm[:4000], marks=()), "too short"),
    (replace(CLIP, pcm=CLIP.pcm * 60), "too long"),
    (replace(CLIP, frame_rate_hz=4_000), "4000 Hz"),
    (replace(CLIP, marks=(Mark(CLIP.frames + 1, 0, 3),)), "outside"),
])  # fmt: skip
def test_bad_clips_are_known(clip: Clip | None, reason: str) -> None:
    found = bad(clip, TEXT, 1.0)
    assert reason in found
    assert bool(found) == bool(reason)


def test_a_short_whole_clip_is_only_doubtful() -> None:
    short = Tone().speak(TEXT[:18], TONE)
    assert not bad(short, TEXT, 1.0)
    assert doubtful(short, TEXT, 1.0)
    assert not doubtful(CLIP, TEXT, 1.0)


def test_the_same_sound_for_another_text_is_doubtful() -> None:
    judge = Judge()
    assert not judge(CLIP, TEXT, TONE).reason
    assert not judge(CLIP, TEXT, TONE).reason
    verdict = judge(CLIP, TEXT.upper(), TONE)
    assert "another text" in verdict.reason
    assert not verdict.final


def test_real_clips_pass() -> None:
    judge, engine = Judge(), Espeak()
    for speed in (0.5, 1.0, 3.0):
        voice = Voice("espeak", "en-us", "en", speed)
        for text in (*STORY, "Yes.", "1987", "Aaaaaaaaaah!", "Hmmmm.", "www.example.org", "€ 1,000,000,000"):
            verdict = judge(engine.speak(text, voice), text, voice)
            assert not verdict.reason or not verdict.final, (text, verdict)


def test_trimming_leaves_a_few_milliseconds_and_moves_the_marks() -> None:
    trimmed = trim(CLIP)
    moved = CLIP.marks[0].frame - trimmed.marks[0].frame
    assert 0 < CLIP.marks[0].frame - moved < 0.015 * CLIP.frame_rate_hz
    assert [mark.frame for mark in trimmed.marks] == [mark.frame - moved for mark in CLIP.marks]
    assert CLIP.frames - trimmed.frames > 2.2 * LEAD_FRAMES
    assert trimmed.pcm.strip(b"\0") == CLIP.pcm.strip(b"\0")


sounds = some.lists(some.tuples(some.integers(1, 400), some.sampled_from([0, 2, 9, 30, 400, 9_000])), max_size=12)


@given(sounds, some.integers(0, 20))
def test_trimming_twice_is_trimming_once(runs: list[tuple[int, int]], keep_ms: int) -> None:
    samples = [level if index % 2 else -level for length, level in runs for index in range(length)]
    clip = Clip(struct.pack(f"<{len(samples)}h", *samples), 8_000)
    once = trim(clip, keep_ms)
    assert trim(once, keep_ms) == once
    assert once.pcm in clip.pcm
    loudest = max((abs(sample) for sample in samples), default=0)
    assert not once.pcm or max(abs(sample) for sample in struct.unpack(f"<{once.frames}h", once.pcm)) == loudest


def test_silence_stays_silence() -> None:
    clip = Clip(bytes(2000), 22_050)
    assert trim(clip) == clip
    assert KEEP_MS < 15


@pytest.mark.parametrize(("voice", "language", "texts", "most_ms"), [
    ("en-us", "en", STORY, 40),
    ("en-gb", "en-GB", STORY, 40),
    ("de", "de", (
        "Der Hafen hat seit Montag ein neues Licht, und niemand freut sich mehr als der Wärter.",
        "Neun Jahre lang hat er darauf gewartet; das alte konnte man von der Mauer aus kaum sehen.",
        "Was es gekostet hat, weiß noch niemand genau, aber der Rat spricht von wenig Geld.",
    ), 40),
])  # fmt: skip
def test_estimated_word_times_are_close_to_espeak_s_own(
    voice: str, language: str, texts: tuple[str, ...], most_ms: float
) -> None:
    errors = []
    for text in texts:
        for speed in (1.0, 1.5):
            clip = Espeak().speak(text, Voice("espeak", voice, language, speed))
            estimated = estimate(text, replace(clip, marks=()), language)
            assert [(mark.start, mark.end) for mark in estimated] == words(text)
            pairs = zip(clip.marks, estimated, strict=True)
            errors += [abs(one.frame - two.frame) * 1000 / clip.frame_rate_hz for one, two in pairs]
    assert median(errors) < most_ms


@pytest.mark.parametrize("text", ["", "…", "One", "a " * 400, "😀 yes", "東京は", "1987, 1988"])
def test_any_text_can_be_timed(text: str) -> None:
    marks = estimate(text, CLIP, "en")
    assert [(mark.start, mark.end) for mark in marks] == words(text)
    assert all(0 <= one.frame <= two.frame <= CLIP.frames for one, two in pairwise(marks))
    assert estimate(text, Clip(bytes(200), 22_050), "en") == ()


@pytest.mark.parametrize(("text", "expected"), [
    ("Don't stop—he said.", ["Don't", "stop", "he", "said"]),
    ("3,500.5 pro-Iranian U.S. units", ["3,500.5", "pro-Iranian", "U.S", "units"]),
    ("“Þór” (naïve) … 😀", ["Þór", "naïve"]),
    ("", []),
])  # fmt: skip
def test_words(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected


def test_words_without_a_time_stand_between_their_neighbours() -> None:
    spans = [(0, 2), (3, 6), (7, 10), (11, 13)]
    assert fill_in(spans, {0: 100, 3: 900}) == [100, 300, 600, 900]
    assert fill_in(spans, {1: 500, 2: 400}) == [None, 500, 500, None]
    assert fill_in(spans, {}) == [None] * 4
