"""The filters that an officer keeps by a name, in the browser that they are kept with: no account carries them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from chassis.http import requires
from perizinan.entrypoints.http.halaman.blueprint import current_petugas, make_blueprint

SCOPE = "permohonan.baca"
COOKIE = "tampilan_perizinan"
TAMPILAN_MAKS = 8
NAMA_MAKS = 40
ONE_YEAR = 31_536_000
_SARING = frozenset({"q", "layanan", "status", "tenggat", "urut"})


@dataclass(frozen=True, kw_only=True)
class TampilanSaya:
    """A filter of the inbox with its name."""

    nama: str
    query: str

    @property
    def tautan(self) -> str:
        """Where it shows."""
        return f"/kotak-masuk?{self.query}"


def make_tampilan_saya() -> Blueprint:
    """Return the page that keeps a filter, and forgets one."""
    halaman = make_blueprint("tampilan_saya")

    @halaman.get("/kotak-masuk/tampilan")
    @requires(SCOPE)
    def show_tampilan() -> str:
        """Ask for the name of the filter that is on."""
        current_petugas()
        return _render(clean_query(request.query_string.decode()), "", None)

    @halaman.post("/kotak-masuk/tampilan")
    @requires(SCOPE)
    def save_tampilan() -> Response:
        """Keep the filter under its name, or forget the one that is named."""
        current_petugas()
        nama = " ".join(request.form.get("nama", "").split())[:NAMA_MAKS]
        query = clean_query(request.form.get("query", ""))
        forget = request.form.get("lupakan", "")
        kept = [satu for satu in read_tampilan() if satu.nama not in (nama, forget)]
        if not forget and not nama:
            return make_response(_render(query, nama, "Beri nama tampilan ini"), 422)
        if not forget:
            kept.append(TampilanSaya(nama=nama, query=query))
        response = redirect(f"/kotak-masuk?{query}" if query else "/kotak-masuk", code=303)
        value = json.dumps([[satu.nama, satu.query] for satu in kept[-TAMPILAN_MAKS:]])
        response.set_cookie(
            COOKIE, value, max_age=ONE_YEAR, path="/", httponly=True, samesite="Lax", secure=request.is_secure
        )
        return response

    return halaman


def read_tampilan() -> Sequence[TampilanSaya]:
    """Return the filters that this browser keeps; what somebody else wrote into the cookie is left out."""
    try:
        rows = json.loads(request.cookies.get(COOKIE, "[]"))
        pairs = [(str(nama), str(query)) for nama, query in rows]
    except (ValueError, TypeError):
        return ()
    return [TampilanSaya(nama=nama[:NAMA_MAKS], query=clean_query(query)) for nama, query in pairs[:TAMPILAN_MAKS]]


def clean_query(text: str) -> str:
    """Return a filter as an address carries it, with nothing else in it."""
    return urlencode([(name, value[:100]) for name, value in parse_qsl(text[:1000]) if name in _SARING])


def _render(query: str, nama: str, galat: str | None) -> str:
    return render_template(
        "perizinan/tampilan-saya.html",
        query=query,
        nama=nama,
        galat={"nama": [galat]} if galat else {},
        tampilan=read_tampilan(),
        TAMPILAN_MAKS=TAMPILAN_MAKS,
    )
