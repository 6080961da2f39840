"""What does not agree with the capaian of units: the spread of their people's predikat, and the rating of their heads.

The unit's capaian is the rating of its head's work (SE MenPANRB 3/2023, second-hand). It is guidance: it asks for a
reason, unless the agency chose to block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chassis.domain import Invalid
from kinerja.application.evaluasi.hitungan import Hitungan, HitunganUnit, TemuanUnit
from kinerja.domain.aturan_evaluasi import AturanEvaluasi
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Ekspektasi
from kinerja.domain.saran_hasil_kerja import AturanSaran
from kinerja.domain.sebaran import N_KECIL, check_sebaran

KEPALA_LAIN = "KEPALA_LAIN"
_HURUF: Mapping[Ekspektasi, str] = {
    Ekspektasi.DI_ATAS: "Di atas ekspektasi",
    Ekspektasi.SESUAI: "Sesuai ekspektasi",
    Ekspektasi.DI_BAWAH: "Di bawah ekspektasi",
}


@dataclass(frozen=True, kw_only=True)
class AturanPenutupan:
    """The rules that a closing asks, by the last day of its period."""

    evaluasi_on: Callable[[date], AturanEvaluasi]
    saran_on: Callable[[date], AturanSaran]

    def list_temuan(self, counted: Hitungan, unit_id: str, periode: Periode) -> Sequence[TemuanUnit] | None:
        """Return what does not agree in a unit and those below it; None where its own capaian was not set."""
        if counted.capaian is None:
            return None
        kepala = self._kepala(periode)
        return [found for each in counted.unit for found in _check_unit(each, kepala, named=each.unit_id != unit_id)]

    def _kepala(self, periode: Periode) -> AturanSaran | None:
        try:
            return self.saran_on(periode.tanggal_akhir)
        except Invalid:
            return None


def _check_unit(unit: HitunganUnit, kepala: AturanSaran | None, *, named: bool) -> Iterator[TemuanUnit]:
    at = f"{unit.unit}: " if named else ""
    for temuan in check_sebaran(unit.capaian, unit.jumlah).temuan:
        if temuan.kode != N_KECIL:
            yield TemuanUnit(unit_id=unit.unit_id, kode=temuan.kode, pesan=f"{at}{temuan.pesan}")
    wanted = kepala.kepala[unit.capaian] if kepala else None
    if wanted and unit.hasil_kerja_kepala and unit.hasil_kerja_kepala is not wanted:
        given = _HURUF[unit.hasil_kerja_kepala]
        pesan = f"{at}Hasil kerja kepala unit mengikuti capaian unitnya: {_HURUF[wanted]}. Sekarang {given}"
        yield TemuanUnit(unit_id=unit.unit_id, kode=KEPALA_LAIN, pesan=pesan)
