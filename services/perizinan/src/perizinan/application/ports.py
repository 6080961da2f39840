"""What the use cases need of the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from perizinan.domain.kalender import Kalender
from perizinan.domain.layanan import Katalog, Layanan
from perizinan.domain.permohonan import Permohonan
from perizinan.domain.riwayat import Riwayat


@dataclass(frozen=True, kw_only=True)
class Acuan:
    """The reference data in force: catalogue, calendar, agencies."""

    katalog: Katalog
    kalender: Kalender
    opd: Mapping[str, str]


class SkemaIsian(Protocol):
    """Checks what was filled in against the layanan's form."""

    def check(self, layanan: Layanan, isian: Mapping[str, Any]) -> None:
        """Raise :class:`~chassis.domain.Invalid` with a sentence for each field that is wrong."""
        ...


class PermohonanRepository(Protocol):
    """Permohonan, whole."""

    def get(self, id_: UUID) -> Permohonan:
        """Return the permohonan and hold it until the transaction ends; raises ``permohonan.not_found``."""
        ...

    def find_by_nomor(self, nomor_registrasi: str) -> Permohonan | None:
        """Return the permohonan of a registration number, held likewise; ``None`` for an unknown one."""
        ...

    def add(self, permohonan: Permohonan) -> None:
        """Add a new one."""
        ...

    def save(self, permohonan: Permohonan) -> None:
        """Write a changed one; its version moves on."""
        ...

    def save_rekomendasi(self, permohonan: Permohonan) -> None:
        """Write the tasks of the partners alone; the version of the permohonan stays."""
        ...

    def delete(self, permohonan: Permohonan) -> None:
        """Remove a draft."""
        ...

    def add_riwayat(self, riwayat: Sequence[Riwayat], at: datetime) -> int:
        """Add files of another system with their facts, skipping those that are here; return how many are new."""
        ...


class NomorRepository(Protocol):
    """Draws numbers."""

    def next_registrasi(self) -> int:
        """Return the next registration number; may leave gaps."""
        ...

    def next_izin(self, layanan_kode: str, tahun: int) -> int:
        """Return the next number of the layanan in the year, held until the transaction ends: no gap, no repeat."""
        ...


class UnitOfWork(AbstractContextManager["UnitOfWork"], Protocol):
    """One transaction: what was changed, its events and its audit rows are written together or not at all."""

    @property
    def permohonan(self) -> PermohonanRepository:
        """The permohonan."""
        ...

    @property
    def nomor(self) -> NomorRepository:
        """The numbers."""
        ...

    def record(self, permohonan: Permohonan, *, oleh: str, at: datetime) -> None:
        """Put what the steps of the permohonan left behind into the outbox, as done by the account ``oleh``."""
        ...

    def commit(self) -> None:
        """Make it last. Leaving without it undoes everything."""
        ...


@dataclass(frozen=True, kw_only=True)
class Pejabat:
    """An officer, as far as perizinan needs to know one."""

    pegawai_id: str
    nama: str
    jabatan: str


class PejabatDirectory(Protocol):
    """The officers of an agency."""

    def list(self, opd_kode: str) -> tuple[Sequence[Pejabat], bool]:
        """Return the officers in service, and whether they come from our own copy because kinerja is away."""
        ...
