"""PDF: lines become paragraphs, columns are read one after the other, nothing of the text is lost."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

import pytest
from test_readers_documents import refused, text_of

from audiogen.model import Page
from audiogen.readers import page


@dataclass
class At:
    """A run of text on a page, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "F1"


def pdf(pages: list[list[At]], info: str = "") -> bytes:
    """A PDF of so many pages of 600 by 800 points, in Courier (every character is 0.6 of its size wide)."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", *(
        f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>" for name in ("Courier", "Courier-Bold")
    ), f"<<{info}>>"]  # fmt: skip
    kids = []
    for page_items in pages:
        body = "".join(
            f"BT /{item.font} {item.size} Tf 1 0 0 1 {item.x} {item.y} Tm ({escaped(item.text)}) Tj ET\n"
            for item in page_items
        )
        packed = zlib.compress(body.encode("cp1252")).decode("latin-1")
        objects.append(f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n{packed}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer<</Size {size}/Root 1 0 R/Info 5 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def escaped(text: str) -> str:
    return re.sub(r"([()\\])", r"\\\1", text)


def column(x: float, top: float, lines: list[str], size: float = 10) -> list[At]:
    return [At(x, top - 12 * number, line, size) for number, line in enumerate(lines)]


def elements(got: Page) -> list[str]:
    return got.text.split("\n")


def test_pdf_lines_become_paragraphs_and_broken_words_are_made_whole() -> None:
    pytest.importorskip("pypdfium2")
    lines = [
        "The harbour office counted every ferry that came to Lind-", "mouth in May, and found that the well-known co-",
        "operation of both towns had failed. Well-", "known it was.",
    ]  # fmt: skip
    first = column(50, 700, lines)
    second = column(50, 700 - 12 * 6, ["Die Vor- und Nachteile der Hafen-", "verwaltung sowie Ein- und Aus-", "fahrt."])
    got = page(pdf([[*first, *second]], "/Title(Ferries)/Author(Ann Otter)"))
    assert elements(got) == [
        "<p>The harbour office counted every ferry that came to Lindmouth in May, and found that the well-known "
        "cooperation of both towns had failed. Well-known it was.</p>",
        "<p>Die Vor- und Nachteile der Hafenverwaltung sowie Ein- und Ausfahrt.</p>",
    ]
    assert (got.metadata.title, got.metadata.byline, got.whole) == ("Ferries", "Ann Otter", True)


def test_pdf_headings_are_told_by_size_and_weight() -> None:
    pytest.importorskip("pypdfium2")
    body = [
        "It fell slowly, and nobody was surprised by that at all.",
        "Then it rose again, as it does every single day.",
    ]
    got = page(pdf([[
        At(50, 740, "Tides of May", 20), *column(50, 700, body),
        At(50, 660, "The ebb", 10, "F2"), *column(50, 640, body),
    ]]))  # fmt: skip
    paragraph = f"<p>{' '.join(body)}</p>"
    assert elements(got) == ["<h1>Tides of May</h1>", paragraph, "<h2>The ebb</h2>", paragraph]


def test_pdf_margins_and_page_numbers_are_set_apart_and_not_lost() -> None:
    pytest.importorskip("pypdfium2")
    pages = []
    for number in range(1, 5):
        names = ["Anna", "Berta", "Clara", "Dora"]
        story = column(50, 700, [f"{names[number - 1]} met ferry number {line} and its crew" for line in range(30)])
        pages.append([At(50, 770, f"Lindmouth Post, page {number} of 4"), *story, At(290, 30, f"- {number} -")])
    got = page(pdf(pages))
    text = text_of(got)
    assert "Lindmouth" not in text and "- 2 -" not in text
    assert [int(n) for n in re.findall(r"number (\d+)", text)] == list(range(30)) * 4
    assert sorted(removal.text for removal in got.removals) == sorted(
        [f"Lindmouth Post, page {n} of 4" for n in range(1, 5)] + [f"- {n} -" for n in range(1, 5)]
    )
    assert got.text.count("<p>") == 1  # the sentence goes on over the pages


def test_pdf_columns_are_read_one_after_the_other() -> None:
    pytest.importorskip("pypdfium2")
    left = column(50, 700, [f"left line {number} of the column ok" for number in range(20)])
    right = column(310, 700, [f"right line {number} of the column k" for number in range(14)])
    rows = [pair for both in zip(left, right, strict=False) for pair in both] + left[14:]
    title = At(50, 740, "A title that goes across both columns", 20)
    got = page(pdf([[title, *rows]]))
    text = text_of(got)
    assert text.startswith("A title that goes across")
    assert [int(n) for n in re.findall(r"line (\d+)", text)] == [*range(20), *range(14)]


def test_pdf_footnotes_are_set_apart() -> None:
    pytest.importorskip("pypdfium2")
    body = column(50, 700, [f"Sentence number {number} runs on and on and on" for number in range(20)])
    note = [At(50, 200, "1 See the tables of the harbour office.", 7)]
    mark = At(50 + 6 * len(body[-1].text), body[-1].y + 4, "1", 6)
    got = page(pdf([[*body, mark, *note]]))
    assert "See the tables" not in got.text and "<sup>1</sup>" in got.text
    assert [(removal.rule, removal.text) for removal in got.removals] == [("pdf-footnote", note[0].text)]


def test_pdf_lists_and_tables_keep_every_word() -> None:
    pytest.importorskip("pypdfium2")
    items = column(
        50, 700, ["\u2022 the first thing", "\u2022 the second thing that is longer", "\u2022 the third thing"]
    )
    table = [At(50 + 150 * x, 600 - 14 * y, f"r{y}c{x}") for y in range(6) for x in range(3)]
    got = page(pdf([[*items, *table]]))
    assert got.text.startswith("<ul><li>the first thing</li>\n<li>the second")
    assert re.findall(r"r\dc\d", got.text) == [f"r{y}c{x}" for y in range(6) for x in range(3)]


def test_pdf_files_that_cannot_be_read() -> None:
    pytest.importorskip("pypdfium2")
    assert "pictures" in refused(pdf([[]])).message
    assert "damaged" in refused(b"%PDF-1.7 and nothing more").message
