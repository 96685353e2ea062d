"""French abbreviations in their context: ``M. Dupont``, ``Mme``, ``n° 5``, ``av. Foch``, ``c.-à-d.``, ``p. 12``."""

from __future__ import annotations

from re import Match

from audiogen.speakable.common.numerals import either
from audiogen.speakable.rules import Context, Rule

#: Before a name, with or without a full stop.
TITLES = {
    "MM": "messieurs", "Mme": "madame", "Mmes": "mesdames", "Mlle": "mademoiselle", "Mlles": "mesdemoiselles",
    "Dr": "docteur",
    "Dre": "docteure", "Drs": "docteurs", "Pr": "professeur", "Prs": "professeurs", "Me": "maître",
    "Mgr": "monseigneur", "St": "saint", "Ste": "sainte", "Mr": "monsieur",
    "Gal": "général", "Cdt": "commandant", "Cne": "capitaine", "Lt": "lieutenant", "Sgt": "sergent", "Vve": "veuve",
    "Ets": "établissements", "Cie": "compagnie",
}  # fmt: skip
#: Raised letters say by themselves what they are short for.
RAISED = {
    "Mᵐᵉ": "madame", "Mᵐᵉˢ": "mesdames", "Mˡˡᵉ": "mademoiselle", "Mˡˡᵉˢ": "mesdemoiselles", "Dʳ": "docteur",
    "Dʳˢ": "docteurs", "Pʳ": "professeur", "Mᵉ": "maître",
    "Mᵍʳ": "monseigneur", "Sᵗ": "saint", "Sᵗᵉ": "sainte", "Nᵒ": "numéro", "nᵒ": "numéro", "nᵒˢ": "numéros",
    "Cⁱᵉ": "compagnie", "Mʳ": "monsieur", "Vᵛᵉ": "veuve",
    "Dʳᵉ": "docteure", "Pʳᵉ": "professeure", "Mᵍʳˢ": "messeigneurs", "Mʳˢ": "messieurs", "Eᵗˢ": "établissements",
}  # fmt: skip
#: With the full stop, anywhere.
ANYWHERE = {
    "etc": "et cetera", "env": "environ", "cf": "confer", "tél": "téléphone", "max": "maximum", "hab": "habitants",
    "éd": "édition", "éds": "éditions", "min": "minimum",
    "chap": "chapitre", "fig": "figure", "vol": "volume", "dépt": "département", "dép": "département",
    "arr": "arrondissement", "boul": "boulevard", "bd": "boulevard",
    "fém": "féminin", "masc": "masculin", "plur": "pluriel", "sing": "singulier", "adj": "adjectif", "ibid": "ibidem",
    "réf": "référence", "resp": "respectivement",
    "qqch": "quelque chose", "qqn": "quelqu'un", "ndlr": "note de la rédaction", "vs": "versus",
    "approx": "approximativement", "prof": "professeur", "trad": "traduction",
    "suppl": "supplément", "appt": "appartement", "rép": "république", "int": "intérieur", "ex": "exemple",
    "lun": "lundi", "mer": "mercredi",
    "jeu": "jeudi", "ven": "vendredi", "sam": "samedi", "dim": "dimanche",
}  # fmt: skip
_BARE = {"bd": "boulevard", "bld": "boulevard", "ndlr": "note de la rédaction", "svp": "s'il vous plaît",
"rdv": "rendez-vous", "etc": "et cetera", "vs": "versus", "tél": "téléphone",
         "tlj": "tous les jours", "bcp": "beaucoup", "qqch": "quelque chose", "qqn": "quelqu'un"}  # fmt: skip
#: Before a number or a numeral.
BEFORE_NUMBER = {
    "p": "page", "pp": "pages", "art": "article", "chap": "chapitre", "vol": "volume", "fig": "figure", "t": "tome",
    "no": "numéro", "nos": "numéros", "n": "numéro",
    "al": "alinéa", "ch": "chapitre", "éd": "édition", "ill": "illustration", "tab": "tableau", "v": "vers",
    "num": "numéro", "ca": "circa",
}  # fmt: skip


def _stop(match: Match[str], context: Context) -> str:
    """The full stop of an abbreviation at the end of the text also ends the sentence."""
    return "." if match[0].rstrip().endswith(".") and context.ends(match.end()) else ""


def _as_written(said: str, written: str) -> str:
    return said[:1].upper() + said[1:] if written[:1].isupper() else said


def monsieur(match: Match[str], context: Context) -> str | None:
    return "monsieur"


def title(match: Match[str], context: Context) -> str | None:
    """``Mme Royer``, ``Dr Blanc``, ``St-Denis``: small letters, since no name begins with them."""
    behind = context.text[match.end() : match.end() + 1]
    name = match[1]
    if name in {"St", "Ste"} and behind == "-":
        return name.replace("St", "Saint").replace("te", "te") if name == "St" else "Sainte"
    follows = context.after(match.end(), lower=False)
    if name in {"Mme", "Mmes", "Mlle", "Mlles", "Mgr"}:
        return TITLES[name] + ("" if follows else _stop(match, context))
    if not follows[:1].isupper() or behind not in {" ", "\u00a0"}:
        return None
    return TITLES[name]


def small_title(match: Match[str], context: Context) -> str | None:
    """``le dr``, ``mme``: small letters."""
    return TITLES[match[1].capitalize()]


def raised(match: Match[str], context: Context) -> str | None:
    return RAISED[match[0]]


def anywhere(match: Match[str], context: Context) -> str | None:
    word = match[1]
    if word.lower() in {"max", "min", "mer", "jeu", "sam", "ven", "dim", "ex", "int", "prof"} and (
        word[:1].isupper() or context.ends(match.end())
    ):
        return None
    return _as_written(ANYWHERE[word.lower()], word) + _stop(match, context)


def bare(match: Match[str], context: Context) -> str | None:
    said = _BARE[match[0].lower()]
    return said if match[0].isupper() else _as_written(said, match[0])


def before_number(match: Match[str], context: Context) -> str | None:
    return _as_written(BEFORE_NUMBER[match[1].lower()], match[1] if len(match[1]) > 1 else "") + " "


def number_sign(match: Match[str], context: Context) -> str | None:
    said = "numéros" if match["many"] else "numéro"
    return _as_written(said, match[0]) + (
        " "
        if match[0].endswith((" ", "\u00a0", "\u202f")) or context.text[match.end() : match.end() + 1].isalnum()
        else ""
    )


def avenue(match: Match[str], context: Context) -> str | None:
    """``av. Foch``, ``12, av. de la Gare``."""
    return _as_written("avenue" if match[1].lower() == "av" else "place", match[1])


def _phrase(pattern: str, said: str) -> Rule:
    def say(match: Match[str], context: Context) -> str | None:
        return _as_written(said, match[0]) + _stop(match, context)

    return Rule(said, rf"(?i:{pattern})(?!\w)", say, words=[pattern[0]])


_AHEAD = r"(?=\d|[IVXLC]+(?!\w))"
RULES = (
    _phrase(r"c(?:\.-à-d\.|-à-d\.?)", "c'est-à-dire"),
    _phrase(r"p\.\s?ex\.", "par exemple"),
    _phrase(r"s\.\s?v\.\s?p\.", "s'il vous plaît"),
    _phrase(r"n\.\s?d\.\s?l\.\s?r\.", "note de la rédaction"),
    _phrase(r"p\.-s\.", "post-scriptum"),
    Rule("raised letters", r"\w+", lambda match, context: RAISED.get(match[0]),
        words={name.lower() for name in RAISED}),
    Rule("numbered", r"(?i:n)(?:[°º]|\u1d52)(?P<many>s)?\s?", number_sign, words={"n", "nᵒ"}),
    Rule("monsieur", r"M\.(?=\s(?:[A-ZÀ-Ý]|et\sM|le\s|de\s|d['’]))", monsieur, words={"m"}),
    Rule("title", rf"({either(TITLES)})(?:\.|(?![\w.]))", title, words={name.lower() for name in TITLES}),
    Rule("small title", r"(dr|mme|mmes|mlle|mr|mgr)\.?(?=\s\w)", small_title, words={"dr", "mme", "mmes", "mlle", "mr",
        "mgr"}),
    Rule("before number", rf"((?i:{either(BEFORE_NUMBER)}))\.\s?{_AHEAD}", before_number, words=BEFORE_NUMBER),
    Rule("avenue", r"([Aa]v|[Pp]l)\.(?=\s(?:[A-ZÀ-Ý]|d[eu]s?\s|d['’]))", avenue, words={"av", "pl"}),
    Rule("anywhere", rf"((?i:{either(ANYWHERE)}))\.(?!\w)", anywhere, words=ANYWHERE),
    Rule("bare", rf"(?i:{either(_BARE)})(?![\w.])", bare, words=_BARE),
    Rule("and or", r"et/ou(?!\w)", "et ou", words={"et"}),
)  # fmt: skip
