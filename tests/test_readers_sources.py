"""Files, folders, lists, standard input and text itself: what an argument stands for."""

from __future__ import annotations

import io
import os
import sys
import threading
from pathlib import Path

import pytest
from readers_support import LOCAL, PAGE, Answer, serving

from audiogen import registry
from audiogen.errors import SourceError
from audiogen.readers import ReadOptions, Source, expand, page
from audiogen.readers import files as files_module

OPTIONS = ReadOptions()


def found(argument: str | Path, options: ReadOptions = OPTIONS) -> list[Source]:
    return list(expand(str(argument), options))


def refused(argument: str | Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        for source in expand(str(argument), OPTIONS):
            source.read()
    assert caught.value.hint
    return caught.value


def test_a_file_is_not_read_before_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "Tide tables.txt"
    path.write_text("First.", "utf-8")
    (source,) = found(path)
    path.write_text("Second.", "utf-8")
    assert (source.location, source.name) == (str(path), "Tide tables")
    got = source.read()
    assert (got.text, got.name, got.source, got.media_type, got.whole) == (
        "Second.", "Tide tables", str(path), "text/plain", False,
    )  # fmt: skip


def test_a_folder_is_walked_in_order_without_what_is_hidden_or_no_article(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "Sub/c.HTML", ".hidden/d.txt", ".e.txt", "f.mp3", "g.json", "Sub/deep/h.docx", "i"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Words.", "utf-8")
    (tmp_path / "Sub" / "loop").symlink_to(tmp_path)
    names = [str(Path(source.location).relative_to(tmp_path)) for source in found(tmp_path)]
    assert names == ["a.md", "b.txt", "Sub/c.HTML", "Sub/deep/h.docx"]


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "song.mp3").write_bytes(b"ID3")
    assert "no articles" in refused(tmp_path).message


def test_errors_say_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text("x", "utf-8")
    assert "harbour.txt" in refused(tmp_path / "harbor.txt").hint
    assert "no folder" in refused(tmp_path / "nowhere" / "a.txt").hint
    assert "ftp address" in refused("ftp://example.org/a.txt").message
    assert "text" in refused("One line.\nAnother.").message
    assert "text" in refused("word " * 1000).message
    assert "too long" in refused("x" * 3000).message
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert "is empty" in refused(empty).message
    empty.write_text(" \n\ufeff\n", "utf-8")
    assert "is empty" in refused(empty).message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", "utf-8")
    path.chmod(0)
    assert "permissions" in refused(path).hint


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"word " * 500_000)
    monkeypatch.setattr(files_module, "MAX_BYTES", 2**21)
    assert "larger than 2 MB" in refused(path).message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=("From a pipe.", "utf-8"), daemon=True)
    writer.start()
    (source,) = found(path)
    writer.join(5)
    assert source.read().text == "From a pipe."


def test_the_content_settles_what_the_suffix_leaves_open(tmp_path: Path) -> None:
    cases = {
        "page.txt": ("<!-- saved -->\n<!DOCTYPE html>\n<html><body><p>Hi</p></body></html>", "text/html"),
        "page": ("<html><body><p>Hi</p></body></html>", "text/html"),
        "math.txt": ("<3 is a heart, and 2 < 3.", "text/plain"),
        "styled": ("<style>p {color: red}</style>\n<!DOCTYPE html><html><body>x</body></html>", "text/html"),
        "warned": ("Warning: line 3\n<html lang=en>\n<head></head><body>x</body></html>", "text/html"),
        "about.txt": ("The <html> element is the root, and <p> is a paragraph.", "text/plain"),
        "essay": ("Words and more words.", "text/plain"),
        "essay.log": ("Words and more words.", "text/plain"),
        "archive": ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
                    "Content-Type: text/html\n\n<p>Hi</p>\n--b--\n", "text/html"),
    }  # fmt: skip
    for name, (text, media_type) in cases.items():
        (tmp_path / name).write_text(text, "utf-8")
        assert page(tmp_path / name).media_type == media_type, name


@pytest.mark.parametrize(("name", "text"), [("a.json", '{"key": "value"}'), ("a.xml", "<?xml version='1.0'?><note/>")])
def test_data_files_are_no_articles(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert "but no feed" in refused(tmp_path / name).message


@pytest.mark.parametrize("suffix", [".html", ".md", ".txt", ".xhtml", ""])
def test_binary_data_with_a_text_suffix_is_refused(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_bytes(bytes(range(256)) * 20)
    assert "binary" in refused(tmp_path / f"a{suffix}").message


def test_readers_of_others_come_in_by_the_same_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {**registry.names("audiogen.readers"), ".odt": "audiogen.readers.text:read"}
    monkeypatch.setattr(registry, "names", lambda group: known)
    path = tmp_path / "a.odt"
    path.write_bytes(b"PK\x03\x04 with words in it")
    assert "words" in page(path).text
    assert [source.name for source in found(tmp_path)] == ["a"]


def test_a_comment_storm_before_the_root_is_quick() -> None:
    assert page("<!---->" * 585 + " and no root").media_type == "text/plain"


# Lists


def test_a_list_gives_a_source_a_line(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("From beside the list.", "utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "c.txt").write_text("From a folder.", "utf-8")
    listed = tmp_path / "urls.txt"
    with serving({"/a": Answer(PAGE)}) as server:
        listed.write_text(f"# stories\n\n{server.url}/a\r\n{server.url}/gone\n  b.txt \nmore\n", "utf-8")
        sources = found(listed, LOCAL)
    assert [Path(source.location).name for source in sources] == ["a", "gone", "b.txt", "c.txt"]
    assert sources[0].read().text == PAGE
    with pytest.raises(SourceError, match=r"urls.txt, line 4: .*404"):
        sources[1].read()
    assert [source.read().text for source in sources[2:]] == ["From beside the list.", "From a folder."]


def test_a_line_that_is_no_source_does_not_end_the_list(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.", "utf-8")
    listed = tmp_path / "many.list"
    listed.write_text("a.txt\n" * 12_000 + "nothing-like-it.txt\na.txt\n", "utf-8")
    sources = expand(str(listed), OPTIONS)
    for number, source in enumerate(sources, 1):
        if number == 12_001:
            with pytest.raises(SourceError, match="line 12001"):
                source.read()
    assert number == 12_002


def test_a_list_is_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tracemalloc

    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Words.", "utf-8")
    Path("list.txt").write_text("a.txt\n" * 200_000, "utf-8")
    sources = expand("list.txt", OPTIONS)
    next(sources)
    tracemalloc.start()
    for source, _ in zip(sources, range(3000), strict=False):
        assert source.name == "a"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 500_000


def test_a_list_in_utf_16(tmp_path: Path) -> None:
    (tmp_path / "ä.txt").write_text("Words.", "utf-8")
    (tmp_path / "list.txt").write_text("ä.txt\n", "utf-16")
    assert [source.read().text for source in found(tmp_path / "list.txt")] == ["Words."]


def test_a_list_that_names_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("list.txt\n", "utf-8")
    (source,) = found(tmp_path / "list.txt")
    assert source.read().text == "list.txt\n"


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a\nis where I read it.",
        "A story.\nhttps://example.org/a\n",
        "# A heading\n\nA story.\n",
        "#\n",
    ],
)
def test_articles_with_addresses_in_them_are_no_lists(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (source,) = found(tmp_path / "a.txt")
    assert source.read().text == text


# Standard input


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def piped(data: bytes) -> list[Source]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return found("-")

    (source,) = piped("Grüße".encode("cp1252"))
    assert (source.location, source.read().text) == ("-", "Grüße")
    assert piped(b"  <html><p>Hi</p></html>")[0].read().media_type == "text/html"
    with pytest.raises(SourceError, match="empty"):
        piped(b"")
    with pytest.raises(SourceError, match="PNG"):
        piped(b"\x89PNG\r\n\x1a\n")


# Text itself


def test_text_and_markup_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert page("Hello there.").text == "Hello there."
    assert page("Hello").media_type == "text/plain"
    assert page("<p>Hello</p>").media_type == "text/html"
    assert page("<html>\r\n<p>x", "text/plain").media_type == "text/plain"
    assert page(b"<b>x</b>", "text/html").text == "<b>x</b>"
    assert page("# Tide\n", "text/markdown").text == "<h1>Tide</h1>\n"
    Path("two words.txt").write_text("From the file.", "utf-8")
    assert page("two words.txt").text == "From the file."
    assert page(Path("two words.txt"), "text/html").media_type == "text/html"


def test_a_lone_word_that_looks_like_a_path_is_a_missing_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text("x", "utf-8")
    with pytest.raises(SourceError) as caught:
        page("stroy.txt")
    assert "Did you mean story.txt?" in caught.value.hint
    for missing in ("folder/story", "", Path("None such.txt")):
        with pytest.raises(SourceError):
            page(missing)


def test_a_media_type_without_a_reader() -> None:
    with pytest.raises(SourceError, match="text/marked"):
        page("x", "text/marked")


def test_a_folder_of_several_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    assert page(str(tmp_path)).text == "x"
    (tmp_path / "b.txt").write_text("x", "utf-8")
    with pytest.raises(SourceError, match="more than one"):
        page(tmp_path)


# Contract


@pytest.mark.parametrize("key", sorted(registry.BUILT_IN["audiogen.readers"]))
def test_every_reader_keeps_the_contract(key: str) -> None:
    """A page of text or HTML with its line ends as they should be, or a SourceError with a hint: nothing else."""
    reader = registry.load("audiogen.readers", key)
    inputs = [
        b"", b" \n", b"Words.\r\nMore.", b"<html><p>Words</p></html>", b"<speak>Words</speak>", bytes(range(256)) * 4,
        "<p>Wörter</p>".encode("utf-16"), b"PK\x03\x04", b"%PDF-1.7\n", b"---\ntitle: [\n---\n",
        b"<" * 3000, b"[" * 3000,
    ]  # fmt: skip
    for data in inputs:
        try:
            got = reader(data, "name", "a/name.x", "")
        except SourceError as error:
            assert error.hint and "a/name.x" in error.message
        else:
            assert got.media_type in ("text/plain", "text/html") and (got.name, got.source) == ("name", "a/name.x")
            assert got.text.strip() and "\r" not in got.text and "\0" not in got.text
