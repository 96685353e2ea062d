"""Every entry of the starter lexicon: wrong without, right with it, as text and as phonemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audiogen.speakable import speak
from audiogen.speakable.lexicon import Entry, Lexicon
from audiogen.speakable.lexicon_files import read

STARTER = Path(__file__).parent.parent / "audiogen/speakable/data/starter.toml"
ENTRIES = read(STARTER)
#: Sounds that no listener tells apart in a name, or that espeak-ng writes in two ways.
ALIKE = (
    ("əʊ", "oʊ"), ("ᵻ", "ɪ"), ("ɐ", "ə"), ("ʌ", "ə"), ("ɜɹ", "ɚ"), ("ɜ", "ɚ"), ("əɹ", "ɚ"), ("ɚɹ", "ɚ"), ("ɾ", "t"),
    ("ʔ", "t"), ("n̩", "ən"), ("əl", "l"), ("ɒ", "ɑ"), ("oɹ", "ɔɹ"), ("ʊɹ", "ɔɹ"), ("x", "k"), ("ʊ", "u"), ("ɪɹ", "iɹ"),
    ("ɛɹ", "eɹ"), ("ɹɹ", "ɹ"),
)  # fmt: skip


def sounds(ipa: str) -> str:
    """The IPA without stress and length, near sounds made one."""
    bare = re.sub(r"[ˈˌː\s\-‿_]", "", ipa)
    for one, other in ALIKE:
        bare = bare.replace(one, other)
    return bare


@pytest.fixture(scope="module")
def espeak() -> object:
    pytest.importorskip("espeakng_loader")
    from audiogen.engines.espeak_ng import shared

    return shared()


def test_it_has_some_hundred_entries_each_once() -> None:
    assert len(ENTRIES) >= 300
    assert len({(entry.word, entry.context) for entry in ENTRIES}) == len(ENTRIES)


def said(entry: Entry) -> tuple[str, str]:
    """What an engine gets for the entry's word: text, IPA."""
    text = " ".join([entry.word, *entry.context[:1]])
    (found,) = [one for one in Lexicon([entry]).find(text, "en") if one.start == 0]
    return found.say, found.ipa


def test_each_is_read_right_and_was_not_before(espeak: object) -> None:
    wrong, needless, unlike = [], [], []
    for entry in ENTRIES:
        text, ipa = said(entry)
        expected = sounds(ipa)
        if sounds(espeak.phonemes(text, "en-us", ipa=True)) != expected:  # type: ignore[attr-defined]
            wrong.append((entry.word, text, ipa))
        if sounds(espeak.phonemes(entry.word, "en-us", ipa=True)) == expected:  # type: ignore[attr-defined]
            needless.append(entry.word)
        if not ipa:
            unlike.append(entry.word)
    assert (wrong, needless, unlike) == ([], [], [])


def test_engines_with_phonemes_say_the_same(espeak: object) -> None:
    from audiogen.engines.phonemes import ipa_to_espeak

    wrong = []
    for entry in ENTRIES:
        _, ipa = said(entry)
        mnemonics = ipa_to_espeak(ipa, "en-us")
        if sounds(espeak.ipa_of(mnemonics, "en-us")) != sounds(ipa):  # type: ignore[attr-defined]
            wrong.append((entry.word, ipa, mnemonics))
    assert wrong == []


def test_it_changes_only_texts_with_its_words() -> None:
    lexicon = Lexicon(ENTRIES)
    plain = "The minister met farmers in the village and said that nothing had been decided yet."
    assert speak(plain, "en", lexicon=lexicon) == speak(plain, "en")
    assert speak("Xi Jinping met Macron.", "en", lexicon=lexicon).text == "shee jin-ping met mah-krohn."
    common = "A nice tusk, a petro state, my nephew Abe, and the gallant cali girl."
    assert lexicon.find(common, "en") == []
