"""The pages of appraisals that change: the nine boxes, and the steps of assessor, person and superior."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Conflict, Invalid, NotFound, TransitionNotAllowed, VersionStale
from chassis.http import current_pengguna, redirect_with, requires
from chassis.problem import Katalog
from kinerja.application import Application
from kinerja.application.evaluasi.act import BY_ASSESSOR, BY_OWNER, BY_PEMUTUS, BY_PENGELOLA, Allow
from kinerja.application.evaluasi.assess import CreateEvaluasi, EstablishEvaluasi, WriteEvaluasi
from kinerja.application.evaluasi.document import (
    DecideKeberatan,
    ExamineKeberatan,
    ObjectEvaluasi,
    ReceiveEvaluasi,
    SendEvaluasi,
)
from kinerja.application.evaluasi.queries import DinilaiRow, EvaluasiRow
from kinerja.application.evaluasi.report import FollowUpEvaluasi, ReportEvaluasi
from kinerja.application.wewenang import Scope
from kinerja.domain.evaluasi import Nilai, Putusan
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Ekspektasi
from kinerja.entrypoints.http.evaluasi.sajian import Galat, list_baris, render_evaluasi
from kinerja.entrypoints.problems import KALIMAT

_TETAPKAN = "tetapkan"
KATALOG = Katalog(KALIMAT)


def build_forms(application: Application) -> Blueprint:
    """Return the forms and the steps."""
    pages = Blueprint("evaluasi_ubah", __name__)
    _add_baru(pages, application)
    _add_assessor(pages, application)
    _add_document(pages, application)
    _add_after(pages, application)
    return pages


def _add_baru(pages: Blueprint, application: Application) -> None:
    """Add the form of a new appraisal."""
    evaluasi = application.evaluasi

    @pages.get("/evaluasi/baru")
    @requires(Scope.EVALUASI_TETAPKAN)
    def show_baru() -> str:
        """Show the nine boxes for a person and a period."""
        return _form(application, {})

    @pages.post("/evaluasi/baru")
    @requires(Scope.EVALUASI_TETAPKAN)
    def save_baru() -> ResponseReturnValue:
        """Rate the person, and establish where the button says so."""
        pegawai = _below(application)
        which = {"pegawai_id": pegawai.pegawai_id, "unit_id": pegawai.unit_id, "periode": request.form["periode"]}
        try:
            command = CreateEvaluasi(pengguna=current_pengguna(), nilai=read_kuadran(), **which)
            made = evaluasi.create_evaluasi(command)
        except Invalid as error:
            return _form(application, error.errors), 422
        except (Conflict, TransitionNotAllowed) as error:
            return _form(application, {}, KATALOG.sentence(error.code, error.detail)), 409
        return _back(made.id, _establish(application, made.id, made.version))


def _add_assessor(pages: Blueprint, application: Application) -> None:
    """Add the steps of the assessor."""
    evaluasi = application.evaluasi

    @pages.post("/evaluasi/<evaluasi_id>/rate")
    @requires(Scope.EVALUASI_TETAPKAN)
    def save_rate(evaluasi_id: str) -> ResponseReturnValue:
        """Rate anew, and establish where the button says so."""

        def run() -> str:
            changed = evaluasi.write_evaluasi(WriteEvaluasi(**_which(evaluasi_id), nilai=read_kuadran()))
            return _establish(application, evaluasi_id, changed.version)

        return _step(application, evaluasi_id, BY_ASSESSOR, run)

    @pages.post("/evaluasi/<evaluasi_id>/send")
    @requires(Scope.EVALUASI_TETAPKAN)
    def save_send(evaluasi_id: str) -> ResponseReturnValue:
        """Hand the document over."""

        def run() -> str:
            evaluasi.send_evaluasi(SendEvaluasi(**_which(evaluasi_id)))
            return "send"

        return _step(application, evaluasi_id, BY_ASSESSOR, run)


def _add_document(pages: Blueprint, application: Application) -> None:
    """Add the steps of the person and of the superior who decides."""
    evaluasi = application.evaluasi

    @pages.post("/evaluasi/<evaluasi_id>/receive")
    @requires(Scope.KEBERATAN_AJUKAN)
    def save_receive(evaluasi_id: str) -> ResponseReturnValue:
        """Take the document."""

        def run() -> str:
            evaluasi.receive_evaluasi(ReceiveEvaluasi(**_which(evaluasi_id)))
            return "receive"

        return _step(application, evaluasi_id, BY_OWNER, run)

    @pages.post("/evaluasi/<evaluasi_id>/object")
    @requires(Scope.KEBERATAN_AJUKAN)
    def save_object(evaluasi_id: str) -> ResponseReturnValue:
        """Object with reasons."""

        def run() -> str:
            alasan = request.form.get("alasan", "")
            evaluasi.object_evaluasi(ObjectEvaluasi(**_which(evaluasi_id), alasan=alasan))
            return "object"

        return _step(application, evaluasi_id, BY_OWNER, run)

    @pages.post("/evaluasi/<evaluasi_id>/decide")
    @requires(Scope.KEBERATAN_PUTUS)
    def save_decide(evaluasi_id: str) -> ResponseReturnValue:
        """Decide the objection."""

        def run() -> str:
            word, alasan = request.form.get("putusan", ""), request.form.get("alasan", "")
            if word not in set(Putusan):
                raise Invalid({"putusan": ["Pilih putusannya"]})
            nilai = read_kuadran(alasan) if word == Putusan.DIKABULKAN else None
            command = DecideKeberatan(**_which(evaluasi_id), putusan=Putusan(word), nilai=nilai, alasan=alasan)
            evaluasi.decide_keberatan(command)
            return "decide"

        return _step(application, evaluasi_id, BY_PEMUTUS, run)


def _add_after(pages: Blueprint, application: Application) -> None:
    """Add the hearing, the report and the follow-up."""
    evaluasi = application.evaluasi

    @pages.post("/evaluasi/<evaluasi_id>/examine")
    @requires(Scope.KEBERATAN_PUTUS)
    def save_examine(evaluasi_id: str) -> ResponseReturnValue:
        """Begin to hear both sides."""

        def run() -> str:
            evaluasi.examine_keberatan(ExamineKeberatan(**_which(evaluasi_id)))
            return "examine"

        return _step(application, evaluasi_id, BY_PEMUTUS, run)

    @pages.post("/evaluasi/<evaluasi_id>/report")
    @requires(Scope.EVALUASI_TETAPKAN)
    def save_report(evaluasi_id: str) -> ResponseReturnValue:
        """Report the appraisal upward."""

        def run() -> str:
            permasalahan, rekomendasi = (request.form.get(name, "") for name in ("permasalahan", "rekomendasi"))
            command = ReportEvaluasi(**_which(evaluasi_id), permasalahan=permasalahan, rekomendasi=rekomendasi)
            evaluasi.report_evaluasi(command)
            return "report"

        return _step(application, evaluasi_id, BY_ASSESSOR, run)

    @pages.post("/evaluasi/<evaluasi_id>/follow-up")
    @requires(Scope.EVALUASI_TINDAK)
    def save_follow_up(evaluasi_id: str) -> ResponseReturnValue:
        """Tell what followed."""

        def run() -> str:
            words = request.form.get("tindak_lanjut", "")
            evaluasi.follow_up_evaluasi(FollowUpEvaluasi(**_which(evaluasi_id), tindak_lanjut=words))
            return "follow-up"

        return _step(application, evaluasi_id, BY_PENGELOLA, run)


def read_kuadran(catatan: str | None = None) -> Nilai:
    """Return the box that was chosen; raises Invalid on ``kuadran``."""
    hasil, _, perilaku = request.form.get("kuadran", "").partition(":")
    if hasil not in set(Ekspektasi) or perilaku not in set(Ekspektasi):
        raise Invalid({"kuadran": ["Pilih satu dari sembilan kotak"]})
    note = request.form.get("catatan", "") if catatan is None else catatan
    return Nilai(hasil_kerja=Ekspektasi(hasil), perilaku=Ekspektasi(perilaku), catatan=note)


def _establish(application: Application, evaluasi_id: str, version: int) -> str:
    """Establish where the button says so; return what was done."""
    if request.form.get("langkah") != _TETAPKAN:
        return "rate"
    command = EstablishEvaluasi(pengguna=current_pengguna(), evaluasi_id=evaluasi_id, expected_version=version)
    application.evaluasi.establish_evaluasi(command)
    return "establish"


def _step(application: Application, evaluasi_id: str, allow: Allow, run: Callable[[], str]) -> ResponseReturnValue:
    """Take a step and lead back, or show what stands in the way."""
    pengguna = current_pengguna()
    row = application.evaluasi.get_evaluasi(pengguna, evaluasi_id)
    allow(pengguna, row.rantai, row)
    try:
        done = run()
    except Invalid as error:
        return render_evaluasi(application, row, galat=error.errors), 422
    except VersionStale:
        return render_evaluasi(application, _again(application, evaluasi_id), berubah=True), 412
    except (Conflict, TransitionNotAllowed) as error:
        penolakan = KATALOG.sentence(error.code, error.detail)
        return render_evaluasi(application, _again(application, evaluasi_id), penolakan=penolakan), 409
    return _back(evaluasi_id, done)


def _again(application: Application, evaluasi_id: str) -> EvaluasiRow:
    """Return the appraisal as it stands now."""
    return application.evaluasi.get_evaluasi(current_pengguna(), evaluasi_id)


def _below(application: Application) -> DinilaiRow:
    """Return the person directly below the caller whom the request names."""
    wanted, unit_id, periode = (request.values.get(name, "") for name in ("pegawai_id", "unit_id", "periode"))
    below = application.evaluasi.list_dinilai(current_pengguna(), periode) if wanted else ()
    places = [each for each in below if each.pegawai_id == wanted and unit_id in {"", each.unit_id}]
    found = next((each for each in places if each.evaluasi_id is None), places[0] if places else None)
    if found is None:
        raise NotFound("pegawai.not_found", pegawai_id=wanted)
    return found


def _form(application: Application, galat: Galat, penolakan: str = "") -> str:
    pegawai = _below(application)
    periode = Periode.parse(request.values.get("periode", ""))
    return render_template(
        "kinerja/evaluasi/baru.html",
        pegawai=pegawai,
        periode=periode.teks,
        baris=list_baris(application, current_pengguna(), pegawai.pegawai_id, periode.teks),
        bukti=application.evaluasi.get_bukti(current_pengguna(), pegawai.pegawai_id, periode.teks, pegawai.unit_id),
        nilai=request.form,
        galat=galat,
        penolakan=penolakan,
    )


def _which(evaluasi_id: str) -> dict[str, Any]:
    version = request.form.get("version", type=int)
    return {"pengguna": current_pengguna(), "evaluasi_id": evaluasi_id, "expected_version": version}


def _back(evaluasi_id: str, tersimpan: str) -> ResponseReturnValue:
    return redirect_with(url_for("evaluasi_halaman.show_evaluasi", evaluasi_id=evaluasi_id), tersimpan)
