"""What others take for the story: extractors, the page's own metadata; found again in our lines by runs of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audiogen.cleaner.rules import Rules

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff]|[^\W_]+")
_GRAM = 4


def tokens(text: str) -> list[str]:
    """Words in lower case; a character each in scripts without spaces."""
    return _TOKEN.findall(text.lower())


@dataclass(frozen=True)
class Evidence:
    """Text that someone else takes for the story, to be found again in our lines."""

    grams: frozenset[tuple[str, ...]]
    lines: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> Evidence:
        words = tokens(text)
        grams = frozenset(zip(*(words[i:] for i in range(_GRAM)), strict=False))
        return cls(grams, frozenset(tuple(tokens(line)) for line in text.splitlines()))

    def __bool__(self) -> bool:
        return bool(self.grams)

    def share(self, words: Sequence[str]) -> float:
        """How much of a line is in the text: 0 to 1, by runs of four words; shorter lines must be a line there too."""
        if not words:
            return 0.0
        if len(words) < _GRAM or tuple(words) in self.lines:
            return float(tuple(words) in self.lines)
        found = [tuple(words[i : i + _GRAM]) in self.grams for i in range(len(words) - _GRAM + 1)]
        covered = sum(any(found[max(0, i - _GRAM + 1) : i + 1]) for i in range(len(words)))
        return covered / len(words)


@dataclass(frozen=True)
class Clues:
    """What is known about the story before its lines are judged."""

    extracts: tuple[Evidence, ...]
    """Two readings of an extractor: balanced, and with favour for recall."""
    body: Evidence
    """``articleBody`` of the page's JSON-LD."""
    description: Evidence
    title: tuple[str, ...]
    rules: Rules
