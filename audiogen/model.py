"""The values that flow from stage to stage: frozen, no I/O. The unit is in the name or in the docstring.

Page -> Article (Blocks + Removals) -> Segments -> Clips -> Track (Cues) -> Episode
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

Role = Literal[
    "headline", "kicker", "standfirst", "subheading", "paragraph", "quote", "item", "caption", "credit", "table"
]
ROLES: tuple[Role, ...] = get_args(Role)

#: Roles that are not read unless the user asks for them.
SILENT_ROLES: frozenset[Role] = frozenset({"caption", "credit"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its text; an empty string is "not known"."""

    title: str = ""
    byline: str = ""
    site: str = ""
    published: str = ""
    """ISO 8601 date or date and time."""
    language: str = ""
    """BCP 47 tag, lower-case language first: ``en``, ``en-GB``, ``de``."""
    url: str = ""
    """Canonical address."""
    image: str = ""
    """Address of the lead image."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader returns. Bytes are decoded here and nowhere later."""

    name: str
    """A short name for messages and, without a title, for the file: the stem of the path, the host of the URL."""
    text: str
    """The text or markup as it came, line ends as ``\\n``."""
    media_type: str
    """``text/plain`` or ``text/html``; readers turn every other format into one of these two."""
    source: str
    """Path, URL or ``-``, as the user gave it."""
    metadata: Metadata = Metadata()
    """What the reader knows from outside the text: front matter, feed entry, document properties."""
    whole: bool = False
    """The text is the article and nothing else (a Markdown file, a document, a feed's full text): no search for it."""
    warnings: tuple[str, ...] = ()
    removals: tuple[Removal, ...] = ()
    """What the reader itself left out and is not in `text`: running headers, page numbers, a book's index."""


@dataclass(frozen=True, slots=True)
class Control:
    """An instruction that stood in a block's text: it governs text[start:end] (a pause: the place `start`)."""

    start: int
    end: int
    kind: Literal["pause", "say", "ipa", "rate", "language"]
    value: str
    """Milliseconds; the words to say; IPA; a factor of the pace (1.0: no change); a language tag."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a list item ...: text with a role. White space is folded; nothing else is changed."""

    role: Role
    text: str
    line: int = 0
    """Where it begins: the line of the page's text, from 1 (0: not known)."""
    controls: tuple[Control, ...] = ()
    """Inline controls, taken out of the text by `audiogen.speakable.markup.lift`; sorted by `start`."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Text of the page that is in no block, and the name of the rule that took it out."""

    line: int
    text: str
    rule: str
    column: int = 0
    """Where in the line it begins, in characters from 0."""


@dataclass(frozen=True)
class Article:
    """The article as it will be read. Every character of the page is in one block or in one removal."""

    title: str
    blocks: tuple[Block, ...]
    byline: str = ""
    site: str = ""
    published: str = ""
    language: str = "en"
    source: str = ""
    url: str = ""
    image: str = ""
    removals: tuple[Removal, ...] = ()
    warnings: tuple[str, ...] = ()
    silent: frozenset[Role] = SILENT_ROLES
    """Roles that are in the article but are not read."""

    @cached_property
    def text(self) -> str:
        """What will be read: blocks joined by blank lines."""
        return "\n\n".join(block.text for block in self.blocks if block.role not in self.silent)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of the written text and the run of the spoken text that says it: half-open character offsets."""

    written_start: int
    written_end: int
    spoken_start: int
    spoken_end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How to say spoken[start:end], in IPA, for engines that take phonemes; others say the spoken text as it is."""

    start: int
    end: int
    ipa: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a voice says for a written text; `spans` cover both texts in order without gaps."""

    text: str
    spans: tuple[Span, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence (or what an engine takes of one): the unit that is spoken, cached and highlighted."""

    index: int
    block: int
    """Index of its block in `Article.blocks`."""
    text: str
    """As written: for captions and highlighting."""
    spoken: str
    """As said."""
    pause_after_ms: int
    role: Role = "paragraph"
    spans: tuple[Span, ...] = ()
    readings: tuple[Reading, ...] = ()
    start: int = 0
    """Where `text` begins in its block's text, in characters."""
    rate: float = 1.0
    """Factor of the voice's speed, from an inline control."""
    language: str = ""
    """Language tag where it is not the article's, from an inline control."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks. With the spoken text it is the key of a clip."""

    engine: str
    name: str
    language: str
    speed: float = 1.0
    """1.0 is the engine's own pace; 0.5 to 3.0."""


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """A voice that an engine offers; an empty string is "not known"."""

    engine: str
    name: str
    language: str
    """BCP 47 tag."""
    gender: str = ""
    quality: str = ""
    """``formant``, ``low``, ``medium``, ``high``."""
    installed: bool = True
    size_bytes: int = 0
    licence: str = ""
    label: str = ""
    """The engine's own words for it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a word begins in a clip: `frame` from the clip's first frame, spoken[start:end] the word."""

    frame: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clip:
    """A segment's sound: mono, signed 16 bit, little-endian."""

    pcm: bytes = field(repr=False)
    frame_rate_hz: int
    marks: tuple[Mark, ...] = ()
    """Word starts, where the engine gives them."""
    cached: bool = field(default=False, compare=False)
    """It came from the cache: nothing was spoken for it."""

    def __post_init__(self) -> None:
        if len(self.pcm) % 2:
            raise ValueError(f"a clip of {len(self.pcm)} bytes ends in half a frame")
        if self.frame_rate_hz <= 0:
            raise ValueError(f"a frame rate of {self.frame_rate_hz} Hz")

    @property
    def frames(self) -> int:
        return len(self.pcm) // 2

    @property
    def seconds(self) -> float:
        return self.frames / self.frame_rate_hz


@dataclass(frozen=True, slots=True)
class WordCue:
    """A word in the track: frames from its start; text[start:end] of the segment as written."""

    start_frame: int
    end_frame: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cue:
    """Where a segment sounds in the track. Frames are the only clock; seconds appear in writers only."""

    start_frame: int
    end_frame: int
    segment: Segment
    words: tuple[WordCue, ...] = ()
    estimated: bool = False
    """Word times were worked out, not given by the engine."""


@dataclass(frozen=True)
class Track:
    """One article's sound: PCM in order, and where each segment stands in it."""

    frame_rate_hz: int
    frames: int
    cues: tuple[Cue, ...]

    @property
    def seconds(self) -> float:
        return self.frames / self.frame_rate_hz

    def __iter__(self) -> Iterator[Cue]:
        return iter(self.cues)
