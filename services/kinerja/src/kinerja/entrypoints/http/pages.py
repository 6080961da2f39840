"""The pages that show: the tree, an agency with its people, a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from chassis.domain import NotFound, Pengguna
from chassis.http import current_pengguna, requires, wanted_halaman
from kinerja.application import Application
from kinerja.application.queries import PegawaiRow, RiwayatRow, SaringPegawai, UnitNode
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http import kata
from tampilan.waktu import format_waktu

PER_HALAMAN = 25
_AKTIF: Mapping[str, bool | None] = {"": True, "tidak": False, "semua": None}


def build_pages(application: Application) -> Blueprint:
    """Return the pages over the use cases."""
    pages = Blueprint("halaman", __name__, template_folder="templates")
    pages.app_context_processor(lambda: {"kata": kata})

    @pages.get("/")
    @requires(Scope.ORGANISASI_BACA)
    def show_beranda() -> Response:
        """Lead to the tree."""
        return redirect(url_for("halaman.show_organisasi"), code=303)

    @pages.get("/organisasi")
    @requires(Scope.ORGANISASI_BACA)
    def show_organisasi() -> str:
        """Show the tree."""
        akar = application.get_organisasi(current_pengguna())
        return render_template("kinerja/organisasi.html", akar=akar)

    @pages.get("/organisasi/<opd_kode>")
    @requires(Scope.ORGANISASI_BACA)
    def show_opd(opd_kode: str) -> str:
        """Show an agency: its units, and its people by the filter in the address."""
        pengguna = current_pengguna()
        opd = find_opd(application, pengguna, opd_kode)
        return render_template(
            "kinerja/opd.html",
            opd=opd,
            boleh_ubah=pengguna.may(Scope.UNIT_UBAH),
            **_people(application, pengguna, opd_kode, list_units(opd)),
        )

    @pages.get("/pegawai")
    @requires(Scope.PEGAWAI_BACA)
    def show_semua_pegawai() -> str:
        """Show the people of every agency within reach."""
        pengguna = current_pengguna()
        opd = request.args.get("opd", "")
        return render_template(
            "kinerja/semua_pegawai.html",
            opd_pilihan=list(application.name_opd(pengguna).items()),
            **_people(application, pengguna, opd, []),
        )

    @pages.get("/pegawai/<pegawai_id>")
    @requires(Scope.PEGAWAI_BACA)
    def show_pegawai(pegawai_id: str) -> str:
        """Show a person: place, post, superior, subordinates, history."""
        pengguna = current_pengguna()
        row = application.get_pegawai(pengguna, pegawai_id)
        riwayat = application.list_riwayat(pengguna, pegawai_id)
        return render_template(
            "kinerja/pegawai.html",
            pegawai=row,
            bawahan=application.list_bawahan(pengguna, pegawai_id),
            riwayat=_Riwayat(application, pengguna).tell(riwayat),
            atasan_terlihat=_sees(application, pengguna, row.atasan_id),
            boleh_ubah=pengguna.may(Scope.PEGAWAI_UBAH) and pengguna.pegawai_id != pegawai_id,
            pengembangan_terlihat=_sees_growth(pengguna, row),
        )

    return pages


def find_opd(application: Application, pengguna: Pengguna, opd_kode: str) -> UnitNode:
    """Return the tree of one agency; raises NotFound for another's or an unknown one."""
    return application.get_organisasi(pengguna, opd=opd_kode).anak[0]


def list_units(node: UnitNode) -> list[tuple[str, str]]:
    """Return the units of a tree as choices, a parent before its children."""
    return [(node.unit.unit_id, node.unit.nama), *(choice for anak in node.anak for choice in list_units(anak))]


def _people(
    application: Application, pengguna: Pengguna, opd: str, unit_pilihan: list[tuple[str, str]]
) -> dict[str, Any]:
    """Return what the list of people needs, by the filter in the address."""
    saring = _saring(opd)
    return {
        "halaman": application.list_pegawai(pengguna, saring),
        "saring_kini": saring,
        "aktif_kini": request.args.get("aktif", "") if request.args.get("aktif", "") in _AKTIF else "",
        "unit_pilihan": unit_pilihan,
    }


def _saring(opd: str) -> SaringPegawai:
    """Return the filter of the address; what cannot be understood is left out, as a hand-written address may hold it."""
    jenis = request.args.get("jenis", "")
    return SaringPegawai(
        opd=opd,
        unit=request.args.get("unit", ""),
        q=request.args.get("q", "")[:200],
        jenis=jenis if jenis in kata.JENIS_JABATAN else "",
        aktif=_AKTIF.get(request.args.get("aktif", ""), True),
        halaman=wanted_halaman(),
        per_halaman=PER_HALAMAN,
    )


def _sees(application: Application, pengguna: Pengguna, pegawai_id: str | None) -> bool:
    """Tell whether the caller may open a person's page."""
    if pegawai_id is None:
        return False
    try:
        application.get_pegawai(pengguna, pegawai_id)
    except NotFound:
        return False
    return True


def _sees_growth(pengguna: Pengguna, row: PegawaiRow) -> bool:
    """Tell whether the page offers what follows from the person's appraisals: to the person, the superior, the keepers."""
    if not pengguna.may(Scope.PENGEMBANGAN_BACA):
        return False
    near = pengguna.pegawai_id is not None and (
        pengguna.pegawai_id == row.pegawai_id
        or (pengguna.pegawai_id == row.atasan_id and pengguna.may(Scope.SKP_TETAPKAN))
    )
    return near or pengguna.may(Scope.PENGEMBANGAN_REKAP)


class _Riwayat:
    """Puts the audit trail into words: ids become the names that the caller may see."""

    def __init__(self, application: Application, pengguna: Pengguna) -> None:
        self._application = application
        self._pengguna = pengguna
        self._jabatan = {row.kode: row.nama for row in application.list_jabatan()}
        self._unit = dict(list_units(application.get_organisasi(pengguna)))
        self._opd = application.name_opd(pengguna)

    def tell(self, riwayat: list[RiwayatRow]) -> list[dict[str, Any]]:
        """Return each change as a knot of the cord."""
        return [
            {
                "judul": kata.AKSI.get(row.aksi, row.aksi),
                "waktu": format_waktu(row.waktu),
                "pelaku": ", ".join(kata.PERAN.get(peran, peran) for peran in row.peran) or "Sistem",
                "keterangan": self._sentence(row),
                "keadaan": "sudah",
            }
            for row in riwayat
        ]

    def _sentence(self, row: RiwayatRow) -> str:
        changes = [
            f"{label}: {self._word(field, row.dari.get(field))} menjadi {self._word(field, row.ke.get(field))}"
            for field, label in kata.ISIAN.items()
            if field in row.ke
        ]
        return ". ".join([*changes, *([f"Alasan: {row.alasan}"] if row.alasan else [])])

    def _word(self, field: str, value: object) -> str:
        if field == "aktif":
            return "aktif" if value else "tidak aktif"
        if field == "jabatan_kode":
            return self._jabatan.get(str(value), str(value))
        if field == "unit_id":
            return self._unit.get(str(value), "unit perangkat daerah lain")
        if field == "atasan_id":
            return self._person(value)
        return self._opd.get(str(value), str(value))

    def _person(self, pegawai_id: object) -> str:
        if pegawai_id is None:
            return "tidak ada"
        try:
            return self._application.get_pegawai(self._pengguna, str(pegawai_id)).nama
        except NotFound:
            return "pegawai perangkat daerah lain"
