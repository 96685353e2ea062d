"""A line as the search for the story sees it: its words, its kind, the rules that it meets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from audiogen.cleaner.lines import Line
from audiogen.cleaner.rules import Rules

PROSE_WORDS = 15
"""A line of so many words with a sentence in it is prose."""
LOOK = 1200
"""Of a longer line only so many characters are looked at."""
MENUS = frozenset({"navigation", "section", "footer", "login", "cookies", "follow"})
"""Topics of rules that stand for a page's menus."""
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
INNER = re.compile(r"[.!?][\"'”’»)\]]* +[\"'“„«(]?[A-ZÀ-Þ\d]")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True)
class Sight:
    """A line as the features see it."""

    line: Line
    words: tuple[str, ...]
    strong: str
    """The topic of the rule that takes the line for chrome ("share"), or an empty string."""
    weak: str
    """The topic of a weak rule."""

    @cached_property
    def count(self) -> int:
        """Words; in scripts without spaces half the characters."""
        if len(self.line.text) > 8 * len(self.words) + 30:
            return max(len(self.words), len(self.line.text) // 3)
        return len(self.words)

    @cached_property
    def ends(self) -> bool:
        return _END.search(self.line.text[-8:]) is not None

    @cached_property
    def kind(self) -> str:
        """A rough class that the other features are seen with: what holds for prose does not hold for labels."""
        if self.count >= PROSE_WORDS:
            return "prose" if self.ends else "long"
        if self.count >= 5 and self.ends:
            return "sentence"
        return "phrase" if self.count >= 7 else "label"

    @cached_property
    def prose(self) -> bool:
        text = self.line.text[:LOOK]
        return not self.strong and self.count >= PROSE_WORDS and (self.ends or INNER.search(text) is not None)


def look(lines: Sequence[Line], rules: Rules) -> list[Sight]:
    """Each line with its words and the rules that it meets."""
    known: dict[str, tuple[str, str]] = {}
    sights = []
    for line in lines:
        if line.text not in known:
            strong = topic(rules.match(line.text))
            known[line.text] = strong, strong or topic(rules.weak(line.text))
        words = tuple(_WORD.findall(line.text[:LOOK].lower()))
        if len(line.text) > LOOK:
            words = words * (len(line.text) // LOOK)
        sights.append(Sight(line, words, *known[line.text]))
    return sights


def topic(rule: str | None) -> str:
    """``share`` of ``en:share``."""
    return rule.rpartition(":")[2] if rule else ""
