"""The satisfaction survey, by number and key of the receipt: nine questions, once."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, render_template, request

from chassis.domain import Invalid, NotFound, TransitionNotAllowed
from chassis.http import limited, public
from perizinan.application.survei.answer import AnswerSurvei
from perizinan.domain.survei import UNSUR
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.blueprint import make_blueprint, once
from perizinan.entrypoints.problems import KALIMAT

PERTANYAAN: Mapping[str, tuple[str, tuple[str, str, str, str]]] = {
    "persyaratan": (
        "Bagaimana kesesuaian persyaratan dengan jenis pelayanannya?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    ),
    "prosedur": (
        "Bagaimana kemudahan prosedur pelayanan?",
        ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"),
    ),
    "waktu": ("Bagaimana kecepatan waktu pelayanan?", ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat")),
    "biaya": ("Bagaimana kewajaran biaya pelayanan?", ("Sangat mahal", "Cukup mahal", "Murah", "Gratis")),
    "produk": (
        "Bagaimana kesesuaian hasil dengan standar pelayanan?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    ),
    "kompetensi": (
        "Bagaimana kemampuan petugas?",
        ("Tidak mampu", "Kurang mampu", "Mampu", "Sangat mampu"),
    ),
    "perilaku": (
        "Bagaimana kesopanan dan keramahan petugas?",
        ("Tidak sopan dan ramah", "Kurang sopan dan ramah", "Sopan dan ramah", "Sangat sopan dan ramah"),
    ),
    "pengaduan": (
        "Bagaimana penanganan pengaduan?",
        ("Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang maksimal", "Dikelola dengan baik"),
    ),
    "sarana": ("Bagaimana kualitas sarana dan prasarana?", ("Buruk", "Cukup", "Baik", "Sangat baik")),
}
"""The questions of PermenPANRB 14/2017, each answered 1 to 4."""


def make_survei(bahan: Bahan) -> Blueprint:
    """Return the page of the survey."""
    halaman = make_blueprint("survei")

    @halaman.get("/survei")
    @public
    def show_survei() -> str:
        """The questions; number and key come from the receipt."""
        return _render({"nomor": request.args.get("nomor", "")[:40]}, {})

    @halaman.post("/survei/mulai")
    @public
    def begin_survei() -> str:
        """The questions, from the tracking page: number and key are known there, and travel in the body."""
        return _render(request.form, {})

    @halaman.post("/survei")
    @public
    @limited()
    @once
    def answer_survei() -> str | tuple[str, int]:
        """Take the answers in."""
        form = request.form
        missing = {unsur: ["Pilih satu jawaban"] for unsur in UNSUR if form.get(unsur) not in ("1", "2", "3", "4")}
        missing |= {name: [f"Isi {words}"] for name, words in _NAMED.items() if not form.get(name, "").strip()}
        if missing:
            return _render(form, {name: missing[name] for name in (*_NAMED, *UNSUR) if name in missing}), 422
        jawaban = {unsur: int(form[unsur]) for unsur in UNSUR}
        nomor, kunci = form["nomor"].strip().upper(), form["kunci"].strip()
        try:
            bahan.app.answer_survei(AnswerSurvei(nomor_registrasi=nomor, kunci=kunci, jawaban=jawaban))
        except NotFound as error:
            return _render(form, {"nomor": [KALIMAT[error.code]]}), 404
        except TransitionNotAllowed as error:
            return _render(form, {"nomor": [_refusal(error)]}), 409
        except Invalid as error:
            return _render(form, error.errors), 422
        return render_template("perizinan/survei-selesai.html")

    return halaman


_NAMED = {"nomor": "nomor registrasi", "kunci": "kunci"}


def _refusal(error: TransitionNotAllowed) -> str:
    if error.detail.get("sebab") == "sudah_diisi":
        return "Survei untuk permohonan ini sudah diisi."
    return "Survei dibuka sesudah izin terbit."


def _render(nilai: Mapping[str, str], galat: Mapping[str, list[str]]) -> str:
    return render_template("perizinan/survei.html", pertanyaan=PERTANYAAN, nilai=nilai, galat=galat)
