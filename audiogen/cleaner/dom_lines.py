"""Tree -> lines: what a reader of the page sees, in order, each with the elements around it.

A line is the text between two block boundaries (or ``<br>``s that part sentences); white space is folded as a browser
folds it. Code of embeds, form values and alt texts are no lines; reference marks are kept apart for `--explain`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from audiogen.cleaner import tables
from audiogen.cleaner.dom_pieces import Piece, fold, joined, parted, runs
from audiogen.cleaner.dom_words import HEADINGS, HIDDEN, INLINE, REFERENCE, UNSEEN

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}(?![a-z])|[A-Z]")
_NAMING = ("class", "id", "role", "itemprop", "data-testid", "data-component")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§¶#^↑↩︎]+|note \d+|n \d+)\s*[\])]?[,;\s]*", re.I)
_BRACKETED = re.compile(r"\[[^\]]{1,25}\][,;\s]*")
_UNIT = re.compile(r"(?:\d|(?:^|[^\w])\w{1,3})$")


@dataclass(slots=True)
class Node:
    """A block-level element; `parent` is its index in `Lines.nodes`, -1 for the root."""

    parent: int
    tag: str
    words: frozenset[str]
    """Words of class, id, role, itemprop and test names, lower case, camel case split."""
    hidden: bool = False


@dataclass(slots=True)
class Line:
    """A run of text; `node` is the index of the innermost block-level element around it."""

    node: int
    text: str
    line: int
    """Line of the markup, from 1."""
    link_chars: int = 0
    links: int = 0
    bold_chars: int = 0
    words: frozenset[str] = frozenset()
    """Class words of the inline elements around its longest piece."""
    first: bool = True
    """The first line of its element."""
    table: tables.Table | None = None


@dataclass(slots=True)
class Lines:
    nodes: list[Node] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    marks: list[Line] = field(default_factory=list)
    """Reference and edit marks, taken out of the lines."""

    def path(self, line: Line) -> Iterator[Node]:
        """The elements around a line, innermost first."""
        return (self.nodes[index] for index in self.indices(line))

    def indices(self, line: Line) -> Iterator[int]:
        """Indices of the elements around a line, innermost first."""
        index = line.node
        while index >= 0:
            yield index
            index = self.nodes[index].parent


def read_lines(root: HtmlElement) -> Lines:
    """All lines of the page in document order."""
    return _Walk().run(root)


def name_words(element: HtmlElement) -> frozenset[str]:
    raw = " ".join(value for name in _NAMING if (value := element.get(name)))
    return frozenset(word.lower() for word in _WORD.findall(raw[:400]) if 1 < len(word) < 20) if raw else frozenset()


def _is_hidden(element: HtmlElement, words: frozenset[str]) -> bool:
    if element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    return bool(words) and any(hidden <= words for hidden in HIDDEN)


class _Walk:
    """One pass over the tree, without recursion."""

    def __init__(self) -> None:
        self.out = Lines()
        self.open: list[int] = []
        self.fresh = True
        self.pieces: list[Piece] = []
        self.inline: list[frozenset[str]] = [frozenset()]
        self.anchors = 0
        self.anchor = 0
        self.bold = 0
        self.unseen = 0

    def run(self, root: HtmlElement) -> Lines:
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: HtmlElement | None = None
        for event, element in walker:
            if event == "start":
                if self._skips(element):
                    walker.skip_subtree()
                    skipped = element
                else:
                    self._enter(element)
                continue
            if element is skipped:
                skipped = None
            else:
                self._leave(element)
            if element.tail:
                self._add(element.tail, element)
        self._flush()
        return self.out

    def _skips(self, element: HtmlElement) -> bool:
        """Elements that show no text of the page; a data table and a reference mark are dealt with here."""
        tag = element.tag
        if not isinstance(tag, str) or tag in UNSEEN:
            return True
        if tag in INLINE:
            return self._skips_inline(element, tag)
        if tag == "table" and (table := tables.read(element)):
            self._flush()
            self._enter_block(element)
            self._add_table(table, element.sourceline or 0)
            self._leave_block()
            return True
        return False

    def _add_table(self, table: tables.Table, line: int) -> None:
        """One line for a table of figures, one a row for any other."""
        if table.of_figures:
            self.out.lines.append(Line(self.open[-1], table.text, line, table=table))
            return
        for i, row in enumerate(table.spoken_rows()):
            self.out.lines.append(Line(self.open[-1], row, line, first=i == 0))

    def _skips_inline(self, element: HtmlElement, tag: str) -> bool:
        if tag in ("sup", "a", "span") and self._is_mark(element, tag):
            text = fold("".join(element.itertext()))
            if text and self.open:
                self.out.marks.append(Line(self.open[-1], text, element.sourceline or 0))
            return True
        return tag == "span" and _is_hidden(element, name_words(element))

    def _is_mark(self, element: HtmlElement, tag: str) -> bool:
        words = name_words(element)
        if tag == "span" and not words & REFERENCE:
            return False
        text = fold("".join(element.itertext()))
        if len(text) > 30:
            return False
        if tag == "a":
            return (element.get("href") or "").startswith("#") and bool(
                _BRACKETED.fullmatch(text)
                or (words & REFERENCE and _MARK.fullmatch(text))
                or text in ("¶", "#", "§", "↑", "^")
            )
        if not (_MARK.fullmatch(text) or _BRACKETED.fullmatch(text)):
            return False
        if words & REFERENCE or text[:1] in "[(" or next(element.iter("a"), None) is not None:
            return True
        before = self.pieces[-1].text if self.pieces else ""
        return text.isdigit() and bool(before) and not _UNIT.search(before)

    def _enter(self, element: HtmlElement) -> None:
        tag = element.tag
        line = element.sourceline or 0
        if tag == "br":
            self.pieces.append(Piece("\n", 0, False, frozenset(), line))
        elif tag == "a":
            self.anchors += 1
            self.anchor = self.anchors
            self.inline.append(self.inline[-1] | name_words(element))
        elif tag in INLINE:
            self.bold += tag in ("b", "strong")
            words = name_words(element)
            self.inline.append(self.inline[-1] | words if words else self.inline[-1])
            if tag == "q":
                self._add("“", element)
        elif tag in ("img", "wbr"):
            return
        elif "-" in tag and self.pieces and self.open and self.out.nodes[self.open[-1]].tag in ("p", "li", *HEADINGS):
            self.inline.append(self.inline[-1])
        else:
            self._flush()
            self._enter_block(element)
        if element.text:
            self._add(element.text, element)

    def _enter_block(self, element: HtmlElement) -> None:
        words = name_words(element)
        node = Node(self.open[-1] if self.open else -1, element.tag, words, _is_hidden(element, words))
        self.out.nodes.append(node)
        self.open.append(len(self.out.nodes) - 1)
        element.set("data-audiogen-block", "")
        self.fresh = True

    def _leave_block(self) -> None:
        self.open.pop()
        self.fresh = True

    def _leave(self, element: HtmlElement) -> None:
        tag = element.tag
        if element.get("data-audiogen-block") is not None:
            self._flush()
            self._leave_block()
        elif tag not in ("br", "img", "wbr"):
            self.inline.pop()
            if tag == "a":
                self.anchor = 0
            elif tag == "q":
                self._add("”", element)
            self.bold -= tag in ("b", "strong")
            self._part(element)

    def _part(self, element: HtmlElement) -> None:
        """A space between two inline elements that only a style sheet keeps apart: ``<a>One</a><a>Two</a>``."""
        after = element.getnext()
        if element.tail or after is None or not self.pieces or after.tag != element.tag:
            return
        last, first = self.pieces[-1].text[-1:], (after.text or "")[:1]
        if element.tag == "a" or (element.tag == "span" and (last.islower() or last in ".:!?") and first.isupper()):
            self._add(" ", element)

    def _add(self, text: str, element: HtmlElement) -> None:
        if text.isspace() and (not self.pieces or self.pieces[-1].text == " "):
            return
        text = " " if text.isspace() else text.replace("\n", " ")
        self.pieces.append(Piece(text, self.anchor, self.bold > 0, self.inline[-1], element.sourceline or 0))

    def _flush(self) -> None:
        """End the line: the pieces since the last block boundary become one line, or more where ``<br>`` parts them."""
        pieces, self.pieces = self.pieces, []
        if not pieces or not self.open:
            return
        if len(pieces) == 1 or not any(piece.text == "\n" for piece in pieces):
            self._emit(pieces)
            return
        heading = self.out.nodes[self.open[-1]].tag in HEADINGS
        run: list[Piece] = []
        for group in runs(pieces):
            if run and not heading and parted(joined(run), joined(group), doubled=group[0].text == "\n"):
                self._emit(run)
                run = []
            run += [group[0]._replace(text=" ", words=frozenset()), *group] if run else group
        self._emit(run)

    def _emit(self, pieces: list[Piece]) -> None:
        text = joined(pieces)
        if not text:
            return
        longest = max(pieces, key=lambda piece: len(piece.text))
        self.out.lines.append(
            Line(
                self.open[-1],
                text,
                next((piece.line for piece in pieces if not piece.text.isspace()), 0),
                sum(len(piece.text.strip()) for piece in pieces if piece.anchor),
                len({piece.anchor for piece in pieces if piece.anchor and not piece.text.isspace()}),
                sum(len(piece.text.strip()) for piece in pieces if piece.bold),
                longest.words,
                self.fresh,
            )
        )
        self.fresh = False
