"""An indicator: its value, its trend, why it is so, and the events behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

from chassis.domain import Clock
from chassis.http import current_pengguna, requires, wanted_halaman
from pelaporan.application import Application
from pelaporan.application.indikator.explain import ListAsal
from pelaporan.application.indikator.get import GetNilai
from pelaporan.application.indikator.list import GetKesegaran
from pelaporan.application.ports import AsalNilai, Halaman
from pelaporan.application.wewenang import Scope
from pelaporan.entrypoints.http.buku_kerja import write_asal
from pelaporan.entrypoints.http.halaman import kata, sajian
from pelaporan.entrypoints.http.halaman.alamat import Alamat, lingkup_kata, read_alamat
from pelaporan.entrypoints.http.halaman.mengapa import isi_kata, show_mengapa

_PER_HALAMAN = 50
_PAGE_CSV = 500
_MOST_CSV = 100_000
"""Rows of one CSV; a wider question has its answer in the API, page by page."""


def build_indikator_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages of one indicator."""
    pages = Blueprint("indikator_halaman", __name__)

    def query_asal(alamat: Alamat, kode: str, halaman: Halaman) -> ListAsal:
        return ListAsal(
            pengguna=current_pengguna(),
            kode=kode,
            periode=alamat.periode,
            lingkup=alamat.lingkup,
            per=alamat.per,
            halaman=halaman,
        )

    @pages.get("/indikator/<kode>")
    @requires(Scope.INDIKATOR_BACA)
    def show_indikator(kode: str) -> str:
        """Show the indicator with all that explains it."""
        return render_template("pelaporan/indikator.html", **show_mengapa(application, read_alamat(clock), kode, clock))

    @pages.get("/indikator/<kode>/isi")
    @requires(Scope.INDIKATOR_BACA)
    def show_isi(kode: str) -> Response:
        """Return the main column, and how far it was counted, when anything was counted since ``cap``, else nothing."""
        kini = application.get_kesegaran(GetKesegaran(pengguna=current_pengguna()))
        if request.args.get("cap") == sajian.stamp_of(kini):
            return Response(status=204)
        shown = show_mengapa(application, read_alamat(clock), kode, clock)
        return make_response(render_template("pelaporan/_indikator_isi.html", bergerak=True, **shown))

    @pages.get("/indikator/<kode>/asal")
    @requires(Scope.INDIKATOR_BACA)
    def list_asal(kode: str) -> str:
        """Show the events behind the value, page by page."""
        alamat = read_alamat(clock)
        nomor = wanted_halaman()
        rows, jumlah = application.list_asal(query_asal(alamat, kode, Halaman(nomor=nomor, ukuran=_PER_HALAMAN)))
        found = application.get_nilai(
            GetNilai(
                pengguna=current_pengguna(), kode=kode, periode=alamat.periode, lingkup=alamat.lingkup, per=alamat.per
            )
        )
        return render_template(
            "pelaporan/asal.html",
            alamat=alamat,
            definisi=found.nilai.definisi,
            rows=[_row(row) for row in rows],
            jumlah=jumlah,
            halaman=nomor,
            per_halaman=_PER_HALAMAN,
            periode=kata.periode_kata(alamat.periode),
            lingkup=lingkup_kata(alamat.lingkup),
            query=alamat.with_changes(saring=None),
        )

    @pages.get("/indikator/<kode>/asal.csv")
    @requires(Scope.INDIKATOR_BACA)
    def download_asal(kode: str) -> Response:
        """Return the events behind the value as CSV."""
        alamat = read_alamat(clock)

        def pages_of() -> Iterator[AsalNilai]:
            for nomor in range(1, _MOST_CSV // _PAGE_CSV + 1):
                rows, _ = application.list_asal(query_asal(alamat, kode, Halaman(nomor=nomor, ukuran=_PAGE_CSV)))
                yield from rows
                if len(rows) < _PAGE_CSV:
                    return

        headers = {"Content-Disposition": f'attachment; filename="{kode}-{alamat.periode.teks}.csv"'}
        body = "".join(write_asal(pages_of()))
        return Response(body, mimetype="text/csv", headers=headers)

    return pages


def _row(row: AsalNilai) -> dict[str, Any]:
    return {
        "posisi": row.posisi,
        "sumber": row.sumber.rsplit("/", 1)[-1],
        "waktu": row.waktu,
        "peristiwa": kata.tipe_kata(row.tipe),
        "isi": isi_kata(row),
        "pembilang": "ya" if row.pembilang else "tidak",
        "id": row.id,
    }
