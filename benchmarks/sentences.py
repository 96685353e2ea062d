"""Sentence ends: golden cases, agreement on running text and speed, beside the peers that are installed.

    python benchmarks/sentences.py [GOLDEN.json] [ARTICLE.json ...]

Golden cases come from ../shared/sentences by default, running text from ../shared/articles. Prints Markdown.
Peers: ``pip install pysbd syntok blingfire``; one that is missing has no column.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from audiogen.segmenter import sentences

SHARED = Path(__file__).resolve().parents[2] / "shared"
Split = Callable[[str], list[str]]
WORDS_OF_A_SLOW_PEER = 100_000


def audiogen_for(language: str) -> Split:
    return lambda text: sentences(text, language)


def pysbd_for(language: str) -> Split:
    pysbd = import_module("pysbd")
    split: Split = pysbd.Segmenter(language=language, clean=False).segment
    return split


def syntok_for(language: str) -> Split:
    process = import_module("syntok.segmenter").process
    return lambda text: ["".join(t.spacing + t.value for t in sent) for par in process(text) for sent in par]


def blingfire_for(language: str) -> Split:
    blingfire = import_module("blingfire")
    return lambda text: str(blingfire.text_to_sentences(text)).split("\n")


MAKERS: dict[str, Callable[[str], Split]] = {
    "audiogen": audiogen_for,
    "pysbd": pysbd_for,
    "syntok": syntok_for,
    "blingfire": blingfire_for,
}


def installed() -> dict[str, Callable[[str], Split]]:
    found = {}
    for name, maker in MAKERS.items():
        try:
            maker("en")
        except ImportError:
            continue
        found[name] = maker
    return found


def bare(parts: list[str]) -> list[str]:
    return ["".join(part.split()) for part in parts if part.strip()]


def golden(path: Path, makers: dict[str, Callable[[str], Split]]) -> None:
    cases = json.loads(path.read_text("utf-8"))
    print("| golden cases, exact |", " | ".join(makers), "|\n|---|" + "---|" * len(makers))
    for language in sorted({case["language"] for case in cases}):
        mine = [case for case in cases if case["language"] == language]
        row = []
        for maker in makers.values():
            split = maker(language)
            row.append(sum(bare(split(case["text"])) == bare(case["sentences"]) for case in mine))
        print(f"| {language}, {len(mine)} |", " | ".join(map(str, row)), "|")


def speed(texts: list[str], makers: dict[str, Callable[[str], Split]]) -> None:
    print("\n| running text |", " | ".join(makers), "|\n|---|" + "---|" * len(makers))
    rates, counts = [], []
    short: list[str] = []
    for text in texts:
        if sum(len(t.split()) for t in short) < WORDS_OF_A_SLOW_PEER:
            short.append(text)
    words = sum(len(text.split()) for text in short)
    for maker in makers.values():
        split = maker("en")
        begun = time.perf_counter()
        counts.append(sum(len(bare(split(text))) for text in short))
        rates.append(words / (time.perf_counter() - begun))
    print(f"| sentences in {words:,} words |", " | ".join(f"{count:,}" for count in counts), "|")
    print("| words a second |", " | ".join(f"{rate:,.0f}" for rate in rates), "|")


def one_line(texts: list[str]) -> None:
    """Time for one line of 1 and of 10 million characters."""
    line = " ".join(" ".join(texts).split())
    line = line * (10_000_000 // len(line) + 1)
    for size in (1_000_000, 10_000_000):
        begun = time.perf_counter()
        sentences(line[:size])
        print(f"\naudiogen, one line of {size:,} characters: {time.perf_counter() - begun:.2f} s", end="")
    print()


def running_text(paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        truth = json.loads(path.read_text("utf-8"))
        found.append(truth.get("main_content") or "\n\n".join(truth.get("paragraphs", [])))
    return [text for text in found if text]


def main(arguments: list[str]) -> None:
    makers = installed()
    cases = Path(arguments[0]) if arguments else SHARED / "sentences" / "golden.json"
    articles = [Path(name) for name in arguments[1:]] or sorted((SHARED / "articles/web/truth").glob("*.json"))
    if cases.is_file():
        golden(cases, makers)
    texts = running_text(articles)
    if texts:
        speed(texts, makers)
        one_line(texts)


if __name__ == "__main__":
    main(sys.argv[1:])
