"""Saved web pages -> Page: HTML as it is, and MHTML, a page packed as a mail."""

from __future__ import annotations

from audiogen.errors import SourceError
from audiogen.model import Metadata, Page
from audiogen.readers.decoding import decode


def read(data: bytes, name: str, source: str, content_type: str = "") -> Page:
    """The markup, decoded by header, `meta` or what fits. SourceError where it is blank."""
    text, warnings = decode(data, content_type, markup=True)
    if not text.strip():
        raise SourceError(f"{source} is empty.", "Save the page again, or give its address.")
    return Page(name, text, "text/html", source, warnings=warnings)


def read_archive(data: bytes, name: str, source: str, content_type: str = "") -> Page:
    """The page of an ``.mhtml`` file: its first HTML part; the address it was saved from becomes metadata."""
    from email import message_from_bytes

    mail = message_from_bytes(data)
    part = next((part for part in mail.walk() if part.get_content_type() in _PAGE_TYPES), None)
    body = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(body, bytes) or not body.strip():
        raise SourceError(f"{source} holds no web page.", "Save the page again from the browser.")
    url = str(mail.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
    found = read(body, name, source, str(part.get("Content-Type", "")))
    metadata = Metadata(url=url if url.startswith(("http://", "https://")) else "")
    return Page(name, found.text, "text/html", source, metadata, warnings=found.warnings)


_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
