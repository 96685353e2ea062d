"""Connections to public addresses only, and all of them done by one deadline.

A host's name is looked up once, every address it gives is judged, and the connection goes to a judged address, so a
name server that answers differently the second time (DNS rebinding) gains nothing. TLS still checks the name.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import httpcore
import httpx

from audiogen.errors import SourceError

_ATTEMPT_S = 6.0
"""For one address of several, so that a dead IPv6 route leaves time for IPv4."""
#: Not public though `ipaddress` may say so: IETF's own (Oracle's metadata is in it), 6to4 relays, Azure's metadata.
_NOT_PUBLIC = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet at large, by IANA's special-purpose registries.

    Not loopback, private, link-local, shared (CGNAT), multicast, reserved or unspecified, nor an IPv6 form
    (mapped, NAT64, 6to4, Teredo) of an IPv4 address that is.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    elif any(ip in network for network in _NOT_PUBLIC):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local)


@dataclass
class Deadline:
    """A moment, by the monotonic clock."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        return cls(time.monotonic() + seconds)

    def left(self, most: float | None = None) -> float:
        """Seconds that remain, at most `most`. httpcore.ReadTimeout if there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return left if most is None else min(left, most)


class GuardedBackend(httpcore.NetworkBackend):
    """httpcore's way to open sockets, with the check and the deadline."""

    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        self._deadline, self._allow_private = deadline, allow_private
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = look_up(host, port, self._deadline)
        if not self._allow_private:
            _refuse_private(host, addresses)
        for number, address in enumerate(addresses, 1):
            attempt_s = self._deadline.left(_ATTEMPT_S if number < len(addresses) else None)
            try:
                stream = self._sockets.connect_tcp(address, port, attempt_s, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return _DeadlineStream(stream, self._deadline)
        raise httpcore.ConnectError(f"{host} has no address")


def _refuse_private(host: str, addresses: list[str]) -> None:
    private = next((address for address in addresses if not is_public(address)), None)
    if private is not None:
        what = host if host == private else f"{host} ({private})"
        raise SourceError(
            f"{what} is not a public address.", "If you trust it, allow addresses of your own network: --allow-private"
        )


def look_up(host: str, port: int, deadline: Deadline) -> list[str]:
    """The host's IP addresses, in the system's order. SourceError where it has none.

    In a thread of its own, because the system's resolver cannot be told to give up.
    """
    found: list[str] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if failed:
        raise SourceError(f"There is no server {host}.", "Check the address and the connection to the internet.")
    if not found:
        raise httpcore.ConnectTimeout(f"no answer to where {host} is")
    return found


class _DeadlineStream(httpcore.NetworkStream):
    """A stream whose every call ends by the deadline, so that a byte a second does not last for ever."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _DeadlineStream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx.BaseTransport):
    """httpx over a guarded backend. Errors stay httpcore's; no proxy, for it would do the look-up unjudged."""

    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_trust(), network_backend=GuardedBackend(deadline, allow_private)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Any:
        return iter(self._stream)

    def close(self) -> None:
        self._stream.close()


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """The certificates that are trusted: ``SSL_CERT_FILE``, else certifi's. Loading them takes 20 ms."""
    return httpx.create_ssl_context()
