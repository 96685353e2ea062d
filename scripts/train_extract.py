"""Learn the trees of `audiogen.cleaner.dom_model` from graded pages of markup.

    python scripts/train_extract.py                  # learn from all pages and write dom_trees.json
    python scripts/train_extract.py --folds FOLDER   # weights a fold of sites, for `benchmarks/articles.py --unseen`

Lines of a page are labelled by aligning its words with the words of the reference text.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

import numpy as np
from forests import Example, learn, write, write_folds
from graded import ARTICLES, fold, markup, reference, truths

from audiogen.cleaner.dom import parse
from audiogen.cleaner.dom_context import context
from audiogen.cleaner.dom_evidence import tokens
from audiogen.cleaner.dom_features import Describer
from audiogen.cleaner.dom_lines import Line, read_lines
from audiogen.cleaner.dom_model import WEIGHTS
from audiogen.cleaner.extract import clues
from audiogen.cleaner.metadata import about


def examples(folder: Path) -> Iterator[Example]:
    for name, page, truth in truths(folder):
        text = markup(folder, name, page)
        root, _ = parse(text)
        assert root is not None
        lines = read_lines(root)
        seen = Describer(lines, clues(root, text, about(root)))
        target, weight = labels(lines.lines, reference(truth)), costs(lines.lines, reference(truth))
        yield Example(
            fold(folder, name, page), seen.describe(), np.array(target), np.array(weight), partial(context, seen)
        )


def labels(lines: Sequence[Line], reference: str) -> list[float]:
    """1 for a line of which at least half the words align with the reference, in runs of four or whole lines."""
    words = [(word, i) for i, line in enumerate(lines) for word in tokens(line.text)]
    counts = Counter(i for _, i in words)
    starts: dict[int, int] = {}
    for at, (_, i) in enumerate(words):
        starts.setdefault(i, at)
    hits: Counter[int] = Counter()
    for at, _, size in SequenceMatcher(
        None, [word for word, _ in words], tokens(reference), autojunk=False
    ).get_matching_blocks():
        for _, i in words[at : at + size]:
            if size >= 4 or (starts[i] >= at and starts[i] + counts[i] <= at + size):
                hits[i] += 1
    return [float(counts[i] > 0 and hits[i] >= 0.5 * counts[i]) for i in range(len(lines))]


def costs(lines: Sequence[Line], text: str) -> list[float]:
    """What a mistake in each line costs: its share of the story's words, and a little for being a line at all."""
    total = max(50, len(tokens(text)))
    return [min(0.3, 0.6 * len(tokens(line.text)) / total + 0.4 / len(lines)) for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--folds", type=Path)
    options = parser.parse_args()
    pages = list(examples(options.folder))
    if options.folds:
        write_folds(pages, options.folds, WEIGHTS.stem)
    else:
        write(learn(pages), WEIGHTS)


if __name__ == "__main__":
    main()
