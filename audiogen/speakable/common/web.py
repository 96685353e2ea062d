"""Addresses of the web: e-mail, URLs, handles, hashtags. The marks' names are the language's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Match

from audiogen.speakable.common.grammar import Grammar
from audiogen.speakable.common.numerals import either
from audiogen.speakable.common.tables import listed
from audiogen.speakable.rules import DIGIT, SHAPE, Context, Rule

_DOMAINS = listed("""
    com org net gov edu info biz mil int io ai co uk us de fr es it eu ca au nz ie in jp cn ru br mx ch at be nl
    se no dk fi pl tv fm me app dev news blog shop online site tech ly gg za ir tr gr pt cz ro hu ua il kr ar cl
    pe ve uy lu cat gob gouv swiss berlin li
""")
_DOMAIN = rf"(?:{either(_DOMAINS)})(?![\w])"
_HOST = rf"(?:[A-Za-z0-9](?:[\w\-]{{0,62}}[A-Za-z0-9])?\.){{1,8}}{_DOMAIN}"
_TOKEN = re.compile(r"[^\W\d_]+|\d|[^\w\s]|_")
_VOWELS = "aeiouyäöüáéíóúàèùâêîôûï"
_PRONOUNCEABLE = re.compile(
    rf"(?:[^{_VOWELS}]{{0,2}}|s[cpt][hlr]|sch[lmnrw]?)[{_VOWELS}]{{1,3}}"
    rf"(?:[^{_VOWELS}]{{1,5}}[{_VOWELS}]{{1,3}})*[^{_VOWELS}]{{0,3}}"
)


@dataclass(frozen=True)
class Web:
    """A language's names of marks and its small words for addresses."""

    marks: Mapping[str, str]
    """``.`` -> ``dot``; an empty string is silent."""
    hashtag: str
    number: str
    """``#1``."""
    words: frozenset[str]
    """Parts of addresses that are said as words however short."""
    names: Mapping[str, str]
    """Parts of addresses with a spelling for the voice: ``gmail`` -> ``g mail``."""


def as_word(name: str) -> bool:
    """Four letters and more that a voice can say, or three with the vowel in the middle."""
    if len(name) == 3:
        return [char in _VOWELS for char in name.lower()] == [False, True, False]
    return len(name) > 3 and _PRONOUNCEABLE.fullmatch(name.lower()) is not None


def rules(grammar: Grammar, web: Web) -> tuple[Rule, ...]:
    """The rules of web addresses."""

    def spell(written: str) -> str:
        said = []
        for found in _TOKEN.finditer(written):
            token = found[0]
            if token.isdecimal():
                said.append(grammar.digits(token))
            elif token in web.marks:
                said.append(web.marks[token])
            elif token.isalpha():
                said.append(_name(token))
        return " ".join(word for word in said if word)

    def _name(token: str) -> str:
        lower = token.lower()
        if lower in web.names:
            return web.names[lower]
        return token if lower in web.words or as_word(token) else " ".join(token)

    def address(match: Match[str], context: Context) -> str | None:
        bare = match[0].rstrip(".,;:!?'")
        return spell(bare) + match[0][len(bare) :]

    def url(match: Match[str], context: Context) -> str | None:
        bare = match[0].rstrip(".,;:!?'")
        shown = re.sub(r"^(?i:https?|ftp)://", "", bare).removesuffix("/")
        return spell(shown) + match[0][len(bare) :]

    def handle(match: Match[str], context: Context) -> str | None:
        return f"{web.marks['@']} {_words(match[1])}"

    def hashtag(match: Match[str], context: Context) -> str | None:
        return f"{web.hashtag} {_words(match[1])}"

    def _words(name: str) -> str:
        pieces = re.findall(r"[^\W\d_]+|\d+|\.", name)
        return " ".join(
            grammar.number(piece) if piece.isdecimal() else web.marks["."] if piece == "." else _name(piece)
            for piece in pieces
        )

    return (
        Rule("e-mail", r"(?:mailto:)?[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}", address, at=SHAPE + DIGIT),
        Rule("url", r"(?i:(?:https?|ftp)://|www\.)[^\s<>\"”’»)\]]+", url, at=SHAPE, words=["http", "https", "www",
            "ftp"]),
        Rule("host", rf"{_HOST}(?:/[^\s<>\"”’»)\]]*)?", url, at=SHAPE + DIGIT),
        Rule("handle", r"(?<![\w@])@([^\W_][\w]*(?:\.\w+)*)", handle, at="@"),
        Rule("number sign", r"#\s?(?=\d)", f"{web.number} ", at="#"),
        Rule("hashtag", r"#(\w*[^\W\d_]\w*)", hashtag, at="#"),
        Rule(
            "file", r"[A-Za-z][\w\-]*\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|mp[34]|wav|txt|csv|zip|html?|exe|py|js)"
            r"(?!\w)",
            address, at=SHAPE,
        ),
    )  # fmt: skip
