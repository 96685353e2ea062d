"""An episode that lies in its folder -> the plan that makes it again, from its source or from its manifest alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from audiogen.episode import Episode
from audiogen.errors import AudiogenError
from audiogen.feedback.places import Shelved
from audiogen.model import Article, Block, Removal, Segment
from audiogen.naming import origin
from audiogen.pipeline import article_of, segments
from audiogen.provenance.signing import text_hash
from audiogen.settings import SHAPING, Settings
from audiogen.speakable.lexicon import Entry, Lexicon


@dataclass(frozen=True)
class Again:
    """An episode's article as it was read, and the settings that it was made with."""

    shelved: Shelved
    article: Article
    settings: Settings
    from_source: bool
    """The source is there and says what it said; else the manifest tells."""

    def parts(self, lexicon: Lexicon) -> tuple[Segment, ...]:
        """Its sentences as they would be said with this lexicon."""
        from audiogen.casting import Cast

        return tuple(segments(self.article, self.settings, Cast.max_chars(self.settings.engine), lexicon))


def again(shelved: Shelved, settings: Settings) -> Again:
    """How to make an episode again.

    Args:
        settings: of this run: workers, cache, signer; what shapes the episode comes from its manifest.
    """
    made_with = _made_with(shelved, settings)
    article = _from_source(shelved, made_with)
    return Again(shelved, article or _from_manifest(shelved.episode.manifest), made_with, article is not None)


def _made_with(shelved: Shelved, settings: Settings) -> Settings:
    table = shelved.episode.manifest
    known = table.get("settings")
    if isinstance(known, dict):
        standard = Settings()
        shaped = {name: known.get(name, getattr(standard, name)) for name in SHAPING}
        tuples = [knob.name for knob in fields(Settings) if isinstance(getattr(standard, knob.name), tuple)]
        shaped |= {name: tuple(shaped[name]) for name in SHAPING if name in tuples}
    else:
        suffixes = [Path(name).suffix.lstrip(".") for name in shelved.episode.files]
        shaped = {"format": ",".join(dict.fromkeys(suffixes)), "speed": table["speed"]}
    by_role = [part for part in str(shaped.get("voice", "")).split(",") if "=" in part]
    shaped |= {"engine": table["engine"], "voice": ",".join([table["voice"], *by_role])}
    return replace(settings, **shaped, output=str(shelved.manifest.parent))


def _from_source(shelved: Shelved, settings: Settings) -> Article | None:
    """The article from the file that it came from, if that says what it said. Nothing is fetched."""
    from audiogen.disclosure import announced
    from audiogen.readers import page

    source = shelved.episode.source
    if origin(source, "") != shelved.episode.origin or not Path(source).is_file():
        return None
    try:
        read = article_of(page(source, None, settings.reading()), settings)
    except AudiogenError:
        return None
    article = announced(read, settings.announce, settings.disclosure)
    return article if text_hash(article.text) == shelved.episode.manifest["text_sha256"] else None


def _from_manifest(table: dict[str, Any]) -> Article:
    """Inline controls (pauses, readings) are not in it: they were part of the source."""
    return Article(
        title=table["title"],
        blocks=tuple(Block(role, text) for role, text in table["blocks"]),
        removals=tuple(Removal(line, text, rule) for line, rule, text in table["removals"]),
        warnings=tuple(table["warnings"]),
        silent=frozenset(table["silent"]),
        **{name: table[name] for name in ("byline", "site", "published", "language", "source", "url", "image")},
    )


def changed(
    before: Sequence[Segment], after: Sequence[Segment], episode: Episode, entry: Entry
) -> tuple[list[int], int]:
    """Indices of the sentences that hold the entry's word and are said in another way than in the episode; and how
    many others would be, because rules or lexicon changed since.

    Args:
        before: the sentences as they are said without the correction. IPA alone may change how one is said.
        after: as they are said with it.
    """
    said = {(row["block"], row["from"], row["text"]): row["spoken"] for row in episode.manifest["segments"]}
    lexicon = Lexicon([entry])
    inside, others = [], 0
    for old, new in zip(before, after, strict=True):
        same = said.get((new.block, new.start, new.text)) == new.spoken
        if lexicon.find(new.text, new.language or episode.language):
            if not same or old.readings != new.readings:
                inside.append(new.index)
        elif not same:
            others += 1
    return inside, others


def picture(one: Again) -> bytes | None:
    """For the cover: the user's or what lies beside the page; for a page of the web what is in the episode already."""
    from audiogen.cover import load_picture
    from audiogen.lead_image import lead_image
    from audiogen.readers.lists import is_url

    if one.settings.cover:
        return load_picture(one.settings.cover)
    if not is_url(one.article.source):
        return lead_image(one.article, one.settings.reading())[0]
    missing = any(warning.startswith("The page's picture is not used") for warning in one.article.warnings)
    return _embedded(one.shelved.episode.path) if one.article.image and not missing else None


def _embedded(path: Path) -> bytes | None:
    import mutagen

    try:
        file: Any = mutagen.File(path)
        if file is not None and hasattr(file.tags, "getall"):
            return next((bytes(frame.data) for frame in file.tags.getall("APIC")), None)
        if pictures := getattr(file, "pictures", None):
            return bytes(pictures[0].data)
        return next((bytes(cover) for cover in (file.tags or {}).get("covr", [])), None)
    except (mutagen.MutagenError, AttributeError, OSError, ValueError):
        return None
