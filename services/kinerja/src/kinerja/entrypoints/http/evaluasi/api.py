"""REST: appraisals of people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chassis.domain import Invalid, TransitionNotAllowed
from chassis.http import Blueprint, current_pengguna, etag, expected_version, make_page, make_page_schema, requires
from kinerja.application.evaluasi import EvaluasiApplication
from kinerja.application.evaluasi.act import BY_ASSESSOR, BY_OWNER, BY_PEMUTUS, BY_PENGELOLA, Allow
from kinerja.application.evaluasi.assess import CreateEvaluasi, EstablishEvaluasi, WriteEvaluasi
from kinerja.application.evaluasi.document import (
    DecideKeberatan,
    ExamineKeberatan,
    ObjectEvaluasi,
    ReceiveEvaluasi,
    SendEvaluasi,
)
from kinerja.application.evaluasi.queries import SaringEvaluasi
from kinerja.application.evaluasi.report import FollowUpEvaluasi, ReportEvaluasi
from kinerja.application.wewenang import Scope
from kinerja.domain.evaluasi import Nilai, Putusan, StatusEvaluasi, states_before
from kinerja.domain.predikat import Ekspektasi
from kinerja.entrypoints.http.answers import Answer, check_version
from kinerja.entrypoints.http.evaluasi import schemas
from kinerja.entrypoints.http.schemas import KosongSchema


def build_evaluasi_api(evaluasi: EvaluasiApplication) -> Blueprint:
    """Return the routes."""
    api = Blueprint("evaluasi", __name__, description="Appraisals of people")
    _add_reads(api, evaluasi)
    _add_assessor(api, evaluasi)
    _add_document(api, evaluasi)
    _add_keberatan(api, evaluasi)
    _add_after(api, evaluasi)
    return api


def _add_reads(api: Blueprint, evaluasi: EvaluasiApplication) -> None:
    @api.route("/v1/evaluasi")
    @requires(Scope.EVALUASI_BACA)
    @api.arguments(schemas.EvaluasiQuery, location="query")
    @api.response(200, make_page_schema(schemas.EvaluasiSchema))
    def list_evaluasi(query: dict[str, Any]) -> Any:
        """Return the appraisals within the caller's reach."""
        found = evaluasi.list_evaluasi(current_pengguna(), SaringEvaluasi(**query))
        return make_page(found.data, query=query, jumlah=found.jumlah)

    @api.route("/v1/evaluasi/<evaluasi_id>")
    @requires(Scope.EVALUASI_BACA)
    @api.response(200, schemas.EvaluasiSchema)
    def get_evaluasi(evaluasi_id: str) -> Answer:
        """Return an appraisal."""
        return _shown(evaluasi, evaluasi_id)


def _add_assessor(api: Blueprint, evaluasi: EvaluasiApplication) -> None:
    @api.route("/v1/evaluasi", methods=["POST"])
    @requires(Scope.EVALUASI_TETAPKAN)
    @api.arguments(schemas.CreateEvaluasiSchema)
    @api.response(201, schemas.EvaluasiSchema)
    def create_evaluasi(body: dict[str, Any]) -> Answer:
        """Rate a person's work and behaviour in a period."""
        made = evaluasi.create_evaluasi(
            CreateEvaluasi(
                pengguna=current_pengguna(),
                pegawai_id=body["pegawai_id"],
                periode=body["periode"],
                unit_id=body["unit_id"],
                nilai=read_nilai(body),
            )
        )
        return _shown(evaluasi, made.id, 201)

    @api.route("/v1/evaluasi/<evaluasi_id>", methods=["PUT"])
    @requires(Scope.EVALUASI_TETAPKAN)
    @api.arguments(schemas.WriteEvaluasiSchema, first=_check(evaluasi, BY_ASSESSOR, StatusEvaluasi.DITETAPKAN))
    @api.response(200, schemas.EvaluasiSchema)
    def write_evaluasi(body: dict[str, Any], evaluasi_id: str) -> Answer:
        """Rate anew while nothing is established; needs If-Match."""
        evaluasi.write_evaluasi(WriteEvaluasi(**_which(evaluasi_id), nilai=read_nilai(body)))
        return _shown(evaluasi, evaluasi_id)

    @api.route("/v1/evaluasi/<evaluasi_id>/establish", methods=["POST"])
    @requires(Scope.EVALUASI_TETAPKAN)
    @api.arguments(KosongSchema, first=_check(evaluasi, BY_ASSESSOR, StatusEvaluasi.DITETAPKAN))
    @api.response(200, schemas.EvaluasiSchema)
    def establish_evaluasi(body: dict[str, Any], evaluasi_id: str) -> Answer:
        """Establish an appraisal; needs If-Match."""
        evaluasi.establish_evaluasi(EstablishEvaluasi(**_which(evaluasi_id)))
        return _shown(evaluasi, evaluasi_id)


def _add_document(api: Blueprint, evaluasi: EvaluasiApplication) -> None:
    @api.route("/v1/evaluasi/<evaluasi_id>/send", methods=["POST"])
    @requires(Scope.EVALUASI_TETAPKAN)
    @api.arguments(KosongSchema, first=_check(evaluasi, BY_ASSESSOR, StatusEvaluasi.DISAMPAIKAN))
    @api.response(200, schemas.EvaluasiSchema)
    def send_evaluasi(body: dict[str, Any], evaluasi_id: str) -> Answer:
        """Hand the year's document to its person; needs If-Match."""
        evaluasi.send_evaluasi(SendEvaluasi(**_which(evaluasi_id)))
        return _shown(evaluasi, evaluasi_id)

    @api.route("/v1/evaluasi/<evaluasi_id>/receive", methods=["POST"])
    @requires(Scope.KEBERATAN_AJUKAN)
    @api.arguments(KosongSchema, first=_check(evaluasi, BY_OWNER, StatusEvaluasi.DITERIMA))
    @api.response(200, schemas.EvaluasiSchema)
    def receive_evaluasi(body: dict[str, Any], evaluasi_id: str) -> Answer:
        """Take the caller's own document; needs If-Match."""
        evaluasi.receive_evaluasi(ReceiveEvaluasi(**_which(evaluasi_id)))
        return _shown(evaluasi, evaluasi_id)


def _add_keberatan(api: Blueprint, evaluasi: EvaluasiApplication) -> None:
    @api.route("/v1/evaluasi/<evaluasi_id>/object", methods=["POST"])
    @requires(Scope.KEBERATAN_AJUKAN)
    @api.arguments(schemas.ObjectEvaluasiSchema, first=_check(evaluasi, BY_OWNER, StatusEvaluasi.KEBERATAN))
    @api.response(200, schemas.EvaluasiSchema)
    def object_evaluasi(body: dict[str, Any], evaluasi_id: str) -> Answer:
        """Object to the caller's own appraisal within the term; needs If-Match."""
        evaluasi.object_evaluasi(ObjectEvaluasi(**_which(evaluasi_id), alasan=body["alasan"]))
        return _shown(evaluasi, evaluasi_id)

    @api.route("/v1/evaluasi/<evaluasi_id>/examine", methods=["POST"])
    @requires(Scope.KEBERATAN_PUTUS)
    @api.arguments(KosongSchema, first=_check(evaluasi, BY_PEMUTUS, StatusEvaluasi.DIPERIKSA))
    @api.response(200, schemas.EvaluasiSchema)
    def examine_keberatan(body: dict[str, Any], evaluasi_id: str) -> Answer:
        """Begin to hear both sides of an objection; needs If-Match."""
        evaluasi.examine_keberatan(ExamineKeberatan(**_which(evaluasi_id)))
        return _shown(evaluasi, evaluasi_id)

    @api.route("/v1/evaluasi/<evaluasi_id>/decide", methods=["POST"])
    @requires(Scope.KEBERATAN_PUTUS)
    @api.arguments(schemas.DecideKeberatanSchema, first=_check(evaluasi, BY_PEMUTUS, StatusEvaluasi.DIPUTUS))
    @api.response(200, schemas.EvaluasiSchema)
    def decide_keberatan(body: dict[str, Any], evaluasi_id: str) -> Answer:
        """Decide an objection, finally; needs If-Match."""
        evaluasi.decide_keberatan(
            DecideKeberatan(
                **_which(evaluasi_id),
                putusan=Putusan(body["putusan"]),
                nilai=_read_changed(body),
                alasan=body["alasan"],
            )
        )
        return _shown(evaluasi, evaluasi_id)


def _add_after(api: Blueprint, evaluasi: EvaluasiApplication) -> None:
    @api.route("/v1/evaluasi/<evaluasi_id>/report", methods=["POST"])
    @requires(Scope.EVALUASI_TETAPKAN)
    @api.arguments(schemas.ReportEvaluasiSchema, first=_check(evaluasi, BY_ASSESSOR, StatusEvaluasi.DILAPORKAN))
    @api.response(200, schemas.EvaluasiSchema)
    def report_evaluasi(body: dict[str, Any], evaluasi_id: str) -> Answer:
        """Report an appraisal that stands upward; needs If-Match."""
        evaluasi.report_evaluasi(ReportEvaluasi(**_which(evaluasi_id), **body))
        return _shown(evaluasi, evaluasi_id)

    @api.route("/v1/evaluasi/<evaluasi_id>/follow-up", methods=["POST"])
    @requires(Scope.EVALUASI_TINDAK)
    @api.arguments(schemas.FollowUpEvaluasiSchema, first=_check(evaluasi, BY_PENGELOLA, StatusEvaluasi.DITINDAKLANJUTI))
    @api.response(200, schemas.EvaluasiSchema)
    def follow_up_evaluasi(body: dict[str, Any], evaluasi_id: str) -> Answer:
        """Tell what followed from an appraisal; needs If-Match."""
        evaluasi.follow_up_evaluasi(FollowUpEvaluasi(**_which(evaluasi_id), **body))
        return _shown(evaluasi, evaluasi_id)


def _check(evaluasi: EvaluasiApplication, allow: Allow, after: StatusEvaluasi) -> Callable[[str], None]:
    """Return what refuses before the fields are looked at: unknown, not theirs, no or an old version, wrong state."""
    before = states_before(after)

    def check_evaluasi(evaluasi_id: str) -> None:
        pengguna = current_pengguna()
        row = evaluasi.get_evaluasi(pengguna, evaluasi_id)
        allow(pengguna, row.rantai, row)
        check_version(row.version)
        if row.status not in before:
            raise TransitionNotAllowed("evaluasi.transition_not_allowed", evaluasi_id=evaluasi_id)

    return check_evaluasi


def read_nilai(body: dict[str, Any]) -> Nilai:
    """Return the ratings as the domain knows them."""
    return Nilai(
        hasil_kerja=Ekspektasi(body["hasil_kerja"]),
        perilaku=Ekspektasi(body["perilaku"]),
        catatan=body.get("catatan", ""),
    )


def _read_changed(body: dict[str, Any]) -> Nilai | None:
    """Return the ratings of a decision; both or none."""
    given = [name for name in ("hasil_kerja", "perilaku") if body[name] is not None]
    if len(given) == 1:
        missing = "perilaku" if given == ["hasil_kerja"] else "hasil_kerja"
        raise Invalid({missing: ["Isi hasil kerja dan perilaku, keduanya"]})
    return read_nilai(body | {"catatan": body["alasan"]}) if given else None


def _which(evaluasi_id: str) -> dict[str, Any]:
    return {"pengguna": current_pengguna(), "evaluasi_id": evaluasi_id, "expected_version": expected_version()}


def _shown(evaluasi: EvaluasiApplication, evaluasi_id: str, status: int = 200) -> Answer:
    row = evaluasi.get_evaluasi(current_pengguna(), evaluasi_id)
    return row, status, etag(row.version)
