"""Lines of markup -> features: what speaks for and against each being part of the story. Names -> columns.

The names are the keys of the trees in `dom_trees.json`. They know no site and no language's words, but what the chrome
rules and the words of classes (`dom_words`) say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from audiogen.cleaner.dom_evidence import Clues, tokens
from audiogen.cleaner.dom_lines import Line, Lines
from audiogen.cleaner.dom_words import GROUPS, HEADINGS, TELLING
from audiogen.cleaner.features import TOPICS, number
from audiogen.cleaner.windows import Columns, Floats, floats, numbered, share, shifted, sums, window

_GROUP_OF: dict[str, tuple[str, ...]] = {}
for _group, _members in GROUPS.items():
    for _member in _members:
        _GROUP_OF[_member] = (*_GROUP_OF.get(_member, ()), _group)
_GROUPS, _TELLING = tuple(GROUPS), tuple(sorted(TELLING))
_INLINE = ("caption", "stamp", "people", "related", "ad", "story")
_TAGS = (
    *("p", "div", "li", "h1", "h2", "h3", "h4", "span", "td", "section", "article", "figcaption", "blockquote", "a"),
    *("button", "dd", "dt", "th", "label", "ul", "header", "footer", "main", "h5", "h6"),
)
_FAR = 20
"""Elements between a line and one that is not around it."""
_LEVELS = 6
_RULE_CHARS = 300
_LAST = {".": 0, "。": 0, "!": 1, "?": 1, "…": 1, ":": 2, **dict.fromkeys("\"”»“'’", 3)}
#: Chrome that a line of its own opens, with or without a heading's tag.
_SECTION_TOPICS = frozenset(("related", "comments", "author", "newsletter", "footer", "share", "sources"))
_CHROME_TEXT = re.compile(r"©|\(c\)|https?://|www\.|@\w", re.I)
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")


@lru_cache(maxsize=20_000)
def _groups(words: frozenset[str]) -> frozenset[str]:
    return frozenset(group for word in words for group in _GROUP_OF.get(word, ()))


def _own(line: Line, words: Sequence[str], title: set[str]) -> dict[str, float]:
    """Features of the line's own text."""
    text, count = line.text, len(words)
    parts = text.split()
    found: dict[str, float] = {
        "characters": len(text),
        "words": count,
        "links": line.link_chars / max(1, len(text.replace(" ", ""))),
        "number of links": line.links,
        "last sign": _LAST.get(text[-1], 4),
        "capital first": text[0].isupper(),
        "digit first": text[0].isdigit(),
        "all capitals": text.isupper(),
        "bold": line.bold_chars / len(text),
        "signs": _CHROME_TEXT.search(text) is not None,
        "date": _DATE.search(text) is not None,
        "digits": sum(map(str.isdigit, text)) / len(text),
        "first of its element": line.first,
        "table of figures": line.table is not None,
        "commas": text.count(",") / (count + 1),
        "capitalised words": sum(part[0].isupper() for part in parts) / len(parts),
        "words of the title": len(set(words) & title) / (count or 1),
        "sentences": text.count(". ") + text.count("! ") + text.count("? "),
        "quote first": text[0] in "\"“„«'‘”»",
        "bullet": text[0] in "•-–—*▪●◦‣·►▶→»›",
        "ellipsis": text.endswith(("…", "...")),
    }
    inline = _groups(line.words)
    return found | {f"inline: {group}": group in inline for group in _INLINE}


class Describer:
    """The features of every line of a page."""

    def __init__(self, page: Lines, clues: Clues) -> None:
        self.page, self.clues = page, clues
        self.n = len(page.lines)
        self.words = [tokens(line.text) for line in page.lines]
        self.chars = floats([len(line.text) for line in page.lines])
        self.links = floats([line.link_chars for line in page.lines])
        self.node = np.array([line.node for line in page.lines], dtype=np.intp)
        self.parent = np.array([node.parent for node in page.nodes], dtype=np.intp)
        self.shares = [floats([evidence.share(words) for words in self.words]) for evidence in clues.extracts]
        self.body = floats([clues.body.share(words) if clues.body else -1.0 for words in self.words])
        self.kinds = numbered([(page.nodes[line.node].tag, self._names(line)) for line in page.lines])
        self.around = self._around()
        self.core = self._core()
        self.title = self._title_line()
        self.topics = [self._topic(line.text) for line in page.lines]

    def _names(self, line: Line) -> tuple[frozenset[str], ...]:
        """Class words of the line's element and the two around it."""
        return tuple(node.words for node, _ in zip(self.page.path(line), range(3), strict=False))

    def _around(self) -> Floats:
        """For each node: characters, characters in links, lines, characters covered by each extract."""
        values = np.column_stack((self.chars, self.links, np.ones(self.n), *(s * self.chars for s in self.shares)))
        return subtree(self.page, self.node, values)

    def describe(self) -> Columns:
        if not self.n:
            return {}
        title = set(self.clues.title)
        rows = [_own(line, words, title) for line, words in zip(self.page.lines, self.words, strict=True)]
        own = {name: floats([row[name] for row in rows]) for name in rows[0]}
        found = own | self._elements() | self._levels() | self._evidence() | self._rules() | self._kind()
        return found | self._neighbours(own, found) | self._windows() | self._whole()

    def _topic(self, text: str) -> str:
        """What the chrome rules say of a line: ``=share`` for a proof, ``~share`` for a sign, empty for nothing."""
        if len(text) > _RULE_CHARS:
            return ""
        if rule := self.clues.rules.match(text):
            return "=" + rule.rpartition(":")[2]
        rule = self.clues.rules.hint(text)
        return "~" + rule.rpartition(":")[2] if rule else ""

    def _rules(self) -> Columns:
        """The rules that the line meets, and those of the last heading above it ("Related", "About the author")."""
        above, topic = [], ""
        for line, said in zip(self.page.lines, self.topics, strict=True):
            if self.page.nodes[line.node].tag in HEADINGS or (said[1:] in _SECTION_TOPICS and said[0] == "="):
                topic = said
            above.append(topic)
        return {
            "rule": floats([(said[:1] == "=") + 0.5 * (said[:1] == "~") for said in self.topics]),
            "topic": floats([number(TOPICS, said[1:]) for said in self.topics]),
            "under a rule": floats([said[:1] == "=" for said in above]),
            "under topic": floats([number(TOPICS, said[1:]) for said in above]),
        }

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

    def _core(self) -> int:
        """The innermost node that holds four fifths of what the first extracts cover."""
        which = next((j for j in range(len(self.shares)) if len(self.around) and self.around[0, 3 + j] > 200), -1)
        if which < 0:
            return -1
        return int(np.flatnonzero(self.around[:, 3 + which] >= 0.8 * self.around[0, 3 + which]).max(initial=-1))

    def _elements(self) -> Columns:
        """How many elements up the nearest of each kind is: by the words of its class, by its tag."""
        nodes, groups, telling = self.page.nodes, len(_GROUPS), len(_TELLING)
        up = np.full((len(nodes), groups + telling), _FAR)
        inside = np.zeros((len(nodes), groups))
        hidden, depth, below = np.zeros(len(nodes)), np.zeros(len(nodes)), np.full(len(nodes), -1.0)
        for i, node in enumerate(nodes):
            outer = node.parent
            depth[i] = depth[outer] + 1 if outer >= 0 else 1
            if i == self.core:
                below[i] = 0
            elif outer >= 0 and below[outer] >= 0:
                below[i] = below[outer] + 1
            if node.tag in ("html", "body"):
                continue
            if outer >= 0:
                up[i] = np.minimum(up[outer] + 1, _FAR)
                inside[i], hidden[i] = inside[outer], hidden[outer]
            which = [_GROUPS.index(group) for group in _groups(node.words)]
            up[i, which] = 0
            if below[i] > 0:
                inside[i, which] = 1
            if node.tag in TELLING:
                up[i, groups + _TELLING.index(node.tag)] = 0
            hidden[i] = hidden[i] or node.hidden
        found = {
            f"up to {name}": floats(up[self.node, k])
            for k, name in enumerate((*_GROUPS, *map("<{}>".format, _TELLING)))
        }
        found |= {f"in the core: {name}": inside[self.node, k] for k, name in enumerate(_GROUPS)}
        tags = floats([number(_TAGS, node.tag) for node in nodes])
        return found | {
            "hidden": hidden[self.node],
            "depth": depth[self.node],
            "below the core": below[self.node],
            "tag": tags[self.node],
        }

    def _levels(self) -> Columns:
        """How much of the elements around is link, covered, of the page."""
        found: Columns = {}
        at = self.node
        for level in range(_LEVELS):
            around = self.around[at]
            chars = np.maximum(around[:, 0], 1.0)
            found |= {
                f"links {level} up": around[:, 1] / chars,
                f"lines {level} up": around[:, 2],
                f"characters a line {level} up": chars / around[:, 2],
                f"share of the page {level} up": chars / max(1.0, self.chars.sum()),
                f"share of the extract {level} up": around[:, 3] / max(1.0, self.around[0, 3]),
            }
            found |= {f"covered by {j}, {level} up": around[:, 3 + j] / chars for j in range(len(self.shares))}
            at = np.where(self.parent[at] >= 0, self.parent[at], at)
        return found

    def _evidence(self) -> Columns:
        """What extractors and the page's metadata say of the line and of its place."""
        places, title = np.arange(self.n, dtype=float), self.title
        told = [
            bool(self.clues.description) and len(line.text) > 30 and self.clues.description.share(words) > 0.7
            for line, words in zip(self.page.lines, self.words, strict=True)
        ]
        found = {
            "body": self.body,
            "description": floats(told),
            "place in the page": places / self.n,
            "text before": sums(self.chars)[:-1] / max(1.0, self.chars.sum()),
            "lines after the title": places - title if title >= 0 else np.full(self.n, -999.0),
        }
        for j, covered in enumerate(self.shares):
            sure = np.flatnonzero((covered > 0.8) & (self.chars > 60))
            total = sums(covered * self.chars)
            found |= {
                f"covered by {j}": covered,
                f"lines after {j}'s first": places - sure[0] if len(sure) else np.zeros(self.n),
                f"lines before {j}'s last": sure[-1] - places if len(sure) else np.zeros(self.n),
                f"covered by {j} before": total[:-1] / max(1.0, total[-1]),
            }
        return found

    def _kind(self) -> Columns:
        """The other lines of the page with the same tag and class words around."""
        kinds = self.kinds
        rest = np.bincount(kinds)[kinds] - 1.0

        def others_of(values: Floats) -> Floats:
            return np.bincount(kinds, values)[kinds] - values

        chars = others_of(self.chars)
        found = {
            "lines of the kind": rest + 1,
            "kind: characters a line": chars / np.maximum(rest, 1),
            "kind: links": share(others_of(self.links), chars),
            "kind: body": np.where(chars > 0, others_of(self.body * self.chars) / np.maximum(chars, 1), -1.0),
            "times it stands in the page": self._times(),
        }
        for j, covered in enumerate(self.shares):
            found[f"kind: covered by {j}"] = share(others_of(covered * self.chars), chars)
        return found

    def _times(self) -> Floats:
        count = Counter(map(tuple, self.words))
        return floats([count[tuple(words)] for words in self.words])

    def _neighbours(self, own: Columns, all_: Columns) -> Columns:
        parent = floats(self.parent[self.node])
        values = {
            "characters": own["characters"],
            "links": own["links"],
            "last sign": own["last sign"],
            "body": self.body,
            "rule": all_["rule"],
            "tag": all_["tag"],
            **{f"covered by {j}": covered for j, covered in enumerate(self.shares)},
        }
        found: Columns = {}
        for by in (-3, -2, -1, 1, 2, 3):
            where = f"{abs(by)} {'before' if by < 0 else 'after'}"
            found |= {f"{name}, {where}": shifted(value, by) for name, value in values.items()}
            found[f"sibling, {where}"] = floats(shifted(parent, by) == parent)
        return found

    def _windows(self) -> Columns:
        found: Columns = {}
        total, links, ones = sums(self.chars), sums(self.links), sums(np.ones(self.n))
        covered = [sums(values * self.chars) for values in self.shares]
        for reach in (8, 20):
            for first, last, where in ((-reach, 0, f"in {reach} before"), (1, reach + 1, f"in {reach} after")):
                chars = window(total, first, last)
                found[f"links {where}"] = share(window(links, first, last), chars)
                found[f"characters a line {where}"] = chars / np.maximum(1, window(ones, first, last))
                for j, values in enumerate(covered):
                    found[f"covered by {j} {where}"] = share(window(values, first, last), chars)
        return found

    def _whole(self) -> Columns:
        """The page's own numbers, the same in each line."""
        chars, kept = max(1.0, self.chars.sum()), [float((values * self.chars).sum()) for values in self.shares]
        page = {
            "lines": float(self.n),
            "characters": chars,
            "extracts agree": kept[0] / max(1.0, kept[-1]),
            "body": float((self.body.clip(0) * self.chars).sum() / max(1.0, kept[-1])) if self.clues.body else -1.0,
            **{f"covered by {j}": value / chars for j, value in enumerate(kept)},
        }
        return {f"page: {name}": np.full(self.n, value) for name, value in page.items()}


def subtree(page: Lines, node: np.ndarray[tuple[int], np.dtype[np.intp]], values: Floats) -> Floats:
    """For each node the sums, a column each, over all lines in it."""
    found = np.zeros((len(page.nodes), values.shape[1]))
    np.add.at(found, node, values)
    for i in range(len(page.nodes) - 1, 0, -1):
        if page.nodes[i].parent >= 0:
            found[page.nodes[i].parent] += found[i]
    return found
