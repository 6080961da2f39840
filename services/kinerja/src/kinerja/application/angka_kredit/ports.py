"""What the use cases of credits need from the world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kinerja.application.ports import UnitOfWork
from kinerja.domain.penetapan_angka_kredit import PenetapanAngkaKredit
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Predikat


@dataclass(frozen=True, kw_only=True)
class EvaluasiSumber:
    """An appraisal as a conversion takes it: whether it is established, and whether an objection still runs."""

    evaluasi_id: str
    pegawai_id: str
    periode: Periode
    predikat: Predikat
    ditetapkan: bool
    keberatan: bool


class AngkaKreditRepository(Protocol):
    """The conversions."""

    def get(self, angka_kredit_id: str) -> PenetapanAngkaKredit:
        """Return one, locked; raises NotFound ``angka_kredit.not_found``."""
        ...

    def get_evaluasi(self, evaluasi_id: str) -> EvaluasiSumber:
        """Return an appraisal, its state held to the end of the transaction; raises NotFound ``evaluasi.not_found``."""
        ...

    def count_evaluasi(self, pegawai_id: str, tahun: int) -> int:
        """Return how many yearly appraisals of a year a person has."""
        ...

    def list_of(self, pegawai_id: str, tahun: int) -> Sequence[PenetapanAngkaKredit]:
        """Return the conversions of a year; no other is made meanwhile."""
        ...

    def add(self, penetapan: PenetapanAngkaKredit) -> None:
        """Store a new one; raises Conflict ``angka_kredit.already_exists``."""
        ...

    def save(self, penetapan: PenetapanAngkaKredit) -> None:
        """Store a conversion made anew; raises VersionStale where another change came first."""
        ...


class AngkaKreditUnitOfWork(UnitOfWork, Protocol):
    """One transaction that reaches the conversions too."""

    @property
    def angka_kredit(self) -> AngkaKreditRepository:
        """The conversions."""
        ...
