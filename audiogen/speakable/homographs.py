"""Which reading of a homograph is meant here: "I read it yesterday" /ɹɛd/, "I read a lot" /ɹiːd/.

A linear model over the words around it. A feature's weight is found by its hash in one table of 8 bit weights, once
for the word's own reading and once for "is a verb here", which all noun/verb pairs share. `scripts/train_homographs.py`
makes the table (data/homographs.bin) and the list of readings (data/homographs.tsv).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple
from zlib import crc32

from audiogen.model import Reading

BITS = 18
"""The table holds 2**BITS weights."""

VERB_SEED, ENDING_SEED = crc32(b"verb"), crc32(b"verb in -s")
#: Nouns and adjectives that have no plural, so that the form in -s is the verb's.
_NO_PLURAL = frozenset(
    word
    for words in (
        "animate appropriate approximate articulate close consummate content deliberate diffuse elaborate frequent",
        "incense intimate perfect produce refuse resume separate",
    )
    for word in words.split()
)
#: Said otherwise than by adding an ending, or no pair of noun and verb.
_NO_FORM = frozenset(("blessed", "house", "learned", "moped", "mouth"))
_REACH = 100  # characters looked at on either side
_WIDTH = 6  # words kept on either side
_BEFORE, _AFTER = ["^"] * _WIDTH, ["$"] * _WIDTH
_TOKEN = re.compile(r"[^\W\d_]+|\d[\d,.]*|[^\w\s]")
_WORD = re.compile(r"\b[A-Za-z]{3,}(?:['’]s)?\b")
_POSSESSIVE = re.compile(r"['’]s$")
_PLAIN = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        ("'", "ˈ"),
        (r"\d", ""),
        ("ʤ", "dʒ"),
        ("ʧ", "tʃ"),
        ("ɹː", "ːɹ"),
        ("juːzə$", "juːzəz"),
        ("əŋ$", "ɪŋ"),
    )
)
_FIRST_VOWEL = re.compile("[aeiou]")
_FIRST_SCHWA = re.compile("^([^ˈˌaeiouæɑɒɔəɛɪʊʌɚɜ]*)ə")
_BRITISH = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        ("ɑː(?=lt|[ˈ]?ɡ[əʌ]st)", "ɔː"),
        ("ɑː(?![ˈˌ]?[tk]eɪ$)(?=[ˈˌ]?[bdfɡklmnpstvz])", "ɒ"),
        ("(?<=[ɑɔ]ː)ɹ(?![ˈˌ]?[əɪiɛæeouʌɑɔ])", ""),
        ("iːɹ$", "ɪə"),
        ("ɛɹ$", "eə"),
        ("oʊ", "əʊ"),
        ("ɚ(?=[ˈˌ]?[əeiɪ])", "əɹ"),
        ("(?<=[ˈ])([^ˈˌaeiouæɑɒɔəɛɪʊʌ]*)ɚ", r"\1ɜː"),
        ("ɚ", "ə"),
    )
)
_NON_RHOTIC = ("GB", "AU", "NZ", "ZA")

#: Closed word classes: what stands before and after a word tells its part of speech.
_CLASSES = {
    "DET": "the a an this these those every each some any no another both either neither such what which whose all half"
    " several many few most much more less other own same",
    "POSS": "my your his her its our their",
    "PREP": "of in on at by for from with into onto upon about over under between among through during before after"
    " against without within toward towards across behind beyond near since until till via per as like than despite"
    " except along around off up down out",
    "TO": "to",
    "MOD": "will would can could may might must shall should cannot ll d",
    "DO": "do does did don doesn didn won wouldn couldn shouldn t",
    "BE": "is are was were be been being am s re m",
    "HAVE": "has have had having ve",
    "PRON": "i you he she it we they who",
    "OBJ": "me him us them himself herself itself themselves myself yourself ourselves one",
    "CONJ": "and or but nor yet so",
    "SUB": "if when while because although though unless where whether how why once that",
    "NEG": "not never",
    "ADV": "also then only just even still often always usually sometimes now there here very too quite rather further"
    " later soon already again",
    "NUM": "two three four five six seven eight nine ten first second third hundred thousand million",
}
_CLASS_OF = {word: name for name, words in _CLASSES.items() for word in words.split()}
_ENDINGS = (
    "ically ingly edly ation ition ments ment ness ities ity ions ion ance ence ists ist ers ors er or ings ing ed ly"
    " ous ive ful less able ible al ic ary ish est ies es ss us is s en ize ise ate ify age an y e"
)
_SUFFIXES = tuple(_ENDINGS.split())
_PAST = frozenset(("was", "were", "had", "did"))
_PRESENT = frozenset(("is", "are", "has", "have", "do", "does", "will", "can"))


class Candidate(NamedTuple):
    """One reading of a word."""

    name: str
    """As in the training data: ``read_past``."""
    ipa: str
    verb: bool
    """It is the verb, and the word's other readings are none."""
    seeds: tuple[int, ...]
    """Start values of the hashes of its features: each gives one weight a feature, in one table for all."""


def reading(sentence: str, start: int, end: int, language: str = "en") -> str:
    """IPA of the homograph sentence[start:end] in its context, as the readings' list has it (``'ɹɛd``).

    An empty string where the word is no known homograph, or the language is not English.
    """
    word = sentence[start:end].lower()
    if start < 0 or not _is_english(language) or word not in candidates():
        return ""
    return choose(sentence, start, end, candidates()[word]).ipa


def readings(text: str, language: str = "en") -> list[Reading]:
    """A reading for every homograph in the text, in plain IPA of the language's region, in order."""
    if not _is_english(language):
        return []
    found, known = [], candidates()
    for match in _WORD.finditer(text):
        stem = _POSSESSIVE.sub("", match[0].lower())
        if stem in known:
            ipa = choose(text, match.start(), match.start() + len(stem), known[stem]).ipa
            ipa = _plain(stem, ipa + (possessive(ipa) if len(stem) < len(match[0]) else ""), language)
            found.append(Reading(match.start(), match.end(), ipa))
    return found


def _is_english(language: str) -> bool:
    return language[:2].lower() == "en" and language[2:3] in ("", "-", "_")


def is_verb(text: str, start: int, end: int) -> bool:
    """text[start:end] looks like a verb by what stands around it, whatever the word."""
    weights = _weights()
    return sum(weights[place] for place in places(features(text, start, end), (VERB_SEED,))) > 0


def possessive(ipa: str) -> str:
    """The sound of ``'s`` behind the word."""
    if ipa.endswith(("s", "z", "ʃ", "ʒ", "ʧ", "ʤ")):
        return "əz"
    return "s" if ipa.endswith(("p", "t", "k", "f", "θ")) else "z"


def _plain(word: str, ipa: str, language: str) -> str:
    """Standard IPA: the list writes ASCII stress marks, ligatures, a stray digit, and schwa for every weak vowel."""
    for pattern, put in _PLAIN + (_BRITISH if language[3:].upper() in _NON_RHOTIC else ()):
        ipa = pattern.sub(put, ipa)
    first = _FIRST_VOWEL.search(word)
    if first is not None and first[0] in "ei":  # "record", "insert": a weak e or i is no schwa
        ipa = _FIRST_SCHWA.sub(r"\1ɪ", ipa)
    return ipa


@cache
def candidates() -> dict[str, tuple[Candidate, ...]]:
    """word -> its readings; of a noun/verb pair also the form in -s (``records``)."""
    lines = files("audiogen.speakable").joinpath("data/homographs.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[str, tuple[Candidate, ...]] = {}
    for line in lines:
        word, name, ipa, part = line.split("\t")
        known = found.get(word, ())
        found[word] = (*known, candidate(word, name, ipa, part == "verb", first=not known))
    return with_endings(found)


def candidate(word: str, name: str, ipa: str, verb: bool, first: bool) -> Candidate:
    """A reading with its seeds. The first one of a word has none of its own: the others' weights are against it."""
    own = () if first else (crc32(name.encode()),)
    shared = (VERB_SEED, *((ENDING_SEED,) if word.endswith("s") else ())) if verb else ()
    return Candidate(name, ipa, verb, own + shared)


def with_endings(found: dict[str, tuple[Candidate, ...]]) -> dict[str, tuple[Candidate, ...]]:
    """The words and their forms in -s, which are judged by what all verbs share."""
    forms = {
        word + "s": tuple(
            candidate(word + "s", one.name + "s", one.ipa + possessive(one.ipa), one.verb, first=True)
            for one in known
            if one.verb or word not in _NO_PLURAL
        )
        for word, known in found.items()
        if len(known) == 2 and known[0].verb != known[1].verb and word not in _NO_FORM and word[-1] != "s"
    }
    return {**forms, **found}


@cache
def _weights() -> memoryview:
    return memoryview(files("audiogen.speakable").joinpath("data/homographs.bin").read_bytes()).cast("b")


def choose(text: str, start: int, end: int, among: tuple[Candidate, ...]) -> Candidate:
    """The reading with the most weight; the first one where two are equal."""
    weights, here = _weights(), features(text, start, end)
    scores = [sum(weights[place] for place in places(here, known.seeds)) for known in among]
    return among[scores.index(max(scores))]


def places(here: list[bytes], seeds: tuple[int, ...]) -> list[int]:
    """Where in the table the weights of the features stand."""
    mask = (1 << BITS) - 1
    return [crc32(feature, seed) & mask for seed in seeds for feature in here]


def features(text: str, start: int, end: int) -> list[bytes]:
    """What is seen around text[start:end]: words, their classes, pairs of them, its own case and punctuation."""
    left = _TOKEN.findall(text[max(0, start - _REACH) : start])[-_WIDTH:]
    right = _TOKEN.findall(text[end : end + _REACH])[:_WIDTH]
    own = _own(text, start, end, bool(left))
    left, right = (_BEFORE + left)[-_WIDTH:], (right + _AFTER)[:_WIDTH]
    low_left, low_right = [token.lower() for token in left], [token.lower() for token in right]
    shapes_left, shapes_right = [shape(token) for token in left], [shape(token) for token in right]
    found = own + _near(low_left, low_right, shapes_left, shapes_right)
    found += _borders(low_left, shapes_left, shapes_right)
    around = {*low_left[1:], *low_right[:-1]}
    found += sorted("w" + word for word in around if len(word) > 2)
    every = {*low_left, *low_right}
    past = any(word in _PAST or word.endswith("ed") for word in every)
    found.append(f"t{past:d}{not every.isdisjoint(_PRESENT):d}")
    return [feature.encode() for feature in found]


def _own(text: str, start: int, end: int, inside: bool) -> list[str]:
    word, before, after = text[start:end], text[max(0, start - 1) : start], text[end : end + 1]
    case = "upper" if word.isupper() else "title" if word[:1].isupper() else "lower"
    last = text[-20:].rstrip()
    return ["b", f"c{case}{inside:d}", f"q{before}|{after}", f"qa{before}", f"qb{after}", f"e{last[-1:]}"]


def _near(left: list[str], right: list[str], before: list[str], after: list[str]) -> list[str]:
    """The next three words and classes on either side, alone and together."""
    (l3, l2, l1), (r1, r2, r3) = left[-3:], right[:3]
    (b3, b2, b1), (a1, a2, a3) = before[-3:], after[:3]
    found = [f"l1{l1}", f"l2{l2}", f"l3{l3}", f"r1{r1}", f"r2{r2}", f"r3{r3}"]
    found += [f"L1{b1}", f"L2{b2}", f"L3{b3}", f"R1{a1}", f"R2{a2}", f"R3{a3}"]
    found += [f"la{l2} {l1}", f"ra{r1} {r2}", f"lr{l1} {r1}", f"LA{b2} {b1}", f"RA{a1} {a2}", f"LR{b1} {a1}"]
    found += [f"M{b2} {b1} {a1}", f"N{b1} {a1} {a2}", f"O{b3} {b2} {b1}", f"lR{l1} {a1}", f"Lr{b1} {r1}"]
    if b1[:1] in "xX":
        found.append(f"p{l1[:4]}")
    return found


def _borders(left: list[str], before: list[str], after: list[str]) -> list[str]:
    """The nearest word of a closed class on either side, and how far away it is."""
    found = []
    for distance, name in enumerate(reversed(before)):
        if name[:1] not in "xX":
            found += [f"nf{min(distance, 3)}{name}", f"nF{name}", f"nw{min(distance, 2)}{left[-1 - distance]}"]
            break
    for distance, name in enumerate(after):
        if name[:1] not in "xX":
            found += [f"rf{min(distance, 3)}{name}", f"rF{name}"]
            break
    return found


@lru_cache(maxsize=20_000)
def shape(token: str) -> str:
    """Its closed class; else ``x`` (``X``: capital) and its suffix; ``0`` for a number; itself for a sign."""
    low = token.lower()
    if low in _CLASS_OF:
        return _CLASS_OF[low]
    if token[0].isdigit():
        return "0"
    if not token[0].isalpha():
        return token
    letter = "X" if token[0].isupper() else "x"
    for suffix in _SUFFIXES:
        if low.endswith(suffix) and len(low) > len(suffix) + 1:
            return letter + suffix
    return letter
