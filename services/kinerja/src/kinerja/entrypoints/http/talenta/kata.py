"""The words of the pages of the talent map."""

from __future__ import annotations

from collections.abc import Mapping

POTENSI: Mapping[str, str] = {"tinggi": "Tinggi", "menengah": "Menengah", "rendah": "Rendah"}
SEBAB: Mapping[str, str] = {
    "tanpa_evaluasi": "Belum ada evaluasi tahunan yang ditetapkan",
    "tanpa_asesmen": "Belum ada asesmen potensi yang masih berlaku",
}
KOLOM = ["Potensi rendah", "Potensi menengah", "Potensi tinggi"]
BARIS = ["Kinerja di atas ekspektasi", "Kinerja sesuai ekspektasi", "Kinerja di bawah ekspektasi"]
