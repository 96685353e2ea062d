"""The graded pages that the search for the article is learned from, and their parting by site.

Learning needs `pip install lightgbm`; running what was learned needs numpy alone (`audiogen.cleaner.trees`).
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "articles"
SETS = ("web", "news")
FOLDS = 4
_ADDRESS = re.compile(
    r'(?:rel=["\']?canonical["\']?[^>]*href|og:url["\'][^>]*content)=["\']?https?://(?:www\.)?([^/"\' >]+)'
)


def truths(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Set, page, what must and must not be read of it."""
    for name in SETS:
        for file in sorted((folder / name / "truth").glob("*.json")):
            if (folder / name / f"pages/{file.stem}.html.gz").exists():
                yield name, file.stem, json.loads(file.read_text(encoding="utf-8"))


def markup(folder: Path, name: str, page: str) -> str:
    return gzip.decompress((folder / name / f"pages/{page}.html.gz").read_bytes()).decode("utf-8", "replace")


def reference(truth: dict[str, Any]) -> str:
    return truth["main_content"] if "main_content" in truth else "\n\n".join(truth["paragraphs"])


def fold(folder: Path, name: str, page: str) -> int:
    """0 to FOLDS - 1; the same for all pages of a site."""
    hit = _ADDRESS.search(markup(folder, name, page)) if name == "web" else None
    site = page.split("_")[0] if name == "news" else hit[1] if hit else page
    return zlib.crc32(site.encode()) % FOLDS
