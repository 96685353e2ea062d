"""Learn the homograph model from the labelled sentences; the same sentences give the same bytes.

    python scripts/train_homographs.py                 # writes audiogen/speakable/data/homographs.{tsv,bin}
    python scripts/train_homographs.py --check 10      # cross-validation with 10 folds; writes nothing
    add --data FOLDER for another place than ../shared/speech

In: homographs.tsv (homograph, wordid, start, end, sentence), homograph_readings.tsv (wordid, label, pronunciation),
and homographs_extra.tsv beside this script: sentences of our own for readings that the former has few or none of.
A softmax over a word's readings, L2-regularised, fitted by L-BFGS; weights rounded to 8 bits.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np

from audiogen.speakable.homographs import BITS, Candidate, candidate, features, places, with_endings

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "audiogen/speakable/data"
L2 = 0.1
STEPS = 80
#: Labels of readings that are verbs where the word's other readings are none.
VERBS = {"verb", "analyze", "give an account", "rip"}

Known = dict[str, tuple[Candidate, ...]]


class Rows(NamedTuple):
    """A row for each sentence and reading, as a sparse matrix of ones."""

    row: np.ndarray
    column: np.ndarray
    sentence: np.ndarray
    gold: np.ndarray


class Labelled(NamedTuple):
    word: str
    name: str
    start: int
    end: int
    sentence: str


def labelled(folder: Path) -> list[Labelled]:
    lines = (folder / "homographs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return [Labelled(word, name, int(start), int(end), text) for word, name, start, end, text in cells]


def extra(known: Known) -> list[Labelled]:
    """Sentences of our own: name of the reading, sentence with the word between stars."""
    words = {one.name: word for word, among in known.items() for one in among}
    found = []
    for line in Path(__file__).with_name("homographs_extra.tsv").read_text(encoding="utf-8").splitlines():
        name, marked = line.split("\t")
        before, word, after = marked.split("*")
        if word.lower() != words[name]:
            raise ValueError(f"{name} does not read '{word}'")
        found.append(Labelled(words[name], name, len(before), len(before) + len(word), before + word + after))
    return found


def listed(folder: Path) -> Known:
    """word -> readings, sorted by name."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (folder / "homograph_readings.tsv").open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines, delimiter="\t"):
            found[line["homograph"]].append(line)
    known: Known = {}
    for word, options in sorted(found.items()):
        known[word] = tuple(
            candidate(word, option["wordid"], option["pronunciation"], option["label"] in VERBS, first=not index)
            for index, option in enumerate(sorted(options, key=lambda option: option["wordid"]))
        )
    return known


def matrix(sentences: list[Labelled], known: Known) -> Rows:
    row, column, sentence, gold = [], [], [], []
    for number, item in enumerate(sentences):
        here = features(item.sentence, item.start, item.end)
        for one in known[item.word]:
            found = places(here, one.seeds)
            row += [len(gold)] * len(found)
            column += found
            sentence.append(number)
            gold.append(one.name == item.name)
    return Rows(np.array(row), np.array(column), np.array(sentence), np.array(gold))


def fit(rows: Rows, count: int) -> np.ndarray:
    """Weights that make the labelled readings likely, by L-BFGS with a memory of ten steps."""
    weights = np.zeros(1 << BITS)
    loss, slope = cost(weights, rows, count)
    memory: list[tuple[np.ndarray, np.ndarray]] = []
    for _ in range(STEPS):
        way = direction(slope, memory)
        size, gain = 1.0, float(np.sum(way * slope))
        while True:
            new_loss, new_slope = cost(weights + size * way, rows, count)
            if new_loss <= loss + 1e-4 * size * gain or size < 1e-6:
                break
            size /= 2
        memory = [*memory[-9:], (size * way, new_slope - slope)]
        weights, loss, slope = weights + size * way, new_loss, new_slope
    return weights


def cost(weights: np.ndarray, rows: Rows, count: int) -> tuple[float, np.ndarray]:
    """The regularised negative log likelihood and its slope. bincount adds one after another: one order, one sum."""
    likely = softmax(scores(weights, rows), rows.sentence, count)
    loss = -float(np.sum(np.log(likely[rows.gold]))) + L2 / 2 * float(np.sum(weights * weights))
    return loss, np.bincount(rows.column, (likely - rows.gold)[rows.row], 1 << BITS) + L2 * weights


def direction(slope: np.ndarray, memory: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Downhill, bent by the curvature that the last steps have met (Nocedal and Wright, algorithm 7.4)."""
    if not memory:
        return -slope / np.sqrt(np.sum(slope * slope))
    way, shares = -slope, []
    for step, change in reversed(memory):
        share = np.sum(step * way) / np.sum(step * change)
        way = way - share * change
        shares.append(share)
    step, change = memory[-1]
    way = way * (np.sum(step * change) / np.sum(change * change))
    for (step, change), share in zip(memory, reversed(shares), strict=True):
        way = way + step * (share - np.sum(change * way) / np.sum(step * change))
    return way


def scores(weights: np.ndarray, rows: Rows) -> np.ndarray:
    return np.bincount(rows.row, weights[rows.column], len(rows.gold))


def softmax(score: np.ndarray, sentence: np.ndarray, count: int) -> np.ndarray:
    top = np.full(count, -np.inf)
    np.maximum.at(top, sentence, score)
    power = np.exp(score - top[sentence])
    return power / np.bincount(sentence, power, count)[sentence]


def rounded(weights: np.ndarray) -> np.ndarray:
    return np.round(weights * (127 / np.abs(weights).max())).astype(np.int8)


def right(weights: np.ndarray, rows: Rows, count: int) -> np.ndarray:
    """For each sentence: has the labelled reading the highest score, the first of equals?"""
    score = scores(weights.astype(float), rows) - 1e-6 * np.arange(len(rows.gold)) / len(rows.gold)
    top = np.full(count, -np.inf)
    np.maximum.at(top, rows.sentence, score)
    return np.bincount(rows.sentence, rows.gold & (score == top[rows.sentence]), count) > 0


def learned(sentences: list[Labelled], known: Known) -> np.ndarray:
    """Weights from the sentences and those of our own."""
    forms = with_endings(known)
    every = sentences + extra(forms)
    return rounded(fit(matrix(every, forms), len(every)))


def held_out(sentences: list[Labelled], known: Known, folds: int, held: int) -> dict[int, bool]:
    """Train on all folds but one; number of each sentence held out -> is it read right. Folds have equal shares."""
    order = np.random.default_rng(0).permutation(len(sentences))
    order = sorted(order, key=lambda number: sentences[number].name)
    test = [number for place, number in enumerate(order) if place % folds == held]
    train = [number for place, number in enumerate(order) if place % folds != held]
    weights = learned([sentences[number] for number in train], known)
    good = right(weights, matrix([sentences[number] for number in test], known), len(test))
    return {number: bool(ok) for number, ok in zip(test, good, strict=True)}


def check(sentences: list[Labelled], known: Known, folds: int) -> None:
    """Print the share of held-out sentences that are read right, and the worst words."""
    good: dict[str, list[bool]] = defaultdict(list)
    for held in range(folds):
        for number, ok in held_out(sentences, known, folds, held).items():
            good[sentences[number].word].append(ok)
    share = {word: sum(oks) / len(oks) for word, oks in good.items()}
    right_ones = sum(sum(oks) for oks in good.values())
    print(f"{right_ones} of {len(sentences)} right: {right_ones / len(sentences):.2%}")
    print(f"mean over {len(share)} words: {sum(share.values()) / len(share):.2%}")
    for word in sorted(share, key=lambda word: share[word])[:20]:
        print(f"  {word:14s} {share[word]:.1%} of {len(good[word])}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/speech")
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--check", type=int, metavar="FOLDS", default=0)
    options = parser.parse_args()
    sentences, known = labelled(options.data), listed(options.data)
    if options.check:
        check(sentences, known, options.check)
        return
    weights = learned(sentences, known)
    lines = [
        f"{word}\t{one.name}\t{one.ipa}\t{'verb' if one.verb else '-'}\n"
        for word, among in known.items()
        for one in among
    ]
    (options.target / "homographs.tsv").write_text("".join(lines), encoding="utf-8", newline="\n")
    (options.target / "homographs.bin").write_bytes(weights.tobytes())


if __name__ == "__main__":
    main()
