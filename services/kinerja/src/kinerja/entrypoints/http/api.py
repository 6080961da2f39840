"""REST: the organisation and its people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chassis.domain import TransitionNotAllowed
from chassis.http import (
    Blueprint,
    current_pengguna,
    etag,
    expected_version,
    make_page,
    make_page_schema,
    requires,
)
from kinerja.application import Application
from kinerja.application.orang import refuse_own
from kinerja.application.pegawai.assign_atasan import AssignAtasan
from kinerja.application.pegawai.deactivate import DeactivatePegawai
from kinerja.application.pegawai.move import MovePegawai
from kinerja.application.pegawai.reactivate import ReactivatePegawai
from kinerja.application.queries import SaringPegawai
from kinerja.application.unit.rename import RenameUnit
from kinerja.application.wewenang import Scope
from kinerja.domain.pegawai import Pegawai
from kinerja.entrypoints.http import schemas
from kinerja.entrypoints.http.answers import Answer, check_version, to_organisasi, to_perubahan, to_unit


def build_api(application: Application) -> list[Blueprint]:
    """Return the blueprints over the use cases."""
    return [_organisasi_api(application), _pegawai_api(application), _pegawai_change_api(application)]


def _organisasi_api(application: Application) -> Blueprint:
    api = Blueprint("organisasi", __name__, description="The organisation")

    @api.route("/v1/organisasi")
    @requires(Scope.ORGANISASI_BACA)
    @api.arguments(schemas.OrganisasiQuery, location="query")
    @api.response(200, schemas.OrganisasiSchema)
    def get_organisasi(query: dict[str, str]) -> Any:
        """Return the tree: the whole regency, or the caller's own agency."""
        return to_organisasi(application.get_organisasi(current_pengguna(), opd=query["opd"]))

    @api.route("/v1/unit/<unit_id>")
    @requires(Scope.ORGANISASI_BACA)
    @api.response(200, schemas.UnitSchema)
    def get_unit(unit_id: str) -> Answer:
        """Return a unit."""
        row = application.get_unit(current_pengguna(), unit_id)
        return to_unit(row), 200, etag(row.version)

    def check_unit(unit_id: str) -> None:
        check_version(application.get_unit(current_pengguna(), unit_id).version)

    @api.route("/v1/unit/<unit_id>/rename", methods=["POST"])
    @requires(Scope.UNIT_UBAH)
    @api.arguments(schemas.RenameSchema, first=check_unit)
    @api.response(200, schemas.UnitSchema)
    def rename_unit(body: dict[str, str], unit_id: str) -> Answer:
        """Give a unit another name; needs If-Match."""
        command = RenameUnit(
            pengguna=current_pengguna(), unit_id=unit_id, expected_version=expected_version(), nama=body["nama"]
        )
        application.rename_unit(command)
        row = application.get_unit(current_pengguna(), unit_id)
        return to_unit(row), 200, etag(row.version)

    @api.route("/v1/jabatan")
    @requires(Scope.ORGANISASI_BACA)
    @api.response(200, schemas.KatalogJabatanSchema)
    def list_jabatan() -> Any:
        """Return the catalogue of posts."""
        return {"data": application.list_jabatan()}

    return api


def _pegawai_api(application: Application) -> Blueprint:
    api = Blueprint("pegawai", __name__, description="The people")

    @api.route("/v1/pegawai")
    @requires(Scope.PEGAWAI_BACA)
    @api.arguments(schemas.PegawaiQuery, location="query")
    @api.response(200, make_page_schema(schemas.PegawaiSchema))
    def list_pegawai(query: dict[str, Any]) -> Any:
        """Return the people within the caller's reach."""
        found = application.list_pegawai(current_pengguna(), SaringPegawai(**query))
        return make_page(found.data, query=query, jumlah=found.jumlah)

    @api.route("/v1/pegawai/<pegawai_id>")
    @requires(Scope.PEGAWAI_BACA)
    @api.response(200, schemas.PegawaiSchema)
    def get_pegawai(pegawai_id: str) -> Answer:
        """Return a person; one of another agency is not found."""
        row = application.get_pegawai(current_pengguna(), pegawai_id)
        return row, 200, etag(row.version)

    @api.route("/v1/pegawai/<pegawai_id>/jejak")
    @requires(Scope.PEGAWAI_BACA)
    @api.response(200, schemas.JejakSchema)
    def list_riwayat(pegawai_id: str) -> Any:
        """Return the audit trail of a person."""
        return {"data": application.list_riwayat(current_pengguna(), pegawai_id)}

    return api


def _pegawai_change_api(application: Application) -> Blueprint:
    api = Blueprint("pegawai_ubah", __name__, description="Changes of people; each needs If-Match")

    def check(*, aktif: bool) -> Callable[[str], None]:
        """Return what refuses before the fields are looked at: unknown, no or an old version, wrong state."""

        def check_pegawai(pegawai_id: str) -> None:
            row = application.get_pegawai(current_pengguna(), pegawai_id)
            refuse_own(current_pengguna(), pegawai_id, "pegawai.own")
            check_version(row.version)
            if row.aktif is not aktif:
                raise TransitionNotAllowed("pegawai.transition_not_allowed", pegawai_id=pegawai_id)

        return check_pegawai

    @api.route("/v1/pegawai/<pegawai_id>/move", methods=["POST"])
    @requires(Scope.PEGAWAI_UBAH)
    @api.arguments(schemas.MoveSchema, first=check(aktif=True))
    @api.response(200, schemas.PerubahanSchema)
    def move_pegawai(body: dict[str, Any], pegawai_id: str) -> Answer:
        """Move a person to another unit or post; the superior follows from the tree."""
        return _changed(application.move_pegawai(MovePegawai(**_who(pegawai_id), **body)))

    @api.route("/v1/pegawai/<pegawai_id>/assign-atasan", methods=["POST"])
    @requires(Scope.PEGAWAI_UBAH)
    @api.arguments(schemas.AssignAtasanSchema, first=check(aktif=True))
    @api.response(200, schemas.PerubahanSchema)
    def assign_atasan(body: dict[str, Any], pegawai_id: str) -> Answer:
        """Name another superior than the one that follows from the tree."""
        return _changed(application.assign_atasan(AssignAtasan(**_who(pegawai_id), **body)))

    @api.route("/v1/pegawai/<pegawai_id>/deactivate", methods=["POST"])
    @requires(Scope.PEGAWAI_UBAH)
    @api.arguments(schemas.AlasanSchema, first=check(aktif=True))
    @api.response(200, schemas.PerubahanSchema)
    def deactivate_pegawai(body: dict[str, Any], pegawai_id: str) -> Answer:
        """Record that a person has left the service."""
        return _changed(application.deactivate_pegawai(DeactivatePegawai(**_who(pegawai_id), **body)))

    @api.route("/v1/pegawai/<pegawai_id>/reactivate", methods=["POST"])
    @requires(Scope.PEGAWAI_UBAH)
    @api.arguments(schemas.AlasanSchema, first=check(aktif=False))
    @api.response(200, schemas.PerubahanSchema)
    def reactivate_pegawai(body: dict[str, Any], pegawai_id: str) -> Answer:
        """Record that a person is in service again."""
        return _changed(application.reactivate_pegawai(ReactivatePegawai(**_who(pegawai_id), **body)))

    return api


def _who(pegawai_id: str) -> dict[str, Any]:
    return {"pengguna": current_pengguna(), "pegawai_id": pegawai_id, "expected_version": expected_version()}


def _changed(pegawai: Pegawai) -> Answer:
    return to_perubahan(pegawai), 200, etag(pegawai.version)
