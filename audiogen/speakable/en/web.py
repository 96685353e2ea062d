"""Addresses of the web in English: e-mail, URLs, handles, hashtags."""

from __future__ import annotations

import re
from re import Match

from audiogen.speakable.en.numbers import cardinal, digits, year
from audiogen.speakable.rules import DIGIT, SHAPE, Context, Rule, words

_MARKS = {
    ".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at", ":": "colon", "?": "question mark",
    "=": "equals", "&": "and", "#": "hash", "%": "percent", "+": "plus", "~": "tilde", "!": "exclamation mark",
    "'": "apostrophe", "*": "star", ",": "comma", ";": "semicolon", "$": "dollar", "(": "", ")": "",
}  # fmt: skip
#: Top-level domains that are words; the others are letters.
_WORDS = words("com org net gov edu info biz mil museum name news app dev blog shop online site tech ai") - {"ai"}
_DOMAINS = [
    "com",
    "org",
    "net",
    "gov",
    "edu",
    "info",
    "biz",
    "mil",
    "int",
    "io",
    "ai",
    "co",
    "uk",
    "us",
    "de",
    "fr",
    "es",
    "it",
    "eu",
    "ca",
    "au",
    "nz",
    "ie",
    "in",
    "jp",
    "cn",
    "ru",
    "br",
    "mx",
    "ch",
    "at",
    "be",
    "nl",
    "se",
    "no",
    "dk",
    "fi",
    "pl",
    "tv",
    "fm",
    "me",
    "app",
    "dev",
    "news",
    "blog",
    "shop",
    "online",
    "site",
    "tech",
    "ly",
    "gg",
    "za",
    "ir",
    "iq",
    "tr",
    "gr",
    "pt",
    "cz",
    "ro",
    "hu",
    "ua",
    "il",
    "ae",
    "sa",
    "kr",
    "sg",
    "hk",
]
_DOMAIN = rf"(?:{'|'.join(sorted(_DOMAINS, key=len, reverse=True))})(?![\w])"
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_HOST = rf"(?:[A-Za-z0-9](?:[\w\-]{{0,61}}[A-Za-z0-9])?\.){{1,6}}{_DOMAIN}"


def spell_out(written: str) -> str:
    """``jo.smith_7@x.co.uk`` -> ``jo dot smith underscore seven at x dot co dot U K``."""
    said = []
    host_ends = {found.end() for found in re.finditer(rf"\.{_DOMAIN}", written)}
    for found in _TOKEN.finditer(written):
        token = found[0]
        if token in _MARKS:
            said.append(_MARKS[token])
        elif token.isdecimal():
            said.append(cardinal(int(token)) if len(token) <= 2 and token[0] != "0" else digits(token))
        elif token.lower() == "www" or (
            found.end() in host_ends and token.lower() not in _WORDS and len(token) == 2 and token != "co"
        ):
            said.append(" ".join(token.upper()))
        else:
            said.append(token)
    return " ".join(word for word in said if word)


def _without_stop(written: str) -> tuple[str, str]:
    """The sentence's own marks at the end of an address."""
    bare = written.rstrip(".,;:!?'")
    return bare, written[len(bare) :]


def email(match: Match[str], context: Context) -> str | None:
    bare, stop = _without_stop(match[0])
    return spell_out(bare.removeprefix("mailto:")) + stop


def url(match: Match[str], context: Context) -> str | None:
    """The scheme is dropped: nobody says ``h t t p s colon slash slash``."""
    bare, stop = _without_stop(match[0])
    bare = re.sub(r"^(?i:https?|ftp)://", "", bare).removesuffix("/")
    return spell_out(bare) + stop


def handle(match: Match[str], context: Context) -> str | None:
    return f"at {_words(match[1])}"


def hashtag(match: Match[str], context: Context) -> str | None:
    """``#nothappy``; ``#1`` is a number."""
    return f"hashtag {_words(match[1])}"


def _words(name: str) -> str:
    """``jo_smith7`` -> ``jo smith seven``; CamelCase is left for the voice, which hears its words."""
    pieces = re.findall(r"[^\W\d_]+|\d+", name)
    return " ".join(_numeral(piece) if piece.isdecimal() else piece for piece in pieces)


def _numeral(piece: str) -> str:
    if piece[0] == "0" or len(piece) > 4:
        return digits(piece)
    return year(int(piece)) if re.fullmatch(r"(?:19|20)\d\d", piece) else cardinal(int(piece))


def number_sign(match: Match[str], context: Context) -> str | None:
    return "number "


def file_name(match: Match[str], context: Context) -> str | None:
    """``report.pdf`` -> ``report dot P D F``."""
    return f"{_words(match[1])} dot {' '.join(match[2].upper())}"


_BEFORE_FLAG = frozenset(" (`'\"\t")


def flag(match: Match[str], context: Context) -> str | None:
    """An option of a command: ``make -j8``, ``ls -l``."""
    before = context.char_before(match.start())
    if before and before not in _BEFORE_FLAG:
        return None
    return f"dash {match[1]}" + (f" {_numeral(match[2])}" if match[2] else "")


def long_flag(match: Match[str], context: Context) -> str | None:
    """``--dry-run``; not a dash made of two hyphens between words."""
    before = context.char_before(match.start())
    if before and before not in _BEFORE_FLAG:
        return None
    return f"dash dash {match[1].replace('-', ' ')}"


def dot_com(match: Match[str], context: Context) -> str | None:
    """``a .com address``."""
    return f"dot {match[1]}"


def forum(match: Match[str], context: Context) -> str | None:
    """``r/science``."""
    return None if context.char_before(match.start()).isalnum() else f"{match[1]} slash {_words(match[2])}"


RULES = (
    Rule("e-mail", r"(?:mailto:)?[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,6}", email, at=SHAPE + DIGIT),
    Rule("url", r"(?i:(?:https?|ftp)://|www\.)[^\s<>\"”’)\]]+", url, at=SHAPE, words={"http", "https", "www", "ftp"}),
    Rule("host", rf"{_HOST}(?:/[^\s<>\"”’)\]]*)?", url, at=SHAPE + DIGIT),
    Rule("handle", r"(?<![\w@])@(\w+)", handle, at="@"),
    Rule("number sign", r"#\s?(?=\d)", number_sign, at="#"),
    Rule("hashtag", r"#(\w*[^\W\d_]\w*)", hashtag, at="#"),
    Rule("flag", r"-([A-Za-z])(\d{0,4})(?=\s|$|[,.;:)`'\"](?!\w))", flag, at="-"),
    Rule("long flag", r"--([a-z]{2,20}(?:-[a-z]{2,20}){0,4})(?=\s|$|[=,.;:)`'\"])", long_flag, at="-"),
    Rule("dot net", r"\.NET(?!\w)", "dot net", at="."),
    Rule("dot com", r"(?<![\w.])\.(com|org|net|gov|edu)(?!\w)", dot_com, at="."),
    Rule("forum", r"([ru])/(\w+)(?!/)", forum, at=SHAPE),
    Rule("file",
        r"([A-Za-z][\w\-]*)\.(pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|mp[34]|wav|txt|csv|zip|html?|exe|py|js|md|json|xml|ya?ml|toml|sh|css|svg|webp|epub|apk|dmg)(?!"
        r"\w)", file_name, at=SHAPE),
)  # fmt: skip
