"""The parent's side of a worker: start it, call it within a time limit, end it with all that it left."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from typing import Any, BinaryIO, cast

from audiogen import worker

START_LIMIT_S = 120.0
"""For the imports and the model; each call has a limit of its own."""


_START = "import sys; sys.path[:] = [p for p in sys.path if p]; from audiogen.worker import main; main()"
"""Not ``-m``: before Python 3.11 that puts the working folder, whatever lies there, before everything else."""


class WorkerLost(Exception):
    """The worker died, hung or was ended; the message says which."""


class WorkerProcess:
    """One child process with one ready engine.

    The constructor raises `EngineError` where the engine says what it misses and `WorkerLost` where the child dies.
    """

    identity: str

    def __init__(self, engine: str) -> None:
        self._late = False
        # The child makes it and takes it along when we die; made here, it would stay if we died before the child lived.
        self._folder = os.path.join(tempfile.gettempdir(), f"audiogen-{secrets.token_hex(8)}")  # noqa: PTH118
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, engine],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(self._folder),
            **_own_group(),
        )
        try:
            self.identity = self._reply(START_LIMIT_S)
        except BaseException:
            self.close()
            raise

    def call(self, method: str, *arguments: object, limit_s: float) -> Any:
        """The method's value. EngineError as the engine raised it, WorkerLost where no answer came in time."""
        try:
            worker.send(cast("BinaryIO", self._process.stdin), (method, *arguments))
        except OSError:
            raise WorkerLost(self._end()) from None
        return self._reply(limit_s)

    def _reply(self, limit_s: float) -> Any:
        # Killing the child ends the read: the one way to limit a blocking read that works on every system.
        watch = threading.Timer(limit_s, self._overdue)
        watch.daemon = True
        watch.start()
        try:
            kind, value = worker.receive(cast("BinaryIO", self._process.stdout))
        except (EOFError, OSError):
            raise WorkerLost(f"it gave no answer within {limit_s:g} s" if self._late else self._end()) from None
        finally:
            watch.cancel()
        if kind == "error":
            raise value
        return value

    def _overdue(self) -> None:
        self._late = True
        self.kill()

    def _end(self) -> str:
        """How the child ended, in words."""
        self.kill()
        code = self._process.wait()
        return f"its process was ended by signal {-code}" if code < 0 else f"its process ended with code {code}"

    def kill(self) -> None:
        """End the child and its children at once; safe from any thread, any number of times.

        Its files go first: should we die now, nobody would be left to remove them.
        """
        shutil.rmtree(self._folder, ignore_errors=True)
        if hasattr(os, "killpg"):
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):  # gone; on macOS a dead group is "not permitted"
                return
        else:
            self._process.kill()

    def close(self) -> None:
        """End it, and remove its pipes and files. For the thread that calls it, once no call is under way."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                cast("BinaryIO", pipe).close()
            except OSError:
                continue  # what was not yet sent goes with it
        shutil.rmtree(self._folder, ignore_errors=True)


def _environment(folder: str) -> dict[str, str]:
    """The child finds the modules the parent finds, writes where the parent cleans up, and warns nobody."""
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109
    files = dict.fromkeys(("TMPDIR", "TEMP", "TMP", worker.TEMPORARY), folder)
    return {**os.environ, **files, "PYTHONPATH": path, "PYTHONSAFEPATH": "1", "PYTHONWARNINGS": "ignore"}


def _own_group() -> dict[str, Any]:
    """Ctrl-C goes to the parent alone, and the child's children can be ended with it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
