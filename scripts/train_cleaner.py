"""Fit the weights of `audiogen/cleaner/story.json` on the graded pages of ../shared/articles.

    python scripts/train_cleaner.py            # three-fold cross-validation by site, then the fit over all pages
    python scripts/train_cleaner.py --check    # cross-validation only

Logistic regression with an L2 penalty by Newton's method. A line is story where at least 60 % of its words stand, in
order, in the page's reference text. The second pass is fitted on first-pass scores of pages that pass had not seen.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np

from audiogen.cleaner import language, lines, rules, titles
from audiogen.cleaner.features import describe
from audiogen.cleaner.sights import Features, Sight, look
from audiogen.cleaner.story import BIAS, WEIGHTS, context, nearly_clean

ARTICLES = Path(__file__).parents[2] / "shared/articles"
FOLDS, PENALTY, RARE = 3, 2.0, 30
Array = Any


@dataclass
class Example:
    """A graded page."""

    folder: str
    name: str
    site: str
    truth: dict[str, Any]
    sights: list[Sight]
    seen: list[Features]
    target: Array
    weight: Array
    pasted: bool
    """An excerpt: trained on, not measured."""
    first: Array = field(default_factory=lambda: np.zeros(0))
    final: Array = field(default_factory=lambda: np.zeros(0))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def examples() -> list[Example]:
    found = []
    for folder in ("web", "news"):
        for file in sorted((ARTICLES / folder / "truth").glob("*.json")):
            dump = ARTICLES / folder / f"dumps/{file.stem}.txt"
            if dump.exists():
                text = dump.read_text(encoding="utf-8")
                whole = example(folder, file, text)
                found += [whole, *(example(folder, file, short, pasted=True) for short in excerpts(whole, text))]
    return found


def excerpts(whole: Example, text: str) -> list[str]:
    """The page as a reader might have copied it: the story, what stands in it, a little of what stands around it."""
    story = np.flatnonzero(whole.target)
    if len(story) < 4:
        return []
    rng = np.random.default_rng(fold(whole.name, 2**31))
    raw = text.split("\n")
    made = []
    for before, after in ((rng.integers(0, 6), rng.integers(0, 6)), (rng.integers(4, 16), rng.integers(4, 16))):
        first, last = max(0, story[0] - before), min(len(whole.sights) - 1, story[-1] + after)
        start = whole.sights[first].line.number - 1
        end = whole.sights[last].line.number
        made.append("\n".join([raw[0], "", *raw[start:end]] if start > 1 else raw[:end]))
    return made


def example(folder: str, file: Path, text: str, pasted: bool = False) -> Example:
    truth = json.loads(file.read_text(encoding="utf-8"))
    page, _ = lines.split(text)
    texts = [line.text for line in page]
    sights = look(page, rules.load(language.detect(language.sample_of(texts))))
    title = titles.find(texts, [i for i, sight in enumerate(sights) if sight.prose])
    reference = truth["main_content"] if "main_content" in truth else "\n\n".join(truth["paragraphs"])
    hits, sizes = aligned(texts, words(reference))
    target = (hits >= 0.6 * np.maximum(sizes, 1)).astype(float) * (sizes > 0)
    weight = np.sqrt(np.minimum(sizes, 80) + 1) * (sizes > 0) / np.sqrt(len(sizes))
    weight = weight * (1.5 if folder == "news" else 1.0) * (1 + 0.5 * target)
    seen = describe(sights, title.whole, title.headline)
    weight = weight * (0.5 if pasted else 1.0)
    return Example(folder, file.stem, site(folder, file.stem), truth, sights, seen, target, weight, pasted)


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


def site(folder: str, name: str) -> str:
    if folder == "news":
        return name.split("_")[0]
    markup = gzip.decompress((ARTICLES / f"web/pages/{name}.html.gz").read_bytes()).decode("utf-8", "replace")
    hit = re.search(
        r'(?:rel=["\']?canonical["\']?[^>]*href|og:url["\'][^>]*content)=["\']?https?://([^/"\' >]+)', markup
    )
    return hit[1] if hit else name


def matrix(rows: list[Features], columns: dict[str, int]) -> Array:
    filled = np.zeros((len(rows), len(columns)), np.float32)
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in columns:
                filled[i, columns[name]] = value
    return filled


def columns_of(rows: list[list[Features]]) -> dict[str, int]:
    counts = Counter(name for page in rows for row in page for name in row)
    return {name: i for i, name in enumerate(sorted(name for name, count in counts.items() if count >= RARE))}


def regress(pages: list[Example], rows: list[list[Features]]) -> dict[str, float]:
    """Name -> weight."""
    columns = columns_of(rows)
    parts = [matrix(page, columns) for page in rows]
    beta, ridge = np.zeros(len(columns)), PENALTY * np.eye(len(columns))
    for _ in range(10):
        curve, slope = ridge.copy(), PENALTY * beta
        for page, x in zip(pages, parts, strict=True):
            p = 1 / (1 + np.exp(-np.clip(x @ beta.astype(np.float32), -30, 30)))
            curve += (x.T * (page.weight * p * (1 - p) + 1e-6).astype(np.float32)) @ x
            slope += x.T @ (page.weight * (p - page.target)).astype(np.float32)
        step = np.linalg.solve(curve, slope)
        beta = beta - step
        if np.abs(step).max() < 1e-2:
            break
    return {name: round(float(beta[i]), 3) for name, i in columns.items()}


def scores(rows: list[Features], weights: dict[str, float]) -> Array:
    return np.array([sum(value * weights.get(name, 0.0) for name, value in row.items()) for row in rows])


def fit(pages: list[Example]) -> dict[str, dict[str, float]]:
    """Both passes."""
    first = regress(pages, [page.seen for page in pages])
    halves = [[page for page in pages if fold(page.site, 2) == half] for half in (0, 1)]
    for half, other in ((0, 1), (1, 0)):
        unseen = regress(halves[other], [page.seen for page in halves[other]])
        for page in halves[half]:
            page.first = scores(page.seen, unseen)
    return {"first": first, "second": regress(pages, [both(page) for page in pages])}


def both(page: Example) -> list[Features]:
    return [a | b for a, b in zip(page.seen, context(page.sights, list(page.first)), strict=True)]


def fold(name: str, folds: int) -> int:
    import zlib

    return zlib.crc32(name.encode()) % folds


def predict(page: Example, weights: dict[str, dict[str, float]]) -> None:
    page.first = scores(page.seen, weights["first"])
    page.final = scores(both(page), weights["second"])


def report(pages: list[Example], bias: float) -> None:
    """The measures of score.py over the lines that are kept."""
    spec = importlib.util.spec_from_file_location("score", ARTICLES / "score.py")
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    for folder in ("web", "news"):
        rows = []
        for page in (page for page in pages if page.folder == folder and not page.pasted):
            clean = nearly_clean(page.sights)
            kept = [
                s.line.text
                for s, z in zip(page.sights, page.final, strict=True)
                if (clean or z + bias > 0) and not s.strong
            ]
            reference, must, mustnt = score.expected(page.truth)
            text = "\n\n".join(kept)
            rows.append((*score.word_f1(text, reference), score.share(text, must), score.share(text, mustnt)))
        print(f"{folder} bias {bias}:", *(f"{score.mean([row[i] for row in rows]):.3f}" for i in range(5)), flush=True)


def main() -> None:
    pages = examples()
    dumps = [page for page in pages if not page.pasted]
    print(len(dumps), "pages,", sum(nearly_clean(page.sights) for page in dumps), "nearly clean", flush=True)
    if "--fit" not in sys.argv:
        for held in range(FOLDS):
            weights = fit([page for page in pages if fold(page.site, FOLDS) != held])
            for page in pages:
                if fold(page.site, FOLDS) == held:
                    predict(page, weights)
            print("fold", held + 1, flush=True)
        for bias in (0.0, BIAS):
            report(pages, bias)
    if "--check" not in sys.argv:
        WEIGHTS.write_text(
            json.dumps(fit(pages), indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
