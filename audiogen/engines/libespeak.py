"""Which espeak-ng: the one in the wheel espeakng-loader, unless the environment names another."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version

from audiogen.errors import EngineError

CHOICE = "AUDIOGEN_ESPEAK_LIBRARY"
"""Environment variable: the path of another libespeak-ng; it finds its own data."""


@dataclass(frozen=True, slots=True)
class Library:
    """Where the library is, where its data is (empty: where it looks by itself), and which release it is."""

    path: str
    data: str
    release: str


def library() -> Library:
    """The espeak-ng to use. EngineError where there is none."""
    if chosen := os.environ.get(CHOICE):
        return Library(chosen, os.environ.get("ESPEAK_DATA_PATH", ""), chosen)
    try:
        loader = import_module("espeakng_loader")
        return Library(
            loader.get_library_path(),
            loader.get_data_path(),
            f"espeakng-loader {version('espeakng-loader')}",
        )
    except (ImportError, RuntimeError) as error:
        raise EngineError(f"espeak-ng is missing: {error}.", "Install it: pip install espeakng-loader") from error
