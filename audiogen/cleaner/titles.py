"""Which line of a page is its headline, and where the page says the title again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«›‹]|-{1,2}|::?|/)\s+|\s*\|\s*|:\s+")
_SITE = re.compile(r"\s+(?:[|–—·•»«›‹]|-{1,2}|::)\s+|\s*\|\s*")
_QUOTES = str.maketrans("’‘“”„«»", '\'\'"""""')
MOST_WORDS = 40
"""A longer line is no title."""
NEAR = 0.6
"""Shared words, of all words of both, from which two lines are the same title in other words."""


@dataclass(frozen=True)
class Title:
    """The headline of a page. Indices are places in the list of lines, -1 for none."""

    text: str = ""
    """The title alone, without the site's name."""
    site: str = ""
    headline: int = -1
    kicker: int = -1
    """The line before the headline that is the first half of the title."""
    copies: tuple[int, ...] = ()
    """Lines before the headline that say the title, or half of it, again."""
    whole: str = ""
    """The title as the page writes it, with the site's name."""
    said_again: bool = False
    """Another line than the headline says the title too."""

    def moved(self, by: int) -> Title:
        """The same in a longer list, that holds `by` lines before this one's first."""
        headline, kicker = (i + by if i >= 0 else i for i in (self.headline, self.kicker))
        return replace(self, headline=headline, kicker=kicker, copies=tuple(i + by for i in self.copies))


def plain(text: str) -> str:
    """The words of a text and nothing else: what two writings of one line share."""
    return " ".join(re.findall(r"\w+", text.translate(_QUOTES).casefold()))


def find(lines: Sequence[str], prose: Sequence[int], known: str = "") -> Title:
    """The title. `prose`: the places of lines of prose, in order; `known`: a title from outside the text."""
    whole = known or (lines[0] if lines else "")
    if not whole or len(whole.split()) > MOST_WORDS:
        return Title()
    start = 0 if known else 1
    parts = _parts(whole)
    hits = _hits(lines, parts, start)
    if not hits:
        return _alone(lines, whole, known)
    index, kicker = min(hits, key=lambda hit: _distance(hit[0], prose))
    text = lines[index] if kicker < 0 else f"{lines[kicker]}: {lines[index]}"
    said = {plain(whole), plain(text), plain(lines[index])}
    pieces = said | ({plain(lines[kicker])} if kicker >= 0 else set())
    copies = [i for i in range(index) if i != kicker and plain(lines[i]) in pieces]
    return Title(text, _site_of(whole, text), index, kicker, tuple(copies), whole, said_again=True)


def _alone(lines: Sequence[str], whole: str, known: str) -> Title:
    """No line says it again: the first line is the headline, unless the title came from elsewhere."""
    text, site = split_site(whole)
    return Title(text, site, -1 if known else 0, whole=whole)


def split_site(title: str) -> tuple[str, str]:
    """ "Storm hits coast | The Daily" -> ("Storm hits coast", "The Daily"); the site is empty where there is none."""
    cuts = list(_SITE.finditer(title))
    for cut in reversed(cuts):
        head, tail = title[: cut.start()], title[cut.end() :]
        if tail and len(tail.split()) <= 4 and len(head.split()) > len(tail.split()) and not tail[:1].islower():
            return head, tail
    return title, ""


def _parts(whole: str) -> dict[str, int]:
    """What a headline may say of the whole title: it, its beginnings and ends; -> words."""
    spans = [(0, len(whole))]
    for cut in _SEPARATOR.finditer(whole):
        spans += [(0, cut.start()), (cut.end(), len(whole))]
    said = {plain(whole[a:b]) for a, b in spans}
    return {
        text: len(text.split()) for text in said if len(text.split()) >= 3 or len(text) >= 14 or text == plain(whole)
    }


def _hits(lines: Sequence[str], parts: dict[str, int], start: int) -> list[tuple[int, int]]:
    """(headline, kicker) of each place that says the title; the nearest writings where none says it exactly."""
    said = [plain(line) if len(line.split()) <= MOST_WORDS else "" for line in lines]
    full = max(parts, key=lambda part: parts[part], default="")
    exact: list[tuple[int, int]] = []
    for i in range(start, len(lines)):
        if said[i] and i > start and said[i - 1] and f"{said[i - 1]} {said[i]}" in parts:
            exact.append((i, i - 1))
        elif said[i] in parts and 2 * len(said[i].split()) >= parts[full] - 3:
            exact.append((i, -1))
    pairs = [hit for hit in exact if hit[1] >= 0]
    if pairs or exact:
        return pairs or exact
    return [(i, -1) for i in range(start, len(lines)) if any(_alike(said[i], part) for part in parts)]


def _alike(a: str, b: str) -> bool:
    left, right = set(a.split()), set(b.split())
    return min(len(left), len(right)) >= 4 and len(left & right) >= NEAR * len(left | right)


def _distance(index: int, prose: Sequence[int]) -> int:
    """Lines until the story's next line of prose."""
    return next((i - index for i in prose if i > index), 10**9)


def _site_of(whole: str, text: str) -> str:
    """What the whole title says besides the headline, where it is a name at one end."""
    site = split_site(whole)[1]
    return site if site and plain(site) not in plain(text) else ""
