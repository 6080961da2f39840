"""The numeric appraisal of PP 30/2019, kept beside the quadrant: shares, bands, and the population of a unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction
from itertools import pairwise

from chassis.domain import Invalid
from kinerja.domain.pembulatan import round_half_up


class PredikatNilai(StrEnum):
    """The word of a number, the best first (ps 41(5))."""

    SANGAT_BAIK = auto()
    BAIK = auto()
    CUKUP = auto()
    KURANG = auto()
    SANGAT_KURANG = auto()


@dataclass(frozen=True, kw_only=True)
class AturanNilai:
    """Shares as parts of 1, lines of the bands from the highest, and the population of a unit in percent."""

    berlaku_dari: date
    sumber: str
    capaian_maks: Decimal
    penilai: Decimal
    rekan: Decimal
    skp_tanpa_rekan: Decimal
    skp_dengan_rekan: Decimal
    pita: Sequence[tuple[Decimal, PredikatNilai]]
    pindah_sampai: int
    atas_maks: int
    sesuai_min: int
    sesuai_maks: int
    bawah_maks: int


@dataclass(frozen=True, kw_only=True)
class HasilNilai:
    """Behaviour as it counts, the share of the SKP, and the total: exact, and rounded once before the band."""

    perilaku: Fraction
    bagian_skp: Fraction
    eksak: Fraction
    nilai: Decimal
    predikat: PredikatNilai


@dataclass(frozen=True, kw_only=True)
class Populasi:
    """How many of a unit's people stand above, at and below expectation."""

    di_atas: int
    sesuai: int
    di_bawah: int


def cap_capaian(capaian: Decimal, aturan: AturanNilai) -> Decimal:
    """Return what an item counts: at most 120 (ps 29(6))."""
    return min(capaian, aturan.capaian_maks)


def compute_nilai(
    *, skp: Decimal, perilaku: Decimal, rekan: Decimal | None, ide_baru: bool, aturan: AturanNilai
) -> HasilNilai:
    """Return the total of SKP and behaviour; ``rekan`` are the marks of peers and staff (ps 39, 41)."""
    given = {"skp": skp, "perilaku": perilaku} | ({} if rekan is None else {"rekan": rekan})
    if wrong := [name for name, value in given.items() if not 0 <= value <= aturan.capaian_maks]:
        raise Invalid({name: [f"Isi dengan angka 0 sampai {aturan.capaian_maks}"] for name in wrong})
    counted = Fraction(perilaku)
    bagian = Fraction(aturan.skp_tanpa_rekan)
    if rekan is not None:
        counted = Fraction(aturan.penilai) * Fraction(perilaku) + Fraction(aturan.rekan) * Fraction(rekan)
        bagian = Fraction(aturan.skp_dengan_rekan)
    eksak = bagian * Fraction(skp) + (1 - bagian) * counted
    nilai = round_half_up(eksak, 2)
    predikat = find_pita(nilai, ide_baru=ide_baru, aturan=aturan)
    return HasilNilai(perilaku=counted, bagian_skp=bagian, eksak=eksak, nilai=nilai, predikat=predikat)


def find_pita(nilai: Decimal, *, ide_baru: bool, aturan: AturanNilai) -> PredikatNilai:
    """Return the band; the highest also needs a new idea or method, set by the unit's head (ps 41(6))."""
    pita = [(line, predikat) for line, predikat in aturan.pita if ide_baru or predikat is not PredikatNilai.SANGAT_BAIK]
    return next(predikat for line, predikat in pita if nilai >= line)


def count_bulan(mulai: Sequence[date], aturan: AturanNilai) -> list[int]:
    """Return the months of a year in each post, from the days on which they began to the end of the year.

    The month of a move belongs to the new post when that began early enough in it; a post of a few days has none.
    """
    if not mulai or any(later <= day for day, later in pairwise(mulai)) or len({day.year for day in mulai}) > 1:
        raise Invalid({"mulai": ["Isi tanggal mulai tiap jabatan dalam satu tahun, dari yang paling awal"]})
    first = [day.month + (day.day > aturan.pindah_sampai) for day in mulai]
    return [end - begin for begin, end in pairwise([*first, 13])]


def compute_pindah(bagian: Sequence[tuple[Decimal, int]]) -> Fraction:
    """Return the proportional mark of a year with moves: pairs of mark and whole months (ps 36)."""
    if not bagian:
        raise Invalid({"bagian": ["Isi paling sedikit satu jabatan dengan bulannya"]})
    bulan = sum(each for _, each in bagian)
    if any(each < 1 for _, each in bagian) or bulan > 12:
        raise Invalid({"bagian": ["Isi bulan penuh, 1 atau lebih tiap jabatan, paling banyak 12 setahun"]})
    return sum((Fraction(nilai) * each for nilai, each in bagian), Fraction(0)) / bulan


def list_populasi(n: int, aturan: AturanNilai) -> list[Populasi]:
    """Return the two ends of what is allowed for ``n`` people: most above, and fewest; none for a unit too small.

    The percents of ps 41(8) leave room: every split between the two ends is as good.
    """
    atas, bawah = n * aturan.atas_maks // 100, n * aturan.bawah_maks // 100
    fewest = max(-(-n * aturan.sesuai_min // 100), n - atas - bawah)
    most = min(n * aturan.sesuai_maks // 100, n - bawah)
    if n < 1 or fewest > most:
        return []
    return [Populasi(di_atas=n - bawah - each, sesuai=each, di_bawah=bawah) for each in dict.fromkeys((fewest, most))]


def check_populasi(usul: Populasi, n: int, aturan: AturanNilai) -> list[str]:
    """Return in words what is wrong with a split of ``n`` people."""
    found = []
    if (total := usul.di_atas + usul.sesuai + usul.di_bawah) != n:
        found.append(f"Jumlah ketiga bagian {total}, padahal pegawai unit ini {n}")
    if usul.di_atas * 100 > n * aturan.atas_maks:
        found.append(f"Di atas ekspektasi paling banyak {aturan.atas_maks} %")
    if not n * aturan.sesuai_min <= usul.sesuai * 100 <= n * aturan.sesuai_maks:
        found.append(f"Sesuai ekspektasi antara {aturan.sesuai_min} % dan {aturan.sesuai_maks} %")
    if usul.di_bawah * 100 > n * aturan.bawah_maks:
        found.append(f"Di bawah ekspektasi paling banyak {aturan.bawah_maks} %")
    return found


def rank_predikat(populasi: Populasi, jumlah: Mapping[PredikatNilai, int]) -> list[dict[PredikatNilai, int]]:
    """Return who fills each of the three parts, the best first; a predikat may be split by a line."""
    left = {predikat: jumlah.get(predikat, 0) for predikat in PredikatNilai}
    parts: list[dict[PredikatNilai, int]] = []
    for room in (populasi.di_atas, populasi.sesuai, populasi.di_bawah):
        part: dict[PredikatNilai, int] = {}
        for predikat, rest in left.items():
            taken = min(room, rest)
            if taken:
                part[predikat] = taken
            left[predikat] = rest - taken
            room -= taken
        parts.append(part)
    return parts
