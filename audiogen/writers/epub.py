"""An EPUB 3 that a reading system reads aloud and highlights along: the article, its sound, and when each sentence is.

https://www.w3.org/TR/epub-33/. Same article, same sound, same bytes: the archive's dates are fixed, and the book's
date is the article's.
"""

from __future__ import annotations

import shutil
import uuid
import zipfile
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from audiogen.errors import SettingsError
from audiogen.model import Article, Track
from audiogen.writers.encoder import Format
from audiogen.writers.epub_pages import (
    article_page,
    attribute,
    block_id,
    clock,
    is_right_to_left,
    overlay,
    overlay_ms,
    text,
    xhtml,
)

SUFFIX = ".epub"
AUDIO_NAMES = {"mp3": "audio.mp3", "m4a": "audio.m4a", "m4b": "audio.m4a"}
"""The formats that every reading system plays, and what the file is called in the book."""
ACTIVE_CLASS = "-epub-media-overlay-active"

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLE = f"""body {{ margin: 1em; line-height: 1.5; }}
.kicker, .note, .caption, .credit {{ font-size: 0.85em; }}
.standfirst {{ font-weight: bold; }}
.{ACTIVE_CLASS} {{ background-color: #ffe08a; color: #000000; }}
"""
_PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang={language}>
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{metadata}
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="article" href="article.xhtml" media-type="application/xhtml+xml" media-overlay="overlay"/>
<item id="overlay" href="article.smil" media-type="application/smil+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="cover" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>
<item id="audio" href="{audio_name}" media-type="{media_type}"/>
</manifest>
<spine{direction}>
<itemref idref="article"/>
</spine>
</package>
"""
_ACCESS = {
    "accessMode": ("textual", "auditory"),
    "accessModeSufficient": ("textual", "auditory"),
    "accessibilityFeature": ("synchronizedAudioText", "tableOfContents", "readingOrder", "structuralNavigation"),
    "accessibilityHazard": ("none",),
    "accessibilitySummary": ("The whole text can be read, and heard in step with the text.",),
}
"""https://www.w3.org/TR/epub-a11y-11/."""


def write_epub(
    article: Article,
    track: Track,
    audio: Path,
    form: Format,
    path: Path,
    *,
    cover: bytes,
    narrator: str = "",
    note: str = "",
) -> None:
    """Write the book.

    Args:
        audio: the track as a finished file of the format `form`.
        cover: JPEG.
        narrator: the voice's name, for the book's facts.
        note: stands below the article, and is not read: how the sound was made.

    Raises:
        SettingsError: reading systems need not play the format.
        OSError: the file cannot be written.
    """
    audio_name = check(form)
    title, language = article.title.strip() or "Article", article.language or "und"
    package = _PACKAGE.format(
        language=attribute(language),
        metadata="\n".join(_metadata(article, track, title, language, narrator)),
        audio_name=audio_name,
        media_type=form.media_type,
        direction=' page-progression-direction="rtl"' if is_right_to_left(language) else "",
    )
    with zipfile.ZipFile(path, "w") as book:
        _add(book, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        _add(book, "META-INF/container.xml", _CONTAINER)
        _add(book, "EPUB/package.opf", package)
        _add(book, "EPUB/nav.xhtml", _contents(article, title, language))
        _add(book, "EPUB/article.xhtml", article_page(article, track, title, language, note))
        _add(book, "EPUB/article.smil", overlay(track, audio_name))
        _add(book, "EPUB/style.css", _STYLE)
        _add(book, "EPUB/cover.jpg", cover, zipfile.ZIP_STORED)
        info = _info(f"EPUB/{audio_name}", zipfile.ZIP_STORED)
        info.file_size = audio.stat().st_size
        with audio.open("rb") as source, book.open(info, "w") as target:
            shutil.copyfileobj(source, target, 1 << 20)


def check(form: Format) -> str:
    """The name of the sound in a book. SettingsError where reading systems need not play the format."""
    if form.name not in AUDIO_NAMES:
        raise SettingsError(f"An EPUB takes no {form.name}.", f"Make one of these with it: {', '.join(AUDIO_NAMES)}.")
    return AUDIO_NAMES[form.name]


def _metadata(article: Article, track: Track, title: str, language: str, narrator: str) -> Iterator[str]:
    name = f"{article.url or article.source} {title}".encode(errors="surrogatepass").decode(errors="replace")
    published = _utc(article.published)
    facts = {
        "dc:title": title,
        "dc:language": language,
        "dc:creator": article.byline,
        "dc:publisher": article.site,
        "dc:date": f"{published:%Y-%m-%d}" if published else "",
        "dc:source": article.url,
    }
    yield f'<dc:identifier id="id">urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}</dc:identifier>'
    yield from (f"<{fact}>{text(value)}</{fact}>" for fact, value in facts.items() if value.strip())
    duration = clock(overlay_ms(track))
    modified = published or datetime(1980, 1, 1, tzinfo=timezone.utc)
    properties = {
        "dcterms:modified": f"{modified.year:04}-{modified:%m-%dT%H:%M:%S}Z",
        "media:duration": duration,
        "media:active-class": ACTIVE_CLASS,
        "media:narrator": narrator,
    }
    yield from (f'<meta property="{name}">{text(value)}</meta>' for name, value in properties.items() if value)
    yield f'<meta property="media:duration" refines="#overlay">{duration}</meta>'
    for name, values in _ACCESS.items():
        yield from (f'<meta property="schema:{name}">{value}</meta>' for value in values)


def _utc(published: str) -> datetime | None:
    """The article's date in UTC; a time without a zone is taken for UTC."""
    try:
        found = datetime.fromisoformat(published.strip().replace("Z", "+00:00"))
        return found.astimezone(timezone.utc) if found.tzinfo else found.replace(tzinfo=timezone.utc)
    except (ValueError, OverflowError):
        return None


def _contents(article: Article, title: str, language: str) -> str:
    """The navigation document: the article, its subheadings, and the landmarks."""
    headings = [
        (index, block.text)
        for index, block in enumerate(article.blocks)
        if block.role == "subheading" and block.text.strip() and block.role not in article.silent
    ]
    items = [f'<li><a href="article.xhtml#{block_id(index)}">{text(label)}</a></li>' for index, label in headings]
    under = "\n<ol>\n" + "\n".join(items) + "\n</ol>" if items else ""
    name = text(title)
    body = (
        f'<nav epub:type="toc" id="toc">\n<h1>{name}</h1>\n'
        f'<ol>\n<li><a href="article.xhtml">{name}</a>{under}</li>\n</ol>\n</nav>\n'
        f'<nav epub:type="landmarks" id="landmarks" hidden="">\n<ol>\n'
        f'<li><a epub:type="bodymatter" href="article.xhtml">{name}</a></li>\n</ol>\n</nav>'
    )
    return xhtml(title, language, body)


def _add(book: zipfile.ZipFile, name: str, content: str | bytes, compression: int = zipfile.ZIP_DEFLATED) -> None:
    book.writestr(_info(name, compression), content, compresslevel=9)


def _info(name: str, compression: int) -> zipfile.ZipInfo:
    """With the earliest date that an archive can say."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = compression
    info.external_attr = 0o644 << 16
    info.create_system = 3  # Unix, wherever it is made
    return info
