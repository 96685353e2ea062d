"""Spoken German: a few rows a table of `audiogen.speakable.de`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.speakable import speakable
from audiogen.speakable.de.cases import gender
from audiogen.speakable.de.numbers import cardinal, decade, ordinal, year

ROWS = """
12'500 Häuser, 1.234 Orte, 1 000 Dörfer => zwölf tausend fünf hundert Häuser, ein tausend zwei hundert vier und dreißig Orte, ein tausend Dörfer
1 Kind, 1 Frau, 1 Million, 1 => ein Kind, eine Frau, eine Million, eins
-5,6 und 0,5 => minus fünf Komma sechs und null Komma fünf
1/2 Liter, 2/3 der Stimmen, 1½ Stunden => ein halb Liter, zwei drittel der Stimmen, ein ein halb Stunden
Am 3.11. um 9.15 Uhr => Am dritten November um neun Uhr fünfzehn
3. November 2023 und 03.11.1998 => dritter November zwei tausend drei und zwanzig und dritter November neunzehn hundert acht und neunzig
Am 5. Mai. Der 5. Nov. kam => Am fünften Mai. Der fünfte November kam
2023-11-03 => dritter November zwei tausend drei und zwanzig
am Montag, 3. November => am Montag, dritten November
vom 3. bis 5. Mai, am 3. und 4. Juni => vom dritten bis fünften Mai, am dritten und vierten Juni
Im 19. Jahrhundert, das 19. Jahrhundert, 19. Jahrhundert => Im neunzehnten Jahrhundert, das neunzehnte Jahrhundert, neunzehntes Jahrhundert
der 3. Zug, die 3. Runde, in der 3. Runde, 3. Platz => der dritte Zug, die dritte Runde, in der dritten Runde, dritter Platz
Sie ist 23. Dann kam er. => Sie ist drei und zwanzig. Dann kam er.
mehr als 2023. => mehr als zwei tausend drei und zwanzig.
im Jahr 1998; 1998 Leute => im Jahr neunzehn hundert acht und neunzig; ein tausend neun hundert acht und neunzig Leute
die 1980er, die 90er-Jahre, den 2000ern => die neunzehn hundert achtziger, die neunziger Jahre, den zwei tausendern
1939–45, 44 v. Chr. => neunzehn hundert neun und dreißig bis fünf und vierzig, vier und vierzig vor Christus
14:30 Uhr, 18 Uhr, 14–16 Uhr, 14:30 => vierzehn Uhr dreißig, achtzehn Uhr, vierzehn bis sechzehn Uhr, vierzehn Uhr dreißig
3,5 Mrd. Euro, 20 Mio. €, 1,2 Billionen Dollar => drei Komma fünf Milliarden Euro, zwanzig Millionen Euro, eins Komma zwei Billionen Dollar
5,50 €, 20,- €, £20, $ 3 Mio., 10-15 € => fünf Euro fünfzig Cent, zwanzig Euro, zwanzig Pfund, drei Millionen Dollar, zehn bis fünfzehn Euro
100 km/h, 85 qm, -5 °C, 50 %, 3,5 l/100 km => ein hundert Kilometer pro Stunde, fünf und achtzig Quadrat Meter, minus fünf Grad Celsius, fünfzig Prozent, drei Komma fünf Liter pro ein hundert Kilometer
5 Min., 90 Euro/Monat => fünf Minuten, neunzig Euro pro Monat
Tel. 030 123456 oder +49 170 1234567 => Telefon null drei null, eins zwei drei vier fünf sechs oder plus neun und vierzig, eins sieben null, eins zwei drei vier fünf sechs sieben
Hauptstr. 5, 10115 Berlin => Hauptstraße fünf, eins null eins eins fünf Berlin
maria.weber@web.de, www.beispiel.de, @rathaus, #Klima => maria Punkt weber at web Punkt d e, w w w Punkt beispiel Punkt d e, at rathaus, Hashtag Klima
Version 2.3, Python 3.11.2, COVID-19, G7, A380 => Version zwei Punkt drei, Python drei Punkt elf Punkt zwei, COVID neunzehn, G sieben, A drei hundert achtzig
Ludwig XIV. lebte, mit Ludwig XIV. kam er => Ludwig der vierzehnte lebte, mit Ludwig dem vierzehnten kam er
Elisabeth II., Kapitel IV, im II. Weltkrieg => Elisabeth die zweite, Kapitel vier, im zweiten Weltkrieg
z. B. Dr. Weber, d. h. Nr. 5, ca. 3 usw. => zum Beispiel Doktor Weber, das heißt Nummer fünf, circa drei und so weiter.
in St. Pauli, Berliner Str. 3 => in Sankt Pauli, Berliner Straße drei
Die EZB, die NATO, die AfD => Die E Z B, die NATO, die A F D
§ 5 Abs. 2, Müller & Söhne, 2+2=4, x², CO2 => Paragraf fünf Absatz zwei, Müller und Söhne, zwei plus zwei gleich vier, x Quadrat, C O zwei
3:1 (2:0), 5–7 Tage => drei zu eins (zwei zu null), fünf bis sieben Tage
Mo.–Fr. 9–18 Uhr => Montag bis Freitag neun bis achtzehn Uhr
eine 20-jährige, 3-mal, 100-prozentig => eine zwanzig jährige, drei mal, ein hundert prozentig
ALLE NACHRICHTEN DES TAGES VON DER NATO => alle nachrichten des tages von der NATO
Er traf Papst Johannes Paul II. in Rom. => Er traf Papst Johannes Paul den zweiten in Rom.
Gestern traf Papst Johannes Paul II. ein. => Gestern traf Papst Johannes Paul der zweite ein.
mit König Charles III., von Karl-Heinz I. Wagner => mit König Charles dem dritten, von Karl-Heinz I. Wagner
unter Kaiser Wilhelm II. dort => unter Kaiser Wilhelm dem zweiten dort
1,80 Meter und 0,75 m => ein Meter achtzig und null Komma sieben fünf Meter
um das 2,3-Fache => um das zwei Komma dreifache
100-m-Lauf, 4x100-m-Staffel => ein hundert Meter Lauf, vier mal ein hundert Meter Staffel
rd. 500 Menschen bei km 34 => rund fünf hundert Menschen bei Kilometer vier und dreißig
§ 12 ff. BGB, ab 18 J. frei => Paragraf zwölf folgende BGB, ab achtzehn Jahre frei
Sammy Davis Jr. sang => Sammy Davis junior sang
"""  # noqa: E501 - a row is a line


def rows(table: str) -> list[tuple[str, str]]:
    """Lines of ``written => spoken``."""
    return [(left.strip(), right.strip()) for left, right in (line.split("=>") for line in table.strip().splitlines())]


@pytest.mark.parametrize(("written", "spoken"), rows(ROWS))
def test_spoken_form(written: str, spoken: str) -> None:
    assert speakable(written, "de") == spoken
    assert speakable(spoken, "de") == spoken


def test_number_words() -> None:
    assert cardinal(2_001_101) == "zwei Millionen ein tausend ein hundert eins"
    assert cardinal(1, "f") == "eine"
    assert [ordinal(value) for value in (1, 3, 7, 8, 20, 101, 1_000_000)] == [
        "erster", "dritter", "siebter", "achter", "zwanzigster", "ein hundert erster", "eine millionster",
    ]  # fmt: skip
    assert year(1906) == "neunzehn hundert sechs"
    assert [decade(value) for value in (1980, 60, 2010)] == [
        "neunzehn hundert achtziger",
        "sechziger",
        "zwei tausend zehner",
    ]


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("Frau", "f"),
        ("Regierung", "f"),
        ("Jahrhundert", "n"),
        ("Mädchen", "n"),
        ("Preis", "m"),
        ("Tag", "m"),
        ("und", ""),
    ],
)
def test_gender(noun: str, kind: str) -> None:
    assert gender(noun) == kind


@given(st.integers(0, 10**15))
def test_numbers_of_any_size_are_words(value: int) -> None:
    assert all(word.isalpha() for word in cardinal(value).split())
    assert speakable(f"{value:,}".replace(",", "."), "de") == speakable(str(value), "de") or value < 2100
