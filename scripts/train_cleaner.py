"""Learn the trees of `audiogen.cleaner.story` from the plain text of graded pages.

    python scripts/train_cleaner.py                  # learn from all pages and write story_trees.json
    python scripts/train_cleaner.py --folds FOLDER   # weights a fold of sites, for `benchmarks/articles.py --unseen`

A line is story where at least 60 % of its words stand, in order, in the page's reference text. Besides the whole page,
excerpts are learned from, such as a reader might have copied.
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from forests import Example, learn, write, write_folds
from graded import ARTICLES, fold, reference, truths

from audiogen.cleaner import language, lines, rules, titles
from audiogen.cleaner.features import describe
from audiogen.cleaner.sights import Sight, look
from audiogen.cleaner.story import WEIGHTS, context

Array = Any
EXCERPT_WEIGHT = 0.5
NEWS_WEIGHT = 1.5


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def examples(folder: Path) -> Iterator[Example]:
    for name, page, truth in truths(folder):
        text = (folder / name / f"dumps/{page}.txt").read_text(encoding="utf-8")
        part, worth = fold(folder, name, page), NEWS_WEIGHT if name == "news" else 1.0
        whole, sights = example(text, reference(truth), part, worth)
        yield whole
        for short in excerpts(page, sights, whole.target, text):
            yield example(short, reference(truth), part, worth * EXCERPT_WEIGHT)[0]


def excerpts(page: str, sights: list[Sight], target: Array, text: str) -> list[str]:
    """The page as a reader might have copied it: the story, what stands in it, a little of what stands around it."""
    story = np.flatnonzero(target)
    if len(story) < 4:
        return []
    rng = np.random.default_rng(zlib.crc32(page.encode()) % 2**31)
    raw = text.split("\n")
    made = []
    for before, after in ((rng.integers(0, 6), rng.integers(0, 6)), (rng.integers(4, 16), rng.integers(4, 16))):
        first, last = max(0, story[0] - before), min(len(sights) - 1, story[-1] + after)
        start = sights[first].line.number - 1
        end = sights[last].line.number
        made.append("\n".join([raw[0], "", *raw[start:end]] if start > 1 else raw[:end]))
    return made


def example(text: str, wanted: str, part: int, worth: float) -> tuple[Example, list[Sight]]:
    page, _ = lines.split(text)
    texts = [line.text for line in page]
    sights = look(page, rules.load(language.detect(language.sample_of(texts))))
    title = titles.find(texts, [i for i, sight in enumerate(sights) if sight.prose])
    hits, sizes = aligned(texts, words(wanted))
    target = (hits >= 0.6 * np.maximum(sizes, 1)).astype(float) * (sizes > 0)
    weight = worth * np.sqrt(np.minimum(sizes, 80) + 1) * (sizes > 0) / np.sqrt(len(sizes)) * (1 + 0.5 * target)
    seen = describe(sights, title.whole, title.headline)
    return Example(part, seen, target, weight, partial(context, sights)), sights


def aligned(texts: list[str], reference: list[str]) -> tuple[Array, Array]:
    """Words of each line that stand in the reference, in order; words of each line."""
    owner = [i for i, text in enumerate(texts) for _ in words(text)]
    flat = [word for text in texts for word in words(text)]
    sizes = np.bincount(owner, minlength=len(texts)).astype(float)
    hits = np.zeros(len(texts))
    for block in SequenceMatcher(None, flat, reference, autojunk=False).get_matching_blocks():
        for place in range(block.a, block.a + block.size):
            hits[owner[place]] += block.size >= min(3, sizes[owner[place]])
    return hits, sizes


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
