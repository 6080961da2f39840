"""Questions about what was done of the rows of an SKP, and where that is known from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from chassis.domain import Pengguna
from kinerja.application.skp.queries import BacaSkp, get_berlaku


@dataclass(frozen=True, kw_only=True)
class IndikatorPilihan:
    """An indicator that may measure a row."""

    id: str
    nama: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class RealisasiIndikator:
    """The newest realisasi of an indicator; ``asal`` says whether it was typed or told by ``sumber_indikator``.

    Without one all but the indicator is None.
    """

    indikator_id: str
    nama: str
    satuan: str
    periode: str | None
    nilai: Decimal | None
    target: Decimal | None
    capaian: Decimal | None
    asal: str | None
    sumber_indikator: str | None


@dataclass(frozen=True, kw_only=True)
class RealisasiBaris:
    """What measures an indicator of a row; ``realisasi`` is None where no indicator of the unit does."""

    baris_id: str
    hasil_kerja: str
    uraian: str
    target: str
    realisasi: RealisasiIndikator | None


class BacaRealisasiSkp(Protocol):
    """What is read of that which measures rows."""

    def list_pilihan(self, unit_id: str, tahun: int) -> Sequence[IndikatorPilihan]:
        """Return the indicators of a unit and of those above it within the agency, the nearest first."""
        ...

    def list_realisasi(self, indikator_id: Sequence[str]) -> Mapping[str, RealisasiIndikator]:
        """Return the newest realisasi that counts of each indicator, by its id."""
        ...


def list_realisasi(
    pengguna: Pengguna, skp_id: str, *, baca: BacaSkp, realisasi: BacaRealisasiSkp
) -> Sequence[RealisasiBaris]:
    """Return the indicators of the rows that hold, each with what was done of it."""
    baris = get_berlaku(pengguna, skp_id, baca=baca).baris
    ids = {one["indikator_id"] for each in baris for one in each.indikator if one["indikator_id"]}
    found = realisasi.list_realisasi(sorted(ids)) if ids else {}
    return [
        RealisasiBaris(
            baris_id=each.id,
            hasil_kerja=each.hasil_kerja,
            uraian=one["uraian"],
            target=one["target"],
            realisasi=found.get(one["indikator_id"]),
        )
        for each in baris
        for one in each.indikator
    ]
