"""Name -> readers, engines, writers. Built-ins and third parties' entry points come in by the same door.

A value is an import path, ``module:attribute``, so that naming an engine does not import it.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from audiogen.engines import Engine

BUILT_IN: dict[str, dict[str, str]] = {
    "audiogen.engines": {
        "pyttsx3": "audiogen.engines.pyttsx3:Pyttsx3",
        "espeak": "audiogen.engines.espeak:Espeak",
        "piper": "audiogen.engines.piper:Piper",
        "kokoro": "audiogen.engines.kokoro:Kokoro",
        "tone": "audiogen.engines.tone:Tone",
    },
    # By suffix and by media type.
    "audiogen.readers": {
        ".txt": "audiogen.readers.text:read",
        ".text": "audiogen.readers.text:read",
        "text/plain": "audiogen.readers.text:read",
        ".html": "audiogen.readers.html:read",
        ".htm": "audiogen.readers.html:read",
        ".xhtml": "audiogen.readers.html:read",
        "text/html": "audiogen.readers.html:read",
        "application/xhtml+xml": "audiogen.readers.html:read",
        ".mhtml": "audiogen.readers.html:read_archive",
        ".mht": "audiogen.readers.html:read_archive",
        "multipart/related": "audiogen.readers.html:read_archive",
        ".md": "audiogen.readers.markdown:read",
        ".markdown": "audiogen.readers.markdown:read",
        "text/markdown": "audiogen.readers.markdown:read",
        ".epub": "audiogen.readers.epub:read",
        "application/epub+zip": "audiogen.readers.epub:read",
        ".docx": "audiogen.readers.docx:read",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "audiogen.readers.docx:read",
        ".pdf": "audiogen.readers.pdf:read",
        "application/pdf": "audiogen.readers.pdf:read",
        ".ssml": "audiogen.readers.ssml:read",
        "application/ssml+xml": "audiogen.readers.ssml:read",
    },
}


@cache
def names(group: str) -> dict[str, str]:
    """name -> import path of everything registered in the group, such as ``audiogen.engines``."""
    from importlib.metadata import entry_points

    found = {point.name: point.value for point in entry_points(group=group)}
    return {**found, **BUILT_IN.get(group, {})}


def load(group: str, name: str) -> Any:
    """The object registered under the name. KeyError where there is none."""
    module, _, attribute = names(group)[name].partition(":")
    return getattr(import_module(module), attribute)


def engine(name: str) -> Engine:
    """A ready engine, by its registered name or as ``module:Class``.

    EngineError where it is unknown or something that it needs is missing.
    """
    from audiogen.errors import AudiogenError, EngineError

    group = "audiogen.engines"
    # Built-ins first: reading every package's entry points takes longer than starting most engines.
    path = name if ":" in name else BUILT_IN[group].get(name) or names(group).get(name)
    if path is None:
        known = names(group)
        raise EngineError(f"There is no engine '{name}'.", f"Engines: {nearest(name, known)}.")
    module, _, attribute = path.partition(":")
    try:
        return cast("Engine", getattr(import_module(module), attribute)())
    except AudiogenError:
        raise
    except (ImportError, AttributeError) as error:
        raise EngineError(f"The engine '{name}' cannot be loaded: {error}.", "`audiogen doctor` says more.") from error


def nearest(name: str, known: Iterable[str], most: int = 6) -> str:
    """The known names most like this one, for a hint: ``did you mean a, b? (all: ...)`` in one line."""
    known = sorted(known)
    close = get_close_matches(name, known, n=3, cutoff=0.5)
    return ", ".join(close or known[:most]) + ("" if close or len(known) <= most else ", ...")
