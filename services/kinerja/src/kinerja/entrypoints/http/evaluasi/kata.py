"""The words of the pages of appraisals for what stands in the tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kinerja.domain.periode import Periode
from kinerja.domain.predikat import KUADRAN, Ekspektasi, Predikat

STATUS: Mapping[str, tuple[str, str]] = {
    "dievaluasi": ("jalan", "Dievaluasi"),
    "ditetapkan": ("baik", "Ditetapkan"),
    "disampaikan": ("jalan", "Disampaikan"),
    "diterima": ("baik", "Diterima"),
    "ditetapkan_atasan": ("baik", "Ditetapkan atasan"),
    "keberatan": ("perhatian", "Keberatan"),
    "diperiksa": ("jalan", "Diperiksa"),
    "diputus": ("baik", "Diputus"),
    "dilaporkan": ("baik", "Dilaporkan"),
    "ditindaklanjuti": ("baik", "Ditindaklanjuti"),
}
PREDIKAT: Mapping[str, str] = {
    "sangat_baik": "Sangat baik",
    "baik": "Baik",
    "butuh_perbaikan": "Butuh perbaikan",
    "kurang": "Kurang",
    "sangat_kurang": "Sangat kurang",
}
EKSPEKTASI: Mapping[str, str] = {
    "di_atas": "Di atas ekspektasi",
    "sesuai": "Sesuai ekspektasi",
    "di_bawah": "Di bawah ekspektasi",
}
PENDEK: Mapping[str, str] = {kode: words.removesuffix(" ekspektasi").lower() for kode, words in EKSPEKTASI.items()}
CAPAIAN: Mapping[str, str] = {
    "istimewa": "Istimewa",
    "baik": "Baik",
    "butuh_perbaikan": "Butuh perbaikan",
    "kurang": "Kurang",
    "sangat_kurang": "Sangat kurang",
}
ALASAN_PENGECUALIAN: Mapping[str, str] = {
    "pejabat_negara": "Pejabat negara",
    "lembaga_nonstruktural": "Pimpinan atau anggota lembaga nonstruktural",
    "diberhentikan_sementara": "Diberhentikan sementara",
    "cltn": "Cuti di luar tanggungan negara",
    "mpp": "Masa persiapan pensiun",
}
PUTUSAN: Mapping[str, str] = {"dikabulkan": "Dikabulkan", "ditolak": "Ditolak"}
TERSIMPAN: Mapping[str, str] = {
    "rate": "Penilaian tersimpan sebagai draf",
    "establish": "Evaluasi ditetapkan",
    "send": "Evaluasi disampaikan kepada pegawai",
    "receive": "Evaluasi diterima",
    "object": "Keberatan diajukan kepada atasan penilai",
    "examine": "Keberatan diperiksa",
    "decide": "Keberatan diputus",
    "report": "Evaluasi dilaporkan",
    "follow-up": "Tindak lanjut dicatat",
    "capaian": "Capaian unit tersimpan",
    "exempt": "Pengecualian tercatat",
    "end": "Hari terakhir pengecualian tersimpan",
    "tutup": "Periode ditutup untuk unit ini dan unit di bawahnya",
}
"""What a page says after a step."""
_TRIWULAN = ("I", "II", "III", "IV")
_ROWS = (Ekspektasi.DI_ATAS, Ekspektasi.SESUAI, Ekspektasi.DI_BAWAH)
_COLUMNS = tuple(reversed(_ROWS))
KISI = [
    [{"nilai": f"{hasil}:{perilaku}", "predikat": PREDIKAT[KUADRAN.sel[hasil, perilaku]]} for perilaku in _COLUMNS]
    for hasil in _ROWS
]
"""The nine boxes, work from the best down, behaviour from the worst on."""
KOTAK = {f"{hasil}:{perilaku}": (hasil, perilaku) for hasil in _ROWS for perilaku in _ROWS}
PILIHAN_KOTAK = [
    (kotak, f"{PREDIKAT[KUADRAN.sel[pair]]} (hasil {PENDEK[pair[0]]}, perilaku {PENDEK[pair[1]]})")
    for kotak, pair in KOTAK.items()
]
"""The nine boxes as a list to choose from."""


def name_periode(teks: str) -> str:
    """Return a period in words."""
    periode = Periode.parse(teks)
    return f"Triwulan {_TRIWULAN[periode.triwulan - 1]} {periode.tahun}" if periode.triwulan else f"Tahun {teks}"


def list_sebaran(jumlah: Mapping[Predikat, int]) -> list[dict[str, Any]]:
    """Return a spread as it is drawn: each predikat with its word and its count."""
    return [{"kunci": each.value, "kata": PREDIKAT[each], "jumlah": jumlah[each]} for each in Predikat]
