"""The settings of appraisals: when they may be made, whose month a move is, what is told of assessors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Predikat


@dataclass(frozen=True, kw_only=True)
class AturanEvaluasi:
    """The settings with their source and the day from which they hold."""

    berlaku_dari: date
    sumber: str
    pindah_sampai_hari: int
    tahunan_sebelum_hari: int
    triwulan_sebelum_hari: int
    kelompok_penilai_min: int
    angka_predikat: Mapping[Predikat, int]
    blokir: bool
    blokir_opd: Mapping[str, bool]

    def first_day(self, periode: Periode) -> date:
        """Return the first day on which a period may be rated: it has nearly ended."""
        days = self.triwulan_sebelum_hari if periode.triwulan else self.tahunan_sebelum_hari
        return periode.tanggal_akhir - timedelta(days=days)

    def average(self, jumlah: Mapping[Predikat, int]) -> Fraction | None:
        """Return the mean of so many predikat, exactly, or None of fewer than may be told."""
        people = sum(jumlah.values())
        if people < self.kelompok_penilai_min:
            return None
        return Fraction(sum(self.angka_predikat[predikat] * n for predikat, n in jumlah.items()), people)

    def blocks(self, opd_kode: str) -> bool:
        """Tell whether a sebaran that does not agree stops the closing of a unit of this agency."""
        return self.blokir_opd.get(opd_kode, self.blokir)
