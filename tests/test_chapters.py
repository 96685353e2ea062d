"""Chapters: from subheadings, without a gap, read back from the finished file by mutagen and by ffmpeg."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

import audiogen
from audiogen import ffmpeg
from audiogen.chapters import Chapter, chapters
from audiogen.model import Article, Block, Cue, Role, Segment, Track

RATE = 22_050


def spoken(*blocks: tuple[Role, str]) -> tuple[Article, Track]:
    """An article and its track, a second a block and two cues for each."""
    article = Article(blocks[0][1], tuple(Block(role, text) for role, text in blocks))
    cues = []
    for number, (role, text) in enumerate(blocks):
        for half in (0, 1):
            start = number * RATE + half * RATE // 2
            segment = Segment(2 * number + half, number, text, text, 0, role)
            cues.append(Cue(start + 100, start + RATE // 2 - 100, segment))
    return article, Track(RATE, len(blocks) * RATE, tuple(cues))


def test_each_subheading_begins_one() -> None:
    made = chapters(
        *spoken(("headline", "H"), ("paragraph", "p"), ("subheading", "A"), ("paragraph", "q"), ("subheading", "B"))
    )
    assert made == (
        Chapter("H", 0, 2 * RATE + 100),
        Chapter("A", 2 * RATE + 100, 4 * RATE + 100),
        Chapter("B", 4 * RATE + 100, 5 * RATE),
    )


def test_an_article_without_subheadings_has_none() -> None:
    assert chapters(*spoken(("headline", "H"), ("paragraph", "p"))) == ()


def test_an_article_that_begins_with_a_subheading_has_no_empty_chapter() -> None:
    made = chapters(*spoken(("subheading", "A"), ("paragraph", "p"), ("subheading", "B"), ("paragraph", "q")))
    assert [(chapter.title, chapter.start_frame) for chapter in made] == [("A", 0), ("B", 2 * RATE + 100)]


TITLES = ["The lamp; a #1 = first", "What happens \\ next", "Zum Schluß"]
TEXT = (
    f"# {TITLES[0]}\n\nOne sentence. And one more.\n\n## What happens \\\\ next\n\nTwo.\n\n## {TITLES[2]}\n\nThree.\n"
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Path], list[float], float]:
    """A file of every format, the second at which each chapter should begin, and the length."""
    folder = tmp_path_factory.mktemp("chapters")
    (folder / "story.md").write_text(TEXT, encoding="utf-8")
    (episode,) = audiogen.make(
        folder / "story.md", folder / "out", engine="tone", format="mp3,m4a,m4b,opus,ogg,flac,wav"
    )
    starts = [part["start"] for part in episode.manifest["segments"] if part["role"] == "subheading"]
    paths = {Path(name).suffix[1:]: folder / "out" / name for name in episode.files}
    return paths, [0.0, *starts], episode.seconds


def shown_by_ffmpeg(path: Path) -> list[tuple[str, float, float]]:
    """Title, start and end in seconds of each chapter."""
    said = subprocess.run(
        [ffmpeg.executable(), "-v", "error", "-copyts", "-i", path, "-f", "ffmetadata", "-"],
        capture_output=True,
        check=True,
    ).stdout.decode()
    found = []
    for part in said.split("[CHAPTER]\n")[1:]:
        fields = dict(line.split("=", 1) for line in re.split(r"(?<!\\)\n", part) if "=" in line)
        over, under = map(int, fields["TIMEBASE"].split("/"))
        title = re.sub(r"\\(.)", r"\1", fields["title"])
        found.append((title, int(fields["START"]) * over / under, int(fields["END"]) * over / under))
    return found


@pytest.mark.parametrize("suffix", ["mp3", "m4a", "m4b", "opus", "ogg", "flac", "wav"])
def test_ffmpeg_shows_them(files: tuple[dict[str, Path], list[float], float], suffix: str) -> None:
    paths, starts, seconds = files
    shown = shown_by_ffmpeg(paths[suffix])
    assert [title for title, _, _ in shown] == TITLES
    assert [start for _, start, _ in shown] == pytest.approx(starts, abs=0.002)
    if suffix not in ("opus", "ogg", "flac"):  # Vorbis comments have starts only
        assert [end for _, _, end in shown] == pytest.approx([*starts[1:], seconds], abs=0.002)


@pytest.mark.parametrize("suffix", ["mp3", "wav"])
def test_mutagen_shows_id3_chapters(files: tuple[dict[str, Path], list[float], float], suffix: str) -> None:
    from mutagen.wave import WAVE

    paths, starts, seconds = files
    tags: Any = ID3(paths[suffix]) if suffix == "mp3" else WAVE(paths[suffix]).tags
    contents = tags["CTOC:toc"]
    assert contents.flags == 3  # top level, ordered
    marks = [tags[f"CHAP:{name}"] for name in contents.child_element_ids]
    assert [str(mark.sub_frames["TIT2"]) for mark in marks] == TITLES
    assert [mark.start_time / 1000 for mark in marks] == pytest.approx(starts, abs=0.001)
    assert [mark.end_time for mark in marks][:-1] == [mark.start_time for mark in marks][1:]
    assert marks[-1].end_time / 1000 == pytest.approx(seconds, abs=0.001)


@pytest.mark.parametrize("suffix", ["m4a", "m4b"])
def test_mutagen_shows_mp4_chapters(files: tuple[dict[str, Path], list[float], float], suffix: str) -> None:
    paths, starts, _ = files
    shown = MP4(paths[suffix]).chapters
    assert [mark.title for mark in shown] == TITLES
    assert [mark.start for mark in shown] == pytest.approx(starts, abs=0.002)


@pytest.mark.parametrize("suffix", ["opus", "ogg", "flac"])
def test_mutagen_shows_vorbis_chapters(files: tuple[dict[str, Path], list[float], float], suffix: str) -> None:
    paths, starts, _ = files
    tags: Any = (FLAC if suffix == "flac" else OggOpus)(paths[suffix])
    for number, (title, start) in enumerate(zip(TITLES, starts, strict=True)):
        assert tags[f"chapter{number:03}name"] == [title]
        hours, minutes, seconds = tags[f"chapter{number:03}"][0].split(":")
        assert 3600 * int(hours) + 60 * int(minutes) + float(seconds) == pytest.approx(start, abs=0.001)
