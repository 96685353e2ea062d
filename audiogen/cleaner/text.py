"""A page of plain text -> blocks and removals: rules take chrome, the story is found, what is said twice is read once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audiogen.cleaner import lines as split_lines
from audiogen.cleaner import marks, story, titles
from audiogen.cleaner.features import Sight, look
from audiogen.cleaner.rules import Found, Rules
from audiogen.model import Block, Metadata, Page, Removal, Role

_ITEM = re.compile(r"^(?:[•▪●◦‣·*–—-]\s+|\d{1,2}[.)]\s+)\S")
_QUOTE = re.compile(r"^>\s*\S")
_CREDIT_TAIL = re.compile(r"[(\[](?:photo|foto|bild|image|picture|credit|quelle|source|beeld|crédit|imagen)s?\s?:[^()\[\]]{2,80}[)\]]\.?$", re.I)
_NAME = re.compile(r"^[A-ZÀ-Þ][\w'’.-]+(?: (?:[A-ZÀ-Þ][\w'’.-]*|de|van|von|der|den|del|di|da|la|le|al)){1,4}$")
_LABEL_WORDS = 14
"""A line of so many words without a stop at its end can be a heading."""
_CAPTION_WORDS = 70
UNLIKELY = -2.0
"""Log-odds below which a line between two paragraphs is no heading."""


@dataclass
class Text:
    """What came of a page's text."""

    blocks: list[Block] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    metadata: Metadata = Metadata()


@dataclass
class _Draft:
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


def clean(page: Page, rules: Rules) -> Text:
    """The page's story. `page.whole`: only rules for lines and marks, no search for the story."""
    lines, unseen = split_lines.split(page.text)
    sights = look(lines, rules)
    draft = _Draft(sights)
    title = _title(draft, page)
    _take_title(draft, title)
    _take_rules(draft, rules, page.whole)
    _take_byline(draft, title)
    _take_captions(draft)
    _take_lists(draft)
    if not page.whole:
        _take_story(draft, title)
    _take_roles(draft, title)
    return _finish(draft, title, unseen, page.metadata, rules)


def _title(draft: _Draft, page: Page) -> titles.Title:
    texts = [sight.line.text for sight in draft.sights]
    prose = [i for i, sight in enumerate(draft.sights) if sight.prose]
    first = next((i for i, s in enumerate(draft.sights) if not s.strong and not s.weak and s.count >= 2), -1)
    if not page.metadata.title and (first < 0 or draft.sights[first].prose):
        return titles.Title()
    found = titles.find(texts[max(first, 0) :], [i - max(first, 0) for i in prose], page.metadata.title)
    shift = max(first, 0)
    return titles.Title(
        found.text, found.site, *(i + shift if i >= 0 else i for i in (found.headline, found.kicker)),
        tuple(i + shift for i in found.copies), found.whole,
    )  # fmt: skip


def _take_title(draft: _Draft, title: titles.Title) -> None:
    if title.headline < 0:
        return
    if title.kicker >= 0:
        draft.roles[title.kicker] = "kicker"
    draft.roles[title.headline] = "headline"
    for i in title.copies:
        draft.drop(i, "title again")
    said = titles.plain(draft.text(title.headline))
    for i in range(title.headline + 1, len(draft.sights)):
        if titles.plain(draft.text(i)) == said and said:
            draft.drop(i, "title again")


def _take_rules(draft: _Draft, rules: Rules, whole: bool) -> None:
    """Lines that a rule knows; what they say of author, date and site is kept."""
    for i, sight in enumerate(draft.sights):
        if not sight.strong or i in draft.roles:
            continue
        found = rules.find(sight.line.text)
        if found is None:
            continue
        if found.role == "credit":
            draft.roles[i] = "credit"
            continue
        _keep_metadata(draft, found, rules)
        draft.drop(i, found.rule)


def _keep_metadata(draft: _Draft, found: Found, rules: Rules) -> None:
    if found.byline:
        draft.meta.setdefault("byline", found.byline)
    if found.published and (stamp := rules.stamp(found.published)):
        draft.meta.setdefault("published", stamp)
    if found.site:
        draft.meta.setdefault("site", found.site)


def _take_story(draft: _Draft, title: titles.Title) -> None:
    verdicts = story.judge(draft.sights, title)
    lead = _lead(draft, title, verdicts)
    between = _between(draft, verdicts)
    for i, verdict in enumerate(verdicts):
        if draft.free(i) and not verdict.keep and i not in lead and i not in between:
            draft.drop(i, verdict.reason)
    for i, role in list(draft.roles.items()):
        if role in ("credit", "caption") and not _beside(draft, i):
            del draft.roles[i]
            draft.drop(i, f"{role} away from the story")
    _take_repeats(draft)
    if story.nearly_clean(draft.sights):
        _trim(draft, title)


def _lead(draft: _Draft, title: titles.Title, verdicts: Sequence[story.Verdict]) -> set[int]:
    """Sentences between the headline and the story's first paragraph, where these are close: the standfirst."""
    found: set[int] = set()
    if title.headline < 0:
        return found
    for i in range(title.headline + 1, min(title.headline + 16, len(draft.sights))):
        if draft.free(i) and verdicts[i].keep and draft.sights[i].prose:
            return found
        if draft.free(i) and draft.sights[i].count >= 8 and i - title.headline <= 3:
            found.add(i)
    return set()


def _between(draft: _Draft, verdicts: Sequence[story.Verdict]) -> set[int]:
    """Single lines, alone between blank lines, with a paragraph of the story right before and after: headings."""

    def prose(i: int) -> bool:
        return draft.free(i) and verdicts[i].keep and draft.sights[i].count >= 15

    found = set()
    for i in range(1, len(draft.sights) - 1):
        runs = [draft.sights[j].line.run for j in (i - 1, i, i + 1)]
        if draft.free(i) and len(set(runs)) == 3 and prose(i - 1) and prose(i + 1) and verdicts[i].score > UNLIKELY:
            found.add(i)
    return found


def _beside(draft: _Draft, i: int) -> bool:
    """A line of the story stands within three lines."""
    return any(draft.free(j) for j in range(max(0, i - 3), min(len(draft.sights), i + 4)))


def _take_repeats(draft: _Draft) -> None:
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


def _scattered(draft: _Draft, same: Sequence[int]) -> bool:
    """Alone between blank lines each time, and never a speaker's name or a question before an answer."""
    return all(not draft.text(i).endswith((":", "?")) for i in same) and len(same) >= 4


def _take_byline(draft: _Draft, title: titles.Title) -> None:
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


def _take_lists(draft: _Draft) -> None:
    """Short lines under "More stories" or "Tags", up to the next blank line."""
    heading = ""
    for i, sight in enumerate(draft.sights):
        if i and sight.line.run != draft.sights[i - 1].line.run:
            heading = ""
        topic = draft.rules.get(i, "").rpartition(":")[2]
        if topic in ("related", "share", "follow", "footer", "login"):
            heading = draft.rules[i]
        elif heading and draft.free(i) and not sight.ends and sight.count <= 20:
            draft.drop(i, f"under {heading}")


def _trim(draft: _Draft, title: titles.Title) -> None:
    """Around a pasted article: labels of menus at both ends, up to the first line of another kind."""
    ends = range(len(draft.sights)), range(len(draft.sights) - 1, -1, -1)
    for end in ends if title.headline >= 0 else ():
        for i in end:
            if i in draft.rules:
                continue
            sight = draft.sights[i]
            if i in draft.roles or not sight.weak:
                break
            draft.drop(i, f"menu at the edge: {sight.weak}")
    for i, sight in enumerate(draft.sights):
        if sight.weak and draft.free(i) and any(j in draft.rules for j in (i - 1, i + 1)):
            draft.drop(i, f"among chrome: {sight.weak}")


def _take_captions(draft: _Draft) -> None:
    """A line given twice in a row, or before a credit of its own, or that ends in one, is a picture's caption."""
    kept = [i for i in range(len(draft.sights)) if draft.free(i) or draft.roles.get(i) == "credit"]
    for before, i in zip(kept, kept[1:], strict=False):
        if not draft.free(before):
            continue
        small = 5 <= draft.sights[before].count <= _CAPTION_WORDS
        if draft.free(i) and small and titles.plain(draft.text(before)) == titles.plain(draft.text(i)) and i - before <= 2:
            draft.drop(i, "caption again")
            draft.roles[before] = "caption"
    kept = [i for i in kept if i not in draft.rules]
    for before, i in zip(kept, kept[1:], strict=False):
        near = draft.sights[i].line.number - draft.sights[before].line.number <= 1
        if draft.roles.get(i) == "credit" and draft.free(before) and near and 4 <= draft.sights[before].count <= _CAPTION_WORDS:
            draft.roles[before] = "caption"
    for i in kept:
        if draft.free(i) and draft.sights[i].count <= _CAPTION_WORDS and _CREDIT_TAIL.search(draft.text(i)):
            draft.roles[i] = "caption"


def _take_roles(draft: _Draft, title: titles.Title) -> None:
    kept = [i for i in range(len(draft.sights)) if draft.free(i)]
    first = next((i for i in kept if draft.sights[i].count >= 8), -1)
    for at, i in enumerate(kept):
        after = draft.sights[kept[at + 1]] if at + 1 < len(kept) else None
        draft.roles[i] = _role(draft.sights[i], after, i == first and 0 <= title.headline < i and i - title.headline < 12)


def _role(sight: Sight, after: Sight | None, lead: bool) -> Role:
    text = sight.line.text
    if _QUOTE.match(text):
        return "quote"
    if _ITEM.match(text):
        return "item"
    if lead and sight.count <= 70 and after is not None and (after.count >= 25 or after.line.run != sight.line.run):
        return "standfirst"
    alone = after is not None and after.line.run != sight.line.run
    if alone and sight.count <= _LABEL_WORDS and not sight.ends and after is not None and after.count > sight.count:
        return "subheading" if not text.endswith((",", ";", ":")) else "paragraph"
    return "paragraph"


def _finish(
    draft: _Draft, title: titles.Title, unseen: list[Removal], known: Metadata, rules: Rules
) -> Text:
    done = Text(removals=list(unseen))
    for i, sight in enumerate(draft.sights):
        line = sight.line
        if i in draft.rules:
            done.removals.append(Removal(line.number, line.text, draft.rules[i]))
            continue
        text, marked = marks.strip(line.text, line.number)
        done.removals += marked
        if i == title.headline and title.site and text != title.text and text.startswith(title.text):
            done.removals.append(Removal(line.number, text[len(title.text) :].strip(), "site name", len(title.text)))
            text = title.text
        done.blocks.append(Block(draft.roles[i], text, line.number))
    done.removals.sort(key=lambda removal: (removal.line, removal.column))
    heading = title.text or next((b.text for b in done.blocks if b.role in ("headline", "subheading")), "")
    done.metadata = Metadata(
        title=heading,
        byline=known.byline or draft.meta.get("byline", ""),
        site=known.site or title.site or draft.meta.get("site", ""),
        published=known.published or draft.meta.get("published", ""),
        language=known.language,
        url=known.url,
        image=known.image,
    )
    return done
