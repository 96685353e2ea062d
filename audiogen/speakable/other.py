"""Languages without rules of their own: characters that mark places to break a line are not said, all else passes."""

from __future__ import annotations

from audiogen.speakable.rules import Rule

BREAKS = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphen, zero-width space, word joiner, byte-order mark; not the joiners that Persian and Hindi spell with."""

RULES = (Rule("line breaks", f"[{BREAKS}]", lambda match, context: "", at=BREAKS),)
