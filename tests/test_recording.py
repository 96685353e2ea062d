"""What is played and said around an article, and chapters in files of their own."""

from __future__ import annotations

import hashlib
import io
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from meter import decoded, integrated_lufs
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from PIL import Image
from readers_support import Answer, serving
from test_make import RATE, make, pitch
from test_make import wave as heard_in

import audiogen
from audiogen.batch import run
from audiogen.disclosure import announced
from audiogen.engines.tone import period
from audiogen.episode import Episode
from audiogen.errors import SettingsError, SourceError
from audiogen.interludes import MUSIC_S, PAUSE_MS, at_loudness, sound
from audiogen.joiner import LEAD_MS
from audiogen.model import Article, Block
from audiogen.settings import load


def jingle(path: Path, hertz: float, seconds: float, level: float = 0.5, rate: int = 44_100) -> Path:
    """A stereo WAV."""
    tone = np.rint(32767 * level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.stack([tone, tone], 1).tobytes())
    return path


def assert_cues_hold(episode: Episode) -> None:
    """Each segment sounds where its cue says, at its own pitch."""
    heard = heard_in(episode.path)
    assert len(heard) == episode.manifest["frames"]
    for part in episode.manifest["segments"]:
        start, end = (round(part[edge] * RATE) for edge in ("start", "end"))
        assert pitch(heard[start:end]) == pytest.approx(RATE / period(part["spoken"]), rel=0.01)
        assert np.abs(heard[start + 40 : start + 400]).max() > 1000


def test_an_intro_and_an_outro_shift_the_cues(story: Path, tmp_path: Path) -> None:
    plain, framed = tmp_path / "plain", tmp_path / "framed"
    sounds = {"intro": str(jingle(tmp_path / "in.wav", 150, 2.0)), "outro": str(jingle(tmp_path / "out.wav", 120, 1.5))}
    (without,), (episode,) = make(story, plain), make(story, framed, **sounds)
    assert_cues_hold(episode)
    moved = {
        round(a["start"] - b["start"], 3)
        for a, b in zip(episode.manifest["segments"], without.manifest["segments"], strict=True)
    }
    assert moved == {2.0 + PAUSE_MS / 1000}
    heard = heard_in(episode.path)
    assert pitch(heard[round(0.2 * RATE) : round(1.9 * RATE)]) == pytest.approx(150, rel=0.02)
    end = round(episode.manifest["segments"][-1]["end"] * RATE)
    assert pitch(heard[end + RATE : end + 2 * RATE]) == pytest.approx(120, rel=0.02)


def test_music_comes_between_the_announcement_and_the_headline(story: Path, tmp_path: Path) -> None:
    music = str(jingle(tmp_path / "music.wav", 180, 30.0))
    (episode,) = make(story, tmp_path / "out", music=music, announce="yes")
    first, second = episode.manifest["segments"][:2]
    assert first["text"] == "This audio version was artificially generated."
    assert second["text"] == "The lamp at Harrow Point"
    assert second["start"] - first["end"] == pytest.approx(MUSIC_S + 2 * PAUSE_MS / 1000, abs=0.01)
    assert_cues_hold(episode)
    heard = heard_in(episode.path)
    middle = round((first["end"] + PAUSE_MS / 1000) * RATE)
    assert pitch(heard[middle : middle + 4 * RATE]) == pytest.approx(180, rel=0.02)
    ends = np.abs(heard[round((second["start"] - 0.65) * RATE) : round((second["start"] - 0.55) * RATE)]).max()
    assert ends < 0.05 * np.abs(heard[middle : middle + RATE]).max()  # faded out


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "artificially"), ("de-AT", "künstlich"), ("fr", "artificiellement"), ("es", "artificialmente"),
     ("it", "artificialmente"), ("nl", "kunstmatig"), ("pt", "artificialmente")],
)  # fmt: skip
def test_the_announcement_is_in_the_article_s_language(language: str, line: str) -> None:
    article = announced(Article("A title", (Block("headline", "A title"),), language=language), "yes", {})
    assert line in article.blocks[0].text and article.blocks[1].text == "A title"


def test_the_line_that_says_artificial_is_one_setting_for_every_place(story: Path, tmp_path: Path) -> None:
    own = {"en": "Read by a robot."}
    (episode,) = make(story, tmp_path / "out", announce="yes", disclosure=own, captions="vtt")
    assert episode.manifest["disclosure"] == episode.manifest["segments"][0]["text"] == own["en"]
    assert own["en"] in episode.path.with_suffix(".vtt").read_text(encoding="utf-8").partition("-->")[0]
    assert ID3(episode.path)["TXXX:AI-GENERATED"].text[0].startswith(own["en"])


def test_the_manifest_keeps_what_is_read_and_what_is_not(story: Path, tmp_path: Path) -> None:
    (episode,) = make(story, tmp_path / "out")
    table, article = episode.manifest, audiogen.clean(story)
    assert [tuple(block) for block in table["blocks"]] == [(block.role, block.text) for block in article.blocks]
    assert [row[1] for row in table["removals"]] == [removal.rule for removal in article.removals]
    assert table["text_sha256"] == hashlib.sha256(article.text.encode()).hexdigest()


def test_an_announcement_of_one_s_own_is_said_in_any_language(story: Path, tmp_path: Path) -> None:
    (episode,) = make(story, tmp_path / "out", announce="Read by a machine.", language="sv")
    assert episode.manifest["segments"][0]["spoken"] == "Read by a machine."
    with pytest.raises(SettingsError, match="no announcement in 'sv'"):
        make(story, tmp_path / "out", announce="yes", language="sv")


def test_sounds_are_as_loud_as_the_voice(tmp_path: Path) -> None:
    for level in (0.02, 0.9):
        pcm = sound(jingle(tmp_path / "x.wav", 500, 2, level), RATE)
        made = np.frombuffer(at_loudness(pcm, RATE, -24.0), "<i2") / 32768
        assert integrated_lufs(made, RATE) == pytest.approx(-24, abs=0.3)
    assert np.abs(np.frombuffer(at_loudness(pcm, RATE, 0.0), "<i2").astype(int)).max() == 32767
    assert at_loudness(bytes(RATE), RATE, -20.0) == bytes(RATE)


@pytest.mark.parametrize("which", ["intro", "music", "outro"])
def test_a_sound_that_cannot_be_heard_is_refused_first(story: Path, tmp_path: Path, which: str) -> None:
    for path in (tmp_path / "none.mp3", story):
        with pytest.raises(SourceError) as refused:
            make(story, tmp_path / "out", **{which: str(path)})
        assert refused.value.hint and path.name in refused.value.message
    assert not list((tmp_path / "out").glob("*.mp3"))


def test_other_sounds_make_another_episode(story: Path, tmp_path: Path) -> None:
    def status(**more: Any) -> str:
        return next(iter(run([str(story)], load(output=str(tmp_path / "out"), engine="tone", **more)))).status

    intro = jingle(tmp_path / "in.wav", 150, 1.0)
    assert [status(), status(intro=str(intro)), status(intro=str(intro))] == ["made", "made", "kept"]
    jingle(tmp_path / "in.wav", 160, 1.0)
    assert [status(intro=str(intro)), status(announce="yes"), status(split="chapters")] == ["made"] * 3


def test_each_chapter_is_a_file(story: Path, tmp_path: Path) -> None:
    (whole,) = make(story, tmp_path / "whole")
    (episode,) = make(story, tmp_path / "out", split="chapters", format="mp3,m4a,flac")
    stem = "the-lamp-at-harrow-point"
    names = [f"{stem}-{tail}" for tail in ("01-the-lamp-at-harrow-point", "02-what-happens-next")]
    assert list(episode.files) == [f"{name}.{suffix}" for name in names for suffix in ("mp3", "m4a", "flac")]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([*episode.files, f"{stem}.json"])
    assert [part["text"] for part in episode.manifest["segments"]] == [
        part["text"] for part in whole.manifest["segments"]
    ]
    parts = episode.manifest["parts"]
    assert [part["title"] for part in parts] == ["The lamp at Harrow Point", "What happens next"]
    for part, name in zip(parts, names, strict=True):
        heard = heard_in(tmp_path / "out" / f"{name}.mp3")
        assert len(heard) == pytest.approx((part["end"] - part["start"]) * RATE, abs=576)
        for segment in episode.manifest["segments"]:
            if part["start"] <= segment["start"] < part["end"]:
                start, end = (round((segment[edge] - part["start"]) * RATE) for edge in ("start", "end"))
                assert pitch(heard[start:end]) == pytest.approx(RATE / period(segment["spoken"]), rel=0.01)
        wave_, rate = decoded(tmp_path / "out" / f"{name}.m4a")
        assert integrated_lufs(wave_, rate) == pytest.approx(-16, abs=0.5)
    assert episode.manifest["segments"][5]["start"] - parts[1]["start"] == pytest.approx(LEAD_MS / 1000, abs=0.001)


def test_a_chapter_s_file_has_tags_of_its_own(story: Path, tmp_path: Path) -> None:
    make(story, tmp_path, split="chapters", format="mp3,m4a,flac")
    name = tmp_path / "the-lamp-at-harrow-point-02-what-happens-next"
    tags: Any = ID3(name.with_suffix(".mp3"), translate=False)
    shown = {key: str(tags[key]) for key in ("TIT2", "TALB", "TRCK", "USLT::eng")}
    text = "What happens next\n\nThe old lamp goes to the museum. It opens in spring."
    assert shown == {"TIT2": "What happens next", "TALB": "The lamp at Harrow Point", "TRCK": "2/2", "USLT::eng": text}
    lines = ["What happens next", "The old lamp goes to the museum.", "It opens in spring."]
    assert [line for line, _ in tags.getall("SYLT")[0].text] == lines
    assert MP4(name.with_suffix(".m4a"))["trkn"] == [(2, 2)]
    flac: Any = FLAC(name.with_suffix(".flac"))
    assert (flac["tracknumber"], flac["tracktotal"]) == (["2"], ["2"])


def test_an_article_without_chapters_is_not_split(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("A title\n\nOne paragraph. That is all of it.\n", encoding="utf-8")
    (episode,) = make(tmp_path / "s.txt", tmp_path / "out", split="chapters")
    assert list(episode.files) == ["a-title.mp3"] and "parts" not in episode.manifest


def test_an_epub_is_not_split(story: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="EPUB"):
        make(story, tmp_path, split="chapters", format="mp3,epub")


# The page's own picture.

PAGE = (
    "<html lang=en><head><title>The lamp</title>{meta}</head><body><article><h1>The lamp</h1><p>The harbour of Harrow"
    " Point has a new lamp, and it was lit on Monday evening by the harbour master.</p><p>Forty people came to see it"
    " and stayed until late in the night, because the weather was mild.</p></article></body></html>"
)


def picture(colour: str = "red", side: int = 500) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(out, "PNG")
    return out.getvalue()


def is_red(path: Path) -> bool:
    data = next(iter(ID3(path).getall("APIC"))).data
    red, green, blue = Image.open(io.BytesIO(data)).convert("RGB").getpixel((700, 700))  # type: ignore[misc]
    return bool(red > 200 and green < 60 and blue < 60)


def page_with(image: str) -> str:
    return PAGE.format(meta=f'<meta property="og:image" content="{image}">')


@pytest.mark.parametrize(
    ("answer", "used"),
    [
        (Answer(picture(), headers={"Content-Type": "image/png"}), True),
        (Answer(b"no picture", headers={"Content-Type": "image/png"}), False),
        (Answer(b"<html></html>", headers={"Content-Type": "text/html"}), False),
        (Answer(picture(side=20), headers={"Content-Type": "image/png"}), False),
        (None, False),
    ],
    ids=["picture", "broken", "a page", "tiny", "missing"],
)
def test_a_web_page_s_picture_is_the_cover_where_it_can_be_had(
    tmp_path: Path, answer: Answer | None, used: bool
) -> None:
    answers = {"/story": Answer(page_with("/lamp.png").encode(), headers={"Content-Type": "text/html"})}
    if answer:
        answers["/lamp.png"] = answer
    with serving(answers) as server:
        (episode,) = make(f"{server.url}/story", tmp_path, allow_private=True)
    assert is_red(episode.path) == used
    assert any("picture is not used" in warning for warning in episode.manifest["warnings"]) != used


def test_a_page_beside_its_picture_shows_it_and_reaches_no_further(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "the lamp.png").write_bytes(picture())
    (tmp_path / "secret.png").write_bytes(picture())
    for name, image, used in (
        ("near", "files/the%20lamp.png", True),
        ("far", "../secret.png", False),
        ("root", str(tmp_path / "secret.png"), False),
        ("elsewhere", "https://news.example/lamp.png", False),
    ):
        (folder / f"{name}.html").write_text(page_with(image), encoding="utf-8")
        (episode,) = make(folder / f"{name}.html", tmp_path / name)
        assert is_red(episode.path) == used, name


def test_the_user_s_cover_comes_first(tmp_path: Path) -> None:
    (tmp_path / "lamp.png").write_bytes(picture("blue"))
    (tmp_path / "mine.png").write_bytes(picture("red"))
    (tmp_path / "page.html").write_text(page_with("lamp.png"), encoding="utf-8")
    (episode,) = make(tmp_path / "page.html", tmp_path / "out", cover=str(tmp_path / "mine.png"))
    assert is_red(episode.path)
    assert audiogen.clean(tmp_path / "page.html").image
