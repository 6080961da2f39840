"""The calculators of what the instruments need: samples, efficiency, IKU non makro, renaksi, bands of indices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chassis.domain import Invalid
from pelaporan.domain.aturan import choose_versi
from pelaporan.domain.buku_aturan import BukuAturan
from pelaporan.domain.capaian_indikator import compute_efisiensi
from pelaporan.domain.definisi import Polaritas
from pelaporan.domain.indeks import band_indeks
from pelaporan.domain.rb_unsur import compute_iku_non_makro, compute_renaksi
from pelaporan.domain.sampel import RumusSampel, compute_sampel
from pelaporan.entrypoints.hitung.jawaban import to_answer, to_dasar, to_rows

Isi = Mapping[str, Any]


def answer_sampel(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return how many respondents a survey needs."""
    aturan = choose_versi(buku.sampel, tahun)
    hasil = compute_sampel(isi["populasi"], aturan, RumusSampel(isi["rumus"]))
    return to_answer(hasil, "sampel", "tepat", "rumus") | {"dasar": to_dasar(aturan.dasar)}


def answer_efisiensi(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return the efficiency of a sasaran in points."""
    aturan = choose_versi(buku.capaian, tahun)
    return {
        "efisiensi": f"{compute_efisiensi(isi['capaian'], isi['serapan']):f}",
        "dasar": to_dasar(aturan.dasar),
    }


def answer_iku_non_makro(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return the share of IKU non makro at or past their target."""
    aturan = choose_versi(buku.rb, tahun)
    tercapai, jumlah = _count_iku(isi)
    hasil = compute_iku_non_makro(tercapai, jumlah)
    return to_answer(hasil, "nilai") | {"tercapai": tercapai, "jumlah": jumlah, "dasar": to_dasar(aturan.dasar)}


def _count_iku(isi: Isi) -> tuple[int, int]:
    given = {nama for nama in ("tercapai", "jumlah", "iku") if nama in isi}
    if given == {"iku"}:
        return sum(map(_reaches, isi["iku"])), len(isi["iku"])
    if given == {"tercapai", "jumlah"}:
        return isi["tercapai"], isi["jumlah"]
    raise Invalid({"tercapai": ["Isi tercapai bersama jumlah, atau iku"]})


def _reaches(iku: Isi) -> bool:
    past = iku["realisasi"] - iku["target"]
    return bool(past >= 0 if iku["polaritas"] == Polaritas.NAIK else past <= 0)


def answer_renaksi(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return the value of a plan of action by its rubric."""
    aturan = choose_versi(buku.renaksi, tahun)
    hasil = compute_renaksi(isi["aspek"], aturan)
    return to_answer(hasil, "nilai") | {"rincian": to_rows(hasil.rincian), "dasar": to_dasar(aturan.dasar)}


def answer_indeks(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return what a value means on the scale of an index."""
    skala = buku.list_skala()
    if isi["kode"] not in skala:
        raise Invalid({"kode": [f"Pilih salah satu: {', '.join(skala)}"]})
    versi = skala[isi["kode"]]
    aturan = choose_versi(versi, max(tahun, versi[0].dasar.mulai_tahun))
    return to_answer(band_indeks(isi["nilai"], aturan), "nilai", "kategori", "label") | {
        "dasar": to_dasar(aturan.dasar)
    }
