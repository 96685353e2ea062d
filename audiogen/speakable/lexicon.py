"""Names and words with a reading of their own.

A lexicon is a TOML file: a table a language tag (``"*"``: all languages), a line a word or phrase:

    [en]
    "al-Sudani" = "al soo-DAH-nee"                                   # a respelling
    "Kyiv" = { ipa = "ˈkiːjɪv" }                                      # IPA; the respelling is worked out
    "Polish" = { say = "PO-lish", case = true }                      # this case only
    "bass" = [ { ipa = "ˈbæs", context = ["fish", "caught"] }, { ipa = "ˈbeɪs" } ]  # where one of these words is near
    "rebel" = { ipa = "ɹɪˈbɛl", part = "verb" }                       # where it is a verb (or "noun": no verb)
    "Rafael Nadal" = ""                                              # leave it to the rules and the engine
    'Q(\\d)' = { say = 'quarter \\1', regex = true }

Of matches that begin at one place the longest wins, then the earlier layer: files given by the user, the working
folder's ``audiogen-lexicon.toml``, the user's own, the starter that is shipped. `audiogen.speakable.lexicon_files`
reads and writes the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from audiogen.speakable.respelling import ipa_of, respell, text_of
from audiogen.speakable.rules import Replacement

_RUN = re.compile(r"\w+")
_ALIKE = str.maketrans("’‘ʼ‑‐\u00a0\u202f", "'''--  ")
_NEAR = 12  # words looked at on either side for context


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, phrase or regular expression, and how it is said."""

    word: str
    say: str = ""
    """A respelling: ``al soo-DAH-nee``; syllable notation or words. In a regex entry it may name groups: ``\\1``."""
    ipa: str = ""
    language: str = "en"
    """Language tag; ``*`` for all."""
    case: bool = False
    """Upper and lower case must be as in `word`."""
    regex: bool = False
    context: tuple[str, ...] = ()
    """Holds only where one of these words is near (12 words on either side)."""
    part: str = ""
    """Holds only where the word is a ``verb``, or a ``noun`` (anything but a verb). English only."""

    @property
    def conditional(self) -> bool:
        return bool(self.context or self.part)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    rank: int
    entry: Entry
    say: str
    ipa: str

    @property
    def order(self) -> tuple[int, int, int]:
        return self.start, self.start - self.end, self.rank


class Lexicon:
    """Entries ready to be looked up, the most important first."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)

    @cached_property
    def _tables(self) -> dict[str, _Table]:
        return {}

    def find(self, text: str, language: str = "en") -> list[Replacement]:
        """Replacements in order, none over another; offsets in the text. An English possessive belongs to its word."""
        tag = language.replace("_", "-").lower()
        if tag not in self._tables:
            spoken = {"*", tag, tag.partition("-")[0]}
            self._tables[tag] = _Table(entry for entry in self.entries if entry.language.lower() in spoken)
        found, at = [], 0
        for match in sorted(self._tables[tag].matches(text), key=lambda match: match.order):
            if match.start < at:
                continue
            at = match.end
            if match.say or match.ipa:
                replacement = _possessive(text, match) if tag[:2] == "en" else None
                found.append(replacement or Replacement(match.start, match.end, match.say, match.ipa))
                at = found[-1].end
        return found


class _Table:
    """One language's entries: words by the first run of letters in them, expressions one by one."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._words: dict[str, list[tuple[int, str, int, Entry]]] = {}
        self._regexes: list[tuple[int, re.Pattern[str], Entry]] = []
        for rank, entry in enumerate(entries):
            word = entry.word.translate(_ALIKE)
            run = None if entry.regex else _RUN.search(word)
            if run is None:
                pattern = entry.word if entry.regex else re.escape(word)
                self._regexes.append((rank, re.compile(pattern, 0 if entry.case else re.IGNORECASE), entry))
            else:
                self._words.setdefault(run[0].lower(), []).append((run.start(), word, rank, entry))
        for known in self._words.values():
            known.sort(key=lambda item: (-len(item[1]), item[2]))

    def matches(self, text: str) -> Iterator[_Found]:
        alike = text.translate(_ALIKE)
        for run in _RUN.finditer(alike):
            for offset, word, rank, entry in self._words.get(run[0].lower(), ()):
                start = run.start() - offset
                if _stands(alike, start, word, entry.case) and _holds(alike, start, start + len(word), entry):
                    yield _Found(start, start + len(word), rank, entry, *_said(entry))
                    break
        for rank, pattern, entry in self._regexes:
            for match in pattern.finditer(alike):
                if match.end() > match.start() and _holds(alike, match.start(), match.end(), entry):
                    say, ipa = _said(entry) if not entry.say else (match.expand(text_of(entry.say)), entry.ipa)
                    yield _Found(match.start(), match.end(), rank, entry, say, ipa)


def _stands(text: str, start: int, word: str, case: bool) -> bool:
    """The word stands at the place, as a whole word."""
    end = start + len(word)
    if start < 0 or end > len(text):
        return False
    here = text[start:end]
    if here != word and (case or here.lower() != word.lower()):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joined(before) and _joined(word[0])) and not (_joined(after) and _joined(word[-1]))


def _joined(char: str) -> bool:
    return char.isalnum() or char == "_"


def _holds(text: str, start: int, end: int, entry: Entry) -> bool:
    """The entry's conditions are met here."""
    if entry.part:
        from audiogen.speakable.homographs import is_verb

        if is_verb(text, start, end) != (entry.part == "verb"):
            return False
    if not entry.context:
        return True
    near = _RUN.findall(text[:start].lower())[-_NEAR:] + _RUN.findall(text[end:].lower())[:_NEAR]
    return not {word.lower() for word in entry.context}.isdisjoint(near)


@lru_cache(maxsize=4096)
def _said(entry: Entry) -> tuple[str, str]:
    """What engines that read text get, and the IPA; each is worked out from the other where it is missing."""
    ipa = entry.ipa or ipa_of(entry.say)
    return text_of(entry.say) or respell(ipa), ipa


def _possessive(text: str, match: _Found) -> Replacement | None:
    """``Xi's``: the ending is said with the word, since IPA and a bare ``'s`` do not join."""
    end = match.end + 2
    if text[match.end : end].lower() not in ("'s", "’s") or _joined(text[end : end + 1]):
        return None
    from audiogen.speakable.homographs import possessive

    ipa = match.ipa + possessive(match.ipa) if match.ipa else ""
    return Replacement(match.start, end, match.say + "'s", ipa)


def load(files: Sequence[Path] = ()) -> Lexicon:
    """The lexicon of a run: the files, the working folder's, the user's, the starter's, in this order of weight.

    Raises:
        SettingsError: a file is missing or has a mistake; the message names the line.
    """
    from audiogen.speakable.lexicon_files import layers

    known = tuple((str(path), path.stat().st_mtime_ns if path.exists() else 0) for path in layers(files))
    return _load(known)


@lru_cache(maxsize=8)
def _load(known: tuple[tuple[str, int], ...]) -> Lexicon:
    from audiogen.speakable.lexicon_files import read

    return Lexicon(entry for path, _ in known for entry in read(Path(path)))


__all__ = ["Entry", "Lexicon", "load"]
