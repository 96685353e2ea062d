"""What a cluster's run remembers, and where its files go: without a cluster."""

from __future__ import annotations

import io
import json
import sys
import tracemalloc
from pathlib import Path

import pytest
from cluster_support import write_articles

import audiogen
from audiogen.cluster import digest, with_absolute_paths
from audiogen.cluster.items import Item, item, items
from audiogen.cluster.journal import FAILED, LOG, Journal
from audiogen.cluster.store import FOREIGN, Address, FolderStore, holder, publish, store_at, there
from audiogen.errors import OutputError, SettingsError, SourceError
from audiogen.settings import Settings, load

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")


@pytest.fixture(params=["folder", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A folder, and an object store."""
    return str(tmp_path / "out") if request.param == "folder" else f"memory://{tmp_path.name}/out"


def test_a_run_goes_on_where_it_was(place: str) -> None:
    store = store_at(place)
    store.prepare()
    error = SourceError("No.", "Try.")
    with Journal(store, "d1") as journal:
        journal.done(Item("a", "/a"), [("one", "o1")])
        journal.done(Item("b", "/b"), [], [("b", error)])
    with Journal(store, "d1") as journal:
        assert journal.is_done(Item("a", "/a")) and journal.is_done(Item("b", "/b"))
        assert not journal.is_done(Item("c", "/c"))
        assert journal.name("one", "one-x", "o2", None) == "one-x"
        assert journal.name("one", "one-x", "o1", None) == "one"
        journal.end()
    assert store.read(FAILED) == b'{"item": "b", "source": "b", "reason": "No.", "hint": "Try."}\n'
    with Journal(store, "d1") as journal:  # that run ended: a new one
        assert not journal.is_done(Item("a", "/a"))
    with Journal(store, "d2") as journal:  # other settings: a new one
        assert not journal.is_done(Item("a", "/a"))


def test_what_failed_is_given_again_once(place: str) -> None:
    store = store_at(place)
    store.prepare()
    error = SourceError("No.", "Try.")
    with Journal(store, "d") as journal:
        for name in "abc":
            journal.done(Item(name, f"/{name}"), [], [(name, error)] if name != "a" else [])
        journal.end()
    with Journal(store, "d", retry_failed=True) as journal:
        for wanted in journal.failed_items():  # rows that are added meanwhile are not read
            assert not journal.is_done(wanted)
            journal.done(wanted, [], [(wanted.location, error)] if wanted.location == "b" else [])
        journal.end()
    with Journal(store, "d", retry_failed=True) as journal:
        assert [wanted.location for wanted in journal.failed_items()] == ["b"]


def test_a_torn_last_line_is_done_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.prepare()
    with Journal(store, "d") as journal:
        journal.done(Item("a", "/a"), [])
        journal.done(Item("b", "/b"), [])
    log = tmp_path / LOG
    log.write_bytes(log.read_bytes()[:-9])
    with Journal(store, "d") as journal:
        assert journal.is_done(Item("a", "/a")) and not journal.is_done(Item("b", "/b"))
        journal.done(Item("c", "/c"), [], [("c", SourceError("No."))])
    with Journal(store, "d", retry_failed=True) as journal:
        assert journal.is_done(Item("c", "/c"))
        assert [wanted.location for wanted in journal.failed_items()] == ["c"]


@pytest.mark.parametrize(
    "row",
    [
        b'{"item": "b"}', b'{"item": "b", "path": "/b", "names": 3, "failed": []}', b"[" * 100_000,
        b'{"item": "b", "path": "/b", "names": [["x"]], "failed": []}',
        b'{"item": "b", "path": "/b", "names": [], "failed": ["x"]}',
        b'{"item": 1, "path": 2, "names": [], "failed": []}',
    ],
)  # fmt: skip
def test_a_row_that_is_not_ours_is_passed_over(tmp_path: Path, row: bytes) -> None:
    store = FolderStore(tmp_path)
    store.prepare()
    with Journal(store, "d") as journal:
        journal.done(Item("a", "/a"), [])
    store.append(LOG, row + b"\n")
    with Journal(store, "d") as journal:
        assert journal.is_done(Item("a", "/a")) and not journal.is_done(Item("b", "/b"))


def test_a_lexicon_that_changed_makes_another_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = digest(Settings())
    (tmp_path / "audiogen-lexicon.toml").write_text('[en]\nferry = "FEH-ree"\n', encoding="utf-8")
    assert digest(Settings()) != before
    rules = tmp_path / "rules.toml"
    rules.write_text("# one", encoding="utf-8")
    before = digest(Settings(rules=(str(rules),)))
    rules.write_text("# two", encoding="utf-8")
    assert digest(Settings(rules=(str(rules),))) != before


def test_a_name_is_whose_asked_first(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.prepare()
    with Journal(store, "d") as journal:
        assert journal.name("t", "t-1", "o1", None) == "t"
        assert journal.name("t", "t-2", "o2", None) == "t-2"
        assert journal.name("u", "u-1", "o1", FOREIGN) == "u-1"
        assert journal.name("v", "v-1", "o1", "o9") == "v-1"
        assert journal.name("v", "v-9", "o9", "o9") == "v"


def test_half_an_upload_is_told_by_its_claim_and_made_again(place: str, story: Path, tmp_path: Path) -> None:
    (episode,) = audiogen.make(story, tmp_path / "made", engine="tone")
    name, store = episode.path.stem, store_at(place)
    store.prepare()
    assert holder(store, name) is None
    put, done = store.put, []

    def torn(path: Path, file: str) -> None:
        put(path, file)
        done.append(file)
        raise OSError("the network is gone")

    store.put = torn  # type: ignore[method-assign]
    with pytest.raises(OSError, match="network"):
        publish(store, episode, name)
    store = store_at(place)
    assert done == [f"{name}.mp3"] and store.read(f"{name}.json") is None
    assert holder(store, name) == episode.origin and there(store, name) is None
    published = publish(store, episode, name)
    assert str(published.path) == f"{place}/{name}.mp3"
    found = there(store, name)
    assert found and found.key == episode.key and holder(store, name) == episode.origin
    store.write(f"{name}.mp3", b"other")
    assert there(store, name) is None
    store.remove(f"{name}.json")
    assert holder(store, name) == FOREIGN


def test_addresses_print_as_they_are() -> None:
    path = Address("s3://bucket/out") / "x.mp3"
    assert str(path) == "s3://bucket/out/x.mp3" and str(path.parent) == "s3://bucket/out" and path.stem == "x"


def test_a_missing_package_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        store_at("nowhere://x")
    assert "nowhere" in caught.value.message
    pytest.importorskip("s3fs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "gcsfs", None)
        with pytest.raises(SettingsError) as caught:
            store_at("gs://bucket/x")
    assert caught.value.hint == "pip install gcsfs"


def test_items_of_lists_folders_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = write_articles(tmp_path / "in", 3)
    listed = tmp_path / "urls.txt"
    listed.write_text(f"# mine\nhttps://example.org/a\nin/{paths[0].name}\n\nin\nin/gone.txt\n")
    there_ = [str(path) for path in paths]
    found = [found.path for found in items([str(listed)])]
    assert found == ["https://example.org/a", there_[0], *there_, str(Path("in/gone.txt").absolute())]
    assert [found.path for found in items([str(tmp_path / "in"), there_[2]])] == [*there_, there_[2]]
    piped = io.TextIOWrapper(io.BytesIO(b"https://example.org/b\n# no\n" + there_[1].encode() + b"\n"))
    monkeypatch.setattr(sys, "stdin", piped)
    assert list(items(["-"])) == [item("https://example.org/b"), item(there_[1])]


@pytest.mark.parametrize("lines", [3_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_a_long_list_takes_no_memory(lines: int, tmp_path: Path) -> None:
    listed = tmp_path / "urls.txt"
    with listed.open("w") as out:
        out.writelines(f"https://example.org/{number}\n" for number in range(lines))
    store = FolderStore(tmp_path / "out")
    store.prepare()
    with Journal(store, "d") as journal:
        for found in items([str(listed)]):
            journal.done(found, [(found.location, found.location)])
    tracemalloc.start()
    try:
        with Journal(store, "d") as journal:
            assert all(journal.is_done(found) for found in items([str(listed)]))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000, f"{peak} bytes for {lines} lines"


def test_paths_in_settings_hold_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("names.toml").write_text("")
    settings = with_absolute_paths(Settings(output="out", lexicon=("names.toml",), announce="yes"))
    assert settings.output == str(tmp_path / "out") and settings.lexicon == (str(tmp_path / "names.toml"),)
    assert with_absolute_paths(Settings(output="s3://b/x")).output == "s3://b/x"
    assert digest(Settings(jobs=2)) == digest(Settings(jobs=3)) != digest(Settings(speed=1.5))


def test_a_cluster_must_be_named_rightly(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cluster"):
        audiogen.make([], tmp_path, retry_failed=True)
    with pytest.raises(SettingsError, match="one file"):
        audiogen.make([], tmp_path / "x.mp3", cluster="local:1")
    pytest.importorskip("distributed")
    with pytest.raises(SettingsError, match="no cluster"):
        audiogen.make([], tmp_path / "out", cluster="somewhere")
    assert json.dumps(load(cluster="local:2").in_flight) == "3"


def test_a_name_that_another_run_gave_meanwhile_is_not_taken(place: str, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.md"
        path.write_text(f"---\ntitle: The same\n---\n\nStory {name} is told.\n", encoding="utf-8")
        made += audiogen.make(path, tmp_path / name, engine="tone")
    store = store_at(place)
    store.prepare()
    publish(store, made[0], "the-same")
    before = store.read("the-same.mp3")
    with pytest.raises(OutputError, match="Another run has given the name the-same"):
        publish(store, made[1], "the-same")
    assert store.read("the-same.mp3") == before and holder(store, "the-same") == made[0].origin
