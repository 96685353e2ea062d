"""Which engine and voice: the most natural one that speaks the language, and never one that does not."""

from __future__ import annotations

import pytest

from audiogen.engines import choice, kokoro, onnx_model, piper
from audiogen.engines.choice import choose
from audiogen.errors import EngineError
from audiogen.model import VoiceInfo

JOE = VoiceInfo("piper", "en_US-joe-medium", "en-US", "male", "medium")
THORSTEN = VoiceInfo("piper", "de_DE-thorsten-medium", "de-DE", "", "medium")
HEART = VoiceInfo("kokoro", "af_heart", "en-US", "female", "high")
EMMA = VoiceInfo("kokoro", "bf_emma", "en-GB", "female", "high")


class Fake:
    """An engine of the registry that has voices and nothing else."""

    def __init__(self, name: str, voices: list[VoiceInfo]) -> None:
        self.name = name
        self._voices = voices

    def voices(self) -> list[VoiceInfo]:
        return self._voices

    def default_voice(self, language: str) -> str:
        return choice.natural(self._voices, language, self.name)


@pytest.fixture
def having(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Install these voices, and no others, in the natural engines; the plain ones speak everything."""

    def install(*voices: VoiceInfo) -> None:
        def load(name: str) -> Fake:
            mine = [voice for voice in voices if voice.engine == name]
            if name in choice.PLAIN:
                mine = [VoiceInfo(name, tag, tag) for tag in ("en-us", "de", "fr")]
            elif not mine:
                raise EngineError(f"{name} is missing.", f"pip install 'audiogen[{name}]'")
            return Fake(name, mine)

        monkeypatch.setattr(piper, "ready", lambda: [voice for voice in voices if voice.engine == "piper"])
        monkeypatch.setattr(kokoro, "ready", lambda: [voice for voice in voices if voice.engine == "kokoro"])
        monkeypatch.setattr("audiogen.registry.engine", load)
        monkeypatch.setattr("audiogen.voicestore.find_spec", lambda name: object())  # as with the extra piper

    return install


def test_the_most_natural_first(having) -> None:  # type: ignore[no-untyped-def]
    having(JOE, HEART, EMMA)
    assert choose("en")[0] == ("kokoro", "af_heart")
    assert choose("en-GB")[0] == ("kokoro", "bf_emma")
    having(JOE)
    (found, why) = choose("en")
    assert found == ("piper", "en_US-joe-medium") and "natural" in why


def test_nothing_natural_means_the_plain_engine_and_says_how_to_change_that(having) -> None:  # type: ignore[no-untyped-def]
    having()
    found, why = choose("en")
    assert found == ("pyttsx3", "en-us") and "audiogen voices install en_US-lessac-medium" in why


def test_an_article_is_never_read_in_another_language(having) -> None:  # type: ignore[no-untyped-def]
    having(JOE, HEART)
    found, why = choose("de")
    assert found == ("pyttsx3", "de") and "de_DE-thorsten-medium" in why
    for engine in ("piper", "kokoro"):
        with pytest.raises(EngineError) as caught:
            choose("de", engine)
        assert "audiogen voices install de_DE-thorsten-medium" in caught.value.hint
    with pytest.raises(EngineError, match="speaks en-US") as caught:
        choose("de", "piper", "en_US-joe-medium")
    assert "--language en-US" in caught.value.hint
    having(JOE, HEART, THORSTEN)
    assert choose("de-AT")[0] == ("piper", "de_DE-thorsten-medium")


def test_an_engine_or_voice_that_is_asked_for(having) -> None:  # type: ignore[no-untyped-def]
    having(JOE, HEART)
    assert choose("en", "piper")[0] == ("piper", "en_US-joe-medium")
    assert choose("en", "auto", "en_US-joe-medium")[0] == ("piper", "en_US-joe-medium")
    assert choose("en", "kokoro", "AF_heart")[0] == ("kokoro", "af_heart")
    assert choose("fr", "auto", "fr")[0] == ("pyttsx3", "fr")
    assert choose("fr", "espeak", "fr+f2")[0] == ("espeak", "fr+f2")
    with pytest.raises(EngineError, match="speaks de"):
        choose("fr", "espeak", "de")
    with pytest.raises(EngineError, match="no voice 'en_US-jo-medium'") as caught:
        choose("en", "auto", "en_US-jo-medium")
    assert "en_US-joe-medium" in caught.value.hint
    with pytest.raises(EngineError) as caught:
        choose("en", "piper", "en_US-jo-medium")
    assert "en_US-joe-medium" in caught.value.hint


def test_an_engine_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_model, "find_spec", lambda name: None)
    for engine in choice.NATURAL:
        with pytest.raises(EngineError) as caught:
            choose("en", engine)
        assert f"pip install 'audiogen[{engine}]'" in caught.value.hint
    assert piper.ready() == kokoro.ready() == []
