"""The lexicon: look-up, layers, files, exchange."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiogen.errors import OutputError, SettingsError
from audiogen.speakable import lexicon_files, speak
from audiogen.speakable.lexicon import Entry, Lexicon, load
from audiogen.speakable.lexicon_exchange import export, import_file
from audiogen.speakable.lexicon_files import add, import_entries, layers, read, remove
from audiogen.speakable.respelling import ipa_of, is_ipa, is_syllables, respell, text_of
from audiogen.speakable.rules import Replacement


def lexicon_of(text: str, path: Path) -> Lexicon:
    path.write_text(text, encoding="utf-8")
    return Lexicon(read(path))


def said(lexicon: Lexicon, text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.say) for one in lexicon.find(text, language)]


# Respellings


@pytest.mark.parametrize(
    ("respelling", "text", "ipa"),
    [
        ("al soo-DAH-nee", "al soo-dah-nee", "ˌæl suːˈdɑːniː"),
        ("NY-kee", "nye-kee", "ˈnaɪkiː"),
        ("jin-PING", "jin-ping", "dʒɪnˈpɪŋ"),
        ("gih-LAHN", "ghih-lahn", "ɡɪˈlɑːn"),
        ("FOR-ist PARK-way", "for-ist park-way", "ˈfɔːɹɪst ˈpɑːɹkweɪ"),
        ("see oh two", "see oh two", ""),
        ("NATO", "NATO", ""),
        ("F-16", "F-16", ""),
        ("F-sixteen", "F-sixteen", ""),
        ("BRRR-ah", "brrr-ah", ""),
    ],
)
def test_syllable_notation(respelling: str, text: str, ipa: str) -> None:
    assert (text_of(respelling), ipa_of(respelling)) == (text, ipa)
    assert not ipa or is_ipa(ipa)


def test_ipa_is_respelled_in_syllables() -> None:
    assert respell("ˈnaɪki") == "nye-kee"
    assert respell("zəˈlɛnski") == "zuh-len-skee"
    assert respell("ʃiː dʒɪnˈpɪŋ") == "shee jin-ping"


@given(st.text(max_size=30))
def test_any_respelling_and_ipa(text: str) -> None:
    assert not ipa_of(text) or is_ipa(ipa_of(text))
    assert isinstance(text_of(text) + respell(text) + str(is_syllables(text)), str)


@pytest.mark.parametrize("text", ["", "Nike", "1.5", "ˈ", "[x]", "b<r>"])
def test_no_ipa(text: str) -> None:
    assert not is_ipa(text)


# Look-up


def test_longest_first_then_the_earlier_layer() -> None:
    lexicon = Lexicon([Entry("Xi", "one"), Entry("Xi", "two"), Entry("Xi Jinping", "three")])
    assert said(lexicon, "Xi Jinping, Xi") == [("Xi Jinping", "three"), ("Xi", "one")]


def test_whole_words_in_any_case_and_quote() -> None:
    lexicon = Lexicon([Entry("O'Neil", "oh neel"), Entry("al-Sudani", "sudani"), Entry("Nice", "neess", case=True)])
    assert said(lexicon, "O’NEIL saw al\u2011sudani") == [("O’NEIL", "oh neel"), ("al\u2011sudani", "sudani")]
    assert said(lexicon, "O'Neills, al-Sudanis, nice, xNice, Nice_") == []
    assert said(lexicon, "(Nice)") == [("Nice", "neess")]


def test_the_possessive_belongs_to_the_word() -> None:
    (found,) = Lexicon([Entry("Macron", "mah-KROHN")]).find("Macron’s aide", "en")
    assert found == Replacement(0, 8, "mah-krohn's", "mɑːˈkɹoʊnz")
    (found,) = Lexicon([Entry("Macron", "mah-KROHN", language="fr")]).find("Macron's", "fr")
    assert found.end == 6


def test_languages() -> None:
    lexicon = Lexicon(
        [Entry("a", "x", language="en-GB"), Entry("b", "y", language="de"), Entry("c", "z", language="*")]
    )
    assert said(lexicon, "a b c", "en-GB") == [("a", "x"), ("c", "z")]
    assert said(lexicon, "a b c", "en_gb") == [("a", "x"), ("c", "z")]
    assert said(lexicon, "a b c", "de-AT") == [("b", "y"), ("c", "z")]


def test_context_and_part_of_speech() -> None:
    lexicon = Lexicon(
        [
            Entry("bass", ipa="ˈbæs", context=("fish", "caught")),
            Entry("bass", ipa="ˈbeɪs"),
            Entry("zorble", "n", part="noun"),
        ]
    )
    assert [one.ipa for one in lexicon.find("He caught a bass.")] == ["ˈbæs"]
    assert [one.ipa for one in lexicon.find("He plays bass.")] == ["ˈbeɪs"]
    assert said(lexicon, "They want to zorble the zorble of the town.") == [("zorble", "n")]


def test_expressions() -> None:
    lexicon = Lexicon([Entry(r"\bQ(\d)\b", r"quarter \1", regex=True), Entry("x*", "no", regex=True), Entry("→", "to")])
    assert said(lexicon, "Q3 → QQ3") == [("Q3", "quarter 3"), ("→", "to")]


def test_an_empty_reading_leaves_the_word_alone(tmp_path: Path) -> None:
    own = lexicon_of('[en]\n"Lagos" = ""\n', tmp_path / "own.toml")
    assert said(Lexicon([*own.entries, Entry("Lagos", "LAY-gos")]), "Lagos") == []


def test_comes_before_the_rules_and_aligns() -> None:
    spoken = speak("Q3 of 5", "en", lexicon=Lexicon([Entry("Q3", "the third quarter")]))
    assert spoken.text == "the third quarter of five"


def test_ten_thousand_entries_are_quick() -> None:
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefgh", k=6)).title() for _ in range(10_000)]
    lexicon = Lexicon([Entry(word, "x y") for word in words])
    lexicon.find("warm")
    text = " ".join(chance.choices([*words[:500], *["the", "of", "and"] * 3000], k=20_000))
    begin = time.process_time()
    assert lexicon.find(text)
    assert time.process_time() - begin < 1.0  # 20,000 words; 0.04 s on a quiet machine


@settings(max_examples=60)
@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=6), max_size=5))
def test_any_text_and_words(text: str, words: list[str]) -> None:
    lexicon = Lexicon(Entry(word, "said") for word in words if word.strip())
    for where in (text, text.join(words)):
        at = 0
        for one in lexicon.find(where):
            assert at <= one.start < one.end <= len(where)
            at = one.end


# Files


def test_layers_and_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon_files, "user_file", lambda: tmp_path / "user.toml")
    monkeypatch.chdir(tmp_path)
    for name, say in (("user.toml", "u"), (lexicon_files.PROJECT_FILE, "p"), ("own.toml", "o")):
        Path(name).write_text(f'[en]\n"{name[0]}" = "{say}"\n"Kyiv" = "{say}"\n', encoding="utf-8")
    assert [path.name for path in layers([Path("own.toml")])[:3]] == [
        "own.toml",
        lexicon_files.PROJECT_FILE,
        "user.toml",
    ]
    assert said(load([Path("own.toml")]), "Kyiv u a o") == [("Kyiv", "o"), ("u", "u"), ("a", "p"), ("o", "o")]
    assert said(load(), "Kyiv") == [("Kyiv", "p")]
    with pytest.raises(SettingsError, match="no lexicon"):
        load([tmp_path / "missing.toml"])


def test_an_edit_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    add(Entry("Zq", "one"), path)
    assert said(load([path]), "Zq") == [("Zq", "one")]
    add(Entry("Zq", "another"), path)
    assert said(load([path]), "Zq") == [("Zq", "another")]


def test_add_and_remove_keep_comments(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "own.toml"
    add(Entry("Kyiv", "keev"), path)
    path.write_text(
        "# mine\n" + path.read_text(encoding="utf-8").replace('keev"', 'keev"  # capital'), encoding="utf-8"
    )
    add(Entry("bass", ipa="ˈbæs", context=("fish",)), path)
    add(Entry("bass", ipa="ˈbeɪs"), path)
    add(Entry("bass", ipa="ˈbɑːs"), path)
    add(Entry("Köln", "kurln", language="de"), path)
    text = path.read_text(encoding="utf-8")
    assert "# mine" in text and "# capital" in text
    bass = [entry for entry in read(path) if entry.word == "bass"]
    assert [(entry.ipa, entry.context) for entry in bass] == [("ˈbæs", ("fish",)), ("ˈbɑːs", ())]
    assert (remove("bass", path), remove("bass", path), remove("Köln", path, "en"), remove("Köln", path)) == (
        1,
        0,
        0,
        1,
    )
    assert [entry.word for entry in read(path)] == ["Kyiv"]
    assert "# mine" in path.read_text(encoding="utf-8")
    assert [each.name for each in path.parent.iterdir()] == ["own.toml"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[en]\nbad\n", "line 2"),
        ('[en]\n"a" = "b"\n"c" = 3', "line 3"),
        ('[en]\n"a" = { say = "b", colour = "red" }', "no 'colour'"),
        ('[en]\n"a" = { ipa = "NIKE" }', "line 2.*no IPA"),
        ('[en]\n"(a" = { say = "b", regex = true }', "line 2.*regular expression"),
        ('[en]\n"(a)" = { say = "\\\\2", regex = true }', "regular expression"),
        ('[en]\n"a" = { say = "b", part = "adverb" }', "verb or noun"),
        ('[en]\n"a" = { say = "b", case = "yes" }', "'case' cannot be"),
        ('[en]\n"a" = { say = "b", context = [1] }', "list of words"),
        ('[en]\n"a" = "..."', "says nothing"),
        ('"a" = "b"', "language tag"),
        ('[english language]\n"a" = "b"', "line 1|TOML"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=what) as caught:
        read(path)
    assert caught.value.hint
    with pytest.raises(SettingsError):
        add(Entry("a", "b"), path)
    assert path.read_text(encoding="utf-8") == text


def test_nothing_is_written_when_one_entry_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    with pytest.raises(SettingsError, match="no IPA"):
        import_entries([Entry("a", "b"), Entry("c", ipa="C")], path)
    assert not path.exists()
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        add(Entry("a", "b"), tmp_path / "file" / "own.toml")


@pytest.mark.parametrize("suffix", [".toml", ".csv", ".pls"])
def test_exchange(tmp_path: Path, suffix: str) -> None:
    entries = [
        Entry("al-Sudani", "al soo-DAH-nee"),
        Entry('He said "x", & <y>', ipa="ˈnaɪki"),
        Entry("lead", ipa="ˈlɛd", context=("pipe", "paint")),
        Entry(r"Q(\d)", r"quarter \1", regex=True, case=True),
    ]
    out, own = tmp_path / f"out{suffix}", tmp_path / "own.toml"
    export(entries, out)
    expected = entries if suffix != ".pls" else entries[:2]
    assert import_file(out, own) == len(expected)
    assert read(own) == expected


def test_hostile_and_broken_imports(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.pls"
    bomb.write_text(
        '<!DOCTYPE l [<!ENTITY a "x"><!ENTITY b SYSTEM "file:///etc/passwd">]><lexicon xml:lang="en">'
        "<lexeme><grapheme>Zq&b;</grapheme><alias>zed cue</alias></lexeme></lexicon>"
    )
    assert import_file(bomb, tmp_path / "own.toml") == 1
    assert read(tmp_path / "own.toml") == [Entry("Zq", "zed cue")]
    for name, text in (("a.pls", "<x"), ("a.csv", "a,b\n1,2"), ("b.csv", ""), ("a.toml", "=")):
        (tmp_path / name).write_text(text)
        with pytest.raises(SettingsError):
            import_file(tmp_path / name, tmp_path / "own.toml")
