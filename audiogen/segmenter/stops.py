"""One stop and what stands around it -> does the sentence end here?

Every look to either side is bounded or a single run of one character class, so time grows with the text's length alone.
"""

from __future__ import annotations

import re

from audiogen.segmenter.tables import Table

STOPS = ".!?…‼⁇⁈⁉؟۔।॥։።፧፨။"
WIDE_STOPS = "。！？｡"  # no space follows these
_CLOSERS = "\"'”’“‘»«›‹)]}」』）】〉》＂*_"
_OPENERS = "\"'“”„‚‘’«»‹›([{¿¡*_「『（【〈《"
_WIDE_QUOTES = "」』”’"

_CLUSTER_REST = re.compile(rf"[{re.escape(STOPS + WIDE_STOPS + _CLOSERS)}]*")
_SPACED_DOTS = re.compile(r"(?:[ \u00a0]\.(?![\w.])){1,20}")
_NOTES = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁰-⁹]){0,20}")
_FACES = re.compile(r"(?:\s{0,2}(?:[☹☺♥❤⭐🌀-📋📏-🔷🔺-🫿](?<!👉)[\ufe0f\u200d]*|[:;]-?[)(DP](?!\w)))*")
_SPACE = re.compile(r"\s*")
_OPEN = re.compile(rf"[{re.escape(_OPENERS)}]*\s?")
_DASH = re.compile(r"[-–—―]+\s*")
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_GLUED = re.compile(r"[A-ZÀ-ÖØ-ÞА-Я][^\W\d_]+(?=[\s,;:]|$)")
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_CONSONANTS = re.compile(r"[A-Z]?[bcdfghjklmnpqrstvwxzß]{1,5}")
_JOINTS = re.compile(r"[/'’(\[–—-]")
_ROMAN = re.compile(r"[IVXL]+")
_MARK = re.compile(r"[!?‼⁇⁈⁉؟۔।॥։።፧፨။]")
_ELLIPSIS = re.compile(r"…|\.\.|\. \.")
_LEFT = 60  # characters looked at before a stop: more than any abbreviation with its fellows has
_BRACKET = 400


class Stop:
    """A run of stops with what stands around it: `start` is the sentence's, `at` the run's, `limit` the line's end."""

    def __init__(self, text: str, start: int, at: int, limit: int, known: Table) -> None:
        self.text, self.start, self.at, self.limit, self.known = text, start, at, limit, known
        self.close = self._cluster_end()
        self.cluster = text[at : self.close]

    def _cluster_end(self) -> int:
        text, end = self.text, self.at
        while True:
            begun = end
            end = _end(_CLUSTER_REST, text, end, self.limit)
            end = _end(_SPACED_DOTS, text, end, self.limit)
            end = _end(_NOTES, text, end, self.limit)
            if self.known.spaced_closers:
                space = _end(_SPACE, text, end, min(end + 2, self.limit))
                if text[space : space + 1] in self.known.spaced_closers:
                    end = min(space + 1, self.limit)
            if end == begun:
                return max(end, self.at + 1)

    def end(self) -> int:
        """Where the sentence ends with this stop: 0 where it does not."""
        after = _end(_FACES, self.text, self.close, self.limit)
        self.next = _end(_SPACE, self.text, after, self.limit)
        if self.next >= self.limit:
            return self.limit
        if any(stop in self.cluster for stop in WIDE_STOPS):
            return 0 if self._wide_goes_on() else after
        if self.next == after:
            return self.close if self._glued() else 0
        return after if self._decide() else 0

    def _wide_goes_on(self) -> bool:
        """A quoting particle follows the quote: 「…。」と言った."""
        return self.cluster[-1] in _WIDE_QUOTES and self.text[self.next] in "とっなをのはがにで、，,"

    def _glued(self) -> bool:
        """The space is missing: ``the end.Next morning``, but not ``Node.js`` or an address."""
        text, at = self.text, self.at
        if not (at > 2 and text[at - 2 : at].islower() and text[at - 2 : at].isalpha()):
            return False
        word = text[max(self.start, at - _LEFT) : at].split()[-1]
        if not word.isalpha() or not _GLUED.match(text, self.close, self.limit):
            return False
        return word.islower() or len(self.cluster) > 1 or self.cluster in "!?"

    def _decide(self) -> bool:
        self._read_next()
        if self.kind not in "Aa0" or self._empty(self.start, self.close) or self._in_bracket():
            return False
        if _MARK.search(self.cluster) or self.cluster[0] in self.known.stops:
            return self._after_mark()
        if _ELLIPSIS.match(self.text, self.at):
            return self._after_ellipsis()
        return self._after_full_stop()

    def _in_bracket(self) -> bool:
        """The stop belongs to a bracket inside the sentence: ``(what a day!)``, ``(sic!)``, ``[...]``."""
        closer = next((c for c in reversed(self.cluster) if c not in "\"'”’"), "")
        if closer not in (")", "]"):
            return False
        opener = self.text.rfind("(" if closer == ")" else "[", max(self.start, self.at - _BRACKET), self.at)
        if opener < 0 or self._empty(self.start, opener):
            return False
        clause = closer == ")" and len(self.text[opener : self.at].split()) > 2
        return not (clause and self._starter())

    def _empty(self, start: int, end: int) -> bool:
        return not any(map(str.isalnum, self.text[start : min(end, start + _BRACKET)]))

    def _read_next(self) -> None:
        """What follows: `kind` is ``A`` a capital or caseless letter, ``a`` a small one, ``0`` a digit, else a sign."""
        text, limit = self.text, self.limit
        after_dash = _end(_DASH, text, self.next, limit)
        self.dashed = after_dash > self.next
        here = _end(_OPEN, text, after_dash, limit)
        self.quoted = here > after_dash
        word = _WORD.match(text, here, limit)
        self.word = word[0] if word else ""
        self.word_end = word.end() if word else here
        self.kind = _kind(self.word or text[here : here + 1])

    def _in_quote(self) -> bool:
        before = self.text[max(self.start, self.at - _BRACKET) : self.close]
        return before.count("«") > before.count("»") or before.count("„") > before.count("“") + before.count("”")

    def _habit(self) -> bool:
        """The writer begins sentences with small letters."""
        first = _WORD.match(self.text, _end(_OPEN, self.text, self.start, self.limit), self.limit)
        return first is not None and first[0][0].islower() and not _ELLIPSIS.match(self.text, self.at)

    def _starter(self) -> bool:
        word = self.word.lower()
        return word in self.known.starters or re.split("['’]", word)[0] in self.known.starters

    def _after_mark(self) -> bool:
        if self.dashed and (self.kind != "A" or self._in_quote()):
            return False
        if self.kind == "a":
            return self.cluster[-1] not in _CLOSERS and (self._habit() or self._plain_question())
        if self._before()[-1:] and self._before()[-1] + self.cluster[:1] in self.known.names_with_stop:
            return self._starter()
        return not (self.cluster[-1] in _CLOSERS and self._speaker())

    def _plain_question(self) -> bool:
        """A mark after a small word, in no bracket and no quote, ends a sentence whatever follows: not ``Go! in``."""
        before = self.text[max(self.start, self.at - _BRACKET) : self.at]
        word = self._before()[-1:]
        inside = before.count("(") > before.count(")") or any(sign in before for sign in '"“”„«»‘')
        return bool(word) and word[0].islower() and not inside

    def _speaker(self) -> bool:
        """A name and a verb of speech follow a closed quote: ``"Really?" Smith asked.``"""
        if self.quoted or self._starter():
            return False
        words = self.text[self.next : min(self.next + _LEFT, self.limit)].split()[:4]
        for n, word in enumerate(words):
            if word.rstrip(".,:;") in self.known.speech:
                return n > 0
            if not word[0].isupper():
                return False
        return False

    def _after_ellipsis(self) -> bool:
        if self.kind == "a" or self.dashed:
            return False
        if self.cluster.count(".") + 3 * self.cluster.count("…") > 3:
            return True
        if self.text[self.at - 1 : self.at].isspace():
            return self.quoted or (self._starter() and " " not in self.cluster and self.word != "I")
        return True

    def _after_full_stop(self) -> bool:
        if self.dashed and (self.kind == "a" or self._in_quote()):
            return False
        before = self._before()
        word = before[-1] if before else ""
        if not word or (len(word) > 1 and self.cluster[-1] in '"”»'):  # nothing is abbreviated at a quote's end
            return self.kind != "a"
        if word[-1].isdigit():
            return self._after_number(word, before)
        found = self._class(before, word)
        if f"{word}.{self.word}".lower() in self.known.abbreviations:
            return False
        return _RULES[found](self) if found else self._after_word(word)

    def _before(self) -> list[str]:
        """The words before the stop, the last one without marks at its front; empty where a space or mark stands."""
        left = self.text[max(self.start, self.at - _LEFT) : self.at]
        if left[-1:].isspace() or (not left[-1:].isalnum() and left[-1:] not in "°º№§"):
            return []
        words = left.split()
        words[-1] = words[-1].lstrip(_OPENERS + "-–—") or words[-1]
        return words

    def _class(self, before: list[str], word: str) -> str:
        """The class of the abbreviation before the stop; longest first, so that ``z. B`` wins over ``B``."""
        known = self.known.abbreviations
        for n in (3, 2, 1):
            if len(before) < n or any(not w.endswith(".") for w in before[-n:-1]):
                continue
            joined = "".join([*before[-n:-1], word])
            found = known.get(joined) or known.get(joined.lower())
            if found:
                return found
        tail = _JOINTS.split(word)[-1]  # l'Avv., Mr./Mrs.; but no 's
        least = 2 if word[: -len(tail)].endswith(("'", "’")) else 1
        if least < len(tail) < len(word) and (tail in known or tail.lower() in known):
            return known.get(tail) or known[tail.lower()]
        if len(word) == 1 and word.isalpha():
            return "initial"
        if _ACRONYM.fullmatch(word) or word.lower().endswith(tuple(self.known.endings)):
            return "may_end"
        if _CONSONANTS.fullmatch(word):
            return "unknown"
        return ""

    def _after_word(self, word: str) -> bool:
        if self.kind == "a":
            plain = self.known.small_starts and word.isalpha() and word.islower()
            return len(word) > 3 and self.cluster[-1] not in _CLOSERS and (plain or self._habit())
        return True

    def _after_number(self, word: str, before: list[str]) -> bool:
        if self.kind == "a" or (len(word) < 4 and self._empty(self.start, self.at - len(word))):
            return False
        if not self.known.ordinals or not word.isdigit() or len(word) > 3:
            return True
        if self.word.lower() in self.known.months:
            return False
        if self.kind == "0" or self.dashed:
            return len(word) > 2
        if self._starter() or self.quoted:
            return True
        noun = before[-2].lower() if len(before) > 1 else ""
        if noun in self.known.counted:
            return True
        return not (noun in self.known.determiners or (self.kind == "A" and int(word) < 32))

    # One rule for each class of abbreviation.

    def _may_end(self) -> bool:
        initial = len(self.word) == 1 and self.text.startswith(".", self.word_end)
        return self.kind == "A" and self._starter() and not initial

    def _number(self) -> bool:
        if self.text[self.at - 2 : self.at - 1].isspace():  # a single letter: page, line or an initial
            return self._initial()
        return self.kind == "A" and not _ROMAN.fullmatch(self.word)

    def _ends_upper(self) -> bool:
        if self.kind not in "A0" or self.word in self.known.after_time:
            return False
        return not self._opening_time()

    def _opening_time(self) -> bool:
        """All of the sentence so far is a time: ``At 5 a.m.``"""
        words = self.text[self.start : min(self.at, self.start + _LEFT)].split()
        return len(words) < 5 and words[0].lower() in self.known.prepositions

    def _initial(self) -> bool:
        return self._may_end() and not self._empty(self.start, self.at - 1)


_RULES = {
    "inside": lambda stop: False,
    "number": Stop._number,
    "may_end": Stop._may_end,
    "ends_upper": Stop._ends_upper,
    "before_small": lambda stop: stop.kind != "a",
    "initial": Stop._initial,
    "unknown": Stop._may_end,
}


def _end(pattern: re.Pattern[str], text: str, start: int, limit: int) -> int:
    found = pattern.match(text, start, limit)
    return found.end() if found else start


def _kind(word: str) -> str:
    first = word[:1]
    if first.isdigit():
        return "0"
    if first.islower():
        if word in ("http", "https", "www") or word.startswith("www."):
            return "A"
        return "A" if len(word) > 1 and (word[1].isupper() or word[1].isdigit()) else "a"
    if first.isalpha():
        return "A"
    return first if first and first in "),;:&/=+%" else "0"
