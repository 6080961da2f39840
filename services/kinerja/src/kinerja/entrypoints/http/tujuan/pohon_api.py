"""REST: the tree of goals, and the agreements."""

from __future__ import annotations

from typing import Any

from chassis.domain import TransitionNotAllowed
from chassis.http import Blueprint, current_pengguna, etag, expected_version, make_page, make_page_schema, requires
from kinerja.application.tujuan import TujuanApplication
from kinerja.application.tujuan.add_simpul import AddSimpul
from kinerja.application.tujuan.change_perjanjian import ChangePerjanjian
from kinerja.application.tujuan.change_simpul import ChangeSimpul
from kinerja.application.tujuan.draft_perjanjian import DraftPerjanjian
from kinerja.application.tujuan.establish_simpul import EstablishSimpul
from kinerja.application.tujuan.pohon import SaringPerjanjian
from kinerja.application.tujuan.sign_perjanjian import SignPerjanjian
from kinerja.application.wewenang import Scope
from kinerja.domain.perjanjian import AlasanPerubahan
from kinerja.entrypoints.http.answers import Answer, check_version
from kinerja.entrypoints.http.schemas import KosongSchema
from kinerja.entrypoints.http.tujuan import pohon_schemas as schemas
from kinerja.entrypoints.http.tujuan.answers import read_isi, to_perjanjian, to_pohon, to_simpul


def build_pohon_api(tujuan: TujuanApplication) -> Blueprint:
    """Return the routes of the tree."""
    api = Blueprint("pohon", __name__, description="The tree of goals")

    @api.route("/v1/pohon")
    @requires(Scope.TUJUAN_BACA)
    @api.arguments(schemas.PohonQuery, location="query")
    @api.response(200, schemas.PohonSchema)
    def get_pohon(query: dict[str, int]) -> Any:
        """Return the goals of a year, with what is found wrong."""
        return to_pohon(tujuan.get_pohon(current_pengguna(), query["tahun"]))

    @api.route("/v1/simpul", methods=["POST"])
    @requires(Scope.TUJUAN_UBAH)
    @api.arguments(schemas.AddSimpulSchema)
    @api.response(201, schemas.SimpulSchema)
    def add_simpul(body: dict[str, Any]) -> Answer:
        """Add a goal, as a draft."""
        tahun = body.pop("tahun")
        made = tujuan.add_simpul(AddSimpul(pengguna=current_pengguna(), tahun=tahun, isi=read_isi(body)))
        return _simpul(tujuan, made.id, 201)

    @api.route("/v1/simpul/<simpul_id>")
    @requires(Scope.TUJUAN_BACA)
    @api.response(200, schemas.SimpulSchema)
    def get_simpul(simpul_id: str) -> Answer:
        """Return a goal."""
        return _simpul(tujuan, simpul_id)

    def check_simpul(simpul_id: str) -> None:
        check_version(tujuan.get_simpul(current_pengguna(), simpul_id).simpul.version)

    @api.route("/v1/simpul/<simpul_id>/change", methods=["POST"])
    @requires(Scope.TUJUAN_UBAH)
    @api.arguments(schemas.IsiSimpulSchema, first=check_simpul)
    @api.response(200, schemas.SimpulSchema)
    def change_simpul(body: dict[str, Any], simpul_id: str) -> Answer:
        """Change a goal; needs If-Match."""
        tujuan.change_simpul(ChangeSimpul(**_who(simpul_id=simpul_id), isi=read_isi(body)))
        return _simpul(tujuan, simpul_id)

    def check_draf(simpul_id: str) -> None:
        check_simpul(simpul_id)
        status = tujuan.get_simpul(current_pengguna(), simpul_id).simpul.status
        if status != "draf":
            raise TransitionNotAllowed("simpul.transition_not_allowed", status=status.value)

    @api.route("/v1/simpul/<simpul_id>/establish", methods=["POST"])
    @requires(Scope.TUJUAN_UBAH)
    @api.arguments(KosongSchema, first=check_draf)
    @api.response(200, schemas.SimpulSchema)
    def establish_simpul(body: dict[str, Any], simpul_id: str) -> Answer:
        """Set a goal; needs If-Match."""
        tujuan.establish_simpul(EstablishSimpul(**_who(simpul_id=simpul_id)))
        return _simpul(tujuan, simpul_id)

    return api


def build_perjanjian_api(tujuan: TujuanApplication) -> Blueprint:
    """Return the routes of agreements."""
    api = Blueprint("perjanjian", __name__, description="Perjanjian kinerja")

    @api.route("/v1/perjanjian")
    @requires(Scope.TUJUAN_BACA)
    @api.arguments(schemas.PerjanjianQuery, location="query")
    @api.response(200, make_page_schema(schemas.PerjanjianSchema))
    def list_perjanjian(query: dict[str, Any]) -> Any:
        """Return the agreements within the caller's reach."""
        rows, jumlah = tujuan.list_perjanjian(current_pengguna(), SaringPerjanjian(**query))
        return make_page([to_perjanjian(row) for row in rows], query=query, jumlah=jumlah)

    @api.route("/v1/perjanjian", methods=["POST"])
    @requires(Scope.TUJUAN_UBAH)
    @api.arguments(schemas.DraftPerjanjianSchema)
    @api.response(201, schemas.PerjanjianSchema)
    def draft_perjanjian(body: dict[str, Any]) -> Answer:
        """Draw up the agreement of a unit from its head and its indicators."""
        made = tujuan.draft_perjanjian(DraftPerjanjian(pengguna=current_pengguna(), **body))
        return _perjanjian(tujuan, made.id, 201)

    @api.route("/v1/perjanjian/<perjanjian_id>")
    @requires(Scope.TUJUAN_BACA)
    @api.response(200, schemas.PerjanjianSchema)
    def get_perjanjian(perjanjian_id: str) -> Answer:
        """Return an agreement with all its versions."""
        return _perjanjian(tujuan, perjanjian_id)

    def check(status: str) -> Any:
        def check_perjanjian(perjanjian_id: str) -> None:
            found = tujuan.get_perjanjian(current_pengguna(), perjanjian_id).perjanjian
            check_version(found.version)
            if found.status != status:
                raise TransitionNotAllowed("perjanjian.transition_not_allowed", status=found.status.value)

        return check_perjanjian

    @api.route("/v1/perjanjian/<perjanjian_id>/sign", methods=["POST"])
    @requires(Scope.PERJANJIAN_TANDATANGAN)
    @api.arguments(KosongSchema, first=check("draf"))
    @api.response(200, schemas.PerjanjianSchema)
    def sign_perjanjian(body: dict[str, Any], perjanjian_id: str) -> Answer:
        """Sign as the party whose turn it is; needs If-Match."""
        tujuan.sign_perjanjian(SignPerjanjian(**_who(perjanjian_id=perjanjian_id)))
        return _perjanjian(tujuan, perjanjian_id)

    @api.route("/v1/perjanjian/<perjanjian_id>/change", methods=["POST"])
    @requires(Scope.TUJUAN_UBAH)
    @api.arguments(schemas.ChangePerjanjianSchema, first=check("ditandatangani"))
    @api.response(200, schemas.PerjanjianSchema)
    def change_perjanjian(body: dict[str, str], perjanjian_id: str) -> Answer:
        """Draw up a new version from the officers and indicators of now; needs If-Match."""
        tujuan.change_perjanjian(
            ChangePerjanjian(
                **_who(perjanjian_id=perjanjian_id),
                alasan_kode=AlasanPerubahan(body["alasan_kode"]),
                alasan=body["alasan"],
            )
        )
        return _perjanjian(tujuan, perjanjian_id)

    return api


def _who(**which: str) -> dict[str, Any]:
    return {"pengguna": current_pengguna(), "expected_version": expected_version(), **which}


def _simpul(tujuan: TujuanApplication, simpul_id: str, status: int = 200) -> Answer:
    row = tujuan.get_simpul(current_pengguna(), simpul_id)
    return to_simpul(row), status, etag(row.simpul.version)


def _perjanjian(tujuan: TujuanApplication, perjanjian_id: str, status: int = 200) -> Answer:
    row = tujuan.get_perjanjian(current_pengguna(), perjanjian_id)
    return to_perjanjian(row), status, etag(row.perjanjian.version)
