"""What a player shows: ID3v2.3 in MP3 and WAV, atoms in MP4, Vorbis comments in Opus and FLAC."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from audiogen import ffmpeg
from audiogen.chapters import Chapter, chapters
from audiogen.disclosure import credited
from audiogen.model import Article, Track, Voice
from audiogen.writers.encoder import Format, write_error

#: ISO 639-1 -> ISO 639-2, as ID3's language fields want it; others are undetermined.
_THREE_LETTERS = {
    "en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "nl": "nld", "pt": "por", "pl": "pol", "sv": "swe",
    "da": "dan", "nb": "nob", "no": "nor", "fi": "fin", "ru": "rus", "uk": "ukr", "tr": "tur", "ar": "ara", "zh": "zho",
    "ja": "jpn", "ko": "kor", "hi": "hin", "el": "ell", "cs": "ces", "hu": "hun", "ro": "ron", "he": "heb", "fa": "fas",
    "ca": "cat", "bg": "bul", "hr": "hrv", "sr": "srp", "sk": "slk", "sl": "slv", "et": "est", "lv": "lav", "lt": "lit",
    "id": "ind", "ms": "msa", "vi": "vie", "th": "tha", "bn": "ben", "ur": "urd", "ta": "tam", "eu": "eus", "gl": "glg",
}  # fmt: skip


def language_code(language: str) -> str:
    """ISO 639-2 code of a language tag: ``en-GB`` -> ``eng``; ``und`` where we do not know it."""
    return _THREE_LETTERS.get(language.partition("-")[0].lower(), "und")


@dataclass(frozen=True)
class Tags:
    """What every format's tags say, under its own names."""

    title: str
    artist: str
    album: str
    date: str
    language: str
    """ISO 639-2."""
    source: str
    lyrics: str
    lines: tuple[tuple[str, int], ...]
    """Each sentence as written, and the millisecond at which it begins."""
    disclosure: str
    chapters: tuple[Chapter, ...]
    frame_rate_hz: int
    cover: bytes
    """JPEG."""
    number: tuple[int, int] = (0, 0)
    """Of a chapter in a file of its own: which, of how many."""

    @classmethod
    def of(cls, article: Article, track: Track, voice: Voice, cover: bytes, disclosure: str) -> Tags:
        """`disclosure`: the line that says that the voice is artificial."""
        source = article.url or article.source
        rate = track.frame_rate_hz
        return cls(
            *(article.title, article.byline, article.site, article.published),
            *(language_code(article.language), source, article.text),
            tuple((cue.segment.text, round(1000 * cue.start_frame / rate)) for cue in track.cues),
            credited(disclosure, voice.engine, voice.name),
            *(chapters(article, track), rate, cover),
        )

    def of_chapter(self, title: str, track: Track, number: tuple[int, int]) -> Tags:
        """The tags of one chapter's own file, whose album is the article. `self` and `track` are of that file."""
        blocks = groupby(track.cues, lambda cue: cue.segment.block)
        text = "\n\n".join(" ".join(cue.segment.text for cue in cues) for _, cues in blocks)
        return replace(self, title=title, album=self.title, lyrics=text, number=number)

    def milliseconds(self, frame: int) -> int:
        return round(1000 * frame / self.frame_rate_hz)


def write_tags(path: Path, form: Format, tags: Tags) -> None:
    """Put the tags into a finished file, in the way of its format. OutputError or OSError where the disk is full."""
    if form.name in ("mp3", "wav"):
        _id3(path, form, tags)
    elif form.name in ("m4a", "m4b"):
        _mp4(path, form, tags)
    else:
        _vorbis(path, form, tags)


def _id3(path: Path, form: Format, tags: Tags) -> None:
    from mutagen import id3, wave

    frames = id3.ID3()
    text = {"TIT2": tags.title, "TPE1": tags.artist, "TALB": tags.album, "TDRC": tags.date, "TLAN": tags.language}
    if tags.number[0]:
        text["TRCK"] = "/".join(map(str, tags.number))
    for name, value in text.items():
        if value:
            frames.add(getattr(id3, name)(encoding=_UTF16, text=value))
    frames.add(id3.COMM(encoding=_UTF16, lang=tags.language, desc="", text=tags.source))
    if tags.source.startswith("http"):
        frames.add(id3.WOAS(url=tags.source))
    frames.add(id3.USLT(encoding=_UTF16, lang=tags.language, desc="", text=tags.lyrics))
    frames.add(id3.SYLT(encoding=_UTF16, lang=tags.language, format=2, type=1, desc="", text=list(tags.lines)))
    frames.add(id3.TXXX(encoding=_UTF16, desc="AI-GENERATED", text=tags.disclosure))
    frames.add(id3.APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=tags.cover))
    for frame in _id3_chapters(tags):
        frames.add(frame)
    frames.update_to_v23()
    if form.name == "wav":
        file: Any = wave.WAVE(path)
        file.tags = wave._WaveID3()  # the chunk's own class knows how to save itself
        for frame in frames.values():
            file.tags.add(frame)
        file.save(v2_version=3)
    else:  # no padding at the end of the tag: the same tags are the same bytes
        frames.save(path, v1=0, v2_version=3, padding=lambda info: 0)


_UTF16 = 1
"""What ID3v2.3 knows for text beyond Latin-1."""


def _id3_chapters(tags: Tags) -> list[Any]:
    """CHAP and CTOC frames (ID3v2 Chapter Frame Addendum 1.0)."""
    from mutagen import id3

    unused = 0xFFFFFFFF  # byte offsets are optional
    found: list[Any] = []
    longest = max((_size(chapter) for chapter in tags.chapters), default=0)
    for number, chapter in enumerate(tags.chapters):
        # mutagen writes shorter frames first, and players such as ffmpeg list chapters as they stand in the file:
        # names that make up for the titles' lengths keep the order.
        name = f"ch{number:04}" + "-" * (longest - _size(chapter))
        title = id3.TIT2(encoding=_UTF16, text=chapter.title)
        times = {
            "start_time": tags.milliseconds(chapter.start_frame),
            "end_time": tags.milliseconds(chapter.end_frame),
        }
        frame = id3.CHAP(element_id=name, **times, start_offset=unused, end_offset=unused, sub_frames=[title])
        found.append(frame)
    if found:
        top_level_and_ordered = 3
        children = [frame.element_id for frame in found]
        found.append(id3.CTOC(element_id="toc", flags=top_level_and_ordered, child_element_ids=children, sub_frames=[]))
    return found


def _size(chapter: Chapter) -> int:
    return len(chapter.title.encode("utf-16"))


def _mp4(path: Path, form: Format, tags: Tags) -> None:
    from mutagen.mp4 import MP4, AtomDataType, MP4Cover, MP4FreeForm

    if tags.chapters:
        _mp4_chapters(path, form, tags)
    file = MP4(path)
    names = {"\xa9nam": tags.title, "\xa9ART": tags.artist, "\xa9alb": tags.album, "\xa9day": tags.date,
             "\xa9cmt": tags.source, "\xa9lyr": tags.lyrics}  # fmt: skip
    for name, value in names.items():
        if value:
            file[name] = [value]
    for name, value in {"LANGUAGE": tags.language, "AI-GENERATED": tags.disclosure}.items():
        file[f"----:com.apple.iTunes:{name}"] = [MP4FreeForm(value.encode(), AtomDataType.UTF8)]
    if tags.number[0]:
        file["trkn"] = [tags.number]
    file["covr"] = [MP4Cover(tags.cover, MP4Cover.FORMAT_JPEG)]
    file.save(padding=lambda info: 0)


_SPECIAL = re.compile(r"[=;#\\]")
"""What ffmpeg's metadata format wants a backslash before."""


def _mp4_chapters(path: Path, form: Format, tags: Tags) -> None:
    """Write the chapters by copying the sound into a new container: they stand in its index."""
    lines = [";FFMETADATA1"]
    for chapter in tags.chapters:
        times = f"TIMEBASE=1/{tags.frame_rate_hz}\nSTART={chapter.start_frame}\nEND={chapter.end_frame}"
        lines += ["[CHAPTER]", times, "title=" + _SPECIAL.sub(r"\\\g<0>", chapter.title)]
    said = path.with_name(path.name + ".chapters")
    copy = path.with_name(path.name + ".copy")
    try:
        said.write_text("\n".join(lines) + "\n", encoding="utf-8")
        bitexact = ("-fflags", "+bitexact", "-flags:a", "+bitexact")
        no_tags = ("-map_metadata:g", "-1", "-map_metadata:s:a", "-1")  # a bare -1 would drop the titles too
        streams = ("-map", "0:a", *no_tags, "-map_chapters", "1", "-c", "copy")
        process = ffmpeg.start(
            *("-i", str(path), "-f", "ffmetadata", "-i", str(said), *streams, *bitexact, *form.muxer, "-y", str(copy))
        )
        _, error = process.communicate()
        if process.returncode:
            raise write_error(path.parent, error.decode(errors="replace").strip(), process.returncode)
        copy.replace(path)
    finally:
        said.unlink(missing_ok=True)
        copy.unlink(missing_ok=True)


def _vorbis(path: Path, form: Format, tags: Tags) -> None:
    """Vorbis comments, with chapters as CHAPTER000=, CHAPTER000NAME= (Ogg chapter extension)."""
    from mutagen.flac import FLAC, Picture
    from mutagen.oggopus import OggOpus

    file: Any = FLAC(path) if form.name == "flac" else OggOpus(path)
    names = {"title": tags.title, "artist": tags.artist, "album": tags.album, "date": tags.date,
             "language": tags.language, "comment": tags.source, "lyrics": tags.lyrics,
             "ai-generated": tags.disclosure}  # fmt: skip
    for number, chapter in enumerate(tags.chapters):
        seconds, ms = divmod(tags.milliseconds(chapter.start_frame), 1000)
        names[f"chapter{number:03}"] = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
        names[f"chapter{number:03}name"] = chapter.title
    if tags.number[0]:
        names |= {"tracknumber": str(tags.number[0]), "tracktotal": str(tags.number[1])}
    for name, value in names.items():
        if value:
            file[name] = value
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/jpeg", tags.cover
    if form.name == "flac":
        file.add_picture(picture)
    else:
        file["metadata_block_picture"] = base64.b64encode(picture.write()).decode()
    file.save(padding=lambda info: 0)
