"""Gender of Spanish nouns as far as numerals need it: ``un libro``, ``una casa``, ``doscientas personas``."""

from __future__ import annotations

import re

from audiogen.speakable.common.tables import listed

_FEMININE = re.compile(r".*(?:a|[cs]i[óo]n|dad|tad|tud|umbre|triz|sis|itis)")
_WOMEN = frozenset(
    listed("""mano foto moto radio noche clase calle mujer gente parte vez vec flor sal ley red voz voc luz luc cruz
    cruc sangre leche torre nave base
    llave nube muerte fuente serie tarde fe nariz raíz imagen orden suerte muestra crisis tesis señal cárcel piel
    miel pared ciudad
    sede fase frase especie sirvient mitad edad""")
)
_MEN = frozenset(
    listed("""día problema tema sistema programa mapa planeta clima idioma poema drama esquema lema síntoma fantasma
    telegrama diagrama
    panorama carisma enigma diploma dilema trauma aroma cometa tranvía sofá papá cura guardia policía artista
    periodista turista futbolista
    atleta médico millón billón trillón mil gorila quilómetro""")
)
#: Words behind a number that it does not count.
_NOT_COUNTED = frozenset(
    listed("""de del y o u e en a al el la los las que por para con sin se es son fue era ha han no lo le su sus más
    menos más entre
    hasta desde como si ya pero cada sobre tras ante bajo según durante mientras donde cuando hay tiene tienen está
    están antes después
    además entonces mediante contra aunque porque ni sino nos les me te esta esa este ese""")
)


def gender(noun: str) -> str:
    """``f`` or ``m`` of a noun in any number; empty where it is none."""
    word = noun.lower()
    if not word.isalpha() or word in _NOT_COUNTED:
        return ""
    forms = {word, word.removesuffix("s"), word.removesuffix("es")}
    if not forms.isdisjoint(_WOMEN):
        return "f"
    if not forms.isdisjoint(_MEN):
        return "m"
    one = word.removesuffix("s") if not word.endswith(("iones", "ades", "udes")) else word[:-2]
    return "f" if _FEMININE.fullmatch(one) else "m"


def counted(noun: str, value: str) -> str:
    """The gender of the noun behind a number: a plural behind any but one."""
    if not noun.islower() or noun.endswith("s") is (value == "1"):
        return ""
    return gender(noun)
