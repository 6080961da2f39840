"""A real browser: the Chromium of the machine, driven by Playwright, before an application that the test serves."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def run_axe(page: Page) -> list[dict[str, Any]]:
    """Return what axe finds on an open page, as it is shown now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    violations: list[dict[str, Any]] = page.evaluate(_AXE)["violations"]
    return violations
