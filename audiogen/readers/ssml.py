"""SSML -> Page: text with the inline controls of `audiogen.speakable.markup`, paragraphs parted by blank lines."""

from __future__ import annotations

from html import escape
from typing import Any

from audiogen.errors import SourceError
from audiogen.model import Metadata, Page
from audiogen.speakable.markup import TAGS

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_SILENT = frozenset({"metadata", "meta", "lexicon", "desc", "token-lexicon"})
_PARAGRAPHS = frozenset({"p", "paragraph"})
_PLAIN = frozenset({"speak", "s", "sentence", "w", "token"})
_KEPT = {"break": ("time", "strength"), "sub": ("alias",), "phoneme": ("alphabet", "ph"), "emphasis": ("level",),
         "say-as": ("interpret-as", "format"), "prosody": ("rate",), "lang": ("xml:lang",)}  # fmt: skip
_DEEPEST = 200


def read(data: bytes, name: str, source: str, content_type: str = "") -> Page:
    """The text of a ``<speak>`` document with its controls inline; the document's language goes to the metadata.

    Entities are not expanded and nothing is fetched. Tags outside the subset go with a warning, their words stay.
    SourceError where it is no SSML.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(
            f"{source} is no SSML: {error}.", "Check that every tag is closed, and & is &amp;."
        ) from error
    if _tag(root) != "speak":
        raise SourceError(f"{source} is no SSML: it begins with <{_tag(root)}>.", "The outermost tag is <speak>.")
    walk = _Walk()
    walk.element(root, 0)
    walk.end_paragraph()
    text = "\n\n".join(walk.paragraphs)
    if not text:
        raise SourceError(f"{source} has nothing to say.", "Put words between <speak> and </speak>.")
    metadata = Metadata(language=root.get(_LANGUAGE, ""))
    return Page(name, text, "text/plain", source, metadata, whole=True, warnings=tuple(walk.warnings))


def _tag(element: Any) -> str:
    """Without its namespace; empty for what is no element (an entity, an instruction)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class _Walk:
    """Goes through the tree and writes paragraphs; tags that are open at a paragraph's end begin the next one."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.warnings: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._text: list[str] = []
        self._words = False

    def element(self, element: Any, depth: int) -> None:
        tag = _tag(element)
        if tag and tag not in _SILENT and depth <= _DEEPEST:
            self._enter(element, tag, depth)
        elif not tag or depth > _DEEPEST:
            self._warn("An entity or a tag too deep was dropped." if not tag else "Tags too deep were dropped.")
        self._say(element.tail or "")

    def _enter(self, element: Any, tag: str, depth: int) -> None:
        if tag in _PARAGRAPHS:
            self.end_paragraph()
        opened = [control for control in self._controls(element, tag) if control]
        for name, start in opened:
            self._begin(name, start)
        self._say(element.text or "")
        for child in element:
            self.element(child, depth + 1)
        for _ in opened:
            self._end()
        if tag in ("s", "sentence"):
            self._end_sentence()
        if tag in _PARAGRAPHS:
            self.end_paragraph()

    def _controls(self, element: Any, tag: str) -> list[tuple[str, str]]:
        """Inline tags for an element: its own, and one for its language."""
        found = []
        language = element.get(_LANGUAGE)
        if language and tag not in ("speak", "lang"):
            found.append(("lang", f'<lang xml:lang="{escape(language)}">'))
        if tag in _KEPT:
            given = {name: element.get(_LANGUAGE if name == "xml:lang" else name) for name in _KEPT[tag]}
            written = "".join(f' {name}="{escape(value)}"' for name, value in given.items() if value)
            if tag == "prosody" and any(
                element.get(name) for name in ("pitch", "volume", "range", "contour", "duration")
            ):
                self._warn("<prosody>: only the rate has an effect.")
            if not TAGS[tag] or given.get(TAGS[tag]):
                found.append((tag, f"<{tag}{written}>"))
            elif tag != "prosody":
                self._warn(f"<{tag}> without {TAGS[tag]} was dropped.")
        elif tag not in _PLAIN | _PARAGRAPHS:
            self._warn(f"<{tag}> is not known and was dropped; its words are said.")
        return found

    def _begin(self, name: str, start: str) -> None:
        if name == "break":
            self._text.append(start[:-1] + "/>")
        else:
            self._text.append(start)
        self._open.append((name, start))

    def _end(self) -> None:
        name, _ = self._open.pop()
        if name != "break":
            self._text.append(f"</{name}>")

    def _say(self, text: str) -> None:
        self._text.append(text)
        self._words = self._words or bool(text.strip())

    def _end_sentence(self) -> None:
        """A sentence without a mark at its end gets a pause, so that it does not run into the next."""
        text = "".join(self._text).rstrip()
        if text and text[-1] not in ".!?…:;\"'”’)>":
            self._text.append("<break/>")
        self._text.append(" ")

    def end_paragraph(self) -> None:
        text = "".join(self._text) + "".join(f"</{name}>" for name, _ in reversed(self._open) if name != "break")
        if self._words or "<break" in text:
            self.paragraphs.append(" ".join(text.split()))
        self._text = [start for name, start in self._open if name != "break"]
        self._words = False

    def _warn(self, warning: str) -> None:
        if warning not in self.warnings:
            self.warnings.append(warning)
