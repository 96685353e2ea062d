"""A web server on loopback for the readers' tests: answers by path, ends with the test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from audiogen.readers import ReadOptions

LOCAL = ReadOptions(allow_private=True, timeout_s=5.0, max_bytes=200_000)

STORY = "".join(
    f"<p>The harbour office of Lindmouth counted {number} ferries on day {number}, and nobody was surprised.</p>\n"
    for number in range(4, 20)
)
PAGE = f"<!doctype html><html><head><title>Ferries counted</title></head><body><article>{STORY}</article></body></html>"


@dataclass
class Answer:
    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stream: Callable[[], Iterator[bytes]] | None = None
    """Chunks without a length, for answers that never end."""


@dataclass
class Server:
    url: str
    answers: dict[str, Answer]
    asked: list[str]
    """The paths that were asked for, in order."""


@contextmanager
def serving(answers: dict[str, Answer]) -> Iterator[Server]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            asked.append(self.path)
            answer = answers.get(self.path.partition("?")[0], Answer("no", 404))
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            try:
                self.send_response(answer.status)
                headers = {"Content-Type": "text/html", **answer.headers}
                if answer.stream is None:
                    headers.setdefault("Content-Length", str(len(body)))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for chunk in answer.stream() if answer.stream else [body]:
                    self.wfile.write(chunk)
                    self.wfile.flush()
            except OSError:
                pass  # the reader has hung up, as it should

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_address[1]}", answers, asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
