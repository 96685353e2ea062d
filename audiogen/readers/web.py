"""A URL -> its bytes: a few redirects, a deadline, a size limit that counts what comes out of the compression.

Proxies named in the environment are not used: they would look the host up themselves, past the check for addresses
that are not public. Nothing is sent but the request for the page; cookies live for its redirects only.
"""

from __future__ import annotations

import os
import ssl
import zlib
from dataclasses import dataclass

import httpcore
import httpx

from audiogen import __version__
from audiogen.errors import SourceError
from audiogen.readers import ReadOptions
from audiogen.readers.guard import Deadline, GuardedTransport

MAX_REDIRECTS = 5

_HEADERS = {
    "User-Agent": f"audiogen/{__version__} (reads one article aloud for its user)",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}

_BROWSER = "Open it in the browser, save the page as HTML and give that file."

#: Status -> what it means for the reader, what to do.
_STATUSES: dict[int, tuple[str, str]] = {
    400: ("The server did not understand the address", "Check the address."),
    401: ("The page asks for a login", _BROWSER),
    402: ("The page asks for payment", _BROWSER),
    403: ("The server refuses to give the page to programs", _BROWSER),
    404: ("There is no such page", "Check the address; the article may have moved."),
    406: ("The server has no such page for programs", _BROWSER),
    410: ("The page has been taken away", "Look for the article in an archive of the web."),
    429: ("The server has had too many requests", "Wait a while and try again."),
    451: ("The page is blocked for legal reasons", "Look for the article elsewhere."),
    503: ("The server is overloaded or wants a browser", f"Try again later. {_BROWSER}"),
}
_NOT_READ = ("image/", "audio/", "video/", "font/", "model/", "application/zip", "application/javascript",
             "text/css", "text/javascript", "text/event-stream")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave."""

    data: bytes
    url: str
    """The address after redirects, without user and password."""
    content_type: str
    """The header, with its charset."""


def fetch(url: str, options: ReadOptions, *, refused: tuple[str, ...] = _NOT_READ) -> Fetched:
    """Get a URL. SourceError, with what to do, for everything that keeps it from coming whole.

    Args:
        refused: beginnings of media types that are of no use.
    """
    deadline = Deadline.after(options.timeout_s)
    try:
        with httpx.Client(
            transport=GuardedTransport(deadline, options.allow_private),
            headers=_HEADERS,
            timeout=options.timeout_s,
            trust_env=False,
        ) as client:
            return _follow(client, client.build_request("GET", url), deadline, options.max_bytes, refused)
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise SourceError(f"{url} took longer than {options.timeout_s:g} s.", "Try again, or save the page.") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol, UnicodeError) as error:
        raise SourceError(f"{url} is not a web address.", "Give one like https://example.org/article.") from error
    except (httpcore.ConnectError, httpcore.NetworkError) as error:
        raise _unreachable(url, error) from error
    except (httpcore.ProtocolError, httpx.HTTPError) as error:
        raise SourceError(f"{url}: the answer is broken: {error}.", "Try again, or save the page.") from error


def _follow(
    client: httpx.Client, request: httpx.Request, deadline: Deadline, max_bytes: int, refused: tuple[str, ...]
) -> Fetched:
    first = request.url
    for _ in range(MAX_REDIRECTS + 1):
        response = client.send(request, stream=True)
        try:
            if response.next_request is None:
                return _taken(response, deadline, max_bytes, refused)
            request = response.next_request
        finally:
            response.close()
        if request.url.scheme not in ("http", "https"):
            raise SourceError(f"{first} leads to {request.url}, which is no web page.", "Check the address.")
    raise SourceError(f"{first} leads from page to page without end (over {MAX_REDIRECTS} redirects).", _BROWSER)


def _taken(response: httpx.Response, deadline: Deadline, max_bytes: int, refused: tuple[str, ...]) -> Fetched:
    url = str(response.url.copy_with(userinfo=b"", fragment=None))
    if response.status_code != 200:
        raise _refusal(response, url)
    content_type = response.headers.get("content-type", "")
    if content_type.lower().startswith(refused):
        kind = content_type.partition(";")[0]
        raise SourceError(f"{url} is {kind}, not an article.", "Give the address of a page, feed or document.")
    limit = SourceError(f"{url} is larger than {max_bytes / 1e6:g} MB.", "Save the article alone and give that file.")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > max_bytes:
        raise limit
    raw = bytearray()
    for chunk in response.iter_raw():
        raw += chunk
        deadline.left()
        if len(raw) > max_bytes:
            raise limit
    data = bytes(raw)
    for coding in reversed([part.strip().lower() for part in response.headers.get("content-encoding", "").split(",")]):
        data = _unpacked(data, coding, max_bytes, url)
        if len(data) > max_bytes:
            raise limit
    return Fetched(data, url, content_type)


def _unpacked(data: bytes, coding: str, max_bytes: int, url: str) -> bytes:
    """The bytes out of one content coding, at most one more than `max_bytes`."""
    if coding in ("", "identity") or not data:
        return data
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(f"{url} came packed as {coding}, which was not asked for.", _BROWSER)
    # 47: gzip or zlib, whichever it is; -15: the bare stream that some servers mean by "deflate".
    for window in (47, -15):
        try:
            return _inflated(data, window, max_bytes)
        except zlib.error as error:
            broken = error
    raise SourceError(f"{url}: the {coding} compression is broken: {broken}.", "Try again, or save the page.")


def _inflated(data: bytes, window: int, max_bytes: int) -> bytes:
    """All members one after the other, at most one byte more than `max_bytes`. zlib.error if they break off."""
    out = b""
    while data and len(out) <= max_bytes:
        unpacker = zlib.decompressobj(window)
        out += unpacker.decompress(data, max_bytes + 1 - len(out))
        if not unpacker.eof and len(out) <= max_bytes:
            raise zlib.error("it breaks off")
        data = unpacker.unused_data.lstrip(b"\0")  # padding after the last member
    return out


def _refusal(response: httpx.Response, url: str) -> SourceError:
    status = response.status_code
    words, hint = _STATUSES.get(status, ("", ""))
    if not words and status >= 500:
        words, hint = "The server has failed", "Try again later."
    if not words:
        words, hint = "The server gives no page", "Check the address."
    if status in (429, 503) and (wait := response.headers.get("retry-after", "")).isdecimal():
        hint = f"Try again in {int(wait)} s."
    return SourceError(f"{words} ({status}): {url}", hint)


def _unreachable(url: str, error: BaseException) -> SourceError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "verify_message", "") or cause.reason or str(cause)
            return SourceError(f"{url}: no secure connection: {reason}.", "Check the address and this machine's clock.")
        cause = cause.__cause__ or cause.__context__
    hint = "Check the address and the connection to the internet."
    if any(name in os.environ for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY")):
        hint = f"audiogen does not use the proxy that the environment names. {_BROWSER}"
    return SourceError(f"{url} cannot be reached: {error}.", hint)
