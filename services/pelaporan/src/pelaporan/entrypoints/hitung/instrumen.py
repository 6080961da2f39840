"""The calculators of the instruments: SAKIP, IPP, SKM, capaian, RB, levels, maturity, SPM."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from chassis.domain import Invalid
from pelaporan.domain.aturan import choose_versi
from pelaporan.domain.buku_aturan import BukuAturan
from pelaporan.domain.capaian_indikator import compute_capaian, compute_capaian_sasaran
from pelaporan.domain.ipp import AturanIpp, CaraF02, CaraF03, KurangResponden, compute_ipp, compute_ipp_kabupaten
from pelaporan.domain.rb import HasilRb, NilaiRb, RincianRb, compute_rb
from pelaporan.domain.sakip import StatusKriteria, answer_from_kriteria, compute_sakip
from pelaporan.domain.skm import AturanSkm, HasilSkm, compute_skm, compute_skm_from_sums
from pelaporan.domain.spip import compute_maturitas
from pelaporan.domain.spm import compute_spm
from pelaporan.domain.tingkat import compute_tingkat
from pelaporan.entrypoints.hitung.jawaban import to_answer, to_dasar, to_rows

Isi = Mapping[str, Any]
Compute = Callable[[Isi, BukuAturan, int], dict[str, Any]]
"""From a body that its schema has read, the book of rules, and the year of evaluation, to the answer."""


def answer_sakip(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return value, predikat and rows of SAKIP."""
    aturan = choose_versi(buku.sakip, tahun)
    hasil = compute_sakip(isi["jawaban"], aturan)
    return to_answer(hasil, "nilai", "kategori") | {"rincian": to_rows(hasil.rincian), "dasar": to_dasar(aturan.dasar)}


def answer_sakip_kriteria(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return the share of criteria met, and the answer it gives."""
    aturan = choose_versi(buku.sakip, tahun)
    kriteria = [StatusKriteria(satu) for satu in isi["kriteria"]]
    hasil = answer_from_kriteria(kriteria, aturan, hanya_terpenuhi=isi["hanya_terpenuhi"])
    return to_answer(hasil, "p", "jawaban") | {"dasar": to_dasar(aturan.dasar)}


def answer_ipp(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return the index with F02 and F03, by aspect."""
    aturan = _with_settings(choose_versi(buku.ipp, tahun), isi)
    hasil = compute_ipp(isi["f02"], isi["f03"], aturan)
    names = ("nilai", "kategori", "f02", "f03", "responden", "f03_dipakai")
    return to_answer(hasil, *names) | {"rincian": to_rows(hasil.rincian), "dasar": to_dasar(aturan.dasar)}


def _with_settings(aturan: AturanIpp, isi: Isi) -> AturanIpp:
    """Return the rules with what the caller sets."""
    return replace(
        aturan,
        cara_f02=CaraF02(isi.get("cara_f02", aturan.cara_f02)),
        cara_f03=CaraF03(isi.get("cara_f03", aturan.cara_f03)),
        kurang_responden=KurangResponden(isi.get("kurang_responden", aturan.kurang_responden)),
        min_responden=isi.get("min_responden", aturan.min_responden),
        bentuk_f03=isi.get("bentuk_f03", aturan.bentuk_f03),
        tidak_dinilai=frozenset(isi["tidak_dinilai"]),
    )


def answer_ipp_kabupaten(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return the index of the regency."""
    aturan = choose_versi(buku.ipp, tahun)
    hasil = compute_ipp_kabupaten(isi["ipp"], aturan)
    return to_answer(hasil, "nilai", "kategori", "unit") | {"dasar": to_dasar(aturan.dasar)}


def answer_skm(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return the index of satisfaction and the mean of each unsur."""
    aturan = choose_versi(buku.skm, tahun)
    if "w" in isi and "bobot" in isi:
        raise Invalid({"w": ["Isi w atau bobot, tidak keduanya"]})
    aturan = aturan.with_w(isi["w"]) if "w" in isi else aturan
    aturan = aturan.with_bobot(isi["bobot"]) if "bobot" in isi else aturan
    hasil = _compute_skm(isi, aturan)
    return to_answer(hasil, "nilai", "kategori", "unsur", "n") | {"dasar": to_dasar(aturan.dasar)}


def _compute_skm(isi: Isi, aturan: AturanSkm) -> HasilSkm:
    given = {nama for nama in ("jawaban", "jumlah", "n") if nama in isi}
    if given == {"jawaban"}:
        return compute_skm(isi["jawaban"], aturan)
    if given == {"jumlah", "n"}:
        return compute_skm_from_sums(isi["jumlah"], isi["n"], aturan)
    raise Invalid({"jawaban": ["Isi jawaban, atau jumlah bersama n"]})


def answer_capaian(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return the achievement of an indicator."""
    aturan = choose_versi(buku.capaian, tahun)
    hasil = compute_capaian(isi["polaritas"], isi["target"], isi["realisasi"], aturan)
    return to_answer(hasil, "capaian", "mentah", "kategori") | {"dasar": to_dasar(aturan.dasar)}


def answer_capaian_sasaran(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return the achievement of a sasaran."""
    aturan = choose_versi(buku.capaian, tahun)
    hasil = compute_capaian_sasaran(isi["capaian"], aturan)
    return to_answer(hasil, "capaian", "kategori") | {"dasar": to_dasar(aturan.dasar)}


def answer_rb(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return the index of RB with every step to it."""
    aturan = choose_versi(buku.rb, tahun)
    hasil = compute_rb(
        [NilaiRb(**satu) for satu in isi["indikator"]],
        aturan,
        koefisien=isi["koefisien"] or Decimal(0),
        tematik=isi["tematik"] or Decimal(0),
        tidak_berlaku=frozenset(isi["tidak_berlaku"]),
    )
    names = ("nilai", "kategori", "rb_general", "koefisien", "bobot_penyesuaian", "penyesuaian", "tematik")
    return to_answer(hasil, *names) | {"rincian": _rows_of_rb(hasil), "dasar": to_dasar(aturan.dasar)}


def _rows_of_rb(hasil: HasilRb) -> list[dict[str, Any]]:
    return [_row_of_rb(satu) for satu in hasil.rincian]


def _row_of_rb(satu: RincianRb) -> dict[str, Any]:
    given = to_answer(satu.masukan, "kode", "nilai", "maks", "bobot", "target_baik", "pengali")
    return given | to_answer(satu, "berlaku", "score_index", "capaian_index", "tercapai")


def answer_tingkat(kode: str) -> Compute:
    """Return what computes an instrument of levels."""

    def answer(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
        aturan = _named(buku.tingkat[kode], tahun)
        hasil = compute_tingkat(isi["tingkat"], aturan)
        made = to_answer(hasil, "nilai", "kategori") | {"rincian": to_rows(hasil.rincian)}
        return made | {"domain": to_rows(hasil.domain), "dasar": to_dasar(aturan.dasar)}

    return answer


def _named(versi: Sequence[Any], tahun: int) -> Any:
    """Return the rules of the year; an instrument that is asked about before its first year has its first rules."""
    return choose_versi(versi, max(tahun, versi[0].dasar.mulai_tahun))


def answer_maturitas(kode: str) -> Compute:
    """Return what computes a maturity of three parts."""

    def answer(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
        aturan = choose_versi(buku.maturitas[kode], tahun)
        hasil = compute_maturitas({satu.kode: isi[satu.kode] for satu in aturan.unsur}, aturan)
        made = to_answer(hasil, "nilai", "kategori") | {"rincian": to_rows(hasil.rincian)}
        return made | {"dasar": to_dasar(aturan.dasar)}

    return answer


def answer_spm(isi: Isi, buku: BukuAturan, tahun: int) -> dict[str, Any]:
    """Return the index of a minimum service standard."""
    aturan = choose_versi(buku.spm, tahun)
    hasil = compute_spm(isi["dilayani"], isi["total"], isi["mutu"], aturan)
    made = to_answer(hasil, "nilai", "kategori", "penerima")
    mutu = to_answer(hasil, "mutu")["mutu"]
    return made | {"mutu": mutu, "dasar": to_dasar(aturan.dasar)}
