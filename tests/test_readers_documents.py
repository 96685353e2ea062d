"""Markdown, MHTML, EPUB and Word: the words come out whole, in order, with their structure."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiogen import registry
from audiogen.errors import SourceError
from audiogen.model import Metadata, Page
from audiogen.readers import page


def text_of(got: Page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", got.text).split())


def refused(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        page(data)
    assert caught.value.hint
    return caught.value


# Markdown


def markdown(text: str) -> Page:
    return page(text, "text/markdown")


def test_markdown_is_a_whole_article_with_its_structure() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    got = markdown(f"# Tide\n\nIt *rose*.\n\n> So he said.\n\n- one\n- two\n\n{table}\n\nEnd[^n].\n\n[^n]: Note.")
    assert got.whole and got.media_type == "text/html"
    for part in ("<h1>Tide</h1>", "<em>rose</em>", "<blockquote>", "<li>one</li>", "<td>1</td>", 'class="footnotes"'):
        assert part in got.text


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: 'Tide: a report'\nauthors:\n  - name: Ann Otter\n  - Bo Dachs\ndate: 2024-05-01 08:00:00 +0200\n"
        "lang: en_gb\ncanonical_url: https://post.example/tide\nimage: {src: 'https://post.example/t.jpg'}\n"
        "site: Lindmouth Post\n---\n",
        '+++\ntitle = "Tide: a report"\nauthor = ["Ann Otter", "Bo Dachs"]\ndate = 2024-05-01T08:00:00+02:00\n'
        'language = "en-GB"\nurl = "https://post.example/tide"\ncover = "https://post.example/t.jpg"\n'
        'site = "Lindmouth Post"\n+++\n',
    ],
)
def test_front_matter_is_metadata(matter: str) -> None:
    got = markdown(matter + "\nIt rose.\n")
    assert got.text == "<p>It rose.</p>\n"
    assert got.metadata == Metadata(
        "Tide: a report", "Ann Otter, Bo Dachs", "Lindmouth Post", "2024-05-01T08:00:00+02:00", "en-GB",
        "https://post.example/tide", "https://post.example/t.jpg",
    )  # fmt: skip


def test_front_matter_that_is_no_yaml_is_read_by_line() -> None:
    got = markdown("---\ntitle: Tide: a report\ndate: 2024-05-01\n---\nIt rose.\n")
    assert (got.metadata.title, got.metadata.published) == ("Tide: a report", "2024-05-01") and got.warnings


@pytest.mark.parametrize(
    "text", ["---\nA thought between rules.\n---\nMore.", "---\n- a\n- b\n---\nMore.", "---\nNo end."]
)
def test_text_between_rules_is_text(text: str) -> None:
    got = markdown(text)
    assert got.metadata == Metadata()
    assert all(word in got.text for word in re.findall(r"\w+", text))


@pytest.mark.parametrize(
    "bomb", ["a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9)), "a: " + "[" * 2000]
)
def test_front_matter_bombs_do_no_harm(bomb: str) -> None:
    assert "It rose." in markdown(f"---\ntitle: Tide\n{bomb}\n---\nIt rose.\n").text


@pytest.mark.parametrize("depth", [30, 100, 10_000])
def test_deeply_nested_markdown_is_not_lost(depth: int) -> None:
    assert "end" in markdown(">" * depth + " end").text
    assert "end" in markdown("\n".join("  " * level + "- x" for level in range(min(depth, 300))) + " end").text
    assert "end" in markdown("*" * depth + "[" * depth + " end").text


def test_markdown_without_end_is_an_error() -> None:
    with pytest.raises(SourceError, match="Markdown"):
        markdown("word " * 900_000)


# MHTML


def test_a_page_saved_as_mhtml() -> None:
    archive = MIMEMultipart("related")
    archive["Snapshot-Content-Location"] = "https://post.example/tide"
    archive.attach(MIMEText("<html><body><p>Größe – gemessen.</p></body></html>", "html", "utf-8"))
    archive.attach(MIMEImage(b"\x89PNG\r\n\x1a\n", "png"))
    got = page(archive.as_bytes())
    assert (got.media_type, got.metadata.url) == ("text/html", "https://post.example/tide")
    assert "Größe – gemessen." in got.text
    assert (
        "no web page" in refused(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--\n").message
    )


# EPUB

CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Tides</dc:title><dc:creator>Ann Otter</dc:creator><dc:creator>Bo Dachs</dc:creator>
<dc:language>en-gb</dc:language>
<dc:date>2024-05-01</dc:date></metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="c2" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="c1" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="cr" href="copy.xhtml" media-type="application/xhtml+xml"/>
<item id="pic" href="p.png" media-type="image/png"/></manifest>
<spine><itemref idref="nav"/><itemref idref="c1"/><itemref idref="c2"/><itemref idref="cr"/></spine></package>"""


def xhtml(body: str, attributes: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><body {attributes}>{body}</body></html>'
    )


BOOK: dict[str, str | bytes] = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OPS/book.opf": PACKAGE,
    "OPS/nav.xhtml": xhtml(
        '<nav><ol><li><a href="text/one.xhtml">Ebb</a></li><li><a href="text/two%20b.xhtml#x">Flow</a></li></ol></nav>'
    ),
    "OPS/text/one.xhtml": xhtml('<h1>Ebb</h1><p>It fell<a epub:type="noteref" href="#n">1</a> – slowly.</p>'),
    "OPS/text/two b.xhtml": xhtml("Before.<p>It rose.</p><img src='p.png'/>"),
    "OPS/copy.xhtml": xhtml("<p>All rights reserved.</p>", 'epub:type="copyright-page"'),
}


def zipped(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name) if name == "mimetype" else name, text)
    return out.getvalue()


def test_a_book_is_one_page_in_reading_order() -> None:
    got = page(zipped(BOOK))
    assert got.whole and got.media_type == "text/html"
    assert text_of(got) == "Tides Ebb It fell 1 – slowly. Flow Before. It rose."
    assert got.text.startswith("<h1>Tides</h1>") and "<h2>Ebb</h2>" in got.text
    assert "<h2>Flow</h2>" in got.text and "<sup" in got.text
    assert got.metadata == Metadata("Tides", "Ann Otter, Bo Dachs", "", "2024-05-01", "en-GB")
    assert [(removal.rule, removal.text) for removal in got.removals] == [
        ("epub-toc", "Ebb Flow"), ("epub-copyright-page", "All rights reserved."),
    ]  # fmt: skip


def test_drm_damage_and_empty_books() -> None:
    locked = '<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData></encryption>'
    fonts = locked.replace("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.idpf.org/2008/embedding")
    assert "DRM" in refused(zipped({**BOOK, "META-INF/encryption.xml": locked})).message
    assert "It rose." in page(zipped({**BOOK, "META-INF/encryption.xml": fonts})).text
    assert "one.xhtml is missing" in refused(zipped({k: v for k, v in BOOK.items() if "one" not in k})).message
    blank = {name: xhtml("") if name.endswith(".xhtml") else text for name, text in BOOK.items()}
    assert "no text" in refused(zipped(blank)).message
    assert "damaged" in refused(zipped(BOOK)[:-60]).message
    assert "damaged" in refused(zipped({"mimetype": "application/epub+zip"})).message


def test_zip_bombs_stop_at_the_bound() -> None:
    bomb = {**BOOK, "OPS/text/one.xhtml": xhtml("<p>" + "a " * 20_000_000 + "</p>")}
    data = zipped(bomb)
    assert len(data) < 200_000 and "more than 32 MB" in refused(data).message
    assert "more than 32 MB" in refused(zipped({**DOCUMENT, "word/document.xml": bytes(40_000_000)})).message


def test_entity_bombs_in_books_stay_small() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE package [<!ENTITY e0 "boom">{entities}]>' + PACKAGE.replace("Tides", "&e11;")
    assert "damaged" in refused(zipped({**BOOK, "OPS/book.opf": bomb})).message


# Word

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGES = "http://schemas.openxmlformats.org/package/2006"


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def style(name: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'


DOCUMENT: dict[str, str | bytes] = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGES}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGES}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGES}/relationships"><Relationship Id="r2" '
    f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{style("Title")}{style("heading 1")}{style("Quote")}</w:styles>',
    "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{paragraph("Tides", "Title")}'
    f"{paragraph('Ebb', 'heading1')}{paragraph('It fell – slowly &amp; surely.')}{paragraph('So he said.', 'Quote')}"
    f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl></w:body></w:document>",
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Tides of May</dc:title><dc:creator>Ann Otter</dc:creator></cp:coreProperties>",
}


def test_a_word_document() -> None:
    pytest.importorskip("mammoth")
    got = page(zipped(DOCUMENT))
    assert got.whole and got.media_type == "text/html"
    for part in ("<h1>Tides</h1>", "<h1>Ebb</h1>", "<p>It fell – slowly &amp; surely.</p>", "<blockquote>", "<td>"):
        assert part in got.text
    assert got.metadata == Metadata("Tides of May", "Ann Otter")


def test_word_documents_that_are_damaged() -> None:
    pytest.importorskip("mammoth")
    main = str(DOCUMENT["word/document.xml"])
    assert "damaged" in refused(zipped({**DOCUMENT, "word/document.xml": main[:-40]})).message
    assert "entities" in refused(zipped({**DOCUMENT, "word/document.xml": "<!DOCTYPE x []>" + main})).message
    blank = f'<w:document xmlns:w="{WORD}"><w:body/></w:document>'
    assert "no text" in refused(zipped({**DOCUMENT, "word/document.xml": blank})).message


@pytest.mark.parametrize(("module", "suffix"), [("mammoth", ".docx"), ("pypdfium2", ".pdf")])
def test_a_missing_extra_names_the_command(
    module: str, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(zipped(DOCUMENT) if suffix == ".docx" else b"%PDF-1.7\n%%EOF\n")
    with pytest.raises(SourceError) as caught:
        page(path)
    assert "pip install 'audiogen[documents]'" in caught.value.hint


@pytest.mark.parametrize("members", ["BOOK", "DOCUMENT"])
@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_damaged_containers_are_pages_or_errors_and_nothing_else(members: str, data: st.DataObject) -> None:
    whole = BOOK if members == "BOOK" else DOCUMENT
    name = data.draw(st.sampled_from(sorted(whole)))
    content = whole[name]
    cut = data.draw(st.integers(0, len(content)))
    junk = data.draw(st.sampled_from(["", "<", "]]>", "&#0;", "&#99999999;", "<![CDATA[", "\0", "</w:p>", "<body>"]))
    packed = zipped({**whole, name: f"{content[:cut]!s}{junk}{content[cut + len(junk) :]!s}"})
    place = data.draw(st.integers(0, len(packed) - 1))
    packed = packed[:place] + bytes([data.draw(st.integers(0, 255))]) + packed[place + 1 :]
    reader = registry.load("audiogen.readers", ".epub" if members == "BOOK" else ".docx")
    try:
        assert reader(packed, "n", "n", "").text.strip()
    except SourceError as error:
        assert error.hint
