"""What is kept of graded pages: audiogen beside trafilatura, readability-lxml and no cleaning at all.

    python benchmarks/articles.py                 # the pages in ../shared/articles
    python benchmarks/articles.py FOLDER [--set web] [--mode html]

Prints a Markdown table. The folder holds `score.py` and a folder a set, with `pages`, `dumps` and `truth`. A peer that
is not installed is left out. Times are of one page after another on one core, after the imports.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from audiogen.cleaner import clean
from audiogen.errors import AudiogenError
from audiogen.model import Page

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "articles"
Extract = Callable[[str], str]


def audiogen_html(text: str) -> str:
    return clean(Page("page", text, "text/html", "page.html")).text


def audiogen_html_rows(text: str) -> str:
    return clean(Page("page", text, "text/html", "page.html"), tables="read").text


def audiogen_text(text: str) -> str:
    return clean(Page("page", text, "text/plain", "page.txt")).text


def trafilatura_html(text: str) -> str:
    from trafilatura import extract

    return extract(text, include_comments=False) or ""


def readability_html(text: str) -> str:
    from lxml.html import fromstring
    from readability import Document

    return str(fromstring(Document(text).summary()).text_content())


def uncleaned(text: str) -> str:
    return text


PEERS: dict[str, dict[str, Extract]] = {
    "html": {
        "audiogen": audiogen_html,
        "audiogen, tables read": audiogen_html_rows,
        "trafilatura": trafilatura_html,
        "readability-lxml": readability_html,
    },
    "dump": {"audiogen": audiogen_text, "uncleaned": uncleaned},
}


def load_score(folder: Path) -> ModuleType:
    """The corpus's own scorer, so that all figures mean the same."""
    spec = importlib.util.spec_from_file_location("article_score", folder / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def inputs(folder: Path, name: str, mode: str) -> dict[str, str]:
    """Page id -> markup or text, of every page that has a truth."""
    found = {}
    for truth in sorted((folder / name / "truth").glob("*.json")):
        source = (
            folder
            / name
            / ("pages" if mode == "html" else "dumps")
            / f"{truth.stem}.{'html.gz' if mode == 'html' else 'txt'}"
        )
        if source.exists():
            data = gzip.decompress(source.read_bytes()) if mode == "html" else source.read_bytes()
            found[truth.stem] = data.decode("utf-8", "replace")
    return found


def measure(
    score: ModuleType, folder: Path, name: str, pages: dict[str, str], extract: Extract
) -> tuple[list[float], float]:
    """Means of word-F1, precision, recall, must-read, must-not-read; and milliseconds a page."""
    extract(next(iter(pages.values())))  # imports are not the page's time
    rows, seconds = [], 0.0
    for page, text in pages.items():
        reference, must, mustnt = score.expected(
            json.loads((folder / name / "truth" / f"{page}.json").read_text(encoding="utf-8"))
        )
        start = time.perf_counter()
        try:
            kept = extract(text)
        except AudiogenError:
            kept = ""
        seconds += time.perf_counter() - start
        rows.append((*score.word_f1(kept, reference), score.share(kept, must), score.share(kept, mustnt)))
    return [score.mean([row[i] for row in rows]) for i in range(5)], 1000 * seconds / len(pages)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--set", choices=["web", "news"], action="append")
    parser.add_argument("--mode", choices=list(PEERS), action="append")
    options = parser.parse_args()
    score = load_score(options.folder)
    print("| pages | from | tool | F1 | precision | recall | must-read | must-not-read | ms a page |")
    print("|" + "---|" * 9)
    for name in options.set or ["web", "news"]:
        for mode in options.mode or list(PEERS):
            pages = inputs(options.folder, name, mode)
            for tool, extract in PEERS[mode].items():
                try:
                    means, ms = measure(score, options.folder, name, pages, extract)
                except ImportError:
                    continue
                figures = " | ".join("-" if mean != mean else f"{mean:.3f}" for mean in means)
                print(f"| {name} ({len(pages)}) | {mode} | {tool} | {figures} | {ms:.0f} |", flush=True)


if __name__ == "__main__":
    main()
