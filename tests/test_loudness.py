"""How loud a track is, and the gain that brings it to a target: held against a second meter."""

from __future__ import annotations

import numpy as np
import pytest
from meter import integrated_lufs, true_peak_dbtp

from audiogen.errors import OutputError, SettingsError
from audiogen.loudness import (
    CEILING_DBTP,
    MARGIN_DB,
    SILENT_LUFS,
    Gain,
    Loudness,
    gain_for,
    measure,
    read_summary,
    target,
)

RATE = 22_050


def speechlike(seconds: float, peak: float = 0.2, rate: int = RATE, seed: int = 1) -> bytes:
    """Noise in syllables with gaps and a peak now and then: as uneven as speech, the same on every machine."""
    rng = np.random.default_rng(seed)
    count = round(seconds * rate)
    noise = np.convolve(rng.standard_normal(count), np.hanning(16), "same")  # little above 6 kHz, as in speech
    place = np.arange(count) / rate
    syllables = np.clip(np.sin(2 * np.pi * 3.1 * place), 0, 1) * (np.sin(2 * np.pi * 0.31 * place) > -0.8)
    wave = noise * syllables
    return bytes(np.rint(32767 * peak * wave / np.abs(wave).max()).astype("<i2").tobytes())


def limited(pcm: bytes, gain: Gain, rate: int = RATE) -> np.ndarray:
    """The sound after a gain and its limiter, in -1..1."""
    from audiogen import ffmpeg

    raw = ("-f", "s16le", "-ar", str(rate), "-ac", "1", "-i", "pipe:0")
    process = ffmpeg.start(*raw, "-af", gain.filters(rate), "-f", "f64le", "pipe:1", stdin=-1, stdout=-1)
    return np.frombuffer(process.communicate(pcm)[0], "<f8")


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100])
def test_the_two_meters_agree(rate: int) -> None:
    pcm = speechlike(6, rate=rate)
    read, wave = measure(pcm, rate), np.frombuffer(pcm, "<i2") / 32768
    assert read.integrated_lufs == pytest.approx(integrated_lufs(wave, rate), abs=0.1)
    assert read.true_peak_dbtp == pytest.approx(true_peak_dbtp(wave, rate), abs=0.1)


@pytest.mark.parametrize("peak", [0.003, 0.05, 0.3, 1.0])
@pytest.mark.parametrize("wanted", [-23.0, -16.0])
def test_the_gain_brings_any_level_to_the_target(peak: float, wanted: float) -> None:
    pcm = speechlike(6, peak)
    gain = gain_for(pcm, RATE, wanted)
    wave = limited(pcm, gain)
    assert len(wave) == len(pcm) // 2
    assert integrated_lufs(wave, RATE) == pytest.approx(wanted, abs=0.3)
    assert true_peak_dbtp(wave, RATE) <= CEILING_DBTP - MARGIN_DB + 0.1


def test_below_the_ceiling_it_is_one_linear_gain() -> None:
    pcm = speechlike(6, 0.1)
    gain = gain_for(pcm, RATE, -30.0)
    wave = limited(pcm, gain)
    scaled = np.frombuffer(pcm, "<i2") / 32768 * 10 ** (gain.gain_db / 20)
    assert np.abs(wave - scaled).max() < 0.002 * np.abs(scaled).max()


def test_silence_is_left_alone() -> None:
    assert measure(bytes(4 * RATE), RATE).is_silent
    assert gain_for(bytes(4 * RATE), RATE, -16.0) == Gain()
    assert gain_for(b"", RATE, -16.0) == Gain()


def test_what_is_too_short_to_be_measured_is_left_alone() -> None:
    assert gain_for(speechlike(0.3), RATE, -16.0) == Gain()


def test_a_reading_corrects_the_gain() -> None:
    quiet = Gain(3.0).corrected(-16.0, Loudness(-18.0, -9.0))
    assert quiet == Gain(5.0)
    hot = Gain(3.0).corrected(-16.0, Loudness(-16.0, -0.4))
    assert hot.gain_db == 3.0 and hot.ceiling_dbtp < Gain().ceiling_dbtp - 0.5
    at_work = Gain(3.0).corrected(-16.0, Loudness(-16.6, -1.7))
    assert at_work.gain_db > 3.6  # the limiter takes away part of what is added


@pytest.mark.parametrize(
    ("setting", "lufs"),
    [("podcast", -16), ("TV", -23), ("quiet", -19), ("off", None), ("-18.5", -18.5), (" -14 LUFS", -14)],
)
def test_settings_name_a_target(setting: str, lufs: float | None) -> None:
    assert target(setting) == lufs


@pytest.mark.parametrize("setting", ["", "loud", "0", "-9", "-41", "nan", "16"])
def test_a_target_that_means_nothing_is_refused(setting: str) -> None:
    with pytest.raises(SettingsError) as refused:
        target(setting)
    assert "podcast (-16)" in refused.value.hint


def test_the_meter_s_words_are_read() -> None:
    said = b"Summary:\n  Integrated loudness:\n    I:  %s LUFS\n  True peak:\n    Peak: %s dBFS\n"
    assert read_summary(said % (b"-16.2", b"-1.3")) == Loudness(-16.2, -1.3)
    assert read_summary(said % (b"-inf", b"-inf")).integrated_lufs == SILENT_LUFS
    assert read_summary(said % (b"nan", b"-inf")).is_silent
    with pytest.raises(OutputError):
        read_summary(b"Summary: nothing of use")
