"""Articles in, one file each out: order, gaps and losses are heard in the decoded file, with the engine `tone`."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from concurrent.futures import CancelledError
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import audiogen
from audiogen.batch import Listener, Outcome, run
from audiogen.engines.tone import period
from audiogen.episode import Episode
from audiogen.errors import AudiogenError, CleanError, OutputError, SettingsError, SourceError
from audiogen.model import Clip, Page, Segment, Voice
from audiogen.narrator import Narrator
from audiogen.pipeline import Plan, plan
from audiogen.settings import load
from audiogen.writers.encoder import decode

RATE = 22_050


def make(sources: Any, output: Path, **more: Any) -> list[Episode]:
    return audiogen.make(sources, output, engine="tone", **more)


def wave(path: Path) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.frombuffer(decode(path, RATE).communicate()[0], "<i2").astype(float)


def pitch(part: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    """The strongest frequency, in Hz."""
    size = 1 << 17
    return float(np.argmax(np.abs(np.fft.rfft(part * np.hanning(len(part)), size))) * RATE / size)


def test_each_sentence_sounds_once_in_order_with_its_pause(story: Path, tmp_path: Path) -> None:
    (episode,) = make(story, tmp_path / "out")
    said = [segment["spoken"] for segment in episode.manifest["segments"]]
    assert said == [
        "The lamp at Harrow Point",
        "The harbour of Harrow Point has a new lamp.",
        "It was lit on Monday evening.",
        "“We waited nine years for it,” said the harbour master.",
        "Forty people came to see it.",
        "What happens next",
        "The old lamp goes to the museum.",
        "It opens in spring.",
    ]
    heard = wave(episode.path)
    assert len(heard) == episode.manifest["frames"]
    before = 0
    for segment in episode.manifest["segments"]:
        start, end = (round(segment[edge] * RATE) for edge in ("start", "end"))
        assert pitch(heard[start:end]) == pytest.approx(RATE / period(segment["spoken"]), rel=0.01)
        quiet = heard[before + 1200 : max(before + 1200, start - 1200)]
        assert np.abs(quiet).max(initial=0) < 60  # silent, but for what the codec smears into its next frame
        before = end


def test_pauses_are_as_long_as_the_table_says(story: Path, tmp_path: Path) -> None:
    (episode,) = make(story, tmp_path / "out", pauses={"sentence": 410, "subheading": 650, "before_subheading": 1000})
    parts = episode.manifest["segments"]
    gaps = [round(1000 * (after["start"] - before["end"])) for before, after in pairwise(parts)]
    assert gaps == [900, 410, 700, 410, 1000, 650, 410]


def test_the_same_input_gives_the_same_bytes(story: Path, tmp_path: Path) -> None:
    first, second = (make(story, tmp_path / str(run), jobs=run)[0] for run in (1, 2))
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.path.with_suffix(".json").read_bytes() == second.path.with_suffix(".json").read_bytes()


def test_what_is_up_to_date_is_kept(story: Path, tmp_path: Path) -> None:
    def statuses(**more: Any) -> list[str]:
        settings = load(output=str(tmp_path / "out"), engine="tone", **more)
        return [outcome.status for outcome in run([str(story)], settings)]

    assert statuses() == ["made"]
    assert statuses() == ["kept"]
    assert statuses(speed=1.5) == ["made"]
    assert statuses(speed=1.5) == ["kept"]
    assert statuses(speed=1.5, force=True) == ["made"]
    next((tmp_path / "out").glob("*.mp3")).write_bytes(b"torn")
    assert statuses(speed=1.5) == ["made"]
    story.write_text(story.read_text(encoding="utf-8").replace("Forty", "Fifty"), encoding="utf-8")
    assert statuses(speed=1.5) == ["made"]


def test_several_formats_come_from_one_run(story: Path, tmp_path: Path) -> None:
    (episode,) = make(story, tmp_path, format="mp3,m4b,flac")
    assert [Path(name).suffix for name in episode.files] == [".mp3", ".m4b", ".flac"]
    lengths = {name: len(wave(tmp_path / name)) for name in episode.files}
    assert max(lengths.values()) - min(lengths.values()) <= 1024
    assert all(read["integrated_lufs"] == pytest.approx(-16, abs=0.5) for read in episode.manifest["loudness"].values())


def test_one_bad_source_stops_no_other(story: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "chrome.txt").write_text("Listen to article\n\nShare\n\nAdvertisement\n", encoding="utf-8")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    sources = [str(tmp_path / f"{name}.txt") for name in ("none", "empty", "chrome", "picture")] + [str(story)]
    outcomes = list(run(sources, load(output=str(tmp_path / "out"), engine="tone")))
    assert [outcome.status for outcome in outcomes] == ["failed"] * 4 + ["made"]
    assert [type(outcome.error) for outcome in outcomes[:4]] == [SourceError, SourceError, CleanError, SourceError]
    assert all(outcome.error and outcome.error.hint for outcome in outcomes[:4])
    with pytest.raises(SourceError):
        make(sources, tmp_path / "out")
    assert len(list((tmp_path / "out").glob("*.mp3"))) == 1


def test_two_articles_with_one_title_are_two_files(story: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(story.read_text(encoding="utf-8").replace("Forty", "Fifty"), encoding="utf-8")
    first, second = make([story, other], tmp_path / "out")
    assert first.path != second.path
    again = make([other, story], tmp_path / "out", force=True)
    assert {episode.path for episode in again} == {first.path, second.path}


def test_one_output_file_takes_one_article(story: Path, tmp_path: Path) -> None:
    (episode,) = make(story, tmp_path / "mine.mp3")
    assert episode.path == tmp_path / "mine.mp3"
    other = tmp_path / "other.txt"
    other.write_text("Another story.\n\nIt has two sentences. This is one.\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="more than one article"):
        make([story, other], tmp_path / "mine.mp3")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"engine": "tome"}, AudiogenError),
        ({"engine": "tone", "voice": "nobody"}, AudiogenError),
        ({"engine": "tone", "format": "mp5"}, SettingsError),
        ({"engine": "tone", "loudness": "loud"}, SettingsError),
        ({"engine": "tone", "cover": "/no/such/picture.png"}, SourceError),
        ({"engine": "tone", "rules": ("/no/such/rules.toml",)}, SettingsError),
    ],
)
def test_what_cannot_work_is_refused_before_the_first_sound(
    story: Path, tmp_path: Path, wrong: dict[str, Any], error: type[AudiogenError]
) -> None:
    with pytest.raises(error) as refused:
        audiogen.make(story, tmp_path / "out", **wrong)
    assert refused.value.hint
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_a_folder_that_is_a_file_is_refused(story: Path) -> None:
    with pytest.raises(OutputError, match="not a folder"):
        make(story, story)


def test_a_dry_run_writes_nothing(story: Path, tmp_path: Path) -> None:
    outcomes = list(run([str(story)], load(output=str(tmp_path / "out"), engine="tone"), dry_run=True))
    assert [outcome.status for outcome in outcomes] == ["planned"]
    assert not (tmp_path / "out").exists()


def test_a_listener_hears_every_segment(story: Path, tmp_path: Path) -> None:
    class Ears(Listener):
        def __init__(self) -> None:
            self.lock, self.clips, self.plans, self.ends = threading.Lock(), 0, 0, 0

        def planned(self, plan: Plan) -> None:
            self.plans += 1

        def spoke(self, plan: Plan, clip: Clip) -> None:
            with self.lock:
                self.clips += 1

        def finished(self, outcome: Outcome) -> None:
            self.ends += 1

    ears = Ears()
    make([story], tmp_path / "out", listener=ears)
    assert (ears.plans, ears.clips, ears.ends) == (1, 8, 1)


def test_leaving_a_run_early_leaves_nothing_behind(tmp_path: Path) -> None:
    for number in range(6):
        text = "\n\n".join(f"Sentence {n} of story {number} is here." for n in range(30))
        (tmp_path / f"{number}.txt").write_text(f"Story {number}\n\n{text}\n", encoding="utf-8")
    sources = [str(tmp_path / f"{number}.txt") for number in range(6)]
    outcomes = run(sources, load(output=str(tmp_path / "out"), engine="tone", jobs=2))
    assert next(outcomes).status == "made"
    outcomes.close()  # type: ignore[attr-defined]
    assert not list((tmp_path / "out").glob(".audiogen-*"))
    assert all(Episode.load(path.with_suffix(".json")) for path in (tmp_path / "out").glob("*.mp3"))


def test_the_manifest_tells_what_was_read(story: Path, tmp_path: Path) -> None:
    (episode,) = make(story, tmp_path / "out")
    table = json.loads(episode.path.with_suffix(".json").read_text(encoding="utf-8"))
    article = audiogen.clean(story)
    spoken = [word for segment in table["segments"] for word in segment["text"].split()]
    assert spoken == article.text.split()
    for segment in table["segments"]:
        text = article.blocks[segment["block"]].text
        assert text[segment["from"] : segment["to"]] == segment["text"]
        for word in segment["words"]:
            assert segment["start"] <= word["start"] < word["end"] <= segment["end"] + 1e-3
            assert not text[word["from"] : word["to"]].isspace()


def test_what_tells_the_old_text_goes_when_the_text_changes(story: Path, tmp_path: Path) -> None:
    (episode,) = make(story, tmp_path / "out", format="mp3,wav", captions="srt")
    own = episode.path.with_suffix(".wav")
    make(story, tmp_path / "out")  # the same text in one format: the others still hold
    assert own.exists()
    (episode,) = make(story, tmp_path / "out", format="mp3,wav", captions="srt")
    episode.path.with_suffix(".srt").write_text("of my own", encoding="utf-8")
    story.write_text(story.read_text(encoding="utf-8").replace("Monday", "Sunday"), encoding="utf-8")
    make(story, tmp_path / "out")
    assert not own.exists() and episode.path.with_suffix(".srt").exists()


def test_captions_and_an_epub_come_with_the_audio(story: Path, tmp_path: Path) -> None:
    (episode,) = make(story, tmp_path / "out", format="mp3,epub", captions="vtt,srt,lrc,marks,words")
    suffixes = {path.suffix for path in (tmp_path / "out").iterdir()}
    assert {".mp3", ".epub", ".vtt", ".srt", ".lrc", ".json"} <= suffixes
    text = episode.path.with_suffix(".vtt").read_text(encoding="utf-8")
    assert text.startswith("WEBVTT")
    assert "artificially generated" in text
    assert "<00:00:" in text
    (only,) = make(story, tmp_path / "book", format="epub")
    assert only.path.suffix == ".epub"
    assert not list((tmp_path / "book").glob("*.mp3"))


def test_the_suffix_of_one_file_is_its_format(story: Path, tmp_path: Path) -> None:
    (episode,) = make(story, tmp_path / "mine.flac")
    assert episode.path.read_bytes()[:4] == b"fLaC"
    with pytest.raises(SettingsError, match="no file of the format"):
        make(story, tmp_path / "mine.mp3", format="flac,wav")
    with pytest.raises(SettingsError, match="no captions"):
        make(story, tmp_path / "out", captions="subtitles")


def test_one_name_in_two_folders_is_two_articles(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = []
    for name, count in (("a", "Forty"), ("b", "Fifty")):
        (tmp_path / name).mkdir()
        text = story.read_text(encoding="utf-8").replace("Forty", count)
        (tmp_path / name / "s.txt").write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path / name)
        paths.append(make("s.txt", tmp_path / "out")[0].path)
    assert paths[0] != paths[1]
    assert len(list((tmp_path / "out").glob("*.mp3"))) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="file names of any bytes")
def test_a_file_name_that_is_no_text_is_written_as_far_as_it_is(story: Path, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("It is one sentence without a headline, which is all that there is to read here.", encoding="utf-8")
    (episode,) = make(path, tmp_path / "out")
    assert "caf?" in episode.source
    assert episode.path.exists()


def test_a_fault_of_ours_stops_one_article(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another story\n\nIt has two sentences. This is one of them.\n", encoding="utf-8")

    def broken(page: Page, *more: Any, **named: Any) -> Plan:
        if page.name == "story":
            raise ZeroDivisionError("a fault")
        return plan(page, *more, **named)

    monkeypatch.setattr("audiogen.batch.plan", broken)
    outcomes = list(run([str(story), str(other)], load(output=str(tmp_path / "out"), engine="tone")))
    assert [outcome.status for outcome in outcomes] == ["failed", "made"]
    assert "ZeroDivisionError" in str(outcomes[0].error)


def test_settings_of_the_environment_hold_in_python_too(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOGEN_ENGINE", "tone")
    monkeypatch.setenv("AUDIOGEN_OUTPUT", str(tmp_path / "there"))
    (episode,) = audiogen.make(story)
    assert (episode.engine, episode.path.parent) == ("tone", tmp_path / "there")


def test_a_narrator_that_is_closed_lets_go_of_who_waits() -> None:
    narrator = Narrator("tone", jobs=1)
    segments = [Segment(n, 0, f"Sentence {n}.", f"Sentence {n}.", 0) for n in range(400)]
    ended = threading.Event()

    def listen() -> None:
        with contextlib.suppress(AudiogenError, CancelledError, RuntimeError):
            for _ in narrator.speak(segments, Voice("tone", "tone", "en")):
                time.sleep(0.01)
        ended.set()

    threading.Thread(target=listen, daemon=True).start()
    time.sleep(0.7)
    narrator.close()
    assert ended.wait(10)
