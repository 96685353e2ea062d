"""Sentences: golden rules, our own cases in many languages, and what holds for any text."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.segmenter import sentences
from audiogen.segmenter.tables import table

GOLDEN = Path(__file__).resolve().parents[2] / "shared" / "sentences" / "golden.json"
TABLES = Path(sentences.__code__.co_filename).with_name("tables")
LANGUAGES = sorted(path.stem for path in TABLES.glob("*.toml"))

#: Exact cases that must not be lost again; the numbers may rise and never fall.
FLOORS = {"en": 47, "de": 32, "fr": 5, "es": 35, "it": 35, "nl": 3, "pl": 1, "ru": 41}

# One line a case: the sentences are divided by " | ".
CASES = {
    "en": """
        Dr. Amy Holt met Gen. Ruiz in Mt. Vernon. | They spoke for 2.5 hours.
        The rate rose to 3.5%. | It had been 3.25% in Nov. 2019, i.e. before the vote.
        She was born in the U.S. | Her father was not.
        The U.S. Senate sat until 3 a.m. | It was a long night.
        Buses leave at 9 p.m. Friday from St. Paul.
        J. R. Ewing and Ann T. Lee came. | Nobody else did.
        “We lost. | We will be back.” | The coach said no more.
        “Did you win?” Mary Sands asked. | “Nearly,” he said.
        "Stop!" she shouted. | Nobody did.
        He wrote (in ink!) and posted it. | (It never arrived.) | She waited.
        It cost $5. | 20 people paid.
        See No. 7 and pp. 12-14 of vol. 2. | He said no. | That was all.
        Wait... what? | Well… | Let us see.
        Read https://example.org/a.html?b=1. | Write to joe.bloggs@example.org. | Thanks!
        Visit example.com for more.
        This was added later.[3] | Nobody checked it.[4][5]
        Acme Inc. bought Bolt Ltd. for $3.5bn. | The price surprised many.
        Apples, pears, etc. | The rest was sold.
        Apple showed it. | iPhone sales rose.
        The show Jeopardy! is on. | Is it?
        What a day!!! | Really?!
        1. Open the box. | 2. Take it out. | Then rest.
        Great news! 🎉 | We did it.
        I like it here! | nice people. | will be back.
        These are the EU's. | Agencies don't. | People can't. | Mr./Mrs. Lee from A-Z. | Others stay.
        It was awful. | the food was cold. | He hates misc. fees.
        Who wrote "Where Is It?" in 1962?
        The U.K. and the U.S.? | Nobody knows.
    """,
    "de": """
        Am 3. Oktober kam Dr. Weber. | Er blieb bis zum 5. Tag.
        Das war z. B. Herr Prof. Dr. med. Kunz, d. h. der Chef. | Er sprach u. a. über Geld.
        Ludwig XIV. war König. | Der Palast steht noch.
        „Kommst du?“, fragte sie. | „Nein.“ | Er ging.
        „Wirklich?“ fragte er.
        Es kamen ca. 1.500 Leute bzw. 3,5 Prozent mehr. | Das freute alle.
        Er wurde Dritter, sie kam auf Platz 2. | Die Freude war groß.
        Das 19. Jahrhundert begann 1801. | Züge gab es noch nicht.
        Laut § 5 Abs. 2 Nr. 3 gilt das. | So steht es in Bd. 4, S. 12 ff.
        Die Firma Holz GmbH & Co. KG wächst. | Mehr nicht.
        »Das reicht.« | »Nein!« | Sie lief weg.
        Er verlor (leider!) Geld. | (Mehr dazu später.) | Sie nicht.
        Um 15.30 Uhr ist in der Gartenstr. 5 Schluss. | Oder?
        Die Schule ist kath. | Sie liegt an der Hauptstr. | Der kath. Pfarrer (geb. 1950) auch.
    """,
    "fr": """
        « Vraiment ? » | Il partit. | Elle resta.
        M. Durand et Mme Petit, p. ex., sont venus. | Qui d’autre ?
        Il a payé 3,5 millions d’euros ! | C’est trop.
        « Est-ce loin ? » demanda Paul. | « Non. »
    """,
    "es": "El Sr. Gómez llegó. | ¿Quién más? | ¡Nadie! | Son las 5 p.m. en EE. UU. y llueve.",
    "it": "Il sig. Rossi e la dott.ssa Bianchi arrivano. | Perché? | Non so.",
    "nl": "Dhr. Jansen kwam om 8 uur, d.w.z. te laat. | Mevr. De Vries niet. | Waarom?",
    "ru": "Это А. С. Пушкин. | Он жил в г. Москве и т. д. | Правда? | Да.",
    "pl": "To jest np. prof. Nowak z ul. Długiej. | Co dalej? | Dnia 3 maja padało.",
    "el": "Πού είσαι; | Εδώ, π.χ. στο σπίτι. | Έλα!",
    "ja": "今日は晴れです。 | 明日は？ | 「行きます。」と彼は言った。 | よし！",
    "zh": "今天下雨。 | 他没来！ | 为什么？",
    "ar": "هل أنت هنا؟ | نعم. | حسنا!",
    "hi": "वह घर गया। | क्या हुआ? | कुछ नहीं।",
    "pt": "O Sr. Silva chegou. | A Dra. Costa não. | Porquê?",
    "sv": "Hon kom t.ex. sent. | Varför? | Ingen vet.",
    "xx": "Abc dv. 5 kom. | Dr. Ab lo. | Ti?",
}


def bare(text: str) -> str:
    return "".join(text.split())


def cases() -> list[tuple[str, str]]:
    return [(lang, line.strip()) for lang, lines in CASES.items() for line in lines.strip().split("\n")]


@pytest.mark.parametrize(("language", "marked"), cases())
def test_our_cases(language: str, marked: str) -> None:
    want = marked.split(" | ")
    between = "" if language in ("ja", "zh") else " "
    assert sentences(between.join(want), language) == want


@pytest.mark.skipif(not GOLDEN.is_file(), reason="the golden rules are not beside the repository")
@pytest.mark.parametrize("language", sorted(FLOORS))
def test_golden_rules(language: str) -> None:
    cases = [case for case in json.loads(GOLDEN.read_text("utf-8")) if case["language"] == language]
    exact = sum(
        [bare(found) for found in sentences(case["text"], language)] == [bare(want) for want in case["sentences"]]
        for case in cases
    )
    assert exact >= FLOORS[language], f"{exact} of {len(cases)}"


@given(st.text(), st.sampled_from([*LANGUAGES, "ja", "xx", "", "en-GB", "../en"]))
def test_nothing_is_lost(text: str, language: str) -> None:
    found = sentences(text, language)
    assert bare("".join(found)) == bare(text)
    assert all(piece and piece == piece.strip() for piece in found)


SIGNS = "aAbI.!?…\"'“”«»()[]-–—:;,1$。」 \n\t•"
MORE = ["Mr", "z", "B", "e.g", "12", "...", ". . .", "[1]", " ", "  ", "The", "said", "1.", "2.", "😀"]
PIECES = st.sampled_from([*SIGNS, *MORE])


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(LANGUAGES))
def test_nothing_is_lost_among_marks(text: str, language: str) -> None:
    assert bare("".join(sentences(text, language))) == bare(text)


WRAPPED = """The old bridge over the river was closed on Monday
after a lorry had struck one of its pillars, and
it will stay shut until spring."""


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Title\n\nFirst line. Second one.\n\nEnd", ["Title", "First line.", "Second one.", "End"]),
        ("Milk\nBread\nButter", ["Milk", "Bread", "Butter"]),
        ("• Milk\n• Bread and jam", ["• Milk", "• Bread and jam"]),
        (f"{WRAPPED} Nobody was hurt.\n", [WRAPPED, "Nobody was hurt."]),
        ("He left the room.Then he came. Node.js ran.", ["He left the room.", "Then he came.", "Node.js ran."]),
        ("", []),
        (" \n\t ", []),
        ("...", ["..."]),
        ("No stop", ["No stop"]),
    ],
)
def test_lines(text: str, want: list[str]) -> None:
    assert sentences(text) == want


UNITS = [".", ". ", "a.", "(a. ", "? a ", "... ", "[1].", "• a ", "A. ", "a. - ", "“A.” ", "。", ". [", "a\n", "1. "]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_length(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begun = time.process_time()
        sentences(text)
        return time.process_time() - begun

    seconds(1_000)
    # 8 times the text; quadratic would be 64 times. The best of four: a busy machine swells a reading.
    few, many = (min(seconds(size) for _ in range(4)) for size in (20_000, 160_000))
    assert many < 16 * max(few, 0.005)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_are_sound(language: str) -> None:
    known = table(language)
    assert all(not word.endswith(".") and " " not in word for word in known.abbreviations)
    assert all(word == word.lower() for word in known.starters | known.conjunctions | known.speech | known.months)
    assert language == "any" or (known.starters and known.conjunctions)


def test_a_region_makes_no_difference() -> None:
    assert table("de-AT") is not table("en") and table("de-AT") == table("de_DE") == table("DE")
