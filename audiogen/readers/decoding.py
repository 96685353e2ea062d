"""Bytes -> text: mark, UTF-8, UTF-16, what the page declares, else what fits; line ends as ``\\n``.

The order follows the WHATWG Encoding and HTML standards, with one difference: bytes that are valid UTF-8 beat a
declaration that says otherwise, because servers are set up wrong far more often than such bytes come by chance.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from audiogen.model import Page
from audiogen.readers.charsets import guess


class Decoded(NamedTuple):
    text: str
    warnings: tuple[str, ...]


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: Labels that mean a larger set in practice (https://encoding.spec.whatwg.org/#names-and-labels).
_MEANS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-8",  # bytes that declare UTF-16 in ASCII are not UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_CJK = frozenset({"gb18030", "cp932", "cp949", "big5hkscs", "euc_jp", "euc_jis_2004"})
_SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_kr", "hz"})

_SAMPLE_BYTES = 200_000

_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)

_ANSI = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b\n]*(?:\x07|\x1b\\\\)|[@-Z\\\\-_])")
_STRAY, _BEYOND = re.compile("[\udc80-\udcff]"), re.compile("[^\x00-\x7f]")
_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def from_string(text: str, media_type: str) -> Page:
    """A page of text that is decoded already."""
    tidy, warnings = tidied(text)
    return Page("text", tidy, media_type, "-", warnings=warnings)


def decode(data: bytes, content_type: str = "", markup: bool = False) -> Decoded:
    """The text of the bytes. `content_type` is the server's header; `markup` looks for a charset inside too."""
    text, warnings = _decoded(data, _declared(data, content_type, markup))
    tidy, more = tidied(text)
    return Decoded(tidy, warnings + more)


def tidied(text: str) -> Decoded:
    """Line ends as ``\\n``, without characters that are none: controls, marks inside, halves of pairs."""
    if "\x1b" in text:
        text = _ANSI.sub("", text)
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    if not _CONTROLS.search(text):
        return Decoded(text, ())
    found = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal found
        character = match[0]
        if "\x80" <= character <= "\x9f":  # Windows-1252 that someone passed off as Latin-1
            return bytes([ord(character)]).decode("cp1252", "ignore")
        found += character != "\ufeff"
        return "\ufffd" if "\ud800" <= character <= "\udfff" else ""

    text = _CONTROLS.sub(replace, text)
    return Decoded(text, (f"{found:,} control characters left out.",) if found else ())


def has_wide_characters(data: bytes) -> bool:
    """UTF-16 or UTF-32 by its mark, or UTF-16 without one: the zero bytes in it are no sign of a binary file."""
    return any(data.startswith(mark) for mark, _ in _MARKS[1:]) or (b"\0" in data and bool(_utf_16(data)))


def _declared(data: bytes, content_type: str, markup: bool) -> str:
    """The charset by header, else by the markup's first 4 kB; empty where there is none that Python knows."""
    header = _HEADER_CHARSET.search(content_type)
    inside = _DECLARED.search(data[:4096]) if markup else None
    for label in (header[1] if header else "", inside[1].decode("ascii", "ignore") if inside else ""):
        try:
            name = codecs.lookup(label).name if label else ""
        except LookupError:
            continue
        if name:
            return _MEANS.get(name, name)
    return ""


def _decoded(data: bytes, declared: str) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), ())
    if b"\0" in data and (encoding := _utf_16(data)):
        return Decoded(data.decode(encoding, "replace"), ())
    if declared in _SEVEN_BIT:
        return _as_declared(data, declared)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _as_declared(data, declared) if declared not in ("", "utf-8") else _guessed(data)
    # Two-byte UTF-8 also reads as Chinese or Japanese; three bytes that fit do not come by chance.
    if declared in _CJK and not text.isascii() and max(text) < "\u0800" and _fits(data, declared):
        return Decoded(data.decode(declared), ())
    return Decoded(text, ())


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _as_declared(data: bytes, declared: str) -> Decoded:
    """By the declaration, unless more than a tenth of what is not ASCII does not fit it."""
    try:
        text = data.decode(declared, "replace")
    except (UnicodeDecodeError, ValueError, LookupError):  # `rot13`, `idna` and the like are no charsets
        return _guessed(data)
    lost, foreign = text.count("\ufffd"), sum(byte > 127 for byte in data[:_SAMPLE_BYTES])
    if not lost:
        return Decoded(text, ())
    if declared == "cp1252" or lost * 10 <= foreign:
        return Decoded(text, (f"{lost:,} characters are not valid in the page's charset {declared}.",))
    return _guessed(data)


def _utf_16(data: bytes) -> str:
    """Which UTF-16 the bytes are that have no mark, by where the blanks, line ends and ASCII stand; else empty."""
    sample = data[: min(len(data), 4096) // 2 * 2]
    high, low = sample[0::2], sample[1::2]
    for encoding, zeros, others in (("utf-16-le", low, high), ("utf-16-be", high, low)):
        ascii_pairs = sum(not zero and 8 < other < 127 for zero, other in zip(zeros, others, strict=True))
        stray = others.count(0)
        if ascii_pairs > max(len(zeros) * 0.04, 10 * stray) and _fits(data[: len(sample)], encoding):
            return encoding
    return ""


def _mostly_utf_8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bytes of something else, by the look of its first part: those are read as Windows-1252."""
    sample = data[:_SAMPLE_BYTES].decode("utf-8", "surrogateescape")
    strays = len(_STRAY.findall(sample))
    if strays > (len(_BEYOND.findall(sample)) - strays) / 4:
        return None
    text, strays = _STRAY.subn(
        lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace"), data.decode("utf-8", "surrogateescape")
    )
    return Decoded(text, (f"{strays:,} bytes are not UTF-8: read as Windows-1252.",))


def _guessed(data: bytes) -> Decoded:
    if mended := _mostly_utf_8(data):
        return mended
    charset = guess(data)
    warnings = () if charset else ("The charset is not known: read as Windows-1252.",)
    return Decoded(data.decode(charset or "cp1252", "replace"), warnings)
