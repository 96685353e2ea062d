"""Chrome rules, dates and language."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiogen.cleaner.language import detect
from audiogen.cleaner.rules import LANGUAGES, load
from audiogen.errors import SettingsError

CHROME = {
    "en": [
        "Listen to article",
        "More info | Send feedback",
        "This audio version was artificially generated.",
        "Share this article",
        "Sign up for our newsletter",
        "We use cookies to improve your experience.",
        "Advertisement",
        "Read also: Ten cranes",
        "Home > News",
        "source site-34",
        "(Photo: dpa)",
        "© 2025 The Post. All rights reserved.",
        "Updated 3 May 2025",
        "By Jane Ferris",
        "5 min read",
    ],
    "de": [
        "Artikel anhören",
        "Diese Audioversion wurde künstlich generiert.",
        "Teilen",
        "Newsletter abonnieren",
        "Alle akzeptieren",
        "Anzeige",
        "Lesen Sie auch: Zehn Kräne",
        "Impressum",
        "(Foto: dpa)",
        "Stand: 03.05.2025, 14:10 Uhr",
        "Von Jana Ferris",
        "Lesezeit: 5 Minuten",
        "Kommentare (12)",
    ],
    "fr": [
        "Écouter l'article",
        "Cet article a été généré automatiquement.",
        "Partager",
        "Inscrivez-vous à la newsletter",
        "Tout accepter",
        "Publicité",
        "À lire aussi : Dix grues",
        "Mentions légales",
        "(Photo : AFP)",
        "Publié le 3 mai 2025 à 14h10",
        "Par Jeanne Ferris",
        "Temps de lecture : 5 min",
    ],
    "es": [
        "Escuchar artículo",
        "Esta versión de audio ha sido generada artificialmente.",
        "Compartir en Facebook",
        "Suscríbete",
        "Aceptar cookies",
        "Publicidad",
        "Lee también: Diez grúas",
        "Aviso legal",
        "(Foto: EFE)",
        "Actualizado el 3 de mayo de 2025",
        "Por Juana Ferris",
        "5 min de lectura",
    ],
    "it": [
        "Ascolta l'articolo",
        "Questa versione audio è stata generata artificialmente.",
        "Condividi",
        "Iscriviti alla newsletter",
        "Accetta tutti",
        "Pubblicità",
        "Leggi anche: Dieci gru",
        "Note legali",
        "(Foto: ANSA)",
        "Pubblicato il 3 maggio 2025",
        "di Giovanna Ferris",
        "Tempo di lettura: 5 minuti",
    ],
    "nl": [
        "Luister naar dit artikel",
        "Deze audioversie is kunstmatig gegenereerd.",
        "Deel dit artikel",
        "Meld je aan voor de nieuwsbrief",
        "Alles accepteren",
        "Advertentie",
        "Lees ook: Tien kranen",
        "Algemene voorwaarden",
        "(Foto: ANP)",
        "Gepubliceerd op 3 mei 2025",
        "Door Jana Ferris",
        "Leestijd: 5 minuten",
    ],
    "pt": [
        "Ouvir artigo",
        "Esta versão em áudio foi gerada artificialmente.",
        "Partilhar",
        "Subscreva a newsletter",
        "Aceitar todos",
        "Publicidade",
        "Leia também: Dez gruas",
        "Termos de uso",
        "(Foto: Lusa)",
        "Publicado em 3 de maio de 2025",
        "Por Joana Ferris",
        "5 min de leitura",
    ],
}
STORY = {
    "en": [
        "Listen to article 5 of the treaty, he said",
        "By Christmas the quay was open again.",
        "May was warm.",
        "Share prices fell by 3%.",
    ],
    "de": [
        "Anzeige erstattete am Ende niemand.",
        "Von Montag an fährt der Zug wieder.",
        "Mai und Juni waren zu trocken.",
        "Teilen wollte er nicht.",
    ],
    "fr": ["Par chance, la grue est restée debout.", "La publicité pour le tabac est interdite."],
    "es": ["Por suerte no hubo heridos.", "La publicidad de tabaco está prohibida."],
    "it": ["Di notte la gru si è inclinata.", "La pubblicità del tabacco è vietata."],
    "nl": ["Door de storm kwam de kraan scheef te staan.", "De advertentie stond in de krant van maandag."],
    "pt": ["Por sorte ninguém ficou ferido.", "A publicidade ao tabaco é proibida."],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_chrome_is_known_and_story_is_not(language: str) -> None:
    rules = load(language)
    assert not [text for text in CHROME[language] if rules.match(text) is None]
    assert not [(text, rules.match(text)) for text in STORY[language] if rules.match(text)]


def test_rules_name_their_language() -> None:
    assert load("de").match("Artikel anhören") == "de:player"
    assert load("de").match("Listen to article") == "en:player"


def test_weak_rules_are_hints() -> None:
    rules = load("en")
    assert rules.match("Politics") is None and rules.weak("Politics") == "en:section"


def test_a_users_file_adds_rules(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("[tip]\nlines = ['Got a tip?']\npatterns = ['tip of the day.*']\n", encoding="utf-8")
    rules = load("en", [mine])
    assert rules.match("Got a tip?") == rules.match("Tip of the day: sleep") == "mine:tip"
    assert rules.match("Listen to article") == "en:player"


@pytest.mark.parametrize(
    "text",
    [
        "[tip\n",
        "[tip]\n",
        "[tip]\nlines = 'x'\n",
        "[tip]\npatterns = ['(']\n",
        "[tip]\nlines = ['a']\nwhen = 1\n",
        "tip = 3\n",
    ],
)
def test_a_bad_file_is_an_error_with_a_hint(tmp_path: Path, text: str) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load("en", [bad])
    assert "bad" in caught.value.message and caught.value.hint


def test_a_missing_file_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load("en", [tmp_path / "none.toml"])
    assert caught.value.hint


@pytest.mark.parametrize(
    ("language", "text", "stamp"),
    [
        ("en", "Published 9 January 2026, 7.15am", "2026-01-09T07:15"),
        ("en", "Nov. 2, 2025", "2025-11-02"),
        ("en", "2025-11-02T08:30:00Z", "2025-11-02T08:30"),
        ("en", "Updated: Sept 16th, 2023 at 9:27 PM EDT", "2023-09-16T21:27"),
        ("de", "Stand: 14.09.2025, 18:42 Uhr", "2025-09-14T18:42"),
        ("de", "15. Oktober 2025", "2025-10-15"),
        ("fr", "Publié le 3 mai 2025 à 14h10", "2025-05-03T14:10"),
        ("es", "14 de octubre de 2025 a las 18:30", "2025-10-14T18:30"),
        ("pt", "5 de maio de 2025, às 10h15", "2025-05-05T10:15"),
        ("nl", "12 september 2025 om 16:20", "2025-09-12T16:20"),
        ("en", "31 February 2025", ""),
        ("en", "no date here", ""),
    ],
)
def test_stamps(language: str, text: str, stamp: str) -> None:
    assert load(language).stamp(text) == stamp


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The crane was leaning over the quay when the tide came in.", "en"),
        ("Der Kran lehnte sich über den Kai, und niemand wurde verletzt.", "de"),
        ("La grue penchait sur le quai et les navires attendaient.", "fr"),
        ("La grúa se inclinó sobre el muelle y los barcos esperaron.", "es"),
        ("La gru si è inclinata sul molo e le navi hanno aspettato.", "it"),
        ("De kraan helde over de kade en het schip moest wachten.", "nl"),
        ("A grua inclinou-se sobre o cais e os navios não puderam entrar.", "pt"),
        ("Kranen lutade över kajen och fartygen fick vänta till kvällen i måndags.", "sv"),
        ("クレーンが傾いた。", "ja"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect(text) == language


def test_language_hint() -> None:
    assert detect("", "de") == "de" and detect("") == "en"
    assert detect("Tor in Rom", "de") == "de"
    assert detect("The crane was leaning over the quay when the tide came in.", "en-GB") == "en-GB"
    assert (
        detect("The crane was leaning over the quay, and it was the third time that this had happened.", "de") == "en"
    )
