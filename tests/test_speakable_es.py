"""Spoken Spanish: a few rows a table of `audiogen.speakable.es`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.speakable import speakable
from audiogen.speakable.es.genders import gender
from audiogen.speakable.es.numbers import cardinal, fraction, ordinal

ROWS = """
21, 100, 101, 1 000, 1.000.000, 1.000.000.000 => veintiuno, cien, ciento uno, mil, un millón, mil millones
21 libros, 21 personas, 200 casas, 1 de cada 10 => veintiún libros, veintiuna personas, doscientas casas, uno de cada diez
1.001 mujeres, 31.000 libras, 21 millones => mil una mujeres, treinta y una mil libras, veintiún millones
3,14 y 0,05 y 3.25 goles => tres coma catorce y cero coma cero cinco y tres punto veinticinco goles
1/2, 3/4 de hora, 2/3 de los votos, 1/20 => medio, tres cuartos de hora, dos tercios de los votos, un veinteavo
3 de noviembre de 2023, 1 enero, 14/07/1998 => tres de noviembre de dos mil veintitrés, primero de enero, catorce de julio de mil novecientos noventa y ocho
del 3 al 5 de mayo, abr. 22, 2023-11-03 => del tres al cinco de mayo, veintidós de abril, tres de noviembre de dos mil veintitrés
el 3.er puesto, la 2.ª vez, el 1.º, el 5º piso => el tercer puesto, la segunda vez, el primero, el quinto piso
Felipe VI, Luis XIV, Isabel II, el siglo XXI => Felipe sexto, Luis catorce, Isabel segunda, el siglo veintiuno
la II Guerra Mundial, el III Congreso, capítulo IV => la segunda Guerra Mundial, el tercer Congreso, capítulo cuatro
las 14:30 h, 8 a.m., 9:00-18:00, 10 h, 3:02:32 => las catorce y media, ocho de la mañana, nueve a dieciocho, diez horas, tres horas dos minutos y treinta y dos segundos
20 M€, 5,50 €, US$ 3 millones, 10-15 €, £20 => veinte millones de euros, cinco euros cincuenta céntimos, tres millones de dólares estadounidenses, diez a quince euros, veinte libras
$1,500.50 => mil quinientos dólares cincuenta centavos
100 km/h, 85 m², -5 °C, 18%, 1/2 mm => cien kilómetros por hora, ochenta y cinco metros cuadrados, menos cinco grados centígrados, dieciocho por ciento, medio milímetro
Tel. 912 345 678 => Teléfono nueve uno dos, tres cuatro cinco, seis siete ocho
El Sr. Pérez, la Sra. Gómez, Ud., EE. UU. => El señor Pérez, la señora Gómez, usted, Estados Unidos.
pág. 12, n.º 5, p. ej., c/ Mayor 5, D. Juan => página doce, número cinco, por ejemplo, calle Mayor cinco, don Juan
La ONU, la UE, el FMI, COVID-19, G7, A380 => La ONU, la U E, el F M I, COVID diecinueve, G siete, A trescientos ochenta
maria@ejemplo.es, www.ejemplo.es, @maria, #clima => maria arroba ejemplo punto e s, w w w punto ejemplo punto e s, arroba maria, hashtag clima
2+2=4, x², CO2, A & B, 3-1 => dos más dos igual a cuatro, x al cuadrado, C O dos, A y B, tres a uno
LAS NOTICIAS DEL DÍA EN LA RADIO => las noticias del día en la radio
y mi casa, vi la luz, di que sí => y mi casa, vi la luz, di que sí
en el km 5, a 5 km => en el kilómetro cinco, a cinco kilómetros
"""  # noqa: E501 - a row is a line


def rows(table: str) -> list[tuple[str, str]]:
    """Lines of ``written => spoken``."""
    return [(left.strip(), right.strip()) for left, right in (line.split("=>") for line in table.strip().splitlines())]


@pytest.mark.parametrize(("written", "spoken"), rows(ROWS))
def test_spoken_form(written: str, spoken: str) -> None:
    assert speakable(written, "es") == spoken
    assert speakable(spoken, "es") == spoken


def test_number_words() -> None:
    assert cardinal(1_000_200, "f") == "un millón doscientas"
    assert cardinal(21_000) == "veintiún mil"
    assert [ordinal(value) for value in (11, 13, 28, 51, 100, 1248)] == [
        "undécimo", "decimotercero", "vigesimoctavo", "quincuagésimo primero", "centésimo",
        "milésimo ducentésimo cuadragésimo octavo",
    ]  # fmt: skip
    assert [ordinal(3, "m", short=True), ordinal(101, "f")] == ["tercer", "centésima primera"]
    assert [fraction(0, 1, value) for value in (12, 300, 101, 10_000)] == [
        "un doceavo", "un tricentésimo", "uno sobre ciento uno", "un diezmilésimo",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("personas", "f"),
        ("mujeres", "f"),
        ("naciones", "f"),
        ("días", "m"),
        ("problemas", "m"),
        ("años", "m"),
        ("de", ""),
    ],
)
def test_gender(noun: str, kind: str) -> None:
    assert gender(noun) == kind


@given(st.integers(0, 10**15))
def test_numbers_of_any_size_are_words(value: int) -> None:
    assert all(word.isalpha() for word in cardinal(value).split())
    assert speakable(f"{value:,}".replace(",", "."), "es") == cardinal(value)
