"""One file: the summary with its recommendations, what was filled in, the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from chassis.domain import Pengguna
from chassis.http import current_pengguna, requires, take_kabar
from perizinan.application.tinjauan import show_permohonan
from perizinan.domain.langkah import Langkah, StatusPermohonan
from perizinan.domain.permohonan import Permohonan
from perizinan.domain.rekomendasi import Rekomendasi
from perizinan.entrypoints.http.halaman import kata
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.blueprint import is_mitra, is_petugas, make_blueprint
from perizinan.entrypoints.http.halaman.isian import list_kendali
from perizinan.entrypoints.http.halaman.kotak_masuk import SARING, find_next
from perizinan.entrypoints.http.halaman.perjalanan import list_jejak
from perizinan.entrypoints.http.halaman.tenggat import TenggatBerkas, count_berkas, count_tugas
from perizinan.entrypoints.http.halaman.tindakan import AKSI, list_tindakan
from tampilan.waktu import format_tanggal_pendek, format_waktu_pendek

SCOPE = "permohonan.baca"
LEWAT_MAKS = 5
"""Late days that the bar draws; the words beside it tell all of them."""


def make_berkas(bahan: Bahan) -> Blueprint:
    """Return the pages of one file."""
    halaman = make_blueprint("berkas")

    @halaman.get("/berkas/<uuid:id>", defaults={"bagian": "ringkasan"})
    @halaman.get("/berkas/<uuid:id>/<any(isian, jejak):bagian>")
    @requires(SCOPE)
    def show_berkas(id: UUID, bagian: str) -> str | Response:  # noqa: A002 - the path's own name
        """The file to the officer; partner and pemohon are led to their own view of it."""
        pengguna = current_pengguna()
        permohonan = bahan.queries.get_permohonan(pengguna, id)
        if not is_petugas(pengguna):
            place = (
                "halaman_tugas_mitra.show_tugas" if is_mitra(pengguna) else "halaman_permohonan_saya.show_permohonan"
            )
            return redirect(url_for(place, id=id), code=303)
        context = describe_berkas(bahan, pengguna, permohonan)
        return render_template("perizinan/berkas.html", bagian=bagian, **context)

    return halaman


def describe_berkas(bahan: Bahan, pengguna: Pengguna, permohonan: Permohonan) -> dict[str, Any]:
    """Return what the pages of a file show."""
    tinjauan = show_permohonan(permohonan, pengguna)
    jejak = bahan.queries.list_jejak(pengguna, permohonan.id)
    done = take_kabar()
    return {
        "p": permohonan,
        "pemohon": tinjauan.pemohon,
        "tenggat": count_berkas(permohonan, permohonan.layanan, bahan.acuan.kalender, bahan.today()),
        "tugas": [_tell_tugas(bahan, permohonan, tugas) for tugas in _in_order(permohonan)],
        "dijawab": sum(not tugas.is_awaited for tugas in permohonan.rekomendasi_berlaku),
        "diminta_pada": min((tugas.diminta_pada for tugas in permohonan.rekomendasi), default=None),
        "mitra": [bahan.name_opd(mitra.opd) for mitra in permohonan.layanan.mitra],
        "syarat": [_tell_syarat(permohonan, satu) for satu in permohonan.layanan.syarat],
        "tindakan": list_tindakan(permohonan, pengguna, bahan.acuan.opd),
        "kendali": list_kendali(permohonan.layanan),
        "petugas": bahan.pejabat.find(pengguna, permohonan.pegawai_id),
        "perjalanan": list_jejak(jejak, permohonan.layanan, bahan.acuan.opd),
        "tell_alasan": lambda row: kata.tell_alasan(row, permohonan.layanan, bahan.acuan.opd),
        "jejak": jejak,
        "antrean": _tell_antrean(bahan, pengguna),
        "selesai": AKSI[Langkah(done)].selesai if done in set(AKSI) else None,
        "tenggat_kata": tell_tenggat,
        "sini_aksi": lambda aksi: url_for(f"halaman_berkas_tindakan.show_{aksi.langkah}", id=permohonan.id),
    }


def _in_order(permohonan: Permohonan) -> list[Rekomendasi]:
    """Return the tasks in the order of the layanan's partners."""
    order = [mitra.opd for mitra in permohonan.layanan.mitra]
    return sorted(permohonan.rekomendasi_berlaku, key=lambda tugas: order.index(tugas.opd_mitra))


def _tell_tugas(bahan: Bahan, permohonan: Permohonan, tugas: Rekomendasi) -> dict[str, Any]:
    """Return a partner's task as a branch of the cord."""
    tenggat = count_tugas(tugas, permohonan.jeda, bahan.acuan.kalender, bahan.today())
    jenis, words = ("jalan", "Diminta") if tenggat is None else (tenggat.jenis, tenggat.kata)
    if not tugas.is_awaited:
        jenis, words = kata.tell_hasil(tugas)
    return {
        "nama": bahan.name_opd(tugas.opd_mitra),
        "kata": words,
        "jenis": jenis,
        "keterangan": _explain_tugas(tugas),
        "pakai": tenggat.pakai if tenggat else 0,
        "total": tenggat.total if tenggat else 0,
        "lewat": min(tenggat.lewat, LEWAT_MAKS) if tenggat else 0,
        "selesai": tugas.hasil is not None and not (tenggat and tenggat.lewat),
        "tanggal": format_tanggal_pendek(tugas.diberikan_pada or tugas.jatuh_tempo) if _has_date(tugas) else None,
    }


def _has_date(tugas: Rekomendasi) -> bool:
    return (tugas.diberikan_pada or tugas.jatuh_tempo) is not None


def _explain_tugas(tugas: Rekomendasi) -> str:
    needed = "Wajib" if tugas.wajib else "Tidak wajib"
    if tugas.hasil is None:
        return f"{needed}, belum menjawab" if tugas.is_awaited else f"{needed}, diam sampai tenggat"
    said = [tugas.alasan, f"Ketentuan: {'; '.join(tugas.ketentuan)}" if tugas.ketentuan else ""]
    return ". ".join(part for part in said if part) or needed


def _tell_syarat(permohonan: Permohonan, syarat: Any) -> dict[str, Any]:
    """Return a requirement with what the last check found."""
    faults = {satu.syarat: satu.alasan for satu in permohonan.kekurangan}
    if syarat.kode in faults and permohonan.status is StatusPermohonan.DIKEMBALIKAN:
        hasil = ("perhatian", "Perlu diperbaiki", faults[syarat.kode])
    elif permohonan.lengkap_pada is not None:
        hasil = ("baik", "Sesuai", f"Diperbaiki: {faults[syarat.kode]}" if syarat.kode in faults else "")
    else:
        hasil = ("netral", "Belum diperiksa", f"Diperbaiki: {faults[syarat.kode]}" if syarat.kode in faults else "")
    return {"nama": syarat.nama, "wajib": "Ya" if syarat.wajib else "Bila ada", "hasil": hasil[:2], "alasan": hasil[2]}


def _tell_antrean(bahan: Bahan, pengguna: Pengguna) -> Mapping[str, Any] | None:
    """Return the place of the file in the queue it was opened from, and the address of the next one."""
    found = find_next(bahan, pengguna)
    if found is None:
        return None
    page, antrean = found
    n = page.halaman - 1
    query = {name: request.args[name] for name in (*SARING, "urut", "semua") if request.args.get(name)}
    following = page.data[0] if page.data else None
    return {
        "judul": antrean.judul,
        "tautan": antrean.link(),
        "kata": f"{n} dari {page.jumlah}",
        "berikutnya": f"/berkas/{following.id}?{urlencode({**query, 'n': n + 1})}" if following else None,
    }


def tell_tenggat(tenggat: TenggatBerkas) -> str:
    """Return the line beside the bar of days."""
    words = f"{min(tenggat.pakai, tenggat.total)} dari {tenggat.total}"
    if tenggat.jatuh_tempo is None:
        return f"{words}, jatuh tempo menunggu perbaikan"
    return f"{words}, jatuh tempo {format_tanggal_pendek(tenggat.jatuh_tempo, hari=True)}"


def tell_perubahan(bahan: Bahan, pengguna: Pengguna, id_: UUID) -> str:
    """Say who changed the file meanwhile, and when."""
    rows = bahan.queries.list_jejak(pengguna, id_)
    if not rows:
        return "Orang lain mengubah berkas ini. Perubahan Anda belum disimpan. Bandingkan, lalu simpan ulang."
    last = rows[-1]
    what = kata.LANGKAH.get(last.langkah, last.langkah).lower()
    who, when = kata.PERAN.get(last.peran, last.peran), format_waktu_pendek(last.waktu)
    return (
        f"{who} mengubah berkas ini ({what}, {when} WIB). Perubahan Anda belum disimpan. Bandingkan, lalu simpan ulang."
    )
