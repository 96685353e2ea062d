"""Money of English: ``$3.5bn``, ``£20m``, ``€5.50``, ``$5-10 million``, ``USD 50``, ``20 EUR``, ``50¢``, ``-$5``."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.en.attributes import is_attribute
from audiogen.speakable.en.fractions import VULGAR, value_words
from audiogen.speakable.en.numbers import NUMBER, cardinal, number
from audiogen.speakable.en.units import PER
from audiogen.speakable.rules import DIGIT, Context, Rule, words

#: Written scale -> word. A small ``m`` or ``b`` is a scale behind money only.
SCALES = {
    "hundred": "hundred", "thousand": "thousand", "million": "million", "billion": "billion", "trillion": "trillion",
    "quadrillion": "quadrillion", "lakh": "lakh", "crore": "crore",
    "K": "thousand", "k": "thousand", "M": "million", "m": "million", "mn": "million", "mln": "million",
    "mil": "million", "MM": "million", "B": "billion", "b": "billion", "bn": "billion", "Bn": "billion",
    "bln": "billion", "T": "trillion", "tn": "trillion", "trn": "trillion",
}  # fmt: skip
SCALES |= {written.upper(): said for written, said in SCALES.items() if len(written) > 1}
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))

#: Currency -> one, many, hundredth part (one, many; empty: has none that is said).
CURRENCIES: dict[str, tuple[str, str, str, str]] = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "US$": ("US dollar", "US dollars", "cent", "cents"),
    "A$": ("Australian dollar", "Australian dollars", "cent", "cents"),
    "C$": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "NZ$": ("New Zealand dollar", "New Zealand dollars", "cent", "cents"),
    "HK$": ("Hong Kong dollar", "Hong Kong dollars", "cent", "cents"),
    "S$": ("Singapore dollar", "Singapore dollars", "cent", "cents"),
    "NT$": ("Taiwan dollar", "Taiwan dollars", "cent", "cents"),
    "R$": ("real", "reais", "centavo", "centavos"),
    "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"),
    "¥": ("yen", "yen", "", ""),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "₩": ("won", "won", "", ""),
    "₽": ("ruble", "rubles", "kopeck", "kopecks"),
    "₺": ("lira", "lira", "", ""),
    "₴": ("hryvnia", "hryvnias", "", ""),
    "₪": ("shekel", "shekels", "", ""),
    "₫": ("dong", "dong", "", ""),
    "₦": ("naira", "naira", "", ""),
    "₱": ("peso", "pesos", "centavo", "centavos"),
    "฿": ("baht", "baht", "", ""),
    "₿": ("bitcoin", "bitcoins", "", ""),
    "Rs": ("rupee", "rupees", "paisa", "paise"),
    "kr": ("krone", "kroner", "", ""),
    "CHF": ("Swiss franc", "Swiss francs", "centime", "centimes"),
    "SEK": ("Swedish krona", "Swedish kronor", "", ""),
    "NOK": ("Norwegian krone", "Norwegian kroner", "", ""),
    "DKK": ("Danish krone", "Danish kroner", "", ""),
    "PLN": ("Polish zloty", "Polish zlotys", "", ""),
    "CZK": ("Czech koruna", "Czech korunas", "", ""),
    "HUF": ("Hungarian forint", "Hungarian forints", "", ""),
    "HRK": ("Croatian kuna", "Croatian kunas", "", ""),
    "ZAR": ("South African rand", "South African rand", "", ""),
    "MXN": ("Mexican peso", "Mexican pesos", "", ""),
    "CNY": ("yuan", "yuan", "", ""),
    "RMB": ("renminbi", "renminbi", "", ""),
    "THB": ("baht", "baht", "", ""),
    "AED": ("dirham", "dirhams", "", ""),
    "SAR": ("Saudi riyal", "Saudi riyals", "", ""),
    "IQD": ("Iraqi dinar", "Iraqi dinars", "", ""),
    "KWD": ("Kuwaiti dinar", "Kuwaiti dinars", "", ""),
}
_ALIASES = {
    "USD": "US$", "AUD": "A$", "CAD": "C$", "NZD": "NZ$", "HKD": "HK$", "SGD": "S$", "GBP": "£", "EUR": "€", "JPY": "¥",
    "INR": "₹", "KRW": "₩", "RUB": "₽", "TRY": "₺", "UAH": "₴", "ILS": "₪", "BRL": "R$", "PHP": "₱", "Rs.": "Rs",
    "AU$": "A$", "CA$": "C$", "CDN$": "C$", "SFr": "CHF", "BTC": "₿",
}  # fmt: skip
_NAMES = CURRENCIES | {alias: CURRENCIES[name] for alias, name in _ALIASES.items()}
_SIGNS = "$£€¥₹₩₽₺₴₪₫₦₱฿₿"
_PREFIXED = [name for name in _NAMES if len(name) > 1 and name[-1] == "$"]
_MARK = (
    (rf"(?:{'|'.join(sorted(_PREFIXED, key=len, reverse=True))}|[{_SIGNS}])").replace("$", r"\$").replace(r"[\$", "[$")
)
_CODE = r"(?:[A-Z]{3}(?![a-z])|kr(?![a-z])|Rs\.?(?=\s?\d))"
#: Behind a currency's sign a comma and two digits are cents: ``€2,50``, ``€1.250,50``.
_COMMA_CENTS = r"(?:\d{1,3}(?:\.\d{3})+|\d+),\d\d"
_NUMBER = rf"{_COMMA_CENTS}(?![\d,])|{NUMBER}[{VULGAR}]?|[{VULGAR}]"
_AMOUNT = rf"(?P<n>{_NUMBER})(?:(?P<gap>\s?-?)(?P<scale>{SCALE})(?![A-Za-z]))?"
#: Where the first has a scale the second needs one: "sold for $2.3m - 3 times its price".
_RANGE = (
    rf"(?:(?:\s?[-–]\s?|—)(?:{_MARK})?(?P<n2>{NUMBER})"
    rf"(?:(?P<gap2>\s?-?)(?P<scale2>{SCALE})(?![A-Za-z])|(?(scale)(?!)|(?!\w|[.,]\d))))?"
)
_PER = r"(?:/(?P<per>[a-z]{1,7})\b|(?P<head>pp)\b)?"
_PERIODS = {
    "hr": "hour", "h": "hour", "mo": "month", "yr": "year", "wk": "week", "d": "day", "lb": "pound",
    "kg": "kilogram", "oz": "ounce", "bbl": "barrel", "gal": "gallon", "t": "ton", "pp": "person", "sq": "square",
}  # fmt: skip


def amount(written: str, scale: str | None, name: tuple[str, str, str, str], singular: bool = False) -> str:
    """``3.50`` in dollars -> ``three dollars fifty cents``; ``3.5``, ``bn`` -> ``three point five billion dollars``."""
    one, many, cent, cents = name
    if scale:
        if written == "½":
            return f"half a {SCALES[scale]} {one if singular else many}"
        return f"{value_words(written)} {SCALES[scale]} {one if singular else many}"
    if "," in written and re.fullmatch(_COMMA_CENTS, written):
        written = written.replace(".", "").replace(",", ".")
    whole, _, part = written.replace(",", "").partition(".")
    if cent and len(part) == 2 and part.isdecimal():
        major = f"{cardinal(int(whole))} {one if singular or int(whole) == 1 else many}" if whole and int(whole) else ""
        minor = f"{cardinal(int(part))} {cent if singular or int(part) == 1 else cents}" if int(part) else ""
        return f"{major} {minor}".strip() or f"zero {many}"
    return f"{value_words(written)} {one if singular or (whole == '1' and not part) else many}"


def _attribute(match: Match[str], context: Context) -> bool:
    """``a $250,000 house``, ``$10-million project``: the currency stands in the singular."""
    behind = context.text[match.end() : match.end() + 2]
    if (behind[:1] == "-" and behind[1:].isalpha()) or (match["gap"] or "").endswith("-"):
        return True
    return is_attribute(match, context)


def money(match: Match[str], context: Context) -> str | None:
    """A currency before its number."""
    name = _NAMES.get((match.groupdict().get("code") or match["mark"]).strip())
    return None if name is None else _said(match, context, name)


def rand(match: Match[str], context: Context) -> str | None:
    """``R50 million`` of South Africa."""
    return amount(match["n"], match["scale"], ("rand", "rand", "", ""), is_attribute(match, context))


def money_behind(match: Match[str], context: Context) -> str | None:
    """A currency behind its number: ``20 EUR``, ``100€``."""
    return money(match, context)


#: "between $1.5 and $2 billion": scale and currency of the second hold for both.
_SCALE_LATER = rf"\s(?:and|to|or)\s(?:{_MARK})\s?[\d.]+\s?-?(?:{SCALE})(?![A-Za-z])"


def _said(match: Match[str], context: Context, name: tuple[str, str, str, str]) -> str:
    minus = "minus " if match["minus"] else ""
    if not match["scale"] and not match["n2"] and re.match(_SCALE_LATER, context.text[match.end() : match.end() + 40]):
        return minus + value_words(match["n"])
    singular = _attribute(match, context)
    if match["n2"]:
        first = number(match["n"])
        if match["scale"] and match["scale2"] and match["scale"] != match["scale2"]:
            first += f" {SCALES[match['scale']]}"
        said = f"{first} to {amount(match['n2'], match['scale2'], name, singular)}"
    else:
        said = amount(match["n"], match["scale"], name, singular)
    per = "pp" if match["head"] else match["per"]
    follows = context.after(match.end())
    if follows and follows in name[:2]:  # £2 million pounds
        said = said.removesuffix(f" {name[1]}").removesuffix(f" {name[0]}")
    return minus + said + (f" per {_PERIODS.get(per, per)}" if per else "")


def small_cents(match: Match[str], context: Context) -> str | None:
    """``25c`` beside dollars or euros, ``5c coins``."""
    follows = context.after(match.end())
    if not (set("$€") & set(context.text) or follows in {"coin", "coins", "piece", "pieces", "stamp"}):
        return None
    one = match["n"] == "1" or is_attribute(match, context)
    return f"{number(match['n'])} cent{'' if one else 's'}"


def hundreds(match: Match[str], context: Context) -> str | None:
    """``£1,000s`` of money."""
    name = _NAMES[match["mark"]]
    return f"{_MANY[match['n'].replace(',', '')]} of {name[1]}"


#: A number and an s: "100s of people".
_MANY = {
    "10": "tens", "100": "hundreds", "1000": "thousands", "10000": "tens of thousands",
    "100000": "hundreds of thousands", "1000000": "millions",
}  # fmt: skip


def many(match: Match[str], context: Context) -> str | None:
    """``100s of people``."""
    return _MANY.get(match["n"].replace(",", ""))


def cents(match: Match[str], context: Context) -> str | None:
    return f"{number(match['n'])} cent{'' if match['n'] == '1' else 's'}"


def pence(match: Match[str], context: Context) -> str | None:
    """``20p``, ``1,204p``; not the picture of ``1080p``."""
    if match["n"] in _PICTURES and re.search(_VIDEO, context.text):
        return None
    per = match["per"]
    if match["n"] == "½":
        return "half a penny"
    one = match["n"] == "1"
    return f"{value_words(match['n'])} {'penny' if one else 'pence'}" + (f" per {PER.get(per, per)}" if per else "")


_PICTURES = words("24 25 30 50 60 144 240 360 480 720 1080 1440 2160 4320")
_VIDEO = r"(?i)video|stream|resolution|screen|display|camera|film|pixel|\bHD\b|\bTV\b|fps|YouTube|game"


def scaled_range(match: Match[str], context: Context) -> str | None:
    """``10k-12k``, ``5-6bn``."""
    return f"{number(match[1])} to {number(match[2])} {SCALES[match[3]]}"


def scaled(match: Match[str], context: Context) -> str | None:
    """A scale without money: ``10bn barrels``, ``2.5M users``, ``10k``."""
    scale = match["scale"]
    if scale in {"m", "T", "t", "b", "B", "MM", "mil"} and context.after(match.end()) not in _PEOPLE:
        return None
    if scale in {"K", "k", "M"} and re.fullmatch(r"\d|10", match["n"]) and context.after(match.end()) not in _PEOPLE:
        return None
    return f"{number(match['n'])} {SCALES[scale]}"


_PEOPLE = words("""
    people users viewers subscribers followers barrels tonnes tons homes households jobs copies children women
    men voters workers customers refugees residents views downloads streams visitors tourists hectares acres
    units shares doses cases vehicles cars passengers members pounds dollars euros yen rupees parameters tokens
""")
_MINUS = r"(?P<minus>(?<!\w)[-−–]\s?(?=\S))?"
RULES = (
    Rule("hundreds of money", rf"(?P<mark>[{_SIGNS}])(?P<n>10{{1,6}}|10?0?(?:,000)+)s(?!\w)", hundreds, at=_SIGNS),
    Rule("rand", rf"R\s?(?P<n>{NUMBER})\s?(?P<scale>million|billion|trillion|bn|m)(?!\w)", rand, words={"r"}),
    Rule("money", rf"{_MINUS}(?P<mark>{_MARK})\s?{_AMOUNT}{_RANGE}(?P<code>\s(?:USD|CAD|AUD|NZD)(?!\w))?{_PER}",
        money, at=_SIGNS + "-−–"),
    Rule("marked money", rf"(?P<minus>)(?P<mark>{_MARK}|{_CODE})\s?{_AMOUNT}{_RANGE}{_PER}", money,
         words={name.lower().rstrip("$.") for name in _NAMES if name[0].isalpha()}),
    Rule("money behind",
        rf"(?P<minus>){_AMOUNT}{_RANGE}\s?(?P<mark>[{_SIGNS}](?!\s?\d)|{_CODE}){_PER}(?!\w)", money_behind, at=DIGIT),
    Rule("cents", rf"(?P<n>{NUMBER})\s?¢", cents, needs="¢", at=DIGIT),
    Rule("small cents", rf"(?P<n>{NUMBER})c(?![\w])", small_cents, at=DIGIT),
    Rule("pence",
        rf"(?P<n>{NUMBER}[{VULGAR}]?|[{VULGAR}])p(?![\w])(?:(?:\sper\s|/)(?P<per>kWh|[a-z]{{2,6}})(?!\w))?",
        pence, at=DIGIT + VULGAR),
    Rule("many", r"(?P<n>10{1,6}|10?0?(?:,000)+)s(?=\sof\b)", many, at=DIGIT),
    Rule("scaled range", rf"({NUMBER})(?:k|K|bn|tn)?\s?[-–]\s?({NUMBER})(k|K|bn|tn)(?!\w|/)", scaled_range,
        needs="-–", at=DIGIT),
    Rule("scaled", rf"(?P<n>{NUMBER})\s?(?P<scale>bn|mn|mln|bln|tn|trn|(?<=\d)[KkMmbB])(?!\w|/|²|³)", scaled, at=DIGIT),
)  # fmt: skip
