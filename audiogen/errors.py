"""The errors that a user can meet; each says what went wrong and how to go on.

AudiogenError
├── SourceError     an input cannot be read: missing, empty, binary, refused, too large
├── CleanError      nothing is left to read, or the page is no article
├── SettingsError   a setting or flag has no meaning: unknown engine, speed out of range (exit code 2)
├── EngineError     an engine or a voice is missing or fails
│   └── SegmentError    one segment could not be spoken, whatever was tried
└── OutputError     a file cannot be written: no permission, full disk, no encoder

Only `AudiogenError` crosses a public function; `cli` prints ``Error:`` and ``Hint:``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audiogen.episode import Episode
    from audiogen.model import Removal


class AudiogenError(Exception):
    """Something the user can act on. `message` says what is wrong, `hint` what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.episodes: list[Episode] = []
        """Of `audiogen.make`: what was made all the same."""

    def __reduce__(self) -> tuple[type[AudiogenError], tuple[str, str]]:
        return type(self), (self.message, self.hint)  # survives the pipe of a worker process


class SourceError(AudiogenError):
    """An input cannot be read."""


class CleanError(AudiogenError):
    """Nothing is left to read after cleaning; `removals` tell why."""

    def __init__(self, message: str, hint: str = "", removals: Sequence[Removal] = ()) -> None:
        super().__init__(message, hint)
        self.removals = tuple(removals)


class SettingsError(AudiogenError):
    """A setting has no meaning."""


class EngineError(AudiogenError):
    """An engine or a voice is missing or fails."""


class SegmentError(EngineError):
    """One segment could not be spoken."""


class OutputError(AudiogenError):
    """A file cannot be written."""
