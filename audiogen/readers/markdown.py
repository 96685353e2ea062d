"""Markdown -> Page: CommonMark with tables and footnotes as HTML, the front matter (YAML or TOML) as metadata."""

from __future__ import annotations

import re
import sys
from typing import Any

from audiogen.errors import SourceError
from audiogen.model import Metadata, Page
from audiogen.readers import facts
from audiogen.readers.decoding import decode

#: The largest Markdown text that is read: for each million of them the parser takes some 3 s and 100 MB.
MAX_CHARACTERS = 4_000_000

#: Field of `Metadata` -> the names that site generators and note programs have for it, the best first.
_NAMES = {
    "title": ("title", "headline"),
    "byline": ("author", "authors", "byline", "by"),
    "site": ("site", "site_name", "publication", "publisher"),
    "published": ("date", "published", "date_published", "published_at", "pubdate", "created"),
    "language": ("language", "lang", "locale"),
    "url": ("canonical_url", "canonical", "url", "link", "permalink", "source"),
    "image": ("image", "cover", "cover_image", "featured_image", "thumbnail", "banner"),
}
_TEXT_KEYS = ("name", "title", "url", "src")
_YAML = re.compile(r"\A---[ \t]*\n(.{0,65536}?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.{0,65536}?)^\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M)
_LINE = re.compile(r"^([\w-]+):[ \t]+(.+)$", re.M)


def read(data: bytes, name: str, source: str, content_type: str = "") -> Page:
    """The document as HTML; all of it is the article. SourceError where nothing but front matter is in it."""
    text, warnings = decode(data, content_type)
    metadata, body, more = split(text)
    if not body.strip():
        raise SourceError(f"{source} is empty.", "Give a file with text in it.")
    if len(body) > MAX_CHARACTERS:
        raise SourceError(f"{source} has more than {MAX_CHARACTERS:,} characters of Markdown.", "Split it.")
    try:
        markup = to_html(body)
    except RecursionError:
        more += ("The text is nested too deeply for Markdown: read as plain text.",)
        return Page(name, body, "text/plain", source, metadata, whole=True, warnings=warnings + more)
    return Page(name, markup, "text/html", source, metadata, whole=True, warnings=warnings + more)


def to_html(markdown: str) -> str:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    # The preset would leave out, without a word, what is nested more than 20 levels deep.
    parser = MarkdownIt("commonmark", {"maxNesting": 1_000_000}).enable(["table", "strikethrough"]).use(footnote_plugin)
    return str(parser.render(markdown))


def split(text: str) -> tuple[Metadata, str, tuple[str, ...]]:
    """Metadata, the text without the front matter, warnings."""
    for pattern, parse in ((_YAML, _yaml), (_TOML, _toml)):
        if (found := pattern.match(text)) and (facts_ := parse(found[1])) is not None:
            values, warnings = facts_
            return _metadata(values), text[found.end() :], warnings
    return Metadata(), text, ()


_Parsed = tuple[dict[str, Any], tuple[str, ...]]


def _yaml(matter: str) -> _Parsed | None:
    """None where it is no mapping: text between two rules is text. All values come as strings."""
    import yaml

    try:
        values = yaml.load(matter, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        values = {key: value.strip("\"' ") for key, value in _LINE.findall(matter)}
        return (values, ("The front matter is no valid YAML: read line by line.",)) if values else None
    return (values, ()) if isinstance(values, dict) else None


def _toml(matter: str) -> _Parsed | None:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        return tomllib.loads(matter), ()
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}, ("The front matter is no valid TOML: left out.",)


def _metadata(values: dict[str, Any]) -> Metadata:
    lower = {str(key).lower().replace("-", "_"): value for key, value in values.items()}
    found = {field: next((text for name in names if (text := _text(lower.get(name)))), "")
             for field, names in _NAMES.items()}  # fmt: skip
    return Metadata(
        title=found["title"],
        byline=found["byline"],
        site=found["site"],
        published=_date(found["published"]),
        language=facts.language_tag(found["language"]),
        url=facts.web_address(found["url"]),
        image=facts.web_address(found["image"]),
    )


def _text(value: Any) -> str:
    """A scalar as text, a list joined by commas, of a mapping its name."""
    if isinstance(value, dict):
        return next((_text(value[key]) for key in _TEXT_KEYS if key in value), "")
    if isinstance(value, list):
        return ", ".join(text for item in value[:20] if not isinstance(item, list) and (text := _text(item)))
    return "" if value is None else " ".join(str(value).split())


def _date(value: str) -> str:
    """``2024-05-01``, or with a time after a T or a blank and a zone after a blank, as YAML allows."""
    moment = re.match(r"(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?", value)
    if not moment:
        return ""
    day, time, zone = moment.groups()
    zone = f"{zone[:3]}:{zone[-2:]}" if zone and zone != "Z" else zone or ""
    return facts.iso_date(f"{day}T{time}{zone}" if time else day)
