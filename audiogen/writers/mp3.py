"""PCM in, a checked MP3 out. The target is always whole: written beside it, checked, then put in its place.

`Mp3Encoder` takes PCM while later segments are still spoken; `close` ends the file; `check` decodes what was written.
"""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from audiogen import ffmpeg
from audiogen.errors import OutputError

FRAME_SAMPLES = {True: 1152, False: 576}
"""Samples in an MP3 frame: MPEG-1 (32 kHz and more), and MPEG-2 (16 to 24 kHz) (ISO/IEC 13818-3)."""

SOUND = "mp3 lame cbr q5 1"
"""What, besides the settings, decides what the file's bytes are: part of an episode's key."""

FULL_DISK = ("No space left", "File too large", "Disk quota exceeded")


class Mp3Encoder:
    """LAME, mono, constant bit rate, fed through a pipe. Use it in a `with`: leaving by an error ends the process."""

    def __init__(self, path: Path, frame_rate_hz: int, bitrate_kbps: int) -> None:
        self._path = path
        self._process = ffmpeg.start(
            *("-f", "s16le", "-ar", str(frame_rate_hz), "-ac", "1", "-i", "pipe:0"),
            *("-c:a", "libmp3lame", "-b:a", f"{bitrate_kbps}k", "-compression_level", "5"),
            # No encoder version or time stamp in the file: same input, same bytes.
            *("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"),
            *("-id3v2_version", "0", "-write_xing", "1", "-f", "mp3", "-y", str(path)),
            stdin=subprocess.PIPE,
        )

    def __enter__(self) -> Mp3Encoder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
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
        assert self._process.stdin is not None and self._process.stderr is not None
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
    if any(sign in said for sign in FULL_DISK) or code == -getattr(signal, "SIGXFSZ", 0) != 0:
        return OutputError(f"The disk is full: {folder}.", "Free some space, or choose another folder with --output.")
    last = said.splitlines()[-1] if said else "it ended without a word"
    return OutputError(f"Writing to {folder} failed: {last}.", "Try again with --debug, or another --output.")


def decode(path: Path, frame_rate_hz: int) -> subprocess.Popen[bytes]:
    """A running decoder whose stdout is mono int16 PCM; it stops at the first error in the file."""
    rate = ("-ar", str(frame_rate_hz), "-ac", "1")
    return ffmpeg.start(
        "-xerror", "-err_detect", "explode", "-i", str(path), "-f", "s16le", *rate, "pipe:1", stdout=subprocess.PIPE
    )


def check(path: Path, frames: int, frame_rate_hz: int) -> None:
    """Decode the whole file: no error, and as long as the track within one MP3 frame.

    The file's header says what the encoder added at both ends, so that a decoder gives the track's own length.

    OutputError where it is not, so that a bad file never takes the place of a good one.
    """
    process, heard = decode(path, frame_rate_hz), 0
    try:
        assert process.stdout is not None and process.stderr is not None
        while chunk := process.stdout.read(1 << 16):
            heard += len(chunk)
        said = process.stderr.read().decode(errors="replace").strip()
        process.wait()
    finally:
        ffmpeg.stop(process)
    off = heard // 2 - frames
    if said or abs(off) > FRAME_SAMPLES[frame_rate_hz >= 32000]:
        what = said.splitlines()[-1] if said else f"it is {off / frame_rate_hz:+.3f} s too long"
        raise OutputError(f"The MP3 that was written is not sound: {what}.", "Try again; if it stays, report it.")
