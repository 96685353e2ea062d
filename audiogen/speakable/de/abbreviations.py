"""German abbreviations in their context: ``z. B.``, ``Dr. Weber``, ``Nr. 5``, ``Hauptstr.``, ``St. Pauli``, ``ca.``."""

from __future__ import annotations

from re import Match

from audiogen.speakable.common.numerals import either
from audiogen.speakable.common.tables import listed
from audiogen.speakable.rules import Context, Rule

#: With the full stop, anywhere.
ANYWHERE = {
    "bzw": "beziehungsweise", "ca": "circa", "etc": "et cetera", "usw": "und so weiter", "vgl": "vergleiche",
    "ggf": "gegebenenfalls",
    "evtl": "eventuell", "inkl": "inklusive", "exkl": "exklusive", "zzgl": "zuzüglich", "abzgl": "abzüglich",
    "max": "maximal",
    "mind": "mindestens", "min": "mindestens", "sog": "sogenannte", "zw": "zwischen", "ggü": "gegenüber",
    "bspw": "beispielsweise", "insb": "insbesondere", "insbes": "insbesondere",
    "allg": "allgemein", "ausschl": "ausschließlich", "einschl": "einschließlich", "bes": "besonders", "gem": "gemäß",
    "lt": "laut", "zit": "zitiert",
    "ehem": "ehemalig", "geb": "geboren", "gest": "gestorben", "verh": "verheiratet", "urspr": "ursprünglich",
    "usf": "und so fort",
    "tel": "Telefon", "abt": "Abteilung", "anm": "Anmerkung", "aufl": "Auflage", "bd": "Band", "bde": "Bände",
    "hrsg": "herausgegeben", "jh": "Jahrhundert", "jhd": "Jahrhundert", "jhs": "Jahrhunderts",
    "kap": "Kapitel", "mwst": "Mehrwertsteuer", "tsd": "tausend", "mio": "Millionen", "mrd": "Milliarden",
    "std": "Stunden",
    "sek": "Sekunden", "vs": "versus", "wg": "wegen", "zzt": "zurzeit", "mtl": "monatlich", "jährl": "jährlich",
    "engl": "englisch",
    "franz": "französisch", "dt": "deutsch", "lat": "lateinisch", "griech": "griechisch", "int": "international",
    "red": "Redaktion",
}  # fmt: skip
#: Before a name.
TITLES = {
    "dr": "Doktor", "prof": "Professor", "dipl": "Diplom", "ing": "Ingenieur", "hr": "Herr", "hrn": "Herrn",
    "fr": "Frau", "st": "Sankt", "hl": "heiliger",
    "mr": "Mister", "ms": "Miss", "mrs": "Misses", "mag": "Magister", "gen": "General", "hptm": "Hauptmann",
    "oberst": "Oberst", "frl": "Fräulein",
    "jun": "junior", "sen": "senior",
}  # fmt: skip
#: Before a number or a numeral.
BEFORE_NUMBER = {
    "nr": "Nummer", "nrn": "Nummern", "s": "Seite", "art": "Artikel", "abs": "Absatz", "kap": "Kapitel", "bd": "Band",
    "abb": "Abbildung", "tab": "Tabelle",
    "ziff": "Ziffer", "bsp": "Beispiel", "pos": "Position", "vers": "Version", "abschn": "Abschnitt",
    "rn": "Randnummer", "lit": "Buchstabe",
    "str": "Straße", "gleis": "Gleis", "hnr": "Hausnummer", "jg": "Jahrgang", "zi": "Zimmer", "fig": "Figur",
}  # fmt: skip
#: What streets are named after; a compound of any other name is left as it is written.
_STREETS = listed("""haupt bahnhof dorf schul garten kirch berg wald linden birken ring mühlen bach feld wiesen post
burg schloss markt park
goethe schiller mozart beethoven bismarck friedrich friedrichs wilhelm kaiser karl ludwig luisen marien johannis
rathaus schützen
industrie hafen brücken blumen rosen eichen buchen tal see ufer neu alt lang breite mittel ober unter süd nord ost
west haus kant
lessing heine leipziger torstr gartenstr königs hof turm kloster kapellen brunnen sonnen tannen ahorn kastanien jahn
turner rhein
main donau weser elbe isar oder moltke blücher uhland lindenau steinweg stein sand kurfürsten stresemann ebert""")
_DAYS = {
    "mo": "Montag",
    "di": "Dienstag",
    "mi": "Mittwoch",
    "do": "Donnerstag",
    "fr": "Freitag",
    "sa": "Samstag",
    "so": "Sonntag",
}


def _stop(match: Match[str], context: Context) -> str:
    """The full stop of an abbreviation at the end of the text also ends the sentence."""
    return "." if match[0].rstrip().endswith(".") and context.ends(match.end()) else ""


def _as_written(said: str, written: str) -> str:
    """Capitals as written where the abbreviation is a word of the sentence."""
    return said[:1].upper() + said[1:] if written[:1].isupper() else said


def anywhere(match: Match[str], context: Context) -> str | None:
    word = match[1]
    if word.lower() in {"red", "int", "min", "gest", "bes", "gem", "lat", "sek", "max"} and word[:1].isupper():
        return None
    return _as_written(ANYWHERE[word.lower()], word) + _stop(match, context)


def title(match: Match[str], context: Context) -> str | None:
    follows = context.after(match.end(), lower=False)
    gap = context.text[match.end() : match.end() + 1]
    if gap not in {" ", "\u00a0", "-"} or not (
        follows[:1].isupper() or (match[1].lower() in {"ms", "mr", "dr", "prof", "mrs"} and follows)
    ):
        return None
    return _as_written(TITLES[match[1].lower()], match[1])


def before_number(match: Match[str], context: Context) -> str | None:
    word = match[1]
    if word == "s" or (word == "S" and context.char_before(match.start()).isalpha()):
        return None
    return _as_written(BEFORE_NUMBER[word.lower()], word) + " "


def street(match: Match[str], context: Context) -> str | None:
    """``Hauptstr. 5``, ``Berliner Str.``, ``Bahnhofpl.``."""
    name = match[1]
    if match[2] is None and name.lower() != "str":
        return None
    said = {"str": "straße", "Str": "Straße", "STR": "STRASSE"}.get(name[-3:], "Straße")
    return name[:-3] + said + (_stop(match, context) if match[2] else "")


def weekday(match: Match[str], context: Context) -> str | None:
    """``Mo.–Fr.``, ``Sa., 3. Mai``, ``Mo-Fr``: days of the week beside a day, a time or another day."""
    said = _DAYS[match[1].lower()]
    return said + (f" bis {_DAYS[match[2].lower()]}" if match[2] else "")


def _phrase(name: str, pattern: str, said: str, *words: str) -> Rule:
    def say(match: Match[str], context: Context) -> str | None:
        return _as_written(said, match[0]) + _stop(match, context)

    return Rule(name, rf"(?i:{pattern})(?!\w)", say, words=words)


_PHRASES = {
    r"z\.\s?b\.": "zum Beispiel", r"d\.\s?h\.": "das heißt", r"u\.\s?a\.\s?m\.": "und anderes mehr",
    r"u\.\s?a\.": "unter anderem", r"u\.\s?ä\.": "und ähnliches",
    r"o\.\s?ä\.": "oder ähnliches", r"i\.\s?d\.\s?r\.": "in der Regel", r"u\.\s?u\.": "unter Umständen",
    r"z\.\s?t\.": "zum Teil", r"z\.\s?zt?\.": "zur Zeit",
    r"v\.\s?a\.": "vor allem", r"i\.\s?a\.": "im Auftrag", r"s\.\s?o\.": "siehe oben", r"s\.\s?u\.": "siehe unten",
    r"m\.\s?e\.": "meines Erachtens",
    r"i\.\s?e\.\s?s\.": "im engeren Sinne", r"n\.\s?chr\.": "nach Christus", r"v\.\s?chr\.": "vor Christus",
    r"u\.\s?v\.\s?m\.": "und vieles mehr",
    r"a\.\s?m\.": "am Main", r"h\.\s?c\.": "honoris causa", r"i\.\s?h\.\s?v\.": "in Höhe von",
    r"b\.\s?w\.": "bitte wenden",
    r"u\.\s?s\.\s?w\.": "und so weiter", r"e\.\s?v\.": "eingetragener Verein", r"a\.\s?d\.": "außer Dienst",
    r"o\.\s?g\.": "oben genannt",
    r"p\.\s?a\.": "pro Jahr", r"i\.\s?v\.": "in Vertretung", r"i\.\s?w\.\s?s\.": "im weiteren Sinne",
    r"m\.\s?w\.": "meines Wissens", r"o\.\s?k\.": "okay",
    r"n\.\s?v\.": "nach Verlängerung", r"i\.\s?e\.": "im Elfmeterschießen",
    r"z\.\s?hd\.": "zu Händen", r"s\.\s?a\.": "siehe auch", r"u\.\s?z\.": "und zwar",
    r"i\.\s?allg\.": "im Allgemeinen", r"u\.\s?dgl\.": "und dergleichen",
}  # fmt: skip
_NUMBER_AHEAD = r"(?=\d|[IVXLC]+(?!\w)|[a-z]\))"
_DAY_ALTERNATION = "|".join(name.capitalize() for name in _DAYS)
RULES = (
    *(_phrase(said, pattern, said, pattern[0]) for pattern, said in sorted(_PHRASES.items(),
        key=lambda row: -len(row[0]))),
    Rule("weekday", rf"({_DAY_ALTERNATION})\.?(?:\s?[-–]\s?({_DAY_ALTERNATION})\.?)(?!\w)|({_DAY_ALTERNATION})",
        lambda match, context: weekday(match, context) if match[2] else None, words=_DAYS),
    Rule("weekday before a date",
        rf"({_DAY_ALTERNATION})(\s)?\.?(?=,?\s\d{{1,2}}(?:\.|:\d\d|\s?Uhr|\s?[-–]\s?\d{{1,2}}(?::\d\d)?\sUhr))",
        lambda match, context: _DAYS[match[1].lower()], words=_DAYS),
    Rule("before number", rf"((?i:{either(BEFORE_NUMBER)}))\.\s?{_NUMBER_AHEAD}", lambda match,
        context: before_number(match, context), words=BEFORE_NUMBER),
    Rule("number word", rf"(Nr)\s?{_NUMBER_AHEAD}", before_number, words={"nr"}),
    Rule("title", rf"((?i:{either(TITLES)}))\.", title, words=TITLES),
    Rule("title without stop", r"(Dr|Prof|Hr|Fr)(?=\s[A-ZÄÖÜ][a-zäöü])", title, words={"dr", "prof", "hr", "fr"}),
    Rule("anywhere", rf"((?i:{either(ANYWHERE)}))\.(?!\w)", anywhere, words=ANYWHERE),
    Rule("bare", r"((?i:bzw|usw|ca|inkl|evtl|ggf|vgl|zzgl|etc|vs))(?![\w.])", lambda match,
        context: _as_written(ANYWHERE[match[1].lower()], match[1]), words={"bzw", "usw", "ca", "inkl", "evtl", "ggf",
        "vgl", "zzgl", "etc", "vs"}),
    Rule("paragraphs", r"§§\s?", "Paragrafen ", at="§"),
    Rule("round", r"rd\.\s?(?=\d)", "rund ", words={"rd"}),
    Rule("following", r"(?<=\d\s)ff?\.(?!\w)", lambda match, context: "folgende" + _stop(match, context),
        words={"f", "ff"}),
    Rule("junior", r"(?:[jJ]r|[jJ]un)\.(?!\w)", lambda match, context: "junior" + _stop(match, context),
        words={"jr", "jun"}),
    Rule("and slash or", r"und/oder(?!\w)", "und oder", words={"und"}),
    Rule("street", r"([A-ZÄÖÜa-zäöüß]*[Ss]tr)(\.)(?!\w)", street, words={f"{name}str" for name in ["", *_STREETS]}),
)  # fmt: skip
