"""A track's PCM in, files at the wished loudness out, each encoded while the track still grows.

The gain must be known before the first byte is encoded, and the loudness is known after the last. So it is taken from
the first minute, which for one voice is nearly always the loudness of the whole; the finished file is decoded and
measured, and where it misses, the gain is taken from the whole raw track and the file encoded again. The raw track
lies in a file beside the target, so memory stays flat.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from audiogen.loudness import CEILING_DBTP, METER_STEP, Gain, Loudness, gain_for
from audiogen.writers.encoder import Encoder, Format, check

PREVIEW_S = 60
TOLERANCE_LU = 0.3
"""A file this near to the target is done. The promise is 0.5 LU; meters differ by 0.1 LU at speech's frame rates."""
TRIES = 4
CHUNK = 1 << 18


class Master:
    """Takes the track once, in order; `close` gives what was read off each finished file.

    Args:
        parts: a path for each format, beside the target.
        target_lufs: None leaves the track as loud as its engine made it.
    """

    def __init__(
        self,
        parts: Sequence[tuple[Format, Path]],
        raw: Path,
        frame_rate_hz: int,
        bitrate_kbps: int,
        target_lufs: float | None,
    ) -> None:
        self._parts = list(parts)
        self._raw_path = raw
        self._rate = frame_rate_hz
        self._bitrate = bitrate_kbps
        self._target = target_lufs
        self._gain: Gain | None = None
        self._whole: Gain | None = None
        self._encoders: list[Encoder] = []
        self._held: list[bytes] = []
        self._held_bytes = 0
        self._frames = 0
        self._stack = ExitStack()
        self._raw: IO[bytes] = self._stack.enter_context(raw.open("wb"))

    def __enter__(self) -> Master:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def write(self, pcm: bytes) -> None:
        """Take more of the track. OSError or OutputError where the disk is full."""
        self._raw.write(pcm)
        self._frames += len(pcm) // 2
        if self._encoders:
            for encoder in self._encoders:
                encoder.write(pcm)
            return
        self._held.append(pcm)
        self._held_bytes += len(pcm)
        if self._held_bytes >= 2 * PREVIEW_S * self._rate:
            self._start()

    def close(self) -> dict[str, Loudness]:
        """Finish every file; how loud each became, by the format's name."""
        if not self._encoders:
            self._start()
        for encoder in self._encoders:
            encoder.close()
        self._raw.close()
        return {form.name: self._settle(form, path) for form, path in self._parts}

    def _start(self) -> None:
        held = b"".join(self._held)
        self._held.clear()
        if self._target is not None:  # of the same length however the track comes: same track, same bytes
            self._gain = gain_for(held[: 2 * PREVIEW_S * self._rate], self._rate, self._target)
        for form, path in self._parts:
            encoder = self._stack.enter_context(Encoder(path, form, self._rate, self._bitrate, self._gain))
            encoder.write(held)
            self._encoders.append(encoder)

    def _settle(self, form: Format, path: Path) -> Loudness:
        """Check the file; encode it again while its loudness or its peak misses."""
        read, gain = check(path, form, self._frames, self._rate), self._gain
        for attempt in range(TRIES - 1):
            if gain is None or self._target is None or read.is_silent or self._is_good(read):
                break
            first_minute_misled = not attempt and self._is_off(read)
            gain = self._whole_gain(self._target) if first_minute_misled else gain.corrected(self._target, read)
            self._encode_again(form, path, gain)
            read = check(path, form, self._frames, self._rate)
        return read

    def _whole_gain(self, target_lufs: float) -> Gain:
        """The gain by the whole track, in place of the first minute's."""
        if self._whole is None:
            self._whole = gain_for(self._raw_path, self._rate, target_lufs)
        return self._whole

    def _is_good(self, read: Loudness) -> bool:
        # The meter rounds: what it shows as the ceiling may be above it.
        return not self._is_off(read) and read.true_peak_dbtp <= CEILING_DBTP - METER_STEP + 1e-6

    def _is_off(self, read: Loudness) -> bool:
        assert self._target is not None
        return abs(read.integrated_lufs - self._target) > TOLERANCE_LU + 1e-6

    def _encode_again(self, form: Format, path: Path, gain: Gain) -> None:
        with self._raw_path.open("rb") as raw, Encoder(path, form, self._rate, self._bitrate, gain) as encoder:
            while pcm := raw.read(CHUNK):
                encoder.write(pcm)
            encoder.close()
