"""The page of an episode that is no longer there: its address stays good and says so."""

from __future__ import annotations

from audiogen.publish.ledger import Entry
from audiogen.publish.site import Site
from audiogen.publish.wording import date_text
from audiogen.writers.epub_pages import attribute, is_right_to_left, text

_WITHDRAWN = {
    "en": "This audio version was withdrawn on {}.",
    "de": "Diese Audiofassung wurde am {} zurückgezogen.",
    "fr": "Cette version audio a été retirée le {}.",
    "es": "Esta versión de audio se retiró el {}.",
    "it": "Questa versione audio è stata ritirata il {}.",
    "nl": "Deze audioversie is ingetrokken op {}.",
    "pt": "Esta versão em áudio foi retirada em {}.",
}
_GONE = {
    "en": "This audio version is no longer available.",
    "de": "Diese Audiofassung ist nicht mehr verfügbar.",
    "fr": "Cette version audio n’est plus disponible.",
    "es": "Esta versión de audio ya no está disponible.",
    "it": "Questa versione audio non è più disponibile.",
    "nl": "Deze audioversie is niet meer beschikbaar.",
    "pt": "Esta versão em áudio já não está disponível.",
}
_PAGE = """<!DOCTYPE html>
<html lang={language}{direction}>
<head>
<meta charset="utf-8">
<meta name="generator" content="audiogen">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.125rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 10vh auto; padding: 0 1.25rem }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{said}</p>
{reason}<p><a href="index.html">{site}</a></p>
</main>
</body>
</html>
"""


def withdrawn_page(entry: Entry, site: Site) -> bytes:
    """Its title, when it was withdrawn, the publisher's reason, and the way to the others."""
    language = entry.language.partition("-")[0].lower()
    lines = _WITHDRAWN if entry.withdrawn else _GONE
    shown = date_text(entry.withdrawn, language if language in lines else "en")
    said = lines.get(language, lines["en"]).format(f'<time datetime="{entry.withdrawn[:10]}">{text(shown)}</time>')
    page = _PAGE.format(
        language=attribute(entry.language),
        direction=' dir="rtl"' if is_right_to_left(entry.language) else "",
        title=text(entry.title),
        said=said,
        reason=f"<p>{text(entry.reason)}</p>\n" if entry.reason and entry.withdrawn else "",
        site=text(site.title),
    )
    return page.encode()
