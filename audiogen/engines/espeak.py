"""The engine ``espeak``: espeak-ng in process, with exact word marks and phoneme input. Small, fast, a robot."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from pathlib import Path

from audiogen.engines import choice
from audiogen.engines.espeak_ng import shared
from audiogen.engines.libespeak import library
from audiogen.engines.phonemes import ipa_to_espeak
from audiogen.errors import EngineError
from audiogen.model import Clip, Mark, Reading, Voice, VoiceInfo
from audiogen.registry import nearest
from audiogen.words import fill_in, words

WORDS_A_MINUTE = 175
"""At speed 1: espeak-ng's own pace."""


class Espeak:
    """Voices by language tag (``en-us``), each with variants (``en-us+f3``)."""

    name = "espeak"
    licence = "GPL-3.0-or-later"
    max_chars = 10_000

    def __init__(self) -> None:
        self._ng = shared()
        self._identified: dict[str, tuple[str, str]] = {}

    def identity(self) -> str:
        """espeak-ng's release, and where it comes from: clips are the same as long as these are."""
        return f"espeak-ng {self._ng.release}, {library().release}"

    def voices(self) -> list[VoiceInfo]:
        return [info for info, _ in self._voices]

    @cached_property
    def _voices(self) -> list[tuple[VoiceInfo, str]]:
        """Each voice, and the library's identifier of it."""
        listed = self._ng.voices()
        tags = [tag for _, _, tag, _ in listed]
        return [
            (
                VoiceInfo(
                    self.name,
                    tag if tags.count(tag) == 1 else identifier.split("/")[-1],
                    tag,
                    gender,
                    "formant",
                    licence="GPL-3.0-or-later",
                    label=label,
                ),
                identifier,
            )
            for identifier, label, tag, gender in listed
        ]

    @cached_property
    def _variants(self) -> list[str]:
        """Names after the plus sign; the library finds those in lower case only."""
        data = library().data
        return sorted(path.name for path in Path(data, "voices", "!v").glob("*") if path.name.islower()) if data else []

    def default_voice(self, language: str) -> str:
        return choice.for_language(self.voices(), language, self.name).name

    def speak(self, text: str, voice: Voice, readings: tuple[Reading, ...] = ()) -> Clip:
        if voice.name not in self._identified:
            self._identified[voice.name] = self._identify(voice.name)
        identifier, language = self._identified[voice.name]
        plain = text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)
        said, places = _written_in(plain, readings, language)
        pace = round(WORDS_A_MINUTE * voice.speed)
        pcm, starts = self._ng.say(said, identifier, pace, phonemes=bool(readings))
        if pcm == bytes(len(pcm)):
            raise EngineError("espeak-ng gave no sound for this text.", "Give a text with a letter in it.")
        return Clip(pcm, self._ng.frame_rate_hz, _marks(plain, [(frame, _origin(places, at)) for frame, at in starts]))

    def _identify(self, name: str) -> tuple[str, str]:
        """The library's name of a voice with its variant, and the voice's language tag."""
        base, plus, variant = name.partition("+")
        info = choice.named(self.voices(), base, self.name)
        identifier = next(identifier for known, identifier in self._voices if known is info)
        if plus and self._variants and variant not in self._variants:
            raise EngineError(
                f"The engine espeak has no variant '{variant}'.", f"Nearest: {nearest(variant, self._variants)}."
            )
        return identifier + plus + variant, info.language


def _written_in(text: str, readings: tuple[Reading, ...], language: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with phonemes for what has a reading, and (place in it, place in `text`) wherever they shift."""
    parts: list[str] = []
    places = [(0, 0)]
    done = length = 0
    for reading in sorted(readings, key=lambda reading: reading.start):
        phonemes = ipa_to_espeak(reading.ipa, language)
        if reading.start < done or not phonemes:
            continue  # a second reading of the same word, or one that cannot be written
        before = text[done : reading.start].replace("[[", " [")
        parts += [before, f"[[{phonemes}]]"]
        places.append((length + len(before), reading.start))
        length += len(before) + len(parts[-1])
        done = reading.end
        places.append((length, done))
    parts.append(text[done:].replace("[[", " [") if readings else text[done:])
    return "".join(parts), places


def _origin(places: list[tuple[int, int]], at: int) -> int:
    """The place in the text of a place in what espeak-ng was given."""
    index = bisect_right(places, (at, len(places) and 1 << 62)) - 1
    said, origin = places[index]
    following = places[index + 1][1] if index + 1 < len(places) else None
    moved = origin + at - said
    return moved if following is None else min(moved, max(origin, following - 1))


def _marks(text: str, starts: list[tuple[int, int]]) -> tuple[Mark, ...]:
    """A mark for each word of the text: where the first of the library's own words begins in it.

    The library takes some words together ("of the"): those without a start of their own stand between their neighbours.
    """
    spans = words(text)
    begins = [start for start, _ in spans]
    found: dict[int, int] = {}
    for frame, at in starts:
        index = bisect_right(begins, at) - 1
        if index >= 0 and at < spans[index][1]:
            found.setdefault(index, frame)
    frames = fill_in(spans, found)
    return tuple(Mark(frame, *span) for frame, span in zip(frames, spans, strict=True) if frame is not None)
