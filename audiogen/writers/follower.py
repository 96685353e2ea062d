"""A file that is being written, decoded and measured as it grows: when the encoder is done, so is the check.

In: a file of a format that streams, from its first byte on. Out: the same verdict as `audiogen.writers.encoder.check`.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event

from audiogen import ffmpeg
from audiogen.errors import OutputError
from audiogen.loudness import Loudness
from audiogen.writers.encoder import Format, decode, hear, verdict

LOOK_S = 0.02
"""How often the file is looked at while nothing new is in it."""
CHUNK = 1 << 15
REWRITTEN = {"mp3": 1441}
"""Bytes at the beginning that the encoder writes anew at the end: the longest first frame of an MP3."""


class Follower:
    """Use it in a `with`, once the encoder has been started; `close` once it has ended."""

    def __init__(self, path: Path, form: Format, frame_rate_hz: int) -> None:
        self._path, self._form, self._rate = path, form, frame_rate_hz
        self._digest, self._fed_bytes = hashlib.sha256(), 0
        self._written, self._left = Event(), Event()
        self._stack = ExitStack()
        self._log = self._stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        self._process = decode("pipe:0", frame_rate_hz, said=self._log, form=form)
        threads = self._stack.enter_context(ThreadPoolExecutor(2, "follower"))
        self._stack.callback(ffmpeg.stop, self._process)
        self._stack.callback(self._left.set)
        self._fed = threads.submit(self._feed)
        self._heard = threads.submit(hear, self._process)

    def __enter__(self) -> Follower:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def close(self, frames: int) -> Loudness:
        """How loud the finished file is. OutputError where it does not decode, or not to as many frames, or where it
        is no longer what was decoded.
        """
        self._written.set()
        self._fed.result()
        heard, peak = self._heard.result()
        heard -= _padding(self._path, self._form)
        read = verdict(self._form, (heard, peak), frames, self._rate, self._process.wait(), self._log)
        if not self._is_as_heard():
            said = f"The {self._form.name} file that was written is not sound: it changed while it was written."
            raise OutputError(said, "Is the disk sound? Try again.")
        return read

    def _is_as_heard(self) -> bool:
        """The file has, behind what the encoder wrote anew, the bytes that went to the decoder."""
        with self._path.open("rb") as file:
            file.seek(min(REWRITTEN.get(self._form.name, 0), self._fed_bytes))
            digest = hashlib.sha256()
            while chunk := file.read(CHUNK):
                digest.update(chunk)
            return digest.digest() == self._digest.digest() and file.tell() == self._fed_bytes

    def _feed(self) -> None:
        """Send the file to the decoder as it grows, until it has ended."""
        assert self._process.stdin is not None
        # Where the decoder has given up, writing and closing fail: its exit code says so.
        with self._path.open("rb") as file, suppress(OSError), self._process.stdin as pipe:
            while not self._left.is_set():
                written = self._written.is_set()  # asked before the read: what comes between is not missed
                if chunk := file.read(CHUNK):
                    pipe.write(chunk)
                    self._digest.update(chunk[max(0, REWRITTEN.get(self._form.name, 0) - self._fed_bytes) :])
                    self._fed_bytes += len(chunk)
                elif written:
                    return
                else:
                    time.sleep(LOOK_S)


_TAG, _FIELD = (b"Xing", b"Info"), 0x8D
"""Where the encoder's delay and padding stand behind the tag of an MP3's first frame (the "Mp3 Info Tag" of LAME)."""
_DECODER_DELAY = 529
"""Frames by which an MP3 decoder is late: they are part of the padding, and decoders have dropped them already."""


def _padding(path: Path, form: Format) -> int:
    """The frames at the end that an MP3's header tells players to drop; written last, so that we heard them."""
    if form.name != "mp3":
        return 0
    with path.open("rb") as file:
        head = file.read(512)
    at = max(head.find(tag) for tag in _TAG)
    field = head[at + _FIELD : at + _FIELD + 3]
    if at < 0 or len(field) < 3:
        return 0
    return max(0, (int.from_bytes(field, "big") & 0xFFF) - _DECODER_DELAY)
