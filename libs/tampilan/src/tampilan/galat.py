"""Error pages: one template, the words by status and by stable code."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, render_template
from werkzeug.exceptions import HTTPException

from tampilan.katalog import Katalog

STATUS = (400, 401, 403, 404, 405, 409, 412, 413, 422, 428, 429, 500, 502, 503)


def render_galat(status: int, *, kode: str | None = None, acuan: str | None = None, **isi: Any) -> tuple[str, int]:
    """Return the error page for ``status``; ``kode`` adds the catalogue's sentence, ``acuan`` the request id."""
    katalog: Katalog = current_app.extensions["tampilan"].katalog
    key = f"galat.{status}" if f"galat.{status}" in katalog else "galat.lain"
    detail = katalog(kode, **isi) if kode is not None and kode in katalog else katalog(f"{key}.isi")
    page = render_template("tampilan/galat.html", status=status, judul=katalog(key), detail=detail, acuan=acuan)
    return page, status


def register_galat(app: Flask) -> None:
    """Answer every HTTP error of ``app`` with the page, for an app that has no API of its own."""
    app.register_error_handler(HTTPException, lambda error: render_galat(error.code or 500))
