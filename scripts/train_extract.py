"""Learn the weights of `audiogen.cleaner.dom_model` from graded pages, and say what they are worth.

    python scripts/train_extract.py            # cross-validated figures, folds by publisher
    python scripts/train_extract.py --write    # learn from all pages and write dom_weights.json

Lines of a page are labelled by aligning its words with the words of the reference text. Both passes are logistic
regressions with an L2 penalty, fitted by L-BFGS; the second learns from what the first says of pages it has not seen.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from audiogen.cleaner.dom import parse
from audiogen.cleaner.dom_context import context
from audiogen.cleaner.dom_evidence import Clues, tokens
from audiogen.cleaner.dom_features import Describer
from audiogen.cleaner.dom_lines import Line, Lines, read_lines
from audiogen.cleaner.dom_model import WEIGHTS
from audiogen.cleaner.dom_roles import assign
from audiogen.cleaner.extract import chosen, clues
from audiogen.cleaner.metadata import about
from audiogen.model import SILENT_ROLES, Metadata

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "articles"
FOLDS = 5
FEWEST_PAGES = 4
PENALTY = 20.0
Floats = NDArray[np.float64]
Fit = tuple[dict[str, int], Floats]


@dataclass
class Graded:
    """A page, its lines, their labels (1: story) and what the passes work with."""

    set: str
    id: str
    group: str
    lines: Lines
    clues: Clues
    metadata: Metadata
    title: int
    truth: tuple[str, list[str], list[str]]
    labels: list[float] = field(default_factory=list)
    chains: list[tuple[int, ...]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    more: list[list[str]] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    fold: int = 0


def load(folder: Path) -> list[Graded]:
    """The pages of all sets in the folder, labelled and described."""
    pages = []
    for name in ("web", "news"):
        for file in sorted((folder / name / "truth").glob("*.json")):
            source = folder / name / "pages" / f"{file.stem}.html.gz"
            if source.exists():
                pages.append(_graded(folder, name, source, json.loads(file.read_text(encoding="utf-8"))))
    groups = sorted({page.group for page in pages})
    folds = dict(
        zip(np.random.RandomState(0).permutation(groups), (i % FOLDS for i in range(len(groups))), strict=False)
    )
    for page in pages:
        page.fold = folds[page.group]
    return pages


def _graded(folder: Path, name: str, source: Path, truth: dict) -> Graded:
    markup = gzip.decompress(source.read_bytes()).decode("utf-8", "replace")
    root, _ = parse(markup)
    assert root is not None
    known, lines = about(root), read_lines(root)
    stem = source.name.removesuffix(".html.gz")
    group = stem.split("_")[0] if name == "news" else urlsplit(known.metadata.url).hostname or stem
    found = clues(root, markup, known)
    describer = Describer(lines, found)
    expected = _scorer(folder).expected(truth)
    page = Graded(name, stem, group.removeprefix("www."), lines, found, known.metadata, describer.title, expected)
    page.labels = labels(lines.lines, page.truth[0])
    page.chains, page.rows = describer.chains, describer.describe()
    return page


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


def weights_of(page: Graded) -> list[float]:
    """What a mistake in each line costs: its share of the story's words, and a little for being a line at all."""
    total = max(50, len(tokens(page.truth[0])))
    return [min(0.3, 0.6 * len(tokens(line.text)) / total + 0.4 / len(page.lines.lines)) for line in page.lines.lines]


def fit(pages: Sequence[Graded], rows: Callable[[Graded], list[list[str]]]) -> Fit:
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({name for row in rows(page) for name in row})
    names = {name: i for i, name in enumerate(sorted(name for name, count in seen.items() if count >= FEWEST_PAGES))}
    at, columns, count = _matrix(pages, rows, names)
    wanted = np.array([label for page in pages for label in page.labels])
    cost = np.array([value for page in pages for value in weights_of(page)])
    cost *= count / cost.sum()

    def loss(weight: Floats) -> tuple[float, Floats]:
        total = np.bincount(at, weight[columns], minlength=count)
        error = cost * (1 / (1 + np.exp(-total)) - wanted)
        value = float((cost * (np.logaddexp(0, total) - wanted * total)).sum() + 0.5 * PENALTY * weight @ weight)
        return value, np.bincount(columns, error[at], minlength=len(names)) + PENALTY * weight

    return names, _lbfgs(loss, np.zeros(len(names)))


def _matrix(
    pages: Sequence[Graded], rows: Callable[[Graded], list[list[str]]], names: dict[str, int]
) -> tuple[NDArray, NDArray, int]:
    lines = [[names[name] for name in set(row) if name in names] for page in pages for row in rows(page)]
    at = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return at, np.array([column for line in lines for column in line]), len(lines)


def _lbfgs(loss: Callable[[Floats], tuple[float, Floats]], at: Floats, rounds: int = 60, memory: int = 10) -> Floats:
    """Limited-memory BFGS with backtracking (Nocedal and Wright, Numerical Optimization, algorithm 7.4)."""
    value, slope = loss(at)
    past: list[tuple[Floats, Floats]] = []
    for _ in range(rounds):
        step, factors = slope.copy(), []
        for move, change in reversed(past):
            factors.append((move @ step) / (move @ change))
            step -= factors[-1] * change
        step *= (
            (past[-1][0] @ past[-1][1]) / (past[-1][1] @ past[-1][1])
            if past
            else 1 / max(1.0, float(np.abs(slope).max()))
        )
        for (move, change), factor in zip(past, reversed(factors), strict=True):
            step += move * (factor - (change @ step) / (move @ change))
        length = 1.0
        while (new := loss(at - length * step))[0] > value - 1e-4 * length * (slope @ step) and length > 1e-6:
            length /= 2
        move, change = -length * step, new[1] - slope
        past = [*past, (move, change)][-memory:] if move @ change > 1e-10 else past
        done = abs(value - new[0]) < 1e-5 * abs(value)
        at, value, slope = at + move, new[0], new[1]
        if done:
            break
    return at


def predict(pages: Sequence[Graded], rows: Callable[[Graded], list[list[str]]], model: Fit) -> list[list[float]]:
    at, columns, count = _matrix(pages, rows, model[0])
    likely = iter((1 / (1 + np.exp(-np.bincount(at, model[1][columns], minlength=count)))).tolist())
    return [[next(likely) for _ in page.lines.lines] for page in pages]


def alone(page: Graded) -> list[list[str]]:
    return page.rows


def in_context(page: Graded) -> list[list[str]]:
    return [[*row, *more] for row, more in zip(page.rows, page.more, strict=True)]


def _see_around(pages: Sequence[Graded], model: Fit) -> None:
    for page, scores in zip(pages, predict(pages, alone, model), strict=True):
        page.more = context(page.lines, page.chains, scores)


def learn(pages: Sequence[Graded]) -> tuple[Fit, Fit]:
    """Both passes; the second sees the first one's verdicts on held-out pages."""
    for fold in sorted({page.fold for page in pages}):
        _see_around([p for p in pages if p.fold == fold], fit([p for p in pages if p.fold != fold], alone))
    return fit(pages, alone), fit(pages, in_context)


def cross_validate(pages: Sequence[Graded]) -> None:
    for fold in range(FOLDS):
        held = [page for page in pages if page.fold == fold]
        first, second = learn([page for page in pages if page.fold != fold])
        _see_around(held, first)
        for page, scores in zip(held, predict(held, in_context, second), strict=True):
            page.scores = scores
        print(f"fold {fold + 1} of {FOLDS}: {len(second[0])} features", file=sys.stderr, flush=True)


def report(pages: Sequence[Graded], folder: Path) -> None:
    score = _scorer(folder)
    for name in ("web", "news"):
        rows = []
        for page in pages:
            if page.set == name:
                text = spoken(page)
                rows.append(
                    (
                        *score.word_f1(text, page.truth[0]),
                        score.share(text, page.truth[1]),
                        score.share(text, page.truth[2]),
                    )
                )
        means = [score.mean([row[i] for row in rows]) for i in range(5)]
        labels_of = ("F1", "precision", "recall", "must-read", "must-not")
        print(f"{name}: " + ", ".join(f"{label} {mean:.4f}" for label, mean in zip(labels_of, means, strict=True)))


def spoken(page: Graded) -> str:
    """What would be read of the page, headline and all."""
    article = assign(
        page.lines, chosen(page.lines, page.scores), page.title, page.metadata, tables="summary", whole=False
    )
    return "\n\n".join(block.text for block in article.blocks if block.role not in SILENT_ROLES)


def write(pages: Sequence[Graded], path: Path) -> None:
    found = {
        name: {feature: round(float(model[1][i]), 3) for feature, i in model[0].items() if abs(model[1][i]) >= 0.005}
        for name, model in zip(("alone", "in context"), learn(pages), strict=True)
    }
    path.write_text(json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def _scorer(folder: Path):  # type: ignore[no-untyped-def]  # a module of the corpus
    if "article_score" not in sys.modules:
        spec = importlib.util.spec_from_file_location("article_score", folder / "score.py")
        assert spec and spec.loader
        sys.modules["article_score"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["article_score"])
    return sys.modules["article_score"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    pages = load(options.folder)
    if options.write:
        write(pages, WEIGHTS)
    else:
        cross_validate(pages)
        report(pages, options.folder)


if __name__ == "__main__":
    main()
