"""A real browser: the Chromium of the machine, driven by Playwright, before an application that the test serves."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tampilan.build import MODULES

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ColorScheme = Literal["light", "dark"]
_AXE = "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start Chromium without a window, and close it in the end."""
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise RuntimeError("the browser tests need Chromium; on Debian: apt-get install chromium")
    # Chromium refuses its sandbox to root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*arguments, "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


class _Quiet(WSGIRequestHandler):
    """Keeps the requests of the browser out of the report."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def serve_app(app: Flask) -> Iterator[str]:
    """Serve an application on this machine; give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def run_axe(page: Page) -> list[dict[str, Any]]:
    """Return what axe finds on an open page, as it is shown now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    violations: list[dict[str, Any]] = page.evaluate(_AXE)["violations"]
    return violations


@dataclass(frozen=True, kw_only=True)
class Kunjungan:
    """The pages that one account opens: its session, and the addresses."""

    sesi: str
    alamat: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Jendela:
    """A browser before a service: opens pages as somebody, and says what is wrong with each."""

    browser: Browser
    alamat: str
    cookie: str

    @contextmanager
    def open(self, sesi: str, *, lebar: int, tema: ColorScheme = "light") -> Iterator[Page]:
        """Give a page of somebody who is signed in; what the browser complains about fails the test."""
        complaints: list[str] = []
        context = self.browser.new_context(
            base_url=self.alamat,
            viewport={"width": lebar, "height": 768},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            color_scheme=tema,
        )
        context.on("console", lambda message: complaints.append(message.text))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.add_cookies([{"name": self.cookie, "value": sesi, "url": self.alamat}])
        yield context.new_page()
        context.close()
        assert complaints == []

    def find_violations(self, kunjungan: Sequence[Kunjungan], *, lebar: int, tema: ColorScheme) -> dict[str, Any]:
        """Return what axe finds, by address."""
        found = {}
        for each in kunjungan:
            with self.open(each.sesi, lebar=lebar, tema=tema) as page:
                for alamat in each.alamat:
                    answer = page.goto(alamat)
                    assert answer is not None
                    assert answer.status == 200, (alamat, answer.status)
                    found[alamat] = [(v["id"], v["nodes"][0]["html"][:160]) for v in run_axe(page)]
        return {alamat: violations for alamat, violations in found.items() if violations}

    def find_wide(self, kunjungan: Sequence[Kunjungan]) -> dict[str, int]:
        """Return how wide the pages are that scroll sideways at 320 pixels, by address."""
        return {
            alamat: width
            for alamat, width in self._measure(kunjungan, 320, "document.documentElement.scrollWidth").items()
            if width > 320
        }

    def find_crowded(self, kunjungan: Sequence[Kunjungan]) -> dict[str, int]:
        """Return how many primary buttons stand on the pages that have more than one, or one that is disabled."""
        primary, disabled = (
            f"document.querySelectorAll('main {each}').length" for each in (".tombol-utama", ":disabled")
        )
        count = f"{primary} + 2 * {disabled}"
        return {alamat: n for alamat, n in self._measure(kunjungan, 1366, count).items() if n > 1}

    def _measure(self, kunjungan: Sequence[Kunjungan], lebar: int, what: str) -> dict[str, int]:
        found = {}
        for each in kunjungan:
            with self.open(each.sesi, lebar=lebar) as page:
                for alamat in each.alamat:
                    page.goto(alamat)
                    found[alamat] = int(page.evaluate(what))
        return found
