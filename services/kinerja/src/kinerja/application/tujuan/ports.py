"""What the use cases of goals need from the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from kinerja.application.ports import UnitOfWork
from kinerja.domain.indikator_kinerja import IndikatorKinerja, NilaiSumber, Sumber
from kinerja.domain.sanggahan import Sanggahan


class IndikatorRepository(Protocol):
    """The indicators of units, with what was recorded for them."""

    def get(self, indikator_id: str) -> IndikatorKinerja:
        """Return an indicator, locked to the end of the transaction; raises NotFound ``indikator.not_found``."""
        ...

    def list_by_sumber(self, sumber: Sequence[Sumber], tahun: Sequence[int]) -> list[IndikatorKinerja]:
        """Return those that take their realisasi from one of the sources in one of the years, locked."""
        ...

    def list_by_sumber_kode(self, kode: Sequence[str]) -> list[IndikatorKinerja]:
        """Return those that take their realisasi from one of the indicators, whichever agency, locked."""
        ...

    def add(self, indikator: IndikatorKinerja) -> None:
        """Store a new one, with the rows recorded so far."""
        ...

    def save(self, indikator: Sequence[IndikatorKinerja]) -> None:
        """Store what changed: the indicators, new rows, and what the older rows of these count for now."""
        ...


class SanggahanRepository(Protocol):
    """The disputes."""

    def get(self, sanggahan_id: str) -> Sanggahan:
        """Return a dispute, locked; raises NotFound ``sanggahan.not_found``."""
        ...

    def add(self, sanggahan: Sanggahan) -> None:
        """Store a new one."""
        ...

    def save(self, sanggahan: Sanggahan) -> None:
        """Store the decision."""
        ...


class SalinanIndikator(Protocol):
    """Our own copy of what pelaporan last told of its indicators."""

    def list_nilai(self, sumber: Sumber, tahun: int) -> list[NilaiSumber]:
        """Return the newest known value of each quarter of the year."""
        ...

    def remember(self, told: Sequence[Kabar]) -> list[Kabar]:
        """Keep what is newer than what is known, and return that, in order."""
        ...


class TujuanUnitOfWork(UnitOfWork, Protocol):
    """A transaction that reaches the goals."""

    @property
    def indikator(self) -> IndikatorRepository:
        """The indicators of units."""
        ...

    @property
    def sanggahan(self) -> SanggahanRepository:
        """The disputes."""
        ...

    @property
    def salinan(self) -> SalinanIndikator:
        """What pelaporan last told."""
        ...


@dataclass(frozen=True, kw_only=True)
class Kabar:
    """One event of pelaporan: what it tells of an indicator; ``nilai`` is None where there is no value."""

    posisi: int
    kode: str
    bersandar_realisasi: bool
    periode: str
    opd: str
    nilai: NilaiSumber | None


class KeadaanSumber(Enum):
    """What is known of an indicator of pelaporan."""

    BOLEH = auto()
    BERSANDAR_REALISASI = auto()
    TIDAK_ADA = auto()
    BELUM_DIKETAHUI = auto()
    """Pelaporan is away, and it told us nothing of it so far."""


class KatalogSumber(Protocol):
    """The indicators of pelaporan."""

    def look_up(self, kode: str) -> KeadaanSumber:
        """Ask pelaporan, within two seconds, and our own copy where it is away."""
        ...

    def list_nama(self) -> Mapping[str, str]:
        """Return the codes that a goal may name, each with its name; none where pelaporan is away."""
        ...
