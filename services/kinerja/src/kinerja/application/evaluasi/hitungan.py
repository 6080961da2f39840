"""What is counted of a unit's appraisals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from kinerja.application.ports import Rantai
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import CapaianOrganisasi, Ekspektasi, Predikat


@dataclass(frozen=True, kw_only=True)
class JumlahPenilai:
    """How many of each predikat an assessor gave."""

    penilai_id: str
    penilai: str
    jumlah: Mapping[Predikat, int]


@dataclass(frozen=True, kw_only=True)
class HitunganPenilai:
    """An assessor beside the agency: how many were rated, how many at least baik, and the mean; never of few people."""

    penilai_id: str
    penilai: str
    jumlah: int
    baik: int
    rata_rata: Decimal
    rata_rata_opd: Decimal | None
    """None where the agency itself is too small to be told of."""

    @property
    def persen_baik(self) -> Decimal:
        """The share at least baik, in percent with one place."""
        return (Decimal(100 * self.baik) / self.jumlah).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def selisih(self) -> Decimal | None:
        """How far above the agency's mean, as both are shown."""
        return None if self.rata_rata_opd is None else self.rata_rata - self.rata_rata_opd


@dataclass(frozen=True, kw_only=True)
class HitunganUnit:
    """A unit with a capaian of its own: its people's predikat, those below included, and how its head's work was rated."""

    unit_id: str
    unit: str
    capaian: CapaianOrganisasi
    jumlah: Mapping[Predikat, int]
    hasil_kerja_kepala: Ekspektasi | None
    """None where it has no head, or the head was not rated there."""


@dataclass(frozen=True, kw_only=True)
class TemuanUnit:
    """What does not agree in a unit, in words that name it."""

    unit_id: str
    kode: str
    pesan: str


@dataclass(frozen=True, kw_only=True)
class Hitungan:
    """What stands for a unit with those below it in a period."""

    capaian: CapaianOrganisasi | None
    jumlah: Mapping[Predikat, int]
    belum: int
    ditutup: bool
    capaian_alasan: str
    alasan: str
    """Why it was closed although something did not agree; empty where nothing was said."""
    unit: Sequence[HitunganUnit]
    """The unit itself and those below it, of which the capaian was set."""
    penilai: Sequence[JumlahPenilai]
    """Who rated people there, however few."""


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
    capaian_alasan: str
    alasan: str
    sesuai: bool | None
    temuan: Sequence[TemuanUnit]
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

    def count_opd(self, opd_kode: str, periode: Periode) -> Mapping[Predikat, int]:
        """Count an agency's people by predikat; of the regency itself everyone's."""
        ...

    def find_opd(self, opd_kode: str) -> str | None:
        """Return the unit that is the agency, or None."""
        ...

    def list_rekap(self, periode: Periode, opd_kode: str | None) -> Sequence[RekapRow]:
        """Return the progress by unit."""
        ...
