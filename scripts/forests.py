"""Examples -> the two forests of a file of weights; the second learns from what the first says of unseen pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from graded import FOLDS

from audiogen.cleaner.trees import Forest, likely
from audiogen.cleaner.windows import Columns, Floats

TREES = 120
OPTIONS = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 15,
    "max_depth": 7,
    "min_data_in_leaf": 60,
    "min_sum_hessian_in_leaf": 0.001,
    "feature_fraction": 0.2,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 10,
    "max_bin": 63,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
Grown = dict[str, Any]


@dataclass
class Example:
    """A page: what is seen of its lines, which are story (1), what a mistake in each costs."""

    fold: int
    """Pages of one site have the same."""
    seen: Columns
    target: Floats
    weight: Floats
    around: Callable[[Floats], Columns]
    """Features of the second pass, from the verdicts of the first."""

    def with_context(self, forest: Grown) -> Columns:
        return self.seen | self.around(likely(Forest.of(forest["names"], forest["trees"]).judge(self.seen)[0]))


def learn(pages: Sequence[Example]) -> dict[str, Grown]:
    """Both passes."""
    both: list[Columns] = [{} for _ in pages]
    for half in (0, 1):
        forest = grow([page for page in pages if page.fold % 2 != half])
        for i, page in enumerate(pages):
            if page.fold % 2 == half:
                both[i] = page.with_context(forest)
    return {"first": grow(pages), "second": grow(pages, both)}


def grow(pages: Sequence[Example], seen: Sequence[Columns] = ()) -> Grown:
    """A forest over the features `seen`, or over those of the pages themselves."""
    import lightgbm

    rows = list(seen) or [page.seen for page in pages]
    names = list(rows[0])
    table = np.vstack([np.column_stack([row[name] for name in names]).astype(np.float32) for row in rows])
    target, weight = (np.concatenate([getattr(page, part) for page in pages]) for part in ("target", "weight"))
    data = lightgbm.Dataset(table, target, weight=weight * len(weight) / weight.sum())
    trees = lightgbm.train(OPTIONS, data, TREES).dump_model()["tree_info"]
    return {"names": names, "trees": [_nodes(tree["tree_structure"]) for tree in trees]}


def _nodes(node: dict[str, Any]) -> list[list[float]]:
    """A tree as `audiogen.cleaner.trees` reads it."""
    if "split_feature" not in node:
        return [[_short(node["leaf_value"])]]
    left, right = _nodes(node["left_child"]), _nodes(node["right_child"])
    moved = [[*part[:3], part[3] + len(left) + 1] if len(part) > 1 else part for part in right]
    left = [[*part[:3], part[3] + 1] if len(part) > 1 else part for part in left]
    top = [_short(node["internal_value"]), node["split_feature"], _short(node["threshold"], 6), len(left) + 1]
    return [top, *left, *moved]


def _short(value: float, digits: int = 4) -> float:
    short = float(f"{value:.{digits}g}")
    return int(short) if short == int(short) else short if abs(short) > 1e-30 else 0


def write(found: dict[str, Grown], path: Path) -> None:
    path.write_text(json.dumps(_lean(found), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _lean(found: dict[str, Grown]) -> dict[str, Grown]:
    """Without the names of features that no tree asks for."""
    lean = {}
    for name, forest in found.items():
        used = sorted({int(node[1]) for tree in forest["trees"] for node in tree if len(node) > 1})
        new = {old: at for at, old in enumerate(used)}
        trees = [[[n[0], new[int(n[1])], *n[2:]] if len(n) > 1 else n for n in tree] for tree in forest["trees"]]
        lean[name] = {"names": [forest["names"][k] for k in used], "trees": trees}
    return lean


def write_folds(pages: Sequence[Example], folder: Path, name: str) -> None:
    """For each fold of sites the weights that the pages of all others give: `name.0.json` and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    for held in range(FOLDS):
        write(learn([page for page in pages if page.fold != held]), folder / f"{name}.{held}.json")
        print(f"{name}: fold {held + 1} of {FOLDS}", flush=True)
