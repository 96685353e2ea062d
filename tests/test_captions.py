"""Captions: every word once and in order, never too wide, too long or too short, and readable by others' parsers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiogen.errors import SettingsError
from audiogen.model import Article, Block, Cue, Segment, Track, WordCue
from audiogen.words import words
from audiogen.writers import captions as door
from audiogen.writers.captions_layout import LONGEST_MS, SHORTEST_MS, Caption, captions, line_text
from audiogen.writers.lrc import write_lrc
from audiogen.writers.marks import write_marks
from audiogen.writers.phrases import LINE_COLUMNS, columns, extents
from audiogen.writers.srt import write_srt
from audiogen.writers.vtt import clock, write_vtt

RATE = 22_050
DISCLOSURE = "This audio version was artificially generated."


def spoken(
    *blocks: tuple[str, ...],
    ms_a_char: float = 65,
    pause_ms: int = 350,
    marks: bool = False,
    language: str = "en",
    rate: int = RATE,
) -> tuple[Article, Track]:
    """An article of blocks of sentences, and its track. With `marks`, each word takes time by its letters alone."""
    article = Article("A title", tuple(Block("paragraph", " ".join(block)) for block in blocks), language=language)
    cues: list[Cue] = []
    frame = round(0.05 * rate)
    for number, block in enumerate(blocks):
        at = 0
        for text in block:
            length = max(1, round(len(text) * ms_a_char * rate / 1000))
            segment = Segment(len(cues), number, text, text, pause_ms, start=at)
            cues.append(Cue(frame, frame + length, segment, word_cues(text, frame, length) if marks else ()))
            at += len(text) + 1
            frame += length + round(pause_ms * rate / 1000)
    return article, Track(rate, frame, tuple(cues))


def word_cues(text: str, frame: int, length: int) -> tuple[WordCue, ...]:
    spans = words(text)
    letters = sum(end - start for start, end in spans) or 1
    edges = [frame]
    for start, end in spans:
        edges.append(edges[-1] + length * (end - start) // letters)
    return tuple(WordCue(a, b, start, end) for (a, b), (start, end) in zip(pairwise(edges), spans, strict=True))


def shown(article: Article, track: Track) -> list[str]:
    return [caption.text for caption in captions(article, track)]


# Where captions break.


def test_a_short_sentence_is_one_caption_of_one_line() -> None:
    article, track = spoken(("The lamp was lit on Monday evening.", "It can be seen from far away."))
    assert shown(article, track) == ["The lamp was lit on Monday evening.", "It can be seen from far away."]


def test_a_long_sentence_is_parted_at_its_phrases() -> None:
    text = (
        "The harbour master, who had waited ten years for the new lamp, said that forty people came to see it, "
        "and that the old one would go to the museum in spring."
    )
    article, track = spoken((text,))
    assert shown(article, track) == [
        "The harbour master,\nwho had waited ten years for the new lamp,",
        "said that forty people came to see it,",
        "and that the old one would go\nto the museum in spring.",
    ]


@pytest.mark.parametrize(
    ("text", "whole", "language"),
    [
        ("In the whole of the last summer, more than 3.5 million people came by the ferries.", "3.5 million", "en"),
        ("The people who came had paid it in advance to Anna Maria Lindqvist herself.", "Anna Maria Lindqvist", "en"),
        ("Im ganzen vergangenen Sommer wurden hier ungefähr 10 000 Menschen zu viel gezählt.", "10 000", "de"),
        ("Dans tout le port de la vieille ville, on a crié très fort : « Vive la lampe ! »", "« Vive", "fr"),
        ("Before the winter the old harbour lamp was sold for no less than $1,250.75 to a museum.", "$1,250.75", "en"),
    ],
)  # fmt: skip
def test_numbers_and_names_stay_whole(text: str, whole: str, language: str) -> None:
    for lead in ("", "So ", "And so ", "Well, then ", "It is said that "):
        for caption in shown(*spoken((lead + text,), language=language)):
            for line in caption.split("\n"):
                assert not (whole.split()[0] in line.split() and whole not in line), caption


def test_an_article_stays_with_its_noun() -> None:
    costs = {
        text[piece.start : piece.end]: piece.cost for text in ["She sat in the boat"] for piece in extents(text, "en")
    }
    assert costs["in"] < costs["boat"] and costs["in"] < costs["the"] < costs["boat"]


def test_chinese_and_japanese_break_between_characters_but_not_before_marks() -> None:
    texts = {
        "ja": "港の新しいランプは月曜日の夜に点灯され、四十人の町の人々が見に来ました。古いランプは博物館に行きます。",
        "zh": "港口的新灯于星期一晚上点亮，四十位居民前来观看，旧灯将于明年春天送往城里的海洋博物馆，在那里展出三年。",
    }
    for language, text in texts.items():
        lines = [
            line
            for caption in shown(*spoken((text,), language=language, ms_a_char=170))
            for line in caption.split("\n")
        ]
        assert "".join(lines) == text
        assert all(columns(line) <= LINE_COLUMNS and line[0] not in "、。，・ー" for line in lines)
        assert len(lines) <= len(text) // 12


def test_a_line_of_chinese_counts_two_columns_a_character() -> None:
    assert columns("港口的灯") == 8 and columns("Harbour") == 7


def test_an_address_longer_than_a_line_is_parted_behind_a_mark() -> None:
    url = "https://example.org/harbour/lamps/the-new-lamp/history-of-the-light/1899"
    lines = "\n".join(shown(*spoken((f"See {url} for more.",)))).split("\n")
    assert "".join(line.replace("See", "").replace("for more.", "").strip() for line in lines) == url
    assert all(line[-1] in "/-" for line in lines if "example" in line)


def test_a_letter_is_not_parted_from_its_accents() -> None:
    text = "e\u0301" * 60
    for caption in captions(*spoken((text,), ms_a_char=30)):
        assert all(piece.text.startswith("e") for piece in caption.pieces)


# When captions are shown.


def test_a_caption_begins_with_its_first_word() -> None:
    text = "The harbour master said that forty people came to see it, and that the old one would go to the museum soon."
    article, track = spoken((text,), marks=True)
    found = captions(article, track)
    assert len(found) == 2
    second = next(word for word in track.cues[0].words if text[word.start :].startswith("and that"))
    assert found[0].start_ms == track.cues[0].start_frame * 1000 // RATE
    assert found[1].start_ms == second.start_frame * 1000 // RATE == found[0].end_ms


def test_a_number_that_is_said_as_many_words_moves_the_captions_after_it() -> None:
    text = "It cost $3,847,112.19 in all, and for that sum the town could have had another boat, which it did not want."
    article, track = spoken((text,))
    cue = track.cues[0]
    half = (cue.start_frame + cue.end_frame) // 2
    spans = words(text)  # "It cost", then the sum for half of the time, then the rest
    rest = [WordCue(half + 1000 * n, half + 1000 * (n + 1), *span) for n, span in enumerate(spans[3:])]
    timed = (WordCue(0, 500, *spans[0]), WordCue(500, 900, *spans[1]), WordCue(900, half, spans[2][0] - 1, spans[2][1]))
    frames = [
        WordCue(word.start_frame + cue.start_frame, word.end_frame + cue.start_frame, word.start, word.end)
        for word in timed[:2]
    ]
    sum_ = WordCue(cue.start_frame + 900, half, timed[2].start, timed[2].end)
    found = captions(article, replace(track, cues=(replace(cue, words=(*frames, sum_, *rest)),)))
    after = next(word for word in rest if text[word.start : word.end] == found[1].lines[0][0].text)
    assert found[1].start_ms == after.start_frame * 1000 // RATE


def test_a_short_sentence_stays_into_the_pause() -> None:
    article, track = spoken(("No.", "It was not lit on Monday evening."), pause_ms=900)
    first, second = captions(article, track)
    assert first.text == "No." and first.end_ms - first.start_ms == SHORTEST_MS
    assert second.start_ms > first.end_ms


def test_without_a_pause_it_shares_a_caption() -> None:
    article, track = spoken(("No.", "It was not lit on Monday evening."), pause_ms=100)
    assert shown(article, track) == ["No. It was not lit on Monday evening."]


def test_a_word_that_sounds_too_long_is_shown_as_long_as_may_be() -> None:
    article, track = spoken(("Aaah!", "That was the horn of the ferry."), ms_a_char=1600)
    found = captions(article, track)
    assert found[0].text == "Aaah!" and found[0].end_ms - found[0].start_ms == LONGEST_MS
    assert found[1].start_ms == track.cues[1].start_frame * 1000 // RATE


def test_no_caption_joins_two_blocks() -> None:
    article, track = spoken(("Yes.",), ("No.",), ms_a_char=50, pause_ms=0)
    assert shown(article, track) == ["Yes.", "No."]


# What must hold for any track.

WORD = st.sampled_from(
    ["the", "lamp", "of", "and", "Harrow", "Point", "3.5", "million", "harbour,", "said", "it;", "(or", "not)", "“so”",
     "—", "a", "https://example.org/" + "x" * 40, "港の新しいランプは", "الضوء", "naïve", "ferry", "“Well,",
     "<b>", "&", "-->", "No.", "10\u00a0000"]
)  # fmt: skip
SENTENCE = (
    st.lists(WORD, min_size=1, max_size=40).filter(lambda ws: any(c.isalnum() for w in ws for c in w)).map(" ".join)
)
TRACKS = st.builds(
    lambda blocks, ms, pause, marks, language, rate: spoken(
        *map(tuple, blocks), ms_a_char=ms, pause_ms=pause, marks=marks, language=language, rate=rate
    ),
    st.lists(st.lists(SENTENCE, min_size=1, max_size=4), min_size=1, max_size=3),
    st.one_of(st.floats(2, 300), st.floats(40, 90)),
    st.integers(0, 1500),
    st.booleans(),
    st.sampled_from(["en", "de", "ja", "ar", "und"]),
    st.sampled_from([16_000, 22_050, 24_000, 44_100]),
)


def fits(first: Caption, second: Caption) -> bool:
    """The two could be one caption: not too long, and somewhere a break leaves two lines that are short enough."""
    pieces = first.pieces + second.pieces
    if pieces[-1].end_ms - pieces[0].start_ms > LONGEST_MS:
        return False
    lines = [(pieces[:at], pieces[at:]) for at in range(1, len(pieces))]
    one = columns(line_text(pieces)) <= LINE_COLUMNS
    return one or any(max(columns(line_text(a)), columns(line_text(b))) <= LINE_COLUMNS for a, b in lines)


@settings(deadline=None, max_examples=150)
@given(TRACKS)
def test_the_rules_hold_for_any_track(made: tuple[Article, Track]) -> None:
    article, track = made
    found = captions(article, track)
    assert "".join("".join(caption.text.split()) for caption in found) == "".join(article.text.split())
    blocks = [cue.segment.block for cue in track.cues]
    assert len(found) >= len(set(blocks))
    for caption in found:
        assert 0 < caption.end_ms - caption.start_ms <= LONGEST_MS
        assert 1 <= len(caption.lines) <= 2
        assert all(columns(line) <= LINE_COLUMNS and line == line.strip() for line in caption.text.split("\n"))
    for before, after in pairwise(found):
        assert before.end_ms <= after.start_ms
    assert found[-1].end_ms <= track.frames * 1000 // track.frame_rate_hz + 1


@settings(deadline=None, max_examples=150)
@given(TRACKS)
def test_a_caption_is_too_short_only_where_it_can_be_no_longer(made: tuple[Article, Track]) -> None:
    article, track = made
    first_of_block = {
        cue.start_frame * 1000 // track.frame_rate_hz
        for before, cue in zip((None, *track.cues), track.cues, strict=False)
        if before is None or before.segment.block != cue.segment.block
    }
    found = captions(article, track)
    for index, caption in enumerate(found):
        if caption.end_ms - caption.start_ms >= SHORTEST_MS:
            continue
        if index + 1 < len(found):
            assert caption.end_ms == found[index + 1].start_ms, "there was room after it"
            assert found[index + 1].start_ms in first_of_block or not fits(caption, found[index + 1])
        if index and caption.start_ms not in first_of_block:
            assert not fits(found[index - 1], caption)


@settings(deadline=None, max_examples=60)
@given(TRACKS)
def test_captions_begin_with_their_words(made: tuple[Article, Track]) -> None:
    article, track = made
    for caption in captions(article, track):
        if caption.pieces[0].is_first:
            exact = [cue.start_frame * 1000 // track.frame_rate_hz for cue in track.cues]
            assert min(abs(caption.start_ms - start) for start in exact) <= 3  # moved only where no time is between


def test_frames_that_go_back_do_no_harm() -> None:
    article, track = spoken(
        ("The lamp was lit on Monday evening, and forty people came to see it in the harbour that day.",)
    )
    cue = track.cues[0]
    wild = (WordCue(9000, 12, 4, 8), WordCue(5, 10, 0, 3), WordCue(9500, 10**9, 9, 12), WordCue(9400, 9600, 13, 16))
    found = captions(article, replace(track, cues=(replace(cue, words=wild),)))
    assert all(0 < one.end_ms - one.start_ms <= LONGEST_MS for one in found)
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(found))


# The files.


@settings(deadline=None, max_examples=40)
@given(TRACKS, st.booleans())
def test_webvtt_is_read_by_another_parser(made: tuple[Article, Track], with_words: bool) -> None:
    webvtt = pytest.importorskip("webvtt")
    article, track = made
    text = write_vtt(captions(article, track), words=with_words, note=DISCLOSURE)
    read = list(webvtt.from_string(text))
    expected = captions(article, track)
    assert len(read) == len(expected)
    for cue, caption in zip(read, expected, strict=True):
        shown_text = re.sub(r"<[\d:.]+>", "", cue.raw_text)
        assert shown_text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == caption.text
        assert (cue.start, cue.end) == (clock(caption.start_ms), clock(caption.end_ms))


@settings(deadline=None, max_examples=60)
@given(TRACKS)
def test_word_times_grow_within_their_caption(made: tuple[Article, Track]) -> None:
    text = write_vtt(captions(*made), words=True)
    for cue in text.split("\n\n")[1:]:
        _, times, *lines = cue.strip().split("\n")
        start, end = times.split(" --> ")
        stamps = [start, *re.findall(r"<(\d\d:\d\d:\d\d\.\d\d\d)>", "\n".join(lines)), end]
        assert all(a < b for a, b in pairwise(stamps))


def test_word_times_are_those_of_the_words() -> None:
    article, track = spoken(("The lamp was lit.",), marks=True)
    times = [word.start_frame * 1000 // RATE for word in track.cues[0].words]
    assert write_vtt(captions(article, track), words=True).split("\n")[-2] == (
        f"The <00:00:00.{times[1]:03}>lamp <00:00:00.{times[2]:03}>was <00:00:00.{times[3]:03}>lit."
    )


def test_the_disclosure_is_a_comment() -> None:
    article, track = spoken(("The lamp was lit.",))
    text = write_vtt(captions(article, track), note="Made by a\n\nmachine --> not by a person.")
    assert text.startswith("WEBVTT\n\nNOTE\nMade by a machine -> not by a person.\n\n1\n00:00:00.049 -->")
    assert f"[#:{DISCLOSURE}]\n" in write_lrc(captions(article, track), article, track, note=DISCLOSURE)


def test_marks_and_arrows_in_the_text_are_escaped() -> None:
    article, track = spoken(("Is 3 < 4 & 5 > 4 --> yes?",))
    assert write_vtt(captions(article, track)).endswith("\nIs 3 &lt; 4 &amp; 5 &gt; 4 --&gt; yes?\n")
    assert write_srt(captions(article, track)).endswith("\nIs 3 < 4 & 5 > 4 -> yes?\n")


def test_subrip_has_commas_and_numbers() -> None:
    article, track = spoken(("The lamp was lit.", "It is new and bright."), pause_ms=1000)
    first, second = write_srt(captions(article, track)).split("\n\n")
    assert first.startswith("1\n00:00:00,049 --> 00:00:01,654\nThe lamp was lit.")
    assert second.startswith("2\n00:00:02,154 --> ") and second.endswith("It is new and bright.\n")


def test_lrc_counts_minutes_beyond_an_hour() -> None:
    article, track = spoken(("[1] The lamp was lit.",), marks=True)
    late = 2 * 3600 * RATE
    cue = track.cues[0]
    moved = tuple(replace(w, start_frame=w.start_frame + late, end_frame=w.end_frame + late) for w in cue.words)
    track = Track(RATE, track.frames + late, (Cue(cue.start_frame + late, cue.end_frame + late, cue.segment, moved),))
    lines = write_lrc(captions(article, track), article, track).splitlines()
    assert "[120:00.04] [1] The lamp was lit." in lines
    assert lines[-1] == f"[120:0{track.frames * 100 // RATE % 6000 / 100:.2f}]"
    stamps = re.findall(r"<120:(\d\d\.\d\d)>", write_lrc(captions(article, track), article, track, words=True))
    assert len(stamps) == 5 and stamps == sorted(stamps)


@settings(deadline=None, max_examples=60)
@given(TRACKS)
def test_speech_marks_point_at_bytes_of_the_text(made: tuple[Article, Track]) -> None:
    article, track = made
    marks = [json.loads(line) for line in write_marks(article, track).splitlines()]
    text = article.text.encode()
    for mark in marks:
        assert text[mark["start"] : mark["end"]].decode() == mark["value"]
    for kind in ("sentence", "word"):
        own = [mark for mark in marks if mark["type"] == kind]
        assert all(a["time"] <= b["time"] and a["end"] <= b["start"] for a, b in pairwise(own))
    assert [mark["value"] for mark in marks if mark["type"] == "sentence"] == [cue.segment.text for cue in track.cues]
    assert [mark["value"] for mark in marks if mark["type"] == "word"] == [
        cue.segment.text[start:end] for cue in track.cues for start, end in words(cue.segment.text)
    ]


def test_speech_marks_pass_over_what_is_not_read() -> None:
    article, track = spoken(("Ein Bild.",), ("Schöne Lampe.",), marks=True)
    silent = replace(article, blocks=(replace(article.blocks[0], role="caption"), article.blocks[1]))
    marks = write_marks(silent, replace(track, cues=track.cues[1:]))
    first = json.loads(marks.splitlines()[0])
    assert (first["start"], first["end"], first["value"]) == (0, 14, "Schöne Lampe.")


def test_files_are_asked_for_by_name() -> None:
    article, track = spoken(("The lamp was lit.",))
    files = door.write(door.check(["vtt", "lrc", "json", "srt", "marks", "vtt"]), article, track, note=DISCLOSURE)
    assert list(files) == [".vtt", ".lrc", ".srt", ".marks"]  # json is the manifest, written anyway
    assert files[".vtt"] == write_vtt(captions(article, track), note=DISCLOSURE).encode()
    with pytest.raises(SettingsError, match="no captions 'ass'"):
        door.check(["ass"])
