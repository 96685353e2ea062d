"""One file from an https address to a path: with progress, taken up again where it broke off, checked.

What has arrived stays in ``<path>.part`` when a download is cancelled or the line drops; the next call asks the server
for the rest (RFC 9110, Range). Only a file of the right size and digest moves to its place.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audiogen.errors import EngineError

if TYPE_CHECKING:
    import httpx

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all (0: not known)."""

_TIMEOUT_S = 30.0
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file must be. `digest` is hexadecimal, `algorithm` a name that hashlib knows."""

    size_bytes: int
    digest: str
    algorithm: str = "sha256"


def check_address(url: str) -> None:
    """EngineError unless the address is https, or http on this very machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname and _is_loopback(parts.hostname):
        return
    raise EngineError(f"Voices are not fetched from {url}.", "Give an address that begins with https://.")


def fetch_bytes(url: str, limit_bytes: int) -> bytes:
    """A small file, whole. EngineError where it is missing, larger than the limit, or the server does not answer."""
    with _client() as client, _errors(url), client.stream("GET", url) as response:
        _accept(response, url)
        data = bytearray()
        for piece in response.iter_bytes():
            data += piece
            if len(data) > limit_bytes:
                raise EngineError(f"{url} is larger than {limit_bytes // 1_000_000} MB.", "Check the address.")
        return bytes(data)


def fetch(url: str, path: Path, wanted: Wanted, progress: Progress | None = None) -> None:
    """Download to `path`, whole and checked. EngineError where that cannot be done; what has arrived is kept."""
    part = path.with_name(path.name + ".part")
    with _errors(url):
        path.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            _fetch_rest(url, part, wanted, progress)
        except EngineError:
            # A line that dropped half-way is worth another try; one that never gave a byte is not.
            if attempt == _ATTEMPTS or not part.exists() or part.stat().st_size >= wanted.size_bytes:
                raise
            continue
        if _is(part, wanted):
            part.replace(path)
            return
        part.unlink()
    raise EngineError(
        f"{url} is not the file that the catalogue describes: its size or its {wanted.algorithm.upper()} differs.",
        "Try again later, or another base address.",
    )


def _fetch_rest(url: str, part: Path, wanted: Wanted, progress: Progress | None) -> None:
    """Append what is missing. A server that knows no ranges sends all again."""
    have = part.stat().st_size if part.exists() else 0
    if have > wanted.size_bytes:
        part.unlink()
        have = 0
    if have == wanted.size_bytes and have:
        return
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={have}-"} if have else {})}
    with _client() as client, _errors(url), client.stream("GET", url, headers=headers) as response:
        _accept(response, url)
        have = have if _continues(response, have) else 0
        with part.open("ab" if have else "wb") as file:
            for piece in response.iter_bytes():
                file.write(piece)
                have += len(piece)
                if have > wanted.size_bytes:
                    return  # the check refuses it; no need to take the rest
                if progress:
                    progress(have, wanted.size_bytes)


def _continues(response: httpx.Response, have: int) -> bool:
    """The server sends on from where the file ends, and not from somewhere else."""
    return response.status_code == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {have}-")


def _is(path: Path, wanted: Wanted) -> bool:
    if path.stat().st_size != wanted.size_bytes:
        return False
    digest = hashlib.new(wanted.algorithm, usedforsecurity=False)
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest() == wanted.digest.lower()


def _client() -> httpx.Client:
    import httpx

    def check(request: httpx.Request) -> None:
        check_address(str(request.url))  # redirects pass here too

    return httpx.Client(follow_redirects=True, timeout=_TIMEOUT_S, event_hooks={"request": [check]})


def _accept(response: httpx.Response, url: str) -> None:
    if response.status_code in (200, 206):
        return
    if response.status_code == 404:
        raise EngineError(f"There is no {url}.", "Check the voice's name and the base address.")
    raise EngineError(f"{url}: the server answers {response.status_code}.", "Try again later.")


@contextmanager
def _errors(url: str) -> Iterator[None]:
    import httpx

    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        why = str(error) or type(error).__name__
        raise EngineError(f"{url} cannot be fetched: {why}.", "Try again: it goes on where it stopped.") from error
    except OSError as error:
        raise EngineError(f"The voice cannot be saved: {error}.", "Free some space, or set AUDIOGEN_VOICES.") from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
