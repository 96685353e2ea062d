"""A track's PCM in, files at the wished loudness out, each encoded and heard while the track still grows.

The gain must be known before the first byte is encoded, and the loudness is known after the last. So it is taken from
the first half minute, which for one voice is nearly always the loudness of the whole, with what the codec is known to
take away. Each file is decoded and measured as it is written; where it misses, it is encoded again from the raw track
with the gain corrected. The raw track lies in a file beside the target: memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from audiogen.loudness import CEILING_DBTP, Gain, Loudness, gain_for
from audiogen.writers.encoder import Encoder, Format, check
from audiogen.writers.follower import Follower

PREVIEW_S = 30
MOST_HELD = 6
"""So many times the preview is held back while its gain is sought; then the track waits."""
TOLERANCE_LU = 0.3
"""A file this near to the target is done. The promise is 0.5 LU; meters differ by 0.1 LU at speech's frame rates."""
MISLED_LU = 0.8
"""Further off than this, the beginning was unlike the rest: one correction by a slope would not do."""
PEAK_ROOM_DB = 0.05
SUNK_DB = 0.4
"""A ceiling that must be lowered by more takes loudness too, more than a slope tells."""
TRIES = 4
AT_ONCE = 2
"""Files that are checked at the same time."""
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
        self._gains: dict[str, Gain | None] = {}
        self._preview_bytes = 2 * PREVIEW_S * frame_rate_hz
        self._trial: Future[dict[str, Gain | None]] | None = None
        self._encoders: list[Encoder] = []
        self._followers: list[Follower | None] = []
        self._held: list[bytes] = []
        self._held_bytes = 0
        self._frames = 0
        self._stack = ExitStack()
        self._side = self._stack.enter_context(ThreadPoolExecutor(1))
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
        if self._trial is None and self._held_bytes >= self._preview_bytes:
            self._try()
        if self._trial and (self._trial.done() or self._held_bytes >= MOST_HELD * self._preview_bytes):
            self._start()

    def close(self) -> dict[str, Loudness]:
        """Finish every file; how loud each became, by the format's name."""
        if not self._encoders:
            self._start()
        for encoder in self._encoders:
            encoder.close()
        self._raw.close()
        with ThreadPoolExecutor(min(len(self._parts), AT_ONCE)) as side:
            parts = zip(self._parts, self._followers, strict=True)
            read = [side.submit(self._settle, *part, heard) for part, heard in parts]
            return {form.name: one.result() for (form, _), one in zip(self._parts, read, strict=True)}

    def _try(self) -> None:
        """Find the gains in the background: meanwhile the track goes on growing."""
        # Of the same length however the track comes: same track, same bytes.
        preview = b"".join(self._held)[: self._preview_bytes]
        self._trial = self._side.submit(self._gains_for, preview)

    def _start(self) -> None:
        """Begin to encode, with what was held back."""
        if self._trial is None:
            self._try()
        assert self._trial is not None
        self._gains = self._trial.result()
        held = b"".join(self._held)
        self._held.clear()
        for form, path in self._parts:
            encoder = Encoder(path, form, self._rate, self._bitrate, self._gains[form.name])
            self._encoders.append(self._stack.enter_context(encoder))
            follower = Follower(path, form, self._rate) if form.streams else None
            self._followers.append(self._stack.enter_context(follower) if follower else None)
            encoder.write(held)

    def _gains_for(self, preview: bytes) -> dict[str, Gain | None]:
        """The gain for each format, by the first part of the track."""
        if self._target is None or not preview:
            return dict.fromkeys((form.name for form, _ in self._parts), None)
        # Formats whose codecs change the sound alike share a search.
        losses = {form.loss_lu for form, _ in self._parts}
        found = {loss: gain_for(preview, self._rate, self._target + loss) for loss in losses}
        return {form.name: found[form.loss_lu] for form, _ in self._parts}

    def _settle(self, form: Format, path: Path, heard: Follower | None) -> Loudness:
        """Check the file; encode it again while its loudness or its peak misses."""
        read = heard.close(self._frames) if heard else check(path, form, self._frames, self._rate)
        gain = self._gains[form.name]
        for _ in range(TRIES - 1):
            if gain is None or self._target is None or read.is_silent or self._is_good(read):
                break
            gain = self._better(gain, read, form)
            self._encode(form, path, gain, self._raw_track())
            read = check(path, form, self._frames, self._rate)
        return read

    def _better(self, gain: Gain, read: Loudness, form: Format) -> Gain:
        """The gain after one that missed: by a slope where it is near, else by the whole track."""
        assert self._target is not None
        better = gain.corrected(self._target, read)
        sunk = gain.ceiling_dbtp - better.ceiling_dbtp
        if abs(read.integrated_lufs - self._target) <= MISLED_LU and sunk <= SUNK_DB:
            return better
        return gain_for(self._raw_path, self._rate, self._target + form.loss_lu, better.ceiling_dbtp)

    def _is_good(self, read: Loudness) -> bool:
        # Meters differ by a hundredth or two.
        return not self._is_off(read) and read.true_peak_dbtp <= CEILING_DBTP - PEAK_ROOM_DB

    def _is_off(self, read: Loudness) -> bool:
        assert self._target is not None
        return abs(read.integrated_lufs - self._target) > TOLERANCE_LU + 1e-6

    def _encode(self, form: Format, path: Path, gain: Gain, sound: Iterable[bytes]) -> None:
        with Encoder(path, form, self._rate, self._bitrate, gain) as encoder:
            for pcm in sound:
                encoder.write(pcm)
            encoder.close()

    def _raw_track(self) -> Iterator[bytes]:
        with self._raw_path.open("rb") as raw:
            while pcm := raw.read(CHUNK):
                yield pcm
