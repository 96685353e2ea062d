"""Runs on a real cluster of Dask on loopback: killed workers, an S3 server, poison, interrupts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cluster_support import files_of, s3_server, wait_until, workers_killed, write_articles

import audiogen
from audiogen.batch import Listener, Outcome, run
from audiogen.errors import AudiogenError, SettingsError
from audiogen.model import Clip
from audiogen.pipeline import Plan
from audiogen.settings import load

distributed = pytest.importorskip("distributed", reason="Dask is not installed")

pytestmark = [
    pytest.mark.slow,
    # Dask's own, when its processes go away.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
POISON = """
import os
import audiogen.readers.text as text
read = text.read
text.read = lambda data, *rest: os._exit(9) if data.startswith(b"Poison") else read(data, *rest)
"""
QUICK = {"engine": "tone", "loudness": "off"}


@contextmanager
def cluster(workers: int, allowed_failures: int = 3) -> Iterator[Any]:
    import dask

    with dask.config.set({"distributed.scheduler.allowed-failures": allowed_failures}):
        made = distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
        )
        with made:
            yield made


def pids(of: Any) -> list[int]:
    return [nanny.pid for nanny in of.workers.values() if nanny.pid]


def journal(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (output / ".audiogen/journal.jsonl").read_text().splitlines()]


class Ear(Listener):
    """Counts what it hears."""

    def __init__(self) -> None:
        self.made, self.segments, self.frames = list[str](), 0, 0

    def spoke(self, plan: Plan, clip: Clip) -> None:
        self.segments += 1
        self.frames += clip.frames

    def finished(self, outcome: Outcome) -> None:
        if outcome.status == "made":
            self.made.append(outcome.source)


def test_workers_are_killed_and_each_article_is_made_once(tmp_path: Path) -> None:
    paths = write_articles(tmp_path / "in", 300)
    listed = tmp_path / "urls.txt"
    listed.write_text("".join(f"{path}\n" for path in paths))
    out, ear = tmp_path / "out", Ear()
    with cluster(3) as dask_cluster:
        settings = load(output=str(out), cluster=dask_cluster.scheduler_address, **QUICK)
        with workers_killed(lambda: pids(dask_cluster), 10, (1.0, 3.0), seed=7) as killed:
            outcomes = list(run([str(listed)], settings, listener=ear))
    assert len(killed) >= 5
    assert sorted(outcome.source for outcome in outcomes) == [str(path) for path in paths]
    assert not [outcome.error for outcome in outcomes if outcome.error]
    assert ear.segments == 2 * len(ear.made)  # those that were there after their worker's death are kept
    rows = journal(out)
    assert sorted(row["item"] for row in rows if "item" in row) == [str(path) for path in paths]
    audiogen.make(str(listed), tmp_path / "single", **QUICK)
    assert files_of(out) == files_of(tmp_path / "single")
    assert len(list(out.glob("*.mp3"))) == 300 and not list(out.glob(".audiogen/claims/*"))


def test_a_bucket_takes_results_and_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed")
    pytest.importorskip("moto.server", reason="moto[server] is not installed")
    paths = write_articles(tmp_path / "in", 12, same_title_every=4)
    (paths[5]).write_bytes(b"\x00\x01\x02")
    for name, value in {
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    with s3_server() as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        bucket = s3fs.S3FileSystem(use_listings_cache=False, skip_instance_cache=True)
        bucket.mkdir("news")
        common = {"output": "s3://news/audio", "cluster": "local:2", "cache": "s3://news/clips", **QUICK}
        outcomes = list(run([str(tmp_path / "in")], load(**common)))
        assert sorted(outcome.status for outcome in outcomes) == ["failed"] + 11 * ["made"]
        assert "s3://news/audio/the-same-title.mp3" in {str(o.episode.path) for o in outcomes if o.episode}
        (failed,) = bucket.cat_file("news/audio/failed.jsonl").splitlines()
        assert json.loads(failed)["source"] == str(paths[5])
        assert len(bucket.find("news/clips")) > 11  # each sentence once, and the title that three of them share
        write_articles(tmp_path / "in", 12, same_title_every=4)
        (again,) = run([], load(retry_failed=True, **common))
        assert (again.status, again.source) == ("made", str(paths[5]))
        assert {o.status for o in run([str(tmp_path / "in")], load(**common))} == {"kept"}
        there = {name.rsplit("/", 1)[1]: bucket.cat_file(name) for name in bucket.ls("news/audio", detail=False)
                 if name.endswith((".mp3", ".json"))}  # fmt: skip
    audiogen.make(str(tmp_path / "in"), tmp_path / "single", **QUICK)
    assert there == files_of(tmp_path / "single")


def test_poison_fails_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article whose reading ends its process, twice with every worker; those beside it are made."""
    paths = write_articles(tmp_path / "in", 12)
    patch = tmp_path / "patch"
    patch.mkdir()
    (patch / "sitecustomize.py").write_text(POISON)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(patch), *filter(None, [os.environ.get("PYTHONPATH")])]))
    deadly = tmp_path / "in" / "deadly.txt"
    deadly.write_text("Poison for every worker that reads it.\n")
    sources = [str(path) for path in (*paths[:4], deadly, *paths[4:])]
    with cluster(2, allowed_failures=1) as dask_cluster:
        outcomes = list(
            run(sources, load(output=str(tmp_path / "out"), cluster=dask_cluster.scheduler_address, **QUICK))
        )
    (failed,) = [outcome for outcome in outcomes if outcome.status == "failed"]
    assert failed.source == str(deadly) and failed.error and "died" in failed.error.message
    assert len(outcomes) == 13
    audiogen.make([str(path) for path in paths], tmp_path / "single", **QUICK)
    assert files_of(tmp_path / "out") == files_of(tmp_path / "single")


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_an_interrupted_run_goes_on_where_it_was(how: signal.Signals, code: int, tmp_path: Path) -> None:
    paths = write_articles(tmp_path / "in", 60)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "audiogen", "make", str(tmp_path / "in"), "-o", str(out), "-e", "tone"]
    command += ["--loudness", "off", "--cluster", "local:2"]
    client = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True
    )
    try:
        wait_until(lambda: len(list(out.glob("*.mp3"))) >= 12)
        time.sleep(2)  # in which the journal is written
        client.send_signal(how)
        said = client.communicate(timeout=60)[1]
    finally:
        client.kill()
    assert client.returncode == code, said
    if how == signal.SIGINT:
        assert said.strip().endswith("Interrupted. What was finished is kept.")
        assert "Traceback" not in said
        assert len([row for row in journal(out) if "item" in row]) >= 12
    wait_until(lambda: not _alive(client.pid))  # its workers notice and go
    done = {row["item"] for row in journal(out) if "item" in row}
    assert len(done) >= 5
    for path in sorted(done)[:5]:
        Path(path).unlink()  # what is in the journal is not read again
    listed = tmp_path / "urls.txt"
    listed.write_text("".join(f"{path}\n" for path in paths))
    command[4] = str(listed)
    again = subprocess.run([*command, "--json"], capture_output=True, text=True, timeout=120)
    assert again.returncode == 0, again.stderr
    rows = [json.loads(line) for line in again.stdout.splitlines()]
    assert sorted(row["source"] for row in rows) == [str(path) for path in paths]
    assert {row["source"] for row in rows if row["status"] == "kept" and "title" not in row} == done
    write_articles(tmp_path / "in", 60)
    audiogen.make(str(tmp_path / "in"), tmp_path / "single", **QUICK)
    assert files_of(out) == files_of(tmp_path / "single")


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_concerns_every_article_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(AudiogenError, match="No scheduler answers") as caught:
        audiogen.make([], tmp_path / "out", cluster="tcp://127.0.0.1:9", **QUICK)
    assert "dask scheduler" in caught.value.hint
    with pytest.raises(AudiogenError, match="There is no engine 'none'"):
        audiogen.make([], tmp_path / "out", engine="none", cluster="local:1")
    with pytest.raises(SettingsError, match="captions"):
        audiogen.make([], tmp_path / "out", captions="nothing", cluster="local:1", **QUICK)
