"""Which files a run makes of an article: the formats and captions that its settings name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audiogen.errors import SettingsError
from audiogen.settings import Settings
from audiogen.writers import captions, epub
from audiogen.writers.encoder import FORMATS, Format, formats

SUFFIXES = (*(form.suffix for form in FORMATS.values()), epub.SUFFIX)

WORDS = "words"
"""Among the captions: each word with its time, where the format knows that."""


@dataclass(frozen=True)
class Outputs:
    """The files for one article, by their writers."""

    audio: tuple[Format, ...]
    """What is encoded; all of it is kept, but for what only an EPUB needs."""
    kept: tuple[Format, ...]
    epub: bool
    captions: tuple[str, ...]
    words: bool

    @property
    def in_epub(self) -> Format:
        """The audio that goes into the EPUB."""
        return next(form for form in self.audio if form.name in epub.AUDIO_NAMES)


def outputs(settings: Settings) -> Outputs:
    """What the settings name. SettingsError where a format or a kind of captions is unknown."""
    names = [name.strip().lower().lstrip(".") for name in _formats(settings).split(",") if name.strip()]
    wants_epub = epub.SUFFIX.lstrip(".") in names
    if wants_epub and settings.split:
        raise SettingsError("An EPUB holds the whole article.", "Leave --split out, or make the EPUB by itself.")
    if settings.page and settings.split:
        raise SettingsError("A page holds the whole article.", "Leave --split or --page out.")
    kept = formats([name for name in names if name != "epub"], may_be_none=wants_epub)
    if settings.page and not kept:
        raise SettingsError("A page needs audio to play.", "Add a format: --format mp3,epub.")
    audio = kept
    if wants_epub and not any(form.name in epub.AUDIO_NAMES for form in kept):
        audio = (*kept, FORMATS["mp3"])
    named = settings.caption_files
    return Outputs(audio, kept, wants_epub, captions.check([n for n in named if n != WORDS]), WORDS in named)


def is_file_name(output: str) -> bool:
    """``--output`` means one file, not a folder: it ends like one of the formats."""
    return Path(output).suffix.lower() in SUFFIXES and not Path(output).is_dir()


def _formats(settings: Settings) -> str:
    """The formats asked for; the suffix of one output file is a format too."""
    if not is_file_name(settings.output):
        return settings.format
    suffix = Path(settings.output).suffix.lower().lstrip(".")
    if settings.format == Settings.format:
        return suffix
    if suffix not in settings.format.split(","):
        raise SettingsError(
            f"{settings.output} is no file of the format {settings.format}.", "Leave --format out, or name both alike."
        )
    return settings.format
