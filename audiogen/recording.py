"""Clips -> finished sound files: levelled, joined, encoded while later segments are still spoken.

An article is one part; with ``split = chapters`` each chapter is a part: a track and files of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from audiogen.chapters import openings
from audiogen.errors import EngineError
from audiogen.interludes import PAUSE_MS, Interludes
from audiogen.joiner import Joiner
from audiogen.levels import leveled, voice_loudness
from audiogen.loudness import Loudness, target
from audiogen.mastering import Master
from audiogen.model import Article, Clip, Cue, Segment, Track, WordCue
from audiogen.naming import slug
from audiogen.settings import Settings
from audiogen.shelf import Shelf
from audiogen.writers.encoder import Format


@dataclass(frozen=True)
class Part:
    """What is in one file (of each format)."""

    title: str
    """The chapter's; empty where the part is the whole article."""
    tail: str
    """What its files' names end with, before the suffix: ``-02-what-happens-next``, or nothing."""
    track: Track
    files: list[tuple[Format, Path]]
    loudness: dict[str, Loudness]


class Recorder:
    """Takes an article's clips in order, gives its parts. Their files go when `stack` is left."""

    def __init__(
        self,
        article: Article,
        segments: Sequence[Segment],
        forms: Sequence[Format],
        settings: Settings,
        shelf: Shelf,
        stack: ExitStack,
    ) -> None:
        self._article, self._segments, self._settings = article, segments, settings
        self._forms, self._shelf, self._stack = forms, shelf, stack
        self._titles = dict(openings(article, segments)) if settings.split else {}
        self._target = target(settings.loudness)
        self._sounds = Interludes.of(settings)
        self._begun = 0

    def record(self, clips: Iterable[Clip], heard: Callable[[Clip], None]) -> list[Part]:
        """Every part, finished and checked. EngineError where there is no clip; OutputError where writing fails."""
        voice_lufs, clips = voice_loudness(clips)
        music_before = self._headline()
        parts: list[Part] = []
        part: _OpenPart | None = None
        for index, (segment, clip) in enumerate(zip(self._segments, clips, strict=True)):
            if part and index in self._titles:
                parts.append(part.finish())
                part = None
            part = part or self._begin(self._titles.get(index, ""), clip.frame_rate_hz)
            if index == 0:
                part.insert(self._sounds.opening(clip.frame_rate_hz, voice_lufs))
            if index == music_before:
                part.insert(self._sounds.before_headline(clip.frame_rate_hz, voice_lufs))
            part.add(segment, clip if self._target is None else leveled(clip, voice_lufs))
            heard(clip)
        if part is None:
            raise EngineError("Nothing was spoken.", "Look at what is left of the article with: audiogen clean SOURCE")
        part.insert(self._sounds.closing(part.frame_rate_hz, voice_lufs))
        return [*parts, part.finish()]

    def _headline(self) -> int:
        """Index of the first segment that is the article's own, not the announcement's."""
        own = 1 if self._settings.announce else 0
        return next((index for index, segment in enumerate(self._segments) if segment.block >= own), 0)

    def _begin(self, title: str, frame_rate_hz: int) -> _OpenPart:
        self._begun += 1
        tail = f"-{self._begun:02}-{slug(title)}" if title else ""
        files = [(form, self._stack.enter_context(self._shelf.part(form.name))) for form in self._forms]
        raw = self._stack.enter_context(self._shelf.part("raw"))
        master = self._stack.enter_context(Master(files, raw, frame_rate_hz, self._settings.bitrate, self._target))
        return _OpenPart(title, tail, frame_rate_hz, Joiner(self._article.language), files, master)


@dataclass
class _OpenPart:
    title: str
    tail: str
    frame_rate_hz: int
    joiner: Joiner
    files: list[tuple[Format, Path]]
    master: Master

    def add(self, segment: Segment, clip: Clip) -> None:
        self.master.write(self.joiner.add(segment, clip))

    def insert(self, pcm: bytes) -> None:
        self.master.write(self.joiner.insert(pcm, self.frame_rate_hz, PAUSE_MS))

    def finish(self) -> Part:
        tail, track = self.joiner.finish()
        self.master.write(tail)
        return Part(self.title, self.tail, track, self.files, self.master.close())


def whole(parts: Sequence[Part]) -> Track:
    """One track of all parts, one after the other."""
    frames, cues = 0, list[Cue]()
    for part in parts:
        cues += [moved(cue, frames) for cue in part.track]
        frames += part.track.frames
    return Track(parts[0].track.frame_rate_hz, frames, tuple(cues))


def moved(cue: Cue, frames: int) -> Cue:
    """The cue, that much later."""
    words = tuple(
        WordCue(word.start_frame + frames, word.end_frame + frames, word.start, word.end) for word in cue.words
    )
    return replace(cue, start_frame=cue.start_frame + frames, end_frame=cue.end_frame + frames, words=words)


def contents(parts: Sequence[Part]) -> list[dict[str, object]]:
    """For the manifest of a split article: each part's title, its seconds of the whole, how loud its files are."""
    rate, start, rows = parts[0].track.frame_rate_hz, 0, []
    for part in parts:
        end = start + part.track.frames
        read = {form.name: asdict(part.loudness[form.name]) for form, _ in part.files}
        times = {"start": round(start / rate, 4), "end": round(end / rate, 4)}
        rows.append({"title": part.title, "tail": part.tail, **times, "loudness": read})
        start = end
    return rows
