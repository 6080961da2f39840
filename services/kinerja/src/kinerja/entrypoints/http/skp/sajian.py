"""What several pages of SKP show: one plan beside the superior's, with what the caller may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request

from chassis.domain import Clock, Pengguna
from chassis.http import current_pengguna
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.queries import RiwayatRow
from kinerja.application.skp import SkpApplication
from kinerja.application.skp.act import check_hubungan
from kinerja.application.skp.dialog import SIDES
from kinerja.application.skp.queries import BarisRow, PelengkapRow, SaringSkp, SkpRow
from kinerja.application.wewenang import Scope
from kinerja.domain.baris_skp import JenisHasil
from kinerja.domain.pelengkap_skp import AturanPerilaku
from kinerja.domain.periode import Periode
from kinerja.domain.skp import DAPAT_DITARIK, StatusSkp
from kinerja.entrypoints.http import kata as kata_umum
from kinerja.entrypoints.http.skp import kata
from kinerja.entrypoints.http.tujuan.borang import read_tahun
from tampilan.waktu import format_waktu

OWNER = frozenset({Hubungan.DIRI_SENDIRI})
WRITABLE = frozenset({StatusSkp.DRAF, StatusSkp.DIKEMBALIKAN, StatusSkp.USUL_PERUBAHAN})
_BANYAK = 500


def present_year(clock: Clock) -> int:
    """Return the year that it is."""
    return Periode.containing(clock.now()).tahun


def wanted_year(clock: Clock) -> int:
    """Return the year of the address or the form, else the present one."""
    return read_tahun(request.values.get("tahun", ""), present_year(clock))


def list_own(skp: SkpApplication, pengguna: Pengguna, tahun: int | None = None) -> Sequence[SkpRow]:
    """Return the caller's own plans, the newest year first."""
    if pengguna.pegawai_id is None:
        return ()
    return skp.list_skp(pengguna, SaringSkp(pegawai_id=pengguna.pegawai_id, tahun=tahun, per_halaman=_BANYAK)).data


def find_open(skp: SkpApplication, pengguna: Pengguna, tahun: int) -> SkpRow | None:
    """Return the caller's own plan of a year that was not closed."""
    return next((row for row in list_own(skp, pengguna, tahun) if row.status != StatusSkp.DITUTUP), None)


def require_hubungan(row: SkpRow, may: frozenset[Hubungan]) -> None:
    """Refuse a caller who may see the plan but not take this step on it."""
    check_hubungan(relate(current_pengguna(), row.rantai), may, assessor_acts=row.penilai_aktif)


def render_skp(
    skp: SkpApplication, row: SkpRow, *, galat: Mapping[str, Sequence[str]] | None = None, berubah: bool = False
) -> str:
    """Return the page of a plan."""
    pengguna = current_pengguna()
    induk = skp.list_induk(pengguna, row.id)
    utama = [each for each in row.baris if each.jenis == JenisHasil.UTAMA]
    pita = list_pita(utama, induk)
    return render_template(
        "kinerja/skp/skp.html",
        skp=row,
        pita=pita,
        tambahan=[each for each in row.baris if each.jenis == JenisHasil.TAMBAHAN],
        selaras=sum(1 for each in utama if each.tertaut),
        lepas=sum(1 for each in row.baris if each.induk_id and not each.tertaut),
        jumlah_utama=len(utama),
        jumlah_induk=len(induk),
        langkah=list_langkah(row, pengguna),
        boleh_rekap=pengguna.may(Scope.SKP_REKAP),
        milik_sendiri=relate(pengguna, row.rantai) is Hubungan.DIRI_SENDIRI,
        versi=skp.list_versi(pengguna, row.id),
        dialog=skp.list_dialog(pengguna, row.id) if relate(pengguna, row.rantai) in SIDES else (),
        boleh_dialog=_speaks(row, pengguna),
        perilaku=list_perilaku(row.pelengkap, skp.perilaku_of(row.tahun)),
        realisasi=skp.list_realisasi(pengguna, row.id),
        jejak=[_knot(each) for each in skp.list_jejak(pengguna, row.id)],
        galat=galat or {},
        berubah=berubah,
    )


def gather_errors(errors: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the errors of rows beside the list of rows, each with the number of its row."""
    gathered: dict[str, list[str]] = {}
    for name, words in errors.items():
        at, _, rest = name.partition(".")
        number = rest.partition(".")[0]
        told = [f"Hasil kerja {int(number) + 1}: {word}" for word in words] if number.isdigit() else list(words)
        gathered.setdefault(at, []).extend(told)
    return gathered


def _speaks(row: SkpRow, pengguna: Pengguna) -> bool:
    """Tell whether the caller may record a dialogue about a plan."""
    hubungan = relate(pengguna, row.rantai)
    acts = hubungan in SIDES and not (hubungan is Hubungan.ATASAN_PENILAI and row.penilai_aktif)
    return acts and bool(pengguna.pegawai_id) and pengguna.may(Scope.SKP_SUSUN) and row.status != StatusSkp.DITUTUP


def list_perilaku(pelengkap: PelengkapRow, aturan: AturanPerilaku) -> list[tuple[str, str]]:
    """Return the names of the values of which something is expected, with what."""
    expected = {each["nilai"]: each["ekspektasi"] for each in pelengkap.perilaku}
    return [(each.nama, expected[kode]) for kode, each in aturan.nilai.items() if kode in expected]


def list_langkah(row: SkpRow, pengguna: Pengguna) -> frozenset[str]:
    """Return the steps that the caller may take on a plan now."""
    hubungan = relate(pengguna, row.rantai)
    if hubungan in OWNER and pengguna.may(Scope.SKP_SUSUN):
        withdraw = {"withdraw-change"} if row.versi and row.status in DAPAT_DITARIK else set()
        if row.status in WRITABLE:
            return frozenset({"ubah", "submit"} | withdraw)
        return frozenset({"propose-change"} if row.status == StatusSkp.DITETAPKAN else withdraw)
    acts = hubungan is Hubungan.PENILAI or (hubungan is Hubungan.ATASAN_PENILAI and not row.penilai_aktif)
    if acts and row.status == StatusSkp.DIAJUKAN:
        return frozenset({"return", "establish"})
    return frozenset()


def list_pita(baris: Sequence[BarisRow], induk: Sequence[BarisRow]) -> list[dict[str, Any]]:
    """Return the rows by the superior's row that they serve, in the superior's order; those that serve none last."""
    words = {each.id: each for each in induk}
    lost = {each.induk_id: each for each in baris if each.induk_id and each.induk_id not in words}
    bands: list[dict[str, Any]] = [
        {
            "judul": each.hasil_kerja,
            "uraian": _measures(each),
            "cakupan": _shares(each),
            "baris": [b for b in baris if b.induk_id == each.id],
        }
        for each in induk
    ]
    gone = {"jenis": "perhatian", "kata": "Hasil kerja atasan ini sudah tidak ada"}
    bands += [
        {
            "judul": each.induk or "Hasil kerja atasan",
            "uraian": "",
            "keadaan": None if each.tertaut else gone,
            "baris": [b for b in baris if b.induk_id == id_],
        }
        for id_, each in lost.items()
    ]
    kept = [band for band in bands if band["baris"]]
    numbered: list[dict[str, Any]] = [band | {"nomor": number} for number, band in enumerate(kept, start=1)]
    if alone := [each for each in baris if not each.induk_id]:
        numbered.append({"nomor": None, "judul": "Tidak dikaitkan", "uraian": "", "baris": alone})
    return numbered


def _shares(row: BarisRow) -> dict[str, Any] | None:
    """Return the first target that is shared out, as its chart; the names of the others are not the reader's to see."""
    if not row.cakupan:
        return None
    first = row.cakupan[0]
    others = {"nama": "Rekan", "nilai": first.terbagi - first.sendiri}
    return {"target": first.target, "bagian": [others, {"nama": "SKP ini", "nilai": first.sendiri, "anda": True}]}


def _measures(row: BarisRow) -> str:
    return "; ".join(f"{each['uraian']}, target {each['target']}" for each in row.indikator)


def _knot(row: RiwayatRow) -> dict[str, Any]:
    aksi, _, kode = row.aksi.partition(".")
    return {
        "judul": kata.AKSI.get(aksi, aksi),
        "waktu": format_waktu(row.waktu),
        "pelaku": ", ".join(kata_umum.PERAN.get(peran, peran) for peran in row.peran) or "Sistem",
        "keterangan": kata.KETERANGAN.get(kode, ""),
        "keadaan": "sudah",
    }
