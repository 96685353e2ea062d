"""Tags: what a player shows, read back by mutagen and by ffmpeg."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mutagen import File
from mutagen.id3 import ID3
from test_encoder import encode, tone

from audiogen import ffmpeg
from audiogen.cover import cover
from audiogen.disclosure import disclosure
from audiogen.model import Article, Block, Cue, Segment, Track, Voice
from audiogen.writers.encoder import FORMATS, Format, check
from audiogen.writers.tags import Tags, language_code, write_tags

ARTICLE = Article(
    "Die Brücke über die Ø",
    (Block("headline", "Die Brücke über die Ø"), Block("paragraph", "Ein Satz."), Block("caption", "Bild.")),
    byline="Åsa Grün",
    site="Der Bote",
    published="2026-03-04",
    language="de-AT",
    source="bote.txt",
)
TEXT = "Die Brücke über die Ø\n\nEin Satz."


COVER = cover(ARTICLE)


def tagged(folder: Path, form: Format, article: Article = ARTICLE) -> Path:
    path = encode(folder / f"x{form.suffix}", tone(1.0), form=form)
    parts = [Segment(i, 0, text, text, 0) for i, text in enumerate((article.title, "Ein Satz."))]
    track = Track(22_050, 22_050, (Cue(1102, 8000, parts[0]), Cue(11_025, 20_000, parts[1])))
    write_tags(path, form, Tags.of(article, track, Voice("tone", "tone", "de"), COVER, disclosure("de", {})))
    return path


def test_an_mp3_has_id3v23(tmp_path: Path) -> None:
    path = tagged(tmp_path, FORMATS["mp3"])
    tags: Any = ID3(path, translate=False)
    assert tags.version == (2, 3, 0)
    shown = {"TIT2": "Die Brücke über die Ø", "TPE1": "Åsa Grün", "TALB": "Der Bote", "TYER": "2026", "TDAT": "0403",
             "TLAN": "deu", "COMM::deu": "bote.txt", "USLT::deu": TEXT}  # fmt: skip
    assert {name: str(tags[name]) for name in shown} == shown
    assert "künstlich erzeugt" in str(tags["TXXX:AI-GENERATED"])
    (sung,) = tags.getall("SYLT")
    assert (sung.lang, sung.format) == ("deu", 2)  # times in milliseconds
    assert sung.text == [("Die Brücke über die Ø", 50), ("Ein Satz.", 500)]
    assert not tags.getall("WOAS") and not tags.getall("CHAP")


def test_an_article_from_the_web_names_its_address(tmp_path: Path) -> None:
    article = replace(ARTICLE, url="https://bote.example/bruecke")
    tags: Any = ID3(tagged(tmp_path, FORMATS["mp3"], article), translate=False)
    assert tags["WOAS"].url == str(tags["COMM::deu"]) == "https://bote.example/bruecke"


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_every_format_shows_the_cover(tmp_path: Path, form: Format) -> None:
    path = tagged(tmp_path, form)
    command = [ffmpeg.executable(), "-v", "error", "-i", path, "-map", "0:v", "-c", "copy", "-f", "image2pipe", "-"]
    assert subprocess.run(command, capture_output=True, check=True).stdout == COVER


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_every_format_shows_title_and_author_and_stays_sound(tmp_path: Path, form: Format) -> None:
    path = tagged(tmp_path, form)
    check(path, form, 22_050, 22_050)
    assert File(path) is not None
    said = subprocess.run([ffmpeg.executable(), "-hide_banner", "-i", path], capture_output=True, check=False).stderr
    shown = said.decode(errors="replace")
    for text in ("Die Brücke über die Ø", "Åsa Grün", "Der Bote", "künstlich erzeugt"):
        assert text in shown


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_same_tags_same_bytes(tmp_path: Path, form: Format) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert tagged(tmp_path / "a", form).read_bytes() == tagged(tmp_path / "b", form).read_bytes()


def test_a_long_text_does_not_stop_the_check(tmp_path: Path) -> None:
    article = Article("T", (Block("paragraph", "word " * 50_000),))
    check(tagged(tmp_path, FORMATS["mp3"], article), FORMATS["mp3"], 22_050, 22_050)


@pytest.mark.parametrize(("tag", "code"), [("en", "eng"), ("de-CH", "deu"), ("tlh", "und"), ("", "und")])
def test_languages_have_iso_codes(tag: str, code: str) -> None:
    assert language_code(tag) == code
