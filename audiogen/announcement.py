"""The spoken line before the article that says what it is: "This audio version was artificially generated."

It is a block of the article, so that it is heard, shown and timed like everything else.
"""

from __future__ import annotations

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


def announced(article: Article, setting: str) -> Article:
    """The article with the line before it: the setting's own words, or for ``yes`` the line in its language.

    SettingsError where there is no line in that language.
    """
    if not setting:
        return article
    line = setting
    if setting.lower() == STANDARD:
        language = article.language.partition("-")[0].lower()
        if language not in LINES:
            raise SettingsError(
                f"There is no announcement in '{article.language}'.", 'Give its words: --announce "...".'
            )
        line = LINES[language]
    return replace(article, blocks=(Block("kicker", line), *article.blocks))
