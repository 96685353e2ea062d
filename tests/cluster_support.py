"""For the tests of clusters: articles by the hundred, a scheduler with workers that can be killed, an S3 server."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WORDS = ["harbour", "bridge", "council", "lamp", "keeper", "winter", "ferry", "market", "station", "school"]


def write_articles(folder: Path, count: int, same_title_every: int = 10, sentences: int = 1) -> list[Path]:
    """Short stories; every so many of them have one title."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(count)
    paths = []
    for number in range(count):
        title = "The same title" if number % same_title_every == 0 else f"Story {number} of the {chance.choice(WORDS)}"
        said = (f"The {chance.choice(WORDS)} met the {chance.choice(WORDS)} in {number}." for _ in range(sentences))
        path = folder / f"a{number:04}.txt"
        path.write_text(f"{title}\n\n{' '.join(said)}\n", encoding="utf-8")
        paths.append(path)
    return paths


def files_of(folder: Path) -> dict[str, bytes]:
    """Name -> bytes of what a run made, without its journal."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and path.suffix != ".jsonl" and not path.name.startswith(".")
    }


@contextmanager
def workers_killed(pids: Any, kills: int, every_s: tuple[float, float], seed: int) -> Iterator[list[int]]:
    """Kill -9 one of the processes, now and then, at most so many times; gives the list of those killed so far."""
    chance, killed, stop = random.Random(seed), list[int](), threading.Event()

    def work() -> None:
        while len(killed) < kills and not stop.wait(chance.uniform(*every_s)):
            if alive := sorted(set(pids()) - set(killed)):
                victim = chance.choice(alive)
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield killed
    finally:
        stop.set()
        thread.join()


@contextmanager
def s3_server() -> Iterator[str]:
    """The address of an S3 server on loopback, with the bucket ``news``; its process goes at the end."""
    code = (
        "import sys; from moto.server import ThreadedMotoServer; s = ThreadedMotoServer('127.0.0.1', 0);"
        "s.start(); print('port', s.get_host_and_port()[1], flush=True); sys.stdin.read()"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout
        port = next(line.split()[1] for line in server.stdout if line.startswith("port "))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.communicate()


def wait_until(true: Any, limit_s: float = 60) -> None:
    """Until the function's value is true; AssertionError after the limit."""
    end = time.monotonic() + limit_s
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)
