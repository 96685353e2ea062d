"""Words and phonemes: which phoneme begins which word, other phonemes for a word, and where to cut a long run.

A phonemiser joins words ("in the" -> ``ɪnðə``), splits them ("1990") and drops them, so words and phoneme groups do not
stand one to one. Each word is therefore also spoken by itself, and the two runs of phonemes are aligned.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from audiogen.model import Reading

STRESS = "ˈˌ"
SENTENCE, CLAUSE = ".!?…", ",;:—"
_VOWELS = "aeiouyɑɐɒæɔəɘɚɛɜɝɞɨɪɯɵøœɶʉʊʌʏɤᵻAIOQWYᵊ"
_VOWEL_SET = frozenset(_VOWELS)


def is_sound(symbol: str) -> bool:
    """A phoneme, and not a stress or length mark, a space or a stop."""
    return symbol not in STRESS and unicodedata.category(symbol[0])[0] in "LM" and symbol != "ː"


def _groups(symbols: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Runs of phonemes between spaces and stops: their sounds as one string, and the index of each sound."""
    groups: list[tuple[str, list[int]]] = []
    fresh = True
    for index, symbol in enumerate(symbols):
        if is_sound(symbol):
            if fresh:
                groups.append(("", []))
            sounds, indexes = groups[-1]
            groups[-1] = (sounds + symbol[0], [*indexes, index])
            fresh = False
        elif symbol not in STRESS and symbol != "ː":
            fresh = True
    return groups


def starts(symbols: Sequence[str], alone: Sequence[Sequence[str]]) -> list[int | None]:
    """Where each word begins in `symbols`: the index of its first phoneme, stress mark included; None where silent.

    alone: for each word, its phonemes when it is spoken by itself.
    """
    groups = _groups(symbols)
    said = [(word, sounds) for word, one in enumerate(alone) for sounds, _ in _groups(one)]
    heard = _align([sounds for _, sounds in said], [sounds for sounds, _ in groups])
    found: list[tuple[int, int]] = []
    for a1, a2, b1, b2 in _runs(said, groups, heard):
        if a2 - a1 == b2 - b1 == 1:
            found.append((said[a1][0], groups[b1][1][0]))
        else:
            found += _within(said[a1:a2], groups[b1:b2])
    first: list[int | None] = [None] * len(alone)
    for word, index in reversed(found):
        first[word] = index - 1 if index and symbols[index - 1] in STRESS else index
    return first


def _runs(
    said: list[tuple[int, str]], groups: list[tuple[str, list[int]]], heard: list[int | None]
) -> list[tuple[int, int, int, int]]:
    """Pairs that sound the same, one by one, and between them the stretches that do not, as half-open ranges."""
    runs, a, b = [], 0, 0
    same = [(i, j) for i, j in enumerate(heard) if j is not None and said[i][1] == groups[j][0]]
    for i, j in [*same, (len(said), len(groups))]:
        if a < i:
            runs.append((a, i, b, j))
        if i < len(said):
            runs.append((i, i + 1, j, j + 1))
        a, b = i + 1, j + 1
    return runs


def _within(said: list[tuple[int, str]], groups: list[tuple[str, list[int]]]) -> list[tuple[int, int]]:
    """Where the words of a stretch begin, sound by sound."""
    indexes = [index for _, run in groups for index in run]
    spoken = "".join(sounds for _, sounds in said)
    if not indexes or not spoken:
        return []
    place = _align(spoken, "".join(sounds for sounds, _ in groups))
    found, at = [], 0
    for word, sounds in said:
        found.append((word, indexes[min(_nearest(place, at, len(indexes)), len(indexes) - 1)]))
        at += len(sounds)
    return found


def _align(said: Sequence[str], heard: Sequence[str]) -> list[int | None]:
    """For each of `said` its partner in `heard`: the cheapest alignment of the whole (Needleman and Wunsch, 1970).

    Local matching would slip by a phrase where a text repeats itself.
    """
    rows = [list(range(len(heard) + 1))]
    for i, one in enumerate(said):
        above, row = rows[-1], [i + 1]
        for j, other in enumerate(heard):
            row.append(min(above[j] + _difference(one, other), above[j + 1] + 1, row[j] + 1))
        rows.append(row)
    partner: list[int | None] = [None] * len(said)
    i, j = len(said), len(heard)
    while i and j:
        cost = rows[i][j]
        if cost == rows[i - 1][j - 1] + _difference(said[i - 1], heard[j - 1]):
            i, j = i - 1, j - 1
            partner[i] = j
        elif cost == rows[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
    return partner


def _difference(one: str, other: str) -> int:
    """0 the same, 1 akin (a weak form, another ending), 2 as dear as leaving out one and putting in the other."""
    if one == other:
        return 0
    return 1 if one[0] == other[0] or one[-1] == other[-1] or {one, other} <= _VOWEL_SET else 2


def _nearest(place: list[int | None], at: int, heard: int) -> int:
    """Where sound `at` is heard; one without a partner, in proportion between those that have one."""
    if (exact := place[at]) is not None:
        return exact
    pairs = [(-1, -1), *((i, j) for i, j in enumerate(place) if j is not None), (len(place), heard)]
    low_at, low = max(pair for pair in pairs if pair[0] < at)
    high_at, high = min(pair for pair in pairs if pair[0] > at)
    return max(0, low + round((high - low) * (at - low_at) / (high_at - low_at)))


def apply_readings(
    symbols: list[str],
    first: list[int | None],
    spans: Sequence[tuple[int, int]],
    readings: Sequence[Reading],
    convert: Callable[[str], list[str]],
) -> tuple[list[str], list[int | None]]:
    """The phonemes with each reading in the place of its words, and the words' new beginnings."""
    symbols, first = list(symbols), list(first)
    for reading in sorted(readings, key=lambda one: -one.start):
        inside = [i for i, (start, end) in enumerate(spans) if start < reading.end and end > reading.start]
        begins = [first[i] for i in inside if first[i] is not None]
        new = convert(reading.ipa)
        if not begins or not new:
            continue
        begin = min(index for index in begins if index is not None)
        later = [index for i, index in enumerate(first) if i > inside[-1] and index is not None and index > begin]
        end = min(later, default=len(symbols))
        while end > begin and not (is_sound(symbols[end - 1]) or symbols[end - 1] == "ː"):
            end -= 1
        shift = len(new) - (end - begin)
        symbols[begin:end] = new
        first = [index + shift if index is not None and index >= end else index for index in first]
    return symbols, first


def stress_before_vowel(ipa: str) -> str:
    """IPA with each stress mark moved from the syllable's beginning to its vowel, as espeak-ng writes it."""
    out, held = "", ""
    for symbol in unicodedata.normalize("NFD", ipa).replace("'", "ˈ"):
        if symbol in STRESS:
            held = symbol
        elif symbol in _VOWELS and held:
            out, held = out + held + symbol, ""
        else:
            out += symbol
    return out


def pieces(symbols: Sequence[str], limit: int) -> list[tuple[int, int]]:
    """Cut a run of phonemes into pieces of at most `limit` at the least disruptive places: sentence, clause, word.

    Pieces come out about equally long: a short rest would be spoken at another pace than its neighbours.
    """
    cuts: list[tuple[int, int]] = []
    start, total = 0, len(symbols)
    while total - start > limit:
        count = -(-(total - start) // limit)
        end = _best_cut(symbols, start, (total - start) // count, limit)
        cuts.append((start, end))
        start = end
    return [*cuts, (start, total)]


def _best_cut(symbols: Sequence[str], start: int, ideal: int, limit: int) -> int:
    """After which symbol to cut: the strongest border, then the one nearest to the ideal length."""
    places = range(start + max(1, ideal // 2), start + limit + 1)
    for marks in (SENTENCE, CLAUSE, " "):
        fit = [at for at in places if symbols[at - 1] in marks and (marks == " " or symbols[at : at + 1] == [" "])]
        if fit:
            return min(fit, key=lambda at: abs(at - start - ideal))
    return start + limit
