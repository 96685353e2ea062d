"""Data tables: told apart from tables that only lay out a page, and said in one sentence or row by row."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_CELL_CHARS = 60
"""Mean length of the cells above which a table holds prose: its cells are read as paragraphs."""
FEWEST_NUMBERS = 0.5
"""Share of number cells from which a table is one of figures, which nobody can follow by ear."""
MOST_CELLS = 120
"""A table with more cells is summarised whatever is in it."""

_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(
    r"[^\w]*(?:[A-Za-z$€£]{0,3}\s?)?[+\-–−~<>≈]?\s?[\d.,:/\s%–−-]*\d[\d.,:/\s%–−-]*\s?[\w%°²³$€£*†]{0,4}[^\w]*|[-–—·.x✓✔✗✘×]+|n/?a",
    re.I,
)
_BLOCKS = ("table", "ul", "ol", "h1", "h2", "h3", "h4", "form", "figure", "blockquote", "pre", "article", "section")

#: "Table", "row", "rows" by language.
_WORDS = {
    "en": ("Table", "row", "rows"),
    "de": ("Tabelle", "Zeile", "Zeilen"),
    "fr": ("Tableau", "ligne", "lignes"),
    "es": ("Tabla", "fila", "filas"),
    "it": ("Tabella", "riga", "righe"),
    "nl": ("Tabel", "rij", "rijen"),
    "pt": ("Tabela", "linha", "linhas"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as text, row by row; `header` holds the names of the columns, empty where the table has none."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """Every word of the table in order."""
        return " ".join(cell for row in ((self.caption,), self.header, *self.rows) for cell in row if cell)

    @property
    def of_figures(self) -> bool:
        """Whether its cells, read in order, would be word salad."""
        cells = [cell for row in self.rows for cell in row if cell]
        numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in cells)
        columns = max((len(row) for row in self.rows), default=0)
        return (
            columns >= 2 and len(self.rows) >= 2 and (numbers >= FEWEST_NUMBERS * len(cells) or len(cells) > MOST_CELLS)
        )

    def summary(self, language: str) -> str:
        """``Table: Team, Points. 18 rows.``"""
        table, row, rows = _WORDS.get(language[:2].lower(), _WORDS["en"])
        about = self.caption.rstrip(" .:") or ", ".join(cell for cell in self.header if cell)[:160]
        count = f"{len(self.rows)} {row if len(self.rows) == 1 else rows}."
        return f"{table}: {about}. {count}" if about else f"{table}. {count}"

    def spoken_rows(self) -> list[str]:
        """Caption, header and rows, a line each."""
        lines = [", ".join(cell for cell in row if cell) for row in (self.header, *self.rows)]
        return [line for line in (self.caption, *lines) if line]


def read(table: HtmlElement) -> Table | None:
    """The cells of a data table; None for a table that lays out a page or holds prose."""
    if table.get("role") in ("presentation", "none") or any(
        next(table.iterdescendants(tag), None) is not None for tag in _BLOCKS
    ):
        return None
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    cells = [[_text(cell) for cell in row] for row in rows]
    chars = [len(cell) for row in cells for cell in row if cell]
    if not chars or sum(chars) > MOST_CELL_CHARS * len(chars) or max(chars) > 400:
        return None
    links = sum(len(_text(link)) for link in table.iter("a"))
    if links > 0.7 * sum(chars) and Counter(map(len, cells)).most_common(1)[0][0] < 2:
        return None
    head = all(cell.tag == "th" for cell in rows[0]) or rows[0][0].getparent().getparent().tag == "thead"
    caption = next((_text(caption) for caption in table.iter("caption")), "")
    body = tuple(map(tuple, cells[1:] if head else cells))
    return Table(caption, tuple(cells[0]) if head else (), tuple(row for row in body if any(row)))


def _text(element: HtmlElement) -> str:
    return _SPACE.sub(
        " ",
        " ".join(
            element.itertext(
                "td",
                "th",
                "p",
                "div",
                "span",
                "a",
                "b",
                "strong",
                "em",
                "i",
                "caption",
                "br",
                "sup",
                "sub",
                "small",
                "u",
                "font",
                "code",
                "abbr",
                "time",
                "label",
                "li",
                "mark",
                with_tail=True,
            )
        ),
    ).strip()
