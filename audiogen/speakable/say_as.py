"""SSML's say-as: what a text is, said as that.

W3C "SSML 1.0 say-as attribute values" names date, time, telephone, characters, cardinal and ordinal; the others are
what synthesizers have in common. The words come from the language's own rules: a date is written out in full first.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_DATE = re.compile(r"\d+")
_ENGLISH_PARTS = {2: "half", 4: "quarter"}


def say_as(text: str, what: str, form: str, language: str) -> str | None:
    """The spoken words; None where `what` is not known, the text itself where it is not what it should be.

    `form` is the format attribute: ``mdy``, ``dmy``, ``ymd``, ``my``, ``y`` ... for dates.
    """
    kind = _KINDS.get(what.lower().strip())
    return None if kind is None else kind(text, form.lower(), language) or text


def _plainly(text: str, form: str, language: str) -> str:
    from audiogen.speakable import speak

    return speak(text.strip(), language).text


def _characters(text: str, form: str, language: str) -> str:
    """Letters as capitals, which engines read by name; digits as words."""
    said = [_plainly(char, "", language) if char.isdigit() else _character(char) for char in text if not char.isspace()]
    return " ".join(said)


def _character(char: str) -> str:
    upper = char.upper()
    return upper if len(upper) == 1 else char


def _digits(text: str, form: str, language: str) -> str:
    """Digit by digit; groups stay apart."""
    groups = [group for group in re.split(r"[^\d+]+", text) if group]
    return ", ".join(_characters(group.replace("+", ""), form, language) for group in groups if group != "+")


def _cardinal(text: str, form: str, language: str) -> str:
    return _number(text, language, "cardinal")


def _ordinal(text: str, form: str, language: str) -> str:
    return _number(text, language, "ordinal")


def _number(text: str, language: str, to: str) -> str:
    from num2words import num2words

    digits = re.sub(r"[\s,.'_](?=\d{3}(?!\d))", "", text.strip())
    whole = re.match(r"-?\d{1,30}", digits)
    if whole is None:
        roman = _roman(text.strip())
        if not roman:
            return ""
        digits, whole = str(roman), re.match(r"\d+", str(roman))
    if to == "cardinal" and whole is not None and whole.end() != len(digits):
        return _plainly(text, "", language)
    try:
        return str(num2words(int(whole[0] if whole else digits), lang=language[:2].lower(), to=to))
    except (NotImplementedError, OverflowError, ValueError):
        return ""


def _roman(text: str) -> int:
    if not re.fullmatch(r"(?=[IVXLCDM])M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", text.upper()):
        return 0
    values = ["IVXLCDM".index(letter) for letter in text.upper()]
    worth = [1, 5, 10, 50, 100, 500, 1000]
    return sum(
        -worth[value] if values[place + 1 : place + 2] and values[place + 1] > value else worth[value]
        for place, value in enumerate(values)
    )


def _date(text: str, form: str, language: str) -> str:
    """By its format, written out in the language's long form, which its rules say."""
    numbers = _DATE.findall(text)
    form = re.sub("[^dmy]", "", form) or ("ymd" if re.match(r"\d{4}\D", text.strip()) else "")
    if not form or len(form) != len(numbers) or len(set(form)) != len(form):
        return _plainly(text, "", language)
    part = {name: int(number) for name, number in zip(form, numbers, strict=True)}
    return _plainly(_written_out(part, language), "", language) if part.get("m", 1) in range(1, 13) else ""


def _written_out(part: dict[str, int], language: str) -> str:
    from datetime import date

    from babel import UnknownLocaleError
    from babel.dates import format_skeleton

    year = part.get("y", 2000)
    year += 0 if year > 99 or "m" not in part else 2000 if year < 50 else 1900
    skeleton = ("y" if "y" in part else "") + ("MMMM" if "m" in part else "") + ("d" if "d" in part else "")
    if skeleton == "y":
        return str(year)
    try:
        return format_skeleton(
            skeleton, date(year, part.get("m", 1), part.get("d", 1)), locale=language.replace("-", "_")
        )
    except (ValueError, KeyError, UnknownLocaleError):
        return ""


def _fraction(text: str, form: str, language: str) -> str:
    match = re.fullmatch(r"(?:(\d+)[ +]+)?(\d{1,9})\s*[/⁄]\s*(\d{1,9})", text.strip())
    if match is None or language[:2].lower() != "en" or int(match[3]) == 0:
        return _plainly(text, "", language)
    over, under = int(match[2]), int(match[3])
    below = _ENGLISH_PARTS.get(under) or _number(str(under), language, "ordinal")
    many = "halves" if under == 2 else below + "s"
    said = f"{_number(str(over), language, 'cardinal')} {below if over == 1 else many}"
    return f"{_number(match[1], language, 'cardinal')} and {said}" if match[1] else said


_KINDS: dict[str, Callable[[str, str, str], str]] = {
    "characters": _characters,
    "spell-out": _characters,
    "verbatim": _characters,
    "digits": _digits,
    "telephone": _digits,
    "cardinal": _cardinal,
    "number": _cardinal,
    "ordinal": _ordinal,
    "date": _date,
    "fraction": _fraction,
    "time": _plainly,
    "currency": _plainly,
    "unit": _plainly,
    "address": _plainly,
}
