"""PCM in, a file in one of the formats out; and the check that what was written can be heard.

`Encoder` takes PCM while later segments are still spoken; `check` decodes the finished file and measures it.
"""

from __future__ import annotations

import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

from audiogen import ffmpeg
from audiogen.errors import OutputError, SettingsError
from audiogen.loudness import METER, Gain, Loudness, read_summaries
from audiogen.truepeak import PeakMeter


@dataclass(frozen=True)
class Format:
    """An output format. `codec` and `muxer` are ffmpeg's words; `slack_frames` how far a decoder may be off."""

    name: str
    suffix: str
    media_type: str
    codec: tuple[str, ...]
    muxer: tuple[str, ...]
    lossy: bool = True
    slack_frames: int = 1152
    """One frame of the codec, at 48 kHz for Opus: a file is never further from its track than that."""
    streams: bool = False
    """It can be decoded while it is written: nothing but an MP3's first frame, which holds no sound, changes later."""
    loss_lu: float = 0.0
    """What the codec takes of speech's loudness at its usual bit rates (benchmarks/sound.py)."""


_AAC = ("aac", "-aac_coder", "fast")
"""On speech five times as fast as ffmpeg's default coder, and nearer to the original (benchmarks/sound.py)."""
_MP4 = ("-f", "mp4", "-movflags", "+faststart")

FORMATS = {
    form.name: form
    for form in (
        Format("mp3", ".mp3", "audio/mpeg", ("libmp3lame", "-compression_level", "5"),
               ("-f", "mp3", "-id3v2_version", "0", "-write_xing", "1"), streams=True, loss_lu=0.45),
        Format("m4a", ".m4a", "audio/mp4", _AAC, (*_MP4, "-brand", "M4A "), slack_frames=1024),
        Format("m4b", ".m4b", "audio/mp4", _AAC, (*_MP4, "-brand", "M4B "), slack_frames=1024),
        Format("opus", ".opus", "audio/ogg", ("libopus",), ("-f", "ogg"), True, 960, True),
        Format("ogg", ".ogg", "audio/ogg", ("libopus",), ("-f", "ogg"), True, 960, True),
        Format("flac", ".flac", "audio/flac", ("flac", "-sample_fmt", "s16"), ("-f", "flac"), False, 0),
        Format("wav", ".wav", "audio/wav", ("pcm_s16le",), ("-f", "wav"), False, 0),
    )
}  # fmt: skip

SOUND = "9"
"""Goes up when the same track and settings give other bytes: part of an episode's key."""

FULL_DISK = ("No space left", "File too large", "Disk quota exceeded")


def formats(names: Sequence[str], *, may_be_none: bool = False) -> tuple[Format, ...]:
    """The formats of these names, each once. SettingsError where one is unknown or, but for `may_be_none`, none is."""
    for name in names:
        if name not in FORMATS:
            raise SettingsError(f"There is no format '{name}'.", f"Formats: {', '.join(FORMATS)}, epub.")
    if not names and not may_be_none:
        raise SettingsError("No format is given.", f"Formats: {', '.join(FORMATS)}, epub.")
    return tuple(FORMATS[name] for name in dict.fromkeys(names))


class Encoder:
    """A running encoder, mono, fed through a pipe. Use it in a `with`: leaving by an error ends the process."""

    def __init__(
        self, path: Path, form: Format, frame_rate_hz: int, bitrate_kbps: int, gain: Gain | None = None
    ) -> None:
        self._path = path
        try:
            path.write_bytes(b"")  # nobody who follows the file may take what was there for ours
        except OSError as error:
            raise write_error(path.parent, error.strerror or str(error), 1) from error
        rate = ("-b:a", f"{bitrate_kbps}k") if form.lossy else ()
        self._process = ffmpeg.start(
            *("-f", "s16le", "-ar", str(frame_rate_hz), "-ac", "1", "-i", "pipe:0"),
            *(("-af", gain.filters(frame_rate_hz)) if gain else ()),
            *("-c:a", *form.codec, *rate),
            # No encoder version or time stamp in the file: same input, same bytes.
            *("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"),
            *(*form.muxer, "-y", str(path)),
            stdin=subprocess.PIPE,
        )

    def __enter__(self) -> Encoder:
        return self

    def __exit__(self, *_: object) -> None:
        ffmpeg.stop(self._process)

    def write(self, pcm: bytes) -> None:
        """Take more of the track. OutputError where the encoder has given up (a full disk)."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(pcm)
        except OSError:
            self._fail()

    def close(self) -> None:
        """End the file and wait for the encoder. OutputError where it failed."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.close()
        except OSError:
            self._fail()
        if self._process.wait():
            self._fail()

    def _fail(self) -> NoReturn:
        """Raise what the encoder, which no longer takes anything, says as it ends."""
        assert self._process.stderr is not None
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
        said = self._process.stderr.read().decode(errors="replace").strip()
        raise write_error(self._path.parent, said, self._process.wait())


def write_error(folder: Path, said: str, code: int) -> OutputError:
    """What a failed write means to the user. `code`: the encoder's exit code, negative for a signal."""
    too_large = hasattr(signal, "SIGXFSZ") and code == -signal.SIGXFSZ
    if too_large or any(sign in said for sign in FULL_DISK):
        return OutputError(f"The disk is full: {folder}.", "Free some space, or choose another folder with --output.")
    last = said.splitlines()[-1] if said else "it ended without a word"
    return OutputError(f"Writing to {folder} failed: {last}.", "Try again with --debug, or another --output.")


def decode(
    source: Path | str,
    frame_rate_hz: int,
    *,
    said: IO[bytes] | None = None,
    form: Format | None = None,
) -> subprocess.Popen[bytes]:
    """A running decoder: mono int16 PCM on its stdout.

    Args:
        said: its log goes there and ends with the loudness.
        form: what is in the file; with it, the file comes through the decoder's stdin and `source` is ``pipe:0``.
    """
    return ffmpeg.start(
        *("-xerror", "-err_detect", "explode", *(form.muxer[:2] if form else ()), "-i", str(source), "-map", "0:a"),
        *(("-af", METER) if said else ()),
        *("-f", "s16le", "-ar", str(frame_rate_hz), "-ac", "1", "pipe:1"),
        stdin=subprocess.PIPE if form else None,
        stdout=subprocess.PIPE,
        stderr=said or subprocess.DEVNULL,
        level="info" if said else "error",
    )


def check(path: Path, form: Format, frames: int, frame_rate_hz: int) -> Loudness:
    """Decode the whole file: no error, as long as the track within one frame of the codec; returns how loud it is.

    The file's header says what the encoder added at both ends, so that a decoder gives the track's own length.
    OutputError where it is not so: a bad file never takes the place of a good one.
    """
    with tempfile.TemporaryFile() as log:  # a pipe would fill up while we read the sound: tags are in the log too
        process = decode(path, frame_rate_hz, said=log)
        try:
            heard = hear(process)
            code = process.wait()
        finally:
            ffmpeg.stop(process)
        return verdict(form, heard, frames, frame_rate_hz, code, log)


def hear(process: subprocess.Popen[bytes]) -> tuple[int, float]:
    """The frames that a decoder gives, and their true peak in dBTP."""
    assert process.stdout is not None
    size, peak = 0, PeakMeter()
    while chunk := process.stdout.read(1 << 16):
        size += len(chunk)
        peak.add(chunk)
    return size // 2, peak.finish()


def verdict(
    form: Format, heard: tuple[int, float], frames: int, frame_rate_hz: int, code: int, log: IO[bytes]
) -> Loudness:
    """How loud the file is, from what was heard and the decoder's log.

    OutputError where it broke off or is not as long as the track's `frames`.
    """
    log.seek(max(0, log.seek(0, 2) - 4096))
    said, off = log.read(), heard[0] - frames
    if code or abs(off) > form.slack_frames:
        last = said.decode(errors="replace").strip().splitlines()
        what = (last[-1] if last else "it cannot be decoded") if code else f"{off / frame_rate_hz:+.3f} s of its length"
        raise OutputError(f"The {form.name} file that was written is not sound: {what}.", "Try again; else report it.")
    return Loudness(read_summaries(said)[-1], heard[1])
