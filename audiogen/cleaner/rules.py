"""Chrome rules: which whole lines of a page are not its story. Rules are data, `rules/<language>.toml`.

A file holds one table a rule; its name is what ``--explain`` shows, as ``en:player``:

    [player]
    lines = ["Listen to article"]           # a whole line, case and the marks around it ignored
    patterns = ['listen \\(\\d+ min\\w*\\)']    # a regular expression for a whole line, case ignored
    weak = true                              # counts only among other signs ("Home", "Politics")
    prose = true                             # its patterns may match whole sentences ("We use cookies to ...")
    role = "credit"                          # the line stays in the article, under this role

A named group ``byline``, ``published``, ``updated`` or ``site`` in a pattern is kept as metadata; ``{name}`` stands for
people's names, ``{date}`` for a date or time, ``{count}`` for a number such as "1,2k". The table ``[words]`` holds what
time stamps are made of (`months`, `stamps`) and what people of the press are (`roles`); it is no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from audiogen.cleaner.dates import Calendar, calendar
from audiogen.errors import SettingsError

LANGUAGES: tuple[str, ...] = ("en", "de", "fr", "es", "it", "nl", "pt")
FOLDER = Path(__file__).parent / "rules"
LONGEST = 600
"""Lines longer than this, in characters, are not matched against patterns: no chrome line is."""

_KEYS = {"lines": list, "patterns": list, "weak": bool, "prose": bool, "role": str}
_NAME = r"(?-i:[A-ZÀ-ÞŁŚŽ][\w'’.-]*(?: (?:[A-ZÀ-ÞŁŚŽ][\w'’.-]*|de|van|von|der|den|del|di|da|la|le|al|bin|y|e)){0,4})"
_MACROS = {
    "{name}": rf"{_NAME}(?:(?:,| &| and| und| et| y| e| en|, and) {_NAME}){{0,6}}",
    "{date}": r"(?:\d{1,4}[./-]\d\d?[./-]\d{2,4}|\d\d?(?:st|nd|rd|th|\.|er|º)?(?: de)? \w{3,10}\.?,?(?: de)? \d{4}"
    r"|\w{3,10}\.? \d\d?(?:st|nd|rd|th)?,? \d{4}|\d\d?:\d\d|\d+ \w+ ago)",
    "{count}": r"\d[\d.,  ]*\s?(?:k|m|mio|tsd)?\.?",
}
_PERSON = re.compile(r"[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]*){1,3}")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "})
_EDGES = re.compile(r"^[^\w(\[©®#$€£\"'+]+|[^\w)\]%\"'+]+$")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_DASHES = re.compile(r"\s[-–—]\s")
_PIECES = re.compile(r"\s+[|·•‧∙⋅>›»/]\s+|\s*[|•]\s*|\t+| {3,}")


@dataclass(frozen=True, slots=True)
class Found:
    """The rule that says a whole line is chrome, and what the line is worth keeping for."""

    rule: str
    role: str = ""
    byline: str = ""
    published: str = ""
    """As written; `Rules.stamp` gives ISO 8601."""
    site: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    patterns: tuple[str, ...]
    weak: bool
    prose: bool
    role: str


@dataclass(frozen=True)
class Rules:
    """Rules of one or more files, compiled."""

    literals: dict[str, _Rule]
    patterns: tuple[_Rule, ...]
    words: dict[str, frozenset[str]]
    months: dict[str, int]

    def match(self, text: str) -> str | None:
        """The name of the rule that says that the whole line is chrome; None for anything else."""
        found = self.find(text)
        return found.rule if found else None

    def find(self, text: str) -> Found | None:
        """As `match`, with the metadata that the line holds. Weak rules do not count."""
        return self._look(text, weak=False)

    def hint(self, text: str) -> str | None:
        """As `match`, weak rules included."""
        return self.match(text) or self.weak(text)

    def weak(self, text: str) -> str | None:
        """The name of the weak rule that the whole line meets, or each piece of it: a sign, not a proof."""
        line = bare(text)
        if not line or len(line) > LONGEST:
            return None
        rule = self.literals.get(line.casefold())
        if rule and rule.weak:
            return rule.name
        found = self._patterns(line, weak=True, prose=True) or self._pieces(line, weak=True)
        return found.rule if found else None

    def stamp(self, text: str) -> str:
        """The first date of the text as ISO 8601; an empty string where there is none."""
        return self.calendar.first(text)

    def people(self, byline: str) -> str:
        """The names of a byline without offices: "Jane Ferris, Transport Correspondent" -> "Jane Ferris"."""
        names: list[str] = []
        for part in byline.split(", "):
            if names and any(word.casefold() in self.words.get("roles", ()) for word in part.split()):
                break
            names.append(part)
        return ", ".join(names)

    @cached_property
    def calendar(self) -> Calendar:
        return calendar(self.months, self.words.get("stamps", frozenset()))

    def _look(self, text: str, weak: bool) -> Found | None:
        line = bare(text)
        if not line or len(line) > LONGEST:
            return None
        prose = _SENTENCE.search(text) is not None and len(line.split()) > 6 and not _PIECES.search(line)
        return self._one(line, weak, prose) or (None if prose else self._pieces(line, weak))

    def _one(self, text: str, weak: bool, prose: bool = False) -> Found | None:
        rule = self.literals.get(text.casefold())
        if rule and (weak or not rule.weak):
            return Found(rule.name, rule.role)
        if self.calendar.only(text):
            return Found("stamp", published=text)
        return self._patterns(text, False, prose) or (self._patterns(text, True, prose) if weak else None)

    def _patterns(self, text: str, weak: bool, prose: bool) -> Found | None:
        """The first pattern that the text meets. `prose`: only those that may match sentences."""
        screen, rules = self._screens[weak, prose]
        if screen is None or not screen.fullmatch(text):
            return None
        for rule in rules:
            for pattern in rule.patterns:
                if hit := _pattern(pattern).fullmatch(text):
                    return _found(rule, hit)
        return None

    @cached_property
    def _screens(self) -> dict[tuple[bool, bool], tuple[re.Pattern[str] | None, list[_Rule]]]:
        """(weak, prose) -> all its patterns as one, and its rules: most lines meet none, and one call says so."""
        screens: dict[tuple[bool, bool], tuple[re.Pattern[str] | None, list[_Rule]]] = {}
        for weak in (False, True):
            for prose in (False, True):
                rules = [rule for rule in self.patterns if rule.weak == weak and (rule.prose or not prose)]
                parts = [re.sub(r"\(\?P<\w+>", "(?:", text) for rule in rules for text in rule.patterns]
                screens[weak, prose] = (re.compile("|".join(parts), re.IGNORECASE) if parts else None, rules)
        return screens

    def _pieces(self, text: str, weak: bool) -> Found | None:
        """A bar of chrome: every piece between separators is chrome, or a time or byline among a few short names."""
        pieces = [bare(piece) for piece in _PIECES.split(text)]
        pieces = [piece for piece in pieces if piece]
        if len(pieces) < 2:
            return self._stamped(pieces) if _DASHES.search(text) else None
        found = [self._one(piece, weak=True) for piece in pieces]
        hits = [hit for hit in found if hit]
        if len(hits) == len(pieces):
            strong = next((hit for piece, hit in zip(pieces, found, strict=True) if self._one(piece, weak)), None)
            return _merged([strong, *hits]) if strong else None
        return self._stamped(pieces)

    def _stamped(self, pieces: Sequence[str]) -> Found | None:
        """A time or byline among a few short names: "Ann Reid - today at 06:05 | 2 min read"."""
        pieces = [
            bare(part) for piece in pieces for part in ([piece] if self._one(piece, True) else _DASHES.split(piece))
        ]
        found = [(piece, self._one(piece, weak=True)) for piece in pieces if piece]
        known = [hit for _, hit in found if hit and (hit.published or hit.byline)]
        rest = [piece for piece, hit in found if not hit]
        if not known or not all(map(_short_name, rest)):
            return None
        named = _PERSON.fullmatch(rest[0]) if rest and rest[0] == pieces[0] else None
        return _merged([*known, Found("", byline=rest[0])] if named else known)


def _short_name(text: str) -> bool:
    return len(text.split()) <= 5 and text[-1] not in '.?!"' and not text[0].islower()


def bare(text: str) -> str:
    """White space folded, quotes straight, bullets and punctuation at both ends gone: what rules are compared with."""
    return _EDGES.sub("", " ".join(text.translate(_QUOTES).split()) if "\t" not in text else _tabs(text))


def load(language: str, extra: Sequence[Path] = ()) -> Rules:
    """The rules of a language (BCP 47 tag) and of English, as pages mix the two, and the user's own files.

    SettingsError where a user's file cannot be read or has no meaning.
    """
    return _load(language.partition("-")[0].lower(), tuple(Path(path) for path in extra))


@lru_cache(maxsize=32)
def _load(language: str, extra: tuple[Path, ...]) -> Rules:
    codes = [code for code in dict.fromkeys((language, "en")) if code in LANGUAGES]
    if language not in LANGUAGES:
        codes = list(LANGUAGES)
    files = [(code, FOLDER / f"{code}.toml") for code in codes] + [(path.stem, path) for path in extra]
    return _compile([(prefix, _read(path), path) for prefix, path in files])


def _read(path: Path) -> dict[str, Any]:
    try:
        import tomllib
    except ModuleNotFoundError:  # Python 3.10
        import tomli as tomllib  # type: ignore[no-redef]
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"The rules file '{path}' cannot be read: {error.strerror or error}.", "Give the path of a TOML file."
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The rules file '{path}' is no TOML: {error}.", _EXAMPLE) from error


_EXAMPLE = 'A rule looks like this: [my-rule], and below it: lines = ["Listen to article"].'


def _compile(files: Iterable[tuple[str, dict[str, Any], Path]]) -> Rules:
    literals: dict[str, _Rule] = {}
    patterns: list[_Rule] = []
    words: dict[str, set[str]] = {}
    months: dict[str, int] = {}
    for prefix, tables, path in files:
        for key, table in tables.items():
            if key == "words":
                _take_words(table, words, months)
                continue
            rule = _rule(f"{prefix}:{key}", table, path)
            for line in table.get("lines", ()):
                known = literals.get(bare(line).casefold())
                if known is None or known.weak:
                    literals[bare(line).casefold()] = rule
            if rule.patterns:
                patterns.append(rule)
    return Rules(literals, tuple(patterns), {key: frozenset(value) for key, value in words.items()}, months)


def _take_words(table: dict[str, Any], words: dict[str, set[str]], months: dict[str, int]) -> None:
    for number, names in enumerate(table.get("months", ()), start=1):
        for name in names.split():
            months.setdefault(name, number)
    for key, values in table.items():
        if key != "months":
            words.setdefault(key, set()).update(value.casefold() for value in values)


def _rule(name: str, table: Any, path: Path) -> _Rule:
    if not isinstance(table, dict) or not (table.get("lines") or table.get("patterns")):
        raise SettingsError(f"The rule '{name}' in '{path}' has neither lines nor patterns.", _EXAMPLE)
    for key, value in table.items():
        wanted = _KEYS.get(key)
        if (
            wanted is None
            or not isinstance(value, wanted)
            or (isinstance(value, list) and not all(map(_is_text, value)))
        ):
            raise SettingsError(
                f"The rule '{name}' in '{path}' has a '{key}' without meaning.",
                "A rule has lines and patterns (lists of texts), weak and prose (true or false) and role (a text).",
            )
    patterns = tuple(_expanded(text) for text in table.get("patterns", ()))
    try:
        for text in patterns if path.parent != FOLDER else ():
            _pattern(text)
    except re.error as error:
        raise SettingsError(
            f"The rule '{name}' in '{path}' holds a pattern that is no regular expression: {error}.",
            "Patterns are regular expressions in Python's syntax; put them in 'single quotes'.",
        ) from error
    return _Rule(name, patterns, table.get("weak", False), table.get("prose", False), table.get("role", ""))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _expanded(text: str) -> str:
    for macro, meaning in _MACROS.items():
        text = text.replace(macro, meaning)
    return rf"(?:{text})\W*"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _found(rule: _Rule, hit: re.Match[str]) -> Found:
    groups = {key: value for key, value in hit.groupdict().items() if value}
    return Found(rule.name, rule.role, groups.get("byline", ""), groups.get("published", ""), groups.get("site", ""))


def _merged(found: Sequence[Found]) -> Found:
    """One find of several: the first one's rule, and the first of each thing known."""

    def first(key: str) -> str:
        return next((value for hit in found if (value := getattr(hit, key))), "")

    return Found(found[0].rule, "", first("byline"), first("published"), first("site"))


def _tabs(text: str) -> str:
    return "\t".join(" ".join(part.split()) for part in text.translate(_QUOTES).split("\t") if part.strip())
