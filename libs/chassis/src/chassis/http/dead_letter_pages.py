"""The page *Peristiwa gagal*, for people: the dead letters of a service, and a button to take one in again.

It is drawn by the UI shell (``tampilan/peristiwa_gagal.html``), under the same scopes as the dead letters over REST.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine

from chassis.consumer import DeadLetter, Handler, list_dead_letters, resend
from chassis.domain import TransitionNotAllowed
from chassis.http.context import current_pengguna
from chassis.http.kabar_sekali import redirect_with, take_kabar
from chassis.http.surat_mati import SCOPE_READ, SCOPE_RESEND
from chassis.identity.scope import requires

ADDRESS = "/peristiwa-gagal"
PER_HALAMAN = 25
_LAST = 1_000_000
_SEBAB = (
    ("unknown type", "Jenis peristiwa ini belum dikenal. Mutakhirkan layanan, lalu kirim ulang."),
    ("payload cannot be decoded", "Isi peristiwa tidak terbaca. Minta layanan asal memeriksanya."),
    ("refused by the database", "Basis data menolak sebuah nilai di dalam peristiwa."),
    ("refused", "Sebuah nilai di dalam peristiwa tidak dapat diolah."),
    ("sudah terkirim", "Peristiwa ini sudah diolah sebelumnya."),
)
"""What a person reads for each reason of the consumer, by its beginning."""


def make_dead_letter_pages(engine: Engine, handler: Handler) -> Blueprint:
    """Return the page; ``handler`` is the one of the service's consumer."""
    pages = Blueprint("peristiwa_gagal", __name__)

    @pages.get(ADDRESS)
    @requires(SCOPE_READ)
    def show_peristiwa_gagal() -> ResponseReturnValue:
        """Show the letters that wait, or all; a page that is empty by now leads to the first."""
        view = _view(request.args)
        letters = _read(engine, view)
        if not letters["surat"] and view["halaman"] > 1:
            return redirect(url_for(".show_peristiwa_gagal", **_place(view, halaman=1)), code=303)
        told = take_kabar()
        return _render(view, letters, terkirim=told if told.isdecimal() else None)

    @pages.post(f"{ADDRESS}/<int:id>/resend")
    @requires(SCOPE_RESEND)
    def resend_peristiwa(id: int) -> ResponseReturnValue:  # noqa: A002 - the path's own name
        """Take a letter in again, and show the list: without it, or with the reason why it still is there."""
        view = _view(request.form)
        try:
            resend(engine, handler, id)
        except TransitionNotAllowed as refusal:
            sebab = explain_alasan(str(refusal.detail.get("alasan", "")))
            return _render(view, _read(engine, view), ditolak=id, sebab=sebab), 409
        return redirect_with(url_for(".show_peristiwa_gagal", **_place(view)), str(id))

    return pages


def explain_alasan(alasan: str) -> str:
    """Return the sentence for a reason that the consumer noted."""
    return next(
        (words for start, words in _SEBAB if alasan.startswith(start)), "Pesan tidak terbaca sebagai peristiwa."
    )


def name_peristiwa(tipe: str) -> str:
    """Return the type as words: ``simpul.perizinan.v1.IzinDiterbitkan`` is *Izin diterbitkan*."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", tipe.rsplit(".", 1)[-1]).strip()
    return words.capitalize() or "Jenis tidak diketahui"


def name_sumber(sumber: str) -> str:
    """Return the service, or the topic, that it came from."""
    return sumber.rsplit("/", 1)[-1]


def _view(values: Any) -> dict[str, Any]:
    """Return which part of the list the address or the form asks for; what makes no sense is left out."""
    halaman = values.get("halaman", 1, type=int)
    return {"halaman": max(1, min(halaman, _LAST)), "semua": values.get("semua") == "1"}


def _place(view: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return the part of the list as parameters of an address; the ordinary is not said."""
    place = view | changes
    said = {"halaman": place["halaman"] if place["halaman"] > 1 else None, "semua": "1" if place["semua"] else None}
    return {name: value for name, value in said.items() if value is not None}


def _read(engine: Engine, view: dict[str, Any]) -> dict[str, Any]:
    with engine.connect() as conn:
        letters, jumlah = list_dead_letters(conn, per_halaman=PER_HALAMAN, **view)
    return {"surat": [_row(letter) for letter in letters], "jumlah": jumlah}


def _row(letter: DeadLetter) -> dict[str, Any]:
    """Return a letter as a row of the table."""
    return {
        "id": letter.id,
        "peristiwa": name_peristiwa(letter.tipe),
        "tipe": letter.tipe,
        "sumber": name_sumber(letter.sumber),
        "posisi": letter.posisi,
        "subjek": letter.subjek,
        "sebab": explain_alasan(letter.alasan),
        "alasan": letter.alasan,
        "percobaan": letter.percobaan,
        "diterima_pada": letter.diterima_pada,
        "selesai_pada": letter.selesai_pada,
    }


def _render(view: dict[str, Any], letters: dict[str, Any], **news: Any) -> str:
    return render_template(
        "tampilan/peristiwa_gagal.html",
        **view,
        **letters,
        **news,
        per_halaman=PER_HALAMAN,
        tempat=_place(view),
        boleh_kirim=current_pengguna().may(SCOPE_RESEND),
    )
