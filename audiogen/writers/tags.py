"""What a player shows: ID3v2.3 tags, which every player reads."""

from __future__ import annotations

from pathlib import Path

from audiogen.model import Article

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


def write_tags(path: Path, article: Article, voice: str) -> None:
    """Put the article's tags into a finished MP3.

    Args:
        voice: who speaks, such as ``pyttsx3 en-us``: part of the disclosure.
    """
    from mutagen import id3

    language = language_code(article.language)
    tags = id3.ID3()
    tags.add(id3.TIT2(encoding=1, text=article.title))
    if article.byline:
        tags.add(id3.TPE1(encoding=1, text=article.byline))
    if article.site:
        tags.add(id3.TALB(encoding=1, text=article.site))
    if article.published:
        tags.add(id3.TDRC(encoding=1, text=article.published))
    tags.add(id3.TLAN(encoding=0, text=language))
    tags.add(id3.COMM(encoding=1, lang=language, desc="", text=article.url or article.source))
    tags.add(id3.USLT(encoding=1, lang=language, desc="", text=article.text))
    tags.add(id3.TXXX(encoding=1, desc="AI-GENERATED", text=f"{DISCLOSURE} Voice: {voice}."))
    tags.update_to_v23()
    # A little padding at the end of the tag is ID3's habit; none here, so that same tags are same bytes.
    tags.save(path, v1=0, v2_version=3, padding=lambda info: 0)
