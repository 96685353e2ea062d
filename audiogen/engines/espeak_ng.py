"""libespeak-ng in this process: text -> sound with word positions, text -> phonemes. Thread-safe, one at a time.

The library is one set of global variables. What it keeps from one utterance to the next is put back before each
(`_KEPT`), so that a text sounds the same whatever was said before it.
"""

from __future__ import annotations

import ctypes
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

from audiogen.engines import elf
from audiogen.engines.libespeak import Library, library
from audiogen.errors import EngineError

# speak_lib.h
_SYNCHRONOUS, _DO_NOT_EXIT = 2, 0x8000
_UTF8, _PHONEMES, _END_PAUSE = 1, 0x100, 0x1000
_RATE = 1
_END_OF_EVENTS, _WORD = 0, 1
_IPA = 0x02

_REPAIR = "Install it anew: pip install --force-reinstall espeakng-loader"
BUFFER_MS = 2_000
"""Sound a callback: fewer callbacks, less time in Python."""
SONIC_FROM, SONIC_BASE = 450, 175
"""Words a minute: from the first on, espeak-ng speaks at the second and shortens the sound afterwards (libsonic); its
events stay where they were in each buffer."""

_KEPT = tuple(("wavegen.c", name) for name in ("Flutter_ix", "cycle_count", "agc", "rbreath"))
"""What wavegen.c keeps and nothing resets: phases of flutter and roughness, gain, breath. Found by comparing clips with
those of fresh processes; voices by the Klatt synthesizer (variants such as klatt2) keep more than this."""


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_uint64),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),  # a priority byte, then the tag
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class EspeakNG:
    """The library, initialised. EngineError where it cannot be loaded or finds no data."""

    def __init__(self, chosen: Library) -> None:
        try:
            self._lib = ctypes.CDLL(chosen.path)
        except OSError as error:
            raise EngineError(f"espeak-ng cannot be loaded: {error}.", _REPAIR) from None
        data = chosen.data.encode() or None
        self.frame_rate_hz = int(self._lib.espeak_Initialize(_SYNCHRONOUS, BUFFER_MS, data, _DO_NOT_EXIT))
        if self.frame_rate_hz <= 0:
            raise EngineError("espeak-ng finds no data.", _REPAIR)
        self._lib.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        self._lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._lib.espeak_Info.restype = ctypes.c_char_p
        self._lock = threading.RLock()
        self._pcm: list[bytes] = []
        self._words: list[tuple[int, int]] = []
        self._shortened = 1.0
        self._breaking_off = False
        self._callback = _Callback(self._heard)  # must live as long as the library calls it
        self._lib.espeak_SetSynthCallback(self._callback)
        self._seed = getattr(self._lib, "espeak_ng_SetRandSeed", None)  # since 1.52
        # The first utterance of all sets what later ones find, breath among it: let none of ours be the first.
        self._lib.espeak_Synth(b"a", ctypes.c_size_t(2), 0, 1, 0, _UTF8, None, None)
        self._kept = _Kept(self._lib, chosen)

    @property
    def release(self) -> str:
        """Such as ``1.52.0``."""
        return bytes(self._lib.espeak_Info(None)).decode().split()[0]

    def voices(self) -> list[tuple[str, str, str, str]]:
        """Of every voice: identifier, name, language tag, gender."""
        genders = ("", "male", "female")
        with self._lock:
            listed = self._lib.espeak_ListVoices(None)
            found: list[tuple[str, str, str, str]] = []
            while listed[len(found)]:
                voice = listed[len(found)].contents
                tag = (voice.languages or b"")[1:].split(b"\0")[0].decode("utf-8", "replace")
                gender = genders[voice.gender] if voice.gender < len(genders) else ""
                found.append((voice.identifier.decode().lower(), voice.name.decode("utf-8", "replace"), tag, gender))
        return found

    def say(self, text: str, voice: str, words_a_minute: int, phonemes: bool) -> tuple[bytes, list[tuple[int, int]]]:
        """Mono 16-bit PCM, and for every word its first frame and the character of `text` where it begins.

        phonemes: text between ``[[`` and ``]]`` is espeak-ng's phoneme mnemonics.
        """
        with self._lock:
            self._pcm, self._words = [], []
            self._shortened = words_a_minute / SONIC_BASE if words_a_minute >= SONIC_FROM else 1.0
            if words_a_minute >= SONIC_FROM:
                self._stop_short()
            self._kept.put_back()
            if self._seed:
                self._seed(ctypes.c_long(1))
            self._select(voice)  # each time: it clears the echo and the gain of the voice before
            self._lib.espeak_SetParameter(_RATE, words_a_minute, 0)
            data = text.encode("utf-8", "replace")
            flags = _UTF8 | _END_PAUSE | (_PHONEMES if phonemes else 0)
            failed = self._lib.espeak_Synth(data, ctypes.c_size_t(len(data) + 1), 0, 1, 0, flags, None, None)
            if failed:
                raise EngineError(f"espeak-ng failed with code {failed}.")
            return b"".join(self._pcm), self._words

    def phonemes(self, text: str, voice: str, ipa: bool = False) -> str:
        """What is said, in espeak-ng's mnemonics or in IPA: words apart by spaces, clauses by line ends."""
        with self._lock:
            self._select(voice)
            buffer = ctypes.create_string_buffer(text.encode("utf-8", "replace"))
            cursor = ctypes.c_void_p(ctypes.addressof(buffer))
            clauses = []
            while cursor.value:
                said = self._lib.espeak_TextToPhonemes(ctypes.byref(cursor), _UTF8, _IPA if ipa else 0)
                clauses.append((said or b"").decode("utf-8", "replace"))
        return "\n".join(clauses)

    def ipa_of(self, mnemonics: str, voice: str) -> str:
        """How the voice writes its mnemonics in IPA, without the stress at the beginning."""
        with self._lock:
            self._select(voice)
            # Phoneme input is a flag of the last utterance, not of this call.
            self._lib.espeak_Synth(b"", ctypes.c_size_t(1), 0, 1, 0, _UTF8 | _PHONEMES, None, None)
            return self.phonemes(f"[[{mnemonics}]]", voice, ipa=True).strip(" \nˈˌ")

    def _select(self, voice: str) -> None:
        if self._lib.espeak_SetVoiceByName(voice.encode()):
            raise EngineError(f"espeak-ng has no voice '{voice}'.")

    def _stop_short(self) -> None:
        """Break off an utterance: that, and only that, ends the stream of libsonic with what it has heard before."""
        self._breaking_off = True
        self._lib.espeak_Synth(b" ", ctypes.c_size_t(2), 0, 1, 0, _UTF8, None, None)
        self._breaking_off = False
        self._pcm, self._words = [], []

    def _heard(self, wave: int | None, frames: int, events: Any) -> int:
        """espeak-ng's callback, once a buffer."""
        before = sum(map(len, self._pcm)) // 2
        index, event = 0, events[0]
        while (kind := event.type) != _END_OF_EVENTS:
            if kind == _WORD:
                frame = before + round((event.sample - before) / self._shortened)
                self._words.append((frame, event.text_position - 1))
            index += 1
            event = events[index]
        if wave and frames > 0:
            self._pcm.append(ctypes.string_at(wave, 2 * frames))
        return int(self._breaking_off)


class _Kept:
    """The variables `_KEPT` as they were at the start. In a library without a symbol table there are none to find:
    then clips may differ in the phase of their flutter, which nobody hears."""

    def __init__(self, lib: ctypes.CDLL, chosen: Library) -> None:
        known = elf.variables(Path(chosen.path)) or {}
        anchor, _ = known.get(("", "espeak_Synth"), (0, 0))
        base = (ctypes.cast(lib.espeak_Synth, ctypes.c_void_p).value or 0) - anchor
        there = [known[name] for name in _KEPT if anchor and name in known]
        places = [(base + offset, size) for offset, size in there if size]
        self._values = [(place, ctypes.string_at(place, size), size) for place, size in places]

    def put_back(self) -> None:
        for place, value, size in self._values:
            ctypes.memmove(place, value, size)


@lru_cache(maxsize=1)
def shared() -> EspeakNG:
    """The one instance of this process."""
    return EspeakNG(library())
