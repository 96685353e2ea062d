"""PDF -> Page, by PDFium: paragraphs and headings as HTML.

Running headers, page numbers, footnotes and text that stands on its side go to the page's removals.
"""

from __future__ import annotations

import html
import re
from threading import Lock
from typing import Any

from audiogen.errors import SourceError
from audiogen.model import Metadata, Page, Removal
from audiogen.readers import pdf_flow
from audiogen.readers.pdf_glyphs import END_SUP, SUP, Line, glyphs, lines

MAX_PAGES = 3000

#: From how much larger than the body a line is a heading.
_LARGER = 1.15
_BULLET = re.compile(r"[•‣▪●○◦]\s*")
#: PDFium may be in one thread only.
_ONE_AT_A_TIME = Lock()

_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint)|untitled|unbenannt)|\.(?:docx?|indd|qxd|tex|dvi|pdf|rtf)$", re.I
)


def read(data: bytes, name: str, source: str, content_type: str = "") -> Page:
    """The document as HTML. SourceError where it is locked, damaged or scanned, or `pypdfium2` is not installed."""
    try:
        import pypdfium2  # type: ignore[import-untyped]
    except ImportError:
        from audiogen.readers.docx import missing

        raise missing(source, "PDF files") from None
    try:
        with _ONE_AT_A_TIME:
            pages, heights, removals, metadata = _taken(pypdfium2.PdfDocument(data), source)
    except pypdfium2.PdfiumError as error:
        raise _unopened(source, str(error)) from error
    text, more = _markup(pages, heights)
    if not text:
        raise SourceError(
            f"{source} is pictures of pages, without text.", "Recognise the text first: ocrmypdf in.pdf out.pdf"
        )
    return Page(name, text, "text/html", source, metadata, whole=True, removals=tuple(removals + more))


def _unopened(source: str, reason: str) -> SourceError:
    if "password" in reason.lower() or "security" in reason.lower():
        return SourceError(f"{source} is locked with a password.", "Save it without a password.")
    return SourceError(f"{source} is damaged: {reason}", "Save or download it again.")


def _taken(document: Any, source: str) -> tuple[list[list[Line]], list[float], list[Removal], Metadata]:
    """Lines and height of every page; what stands on its side; title and author."""
    try:
        if len(document) > MAX_PAGES:
            raise SourceError(f"{source} has more than {MAX_PAGES:,} pages.", "Split it.")
        title, author = (" ".join(document.get_metadata_value(key).split()) for key in ("Title", "Author"))
        return *_lines(document), Metadata(title="" if _NO_TITLE.search(title) else title, byline=author)
    finally:
        document.close()


def _lines(document: Any) -> tuple[list[list[Line]], list[float], list[Removal]]:
    """Lines and height of every page; what stands on its side."""
    pages, heights, removals = [], [], []
    for number in range(len(document)):
        page = document[number]
        try:
            found, turned = lines(glyphs(page), number)
            pages.append(found)
            heights.append(page.get_height())
        finally:
            page.close()
        if turned:
            removals.append(Removal(0, turned, "pdf-turned"))
    return pages, heights, removals


def _markup(pages: list[list[Line]], heights: list[float]) -> tuple[str, list[Removal]]:
    pages, gone = pdf_flow.split_margins(pages, heights)
    body = pdf_flow.body_size([line for page in pages for line in page])
    story: list[Line] = []
    gutter = None
    for page in pages:
        gutter = pdf_flow.find_gutter(page, gutter)
        ordered = pdf_flow.in_order(page, story[-1].region + 1 if story else 0, gutter)
        kept, notes = pdf_flow.split_notes(ordered, body)
        kept, contents = pdf_flow.split_contents(kept)
        story += kept
        gone += [("pdf-footnote", note.text) for note in notes] + [("pdf-contents", line.text) for line in contents]
    found = list(pdf_flow.paragraphs(story))
    bold_body = sum(len(p.text) for p in found if p.bold) > 0.5 * sum(len(p.text) for p in found)
    sizes = sorted({round(p.size) for p in found if p.size >= _LARGER * body}, reverse=True)
    text = "\n".join(_element(paragraph, body, bold_body, sizes) for paragraph in found).replace("</ul>\n<ul>", "\n")
    return text, [Removal(0, _plain(line), rule) for rule, line in gone]


def _element(paragraph: pdf_flow.Paragraph, body: float, bold_body: bool, sizes: list[int]) -> str:
    text = html.escape(paragraph.text, quote=False).replace(SUP, "<sup>").replace(END_SUP, "</sup>")
    if item := _BULLET.match(text):
        return f"<ul><li>{text[item.end() :]}</li></ul>"
    if paragraph.size >= _LARGER * body and paragraph.lines <= 4:
        level = min(sizes.index(round(paragraph.size)) + 1, 3)
    elif paragraph.bold and not bold_body and len(text) <= 120 and not text.endswith((".", ",", ";")):
        level = min(len(sizes) + 1, 3)
    else:
        return f"<p>{text}</p>"
    return f"<h{level}>{text}</h{level}>"


def _plain(text: str) -> str:
    return text.replace(SUP, "").replace(END_SUP, "")
