"""The encoder and decoder: the ffmpeg that comes with the wheel imageio-ffmpeg, or the one AUDIOGEN_FFMPEG names."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from functools import lru_cache
from typing import IO

from audiogen.errors import OutputError


@lru_cache(maxsize=1)
def executable() -> str:
    """Path of the ffmpeg to use. OutputError where there is none. A system's own is used only when it is asked for."""
    asked = os.environ.get("AUDIOGEN_FFMPEG", "")
    if asked:
        found = shutil.which(asked)
        if not found:
            raise OutputError(f"AUDIOGEN_FFMPEG is '{asked}'; there is no such program.", "Unset it to use our own.")
        return found
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        raise OutputError("No MP3 encoder was found.", "Run: pip install --force-reinstall imageio-ffmpeg") from None


def version() -> str:
    """The encoder's version, as it says it."""
    said = subprocess.run([executable(), "-version"], capture_output=True, text=True, check=False).stdout
    return said.split(" Copyright", 1)[0].removeprefix("ffmpeg version ").strip()


def start(
    *arguments: str,
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | IO[bytes] = subprocess.PIPE,
    level: str = "error",
) -> subprocess.Popen[bytes]:
    """A running ffmpeg, its log at `level` on stderr.

    In a process group of its own, so that Ctrl-C reaches us first and we end it in order.
    """
    return subprocess.Popen(
        [executable(), "-hide_banner", "-nostdin", "-nostats", "-loglevel", level, *arguments],
        stdin=subprocess.DEVNULL if stdin is None else stdin,
        stdout=subprocess.DEVNULL if stdout is None else stdout,
        stderr=stderr,
        start_new_session=os.name == "posix",
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End it now, whatever it does, and leave nothing open."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with contextlib.suppress(OSError):  # closing flushes what the dead process no longer takes
                pipe.close()
