"""What says that the voice is artificial, in the article's language: beside the player, in tags, captions and feeds.

Spoken, it is a block of the article, so that it is heard, shown and timed like everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from audiogen.errors import SettingsError
from audiogen.model import Article, Block

LINES = {
    "en": "This audio version was artificially generated.",
    "de": "Diese Audiofassung wurde künstlich erzeugt.",
    "fr": "Cette version audio a été générée artificiellement.",
    "es": "Esta versión de audio se ha generado artificialmente.",
    "it": "Questa versione audio è stata generata artificialmente.",
    "nl": "Deze audioversie is kunstmatig gegenereerd.",
    "pt": "Esta versão em áudio foi gerada artificialmente.",
}
STANDARD = "yes"


def disclosure(language: str, own: Mapping[str, str]) -> str:
    """The line in a language (``de-AT``: of ``de``), the user's `own` before ours; English where there is none."""
    tag = language.lower()
    lines = {**LINES, **{name.lower(): line for name, line in own.items()}}
    return lines.get(tag) or lines.get(tag.partition("-")[0]) or lines["en"]


def credited(line: str, engine: str, voice: str) -> str:
    """The line, and who speaks: as tags, captions and EPUBs have it."""
    return f"{line} Voice: {engine} {voice}."


def announced(article: Article, setting: str, own: Mapping[str, str]) -> Article:
    """The article with the line before it: the setting's own words, or for ``yes`` the line in its language.

    SettingsError where there is no line in that language.
    """
    if not setting:
        return article
    line = setting
    if setting.lower() == STANDARD:
        language = article.language.partition("-")[0].lower()
        if not {language, article.language.lower()} & {*LINES, *map(str.lower, own)}:
            raise SettingsError(
                f"There is no announcement in '{article.language}'.", 'Give its words: --announce "...".'
            )
        line = disclosure(article.language, own)
    return replace(article, blocks=(Block("kicker", line), *article.blocks))
