"""REST: SKP, the plans of work."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Any

from flask import request

from chassis.domain import TransitionNotAllowed
from chassis.http import Blueprint, current_pengguna, etag, expected_version, make_page, make_page_schema, requires
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.skp import SkpApplication
from kinerja.application.skp.act import check_hubungan
from kinerja.application.skp.decide import ASSESSOR, EstablishSkp, ReturnSkp
from kinerja.application.skp.queries import SaringRekap, SaringSkp, SaringTemuan
from kinerja.application.skp.write import ActOnSkp, CreateSkp, ProposeChange, WriteSkp
from kinerja.application.wewenang import Scope
from kinerja.domain.pelengkap_skp import Pelengkap
from kinerja.domain.periode import TAHUN_PERTAMA, TAHUN_TERAKHIR
from kinerja.domain.skp import DAPAT_DITARIK, AlasanPerubahan, StatusSkp
from kinerja.entrypoints.http.answers import Answer, check_version
from kinerja.entrypoints.http.schemas import KosongSchema
from kinerja.entrypoints.http.skp import schemas
from kinerja.entrypoints.http.skp.dialog_api import add_dialog
from kinerja.entrypoints.http.skp.isi import read_baris, read_lampiran, read_perilaku
from kinerja.entrypoints.http.skp.versi_api import add_versi

_OWNER = frozenset({Hubungan.DIRI_SENDIRI})


def build_skp_api(skp: SkpApplication) -> Blueprint:
    """Return the routes."""
    api = Blueprint("skp", __name__, description="SKP, the plans of work")
    _add_reads(api, skp)
    add_versi(api, skp)
    add_dialog(api, skp)
    _add_owner(api, skp)
    _add_assessor(api, skp)
    return api


def _add_reads(api: Blueprint, skp: SkpApplication) -> None:
    @api.route("/v1/skp")
    @requires(Scope.SKP_BACA)
    @api.arguments(schemas.SkpQuery, location="query")
    @api.response(200, make_page_schema(schemas.RingkasSkpSchema))
    def list_skp(query: dict[str, Any]) -> Any:
        """Return the SKP within the caller's reach."""
        found = skp.list_skp(current_pengguna(), SaringSkp(**query))
        return make_page(found.data, query=query, jumlah=found.jumlah)

    @api.route("/v1/skp/perilaku")
    @requires(Scope.SKP_BACA)
    @api.arguments(schemas.PerilakuQuery, location="query")
    @api.response(200, schemas.PerilakuSchema)
    def get_perilaku(query: dict[str, Any]) -> Any:
        """Return the values of behaviour of a year, with what they ask."""
        aturan = skp.perilaku_of(query["tahun"])
        data = [{"kode": kode, "nama": each.nama, "panduan": each.panduan} for kode, each in aturan.nilai.items()]
        return {"berlaku_dari": aturan.berlaku_dari, "sumber": aturan.sumber, "data": data}

    @api.route("/v1/skp/temuan")
    @requires(Scope.SKP_BACA)
    @api.arguments(schemas.TemuanQuery, location="query")
    @api.response(200, make_page_schema(schemas.TemuanSkpSchema))
    def list_temuan(query: dict[str, Any]) -> Any:
        """Return the rows within the caller's reach that serve nothing any more."""
        found = skp.list_temuan(current_pengguna(), SaringTemuan(**query))
        return make_page(found.data, query=query, jumlah=found.jumlah)

    @api.route("/v1/skp/<skp_id>")
    @requires(Scope.SKP_BACA)
    @api.response(200, schemas.SkpSchema)
    def get_skp(skp_id: str) -> Answer:
        """Return an SKP with its rows."""
        return _shown(skp, skp_id)

    @api.route("/v1/skp/<skp_id>/induk")
    @requires(Scope.SKP_BACA)
    @api.response(200, schemas.DaftarBarisSchema)
    def list_induk(skp_id: str) -> Any:
        """Return the rows of the superior that the SKP may serve."""
        return {"data": skp.list_induk(current_pengguna(), skp_id)}

    @api.route("/v1/skp/<skp_id>/realisasi")
    @requires(Scope.SKP_BACA)
    @api.response(200, schemas.DaftarRealisasiSchema)
    def list_realisasi(skp_id: str) -> Any:
        """Return what was done of the rows that hold, and where it is known from."""
        return {"data": skp.list_realisasi(current_pengguna(), skp_id)}

    @api.route("/v1/skp/rekap")
    @requires(Scope.SKP_REKAP)
    @api.arguments(schemas.RekapQuery, location="query")
    @api.response(200, schemas.DaftarRekapSchema)
    def get_rekap(query: dict[str, Any]) -> Any:
        """Return the progress of a year by unit."""
        return {"data": skp.get_rekap(current_pengguna(), SaringRekap(**query))}


def _add_owner(api: Blueprint, skp: SkpApplication) -> None:
    @api.route("/v1/skp", methods=["POST"])
    @requires(Scope.SKP_SUSUN)
    @api.arguments(schemas.CreateSkpSchema, first=lambda: skp.check_new(current_pengguna(), _asked_year()))
    @api.response(201, schemas.SkpSchema)
    def create_skp(body: dict[str, Any]) -> Answer:
        """Write the caller's own SKP of a year."""
        pelengkap = Pelengkap(perilaku=read_perilaku(body["perilaku"]), lampiran=read_lampiran(body["lampiran"]))
        baris = read_baris(body["baris"])
        made = skp.create_skp(
            CreateSkp(pengguna=current_pengguna(), tahun=body["tahun"], baris=baris, pelengkap=pelengkap)
        )
        return _shown(skp, made.id, 201)

    @api.route("/v1/skp/<skp_id>", methods=["PUT"])
    @requires(Scope.SKP_SUSUN)
    @api.arguments(schemas.WriteSkpSchema, first=_check(skp, _OWNER, _WRITABLE))
    @api.response(200, schemas.SkpSchema)
    def write_skp(body: dict[str, Any], skp_id: str) -> Answer:
        """Replace the rows while the SKP is the owner's to write; needs If-Match.

        A row that people below serve is dropped with ``lepas_tautan`` alone; else 409 says whose rows hang on it.
        """
        perilaku, lampiran = body["perilaku"], body["lampiran"]
        skp.write_skp(
            WriteSkp(
                **_which(skp_id),
                baris=read_baris(body["baris"]),
                perilaku=None if perilaku is None else read_perilaku(perilaku),
                lampiran=None if lampiran is None else read_lampiran(lampiran),
                lepas_tautan=body["lepas_tautan"],
            )
        )
        return _shown(skp, skp_id)

    @api.route("/v1/skp/<skp_id>/submit", methods=["POST"])
    @requires(Scope.SKP_SUSUN)
    @api.arguments(KosongSchema, first=_check(skp, _OWNER, _WRITABLE))
    @api.response(200, schemas.SkpSchema)
    def submit_skp(body: dict[str, Any], skp_id: str) -> Answer:
        """Hand the SKP in; needs If-Match."""
        skp.submit_skp(ActOnSkp(**_which(skp_id)))
        return _shown(skp, skp_id)

    @api.route("/v1/skp/<skp_id>/propose-change", methods=["POST"])
    @requires(Scope.SKP_SUSUN)
    @api.arguments(schemas.ProposeChangeSchema, first=_check(skp, _OWNER, {StatusSkp.DITETAPKAN}))
    @api.response(200, schemas.SkpSchema)
    def propose_change(body: dict[str, Any], skp_id: str) -> Answer:
        """Open an established SKP for a change, with the reason of PP 30/2019 ps 28; needs If-Match."""
        kode = AlasanPerubahan(body["alasan_kode"])
        skp.propose_change(ProposeChange(**_which(skp_id), alasan_kode=kode, alasan=body["alasan"]))
        return _shown(skp, skp_id)

    @api.route("/v1/skp/<skp_id>/withdraw-change", methods=["POST"])
    @requires(Scope.SKP_SUSUN)
    @api.arguments(KosongSchema, first=_check(skp, _OWNER, DAPAT_DITARIK))
    @api.response(200, schemas.SkpSchema)
    def withdraw_change(body: dict[str, Any], skp_id: str) -> Answer:
        """Leave a change before it is decided; what held all the while stands again; needs If-Match."""
        skp.withdraw_change(ActOnSkp(**_which(skp_id)))
        return _shown(skp, skp_id)


def _add_assessor(api: Blueprint, skp: SkpApplication) -> None:
    @api.route("/v1/skp/<skp_id>/return", methods=["POST"])
    @requires(Scope.SKP_TETAPKAN)
    @api.arguments(schemas.ReturnSkpSchema, first=_check(skp, ASSESSOR, {StatusSkp.DIAJUKAN}))
    @api.response(200, schemas.SkpSchema)
    def return_skp(body: dict[str, Any], skp_id: str) -> Answer:
        """Give an SKP back to its owner with what is to be mended; needs If-Match."""
        skp.return_skp(ReturnSkp(**_which(skp_id), alasan=body["alasan"]))
        return _shown(skp, skp_id)

    @api.route("/v1/skp/<skp_id>/establish", methods=["POST"])
    @requires(Scope.SKP_TETAPKAN)
    @api.arguments(KosongSchema, first=_check(skp, ASSESSOR, {StatusSkp.DIAJUKAN}))
    @api.response(200, schemas.SkpSchema)
    def establish_skp(body: dict[str, Any], skp_id: str) -> Answer:
        """Establish an SKP; needs If-Match."""
        skp.establish_skp(EstablishSkp(**_which(skp_id)))
        return _shown(skp, skp_id)


_WRITABLE = frozenset({StatusSkp.DRAF, StatusSkp.DIKEMBALIKAN, StatusSkp.USUL_PERUBAHAN})


def _check(skp: SkpApplication, may: Set[Hubungan], status: Set[StatusSkp]) -> Callable[[str], None]:
    """Return what refuses before the fields are looked at: unknown, not theirs, no or an old version, wrong state."""

    def check_skp(skp_id: str) -> None:
        pengguna = current_pengguna()
        row = skp.get_skp(pengguna, skp_id)
        hubungan = relate(pengguna, row.rantai)
        check_hubungan(hubungan, may, assessor_acts=row.penilai_aktif)
        check_version(row.version)
        if row.status not in status:
            raise TransitionNotAllowed("skp.transition_not_allowed", skp_id=skp_id)

    return check_skp


def _asked_year() -> int | None:
    """Return the year of a new plan whose fields are wrong, None where it has none."""
    body = request.get_json(silent=True)
    tahun = body.get("tahun") if isinstance(body, dict) else None
    return tahun if isinstance(tahun, int) and TAHUN_PERTAMA <= tahun <= TAHUN_TERAKHIR else None


def _which(skp_id: str) -> dict[str, Any]:
    return {"pengguna": current_pengguna(), "skp_id": skp_id, "expected_version": expected_version()}


def _shown(skp: SkpApplication, skp_id: str, status: int = 200) -> Answer:
    row = skp.get_skp(current_pengguna(), skp_id)
    return row, status, etag(row.version)
