"""Respellings and IPA: ``soo-DAH-nee`` <-> /suːˈdɑːniː/.

A respelling is English spelling that says itself. In *syllable notation* hyphens part the syllables and capitals mark
the stressed one, as in newspapers' pronunciation guides; the first syllable with capitals has the main stress. Engines
that take phonemes get the IPA worked out of it. To the others capitals
would be letters (``D A H``), so they get it in lower case, each syllable in the spelling that is read most surely
(``ny`` -> ``nye``); vowels come out right, only the stress is the engine's own guess.
"""

from __future__ import annotations

import re
from functools import cache

#: Spelling of a vowel in syllable notation -> IPA. Longer spellings are tried first.
_VOWELS = {
    "a": "æ", "aa": "ɑː", "ah": "ɑː", "ai": "eɪ", "air": "ɛɹ", "ar": "ɑːɹ", "ahr": "ɑːɹ", "aw": "ɔː", "ay": "eɪ",
    "e": "ɛ", "ee": "iː", "eer": "ɪɹ", "eh": "ɛ", "er": "ɚ", "ew": "uː", "eye": "aɪ", "ehr": "ɛɹ",
    "i": "ɪ", "ie": "aɪ", "igh": "aɪ", "ih": "ɪ", "ir": "ɚ", "ey": "eɪ", "ei": "eɪ",
    "o": "ɑː", "oa": "oʊ", "oh": "oʊ", "oo": "uː", "oor": "ʊɹ", "or": "ɔːɹ", "ohr": "ɔːɹ", "ow": "aʊ", "oy": "ɔɪ",
    "oe": "oʊ", "u": "ʌ", "uh": "ə", "ur": "ɚ", "uu": "ʊ", "y": "aɪ", "ye": "aɪ",
}  # fmt: skip
_CONSONANTS = {
    "b": "b", "bb": "b", "c": "k", "ch": "tʃ", "ck": "k", "d": "d", "dd": "d", "dh": "ð", "f": "f", "ff": "f",
    "g": "ɡ", "gg": "ɡ", "gh": "ɡ", "h": "h", "j": "dʒ", "k": "k", "kh": "x", "kw": "kw", "l": "l", "ll": "l",
    "m": "m", "mm": "m", "n": "n", "nn": "n", "ng": "ŋ", "nk": "ŋk", "p": "p", "pp": "p", "ph": "f", "qu": "kw",
    "r": "ɹ", "rr": "ɹ", "s": "s", "ss": "s", "sh": "ʃ", "t": "t", "tt": "t", "th": "θ", "ts": "ts", "tz": "ts",
    "v": "v", "w": "w", "x": "ks", "y": "j", "z": "z", "zh": "ʒ", "zz": "z",
}  # fmt: skip

#: IPA of a vowel -> how espeak-ng, measured over 24 onsets and 16 codas, is most surely made to say it: at the end of
#: a syllable, before a consonant (``*`` stands for that). Other vowels than English ones take the nearest.
_NUCLEI = {
    "iː": ("ee", "ee*"), "ɪ": ("ih", "i*"), "eɪ": ("ay", "ay*"), "ɛ": ("eh", "e*"), "æ": ("ah", "a*"),
    "ɑː": ("ah", "ah*"), "ɔː": ("aw", "aw*"), "oʊ": ("oh", "oh*"), "uː": ("oo", "oo*"), "ʊ": ("oo", "oo*"),
    "ʌ": ("uh", "u*"), "aɪ": ("ye", "i*e"), "aʊ": ("au", "ou*"), "ɔɪ": ("oy", "oy*"), "ɜːɹ": ("urr", "ur*"),
    "ɑːɹ": ("ar", "ar*"), "ɔːɹ": ("or", "or*"), "ɛɹ": ("air", "air*"), "ɪɹ": ("eer", "eer*"), "ʊɹ": ("oor", "oor*"),
}  # fmt: skip
_ALONE = {"eɪ": "eigh", "aɪ": "eye", "ɪ": "ee"}  # without a consonant the others are read differently
_NEAREST = {
    "i": "iː", "e": "eɪ", "eː": "eɪ", "a": "ɑː", "aː": "ɑː", "ɑ": "ɑː", "ɒ": "ɑː", "ɔ": "ɔː", "o": "oʊ", "oː": "oʊ",
    "əʊ": "oʊ", "u": "uː", "ə": "ʌ", "ɐ": "ʌ", "ɜː": "ɜːɹ", "ɜ": "ɜːɹ", "ɝ": "ɜːɹ", "ɚ": "ɜːɹ", "əɹ": "ɜːɹ",
    "ɑɹ": "ɑːɹ", "ɔɹ": "ɔːɹ", "oʊɹ": "ɔːɹ", "oːɹ": "ɔːɹ", "iːɹ": "ɪɹ", "ɪə": "ɪɹ", "eə": "ɛɹ", "ɛː": "ɛɹ", "uːɹ": "ʊɹ",
    "ʊə": "ʊɹ", "ø": "ɜːɹ", "øː": "ɜːɹ", "œ": "ɜːɹ", "ɵ": "ɜːɹ", "y": "uː", "yː": "uː", "ʏ": "uː", "ɨ": "ɪ", "ʉ": "uː",
    "ʉː": "uː", "ɯ": "uː", "ɤ": "ʌ", "ɘ": "ʌ", "ɞ": "ʌ", "ɶ": "ɑː", "ɔø": "ɔɪ", "ɔʏ": "ɔɪ", "ai": "aɪ", "au": "aʊ",
    "ei": "eɪ", "ɛɪ": "eɪ", "oi": "ɔɪ", "ou": "oʊ",
}  # fmt: skip
_SOUNDS = {
    "tʃ": "ch", "ʧ": "ch", "dʒ": "j", "ʤ": "j", "ʃ": "sh", "ʒ": "zh", "θ": "th", "ð": "th", "ŋ": "ng", "j": "y",
    "x": "kh", "χ": "kh", "ɣ": "g", "ɡ": "g", "g": "g", "ɹ": "r", "r": "r", "ʁ": "r", "ʀ": "r", "ɾ": "r", "ɽ": "r",
    "ɻ": "r", "ɲ": "ny", "ɳ": "n", "ɴ": "ng", "ɱ": "m", "ʎ": "ly", "ɬ": "l", "ɫ": "l", "ɭ": "l", "q": "k", "ħ": "h",
    "ɦ": "h", "c": "k", "ɟ": "g", "β": "v", "ɸ": "f", "ʋ": "v", "ç": "sh", "ɕ": "sh", "ʂ": "sh", "ʑ": "zh", "ʐ": "zh",
    "ɥ": "w", "ʍ": "w", "ʈ": "t", "ɖ": "d", "ɓ": "b", "ɗ": "d", "ɠ": "g", "ʝ": "y", "ɰ": "w", "b": "b", "d": "d",
    "f": "f", "h": "h", "k": "k", "l": "l", "m": "m", "n": "n", "p": "p", "s": "s", "t": "t", "v": "v", "w": "w",
    "z": "z",
}  # fmt: skip
_CHECKED = frozenset("ɪɛæʊʌə")  # short vowels: they want a consonant behind them
_ONSETS = frozenset("jwhɦɥ")
_CLUSTERS = {a + b for a in "pbtdkɡgfθʃ" for b in "ɹrl"} | {"s" + b for b in "ptklmnw"} | {"kw", "tw"}
_SILENT = "ˈˌː.|‿ʰʲʷ̩̯̃͡ˑ˞'ˤ̪̥̬̤̰"
_IPA = re.compile(
    "[a-zæçðøħŋœɐɑɒɓɔɕɖɗɘəɚɛɜɝɟɠɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʙʛʜʝʟβθχʤʧɝ\\s\\-" + _SILENT + "]+"
)
_NUCLEUS = re.compile("[aeiouyæøœɐɑɒɔəɚɛɜɝɨɪɯɵɤʉʊʌʏ]")


def is_ipa(text: str) -> bool:
    """All of it can be IPA and there is something to say: ``ˈnaɪki``; no capitals, no digits."""
    return _IPA.fullmatch(text) is not None and _NUCLEUS.search(text) is not None


def is_syllables(respelling: str) -> bool:
    """Syllable notation: a hyphened word with some of its syllables in capitals, others not."""
    return any(_in_syllables(word) for word in respelling.split())


def _in_syllables(word: str) -> bool:
    """``F-16`` and ``F-sixteen`` are none: a lone consonant is a letter's name."""
    parts = word.split("-")
    if len(parts) == 1 or not all(part.isalpha() and (len(part) > 1 or part in "AEIOUaeiou") for part in parts):
        return False
    shouted = [part.isupper() for part in parts]
    return any(shouted) and not all(shouted)


def text_of(respelling: str) -> str:
    """What an engine that reads text gets: syllables in a spelling that it reads, anything else as it stands."""
    return " ".join(_text_of_word(word) if _in_syllables(word) else word for word in respelling.split())


def _text_of_word(word: str) -> str:
    syllables = word.lower().split("-")
    return "-".join(respell(_syllable(part)) or part for part in syllables)


def ipa_of(respelling: str) -> str:
    """IPA of a respelling in syllable notation; empty where it is none, or a syllable says no clear sound."""
    if not is_syllables(respelling):
        return ""
    said = []
    for word in respelling.split():
        syllables = [_syllable(part.lower()) for part in word.split("-")]
        if not all(syllables):
            return ""
        shouted = [number for number, part in enumerate(word.split("-")) if part.isupper()]
        marks = dict.fromkeys(shouted[1:] if shouted else [0], "ˌ") | dict.fromkeys(shouted[:1], "ˈ")
        said.append("".join(marks.get(number, "") + syllable for number, syllable in enumerate(syllables)))
    return " ".join(said)


def _syllable(spelling: str) -> str:
    """Consonants, one vowel, consonants -> IPA; empty if it is not that."""
    match = _syllables().fullmatch(spelling)
    if match is None:
        return ""
    onset, vowel, coda = match.groups()
    vowel, coda = ("ɑː", coda) if vowel == "a" and not coda else (vowel, coda)
    if vowel == "o" and not coda:
        vowel = "oʊ"
    if vowel == "i" and not coda:
        vowel = "iː"
    if coda.endswith("e") and len(vowel) == 1 and vowel in "aiou":  # "ride", "nove": the silent e
        vowel, coda = {"a": "eɪ", "i": "aɪ", "o": "oʊ", "u": "uː"}[vowel], coda[:-1]
    coda = coda.removesuffix("e")
    return _consonants(onset) + _VOWELS.get(vowel, vowel) + _consonants(coda)


def _consonants(spelling: str) -> str:
    return "".join(_CONSONANTS[part] for part in _parts().findall(spelling))


@cache
def _parts() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_CONSONANTS, key=len, reverse=True)))


@cache
def _syllables() -> re.Pattern[str]:
    consonants = "|".join(sorted(_CONSONANTS, key=len, reverse=True))
    vowels = "|".join(sorted(_VOWELS, key=len, reverse=True))
    return re.compile(f"((?:{consonants})*)({vowels})((?:(?:{consonants})+e?)?)")


def respell(ipa: str) -> str:
    """Hyphened syllables that an engine without phonemes reads as the IPA, as nearly as English letters go."""
    return " ".join(filter(None, ("-".join(map(_spelled, _syllables_of(word))) for word in ipa.split())))


def _syllables_of(word: str) -> list[tuple[list[str], str, list[str]]]:
    """Onset, vowel, coda of each syllable; a stress mark or a dot begins one."""
    syllables: list[tuple[list[str], str, list[str]]] = []
    for run in re.split(r"[ˈˌ.'-]+", word):
        first, pending = True, list[str]()
        for sound in _sounds().findall(run):
            nucleus = _NEAREST.get(sound, sound)
            if nucleus not in _NUCLEI:
                pending.append(sound)
                continue
            coda, onset = ([], pending) if first else _divide(pending, syllables[-1][1])
            if not first:
                syllables[-1][2].extend(coda)
            syllables.append((onset, nucleus, []))
            first, pending = False, []
        if pending and (syllables and not first):
            syllables[-1][2].extend(pending)
        elif pending:
            syllables.append((pending, "", []))
    return syllables


def _divide(between: list[str], before: str) -> tuple[list[str], list[str]]:
    """Consonants between two vowels -> the coda of the first, the onset of the second."""
    if len(between) == 1:
        keep = before in _CHECKED or between[0] == "ŋ"
    else:
        keep = before in _CHECKED or "".join(between) not in _CLUSTERS
    cut = 1 if between and keep and between[0] not in _ONSETS else 0
    return between[:cut], between[cut:]


def _spelled(syllable: tuple[list[str], str, list[str]]) -> str:
    onset, vowel, coda = syllable
    before, after = ("".join(_SOUNDS[sound] for sound in part) for part in (onset, coda))
    if not vowel:
        return before
    at_end, closed = _NUCLEI[vowel]
    if not before and not after:
        at_end = _ALONE.get(vowel, at_end)
    if after in ("k", "ch") and vowel in _CHECKED:
        after = {"k": "ck", "ch": "tch"}[after]
    rhyme = closed.replace("*", "ss" if after == "s" else after) if after else at_end
    if before.endswith("w"):
        rhyme = {"ar": "ahr"}.get(rhyme, rhyme)
    if before.endswith("g") and not before.endswith("ng") and rhyme[0] in "eiy":
        before += "h"
    before = "wh" if before == "hw" else before
    if len(before) > 1 and before.endswith("y"):
        before = before[:-1] + "ee-y"
    return before + rhyme


@cache
def _sounds() -> re.Pattern[str]:
    return re.compile("|".join(sorted({*_NUCLEI, *_NEAREST, *_SOUNDS}, key=len, reverse=True)))
