"""REST: the acts upon a permohonan. Each needs If-Match, and answers with status, version and ETag."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from chassis.http import Blueprint, current_pengguna, expected_version, requires
from perizinan.application import Application
from perizinan.application.permohonan.accept import AcceptPermohonan
from perizinan.application.permohonan.approve import ApprovePermohonan
from perizinan.application.permohonan.assign import AssignPermohonan
from perizinan.application.permohonan.hand_over import HandOverIzin
from perizinan.application.permohonan.issue import IssueIzin
from perizinan.application.permohonan.reject import RejectPermohonan
from perizinan.application.permohonan.resubmit import ResubmitPermohonan
from perizinan.application.permohonan.return_ import ReturnPermohonan
from perizinan.application.permohonan.submit import SubmitPermohonan
from perizinan.application.permohonan.withdraw import WithdrawPermohonan
from perizinan.application.ports import Acuan
from perizinan.application.queries import Queries
from perizinan.application.tindakan import as_pelaku, check_version
from perizinan.domain.kekurangan import Kekurangan
from perizinan.domain.langkah import Langkah
from perizinan.entrypoints.http import permohonan_schema as schema
from perizinan.entrypoints.http.answers import Answer, to_step

Check = Callable[..., None]
_PATH = "/v1/permohonan/<uuid:id>"


def make_tindakan_api(application: Application, acuan: Acuan) -> list[Blueprint]:
    """Return the routes of the acts, by who does them."""
    return [_pemohon_api(application), _verifikator_api(application, acuan), _pimpinan_api(application)]


def check_langkah(queries: Queries, langkah: Langkah) -> Check:
    """Return what refuses an act before its fields are looked at: unknown, no or an old version, not now."""

    def check(id: UUID) -> None:  # noqa: A002 - the path's own name
        pengguna = current_pengguna()
        permohonan = queries.get_permohonan(pengguna, id)
        check_version(permohonan, expected_version())
        permohonan.check(langkah, oleh=as_pelaku(pengguna, permohonan))

    return check


def _pemohon_api(application: Application) -> Blueprint:
    api = Blueprint("tindakan_pemohon", __name__, description="Pemohon")
    check = application.queries

    @api.route(f"{_PATH}/submit", methods=["POST"])
    @requires("permohonan.ajukan")
    @api.arguments(schema.EmptyRequest, first=check_langkah(check, Langkah.SUBMIT))
    @api.response(200, schema.SubmittedSchema)
    def submit_permohonan(_: dict[str, Any], id: UUID) -> Answer:  # noqa: A002
        """Hand a draft in; the key of the receipt is shown here, once."""
        receipt = application.submit_permohonan(SubmitPermohonan(**_on(id)))
        permohonan = receipt.permohonan
        return to_step(permohonan, nomor_registrasi=permohonan.nomor_registrasi, kunci=receipt.kunci)

    @api.route(f"{_PATH}/resubmit", methods=["POST"])
    @requires("permohonan.ajukan")
    @api.arguments(schema.ResubmitRequest, first=check_langkah(check, Langkah.RESUBMIT))
    @api.response(200, schema.StepSchema)
    def resubmit_permohonan(body: dict[str, Any], id: UUID) -> Answer:  # noqa: A002
        """Hand a returned permohonan in again."""
        return to_step(application.resubmit_permohonan(ResubmitPermohonan(**_on(id), **body)))

    @api.route(f"{_PATH}/withdraw", methods=["POST"])
    @requires("permohonan.tarik")
    @api.arguments(schema.WithdrawRequest, first=check_langkah(check, Langkah.WITHDRAW))
    @api.response(200, schema.StepSchema)
    def withdraw_permohonan(body: dict[str, Any], id: UUID) -> Answer:  # noqa: A002
        """Take a permohonan back, any time before the licence is issued."""
        return to_step(application.withdraw_permohonan(WithdrawPermohonan(**_on(id), **body)))

    return api


def _verifikator_api(application: Application, acuan: Acuan) -> Blueprint:
    api = Blueprint("tindakan_verifikator", __name__, description="Verifikator")
    check = application.queries

    @api.route(f"{_PATH}/accept", methods=["POST"])
    @requires("permohonan.periksa")
    @api.arguments(schema.EmptyRequest, first=check_langkah(check, Langkah.ACCEPT))
    @api.response(200, schema.AcceptedSchema)
    def accept_permohonan(_: dict[str, Any], id: UUID) -> Answer:  # noqa: A002
        """Find a permohonan complete: the clock starts, the partners are asked."""
        permohonan = application.accept_permohonan(AcceptPermohonan(**_on(id)))
        clock = permohonan.clock(acuan.kalender)
        return to_step(permohonan, mulai=clock.mulai if clock else None, jatuh_tempo=permohonan.jatuh_tempo)

    @api.route(f"{_PATH}/return", methods=["POST"])
    @requires("permohonan.periksa")
    @api.arguments(schema.ReturnRequest, first=check_langkah(check, Langkah.RETURN))
    @api.response(200, schema.StepSchema)
    def return_permohonan(body: dict[str, Any], id: UUID) -> Answer:  # noqa: A002
        """Send a permohonan back with every defect in one list."""
        kekurangan = [Kekurangan(**satu) for satu in body["kekurangan"]]
        return to_step(application.return_permohonan(ReturnPermohonan(**_on(id), kekurangan=kekurangan)))

    @api.route(f"{_PATH}/assign", methods=["POST"])
    @requires("permohonan.tugaskan")
    @api.arguments(schema.AssignRequest, first=check_langkah(check, Langkah.ASSIGN))
    @api.response(200, schema.AssignedSchema)
    def assign_permohonan(body: dict[str, Any], id: UUID) -> Answer:  # noqa: A002
        """Give a file to an officer of the agency."""
        permohonan = application.assign_permohonan(AssignPermohonan(**_on(id), **body))
        return to_step(permohonan, pegawai_id=permohonan.pegawai_id)

    @api.route(f"{_PATH}/reject", methods=["POST"])
    @requires("permohonan.tolak")
    @api.arguments(schema.RejectRequest, first=check_langkah(check, Langkah.REJECT))
    @api.response(200, schema.StepSchema)
    def reject_permohonan(body: dict[str, Any], id: UUID) -> Answer:  # noqa: A002
        """Refuse a permohonan, with reasons."""
        return to_step(application.reject_permohonan(RejectPermohonan(**_on(id), **body)))

    return api


def _pimpinan_api(application: Application) -> Blueprint:
    api = Blueprint("tindakan_pimpinan", __name__, description="Kabid, kadis, loket")
    check = application.queries

    @api.route(f"{_PATH}/approve", methods=["POST"])
    @requires("permohonan.setujui")
    @api.arguments(schema.EmptyRequest, first=check_langkah(check, Langkah.APPROVE))
    @api.response(200, schema.StepSchema)
    def approve_permohonan(_: dict[str, Any], id: UUID) -> Answer:  # noqa: A002
        """Approve what another has verified, once every partner that is needed agrees."""
        return to_step(application.approve_permohonan(ApprovePermohonan(**_on(id))))

    @api.route(f"{_PATH}/issue", methods=["POST"])
    @requires("izin.terbitkan")
    @api.arguments(schema.EmptyRequest, first=check_langkah(check, Langkah.ISSUE))
    @api.response(200, schema.IssuedSchema)
    def issue_izin(_: dict[str, Any], id: UUID) -> Answer:  # noqa: A002
        """Issue the licence: the clock stops."""
        permohonan = application.issue_izin(IssueIzin(**_on(id)))
        izin = permohonan.izin
        return to_step(permohonan, izin_id=izin.id if izin else None, nomor_izin=izin.nomor if izin else None)

    @api.route(f"{_PATH}/hand-over", methods=["POST"])
    @requires("izin.serahkan")
    @api.arguments(schema.EmptyRequest, first=check_langkah(check, Langkah.HAND_OVER))
    @api.response(200, schema.StepSchema)
    def hand_over_izin(_: dict[str, Any], id: UUID) -> Answer:  # noqa: A002
        """Hand the licence over."""
        return to_step(application.hand_over_izin(HandOverIzin(**_on(id))))

    return api


def _on(id_: UUID) -> dict[str, Any]:
    return {"permohonan_id": id_, "version": expected_version(), "pengguna": current_pengguna()}
