"""EPUB -> Page: a whole book in one page, its chapters in reading order, a heading each.

What a book has besides its text (contents, index, copyright page) goes to the page's removals.
The format: https://www.w3.org/TR/epub-33/ and, for version 2, its NCX.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from audiogen.errors import SourceError
from audiogen.model import Metadata, Page, Removal
from audiogen.readers import facts
from audiogen.readers.decoding import decode
from audiogen.readers.zips import Zipped

_CONTAINER = "META-INF/container.xml"
_FONT_SCRAMBLING = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

#: Parts of a book that are not for reading aloud, by the names of https://www.w3.org/TR/epub-ssv-11/.
_NOT_READ = frozenset(
    {"toc", "landmarks", "page-list", "loi", "lot", "loa", "lov", "index", "copyright-page", "cover", "titlepage",
     "title-page", "colophon", "bibliography", "other-credits"}
)  # fmt: skip


def read(data: bytes, name: str, source: str, content_type: str = "") -> Page:
    """The book as HTML. SourceError for DRM, damage, or a book without text."""
    book = Zipped(data, source)
    if "META-INF/encryption.xml" in book and _is_locked(book.read("META-INF/encryption.xml")):
        raise SourceError(f"{source} is protected by DRM.", "Only books without copy protection can be read.")
    package_path = _package_path(book)
    package = _xml(book, package_path)
    items = {item.get("id", ""): item for item in package.iterfind(".//{*}manifest/{*}item")}
    folder = posixpath.dirname(package_path)
    labels = dict(_labels(book, folder, items.values(), package))
    parts: list[str] = []
    removals: list[Removal] = []
    spine = list(_spine(package, items, folder))
    if not spine:
        raise book.broken("it does not say what to read")
    for path, silent in spine:
        if path not in book:
            raise book.broken(f"{path} is missing")
        body = _body(book.read(path))
        text = " ".join(" ".join(body.itertext()).split()) if body is not None else ""
        if not text or body is None:
            continue
        if rule := silent or _silent(body):
            removals.append(Removal(0, text, f"epub-{rule}"))
        else:
            parts.append(_chapter(body, labels.get(path, "")))
    if not parts:
        raise SourceError(f"{source} has no text.", "A book of pictures must go through text recognition (OCR) first.")
    metadata = _metadata(package)
    if metadata.title:
        parts.insert(0, f"<h1>{escape(metadata.title, quote=False)}</h1>")
    return Page(name, "\n".join(parts), "text/html", source, metadata, True, removals=tuple(removals))


def _is_locked(encryption: bytes) -> bool:
    """Encrypted files other than scrambled fonts."""
    root = etree.fromstring(encryption, _parser())
    methods = (
        [item.get("Algorithm", "").encode() for item in root.iter("{*}EncryptionMethod")] if root is not None else []
    )
    return any(method not in _FONT_SCRAMBLING for method in methods)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)


def _xml(book: Zipped, path: str) -> Any:
    root = etree.fromstring(book.read(path), _parser())
    if root is None:
        raise book.broken(f"{path} is empty")
    return root


def _package_path(book: Zipped) -> str:
    found = _xml(book, _CONTAINER).find(".//{*}rootfile")
    if found is None or not found.get("full-path"):
        raise book.broken("no book in it")
    return str(found.get("full-path"))


def _at(folder: str, href: str) -> str:
    """The member that a link in `folder` names."""
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _spine(package: Any, items: dict[str, Any], folder: str) -> Iterator[tuple[str, str]]:
    """(member, why it is not read or empty) in reading order."""
    guide = {_at(folder, item.get("href", "")): item.get("type", "") for item in package.iterfind(".//{*}guide/*")}
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or "html" not in item.get("media-type", "html"):
            continue
        path = _at(folder, item.get("href", ""))
        silent = "toc" if "nav" in item.get("properties", "").split() else ""
        silent = silent or ("non-linear" if reference.get("linear") == "no" else "")
        yield path, silent or (guide.get(path, "") if guide.get(path) in _NOT_READ else "")


def _body(markup: bytes) -> Any:
    """The body, by the forgiving HTML parser: books' XHTML is often not well-formed."""
    text = decode(markup, markup=True).text
    if not text.strip():
        return None
    try:  # as bytes: lxml takes no str with an encoding declaration
        root = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except etree.ParserError:  # nothing in it
        return None
    return root.find("body")


def _silent(body: Any) -> str:
    """The kind of part, where the body or all that is in it says it is one that is not read."""
    holders = [body, *(body if len(body) == 1 else ())]
    types = {kind for holder in holders for kind in (holder.get("epub:type") or holder.get(_EPUB_TYPE) or "").split()}
    return next(iter(sorted(types & _NOT_READ)), "")


def _chapter(body: Any, label: str) -> str:
    """The markup inside the body, headings one level below the book's title.

    Where it has none, the label that the table of contents has for it.
    """
    for mark in body.xpath("//a"):
        if (mark.get("epub:type") or mark.get("role") or "") in ("noteref", "doc-noteref"):
            mark.tag = "sup"
    headings = body.xpath("//h1|//h2|//h3|//h4|//h5")
    for heading in headings:
        heading.tag = f"h{int(heading.tag[1]) + 1}"
    if label and not headings:
        heading = etree.Element("h2")
        heading.text, heading.tail = label, body.text
        body.text = None
        body.insert(0, heading)
    body.tag = "section"
    body.attrib.clear()
    return str(html.tostring(body, encoding="unicode"))


def _labels(book: Zipped, folder: str, items: Any, package: Any) -> Iterator[tuple[str, str]]:
    """(member, its label in the table of contents), the first label last so that it wins."""
    found: list[tuple[str, str]] = []
    for item in items:
        path = _at(folder, item.get("href", ""))
        if path not in book:
            continue
        if "nav" in item.get("properties", "").split():
            links = _xml(book, path).iterfind(".//{*}nav//{*}a")
            found += [(link.get("href", ""), "".join(link.itertext())) for link in links]
        elif item.get("media-type") == "application/x-dtbncx+xml":
            for point in _xml(book, path).iterfind(".//{*}navPoint"):
                target, text = point.find("{*}content"), point.find("{*}navLabel/{*}text")
                if target is not None and text is not None:
                    found.append((target.get("src", ""), text.text or ""))
        folder_of = posixpath.dirname(path)
        yield from ((_at(folder_of, href), " ".join(label.split())) for href, label in reversed(found))
        found.clear()


def _metadata(package: Any) -> Metadata:
    def texts(name: str) -> list[str]:
        found = package.iterfind(f".//{{*}}metadata/{{http://purl.org/dc/elements/1.1/}}{name}")
        return [text for element in found if (text := " ".join("".join(element.itertext()).split()))]

    def first(name: str) -> str:
        return next(iter(texts(name)), "")

    return Metadata(
        title=first("title"),
        byline=", ".join(texts("creator")[:10]),
        site=first("publisher"),
        published=facts.iso_date(first("date")),
        language=facts.language_tag(first("language")),
        url=facts.web_address(first("source")),
    )
