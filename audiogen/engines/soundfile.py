"""A sound file that a speech driver wrote -> mono, signed 16 bit, little-endian. WAV, AIFF and AIFF-C.

Its own reader because `aifc` left the standard library with Python 3.13, and drivers write both.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

_AIFF_ENCODINGS = {b"NONE": ">i", b"twos": ">i", b"sowt": "<i", b"fl32": ">f", b"FL32": ">f"}


def read(path: Path) -> tuple[bytes, int]:
    """PCM and frame rate in Hz. ValueError for what is not one of the three formats."""
    data = path.read_bytes()
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return _wav(dict(_chunks(data, "<")))
    if data[:4] == b"FORM" and data[8:12] in (b"AIFF", b"AIFC"):
        return _aiff(dict(_chunks(data, ">")))
    raise ValueError("neither WAV nor AIFF")


def _chunks(data: bytes, order: str) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from(f"{order}4sI", data, at)
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _wav(chunks: dict[bytes, bytes]) -> tuple[bytes, int]:
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", chunks[b"fmt "])
    return _mono(chunks[b"data"], "<f" if kind == 3 else "<i", bits, channels), rate


def _aiff(chunks: dict[bytes, bytes]) -> tuple[bytes, int]:
    common = chunks[b"COMM"]
    channels, _, bits = struct.unpack_from(">hIh", common)
    exponent, mantissa = struct.unpack_from(">HQ", common, 8)  # the rate is an 80-bit float
    encoding = _AIFF_ENCODINGS.get(common[18:22] or b"NONE")
    if encoding is None:
        raise ValueError(f"AIFF-C with {common[18:22]!r}")
    (offset,) = struct.unpack_from(">I", chunks[b"SSND"])
    rate = round(mantissa * 2.0 ** (exponent - 16383 - 63))
    return _mono(chunks[b"SSND"][8 + offset :], encoding, bits, channels), rate


def _mono(samples: bytes, kind: str, bits: int, channels: int) -> bytes:
    """The mean of the channels, in 16 bit."""
    whole = len(samples) // (bits // 8 * channels) * (bits // 8 * channels)
    if (kind, bits, channels) == ("<i", 16, 1):
        return samples[:whole]
    import numpy as np

    if bits == 8:  # signed in AIFF, unsigned in WAV
        values = np.frombuffer(samples[:whole], "i1" if kind[0] == ">" else "u1").astype(np.float64)
        values = (values - (0 if kind[0] == ">" else 128)) / 128
    elif bits == 24:
        octets = np.frombuffer(samples[:whole], "u1").reshape(-1, 3)[:, :: 1 if kind[0] == "<" else -1].astype(np.int32)
        values = (octets[:, 0] << 8 | octets[:, 1] << 16 | octets[:, 2] << 24) / 2.0**31
    else:
        values = np.frombuffer(samples[:whole], f"{kind}{bits // 8}").astype(np.float64)
        values = values if kind[1] == "f" else values / 2.0 ** (bits - 1)
    mean = values.reshape(-1, channels).mean(axis=1)
    return bytes(np.clip(np.round(mean * 32768), -32768, 32767).astype("<i2").tobytes())
