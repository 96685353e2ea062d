"""Tree -> what a page says of itself: schema.org JSON-LD first, then OpenGraph and its kin, then plain HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from audiogen.cleaner.dom_pieces import fold
from audiogen.model import Metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: schema.org types whose node describes the page's story.
_STORY_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Recipe|Story|HowTo|LiveBlog\w*|FAQPage|NewsArticle)$")
_PAGE_TYPES = ("WebPage", "ItemPage", "AboutPage")
_MAX_NODES = 5000

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline")
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "og:article:author",
)
_SITES = ("og:site_name", "application-name", "twitter:app:name:iphone", "publisher", "dc.publisher")
_DATES = (
    *("article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished"),
    *("date", "pubdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date"),
    *("dc.date.issued", "dcterms.created", "last-modified"),
)
_IMAGES = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description", "dcterms.description")

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?")
_NUMERIC = re.compile(r"(\d{4})/(\d\d?)/(\d\d?)")
_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([A-Za-z]{2}|\d{3}|[A-Z][a-z]{3}))?\b")
_TAIL = re.compile(r"\s+[|–—·•»:-]\s+|\s+[|]|[|]\s+| :: ")
_BY = re.compile(r"^(?:by|von|par|por|di|door)\s+(?=[A-ZÀ-Þ])", re.I)


@dataclass(frozen=True)
class About:
    """The metadata of a page, and the texts that help to find its story."""

    metadata: Metadata
    description: str = ""
    body: str = ""
    """schema.org ``articleBody``, without markup."""
    free: bool = True
    """False where the page says that it is not accessible for free."""
    word_count: int = 0
    """How many words the page says its story has; 0: it does not say."""


def merge(given: Metadata, found: Metadata) -> Metadata:
    """What the reader knows goes before what the page says."""
    names = [field.name for field in fields(Metadata)]
    return Metadata(**{name: getattr(given, name) or getattr(found, name) for name in names})


def about(root: HtmlElement, url: str = "") -> About:
    """What the page says of itself; `url` is where it came from, to complete relative addresses."""
    story = _story(list(_nodes(root)))
    meta = _meta(root)
    site = _name(story.get("publisher")) or _first(meta, _SITES)
    title = _line(story.get("headline") or story.get("name")) or _first(meta, _TITLES) or _html_title(root, site)
    canonical = (
        _first_of(root.xpath("//link[@rel='canonical']/@href")) or meta.get("og:url", "") or _address(story.get("url"))
    )
    body = _line_breaks(story.get("articleBody") or story.get("reviewBody"))
    metadata = Metadata(
        title=_without_site(title, site),
        byline=_byline(story, meta, root),
        site=site,
        published=_date(story.get("datePublished"))
        or next(filter(None, (_date(meta.get(n)) for n in _DATES)), "")
        or _time(root),
        language=_language(root, meta, story),
        url=_complete(canonical, url),
        image=_picture(_address(story.get("image")) or _first(meta, _IMAGES), url),
    )
    description = _line(story.get("description")) or _first(meta, _DESCRIPTIONS)
    free = str(story.get("isAccessibleForFree", "true")).strip().lower() not in ("false", "http://schema.org/false")
    return About(metadata, description, body, free, _count(story.get("wordCount")))


def _count(value: Any) -> int:
    digits = str(value).replace(",", "")
    return int(digits) if digits.isdecimal() and len(digits) < 8 else 0


def _nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outer before inner."""
    count = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        stack = [_json(script.text or "")]
        while stack and count < _MAX_NODES:
            value = stack.pop()
            if isinstance(value, dict):
                count += 1
                yield value
                stack.extend(reversed(list(value.values())))
            elif isinstance(value, list):
                stack.extend(reversed(value))


def _json(text: str) -> Any:
    text = (
        re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", "", text)
        .strip()
        .rstrip(";")
    )
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type", [])
    return [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _story(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """The node that describes the page's story: the one with most text among those with a headline."""
    stories = [
        node
        for node in nodes
        if any(map(_STORY_TYPES.search, _types(node)))
        and (node.get("headline") or node.get("name") or node.get("articleBody"))
    ]
    if stories:
        return max(
            stories[:20],
            key=lambda node: (
                bool(node.get("articleBody")),
                bool(node.get("datePublished")),
                len(node) if node is stories[0] else 0,
            ),
        )
    return next((node for node in nodes if any(kind in _PAGE_TYPES for kind in _types(node))), {})


def _meta(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = fold(unescape(element.get("content") or ""))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _first_of(values: Any) -> str:
    return fold(str(values[0])) if values else ""


def _line(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value", "")
    return fold(_plain(value)) if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """Without tags and character references: JSON-LD texts often carry both."""
    text = unescape(unescape(text))
    return re.sub(r"</?[a-zA-Z][^<>]*>", " ", text) if "<" in text else text


def _line_breaks(value: Any) -> str:
    if isinstance(value, list):
        value = "\n".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    return _plain(re.sub(r"(?i)<(?:/p|br|/h\d|/li)\b[^<>]*>", "\n", unescape(value)))


def _name(value: Any) -> str:
    """The name of a person or organisation, or of each of a list of them."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, map(_name, value[:8]))))
    if isinstance(value, dict):
        return _name(value.get("name"))
    name = _line(value)
    return "" if name.startswith(("http:", "https:", "www.", "@", "#")) or len(name) > 100 else name


def _byline(story: dict[str, Any], meta: dict[str, str], root: HtmlElement) -> str:
    name = _name(story.get("author")) or _name(story.get("creator"))
    name = name or next(filter(None, (_name(meta.get(field)) for field in _AUTHORS)), "")
    if not name:
        links = root.xpath("(//a[@rel='author'] | //*[@itemprop='author']//*[@itemprop='name'] | //address//a)[1]")
        name = _name("".join(links[0].itertext())) if links else ""
    return _BY.sub("", name)


def _address(value: Any) -> str:
    if isinstance(value, list):
        return next(filter(None, map(_address, value)), "")
    if isinstance(value, dict):
        return _address(value.get("url") or value.get("contentUrl") or value.get("@id"))
    return value.strip() if isinstance(value, str) and not value.startswith("#") else ""


def _complete(address: str, base: str) -> str:
    """An absolute http(s) address, or an empty string."""
    try:
        whole = urljoin(base if base.startswith("http") else "", address)
    except ValueError:
        return ""
    return whole if whole.startswith(("http://", "https://")) else ""


def _picture(address: str, base: str) -> str:
    """An absolute http(s) address; of a page without an address of its own, also a path beside it."""
    beside = not base.startswith("http") and address and not address.startswith("//") and ":" not in address
    return address if beside else _complete(address, base)


def _html_title(root: HtmlElement, site: str) -> str:
    heads = [fold("".join(head.itertext())) for head in root.iter("h1")]
    title = fold("".join(next(root.iter("title"), root.makeelement("title")).itertext()))
    if title and heads:
        return next((head for head in heads if head and head.lower() in title.lower()), title)
    return title or (heads[0] if len(heads) == 1 else "")


def _without_site(title: str, site: str) -> str:
    """``Story | Site`` -> ``Story``: a short last part goes if it is the site's name or follows a bar."""
    parts = list(_TAIL.finditer(title))
    if not parts:
        return title
    head, tail = title[: parts[-1].start()].strip(), title[parts[-1].end() :].strip()
    squeezed = re.sub(r"\W", "", tail).lower()
    names = re.sub(r"\W", "", site).lower()
    is_site = bool(names) and bool(squeezed) and (squeezed in names or names in squeezed)
    return head if head and (is_site or ("|" in parts[-1][0] and len(tail) < 30 and len(head) > len(tail))) else title


def _date(value: Any) -> str:
    """ISO 8601 of a date in a metadata field: ``2026-03-01`` or ``2026-03-01T08:00:00+01:00``."""
    text = _line(value)
    if match := _ISO.search(text):
        year, month, day, time, zone = match.groups()
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return ""
        return f"{year}-{month}-{day}" + (f"T{time}{zone or ''}" if time else "")
    if match := _NUMERIC.search(text):
        year, month, day = match.groups()
        return f"{year}-{int(month):02d}-{int(day):02d}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else ""
    return ""


def _time(root: HtmlElement) -> str:
    return next(filter(None, (_date(element.get("datetime")) for element in root.iter("time"))), "")


def _language(root: HtmlElement, meta: dict[str, str], story: dict[str, Any]) -> str:
    """BCP 47, from the ``lang`` of the page, its body or its story, or from its metadata; empty if it does not say."""
    outer = (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    inner = root.xpath("(//body/@lang | //article/@lang)[1]")
    fields = (meta.get("og:locale"), meta.get("content-language"), meta.get("language"))
    for value in (*outer, *inner, _line(story.get("inLanguage")), *fields):
        match = _LANGUAGE.match((value or "").strip())
        if match and match[0].lower() not in ("und", "zxx"):
            region = match[2] or ""
            return match[1].lower() + (f"-{region.upper() if len(region) < 4 else region.title()}" if region else "")
    return ""
