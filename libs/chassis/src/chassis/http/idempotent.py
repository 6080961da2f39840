"""``Idempotency-Key`` over HTTP: any POST may carry one; the views know nothing of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from flask import Response, current_app

from chassis.domain import Invalid
from chassis.http.context import chassis, client_address, visit
from chassis.idempotency import Jawaban, Kunci, run_once

HEADER = "Idempotency-Key"
_SHAPE = re.compile(r"[\x21-\x7e]{1,255}")
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")


def is_repeatable() -> bool:
    """Tell whether this request carries a key."""
    request = visit()
    return request.method == "POST" and HEADER in request.headers


def answer_once(view: Callable[[], Response]) -> Response:
    """Return the view's answer, or what is kept of the one that this key got before: never a cookie."""
    made: list[Response] = []

    def act() -> Jawaban:
        made.append(view())
        return _kept(made[0])

    answer, repeated = run_once(chassis().engine, _read_kunci(), act)
    if not repeated:
        return made[0]
    response: Response = current_app.response_class(answer.isi, status=answer.status, headers=answer.tajuk)
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _read_kunci() -> Kunci:
    request = visit()
    key = request.headers[HEADER]
    if not _SHAPE.fullmatch(key):
        raise Invalid({HEADER: ["Pakai 1 sampai 255 huruf, angka atau tanda tanpa spasi."]})
    caller = f"akun:{request.pengguna.pengguna_id}" if request.pengguna else f"alamat:{client_address()}"
    target = f"{request.method} {request.full_path}\n".encode()
    return Kunci(pemanggil=caller, kunci=key, permintaan=hashlib.sha256(target + request.get_data()).digest())


def _kept(response: Response) -> Jawaban:
    headers = {name: value for name in _KEPT_HEADERS if (value := response.headers.get(name)) is not None}
    return Jawaban(status=response.status_code, tajuk=headers, isi=response.get_data())
