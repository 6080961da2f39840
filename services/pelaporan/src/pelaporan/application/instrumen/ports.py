"""What the use cases of instruments need from the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chassis.domain import Pengguna
from pelaporan.domain.instrumen import KodeInstrumen, Kunci
from pelaporan.domain.kertas_kerja import Jawaban, KertasKerja, Penetapan, RespondenF03


@dataclass(frozen=True, kw_only=True)
class Laporan:
    """A report that was issued: its bytes, their SHA-256, and the version of the sheet that it tells of."""

    id: str
    kunci: Kunci
    nomor: int
    sha256: str
    kertas_version: int
    oleh: str
    pada: datetime
    isi: bytes = b""


@dataclass(frozen=True, kw_only=True)
class RiwayatPenetapan:
    """One establishing or reopening of a sheet."""

    aksi: str
    version: int
    nilai: str
    kategori: str
    aturan: str
    alasan: str
    oleh: str
    pada: datetime


class ArsipKertasKerja(Protocol):
    """Sheets as they are, for reading."""

    def get(self, kunci: Kunci) -> KertasKerja:
        """Return a sheet; one that nobody has written on is at version 0."""
        ...

    def list_units(self, kode: KodeInstrumen, tahun: int) -> Sequence[KertasKerja]:
        """Return the sheets of the agencies that have answers, by agency."""
        ...

    def list_jawaban(self, kunci: Kunci, butir: str) -> Sequence[Jawaban]:
        """Return every answer that a butir ever had, newest first."""
        ...

    def list_penetapan(self, kunci: Kunci) -> Sequence[RiwayatPenetapan]:
        """Return when the sheet was established and reopened, newest first."""
        ...

    def list_laporan(self, kunci: Kunci) -> Sequence[Laporan]:
        """Return the reports that were issued, newest first, without their bytes."""
        ...

    def get_laporan(self, kunci: Kunci, id_: str) -> Laporan:
        """Return a report with its bytes; raises ``laporan.not_found``."""
        ...


class OpenArsip(Protocol):
    """Opens a reading of the sheets."""

    def __call__(self) -> AbstractContextManager[ArsipKertasKerja]:
        """Open it."""
        ...


@dataclass(frozen=True, kw_only=True)
class Jejak:
    """Who did what to a sheet, for the audit trail."""

    pengguna: Pengguna
    aksi: str
    pada: datetime
    dari: Mapping[str, object]
    ke: Mapping[str, object]
    alasan: str = ""


class PenulisanKertasKerja(Protocol):
    """The transaction in which one sheet changes, held against others who change it."""

    @property
    def kertas(self) -> KertasKerja:
        """The sheet."""
        ...

    def store_jawaban(self, jawaban: Jawaban, jejak: Jejak) -> None:
        """Add an answer to the history."""
        ...

    def store_responden(self, responden: RespondenF03, jejak: Jejak) -> None:
        """Add a batch of users' answers, or its withdrawal."""
        ...

    def store_penetapan(self, penetapan: Penetapan, jejak: Jejak) -> None:
        """Keep what was established, and tell it as ``IndeksDitetapkan``."""
        ...

    def store_reopening(self, jejak: Jejak) -> None:
        """Keep that the sheet was opened again."""
        ...

    def store_laporan(self, laporan: Laporan, jejak: Jejak) -> None:
        """Keep a report, and tell it as ``LaporanDiterbitkan``."""
        ...

    def next_nomor(self) -> int:
        """Return the number of the next report of this sheet."""
        ...

    def commit(self) -> None:
        """Write the sheet and make it so."""
        ...


class OpenPenulisan(Protocol):
    """Opens a transaction on one sheet; what is not committed is undone."""

    def __call__(self, kunci: Kunci) -> AbstractContextManager[PenulisanKertasKerja]:
        """Open it."""
        ...
