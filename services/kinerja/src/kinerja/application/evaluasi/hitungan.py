"""What is counted of a unit's appraisals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from kinerja.application.ports import Rantai
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import CapaianOrganisasi, Predikat
from kinerja.domain.sebaran import Temuan


@dataclass(frozen=True, kw_only=True)
class HitunganPenilai:
    """How many an assessor rated, and how many of them at least baik."""

    penilai_id: str
    penilai: str
    jumlah: int
    baik: int

    @property
    def persen_baik(self) -> Decimal:
        """The share at least baik, in percent with one place."""
        return (Decimal(100 * self.baik) / self.jumlah).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True)
class Hitungan:
    """What stands for a unit with those below it in a period."""

    capaian: CapaianOrganisasi | None
    jumlah: Mapping[Predikat, int]
    belum: int
    ditutup: bool


@dataclass(frozen=True, kw_only=True)
class SebaranRow:
    """The spread with its findings; ``sesuai`` is None while no capaian was set."""

    unit_id: str
    periode: str
    capaian: CapaianOrganisasi | None
    jumlah: Mapping[Predikat, int]
    populasi: int
    belum: int
    ditutup: bool
    sesuai: bool | None
    temuan: Sequence[Temuan]
    penilai: Sequence[HitunganPenilai]


@dataclass(frozen=True, kw_only=True)
class RekapRow:
    """How far a unit is with the appraisals of a period."""

    opd_kode: str
    unit_id: str
    unit: str
    pegawai: int
    belum: int
    dievaluasi: int
    ditetapkan: int
    capaian: str | None
    ditutup: bool


class BacaOrganisasi(Protocol):
    """What is read of a unit's appraisals."""

    def find_kepala(self, unit_id: str) -> Rantai | None:
        """Return the head of a unit; a unit without one stands as an unnamed person of its agency; None: no unit."""
        ...

    def count(self, unit_id: str, periode: Periode) -> Hitungan:
        """Count the unit with those below it."""
        ...

    def list_penilai(self, unit_id: str, periode: Periode, minimal: int) -> Sequence[HitunganPenilai]:
        """Return the assessors who rated at least so many people there."""
        ...

    def list_rekap(self, periode: Periode, opd_kode: str | None) -> Sequence[RekapRow]:
        """Return the progress by unit."""
        ...
