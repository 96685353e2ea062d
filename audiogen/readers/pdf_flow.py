"""Lines of a PDF -> paragraphs: margins set apart, columns in order, lines joined, hyphenation undone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import ceil
from statistics import median

from audiogen.readers.pdf_glyphs import Line, joined

#: The parts of the page's height, at top and bottom, where running headers and page numbers stand.
_MARGIN = 0.13
_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|seite|p\.|s\.|pagina|página|bladzijde)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|von|de|di|van|sur|/|\|)\s*\d{1,4})?\W*$",
    re.I,
)
_ITEM = re.compile(r"^(?:[•‣▪●○◦–*·-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_NOTE = re.compile(r"^\ue000?(\d{1,3}|[*†‡§¶])\ue001?[.)]?\s?\S")
_REFERENCE = re.compile(r"\ue000([^\ue001]*)\ue001|([*†‡§¶])")
_CONTENTS = re.compile(r"(?:\.\s?){5,}\s*(?:\d{1,4}|[ivxlc]{1,7})$")
_ENDS = re.compile(r"""[.!?:…。！？]["'”’»)\]]*(?:\ue000[^\ue001]*\ue001)?$""")
_BROKEN_WORD = re.compile(r"(\w+)-$")
_HYPHENATED = re.compile(r"\w+-\w+")
_KEEPS_HYPHEN = re.compile(r"(?:und|oder|bis|sowie|and|or|to|et|ou|y|o|e|en|of)\b")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    size: float
    bold: bool
    lines: int


def split_margins(pages: list[list[Line]], heights: list[float]) -> tuple[list[list[Line]], list[tuple[str, str]]]:
    """The pages without what repeats in their margins and without page numbers; (rule, text) of what went."""
    edges = [_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    shapes = Counter(shape for page in edges for shape in {_shape(line, place) for line, place in page})
    need = max(2, round(len([page for page in pages if page]) * 0.3))
    kept: list[list[Line]] = []
    gone: list[tuple[str, str]] = []
    for lines, edge in zip(pages, edges, strict=True):
        drop: set[int] = set()
        for line, place in edge:
            rule = "pdf-margin" if shapes[_shape(line, place)] >= need else ""
            rule = rule or ("pdf-page-number" if _PAGE_NUMBER.match(line.text) else "")
            if rule:
                drop.add(id(line))
                gone.append((rule, line.text))
        kept.append([line for line in lines if id(line) not in drop])
    return kept, gone


def _edges(lines: list[Line], height: float) -> list[tuple[Line, str]]:
    """Lines in the outer parts of the page, two rows deep at the most, with the place they have."""
    rows = sorted({round(line.y) for line in lines})
    low, high = rows[:2], rows[-2:]
    result = []
    for line in lines:
        if round(line.y) in high and line.y > height * (1 - _MARGIN):
            result.append((line, "top"))
        elif round(line.y) in low and line.y < height * _MARGIN:
            result.append((line, "bottom"))
    return result


def _shape(line: Line, place: str) -> str:
    """What lines that repeat have in common; by size too, for a title may stand again as a running header."""
    return f"{place} {round(line.size)} {re.sub(r'[0-9]+', '#', line.text.casefold())}"


def in_order(lines: list[Line], first_region: int, gutter: float | None) -> list[Line]:
    """A page's lines as they are read: column by column, a heading across them in its place.

    `gutter` is where the columns part, `region` of the lines counts on from `first_region`.
    """
    result: list[Line] = []
    for number, column in enumerate(_columns(lines, gutter), first_region):
        rows = _rows(column)
        left = min(line.x0 for line in rows)
        right = sorted(line.x1 for line in rows)[ceil(0.9 * (len(rows) - 1))]
        result += [replace(line, left=left, right=right, region=number) for line in rows]
    return result


def _rows(lines: list[Line]) -> list[Line]:
    """Top to bottom, with the pieces of a line joined."""
    result: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.y, line.x0)):
        last = result[-1] if result else None
        if last and abs(last.y - line.y) < 0.3 * max(last.size, line.size):
            pair = sorted((last, line), key=lambda piece: piece.x0)
            result[-1] = joined(pair[0], pair[1])
        else:
            result.append(line)
    return result


def _columns(lines: list[Line], gutter: float | None) -> list[list[Line]]:
    """Runs of lines, each in one column or across all of them."""
    if gutter is None:
        return [lines] if lines else []
    result: list[list[Line]] = []
    bands = groupby(sorted(lines, key=lambda line: -line.y), key=lambda line: line.x0 < gutter < line.x1)
    for across, band in bands:
        members = list(band)
        if across:
            result.append(members)
            continue
        for side in ([m for m in members if m.x1 <= gutter], [m for m in members if m.x0 >= gutter]):
            result += _columns(side, find_gutter(side))
    return result


def find_gutter(lines: list[Line], hint: float | None = None) -> float | None:
    """The middle of the white strip between two columns of running text; None where there is none.

    `hint` is the page's before, for a page with too few lines to tell.
    """
    found = _gutter(lines)
    if found is None and hint is not None and len(lines) < 40:
        sides = [sum(line.x1 <= hint for line in lines), sum(line.x0 >= hint for line in lines)]
        found = hint if min(sides) and sum(sides) >= 0.7 * len(lines) else None
    return found


def _gutter(lines: list[Line]) -> float | None:
    if len(lines) < 8:
        return None
    start, end = min(line.x0 for line in lines), max(line.x1 for line in lines)
    across = {x: sum(line.x0 < x < line.x1 for line in lines) for x in _steps(start, end)}
    fewest = min(across.values(), default=len(lines))
    if fewest > 0.2 * len(lines):
        return None
    strip: list[float] = []
    best: list[float] = []
    for x, count in across.items():
        strip = [*strip, x] if count <= fewest + 0.02 * len(lines) else []
        best = max(best, strip, key=len)
    if len(best) < 3:
        return None
    middle = (best[0] + best[-1]) / 2
    return middle if _are_columns([n for n in lines if n.x1 <= middle], [n for n in lines if n.x0 >= middle]) else None


def _steps(start: float, end: float) -> list[float]:
    """Every two points of the middle part, where a gutter may be."""
    width = end - start
    return [start + 2 * step for step in range(int(0.15 * width / 2), int(0.85 * width / 2))]


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    """Both sides hold running text, at one height: not the cells of a table, not a margin."""
    if min(len(left), len(right)) < 4 or min(median(len(n.text) for n in side) for side in (left, right)) < 15:
        return False
    low, high = max(min(n.y for n in s) for s in (left, right)), min(max(n.y for n in s) for s in (left, right))
    shortest = min(max(n.y for n in side) - min(n.y for n in side) for side in (left, right))
    return high - low > 0.5 * shortest


def body_size(lines: list[Line]) -> float:
    """The type size of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def split_notes(page: list[Line], body: float) -> tuple[list[Line], list[Line]]:
    """A page's lines without its footnotes, and those.

    Footnotes are smaller type at the end of a column, and begin with a mark that stands raised in the page's text.
    """
    kept: list[Line] = []
    notes: list[Line] = []
    marks = {
        mark for line in page for found in _REFERENCE.findall(line.text) for mark in re.split(r"[,\s]+", "".join(found))
    }
    for _, members in groupby(page, key=lambda line: line.region):
        column = list(members)
        start = len(column)
        while start and column[start - 1].size < 0.93 * body:
            start -= 1
        while start < len(column) and not ((note := _NOTE.match(column[start].text)) and note[1] in marks):
            start += 1
        kept += column[:start]
        notes += column[start:]
    return kept, notes


def split_contents(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Without the lines of a table of contents (dots that lead to a page's number), and those."""
    found = {id(line) for line in lines if _CONTENTS.search(line.text)}
    return [n for n in lines if id(n) not in found], [n for n in lines if id(n) in found]


def paragraphs(lines: list[Line]) -> Iterator[Paragraph]:
    """Lines in reading order, joined."""
    known = {word.casefold() for line in lines for word in re.findall(r"\w+(?:-\w+)*", line.text[:-1])}
    steps = [a.y - b.y for a, b in pairwise(lines) if a.region == b.region and a.y > b.y]
    step = median(steps) if steps else 0.0
    indents = sum(_indent(b) > 0.8 and _indent(c) < 0.3 for b, c in pairwise(lines) if b.region == c.region)
    run: list[Line] = []
    for line in lines:
        if run and _begins(run[-1], line, step, indented=indents > 0.03 * len(lines)):
            yield _paragraph(run, known)
            run = []
        run.append(line)
    if run:
        yield _paragraph(run, known)


def _begins(before: Line, line: Line, step: float, indented: bool) -> bool:
    """Whether the line begins a paragraph after the one before; `step`: from line to line; `indented`: the habit."""
    size = max(before.size, line.size)
    if abs(before.size - line.size) > 0.08 * size or before.bold != line.bold or _ITEM.match(line.text):
        return True
    room = (before.right - before.x1) / max(before.right - before.left, 1.0)
    ended = bool(_ENDS.search(before.text))
    if before.region != line.region:
        fresh = _indent(line) > 0.8 if indented else True
        return ended and not line.text[:1].islower() and (fresh or room > 0.1)
    if before.y - line.y > max(1.35 * step, 1.6 * size):
        return True
    if _indent(line) > 0.8 and _indent(before) < 0.5 and not _is_centred(line):
        return True
    return ended and room > 0.2


def _indent(line: Line) -> float:
    """In parts of the type size."""
    return (line.x0 - line.left) / max(line.size, 1.0)


def _is_centred(line: Line) -> bool:
    return abs((line.x0 - line.left) - (line.right - line.x1)) < 0.7 * line.size


def _paragraph(run: list[Line], known: set[str]) -> Paragraph:
    text = run[0].text
    for line in run[1:]:
        text = _join(text, line.text, known)
    return Paragraph(text, run[0].size, all(line.bold for line in run), len(run))


def _join(text: str, more: str, known: set[str]) -> str:
    """The next line put after the text, a word that was broken made whole.

    A hyphen stays before a capital or a number, where the word is written with one elsewhere, and where only a
    second part is to come ("Vor- und").
    """
    broken = _BROKEN_WORD.search(text)
    if not broken:
        return f"{text} {more}"
    if _KEEPS_HYPHEN.match(more):
        return f"{text} {more}"
    rest = re.match(r"\w+", more)
    if not rest or not (more[0].islower() or (len(broken[1]) > 1 and broken[1].isupper() and rest[0].isupper())):
        return text + more
    whole, hyphenated = f"{broken[1]}{rest[0]}".casefold(), f"{broken[1]}-{rest[0]}".casefold()
    return text + more if hyphenated in known and whole not in known else text[:-1] + more
