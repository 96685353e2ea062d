"""When each word of a clip is said, for engines that do not tell: time goes by phonemes, and pauses are heard.

The phonemes are espeak-ng's, which reads almost any language; where it cannot, letters stand for them.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from audiogen.errors import EngineError
from audiogen.model import Clip, Mark
from audiogen.silence import BELOW_LOUDEST, sounding
from audiogen.words import words

if TYPE_CHECKING:
    import numpy as np

_CLASSES = (
    (re.compile(r"ˈ"), 1.1),
    (re.compile(r"[eaoɔə][ɪʊ]|\wː"), 1.4),
    (re.compile(r"[szʃʒfvθðhxçχ]|[ptkbdɡ]"), 1.65),
    (re.compile(r"[mnŋɲlʎɹrɾʁjw]"), 1.1),
    (re.compile(r"\w"), 1.0),
)
"""Sounds, and how long they take as multiples of a short vowel (47 ms at speed 1): least squares over the words of 213
English sentences said by espeak-ng. Stress adds to its word. Each sound counts in the first class it is in."""

LAST_WORD = 2.0
"""What the last word before a pause takes on top."""
_SPACE = re.compile(r"[\s_|()-]+")
PAUSE_MS = 90.0
"""Silence from this length on is a pause: the closure of a "t" is shorter."""
PAUSE_MARK = re.compile(r"[,;:.!?…()—–\n]")
NO_PAUSE = 0.35
"""Seconds by which a pause may be away from its punctuation mark before there is none."""


def estimate(text: str, clip: Clip, language: str) -> tuple[Mark, ...]:
    """A mark for each word of `text`, the spoken text of the clip; none for a silent clip.

    Against espeak-ng's own word events the median error is about 30 ms (tests/test_narrator_sound.py).
    """
    import numpy as np

    spans = words(text)
    samples = np.frombuffer(clip.pcm, "<i2")
    bounds = sounding(samples, clip.frame_rate_hz)
    if not spans or bounds is None:
        return ()
    weights = [_weight(sounds) for sounds in _sounds(text, spans, language)]
    breaks = [i + 1 for i, (_, end) in enumerate(spans[:-1]) if PAUSE_MARK.search(text, end, spans[i + 1][0])]
    pauses = _pauses(samples, clip.frame_rate_hz, *bounds)
    chunks = _chunks(weights, breaks, pauses, bounds, clip.frame_rate_hz)
    marks = []
    for first, last, start, end in chunks:
        total, done = sum(weights[first:last]) + LAST_WORD, 0.0
        for index in range(first, last):
            marks.append(Mark(round(start + (end - start) * done / total), *spans[index]))
            done += weights[index]
    return tuple(marks)


def _chunks(
    weights: list[float], breaks: list[int], pauses: list[tuple[int, int]], bounds: tuple[int, int], rate: int
) -> list[tuple[int, int, int, int]]:
    """Runs of words without a pause: (first word, word after the last, first frame, frame after the last)."""
    chosen = _match(weights, breaks, pauses, bounds, NO_PAUSE * rate)
    first, start, chunks = 0, bounds[0], []
    for word, (silent_from, silent_to) in chosen:
        chunks.append((first, word, start, silent_from))
        first, start = word, silent_to
    return [*chunks, (first, len(weights), start, bounds[1])]


def _match(
    weights: list[float], breaks: list[int], pauses: list[tuple[int, int]], bounds: tuple[int, int], most: float
) -> list[tuple[int, tuple[int, int]]]:
    """Punctuation marks and the pauses that stand for them, both in order, at the least distance in all.

    Where a mark stands is worked out with all silence left out: then it does not move with the pauses before it.
    """
    quiet = sum(end - start for start, end in pauses)
    pace = (bounds[1] - bounds[0] - quiet) / sum(weights)
    places = [sum(weights[:word]) * pace for word in breaks]
    spoken, before = [], 0
    for start, end in pauses:
        spoken.append(start - bounds[0] - before)
        before += end - start
    # costs[i][j]: the first i marks and the first j pauses; a mark or a pause left out costs `most`.
    costs = [[(i + j) * most for j in range(len(pauses) + 1)] for i in range(len(breaks) + 1)]
    for i in range(1, len(breaks) + 1):
        for j in range(1, len(pauses) + 1):
            pair = costs[i - 1][j - 1] + abs(places[i - 1] - spoken[j - 1])
            costs[i][j] = min(pair, costs[i - 1][j] + most, costs[i][j - 1] + most)
    i, j, chosen = len(breaks), len(pauses), []
    while i and j:
        if costs[i][j] == costs[i - 1][j] + most:
            i -= 1
        elif costs[i][j] == costs[i][j - 1] + most:
            j -= 1
        else:
            i, j = i - 1, j - 1
            chosen.append((breaks[i], pauses[j]))
    return chosen[::-1]


def _pauses(samples: np.ndarray, rate: int, first: int, last: int) -> list[tuple[int, int]]:
    """Silences inside the sound, in frames."""
    import numpy as np

    step = rate // 100
    count = (last - first) // step
    blocks = samples[first : first + count * step].astype(np.float64).reshape(count, step)
    level = np.sqrt((blocks**2).mean(axis=1))
    quiet = level <= max(level.max() * BELOW_LOUDEST * 2, 1.0)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], quiet, [False]))))
    found = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(first + start * step, first + end * step) for start, end in found if (end - start) * 10 >= PAUSE_MS]


def _weight(sounds: str) -> float:
    """How long a word takes, in short vowels."""
    total = 0.1
    for kind, length in _CLASSES:
        sounds, count = kind.subn(" ", sounds)
        total += count * length
    return total


def _sounds(text: str, spans: list[tuple[int, int]], language: str) -> list[str]:
    """The sounds of each word as it is said in this sentence, where many are weaker than alone ("to", "and")."""
    alone = [_phonemes(text[start:end], language) for start, end in spans]
    together = _phonemes(text, language)
    borders, at = [0], 0
    pieces = SequenceMatcher(None, "".join(alone), together, autojunk=False).get_opcodes()
    for sounds in alone[:-1]:
        at += len(sounds)
        _, i, i_end, j, j_end = next(piece for piece in pieces if piece[1] <= at <= piece[2])
        borders.append(j + round((at - i) * (j_end - j) / max(1, i_end - i)))
    return [together[start:end] for start, end in pairwise([*borders, len(together)])]


@lru_cache(maxsize=8192)
def _phonemes(text: str, language: str) -> str:
    """The text in IPA without spaces; the text itself where espeak-ng is missing or has no such language."""
    try:
        from audiogen.engines.espeak_ng import shared
        from audiogen.engines.phonemes import voice_for

        return _SPACE.sub("", shared().phonemes(text, voice_for(language), ipa=True))
    except EngineError:
        return _SPACE.sub("", text.lower())
