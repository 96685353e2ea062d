"""Lexicon files: found, read, checked, and changed in place, comments kept."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from audiogen.errors import OutputError, SettingsError
from audiogen.speakable.lexicon import Entry, Lexicon
from audiogen.speakable.respelling import is_ipa

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT_FILE = "audiogen-lexicon.toml"
_STARTER = Path(__file__).parent / "data" / "starter.toml"
_KINDS: dict[str, type] = {
    "say": str, "ipa": str, "case": bool, "regex": bool, "context": list, "part": str,
}  # fmt: skip
_LANGUAGE = re.compile(r"\*|[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_SHAPE = 'A lexicon looks like this: [en], and below it "al-Sudani" = "al soo-DAH-nee".'


def user_file() -> Path:
    """The user's own lexicon; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("audiogen", appauthor=False) / "lexicon.toml"


def layers(files: Sequence[Path] = (), folder: Path | None = None) -> list[Path]:
    """The lexicon files of a run, the most important first. The ones that the user named must exist."""
    for path in files:
        if not path.is_file():
            raise SettingsError(f"There is no lexicon {path}.", "Make one: audiogen lexicon add WORD RESPELLING")
    own = [path for path in ((folder or Path()) / PROJECT_FILE, user_file()) if path.is_file()]
    return [*files, *own, _STARTER]


def read(path: Path) -> list[Entry]:
    """The entries of a TOML file in order. SettingsError, with the line, where one has a mistake."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The lexicon {path} cannot be read: {error}.", "Check the file.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"The lexicon {path} is no TOML: {error}.", _SHAPE) from error
    return list(_entries(tables, path, text))


def _entries(tables: dict[str, Any], path: Path, text: str) -> Iterator[Entry]:
    for language, words in tables.items():
        if not isinstance(words, dict) or not _LANGUAGE.fullmatch(language):
            raise _mistake(path, text, language, "a table is named by a language tag", _SHAPE)
        for word, value in words.items():
            for option in value if isinstance(value, list) else [value]:
                try:
                    yield _entry(word, option, language)
                except ValueError as error:
                    raise _mistake(path, text, word, str(error), _SHAPE) from error


def _entry(word: str, value: Any, language: str) -> Entry:
    """ValueError says what is wrong with it."""
    given = {"say": value} if isinstance(value, str) else value
    if not isinstance(given, dict):
        raise ValueError("the reading is a respelling in quotes, or { say = ..., ipa = ... }")
    for key, item in given.items():
        if key not in _KINDS:
            raise ValueError(f"there is no '{key}'; there are {', '.join(_KINDS)}")
        if not isinstance(item, _KINDS[key]):
            raise ValueError(f"'{key}' cannot be {item!r}")
    context = given.get("context", [])
    if not all(isinstance(near, str) for near in context):
        raise ValueError("'context' is a list of words")
    return checked(Entry(word=word, language=language, **{**given, "context": tuple(context)}))


def checked(entry: Entry) -> Entry:
    """The entry itself. ValueError where it can never match or be said."""
    if not entry.word.strip():
        raise ValueError("the word is empty")
    if not _LANGUAGE.fullmatch(entry.language):
        raise ValueError(f"'{entry.language}' is no language tag")
    if entry.ipa and not is_ipa(entry.ipa):
        raise ValueError(f"'{entry.ipa}' is no IPA")
    if entry.part not in ("", "verb", "noun"):
        raise ValueError(f"part is verb or noun, not '{entry.part}'")
    if entry.regex:
        _check_regex(entry)
    elif entry.say and not any(char.isalnum() for char in entry.say):
        raise ValueError(f"'{entry.say}' says nothing")
    return entry


def _check_regex(entry: Entry) -> None:
    try:
        pattern = re.compile(entry.word)
        pattern.sub(entry.say, "")  # a group that is not there is an error
    except (re.error, IndexError) as error:
        raise ValueError(f"'{entry.word}' is no regular expression that fits '{entry.say}': {error}") from error


def _mistake(path: Path, text: str, key: str, what: str, hint: str) -> SettingsError:
    lines = text.splitlines()
    named = re.compile(rf"""^\s*\[?\s*["']?{re.escape(key)}["']?\s*[\]=]""")
    line = next((number for number, written in enumerate(lines, 1) if named.match(written)), 0)
    place = f"{path}, line {line}" if line else f"{path}, '{key}'"
    return SettingsError(f"The lexicon has a mistake in {place}: {what}.", hint)


def add(entry: Entry, path: Path | None = None) -> Path:
    """Write the entry into a lexicon (the user's own by default) in place of one with its word and conditions.

    SettingsError where it has a mistake, OutputError where the file cannot be written.
    """
    return import_entries([entry], path)


def import_entries(entries: Iterable[Entry], path: Path | None = None) -> Path:
    """Write the entries into a lexicon as `add` does, all or none."""
    import tomlkit

    path = path or user_file()
    document = _document(path)
    put(document, entries)
    write(path, tomlkit.dumps(document))
    return path


def lexicon_with(change: Callable[[Any], object], files: Sequence[Path] = (), path: Path | None = None) -> Lexicon:
    """The lexicon of a run as it would be after a change of one file (the user's own by default); nothing is written.

    Args:
        change: takes the file's TOML document and changes it.
        files: those that the run's settings name.
    """
    import tomlkit

    path = path or user_file()
    document = _document(path)
    change(document)
    text = tomlkit.dumps(document)
    known = layers(files)
    if path not in known:  # the user's own does not exist yet: it weighs more than the starter only
        known.insert(len(known) - 1, path)
    changed = list(_entries(tomllib.loads(text), path, text))
    return Lexicon(entry for layer in known for entry in (changed if layer == path else read(layer)))


def put(document: Any, entries: Iterable[Entry]) -> None:
    """Set the entries in a TOML document. SettingsError where one has a mistake."""
    import tomlkit

    for entry in entries:
        try:
            checked(entry)
        except ValueError as error:
            raise SettingsError(f"'{entry.word}' cannot be added: {error}.", _SHAPE) from error
        table = document.setdefault(entry.language, tomlkit.table())
        table[entry.word] = _merged(table.get(entry.word), entry)


def remove(word: str, path: Path | None = None, language: str | None = None) -> int:
    """Take a word out of a lexicon (the user's own by default), of one language or of all; how many tables had it.

    OutputError where the file cannot be written.
    """
    import tomlkit

    path = path or user_file()
    document = _document(path)
    if found := take(document, word, language):
        write(path, tomlkit.dumps(document))
    return found


def take(document: Any, word: str, language: str | None = None) -> int:
    """Take a word out of a TOML document, of one language or of all; how many tables had it."""
    tables = [table for name, table in document.items() if language in (None, name) and word in table]
    for table in tables:
        del table[word]
    return len(tables)


def _document(path: Path) -> Any:
    """The file as it will be changed; refused where it already has a mistake."""
    import tomlkit

    if not path.exists():
        return tomlkit.document()
    read(path)
    return tomlkit.parse(path.read_text(encoding="utf-8-sig"))


def _merged(old: Any, entry: Entry) -> Any:
    """The value of a word: one reading, or a list where conditions tell several apart; those with conditions first."""
    import tomlkit

    kept = [] if old is None else list(old) if isinstance(old, list) else [old]
    same = (list(entry.context), entry.part, entry.case, entry.regex)
    kept = [other for other in kept if _conditions(other) != same]
    options = [*kept, _value(entry)]
    if len(options) == 1:
        return options[0]
    array = tomlkit.array()
    array.extend(
        sorted((_as_table(option) for option in options), key=lambda option: _conditions(option)[:2] == ([], ""))
    )
    return array


def _conditions(value: Any) -> tuple[list[str], str, bool, bool]:
    given = value if isinstance(value, dict) else {}
    return list(given.get("context", [])), given.get("part", ""), given.get("case", False), given.get("regex", False)


def _as_table(value: Any) -> Any:
    import tomlkit

    if isinstance(value, dict):
        return value
    table = tomlkit.inline_table()
    table["say"] = str(value)
    return table


def _value(entry: Entry) -> Any:
    import tomlkit

    table = tomlkit.inline_table()
    for key in _KINDS:
        item = getattr(entry, key)
        if item:
            table[key] = list(item) if isinstance(item, tuple) else item
    return entry.say if set(table) <= {"say"} else table


def write(path: Path, text: str) -> None:
    """The file is whole at any time: written beside, then moved. OutputError where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=path.name, dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"The lexicon {path} cannot be written: {error}.", "Name another file.") from error
