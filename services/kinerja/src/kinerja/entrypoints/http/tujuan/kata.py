"""The words of the pages of goals for what stands in the tables."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kinerja.application.tujuan.queries import IndikatorRow, RealisasiRow
from kinerja.domain.periode import TRIWULAN
from tampilan.angka import format_angka, format_persen, format_satuan

JENIS_SIMPUL: Mapping[str, str] = {
    "final_outcome": "Final outcome",
    "intermediate_outcome": "Intermediate outcome",
    "immediate_outcome": "Immediate outcome",
    "output": "Output",
}
KETERANGAN_JENIS: Mapping[str, str] = {
    "final_outcome": "Tujuan atau sasaran RPJMD",
    "intermediate_outcome": "Sasaran Renstra",
    "immediate_outcome": "Sasaran program",
    "output": "Sasaran kegiatan atau subkegiatan",
}
STATUS_SIMPUL: Mapping[str, tuple[str, str]] = {"draf": ("netral", "Draf"), "ditetapkan": ("baik", "Ditetapkan")}
POLARITAS: Mapping[str, str] = {"naik": "Makin tinggi makin baik", "turun": "Makin rendah makin baik"}
ASAL: Mapping[str, str] = {"manual": "Diketik", "indikator": "Dari pelaporan"}
KEDUDUKAN: Mapping[str, tuple[str, str]] = {
    "berlaku": ("baik", "Berlaku"),
    "diganti": ("netral", "Diganti"),
    "selisih": ("perhatian", "Menunggu pilihan"),
    "cocok": ("netral", "Sama dengan yang diketik"),
    "dikesampingkan": ("netral", "Dikesampingkan"),
}
STATUS_SANGGAHAN: Mapping[str, tuple[str, str]] = {
    "diajukan": ("jalan", "Diajukan"),
    "diterima": ("baik", "Diterima"),
    "ditolak": ("bahaya", "Ditolak"),
}
STATUS_PERJANJIAN: Mapping[str, tuple[str, str]] = {
    "draf": ("netral", "Menunggu tanda tangan"),
    "ditandatangani": ("baik", "Ditandatangani"),
}
ALASAN_PERUBAHAN: Mapping[str, str] = {
    "pejabat": "Pergantian pejabat",
    "strategi_anggaran": "Perubahan strategi, program, atau anggaran",
    "prioritas_asumsi": "Perubahan prioritas atau asumsi",
}
AKUMULASI: Mapping[str, str] = {
    "kumulatif": "Kumulatif: angka triwulan dihitung sejak awal tahun",
    "posisi_akhir": "Posisi akhir: keadaan pada akhir triwulan",
    "rata_rata": "Rata-rata triwulan",
}
TRIWULAN_KATA: Mapping[str, str] = dict(
    zip(TRIWULAN, ("Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV"), strict=True)
)
TERSIMPAN: Mapping[str, str] = {
    "indikator": "Indikator ditetapkan",
    "indikator-ubah": "Perubahan indikator ditetapkan",
    "realisasi": "Realisasi tercatat",
    "pilihan": "Pilihan tercatat",
    "sanggahan": "Sanggahan diajukan",
    "putusan": "Putusan tercatat",
    "rencana-aksi": "Rencana aksi tersimpan",
    "pantauan": "Pemantauan tercatat",
    "simpul": "Sasaran tersimpan",
    "simpul-tetap": "Sasaran ditetapkan",
    "perjanjian": "Perjanjian disusun",
    "tanda-tangan": "Tanda tangan tercatat",
    "perjanjian-ubah": "Versi baru disusun. Tanda tangani ulang",
}
"""What a page says after a change."""


def nilai_kata(nilai: Decimal | None, satuan: str) -> str:
    """Return a figure with its unit, the Indonesian way; a percent sign for ``persen``."""
    if nilai is None:
        return "Belum ada"
    plain = nilai.normalize() if nilai == nilai.to_integral_value() else nilai
    figure = Decimal(f"{plain:f}")
    return f"{format_angka(figure)}%" if satuan == "persen" else format_satuan(figure, satuan)


def capaian_chip(capaian: Decimal | None) -> tuple[str, str]:
    """Return the shape and the words of a capaian."""
    if capaian is None:
        return "netral", "Tidak terukur"
    return ("baik" if capaian >= 100 else "perhatian"), format_persen(capaian)


def to_ringkas(row: IndikatorRow) -> dict[str, Any]:
    """Return an indicator as a list and the tree show it: its newest quarter against the target."""
    last = max(row.realisasi, key=lambda each: each.periode, default=None)
    kunci = last.periode.rpartition("-")[2] if last else "T4"
    target = last.target if last else row.target["T4"]
    return {
        "row": row,
        "triwulan": TRIWULAN_KATA[kunci],
        "nilai": nilai_kata(last.nilai, row.satuan) if last else "Belum ada",
        "target": nilai_kata(target, row.satuan),
        "chip": capaian_chip(last.capaian) if last else ("netral", "Belum ada realisasi"),
        "takar": _takar(last) if last else None,
        "selisih": bool(row.selisih),
    }


def to_triwulan(row: IndikatorRow) -> list[dict[str, Any]]:
    """Return the four quarters of an indicator with target, realisasi in force and what waits for a choice."""
    berlaku = {each.periode: each for each in row.realisasi}
    menunggu = {each.periode: each for each in row.selisih}
    quarters = []
    for kunci in TRIWULAN:
        periode = f"{row.tahun}-{kunci}"
        found = berlaku.get(periode)
        quarters.append(
            {
                "kunci": kunci,
                "periode": periode,
                "nama": TRIWULAN_KATA[kunci],
                "target": nilai_kata(found.target if found else row.target[kunci], row.satuan),
                "nilai": nilai_kata(found.nilai if found else None, row.satuan),
                "chip": capaian_chip(found.capaian) if found else None,
                "realisasi": found,
                "menunggu": menunggu.get(periode),
                "menunggu_nilai": nilai_kata(menunggu[periode].nilai, row.satuan) if periode in menunggu else "",
            }
        )
    return quarters


def _takar(last: RealisasiRow) -> dict[str, Decimal] | None:
    most = max(last.nilai, last.target)
    if last.nilai < 0 or last.target <= 0:
        return None
    return {"nilai": last.nilai, "target": last.target, "maks": most * Decimal("1.1")}
