"""How loud a track is, and the gain that brings it to a target: one linear gain, then a true-peak limiter.

Loudness is integrated loudness in LUFS, peaks are true peaks in dBTP (ITU-R BS.1770-5, EBU R 128), measured by ffmpeg's
``ebur128``. ffmpeg's ``loudnorm`` is not used: it turns to dynamic levelling without saying so.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from audiogen import ffmpeg, levels
from audiogen.errors import OutputError, SettingsError

PRESETS = {"podcast": -16.0, "tv": -23.0, "quiet": -19.0}
"""Apple Podcasts and AES77 for speech; EBU R 128 for broadcast; -19 LUFS, the old habit for mono podcasts."""

CEILING_DBTP = -1.0
"""What the decoded file may reach (EBU R 128 s1, Apple): above it, players that resample or decode with gain clip."""

MARGIN_DB = 1.0
"""Kept free under the ceiling: encoders overshoot what they were given, MP3 at 64 kbit/s by 0.5 to 1.5 dB."""

METER_STEP = 0.1
"""The meter's last digit, in LU and dB."""

LIMITED_SLOPE = 0.6
"""LU that a dB of gain still brings where the limiter works: measured on speech of espeak-ng at -18 to -15 LUFS."""

PROBES_DB = (0.0, 2.0, 4.5)
"""Gains over the linear one at which a track is measured with the limiter at work, all in one run."""

MOST_BEYOND_DB = 9.0
"""What the limiter takes away is made good up to so much."""

SILENT_LUFS = -70.0
"""What the meter says where nothing is above its absolute gate."""


@dataclass(frozen=True)
class Loudness:
    """What a meter read: integrated loudness in LUFS, true peak in dBTP."""

    integrated_lufs: float
    true_peak_dbtp: float

    @property
    def is_silent(self) -> bool:
        return self.integrated_lufs <= SILENT_LUFS


@dataclass(frozen=True)
class Gain:
    """What is done to a track: `gain_db` to every sample, then a limiter at `ceiling_dbtp`."""

    gain_db: float = 0.0
    ceiling_dbtp: float = CEILING_DBTP - MARGIN_DB

    def filters(self, frame_rate_hz: int) -> str:
        """As ffmpeg filters. At twice the rate, where speech's sample peaks are its true peaks to 0.3 dB."""
        volume, limit = self.quick_filters.split(",")
        return f"{volume},aresample={2 * frame_rate_hz},{limit},aresample={frame_rate_hz}"

    @property
    def quick_filters(self) -> str:
        """The same at the sound's own rate: peaks between its samples pass."""
        limit = f"alimiter=limit={self.ceiling_dbtp:.3f}dB:level=false:attack=5:release=50:latency=true"
        return f"volume={self.gain_db:.3f}dB,{limit}"

    def corrected(self, target_lufs: float, read: Loudness) -> Gain:
        """The gain after a reading of what this one made: nearer to the target, peaks back under the ceiling."""
        over = max(0.0, read.true_peak_dbtp - (CEILING_DBTP - 2 * METER_STEP))
        limited = read.true_peak_dbtp > self.ceiling_dbtp - 0.5
        step = (target_lufs - read.integrated_lufs) / (LIMITED_SLOPE if limited else 1.0)
        return Gain(self.gain_db + step, self.ceiling_dbtp - over)


def target(setting: str) -> float | None:
    """The loudness that a setting names, in LUFS: a preset, a number, or ``off`` (None). SettingsError otherwise."""
    word = setting.strip().lower()
    if word == "off":
        return None
    if word in PRESETS:
        return PRESETS[word]
    try:
        value = float(word.removesuffix("lufs"))
    except ValueError:
        value = 0.0
    if not -40 <= value <= -10:
        names = ", ".join(f"{name} ({lufs:g})" for name, lufs in PRESETS.items())
        raise SettingsError(f"loudness is '{setting}'.", f"Give LUFS from -40 to -10, or {names}, or off.")
    return value


_SUMMARY = re.compile(rb"(?:Parsed_ebur128_(\d+) @ [^]]*\] )?Summary:.*?I:\s+(-?[\d.]+|-?inf|nan) LUFS", re.DOTALL)

METER = "ebur128=framelog=quiet"
"""Its true peak costs twice as much time as the rest of the decoding; `audiogen.truepeak` finds it for nothing."""


def read_summaries(said: bytes) -> list[float]:
    """The integrated loudness in LUFS that each `METER` says at its end, in their order in the filter graph."""
    found = sorted((int(number or 0), value) for number, value in _SUMMARY.findall(said))
    if not found:
        raise OutputError("The loudness meter gave no reading.", "Try again with --debug.")
    return [max(SILENT_LUFS if b"n" in value else float(value), SILENT_LUFS) for _, value in found]


def measure(sound: bytes | Path, frame_rate_hz: int) -> float:
    """The integrated loudness of mono int16 PCM, or of a file of it, in LUFS."""
    return read_summaries(_filtered(sound, frame_rate_hz, "-af", METER, "-f", "null", "-"))[-1]


def _filtered(sound: bytes | Path, frame_rate_hz: int, *arguments: str) -> bytes:
    """What ffmpeg says when it has sent the sound through filters."""
    place = "pipe:0" if isinstance(sound, bytes) else str(sound)
    raw = ("-f", "s16le", "-ar", str(frame_rate_hz), "-ac", "1", "-i", place)
    process = ffmpeg.start(*raw, *arguments, stdin=subprocess.PIPE, level="info")
    try:
        return process.communicate(sound if isinstance(sound, bytes) else b"")[1]
    finally:
        ffmpeg.stop(process)


def gain_for(
    sound: bytes | Path, frame_rate_hz: int, target_lufs: float, ceiling_dbtp: float = Gain.ceiling_dbtp
) -> Gain:
    """The gain that brings this PCM to the target within 0.2 LU, the limiter's own loss made good.

    Loudness grows with the gain, a dB by a dB until the limiter works and ever slower from there: a few gains are
    measured side by side, and the one wanted lies between two of them.
    """
    raw = levels.loudness(sound, frame_rate_hz) if isinstance(sound, bytes) else measure(sound, frame_rate_hz)
    if raw <= SILENT_LUFS:
        return Gain(0.0, ceiling_dbtp)
    gains = [Gain(target_lufs - raw + more, ceiling_dbtp) for more in PROBES_DB]
    read = _probe(sound, frame_rate_hz, gains)
    if read[0] <= SILENT_LUFS:  # too short for the meter
        return Gain(0.0, ceiling_dbtp)
    return Gain(gains[0].gain_db + _beyond(target_lufs, read), ceiling_dbtp)


def _beyond(target_lufs: float, read: Sequence[float]) -> float:
    """The dB over the linear gain that reach the target, by what was read at each of `PROBES_DB`."""
    points = list(zip(PROBES_DB, read, strict=True))
    for (low, below), (high, above) in pairwise(points):
        if target_lufs <= above or high == PROBES_DB[-1]:
            slope = min(max((above - below) / (high - low), 0.1), 1.0)
            return min(low + (target_lufs - below) / slope, MOST_BEYOND_DB)
    raise AssertionError("the last pair of probes answers")


def _probe(sound: bytes | Path, frame_rate_hz: int, gains: Sequence[Gain]) -> list[float]:
    """The integrated loudness in LUFS after each of the gains, from one run of the meter."""
    ways = range(len(gains))
    graph = [f"[0:a]asplit={len(gains)}" + "".join(f"[in{way}]" for way in ways)]
    # The limiter at the plain rate: a quarter of the time, and the loudness is the same to 0.05 LU.
    graph += [f"[in{way}]{gains[way].quick_filters},{METER}[out{way}]" for way in ways]
    sinks = [word for way in ways for word in ("-map", f"[out{way}]", "-f", "null", "-")]
    return read_summaries(_filtered(sound, frame_rate_hz, "-filter_complex", ";".join(graph), *sinks))
