"""Clips -> one track: edges faded, pauses inserted, every segment's place written down. Streams: nothing is kept.

In: segments in order and their clips, trimmed of the engine's own silence. Out: PCM (mono, int16, little-endian, at the
clips' rate) piece by piece, and at the end the `Track` with a cue for each segment. Frames are the only clock.
"""

from __future__ import annotations

from dataclasses import replace

from audiogen.errors import EngineError
from audiogen.model import Clip, Cue, Segment, Span, Track, WordCue
from audiogen.silence import trim
from audiogen.wordtimes import estimate

EDGE_MS = 3.0
"""Fade at both ends of a clip: no step in the wave where speech meets silence, too short to be heard itself."""

LEAD_MS = 50.0
"""Silence before the first word: some players swallow the first moments of a file."""

TAIL_MS = 400.0
"""Silence after the last word, so that a playlist does not run articles into one another."""


class Joiner:
    """Takes clips in order, gives the track's PCM as it grows."""

    def __init__(self, language: str = "en") -> None:
        """`language`: of the segments that name none, for the word times of engines that give none."""
        self.frame_rate_hz = 0
        self._language = language
        self._frames = 0
        self._pause_ms = LEAD_MS
        self._cues: list[Cue] = []

    def add(self, segment: Segment, clip: Clip) -> bytes:
        """The PCM that this segment adds: the pause before it, then its clip with faded edges."""
        self.frame_rate_hz = self.frame_rate_hz or clip.frame_rate_hz
        if clip.frame_rate_hz != self.frame_rate_hz:
            raise EngineError(
                f"The engine changed its frame rate from {self.frame_rate_hz} to {clip.frame_rate_hz} Hz.",
                "Use one voice for the whole article.",
            )
        clip = trim(clip)
        estimated = not clip.marks
        if estimated:
            language = segment.language or self._language
            clip = replace(clip, marks=estimate(segment.spoken, clip, language))
        pause = self._silence(self._pause_ms)
        start = self._frames + len(pause) // 2
        self._frames = start + clip.frames
        self._cues.append(Cue(start, self._frames, segment, _words(segment, clip, start), estimated))
        self._pause_ms = segment.pause_after_ms
        return pause + fade_edges(clip.pcm, clip.frame_rate_hz)

    def insert(self, pcm: bytes, frame_rate_hz: int, pause_ms: float) -> bytes:
        """The PCM that a sound of no segment adds, and a pause after it; later cues stand that much later."""
        if not pcm:
            return b""
        self.frame_rate_hz = self.frame_rate_hz or frame_rate_hz
        pause = self._silence(self._pause_ms)
        self._frames += (len(pause) + len(pcm)) // 2
        self._pause_ms = pause_ms
        return pause + pcm

    def finish(self) -> tuple[bytes, Track]:
        """The silence at the end, and the finished track."""
        tail = self._silence(TAIL_MS)
        self._frames += len(tail) // 2
        return tail, Track(self.frame_rate_hz, self._frames, tuple(self._cues))

    def _silence(self, milliseconds: float) -> bytes:
        # Counted in frames, then doubled: a count of bytes may come out odd and turn all that follows into noise.
        return bytes(2 * round(milliseconds * self.frame_rate_hz / 1000))


def fade_edges(pcm: bytes, frame_rate_hz: int, milliseconds: float = EDGE_MS, *, only_end: bool = False) -> bytes:
    """The sound with a raised-cosine fade over the first and the last `milliseconds`, or only the last."""
    import numpy as np

    wave = np.frombuffer(pcm, dtype="<i2").astype(np.float32)
    length = min(round(milliseconds * frame_rate_hz / 1000), len(wave) // 2)
    if length:
        ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length)).astype(np.float32)
        if not only_end:
            wave[:length] *= ramp
        wave[-length:] *= ramp[::-1]
    return bytes(np.rint(wave).astype("<i2").tobytes())


def _words(segment: Segment, clip: Clip, start_frame: int) -> tuple[WordCue, ...]:
    """The clip's word marks as places in the track, tied to the written text by the segment's spans."""
    ends = [mark.frame for mark in clip.marks[1:]] + [clip.frames]
    words: list[WordCue] = []
    for mark, end in zip(clip.marks, ends, strict=False):
        first, last = written(segment, mark.start, mark.end)
        if words and (words[-1].start, words[-1].end) == (first, last):  # "$5" is one written word, said as two
            words[-1] = WordCue(words[-1].start_frame, start_frame + end, first, last)
        elif last > first:
            words.append(WordCue(start_frame + mark.frame, start_frame + end, first, last))
    return tuple(words)


def written(segment: Segment, start: int, end: int) -> tuple[int, int]:
    """Where in the segment's written text the spoken characters start to end stand."""
    touched = [span for span in segment.spans if span.spoken_start < end and span.spoken_end > start]
    if not touched:
        return (start, end) if not segment.spans else (0, 0)
    return _at(touched[0], start, touched[0].written_start), _at(touched[-1], end, touched[-1].written_end)


def _at(span: Span, spoken: int, otherwise: int) -> int:
    """The written place of a spoken one: exact in a run that is said as it is written, else the edge of the span."""
    same = span.written_end - span.written_start == span.spoken_end - span.spoken_start
    return span.written_start + spoken - span.spoken_start if same else otherwise
