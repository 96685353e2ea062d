"""Page -> Article -> Segments -> Clips -> Track -> Episode: the only place that knows the order of the stages.

A `Plan` is what can be decided, and refused, before the first sound; `produce` speaks it and writes the file.
`audiogen.batch` runs many of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from audiogen.episode import Episode, key, manifest
from audiogen.errors import AudiogenError, EngineError
from audiogen.model import Article, Block, Clip, Page, Segment, Track, Voice
from audiogen.naming import origin, printable
from audiogen.settings import Settings, load

if TYPE_CHECKING:
    from audiogen.casting import Cast
    from audiogen.outputs import Outputs
    from audiogen.shelf import Shelf
    from audiogen.speakable.lexicon import Lexicon
    from audiogen.writers.encoder import Format
    from audiogen.writers.tags import Tags


@dataclass(frozen=True)
class Plan:
    """An article ready to be spoken."""

    article: Article
    segments: tuple[Segment, ...]
    voice: Voice
    why: str
    """Why this voice, where it was chosen for the user."""
    identity: str
    """Of the engine; empty where nothing is to be spoken."""
    picture: bytes | None
    """The user's, for the cover."""
    origin: str
    """Which source it is; see `audiogen.naming.origin`."""
    target: Path


def clean(
    source: str | Path, media_type: str | None = None, language: str | None = None, *, settings: Settings | None = None
) -> Article:
    """The article as it will be read.

    Args:
        source: a path, a URL, or the text or markup itself.
        media_type: ``text/plain`` or ``text/html``; given, `source` is the text itself.
        language: a language tag such as ``de``; without it, detected.

    Raises:
        SourceError: it cannot be read.
        CleanError: nothing is left to read.
    """
    from audiogen.readers import page

    settings = settings or load()
    settings = replace(settings, language=language or settings.language)
    return article_of(page(source, media_type, settings.reading()), settings)


def article_of(page: Page, settings: Settings) -> Article:
    """Clean one page with the settings of a run."""
    from audiogen.cleaner import clean as clean_page
    from audiogen.speakable.markup import lift

    cleaned = clean_page(
        page,
        language=settings.language,
        rules=[Path(path) for path in settings.rules],
        captions=settings.picture_captions,
        tables=settings.tables,
    )
    # A file's name may hold bytes that are no text, and its title is the name where it has no other.
    return replace(lift(cleaned), source=printable(cleaned.source), title=printable(cleaned.title))


def segments(
    article: Article, settings: Settings | None = None, max_chars: int = 1000, lexicon: Lexicon | None = None
) -> list[Segment]:
    """The article's sentences, in order, with their spoken forms and the pauses after them.

    Args:
        lexicon: in place of the one that the settings name.
    """
    from audiogen.segmenter import segment
    from audiogen.speakable import speak
    from audiogen.speakable.lexicon import load as load_lexicon
    from audiogen.speakable.pieces import Fixed, pieces

    settings = settings or load()
    lexicon = lexicon or load_lexicon([Path(path) for path in settings.lexicon])
    sentences = segment(article, max_chars=max_chars, pauses=settings.pause_table())
    spoken: list[Segment] = []
    for piece, fixed in pieces(sentences, article):
        known = Fixed(fixed, lexicon) if fixed else lexicon
        said = speak(piece.text, piece.language or article.language, lexicon=known, readings=True)
        spoken.append(replace(piece, spoken=said.text, spans=said.spans, readings=said.readings))
    return spoken


def plan(page: Page, source: str, settings: Settings, cast: Cast, shelf: Shelf, *, speak: bool = True) -> Plan:
    """Clean, cast, segment: everything that can be refused is refused here, before the first sound."""
    from audiogen.disclosure import announced
    from audiogen.interludes import Interludes
    from audiogen.publish import beside

    article = announced(article_of(page, settings), settings.announce, settings.disclosure)
    Interludes.of(settings).check()
    voice, why = cast.voice(article.language)
    if speak:
        cast.check_voices(voice)
    parts = tuple(segments(article, settings, cast.max_chars(voice.engine)))
    identity = cast.identity(voice.engine) if speak else ""
    picture, warning = _picture(article, settings) if speak else (None, "")
    if warning:
        article = replace(article, warnings=(*article.warnings, warning))
    came_from = origin(source, page.text)
    target = shelf.claim(article.title, page.name, came_from)
    if settings.page:
        beside.check(target.with_name(target.name + beside.SUFFIX))
    return Plan(article, parts, voice, why, identity, picture, came_from, target)


def _picture(article: Article, settings: Settings) -> tuple[bytes | None, str]:
    """The user's picture, else the page's own; and why that could not be had."""
    from audiogen.cover import load_picture
    from audiogen.lead_image import lead_image

    if settings.cover:
        return load_picture(settings.cover), ""
    return lead_image(article, settings.reading())


def plan_key(plan: Plan, settings: Settings, cast: Cast) -> str:
    """The key of the audio that the plan would make."""
    from audiogen.disclosure import disclosure
    from audiogen.interludes import Interludes
    from audiogen.provenance.credentials import Credentials
    from audiogen.writers.encoder import SOUND

    picture = hashlib.sha256(plan.picture or b"").hexdigest()
    files = (settings.format, Path(settings.output).suffix, settings.caption_files, settings.page)
    sounds = Interludes.of(settings).digest
    note = disclosure(plan.article.language, settings.disclosure)
    signed = (credentials.digest,) if (credentials := Credentials.of(settings)) else ()
    sound = (SOUND, files, settings.bitrate, settings.loudness, picture, settings.split, note, *sounds, *signed)
    speaker = cast.speaker(plan.voice)
    voices = [plan.voice, *(speaker(segment) for segment in plan.segments)]
    return key(plan.article, plan.segments, voices, plan.identity, sound)


def produce(plan: Plan, settings: Settings, cast: Cast, shelf: Shelf, heard: Callable[[Clip], None]) -> Episode:
    """Narrate, join, encode, check, tag, and put the files in their place."""
    from audiogen.cover import cover
    from audiogen.disclosure import disclosure
    from audiogen.outputs import outputs
    from audiogen.provenance.credentials import Credentials
    from audiogen.provenance.signing import Speech, sign
    from audiogen.publish.beside import page_of
    from audiogen.recording import Recorder, contents, whole
    from audiogen.writers.tags import Tags, write_tags

    with ExitStack() as stack:

        def new_file(name: str) -> Path:
            return stack.enter_context(shelf.part(name))

        wanted = outputs(settings)
        clips = cast.narrator(plan.voice.engine).speak(plan.segments, cast.speaker(plan.voice))
        side = stack.enter_context(ThreadPoolExecutor(1))
        picture = side.submit(cover, plan.article, plan.picture)  # drawn while the first sentences are spoken
        recorder = Recorder(plan.article, plan.segments, wanted.audio, settings, shelf, stack)
        parts = recorder.record(clips, heard)
        note = disclosure(plan.article.language, settings.disclosure)
        credentials = Credentials.of(settings)
        audio, texts = dict[str, Path](), dict[str, Path]()
        for number, part in enumerate(parts, 1):
            tags = Tags.of(plan.article, part.track, plan.voice, picture.result(), note)
            if part.title:
                tags = tags.of_chapter(part.title, part.track, (number, len(parts)))
            for form, path in part.files:
                write_tags(path, form, tags)
                if credentials:
                    voices = cast.narrator(plan.voice.engine).voices()
                    sign(path, form, tags, Speech.of(plan.article, plan.voice, plan.identity, voices), credentials)
            audio |= {part.tail + form.suffix: path for form, path in part.files if form in wanted.kept}
            beside = _timed_text(wanted, plan, part.track, tags, dict(part.files), new_file)
            texts |= {part.tail + suffix: path for suffix, path in beside.items()}
        made_from = plan_key(plan, settings, cast)
        loudness = {} if parts[0].title else parts[0].loudness
        track = whole(parts)
        said_by = (plan.voice, cast.licences(plan.voice), plan.identity, plan.why)
        table = manifest(plan.article, plan.origin, track, *said_by, key=made_from, loudness=loudness, disclosure=note)
        table["settings"] = settings.shaping()
        if parts[0].title:
            table["parts"] = contents(parts)
        return shelf.place(audio | texts, plan.target, table, page_of if settings.page else None)


def _timed_text(
    wanted: Outputs, plan: Plan, track: Track, tags: Tags, audio: Mapping[Format, Path], part: Callable[[str], Path]
) -> dict[str, Path]:
    """The EPUB and the captions that are wanted, by their suffixes."""
    from audiogen.writers import captions, epub

    files: dict[str, Path] = {}
    if wanted.epub:
        files[epub.SUFFIX] = part("epub")
        sound, form = audio[wanted.in_epub], wanted.in_epub
        narrator = f"{plan.voice.engine} {plan.voice.name}"
        epub.write_epub(
            *(plan.article, track, sound, form, files[epub.SUFFIX]),
            cover=tags.cover, narrator=narrator, note=tags.disclosure,
        )  # fmt: skip
    texts = captions.write(wanted.captions, plan.article, track, words=wanted.words, note=tags.disclosure)
    for suffix, text in texts.items():
        files[suffix] = part("captions")
        files[suffix].write_bytes(text)
    return files


def say(
    text: str,
    engine: str | None = None,
    voice: str | None = None,
    speed: float | None = None,
    language: str = "",
    *,
    settings: Settings | None = None,
) -> Clip:
    """One short text as a clip, said the way an article's sentence would be.

    Args:
        language: a language tag; empty, it is detected.
        settings: in place of engine, voice and speed, all that a run has.

    Raises:
        EngineError: no such engine or voice, or there is nothing to say.
    """
    from audiogen.casting import Cast
    from audiogen.joiner import Joiner

    settings = settings or load(engine=engine, voice=voice, speed=speed)
    article = article_of_text(text, language)
    language = article.language
    with Cast(settings) as cast:
        chosen, _ = cast.voice(language)
        parts = segments(article, settings, cast.max_chars(chosen.engine))
        if not parts:
            raise EngineError("There is nothing to say.", "Give a text with a letter or a digit in it.")
        joiner = Joiner(language)
        clips = cast.narrator(chosen.engine).speak(parts, cast.speaker(chosen))
        pcm = [joiner.add(part, clip) for part, clip in zip(parts, clips, strict=True)]
        tail, track = joiner.finish()
    return Clip(b"".join([*pcm, tail]), track.frame_rate_hz)


def article_of_text(text: str, language: str = "") -> Article:
    """A text as an article of one paragraph; its language is detected where none is given."""
    from audiogen.cleaner.language import detect
    from audiogen.speakable.markup import lift

    folded = " ".join(text.split())
    return lift(Article("", (Block("paragraph", folded),), language=language or detect(folded)))


__all__ = ["AudiogenError", "Plan", "article_of_text", "clean", "plan", "plan_key", "produce", "say", "segments"]
