"""How long to be silent after a segment: one table, in milliseconds at speed 1.0."""

from __future__ import annotations

from dataclasses import dataclass, fields

from audiogen.model import Role


@dataclass(frozen=True, slots=True)
class Pauses:
    """Pauses in milliseconds. Where two rules meet, as before a subheading, the longer one holds, never the sum."""

    sentence: int = 350
    question: int = 400
    """After ``?`` and ``!``."""
    ellipsis: int = 500
    """After ``...``: a thought left open."""
    paragraph: int = 700
    headline: int = 900
    kicker: int = 500
    subheading: int = 600
    before_subheading: int = 900
    quote_edge: int = 150
    """More where a quote block begins or ends."""
    item: int = 400
    lead_in: int = 450
    """After a paragraph that ends in a colon and leads into a list or a quote."""
    semicolon: int = 250
    dash: int = 200
    bracket: int = 180
    comma: int = 150
    conjunction: int = 100
    space: int = 50
    word: int = 0
    """Inside a word that no engine takes whole."""

    def at_speed(self, speed: float) -> Pauses:
        """The table for a voice at another pace: twice as fast, half as long."""
        return Pauses(**{field.name: round(getattr(self, field.name) / speed) for field in fields(self)})

    def after_sentence(self, text: str) -> int:
        """Between two sentences of a block."""
        end = text.rstrip("\"'”’“»«)]} \u00a0\u202f")
        if end.endswith(("…", "..", ". .")):
            return self.ellipsis
        if end.endswith(("?", "!", "؟", "？", "！")):
            return self.question
        return self.semicolon if end.endswith((":", ";")) else self.sentence

    def after_block(self, text: str, role: Role, following: Role | None) -> int:
        """Between two blocks; after the last one what its own role asks for."""
        own = {
            "headline": self.headline,
            "kicker": self.kicker,
            "subheading": self.subheading,
            "item": self.item if following == "item" else self.paragraph,
            "table": self.item if following == "table" else self.paragraph,
        }.get(role, self.paragraph)
        if following in ("item", "quote", "table") and text.endswith((":", "：")):
            return self.lead_in
        if (role == "quote") != (following == "quote") and following is not None:
            own += self.quote_edge
        return max(own, self.before_subheading) if following == "subheading" else own


STANDARD = Pauses()
