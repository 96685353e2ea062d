"""Inline control: instructions in the text, for the voice and never for the ear.

    [pause:1.5s]  [pause:300ms]  <break time="1.5s"/>  <break strength="strong"/>
    Nike[[ˈnaɪki]]                 the word before it is said like this
    like [[ˈnaɪki]] shoes          alone, it is a word; captions show its respelling (``nye-kee``)
    <sub alias="World Wide Web">WWW</sub>      <phoneme ph="ˈnaɪki">Nike</phoneme>
    <say-as interpret-as="date" format="dmy">1/4/2025</say-as>
    <prosody rate="slow">...</prosody>   <emphasis>...</emphasis>   <lang xml:lang="de">...</lang>

`lift` takes them out of an article's blocks, so that every later stage (sentences, captions, the page) sees the text
without them; `audiogen.speakable.pieces` cuts segments at pauses and changes of pace or language. A mark of which
nothing can be made is dropped with a warning; what only looks like one (``[pause]``, ``<lang>`` without a tag in it,
``[[citation needed]]``: no letter or stress mark of IPA) is text and stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

from audiogen.model import Article, Block, Control, Removal
from audiogen.speakable.respelling import is_ipa, respell

LONGEST_PAUSE_MS = 60_000
RULE = "inline control"
#: W3C SSML 1.1 names the strengths; the lengths are those of common synthesizers.
STRENGTHS_MS = {"none": 0, "x-weak": 100, "weak": 200, "medium": 400, "strong": 700, "x-strong": 1200}
RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.75}
EMPHASIS = {"strong": 0.8, "moderate": 0.9, "none": 1.0, "reduced": 1.15}
#: Tag -> the attribute without which it is plain text.
TAGS = {
    "break": "", "sub": "alias", "phoneme": "ph", "say-as": "interpret-as", "emphasis": "", "prosody": "rate",
    "lang": "xml:lang",
}  # fmt: skip

_MARK = re.compile(
    r"\[(?i:pause):\s?(?P<pause>\d{1,9}(?:\.\d{1,9})?\s?m?s)\]"
    r"|\[\[(?P<ipa>[^\[\]]{1,200})\]\]"
    rf"|<(?P<close>/?)(?P<tag>{'|'.join(TAGS)})(?P<attributes>(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*)"
    r"\s*(?P<empty>/?)>"
)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TIME = re.compile(r"\+?(\d{0,9}(?:\.\d{1,9})?)\s?(ms|s)")
_CLOSING = tuple(",.;:!?…")
_LAST_WORD = re.compile(r"\w+(?:['’-]\w+)*\Z")


def lift(article: Article) -> Article:
    """The article with the inline controls of its blocks' texts moved to `Block.controls` and to the removals.

    A block of nothing but pauses goes; its pause follows the block before it.
    """
    if not any(_MARK.search(block.text) for block in article.blocks):
        return article
    blocks: list[Block] = []
    removals, warnings = list(article.removals), list(article.warnings)
    for block in article.blocks:
        lifted = _Lifted(block, article.language)
        removals += lifted.removals
        warnings += lifted.warnings
        if lifted.text.strip():
            blocks.append(replace(block, text=lifted.text, controls=lifted.controls))
        elif blocks and lifted.controls:
            end = len(blocks[-1].text)
            late = tuple(replace(control, start=end, end=end) for control in lifted.controls if control.kind == "pause")
            blocks[-1] = replace(blocks[-1], controls=blocks[-1].controls + late)
    return replace(article, blocks=tuple(blocks), removals=tuple(removals), warnings=tuple(dict.fromkeys(warnings)))


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    start: int


class _Lifted:
    """One block's text without its marks, and what they were."""

    def __init__(self, block: Block, language: str) -> None:
        self.text = ""
        self.removals: list[Removal] = []
        self.warnings: list[str] = []
        self._language = language
        self._controls: list[Control] = []
        self._open: list[_Open] = []
        self._lift(block)

    def _lift(self, block: Block) -> None:
        at = 0
        for match in _MARK.finditer(block.text):
            if self._is_text(match):
                continue
            self._keep(block.text[at : match.start()])
            self.removals.append(Removal(block.line, match[0], RULE))
            self._mark(match)
            at = match.end()
        self._keep(block.text[at:])
        self.text = self.text.rstrip() if at else self.text
        for left in self._open:
            self.warnings.append(f"<{left.tag}> is not closed in its paragraph: ignored.")

    @property
    def controls(self) -> tuple[Control, ...]:
        end = len(self.text)
        inside = (replace(one, start=min(one.start, end), end=min(one.end, end)) for one in self._controls)
        return tuple(
            sorted((one for one in inside if one.kind == "pause" or one.end > one.start), key=lambda one: one.start)
        )

    def _is_text(self, match: re.Match[str]) -> bool:
        if match["ipa"] is not None:
            return match["ipa"].isascii() or not is_ipa(match["ipa"])
        needed = TAGS.get(match["tag"] or "", "")
        return bool(needed) and not match["close"] and needed not in _attributes(match)

    def _keep(self, text: str) -> None:
        """Add text; blanks on both sides of a mark become one."""
        if self.removals and (not self.text or self.text[-1].isspace()):
            text = text.lstrip()
            if text[:1] in _CLOSING:
                self.text = self.text.rstrip()
        self.text += text

    def _mark(self, match: re.Match[str]) -> None:
        here = len(self.text)
        if match["pause"] is not None:
            self._pause(milliseconds(match["pause"]))
        elif match["ipa"] is not None:
            word = _LAST_WORD.search(self.text)
            if word is None:
                self.text += respell(match["ipa"])
            self._add(here if word is None else word.start(), "ipa", match["ipa"].strip())
        elif match["tag"] == "break":
            self._pause(_length(_attributes(match)))
        elif match["close"]:
            self._close(match["tag"])
        elif not match["empty"]:
            self._open.append(_Open(match["tag"], _attributes(match), here))

    def _pause(self, length: float | None) -> None:
        if length is None:
            self.warnings.append("A pause without a length that can be read was ignored.")
        elif length > LONGEST_PAUSE_MS:
            self.warnings.append(f"A pause of more than {LONGEST_PAUSE_MS // 1000} s was cut to that.")
        if length is not None:
            self._add(len(self.text), "pause", str(round(min(length, LONGEST_PAUSE_MS))))

    def _close(self, tag: str) -> None:
        place = next((place for place in reversed(range(len(self._open))) if self._open[place].tag == tag), None)
        if place is None:
            self.warnings.append(f"</{tag}> closes nothing: ignored.")
            return
        left = self._open.pop(place)
        self._govern(left, self.text[left.start :])

    def _govern(self, left: _Open, inside: str) -> None:
        """What the tag means for the text inside it."""
        given = left.attributes
        if left.tag == "sub":
            self._add(left.start, "say", given["alias"])
        elif left.tag == "phoneme" and given.get("alphabet", "ipa") == "ipa" and is_ipa(given["ph"]):
            self._add(left.start, "ipa", given["ph"])
        elif left.tag == "phoneme":
            self.warnings.append(f"<phoneme ph={given['ph']!r}> is no IPA: the word is said as written.")
        elif left.tag == "lang":
            self._add(left.start, "language", given["xml:lang"])
        elif left.tag == "say-as":
            self._say_as(left, inside)
        else:
            rate = EMPHASIS.get(given.get("level", "moderate")) if left.tag == "emphasis" else pace(given["rate"])
            if rate is None:
                self.warnings.append(f"<{left.tag}> names no pace that can be read: ignored.")
            elif rate != 1:
                self._add(left.start, "rate", f"{rate:g}")

    def _say_as(self, left: _Open, inside: str) -> None:
        from audiogen.speakable.say_as import say_as

        said = say_as(inside, left.attributes["interpret-as"], left.attributes.get("format", ""), self._language)
        if said is None:
            self.warnings.append(f"<say-as interpret-as={left.attributes['interpret-as']!r}> is not known: ignored.")
        elif said != inside:
            self._add(left.start, "say", said)

    def _add(self, start: int, kind: str, value: str) -> None:
        while kind != "pause" and start < len(self.text) and self.text[start].isspace():
            start += 1
        self._controls.append(Control(start, len(self.text), kind, value))  # type: ignore[arg-type]


def _attributes(match: re.Match[str]) -> dict[str, str]:
    found = _ATTRIBUTE.findall(match["attributes"] or "")
    return {name: unescape(double or single).strip() for name, double, single in found}


def milliseconds(time: str) -> float | None:
    """``1.5s``, ``300ms`` -> milliseconds; None where it is no time."""
    match = _TIME.fullmatch(time.strip())
    if match is None or not match[1]:
        return None
    return float(match[1]) * (1000 if match[2] == "s" else 1)


def _length(attributes: dict[str, str]) -> float | None:
    if "time" in attributes:
        return milliseconds(attributes["time"])
    return STRENGTHS_MS.get(attributes.get("strength", "medium"))


def pace(rate: str) -> float | None:
    """SSML's prosody rate (``slow``, ``80%``, ``+10%``, ``1.2``) as a factor from 0.5 to 3; None where it is none."""
    if rate in RATES:
        return RATES[rate]
    match = re.fullmatch(r"([+-]?)(\d{1,4}(?:\.\d{1,4})?)(%?)", rate)
    if match is None:
        return None
    value = float(match[2]) / (100 if match[3] else 1)
    factor = {"+": 1 + value, "-": 1 - value}.get(match[1], value)
    return min(3.0, max(0.5, factor))
