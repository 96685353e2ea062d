"""Even loudness from segment to segment, by one gain a segment."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from meter import integrated_lufs
from test_loudness import speechlike

from audiogen.levels import ROOM_LU, leveled, loudness, voice_loudness
from audiogen.model import Clip, Mark

RATE = 22_050


def clip(seconds: float, peak: float, seed: int = 1) -> Clip:
    return Clip(speechlike(seconds, peak, seed=seed), RATE, (Mark(10, 0, 3),))


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 48_000])
@pytest.mark.parametrize("seconds", [0.5, 2.3, 9.0])
def test_the_meter_agrees_with_another(rate: int, seconds: float) -> None:
    pcm = speechlike(seconds, 0.3, rate)
    assert loudness(pcm, rate) == pytest.approx(integrated_lufs(np.frombuffer(pcm, "<i2") / 32768, rate), abs=0.2)


def test_the_shortest_words_are_measured() -> None:
    whole, word = speechlike(0.4, 0.3), speechlike(0.2, 0.3)
    assert loudness(word, RATE) == pytest.approx(loudness(whole, RATE), abs=4)
    assert loudness(b"", RATE) == loudness(bytes(2000), RATE) == -math.inf


def test_neighbours_are_never_further_apart_than_the_room() -> None:
    clips = [clip(2, peak, seed) for seed, peak in enumerate((0.2, 0.1, 0.4, 0.21, 0.19, 0.12))]
    lufs, again = voice_loudness(clips)
    read = [loudness(leveled(one, lufs).pcm, RATE) for one in again]
    assert len(read) == len(clips)
    assert max(abs(a - b) for a, b in pairwise(read)) <= 2 * ROOM_LU + 0.05 < 1.5


def test_a_segment_keeps_its_own_dynamics() -> None:
    before = clip(3, 0.1)
    after = leveled(before, loudness(before.pcm, RATE) + 5)
    ratio = (
        np.frombuffer(after.pcm, "<i2")[loud := np.abs(np.frombuffer(before.pcm, "<i2")) > 500]
        / np.frombuffer(before.pcm, "<i2")[loud]
    )
    assert np.ptp(ratio) < 0.01 and ratio.mean() == pytest.approx(10 ** ((5 - ROOM_LU) / 20), rel=0.01)
    assert after.marks == before.marks


def test_what_is_near_the_voice_is_not_touched() -> None:
    one = clip(2, 0.2)
    assert leveled(one, loudness(one.pcm, RATE) + ROOM_LU - 0.01) is one
    assert leveled(one, math.inf) is one
    silent = Clip(bytes(2000), RATE)
    assert leveled(silent, -20.0) is silent


def test_a_gain_never_clips() -> None:
    peaky = np.full(RATE, 300, "<i2")
    peaky[::9000] = 30_000
    after = np.frombuffer(leveled(Clip(peaky.tobytes(), RATE), 0.0).pcm, "<i2").astype(int)
    assert after.max() <= 32767 and after.min() >= 0


def test_only_the_first_clips_are_waited_for() -> None:
    taken = []

    def clips() -> object:
        for number in range(50):
            taken.append(number)
            yield clip(5, 0.2)

    _, rest = voice_loudness(clips())  # type: ignore[arg-type]
    assert len(taken) == 4
    assert sum(1 for _ in rest) == 50
