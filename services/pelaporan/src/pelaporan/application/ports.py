"""What the use cases need from the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol

from chassis.domain import Pengguna
from pelaporan.domain.definisi import BukuDefinisi, Definisi
from pelaporan.domain.naskah import Naskah
from pelaporan.domain.nilai import SelUkuran
from pelaporan.domain.periode import Periode
from pelaporan.domain.ukuran import Ukuran

Dimensi = Literal["opd", "layanan"]


@dataclass(frozen=True)
class Lingkup:
    """Whose events: an agency, a layanan, or without either the whole regency."""

    opd: str | None = None
    layanan: str | None = None


@dataclass(frozen=True, kw_only=True)
class Pilihan:
    """The agencies and the layanan that any event named, and the first month of any."""

    opd: Sequence[str]
    layanan: Sequence[str]
    bulan_awal: int | None


@dataclass(frozen=True, kw_only=True)
class Kesegaran:
    """Up to where one source is counted."""

    sumber: str
    posisi: int
    waktu: datetime
    direkam_pada: datetime

    @property
    def service(self) -> str:
        """Return the name of the service."""
        return self.sumber.rsplit("/", 1)[-1]


@dataclass(frozen=True, kw_only=True)
class AsalNilai:
    """One event behind a value."""

    sumber: str
    id: str
    posisi: int
    tipe: str
    waktu: datetime
    pembilang: bool
    layanan: str
    isi: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Halaman:
    """Which page of a list; ``sesudah`` instead of a number goes on after a position."""

    nomor: int = 1
    ukuran: int = 50
    sesudah: int | None = None
    hanya_bukan_pembilang: bool = False


class Pembacaan(Protocol):
    """One consistent reading: every answer is of the same moment."""

    @property
    def buku(self) -> BukuDefinisi:
        """The definitions."""
        ...

    def sel(self, ukuran: Sequence[Ukuran], periode: Sequence[Periode], lingkup: Lingkup) -> Mapping[str, SelUkuran]:
        """Return what is known of each measure in each period, by the period's text."""
        ...

    def rincian(
        self, ukuran: Sequence[Ukuran], periode: Periode, lingkup: Lingkup, dimensi: Dimensi
    ) -> Mapping[str, SelUkuran]:
        """Return what is known of each measure in the period, by agency or by layanan."""
        ...

    def asal(
        self, definisi: Definisi, periode: Periode, lingkup: Lingkup, halaman: Halaman
    ) -> tuple[Sequence[AsalNilai], int]:
        """Return a page of the events behind a value, and how many there are."""
        ...

    def kesegaran(self) -> Sequence[Kesegaran]:
        """Return up to where each source is counted."""
        ...

    def naskah(self, kode: str) -> Mapping[int, Naskah]:
        """Return the text of each version of a definition."""
        ...

    def pilihan(self) -> Pilihan:
        """Return what a reader may choose from."""
        ...


class OpenPembacaan(Protocol):
    """Opens a reading."""

    def __call__(self, per: datetime | None = None, *, facts: bool = False) -> AbstractContextManager[Pembacaan]:
        """Read what is known now, or what was recorded by ``per``; ``facts`` counts anew instead of using aggregates."""
        ...


class Penerbitan(Protocol):
    """The transaction in which a definition is published."""

    @property
    def buku(self) -> BukuDefinisi:
        """The definitions, held against others who publish."""
        ...

    def next_version(self, kode: str) -> tuple[int, date | None]:
        """Return the number of the next version, and the first day of the newest one."""
        ...

    def store(self, definisi: Definisi, naskah: Naskah, *, pengguna: Pengguna, at: datetime) -> None:
        """Store a version with its audit row, and count its measures from all facts."""
        ...

    def commit(self) -> None:
        """Make it so."""
        ...


class OpenPenerbitan(Protocol):
    """Opens a transaction for publishing; what is not committed is undone."""

    def __call__(self) -> AbstractContextManager[Penerbitan]:
        """Open it; raises ``indikator.rebuild_in_progress`` while the projection is being rebuilt."""
        ...


Kunci = tuple[str, str, str]
"""What a value is announced for: code, agency (empty: the whole regency), period."""


@dataclass(frozen=True, kw_only=True)
class NilaiTerkirim:
    """A value as it is announced."""

    nilai: Decimal | None
    pembilang: Decimal | None
    penyebut: Decimal | None
    definisi_versi: int


class Pengumuman(Protocol):
    """The transaction in which changed values are announced."""

    @property
    def pembacaan(self) -> Pembacaan:
        """What is known now."""
        ...

    def touched(self) -> Sequence[tuple[str, int, str]]:
        """Take what was touched since: fingerprint of the measure, month, agency; empty while another announces."""
        ...

    def announced(self, kunci: Sequence[Kunci]) -> Mapping[Kunci, NilaiTerkirim]:
        """Return what was last announced."""
        ...

    def announce(self, nilai: Mapping[Kunci, NilaiTerkirim], sampai: Mapping[str, int], at: datetime) -> None:
        """Announce values and remember them."""
        ...

    def commit(self) -> None:
        """Make it so."""
        ...


class OpenPengumuman(Protocol):
    """Opens a transaction for announcing."""

    def __call__(self) -> AbstractContextManager[Pengumuman]:
        """Open it."""
        ...
