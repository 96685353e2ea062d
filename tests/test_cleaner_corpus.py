"""Graded pages: invented ones, the five seeds, and the pages of ../shared. Floors may rise and never fall."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cleaner_support import folded

from audiogen.cleaner import clean
from audiogen.model import Article, Page

try:
    import tomllib
except ModuleNotFoundError:
    import tomli as tomllib  # type: ignore[no-redef]

ROOT = Path(__file__).parents[1]
CORPUS = sorted((ROOT / "tests/corpus").glob("*.toml"))
SHARED = ROOT.parent / "shared"

#: Share of `stay` that is read, and of `go` that is not, over all invented pages.
STAY, GO = 1.0, 1.0
#: The first pages of each set in ../shared: mean share of must-read text that is read, of junk that is read.
MUST, JUNK, PARAGRAPHS = 0.877, 0.04, 0.995


def cleaned(text: str, name: str) -> Article:
    return clean(Page(name, text, "text/plain", name))


def test_invented_pages() -> None:
    lost, left, stay, go = [], [], 0, 0
    for file in CORPUS:
        graded = tomllib.loads(file.read_text(encoding="utf-8"))
        found = cleaned(graded["page"], file.stem)
        text = folded(found.text)
        assert found.language == graded["language"], file.stem
        assert found.title == graded.get("title", found.title), file.stem
        lost += [(file.stem, snippet) for snippet in graded["stay"] if folded(snippet) not in text]
        left += [(file.stem, snippet) for snippet in graded["go"] if folded(snippet) in text]
        stay, go = stay + len(graded["stay"]), go + len(graded["go"])
    assert len(CORPUS) >= 14
    assert 1 - len(lost) / stay >= STAY, lost
    assert 1 - len(left) / go >= GO, left


#: Seed -> title, byline, date, site, the lines of the file (from 1) that are read.
SEEDS = {
    "harbour-bridge": (
        "Halden Bridge to close for 14 months as repair bill climbs to £212.5m",
        "2026-01-09T07:15",
        [13, 15, 31, 33, 37, 45, 47, 49, 53, 55, 57],
    ),
    "moorbrand": (
        "Moorbrand bei Ostervelde gelöscht: Was 23 Tage Feuer im Boden anrichten",
        "2025-09-14T18:42",
        [10, 11, 21, 23, 25, 35, 37, 41, 43, 45, 47],
    ),
    "stromnetz": ("Haushalte zahlen 2026 rund 64 Euro weniger", "2025-10-15T09:05", [3, 5, 13, 15, 17, 19, 21]),
    "chess-library": (
        "A village of 312 people has built the world’s largest chess library",
        "2025-11-02",
        [3, 5, 13, 15, 17, 21, 23, 25, 27, 29, 31],
    ),
}


@pytest.mark.parametrize("name", SEEDS)
def test_seeds_come_out_exactly(name: str) -> None:
    text = (ROOT / f"seeds/{name}.txt").read_text(encoding="utf-8")
    title, published, lines = SEEDS[name]
    found = cleaned(text, name)
    assert (found.title, found.published) == (title, published)
    assert found.text == "\n\n".join(text.split("\n")[number - 1] for number in lines)


def test_the_long_seed() -> None:
    text = (ROOT / "seeds/salt-road.txt").read_text(encoding="utf-8")
    found = cleaned(text, "salt-road")
    body = text.split("\n\n")
    start = body.index(
        "For 600 years mules carried salt over the Corvan Pass. Then came the railway, the border and the flood."
        " Now the path is back, and so is the quarrel over who owns it."
    )
    end = next(i for i, part in enumerate(body) if part.startswith("“Salt goes where people are,”"))
    chrome = (
        "By Ingrid",
        "22 November",
        "14 min",
        "Save\n",
        "Listen to",
        "Subscribe to",
        "You may also",
        "Muleteers cross",
    )
    story = [part for part in body[start : end + 1] if not part.startswith(chrome)]
    missing = [part for part in story if part not in found.text]
    assert not missing
    assert [block.text for block in found.blocks if block.text in story] == story
    assert len(found.text.split()) > 2300
    assert found.byline == "Ingrid Solheim-Barros and Daniel Okwuosa" and found.site == "Meridian Weekly"


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="../shared/seeds is not here")
@pytest.mark.parametrize("file", sorted((SHARED / "seeds").glob("*.txt")), ids=lambda file: file.stem[:12])
def test_shared_seed(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = cleaned(text, file.stem)
    parts = [part for part in text.split("\n\n") if len(part) > 200]
    roles = [block.role for block in found.blocks]
    assert all(part in found.text for part in parts)
    assert (
        roles.count("headline") == roles.count("standfirst") == roles.count("subheading") == roles.count("caption") == 1
    )
    spoken = [block for block in found.blocks if block.role not in found.silent]
    assert len(spoken) == len(parts) + 3
    for gone in ("Listen to", "artificially", "More info", "Photo:", "source site"):
        assert gone not in found.text


def _share(text: str, snippets: list[str]) -> float:
    return sum(folded(snippet) in text for snippet in snippets) / len(snippets)


@pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason="../shared/articles is not here")
def test_shared_pages() -> None:
    must, junk, paragraphs = [], [], []
    for folder in ("web", "news"):
        for file in sorted((SHARED / f"articles/{folder}/truth").glob("*.json"))[::12]:
            dump = SHARED / f"articles/{folder}/dumps/{file.stem}.txt"
            if not dump.exists():
                continue
            truth = json.loads(file.read_text(encoding="utf-8"))
            text = folded(cleaned(dump.read_text(encoding="utf-8"), file.stem).text)
            if folder == "news":
                paragraphs.append(_share(text, [part for part in truth["paragraphs"] if len(part) > 40]))
                continue
            must += [_share(text, truth["with"])] if truth["with"] else []
            junk += [_share(text, truth["without"])] if truth["without"] else []
    assert sum(must) / len(must) >= MUST
    assert sum(junk) / len(junk) <= JUNK
    assert sum(paragraphs) / len(paragraphs) >= PARAGRAPHS
