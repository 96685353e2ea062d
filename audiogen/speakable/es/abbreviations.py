"""Spanish abbreviations in their context: ``Sr. Pérez``, ``EE. UU.``, ``pág. 12``, ``n.º 5``, ``p. ej.``, ``Ud.``."""

from __future__ import annotations

from re import Match

from audiogen.speakable.common.numerals import either
from audiogen.speakable.rules import Context, Rule

#: Before a name or behind an article.
TITLES = {
    "sr": "señor", "sra": "señora", "srta": "señorita", "sres": "señores", "sras": "señoras", "dr": "doctor",
    "dra": "doctora", "dres": "doctores",
    "dña": "doña", "prof": "profesor", "profa": "profesora", "lic": "licenciado", "licda": "licenciada",
    "ing": "ingeniero", "arq": "arquitecto", "gral": "general",
    "cnel": "coronel", "cap": "capitán", "tte": "teniente", "sgto": "sargento", "almte": "almirante", "sto": "santo",
    "sta": "santa", "fr": "fray", "mons": "monseñor",
    "pbro": "presbítero", "excmo": "excelentísimo", "excma": "excelentísima", "ilmo": "ilustrísimo",
    "ilma": "ilustrísima", "hno": "hermano", "hna": "hermana", "hnos": "hermanos",
    "fdo": "firmado", "fco": "Francisco", "abg": "abogado", "pdte": "presidente", "pdta": "presidenta", "mr": "míster",
    "mrs": "misis",
}  # fmt: skip
#: With the full stop, anywhere.
ANYWHERE = {
    "ud": "usted", "uds": "ustedes", "vd": "usted", "vds": "ustedes", "etc": "etcétera", "aprox": "aproximadamente",
    "avda": "avenida", "avd": "avenida", "tel": "teléfono", "tfno": "teléfono", "telf": "teléfono",
    "máx": "máximo", "mín": "mínimo", "dpto": "departamento", "depto": "departamento", "dto": "descuento",
    "admón": "administración", "cía": "compañía", "ej": "ejemplo",
    "izq": "izquierda", "izqda": "izquierda", "dcha": "derecha", "pza": "plaza", "plza": "plaza", "pl": "plaza",
    "ctra": "carretera", "urb": "urbanización", "prov": "provincia", "apdo": "apartado",
    "cfr": "confróntese", "cf": "confróntese", "ibíd": "ibídem", "gob": "gobierno", "univ": "universidad",
    "vs": "versus", "trad": "traducción", "esq": "esquina", "ref": "referencia",
    "bibl": "biblioteca", "incl": "inclusive", "hab": "habitantes", "min": "minutos", "seg": "segundos",
    "atte": "atentamente", "fig": "figura", "figs": "figuras",
    "pág": "página", "págs": "páginas", "núm": "número", "núms": "números", "art": "artículo", "arts": "artículos",
    "cap": "capítulo", "caps": "capítulos", "vol": "volumen", "vols": "volúmenes", "edo": "estado",
    "párr": "párrafo", "tít": "título", "ext": "extensión", "col": "colonia", "impr": "imprenta", "int": "interior",
    "rte": "remitente", "nro": "número", "ed": "edición", "dicc": "diccionario", "ntra": "nuestra",
}  # fmt: skip
#: Before a number or a numeral.
BEFORE_NUMBER = {
    "pág": "página", "págs": "páginas", "p": "página", "pp": "páginas", "pg": "página", "art": "artículo",
    "arts": "artículos", "núm": "número", "no": "número", "nro": "número", "num": "número",
    "cap": "capítulo", "vol": "volumen", "fig": "figura", "t": "tomo", "ed": "edición", "col": "columna",
    "ext": "extensión", "int": "interior", "tel": "teléfono", "km": "kilómetro", "c": "calle", "ca": "circa",
}  # fmt: skip
_BARE = {
    "eeuu": "Estados Unidos",
    "avda": "avenida",
    "tfno": "teléfono",
    "aprox": "aproximadamente",
    "etc": "etcétera",
    "vs": "versus",
    "ud": "usted",
    "uds": "ustedes",
}


def _stop(match: Match[str], context: Context) -> str:
    """The full stop of an abbreviation at the end of the text also ends the sentence."""
    return "." if match[0].rstrip().endswith(".") and context.ends(match.end()) else ""


def _as_written(said: str, written: str) -> str:
    return said[:1].upper() + said[1:] if written[:1].isupper() else said


def title(match: Match[str], context: Context) -> str | None:
    """``Sr. Pérez``, ``el dr.``; titles are written small."""
    word, follows = match[1].lower(), context.after(match.end(), lower=False)
    if word in {"cap", "fr", "sto", "sta", "hno", "hna", "ing", "lic", "prof"} and not (
        follows[:1].isupper() or not follows
    ):
        return None
    if word == "cap" and not follows[:1].isupper():
        return None
    said = TITLES[word].capitalize() if word in {"sto", "sta"} and match[1][0].isupper() else TITLES[word]
    return said + _stop(match, context)


def don(match: Match[str], context: Context) -> str | None:
    """``D. Juan``, ``D.ª Ana``."""
    return "doña" if "ª" in match[0] else "don"


def anywhere(match: Match[str], context: Context) -> str | None:
    word = match[1]
    if word.lower() in {"min", "col", "int", "cap", "pl", "seg", "univ"} and context.ends(match.end()):
        return None
    said = ANYWHERE[word.lower()]
    return (said if said in {"usted", "ustedes"} else _as_written(said, word)) + _stop(match, context)


def bare(match: Match[str], context: Context) -> str | None:
    return _BARE[match[0].lower()]


def before_number(match: Match[str], context: Context) -> str | None:
    return _as_written(BEFORE_NUMBER[match[1].lower()], match[1] if len(match[1]) > 1 else "") + " "


def number_sign(match: Match[str], context: Context) -> str | None:
    said = "números" if match["many"] else "número"
    return _as_written(said, match[0]) + " "


def _phrase(pattern: str, said: str, *, small: bool = True) -> Rule:
    def say(match: Match[str], context: Context) -> str | None:
        return (_as_written(said, match[0]) if small else said) + _stop(match, context)

    return Rule(said, rf"(?i:{pattern})(?!\w)", say, words=[pattern.partition("\\")[0].partition("(")[0]])


_AHEAD = r"(?=\d|[IVXLC]+(?!\w))"
RULES = (
    _phrase(r"ee\.?\s?uu\.?", "Estados Unidos"),
    _phrase(r"jj\.?\s?oo\.?", "Juegos Olímpicos"),
    _phrase(r"rr\.\s?hh\.", "recursos humanos"),
    _phrase(r"ff\.\s?aa\.", "Fuerzas Armadas"),
    _phrase(r"ff\.\s?cc\.", "ferrocarriles"),
    _phrase(r"dd\.\s?hh\.|dd\.?hh", "derechos humanos"),
    _phrase(r"cc\.\s?oo\.", "Comisiones Obreras"),
    _phrase(r"p\.\s?ej\.", "por ejemplo"),
    _phrase(r"p\.\s?d\.", "posdata"),
    _phrase(r"q\.\s?e\.\s?p\.\s?d\.", "que en paz descanse"),
    _phrase(r"s\.\s?a\.", "S A", small=False),
    _phrase(r"s\.\s?l\.", "S L", small=False),
    _phrase(r"s\.\s?m\.", "su majestad"),
    Rule("calle", r"[cC]/\s?(?=[A-ZÁÉÍÓÚÑ])", "calle ", words={"c"}),
    Rule("paseo", r"P\.º|Pº(?!\w)", "paseo", words={"p", "pº"}),
    Rule("María", r"Mª(?!\w)|M\.ª", "María", words={"m", "mª"}),
    Rule("numbered", r"(?i:n)\.?\s?(?:[°ºᵒ]|os(?=\s\d))(?P<many>s)?\s?", number_sign, words={"n", "nº", "nᵒ", "nºs"}),
    Rule("don", r"D\.ª?(?=\s[A-ZÁÉÍÓÚÑ][a-záéíóúñ])", don, words={"d"}),
    Rule("before number", rf"((?i:{either(BEFORE_NUMBER)}))\.\s?{_AHEAD}", before_number, words=BEFORE_NUMBER),
    Rule("title", rf"((?i:{either(TITLES)}))\.(?!\w)", title, words=TITLES),
    Rule("title without stop", r"(Sr|Sra|Dr|Dra|Srta)(?=\s[A-ZÁÉÍÓÚÑ])", title, words={"sr", "sra", "dr", "dra",
        "srta"}),
    Rule("avenue", r"([Aa]v)\.(?=\s)", lambda match, context: _as_written("avenida", match[1]), words={"av"}),
    Rule("anywhere", rf"((?i:{either(ANYWHERE)}))\.(?!\w)", anywhere, words=ANYWHERE),
    Rule("bare", rf"(?i:{either(_BARE)})(?![\w.])", bare, words=_BARE),
    Rule("and or", r"y/o(?!\w)", "y o", words={"y"}),
)  # fmt: skip
