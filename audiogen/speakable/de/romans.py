"""Roman numerals of German: ``Ludwig XIV.``, ``Papst Johannes Paul II.``, ``Kapitel IV``, ``XX. Jahrhundert``."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.common.numerals import roman
from audiogen.speakable.common.tables import listed
from audiogen.speakable.de.cases import ending
from audiogen.speakable.de.numbers import cardinal, ordinal, year
from audiogen.speakable.rules import LETTER, SHAPE, Context, Rule

#: Words before a numeral that counts parts.
COUNTERS = frozenset(
    listed("""kapitel teil band buch akt szene abschnitt artikel stufe klasse phase typ gruppe anhang tafel tabelle
    abbildung strophe vatikanum
    apollo saturn rocky rambo sektion liga kategorie quartal hartz schalke rom nummer nr lektion episode staffel mark
    ausgabe bundesliga
    sure psalm schritt bezirk zone grad vers absatz grundlagen mathematik analysis bachelor stadium""")
)
_WOMEN = re.compile(r"(?:a|beth|gard|rud|margrethe|anne|marie|elisabeth|katharina|juliane)s?$", re.IGNORECASE)
_NO_NAMES = frozenset(
    listed("der die das den dem des im am in und oder von vom zum zur ein eine ist war als auf mit für sich")
)
_DATIVE = frozenset(listed("von mit unter bei nach seit zu vor dem"))
_ACCUSATIVE = frozenset(listed("für gegen durch um ohne über den"))


def after_name(match: Match[str], context: Context) -> str | None:
    """``Ludwig XIV.`` -> ``der vierzehnte`` (behind the name), in the case that the name stands in."""
    value = roman(match[1])
    name = context.before(match.start(), lower=False)
    if len(match[1]) == 1 and "-" in name and context.after(match.end(), lower=False)[:1].isupper():
        return None  # an initial: Karl-Heinz I. Wagner
    if value is None or value > 40 or not _is_name(name, match, context):
        return None
    woman = _WOMEN.search(name) is not None
    before, verb = _governor(match, context)
    if name.endswith("s") and before not in _DATIVE | _ACCUSATIVE and _is_genitive(name):
        said = ("der " if woman else "des ") + ordinal(value, "en")
    elif before in _DATIVE:
        said = ("der " if woman else "dem ") + ordinal(value, "en")
    elif before in _ACCUSATIVE or verb:
        said = "die " + ordinal(value, "e") if woman else "den " + ordinal(value, "en")
    else:
        said = ("die " if woman else "der ") + ordinal(value, "e")
    return said + ("." if context.ends(match.end()) else "")


_PHRASE = re.compile(rf"((?:[A-ZÄÖÜ]{LETTER}*[ \u00a0])+)$")
_VERBS = frozenset(
    listed("""traf trifft besuchte besucht empfing empfängt kritisierte kritisiert lobte lobt würdigte würdigt ehrte
    ehrt zitierte zitiert krönte ermordete stürzte beerbte ersetzte unterstützte begleitete bat verehrte""")
)
_SUBJECT = re.compile(r"(?:^|(\w+)\W+)(\w+)\s+\w+\s$")


def _governor(match: Match[str], context: Context) -> tuple[str, bool]:
    """The word before the name with its titles, and whether it is a verb with its subject before it.

    ``Er traf Papst Johannes Paul II.`` is an object, ``Gestern traf Papst Johannes Paul II. ein`` is not.
    """
    head = context.text[max(0, match.start() - 60) : match.start()]
    phrase = _PHRASE.search(head)
    before = head[: phrase.start()] if phrase is not None else head
    word = context.before(match.start() - len(head) + len(before))
    subject = _SUBJECT.search(before) if word in _VERBS else None
    if subject is None:
        return word, False
    pronoun = subject[2].lower() in {"er", "sie", "wir", "ich", "man"}
    named = subject[2][:1].isupper() and (subject[1] or "").lower() in {"", "der", "die", "das"}
    adverb = subject[2].lower() in {"gestern", "heute", "dort", "hier", "damals", "dann", "später", "danach", "morgen"}
    return word, pronoun or (named and not adverb and not subject[2].isdecimal())


def _is_genitive(name: str) -> bool:
    """``Ludwigs`` but not ``Thomas``, ``Julius``."""
    return not name.lower().endswith(("as", "us", "es", "is", "os", "ss", "ys"))


def _is_name(name: str, match: Match[str], context: Context) -> bool:
    gap = context.text[: match.start()]
    return (
        name[:1].isupper()
        and len(name) > 2
        and not name.isupper()
        and name.lower() not in COUNTERS | _NO_NAMES
        and gap.endswith((" ", "\u00a0"))
        and gap.rstrip()[-1:].isalpha()
    )


def before_noun(match: Match[str], context: Context) -> str | None:
    """``II. Weltkrieg``, ``im XX. Jahrhundert``, ``das II. Vatikanische Konzil``."""
    value, noun = roman(match[1]), context.after(match.end(), lower=False)
    if value is None or value > 100 or (noun[:1].islower() and noun not in {"und", "oder", "bis"}):
        return None
    return ordinal(value, ending(context, match.start(), noun if noun[:1].isupper() else ""))


def counted(match: Match[str], context: Context) -> str | None:
    """``Kapitel IV``, ``Hartz IV``, ``Apollo XIII``."""
    value = roman(match[1])
    return cardinal(value) if value is not None and context.before(match.start()) in COUNTERS else None


def plain(match: Match[str], context: Context) -> str | None:
    """Two and more of I, V, X behind a word: ``Rocky III``; years: ``MCMLXXXIX``."""
    value = roman(match[1])
    if value is None:
        return None
    if value > 1000 and len(match[1]) > 4:
        return year(value)
    return (
        cardinal(value)
        if set(match[1]) <= set("IVX") and value < 40 and context.before(match.start()) and match[1] != "XX"
        else None
    )


_N = r"([IVXLCDM]+)"
RULES = (
    Rule("ordinal numeral", rf"{_N}\.(?=\s{LETTER}{{3}})", lambda match, context: before_noun(match,
        context) if not _named(match, context) else after_name(match, context), at=SHAPE, words=["i", "v", "x"]),
    Rule("numeral of a name", rf"{_N}\.(?!\w)", after_name, at=SHAPE, words=["i", "v", "x"]),
    Rule("counted numeral", r"([IVXLCDM]{2,}|[IVX])(?![\w'’&])", counted, at=SHAPE, words=["i", "v", "x"]),
    Rule("numeral", r"([IVXLCDM]{2,})(?![\w'’&/-])", plain, at=SHAPE),
)  # fmt: skip


def _named(match: Match[str], context: Context) -> bool:
    """A name stands before and no noun behind that the numeral would count: ``Ludwig XIV. war``."""
    name = context.before(match.start(), lower=False)
    follows = context.after(match.end(), lower=False)
    counted = re.match(
        r"(?i)(?:Welt|Jahrhundert|Vatikan|Konzil|Korps|Republik|Klasse|Olymp|Quartal|Internation)", follows
    )
    return _is_name(name, match, context) and counted is None
