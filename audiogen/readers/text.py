"""Plain text -> Page."""

from __future__ import annotations

from audiogen.errors import SourceError
from audiogen.model import Page
from audiogen.readers.decoding import decode


def read(data: bytes, name: str, source: str, content_type: str = "") -> Page:
    """The text as it is, decoded. SourceError where it is blank."""
    text, warnings = decode(data, content_type)
    if not text.strip():
        raise SourceError(f"{source} is empty.", "Give a file with text in it.")
    return Page(name, text, "text/plain", source, warnings=warnings)
