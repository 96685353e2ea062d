"""A page of text while it is cleaned, and what its neighbours tell of a line: bylines, captions, links, repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from audiogen.cleaner import titles
from audiogen.cleaner.sights import Sight
from audiogen.model import Role

CREDIT_TAIL = re.compile(
    r"""(?:[(\[](?:(?:photo|foto|bild|image|picture|credit|beeld|crédit|imagen|immagine|imagem)s?(?:\scredit|\sby)?
                  \s?[:/][^()\[\]]{2,80}
                  |(?-i:[A-Z])[\w. -]{2,40}(?:/|\svia\s)(?-i:[A-Z])[\w ./-]{1,40})[)\]]
      |(?:©|\(c\)\s)\s?(?-i:[A-Z])[\w. /,-]{2,50}
      |\s(?:photo|foto|bild|image|picture|photograph|credit|beeld|crédit)(?:\scredit|\sby)?\s?:\s[^.:]{2,60}
      |\s(?-i:Photo|Foto|Bild|Beeld|Image|Imagen|Crédit|Photograph)(?:\sby)?
       \s(?-i:[A-ZÀ-Þ])[\w.'’\x20-]{1,40}/\s?(?-i:[A-ZÀ-Þ])[\w.'’\x20-]{1,40}
      |\s(?-i:[A-ZÀ-Þ])[\w.'’-]+(?:\s(?-i:[A-ZÀ-Þ])[\w.'’-]*){0,3}(?:\s?[/|]\s?|\s)(?:via\s)?
       (?-i:AP|AFP|EPA|EFE|dpa|ANSA|ANP|Lusa|PA|PA\sMedia|Reuters|REUTERS|Getty(?:\sImages)?(?:\s\w+)?|GC\sImages|WireImage
       |Shutterstock|Alamy|Bloomberg|NurPhoto|Anadolu|Xinhua|TASS|Keystone|IMAGO|NTB|TT|(?:Ritzau\s)?Scanpix)
      |\s(?:imago|ap|afp|epa|efe|dpa|ansa|reuters)/(?-i:[A-Z])[\w. /-]{2,40})\.?$""",
    re.IGNORECASE | re.VERBOSE,
)
_NAME = re.compile(r"^[A-ZÀ-Þ][\w'’.-]+(?: (?:[A-ZÀ-Þ][\w'’.-]*|de|van|von|der|den|del|di|da|la|le|al)){1,4}$")
_CAPTION_WORDS = 70
_BOX_WORDS = 90
_BARS = frozenset({"share", "follow", "login"})
_HEADINGS = frozenset({"related", "footer"}) | _BARS
LIST_WORDS = 8
"""A sentence of so many words ends a list of links."""


@dataclass
class Draft:
    """The page while it is cleaned: a role or a rule for each line, the first word wins."""

    sights: list[Sight]
    roles: dict[int, Role] = field(default_factory=dict)
    rules: dict[int, str] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)

    def drop(self, i: int, rule: str) -> None:
        if i not in self.roles:
            self.rules.setdefault(i, rule)

    def free(self, i: int) -> bool:
        return i not in self.roles and i not in self.rules

    def text(self, i: int) -> str:
        return self.sights[i].line.text


def take_byline(draft: Draft, title: titles.Title) -> None:
    """A name alone between the headline and the text, beside a time stamp."""
    start, prose = title.headline + 1, 0
    for i in range(start, min(start + 8, len(draft.sights))):
        prose += draft.sights[i].prose
        if prose > 1:
            return
        beside = {draft.rules.get(j, "").rpartition(":")[2] for j in (i - 1, i + 1)}
        if draft.free(i) and _NAME.match(draft.text(i)) and beside & {"stamp", "read-time", "author", "share"}:
            draft.meta.setdefault("byline", draft.text(i))
            draft.drop(i, "byline")


def take_lists(draft: Draft) -> None:
    """Short lines under "More stories" or "Tags", up to the next blank line or sentence of the story."""
    heading, section, told = "", list[int](), False
    for i, sight in enumerate(draft.sights):
        if i and sight.line.run != draft.sights[i - 1].line.run:
            heading = ""
        topic = draft.rules.get(i, "").rpartition(":")[2]
        if topic in _HEADINGS and _opens(sight, topic):
            heading, section = draft.rules[i], []
        elif draft.free(i) and (sight.prose or (sight.ends and sight.count >= LIST_WORDS)):
            if heading and told and len(section) > 1 and section[-1] == i - 1:
                del draft.rules[section[-1]]  # rather the story's next heading
            heading, told = "", told or sight.prose
        elif heading and draft.free(i) and not sight.ends and _listed(sight, heading):
            draft.drop(i, f"under {heading}")
            section.append(i)


def _opens(sight: Sight, topic: str) -> bool:
    """The line heads a list: "Related" does, "Related: Ten cranes" and "24 Comments" do not."""
    text = sight.line.text.rstrip(":： ")
    return sight.count <= (3 if topic in _BARS else 6) and ":" not in text and not text[:1].isdigit()


def _listed(sight: Sight, heading: str) -> bool:
    bar = heading.rpartition(":")[2] in _BARS
    return sight.count <= (4 if bar else 20) and not (bar and any(map(str.isdigit, sight.line.text)))


def take_captions(draft: Draft) -> None:
    """A line given twice in a row, or before a credit of its own, or that ends in one, is a picture's caption."""
    kept = [i for i in range(len(draft.sights)) if draft.free(i) or draft.roles.get(i) == "credit"]
    for before, i in pairwise(kept):
        if not draft.free(before):
            continue
        small = 5 <= draft.sights[before].count <= _CAPTION_WORDS
        if (
            draft.free(i)
            and small
            and titles.plain(draft.text(before)) == titles.plain(draft.text(i))
            and i - before <= 2
        ):
            draft.drop(i, "caption again")
            draft.roles[before] = "caption"
    kept = [i for i in kept if i not in draft.rules]
    for before, i in pairwise(kept):
        near = draft.sights[i].line.number - draft.sights[before].line.number <= 1
        if (
            draft.roles.get(i) == "credit"
            and draft.free(before)
            and near
            and 4 <= draft.sights[before].count <= _CAPTION_WORDS
        ):
            draft.roles[before] = "caption"
    for i in kept:
        if draft.free(i) and 4 <= draft.sights[i].count <= _CAPTION_WORDS and CREDIT_TAIL.search(draft.text(i)[-160:]):
            draft.roles[i] = "caption"


def take_author_box(draft: Draft) -> None:
    """The story's last paragraph, where it stands right below "About the author"."""
    last = max((i for i, sight in enumerate(draft.sights) if draft.free(i) and sight.count >= LIST_WORDS), default=0)
    above = draft.rules.get(last - 1, "")
    if (
        above.endswith(":author")
        and draft.sights[last].count <= _BOX_WORDS
        and _opens(draft.sights[last - 1], "author")
    ):
        draft.drop(last, f"under {above}")


def take_repeats(draft: Draft) -> None:
    """A label that stands three times or more is the page's, not the story's; a paragraph is read once."""
    places: dict[str, list[int]] = {}
    for i, sight in enumerate(draft.sights):
        if draft.free(i):
            places.setdefault(titles.plain(sight.line.text), []).append(i)
    for said, same in places.items():
        if len(same) >= 3 and len(said.split()) <= 6 and not draft.sights[same[0]].ends and _scattered(draft, same):
            for i in same:
                draft.drop(i, "stands often")
        elif len(same) >= 2 and draft.sights[same[0]].count >= 20:
            for i in same[1:]:
                draft.drop(i, "said before")


def _scattered(draft: Draft, same: Sequence[int]) -> bool:
    """Alone between blank lines each time, and never a speaker's name or a question before an answer."""
    return all(not draft.text(i).endswith((":", "?")) for i in same) and len(same) >= 4
