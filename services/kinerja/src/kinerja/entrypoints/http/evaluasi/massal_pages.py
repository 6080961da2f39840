"""The pages of many appraisals at once: the boxes of everybody who waits, the preview, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from chassis.domain import Clock
from chassis.http import current_pengguna, requires
from kinerja.application import Application
from kinerja.application.evaluasi.massal import BARIS_PALING_BANYAK, BarisMassal, EstablishMassal, HasilMassal
from kinerja.application.evaluasi.queries import DinilaiRow
from kinerja.application.wewenang import Scope
from kinerja.domain.evaluasi import Nilai
from kinerja.domain.predikat import Predikat
from kinerja.entrypoints.http.evaluasi import kata
from kinerja.entrypoints.http.evaluasi.massal_api import tell_penolakan
from kinerja.entrypoints.http.evaluasi.sajian import list_periode, wanted_periode

_ISIAN = "kuadran."


def build_massal_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages."""
    pages = Blueprint("evaluasi_massal_halaman", __name__)
    evaluasi = application.evaluasi

    @pages.get("/evaluasi/massal")
    @requires(Scope.EVALUASI_TETAPKAN)
    def show_massal() -> str:
        """Show everybody directly below who was not rated in the period."""
        return _form(application, clock)

    @pages.post("/evaluasi/massal")
    @requires(Scope.EVALUASI_TETAPKAN)
    def save_massal() -> ResponseReturnValue:
        """Show what will be set; and set it once that was seen."""
        periode = wanted_periode(clock).teks
        below = evaluasi.list_dinilai(current_pengguna(), periode)
        chosen = _read(below)
        langkah = request.form.get("langkah", "")
        if langkah == "ubah":
            return _form(application, clock)
        if not chosen:
            return _form(application, clock, {"kuadran": ["Pilih kotak untuk sedikitnya satu orang"]}), 422
        command = EstablishMassal(pengguna=current_pengguna(), periode=periode, baris=chosen)
        if langkah == "tetapkan":
            return _show("hasil", periode, below, evaluasi.establish_massal(command))
        return _show("pratinjau", periode, below, evaluasi.preview_massal(command), chosen)

    return pages


def _read(below: Sequence[DinilaiRow]) -> list[BarisMassal]:
    """Return the people for whom a box was chosen, each once."""
    chosen = []
    for pegawai_id in dict.fromkeys(each.pegawai_id for each in below):
        kotak = request.form.get(_ISIAN + pegawai_id, "")
        if kotak in kata.KOTAK:
            hasil, perilaku = kata.KOTAK[kotak]
            nilai = Nilai(hasil_kerja=hasil, perilaku=perilaku, catatan="")
            chosen.append(BarisMassal(pegawai_id=pegawai_id, nilai=nilai))
    return chosen


def _form(application: Application, clock: Clock, galat: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return the form; who waits in two places is rated where the place can be named."""
    periode = wanted_periode(clock).teks
    waiting = [row for row in application.evaluasi.list_dinilai(current_pengguna(), periode) if not row.evaluasi_id]
    places = Counter(row.pegawai_id for row in waiting)
    return render_template(
        "kinerja/evaluasi/massal.html",
        periode=periode,
        pilihan=list_periode(clock),
        daftar=[row for row in waiting if places[row.pegawai_id] == 1][:BARIS_PALING_BANYAK],
        sendiri=[row for row in waiting if places[row.pegawai_id] > 1],
        nilai=request.form,
        galat=galat or {},
    )


def _show(
    langkah: str,
    periode: str,
    below: Sequence[DinilaiRow],
    hasil: HasilMassal,
    chosen: Sequence[BarisMassal] = (),
) -> str:
    """Return the page of what will be, or of what became."""
    orang = {row.pegawai_id: row for row in below}
    return render_template(
        f"kinerja/evaluasi/massal_{langkah}.html",
        periode=periode,
        ditetapkan=[{"orang": orang[each.pegawai_id], "evaluasi": each} for each in hasil.ditetapkan],
        ditolak=[{"orang": orang[each.pegawai_id], "sebab": tell_penolakan(each)} for each in hasil.ditolak],
        isian={"periode": periode}
        | {_ISIAN + each.pegawai_id: f"{each.nilai.hasil_kerja}:{each.nilai.perilaku}" for each in chosen},
        sebaran=kata.list_sebaran(Counter(Predikat(each.predikat) for each in hasil.ditetapkan)),
    )
