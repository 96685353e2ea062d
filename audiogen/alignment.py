"""The shortest edit that leads from one run of tokens to another (Levenshtein; Wagner and Fischer, 1974)."""

from __future__ import annotations

from collections.abc import Sequence


def align(reference: Sequence[str], heard: Sequence[str]) -> str:
    """A letter a step: ``=`` the same token, ``s`` another one, ``d`` left out of `heard`, ``i`` put into it.

    Takes time and memory in proportion to the product of the lengths; a row of the table is one operation of numpy.
    """
    import numpy as np

    codes = {token: code for code, token in enumerate({*reference, *heard})}
    columns = np.array([codes[token] for token in heard], np.int32)
    across = np.arange(len(heard) + 1, dtype=np.int32)
    table = np.empty((len(reference) + 1, len(heard) + 1), np.int32)
    table[0] = across
    for row, token in enumerate(reference, 1):
        above, own = table[row - 1], table[row]
        own[0] = row
        np.minimum(above[1:] + 1, above[:-1] + (columns != codes[token]), out=own[1:])
        own -= across
        np.minimum.accumulate(own, out=own)  # a run of insertions
        own += across
    return _trace(table.tolist(), reference, heard)


def _trace(table: list[list[int]], reference: Sequence[str], heard: Sequence[str]) -> str:
    row, column, steps = len(reference), len(heard), []
    while row or column:
        cost = table[row][column]
        same = bool(row and column) and reference[row - 1] == heard[column - 1]
        if row and column and cost == table[row - 1][column - 1] + (not same):
            steps.append("=" if same else "s")
            row, column = row - 1, column - 1
        elif row and cost == table[row - 1][column] + 1:
            steps.append("d")
            row -= 1
        else:
            steps.append("i")
            column -= 1
    return "".join(reversed(steps))
