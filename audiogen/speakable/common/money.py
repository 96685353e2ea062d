"""Money: ``5,50 €``, ``€ 2,3 Mrd.``, ``20 Mio. Franken``, ``US$ 3 M``, ``10-15 €``. The names are the language's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from re import Match

from audiogen.speakable.common.grammar import Grammar
from audiogen.speakable.common.numerals import DASH, NUMBER, either, parts
from audiogen.speakable.rules import DIGIT, Context, Rule

_SIGNS = "$€£¥₹₩₽₺₴₪₿"


@dataclass(frozen=True)
class Currency:
    """Names of a currency and of its hundredth part, which may be empty."""

    gender: str
    one: str
    many: str
    cent_gender: str = "m"
    cent: str = ""
    cents: str = ""


@dataclass(frozen=True)
class Scale:
    """``Mrd.``: its gender (that of "one"), one and many; behind it stands the plural."""

    gender: str
    one: str
    many: str
    factor: int = 0
    """What the number is multiplied by where the scale is no noun: ``300 k€`` is 300,000."""


def table(text: str) -> dict[str, Currency]:
    """Lines of ``signs: gender one | many | gender cent | cents``; the part in cents may be missing."""
    found: dict[str, Currency] = {}
    for line in text.strip().splitlines():
        signs, _, names = line.partition(": ")
        major, _, minor = names.partition(" || ")
        gender, _, major = major.partition(" ")
        one, _, many = major.partition(" | ")
        cent_gender, _, minor = minor.partition(" ")
        cent, _, cents = minor.partition(" | ")
        currency = Currency(gender, one, many or one, cent_gender or "m", cent, cents or cent)
        found.update(dict.fromkeys(signs.split(", "), currency))
    return found


class Money:
    """A language's currencies and scale words with the rules that read them."""

    def __init__(
        self,
        grammar: Grammar,
        currencies: Mapping[str, Currency],
        scales: Mapping[str, Scale],
        *,
        small_codes: frozenset[str] = frozenset(),
        cents: Callable[[str, str], str] = lambda major, minor: f"{major} {minor}",
    ) -> None:
        """`scales`: every written form; `small_codes`: codes in small letters; `cents` joins both parts of a sum."""
        self.grammar, self.scales, self._cents = grammar, scales, cents
        self.currencies = dict(currencies)
        self.currencies.update({code.lower(): currencies[code] for code in currencies if code.lower() in small_codes})

    def scale(self, written: str, number: str) -> str:
        """Number and scale: ``3,5``, ``Mrd.`` -> ``drei Komma fünf Milliarden``."""
        scale = self._scale(written)
        whole, decimals = parts(number)
        if scale.factor and not decimals:
            return self.grammar.number(str(int(whole) * scale.factor))
        name = scale.one if self.grammar.is_one(number) else scale.many
        return f"{self.grammar.number(number, scale.gender)} {name}"

    def _scale(self, written: str) -> Scale:
        return self.scales[written if written in self.scales else written.lower()]

    def amount(self, number: str, currency: Currency) -> str:
        """``2,20`` dollars -> ``zwei Dollar zwanzig Cent``; ``2,201`` -> ``zwei Komma zwei null eins Dollar``."""
        whole, decimals = parts(number)
        decimals = decimals.rstrip("0")
        if not decimals or len(decimals) > 2 or not currency.cent:
            written = f"{whole},{decimals}" if decimals else whole
            return f"{self.grammar.number(written, currency.gender)} {self._name(written, currency)}"
        minor = int(decimals.ljust(2, "0"))
        name = currency.cent if minor == 1 else currency.cents
        small = f"{self.grammar.cardinal(minor, currency.cent_gender)} {name}"
        if int(whole) == 0:
            return small
        return self._cents(f"{self.grammar.number(whole, currency.gender)} {self._name(whole, currency)}", small)

    def _name(self, written: str, currency: Currency) -> str:
        return currency.one if self.grammar.is_one(written) else currency.many

    def money(self, match: Match[str], context: Context) -> str | None:
        currency = self.currencies.get(match["mark"].replace(" ", "")) or self.currencies.get(match["mark"])
        if currency is None:
            return None
        said, last = "", match["n"]
        scale = match["scale"]
        if match["n2"]:
            said = f"{self.grammar.number(match['n'], currency.gender)} {self.grammar.to} "
            last, scale = match["n2"], match["scale2"]
            if match["scale"]:
                said = f"{self.scale(match['scale'], match['n'])} {self.grammar.to} "
        if scale:
            many = currency.many if self._scale(scale).factor else self.grammar.of(currency.many)
            said += f"{self.scale(scale, last)} {many}"
        else:
            said += self.amount(last, currency)
        return self.grammar.sign(match["minus"]) + said

    def scaled(self, match: Match[str], context: Context) -> str | None:
        """A short scale without money: ``20 Mio. Menschen``; the word behind keeps its place."""
        said = self.scale(match["scale"], match["n"])
        if match["n2"]:
            said = f"{self.grammar.number(match['n'])} {self.grammar.to} {self.scale(match['scale'], match['n2'])}"
        return self.grammar.sign(match["minus"]) + said

    def rules(self, *, sums: bool = True) -> tuple[Rule, ...]:
        codes = [mark for mark in self.currencies if mark[0].isalpha()]
        scale = either(self.scales)
        mark = rf"(?:{either(mark for mark in self.currencies if not mark[0].isalpha())}|[{_SIGNS}])"
        code = rf"(?:(?:{either(codes)})(?!\w))"
        leading = [name for name in codes if name not in {"F", "Cent", "cent", "ct", "cts", "Euro", "Dollar"}]
        before = rf"(?:{either(leading)})(?=\s?\d)"
        first = rf"(?P<n>{NUMBER})(?:\s?(?P<scale>{scale})(?!\w))?"
        range_ = rf"(?:\s?€?{DASH}(?:{mark}\s?)?(?P<n2>{NUMBER})(?:\s?(?P<scale2>{scale})(?!\w))?)?"
        minus = r"(?P<minus>(?<!\w)[-−–+]\s?(?=\S))?"
        dash = r"(?:,[-–—]{1,2}(?!\d))?"  # 20,- €
        short = either(name for name in self.scales if not name.isalpha() or name.lower() not in _WORDS)
        return (
            Rule("money", rf"{minus}(?P<mark>{mark})\s?{first}{range_}{dash}(?!\w)", self.money, at=_SIGNS + "-−–+"),
            Rule("marked money", rf"(?P<minus>)(?P<mark>{before})\s?{first}{range_}{dash}(?!\w)", self.money,
                 words={_letters(name) for name in leading}),
            Rule("money behind",
                rf"{minus}{first}{range_}{dash}\s?(?:de\s|d['’])?(?P<mark>{mark}(?!\s?\d)|{code})(?!\w)", self.money,
                at=DIGIT + "-−–+"),
            Rule("scaled", rf"{minus}(?P<n>{NUMBER})(?:{DASH}(?P<n2>{NUMBER}))?\s?(?P<scale>{short})(?!\w)",
                self.scaled, at=DIGIT + "-−–+"),
        )  # fmt: skip


#: Scale words written in full need no rule of their own: the number before them is read, they stay.
_WORDS = frozenset(["million", "millionen", "milliarde", "milliarden", "billion", "billionen", "billiarde", "trillion"])


def _letters(code: str) -> str:
    """The run of letters at which a mark begins: ``US$`` -> ``us``."""
    end = next((at for at, char in enumerate(code) if not char.isalpha()), len(code))
    return code[:end].lower()
