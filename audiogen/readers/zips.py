"""ZIP containers of documents, opened with a bound on what comes out."""

from __future__ import annotations

import zipfile
from io import BytesIO

from audiogen.errors import SourceError

#: Of all the text in a book; the largest novels have 5 MB. Pictures are not unpacked.
MAX_TEXT_BYTES = 32 * 2**20
_TEXTS = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx")


class Zipped:
    """Reads members until `MAX_TEXT_BYTES` are used up."""

    def __init__(self, data: bytes, source: str) -> None:
        self._source, self._left = source, MAX_TEXT_BYTES
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise self.broken(error) from error
        self._names = {info.filename: info for info in self._zip.infolist()}
        # zipfile gives no more than the size in the directory, so the sum of these is a bound.
        texts = sum(info.file_size for name, info in self._names.items() if name.lower().endswith(_TEXTS))
        if texts > MAX_TEXT_BYTES or len(self._names) > 20_000:
            raise self._too_large()
        if any(info.flag_bits & 1 for info in self._names.values()):
            raise SourceError(f"{source} is encrypted.", "Save it without a password.")

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """All of a member. SourceError where it is missing, broken, or goes over the bound."""
        if name not in self._names:
            raise self.broken(f"{name} is missing")
        try:
            with self._zip.open(name) as member:
                data = member.read(self._left + 1)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
            raise self.broken(error) from error
        except Exception as error:
            if type(error).__module__ not in ("zlib", "lzma", "_lzma"):
                raise
            raise self.broken(error) from error
        self._left -= len(data)
        if self._left < 0:
            raise self._too_large()
        return data

    def broken(self, reason: object) -> SourceError:
        """The error for a document that is not what it should be."""
        return SourceError(f"{self._source} is damaged: {reason}.", "Save or download it again.")

    def _too_large(self) -> SourceError:
        return SourceError(
            f"{self._source} holds more than {MAX_TEXT_BYTES >> 20} MB of text.", "Split it, or save the article alone."
        )
