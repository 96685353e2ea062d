"""What is kept of graded pages: audiogen beside trafilatura, readability-lxml and no cleaning at all.

    python benchmarks/articles.py                 # the pages in ../shared/articles
    python benchmarks/articles.py FOLDER [--set web] [--mode html]
    python benchmarks/articles.py --unseen .folds # besides, each page by weights that were learned from other sites

Prints a Markdown table. `audiogen, unseen` is what to expect of a new site: cross-validation by site, end to end. Its
weights are learned by the scripts in `scripts/` (some minutes, with lightgbm) unless the folder holds them.

FOLDER holds `score.py` and a folder a set, with `pages`, `dumps` and `truth`. A peer that is not installed
is left out. Times are of one core, after the imports.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from unittest import mock

from audiogen.cleaner import clean, dom_model, story
from audiogen.errors import AudiogenError
from audiogen.model import Page

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "articles"
SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
Extract = Callable[[str], str]
Row = tuple[float, float, float, float | None, float | None]


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


def load(path: Path) -> ModuleType:
    """A module by its path, such as the corpus's own scorer, so that all figures mean the same."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
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


def measure(score: ModuleType, truths: Path, pages: dict[str, str], extract: Extract) -> tuple[list[Row], float]:
    """Word-F1, precision, recall, must-read, must-not-read of each page; and seconds for all."""
    extract(next(iter(pages.values())))  # imports are not the page's time
    rows, seconds = [], 0.0
    for page, text in pages.items():
        reference, must, mustnt = score.expected(json.loads((truths / f"{page}.json").read_text(encoding="utf-8")))
        start = time.process_time()
        try:
            kept = extract(text)
        except AudiogenError:
            kept = ""
        seconds += time.process_time() - start
        rows.append((*score.word_f1(kept, reference), score.share(kept, must), score.share(kept, mustnt)))
    return rows, seconds


def unseen(
    score: ModuleType, folder: Path, name: str, pages: dict[str, str], extract: Extract, weights: Path
) -> tuple[list[Row], float]:
    """As `measure`, each page by the weights that its site had no part in."""
    graded = load(SCRIPTS / "graded.py")
    parts: dict[int, dict[str, str]] = {}
    for page, text in pages.items():
        parts.setdefault(graded.fold(folder, name, page), {})[page] = text
    rows, seconds = [], 0.0
    for held, part in parts.items():
        with (
            mock.patch.object(dom_model, "WEIGHTS", weights / f"{dom_model.WEIGHTS.stem}.{held}.json"),
            mock.patch.object(story, "WEIGHTS", weights / f"{story.WEIGHTS.stem}.{held}.json"),
        ):
            found, more = measure(score, folder / name / "truth", part, extract)
        rows, seconds = rows + found, seconds + more
    return rows, seconds


def learn(folder: Path, weights: Path, modes: Iterable[str]) -> None:
    """The weights of all folds, where they are not there yet."""
    scripts = {"html": ("train_extract.py", dom_model.WEIGHTS), "dump": ("train_cleaner.py", story.WEIGHTS)}
    for script, path in (scripts[mode] for mode in modes):
        if not list(weights.glob(f"{path.stem}.*.json")):
            subprocess.run([sys.executable, SCRIPTS / script, folder, "--folds", weights], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--set", choices=["web", "news"], action="append")
    parser.add_argument("--mode", choices=list(PEERS), action="append")
    parser.add_argument("--tool", action="append", help="only these rows")
    parser.add_argument("--unseen", type=Path, metavar="WEIGHTS", help="folder of the weights of folds")
    options = parser.parse_args()
    score, modes = load(options.folder / "score.py"), options.mode or list(PEERS)
    if options.unseen:
        learn(options.folder, options.unseen, modes)
    print("| pages | from | tool | F1 | precision | recall | must-read | must-not-read | CPU ms a page |")
    print("|" + "---|" * 9)
    for name, mode in ((name, mode) for name in options.set or ["web", "news"] for mode in modes):
        pages = inputs(options.folder, name, mode)
        for tool, extract in [("audiogen, unseen", PEERS[mode]["audiogen"]), *PEERS[mode].items()]:
            if (options.tool and tool not in options.tool) or (tool.endswith("unseen") and not options.unseen):
                continue
            try:
                rows, seconds = (
                    unseen(score, options.folder, name, pages, extract, options.unseen)
                    if tool.endswith("unseen")
                    else measure(score, options.folder / name / "truth", pages, extract)
                )
            except ImportError:
                continue
            means = [score.mean([row[i] for row in rows]) for i in range(5)]
            figures = " | ".join("-" if mean != mean else f"{mean:.3f}" for mean in means)
            print(
                f"| {name} ({len(pages)}) | {mode} | {tool} | {figures} | {1000 * seconds / len(pages):.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
