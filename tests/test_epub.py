"""The EPUB: valid for others' checker, every word in it once, each sentence in step with the sound."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from audiogen.cover import cover
from audiogen.errors import SettingsError
from audiogen.model import Article, Block, Cue, Role, Segment, Track
from audiogen.writers.encoder import FORMATS, Encoder, Format
from audiogen.writers.epub import ACTIVE_CLASS, write_epub

RATE = 22_050
NOTE = "This audio version was artificially generated."
STORY: tuple[tuple[Role, tuple[str, ...]], ...] = (
    ("kicker", ("Harbours & lights",)),
    ("headline", ("The lamp at <Harrow Point>",)),
    ("standfirst", ("A town gets its light back.",)),
    ("paragraph", ("It was lit on Monday.", "“We waited nine years,” said the harbour master.")),
    ("subheading", ("What happens next",)),
    ("item", ("The old lamp goes to the museum.",)),
    ("item", ("It opens in spring.",)),
    ("quote", ("I shall miss it.",)),
    ("caption", ("The lamp, seen from the pier.",)),
    ("subheading", ("Who pays",)),
    ("table", ("Town 3; county 4.",)),
    ("paragraph", ("\x0b\ufffeNobody knows \U0001f4a1.",)),
)


def told(**more: str) -> tuple[Article, Track]:
    blocks = tuple(Block(role, " *** ".join(sentences)) for role, sentences in STORY)
    facts = {"title": "The lamp at <Harrow Point>", "byline": "Ida Holm", "site": "Harrow & Daily", "language": "en-GB",
             "published": "2026-03-02T09:30:00+01:00", "url": "https://example.org/lamp?a=1&b=2", **more}  # fmt: skip
    article = Article(blocks=blocks, **facts)
    cues: list[Cue] = []
    frame = 1102
    for number, (role, sentences) in enumerate(STORY):
        at = 0
        for sentence in sentences if role not in article.silent else ():
            segment = Segment(len(cues), number, sentence, sentence, 350, role, start=at)
            cues.append(Cue(frame, frame + 900 * len(sentence), segment))
            at += len(sentence) + len(" *** ")
            frame += 900 * len(sentence) + 7717
    return article, Track(RATE, frame, tuple(cues))


def sound(path: Path, frames: int, form: Format) -> Path:
    with Encoder(path, form, RATE, 64) as encoder:
        encoder.write((6000 * np.sin(np.arange(frames) / 9)).astype("<i2").tobytes())
        encoder.close()
    return path


@pytest.fixture(scope="module")
def audio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sound(tmp_path_factory.mktemp("audio") / "sound.part", told()[1].frames, FORMATS["mp3"])


def write(article: Article, track: Track, audio: Path, path: Path, form: str = "mp3") -> Path:
    write_epub(article, track, audio, FORMATS[form], path, cover=cover(article), narrator="tone", note=NOTE)
    return path


@pytest.fixture
def book(audio: Path, tmp_path: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(write(*told(), audio, tmp_path / "x.epub")) as archive:
        yield archive


def xml(book: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(f"EPUB/{name}"))


def seconds(value: str) -> float:
    hours, minutes, rest = value.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(rest)


def test_the_archive_begins_with_its_type(book: zipfile.ZipFile, audio: Path) -> None:
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.read("mimetype") == b"application/epub+zip"
    assert book.read("EPUB/audio.mp3") == audio.read_bytes()
    assert book.testzip() is None


def test_every_word_is_in_it_once(book: zipfile.ZipFile) -> None:
    article, track = told()
    main = xml(book, "article.xhtml").find(".//{*}main")
    assert main is not None
    shown = " ".join("".join(main.itertext()).split())
    assert shown == " ".join(article.text.replace("\x0b\ufffe", "").split())
    spans = {span.get("id"): "".join(span.itertext()) for span in main.iterfind(".//{*}span")}
    assert list(spans.values()) == [re.sub("[\x0b\ufffe]", "", cue.segment.text) for cue in track.cues]


def test_each_sentence_points_at_its_sound(book: zipfile.ZipFile) -> None:
    _, track = told()
    ids = {element.get("id") for element in xml(book, "article.xhtml").iter() if element.get("id")}
    pars = xml(book, "article.smil").findall(".//{*}par")
    assert len(pars) == len(track.cues)
    times = []
    for par, cue in zip(pars, track.cues, strict=True):
        text, audio = par
        page, _, target = text.get("src", "").partition("#")
        assert page == "article.xhtml" and target in ids and audio.get("src") == "audio.mp3"
        begin, end = seconds(audio.get("clipBegin", "")), seconds(audio.get("clipEnd", ""))
        assert 0 <= cue.start_frame / RATE - begin < 0.001 and end >= cue.end_frame / RATE - 0.001
        times.append((begin, end))
    assert all(a[1] == b[0] for a, b in pairwise(times))  # plays on through the pauses
    total = [meta.text for meta in xml(book, "package.opf").iterfind(".//{*}meta[@property='media:duration']")]
    assert len(total) == 2 and all(seconds(value or "") == pytest.approx(times[-1][1] - times[0][0]) for value in total)


def test_the_sound_is_as_long_as_the_last_clip_says(book: zipfile.ZipFile, audio: Path) -> None:
    from mutagen.mp3 import MP3

    last = xml(book, "article.smil").findall(".//{*}audio")[-1]
    assert seconds(last.get("clipEnd", "")) <= MP3(audio).info.length


def test_headings_are_in_the_contents(book: zipfile.ZipFile) -> None:
    nav = xml(book, "nav.xhtml")
    toc = nav.find(".//{*}nav[@id='toc']")
    assert toc is not None
    labels = {"".join(a.itertext()): a.get("href") for a in toc.iterfind(".//{*}a")}
    assert labels == {
        "The lamp at <Harrow Point>": "article.xhtml",
        "What happens next": "article.xhtml#b4",
        "Who pays": "article.xhtml#b9",
    }


def test_facts_and_the_class_of_the_sentence_that_is_heard(book: zipfile.ZipFile) -> None:
    package = xml(book, "package.opf")
    plain = [element for element in package.iterfind("{*}metadata/*") if not element.attrib]
    facts = {etree.QName(element).localname: element.text for element in plain}
    assert facts == {
        "title": "The lamp at <Harrow Point>", "language": "en-GB", "creator": "Ida Holm",
        "publisher": "Harrow & Daily", "date": "2026-03-02", "source": "https://example.org/lamp?a=1&b=2",
    }  # fmt: skip
    properties = {meta.get("property"): meta.text for meta in package.iterfind(".//{*}meta")}
    assert properties["dcterms:modified"] == "2026-03-02T08:30:00Z"
    assert properties["media:active-class"] == ACTIVE_CLASS and ACTIVE_CLASS.encode() in book.read("EPUB/style.css")
    assert NOTE.encode() in book.read("EPUB/article.xhtml")


def test_our_own_reader_finds_the_article_in_it(audio: Path, tmp_path: Path) -> None:
    from audiogen.readers.epub import read

    article, track = told()
    path = write(article, track, audio, tmp_path / "x.epub")
    page = read(path.read_bytes(), "x", str(path))
    said = re.findall(r"\w+", " ".join(etree.HTML(page.text).itertext()))
    words = re.findall(r"\w+", article.text)
    assert any(said[at : at + len(words)] == words for at in range(len(said)))


def test_same_input_same_bytes(audio: Path, tmp_path: Path) -> None:
    first, second = (write(*told(), audio, tmp_path / name).read_bytes() for name in ("a.epub", "b.epub"))
    assert first == second


def test_another_article_is_another_book(audio: Path, tmp_path: Path) -> None:
    found = set()
    for url in ("https://example.org/1", "https://example.org/2"):
        with zipfile.ZipFile(write(*told(url=url), audio, tmp_path / "x.epub")) as archive:
            found.add(re.findall(rb"urn:uuid:[0-9a-f-]{36}", archive.read("EPUB/package.opf"))[0])
    assert len(found) == 2


def test_a_format_that_readers_need_not_play_is_refused(audio: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="takes no flac"):
        write(*told(), audio, tmp_path / "x.epub", "flac")
    assert not (tmp_path / "x.epub").exists()


def checker() -> list[str]:
    """epubcheck as Debian packs it: a jar under the program's name."""
    found, java = shutil.which("epubcheck"), shutil.which("java")
    if not found or not java:
        pytest.skip("needs epubcheck and java (apt-get install epubcheck)")
    return [java, "-jar", found]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["usual", "right to left in M4A", "nothing known"])
def test_it_passes_epubcheck(kind: str, tmp_path: Path) -> None:
    command = checker()
    form = "m4a" if "M4A" in kind else "mp3"
    more = {
        "right to left in M4A": {"language": "ar", "title": "المصباح"},
        "nothing known": {"title": "", "byline": "", "site": "", "published": "yesterday", "language": "", "url": ""},
    }
    article, track = told(**more.get(kind, {}))
    if kind == "nothing known":
        article = replace(article, blocks=tuple(replace(block, role="paragraph") for block in article.blocks))
    path = write(article, track, sound(tmp_path / "sound", track.frames, FORMATS[form]), tmp_path / "x.epub", form)
    done = subprocess.run([*command, "--failonwarnings", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
