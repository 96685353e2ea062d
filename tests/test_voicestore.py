"""The voice store against a server on loopback: whole or not at all, taken up again, checked, inside its folder."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from audiogen import integrity, voicestore
from audiogen.download import Wanted, check_address, fetch
from audiogen.errors import EngineError

NAME = "de_DE-probe-medium"
MODEL = bytes(range(256)) * 4_000
FILES = {
    f"de/de_DE/probe/medium/{NAME}.onnx": MODEL,
    f"de/de_DE/probe/medium/{NAME}.onnx.json": b'{"audio": {"sample_rate": 22050}}',
    "de/de_DE/probe/medium/MODEL_CARD": b"# Model card\n\n* Language: de_DE\n\n## Dataset\n\n* License: CC BY 4.0\n",
}


def entry(files: dict[str, bytes]) -> dict[str, Any]:
    return {
        "key": NAME,
        "language": {"code": "de_DE", "name_english": "German"},
        "quality": "medium",
        "files": {
            path: {"size_bytes": len(data), "md5_digest": hashlib.md5(data).hexdigest()} for path, data in files.items()
        },
        "aliases": ["de-probe-medium"],
    }


@dataclass
class Site:
    """What the server has and how it behaves; every request is written down."""

    files: dict[str, bytes] = field(default_factory=dict)
    url: str = ""
    ranges: bool = True
    cut_after: int = 0
    """Close the connection after that many bytes of a large file, once."""
    redirect: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    sent: int = 0

    def serve(self, files: dict[str, bytes]) -> None:
        self.files = {**files, "voices.json": json.dumps({NAME: entry(files)}).encode()}


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, asked = self.path.lstrip("/"), self.headers.get("Range", "")
            site.asked.append((path, asked))
            if site.redirect and path != "voices.json":
                self.send_response(302)
                self.send_header("Location", site.redirect)
                self.end_headers()
                return
            data = site.files.get(path)
            if data is None:
                self.send_error(404)
                return
            start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked and site.ranges else 0
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            body = data[start:]
            if site.cut_after and len(data) > 100_000:
                body, site.cut_after = body[: site.cut_after], 0
                self.close_connection = True
            self.wfile.write(body)
            site.sent += len(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AUDIOGEN_VOICES", str(tmp_path / "voices"))
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "voices"


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_install_puts_checked_files_and_what_they_are_into_the_store(site: Site, store: Path) -> None:
    site.serve(FILES)
    steps: list[tuple[int, int]] = []
    info = voicestore.install(NAME, site.url, lambda done, total: steps.append((done, total)))
    assert (info.name, info.language, info.quality, info.licence, info.installed) == (
        NAME,
        "de-DE",
        "medium",
        "CC BY 4.0",
        True,
    )
    total = sum(map(len, FILES.values()))
    assert info.size_bytes == total and steps[-1] == (total, total)
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert everything(store) == sorted(f"piper/{NAME}/{Path(name).name}" for name in [*FILES, "voice.json"])
    voice = voicestore.installed("piper")[NAME]
    assert voice.path(".onnx").read_bytes() == MODEL
    voice.verify()


def test_an_alias_installs_the_same_voice(site: Site, store: Path) -> None:
    site.serve(FILES)
    assert voicestore.install("de-probe-medium", site.url).name == NAME


@pytest.mark.parametrize("ranges", [True, False])
def test_a_line_that_drops_is_taken_up_again(site: Site, store: Path, ranges: bool) -> None:
    site.serve(FILES)
    site.cut_after, site.ranges = 300_000, ranges
    voicestore.install(NAME, site.url)
    model = f"de/de_DE/probe/medium/{NAME}.onnx"
    first, second = (asked for path, asked in site.asked if path == model)
    assert not first
    assert 0 < int(second.removeprefix("bytes=").removesuffix("-")) <= 300_000
    assert voicestore.installed("piper")[NAME].path(".onnx").read_bytes() == MODEL


def test_cancelling_leaves_no_voice_and_the_next_call_fetches_only_the_rest(site: Site, store: Path) -> None:
    site.serve(FILES)

    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        voicestore.install(NAME, site.url, stop)
    assert voicestore.installed("piper") == {}
    site.asked.clear()
    voicestore.install(NAME, site.url)
    resumed = [asked for _, asked in site.asked if asked]
    assert resumed and int(resumed[0].removeprefix("bytes=").removesuffix("-")) > len(MODEL) / 4
    voicestore.installed("piper")[NAME].verify()


@pytest.mark.parametrize("wrong", [MODEL[:-1] + b"\0", MODEL[:-10], MODEL + b"more"])
def test_a_file_that_is_not_the_one_described_never_gets_in(site: Site, store: Path, wrong: bytes) -> None:
    site.serve(FILES)
    voicestore.install(NAME, site.url)
    before = voicestore.installed("piper")[NAME]
    site.files[f"de/de_DE/probe/medium/{NAME}.onnx"] = wrong
    with pytest.raises(EngineError):
        voicestore.install(NAME, site.url)
    before.verify()  # the voice that was there is still there, whole


def test_a_new_version_takes_the_place_of_the_old(site: Site, store: Path) -> None:
    site.serve(FILES)
    voicestore.install(NAME, site.url)
    newer = {**FILES, f"de/de_DE/probe/medium/{NAME}.onnx": MODEL[::-1]}
    site.serve(newer)
    voicestore.install(NAME, site.url)
    voice = voicestore.installed("piper")[NAME]
    assert voice.path(".onnx").read_bytes() == MODEL[::-1]
    voice.verify()
    assert len(everything(store)) == len(FILES) + 1


def test_remove(site: Site, store: Path) -> None:
    site.serve(FILES)
    voicestore.install(NAME, site.url)
    voicestore.remove("piper", NAME)
    assert voicestore.installed("piper") == {} and everything(store) == []
    with pytest.raises(EngineError, match="no voice"):
        voicestore.remove("piper", NAME)


def test_an_unknown_name_gets_the_nearest(site: Site, store: Path) -> None:
    site.serve(FILES)
    with pytest.raises(EngineError) as caught:
        voicestore.install("de_DE-prob-medium", site.url)
    assert NAME in caught.value.hint


@pytest.mark.parametrize("path", ["../../x.onnx", "/etc/x.onnx", "a/../../x.onnx", "C:\\x.onnx"])
def test_a_catalogue_cannot_write_outside_the_store(site: Site, store: Path, path: str) -> None:
    site.files["voices.json"] = json.dumps({NAME: entry({path: b"x"})}).encode()
    with pytest.raises(EngineError, match="no catalogue"):
        voicestore.install(NAME, site.url)


@pytest.mark.parametrize("name", ["../up", "a/b", ".hidden", ""])
def test_a_name_cannot_lead_outside_the_store(site: Site, store: Path, name: str) -> None:
    site.files["voices.json"] = json.dumps({name: entry({"x.onnx": b"x"})}).encode()
    with pytest.raises(EngineError, match="no catalogue"):
        voicestore.install(name, site.url)


@pytest.mark.parametrize("text", [b"", b"<html>", b"[1]", b'{"a": 1}', b'{"a": {"files": {}}}'])
def test_what_is_no_catalogue_is_said_to_be_none(site: Site, store: Path, text: bytes) -> None:
    site.files["voices.json"] = text
    with pytest.raises(EngineError, match="no catalogue"):
        voicestore.catalogue(site.url)


@pytest.mark.parametrize("url", ["http://example.org/", "ftp://127.0.0.1/", "file:///etc/", "http://10.0.0.1/", "x"])
def test_only_https_or_this_machine(url: str, store: Path) -> None:
    with pytest.raises(EngineError):
        check_address(url)
    with pytest.raises(EngineError):
        voicestore.install(NAME, url)


def test_a_redirect_does_not_lead_to_http_elsewhere(site: Site, store: Path) -> None:
    site.serve(FILES)
    site.redirect = "http://example.invalid/model.onnx"
    with pytest.raises(EngineError, match="not fetched"):
        voicestore.install(NAME, site.url)


def test_a_server_that_is_away_or_lacks_the_file(site: Site, tmp_path: Path) -> None:
    wanted = Wanted(1, "00")
    with pytest.raises(EngineError, match="There is no"):
        fetch(site.url + "nothing", tmp_path / "file", wanted)
    with pytest.raises(EngineError, match="cannot be fetched"):
        fetch("http://127.0.0.1:9/nothing", tmp_path / "file", wanted)
    assert everything(tmp_path) == []


def test_kokoro_voices_are_one_file_known_by_its_hash(site: Site, store: Path) -> None:
    site.files["voices-v1.0.bin"] = bytes(1000)
    with pytest.raises(EngineError):
        voicestore.install("kokoro", site.url)
    assert voicestore.installed("kokoro") == {}
    remote = replace(voicestore.KOKORO.files[0], wanted=Wanted(1000, hashlib.sha256(bytes(1000)).hexdigest()))
    info = voicestore.install_offer(replace(voicestore.KOKORO, files=(remote,)), site.url)
    assert info.installed and voicestore.installed("kokoro")["kokoro"].path(".bin").stat().st_size == 1000


def test_a_torn_or_foreign_file_is_named_with_the_command_that_helps(site: Site, store: Path) -> None:
    site.serve(FILES)
    voicestore.install(NAME, site.url)
    voice = voicestore.installed("piper")[NAME]
    model = voice.path(".onnx")
    voice.verify()
    model.write_bytes(MODEL[:-1])
    with pytest.raises(EngineError, match="damaged") as caught:
        voice.verify()
    assert f"audiogen voices install {NAME}" in caught.value.hint
    model.write_bytes(MODEL[:-1] + b"!")  # another file of the same size
    with pytest.raises(EngineError, match="damaged"):
        voice.verify()
    model.unlink()
    with pytest.raises(EngineError, match="cannot be read"):
        voice.verify()


def test_a_check_is_remembered_until_the_file_changes(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model"
    path.write_bytes(b"model")
    digest = hashlib.sha256(b"model").hexdigest()
    integrity.verify([path], digest, "")
    counted: list[int] = []
    monkeypatch.setattr(integrity, "sha256", lambda paths: counted.append(1) or digest)
    integrity.verify([path], digest, "")
    assert counted == []
    os.utime(path, ns=(1, 1))
    integrity.verify([path], digest, "")
    assert counted == [1]


def test_a_folder_that_holds_no_voice_is_passed_over(store: Path) -> None:
    for name, text in {"a": "{", "b": "{}", "c": '{"info": {"name": 1}, "files": []}', "d": "[]"}.items():
        folder = store / "piper" / name
        folder.mkdir(parents=True)
        (folder / "voice.json").write_text(text)
    assert voicestore.installed("piper") == {}


def test_the_command_for_a_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voicestore, "find_spec", lambda name: None)
    assert voicestore.command_for("de").startswith("pip install 'audiogen[piper]', then ")
    assert voicestore.command_for("en") == "pip install 'audiogen[piper]'"
    monkeypatch.setattr(voicestore, "find_spec", lambda name: object())
    assert voicestore.command_for("de-AT") == "audiogen voices install de_DE-thorsten-medium"
    assert voicestore.command_for("xx") == "audiogen voices"
    for language, name in voicestore.SUGGESTED.items():
        assert name.startswith(language + "_")
