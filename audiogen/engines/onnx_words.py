"""Words and phonemes: which phoneme begins which word, other phonemes for a word, and where to cut a long run.

A phonemiser joins words ("in the" -> ``ɪnðə``), splits them ("1990") and drops them, so words and phoneme groups do not
stand one to one. Each word is therefore also spoken by itself, and the two runs of phonemes are aligned.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from audiogen.alignment import align
from audiogen.model import Reading

STRESS = "ˈˌ"
SENTENCE, CLAUSE = ".!?…", ",;:—"
_VOWELS = "aeiouyɑɐɒæɔəɘɚɛɜɝɞɨɪɯɵøœɶʉʊʌʏɤᵻAIOQWYᵊ"
_BORDER = "|"


def is_sound(symbol: str) -> bool:
    """A phoneme, and not a stress or length mark, a space or a stop."""
    return symbol not in STRESS and unicodedata.category(symbol[0])[0] in "LM" and symbol != "ː"


def _tokens(symbols: Sequence[str]) -> list[tuple[str, int]]:
    """The sounds, and a border before each group of them; with each the index of the sound that it is or precedes."""
    tokens: list[tuple[str, int]] = []
    fresh = True
    for index, symbol in enumerate(symbols):
        if is_sound(symbol):
            tokens += [(_BORDER, index), (symbol, index)] if fresh else [(symbol, index)]
            fresh = False
        elif symbol not in STRESS and symbol != "ː":
            fresh = True
    return tokens


def starts(symbols: Sequence[str], alone: Sequence[Sequence[str]]) -> list[int | None]:
    """Where each word begins in `symbols`: the index of its first phoneme, stress mark included; None where silent.

    alone: for each word, its phonemes when it is spoken by itself.
    """
    heard = _tokens(symbols)
    said = [(sound, word) for word, one in enumerate(alone) for sound, _ in _tokens(one)]
    first: list[int | None] = [None] * len(alone)
    at_said = at_heard = 0
    for step in align([sound for sound, _ in said], [sound for sound, _ in heard]):
        if step in "=s":
            word, index = said[at_said][1], heard[at_heard][1]
            if first[word] is None:
                first[word] = index - 1 if index and symbols[index - 1] in STRESS else index
        at_said += step != "i"
        at_heard += step != "d"
    return first


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
