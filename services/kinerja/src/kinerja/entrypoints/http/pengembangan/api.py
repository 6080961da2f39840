"""REST: the plan of development, its courses, and the hours of the year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chassis.domain import TransitionNotAllowed
from chassis.http import Blueprint, current_pengguna, etag, expected_version, make_page, make_page_schema, requires
from kinerja.application.hubungan import relate
from kinerja.application.pengembangan import PengembanganApplication
from kinerja.application.pengembangan.act import (
    MAY,
    ActOnPengembangan,
    DeclinePengembangan,
    FinishPengembangan,
    require_step,
)
from kinerja.application.pengembangan.propose import ProposePengembangan
from kinerja.application.pengembangan.queries import SaringJp, SaringPengembangan, list_langkah
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http.answers import Answer, check_version
from kinerja.entrypoints.http.pengembangan import schemas
from kinerja.entrypoints.http.schemas import KosongSchema


def build_pengembangan_api(pengembangan: PengembanganApplication) -> list[Blueprint]:
    """Return the blueprints."""
    return [_read_api(pengembangan), _own_api(pengembangan), _decide_api(pengembangan)]


def _read_api(pengembangan: PengembanganApplication) -> Blueprint:
    api = Blueprint("pengembangan", __name__, description="The plan of development, and the hours of the year")

    @api.route("/v1/pengembangan")
    @requires(Scope.PENGEMBANGAN_BACA)
    @api.arguments(schemas.PengembanganQuery, location="query")
    @api.response(200, make_page_schema(schemas.PengembanganSchema))
    def list_pengembangan(query: dict[str, Any]) -> Any:
        """Return the entries of the plan within reach, those that wait first."""
        found = pengembangan.list_pengembangan(current_pengguna(), SaringPengembangan(**query))
        return make_page(found.data, query=query, jumlah=found.jumlah)

    @api.route("/v1/pengembangan/<pengembangan_id>")
    @requires(Scope.PENGEMBANGAN_BACA)
    @api.response(200, schemas.PengembanganSchema)
    def get_pengembangan(pengembangan_id: str) -> Answer:
        """Return an entry."""
        return _shown(pengembangan, pengembangan_id)

    @api.route("/v1/pegawai/<pegawai_id>/jp")
    @requires(Scope.PENGEMBANGAN_BACA)
    @api.arguments(schemas.JpOrangQuery, location="query")
    @api.response(200, schemas.JpOrangSchema)
    def get_jp(query: dict[str, int | None], pegawai_id: str) -> Any:
        """Return the hours of a person in a year, against the duty."""
        found = pengembangan.get_jp(current_pengguna(), pegawai_id, query["tahun"])
        return {
            "pegawai_id": pegawai_id,
            "tahun": found.tahun,
            "jp": found.hasil.jumlah,
            "jp_menunggu": found.menunggu,
            "kurang": found.hasil.kurang,
            "terpenuhi": found.hasil.terpenuhi,
            "data": found.baris,
        }

    @api.route("/v1/jp")
    @requires(Scope.PENGEMBANGAN_REKAP)
    @api.arguments(schemas.JpQuery, location="query")
    @api.response(200, make_page_schema(schemas.JpRowSchema))
    def list_jp(query: dict[str, Any]) -> Any:
        """Return the hours of everybody in service, who lacks most first."""
        found = pengembangan.list_jp(current_pengguna(), SaringJp(**query))
        return make_page(found.data, query=query, jumlah=found.jumlah)

    return api


def _own_api(pengembangan: PengembanganApplication) -> Blueprint:
    api = Blueprint("pengembangan_sendiri", __name__, description="The person's own steps of a course")

    @api.route("/v1/pengembangan", methods=["POST"])
    @requires(Scope.PENGEMBANGAN_USULKAN)
    @api.arguments(schemas.ProposePengembanganSchema)
    @api.response(201, schemas.PengembanganSchema)
    def propose_pengembangan(body: dict[str, Any]) -> Answer:
        """Propose a course for the plan of a year."""
        command = ProposePengembangan(pengguna=current_pengguna(), **body)
        return _shown(pengembangan, pengembangan.propose_pengembangan(command).id, 201)

    @api.route("/v1/pengembangan/<pengembangan_id>/begin", methods=["POST"])
    @requires(Scope.PENGEMBANGAN_USULKAN)
    @api.arguments(KosongSchema, first=_check(pengembangan, "begin"))
    @api.response(200, schemas.PengembanganSchema)
    def begin_pengembangan(body: dict[str, Any], pengembangan_id: str) -> Answer:
        """Record that the course runs; by the person."""
        return _act(pengembangan, ActOnPengembangan, pengembangan.begin_pengembangan, pengembangan_id, body)

    @api.route("/v1/pengembangan/<pengembangan_id>/finish", methods=["POST"])
    @requires(Scope.PENGEMBANGAN_USULKAN)
    @api.arguments(schemas.FinishPengembanganSchema, first=_check(pengembangan, "finish"))
    @api.response(200, schemas.PengembanganSchema)
    def finish_pengembangan(body: dict[str, Any], pengembangan_id: str) -> Answer:
        """Record the certificate; by the person."""
        return _act(pengembangan, FinishPengembangan, pengembangan.finish_pengembangan, pengembangan_id, body)

    return api


def _decide_api(pengembangan: PengembanganApplication) -> Blueprint:
    api = Blueprint("pengembangan_putusan", __name__, description="What others decide on a course")

    @api.route("/v1/pengembangan/<pengembangan_id>/approve", methods=["POST"])
    @requires(Scope.PENGEMBANGAN_SETUJUI)
    @api.arguments(KosongSchema, first=_check(pengembangan, "approve"))
    @api.response(200, schemas.PengembanganSchema)
    def approve_pengembangan(body: dict[str, Any], pengembangan_id: str) -> Answer:
        """Take it into the plan; by who answers for the person, or BKPSDM."""
        return _act(pengembangan, ActOnPengembangan, pengembangan.approve_pengembangan, pengembangan_id, body)

    @api.route("/v1/pengembangan/<pengembangan_id>/reject", methods=["POST"])
    @requires(Scope.PENGEMBANGAN_SETUJUI)
    @api.arguments(schemas.AlasanPengembanganSchema, first=_check(pengembangan, "reject"))
    @api.response(200, schemas.PengembanganSchema)
    def reject_pengembangan(body: dict[str, Any], pengembangan_id: str) -> Answer:
        """Leave it out of the plan, with the reason."""
        return _act(pengembangan, DeclinePengembangan, pengembangan.reject_pengembangan, pengembangan_id, body)

    @api.route("/v1/pengembangan/<pengembangan_id>/verify", methods=["POST"])
    @requires(Scope.PENGEMBANGAN_VERIFIKASI)
    @api.arguments(KosongSchema, first=_check(pengembangan, "verify"))
    @api.response(200, schemas.PengembanganSchema)
    def verify_pengembangan(body: dict[str, Any], pengembangan_id: str) -> Answer:
        """Find the certificate right: the hours count from now; by BKPSDM."""
        return _act(pengembangan, ActOnPengembangan, pengembangan.verify_pengembangan, pengembangan_id, body)

    @api.route("/v1/pengembangan/<pengembangan_id>/return", methods=["POST"])
    @requires(Scope.PENGEMBANGAN_VERIFIKASI)
    @api.arguments(schemas.AlasanPengembanganSchema, first=_check(pengembangan, "return"))
    @api.response(200, schemas.PengembanganSchema)
    def return_pengembangan(body: dict[str, Any], pengembangan_id: str) -> Answer:
        """Give the certificate back, with the reason; by BKPSDM."""
        return _act(pengembangan, DeclinePengembangan, pengembangan.return_pengembangan, pengembangan_id, body)

    return api


def _check(pengembangan: PengembanganApplication, langkah: str) -> Callable[[str], None]:
    """Return what refuses before the fields are looked at: unknown, not theirs, no or an old version, wrong state."""

    def check_pengembangan(pengembangan_id: str) -> None:
        pengguna = current_pengguna()
        row = pengembangan.get_pengembangan(pengguna, pengembangan_id)
        require_step(relate(pengguna, row.rantai), MAY[langkah])
        check_version(row.version)
        if langkah not in list_langkah(row, pengguna):
            raise TransitionNotAllowed("pengembangan.transition_not_allowed", pengembangan_id=pengembangan_id)

    return check_pengembangan


def _act(
    pengembangan: PengembanganApplication,
    command: type[ActOnPengembangan],
    use: Callable[[Any], Any],
    pengembangan_id: str,
    body: Mapping[str, Any],
) -> Answer:
    """Take the step, and show the entry after it."""
    step = command(
        pengguna=current_pengguna(), pengembangan_id=pengembangan_id, expected_version=expected_version(), **body
    )
    return _shown(pengembangan, use(step).id)


def _shown(pengembangan: PengembanganApplication, pengembangan_id: str, status: int = 200) -> Answer:
    row = pengembangan.get_pengembangan(current_pengguna(), pengembangan_id)
    return row, status, etag(row.version)
