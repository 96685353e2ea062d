"""The files that tell when each word sounds: captions and speech marks, by name.

``vtt``, ``srt``, ``lrc``, ``marks``. ``json`` is the manifest, which is always written beside the audio, so there is
nothing more to write for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audiogen.errors import SettingsError
from audiogen.model import Article, Track

NAMES = ("vtt", "srt", "lrc", "marks", "json")


def check(names: Sequence[str]) -> tuple[str, ...]:
    """The names, each once. SettingsError where one is unknown."""
    for name in names:
        if name not in NAMES:
            raise SettingsError(f"There are no captions '{name}'.", f"Captions: {', '.join(NAMES)}.")
    return tuple(dict.fromkeys(names))


def write(
    names: Sequence[str], article: Article, track: Track, *, words: bool = False, note: str = ""
) -> dict[str, bytes]:
    """The files' suffixes (``.vtt``) and what goes into them.

    Args:
        words: the times of the single words too, in the formats that know them (vtt, lrc).
        note: a comment for the top of the file, in the formats that know one (vtt, lrc): who speaks.

    Raises:
        SettingsError: there are no captions of a name.
    """
    from audiogen.writers.captions_layout import captions
    from audiogen.writers.lrc import write_lrc
    from audiogen.writers.marks import write_marks
    from audiogen.writers.srt import write_srt
    from audiogen.writers.vtt import write_vtt

    wanted = check(names)
    shown = captions(article, track) if {"vtt", "srt", "lrc"} & {*wanted} else []
    writers: dict[str, Callable[[], str]] = {
        "vtt": lambda: write_vtt(shown, words=words, note=note),
        "srt": lambda: write_srt(shown),
        "lrc": lambda: write_lrc(shown, article, track, words=words, note=note),
        "marks": lambda: write_marks(article, track),
    }
    return {f".{name}": writers[name]().encode() for name in wanted if name in writers}
