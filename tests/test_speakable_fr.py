"""Spoken French: a few rows a table of `audiogen.speakable.fr`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.speakable import speakable
from audiogen.speakable.fr.genders import gender
from audiogen.speakable.fr.numbers import cardinal, ordinal

ROWS = """
71, 80, 81, 200, 201, 1 100, 80 000 => soixante et onze, quatre-vingts, quatre-vingt-un, deux cents, deux cent un, mille cent, quatre-vingt mille
21 femmes, 1 homme, 31 filles, 21 garçons => vingt et une femmes, un homme, trente et une filles, vingt et un garçons
3,14 et 0,05 et 3,14159 => trois virgule quatorze et zéro virgule zéro cinq et trois virgule quatorze quinze neuf
1/2, 3/4 d'heure, 2 1/3, 15/20 => un demi, trois quarts d'heure, deux et un tiers, quinze sur vingt
le 1er janvier 2024, le 14/07 => le premier janvier deux mille vingt-quatre, le quatorze juillet
les 17, 18 et 19 juin, du 3 au 5 mai => les dix-sept, dix-huit et dix-neuf juin, du trois au cinq mai
02/03/2003, 2023-11-03 => deux mars deux mille trois, trois novembre deux mille vingt-trois
la 1re fois, le 3e jour, la 2nde, 21ème => la première fois, le troisième jour, la seconde, vingt et unième
Louis XIV, François Ier, Jean-Paul II => Louis quatorze, François premier, Jean-Paul deux
au XIXe siècle, la Ve République, chapitre IV => au dix-neuvième siècle, la cinquième République, chapitre quatre
14h30, 8 h, 21h, 1h, 9h-18h, 24h/24 => quatorze heures trente, huit heures, vingt et une heures, une heure, neuf heures à dix-huit heures, vingt-quatre heures sur vingt-quatre
3,5 Md€, 20 M€, 5,50 €, £20, 10-15 € => trois virgule cinq milliards d'euros, vingt millions d'euros, cinq euros cinquante, vingt livres, dix à quinze euros
1,2 milliard de dollars => un virgule deux milliard de dollars
100 km/h, 85 m², -5 °C, 18%, 1,65 m => cent kilomètres heure, quatre-vingt-cinq mètres carrés, moins cinq degrés Celsius, dix-huit pour cent, un virgule soixante-cinq mètre
Tél. 01 42 68 53 00 => Téléphone zéro un, quarante-deux, soixante-huit, cinquante-trois, zéro zéro
M. Dupont et Mme Royer, le Dr Blanc => monsieur Dupont et madame Royer, le docteur Blanc
n° 5, p. 12, av. Foch, St-Denis, etc. => numéro cinq, page douze, avenue Foch, Saint-Denis, et cetera.
c.-à-d. p. ex. 44 av. J.-C. => c'est-à-dire par exemple quarante-quatre avant Jésus-Christ
L'ONU, l'UE, la BCE, COVID-19, G7, A380 => L'ONU, l'U E, la B C E, COVID dix-neuf, G sept, A trois cent quatre-vingts
marie@exemple.fr, www.exemple.fr, @marie, #climat => marie arobase exemple point f r, w w w point exemple point f r, arobase marie, hashtag climat
2+2=4, x², CO2, A & B, 3-1 => deux plus deux égale quatre, x au carré, C O deux, A et B, trois à un
LES NOUVELLES DU JOUR EN RÉSUMÉ => les nouvelles du jour en résumé
une hausse de 1 %, un déficit de 1 milliard => une hausse d'un pour cent, un déficit d'un milliard
de 1 500 000 habitants => d'un million cinq cent mille habitants
plus de 1 000 personnes => plus de mille personnes
de 11 à 12, de 1 à 5 => de onze à douze, de un à cinq
plus de 1 heure, de 1re classe, au km 12 => plus d'une heure, de première classe, au kilomètre douze
"""  # noqa: E501 - a row is a line


def rows(table: str) -> list[tuple[str, str]]:
    """Lines of ``written => spoken``."""
    return [(left.strip(), right.strip()) for left, right in (line.split("=>") for line in table.strip().splitlines())]


@pytest.mark.parametrize(("written", "spoken"), rows(ROWS))
def test_spoken_form(written: str, spoken: str) -> None:
    assert speakable(written, "fr") == spoken
    assert speakable(spoken, "fr") == spoken


@pytest.mark.parametrize("tag", ["fr-BE", "fr-CH"])
def test_belgian_and_swiss_numbers(tag: str) -> None:
    assert speakable("70, 71, 72, 90, 91, 97, 80", tag) == (
        "septante, septante et un, septante-deux, nonante, nonante et un, nonante-sept, quatre-vingts"
    )


def test_number_words() -> None:
    assert cardinal(2_000_180) == "deux millions cent quatre-vingts"
    assert cardinal(81, "f") == "quatre-vingt-une"
    assert [ordinal(value) for value in (1, 2, 5, 9, 80, 1000)] == [
        "premier", "deuxième", "cinquième", "neuvième", "quatre-vingtième", "millième",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("noun", "kind"),
    [("femmes", "f"), ("nations", "f"), ("voix", "f"), ("jours", "m"), ("livres", "f"), ("millions", "m")],
)
def test_gender(noun: str, kind: str) -> None:
    assert gender(noun) == kind


@given(st.integers(0, 10**15))
def test_numbers_of_any_size_are_words(value: int) -> None:
    assert all(word.isalpha() for word in cardinal(value).replace("-", " ").split())
    assert speakable(f"{value:,}".replace(",", "\u202f"), "fr") == cardinal(value)
