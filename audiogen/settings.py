"""Every knob once: default, unit, range. Layers: defaults < audiogen.toml < AUDIOGEN_* < flags (or arguments).

`Settings` is what a run needs to know. `load` reads the layers; `make` and the command line pass the last one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from audiogen.errors import SettingsError

if TYPE_CHECKING:
    from audiogen.readers import ReadOptions
    from audiogen.segmenter import Pauses

CONFIG_NAME = "audiogen.toml"
SHAPING = (
    "engine", "voice", "voices", "speed", "language", "format", "bitrate", "cover", "loudness", "intro", "announce",
    "music", "outro", "split", "page", "captions", "tables", "rules", "lexicon", "disclosure", "pauses",
)  # fmt: skip
"""Settings that shape an episode; the others say where from, where to, and how fast."""
ENVIRONMENT_PREFIX = "AUDIOGEN_"


def _knob(default: Any, help: str, *, low: float | None = None, high: float | None = None, of: str = "") -> Any:
    """A field with what the help, the documentation and the checks need. `of`: the words allowed, ``a|b``."""
    return field(default=default, metadata={"help": help, "low": low, "high": high, "of": of})


def _table(help: str) -> Any:
    """A field that is a table: for audiogen.toml."""
    return field(default_factory=dict, metadata={"help": help, "low": None, "high": None, "of": ""})


@dataclass(frozen=True)
class Settings:
    """What a run needs to know. Values are checked: SettingsError names the field and what it takes."""

    output: str = _knob("output", "Folder for the MP3s; or one .mp3 file; or - for standard output.")
    engine: str = _knob("auto", "Engine: auto, pyttsx3, espeak, piper, kokoro, tone.")
    voice: str = _knob(
        "", "Voice, as 'audiogen voices' names it; by role: quote=NAME,headline=NAME. Empty: the best for the language."
    )
    voices: dict[str, str] = _table("Voices by role: quote, headline, ...; for all that is not named, the voice.")
    voices_url: str = _knob("", "Where 'voices install' fetches from: the https address of a Piper catalogue.")
    speed: float = _knob(1.0, "Pace; 1.0 is the voice's own.", low=0.5, high=3.0)
    language: str = _knob("", "Language of the articles, such as en or de-AT. Empty: detected for each.")
    jobs: int = _knob(0, "Worker processes; 0: one a core.", low=0, high=256)
    format: str = _knob("mp3", "Format, or several: mp3,m4a,m4b,opus,ogg,flac,wav,epub.")
    bitrate: int = _knob(64, "Bit rate of lossy formats in kbit/s.", low=32, high=160)
    cover: str = _knob("", "A picture for the cover. Empty: the page's own, else one drawn from title and site.")
    loudness: str = _knob("podcast", "Loudness in LUFS, or podcast (-16), quiet (-19), tv (-23), off.")
    intro: str = _knob("", "A sound file to play first.")
    announce: str = _knob("", "A line to say before the article; yes: that it was artificially generated.")
    music: str = _knob("", "A sound file to play before the headline, for up to 8 s.")
    outro: str = _knob("", "A sound file to play last.")
    split: Literal["", "chapters"] = _knob("", "A file per chapter, in place of one for the article.", of="|chapters")
    page: bool = _knob(False, "Write a page with the article and a player beside the audio.")
    captions: str = _knob(
        "skip", "skip or read: the pictures' captions; vtt,srt,lrc,marks: files with the times (vtt,words: of words)."
    )
    base_url: str = _knob("", "Where the published folder will stand, such as https://example.org/listen/.")
    site_title: str = _knob("", "Title of the published site and podcast. Empty: the articles' site.")
    site_description: str = _knob("", "What the podcast is, in a sentence or two.")
    site_author: str = _knob("", "Who publishes it. Empty: its title.")
    site_email: str = _knob("", "The publisher's address, which podcast directories ask for.")
    site_image: str = _knob("", "The podcast's picture: a file, or an https address. Empty: one is drawn.")
    site_category: str = _knob("News", "Apple's category, or category/subcategory.")
    explicit: bool = _knob(False, "The podcast is not for children.")
    feedback: str = _knob("", "Where listeners' notes go: mailto:NAME@HOST or an https address.")
    feed_items: int = _knob(300, "Episodes in the feed; older ones go to archives that it links to; 0: all.", low=0)
    tables: Literal["summary", "read"] = _knob(
        "summary", "Tables: summary (heading and row count) or read.", of="summary|read"
    )
    rules: tuple[str, ...] = _knob((), "Files with chrome rules of your own (TOML).")
    lexicon: tuple[str, ...] = _knob((), "Files with readings of your own (TOML).")
    sign_cert: str = _knob("", "Sign each file (C2PA) with this certificate (PEM, its issuers after it).")
    sign_key: str = _knob("", "The private key of sign_cert (PEM).")
    feedback_db: str = _knob("", "File (SQLite) that keeps what listeners report. Empty: in the user's data folder.")
    latest: int = _knob(0, "Of a feed, the newest N entries; 0: all.", low=0)
    since: str = _knob("", "Of a feed, entries from this date on (YYYY-MM-DD).")
    allow_private: bool = _knob(False, "Fetch from addresses that are not public (loopback, private networks).")
    force: bool = _knob(False, "Make again what is up to date.")
    cache: str = _knob(
        "", "Folder or address (s3://...) of clips spoken before, or off. Empty: the user's cache folder."
    )
    cache_size: float = _knob(2.0, "What the cached clips may take, in GB; the least recently used go first.", low=0)
    cluster: str = _knob("", "Make them on a Dask cluster: tcp://scheduler:8786, or local:4 (four processes here).")
    in_flight: int = _knob(3, "On a cluster: articles in flight for each thread of a worker.", low=1, high=100)
    retry_failed: bool = _knob(False, "On a cluster: make what failed in the last run into this output, and no more.")
    disclosure: dict[str, str] = _table("By language: the line that says that the voice is artificial.")
    pauses: dict[str, int] = _table("Pauses in ms, by name; see [pauses] in the documentation.")

    def __post_init__(self) -> None:
        for knob in fields(self):
            _check(knob.name, getattr(self, knob.name), knob.metadata)
        if not self.output.strip():
            raise SettingsError("output is empty.", "Give --output a folder, a file, or - for standard output.")
        for name, milliseconds in self.pauses.items():
            if isinstance(milliseconds, bool) or not isinstance(milliseconds, int) or not 0 <= milliseconds <= 60_000:
                raise SettingsError(f"pauses: '{name}' is {milliseconds!r}.", "A pause is 0 to 60000 ms.")
        if by_role := self._voices_by_role():
            _check_roles(by_role)

    def _voices_by_role(self) -> dict[str, str]:
        return {**self.voices, **dict(part.split("=", 1) for part in self.voice.split(",") if "=" in part)}

    def voice_of(self, role: str) -> str:
        """The voice asked for, for a role (``quote``) or, with an empty one, for all the rest; empty: none."""
        if role:
            return self._voices_by_role().get(role, "")
        return next((part for part in self.voice.split(",") if part and "=" not in part), "")

    def shaping(self) -> dict[str, Any]:
        """What shapes an episode and is not as it comes: enough, with the article, to make it again."""
        named = {name: getattr(self, name) for name in SHAPING if getattr(self, name) != getattr(_STANDARD, name)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in named.items()}

    @property
    def workers(self) -> int:
        """Worker processes to run."""
        return self.jobs or cores()

    @property
    def picture_captions(self) -> Literal["skip", "read"]:
        """Whether the captions of pictures are read."""
        return "read" if "read" in self._captions() else "skip"

    @property
    def caption_files(self) -> tuple[str, ...]:
        """The kinds of captions to write beside the audio."""
        return tuple(name for name in self._captions() if name not in ("skip", "read"))

    def _captions(self) -> list[str]:
        return [name.strip().lower() for name in self.captions.split(",") if name.strip()]

    def reading(self) -> ReadOptions:
        """What the readers need to know."""
        from audiogen.readers import ReadOptions

        return ReadOptions(latest=self.latest or None, since=self.since or None, allow_private=self.allow_private)

    def pause_table(self) -> Pauses:
        """The pauses of a run: the table's own, the user's over them, scaled with speed."""
        from audiogen.segmenter import Pauses

        known = {knob.name for knob in fields(Pauses)}
        for name in self.pauses:
            if name not in known:
                raise SettingsError(f"There is no pause '{name}'.", f"Pauses: {', '.join(sorted(known))}.")
        return replace(Pauses(), **self.pauses).at_speed(self.speed)


def cores() -> int:
    """Cores that this process may use, which in a container are fewer than the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def _check(name: str, value: Any, limits: Mapping[str, Any]) -> None:
    low, high, allowed = limits["low"], limits["high"], limits["of"]
    if (low is not None and not value >= low) or (high is not None and not value <= high):
        span = f"{low:g} to {high:g}" if high is not None else f"{low:g} or more"
        raise SettingsError(f"{name} is {value:g}; it goes from {span}.", f"Give a {name} from {span}.")
    if allowed and value not in allowed.split("|"):
        raise SettingsError(f"{name} is '{value}'.", f"It is one of: {', '.join(allowed.split('|'))}.")


def _check_roles(roles: Iterable[str]) -> None:
    from audiogen.model import ROLES  # only here: `audiogen --help` needs settings and no values

    for role in roles:
        if role not in ROLES:
            raise SettingsError(f"There is no role '{role}' to give a voice.", f"Roles: {', '.join(ROLES)}.")


def load(config: str | Path | None = None, **flags: Any) -> Settings:
    """The settings of a run. `flags` whose value is None (or an empty tuple) were not given.

    Args:
        config: a TOML file that must exist; without it, ``audiogen.toml`` in the working folder where there is one.
    """
    given = {name: value for name, value in flags.items() if value is not None and value != ()}
    layers = {**_from_file(config), **_from_environment(os.environ), **given}
    return Settings(**{name: _convert(name, value) for name, value in layers.items()})


def _from_file(config: str | Path | None) -> dict[str, Any]:
    path = Path(config or CONFIG_NAME)
    if config is None and not path.is_file():
        return {}
    table = read_toml(path)
    known = {knob.name for knob in fields(Settings)}
    named = {key.replace("-", "_"): value for key, value in table.items()}
    for key in named:
        if key not in known:
            from audiogen.registry import nearest

            raise SettingsError(f"{path}: there is no setting '{key}'.", f"Nearest: {nearest(key, known)}.")
    return named


def read_toml(path: Path) -> dict[str, Any]:
    """The table in a TOML file. SettingsError where it is missing or is not TOML."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"There is no file {path}.", "Check the path.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.", "It must be a TOML file in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.", "See https://toml.io for the format.") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Tables are for the file only; AUDIOGEN_VOICES is the folder of installed voices, no setting."""
    knobs = [knob.name for knob in fields(Settings) if not isinstance(getattr(_STANDARD, knob.name), dict)]
    names = {ENVIRONMENT_PREFIX + name.upper(): name for name in knobs}
    return {names[key]: value for key, value in environment.items() if key in names}


_FALSE, _TRUE = ("0", "false", "no", "off", ""), ("1", "true", "yes", "on")
_TAKES: dict[type, str] = {
    int: "a whole number", float: "a number", bool: "true or false", str: "text", tuple: "a list", dict: "a table",
}  # fmt: skip


def _convert(name: str, value: Any) -> Any:
    """The value in its knob's type: TOML and the environment know fewer types than a dataclass."""
    if not hasattr(_STANDARD, name):
        raise SettingsError(f"There is no setting '{name}'.", "See audiogen --help.")
    kind = type(getattr(_STANDARD, name))
    try:
        return _CONVERTERS[kind](value)
    except (TypeError, ValueError):
        raise SettingsError(f"{name} is {value!r}.", f"{name} takes {_TAKES[kind]}.") from None


def _to_bool(value: Any) -> bool:
    word = str(value).lower()
    if word not in _FALSE + _TRUE:
        raise ValueError
    return word in _TRUE


def _to_int(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise ValueError
    return int(value)


def _to_float(value: Any) -> float:
    if isinstance(value, bool):
        raise ValueError
    return float(value)


def _to_str(value: Any) -> str:
    if not isinstance(value, (str, Path)):
        raise ValueError
    return str(value)


def _to_tuple(value: Any) -> tuple[str, ...]:
    return tuple(value.split(os.pathsep)) if isinstance(value, str) else tuple(str(item) for item in value)


def _to_dict(value: Any) -> dict[str, Any]:
    return {str(key): item for key, item in dict(value).items()}


_CONVERTERS: dict[type, Callable[[Any], Any]] = {
    bool: _to_bool, int: _to_int, float: _to_float, str: _to_str, tuple: _to_tuple, dict: _to_dict,
}  # fmt: skip

_STANDARD = Settings()
