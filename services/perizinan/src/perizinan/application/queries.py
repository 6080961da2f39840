"""What may be asked: read models over the same database, by role and agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from chassis.domain import Pengguna
from perizinan.domain.izin import Izin
from perizinan.domain.permohonan import Permohonan

URUT = frozenset({"dibuat_pada", "jatuh_tempo", "nomor_registrasi", "nama_pemohon", "layanan_kode", "tahap", "status"})
"""The columns by which a list may be ordered; a minus before one turns the order round."""

TENGGAT = frozenset({"lewat", "hari_ini", "dijeda", "menunggu_mitra"})
"""What a list may ask of the time of its files."""


@dataclass(frozen=True, kw_only=True)
class Saringan:
    """Which permohonan a list shows, in which order; the defaults leave nothing out."""

    status: Sequence[str] = ()
    layanan: str = ""
    opd: str = ""
    q: str = ""
    tenggat: str = ""
    """``lewat``, ``hari_ini``, ``dijeda``, ``menunggu_mitra``, or empty."""
    terbuka: bool = False
    """Only files that are not at their end, and none that was imported: the inbox."""
    urut: str = "-dibuat_pada"
    """A column of the list; a minus turns the order round."""
    halaman: int = 1
    per_halaman: int = 50


@dataclass(frozen=True, kw_only=True)
class BarisPermohonan:
    """One line of a list."""

    id: UUID
    version: int
    status: str
    tahap: str
    layanan_kode: str
    layanan_versi: int
    opd_kode: str
    kanal: str
    nama_pemohon: str
    nomor_registrasi: str | None
    pegawai_id: str | None
    dibuat_pada: datetime
    diajukan_pada: datetime | None
    lengkap_pada: datetime | None
    sla_hari: int
    jatuh_tempo: date | None
    jeda: Sequence[Any]
    selesai_pada: datetime | None
    mitra_menjawab: int
    mitra_semua: int
    tugas_jatuh_tempo: date | None
    """The due day of the caller's own task, for a partner."""


@dataclass(frozen=True, kw_only=True)
class Halaman:
    """A page of a list."""

    data: Sequence[BarisPermohonan]
    halaman: int
    per_halaman: int
    jumlah: int


@dataclass(frozen=True, kw_only=True)
class BarisJejak:
    """One row of the audit trail."""

    urut: int
    waktu: datetime
    oleh: str
    peran: str
    langkah: str
    dari: str
    ke: str
    alasan: str
    peristiwa: str | None
    event_id: str


@dataclass(frozen=True, kw_only=True)
class Terbuka:
    """How many open files the caller's agency has, by what they wait for: the numbers of the rail."""

    semua: int = 0
    lewat: int = 0
    hari_ini: int = 0
    dijeda: int = 0
    menunggu_mitra: int = 0


@dataclass(frozen=True, kw_only=True)
class IzinPublik:
    """What anyone may know of a licence."""

    izin: Izin
    layanan_kode: str
    layanan_versi: int
    nama_pemohon: str


class Queries(Protocol):
    """The questions of the API and the pages."""

    def get_permohonan(self, pengguna: Pengguna, id_: UUID) -> Permohonan:
        """Return a file; raises ``permohonan.not_found`` also for what is not the caller's to know of."""
        ...

    def list_permohonan(self, pengguna: Pengguna, saringan: Saringan) -> Halaman:
        """Return a page of the files that are the caller's to know of."""
        ...

    def count_terbuka(self, pengguna: Pengguna) -> Terbuka:
        """Return the numbers of the rail."""
        ...

    def list_jejak(self, pengguna: Pengguna, id_: UUID) -> list[BarisJejak]:
        """Return the audit trail of a file, oldest first; raises ``permohonan.not_found``."""
        ...

    def track_permohonan(self, nomor_registrasi: str, kunci: str) -> Permohonan:
        """Return a file to the holder of its key; raises one ``tanda_terima.not_found`` for either being wrong."""
        ...

    def find_izin(self, *, nomor: str = "", kode: str = "") -> IzinPublik:
        """Return a licence by its number or by the code behind its QR; raises ``izin.not_found``."""
        ...
