"""The words of the pages of feedback for what stands in the table."""

from __future__ import annotations

from collections.abc import Mapping

TENTANG: Mapping[str, str] = {
    "hasil_kerja": "Hasil kerja",
    "berorientasi_pelayanan": "Berorientasi pelayanan",
    "akuntabel": "Akuntabel",
    "kompeten": "Kompeten",
    "harmonis": "Harmonis",
    "loyal": "Loyal",
    "adaptif": "Adaptif",
    "kolaboratif": "Kolaboratif",
}
PEMBERI: Mapping[str, str] = {
    "penilai": "Penilai",
    "atasan_penilai": "Atasan penilai",
    "rekan": "Rekan",
    "bawahan": "Bawahan",
}
"""What the giver is to the person."""
PENERIMA: Mapping[str, str] = {
    "bawahan": "Atasan langsung",
    "rekan": "Rekan seatasan",
    "penilai": "Bawahan langsung",
    "atasan_penilai": "Bawahan dari bawahan",
}
"""What the person is to the giver, by what the giver is to the person."""
ARAH: Mapping[str, str] = {"diterima": "Untuk saya", "diberikan": "Dari saya", "tim": "Untuk tim"}
TERSIMPAN: Mapping[str, str] = {"give": "Umpan balik terkirim", "reply": "Tanggapan terkirim"}


def tell_penerima(pemberi: str, *, sendirian: bool) -> str:
    """Return what the person is to the giver, and whether a closed name would hide nobody."""
    return f"{PENERIMA[pemberi].lower()}{', hanya Anda' if sendirian else ''}"
