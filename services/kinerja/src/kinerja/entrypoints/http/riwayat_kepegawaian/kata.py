"""The words of the page of career facts."""

from __future__ import annotations

from collections.abc import Mapping

JENIS: Mapping[str, str] = {
    "pendidikan": "Pendidikan",
    "pangkat": "Pangkat",
    "angka_kredit": "Angka kredit sebelumnya",
    "diklat_jabatan": "Diklat jabatan",
    "hukuman_disiplin": "Hukuman disiplin",
}
PENDIDIKAN: Mapping[str, str] = {
    "s3": "S3",
    "s2": "S2",
    "s1": "S1",
    "d4": "D4",
    "d3": "D3",
    "d2": "D2",
    "d1": "D1",
    "slta": "SLTA",
    "di_bawah_slta": "Di bawah SLTA",
}
HUKUMAN: Mapping[str, str] = {"tidak_ada": "Tidak ada", "ringan": "Ringan", "sedang": "Sedang", "berat": "Berat"}
TERSIMPAN: Mapping[str, str] = {"record": "Catatan tersimpan", "annul": "Catatan dibatalkan"}


def tell_isi(jenis: str, isi: str) -> str:
    """Return what a fact says, in words."""
    if jenis == "angka_kredit":
        return isi.replace(".", ",")
    return {**PENDIDIKAN, **HUKUMAN}.get(isi, isi) if jenis in ("pendidikan", "hukuman_disiplin") else isi
