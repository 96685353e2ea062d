"""Which language a text is in: the hint where the text is too short to tell, else what its words say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLE = 6000
"""Characters that are looked at: more does not change the answer."""
SHORT = 40
"""Below so many letters only the most frequent words count."""
SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "[\u3040-\u30ff]"),
    ("ko", "[\uac00-\ud7af]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("el", "[\u0370-\u03ff]"),
    ("he", "[\u0590-\u05ff]"),
    ("th", "[\u0e00-\u0e7f]"),
)
#: The words that most texts of a language hold and few texts of the others.
COMMON: dict[str, str] = {
    "en": "the and of to is was that with for his her have has said from this which not are were",
    "de": "der die das und ist nicht mit ein eine auf von den dem sich auch für im zu wird wurde sind",
    "fr": "le les des est une dans pour qui que pas sur avec du au ne ce cette sont il elle été et",
    "es": "el los las una que por con para del como pero más está este ha y su fue según también",
    "it": "il gli che della per con una non sono di è nel alla dei anche ha delle questo più",
    "nl": "de het een van en is niet dat met voor op zijn aan ook bij naar wordt werd deze",
    "pt": "o os as uma não que com para por do da dos das em foi mais como também são está",
}


def detect(text: str, hint: str = "") -> str:
    """ISO 639-1 code of the text's language; the hint (BCP 47) where the text agrees with it or cannot tell.

    A text without words is taken for English.
    """
    sample = _sample(text)
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return hint or "en"
    for code, script in SCRIPTS:
        if len(re.findall(script, sample)) > 0.2 * letters:
            return _agreed(code, hint)
    votes = _votes(sample)
    ranked = sorted(votes, key=lambda code: -votes[code])
    if votes[ranked[0]] >= 3 and votes[ranked[0]] >= 2 * votes[ranked[1]]:
        return _agreed(ranked[0], hint)
    if hint:
        base = hint.partition("-")[0].lower()
        if letters < 4 * SHORT or votes.get(base, 0) >= votes[ranked[0]] > 0:
            return hint
    if letters < SHORT and max(sample) < "\u2e80" and not re.search("[\u0400-\u06ff]", sample):
        return ranked[0] if votes[ranked[0]] else "en"
    return _agreed(_classified(sample), hint)


def sample_of(lines: Sequence[str]) -> str:
    """Of a page's lines the longest, in order: prose says more than menus."""
    longest = sorted(range(len(lines)), key=lambda i: -len(lines[i]))[:40]
    return "\n".join(lines[i][:1000] for i in sorted(longest))


def _agreed(code: str, hint: str) -> str:
    """The hint is more exact ("en-GB") where it means the same language."""
    return hint if hint.partition("-")[0].lower() == code else code


def _sample(text: str) -> str:
    if len(text) <= SAMPLE:
        return text
    third = SAMPLE // 3
    middle = len(text) // 2
    return " ".join((text[:third], text[middle : middle + third], text[-third:]))


def _votes(sample: str) -> dict[str, int]:
    words = re.findall(r"[^\W\d_]+", sample.lower())
    return {code: sum(word in common for word in words) for code, common in _common().items()}


@lru_cache(maxsize=1)
def _common() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in COMMON.items()}


def _classified(sample: str) -> str:
    import py3langid

    return str(py3langid.classify(sample)[0])
