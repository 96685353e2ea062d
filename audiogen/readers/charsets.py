"""Which charset undeclared bytes are in, where they are neither UTF-8 nor UTF-16.

For Latin script: the charset in which the letters beyond ASCII are those of one language. That is sharper than
frequencies for short texts, where one of them decides between a charset of Western and one of Central Europe. For
other scripts: charset-normalizer.
"""

from __future__ import annotations

#: charset -> the letters beyond ASCII of each language it serves. The first charset wins a tie.
_LETTERS: dict[str, tuple[str, ...]] = {
    "cp1252": (
        "äöüß",  # German
        "àâæçéèêëîïôœùûüÿ",  # French
        "áéíñóúü",  # Spanish
        "àáâãçéêíóôõúü",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "àçèéíïòóúü",  # Catalan
        "äëéèïöüóá",  # Dutch
        "åäöé",  # Swedish, Finnish
        "æøåéòôó",  # Danish, Norwegian
        "áðéíóúýþæöø",  # Icelandic, Faroese
        "äöõüšž",  # Estonian
        "áéíóúàèìòù",  # Irish, Gaelic
    ),
    "cp1250": (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíľĺňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîşţșț",  # Romanian
        "čćđšž",  # Croatian, Slovene
    ),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű", "čćđšž"),
    "cp1254": ("çğıöşüâîû",),  # Turkish; the dotted capital is folded apart
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž"),  # Lithuanian, Latvian
}
_MARKS = frozenset("“”‘’‚„‹›«»–—…•€£¥§°·©®™ªº¿¡²½×\xa0\xad")
_ALL_WESTERN = frozenset("".join(_LETTERS["cp1252"]))

#: What is asked of charset-normalizer: charsets that people still save text in.
_CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874",
    "cp932", "euc_jp", "gb18030", "big5", "cp949", "iso8859_2", "mac_roman",
]  # fmt: skip
_SAMPLE_BYTES = 200_000


def guess(data: bytes) -> str:
    """The name of the charset; empty where nothing fits."""
    sample = data[:_SAMPLE_BYTES]
    if latin := _latin(sample):
        return latin
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    return best.encoding if best else ""


def _latin(sample: bytes) -> str:
    """The charset whose reading has at most 5 % of its characters beyond ASCII outside of one language."""
    western = sample.decode("cp1252", "replace")
    letters = sum(character.isalpha() for character in western)
    foreign = sum(character > "\x7f" and character.isalpha() for character in western)
    if foreign > 0.4 * letters:
        return ""
    shares = {charset: _strange(sample, charset) for charset in _LETTERS}
    best = min(shares, key=lambda charset: shares[charset])
    if shares[best] <= 0.05:
        return best
    # A few foreign names in a text without accents of its own are of no one language.
    strange = sum(c > "\x7f" and c.lower() not in _ALL_WESTERN and c not in _MARKS for c in western)
    return "cp1252" if foreign <= 0.1 * letters and not strange else ""


def _strange(sample: bytes, charset: str) -> float:
    """Of the characters beyond ASCII the share that is in no punctuation and not of the language that fits best."""
    beyond = [c for c in sample.decode(charset, "replace").replace("İ", "i") if c > "\x7f" and c not in _MARKS]
    if not beyond:
        return 0.0
    lower = [character.lower() for character in beyond]
    return min(sum(c not in known for c in lower) for known in map(frozenset, _LETTERS[charset])) / len(beyond)
