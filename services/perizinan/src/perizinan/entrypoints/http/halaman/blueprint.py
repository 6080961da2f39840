"""What every page of perizinan stands on: its blueprint, the layout of the reader, and one sending a form."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from functools import wraps
from importlib.resources import files
from typing import Any

from flask import Blueprint, Response, current_app, make_response, request

from chassis.domain import Forbidden, Pengguna
from chassis.http import current_pengguna, visitor
from chassis.http.context import chassis, client_address
from chassis.idempotency import Jawaban, Kunci, run_once
from perizinan.application.tindakan import DESK
from perizinan.domain.langkah import Peran
from perizinan.entrypoints.http.halaman import kata

TEMPLATES = str(files("perizinan") / "templates")
FIELD = "kunci_kirim"
"""The hidden field of a form that may be sent twice and counts once."""

_SHAPE = re.compile(r"[A-Za-z0-9_-]{16,64}")
_KEPT_HEADERS = ("Content-Type", "Location", "Set-Cookie")
"""What both sendings of a form are answered with; the only cookie that a page sets itself is its news."""


def make_blueprint(nama: str) -> Blueprint:
    """Return a blueprint that finds the templates of the service."""
    blueprint = Blueprint(f"halaman_{nama}", __name__, template_folder=TEMPLATES)
    blueprint.context_processor(
        lambda: {"kata": kata, "kulit": choose_kulit(visitor()), "kunci_kirim": make_kunci_kirim}
    )
    return blueprint


def make_kunci_kirim() -> str:
    """Return a key for one sending of one form."""
    return secrets.token_urlsafe(18)


def is_petugas(pengguna: Pengguna | None) -> bool:
    """Tell whether the reader works in the agency that decides, or keeps the system."""
    return pengguna is not None and bool(pengguna.peran & (DESK | {"admin"}))


def is_mitra(pengguna: Pengguna | None) -> bool:
    """Tell whether the reader works for a partner agency."""
    return pengguna is not None and Peran.MITRA in pengguna.peran


def choose_kulit(pengguna: Pengguna | None) -> str:
    """Return the layout of the reader: that of the staff, or that of the public."""
    staff = is_petugas(pengguna) or is_mitra(pengguna)
    return "tampilan/petugas.html" if staff else "tampilan/publik.html"


def current_petugas() -> Pengguna:
    """Return who is signed in; refuses everybody but the staff of the agency that decides."""
    pengguna = current_pengguna()
    if not is_petugas(pengguna):
        raise Forbidden
    return pengguna


def current_mitra() -> Pengguna:
    """Return who is signed in; refuses everybody but the staff of a partner."""
    pengguna = current_pengguna()
    if not is_mitra(pengguna):
        raise Forbidden
    return pengguna


def read_version(field: str = "version") -> int | None:
    """Return the version that stands in the form; one that is no number equals none."""
    text = request.form.get(field, "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let the form with the same hidden key count once; the answer is that of the first time."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        key = request.form.get(FIELD, "")
        if not _SHAPE.fullmatch(key):
            return view(*args, **kwargs)
        answer, _ = run_once(chassis().engine, _to_kunci(key), lambda: _keep(make_response(view(*args, **kwargs))))
        return current_app.response_class(answer.isi, status=answer.status, headers=answer.tajuk)

    return wrapper


def _to_kunci(key: str) -> Kunci:
    pengguna = visitor()
    caller = f"akun:{pengguna.pengguna_id}" if pengguna else f"alamat:{client_address()}"
    fields = sorted((name, value) for name, values in request.form.lists() for value in values if name != "csrf_token")
    target = f"{request.method} {request.path}\n{fields!r}".encode()
    return Kunci(pemanggil=caller, kunci=f"halaman:{key}", permintaan=hashlib.sha256(target).digest())


def _keep(response: Response) -> Jawaban:
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    return Jawaban(status=response.status_code, tajuk=headers, isi=response.get_data())
