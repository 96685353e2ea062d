"""A page of plain text -> blocks and removals: rules take chrome, the story is found, a title is read once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from audiogen.cleaner import drafts, headlines, heads, inside, marks, story, titles
from audiogen.cleaner import lines as split_lines
from audiogen.cleaner.drafts import Draft
from audiogen.cleaner.rules import Found, Rules
from audiogen.cleaner.sights import INNER, Sight, look
from audiogen.model import Block, Metadata, Page, Removal, Role

_ITEM = re.compile(r"^(?:[•▪●◦‣·*–—-]\s+|\d{1,2}[.)]\s+)\S")
_QUOTE = re.compile(r"^>\s*\S")
_LABEL_WORDS = 14
"""A line of so many words without a stop at its end can be a heading."""


@dataclass
class Text:
    """What came of a page's text."""

    blocks: list[Block] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)


def clean(page: Page, rules: Rules) -> Text:
    """The page's story. `page.whole`: only rules for lines and marks, no search for the story."""
    lines, unseen = split_lines.split(page.text)
    sights = look(lines, rules)
    draft = Draft(sights)
    title = _title(draft, page)
    _take_title(draft, title)
    _take_rules(draft, rules, page.whole)
    drafts.take_byline(draft, title)
    drafts.take_captions(draft)
    drafts.take_lists(draft)
    if not page.whole:
        heads.take_labels(draft, title)
        _take_story(draft, title)
    _take_roles(draft, title)
    return _finish(draft, title, unseen, page.metadata, rules)


def _title(draft: Draft, page: Page) -> titles.Title:
    """Menus before the first line that could be a title are no part of the search."""
    texts = [sight.line.text for sight in draft.sights]
    prose = [i for i, sight in enumerate(draft.sights) if sight.prose]
    known = page.metadata.title
    first = next((i for i, s in enumerate(draft.sights) if not s.strong and not s.weak and s.count >= 2), -1)
    if not known and (first < 0 or draft.sights[first].prose):
        return titles.Title()
    shift = max(first, 0)
    found = titles.find(texts[shift:], [i - shift for i in prose], known).moved(shift)
    return found if known else headlines.confirm(draft.sights, found)


def _take_title(draft: Draft, title: titles.Title) -> None:
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


def _take_rules(draft: Draft, rules: Rules, whole: bool) -> None:
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


def _keep_metadata(draft: Draft, found: Found, rules: Rules) -> None:
    if found.byline:
        draft.meta.setdefault("byline", rules.people(found.byline))
    if found.published and (stamp := rules.stamp(found.published)):
        draft.meta.setdefault("published", stamp)
    if found.site:
        draft.meta.setdefault("site", found.site)


def _take_story(draft: Draft, title: titles.Title) -> None:
    verdicts = story.judge(draft.sights, title)
    lead = heads.lead(draft, title, verdicts)
    between = inside.kept(draft, verdicts)
    for i, verdict in enumerate(verdicts):
        if draft.free(i) and not verdict.keep and i not in lead and i not in between:
            draft.drop(i, verdict.reason)
    for i, role in list(draft.roles.items()):
        if role in ("credit", "caption") and not _beside(draft, i):
            del draft.roles[i]
            draft.drop(i, f"{role} away from the story")
    drafts.take_author_box(draft)
    drafts.take_repeats(draft)
    if story.nearly_clean(draft.sights):
        _trim(draft, title)


def _beside(draft: Draft, i: int) -> bool:
    """A line of the story stands within three lines."""
    return any(draft.free(j) for j in range(max(0, i - 3), min(len(draft.sights), i + 4)))


def _trim(draft: Draft, title: titles.Title) -> None:
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


def _take_roles(draft: Draft, title: titles.Title) -> None:
    kept = [i for i in range(len(draft.sights)) if draft.free(i)]
    first = next((i for i in kept if draft.sights[i].count >= 8), -1)
    for at, i in enumerate(kept):
        after = draft.sights[kept[at + 1]] if at + 1 < len(kept) else None
        draft.roles[i] = _role(
            draft.sights[i], after, i == first and 0 <= title.headline < i and i - title.headline < 12
        )


def _role(sight: Sight, after: Sight | None, lead: bool) -> Role:
    text = sight.line.text
    if _QUOTE.match(text):
        return "quote"
    if _ITEM.match(text):
        return "item"
    if lead and sight.count <= 70 and after is not None and (after.count >= 25 or after.line.run != sight.line.run):
        return "standfirst"
    if after is not None and after.line.run != sight.line.run and _heads(sight, after):
        return "subheading"
    return "paragraph"


def _heads(sight: Sight, after: Sight) -> bool:
    """A label, or one short question, above a longer paragraph."""
    text = sight.line.text
    if sight.count > _LABEL_WORDS or after.count <= sight.count or text.endswith((",", ";", ":")):
        return False
    question = text.endswith(("?", "？")) and INNER.search(text) is None and ":" not in text
    return not sight.ends or (question and after.count >= 2 * sight.count and text[:1] not in "\"“„«'‘–—-")


def _finish(draft: Draft, title: titles.Title, unseen: list[Removal], known: Metadata, rules: Rules) -> Text:
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
