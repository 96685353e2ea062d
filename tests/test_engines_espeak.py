"""espeak-ng in process: same bytes in any order, exact marks, phonemes that sound as the IPA says."""

from __future__ import annotations

import csv
import multiprocessing
import random
import re
from hashlib import blake2b
from pathlib import Path

import pytest

from audiogen.engines import elf
from audiogen.engines.espeak import Espeak, _written_in
from audiogen.engines.espeak_ng import shared
from audiogen.engines.phonemes import ipa_to_espeak, voice_for
from audiogen.errors import EngineError
from audiogen.model import Reading, Voice
from audiogen.silence import trim

READINGS = Path(__file__).parents[2] / "shared" / "speech" / "homograph_readings.tsv"
TEXTS = [
    "The lamp at Harrow Point was lit on Monday evening.",
    "Why did it take nine years?",
    "Seven small ships, slowly and in silence, passed the wall!",
    "Das Licht brennt seit Montag; niemand weiß, warum.",
    "Nous avons attendu neuf ans.",
    "1,987 of them – “nobody” saw it…",
    "Sss. Fff. Mmm.",
]
VOICES = ["en-us", "en-gb", "de", "fr-fr", "es", "ru", "cmn", "en-us+f3", "en-us+whisper", "en-gb+m3"]
SPEEDS = [0.5, 1.0, 1.3, 2.0, 2.7, 3.0]
Call = tuple[str, str, float, bool]


def digest(call: Call) -> str:
    text, voice, speed, read = call
    readings = (Reading(0, len(text.split()[0]), "ɹˈɛd"),) if read else ()
    clip = Espeak().speak(text, Voice("espeak", voice, "en", speed), readings)
    return blake2b(clip.pcm + repr(clip.marks).encode(), digest_size=12).hexdigest()


def calls(count: int, seed: int) -> list[Call]:
    chance = random.Random(seed)
    return [
        (chance.choice(TEXTS), chance.choice(VOICES), chance.choice(SPEEDS), chance.random() < 0.2)
        for _ in range(count)
    ]


@pytest.mark.parametrize(("different", "many"), [(8, 150), pytest.param(40, 1000, marks=pytest.mark.slow)])
def test_calls_in_any_order_give_the_bytes_of_a_fresh_process(different: int, many: int) -> None:
    chosen = calls(different, seed=1)
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=1) as fresh:
        expected = dict(zip(chosen, fresh.map(digest, chosen, chunksize=1), strict=True))
    chance = random.Random(2)
    for call in (chance.choice(chosen) for _ in range(many)):
        assert digest(call) == expected[call], call


def test_the_variables_to_put_back_are_found() -> None:
    """If a new release of the library hides them, clips are no longer the same in any order."""
    assert len(shared()._kept._values) == 4


@pytest.mark.parametrize("data", [b"", b"MZ", b"\x7fELF\x02\x01", b"\x7fELF\x01\x01" + bytes(100)])
def test_a_library_of_another_kind_has_no_known_variables(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "library").write_bytes(data)
    assert elf.variables(tmp_path / "library") == {}
    assert elf.variables(tmp_path / "missing") == {}


def test_marks_are_where_the_words_begin() -> None:
    """Cutting a clip at a word's mark leaves the rest of the sentence: it starts with sound, after a silence."""
    text = "Ships. Lamps. Boats. Towers."
    clip = Espeak().speak(text, Voice("espeak", "en-us", "en"))
    assert [text[mark.start : mark.end] for mark in clip.marks] == ["Ships", "Lamps", "Boats", "Towers"]
    for mark in clip.marks[1:]:
        before = clip.pcm[2 * mark.frame - 2000 : 2 * mark.frame]
        after = clip.pcm[2 * mark.frame : 2 * mark.frame + 4000]
        assert not before.strip(b"\0")
        assert after.strip(b"\0")


def test_marks_count_characters_not_bytes() -> None:
    text = "Þór ætlaði 😀 að “sjá” það í Łódź."
    clip = Espeak().speak(text, Voice("espeak", "is", "is"))
    assert [text[mark.start : mark.end] for mark in clip.marks] == ["Þór", "ætlaði", "að", "sjá", "það", "í", "Łódź"]
    assert len({mark.frame for mark in clip.marks}) == 7


def test_a_reading_is_heard() -> None:
    engine, voice = Espeak(), Voice("espeak", "en-us", "en")
    text = "I read it."
    said = {ipa: engine.speak(text, voice, (Reading(2, 6, ipa),)).pcm for ipa in ("ɹiːd", "ɹɛd")}
    assert said["ɹiːd"] != said["ɹɛd"]
    assert _written_in(text, (Reading(2, 6, "ɹɛd"),), "en")[0] == "I [[rEd]] it."


def test_a_reading_that_cannot_be_written_is_left_out() -> None:
    engine, voice = Espeak(), Voice("espeak", "en-us", "en")
    assert engine.speak("I read it.", voice, (Reading(2, 6, "ǃʘ"),)).pcm == engine.speak("I read it.", voice).pcm


def heard(ipa: str) -> str:
    """IPA without stress, and without what an English voice adds by itself: links with r, ng before k, flaps."""
    for one, other in (("ʧ", "tʃ"), ("ʤ", "dʒ"), ("ɜː", "ɚ"), ("ᵻ", "ɪ"), ("ɚɹ", "ɚ"), ("ŋ", "n"), ("ɾ", "t")):
        ipa = ipa.replace(one, other)
    return re.sub(r"[ˈˌ'ː01]", "", ipa)


@pytest.mark.skipif(not READINGS.exists(), reason="the shared readings are not here")
def test_every_shared_reading_sounds_as_it_is_written() -> None:
    with READINGS.open(encoding="utf-8") as file:
        written = [row["pronunciation"] for row in csv.DictReader(file, delimiter="\t")]
    wrong = []
    for ipa in written:
        said = shared().ipa_of(ipa_to_espeak(ipa, "en-US"), "gmw/en-us")
        if heard(said).replace("ɪɹ", "iɹ") != heard(ipa).replace("ɪɹ", "iɹ"):
            wrong.append((ipa, said))
    assert len(written) > 300
    assert not wrong


@pytest.mark.parametrize(("language", "ipa", "mnemonics"), [
    ("en", "ˈhɛləʊ", "h'El@U"), ("en-US", "ɹəˈkɔːɹd", "r@k'o@d"), ("en", "ˈʧɜːʧ", "tS'3:tS"), ("en", "t͡ʃɪp", "tSIp"),
    ("de", "ˈɡøːtə", "g'Y:t@"), ("de", "bax", "bax"), ("fr", "bɔ̃ʒuʁ", "bO~Zur"), ("en", "ˈɡøːtə", "g'3:t@"),
    ("en", "njuː ˈjɔːk", "nju:||j'O:k"), ("en", "", ""), ("en", "ʘ", ""),
])  # fmt: skip
def test_ipa_becomes_mnemonics(language: str, ipa: str, mnemonics: str) -> None:
    assert ipa_to_espeak(ipa, language) == mnemonics


def test_many_languages_have_a_table() -> None:
    for language in ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "ru", "tr"):
        assert ipa_to_espeak("ˈmata", language) == "m'" + ipa_to_espeak("ata", language)
        assert voice_for(language)


@pytest.mark.parametrize("text", ["word " * 2600, "Sentence. " * 1300, "x" * 13_000, "ü" * 5_000, "𝒳" * 3_000])
def test_long_texts_do_not_end_the_process(text: str) -> None:
    try:
        assert Espeak().speak(text[:13_500], Voice("espeak", "en-us", "en", 3.0)).frames
    except EngineError as error:
        assert error.message


def test_soft_last_sounds_survive_trimming() -> None:
    engine, voice = Espeak(), Voice("espeak", "en-us", "en")
    for word in ("kiss", "cliff", "cat", "home", "bath", "off", "fish", "dogs"):
        clip = engine.speak(word.capitalize() + ".", voice)
        trimmed = trim(clip)
        assert trimmed.pcm.strip(b"\0") == clip.pcm.strip(b"\0"), word
        assert trimmed.frames < clip.frames
        assert trim(trimmed) == trimmed


def test_variants_exist_or_are_refused() -> None:
    engine = Espeak()
    assert engine.speak("Hello.", Voice("espeak", "en-us+f3", "en")) != engine.speak(
        "Hello.", Voice("espeak", "en-us", "en")
    )
    with pytest.raises(EngineError, match="no variant 'f33'") as caught:
        engine.speak("Hello.", Voice("espeak", "en-us+f33", "en"))
    assert "f3" in caught.value.hint


@pytest.mark.parametrize(("language", "voice"), [
    ("en", "en-us"), ("en-GB", "en-gb"), ("en-AU", "en-us"), ("de", "de"), ("de-AT", "de"), ("fr", "fr-fr"),
    ("es", "es"), ("pt", "pt-br"), ("pt-PT", "pt"), ("zh-CN", "cmn"), ("no", "nb"),
])  # fmt: skip
def test_each_language_has_its_voice(language: str, voice: str) -> None:
    assert Espeak().default_voice(language) == voice


def test_a_language_without_a_voice_is_an_error() -> None:
    with pytest.raises(EngineError, match="'tlh-x'"):
        Espeak().default_voice("tlh-x")


def test_another_library_is_used_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from audiogen.engines.espeak_ng import EspeakNG
    from audiogen.engines.libespeak import library

    monkeypatch.setenv("AUDIOGEN_ESPEAK_LIBRARY", "/nowhere/libespeak-ng.so")
    assert library().path == "/nowhere/libespeak-ng.so"
    with pytest.raises(EngineError, match="cannot be loaded"):
        EspeakNG(library())
