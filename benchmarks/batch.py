"""What a batch costs beside the engine and the encoder by themselves, and what a second run costs. Prints Markdown.

    python benchmarks/batch.py [--articles 200] [--words 600] [--engine espeak] [--long]

1. A batch: wall time against (CPU of the engine's library alone + CPU of LAME alone) / cores, both taken in this run on
   every tenth article and scaled.
2. One article: time to the finished file against the slower of synthesis and encoding, each spread over all cores.
3. The same batch again: nothing changed; every clip from the cache.
4. With --long: CPU per word, and the parent's peak memory, from 100 to 100,000 words.

Needs a system with `resource` (not Windows). The clips lie in a cache of the benchmark's own.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audiogen import ffmpeg
from audiogen.settings import cores

WORDS = (
    "harbour lamp Monday evening people ferry captain stone pier weather council money spring bridge engineer crack "
    "pillar tunnel vehicle bakery owner season pound government member schedule report railing river autumn contract "
    "old northern heavy quiet early local four nineteen forty waits leaves opens closes brings takes shows keeps"
)


@dataclass(frozen=True)
class Cost:
    wall_s: float
    cpu_s: float


def story(words: int, number: int) -> str:
    """Invented sentences of 8 to 18 words, the same every time."""
    known = WORDS.split()
    chance, text, left = random.Random(number), [f"The story of the {number}th lamp", ""], words
    while left > 0:
        sentences = []
        for _ in range(min(5, -(-left // 13))):
            chosen = [chance.choice(known) for _ in range(chance.randint(8, 18))]
            left -= len(chosen) + 2
            sentences.append(f"The {' '.join(chosen)} here.")
        text += [" ".join(sentences), ""]
    return "\n".join(text)


def run(*command: str, **environment: str) -> Cost:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment})
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


RAW = """
import sys
from pathlib import Path
from audiogen.model import Voice
from audiogen.registry import engine
from audiogen.pipeline import clean, segments
name, folder, *stories = sys.argv[1:]
made = engine(name)
voice = Voice(name, made.default_voice("en"), "en")
for number, story in enumerate(stories):
    texts = [part.spoken for part in segments(clean(Path(story)))]
    if folder == "-":
        continue
    pcm = b"".join(made.speak(text, voice).pcm for text in texts)
    Path(folder, f"{number}.raw").write_bytes(pcm)
    Path(folder, "rate").write_text(str(made.speak("Yes.", voice).frame_rate_hz))
"""
"""The engine in one process: loading it and preparing the texts is measured by itself and taken off."""


def alone(engine: str, stories: Sequence[Path], folder: Path) -> tuple[float, float]:
    """CPU seconds of the engine and of LAME for these stories, nothing else of ours counted."""
    paths = [str(path) for path in stories]
    speaking = run(sys.executable, "-c", RAW, engine, str(folder), *paths)
    preparing = run(sys.executable, "-c", RAW, engine, "-", *paths)
    rate = (folder / "rate").read_text()
    encoding = 0.0
    for number in range(len(stories)):
        raw = ("-f", "s16le", "-ar", rate, "-ac", "1", "-i", str(folder / f"{number}.raw"))
        lame = ("-c:a", "libmp3lame", "-compression_level", "5", "-b:a", "64k", "-f", "mp3", "-y", os.devnull)
        encoding += run(ffmpeg.executable(), "-v", "error", *raw, *lame).cpu_s
    return speaking.cpu_s - preparing.cpu_s, encoding


def made(engine: str, stories: Path, folder: Path, *options: str) -> Cost:
    command = [sys.executable, "-m", "audiogen", str(stories), "-e", engine, "-o", str(folder / "out"), "-q", *options]
    return run(*command, AUDIOGEN_CACHE=str(folder / "cache"))


def batch(engine: str, count: int, words: int, folder: Path) -> None:
    stories = folder / "stories"
    stories.mkdir()
    for number in range(count):
        (stories / f"{number:05}.txt").write_text(story(words, number), encoding="utf-8")
    sample = sorted(stories.iterdir())[:: min(10, count)]
    speaking, encoding = (count / len(sample) * value for value in alone(engine, sample, folder))
    limit = (speaking + encoding) / cores()
    first = made(engine, stories, folder)
    print(f"\n| {count} articles of {words} words, {engine} | seconds | CPU seconds | against the limit |")
    print("|---|---|---|---|")
    print(f"| the engine alone + LAME alone, over {cores()} cores (the limit) | {limit:.1f} | {speaking:.1f} + "
          f"{encoding:.1f} | 1 |")  # fmt: skip
    print(f"| audiogen | {first.wall_s:.1f} | {first.cpu_s:.1f} | {first.wall_s / limit:.2f} |")
    again = made(engine, stories, folder)
    print(f"| again, nothing changed | {again.wall_s:.2f} | {again.cpu_s:.2f} | |")
    cached = made(engine, stories, folder, "--force")
    print(f"| again with `--force`, all clips from the cache | {cached.wall_s:.1f} | {cached.cpu_s:.1f} | |")


def one(engine: str, words: int, folder: Path) -> None:
    path = folder / "one.txt"
    path.write_text(story(words, 7), encoding="utf-8")
    speaking, encoding = alone(engine, [path], folder)
    limit = max(speaking, encoding) / cores()
    first = made(engine, path, folder)
    again = made(engine, path, folder)
    print(f"\none article of {words} words: {first.wall_s:.2f} s; speaking alone {speaking:.2f} s and encoding alone "
          f"{encoding:.2f} s of CPU: {first.wall_s / limit:.1f} times the slower one over {cores()} cores; "
          f"again, nothing changed: {again.wall_s:.2f} s")  # fmt: skip


PEAK = """
import resource, sys
import audiogen
audiogen.make(sys.argv[1], sys.argv[2], engine=sys.argv[3], force=True, cache="off")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def long(engine: str, folder: Path) -> None:
    print("\n| words in one article | CPU ms a word, start taken off | parent's peak memory |\n|---|---|---|")
    start = 0.0
    for words in (10, 100, 1_000, 10_000, 100_000):
        path = folder / f"long-{words}.txt"
        path.write_text(story(words, 3), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-c", PEAK, str(path), str(folder / "long"), engine]
        peak = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if not start:
            start = cpu
            continue
        print(f"| {words:,} | {1000 * (cpu - start) / words:.2f} | {peak:.0f} MB |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--engine", default="espeak")
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    print(f"{platform.machine()}, {cores()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        one(options.engine, options.words, Path(folder))
        batch(options.engine, options.articles, options.words, Path(folder))
        if options.long:
            long(options.engine, Path(folder))


if __name__ == "__main__":
    main()
