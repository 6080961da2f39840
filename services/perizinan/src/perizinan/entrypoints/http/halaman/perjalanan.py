"""The journey of a file: where it stands in a sentence, its days drawn large, and what has happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from perizinan.application.queries import BarisJejak
from perizinan.domain.jangka_waktu import JangkaWaktu, local_date
from perizinan.domain.kalender import Kalender, KalenderYearMissing, StatusHari
from perizinan.domain.langkah import StatusPermohonan
from perizinan.domain.layanan import Layanan
from perizinan.domain.permohonan import Permohonan
from perizinan.entrypoints.http.halaman import kata
from tampilan.waktu import format_rentang, format_tanggal_pendek, format_waktu, format_waktu_pendek

HARI_BESAR_MAKS = 14
"""More days than this are shown as a bar."""

_KALIMAT = {
    StatusPermohonan.DRAF: "Draf, belum dikirim",
    StatusPermohonan.DIAJUKAN: "Kami memeriksa kelengkapan berkas",
    StatusPermohonan.DIKEMBALIKAN: "Menunggu perbaikan dari Anda",
    StatusPermohonan.DISETUJUI: "Disetujui, menunggu tanda tangan",
    StatusPermohonan.DITERBITKAN: "Izin Anda terbit",
    StatusPermohonan.DISERAHKAN: "Izin sudah diserahkan",
    StatusPermohonan.DITOLAK: "Permohonan ditolak",
    StatusPermohonan.DITARIK: "Permohonan sudah Anda tarik",
    StatusPermohonan.DIANGGAP_DITARIK: "Dianggap ditarik karena perbaikan tidak dikirim",
    StatusPermohonan.DIANGGAP_DIKABULKAN: "Dianggap dikabulkan menurut hukum",
}


def tell_kalimat(permohonan: Permohonan, opd: Mapping[str, str]) -> str:
    """Say where the file stands, in one sentence to the pemohon."""
    if permohonan.status is not StatusPermohonan.LENGKAP:
        return _KALIMAT[permohonan.status]
    awaited = [tugas.opd_mitra for tugas in permohonan.rekomendasi_berlaku if tugas.is_awaited]
    if not awaited:
        return "Berkas lengkap, menunggu persetujuan"
    if len(awaited) == 1:
        return f"Menunggu rekomendasi {opd.get(awaited[0], awaited[0])}"
    return f"Menunggu rekomendasi {len(awaited)} perangkat daerah"


def list_segmen(permohonan: Permohonan, kalender: Kalender, today: date) -> list[dict[str, str]]:
    """Return the days of the file, large: used, paused, still to come; empty before the clock starts."""
    clock = permohonan.clock(kalender)
    if clock is None or clock.hari > HARI_BESAR_MAKS:
        return []
    per = min(today, local_date(permohonan.selesai_pada)) if permohonan.selesai_pada else today
    try:
        return _segmen(clock, per, ended=permohonan.selesai_pada is not None)
    except KalenderYearMissing:
        return []


def _segmen(clock: JangkaWaktu, per: date, *, ended: bool) -> list[dict[str, str]]:
    segmen: list[dict[str, str]] = []
    told: set[date] = set()
    n = 0
    for hari in clock.explain(per):
        if hari.status is StatusHari.TERHITUNG:
            n += 1
            if not ended or hari.tanggal <= per:
                segmen.append(_counted(n, hari.tanggal, per, clock, ended=ended))
        for jeda in clock.jeda:
            if jeda.mulai not in told and jeda.mulai <= hari.tanggal and jeda.henti != jeda.mulai:
                told.add(jeda.mulai)
                segmen.append(_paused(jeda.mulai, jeda.henti))
    if ended or clock.jatuh_tempo is not None:
        return segmen + _late(clock, per, ended=ended)
    return segmen + [
        {"judul": f"Hari {k}", "keterangan": "belum", "jenis": "belum"} for k in range(n + 1, clock.hari + 1)
    ]


def _counted(n: int, day: date, per: date, clock: JangkaWaktu, *, ended: bool) -> dict[str, str]:
    jenis = "belum" if day > per else ("selesai" if ended else "terpakai")
    if day == per == clock.jatuh_tempo and not ended:
        jenis = "tempo"
    return {"judul": f"Hari {n}", "keterangan": format_tanggal_pendek(day, hari=True), "jenis": jenis}


def _paused(mulai: date, henti: date | None) -> dict[str, str]:
    words = f"sejak {format_tanggal_pendek(mulai, hari=True)}" if henti is None else format_rentang(mulai, henti)
    return {"judul": "Dijeda", "keterangan": words, "jenis": "jeda"}


def _late(clock: JangkaWaktu, per: date, *, ended: bool) -> list[dict[str, str]]:
    over = clock.terpakai(per) - clock.hari
    if over <= 0:
        return []
    words = "hari kerja" if ended else "hari kerja sampai hari ini"
    return [{"judul": f"Lewat {over}", "keterangan": words, "jenis": "lewat"}]


def list_peristiwa(permohonan: Permohonan, opd: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what has happened to a file, newest first, as the pemohon may know it."""
    knots: list[tuple[Any, str, str, str]] = []
    if permohonan.diajukan_pada:
        knots.append((permohonan.diajukan_pada, "Permohonan diterima", kata.KANAL[permohonan.kanal], ""))
    if permohonan.lengkap_pada:
        knots.append((permohonan.lengkap_pada, "Berkas dinyatakan lengkap", "Verifikator", "Waktu mulai dihitung"))
    for tugas in permohonan.rekomendasi:
        if tugas.diberikan_pada:
            nama = opd.get(tugas.opd_mitra, tugas.opd_mitra)
            knots.append((tugas.diberikan_pada, f"Rekomendasi: {kata.tell_hasil(tugas)[1].lower()}", nama, ""))
    if permohonan.selesai_pada:
        nomor = f"Nomor {permohonan.izin.nomor}" if permohonan.izin else ""
        knots.append((permohonan.selesai_pada, kata.STATUS[_end(permohonan)][1], "", nomor))
    done = [
        {"judul": judul, "waktu": format_waktu(at), "pelaku": pelaku, "keterangan": why}
        for at, judul, pelaku, why in sorted(knots, key=lambda knot: knot[0], reverse=True)
    ]
    return [*_now(permohonan), *done]


def _end(permohonan: Permohonan) -> StatusPermohonan:
    handed = permohonan.status is StatusPermohonan.DISERAHKAN
    return StatusPermohonan.DITERBITKAN if handed else permohonan.status


def _now(permohonan: Permohonan) -> list[dict[str, Any]]:
    if permohonan.status is not StatusPermohonan.DIKEMBALIKAN:
        return []
    since = [jeda.mulai for jeda in permohonan.jeda if jeda.henti is None]
    waktu = f"sejak {format_tanggal_pendek(since[0], hari=True)}" if since else None
    keterangan = "Waktu dijeda sampai Anda mengirim perbaikan" if since else "Waktu belum dihitung"
    return [{"judul": "Menunggu perbaikan dari Anda", "waktu": waktu, "keterangan": keterangan, "keadaan": "jeda"}]


def list_jejak(rows: Iterable[BarisJejak], layanan: Layanan, opd: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the trail as a cord, newest first."""
    knots = [
        {
            "judul": kata.LANGKAH.get(row.langkah, row.langkah),
            "waktu": format_waktu_pendek(row.waktu),
            "pelaku": kata.PERAN.get(row.peran, row.peran),
            "keterangan": kata.tell_alasan(row, layanan, opd),
            "keadaan": "jeda" if row.ke == StatusPermohonan.DIKEMBALIKAN and row.langkah == "return" else "sudah",
        }
        for row in rows
    ]
    return knots[::-1]
