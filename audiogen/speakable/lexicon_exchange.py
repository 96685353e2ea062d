"""Lexicons from and for other programs: TOML, CSV and the W3C's PLS, told apart by the suffix."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from audiogen.errors import SettingsError
from audiogen.speakable.lexicon import Entry
from audiogen.speakable.lexicon_files import import_entries, put, read, write

_PLS = "http://www.w3.org/2005/01/pronunciation-lexicon"


def import_file(source: Path, path: Path | None = None, language: str = "en") -> int:
    """Add every entry of a TOML, CSV or PLS file to a lexicon; how many. `language` is for files that name none."""
    readers = {".csv": _read_csv, ".pls": _read_pls, ".xml": _read_pls}
    suffix = source.suffix.lower()
    entries = readers[suffix](source, language) if suffix in readers else read(source)
    import_entries(entries, path)
    return len(entries)


def _read_csv(source: Path, language: str) -> list[Entry]:
    """Columns by name, `word` and `say` or `ipa` at least; context words are parted by blanks."""
    try:
        rows = list(csv.DictReader(io.StringIO(source.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"{source} cannot be read: {error}.", "Give a CSV file in UTF-8.") from error
    if not rows or "word" not in rows[0] or not {"say", "ipa"} & set(rows[0]):
        raise SettingsError(f"{source} has no column 'word' with 'say' or 'ipa'.", "First line: word,say,ipa,language")
    return [_entry_of_row(row, language) for row in rows]


def _entry_of_row(row: dict[str, str | None], language: str) -> Entry:
    cell = {key: (value or "").strip() for key, value in row.items() if isinstance(value, str | None)}
    yes = {"true", "1", "yes"}
    return Entry(
        cell.get("word", ""),
        cell.get("say", ""),
        cell.get("ipa", ""),
        cell.get("language") or language,
        cell.get("case", "").lower() in yes,
        cell.get("regex", "").lower() in yes,
        tuple(cell.get("context", "").split()),
        cell.get("part", ""),
    )


def _read_pls(source: Path, language: str) -> list[Entry]:
    """W3C Pronunciation Lexicon Specification 1.0: lexeme, grapheme, phoneme (IPA) and alias."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(source.read_bytes(), parser)
    except (OSError, etree.XMLSyntaxError) as error:
        raise SettingsError(f"{source} cannot be read: {error}.", "Give a W3C pronunciation lexicon.") from error
    tag = root.get("{http://www.w3.org/XML/1998/namespace}lang") or language
    found = []
    for lexeme in root.iter(f"{{{_PLS}}}lexeme", "lexeme"):
        said = {part: _pls_text(lexeme, part) for part in ("phoneme", "alias")}
        for grapheme in [*lexeme.iter(f"{{{_PLS}}}grapheme", "grapheme")]:
            found.append(Entry((grapheme.text or "").strip(), said["alias"], said["phoneme"], tag))
    return found


def _pls_text(lexeme: Any, part: str) -> str:
    first = next(iter(lexeme.iter(f"{{{_PLS}}}{part}", part)), None)
    return "" if first is None else (first.text or "").strip()


def export(entries: Iterable[Entry], path: Path) -> None:
    """Write entries as TOML, or as CSV or PLS by the suffix. OutputError where the file cannot be written."""
    writers = {".csv": _csv, ".pls": _pls, ".xml": _pls}
    write(path, writers.get(path.suffix.lower(), _toml)(list(entries)))


def _toml(entries: Sequence[Entry]) -> str:
    import tomlkit

    document = tomlkit.document()
    put(document, entries)
    return tomlkit.dumps(document)


def _csv(entries: Sequence[Entry]) -> str:
    out = io.StringIO()
    names = [field.name for field in fields(Entry)]
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    for entry in entries:
        row = {name: getattr(entry, name) for name in names}
        flags = {name: "true" if value else "" for name, value in row.items() if isinstance(value, bool)}
        writer.writerow({**row, "context": " ".join(entry.context), **flags})
    return out.getvalue()


def _pls(entries: Sequence[Entry]) -> str:
    """Conditions and expressions have no place in a PLS file: such entries are left out."""
    from lxml import etree

    plain = [entry for entry in entries if not entry.conditional and not entry.regex]
    tag = plain[0].language if plain else "en"
    root = etree.Element(f"{{{_PLS}}}lexicon", {"version": "1.0", "alphabet": "ipa"}, {None: _PLS})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", tag)
    for entry in plain:
        lexeme = etree.SubElement(root, f"{{{_PLS}}}lexeme")
        for name, text in (("grapheme", entry.word), ("phoneme", entry.ipa), ("alias", entry.say)):
            if text:
                etree.SubElement(lexeme, f"{{{_PLS}}}{name}").text = text
    return str(etree.tostring(root, encoding="unicode", pretty_print=True))
