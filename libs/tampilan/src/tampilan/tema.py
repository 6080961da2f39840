"""The reader's choice of theme: a form, a cookie, an attribute set on the server; so no flash and no script."""

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import urlsplit

from flask import Response, abort, redirect, request

COOKIE = "tema"
ONE_YEAR = 31_536_000

Tema = Literal["ikuti", "terang", "gelap"]
KATA: dict[Tema, str] = {"ikuti": "Ikuti perangkat", "terang": "Terang", "gelap": "Gelap"}
ATRIBUT: dict[Tema, str] = {"terang": "light", "gelap": "dark"}


def read_tema() -> Tema:
    """Return the theme of this request's cookie; anything unknown follows the device."""
    nilai = request.cookies.get(COOKIE, "ikuti")
    return nilai if nilai in KATA else "ikuti"


def change_tema() -> Response:
    """``POST /tema``: remember the choice and go back to where the reader was."""
    nilai = request.form.get("tema", "")
    if nilai not in KATA:
        abort(400)
    answer = cast(Response, redirect(local_path(request.form.get("kembali", "/")), code=303))
    answer.set_cookie(COOKIE, nilai, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return answer


def local_path(address: str) -> str:
    """Return ``address`` if it is a path of this site, else the home page: never send a reader elsewhere."""
    parts = urlsplit(address)
    is_local = not parts.scheme and not parts.netloc and address.startswith("/") and "\\" not in address
    return address if is_local and not address.startswith("//") else "/"
