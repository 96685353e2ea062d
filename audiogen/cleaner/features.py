"""What can be seen of each line of a page: its own shape, and with `Surroundings` all around it. Names -> columns.

The names are the keys of the trees in `story_trees.json`, and what ``--explain`` says of a line that was left out. They
say nothing of any language's words, but what the chrome rules know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audiogen.cleaner.sights import INNER, LOOK, Sight
from audiogen.cleaner.surroundings import Surroundings
from audiogen.cleaner.windows import Columns, floats

_CREDIT = re.compile(
    r"(?:[(\[](?:[^()\[\]]*[/:©|][^()\[\]]*|[A-Z][\w. -]+)[)\]]|(?:©|[A-Z]\w+ ?/ ?)[\w ./-]{2,40}"
    r"|\b(?:Getty Images|Reuters|AFP|AP|dpa|IMAGO|Shutterstock|Unsplash|EPA|EFE|ANSA|ANP|Lusa))[)\]]?$"
)
_LOWER = re.compile(r"(?<![\w'’.-])[a-zß-öø-ÿ]|(?<![\w'’.-])[^\W\d_A-ZÀ-ÖØ-Þa-zß-öø-ÿ]")
_ADDRESS = re.compile(r"https?://|www\.|\w@\w")
_BARS = re.compile(r" [|·•/] ")
_SIGNS = re.compile("[©→›»▶$€£%®™]")
_QUOTED = re.compile('["“”„«»]')
_YOU = re.compile(
    r"\b(?:you|your|our|we|us|sie|ihr|ihre[nmrs]?|wir|uns|unsere?[nmrs]?|vous|votre|vos|nous|notre|nos|usted|tu|tus|su"
    r"|nuestr[oa]s?|nosotros|tuo|tua|noi|nostr[oaie]|je|jouw|uw|wij|ons|onze|seu|sua|você|nosso|nossa)\b"
)
_KINDS = ("label", "phrase", "sentence", "long", "prose")
_ENDS = (".", "!", "?", "…", ":", ",", ";")
#: Topics of chrome rules, in the order of their numbers in the trees.
TOPICS = (
    *("share", "advert", "cookies", "newsletter", "login", "player", "disclosure", "feedback", "comments", "related"),
    *("author", "byline", "stamp", "read-time", "footer", "follow", "credit", "gallery", "navigation", "section"),
    *("paywall", "copyright", "contributors", "sources"),
)


def number(choices: Sequence[str], value: str) -> int:
    """The place of the value among the choices; -1 for any other."""
    return choices.index(value) if value in choices else -1


def describe(sights: Sequence[Sight], title: str, headline: int = -1) -> Columns:
    """The features of every line. `title`: the page's title; `headline`: the index of the line that holds it, or -1."""
    rows = [_shape(sight) for sight in sights]
    own = {name: floats([row[name] for row in rows]) for name in (rows[0] if rows else ())}
    return own | Surroundings(sights, own, title, headline).columns()


def _shape(sight: Sight) -> dict[str, float]:
    text, n = sight.line.text[:LOOK], sight.count
    words = len(sight.words) or 1
    last = text.rstrip("\"'”’»)]")[-1:] or text[-1]
    return {
        "words": n,
        "characters": len(sight.line.text),
        "sentence end": sight.ends,
        "lower-case words": len(_LOWER.findall(text)) / words,
        "credit at the end": _CREDIT.search(text[-80:]) is not None,
        "sentences": len(INNER.findall(text)),
        "commas": text.count(",") / (n + 1),
        "digits": sum(map(str.isdigit, text)) / len(text),
        "all capitals": text.isupper(),
        "last sign": number(_ENDS, last),
        "bullet": text[0] in "•-–—*▪●◦‣·►▶→»›✓✔",
        "digit first": text[0].isdigit(),
        "quote first": text[0] in "\"“„«'‘”»",
        "bracket first": text[0] in "([{#@+|/©&",
        "small letter first": text[0].islower(),
        "address": _ADDRESS.search(text) is not None,
        "bars": _BARS.search(text) is not None,
        "signs": _SIGNS.search(text) is not None,
        "speaks to you": min(1.0, 4 * len(_YOU.findall(text.lower())) / (n + 1)),
        "quotes": _QUOTED.search(text) is not None,
        "letters a word": sum(map(len, sight.words)) / words,
        "kind": _KINDS.index(sight.kind),
        "rule": bool(sight.strong),
        "topic": number(TOPICS, sight.strong or sight.weak),
    }
