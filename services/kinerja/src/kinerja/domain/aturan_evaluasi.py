"""The settings of appraisals: when they may be made, whose month a move is, what is told of assessors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kinerja.domain.periode import Periode


@dataclass(frozen=True, kw_only=True)
class AturanEvaluasi:
    """The settings with their source and the day from which they hold."""

    berlaku_dari: date
    sumber: str
    pindah_sampai_hari: int
    tahunan_sebelum_hari: int
    triwulan_sebelum_hari: int
    kelompok_penilai_min: int
    blokir: bool
    blokir_opd: Mapping[str, bool]

    def first_day(self, periode: Periode) -> date:
        """Return the first day on which a period may be rated: it has nearly ended."""
        days = self.triwulan_sebelum_hari if periode.triwulan else self.tahunan_sebelum_hari
        return periode.tanggal_akhir - timedelta(days=days)

    def blocks(self, opd_kode: str) -> bool:
        """Tell whether a sebaran that does not agree stops the closing of a unit of this agency."""
        return self.blokir_opd.get(opd_kode, self.blokir)
