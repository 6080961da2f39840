"""Permohonan as the API tells them, for REST and gRPC alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chassis.http import etag
from perizinan.application.ports import Acuan
from perizinan.application.queries import BarisPermohonan
from perizinan.application.tinjauan import Tinjauan, count_hari_kerja
from perizinan.domain.permohonan import Permohonan
from perizinan.domain.rekomendasi import Rekomendasi

Answer = tuple[dict[str, Any], int, dict[str, str]]

_OWN = (
    "id",
    "version",
    "status",
    "tahap",
    "kanal",
    "wilayah_kode",
    "isian",
    "nomor_registrasi",
    "pegawai_id",
    "dibuat_pada",
    "diajukan_pada",
    "lengkap_pada",
    "jatuh_tempo",
    "jeda",
    "putaran",
    "perbaikan_sampai",
    "selesai_pada",
    "izin",
)


def to_step(permohonan: Permohonan, **more: Any) -> Answer:
    """Return the answer of an act: where the permohonan stands now, with its version as ETag."""
    body = {"id": permohonan.id, "status": permohonan.status, "version": permohonan.version, **more}
    return body, 200, etag(permohonan.version)


def to_permohonan(tinjauan: Tinjauan, acuan: Acuan, at: datetime) -> dict[str, Any]:
    """Return a whole file, as far as the caller sees it."""
    permohonan = tinjauan.permohonan
    layanan, hari = permohonan.layanan, count_hari_kerja(permohonan, acuan.kalender, at)
    return {name: getattr(permohonan, name) for name in _OWN} | {
        "layanan_kode": layanan.kode,
        "layanan_versi": layanan.versi,
        "layanan": layanan.nama,
        "opd_kode": layanan.opd_kode,
        "sla_hari": layanan.sla_hari,
        "hari_terpakai": hari.terpakai,
        "hari_sisa": hari.sisa,
        "pemohon": tinjauan.pemohon,
        "kekurangan": tinjauan.kekurangan,
        "rekomendasi": [to_rekomendasi(tugas) for tugas in tinjauan.rekomendasi],
    }


def to_rekomendasi(tugas: Rekomendasi) -> dict[str, Any]:
    """Return a partner's task."""
    names = (
        "wajib",
        "status",
        "hasil",
        "jatuh_tempo",
        "alasan",
        "ketentuan",
        "diminta_pada",
        "diberikan_pada",
        "version",
    )
    return {"opd": tugas.opd_mitra} | {name: getattr(tugas, name) for name in names}


def to_baris(baris: BarisPermohonan, acuan: Acuan) -> dict[str, Any]:
    """Return one line of a list."""
    row = {name: getattr(baris, name) for name in BarisPermohonan.__dataclass_fields__ if name != "jeda"}
    return row | {"layanan": acuan.katalog.get(baris.layanan_kode, baris.layanan_versi).nama}
