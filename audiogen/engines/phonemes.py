"""IPA -> espeak-ng's phoneme mnemonics, for any of its languages.

The table of a language is made by asking the library how it writes each mnemonic in IPA; what IPA writes in another
way than espeak-ng, or what a language has no sound for, goes through `_ALIASES` first.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from audiogen.engines import choice
from audiogen.engines.espeak_ng import shared
from audiogen.model import VoiceInfo

_CONSONANTS = "p b t d tS dZ k g f v T D s z S Z h m n N l r w j x C R Q J ts dz pF ? n^ l^ B X"
_VOWEL_NAMES = (
    "A: O: i: u: 3: a: e: o: E: y: Y: W: i I e E a A O o u U V @ 3 0 y Y W & a# "
    "oU eI aI aU OI @U o@ A@ e@ i@ U@ i@3 OY EI E~ A~ O~ W~ o~ e~"
)
"""espeak-ng's names of sounds, docs/phonemes.md; of two that sound the same, the first is used."""
_FRAMES = ((_CONSONANTS, "i:{}'i:"), (_VOWEL_NAMES, "m'{}m"))
"""Where to ask for them: alone, or at the end of a word, some sound otherwise (German b, English r)."""

_ALIASES: dict[str, tuple[str, ...]] = {
    "ʧ": ("tʃ",),
    "ʤ": ("dʒ",),
    "ʦ": ("ts",),
    "g": ("ɡ",),
    "r": ("ɹ", "ɾ", "ʁ"),
    "ɹ": ("r", "ɾ", "ʁ"),
    "ʁ": ("ɹ", "r"),
    "ɾ": ("t", "r"),
    "iːɹ": ("ɪɹ",),
    "eɹ": ("ɛɹ",),
    "ɑɹ": ("ɑːɹ",),
    "ɔɹ": ("ɔːɹ",),
    "oɹ": ("ɔːɹ",),
    "uːɹ": ("ʊɹ",),
    "ɝː": ("ɜː",),
    "ɝ": ("ɜː",),
    "ɜː": ("ɜ", "ɛ"),
    "ɚ": ("əɹ", "ər"),
    "ɜ": ("ɜː", "ɛ"),
    "əʊ": ("oʊ",),
    "oʊ": ("əʊ", "oː", "o"),
    "eɪ": ("eː", "e"),
    "ɑː": ("aː", "ɑ", "a"),
    "ɑ": ("ɑː", "a"),
    "ɒ": ("ɑː", "ɔ"),
    "ɔː": ("ɔ", "o"),
    "ɔ": ("ɔː", "o"),
    "iː": ("i",),
    "i": ("iː", "ɪ"),
    "uː": ("u",),
    "u": ("uː", "ʊ"),
    "ɪ": ("i",),
    "ʊ": ("u",),
    "æ": ("a", "ɛ"),
    "a": ("æ", "ɐ", "ɑː"),
    "aː": ("ɑː", "a"),
    "ɐ": ("ə", "a"),
    "ʌ": ("ə", "a"),
    "ə": ("ɐ", "e"),
    "e": ("eː", "ɛ", "eɪ"),
    "eː": ("e", "eɪ"),
    "ɛ": ("e",),
    "ɛː": ("ɛ", "e"),
    "o": ("oː", "ɔ", "oʊ"),
    "oː": ("o", "oʊ"),
    "y": ("yː", "ʏ", "uː"),
    "yː": ("y", "uː"),
    "ʏ": ("y", "ʊ"),
    "ø": ("øː", "œ", "ɜː"),
    "øː": ("ø", "ɜː"),
    "œ": ("ø", "ɜː", "ɛ"),
    "ɨ": ("ɪ",),
    "ᵻ": ("ɪ",),
    "ɯ": ("u",),
    "ɛ̃": ("ɛn", "en"),
    "ɑ̃": ("ɑːn", "an"),
    "ɔ̃": ("ɔn", "ɔːn", "on"),
    "œ̃": ("ɛ̃", "ʌn", "ɛn"),
    "x": ("k",),
    "ç": ("ʃ", "x"),
    "χ": ("x",),
    "ɣ": ("ɡ",),
    "β": ("b", "v"),
    "ɥ": ("w",),
    "ʍ": ("w",),
    "ɲ": ("nj",),
    "ʎ": ("lj",),
    "ɫ": ("l",),
    "ŋ": ("n",),
    "θ": ("s",),
    "ð": ("d",),
    "ʒ": ("ʃ",),
    "ʃ": ("s",),
    "z": ("s",),
    "h": ("x",),
    "v": ("b",),
    "w": ("u",),
    "ʔ": ("",),
    "ʋ": ("v",),
    "ɕ": ("ʃ",),
    "ʑ": ("ʒ",),
    "ʂ": ("ʃ",),
    "ʐ": ("ʒ",),
    "n̩": ("ən",),
    "l̩": ("əl",),
    "m̩": ("əm",),
}
"""How else to write a sound, the nearest first."""

_VOWELS = set("iyɨʉɯuɪʏʊeøɘɵɤoəɛœɜɞʌɔæɐaɶɑɒɚɝᵻ")
_STRESS = {"ˈ": "'", "'": "'", "ˌ": ","}
_PASSED_OVER = re.compile(r"[.‿͜͡ˑʰʲ̯̪ˠ0-9/\[\]()]")
"""Syllable breaks, ties, and detail that espeak-ng does not write."""


def ipa_to_espeak(ipa: str, language: str) -> str:
    """The mnemonics for a word or words in IPA, stress before its vowel. Empty where a sound cannot be written."""
    table = _table(voice_for(language))
    rest = _PASSED_OVER.sub("", unicodedata.normalize("NFD", ipa))
    out: list[str] = []
    stress = ""
    while rest:
        if rest[0] in _STRESS or rest[0].isspace():
            stress = _STRESS.get(rest[0], "")
            out += ["||"] * rest[0].isspace() * bool(out)
            rest = rest[1:]
            continue
        length, mnemonics = _longest(rest, table)
        if not length and rest[0] == "ː" and out:
            length = 1  # length where the language knows none
        if not length:
            return ""
        if rest[0] in _VOWELS:
            mnemonics, stress = stress + mnemonics, ""
        out.append(mnemonics)
        rest = rest[length:]
    return "".join(out)


def _longest(rest: str, table: dict[str, str]) -> tuple[int, str]:
    """How many characters the next sound takes, and its mnemonics; (0, "") for one that is unknown."""
    for length in (4, 3, 2, 1):
        sound = rest[:length]
        if len(sound) < length:
            continue
        # A vowel keeps its r to itself only where no vowel follows: "oral" is not "or-al".
        if length > 1 and sound[-1] == "ɹ" and rest[length : length + 1] in _VOWELS:
            continue
        if (found := _written(sound, table, frozenset())) is not None:
            return length, found
    return 0, ""


def _written(sound: str, table: dict[str, str], tried: frozenset[str]) -> str | None:
    """The sound's mnemonics, by itself or by an alias."""
    if sound in table:
        return table[sound]
    for alias in _ALIASES.get(sound, ()):
        if alias in tried:
            continue
        parts = [alias] if alias in table or alias in _ALIASES else list(alias)
        written = [_written(part, table, tried | {sound, alias}) for part in parts]
        if None not in written:
            return "".join(part or "" for part in written)
    return None


@lru_cache(maxsize=16)
def _table(voice: str) -> dict[str, str]:
    """IPA -> mnemonic, as the voice itself writes it."""
    table: dict[str, str] = {}
    for names, frame in _FRAMES:
        before, after = (shared().ipa_of(part, voice) for part in frame.split("{}"))
        for name in names.split():
            ipa = shared().ipa_of(frame.format(name), voice).replace("ˈ", "")
            if ipa.startswith(before) and ipa.endswith(after):
                sound = ipa[len(before) : len(ipa) - len(after)]
                if sound and not set(sound) & set("(| \n"):
                    table.setdefault(unicodedata.normalize("NFD", sound), name)
    return table


@lru_cache(maxsize=16)
def voice_for(language: str) -> str:
    """The identifier of the voice for a language."""
    voices = shared().voices()
    infos = [VoiceInfo("espeak", identifier, tag) for identifier, _, tag, _ in voices]
    return choice.for_language(infos, language, "espeak").name
