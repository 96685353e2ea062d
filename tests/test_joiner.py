"""Clips -> track: every frame accounted for, no click where speech meets silence."""

from __future__ import annotations

import re
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.errors import EngineError
from audiogen.joiner import LEAD_MS, TAIL_MS, Joiner, fade_edges, written
from audiogen.model import Clip, Mark, Segment, Span
from audiogen.segmenter import Pauses

RATE = 22_050


def segment(index: int, text: str = "A word.", pause_ms: int = 350, **more: object) -> Segment:
    return Segment(index, 0, text, text, pause_ms, **more)  # type: ignore[arg-type]


def sound(seconds: float, level: int = 8000, rate: int = RATE) -> Clip:
    wave = level * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)
    return Clip(wave.astype("<i2").tobytes(), rate)


@given(st.lists(st.tuples(st.floats(0.05, 0.4), st.integers(0, 1000)), min_size=1, max_size=8))
def test_cues_and_pcm_agree_to_the_frame(parts: list[tuple[float, int]]) -> None:
    joiner = Joiner()
    pcm = b"".join(joiner.add(segment(i, pause_ms=pause), sound(length)) for i, (length, pause) in enumerate(parts))
    tail, track = joiner.finish()
    wave = np.frombuffer(pcm + tail, "<i2")
    assert len(wave) == track.frames
    assert track.cues[0].start_frame == round(LEAD_MS * RATE / 1000)
    assert track.frames - track.cues[-1].end_frame == round(TAIL_MS * RATE / 1000)
    for before, after, (_, pause) in zip(track.cues, track.cues[1:], parts, strict=False):
        assert after.start_frame - before.end_frame == round(pause * RATE / 1000)
        assert not wave[before.end_frame : after.start_frame].any()
    for cue in track.cues:
        assert np.abs(wave[cue.start_frame : cue.end_frame]).max() > 4000


def test_edges_do_not_click() -> None:
    loud = Clip(np.full(4000, 20_000, "<i2").tobytes(), RATE)
    wave = np.frombuffer(fade_edges(loud.pcm, RATE), "<i2").astype(int)
    assert abs(wave[0]) < 200 and abs(wave[-1]) < 200
    assert np.abs(np.diff(wave)).max() < 600
    assert (wave[100:-100] == 20_000).all()


@given(st.integers(0, 40))
def test_the_shortest_clips_can_be_faded(frames: int) -> None:
    assert len(fade_edges(bytes(2 * frames), RATE)) == 2 * frames


def test_another_frame_rate_is_refused() -> None:
    joiner = Joiner()
    joiner.add(segment(0), sound(0.1))
    with pytest.raises(EngineError, match="frame rate"):
        joiner.add(segment(1), sound(0.1, rate=16_000))


def test_word_cues_point_at_the_written_text() -> None:
    text, spoken = "It cost $5 then.", "It cost five dollars then."
    spans = (Span(0, 8, 0, 8), Span(8, 10, 8, 20), Span(10, 16, 20, 26))
    marks = (Mark(0, 0, 2), Mark(1000, 3, 7), Mark(2000, 8, 12), Mark(3000, 13, 20), Mark(4000, 21, 25))
    clip = Clip(np.full(5000, 9000, "<i2").tobytes(), RATE, marks)
    joiner = Joiner()
    joiner.add(Segment(0, 0, text, spoken, 0, spans=spans), clip)
    _, track = joiner.finish()
    words = track.cues[0].words
    assert [text[word.start : word.end] for word in words] == ["It", "cost", "$5", "then"]
    assert all(a.end_frame == b.start_frame for a, b in pairwise(words))
    assert words[2].end_frame - words[2].start_frame == 2000  # "five dollars" is one written word


def test_without_spans_the_spoken_text_is_the_written() -> None:
    assert written(segment(0), 2, 6) == (2, 6)


def test_the_documented_pauses_are_the_table_s() -> None:
    text = (Path(__file__).parents[1] / "docs" / "sound.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", text, re.MULTILINE)
    assert {name: int(value) for name, value in rows} == asdict(Pauses())


def test_a_sound_of_no_segment_moves_what_follows() -> None:
    joiner = Joiner()
    music = sound(0.5).pcm
    pcm = joiner.insert(music, RATE, 500) + joiner.insert(b"", RATE, 900) + joiner.add(segment(0), sound(0.2))
    tail, track = joiner.finish()
    wave = np.frombuffer(pcm + tail, "<i2")
    assert len(wave) == track.frames
    lead = round(LEAD_MS * RATE / 1000)
    assert wave[lead : lead + len(music) // 2].tobytes() == music
    assert track.cues[0].start_frame == lead + len(music) // 2 + RATE // 2
