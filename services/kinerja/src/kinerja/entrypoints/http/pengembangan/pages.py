"""The pages of the plan: an entry with its steps, the team, the plan by agency, and everybody's hours with their CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Clock, Invalid, VersionStale
from chassis.http import csv_line, current_pengguna, redirect_with, requires, wanted_halaman
from kinerja.application import Application
from kinerja.application.hubungan import relate
from kinerja.application.pengembangan import PengembanganApplication
from kinerja.application.pengembangan.act import (
    MAY,
    ActOnPengembangan,
    DeclinePengembangan,
    FinishPengembangan,
    require_step,
)
from kinerja.application.pengembangan.queries import JpRow, SaringJp, SaringPengembangan, list_langkah
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http.hitung.kalkulator import tell_angka
from kinerja.entrypoints.http.pengembangan import kata
from kinerja.entrypoints.http.skp.sajian import wanted_year
from kinerja.entrypoints.http.tanggal import read_tanggal
from kinerja.entrypoints.http.tujuan.borang import read_bilangan

PER_HALAMAN = 50
PER_HALAMAN_TIM = 20
_CSV_PER_LANGKAH = 500
_HEAD = ("pegawai_id", "nama", "perangkat_daerah", "unit", "jabatan", "jp_rencana", "jp_menunggu", "jp", "kurang")
_SCOPE: Mapping[str, Scope] = {
    "approve": Scope.PENGEMBANGAN_SETUJUI,
    "reject": Scope.PENGEMBANGAN_SETUJUI,
    "begin": Scope.PENGEMBANGAN_USULKAN,
    "finish": Scope.PENGEMBANGAN_USULKAN,
    "verify": Scope.PENGEMBANGAN_VERIFIKASI,
    "return": Scope.PENGEMBANGAN_VERIFIKASI,
}


def build_pengembangan_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages."""
    pages = Blueprint("pengembangan_daftar", __name__)
    pages.app_context_processor(lambda: {"kata_pengembangan": kata})
    _add_entry(pages, application.pengembangan)
    _add_lists(pages, application, clock)
    return pages


def _add_entry(pages: Blueprint, pengembangan: PengembanganApplication) -> None:
    """Add the page of one entry, and a road for each of its steps."""

    @pages.get("/pengembangan/<pengembangan_id>")
    @requires(Scope.PENGEMBANGAN_BACA)
    def show_pengembangan(pengembangan_id: str) -> str:
        """Show an entry with what the caller may do."""
        return _render(pengembangan, pengembangan_id, {})

    def save(langkah: str, pengembangan_id: str) -> ResponseReturnValue:
        pengguna = current_pengguna()
        row = pengembangan.get_pengembangan(pengguna, pengembangan_id)
        require_step(relate(pengguna, row.rantai), MAY[langkah])
        try:
            _act(pengembangan, langkah, pengembangan_id)
        except Invalid as error:
            return _render(pengembangan, pengembangan_id, error.errors), 422
        except VersionStale:
            return _render(pengembangan, pengembangan_id, {}, berubah=True), 412
        return redirect_with(url_for(".show_pengembangan", pengembangan_id=pengembangan_id), langkah)

    for langkah, scope in _SCOPE.items():
        pages.post(f"/pengembangan/<pengembangan_id>/{langkah}", endpoint=f"save_{langkah}")(
            requires(scope)(_step(save, langkah))
        )


def _step(save: Callable[[str, str], ResponseReturnValue], langkah: str) -> Callable[[str], ResponseReturnValue]:
    def save_step(pengembangan_id: str) -> ResponseReturnValue:
        """Take the step, or show what is wrong."""
        return save(langkah, pengembangan_id)

    return save_step


def _act(pengembangan: PengembanganApplication, langkah: str, pengembangan_id: str) -> None:
    form = request.form
    who: dict[str, Any] = {
        "pengguna": current_pengguna(),
        "pengembangan_id": pengembangan_id,
        "expected_version": form.get("version", type=int),
    }
    use: Callable[[Any], object] = getattr(pengembangan, f"{langkah}_pengembangan")
    if langkah == "finish":
        use(
            FinishPengembangan(
                **who,
                jp=read_bilangan(form.get("jp", ""), "jp"),
                tanggal=read_tanggal("tanggal"),
                bukti=form.get("bukti", ""),
                sertifikat_hash=form.get("sertifikat_hash", "").strip(),
            )
        )
    elif langkah in ("reject", "return"):
        use(DeclinePengembangan(**who, alasan=form.get("alasan", "")))
    else:
        use(ActOnPengembangan(**who))


def _render(
    pengembangan: PengembanganApplication,
    pengembangan_id: str,
    galat: Mapping[str, Sequence[str]],
    *,
    berubah: bool = False,
) -> str:
    pengguna = current_pengguna()
    row = pengembangan.get_pengembangan(pengguna, pengembangan_id)
    return render_template(
        "kinerja/pengembangan/pengembangan.html",
        pengembangan=row,
        bentuk_pengembangan=pengembangan.get_bentuk().bentuk,
        langkah=list_langkah(row, pengguna),
        milik_sendiri=row.pegawai_id == pengguna.pegawai_id,
        tell=tell_angka,
        nilai=request.form,
        galat=galat,
        berubah=berubah,
    )


def _add_lists(pages: Blueprint, application: Application, clock: Clock) -> None:
    """Add the team, the plan by agency, and everybody's hours."""
    pengembangan = application.pengembangan

    @pages.get("/pengembangan/tim")
    @requires(Scope.PENGEMBANGAN_SETUJUI)
    def show_tim() -> str:
        """Show the hours of the people below, and the proposals that wait."""
        pengguna, tahun, halaman = current_pengguna(), wanted_year(clock), _page()
        saring = SaringPengembangan(
            tahun=tahun,
            status="diusulkan",
            selain_id=pengguna.pegawai_id or "",
            halaman=halaman,
            per_halaman=PER_HALAMAN_TIM,
        )
        return render_template(
            "kinerja/pengembangan/tim.html",
            tahun=tahun,
            daftar=pengembangan.list_jp_bawahan(pengguna, tahun),
            usulan=pengembangan.list_pengembangan(pengguna, saring),
            halaman=halaman,
            per_halaman=PER_HALAMAN_TIM,
            bentuk_pengembangan=pengembangan.get_bentuk().bentuk,
            tell=tell_angka,
        )

    @pages.get("/pengembangan/rencana")
    @requires(Scope.PENGEMBANGAN_REKAP)
    def show_rencana() -> str:
        """Show the plan of a year, by agency and status."""
        pengguna, tahun, halaman = current_pengguna(), wanted_year(clock), _page()
        opd_nama = application.name_opd(current_pengguna())
        status = request.args.get("status", "") if request.args.get("status") in kata.STATUS else ""
        opd = request.args.get("opd", "") if request.args.get("opd") in opd_nama else ""
        saring = SaringPengembangan(tahun=tahun, opd=opd, status=status, halaman=halaman, per_halaman=PER_HALAMAN)
        return render_template(
            "kinerja/pengembangan/rencana.html",
            saring_kini=saring,
            opd_nama=opd_nama,
            hasil=pengembangan.list_pengembangan(pengguna, saring),
            bentuk_pengembangan=pengembangan.get_bentuk().bentuk,
            tell=tell_angka,
        )

    @pages.get("/pengembangan/jp")
    @requires(Scope.PENGEMBANGAN_REKAP)
    def show_jp() -> str:
        """Show everybody's hours by the filter in the address, who lacks most first."""
        opd_nama = application.name_opd(current_pengguna())
        saring = _saring(clock, opd_nama, _page(), PER_HALAMAN)
        return render_template(
            "kinerja/pengembangan/jp.html",
            saring_kini=saring,
            opd_nama=opd_nama,
            hasil=pengembangan.list_jp(current_pengguna(), saring),
            tell=tell_angka,
        )

    @pages.get("/pengembangan/jp.csv")
    @requires(Scope.PENGEMBANGAN_REKAP)
    def download_jp() -> Response:
        """Return all that the filter in the address lists as CSV."""
        saring = _saring(clock, application.name_opd(current_pengguna()), 1, _CSV_PER_LANGKAH)
        body = "".join(_lines(_gather(pengembangan, saring)))
        headers = {"Content-Disposition": f'attachment; filename="jp-{saring.tahun}.csv"'}
        return Response(body, mimetype="text/csv", headers=headers)


def _page() -> int:
    return wanted_halaman()


def _saring(clock: Clock, opd_nama: Mapping[str, str], halaman: int, per_halaman: int) -> SaringJp:
    """Return the filter of the address; what cannot be understood is left out."""
    args = request.args
    return SaringJp(
        tahun=wanted_year(clock),
        opd=args.get("opd", "") if args.get("opd") in opd_nama else "",
        keadaan=args.get("keadaan", "") if args.get("keadaan") in kata.KEADAAN else "",
        q=args.get("q", "")[:200],
        halaman=halaman,
        per_halaman=per_halaman,
    )


def _gather(pengembangan: PengembanganApplication, saring: SaringJp) -> Iterator[JpRow]:
    """Yield every row of the filter, page by page."""
    halaman = 1
    while True:
        step = SaringJp(**{**vars(saring), "halaman": halaman})
        found = pengembangan.list_jp(current_pengguna(), step)
        yield from found.data
        if halaman * saring.per_halaman >= found.jumlah:
            return
        halaman += 1


def _lines(rows: Iterator[JpRow]) -> Iterator[str]:
    yield csv_line(_HEAD)
    for row in rows:
        words = (row.pegawai_id, row.nama, row.opd_kode, row.unit, row.jabatan)
        yield csv_line((*words, row.jp_rencana, row.jp_menunggu, row.jp, row.kurang))
