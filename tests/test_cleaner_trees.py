"""Trees and windows: what the search for the story is computed with, checked against plain loops and by hand."""

from __future__ import annotations

import importlib
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from audiogen.cleaner import dom_model, story, trees, windows
from audiogen.cleaner.trees import Forest

SCRIPTS = Path(__file__).parents[1] / "scripts"
#: words <= 7 ? -1 : (links <= 0.5 ? 2 : -0.5); and a tree of one leaf.
FOREST = (("words", "links"), [[[0.1, 0, 7, 2], [-1.0], [0.8, 1, 0.5, 4], [2.0], [-0.5]], [[0.25]]])


def by_hand(names: Sequence[str], grown: Sequence[trees.Tree], row: dict[str, float]) -> float:
    total = 0.0
    for tree in grown:
        at = 0
        while len(tree[at]) > 1:
            _, feature, most, right = tree[at]
            at = at + 1 if row[names[int(feature)]] <= most else int(right)
        total += tree[at][0]
    return total


def test_a_forest_takes_the_branch_of_each_line() -> None:
    score, said = Forest.of(*FOREST).judge({"links": np.array([0.0, 0.9, 0.5]), "words": np.array([7.0, 30.0, 8.0])})
    assert score.tolist() == pytest.approx([-0.75, -0.25, 2.25])
    assert said.tolist() == [pytest.approx([-1.1, 0]), pytest.approx([0.7, -1.3]), pytest.approx([0.7, 1.2])]


@pytest.mark.parametrize("path", [dom_model.WEIGHTS, story.WEIGHTS], ids=lambda path: path.stem)
def test_the_learned_forests_walk_as_a_plain_loop_does(path: Path) -> None:
    found = json.loads(path.read_text(encoding="utf-8"))
    chance = random.Random(3)
    for name, forest in trees.load(path).items():
        names, grown = found[name]["names"], found[name]["trees"]
        rows = [{key: chance.choice([-1, 0, 0.3, 1, 5, 40, 400]) for key in names} for _ in range(20)]
        score, said = forest.judge({key: np.array([row[key] for row in rows], float) for key in names})
        assert score.tolist() == pytest.approx([by_hand(names, grown, row) for row in rows])
        start = sum(tree[0][0] for tree in grown)
        assert (start + said.sum(axis=1)).tolist() == pytest.approx(score.tolist())
    assert path.stat().st_size < 400_000


def test_what_was_grown_is_what_is_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    lightgbm = pytest.importorskip("lightgbm")
    monkeypatch.syspath_prepend(str(SCRIPTS))
    forests = importlib.import_module("forests")
    try:
        chance = np.random.default_rng(5)
        seen = {name: chance.normal(size=600).round(3) for name in ("a", "b", "c")}
        target = (seen["a"] > 0.1).astype(float)
        page = forests.Example(0, seen, target, np.ones(600), lambda sure: {})
        grown = forests.grow([page])
        score, _ = Forest.of(grown["names"], grown["trees"]).judge(seen)
        data = lightgbm.Dataset(np.column_stack(list(seen.values())), target, weight=np.ones(600))
        whole = lightgbm.train(forests.OPTIONS, data, forests.TREES)
        assert score == pytest.approx(whole.predict(np.column_stack(list(seen.values())), raw_score=True), abs=0.05)
        assert ((score > 0) == (target > 0)).mean() > 0.9
    finally:
        for name in ("forests", "graded"):
            sys.modules.pop(name, None)


def test_windows_see_the_lines_around_and_nothing_beyond_the_page() -> None:
    values = windows.floats([1, 2, 3, 4])
    assert windows.shifted(values, 1).tolist() == [2, 3, 4, -1]
    assert windows.shifted(values, -3).tolist() == [-1, -1, -1, 1]
    assert all(windows.shifted(values, by).tolist() == [-1] * 4 for by in (-9, -5, -4, 4, 5, 9))
    totals = windows.sums(values)
    assert windows.window(totals, -2, 0).tolist() == [0, 1, 3, 5]
    assert windows.window(totals, 1, 3).tolist() == [5, 7, 4, 0]
    groups = windows.numbered(["a", "b", "a", "c"])
    assert windows.others(groups, values, np.ones(4)).tolist() == [3, -1, 1, -1]


def test_the_richest_run_has_the_greatest_sum() -> None:
    assert windows.richest(windows.floats([-1, 2, -1, 3, -5, 3])) == (1, 3)
    chance = random.Random(1)
    for _ in range(50):
        values = [chance.randint(-5, 5) + 0.5 for _ in range(12)]
        start, end = windows.richest(windows.floats(values))
        every = [sum(values[a : b + 1]) for a in range(12) for b in range(a, 12)]
        assert sum(values[start : end + 1]) == max(*every, values[0])
