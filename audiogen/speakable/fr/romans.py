"""Roman numerals of French: ``Louis XIV``, ``François Ier``, ``XIXe siècle``, ``chapitre IV``, ``Ve République``."""

from __future__ import annotations

from re import Match

from audiogen.speakable.common.numerals import NO_NUMERALS, roman
from audiogen.speakable.common.tables import listed
from audiogen.speakable.fr.dates import ENDING, with_ending
from audiogen.speakable.fr.numbers import cardinal, ordinal
from audiogen.speakable.rules import SHAPE, Context, Rule

COUNTERS = frozenset(
    listed("""chapitre tome livre acte scène partie volume annexe titre article section apollo vatican rocky type
    classe niveau phase
    groupe figure tableau planche planches saison épisode grade stade paris lyon bordeaux rennes toulouse montpellier
    lille
    olympiade numéro mark chant psaume leçon étape guerre""")
)
_RULERS = frozenset(
    listed("""charles louis henri philippe jean pie paul françois napoléon georges jacques guillaume édouard
    alexandre nicolas pierre
    frédéric albert léopold baudouin léon grégoire clément benoît innocent urbain boniface étienne robert hugues
    richard marie élisabeth
    elizabeth catherine anne isabelle christian christine gustave oscar carl harald olav alphonse ferdinand juan
    felipe pedro ramsès
    ptolémée constantin théodose mehmed selim soliman mohammed hassan othon otto rodolphe maximilien joseph victor
    humbert
    amédée rainier sixte jules adrien célestin martin eugène michel margrethe beatrix ivan boris casimir sigismond
    ladislas""")
)
_QUEENS = frozenset(listed("marie élisabeth elizabeth catherine anne isabelle christine margrethe victoria"))
_NOT_ALONE = NO_NUMERALS | frozenset(listed("DIX VIVI XX"))


def with_suffix(match: Match[str], context: Context) -> str | None:
    """``XIXe``, ``Ier``, ``IIIème``; the first of a queen is feminine."""
    value = roman(match[1].upper() if context.after(match.end()).startswith("siècle") else match[1])
    return None if value is None or not value else with_ending(value, match["end"])


def centuries(match: Match[str], context: Context) -> str | None:
    """``XIX siècle``: the ending left out."""
    value = roman(match[1])
    return None if value is None else ordinal(value)


def after_name(match: Match[str], context: Context) -> str | None:
    """``Louis XIV`` -> ``quatorze``, ``Vatican II``, ``chapitre IV``; ``I`` behind a ruler is ``premier``."""
    written, before = match[1], context.before(match.start())
    value = roman(written)
    name = before.rpartition("-")[2]
    if (
        value is None
        or not (name in _RULERS or before in COUNTERS)
        or context.char_before(match.start()) not in {" ", "\u00a0"}
    ):
        return None
    if value == 1 and name in _RULERS:
        return ordinal(1, "f" if name in _QUEENS else "m")
    return cardinal(value)


def plain(match: Match[str], context: Context) -> str | None:
    """Two and more of I, V, X behind a word; a year in full: ``MCMXCIX``."""
    value = roman(match[1])
    if (
        value is None
        or match[1] in _NOT_ALONE
        or not ((set(match[1]) <= set("IVX") and value < 40) or (value > 1000 and len(match[1]) > 3))
    ):
        return None
    return cardinal(value) if context.before(match.start()) or value > 1000 else None


_N = r"([IVXLCDM]+)"
RULES = (
    Rule("roman ordinal", rf"([IVXLCDM]{{2,}}|[IVX])\s?{ENDING}(?!\w)", with_suffix, at=SHAPE, words=["ie", "ve", "xe",
        "ier", "ire", "xᵉ", "vᵉ", "iᵉʳ", "ire", "ière", "vème", "xème", "ves", "xes", "iʳᵉ", "iers", "ires"]),
    Rule("small roman ordinal", rf"([ivxl]+){ENDING}(?=\ssiècles?(?!\w))", with_suffix, at=SHAPE,
        words=[f"{name}{end}" for name in ("ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii",
        "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi") for end in ("e", "ème")]),
    Rule("century", rf"{_N}(?=\s(?:siècle|arrondissement))", centuries, at=SHAPE, words=["v", "x"]),
    Rule("numeral of a name", r"([IVXLCDM]{2,}|[IVX])(?!\w|['’&/]\w)", after_name, at=SHAPE, words=["i", "v", "x"]),
    Rule("numeral", r"([IVXLCDM]{2,})(?![\w'’&/-])", plain, at=SHAPE),
)  # fmt: skip
