"""A headless Chromium, a loopback server that knows Range, and axe: for tests of pages. Skipped where one is missing.

AXE_JS names the folder that ``npm pack axe-core`` was run in.
"""

from __future__ import annotations

import os
import re
import tarfile
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
CHROMEDRIVER = which("chromedriver")
MISSING = ", ".join(
    name
    for name, there in (("chromium", CHROMIUM), ("chromedriver", CHROMEDRIVER), ("selenium", find_spec("selenium")))
    if not there
)
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
AXE_FOLDER = os.environ.get("AXE_JS", "")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Browser:
    """One Chromium with a profile of its own."""

    def __init__(self, profile: str) -> None:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(CHROMEDRIVER))
        self.driver.set_script_timeout(60)
        self.scripts: list[str] = []

    def cdp(self, command: str, **arguments: Any) -> Any:
        return self.driver.execute_cdp_cmd(command, arguments)

    def reset(self) -> None:
        """As a new reader's: no storage, a desktop window in light colours."""
        self.driver.get("about:blank")
        for identifier in self.scripts:
            self.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=identifier)
        self.scripts.clear()
        self.cdp("Network.enable")
        self.cdp("Emulation.setScriptExecutionDisabled", value=False)
        self.cdp("Storage.clearDataForOrigin", origin="*", storageTypes="all")
        self.window()
        self.errors()

    def window(self, width: int = 1280, height: int = 900, **features: str) -> None:
        """Size in CSS pixels, and media features such as ``prefers_color_scheme="dark"``."""
        self.cdp(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        wanted = {"prefers-color-scheme": "light", "prefers-reduced-motion": "no-preference"}
        wanted |= {name.replace("_", "-"): value for name, value in features.items() if name != "media"}
        self.cdp(
            "Emulation.setEmulatedMedia",
            media=features.get("media", ""),
            features=[{"name": name, "value": value} for name, value in wanted.items()],
        )

    def before(self, script: str) -> None:
        """Run it before the scripts of each page to come, until `reset`."""
        found = self.cdp("Page.addScriptToEvaluateOnNewDocument", source=script)
        self.scripts.append(found["identifier"])

    def open(self, url: str) -> None:
        self.driver.get(url)
        self.until("return !document.querySelector('.player') || !!document.querySelector('.bar')")

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def until(self, script: str, seconds: float = 20, *arguments: Any) -> Any:
        """The script's value once it is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := self.run(script, *arguments):
                return value
            time.sleep(0.05)
        raise AssertionError(f"never true: {script}")

    def errors(self) -> list[str]:
        """What the console said since last asked."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def click(self, selector: str) -> None:
        self.driver.find_element("css selector", selector).click()

    def click_at(self, x: float, y: float, *, clicks: int = 1) -> None:
        """A real press of the mouse, at a place of the window."""
        for count in range(1, clicks + 1):
            for kind in ("mousePressed", "mouseReleased"):
                self.cdp("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=count)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        for kind, (x, y) in (("mousePressed", start), ("mouseMoved", end), ("mouseReleased", end)):
            self.cdp("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1)

    def keys(self, text: str) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(text).perform()

    def axe(self) -> list[str]:
        """The violations of WCAG 2.2 A and AA that axe finds: rule, element, why."""
        self.run(axe_script())
        found = self.driver.execute_async_script(
            "const done = arguments[1], told = (v, n) => v.id + ': ' + n.target.join(' ') + ': ' + n.failureSummary;"
            "axe.run(document, {runOnly: arguments[0]}).then("
            "r => done(r.violations.flatMap(v => v.nodes.map(n => told(v, n)))), e => done([String(e)]))",
            WCAG,
        )
        return [str(one) for one in found]


@contextmanager
def browser() -> Iterator[Browser]:
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        one = Browser(profile)
        try:
            yield one
        finally:
            one.driver.quit()


def has_axe() -> bool:
    folder = Path(AXE_FOLDER)
    return bool(AXE_FOLDER) and any([*folder.glob("axe-core-*.tgz"), *folder.rglob("axe.min.js")])


@cache
def axe_script() -> str:
    for path in Path(AXE_FOLDER).rglob("axe.min.js"):
        return path.read_text(encoding="utf-8")
    with tarfile.open(next(Path(AXE_FOLDER).glob("axe-core-*.tgz"))) as package:
        member = package.extractfile("package/axe.min.js")
        assert member
        return member.read().decode()


class _Handler(SimpleHTTPRequestHandler):
    """Files with Range, and POST to /feedback."""

    posted: list[tuple[dict[str, str], bytes]]

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":
            self._answer(204)
            return
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not wanted or not path.is_file():
            super().do_GET()
            return
        size = path.stat().st_size
        start, end = int(wanted[1]), min(int(wanted[2] or size - 1), size - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {start}-{end}/{size}")
        self.send_header("Content-Length", str(end - start + 1))
        self.end_headers()
        with path.open("rb") as file:
            file.seek(start)
            self.wfile.write(file.read(end - start + 1))

    def do_OPTIONS(self) -> None:
        self._answer(204)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.posted.append((dict(self.headers), body))
        self._answer(200)

    def _answer(self, code: int) -> None:
        self.send_response(code)
        self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin", "*"))
        self.send_header("Access-Control-Allow-Headers", "content-type")
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """The folder's address on the loopback, and what is posted to it."""
    posted: list[tuple[dict[str, str], bytes]] = []
    kind = type("Handler", (_Handler,), {"posted": posted})
    make: Callable[..., Any] = lambda *args: kind(*args, directory=str(folder))  # noqa: E731
    running = ThreadingHTTPServer(("127.0.0.1", 0), make)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.1})
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}/", posted
    finally:
        running.shutdown()
        thread.join()
        running.server_close()
