"""How long a run takes, side by side in one run of this script. Prints Markdown.

    python benchmarks/speed.py [ARTICLE.txt] [--rounds 3] [--long]

1. One article end to end: audiogen against the plain script a user would write (`plain_script.py`) and against the
   program espeak-ng piped into an MP3 encoder (where it is installed: `apt install espeak-ng`).
2. With --long, time and the parent's peak memory for 10,000 and 100,000 words.
3. `audiogen --help`.

Every figure is the median of the rounds, each a new process from its start to its end, without a cache of clips; the
rounds take turns, so that a busy minute hits all alike.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from audiogen import ffmpeg

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared" / "seeds"
AUDIOGEN = [sys.executable, "-m", "audiogen"]


def seconds_of(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "AUDIOGEN_CACHE": "off"})
    return time.perf_counter() - start


def plain(article: Path, folder: Path) -> float:
    start = time.perf_counter()
    said = subprocess.run(
        [sys.executable, str(HERE / "plain_script.py"), str(article), str(folder / "plain.mp3")],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    took, report = time.perf_counter() - start, json.loads(said.stdout)
    if report["files with sound"] < report["sentences"]:
        lost = report["sentences"] - report["files with sound"]
        print(f"  (the plain script lost {lost} of {report['sentences']} sentences)", file=sys.stderr)
    return took


def piped(article: Path, folder: Path) -> float:
    encode = f"'{ffmpeg.executable()}' -v error -y -i - -b:a 64k '{folder}/piped.mp3'"
    return seconds_of(["sh", "-c", f"espeak-ng --stdout -f '{article}' | {encode}"])


def made(engine: str) -> Callable[[Path, Path], float]:
    def run(article: Path, folder: Path) -> float:
        return seconds_of([*AUDIOGEN, str(article), "-e", engine, "-o", str(folder / engine), "-f", "-q"])

    return run


def one_article(article: Path, rounds: int) -> None:
    ways: dict[str, Callable[[Path, Path], float]] = {"plain script": plain}
    if shutil.which("espeak-ng"):
        ways["espeak-ng, piped to ffmpeg"] = piped
    ways |= {"audiogen -e pyttsx3": made("pyttsx3"), "audiogen -e espeak": made("espeak")}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for name, way in ways.items():
                taken[name].append(way(article, Path(folder)))
    base = statistics.median(taken["plain script"])
    words = len(article.read_text(encoding="utf-8").split())
    print(f"\n| {words} words, one MP3 | seconds | against the plain script |")
    print("|---|---|---|")
    for name, values in taken.items():
        median = statistics.median(values)
        print(f"| {name} | {median:.2f} | {median / base:.2f} |")


STORY = """
import resource, sys, time
import audiogen
start = time.perf_counter()
audiogen.make(sys.argv[1], sys.argv[2], engine=sys.argv[3], force=True, cache="off")
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def long_articles() -> None:
    sentence = "The harbour of Harrow Point has a new lamp, and forty people came to see it on Monday evening. "
    print("\n| words | engine | seconds | seconds per 1,000 words | parent's peak memory |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for engine in ("espeak", "tone"):
            for words in (10_000, 100_000):
                count = len(sentence.split())
                paragraphs = ((f"{n}. " + sentence * 5) for n in range(words // (5 * count)))
                path = Path(folder) / f"long-{words}.txt"
                path.write_text("A long story\n\n" + "\n\n".join(paragraphs), encoding="utf-8")
                run = [sys.executable, "-c", STORY, str(path), folder, engine]
                took, memory = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
                per = 1000 * float(took) / words
                print(f"| {words:,} | {engine} | {float(took):.1f} | {per:.2f} | {float(memory):.0f} MB |")


def help_time(rounds: int) -> None:
    taken = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall = seconds_of([*AUDIOGEN, "--help"])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append((wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    wall, cpu = (statistics.median(values) for values in zip(*taken, strict=True))
    print(f"\n`audiogen --help`: {1000 * wall:.0f} ms ({1000 * cpu:.0f} ms of processor time)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    seeds = sorted(SHARED.glob("*.txt")) or sorted((HERE.parent / "seeds").glob("*.txt"))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}")
    one_article(options.article or seeds[0], options.rounds)
    help_time(2 * options.rounds + 1)
    if options.long:
        long_articles()


if __name__ == "__main__":
    main()
