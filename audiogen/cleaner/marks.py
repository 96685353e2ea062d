"""Marks inside a sentence that nobody would read aloud: reference numbers, "[edit]", raw addresses.

Marks that steer the voice (``[pause:1s]``, ``[[fəˈnɛtɪk]]``) are not touched.
"""

from __future__ import annotations

import re

from audiogen.model import Removal

_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "reference",
        re.compile(
            r"\s?(?<!\[)\[(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|edit|edit source|citation needed|note \d+|Bearbeiten"
            r"|modifier|modifier le code|editar|modifica|bewerken|Quelltext bearbeiten)\](?!\])",
            re.IGNORECASE,
        ),
    ),
    ("address", re.compile(r"\s?[(\[<]?\b(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’][)\]>]?")),
)


def strip(text: str, line: int) -> tuple[str, list[Removal]]:
    """The text without such marks, and the marks with the column, in characters from 0, where each stood.

    A text that is nothing but marks is returned as it is.
    """
    if "[" not in text and "://" not in text and "www." not in text:
        return text, []
    hits = [(hit.start(), hit.end(), rule) for rule, pattern in _MARKS for hit in pattern.finditer(text)]
    kept, removals, at = [], [], 0
    for start, end, rule in sorted(hits):
        if start < at:
            continue
        kept.append(text[at:start])
        held = text[start:end]
        removals.append(Removal(line, held.strip(), rule, start + len(held) - len(held.lstrip())))
        at = end
    rest = " ".join("".join((*kept, text[at:])).split())
    return (rest, removals) if any(map(str.isalnum, rest)) else (text, [])
