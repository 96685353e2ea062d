"""Money of English: ``$3.5bn``, ``£20m``, ``€5.50``, ``$5-10 million``, ``USD 50``, ``20 EUR``, ``50¢``, ``-$5``."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.en.numbers import NUMBER, cardinal, number
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
_CODE = r"(?:[A-Z]{3}(?![a-z])|Rs\.?(?=\s?\d))"
_AMOUNT = rf"(?P<n>{NUMBER})(?:(?P<gap>\s?-?)(?P<scale>{SCALE})(?![A-Za-z]))?"
_RANGE = rf"(?:\s?[-–—]\s?(?:{_MARK})?(?P<n2>{NUMBER})(?:(?P<gap2>\s?-?)(?P<scale2>{SCALE})(?![A-Za-z]))?)?"
_PER = r"(?:/(?P<per>[a-z]{1,7})\b)?"
_PERIODS = {
    "hr": "hour", "h": "hour", "mo": "month", "yr": "year", "wk": "week", "d": "day", "lb": "pound",
    "kg": "kilogram", "oz": "ounce", "bbl": "barrel", "gal": "gallon", "t": "ton", "pp": "person", "sq": "square",
}  # fmt: skip
#: Small words that never make "a $5 ..." an attribute.
NO_NOUN = words("""
    in a an per for on to from and or of at with by as is was were are the that which off than more each less
""")


def amount(written: str, scale: str | None, name: tuple[str, str, str, str], singular: bool = False) -> str:
    """``3.50`` in dollars -> ``three dollars fifty cents``; ``3.5``, ``bn`` -> ``three point five billion dollars``."""
    one, many, cent, cents = name
    if scale:
        return f"{number(written)} {SCALES[scale]} {one if singular else many}"
    whole, _, part = written.replace(",", "").partition(".")
    if cent and len(part) == 2:
        major = f"{cardinal(int(whole))} {one if int(whole) == 1 else many}" if whole and int(whole) else ""
        minor = f"{cardinal(int(part))} {cent if int(part) == 1 else cents}" if int(part) else ""
        return f"{major} {minor}".strip() or f"zero {many}"
    return f"{number(written)} {one if singular or (whole == '1' and not part) else many}"


def _attribute(match: Match[str], context: Context) -> bool:
    """``a $250,000 house``, ``$10-million project``: the currency stands in the singular."""
    behind = context.text[match.end() : match.end() + 2]
    if (behind[:1] == "-" and behind[1:].isalpha()) or (match["gap"] or "").endswith("-"):
        return True
    follows = context.after(match.end(), lower=False)
    return (
        context.before(match.start()) in {"a", "an"}
        and behind[:1] == " "
        and follows.islower()
        and follows not in NO_NOUN
    )


def money(match: Match[str], context: Context) -> str | None:
    """A currency before its number."""
    name = _NAMES.get((match.groupdict().get("code") or match["mark"]).strip())
    return None if name is None else _said(match, context, name)


def money_behind(match: Match[str], context: Context) -> str | None:
    """A currency behind its number: ``20 EUR``, ``100€``."""
    return money(match, context)


def _said(match: Match[str], context: Context, name: tuple[str, str, str, str]) -> str:
    minus = "minus " if match["minus"] else ""
    singular = _attribute(match, context)
    if match["n2"]:
        first = number(match["n"])
        if match["scale"] and match["scale2"] and match["scale"] != match["scale2"]:
            first += f" {SCALES[match['scale']]}"
        said = f"{first} to {amount(match['n2'], match['scale2'], name, singular)}"
    else:
        said = amount(match["n"], match["scale"], name, singular)
    per = match["per"]
    return minus + said + (f" per {_PERIODS.get(per, per)}" if per else "")


def cents(match: Match[str], context: Context) -> str | None:
    return f"{number(match['n'])} cent{'' if match['n'] == '1' else 's'}"


def pence(match: Match[str], context: Context) -> str | None:
    """``20p`` in British English."""
    return f"{number(match['n'])} P" if context.region == "GB" or "£" in context.text else None


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
    Rule("money", rf"{_MINUS}(?P<mark>{_MARK})\s?{_AMOUNT}{_RANGE}(?P<code>\s(?:USD|CAD|AUD|NZD)(?!\w))?{_PER}",
        money, at=_SIGNS + "-−–"),
    Rule("marked money", rf"(?P<minus>)(?P<mark>{_MARK}|{_CODE})\s?{_AMOUNT}{_RANGE}{_PER}", money,
         words={name.lower().rstrip("$.") for name in _NAMES if name[0].isalpha()}),
    Rule("money behind",
        rf"(?P<minus>){_AMOUNT}{_RANGE}\s?(?P<mark>[{_SIGNS}](?!\s?\d)|{_CODE}){_PER}(?!\w)", money_behind, at=DIGIT),
    Rule("cents", rf"(?P<n>{NUMBER})\s?¢", cents, needs="¢", at=DIGIT),
    Rule("pence", rf"(?P<n>{NUMBER})p(?![\w])", pence, at=DIGIT),
    Rule("scaled", rf"(?P<n>{NUMBER})\s?(?P<scale>bn|mn|mln|bln|tn|trn|(?<=\d)[KkMmbB])(?!\w|/|²|³)", scaled, at=DIGIT),
)  # fmt: skip
