"""Bytes -> text: whatever the encoding, the words come out right, and nothing comes out that is no text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audiogen.errors import SourceError
from audiogen.readers import page
from audiogen.readers.decoding import decode, tidied

SAYINGS = {
    "de": "Die Bürgermeisterin sagte, man müsse über größere Straßen sprechen – „schön wäre es“, fügte sie hinzu.",
    "fr": "Le ministre a déclaré que l’été serait très chaud et que les élèves étaient déjà fatigués à l’école.",
    "en": "The council’s plan — priced at £3m — was “final”, said the mayor; a café owner disagreed.",
    "es": "El año pasado, la niña cantó una canción en español; ¿qué pasó después? ¡Nadie lo sabía!",
    "pt": "As eleições não serão adiadas, afirmou a ministra; a decisão é de março e ninguém contestou.",
    "it": "La città è più bella perché c’è il mare, e nessuno può dire che non sia così.",
    "sv": "Färjan gick från Öland klockan åtta på morgonen, och alla på ön såg den åka över sundet.",
    "da": "Færgen sejlede fra øen klokken otte, og borgmesteren på Ærø så den forsvinde i tågen.",
    "pl": "Prezydent powiedział, że żółta łódź popłynęła do Gdańska, gdzie mieszkańcy świętowali całą noc.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl ředitel české televize v pondělí večer.",
    "hu": "A miniszterelnök közölte, hogy az őszi ülésszak után új törvények lépnek életbe, és erről hétfőn döntenek.",
    "ru": "Президент заявил, что новые правила вступят в силу в понедельник.",
    "el": "Ο πρωθυπουργός δήλωσε ότι οι νέοι κανόνες θα τεθούν σε ισχύ τη Δευτέρα.",
    "tr": "Başbakan, yeni kuralların pazartesi günü yürürlüğe gireceğini söyledi ve gazetecilere teşekkür etti.",
    "he": "ראש הממשלה אמר שהכללים החדשים ייכנסו לתוקף ביום שני.",
    "ar": "قال رئيس الوزراء إن القواعد الجديدة ستدخل حيز التنفيذ يوم الاثنين.",
    "ja": "首相は月曜日に新しい規則が施行されると述べた。市民は喜んでいる。",
    "zh": "总理表示新规则将于星期一生效。居民们非常高兴。",
    "tw": "總理表示新規則將於星期一生效。居民們非常高興。",
    "ko": "총리는 월요일부터 새로운 규칙이 시행된다고 말했다.",
}
LEGACY = {
    "de": ["cp1252"], "fr": ["cp1252"], "en": ["cp1252"], "es": ["latin-1"], "pt": ["latin-1"], "it": ["cp1252"],
    "sv": ["latin-1"], "da": ["latin-1"], "pl": ["cp1250", "iso8859-2"], "cs": ["cp1250", "iso8859-2"],
    "hu": ["cp1250", "iso8859-2"], "ru": ["cp1251", "koi8-r"], "el": ["cp1253"], "tr": ["cp1254"], "he": ["cp1255"],
    "ar": ["cp1256"], "ja": ["cp932", "euc_jp", "iso2022_jp"], "zh": ["gb18030"], "tw": ["big5"], "ko": ["cp949"],
}  # fmt: skip
PAIRS = [(language, encoding) for language, encodings in LEGACY.items() for encoding in encodings]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("language", SAYINGS)
def test_unicode_with_and_without_a_mark(language: str, encoding: str) -> None:
    if encoding in ("utf-16-le", "utf-16-be") and language in ("ja", "zh", "tw"):
        pytest.skip("without a mark and without a blank nothing tells it from other bytes")
    text = f"{SAYINGS[language]}\n\n{SAYINGS[language]}\n"
    assert page(text.encode(encoding)).text == text


@pytest.mark.parametrize(("language", "encoding"), PAIRS)
def test_declared_charsets(language: str, encoding: str) -> None:
    markup = f'<html><head><meta charset="{encoding}"></head><body><p>{SAYINGS[language]}</p></body></html>'
    assert page(markup.encode(encoding)).text == markup
    assert decode(SAYINGS[language].encode(encoding), f"text/plain; charset={encoding}").text == SAYINGS[language]


def test_undeclared_charsets_are_found_by_what_fits() -> None:
    """A floor: it may rise and never fall. The Western ones must all be right."""
    right = {
        (language, encoding): decode((SAYINGS[language] + "\n").encode(encoding)).text.strip() == SAYINGS[language]
        for language, encoding in PAIRS
        if encoding != "iso2022_jp"
    }
    wrong = {pair for pair, is_right in right.items() if not is_right}
    assert not [pair for pair in wrong if pair[1] in ("cp1252", "latin-1")]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(
    "text",
    [
        "café",
        "naïve façade",
        "It’s “fine” – really…",
        "José Müller and Åsa Škoda met in Malmö, near Besançon, with a £3 fare and some more words of plain English.",
        "Þórður býr á Íslandi og vill ekki fara.",
    ],
)
def test_short_western_texts(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "us-ascii", "iso-8859-15", "koi8-r", "no-such-set"])
def test_utf_8_beats_a_declaration_that_says_otherwise(declared: str) -> None:
    for language in ("de", "ru", "ja"):
        markup = f'<html><head><meta charset="{declared}"></head><p>{SAYINGS[language]}</p>'
        assert page(markup.encode()).text == markup


def test_declared_utf_8_that_is_none() -> None:
    markup = f'<html><head><meta charset="utf-8"></head><p>{SAYINGS["de"]}</p>'
    assert page(markup.encode("cp1252")).text == markup
    assert page(markup.replace("utf-8", "utf-16").encode()).text == markup.replace("utf-8", "utf-16")


def test_a_few_stray_bytes_in_utf_8_are_read_as_windows_1252() -> None:
    text = SAYINGS["de"] * 5
    data = text.encode() + b" \x93quoted\x94 caf\xe9"
    decoded = decode(data)
    assert decoded.text == text + " “quoted” café" and "not UTF-8" in decoded.warnings[0]


@pytest.mark.parametrize("label", ["rot13", "idna", "unicode_escape", "base64", "punycode", "undefined", "utf-7"])
def test_python_codecs_that_are_no_charsets_do_no_harm(label: str) -> None:
    text = f'<meta charset="{label}"><p>Plain words and a \\n and a caf\u00e9.</p>'
    assert "Plain words" in decode(text.encode(), markup=True).text
    assert "Plain words" in decode(text.encode("latin-1"), markup=True).text


@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "latin-1", "shift_jis", "utf-16", "gb18030", "koi8-r"]))
@example(b"\xff\xfe\x00", "")
@example(b"\xfe\xff\xd8\x00", "")
@example(b"\xff\xfe\x00\x00\x01", "")
@example(b"a\x00" * 9, "")
def test_any_bytes_give_clean_text(data: bytes, charset: str) -> None:
    text = decode(data, f"text/html; charset={charset}", markup=True).text
    assert tidied(text).text == text
    text.encode("utf-8")
    assert not set(text) & {chr(code) for code in (*range(9), *range(11, 32), 127, *range(128, 160), 0xFEFF, 0x2028)}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff")))
def test_text_without_controls_is_not_touched(text: str) -> None:
    clean = tidied(text).text
    assert clean == "".join(c for c in text if not ("\ufdd0" <= c <= "\ufdef" or c in "\ufffe\uffff"))
    assert page(text, "text/plain").text == clean


@given(st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), max_size=20), max_size=10))
def test_line_ends_of_every_kind_are_one(lines: list[str]) -> None:
    for end in ("\n", "\r\n", "\r"):
        assert page(end.join(lines), "text/plain").text == "\n".join(lines)


def test_controls_are_left_out_and_counted() -> None:
    got = tidied("One\x00 two\x07\x1b[31m red\x1b[0m\x0bthree\u2028four\ufeff \ud800 \x93five\x94 \x1b]0;title\x07six")
    assert got.text == "One two red\nthree\nfour \ufffd “five” six"
    assert got.warnings == ("3 control characters left out.",)


def test_text_padded_with_zeros_is_text() -> None:
    assert page(b"A log that was cut short." + bytes(4000)).text == "A log that was cut short."


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff\xe0", "JPEG"), (b"GIF89a", "GIF"), (b"ID3\x04", "MP3"),
        (b"\xff\xfb\x90\x64", "MP3"), (b"RIFF\0\0\0\0WAVEfmt ", "WAV"), (b"OggS\0\2", "Ogg"),
        (b"\0\0\0\x20ftypisom", "MP4"),
        (b"\x7fELF\2\1", "program"), (b"MZ\x90\0", "Windows"), (b"\x1f\x8b\x08\0", "gzip"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"PK\x03\x04\x14\0\0\0", "ZIP"), (b"SQLite format 3\0", "SQLite"), (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
        (b"{\\rtf1\\ansi Text}", "RTF"),
    ],
)  # fmt: skip
def test_binary_files_are_refused_by_name(data: bytes, name: str) -> None:
    with pytest.raises(SourceError, match=name) as caught:
        page(data + bytes(range(256)) * 8)
    assert caught.value.hint


def test_other_binary_data_is_refused() -> None:
    with pytest.raises(SourceError, match="binary"):
        page(bytes(range(256)) * 40)


@pytest.mark.parametrize(
    "text", ["BMW sold more cars.", "MZ is a rare pair of letters.", "BZh is rarer.", "ID3 tags name songs."]
)
def test_words_that_begin_like_a_magic_number_are_words(text: str) -> None:
    assert page(text.encode()).text == text


def test_a_long_line_and_a_large_page_are_quick() -> None:
    for data in (
        b"word " * 2_000_000,
        ("wörd " * 1_000_000).encode("cp1252"),
        b"<html><p>" + b"a<b>b</b> " * 2_000_000,
    ):
        assert len(page(data).text) >= 5_000_000


def test_marks_are_known_by_python() -> None:
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16, codecs.BOM_UTF32):
        with pytest.raises(SourceError, match="empty"):
            page(mark)
