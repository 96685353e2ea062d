"""Clips by content: found again, never damaged, never too many; and only what sounds different is spoken again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import counting
import pytest

import audiogen
from audiogen import stores
from audiogen.batch import Outcome, run
from audiogen.cache import ClipCache, clip_key, open_cache, pack
from audiogen.casting import Cast
from audiogen.engines.tone import Tone
from audiogen.errors import SettingsError
from audiogen.model import Clip, Mark, Reading, Voice
from audiogen.narrator import Narrator
from audiogen.settings import load
from audiogen.stores import SHARDS, FolderStore, store_at

VOICE = Voice("tone", "tone", "en")
CLIP = Clip(bytes(range(256)) * 40, 22_050, (Mark(0, 0, 3), Mark(900, 4, 8)))


def key(number: int) -> str:
    return clip_key("tone 1", f"Sentence {number}.", (), VOICE)


@pytest.fixture
def cache(tmp_path: Path) -> ClipCache:
    return ClipCache(FolderStore(tmp_path / "clips"), 100_000_000)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_clip_comes_back_as_it_was(cache: ClipCache) -> None:
    assert cache.get(key(1)) is None
    cache.put(key(1), CLIP)
    found = cache.get(key(1))
    assert found == CLIP
    assert found is not None and found.cached and not CLIP.cached
    assert cache.get(key(2)) is None
    assert not cache.problem


def test_a_key_is_all_that_a_clip_depends_on() -> None:
    reading = Reading(0, 4, "lamp")
    others = [
        clip_key("tone 2", "Lamp.", (), VOICE),
        clip_key("tone 1", "Lamps.", (), VOICE),
        clip_key("tone 1", "Lamp.", (reading,), VOICE),
        clip_key("tone 1", "Lamp.", (replace(reading, ipa="lɑmp"),), VOICE),
        *(
            clip_key("tone 1", "Lamp.", (), replace(VOICE, **change))
            for change in ({"name": "b"}, {"speed": 1.1}, {"language": "de"}, {"engine": "espeak"})
        ),
        clip_key("tone 1", "Lamp.", (), VOICE),
    ]
    assert len(set(others)) == len(others)
    assert all(len(other) == 64 for other in others)


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "longer", "foreign", "another's"])
def test_a_damaged_entry_is_noticed_and_removed(cache: ClipCache, tmp_path: Path, harm: str) -> None:
    cache.put(key(1), CLIP)
    (path,) = files(tmp_path / "clips")
    data = bytearray(path.read_bytes())
    flipped = bytes(data[:500]) + bytes([data[500] ^ 1]) + bytes(data[501:])
    harmed = {
        "cut": bytes(data[: len(data) // 2]),
        "flip": flipped,
        "empty": b"",
        "longer": bytes(data) + b"\0",
        "foreign": b"a song",
        "another's": pack(key(2), CLIP),
    }
    path.write_bytes(harmed[harm])
    assert cache.get(key(1)) is None
    assert not path.exists()
    cache.put(key(1), CLIP)
    assert cache.get(key(1)) == CLIP


def test_the_cap_holds_and_what_was_used_last_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "TOUCH_AFTER_S", 0.0)
    listed: list[str] = []

    class Watched(FolderStore):
        def entries(self, shard: str) -> list[stores.Entry]:
            listed.append(shard)
            return super().entries(shard)

    size = len(pack(key(0), CLIP))
    cap = 100 * size
    cache = ClipCache(Watched(tmp_path / "clips"), cap)
    cache.put(key(0), CLIP)
    now = time.time()
    for number in range(1, 750):
        cache.put(key(number), CLIP)
        shard = key(number)[:2]
        os.utime(tmp_path / "clips" / shard / key(number), (now - 10_000 + number,) * 2)
        if number % 20 == 0:
            assert cache.get(key(0)) == CLIP  # used all the time
            os.utime(tmp_path / "clips" / key(0)[:2] / key(0), (now,) * 2)
    there = files(tmp_path / "clips")
    assert 70 * size < sum(path.stat().st_size for path in there) <= 1.25 * cap
    assert cache.get(key(749)) == CLIP
    assert cache.get(key(1)) is None
    assert len(listed) < 750 * 256 / 4  # a whole listing is 256; one put in six or so makes one
    assert cache.prune() >= 0
    assert sum(path.stat().st_size for path in files(tmp_path / "clips")) <= cap


def test_a_large_cache_lists_one_shard_at_a_time(tmp_path: Path) -> None:
    listed: list[str] = []

    class Watched(FolderStore):
        def entries(self, shard: str) -> list[stores.Entry]:
            listed.append(shard)
            return super().entries(shard)

    cache = ClipCache(Watched(tmp_path / "clips"), 2_048_000_000)  # a shard's share: 8 MB; a listing each 0.5 MB
    clip = Clip(bytes(100_000), 22_050)
    for number in range(200):
        cache.put(key(number), clip)
    assert 20 < len(listed) < 70
    assert set(listed) <= set(SHARDS)


def test_one_folder_takes_many_writers(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from audiogen.cache import *; from audiogen.stores import *\n"
        "from audiogen.model import Clip, Voice\n"
        "cache = ClipCache(FolderStore(Path(sys.argv[1])), 1_000_000)\n"
        "for n in range(200):\n"
        "    k = clip_key('x', f'{n % 40}', (), Voice('tone', 'tone', 'en')); c = cache.get(k)\n"
        "    want = Clip(bytes([n % 40]) * 40_000, 22_050)\n"
        "    assert c is None or c == want; cache.put(k, want)\n"
        "assert not cache.problem, cache.problem\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "clips")]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0)] * 3
    assert not list((tmp_path / "clips" / "parts").iterdir())


def test_a_cache_that_cannot_be_written_to_fails_nothing(story: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    warned: list[str] = []

    class Ears(audiogen.batch.Listener):  # type: ignore[name-defined]
        def warned(self, message: str) -> None:
            warned.append(message)

    settings = load(output=str(tmp_path / "out"), engine="tone", cache=str(tmp_path / "file"))
    (outcome,) = run([str(story)], settings, listener=Ears())
    assert outcome.status == "made"
    assert len(warned) == 1 and "cannot be used" in warned[0]


def test_a_full_disk_fails_nothing(cache: ClipCache, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FolderStore, "_write", full)
    for number in range(100):
        cache.put(key(number), CLIP)
        assert cache.get(key(number)) is None
    assert "No space left" in cache.problem


def test_an_address_is_a_place_too(story: Path, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    cache = open_cache(load(cache="memory://harrow/point"))
    assert cache is not None
    cache.put(key(1), CLIP)
    assert cache.get(key(1)) == CLIP
    assert [entry.name for entry in cache.entries()] == [f"{key(1)[:2]}/{key(1)}"]
    assert audiogen.cache_info(cache="memory://harrow/point").clips == 1
    assert audiogen.cache_clear(cache="memory://harrow/point") > 0
    assert cache.get(key(1)) is None
    with pytest.raises(SettingsError, match="no address"):
        store_at("harrow://point")
    assert isinstance(store_at((tmp_path / "a b").as_uri()), FolderStore)
    assert store_at((tmp_path / "a b").as_uri()).where == str(tmp_path / "a b")


def test_without_the_extra_an_address_is_refused_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(SettingsError) as refused:
        open_cache(load(cache="s3://bucket/clips"))
    assert refused.value.hint == "pip install 'audiogen[cluster]'"


def test_info_prune_and_clear(tmp_path: Path, cache: ClipCache) -> None:
    for number in range(5):
        cache.put(key(number), CLIP)
    place = str(tmp_path)
    found = audiogen.cache_info(cache=place)
    assert (found.clips, found.cap_bytes) == (5, 2_000_000_000)
    assert found.size_bytes == 5 * len(pack(key(0), CLIP))
    assert audiogen.cache_prune(cache=place) == 0
    assert audiogen.cache_prune(cache=place, cache_size=25e-6) > 0
    assert 0 < audiogen.cache_info(cache=place).clips < 3
    (tmp_path / "mine.txt").touch()
    (tmp_path / "clips" / "parts" / ".audiogen-clip-x.part").touch()
    assert audiogen.cache_clear(cache=place) > 0
    assert audiogen.cache_info(cache=place).clips == 0
    assert [path.name for path in files(tmp_path)] == ["mine.txt"]
    assert audiogen.cache_info(cache="off").where == ""


def test_the_command(tmp_path: Path, cache: ClipCache) -> None:
    cache.put(key(1), CLIP)

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "audiogen", "cache", *arguments, "--cache", str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True)

    assert json.loads(command("info", "--json").stdout)["clips"] == 1
    assert "1 clips" in command("info").stdout
    assert "0.0 MB let go" in command("prune").stderr
    assert command("clear", "--yes").returncode == 0
    assert "0 clips" in command("info").stdout


# What a run speaks.


STORY = """The lamp at Harrow Point

The harbour of Harrow Point has a new lamp. It was lit on Monday evening.

“We waited nine years for it,” said the harbour master. Forty people came to see it.

The old lamp goes to the museum. It opens in spring.
"""


class Newsroom:
    """Makes one story again and again, and knows what was spoken for it."""

    def __init__(self, folder: Path) -> None:
        self.said, self.source, self.folder = folder / "said", folder / "story.txt", folder
        self.source.write_text(STORY, encoding="utf-8")

    def make(self, **more: Any) -> tuple[Outcome, list[str]]:
        self.said.write_text("", encoding="utf-8")
        places = {"output": str(self.folder / "out"), "cache": str(self.folder / "cache")}
        knobs = {**places, "engine": "counting:Counting", "format": "wav", "loudness": "off", "jobs": 1}
        (outcome,) = run([str(self.source)], load(**{**knobs, **more}))
        assert outcome.status in ("made", "kept"), outcome.error
        return outcome, self.said.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setenv(counting.SAID, str(tmp_path / "said"))
    return Newsroom(tmp_path)


def test_only_what_sounds_different_is_spoken_again(room: Newsroom, tmp_path: Path) -> None:
    first, said = room.make()
    assert (first.spoken, first.cached, len(said)) == (7, 0, 7)
    room.source.write_text(STORY.replace("Forty", "Fifty"), encoding="utf-8")
    outcome, said = room.make()
    assert said == ["Fifty people came to see it."]
    assert (outcome.spoken, outcome.cached) == (1, 6)
    lexicon = tmp_path / "lexicon.toml"
    lexicon.write_text('[en]\nmuseum = "myoo-ZEE-um"\n', encoding="utf-8")
    outcome, said = room.make(lexicon=(str(lexicon),))
    assert len(said) == 1 and outcome.cached == 6
    outcome, said = room.make(pauses={"sentence": 900})
    assert (outcome.status, said, outcome.cached) == ("made", [], 7)
    outcome, said = room.make(pauses={"sentence": 900})
    assert (outcome.status, said) == ("kept", [])
    outcome, said = room.make(speed=1.2)
    assert len(said) == 7


def test_from_the_cache_or_not_the_bytes_are_the_same(room: Newsroom) -> None:
    plain = [room.make(force=True, cache=where)[0].episode for where in ("off", str(room.folder / "cache"))]
    once = plain[0].path.read_bytes()  # type: ignore[union-attr]
    outcome, said = room.make(force=True)
    assert said == [] and outcome.cached == 7
    assert outcome.episode is not None and outcome.episode.path.read_bytes() == once


def test_a_run_that_finds_all_its_clips_starts_no_worker(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.make(voice="tone")

    def none(*_: object) -> None:
        raise AssertionError("a worker was started")

    monkeypatch.setattr("audiogen.narrator.WorkerProcess", none)
    outcome, _ = room.make(voice="tone", force=True)
    assert (outcome.spoken, outcome.cached) == (0, 7)


def test_a_harmed_cache_is_mended_by_the_run(room: Newsroom) -> None:
    first, _ = room.make()
    assert first.episode is not None
    whole = first.episode.path.read_bytes()
    clips = files(room.folder / "cache" / "clips")
    clips[0].write_bytes(clips[1].read_bytes())
    clips[2].write_bytes(clips[2].read_bytes()[:-100])
    outcome, said = room.make(force=True)
    assert (len(said), outcome.cached) == (2, 5)
    assert outcome.episode is not None and outcome.episode.path.read_bytes() == whole


@pytest.mark.parametrize("engine", ["tone", "espeak", "pyttsx3"])
def test_an_identity_is_the_same_in_process_and_in_a_worker(engine: str) -> None:
    with Cast(load(engine=engine)) as cast, Narrator(engine, jobs=1) as narrator:
        assert cast.identity(engine) == narrator.engine_identity != ""


def test_an_engine_without_an_identity_is_not_cached(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAULTY_FOLDER", str(tmp_path))
    settings = load(output=str(tmp_path / "out"), engine="faulty:Faulty", cache=str(tmp_path / "cache"), force=True)
    for _ in range(2):
        (outcome,) = run([str(story)], settings)
        assert (outcome.spoken, outcome.cached) == (8, 0)
    assert not files(tmp_path / "cache" / "clips")


def test_say_uses_the_cache_too(room: Newsroom) -> None:
    settings = load(engine="counting:Counting", cache=str(room.folder / "cache"))
    first, second = (audiogen.say("The lamp was lit.", settings=settings) for _ in range(2))
    assert first == second
    assert room.said.read_text().splitlines() == ["The lamp was lit."]


def test_threads_share_a_cache(cache: ClipCache) -> None:
    voice, engine = VOICE, Tone()
    wrong: list[int] = []

    def work() -> None:
        for number in range(60):
            want = engine.speak(f"Sentence {number % 20}.", voice)
            found = cache.get(key(number % 20))
            if found not in (None, want):
                wrong.append(number)
            cache.put(key(number % 20), want)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and not cache.problem


@pytest.mark.slow
def test_a_bucket_is_a_place_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Against a server of S3's protocol on this machine."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "harrow",
            "AWS_SECRET_ACCESS_KEY": "point",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            monkeypatch.setenv(name, value)
        import s3fs

        s3fs.S3FileSystem(skip_instance_cache=True).mkdir("harrow")
        cache, store = open_cache(load(cache="s3://harrow/cache")), store_at("s3://harrow/cache/clips")
        assert cache is not None
        for number in range(4):
            cache.put(key(number), CLIP)
        assert not cache.problem
        assert cache.get(key(3)) == CLIP
        (entry,) = store.entries(key(3)[:2])
        assert entry.name.endswith(key(3)) and entry.size == len(pack(key(3), CLIP)) and entry.used_s > 1e9
        cache.remove(key(3))
        assert cache.get(key(3)) is None and not store.entries(key(3)[:2])
    finally:
        server.stop()
