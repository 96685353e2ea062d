"""Roman numerals of Spanish: ``Felipe VI``, ``Luis XIV``, ``II Guerra Mundial``, ``capítulo IV``."""

from __future__ import annotations

from re import Match

from audiogen.speakable.common.numerals import NO_NUMERALS, roman, to_roman
from audiogen.speakable.common.tables import listed
from audiogen.speakable.es.genders import gender
from audiogen.speakable.es.numbers import cardinal, ordinal
from audiogen.speakable.rules import SHAPE, Context, Rule

COUNTERS = frozenset(
    listed("""capítulo tomo libro acto escena parte volumen anexo título artículo sección apolo apollo rocky tipo
    clase nivel fase grupo figura
    tabla cuadro lámina temporada episodio grado etapa lección unidad número serie guerra""")
)
_KINGS = frozenset(
    listed("""felipe carlos fernando alfonso juan pablo luis enrique jorge eduardo francisco napoleón guillermo
    alejandro nicolás pedro
    federico alberto leopoldo balduino león gregorio clemente benedicto inocencio urbano bonifacio esteban roberto
    ricardo jaime sancho
    ramiro ordoño bermudo gustavo óscar haakon harald manuel miguel josé víctor humberto amadeo sixto julio adriano
    martín eugenio
    pío iván boris constantino teodosio mehmed solimán mohamed hassan otón rodolfo maximiliano ramsés ptolomeo
    tutmosis darío ciro
    antíoco garcía ramón berenguer teobaldo abderramán alhakén hisham abdalá hussein pablo sebastián dionisio alejo
    basilio andrés ladislao
    casimiro segismundo cristián erico valdemar olaf pelayo vaticano fruela vermudo favila atanagildo""")
)
_QUEENS = frozenset(
    listed("""
    isabel maría margarita catalina cristina ana victoria juana urraca beatriz leonor sofía luisa blanca
    petronila teresa elena
""")
)
_NOT_ALONE = NO_NUMERALS | frozenset(listed("MIL VI"))
_SMALL = frozenset(to_roman(value).lower() for value in range(2, 40)) | {"i"}


def _ordinal_or_number(value: int, kind: str) -> str:
    return ordinal(value, kind) if value <= 10 else cardinal(value)


def after_name(match: Match[str], context: Context) -> str | None:
    """``Felipe VI`` -> ``sexto``, ``Isabel II`` -> ``segunda``, ``Luis XIV`` -> ``catorce``."""
    before, gap = context.before(match.start()), context.char_before(match.start())
    value = roman(match[1].upper())
    if value is None or gap not in {" ", "\u00a0"}:
        return None
    if before in _KINGS or before in _QUEENS:
        return _ordinal_or_number(value, "f" if before in _QUEENS else "m")
    return cardinal(value) if before in COUNTERS and match[1].isupper() else None


def before_noun(match: Match[str], context: Context) -> str | None:
    """``II Guerra Mundial`` -> ``segunda``, ``III Congreso`` -> ``tercer``, ``XXV Aniversario`` -> ``veinticinco``."""
    value, noun = roman(match[1]), context.after(match.end(), lower=False)
    if value is None or match[1] in _NOT_ALONE - {"VI", "XL"} or value > 100:
        return None
    kind = gender(noun) or "m"
    return ordinal(value, kind, kind == "m") if value <= 20 and value not in range(11, 20) else cardinal(value, "m")


def alone(match: Match[str], context: Context) -> str | None:
    """A text that is nothing but a numeral."""
    value = roman(match[1])
    only = not context.before(match.start()) and not context.after(match.end())
    if value is None or not only or match[1] in _NOT_ALONE - {"VI", "XXX"} or match[1] in {"C", "D", "L", "M"}:
        return None
    return _ordinal_or_number(value, "m")


def plain(match: Match[str], context: Context) -> str | None:
    """Two and more of I, V, X behind a word; years in full: ``MCMXCIX``."""
    value = roman(match[1])
    if value is None or match[1] in _NOT_ALONE:
        return None
    if value > 1000 and len(match[1]) > 3:
        return cardinal(value)
    return (
        cardinal(value)
        if set(match[1]) <= set("IVX") and value < 40 and (context.before(match.start()) or len(match[1]) > 2)
        else None
    )


_N = r"([IVXLCDM]+)"
RULES = (
    Rule("numeral of a name", r"([IVXLCDM]{2,}|[IVX]|[ivxl]+)(?!\w|['’&/]\w)", after_name, at=SHAPE, words={"v", "x",
        *_SMALL} - {"mi", "di"}),
    Rule("numeral before a noun",
        r"([IVX]+)(?=\s[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{3}|\s(?:edición|aniversario|congreso|centenario|jornadas?|legislatura"
        r"|festival|cumbre|milenio))", before_noun, at=SHAPE, words=["i", "v", "x"]),
    Rule("numeral alone", rf"{_N}(?!\w)", alone, at=SHAPE, words=["i", "v", "x"]),
    Rule("numeral", r"([IVXLCDM]{2,})(?![\w'’&/-])", plain, at=SHAPE),
)  # fmt: skip
