"""Where a loaded library keeps its static variables, from the symbol table in its file (ELF, 64 bit, not stripped)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

_SYMBOL_TABLE, _OBJECT, _FILE = 2, 1, 4  # sh_type and symbol types, elf(5)


def variables(path: Path) -> dict[tuple[str, str], tuple[int, int]]:
    """(source file, name) -> offset and size in bytes; functions too, of size 0. Empty for any other kind of file."""
    try:
        data = path.read_bytes()
        if data[:6] != b"\x7fELF\x02\x01":  # 64 bit, little-endian
            return {}
        return {(source, name): (value, size) for source, name, value, size in _symbols(data)}
    except (OSError, struct.error):
        return {}


def _symbols(data: bytes) -> Iterator[tuple[str, str, int, int]]:
    (sections,) = struct.unpack_from("<Q", data, 0x28)
    entry, count = struct.unpack_from("<HH", data, 0x3A)
    headers = [struct.unpack_from("<IIQQQQIIQQ", data, sections + entry * index) for index in range(count)]
    for _, kind, _, _, offset, size, link, *_ in headers:
        if kind != _SYMBOL_TABLE:
            continue
        names, source = headers[link][4], ""
        for name, info, _, _, value, length in struct.iter_unpack("<IBBHQQ", data[offset : offset + size]):
            text = data[names + name : data.index(b"\0", names + name)].decode("ascii", "replace")
            if info & 15 == _FILE:
                source = text
            elif text:
                local = info >> 4 == 0
                yield source if local else "", text.split(".")[0], value, length if info & 15 == _OBJECT else 0
