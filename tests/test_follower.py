"""A file that is checked while it grows: the verdict is on the file that stays, not only on what was read of it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from audiogen.errors import OutputError
from audiogen.writers.encoder import FORMATS, Encoder
from audiogen.writers.follower import Follower

RATE = 22_050
STREAMED = [form for form in FORMATS.values() if form.streams]


def sound(seconds: float) -> bytes:
    noise = np.random.default_rng(1).normal(0, 3000, round(seconds * RATE))
    return bytes(noise.astype("<i2").tobytes())


@pytest.mark.parametrize("form", STREAMED, ids=lambda form: form.name)
def test_bytes_that_changed_after_they_were_heard_are_noticed(tmp_path: Path, form: object) -> None:
    path, pcm = tmp_path / "part", sound(20)
    with Encoder(path, form, RATE, 64) as encoder, Follower(path, form, RATE) as follower:  # type: ignore[arg-type]
        encoder.write(pcm)
        encoder.close()
        deadline = time.monotonic() + 20
        while follower._fed_bytes < path.stat().st_size and time.monotonic() < deadline:
            time.sleep(0.02)
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 2)
            file.write(bytes(3000))
        with pytest.raises(OutputError, match="changed while it was written"):
            follower.close(len(pcm) // 2)


@pytest.mark.parametrize("form", STREAMED, ids=lambda form: form.name)
def test_a_decoder_that_dies_is_told_as_such_and_leaves_no_thread(tmp_path: Path, form: object) -> None:
    path, pcm, threads = tmp_path / "part", sound(5), threading.active_count()
    with Encoder(path, form, RATE, 64) as encoder, Follower(path, form, RATE) as follower:  # type: ignore[arg-type]
        follower._process.kill()
        follower._process.wait()
        encoder.write(pcm)
        encoder.close()
        with pytest.raises(OutputError, match="not sound"):
            follower.close(len(pcm) // 2)
    assert threading.active_count() == threads
