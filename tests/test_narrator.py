"""The narrator: clips in order, whatever the engine does; a failure names its sentence; nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import faulty
import pytest
from hear import hear

from audiogen.engines.tone import Tone, period
from audiogen.errors import EngineError, SegmentError
from audiogen.model import Clip, Segment, Voice
from audiogen.narrator import Narrator

TONE = Voice("tone", "tone", "en")
GOOD = "The lamp at Harrow Point was lit on Monday evening."


@pytest.fixture(autouse=True)
def counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(faulty.FOLDER, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def segments(*texts: str) -> list[Segment]:
    return [Segment(index, 0, text, text, 300) for index, text in enumerate(texts)]


def said(*texts: str, engine: str = "faulty:Faulty", **options: float) -> list[Clip]:
    with Narrator(engine, jobs=int(options.pop("jobs", 1)), **options) as narrator:  # type: ignore[arg-type]
        return list(narrator.speak(segments(*texts), TONE))


def alone(*texts: str) -> list[Clip]:
    return [Tone().speak(text, TONE) for text in texts]


def gone(process: int, within_s: float = 5.0) -> bool:
    """Whether a process ends within the time; one that ended and waits for its parent counts as gone."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_clips_come_in_order_from_two_workers() -> None:
    texts = [f"Sentence number {number} of the story." for number in range(60)]
    clips = said(*texts, engine="tone", jobs=2)
    assert clips == alone(*texts)
    assert [heard.period for clip in clips for heard in hear(clip.pcm)] == [period(text) for text in texts]


FAULTS = ["crash", "leave", "raise", "refuse", "none", "nothing", "silence", "half", "endless"]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_fails_twice_is_spoken_at_the_third_attempt(fault: str) -> None:
    texts = [f"{fault} {times}: {GOOD}" for times in (0, 2, 0)]
    assert said(*texts) == alone(*texts)


@pytest.mark.parametrize(("fault", "reason"), [
    ("crash", "signal 6"), ("leave", "code 7"), ("raise", "no such phoneme"), ("refuse", "has no sound"),
    ("none", "NoneType"), ("nothing", "empty"), ("silence", "silent"), ("half", "breaks off"), ("endless", "too long"),
])  # fmt: skip
def test_what_fails_always_names_its_sentence(fault: str, reason: str) -> None:
    texts = [GOOD, f"{fault} 9: {GOOD}"]
    with pytest.raises(SegmentError, match=reason) as caught:
        said(*texts)
    assert "Sentence 2" in caught.value.message
    assert texts[1][:40] in caught.value.message
    assert caught.value.hint


def test_a_hung_engine_is_ended_with_its_children(counts: Path) -> None:
    assert said(f"hang 1: {GOOD}", time_limit_s=1.0) == alone(f"hang 1: {GOOD}")
    (child,) = (int(path.name.split("-")[1]) for path in counts.glob("child-*"))
    assert gone(child)


def test_an_engine_that_always_hangs_is_given_up() -> None:
    with pytest.raises(SegmentError, match=r"no answer within 0\.3 s"):
        said(f"hang 9: {GOOD}", time_limit_s=0.3, retries=1)


def test_the_previous_clip_is_not_taken_for_the_next() -> None:
    texts = [GOOD, f"previous 1: {GOOD}", "What comes after it."]
    assert said(*texts) == alone(*texts)


def test_two_texts_may_sound_the_same() -> None:
    """A fresh worker says so again, and is believed."""
    with Narrator("espeak", jobs=1) as narrator:
        voice = Voice("espeak", "en-us", "en")
        first, second = narrator.speak(segments("Good evening.", "good evening."), voice)
    assert first.pcm == second.pcm


def test_a_clip_at_another_rate_is_refused() -> None:
    texts = [GOOD, f"rate 1: {GOOD}"]
    assert said(*texts) == alone(*texts)


def test_stray_prints_reach_neither_the_pipe_nor_the_user(capfd: pytest.CaptureFixture[str]) -> None:
    texts = [f"print 1: {GOOD}", GOOD]
    assert said(*texts) == alone(*texts)
    assert capfd.readouterr() == ("", "")


def test_a_missing_engine_is_said_once_and_not_once_a_segment() -> None:
    with Narrator("faulty:NotInstalled", jobs=2) as narrator:
        with pytest.raises(EngineError, match="model is missing") as caught:
            assert narrator.engine_identity
        assert caught.value.hint == "pip install model"
        with pytest.raises(EngineError, match="model is missing"):
            narrator.submit(segments(GOOD)[0], TONE).result()


@pytest.mark.parametrize("name", ["tonne", "no_such_module:Engine", "faulty:NoSuchClass"])
def test_an_unknown_engine_is_an_engine_error(name: str) -> None:
    with Narrator(name) as narrator, pytest.raises(EngineError):
        assert narrator.engine_identity


def test_an_engine_that_dies_at_the_start_is_an_engine_error() -> None:
    with Narrator("faulty:DiesAtOnce", jobs=1) as narrator:
        with pytest.raises(EngineError, match="signal 6"):
            assert narrator.engine_identity
        with pytest.raises(SegmentError, match="signal 6"):
            narrator.submit(segments(GOOD)[0], TONE).result()


def test_an_unknown_voice_is_known_before_the_first_sentence() -> None:
    with Narrator("tone") as narrator:
        narrator.check(TONE)
        with pytest.raises(EngineError, match="no voice 'tune'"):
            narrator.check(Voice("tone", "tune", "en"))


def test_segments_are_taken_only_a_little_ahead() -> None:
    taken: list[int] = []

    def endless() -> Iterator[Segment]:
        for index in range(10**9):
            taken.append(index)
            yield Segment(index, 0, GOOD, f"{GOOD} {index}", 300)

    with Narrator("tone", jobs=1) as narrator:
        clips = narrator.speak(endless(), TONE)
        for _ in range(20):
            next(clips)
        assert len(taken) < 30


def test_submitting_is_safe_from_many_threads() -> None:
    texts = [f"Thread {number} has something to say." for number in range(24)]
    found: dict[str, Clip] = {}
    with Narrator("tone", jobs=2) as narrator:

        def ask(text: str) -> None:
            found[text] = narrator.submit(segments(text)[0], TONE).result()

        threads = [threading.Thread(target=ask, args=(text,)) for text in texts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [found[text] for text in texts] == alone(*texts)


def test_leaving_ends_workers_and_files_at_once(counts: Path) -> None:
    narrator = Narrator("faulty:Faulty", jobs=1)
    narrator.submit(segments(f"hang 1: {GOOD}")[0], TONE)
    until = time.monotonic() + 10
    while not list(counts.glob("child-*")) and time.monotonic() < until:
        time.sleep(0.02)
    (child,) = (int(path.name.split("-")[1]) for path in counts.glob("child-*"))
    started = time.monotonic()
    narrator.close()
    assert time.monotonic() - started < 3
    assert gone(child)
    assert not list(counts.glob("audiogen-*"))


SCRIPT = """
    import sys, tempfile
    tempfile.tempdir = sys.argv[1]
    sys.path.insert(0, sys.argv[2])
    from audiogen.model import Segment, Voice
    from audiogen.narrator import Narrator
    with Narrator("faulty:Faulty", jobs=1) as narrator:
        print(len(list(narrator.speak([Segment(0, 0, "x", sys.argv[3], 0)], Voice("tone", "tone", "en")))))
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL], ids=lambda sign: sign.name)
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_no_process_and_no_file_outlives_the_parent(counts: Path, sign: signal.Signals) -> None:
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), str(counts), here, f"hang 9: {GOOD}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 15
        while not list(counts.glob("child-*")) and time.monotonic() < until:
            time.sleep(0.02)
        (child,) = (int(path.name.split("-")[1]) for path in counts.glob("child-*"))
        os.kill(process.pid, sign)
        process.wait(10)
    assert gone(child)
    until = time.monotonic() + 5
    while list(counts.glob("audiogen-*")) and time.monotonic() < until:
        time.sleep(0.02)
    assert not list(counts.glob("audiogen-*"))


def test_a_script_without_a_main_guard_works(tmp_path: Path) -> None:
    here = str(Path(__file__).parent)
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(SCRIPT), encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path), here, GOOD]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "1\n"
