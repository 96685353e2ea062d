"""Listings of invented articles, with a time for each word: what pages are made of, without a voice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from audiogen.episode import manifest
from audiogen.model import Article, Block, Cue, Removal, Role, Track, Voice, WordCue
from audiogen.pipeline import segments
from audiogen.publish.site import Listing

RATE = 1000
WORD_FRAMES, PAUSE_FRAMES = 300, 200

BLOCKS: tuple[tuple[Role, str], ...] = (
    ("kicker", "Coast"),
    ("headline", "The lamp at Harrow Point"),
    ("standfirst", "After nine years the harbour is lit again."),
    ("paragraph", "The harbour has a new lamp. It was lit on Monday evening."),
    ("quote", "“We waited nine years for it,” said the harbour master."),
    ("caption", "The old lamp, seen from the pier"),
    ("subheading", "What happens next"),
    ("item", "The old lamp goes to the museum."),
    ("item", "It opens in spring."),
    ("table", "Lamp 1, Lamp 2"),
    ("paragraph", "Forty people 🐟 came to see it. All of them stayed."),
)
ARABIC: tuple[tuple[Role, str], ...] = (
    ("headline", "مصباح جديد في الميناء"),
    ("standfirst", "بعد تسع سنوات من الانتظار، عاد الضوء إلى الرصيف القديم."),
    ("paragraph", "أضيء المصباح مساء يوم الاثنين. حضر أربعون شخصا لمشاهدته، وبقوا جميعا حتى منتصف الليل."),
    ("subheading", "ماذا بعد ذلك"),
    ("paragraph", "ينتقل المصباح القديم إلى المتحف. يفتح المتحف أبوابه في الربيع."),
)


def article(blocks: Sequence[tuple[Role, str]] = BLOCKS, **facts: Any) -> Article:
    made = tuple(Block(role, text) for role, text in blocks)
    title = next((text for role, text in blocks if role == "headline"), blocks[0][1])
    removals = (Removal(1, "Menu", "en:navigation"), Removal(9, "Read also: tides", "en:related"))
    facts = {"byline": "Ada Quill", "site": "The Tide", "published": "2026-01-09T07:15", "removals": removals, **facts}
    return Article(title, made, **facts)


def track_of(written: Article) -> Track:
    """Each word of each sentence in turn, a pause after each sentence."""
    frame, cues = 0, []
    for segment in segments(replace(written, language="en")):
        start, words = frame, []
        for word in re.finditer(r"\w+", segment.text):
            words.append(WordCue(frame, frame + WORD_FRAMES, word.start(), word.end()))
            frame += WORD_FRAMES
        cues.append(Cue(start, frame, segment, tuple(words)))
        frame += PAUSE_FRAMES
    return Track(RATE, frame, tuple(cues))


def manifest_of(written: Article) -> dict[str, Any]:
    said_by = (Voice("tone", "low", written.language), ("GPL-3.0-or-later", "CC0-1.0"), "tone 1", "")
    note = "This audio version was artificially generated."
    return manifest(written, "0" * 16, track_of(written), *said_by, key="k", loudness={}, disclosure=note)


def listing(blocks: Sequence[tuple[Role, str]] = BLOCKS, slug: str = "the-lamp", **facts: Any) -> Listing:
    made = manifest_of(article(blocks, **facts))
    return Listing(slug, made, ((f"{slug}.mp3", 1000, "audio/mpeg"),), made["published"], "2026-01-10", f"guid:{slug}")
