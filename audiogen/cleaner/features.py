"""What can be seen of each line of a page: its shape, the rules it meets, its neighbours, its place. Names -> values.

The names are the keys of the weights in `story.json`, and what ``--explain`` says of a line that was left out; values
lie between 0 and 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audiogen.cleaner.sights import INNER, LOOK, Features, Sight, named
from audiogen.cleaner.surroundings import Surroundings

_CREDIT = re.compile(
    r"(?:[(\[](?:[^()\[\]]*[/:©|][^()\[\]]*|[A-Z][\w. -]+)[)\]]|(?:©|[A-Z]\w+ ?/ ?)[\w ./-]{2,40}"
    r"|\b(?:Getty Images|Reuters|AFP|AP|dpa|IMAGO|Shutterstock|Unsplash|EPA|EFE|ANSA|ANP|Lusa))[)\]]?$"
)
_LOWER = re.compile(r"(?<![\w'’.-])[a-zß-öø-ÿ]|(?<![\w'’.-])[^\W\d_A-ZÀ-ÖØ-Þa-zß-öø-ÿ]")
_ADDRESS = re.compile(r"https?://|www\.|\w@\w")
_YOU = re.compile(
    r"\b(?:you|your|our|we|us|sie|ihr|ihre[nmrs]?|wir|uns|unsere?[nmrs]?|vous|votre|vos|nous|notre|nos|usted|tu|tus|su"
    r"|nuestr[oa]s?|nosotros|tuo|tua|noi|nostr[oaie]|je|jouw|uw|wij|ons|onze|seu|sua|você|nosso|nossa)\b"
)
_SIZES = (
    (1, "1"),
    (2, "2"),
    (4, "3-4"),
    (7, "5-7"),
    (11, "8-11"),
    (17, "12-17"),
    (27, "18-27"),
    (45, "28-45"),
    (80, "46-80"),
    (10**9, "81+"),
)


def describe(sights: Sequence[Sight], title: str, headline: int = -1) -> list[Features]:
    """The features of every line. `title`: the page's title; `headline`: the index of the line that holds it, or -1."""
    page = Surroundings(sights, title, headline)
    rows = (_shape(sight) | page.place(i) | page.around(i) for i, sight in enumerate(sights))
    return [{name: value for name, value in row.items() if value} for row in rows]


def _shape(sight: Sight) -> Features:
    text, n = sight.line.text[:LOOK], sight.count
    words = len(sight.words)
    lower = len(_LOWER.findall(text)) / words if words else 0.0
    size = named(n, _SIZES)
    found: Features = {f"words {size}": 1.0, "bias": 1.0}
    if n <= 7:
        found["short, lower-case words"] = lower
    else:
        found["lower-case words"] = lower
        found["long, few lower-case words"] = float(lower < 0.45)
    ends = "sentence end" if sight.ends else "no sentence end"
    found[f"{ends}, words {size}"] = 1.0
    found["credit at end"] = float(_CREDIT.search(text[-80:]) is not None)
    found["two sentences"] = float(INNER.search(text) is not None)
    found["commas"] = min(1.0, text.count(",") / (n + 1) * 8)
    found["digits"] = sum(map(str.isdigit, text)) / len(text)
    found["all capitals"] = float(text.isupper() and n > 1)
    found["colon at end"] = float(text.endswith((":", "：")))
    found["question"] = float(text.endswith("?"))
    found["ellipsis"] = float(text.endswith(("…", "...")))
    found["bullet"] = float(text[0] in "•-–—*▪●◦‣·►▶→»›✓✔")
    found["number first"] = float(text[0].isdigit())
    found["quote first"] = float(text[0] in "\"“„«'‘”»")
    found["bracket first"] = float(text[0] in "([{#@+|/©&")
    found["lower case first"] = float(text[0].islower())
    found["address"] = float(_ADDRESS.search(text) is not None)
    found["bars"] = float(" | " in text or " · " in text or " • " in text or " / " in text)
    found["sign"] = float(any(mark in text for mark in "©→›»▶$€£%®™"))
    you = len(_YOU.findall(text.lower()))
    found["speaks to you"] = min(1.0, 4 * you / (n + 1))
    if sight.strong:
        found[f"rule {sight.strong}"] = 1.0
        found["rule"] = 1.0
    elif sight.weak:
        found[f"weak rule {sight.weak}"] = 1.0
    return found
