"""What bytes are: the reader's key (a suffix or a media type) by magic number, suffix, header and first words."""

from __future__ import annotations

import re

from audiogen import registry
from audiogen.errors import SourceError

_GROUP = "audiogen.readers"
FEED = "application/feed+xml"
JSON_FEED = "application/feed+json"

_TEXT_HINT = "Give a text, web page, Markdown, EPUB, DOCX or PDF file."
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: (where, bytes) -> a registered media type, or what to call it in the error.
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (0, b"BM", "a BMP image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (8, b"WEBP", "a WebP image"),
    (8, b"WAVE", "a WAV sound"),
    (8, b"AVI ", "an AVI video"),
    (4, b"ftypavif", "an AVIF image"),
    (4, b"ftypheic", "a HEIC image"),
    (4, b"ftyp", "an MP4 file"),
    (0, b"ID3", "an MP3 file"),
    (0, b"\xff\xfb", "an MP3 file"),
    (0, b"\xff\xf3", "an MP3 file"),
    (0, b"OggS", "an Ogg file"),
    (0, b"fLaC", "a FLAC file"),
    (0, b"\x1a\x45\xdf\xa3", "a Matroska or WebM video"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (0, b"7z\xbc\xaf", "a 7-Zip archive"),
    (0, b"Rar!", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ", "a Windows program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"\0asm", "a WebAssembly program"),
    (0, b"SQLite format 3", "an SQLite database"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"bplist00", "a binary property list"),
    (60, b"BOOKMOBI", "a Kindle book"),
    (0, b"\xd0\xcf\x11\xe0", "an old Word, Excel or encrypted Office file"),
    (0, b"{\\rtf", "an RTF document"),
)  # fmt: skip
_SHORT_MAGIC = frozenset({"a BMP image", "a Windows program", "a bzip2 archive", "an MP3 file"})

#: Hints for what has a way out.
_WAYS_OUT = {
    "a gzip archive": "Unpack it first.",
    "a ZIP archive": "Unpack it first.",
    "an RTF document": "Save it as .docx or as text.",
    "an old Word, Excel or encrypted Office file": "Save it as .docx without a password.",
    "an OpenDocument file": "Save it as .docx.",
    "a Kindle book": "Convert it to EPUB.",
}

_HTML_HEAD = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|base|style|script|noscript|article|main|section|header|nav|aside"
    r"|div|p|h[1-6]|ul|ol|dl|table|blockquote|figure|img|span|a|b|i|em|strong|center|font|br|hr)[\s/>]",
    re.I,
)
_HTML_INSIDE = re.compile(r"<html[\s>].*?<(?:head|body)[\s>]", re.I | re.S)
_SPEAK_HEAD = re.compile(r"<speak[\s>]")
_FEED_HEAD = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_ARCHIVE_HEAD = re.compile(r"(?:[\w-]+: [^\n]*\n|[ \t][^\n]*\n)*?content-type:\s*multipart/related", re.I)

#: What may stand before the root element: (how it begins, how it ends).
_PROLOGUE = (("<!--", "-->"), ("<?", "?>"), ("<!DOCTYPE rss", ">"), ("<!DOCTYPE feed", ">"), ("<!DOCTYPE rdf", ">"))

#: Text formats by themselves: a suffix or header that says only "text" gives way to them.
_SNIFFED = (
    (_SPEAK_HEAD, "application/ssml+xml"),
    (_FEED_HEAD, FEED),
    (_HTML_HEAD, "text/html"),
    (_ARCHIVE_HEAD, "multipart/related"),
)
_STRUCTURED = {".xml": "XML", "text/xml": "XML", "application/xml": "XML", ".json": "JSON", "application/json": "JSON"}
_VAGUE = frozenset({"", ".txt", ".text", "text/plain", "application/octet-stream", "binary/octet-stream"})
_DOCUMENTS = frozenset({".epub", "application/epub+zip", ".docx", _WORD, ".pdf", "application/pdf"})
_FEED_TYPES = {"application/rss+xml": FEED, "application/atom+xml": FEED, "application/rdf+xml": FEED,
               "application/feed+json": JSON_FEED, ".rss": FEED, ".atom": FEED, ".rdf": FEED}  # fmt: skip


def kind(data: bytes, suffix: str = "", content_type: str = "", where: str = "") -> str:
    """The registered suffix or media type that reads the bytes, `FEED` or `JSON_FEED`.

    SourceError for bytes that are no text and no document; `where` names them there.
    """
    told = (content_type.partition(";")[0].strip().lower(), suffix.lower())
    if binary := _binary(data):
        return _document(binary, told, where)
    key = _text(data, told, where)
    if key in registry.BUILT_IN[_GROUP] and key not in _DOCUMENTS and control_share(data) > _MOST_CONTROLS:
        raise SourceError(f"{where} is a binary file, not an article.", _TEXT_HINT)
    return key


def _document(binary: str, told: tuple[str, ...], where: str) -> str:
    """The reader's key for a file with a magic number, by that or, where it says too little, by what was told."""
    known = registry.names(_GROUP)
    if binary in known:
        return binary
    for key in told:
        extra = key in known and key not in registry.BUILT_IN[_GROUP]
        if extra or (key in _DOCUMENTS and binary == "a ZIP archive"):
            return key
    raise SourceError(f"{where} is {binary}, not an article.", _WAYS_OUT.get(binary, _TEXT_HINT))


def _text(data: bytes, told: tuple[str, ...], where: str) -> str:
    """The key for text: what was told, unless that says no more than "text"; else what it begins with."""
    known = registry.names(_GROUP)
    first = head(data)
    sniffed = JSON_FEED if first.startswith("{") and b"jsonfeed.org" in data else sniff(first)
    if sniffed in (FEED, JSON_FEED):
        return sniffed
    # A server's "text" says less than the suffix.
    for key in told if told[0] not in _VAGUE else reversed(told):
        if key in _FEED_TYPES:
            return _FEED_TYPES[key]
        if key in known and key not in _VAGUE:
            return key
    structured = next((_STRUCTURED[key] for key in told if key in _STRUCTURED), "")
    if sniffed == "text/plain" and structured:
        raise SourceError(f"{where} is {structured}, but no feed.", "Give a feed, or the address of a page.")
    return sniffed


def head(data: bytes) -> str:
    """The first characters, whatever the encoding, good enough to see what the text is."""
    first = data[:4096]
    return first.replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe \t\r\n")


def sniff(first: str) -> str:
    """The media type of text by how it begins; ``text/plain`` where nothing speaks for another."""
    first = _root(first)
    found = next((media_type for pattern, media_type in _SNIFFED if pattern.match(first)), "text/plain")
    # Something may stand before the page: a server's warning, a byte that was lost.
    return "text/html" if found == "text/plain" and _HTML_INSIDE.search(first) else found


def _root(first: str) -> str:
    """From the root element on."""
    while True:
        first = first.lstrip()
        end = next((end for begin, end in _PROLOGUE if first.startswith(begin)), "")
        if end == ">" and "[" in first.partition(">")[0]:
            end = "]>"
        if not end or end not in first:
            return first
        first = first.partition(end)[2]


def control_share(data: bytes) -> float:
    """Bytes that no text has, of all, at the start, in the middle and at the end; UTF-16 and padding set apart."""
    from audiogen.readers.decoding import has_wide_characters

    data = data.rstrip(b"\0")
    if not data or has_wide_characters(data):
        return 0.0
    middle = len(data) // 2
    sample = data if len(data) <= 24_576 else data[:8192] + data[middle : middle + 8192] + data[-8192:]
    return len(_NOT_TEXT.findall(sample)) / len(sample)


_MOST_CONTROLS = 0.02
"""The share of control characters from which bytes are no text; random bytes have 0.1."""
_NOT_TEXT = re.compile(rb"[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f]")


def _binary(data: bytes) -> str:
    """A registered media type or a name for what the magic number says; empty for text."""
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    for at, magic, name in _MAGIC:
        if data.startswith(magic, at) and (name not in _SHORT_MAGIC or control_share(data) > _MOST_CONTROLS):
            return name
    return ""


def _zipped(data: bytes) -> str:
    if b"mimetypeapplication/epub+zip" in data[:200]:
        return "application/epub+zip"
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        return "an OpenDocument file"
    # The directory of a ZIP archive stands at its end.
    if b"word/document" in data[:4096] or b"word/document" in data[-65_536:]:
        return _WORD
    if b"META-INF/container.xml" in data[:4096] or b"META-INF/container.xml" in data[-65_536:]:
        return "application/epub+zip"
    return "a ZIP archive"
