"""What a player shows: ID3v2.3 in MP3 and WAV, atoms in MP4, Vorbis comments in Opus and FLAC."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audiogen.model import Article
from audiogen.writers.encoder import Format

DISCLOSURE = "This audio version was artificially generated."

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


def write_tags(path: Path, form: Format, article: Article, voice: str) -> None:
    """Put the article's tags into a finished file, in the way of its format.

    Args:
        voice: who speaks, such as ``pyttsx3 en-us``: part of the disclosure.
    """
    shown = Shown.of(article, voice)
    if form.name in ("mp3", "wav"):
        _id3(path, form, shown)
    elif form.name in ("m4a", "m4b"):
        _mp4(path, shown)
    else:
        _vorbis(path, form, shown)


@dataclass(frozen=True)
class Shown:
    """What every format's tags say, under its own names."""

    title: str
    artist: str
    album: str
    date: str
    language: str
    """ISO 639-2."""
    comment: str
    lyrics: str
    disclosure: str

    @classmethod
    def of(cls, article: Article, voice: str) -> Shown:
        source = article.url or article.source
        note = f"{DISCLOSURE} Voice: {voice}."
        return cls(
            *(article.title, article.byline, article.site, article.published),
            *(language_code(article.language), source, article.text, note),
        )


def _id3(path: Path, form: Format, shown: Shown) -> None:
    from mutagen import id3, wave

    tags = id3.ID3()
    text = {"TIT2": shown.title, "TPE1": shown.artist, "TALB": shown.album, "TDRC": shown.date, "TLAN": shown.language}
    for name, value in text.items():
        if value:
            tags.add(getattr(id3, name)(encoding=1, text=value))
    tags.add(id3.COMM(encoding=1, lang=shown.language, desc="", text=shown.comment))
    tags.add(id3.USLT(encoding=1, lang=shown.language, desc="", text=shown.lyrics))
    tags.add(id3.TXXX(encoding=1, desc="AI-GENERATED", text=shown.disclosure))
    tags.update_to_v23()
    if form.name == "wav":
        file = wave.WAVE(path)
        file.tags = wave._WaveID3()  # the chunk's own class knows how to save itself
        for frame in tags.values():
            file.tags.add(frame)
        file.save(v2_version=3)
    else:  # no padding at the end of the tag: the same tags are the same bytes
        tags.save(path, v1=0, v2_version=3, padding=lambda info: 0)


def _mp4(path: Path, shown: Shown) -> None:
    from mutagen.mp4 import MP4

    file = MP4(path)
    names = {"\xa9nam": shown.title, "\xa9ART": shown.artist, "\xa9alb": shown.album, "\xa9day": shown.date,
             "\xa9cmt": shown.comment, "\xa9lyr": shown.lyrics}  # fmt: skip
    for name, value in names.items():
        if value:
            file[name] = [value]
    file["----:com.apple.iTunes:LANGUAGE"] = [shown.language.encode()]
    file["----:com.apple.iTunes:AI-GENERATED"] = [shown.disclosure.encode()]
    file.save(padding=lambda info: 0)


def _vorbis(path: Path, form: Format, shown: Shown) -> None:
    from mutagen.flac import FLAC
    from mutagen.oggopus import OggOpus

    file = FLAC(path) if form.name == "flac" else OggOpus(path)
    names = {"title": shown.title, "artist": shown.artist, "album": shown.album, "date": shown.date,
             "language": shown.language, "comment": shown.comment, "lyrics": shown.lyrics,
             "ai-generated": shown.disclosure}  # fmt: skip
    for name, value in names.items():
        if value:
            file[name] = value
    file.save(padding=lambda info: 0)
