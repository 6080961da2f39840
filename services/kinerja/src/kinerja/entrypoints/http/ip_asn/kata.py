"""The words of the pages of the index of professionalism."""

from __future__ import annotations

from collections.abc import Mapping

from kinerja.entrypoints.http.evaluasi.kata import PREDIKAT
from kinerja.entrypoints.http.riwayat_kepegawaian.kata import HUKUMAN, PENDIDIKAN

DIMENSI: Mapping[str, str] = {
    "kualifikasi": "Kualifikasi",
    "kompetensi": "Kompetensi",
    "kinerja": "Kinerja",
    "disiplin": "Disiplin",
}
KATEGORI: Mapping[str, str] = {
    "sangat_tinggi": "Sangat tinggi",
    "tinggi": "Tinggi",
    "sedang": "Sedang",
    "rendah": "Rendah",
    "sangat_rendah": "Sangat rendah",
}
KURANG: Mapping[str, str] = {
    "pendidikan": "Pendidikan belum tercatat",
    "diklat_jabatan": "Belum ada diklat jabatan",
    "jp20": "Pelatihan teknis terverifikasi belum 20 JP",
    "seminar": "Belum ada seminar, lokakarya, kursus, atau magang terverifikasi",
    "evaluasi": "Belum ada evaluasi tahunan yang ditetapkan",
}
"""What is missing, as the person reads it."""


def tell_asal(dimensi: str, asal: str, isi: str) -> str:
    """Return what a record behind a dimension says."""
    if asal == "tidak_tercatat":
        return "Tidak ada hukuman yang tercatat"
    if asal == "jabatan":
        return f"Diklat fungsional melekat pada jabatan {isi}"
    words = {"kualifikasi": PENDIDIKAN, "kinerja": PREDIKAT, "disiplin": HUKUMAN}.get(dimensi, {})
    return words.get(isi, isi)
