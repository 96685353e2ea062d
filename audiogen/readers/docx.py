"""Word documents (.docx) -> Page, by mammoth: headings, lists, tables, quotes and notes; pictures are left out."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from audiogen.errors import SourceError
from audiogen.model import Metadata, Page
from audiogen.readers import facts
from audiogen.readers.zips import Zipped

_CORE = "docProps/core.xml"
_BLOCK_END = re.compile("</(?:p|h[1-6]|li|blockquote|tr)>(?!\n|$)")
_DOCTYPE = b"<!DOCTYPE"

#: Word's own styles besides its headings and lists, which mammoth knows.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.standfirst:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
"""


def read(data: bytes, name: str, source: str, content_type: str = "") -> Page:
    """The document as HTML. SourceError where it is damaged or blank, or `mammoth` is not installed."""
    document = Zipped(data, source)
    main = document.read("word/document.xml") if "word/document.xml" in document else b""
    if _DOCTYPE in main[:2048]:
        raise document.broken("it defines entities, which Word never does")
    try:
        import mammoth  # type: ignore[import-untyped]
    except ImportError:
        raise missing(source, "Word documents") from None
    try:
        result = mammoth.convert_to_html(
            BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_picture)
        )
    except Exception as error:  # of minidom, expat, zipfile and mammoth itself
        raise document.broken(error or type(error).__name__) from error
    if not facts.plain(result.value):
        raise SourceError(f"{source} has no text.", "Give a document with text in it.")
    warnings = tuple(f"Word: {message.message}" for message in result.messages if message.type == "error")
    markup = _BLOCK_END.sub(r"\g<0>\n", result.value)  # mammoth gives one line; removals are named by theirs
    return Page(name, markup, "text/html", source, _metadata(document), whole=True, warnings=warnings)


def missing(source: str, what: str) -> SourceError:
    """The error for a format whose library is not installed."""
    return SourceError(f"{source}: reading {what} needs an extra.", "Install it: pip install 'audiogen[documents]'")


def _no_picture(image: Any) -> dict[str, str]:
    return {"src": ""}


def _metadata(document: Zipped) -> Metadata:
    if _CORE not in document:
        return Metadata()
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(document.read(_CORE), parser)

    def text(name: str) -> str:
        found = root.find(f"{{*}}{name}") if root is not None else None
        return " ".join((found.text or "").split()) if found is not None else ""

    return Metadata(title=text("title"), byline=text("creator"), language=facts.language_tag(text("language")))
