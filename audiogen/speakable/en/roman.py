"""Roman numerals of English, where they are numerals: ``Henry VIII``, ``Chapter IV``, ``World War II``."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.en.numbers import cardinal, ordinal, roman, year
from audiogen.speakable.rules import SHAPE, Context, Rule, words

#: Names that monarchs, popes and sons share with their forebears.
_NAMES = words("""
    Abdullah Adrian Afonso Albert Alexander Alexios Alfonso Alfred Amadeus Andrew Anne Antiochus Artaxerxes
    August Augustus Baldwin Basil Benedict Boniface Boris Carl Carol Casimir Catherine Celestine Charles
    Christian Christopher Clement Clovis Conrad Constantine Constans Cyrus Darius David Edgar Edmund Edward
    Elizabeth Emmanuel Eric Ernest Ethelred Eugene Farouk Faisal Felipe Ferdinand Francis Franz Frederick
    Friedrich George Georg Gregory Gustav Gustaf Gustavus Haakon Harald Harold Henri Henry Hussein Innocent
    Isaac Isabella Ivan James Joan Johan John Joseph Juan Julius Justin Justinian Karl Konrad Ladislaus Leo
    Leopold Lothair Louis Ludwig Magnus Mahmud Manuel Margaret Margrethe Maria Martin Mary Matthew Matthias
    Maximilian Mehmed Michael Mohammed Murad Napoleon Nicholas Olaf Oscar Otto Paul Pedro Peter Philip Philippe
    Pius Ptolemy Rainier Rama Rameses Ramesses Ramses Richard Robert Roger Rudolf Rudolph Sancho Seleucus Selim Shapur
    Sigismund Sixtus Stanislaus Stephen Suleiman Theodore Theodosius Thomas Thutmose Tutankhamun Umberto Urban
    Hassan Tawadros Bartholomew Kirill Theodoros Shenouda Baudouin Moshoeshoe Mswati Letsie Tupou Tutu Hamad Qaboos
    Valdemar Victor Victoria Vittorio Vladimir Wenceslaus Wilhelm Willem William Xerxes Yazdegerd Zog
""")
#: Given names that go with a family name: "Robert Griffin III", "Sammy Davis II".
_GIVEN = _NAMES | words("""
    Jack Sammy Walter Ken Tim Kevin Larry Gary Dale Marvin Calvin Donald Douglas Odell Patrick Daniel Samuel
    Benjamin Anthony Mark Steven Joshua Kenneth Brian Timothy Ronald Jason Jeffrey Ryan Jacob Jonathan Scott Brandon
    Frank Raymond Dennis Jerry Tyler Aaron Jose Adam Nathan Zachary Kyle Noah Ethan Jeremy Keith Terry Sean Gerald
    Dylan Arthur Lawrence Jesse Bryan Billy Bruce Gabriel Joe Logan Alan Willie Elijah Wayne Randy Vincent Roy Ralph
    Bobby Russell Bradley Loudon Thurston Mike Chris Bill Bob Jim Tom Dan Sam Ben Marcus Kelvin Otis Ray Andre Terrell
""")
#: Before a monarch's name, whatever it is: "King Mswati III", "Patriarch Bartholomew I".
_MONARCHS = words("""
    king queen pope emperor empress tsar czar tsarina sultan patriarch prince princess shah duke duchess khan kaiser
    pharaoh catholicos antipope archduke
""")
#: Words before a numeral that counts parts, wars, classes ...
_COUNTERS = words("""
    chapter chapters chap ch part parts pt book books volume vol volumes act scene canto section sec article
    articles title appendix table figure fig plate plates letter lecture study psalm stage phase type class
    category level grade group war wars bowl olympiad verse stanza sonnet symphony round episode season unit
    grades types classes phases stages categories levels zones titles tier tiers gta auto fantasy fighter
    factor region zone mark mk apollo vatican saturn lesson number no dynasty legion corps superbowl form
    schedule annex tome century question essay sermon page pages division
""")
_LOWER_COUNTERS = words("""
    chapter chapters chap ch part book volume vol act scene canto section page pages pp p verse psalm
""")
#: Well-formed numerals that are letters or words more often than numbers.
_NOT_ALONE = words("""
    I CD DC MC MD DI MI MIX LI DIM DID CV MM CC CI MCC CIV MDI DVI CL ML DL XL CM XX XXX LCD DMV MV IV VI CX DX
    MX LX DM LL C D L M V X XI XXL
""")
_VERB = words("""
    was is had died became ruled reigned and of in by succeeded married to who gave made ordered at from as for
    on
""")


def _ends_as_numeral(context: Context, at: int) -> bool:
    """``I`` behind a name is a numeral before a mark or a verb, else the pronoun."""
    behind = context.text[at : at + 2]
    return not behind.strip() or not behind[0].isspace() or behind[1] in "(),.;:" or context.after(at) in _VERB


def after_name(match: Match[str], context: Context) -> str | None:
    """``Henry VIII`` -> ``the eighth`` (behind the name)."""
    written = match[1]
    value = roman(written)
    name = _name_before(match, context)
    if value is None or value > 40 or name is None:
        return None
    if written == "I" and not match["stop"] and not _ends_as_numeral(context, match.end()):
        return None
    if written in {"V", "X", "C", "D", "L", "M"} and name not in _NAMES:
        return None
    stop = match["stop"] or ""
    keep = stop if context.ends(match.end()) or context.text[match.end() : match.end() + 1] not in " ," else ""
    follows = context.text[match.end() : match.end() + 2]
    if stop and follows[1:].isupper():
        keep = stop
    return f"the {ordinal(value)}{match['s'] or ''}{keep}"


def _name_before(match: Match[str], context: Context) -> str | None:
    """The name that the numeral belongs to: a monarch's directly before, or a given name and a family name."""
    words: list[str] = re.findall(r"[^\W\d_][\w'’.\-]*", context.text[max(0, match.start() - 40) : match.start()])
    if (
        not words
        or context.char_before(match.start()) != " "
        or context.text[: match.start()].rstrip()[-1:] in '.,;:!?)"'
    ):
        return None
    last = words[-1].title() if context.shouts else words[-1]
    if last in _NAMES:
        return last
    previous = words[-2].strip(".") if len(words) > 1 else ""
    if previous.lower() in _MONARCHS and last[:1].isupper():
        return last
    if len(words) > 2 and len(previous) == 1 and previous.isupper() and words[-3][:1].isupper():  # John D. Rockefeller
        previous = words[-3] if match[1] == "I" else next(iter(_GIVEN))
    family = last[:1].isupper() and last.lower() not in _COUNTERS
    return last if family and previous in _GIVEN and match[1] != "I" else None


def counted(match: Match[str], context: Context) -> str | None:
    """``Chapter IV``, ``World War II``, ``Part I.``."""
    value = roman(match[1].upper())
    before = context.before(match.start(), lower=False)
    if value is None or before.lower() not in _COUNTERS:
        return None
    if match[1] in {"C", "D", "L", "M"}:
        return None
    if match[1].islower() and (before.lower() not in _LOWER_COUNTERS or match[1] in {"x", "c", "l", "d", "m"}):
        return None
    if match[1] in {"I", "V", "X", "C", "D", "M", "L"} and before.lower() in {
        "number",
        "no",
        "unit",
        "form",
        "letter",
        "page",
        "group",
    }:
        return None
    if match[1] in {"I", "C", "D", "M", "L"} and not (
        before[:1].isupper() or before.lower() in {"type", "class", "phase", "stage", "grade"}
    ):
        return None
    if (
        match[1] == "I"
        and before[:1].isupper()
        and not before.isupper()
        and before.lower() in {"part", "number", "question", "book"}
        and context.after(match.end()) in {"am", "have", "had", "was", "think", "will", "do"}
    ):
        return None
    return f"{cardinal(value)}{match['rest'] or ''}"


def range_(match: Match[str], context: Context) -> str | None:
    """``Chapters I-IV``, ``Volumes II–III``."""
    first, second = roman(match[1]), roman(match[2])
    if first is None or second is None or context.before(match.start()) not in _COUNTERS:
        return None
    return f"{cardinal(first)} to {cardinal(second)}"


def alone(match: Match[str], context: Context) -> str | None:
    """A heading or list mark that is nothing but a numeral: ``XVII.``, ``III``."""
    value = roman(match[1])
    only = not any(char.isalnum() for char in context.text[: match.start()]) and not context.after(match.end())
    if (
        value is None
        or not only
        or match[1] in _NOT_ALONE - {"IV", "VI", "XI", "XX", "XXX", "V", "X", "XL", "LX", "LL"}
    ):
        return None
    return cardinal(value)


def heading(match: Match[str], context: Context) -> str | None:
    """A numeral and a full stop at the head of a text: ``IV. The Return``."""
    value = roman(match[1])
    if value is None or any(char.isalnum() for char in context.text[: match.start()]):
        return None
    return f"{cardinal(value)}."


def century(match: Match[str], context: Context) -> str | None:
    """``XIX century``, ``XXth``."""
    value = roman(match[1])
    return None if value is None else ordinal(value)


def plain(match: Match[str], context: Context) -> str | None:
    """Two and more of I, V, X behind a word: ``Rocky III``, ``Peak II``."""
    written = match[1]
    value = roman(written)
    if (
        value is None
        or (written in _NOT_ALONE and not _in_series(match, context))
        or (context.shouts and written in {"II"} and not context.before(match.start()))
    ):
        return None
    before = context.before(match.start())
    return cardinal(value) if before else None


_INFUSIONS = words("""
    drip drips fluid fluids line lines bag bags antibiotics therapy infusion infusions treatment needle needles pole
    tube drug drugs medication medications vitamin vitamins user users injection access catheter
""")


def _in_series(match: Match[str], context: Context) -> bool:
    """``Rocky IV``, ``Civilization VI`` go on a name; ``an IV drip`` does not."""
    before = context.before(match.start(), lower=False)
    return (
        match[1] in {"IV", "VI", "XI", "XX"}
        and len(before) > 2
        and before.istitle()
        and before not in {"The", "An", "Via", "With", "His", "Her"}
        and context.text[: match.start()].endswith(before + " ")
        and context.after(match.end()) not in _INFUSIONS
    )


def and_first(match: Match[str], context: Context) -> str | None:
    """The second numeral of ``James VI and I``, ``Types I and II``."""
    value = roman(match["second"])
    first = roman(match[1])
    if value is None or first is None:
        return None
    if context.before(match.start()) in _COUNTERS:
        return f"{cardinal(first)} and {cardinal(value)}"
    if _name_before(match, context) in _NAMES and match["second"] in {"I", "II"} and first > value:
        return f"the {ordinal(first)} and {ordinal(value)}"
    return None


def roman_year(match: Match[str], context: Context) -> str | None:
    """``MCMXCIX``."""
    value = roman(match[0])
    return year(value) if value is not None and value > 1000 else None


_N = r"([IVXLCDM]+)"
_NO_WORD = r"(?![\w'’&/@-]|\.[A-Za-z])"
RULES = (
    Rule("roman pair", rf"{_N}\sand\s(?P<second>[IVX]+)(?![\w'’])", and_first, at=SHAPE, words=["i", "v", "x"]),
    Rule("roman range", rf"{_N}\s?[-–—]\s?{_N}(?!\w)", range_, at=SHAPE, words=["i", "v", "x"]),
    Rule("roman ordinal",
        r"([IVXLCDM]+)(?:(?:th|st|nd|rd)\b|(?=\s(?:century|centuries|Century)))", century, at=SHAPE, words=["v", "x"]),
    Rule("counted numeral",

        r"([IVXLCDM]+|(?<=[a-z]\s)[ivx]+)(?P<rest>[A-Ca-c](?!\w))?(?![\w'’@])"
        , counted, at=SHAPE, words=["i", "v", "x", "l", "c", "ii", "iii", "iv", "vi", "vii", "viii",
        "ix"]),
    Rule("numeral of a name",
        rf"{_N}(?P<s>['’]s)?(?P<stop>\.)?(?!\w|['’&@/]\w)", after_name, at=SHAPE, words=["i", "v", "x"]),
    Rule("numeral alone", rf"{_N}(?![\w'’])", alone, at=SHAPE, words=["v", "x", "l"]),
    Rule("numeral heading", r"([IVX]{2,})\.(?=\s[A-Z“\"])", heading, at=SHAPE),
    Rule("roman year", r"M[DCLXVI]{3,}(?!\w)", roman_year, at=SHAPE),
    Rule("numeral", rf"([IVX]{{2,}}){_NO_WORD}", plain, at=SHAPE),
)  # fmt: skip
