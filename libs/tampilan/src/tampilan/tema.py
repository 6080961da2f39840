"""What a reader chooses of the look: theme, density, keys. A form, a cookie, an attribute set on the server.

So there is no flash and no script; an unknown or missing cookie is the first choice of its kind.
"""

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import urlsplit

from flask import Response, abort, redirect, request

ONE_YEAR = 31_536_000

Jenis = Literal["tema", "kepadatan", "pintasan"]
PILIHAN: dict[Jenis, dict[str, str]] = {
    "tema": {"ikuti": "Ikuti perangkat", "terang": "Terang", "gelap": "Gelap"},
    "kepadatan": {"padat": "Padat", "lega": "Lega"},
    "pintasan": {"hidup": "Hidup", "mati": "Mati"},
}
JUDUL: dict[Jenis, str] = {"tema": "Tema", "kepadatan": "Kepadatan", "pintasan": "Pintasan papan tombol"}
ATRIBUT = {"terang": "light", "gelap": "dark"}


def read_pilihan(jenis: Jenis) -> str:
    """Return the choice of this request's cookie."""
    first = next(iter(PILIHAN[jenis]))
    nilai = request.cookies.get(jenis, first)
    return nilai if nilai in PILIHAN[jenis] else first


def change_tema() -> Response:
    """``POST /tema``: remember the choice (``tema``, ``kepadatan`` or ``pintasan``) and go back to where the reader was."""
    chosen = [(jenis, request.form[jenis]) for jenis in PILIHAN if jenis in request.form]
    if not chosen or any(nilai not in PILIHAN[jenis] for jenis, nilai in chosen):
        abort(400)
    answer = cast(Response, redirect(local_path(request.form.get("kembali", "/")), code=303))
    for jenis, nilai in chosen:
        answer.set_cookie(jenis, nilai, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return answer


def local_path(address: str) -> str:
    """Return ``address`` if it is a path of this site, else the home page: never send a reader elsewhere."""
    parts = urlsplit(address)
    is_local = not parts.scheme and not parts.netloc and address.startswith("/")
    harmful = "\\" in address or address.startswith("//") or any(ord(sign) < 32 or ord(sign) == 127 for sign in address)
    return address if is_local and not harmful else "/"
