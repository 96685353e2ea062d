"""Lines -> features: what speaks for and against a line being part of the story, as names of true statements.

Each statement is a feature of a linear model (`dom_model`); numbers come in steps, so that the model needs no curves.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from audiogen.cleaner.dom_evidence import Clues, tokens
from audiogen.cleaner.dom_lines import Line, Lines
from audiogen.cleaner.dom_words import GROUPS, HEADINGS, TELLING

_GROUP_OF: dict[str, tuple[str, ...]] = {}
for _group, _members in GROUPS.items():
    for _member in _members:
        _GROUP_OF[_member] = (*_GROUP_OF.get(_member, ()), _group)
_LENGTHS = (1, 10, 25, 50, 100, 200, 400)
_SHARES = (0.001, 0.25, 0.5, 0.75, 0.999)
_RULE_CHARS = 300
#: Chrome that a line of its own opens, with or without a heading's tag.
_SECTION_TOPICS = frozenset(("related", "comments", "author", "newsletter", "footer", "share", "sources"))


@lru_cache(maxsize=20_000)
def _groups(words: frozenset[str]) -> frozenset[str]:
    return frozenset(group for word in words for group in _GROUP_OF.get(word, ()))


def step(value: float, steps: Sequence[float]) -> int:
    return bisect_right(steps, value)


def _shape(text: str) -> str:
    last = text[-1]
    if last in ".。":
        return "stop"
    if last in "!?…":
        return "cry"
    if last == ":":
        return "colon"
    return "quote" if last in "\"”»“'’" else "open"


_CHROME_TEXT = re.compile(r"©|\(c\)|https?://|www\.|@\w", re.I)
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")


def _own(line: Line, words: Sequence[str]) -> list[str]:
    """Features of the line's own text."""
    text = line.text
    size = step(len(text), _LENGTHS)
    links = step(line.link_chars / max(1, len(text.replace(" ", ""))), _SHARES)
    shape = _shape(text)
    found = [f"size={size}", f"links={links}", f"size,links={size},{links}", f"end={shape}", f"size,end={size},{shape}"]
    if not text[0].isupper():
        found.append("start=digit" if text[0].isdigit() else "start=other")
    if text.isupper():
        found.append("capitals")
    if line.bold_chars > 0.8 * len(text):
        found.append("bold")
    if line.links > 3:
        found.append("many links")
    if _CHROME_TEXT.search(text):
        found.append(f"sign,{min(size, 4)}")
    if _DATE.search(text):
        found.append(f"date,{min(size, 4)}")
    if sum(map(str.isdigit, text)) > 0.3 * len(text):
        found.append("digits")
    if not line.first:
        found.append("not first")
    if line.table:
        found.append("data table")
    return found


class Describer:
    """The features of every line of a page."""

    def __init__(self, page: Lines, clues: Clues) -> None:
        self.page, self.clues = page, clues
        self.words = [tokens(line.text) for line in page.lines]
        self.chars = [len(line.text) for line in page.lines]
        self.shares = [[evidence.share(words) for words in self.words] for evidence in clues.extracts]
        self.body = [clues.body.share(words) for words in self.words] if clues.body else []
        self.chains = self._chains()
        self.count: Counter[tuple[str, ...]] = Counter(map(tuple, self.words))
        self.around = self._around()
        self.title = self._title_line()
        self.topics = [self._topic(line.text) for line in page.lines]
        self.sections = self._sections()

    def _chains(self) -> list[tuple[int, ...]]:
        """For each node, itself and the nodes around it, innermost first."""
        chains: list[tuple[int, ...]] = []
        for index, node in enumerate(self.page.nodes):
            chains.append((index, *chains[node.parent]) if node.parent >= 0 else (index,))
        return chains

    def _around(self) -> list[list[float]]:
        """For each node: characters, characters in links, characters covered by each extract, lines."""
        sums = [[0.0] * (3 + len(self.shares)) for _ in self.page.nodes]
        for i, line in enumerate(self.page.lines):
            values = (self.chars[i], line.link_chars, 1, *(share[i] * self.chars[i] for share in self.shares))
            for index in self.chains[line.node]:
                node = sums[index]
                for j, value in enumerate(values):
                    node[j] += value
        return sums

    def describe(self) -> list[list[str]]:
        spans = [self._span(share) for share in self.shares]
        core = self._core()
        title = self.title
        node_features = {node: self._node(node, core) for node in {line.node for line in self.page.lines}}
        rows = []
        for i, line in enumerate(self.page.lines):
            row = ["bias", *_own(line, self.words[i]), *node_features[line.node], *self._evidence(i, spans)]
            row += self._neighbours(i)
            row.append(
                "title unknown"
                if title < 0
                else "before title"
                if i < title
                else "title"
                if i == title
                else "after title"
            )
            if line.words:
                row += [f"inline:{group}" for group in _groups(line.words)]
            if self.topics[i]:
                row += [f"rule{self.topics[i]}", f"rule{self.topics[i][0]}"]
            if self.sections[i]:
                row += [f"under{self.sections[i]}", f"under{self.sections[i][0]}"]
            if self.count[tuple(self.words[i])] > 1:
                row.append("repeated")
            rows.append(row)
        return rows

    def _topic(self, text: str) -> str:
        """What the chrome rules say of a line: ``=share`` for a proof, ``~share`` for a sign, empty for nothing."""
        if len(text) > _RULE_CHARS:
            return ""
        if rule := self.clues.rules.match(text):
            return "=" + rule.rpartition(":")[2]
        rule = self.clues.rules.hint(text)
        return "~" + rule.rpartition(":")[2] if rule else ""

    def _sections(self) -> list[str]:
        """For each line, the chrome topic of the last heading above it ("Related", "About the author")."""
        found, topic = [], ""
        for line, said in zip(self.page.lines, self.topics, strict=True):
            if self.page.nodes[line.node].tag in HEADINGS or (said[1:] in _SECTION_TOPICS and said[0] == "="):
                topic = said
            found.append(topic)
        return found

    def _title_line(self) -> int:
        best, at = 0.6, -1
        title = set(self.clues.title)
        for i, line in enumerate(self.page.lines):
            words = set(self.words[i])
            if not title or not words or len(words) > 2 * len(title) + 3:
                continue
            same = 2 * len(words & title) / (len(words) + len(title)) + (
                0.3 if self.page.nodes[line.node].tag == "h1" else 0
            )
            if same > best:
                best, at = same, i
        return at

    def _span(self, share: Sequence[float]) -> tuple[int, int]:
        """First and last line that the extract surely holds."""
        sure = [i for i, value in enumerate(share) if value > 0.8 and self.chars[i] > 60]
        return (sure[0], sure[-1]) if sure else (-1, -1)

    def _core(self) -> int:
        """The innermost node that holds four fifths of what the first extracts cover."""
        which = next((j for j in range(len(self.shares)) if self.around and self.around[0][3 + j] > 200), -1)
        if which < 0:
            return -1
        total = self.around[0][3 + which]
        return max((i for i, sums in enumerate(self.around) if sums[3 + which] >= 0.8 * total), default=-1)

    def _node(self, node: int, core: int) -> list[str]:
        """Features of the elements around: tags, class words, how much of them is link or covered text."""
        chain = self.chains[node]
        nodes = self.page.nodes
        found = {f"tag={nodes[node].tag}", f"in core={core in chain}" if core >= 0 else "no core"}
        for depth, index in enumerate(chain):
            one = nodes[index]
            if one.tag in ("html", "body"):
                break
            if one.tag in TELLING:
                found.add(f"in {one.tag}")
            if one.hidden:
                found.add("hidden")
            inner = core >= 0 and core in self.chains[index][1:]
            for group in _groups(one.words):
                found.add(f"in:{group}")
                if inner:
                    found.add(f"in core:{group}")
                if depth < 2:
                    found.add(f"near:{group}")
        for level in (1, 2, 3):
            sums = self.around[chain[min(level, len(chain) - 1)]]
            chars = max(1.0, sums[0])
            found.add(f"up{level} links={step(sums[1] / chars, _SHARES)}")
            for j in range(len(self.shares)):
                found.add(f"up{level} covered{j}={step(sums[3 + j] / chars, _SHARES)}")
            found.add(f"up{level} lines={step(sums[2], (2, 4, 8, 16, 32, 64))}")
        if core in chain:
            found.add(f"below core={step(chain.index(core), (1, 2, 3, 4, 6))}")
        return sorted(found)

    def _evidence(self, i: int, spans: Iterable[tuple[int, int]]) -> list[str]:
        found = []
        size = min(step(self.chars[i], _LENGTHS), 5)
        steps = [step(share[i], _SHARES) for share in self.shares]
        for j, (first, last) in enumerate(spans):
            where = "none" if first < 0 else "before" if i < first else "after" if i > last else "inside"
            found += [
                f"covered{j}={steps[j]}",
                f"covered{j},size={steps[j]},{size}",
                f"span{j}={where}",
                f"span{j},covered={where},{steps[j]}",
            ]
            if where in ("before", "after"):
                found.append(f"{where}{j}={step(first - i if where == 'before' else i - last, (2, 3, 5, 8, 15, 30))}")
        both = ",".join(str(step >= 3) for step in steps)
        tag = self.page.nodes[self.page.lines[i].node].tag
        found += [f"covered={both}", f"tag,covered={tag},{both}", f"tag,covered,size={tag},{both},{size}"]
        if self.body:
            found += [
                f"body={step(self.body[i], _SHARES)}",
                f"body,covered={step(self.body[i], _SHARES)},{steps[0] >= 3}",
            ]
        if self.clues.description and self.chars[i] > 30 and self.clues.description.share(self.words[i]) > 0.7:
            found.append("description")
        return found

    def _neighbours(self, i: int) -> list[str]:
        found = []
        lines, nodes = self.page.lines, self.page.nodes
        for name, j in (("prev", i - 1), ("next", i + 1)):
            if not 0 <= j < len(lines):
                found.append(f"{name} none")
                continue
            size = step(self.chars[j], _LENGTHS)
            links = step(lines[j].link_chars / max(1, self.chars[j]), _SHARES)
            covered = "".join(str(step(share[j], _SHARES)) for share in self.shares)
            tag = nodes[lines[j].node].tag
            found += [f"{name} size={size}", f"{name} links={links}", f"{name} covered={covered}", f"{name} tag={tag}"]
            if nodes[lines[i].node].tag in HEADINGS:
                found.append(f"heading {name}={covered},{min(size, 4)}")
            if nodes[lines[j].node].parent == nodes[lines[i].node].parent:
                found.append(f"{name} sibling {covered}")
        return found
