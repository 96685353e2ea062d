"""URLs: what comes, what is refused, and that nothing is fetched that was not allowed."""

from __future__ import annotations

import gzip
import itertools
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import NoReturn

import httpcore
import pytest
from readers_support import LOCAL, PAGE, STORY, Answer, Server, serving

from audiogen.errors import SourceError
from audiogen.readers import ReadOptions, expand, page
from audiogen.readers.guard import is_public


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({"/story": Answer(PAGE)}) as running:
        yield running


def refused(url: str, options: ReadOptions = LOCAL) -> SourceError:
    with pytest.raises(SourceError) as caught:
        page(url, options=options)
    assert caught.value.hint
    return caught.value


def test_a_page_is_fetched_once_and_known_by_its_address(server: Server) -> None:
    (source,) = expand(f"{server.url}/story", LOCAL)
    got = source.read()
    assert (got.media_type, got.name, got.source) == ("text/html", "127.0.0.1", f"{server.url}/story")
    assert got.text == PAGE and got.metadata.url == f"{server.url}/story"
    assert server.asked == ["/story"]


def test_header_charset_and_wrong_header_charset(server: Server) -> None:
    words = "<html><body><p>Bürgerinnen und Bürger hörten zu – „schön“.</p></body></html>"
    server.answers["/latin"] = Answer(words.encode("cp1252"), headers={"Content-Type": "text/html; charset=iso-8859-1"})
    server.answers["/wrong"] = Answer(words.encode("utf-8"), headers={"Content-Type": "text/html; charset=iso-8859-1"})
    server.answers["/wrong8"] = Answer(words.encode("cp1252"), headers={"Content-Type": "text/html; charset=utf-8"})
    for path in ("/latin", "/wrong", "/wrong8"):
        assert page(server.url + path, options=LOCAL).text == words


def test_five_redirects_are_followed_and_not_six(server: Server) -> None:
    for number in range(1, 7):
        server.answers[f"/{number}"] = Answer(status=302, headers={"Location": f"/{number - 1}"})
    server.answers["/0"] = Answer(PAGE)
    got = page(f"{server.url}/5", options=LOCAL)
    assert got.source.endswith("/5") and got.metadata.url.endswith("/0")
    assert "redirects" in refused(f"{server.url}/6").message


def test_redirects_in_a_circle_end(server: Server) -> None:
    server.answers["/a"] = Answer(status=301, headers={"Location": "/b"})
    server.answers["/b"] = Answer(status=307, headers={"Location": "/a"})
    assert "without end" in refused(f"{server.url}/a").message
    assert len(server.asked) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "javascript:alert(1)", "gopher://x/"])
def test_redirects_lead_to_web_pages_only(server: Server, target: str) -> None:
    server.answers["/a"] = Answer(status=302, headers={"Location": target})
    refused(f"{server.url}/a")


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 406, 410, 418, 429, 451, 500, 502, 503, 599, 204, 304])
def test_every_status_that_is_no_page_says_so_with_a_way_out(server: Server, status: int) -> None:
    server.answers["/x"] = Answer(status=status, headers={"Retry-After": "17"})
    error = refused(f"{server.url}/x")
    assert str(status) in error.message
    assert ("17 s" in error.hint) == (status in (429, 503))


def bomb(megabytes: int, window: int = 31) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    return b"".join([packer.compress(b"<p>" + bytes(999_997)) for _ in range(megabytes)]) + packer.flush()


@pytest.mark.parametrize("coding", ["gzip", "deflate", "gzip, gzip"])
def test_a_decompression_bomb_stops_at_the_limit(server: Server, coding: str) -> None:
    body = bomb(60, 15 if coding == "deflate" else 31)
    server.answers["/bomb"] = Answer(
        gzip.compress(body) if "," in coding else body, headers={"Content-Encoding": coding}
    )
    assert "larger than 0.2 MB" in refused(f"{server.url}/bomb").message


@pytest.mark.parametrize("window", [31, 15, -15])
def test_compressed_pages_are_unpacked(server: Server, window: int) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    body = packer.compress(PAGE.encode()) + packer.flush()
    server.answers["/x"] = Answer(body, headers={"Content-Encoding": "gzip" if window == 31 else "deflate"})
    assert page(f"{server.url}/x", options=LOCAL).text == PAGE
    server.answers["/y"] = Answer(body[:-20], headers={"Content-Encoding": "gzip" if window == 31 else "deflate"})
    assert "broken" in refused(f"{server.url}/y").message


def test_two_gzip_members_are_one_page(server: Server) -> None:
    half = len(PAGE) // 2
    body = gzip.compress(PAGE[:half].encode()) + gzip.compress(PAGE[half:].encode())
    server.answers["/x"] = Answer(body, headers={"Content-Encoding": "gzip"})
    assert page(f"{server.url}/x", options=LOCAL).text == PAGE


def test_what_was_not_asked_for_is_not_unpacked(server: Server) -> None:
    server.answers["/br"] = Answer(b"\x0b\x02\x80hello\x03", headers={"Content-Encoding": "br"})
    assert "br" in refused(f"{server.url}/br").message


def test_a_page_without_end_stops_at_the_limit(server: Server) -> None:
    server.answers["/x"] = Answer(stream=lambda: itertools.repeat(b"<p>more</p>" * 1000))
    assert "larger" in refused(f"{server.url}/x").message


def test_a_length_over_the_limit_is_refused_before_the_body(server: Server) -> None:
    server.answers["/x"] = Answer(PAGE, headers={"Content-Length": "999999999"})
    assert "larger" in refused(f"{server.url}/x").message


def test_a_slow_page_ends_by_the_deadline(server: Server) -> None:
    def drip() -> Iterator[bytes]:
        for _ in range(100):
            time.sleep(0.05)
            yield b"x"

    server.answers["/slow"] = Answer(stream=drip)
    began = time.monotonic()
    assert "longer than 0.4 s" in refused(f"{server.url}/slow", replace(LOCAL, timeout_s=0.4)).message
    assert time.monotonic() - began < 2


def test_a_page_that_breaks_off_is_an_error(server: Server) -> None:
    server.answers["/x"] = Answer(PAGE[:500], headers={"Content-Length": str(len(PAGE))})
    assert "broken" in refused(f"{server.url}/x").message


@pytest.mark.parametrize("content_type", ["image/png", "video/mp4", "application/zip", "text/css"])
def test_what_is_no_text_is_refused_by_its_type(server: Server, content_type: str) -> None:
    server.answers["/x"] = Answer("body", headers={"Content-Type": content_type})
    assert content_type in refused(f"{server.url}/x").message


def test_a_picture_that_says_it_is_a_page_is_refused_by_what_it_is(server: Server) -> None:
    server.answers["/x"] = Answer(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert "PNG" in refused(f"{server.url}/x").message


def test_empty_pages_are_errors(server: Server) -> None:
    server.answers["/x"] = Answer("")
    server.answers["/y"] = Answer(" \n ")
    assert "empty" in refused(f"{server.url}/x").message
    assert "empty" in refused(f"{server.url}/y").message


def test_a_vague_type_is_settled_by_the_suffix_and_the_content(server: Server) -> None:
    server.answers["/a.txt"] = Answer("Words only.", headers={"Content-Type": "application/octet-stream"})
    server.answers["/b"] = Answer(PAGE, headers={"Content-Type": "text/plain"})
    server.answers["/c"] = Answer("# Tide\n\nIt *rose*.", headers={"Content-Type": "text/markdown"})
    assert page(f"{server.url}/a.txt", options=LOCAL).media_type == "text/plain"
    assert page(f"{server.url}/b", options=LOCAL).media_type == "text/html"
    assert "<h1>Tide</h1>" in page(f"{server.url}/c", options=LOCAL).text


def test_addresses_of_the_own_network_need_leave(server: Server) -> None:
    error = refused(f"{server.url}/story", ReadOptions())
    assert "not a public address" in error.message and "--allow-private" in error.hint
    assert server.asked == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0.0.0.0",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::]",
        "localhost",
    ],
)
def test_every_way_to_write_loopback_is_refused(server: Server, host: str) -> None:
    port = server.url.rpartition(":")[2]
    refused(f"http://{host}:{port}/story", ReadOptions(timeout_s=3))
    assert server.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07::1", True), ("64:ff9b::808:808", True), ("::ffff:8.8.8.8", True),
        ("10.0.0.1", False), ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("100.100.100.200", False), ("168.63.129.16", False), ("192.0.0.192", False),
        ("198.18.0.1", False), ("224.0.0.1", False), ("240.0.0.1", False), ("255.255.255.255", False),
        ("fe80::1", False), ("fe80::1%eth0", False), ("fc00::1", False), ("fd00:ec2::254", False), ("fec0::1", False),
        ("ff02::1", False), ("::", False), ("::127.0.0.1", False), ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::", False), ("2001:db8::1", False), ("::ffff:169.254.169.254", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_the_look_up_is_judged_and_its_answer_is_the_one_connected_to(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that says a public address first and loopback next gains nothing."""
    port = int(server.url.rpartition(":")[2])
    answers = itertools.chain(["93.184.215.14"], itertools.repeat("127.0.0.1"))
    looked_up: list[str] = []
    connected: list[str] = []

    def look_up(host: str, *args: object, **kwargs: object) -> list[object]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(self: object, host: str, *args: object, **kwargs: object) -> None:
        connected.append(host)
        raise httpcore.ConnectError("not in a test")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    refused(f"http://news.example:{port}/story", ReadOptions())
    assert looked_up == ["news.example"] and connected == ["93.184.215.14"]


def test_tls_checks_the_name_though_the_connection_goes_to_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[object] = []

    class Stream(httpcore.MockStream):
        def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, *_: object) -> NoReturn:
            checked.append((server_hostname, ssl_context.check_hostname, ssl_context.verify_mode))
            raise httpcore.ConnectError("not in a test")

    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: answer)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *a, **k: Stream([]))
    refused("https://news.example/story", ReadOptions())
    assert checked == [("news.example", True, ssl.CERT_REQUIRED)]


def test_one_private_address_among_public_ones_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(server.url.rpartition(":")[2])
    pair = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("8.8.8.8", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: pair)
    assert "127.0.0.1" in refused("http://news.example/", ReadOptions()).message


def test_a_redirect_to_the_own_network_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from audiogen.readers import guard

    public_host, real = server.url.rpartition(":")[0][7:], guard.is_public
    server.answers["/out"] = Answer(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    monkeypatch.setattr(guard, "is_public", lambda address: address == public_host or real(address))
    assert "169.254.169.254" in refused(f"{server.url}/out", ReadOptions()).message


def test_proxies_of_the_environment_are_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert page(f"{server.url}/story", options=LOCAL).text == PAGE


def test_servers_that_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert "cannot be reached" in refused(f"http://127.0.0.1:{port}/").message

    def nobody(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert "no server news.invalid" in refused("http://news.invalid/").message


def test_a_name_server_that_is_silent_ends_by_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: time.sleep(1.5) or [])
    began = time.monotonic()
    assert "longer than" in refused("http://news.invalid/", replace(LOCAL, timeout_s=0.2)).message
    assert time.monotonic() - began < 1


def test_what_speaks_no_tls_is_an_error_of_the_connection(server: Server) -> None:
    assert "no secure connection" in refused(server.url.replace("http:", "https:") + "/story").message


@pytest.mark.parametrize("url", ["http://", "http://a b/", "http://[::1", "https://:80/", "http://x:99999/"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(SourceError):
        list(expand(url, LOCAL))


def test_user_and_password_stay_out_of_the_metadata(server: Server) -> None:
    got = page(server.url.replace("//", "//user:secret@") + "/story", options=LOCAL)
    assert "secret" not in got.metadata.url and STORY in got.text
