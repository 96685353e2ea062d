"""How a language is written down: rules in a table, and the one pass that applies them.

A language is a module (or package) ``audiogen/speakable/<code>.py`` that has ``RULES: tuple[Rule, ...]``; a code
without one passes through unchanged. A rule says where it may begin, what it matches there and what is said instead:

    def year(match: Match[str], context: Context) -> str | None:
        return words(int(match[0])) if context.before(match.start()) in {"seit", "in"} else None

    RULES = (
        Rule("year", r"[12]\\d{3}(?!\\w)", year, at=DIGIT),
        Rule("title", r"Dr\\. (?=[A-Z])", lambda match, context: "Doktor ", words={"dr"}),
        Rule("percent", r"%", lambda match, context: "Prozent", at="%"),
    )

Where a rule begins (its gate; every match starts at a gate, so plain words cost one look-up in a set):

- ``at=DIGIT``   at a digit that follows no digit;
- ``at=SHAPE``   at a run of letters that looks unlike a plain word: two capitals in front, or with one of
  ``0-9 @ / & _ # + * ½`` or ``.``/``-``/``:`` and a letter or digit directly behind it (``Q3``, ``F-16``, ``z.B.``,
  ``name@host``), or with a digit or ``_#@/`` directly before it;
- ``at="$€%"``   at one of these characters (any character but white space, letters and digits);
- ``words={...}`` at a run of letters that is in the set (written in lower case; compared in lower case). Runs are
  letters only: the gate of ``z.B.`` is ``z``, of ``co-op`` ``co``; the pattern takes the rest.

``needs=":"`` names characters of which the text must hold one; without, the rule is not tried (nor its pattern ever
compiled).

At a gate the rules are tried in the order of RULES; the first whose pattern matches and whose `say` returns a string
wins, None declines. The match is replaced, and the pass goes on behind it: no rule sees what another one said. A
pattern is matched with `Pattern.match` at the gate, so it needs no ``\\b`` in front, may look behind, and should end
in a look-ahead such as ``(?!\\w)``. A replacement that would touch a letter or digit on either side gets a space
there, so ``5km`` may say ``five`` at ``5``. What a rule says must be plain words of the language (nothing that another
rule would match), so that the spoken form of a spoken form is itself.

A module may also have ``finish(said, context) -> str``, which every replacement passes (a region's wording), and
``letter_readings(spoken) -> list[(start, end, IPA)]`` for what is right in the text but not in an engine's ears.

A rule also sees ``context.region`` (``GB`` of ``en-GB``), the words around it, and whether the text is in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from re import Match, Pattern
from types import ModuleType
from typing import Protocol

from audiogen.model import Span

DIGIT = "0"
SHAPE = "A"

#: Numerals that ``\\w`` counts as letters: superscripts, subscripts, fractions, circled numbers, Roman numerals.
NUMERALS = "²³¹¼½¾⁰-₟⅐-↏①-⓿❶-➓"
LETTER = rf"[^\W\d_{NUMERALS}]"

_GATE = re.compile(
    rf"({LETTER}+)"  # 1: a run of letters
    rf"|(?<!\d)\d"  # a number
    rf"|[^\s\w]|_|[{NUMERALS}]"
)
_SHAPE_BEHIND = re.compile(rf"[0-9@/&_#+*{NUMERALS}]|[.\-–:]\w")
_SHAPE_BEFORE = frozenset("0123456789_#@/")
_WORD_BEFORE = re.compile(r"(\w+(?:['’.\-]\w+)*)\W*\Z")
_WORD_AFTER = re.compile(r"\W*(\w+(?:['’.\-]\w+)*)")
_LOOK = 48
_MARKS = frozenset(",;:.!?")


@dataclass(frozen=True, slots=True)
class Replacement:
    """What the lexicon says for text[start:end]: other words, or the same words with IPA for engines that take it."""

    start: int
    end: int
    say: str
    """Empty: as written."""
    ipa: str = ""


class Lexicon(Protocol):
    """Names and words with a reading of their own."""

    def find(self, text: str, language: str) -> list[Replacement]:
        """Replacements in order, none over another; offsets in the written text."""
        ...


@dataclass(frozen=True)
class Context:
    """What a rule knows besides its match."""

    text: str
    language: str = ""
    """Language code in lower case: ``en``."""
    region: str = ""
    """Region in upper case, where the tag has one: ``GB``."""

    def before(self, at: int, lower: bool = True) -> str:
        """The word that ends before the offset, white space and marks skipped; empty at the start."""
        found = _WORD_BEFORE.search(self.text, max(0, at - _LOOK), at)
        return "" if found is None else found[1].lower() if lower else found[1]

    def after(self, at: int, lower: bool = True) -> str:
        """The word that begins at or behind the offset; empty at the end."""
        found = _WORD_AFTER.match(self.text, at, at + _LOOK)
        return "" if found is None else found[1].lower() if lower else found[1]

    def char_before(self, at: int) -> str:
        """The character before the offset; empty at the start."""
        return self.text[at - 1 : at] if at > 0 else ""

    def ends(self, at: int) -> bool:
        """Nothing but closing marks follows, and no mark of the sentence's own: the text is over at the offset."""
        rest = self.text[at : at + _LOOK]
        return rest.strip()[:1] not in _MARKS and not any(char.isalnum() for char in rest)

    @cached_property
    def shouts(self) -> bool:
        """The text is a headline in capitals: capitals say nothing about a word in it."""
        cased = [word for word in re.findall(rf"{LETTER}{{2,}}", self.text) if word.lower() != word.upper()]
        capitals = [word for word in cased if word.isupper()]
        long = sum(len(word) >= 4 for word in capitals)  # a list of acronyms is no headline
        all_capitals = len(cased) >= 6 and len(capitals) == len(cased)
        return len(cased) >= 3 and len(capitals) >= 0.7 * len(cased) and (3 * long >= len(capitals) or all_capitals)


Say = Callable[[Match[str], Context], "str | None"]
Finish = Callable[[str, Context], str]
LetterReadings = Callable[[str], "list[tuple[int, int, str]]"]


class Rule:
    """One row of a language's table; see the module's docstring."""

    __slots__ = ("_pattern", "_written", "at", "name", "needs", "say", "words")

    def __init__(
        self,
        name: str,
        pattern: str,
        say: Say | str,
        *,
        at: str = "",
        words: Iterable[str] = (),
        needs: Iterable[str] = (),
    ) -> None:
        """`say` may be a string: it is said as it stands."""
        self.name = name
        self._written = pattern
        self._pattern: Pattern[str] | None = None
        self.say: Say = say if callable(say) else _always(say)
        self.at = at
        self.words = frozenset(words)
        self.needs = frozenset(needs)
        if not (self.at or self.words):
            raise ValueError(f"rule {name} has no gate")

    @property
    def pattern(self) -> Pattern[str]:
        """Compiled on first use: a hundred patterns at once would be felt at the start."""
        if self._pattern is None:
            self._pattern = re.compile(self._written)
        return self._pattern


def words(table: str) -> frozenset[str]:
    """The words of a table, which may run over several lines."""
    return frozenset(table.split())


def _always(said: str) -> Say:
    return lambda match, context: said


class Language:
    """A language's rules, ready to run."""

    def __init__(
        self, rules: Sequence[Rule], finish: Finish | None = None, readings: LetterReadings | None = None
    ) -> None:
        self.rules = tuple(rules)
        self.readings = readings
        self._finish = finish
        self._by_char = _index(rules, lambda rule: rule.at)
        self._by_word = _index(rules, lambda rule: rule.words)
        self._shape = self._by_char.get(SHAPE, ())
        self._digit = self._by_char.get(DIGIT, ())
        self._both = lru_cache(maxsize=None)(self._word_and_shape)

    def _word_and_shape(self, word: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if SHAPE in rule.at or word in rule.words)

    def _candidates(self, text: str, gate: Match[str]) -> tuple[Rule, ...]:
        word = gate[1]
        if word is None:
            char = gate[0]
            return self._digit if char.isdigit() and char.isdecimal() else self._by_char.get(char, ())
        lower = word.lower()
        shaped = (
            (len(word) > 1 and word[:2].isupper())
            or _SHAPE_BEHIND.match(text, gate.end()) is not None
            or (gate.start() > 0 and text[gate.start() - 1] in _SHAPE_BEFORE)
        )
        if lower in self._by_word:
            return self._both(lower) if shaped else self._by_word[lower]
        return self._shape if shaped else ()

    def replacements(self, context: Context, start: int = 0, end: int | None = None) -> list[tuple[int, int, str, str]]:
        """(start, end, said, name of the rule) for text[start:end], in order."""
        text = context.text
        stop = len(text) if end is None else end
        chars = frozenset(text)
        found: list[tuple[int, int, str, str]] = []
        while (gate := _GATE.search(text, start, stop)) is not None:
            start = gate.end()
            for rule in self._candidates(text, gate):
                if rule.needs and chars.isdisjoint(rule.needs):
                    continue
                match = rule.pattern.match(text, gate.start(), stop)
                if match is not None and match.end() > match.start():
                    said = rule.say(match, context)
                    if said is not None:
                        said = self._finish(said, context) if self._finish is not None else said
                        found.append((match.start(), match.end(), said, rule.name))
                        start = match.end()
                        break
        return found


def _index(rules: Sequence[Rule], gates: Callable[[Rule], Iterable[str]]) -> dict[str, tuple[Rule, ...]]:
    """Gate -> the rules that begin there, in the order of the table."""
    index: dict[str, list[Rule]] = {}
    for rule in rules:
        for gate in gates(rule):
            index.setdefault(gate, []).append(rule)
    return {gate: tuple(found) for gate, found in index.items()}


@cache
def language(code: str) -> Language:
    """The rules of a language code; of one that has none, those of `audiogen.speakable.other`."""
    module = _module(code)
    if module is None or not hasattr(module, "RULES"):
        from audiogen.speakable import other

        module = other
    return Language(module.RULES, getattr(module, "finish", None), getattr(module, "letter_readings", None))


@cache
def _module(code: str) -> ModuleType | None:
    from importlib import import_module
    from importlib.util import find_spec

    name = f"{__package__}.{code}"
    if not re.fullmatch("[a-z]{2,3}", code) or find_spec(name) is None:
        return None
    return import_module(name)


class Alignment:
    """Builds the spoken text piece by piece and keeps what says what."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[str] = []
        self._spans: list[Span] = []
        self._written = 0
        self._spoken = 0
        self._last = ""

    def keep(self, end: int) -> None:
        """Say the written text up to `end` as it stands; a span of its own."""
        if end > self._written:
            self._add(end, self._text[self._written : end])

    def replace(self, end: int, said: str) -> Span:
        """Say other words for the written text up to `end`; spaces keep them off the letters around."""
        if said and self._last.isalnum() and said[0].isalnum():
            said = " " + said
        if said and said[-1].isalnum() and self._text[end : end + 1].isalnum():
            said += " "
        return self._add(end, said)

    def _add(self, end: int, said: str) -> Span:
        span = Span(self._written, end, self._spoken, self._spoken + len(said))
        self._spans.append(span)
        self._pieces.append(said)
        self._written, self._spoken = end, span.spoken_end
        self._last = said[-1:] or self._last
        return span

    def finish(self) -> tuple[str, tuple[Span, ...]]:
        """The spoken text and its spans."""
        self.keep(len(self._text))
        return "".join(self._pieces), tuple(self._spans)
