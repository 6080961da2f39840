"""REST: the sheets of the instruments."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from chassis.domain import Clock
from chassis.http import (
    Blueprint,
    current_pengguna,
    cut_page,
    etag,
    expected_version,
    make_page_schema,
    requires,
)
from pelaporan.application import Application
from pelaporan.application.instrumen.answer import AnswerButir, CheckButir, TakeSaran
from pelaporan.application.instrumen.establish import CheckReopening, EstablishInstrumen, ReopenInstrumen
from pelaporan.application.instrumen.f03 import AddF03, CheckF03, WithdrawF03
from pelaporan.application.instrumen.get import GetInstrumen, ListInstrumen, ListJawaban
from pelaporan.application.instrumen.report import GetLaporan, IssueLaporan
from pelaporan.application.wewenang import Scope
from pelaporan.domain.kertas_kerja import IsiJawaban
from pelaporan.domain.periode import year_of
from pelaporan.entrypoints.http import schemas_instrumen as schemas
from pelaporan.entrypoints.http.answers_instrumen import (
    to_f03,
    to_instrumen,
    to_jawaban,
    to_laporan,
    to_nilai_instrumen,
)

Answer = tuple[Any, int, dict[str, str]]
_LEMBAR = "/v1/instrumen/<kode>/<tahun>"
_F03 = "/v1/instrumen/ipp/<tahun>/f03"


def build_instrumen_api(application: Application, clock: Clock) -> list[Blueprint]:
    """Return the blueprints over the use cases."""
    return [
        _reading_api(application, clock),
        _answering_api(application),
        _f03_api(application),
        _deciding_api(application),
    ]


def _who(**path: str) -> dict[str, Any]:
    """Return what every command on a sheet names."""
    return {"pengguna": current_pengguna(), "opd": request.args.get("opd", ""), **path}


def _reading_api(application: Application, clock: Clock) -> Blueprint:
    api = Blueprint("instrumen", __name__, description="Instrumen: kertas kerja, nilai, kategori")

    @api.route("/v1/instrumen")
    @requires(Scope.INSTRUMEN_BACA)
    @api.arguments(schemas.InstrumenListQuery, location="query")
    @api.response(200, make_page_schema(schemas.NilaiInstrumenSchema))
    def list_instrumen(query: dict[str, Any]) -> Any:
        """Return value and category of every instrument of a year."""
        found = application.list_instrumen(ListInstrumen(tahun=query["tahun"] or str(year_of(clock.now())), **_who()))
        return cut_page(found, query=query, tell=to_nilai_instrumen)

    @api.route(_LEMBAR)
    @requires(Scope.INSTRUMEN_BACA)
    @api.arguments(schemas.OpdQuery, location="query")
    @api.response(200, schemas.InstrumenSchema)
    def get_instrumen(query: dict[str, str], kode: str, tahun: str) -> Answer:
        """Return components, answers and where each came from, suggestions, what is missing, value, category."""
        keadaan = application.get_instrumen(GetInstrumen(**_who(kode=kode, tahun=tahun)))
        return to_instrumen(keadaan), 200, etag(keadaan.kertas.version)

    @api.route(f"{_LEMBAR}/jawaban/<butir>")
    @requires(Scope.INSTRUMEN_BACA)
    @api.arguments(schemas.OpdHalamanQuery, location="query")
    @api.response(200, make_page_schema(schemas.JawabanSchema))
    def list_jawaban(query: dict[str, Any], kode: str, tahun: str, butir: str) -> Any:
        """Return every answer that a butir ever had, newest first."""
        found = application.list_jawaban(ListJawaban(**_who(kode=kode, tahun=tahun, butir=butir)))
        return cut_page(found.jawaban, query=query, tell=lambda satu: to_jawaban(satu, found.butir, query["opd"]))

    return api


def _answering_api(application: Application) -> Blueprint:
    api = Blueprint("instrumen_jawaban", __name__, description="Jawaban evaluator")

    def check_butir(kode: str, tahun: str, butir: str) -> None:
        application.check_butir(
            CheckButir(expected_version=expected_version(), **_who(kode=kode, tahun=tahun, butir=butir))
        )

    @api.route(f"{_LEMBAR}/jawaban/<butir>", methods=["PUT"])
    @requires(Scope.INSTRUMEN_NILAI)
    @api.arguments(schemas.OpdQuery, location="query")
    @api.arguments(schemas.IsiJawabanSchema, first=check_butir)
    @api.response(200, schemas.JawabanSchema)
    def answer_butir(query: dict[str, str], body: dict[str, Any], kode: str, tahun: str, butir: str) -> Answer:
        """Answer a butir.

        Needs If-Match: any version of the sheet since this butir last changed, ``"0"`` for a first answer.
        """
        hasil = application.answer_butir(
            AnswerButir(
                expected_version=expected_version(),
                isi=IsiJawaban(**body),
                **_who(kode=kode, tahun=tahun, butir=butir),
            )
        )
        return to_jawaban(hasil.jawaban, hasil.butir, query["opd"]), 200, etag(hasil.version)

    @api.route(f"{_LEMBAR}/take-saran", methods=["POST"])
    @requires(Scope.INSTRUMEN_NILAI)
    @api.arguments(schemas.OpdQuery, location="query")
    @api.response(200, schemas.SaranDiambilSchema)
    def take_saran(query: dict[str, str], kode: str, tahun: str) -> Answer:
        """Take every suggestion for which there is no answer yet; needs If-Match."""
        taken = application.take_saran(TakeSaran(expected_version=expected_version(), **_who(kode=kode, tahun=tahun)))
        version = max((satu.version for satu in taken), default=expected_version() or 0)
        answers = [to_jawaban(satu.jawaban, satu.butir, query["opd"]) for satu in taken]
        return {"data": answers, "version": version}, 200, etag(version)

    return api


def _f03_api(application: Application) -> Blueprint:
    api = Blueprint("instrumen_f03", __name__, description="F03: jawaban pengguna layanan")

    def check_added(tahun: str) -> None:
        application.check_f03(CheckF03(**_who(tahun=tahun)))

    def check_withdrawn(tahun: str, id: str) -> None:  # noqa: A002 - the name in the address
        application.check_f03(CheckF03(id=id, expected_version=expected_version(), **_who(tahun=tahun)))

    @api.route(_F03, methods=["POST"])
    @requires(Scope.INSTRUMEN_NILAI)
    @api.arguments(schemas.OpdQuery, location="query")
    @api.arguments(schemas.F03Schema, first=check_added)
    @api.response(201, schemas.RespondenF03Schema)
    def add_f03(query: dict[str, str], body: dict[str, Any], tahun: str) -> Answer:
        """Take a batch of users' answers in, one row a respondent."""
        made = application.add_f03(AddF03(jawaban=body["jawaban"], **_who(tahun=tahun)))
        return to_f03(made), 201, etag(made.version)

    @api.route(f"{_F03}/<id>/withdraw", methods=["POST"])
    @requires(Scope.INSTRUMEN_NILAI)
    @api.arguments(schemas.OpdQuery, location="query")
    @api.arguments(schemas.AlasanSchema, first=check_withdrawn)
    @api.response(200, schemas.VersionSchema)
    def withdraw_f03(query: dict[str, str], body: dict[str, str], tahun: str, id: str) -> Answer:  # noqa: A002
        """Let a batch no longer count; needs If-Match."""
        version = application.withdraw_f03(
            WithdrawF03(id=id, expected_version=expected_version(), alasan=body["alasan"], **_who(tahun=tahun))
        )
        return {"version": version}, 200, etag(version)

    return api


def _deciding_api(application: Application) -> Blueprint:
    api = Blueprint("instrumen_penetapan", __name__, description="Penetapan nilai instrumen")

    def look(kode: str, tahun: str) -> Answer:
        keadaan = application.get_instrumen(GetInstrumen(**_who(kode=kode, tahun=tahun)))
        return to_instrumen(keadaan), 200, etag(keadaan.kertas.version)

    def check_reopening(kode: str, tahun: str) -> None:
        application.check_reopening(CheckReopening(expected_version=expected_version(), **_who(kode=kode, tahun=tahun)))

    @api.route(f"{_LEMBAR}/establish", methods=["POST"])
    @requires(Scope.INSTRUMEN_TETAPKAN)
    @api.arguments(schemas.OpdQuery, location="query")
    @api.response(200, schemas.InstrumenSchema)
    def establish_instrumen(query: dict[str, str], kode: str, tahun: str) -> Answer:
        """Freeze value and category; needs If-Match and a sheet that lacks nothing."""
        application.establish_instrumen(
            EstablishInstrumen(expected_version=expected_version(), **_who(kode=kode, tahun=tahun))
        )
        return look(kode, tahun)

    @api.route(f"{_LEMBAR}/reopen", methods=["POST"])
    @requires(Scope.INSTRUMEN_TETAPKAN)
    @api.arguments(schemas.OpdQuery, location="query")
    @api.arguments(schemas.AlasanSchema, first=check_reopening)
    @api.response(200, schemas.InstrumenSchema)
    def reopen_instrumen(query: dict[str, str], body: dict[str, str], kode: str, tahun: str) -> Answer:
        """Let answers change again after the sheet was established; needs If-Match and a reason."""
        application.reopen_instrumen(
            ReopenInstrumen(expected_version=expected_version(), alasan=body["alasan"], **_who(kode=kode, tahun=tahun))
        )
        return look(kode, tahun)

    @api.route(f"{_LEMBAR}/laporan", methods=["POST"])
    @requires(Scope.INSTRUMEN_TETAPKAN)
    @api.arguments(schemas.OpdQuery, location="query")
    @api.response(201, schemas.LaporanSchema)
    def issue_laporan(query: dict[str, str], kode: str, tahun: str) -> Answer:
        """Issue the report of an established sheet as PDF; needs If-Match."""
        made = application.issue_laporan(
            IssueLaporan(expected_version=expected_version(), **_who(kode=kode, tahun=tahun))
        )
        return to_laporan(made), 201, etag(made.kertas_version)

    @api.route(f"{_LEMBAR}/laporan/<id>")
    @requires(Scope.INSTRUMEN_BACA)
    @api.arguments(schemas.OpdQuery, location="query")
    @api.response(200, content_type="application/pdf")
    def get_laporan(query: dict[str, str], kode: str, tahun: str, id: str) -> Response:  # noqa: A002
        """Return a report that was issued, byte for byte."""
        isi = application.get_laporan(GetLaporan(id=id, **_who(kode=kode, tahun=tahun)))
        return Response(isi, mimetype="application/pdf")

    return api
