"""How loud a track is, and the gain that brings it to a target: one linear gain, then a true-peak limiter.

Loudness is integrated loudness in LUFS, peaks are true peaks in dBTP (ITU-R BS.1770-5, EBU R 128), measured by ffmpeg's
``ebur128``. ffmpeg's ``loudnorm`` is not used: it turns to dynamic levelling without saying so.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from audiogen import ffmpeg
from audiogen.errors import OutputError, SettingsError

PRESETS = {"podcast": -16.0, "tv": -23.0, "quiet": -19.0}
"""Apple Podcasts and AES77 for speech; EBU R 128 for broadcast; -19 LUFS, the old habit for mono podcasts."""

CEILING_DBTP = -1.0
"""What the decoded file may reach (EBU R 128 s1, Apple): above it, players that resample or decode with gain clip."""

MARGIN_DB = 1.0
"""Kept free under the ceiling: lossy encoders overshoot what they were given, MP3 at 64 kbit/s by up to 0.9 dB."""

METER_STEP = 0.1
"""The meter's last digit, in LU and dB."""

LIMITED_SLOPE = 0.6
"""LU that a dB of gain still brings where the limiter works: measured on speech of espeak-ng at -18 to -15 LUFS."""

STEPS = 4
MOST_STEP_DB = 9.0
"""Readings with the limiter at work that the search for a gain takes at most, and how far it goes at once."""

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
        """As ffmpeg filters. The limiter works at four times the rate, where sample peaks are true peaks."""
        limit = f"alimiter=limit={self.ceiling_dbtp:.3f}dB:level=false:attack=5:release=50:latency=true"
        return f"volume={self.gain_db:.3f}dB,aresample={4 * frame_rate_hz},{limit},aresample={frame_rate_hz}"

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


_SUMMARY = re.compile(rb"I:\s+(-?[\d.]+|-?inf|nan) LUFS.*?Peak:\s+(-?[\d.]+|-?inf|nan) dBFS", re.DOTALL)


def read_summary(said: bytes) -> Loudness:
    """The reading in what ``ebur128=peak=true`` says at its end. OutputError where there is none."""
    found = _SUMMARY.search(said[said.rfind(b"Summary:") :])
    if not found:
        raise OutputError("The loudness meter gave no reading.", "Try again with --debug.")
    integrated, peak = (SILENT_LUFS if b"n" in value else float(value) for value in found.groups())
    return Loudness(max(integrated, SILENT_LUFS), peak)


METER = "ebur128=peak=true:framelog=quiet"


def measure(sound: bytes | Path, frame_rate_hz: int, gain: Gain | None = None) -> Loudness:
    """The loudness of mono int16 PCM, or of a file of it, after a gain and its limiter where one is given."""
    chain = f"{gain.filters(frame_rate_hz)},{METER}" if gain else METER
    place = "pipe:0" if isinstance(sound, bytes) else str(sound)
    raw = ("-f", "s16le", "-ar", str(frame_rate_hz), "-ac", "1", "-i", place)
    process = ffmpeg.start(*raw, "-af", chain, "-f", "null", "-", stdin=subprocess.PIPE, level="info")
    try:
        _, said = process.communicate(sound if isinstance(sound, bytes) else b"")
    finally:
        ffmpeg.stop(process)
    return read_summary(said)


def gain_for(sound: bytes | Path, frame_rate_hz: int, target_lufs: float) -> Gain:
    """The gain that brings this PCM to the target within 0.1 LU, the limiter's own loss made good.

    Loudness grows with the gain, a dB by a dB until the limiter works and ever slower from there: each step follows
    the slope between the last two readings.
    """
    raw = measure(sound, frame_rate_hz)
    if raw.is_silent:
        return Gain()
    gain, slope = Gain(target_lufs - raw.integrated_lufs), LIMITED_SLOPE
    if raw.true_peak_dbtp + gain.gain_db <= gain.ceiling_dbtp:  # the limiter has nothing to do
        return gain
    read = measure(sound, frame_rate_hz, gain).integrated_lufs
    for _ in range(STEPS):
        if abs(target_lufs - read) <= METER_STEP + 1e-6:
            break
        step = min((target_lufs - read) / slope, MOST_STEP_DB)
        gain, before = Gain(gain.gain_db + step), read
        read = measure(sound, frame_rate_hz, gain).integrated_lufs
        slope = min(max((read - before) / step, 0.1), 1.0)
    return gain
