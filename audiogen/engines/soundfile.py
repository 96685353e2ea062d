"""A sound file that a speech driver wrote -> mono, signed 16 bit, little-endian. WAV, AIFF and AIFF-C.

Its own reader because `aifc` left the standard library with Python 3.13, and drivers write both.
"""

from __future__ import annotations

import struct
import warnings
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
    samples = chunks[b"data"]
    if bits == 8:  # the one width that WAV keeps without a sign
        samples = bytes(byte ^ 0x80 for byte in samples)
    return _mono(samples, "<f" if kind == 3 else "<i", bits, channels, rate), rate


def _aiff(chunks: dict[bytes, bytes]) -> tuple[bytes, int]:
    common = chunks[b"COMM"]
    channels, _, bits = struct.unpack_from(">hIh", common)
    exponent, mantissa = struct.unpack_from(">HQ", common, 8)  # the rate is an 80-bit float
    encoding = _AIFF_ENCODINGS.get(common[18:22] or b"NONE")
    if encoding is None:
        raise ValueError(f"AIFF-C with {common[18:22]!r}")
    (offset,) = struct.unpack_from(">I", chunks[b"SSND"])
    rate = round(mantissa * 2.0 ** (exponent - 16383 - 63))
    return _mono(chunks[b"SSND"][8 + offset :], encoding, bits, channels, rate), rate


def _mono(samples: bytes, kind: str, bits: int, channels: int, rate: int) -> bytes:
    """The mean of the channels, in 16 bit; `kind` is the byte order and i (signed) or f (float)."""
    width = bits // 8
    samples = samples[: len(samples) // (width * channels) * (width * channels)]
    if (kind, bits, channels) == ("<i", 16, 1):
        return samples
    if kind[1] == "f":
        samples, width = _whole_numbers(samples, kind + str(width)), 4
    elif kind[0] == ">":
        samples = _swapped(samples, width)
    with warnings.catch_warnings():  # it looks for an ffmpeg of the system's, which nothing here needs
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    sound = AudioSegment(data=samples, sample_width=width, frame_rate=rate, channels=channels)
    return bytes(sound.set_channels(1).set_sample_width(2).raw_data)


def _whole_numbers(samples: bytes, dtype: str) -> bytes:
    import numpy as np

    values = np.frombuffer(samples, dtype).astype(np.float64)
    return bytes(np.clip(np.round(values * 2.0**31), -(2.0**31), 2.0**31 - 1).astype("<i4").tobytes())


def _swapped(samples: bytes, width: int) -> bytes:
    """Big-endian samples as little-endian ones."""
    import numpy as np

    return bytes(np.frombuffer(samples, "u1").reshape(-1, width)[:, ::-1].tobytes())
