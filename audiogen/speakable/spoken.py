"""Written text -> what a voice says, every spoken character traceable to the written one.

One pass a text: the lexicon's entries first, then the rules of the language (`audiogen.speakable.rules` says how they
are written); where neither has anything to say the text stays as it is. A span whose written and spoken text are the
same maps character by character; any other maps as a whole.
"""

from __future__ import annotations

from audiogen.model import Reading, Span, Spoken
from audiogen.speakable.rules import Alignment, Context, Language, Lexicon, Replacement
from audiogen.speakable.rules import language as rules_of


def speak(text: str, language: str = "en", *, lexicon: Lexicon | None = None, readings: bool = False) -> Spoken:
    """The text as a voice says it, with the spans that tie it to the written form.

    `language` is a BCP 47 tag: ``en``, ``en-GB``; a language without rules passes through. `readings` adds the IPA of
    words that are written alike and said differently; those of the lexicon are always there.
    """
    code, region = _parts(language)
    rules = rules_of(code)
    context = Context(text, code, region)
    alignment, found, at = Alignment(text), [], 0
    for entry in lexicon.find(text, language) if lexicon is not None else ():
        _apply(rules, context, alignment, at, entry.start)
        span = alignment.replace(entry.end, entry.say or text[entry.start : entry.end])
        found += _reading(entry, span)
        at = entry.end
    _apply(rules, context, alignment, at, len(text))
    spoken, spans = alignment.finish()
    if readings:
        found += _letters(rules, spoken, found)
        found = _with_homographs(found, spoken, language)
    return Spoken(spoken, spans, tuple(found))


def _parts(tag: str) -> tuple[str, str]:
    """``en-GB`` -> ``en``, ``GB``; scripts and extensions are skipped."""
    code, *rest = tag.replace("_", "-").split("-")
    return code.lower(), next((part.upper() for part in rest if len(part) == 2 and part.isalpha()), "")


def _apply(rules: Language, context: Context, alignment: Alignment, start: int, end: int) -> None:
    for from_, to, said, _ in rules.replacements(context, start, end):
        alignment.keep(from_)
        alignment.replace(to, said)
    alignment.keep(end)


def _reading(entry: Replacement, span: Span) -> list[Reading]:
    return [Reading(span.spoken_start, span.spoken_end, entry.ipa)] if entry.ipa else []


def _letters(rules: Language, spoken: str, found: list[Reading]) -> list[Reading]:
    """Readings of letters that a voice mistakes for words, where the lexicon has none."""
    if rules.readings is None:
        return []
    return _free([Reading(*new) for new in rules.readings(spoken)], found)


def _free(new: list[Reading], found: list[Reading]) -> list[Reading]:
    taken = [(reading.start, reading.end) for reading in found]
    return [reading for reading in new if all(reading.end <= start or reading.start >= end for start, end in taken)]


def _with_homographs(found: list[Reading], spoken: str, language: str) -> list[Reading]:
    """The lexicon's readings and those of homographs that do not touch them, in order."""
    from audiogen.speakable.homographs import readings

    return sorted(found + _free(readings(spoken, language), found), key=lambda reading: reading.start)
