"""The box of a person on the talent map of a year, with the reasons for it (PermenPANRB 3/2020).

Performance comes from the established evaluation of the year, potential from an assessment that still holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum, auto
from typing import Any

from kinerja.domain.kotak_talenta import AturanTalenta, HasilTalenta, compute_kotak_of_predikat
from kinerja.domain.predikat import Predikat


class SebabBelum(StrEnum):
    """Why a person is not on the map."""

    TANPA_EVALUASI = auto()
    TANPA_ASESMEN = auto()


@dataclass(frozen=True, kw_only=True)
class TalentaDipetakan:
    """A person was placed in a box, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    pegawai_id: str
    kotak: int


@dataclass(frozen=True, kw_only=True)
class CalonTalenta:
    """A person in service with what places them: the evaluation of the year, and the assessment, where there are such."""

    pegawai_id: str
    unit_id: str
    opd_kode: str
    evaluasi_id: str | None
    predikat: Predikat | None
    asesmen_id: str | None
    nilai_potensi: Decimal | None

    @property
    def sebab(self) -> SebabBelum | None:
        """Why they cannot be placed; None where they can."""
        if self.predikat is None:
            return SebabBelum.TANPA_EVALUASI
        return SebabBelum.TANPA_ASESMEN if self.nilai_potensi is None else None


@dataclass(eq=False, kw_only=True)
class Talenta:
    """The aggregate: the box of one person in one year, as the newest mapping left it."""

    id: str
    pegawai_id: str
    tahun: int
    calon: CalonTalenta
    pemetaan_id: str
    hasil: HasilTalenta
    events: list[TalentaDipetakan] = field(default_factory=list, repr=False)

    def announce(self) -> None:
        """Tell the box to whoever listens."""
        self.events.append(
            TalentaDipetakan(
                tahun=self.tahun,
                opd_kode=self.calon.opd_kode,
                unit_id=self.calon.unit_id,
                pegawai_id=self.pegawai_id,
                kotak=self.hasil.kotak,
            )
        )


@dataclass(eq=False, kw_only=True)
class PemetaanTalenta:
    """A run of the mapping: how many were placed, how many of these anew or elsewhere, and how many could not be."""

    id: str
    tahun: int
    dijalankan_pada: datetime
    dipetakan: int
    berubah: int
    tanpa_evaluasi: int
    tanpa_asesmen: int
    events: list[Any] = field(default_factory=list, repr=False)


def place(calon: CalonTalenta, aturan: AturanTalenta) -> HasilTalenta | None:
    """Return the box of a person by the lines of their agency, None where they cannot be placed."""
    if calon.predikat is None or calon.nilai_potensi is None:
        return None
    return compute_kotak_of_predikat(calon.predikat, calon.nilai_potensi, aturan, opd_kode=calon.opd_kode)


def find_asesmen_sejak(today: date, aturan: AturanTalenta) -> date:
    """Return the first day of the assessments that hold today."""
    year = today.year - aturan.masa_asesmen
    leap = (today.month, today.day) == (2, 29)
    return date(year, 3, 1) if leap else today.replace(year=year)
