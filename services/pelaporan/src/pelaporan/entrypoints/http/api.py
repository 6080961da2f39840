"""REST: indicators and what they rest on; the calculators stand in ``hitung``."""

from __future__ import annotations

from typing import Any

from chassis.domain import Clock
from chassis.http import Blueprint, HalamanQuery, current_pengguna, cut_page, make_page, make_page_schema, requires
from pelaporan.application import Application
from pelaporan.application.indikator.explain import ListAsal
from pelaporan.application.indikator.get import GetNilai
from pelaporan.application.indikator.list import GetDefinisi, ListIndikator
from pelaporan.application.indikator.publish import PublishDefinisi
from pelaporan.application.indikator.try_out import TryDefinisi
from pelaporan.application.ports import Halaman, Lingkup
from pelaporan.application.wewenang import Scope
from pelaporan.domain.periode import Periode, month_of, month_periode
from pelaporan.entrypoints.hitung.kalkulator import Penghitung
from pelaporan.entrypoints.http import schemas
from pelaporan.entrypoints.http.answers import (
    to_asal,
    to_definisi,
    to_figures,
    to_indikator,
    to_nilai,
)
from pelaporan.entrypoints.http.hitung import make_hitung_api


def build_api(application: Application, penghitung: Penghitung, clock: Clock) -> list[Blueprint]:
    """Return the blueprints over the use cases."""
    return [_indikator_api(application, clock), _definisi_api(application), make_hitung_api(penghitung)]


def lingkup_of(query: dict[str, Any]) -> Lingkup:
    """Return whose events a query asks for; empty means all."""
    return Lingkup(opd=query["opd"] or None, layanan=query["layanan"] or None)


def present_month(clock: Clock) -> Periode:
    """Return the present month."""
    return month_periode(month_of(clock.now()))


def _indikator_api(application: Application, clock: Clock) -> Blueprint:
    api = Blueprint("indikator", __name__, description="Indikator")

    @api.route("/v1/indikator")
    @requires(Scope.INDIKATOR_BACA)
    @api.arguments(HalamanQuery, location="query")
    @api.response(200, make_page_schema(schemas.IndikatorSchema))
    def list_indikator(query: dict[str, Any]) -> Any:
        """Return the definitions in force."""
        found = application.list_indikator(ListIndikator(pengguna=current_pengguna()))
        return cut_page(found, query=query, tell=to_indikator)

    @api.route("/v1/indikator/<kode>")
    @requires(Scope.INDIKATOR_BACA)
    @api.arguments(schemas.LingkupQuery, location="query")
    @api.response(200, schemas.NilaiSchema)
    def get_nilai(query: dict[str, Any], kode: str) -> Any:
        """Return the value for a period, now or as of a moment."""
        return to_nilai(
            application.get_nilai(
                GetNilai(
                    pengguna=current_pengguna(),
                    kode=kode,
                    periode=query["periode"] or present_month(clock),
                    lingkup=lingkup_of(query),
                    per=query["per"],
                )
            )
        )

    @api.route("/v1/indikator/<kode>/asal")
    @requires(Scope.INDIKATOR_BACA)
    @api.arguments(schemas.AsalQuery, location="query")
    @api.response(200, make_page_schema(schemas.AsalSchema))
    def list_asal(query: dict[str, Any], kode: str) -> Any:
        """Return the events behind a value: every one of the denominator, and whether it counts in the numerator."""
        rows, jumlah = application.list_asal(
            ListAsal(
                pengguna=current_pengguna(),
                kode=kode,
                periode=query["periode"] or present_month(clock),
                lingkup=lingkup_of(query),
                per=query["per"],
                halaman=Halaman(nomor=query["halaman"], ukuran=query["per_halaman"]),
            )
        )
        return make_page([to_asal(row) for row in rows], query=query, jumlah=jumlah)

    return api


def _definisi_api(application: Application) -> Blueprint:
    api = Blueprint("definisi", __name__, description="Definisi indikator")

    @api.route("/v1/indikator/<kode>/definisi")
    @requires(Scope.INDIKATOR_BACA)
    @api.response(200, schemas.DefinisiSchema)
    def get_definisi(kode: str) -> Any:
        """Return the definition in force and all its versions."""
        return to_definisi(application.get_definisi(GetDefinisi(pengguna=current_pengguna(), kode=kode)))

    @api.route("/v1/indikator", methods=["POST"])
    @requires(Scope.INDIKATOR_TETAPKAN)
    @api.arguments(schemas.NaskahSchema)
    @api.response(201, schemas.TerbitSchema)
    def publish_definisi(body: dict[str, Any]) -> Any:
        """Publish a definition, or a new version of one from a day on."""
        command = PublishDefinisi(
            pengguna=current_pengguna(), naskah=body["definisi"], berlaku_dari=body["berlaku_dari"]
        )
        kode, versi = application.publish_definisi(command)
        return {"kode": kode, "versi": versi}

    @api.route("/v1/indikator/coba", methods=["POST"])
    @requires(Scope.INDIKATOR_TETAPKAN)
    @api.arguments(schemas.TryNaskahSchema)
    @api.response(200, schemas.CobaSchema)
    def try_definisi(body: dict[str, Any]) -> Any:
        """Try a definition on past data; nothing is stored."""
        command = TryDefinisi(
            pengguna=current_pengguna(),
            naskah=body["definisi"],
            berlaku_dari=body["berlaku_dari"],
            periode=body["periode"],
            lingkup=lingkup_of(body),
        )
        values = application.try_definisi(command)
        data = [{"periode": periode.teks, **to_figures(nilai)} for periode, nilai in values]
        return {"kode": values[0][1].definisi.kode, "data": data}

    return api
