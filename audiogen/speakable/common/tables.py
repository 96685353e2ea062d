"""How tables of words are written down."""

from __future__ import annotations


def listed(text: str) -> list[str]:
    """Words with white space between them, in order."""
    return text.split()
