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
    read_summaries,
    target,
)
from audiogen.truepeak import SILENT_DBTP, PeakMeter, true_peak

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
    assert read == pytest.approx(integrated_lufs(wave, rate), abs=0.1)
    assert true_peak(pcm) == pytest.approx(true_peak_dbtp(wave, rate), abs=0.05)


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
    assert measure(bytes(4 * RATE), RATE) == SILENT_LUFS
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
    said = b"[Parsed_ebur128_%d @ 0x1] Summary:\n\n  Integrated loudness:\n    I:  %s LUFS\n    Threshold: -30.0 LUFS\n"
    assert read_summaries(said % (0, b"-16.2")) == [-16.2]
    assert read_summaries(said % (10, b"-16.2") + said % (2, b"-18.5")) == [-18.5, -16.2]
    assert read_summaries(said % (0, b"-inf")) == read_summaries(said % (0, b"nan")) == [SILENT_LUFS]
    with pytest.raises(OutputError):
        read_summaries(b"Summary: nothing of use")


def test_the_true_peak_does_not_depend_on_how_the_sound_comes() -> None:
    pcm = speechlike(3, 0.9)
    whole = true_peak(pcm)
    for size in (2, 30, 998, 65_536):
        meter = PeakMeter()
        for start in range(0, len(pcm), size):
            meter.add(pcm[start : start + size])
        assert meter.finish() == pytest.approx(whole, abs=1e-6)
    assert true_peak(b"") == SILENT_DBTP and true_peak(bytes(100)) == SILENT_DBTP


@pytest.mark.parametrize("hertz", [997, 5512.5, 8000])
def test_a_sine_whose_crest_is_between_samples_peaks_where_it_does(hertz: float) -> None:
    at, fade = np.arange(RATE), np.minimum(1, np.minimum(np.arange(RATE), np.arange(RATE)[::-1]) / 2000)
    wave = np.rint(16384 * np.sin(2 * np.pi * hertz * at / RATE + np.pi / 4) * fade).astype("<i2")
    assert true_peak(wave.tobytes()) == pytest.approx(-6.02, abs=0.1)
