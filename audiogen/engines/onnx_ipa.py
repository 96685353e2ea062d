"""Text -> phonemes, by espeak-ng, for models that are given phonemes: clauses, each with the stop that ends it."""

from __future__ import annotations

import ctypes
import re
from functools import lru_cache

from audiogen.engines.espeak_ng import shared
from audiogen.engines.libespeak import library
from audiogen.errors import EngineError

_UTF8, _IPA = 1, 2
# espeak-ng has read one character further than the clause goes.
_STOP = re.compile(r"([.,;:!?…—–]+)[\"'”’»)\]]*\s*\S?\s*$")
_FLAG = re.compile(r"\([a-z-]+\)")
"""How espeak-ng marks a switch of language inside a clause."""
_MARKS = {"–": "—", "...": "…"}


def phonemes(text: str, language: str) -> str:
    """IPA with stress marks, words apart by spaces, clauses with stops: ``həlˈoʊ, wˈɜːld.``

    language: espeak-ng's name for it, such as ``en-us``. EngineError where it has no such language.
    """
    lib = _espeak()
    if lib.espeak_SetVoiceByName(language.encode()) != 0:
        raise EngineError(f"espeak-ng cannot read the language '{language}'.", "Choose another voice.")
    said = [_FLAG.sub("", ipa).replace("-", "").strip() + _stop(read) for ipa, read in _clauses(lib, text)]
    return " ".join(clause for clause in said if clause)


def release() -> str:
    """Which espeak-ng it is: another one may read a word in another way."""
    return library().release


def _clauses(lib: ctypes.CDLL, text: str) -> list[tuple[str, str]]:
    """Pairs of IPA and the text it was made from."""
    data = text.replace("\0", " ").encode()
    buffer = ctypes.create_string_buffer(data)
    begin = ctypes.addressof(buffer)
    at = ctypes.c_void_p(begin)
    pairs, done = [], 0
    while at.value:
        ipa = lib.espeak_TextToPhonemes(ctypes.byref(at), _UTF8, _IPA) or b""
        end = at.value - begin if at.value else len(data)
        pairs.append((ipa.decode(errors="replace"), data[done:end].decode(errors="ignore")))
        if at.value and end <= done:
            break
        done = end
    return pairs


def _stop(read: str) -> str:
    match = _STOP.search(read)
    if not match:
        return ""
    marks = match[1]
    return _MARKS.get(marks[:3], _MARKS.get(marks[-1], marks[-1]))


@lru_cache(maxsize=1)
def _espeak() -> ctypes.CDLL:
    """A handle of this module's own on the library of this process, once it is ready."""
    shared()
    lib = ctypes.CDLL(library().path)
    lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
    lib.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
    lib.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
    return lib
