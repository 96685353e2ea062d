"""Kokoro: words where the model puts them, long texts whole, readings, languages.

Its voices come from the npm package kokoro-js (``npm pack kokoro-js``): set KOKORO_JS to the archive. Without it,
vectors of small random numbers stand in: they sound like nobody, but phonemes, times and joints are the same business.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import pytest

from audiogen import voicestore
from audiogen.download import Wanted
from audiogen.engines import kokoro as kokoro_module
from audiogen.engines import onnx_ipa, onnx_model
from audiogen.engines.kokoro import MODULES, Kokoro
from audiogen.errors import EngineError
from audiogen.model import Reading, Voice
from audiogen.words import words

MISSING = [module for module in MODULES if find_spec(module) is None]
pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(MISSING), reason=f"needs audiogen[kokoro]: {MISSING}")]
ARCHIVE = os.environ.get("KOKORO_JS", "")
HEART = Voice("kokoro", "af_heart", "en")
TEXT = "Seven small ships sailed slowly past the harbour wall."


def voices_file() -> bytes:
    """The vectors as one file. From the archive it is, byte for byte, the file that the store knows by its hash."""
    import numpy as np

    if ARCHIVE:
        with tarfile.open(ARCHIVE) as archive:
            files = {Path(item.name).stem: archive.extractfile(item) for item in archive if item.name.endswith(".bin")}
            vectors = {
                name: np.frombuffer(file.read(), np.float32).reshape(510, 1, 256)
                for name, file in files.items()
                if file
            }
    else:
        random = np.random.default_rng(1)
        names = ("af_heart", "bf_emma", "ef_dora", "jf_alpha")
        vectors = {name: random.normal(0, 0.1, (510, 1, 256)).astype(np.float32) for name in names}
    buffer = io.BytesIO()
    np.savez(buffer, **vectors)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def kokoro(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kokoro]:
    """The engine, with voices that went through the store."""
    served = tmp_path_factory.mktemp("served")
    data = voices_file()
    (served / "voices-v1.0.bin").write_bytes(data)
    handler = partial(_Quiet, directory=str(served))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIOGEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("AUDIOGEN_VOICES", str(tmp_path_factory.mktemp("voices")))
        wanted = Wanted(len(data), hashlib.sha256(data).hexdigest())
        offer = replace(voicestore.KOKORO, files=(replace(voicestore.KOKORO.files[0], wanted=wanted),))
        voicestore.install_offer(voicestore.KOKORO if ARCHIVE else offer, f"http://127.0.0.1:{server.server_port}")
        engine = Kokoro()
        engine.speak("Ready.", HEART)
        yield engine
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def test_voices_know_their_language(kokoro: Kokoro) -> None:
    assert kokoro.default_voice("en") == kokoro.default_voice("en-US") == "af_heart"
    assert kokoro.default_voice("en-GB") == "bf_emma"
    assert kokoro.default_voice("es") == "ef_dora"
    for language in ("de", "ja"):
        with pytest.raises(EngineError, match="no installed voice"):
            kokoro.default_voice(language)
    assert all(voice.gender in ("female", "male") for voice in kokoro.voices())
    with pytest.raises(EngineError) as caught:
        kokoro.speak("Hello.", Voice("kokoro", "af_hart", "en"))
    assert "af_heart" in caught.value.hint


def test_same_text_same_bytes_in_any_order(kokoro: Kokoro) -> None:
    texts = ("One.", "Two ships.", "Three.")
    first = {text: kokoro.speak(text, HEART).pcm for text in texts}
    assert {text: kokoro.speak(text, HEART).pcm for text in reversed(texts)} == first


def test_words_begin_where_kokoro_onnx_says(kokoro: Kokoro, tmp_path: Path) -> None:
    """kokoro-onnx itself, given the same model, phonemes and style, times each phoneme."""
    voices = tmp_path / "voices.bin"
    voices.write_bytes(voices_file())
    import kokoro_onnx
    from kokoro_onnx.sliding import Timing

    model = kokoro._model
    assert model is not None

    class WithDurations:
        """The open session, its lengths rounded as in an export that reports them."""

        _model_path = str(Path(onnx_model.__file__))  # kokoro-onnx only asks whether there is a file

        def __getattr__(self, name: str) -> object:
            return getattr(model._session, name)

        def get_outputs(self) -> list[object]:
            class Output:
                name = "duration"

            return [model._session.get_outputs()[0], Output]

        def run(self, _: object, inputs: object) -> list[object]:
            import numpy as np

            audio, exact = model._session.run(None, inputs)
            return [audio, np.maximum(np.round(exact), 1)]

    own = kokoro_onnx.Kokoro.from_session(WithDurations(), str(voices))
    errors = []
    for text in (TEXT, "Nobody ever came home, nobody ever left."):
        said = onnx_ipa.phonemes(text, "en-us")
        options = {"is_phonemes": True, "trim": False, "sentence_pause": 0.0, "clause_pause": 0.0}
        audio, rate, times = own.create_timed(said, "af_heart", **options)
        clip = kokoro.speak(text, HEART)
        assert clip.frames == len(audio) and clip.frame_rate_hz == rate
        letters: list[Timing] = list(times)
        begins = [
            letters[place].start
            for place in range(len(letters))
            if letters[place].phoneme != " " and (place == 0 or letters[place - 1].phoneme == " ")
        ]
        groups = len(said.split())
        assert len(begins) == groups
        if groups == len(clip.marks):
            errors += [abs(mark.frame / rate - begin) for mark, begin in zip(clip.marks, begins, strict=True)]
    assert errors and median(errors) < 0.040 and max(errors) < 0.080


def test_every_word_has_its_mark(kokoro: Kokoro) -> None:
    text = "In 1990 the well-known U.S. firm, of which it’s said that it was the first, lost 3.5 million… or more."
    clip = kokoro.speak(text, HEART)
    assert [(mark.start, mark.end) for mark in clip.marks] == words(text)
    frames = [mark.frame for mark in clip.marks]
    assert frames == sorted(frames) and frames[-1] < clip.frames


def test_a_text_beyond_the_models_limit_is_said_whole(kokoro: Kokoro) -> None:
    text = " ".join(["and then the keeper went down to the water again"] * 12) + "."
    assert len(onnx_ipa.phonemes(text, "en-us")) > 510
    clip = kokoro.speak(text, HEART)
    assert len(clip.marks) == len(text.split())
    steps = [b.frame - a.frame for a, b in zip(clip.marks, clip.marks[1:], strict=False)]
    assert min(steps) >= 0 and max(steps) < 2.0 * clip.frame_rate_hz


def test_a_reading_changes_its_word(kokoro: Kokoro) -> None:
    text = "They read it."
    plain, past = kokoro.speak(text, HEART), kokoro.speak(text, HEART, (Reading(5, 9, "ˈɹɛd"),))
    assert plain.pcm != past.pcm and len(plain.marks) == len(past.marks) == 3


@pytest.mark.parametrize("speed", [0.5, 2.0, 3.0])
def test_speed(kokoro: Kokoro, speed: float) -> None:
    usual = kokoro.speak(TEXT, HEART).seconds
    assert kokoro.speak(TEXT, replace(HEART, speed=speed)).seconds == pytest.approx(usual / speed, rel=0.12)


def test_nothing_to_say_is_said_to_be_nothing(kokoro: Kokoro) -> None:
    for text in ("", "…", "— “”"):
        with pytest.raises(EngineError, match="nothing to say"):
            kokoro.speak(text, HEART)


def test_phonemes_keep_their_stops() -> None:
    said = onnx_ipa.phonemes("Yes, he said: “Why?” Well… it’s 3.5 percent; no — not now!", "en-us")
    assert [mark for mark in said if mark in ",:?…;—!."] == [",", ":", "?", "…", ";", "—", "!"]
    assert "  " not in said and not any(mark in said for mark in "“”()")


def test_without_voices_the_command_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_VOICES", str(tmp_path))
    assert kokoro_module.ready() == []
    with pytest.raises(EngineError) as caught:
        Kokoro()
    assert caught.value.hint == "audiogen voices install kokoro"


@pytest.mark.skipif(
    not ARCHIVE, reason="needs Kokoro's voices: set KOKORO_JS to the archive that npm pack kokoro-js makes"
)
def test_the_last_word_dies_away_before_the_clip_ends(kokoro: Kokoro) -> None:
    import numpy as np

    for text in (TEXT, "It works.", "Why did it take so long?"):
        clip = kokoro.speak(text, HEART)
        heard = np.frombuffer(clip.pcm, "<i2").astype(float)
        whole = np.mean(heard**2)
        assert np.mean(heard[clip.marks[-1].frame :] ** 2) > whole / 30
        assert np.mean(heard[-240:] ** 2) < whole / 100
        assert np.abs(heard).max() < 32767
