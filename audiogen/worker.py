"""The child process of the narrator: one engine, one call at a time, over its own pipes.

``python -m audiogen.worker ENGINE``: reads requests on standard input, writes replies on what was standard output.
Standard output itself is closed to the engine, so that a stray print cannot reach the pipe. The worker, its children
and its folder for temporary files go when the parent goes, however that ends: then standard input comes to its end.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import struct
import sys
import threading
import time
from queue import SimpleQueue
from typing import Any, BinaryIO, NoReturn

_LENGTH = struct.Struct("<Q")
TEMPORARY = "AUDIOGEN_WORKER_FOLDER"
"""Environment variable: where this worker may put files. Set in workers only."""


def send(pipe: BinaryIO, value: object) -> None:
    """Write one value: its length, then its pickle."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: BinaryIO) -> Any:
    """Read one value. EOFError where the other side has gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)


def _leave() -> NoReturn:
    """The parent has gone: take the files and the children along."""
    if folder := os.environ.get(TEMPORARY):
        for _ in range(100):  # an engine at work may write a file while the folder is being emptied
            shutil.rmtree(folder, ignore_errors=True)
            if not os.path.exists(folder):  # noqa: PTH110
                break
            time.sleep(0.005)
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _listen(pipe: BinaryIO, requests: SimpleQueue[tuple[Any, ...]]) -> None:
    """A thread of its own: it hears the parent go even while an engine hangs."""
    try:
        while True:
            requests.put(receive(pipe))
    except (EOFError, OSError):
        _leave()


def _outcome(call: Any, *arguments: Any) -> tuple[str, Any]:
    """``("ok", value)`` or ``("error", AudiogenError)``."""
    from audiogen.errors import AudiogenError, EngineError

    try:
        return "ok", call(*arguments)
    except AudiogenError as error:
        return "error", error
    except Exception as error:  # a third party's engine may raise anything; it must not end the worker
        return "error", EngineError(f"The engine failed: {type(error).__name__}: {error}.")


def _call(engine: Any, method: str, *arguments: Any) -> Any:
    return getattr(engine, method)(*arguments)


def main() -> None:
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    requests: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
    listened = os.fdopen(os.dup(0), "rb")
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    if folder := os.environ.get(TEMPORARY):
        os.mkdir(folder, 0o700)  # noqa: PTH102
    threading.Thread(target=_listen, args=(listened, requests), daemon=True).start()

    from audiogen.registry import engine

    kind, value = _outcome(engine, sys.argv[1])
    ready, identity = _outcome(value.identity) if kind == "ok" else (kind, value)
    try:
        send(replies, (ready, identity))
        while True:
            method, *arguments = requests.get()
            send(replies, _outcome(_call, value, method, *arguments))
    except OSError:  # nobody reads any more: ending by this error would leave the folder
        _leave()


if __name__ == "__main__":
    main()
