"""What the use cases of goals need from the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from kinerja.application.ports import UnitOfWork
from kinerja.domain.indikator_kinerja import IndikatorKinerja, NilaiSumber, Sumber
from kinerja.domain.perjanjian import BarisLampiran, Penandatangan, Perjanjian
from kinerja.domain.pohon_kinerja import PohonKinerja, Simpul
from kinerja.domain.rencana_aksi import RencanaAksi
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


class SimpulRepository(Protocol):
    """The goals of the tree."""

    def get(self, simpul_id: str) -> Simpul:
        """Return a goal; raises NotFound ``simpul.not_found``."""
        ...

    def get_pohon(self, tahun: int) -> PohonKinerja:
        """Return all goals of a year."""
        ...

    def count_indikator(self, simpul_id: str) -> int:
        """Return how many indicators measure a goal."""
        ...

    def add(self, simpul: Simpul) -> None:
        """Store a new one."""
        ...

    def save(self, simpul: Simpul) -> None:
        """Store a changed one; raises VersionStale where another change came first."""
        ...


class PerjanjianRepository(Protocol):
    """The agreements."""

    def get(self, perjanjian_id: str) -> Perjanjian:
        """Return an agreement with all its versions; raises NotFound ``perjanjian.not_found``."""
        ...

    def exists(self, unit_id: str, tahun: int) -> bool:
        """Tell whether a unit has an agreement for a year."""
        ...

    def list_lampiran(self, unit_id: str, tahun: int) -> list[BarisLampiran]:
        """Return the indicators of a unit for a year, as an annex holds them."""
        ...

    def find_pihak(self, unit_id: str) -> tuple[Penandatangan, Penandatangan]:
        """Return who heads a unit and whom they answer to, each empty where it is nobody in service."""
        ...

    def add(self, perjanjian: Perjanjian) -> None:
        """Store a new one."""
        ...

    def save(self, perjanjian: Perjanjian) -> None:
        """Store a changed one; raises VersionStale where another change came first."""
        ...


class RencanaAksiRepository(Protocol):
    """The plans of indicators; who holds an indicator holds its plan."""

    def get(self, indikator_id: str, tahun: int) -> RencanaAksi:
        """Return the plan of an indicator; at version 0 where none was written."""
        ...

    def save(self, rencana: RencanaAksi) -> None:
        """Store it with the notes that are new; raises VersionStale where another change came first."""
        ...


class TujuanUnitOfWork(UnitOfWork, Protocol):
    """A transaction that reaches the goals."""

    @property
    def simpul(self) -> SimpulRepository:
        """The goals of the tree."""
        ...

    @property
    def perjanjian(self) -> PerjanjianRepository:
        """The agreements."""
        ...

    @property
    def rencana_aksi(self) -> RencanaAksiRepository:
        """The plans of indicators."""
        ...

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
