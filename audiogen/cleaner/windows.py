"""Numbers a line -> numbers of the lines around: what stands before and after, sums over windows, means of groups."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Columns = dict[str, Floats]
"""Name of a feature -> its value in every line."""
NONE = -1.0
"""The value where there is no line."""


def floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)


def shifted(values: Floats, by: int) -> Floats:
    """The value of the line so many places after (before, where negative)."""
    found = np.full(len(values), NONE)
    if by > 0:
        found[:-by] = values[by:]
    else:
        found[-by:] = values[: max(0, len(values) + by)]
    return found


def sums(values: Floats) -> Floats:
    """The sum of all values before each line, and of all of them at the end."""
    return np.concatenate(([0.0], np.cumsum(values)))


def window(totals: Floats, first: int, last: int) -> Floats:
    """Of `sums`: the sum of the lines from `first` to before `last`, counted from each line."""
    places = np.arange(len(totals) - 1)
    size = len(totals) - 1
    return totals[np.clip(places + last, 0, size)] - totals[np.clip(places + first, 0, size)]


def share(part: Floats, whole: Floats) -> Floats:
    """Part of whole; NONE where the whole is nothing."""
    return np.where(whole > 1e-9, part / np.maximum(whole, 1e-9), NONE)


def others(groups: NDArray[np.intp], values: Floats, weights: Floats) -> Floats:
    """The weighted mean of the other lines of each line's group; NONE for a line alone."""
    total = np.bincount(groups, values * weights)[groups] - values * weights
    return share(total, np.bincount(groups, weights)[groups] - weights)


def numbered(keys: list[object]) -> NDArray[np.intp]:
    """Equal keys -> equal numbers."""
    seen: dict[object, int] = {}
    return np.array([seen.setdefault(key, len(seen)) for key in keys], dtype=np.intp)


def richest(values: Floats) -> tuple[int, int]:
    """First and last line of the run with the greatest sum (Kadane)."""
    best, here, start, run = -1.0, 0.0, 0, (0, 0)
    for i, value in enumerate(values.tolist()):
        if here <= 0:
            here, start = 0.0, i
        here += value
        if here > best:
            best, run = here, (start, i)
    return run
