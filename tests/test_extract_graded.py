"""A part of the graded pages: floors that may rise and never fall. `benchmarks/articles.py` measures all of them."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from audiogen.cleaner import clean
from audiogen.model import Page

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "articles"
pytestmark = pytest.mark.skipif(not ARTICLES.exists(), reason=f"no graded pages in {ARTICLES}")

EVERY = {"web": 20, "news": 10}
"""Of each set every so-manieth page is taken, so that the gate takes seconds."""
FLOORS = {
    "web": {"F1": 0.98, "must-read": 0.885},
    "news": {"F1": 0.965, "must-read": 0.98},
}
CEILINGS = {"web": 0.01}
"""Share of junk that may be heard."""


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("article_score", ARTICLES / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", EVERY)
def test_graded_pages(name: str, score: ModuleType) -> None:
    rows = []
    for truth in sorted((ARTICLES / name / "truth").glob("*.json"))[:: EVERY[name]]:
        source = ARTICLES / name / "pages" / f"{truth.stem}.html.gz"
        markup = gzip.decompress(source.read_bytes()).decode("utf-8", "replace")
        text = clean(Page(truth.stem, markup, "text/html", source.name)).text
        reference, must, mustnt = score.expected(json.loads(truth.read_text(encoding="utf-8")))
        rows.append((score.word_f1(text, reference)[0], score.share(text, must), score.share(text, mustnt)))
    f1, must_read, junk = (score.mean([row[i] for row in rows]) for i in range(3))
    assert f1 >= FLOORS[name]["F1"]
    assert must_read >= FLOORS[name]["must-read"]
    if name in CEILINGS:
        assert junk <= CEILINGS[name]
