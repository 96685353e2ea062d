"""Is this model file the one it should be? By SHA-256, remembered for as long as size and date stay the same.

A torn download or somebody else's file is then a clear error and not a crash, or noise, inside the model's runtime.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from audiogen.errors import EngineError

_PIECE = 1 << 20


def cache_folder() -> Path:
    """Where files go that can be made again: ``AUDIOGEN_CACHE`` where that is a folder, else the system's place."""
    from platformdirs import user_cache_dir

    named = os.environ.get("AUDIOGEN_CACHE", "")
    if not named or named.lower() == "off" or "://" in named:
        return Path(user_cache_dir("audiogen", appauthor=False))
    return Path(named).expanduser()


def sha256(paths: Iterable[Path]) -> str:
    """Hex digest of the files' bytes, one after the other. OSError where one cannot be read."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    return digest.hexdigest()


def verify(paths: Sequence[Path], expected: str, hint: str) -> None:
    """See that the files, taken together, are those meant. EngineError with `hint` where they are not.

    A check that came out well is remembered beside the caches, so that it costs a few microseconds the next time.
    """
    try:
        stamp = " ".join([expected, *(f"{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in paths)])
        name = hashlib.sha256(os.pathsep.join(str(path.resolve()) for path in paths).encode()).hexdigest()
        memory = cache_folder() / "checked" / name[:32]
        if memory.is_file() and memory.read_text() == stamp:
            return
        found = sha256(paths)
    except OSError as error:
        raise EngineError(f"{paths[0]} cannot be read: {error.strerror or error}.", hint) from error
    if found != expected:
        raise EngineError(f"{paths[0]} is damaged, or is another file than it should be (SHA-256 {found[:12]}…).", hint)
    write_quietly(memory, stamp.encode())


def write_quietly(path: Path, data: bytes) -> bool:
    """Write a file that only saves time, whole or not at all; False where the folder takes no files."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    except OSError:
        return False
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(part).replace(path)
    except OSError:
        Path(part).unlink(missing_ok=True)
        return False
    return True
