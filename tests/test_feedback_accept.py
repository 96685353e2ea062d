"""From a listener's report to corrected episodes: exactly the sentences that say the word are spoken again."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import audiogen
from audiogen import feedback
from audiogen.batch import run
from audiogen.cli import main
from audiogen.episode import Episode, as_lines
from audiogen.errors import AudiogenError, EngineError, OutputError, SettingsError
from audiogen.feedback import Report, Store, remake
from audiogen.feedback.listen import MARGIN_S, clip
from audiogen.settings import Settings, load
from audiogen.speakable.lexicon import Entry
from audiogen.speakable.lexicon_files import add, read, user_file
from audiogen.speakable.respelling import text_of

STORIES = {
    "lamp": "The lamp at Harrow Point\n\nThe harbour has a new lamp. Mayor Quillfeather lit it on Monday evening.\n\n"
    "Forty people came to see it. Everyone cheered for Quillfeather’s speech.\n",
    "bridge": "A bridge for Tarn\n\nThe bridge at Tarn opens in spring. Quillfeather and her friends paid for it. "
    "Boats can pass.\n",
    "rain": "Rain on Sunday\n\nRain is expected on Sunday. Quillfeathers take a coat with them.\n",
}
MADE = {"engine": "tone", "format": "wav", "captions": "vtt"}
SAID = "Mayor Quillfeather lit it on Monday evening."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three episodes, the clips that they are made of, and the sources; the second one's is gone."""
    folder = tmp_path_factory.mktemp("made")
    for name, text in STORIES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    sources = [folder / f"{name}.txt" for name in STORIES]
    audiogen.make(sources, folder / "output", cache=str(folder / "cache"), **MADE)
    (folder / "bridge.txt").unlink()
    return folder


@pytest.fixture
def output(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The three episodes in a place of the test's own, with all clips in the cache."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIOGEN_CACHE", str(shutil.copytree(made / "cache", tmp_path / "cache")))
    return Path(shutil.copytree(made / "output", tmp_path / "output"))


def report(**more: Any) -> int:
    """A report that is kept; its id."""
    known = Report(slug="the-lamp-at-harrow-point", segment=2, text=SAID, word="Quillfeather", seconds=3.0)
    id = Store().add(replace(known, **more))
    assert id is not None
    return id


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def spoken(folder: Path, slug: str) -> list[str]:
    table = json.loads((folder / f"{slug}.json").read_text(encoding="utf-8"))
    return [row["spoken"] for row in table["segments"]]


def test_exactly_the_sentences_with_the_word_are_spoken_again(output: Path) -> None:
    id, before = report(), bytes_of(output)
    old = {path.stem: spoken(output, path.stem) for path in output.glob("*.json")}
    told: list[feedback.Correction | Any] = []
    after = feedback.accept(id, "KWIL-feh-ther", told=told.append)
    assert not after.failed and told == after.changes
    changes = {change.manifest.stem: change for change in after.changes}
    assert {slug: (change.segments, change.of) for slug, change in changes.items()} == {
        "the-lamp-at-harrow-point": ([2, 4], 5),
        "a-bridge-for-tarn": ([2], 4),
    }
    assert {slug: (change.spoken, change.cached) for slug, change in changes.items()} == {
        "the-lamp-at-harrow-point": (2, 3),
        "a-bridge-for-tarn": (1, 3),
    }
    assert (changes["the-lamp-at-harrow-point"].from_source, changes["a-bridge-for-tarn"].from_source) == (True, False)
    for slug, change in changes.items():
        now = spoken(output, slug)
        assert [n for n, (was, is_) in enumerate(zip(old[slug], now, strict=True)) if was != is_] == change.segments
        said = text_of("KWIL-feh-ther")
        assert all(said in now[n] and "Quillfeather" not in now[n] for n in change.segments)
    changed = {name for name, data in bytes_of(output).items() if data != before[name]}
    assert {Path(name).stem for name in changed} == set(changes)
    assert (read(user_file())[0].word, Store().get(id).state) == ("Quillfeather", "accepted")


def test_what_make_would_have_made(output: Path, made: Path, tmp_path: Path) -> None:
    """From the source or from the manifest: the same bytes as a fresh run with the new lexicon."""
    feedback.accept(report(), "KWIL-feh-ther")
    sources = [str(made / f"{name}.txt") for name in STORIES]
    (made / "bridge.txt").write_text(STORIES["bridge"], encoding="utf-8")
    try:
        assert [outcome.status for outcome in run(sources, load(**MADE))] == ["kept"] * 3
        audiogen.make(sources, "fresh", **MADE)
    finally:
        (made / "bridge.txt").unlink()
    fresh = bytes_of(tmp_path / "fresh")
    assert {name: data for name, data in bytes_of(output).items() if not name.endswith("json")} == {
        name: data for name, data in fresh.items() if not name.endswith("json")
    }


def test_a_dry_run_and_a_second_thought_change_nothing(output: Path) -> None:
    id, before = report(), bytes_of(output)
    after = feedback.accept(id, "KWIL-feh-ther", dry_run=True)
    assert sum(len(change.segments) for change in after.changes) == 3
    assert (bytes_of(output), user_file().exists(), Store().get(id).state) == (before, False, "open")
    feedback.accept(id, "KWIL-feh-ther")
    assert bytes_of(output) != before
    with pytest.raises(SettingsError, match="accepted already"):
        feedback.accept(id, "KWIL")
    undone = feedback.reopen(id, undo=True)
    assert undone and [change.spoken for change in undone.changes] == [0, 0]
    audio = {name: data for name, data in before.items() if not name.endswith("json")}
    assert {name: bytes_of(output)[name] for name in audio} == audio
    assert (Store().get(id).state, read(user_file())) == ("open", [])
    with pytest.raises(SettingsError, match="changed no lexicon"):
        feedback.reopen(id, undo=True)


def test_ipa_alone_changes_a_sentence(output: Path) -> None:
    after = feedback.accept(report(), ipa="ˈkwɪlfɛðə")
    assert sum(change.spoken for change in after.changes) == 3


@pytest.mark.slow
def test_the_settings_of_an_episode_are_kept(output: Path, made: Path) -> None:
    audiogen.make(made / "lamp.txt", "slow", engine="tone", speed=0.8, loudness="quiet", format="flac,mp3", bitrate=48)
    before = Episode.load(Path("slow/the-lamp-at-harrow-point.json"))
    after = feedback.accept(report(), "KWIL-feh-ther", folders=["slow"])
    now = Episode.load(Path("slow/the-lamp-at-harrow-point.json"))
    assert before and now and not after.failed
    known = {"speed": 0.8, "loudness": "quiet", "format": "flac,mp3", "bitrate": 48}
    assert known.items() <= now.manifest["settings"].items()
    assert list(now.files) == list(before.files)
    assert now.manifest["loudness"]["mp3"]["integrated_lufs"] == pytest.approx(-19, abs=0.6)
    assert (now.origin, now.why) == (before.origin, before.why)


def test_a_story_that_changed_since_is_made_from_what_was_read(output: Path, made: Path) -> None:
    source = made / "lamp.txt"
    source.write_text(STORIES["lamp"].replace("Forty", "Fifty"), encoding="utf-8")
    try:
        after = feedback.accept(report(), "KWIL-feh-ther")
    finally:
        source.write_text(STORIES["lamp"], encoding="utf-8")
    lamp = next(change for change in after.changes if change.manifest.stem == "the-lamp-at-harrow-point")
    assert (lamp.from_source, lamp.spoken, lamp.cached) == (False, 2, 3)
    assert "Forty people came to see it." in spoken(output, "the-lamp-at-harrow-point")


def test_a_word_of_another_language_or_of_no_sentence(output: Path) -> None:
    id = report(word="Featherquill")
    with pytest.raises(SettingsError, match="does not stand in the sentence"):
        feedback.accept(id, "FEH-ther")
    with pytest.raises(SettingsError, match="names no word"):
        feedback.accept(report(word="", note="?"), "FEH-ther")
    with pytest.raises(SettingsError, match="How is it said"):
        feedback.accept(id)
    with pytest.raises(SettingsError, match="cannot be added"):
        feedback.accept(report(note="a"), "!!!")
    assert not user_file().exists()
    assert len(feedback.accept(id, "KWIL-feh-ther", word="Quillfeather").changes) == 2


def test_a_failure_leaves_the_report_open(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from audiogen.feedback import remake

    real, id = remake._make, report()

    def fails(change: Any, *more: Any) -> None:
        if change.manifest.stem == "a-bridge-for-tarn":
            raise EngineError("The voice is hoarse.")
        real(change, *more)

    monkeypatch.setattr(remake, "_make", fails)
    first = feedback.accept(id, "KWIL-feh-ther")
    assert first.failed and Store().get(id).state == "open"
    assert [bool(change.error) for change in first.changes] == [True, False]


def test_a_torn_manifest_and_an_engine_that_is_gone_stop_no_other(output: Path) -> None:
    lamp = output / "the-lamp-at-harrow-point.json"
    (output / "a-torn-one.json").write_bytes(lamp.read_bytes()[:-200])
    gone = output / "gone.json"
    gone.write_text(lamp.read_text(encoding="utf-8").replace('"engine": "tone"', '"engine": "none"'), encoding="utf-8")
    after = feedback.accept(report(slug="a-torn-one"), "KWIL-feh-ther")
    assert [change.spoken for change in after.changes] == [1, 2]
    assert ["a-torn-one" in error.message or "none" in error.message for error in after.problems] == [True, True]
    assert after.failed and user_file().exists()


def test_what_failed_is_made_when_it_is_accepted_again(output: Path) -> None:
    add(Entry("Quillfeather", "KWIL-feh-ther"))  # an earlier attempt wrote this and no more
    id = report()
    assert sum(change.spoken for change in feedback.accept(id, "KWIL-feh-ther").changes) == 3
    assert Store().get(id).state == "accepted"


def test_the_sentence_is_found_though_the_story_changed(output: Path) -> None:
    shelved = feedback.episodes([output])
    exact = feedback.find(Report(slug="the-lamp-at-harrow-point", segment=0, text=SAID), shelved)
    assert exact and (exact.index, exact.exact) == (2, True)
    moved = feedback.find(Report(slug="another-slug", text=SAID), shelved)
    assert moved and (moved.manifest.stem, moved.index) == ("the-lamp-at-harrow-point", 2)
    alike = feedback.find(Report(slug="the-lamp-at-harrow-point", text=SAID.replace("Monday", "Tuesday")), shelved)
    assert alike and (alike.index, alike.exact) == (2, False)
    assert (
        feedback.find(Report(slug="the-lamp-at-harrow-point", text="Nothing like it was ever read."), shelved) is None
    )
    assert feedback.find(Report(slug="the-lamp-at-harrow-point"), shelved) is None


def test_the_guid_of_the_ledger_names_the_episode(output: Path) -> None:
    rows = [{"guid": "urn:uuid:7", "manifest": "a-bridge-for-tarn.json"}]
    (output / "publish.json").write_text(json.dumps({"publish": 1, "episodes": rows}))
    text = "The bridge at Tarn opens in autumn."
    shelved = feedback.episodes([output])
    place = feedback.find(Report(guid="urn:uuid:7", slug="the-lamp-at-harrow-point", text=text), shelved)
    assert place and (place.manifest.stem, place.index) == ("a-bridge-for-tarn", 1)


def test_the_clip_is_the_sentence(output: Path) -> None:
    place = feedback.find(Report(slug="the-lamp-at-harrow-point", text=SAID), feedback.episodes([output]))
    assert place
    long = place.segment["end"] - place.segment["start"]
    assert clip(place).seconds == pytest.approx(long + 2 * MARGIN_S, abs=0.001)
    place.episode.path.unlink()
    with pytest.raises(OutputError, match="is not there"):
        clip(place)


@pytest.mark.slow
def test_the_clip_of_a_chapter_in_a_file_of_its_own(story: Path, tmp_path: Path) -> None:
    audiogen.make(story, tmp_path / "out", engine="tone", split="chapters", format="wav")
    text = "The old lamp goes to the museum."
    place = feedback.find(Report(text=text), feedback.episodes([tmp_path / "out"]))
    assert place
    long = place.segment["end"] - place.segment["start"]
    sound = clip(place)
    assert sound.seconds == pytest.approx(long + 2 * MARGIN_S, abs=0.001)
    loud = [abs(int.from_bytes(sound.pcm[n : n + 2], "little", signed=True)) > 500 for n in range(0, len(sound.pcm), 2)]
    assert loud.index(True) / sound.frame_rate_hz == pytest.approx(MARGIN_S, abs=0.02)


def test_the_command_line(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def audiogen_(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["feedback", *map(str, arguments)])
        return int(ended.value.code or 0), *capsys.readouterr()

    line = {"slug": "the-lamp-at-harrow-point", "segment": 2, "text": SAID, "word": "Quillfeather", "note": "KWIL"}
    (tmp_path / "in.jsonl").write_text(json.dumps(line) + "\nnonsense\n")
    code, _, said = audiogen_("import", "in.jsonl")
    assert (code, "line 2" in said, "1 new" in said) == (1, True, True)
    listed = audiogen_("list")[1]
    assert "Mayor *Quillfeather* lit" in listed and "> KWIL" in listed and "The lamp at Harrow Point" in listed
    assert json.loads(audiogen_("list", "--json")[1])["place"]["segment"] == 2
    assert audiogen_("play", 1, "-o", "clip.wav")[0] == 0
    assert (tmp_path / "clip.wav").stat().st_size > 40_000
    monkeypatch.setattr("audiogen.cli.say.PLAYERS", ())
    if os.name == "posix":  # Windows plays by itself
        code, _, said = audiogen_("play", 1)
        assert (code, "No program to play sound" in said) == (1, True)
    monkeypatch.setattr("audiogen.cli.say.PLAYERS", ((sys.executable, "-c", COPY),))
    assert audiogen_("play", 1)[0] == 0
    assert (tmp_path / "played.wav").read_bytes()[:4] == b"RIFF"
    assert audiogen_("accept", 1, "--say", "KWIL-feh-ther", "-n")[1].count("would change") == 2
    code, told, _ = audiogen_("accept", 1, "--say", "KWIL-feh-ther")
    assert (code, "spoke 2 of 5, 3 from cache" in told) == (0, True)
    assert audiogen_("list")[1] == ""
    assert "accepted" in audiogen_("show", 1)[1]
    assert audiogen_("reject", 1)[0] == 2
    assert "--undo" in audiogen_("reopen", 1)[2]
    assert audiogen_("reject", 1, "--note", "no")[0] == 0
    assert audiogen_("show", 7)[0] == 2


COPY = "import shutil, sys; shutil.copy(sys.argv[1], 'played.wav')"


def test_no_setting_that_shapes_an_episode_is_forgotten() -> None:
    from dataclasses import fields

    from audiogen.settings import SHAPING

    apart = {
        "output", "voices_url", "jobs", "sign_cert", "sign_key", "feedback_db", "latest", "since", "allow_private",
        "force", "cache", "cache_size", "base_url", "site_title", "site_description", "site_author", "site_email",
        "site_image", "site_category", "explicit", "feedback", "feed_items", "cluster", "in_flight", "retry_failed",
    }  # fmt: skip
    assert {knob.name for knob in fields(Settings)} - apart == set(SHAPING)
    with pytest.raises(AudiogenError):
        feedback.accept(1, "a")  # nothing was ever kept


@pytest.mark.parametrize("odd", [{"language": 7}, {"source": None}, {"engine": []}, {"voice": {}}, {"segments": ["x"]}])
def test_a_manifest_with_an_odd_field_stops_no_other(output: Path, odd: dict[str, Any]) -> None:
    path = output / "a-bridge-for-tarn.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    path.write_text("".join(as_lines({**table, **odd})), encoding="utf-8")
    after = feedback.accept(report(), "KWIL-feh-ther")
    assert after.failed and len(after.problems) == 1
    assert [(change.manifest.stem, change.error) for change in after.changes] == [("the-lamp-at-harrow-point", None)]


def test_a_fault_in_one_episode_stops_no_other(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = remake.picture

    def faulty(one: Any) -> bytes | None:
        if "bridge" in one.shelved.manifest.name:
            raise ZeroDivisionError
        return real(one)

    monkeypatch.setattr(remake, "picture", faulty)
    after = feedback.accept(report(), "KWIL-feh-ther")
    assert {change.manifest.stem: bool(change.error) for change in after.changes} == {
        "the-lamp-at-harrow-point": False,
        "a-bridge-for-tarn": True,
    }
