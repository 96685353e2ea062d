"""Acronyms said as letters (``EZB``) or as words (``NATO``), and headlines in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import Match

from audiogen.speakable.common.numerals import roman
from audiogen.speakable.common.tables import listed
from audiogen.speakable.rules import LETTER, SHAPE, Context, Rule

#: Read as words in every language of Europe.
WORDS = frozenset(
    listed("""NATO UNICEF UNESCO NASA OPEC AIDS SIDA SARS ASEAN FIFA UEFA NAFTA PETA LASER RADAR COVID ISIS HAMAS
    UNRWA MERS
    NASDAQ IKEA LEGO VISA SIM PIN GIF JPEG RAM LAN WLAN DAX MDAX IBEX MERCOSUR CEPAL OTAN UNO CERN BRICS TED RENFE IATA
    INTERPOL EUROPOL FRONTEX BAFIN FAO GATT START ZIP""")
)
_VOWEL = re.compile("[AEIOUYÄÖÜÉÈÁÍÓÚ]")
_PRONOUNCEABLE = re.compile(
    "(?:SCH|STR|[BCDFGKPST]R|[BCFGKPS]L|CH|PH|QU|S[CKPTM]|TH|[B-DF-HJ-NP-TV-Z])?[AEIOUY]{1,2}"
    "(?:(?:[LMNRSTCPB])?(?:[BCDFGKPT]R|[BCFGKP]L|CH|QU|S[CPT]|[B-DF-HJ-NP-TV-Z])[AEIOUY]{1,2})+"
    "(?:[LNRSTMDXZ]S?)?"
)


class Acronyms:
    """What a language says as letters and as words."""

    def __init__(
        self, letters: Iterable[str], words: Iterable[str], plain: Iterable[str], mixed: Iterable[str] = ()
    ) -> None:
        """`plain`: short words in capitals for loudness; `mixed`: ``AfD``, letters in spite of small ones."""
        self.letters = frozenset(letters)
        self.words = (WORDS | frozenset(words)) - self.letters
        self.plain = frozenset(plain)
        self.mixed = frozenset(mixed) | {"PhD", "BSc", "MSc"}

    def is_letters(self, word: str, context: Context) -> bool:
        if word in self.letters:
            return not context.shouts or word not in self.plain
        if word in self.words or word in self.plain or not _VOWEL.search(word) or roman(word) is not None:
            return False
        if context.shouts:
            return False
        return len(word) <= 3 or (len(word) <= 5 and not _PRONOUNCEABLE.fullmatch(word))

    def apart(self, word: str, context: Context) -> str:
        """``EZB`` -> ``E Z B``; any other word as it is."""
        return " ".join(word) if word.isupper() and len(word) > 1 and self.is_letters(word, context) else word

    def acronym(self, match: Match[str], context: Context) -> str | None:
        tail = match["tail"] or ""
        said = self.apart(match[1], context)
        return None if said == match[1] else f"{said}{tail}"

    def _mixed(self, match: Match[str], context: Context) -> str | None:
        return " ".join(match[0].upper()) if match[0] in self.mixed else None

    def headline(self, match: Match[str], context: Context) -> str | None:
        """A word of a headline in capitals, so that a voice does not spell it."""
        known = match[0] in (self.letters | self.words) - self.plain
        return None if not context.shouts or known or not _VOWEL.search(match[0]) else match[0].lower()

    def rules(self) -> tuple[Rule, ...]:
        return (
            Rule("mixed acronym", rf"{LETTER}{{3,6}}(?!\w)", self._mixed, words={word.lower() for word in self.mixed}),
            Rule("acronym", r"([A-ZÄÖÜÉÈÁÍÓÚÑ]{2,6})(?P<tail>['’]?s)?(?!\w)", self.acronym, at=SHAPE),
            Rule("headline", rf"{LETTER}{{2,}}(?!\w)", self.headline, at=SHAPE),
        )
