"""Questions about feedback: one, many, and on whom the caller may give some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Protocol

from chassis.domain import NotFound, Pengguna
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.ports import Rantai
from kinerja.application.wewenang import Scope


class Arah(StrEnum):
    """Which way the feedback went, seen from the caller."""

    DITERIMA = auto()
    DIBERIKAN = auto()
    TIM = auto()
    """What the people below the caller received."""


@dataclass(frozen=True, kw_only=True)
class UmpanBalikRow:
    """Feedback as it is shown; ``pemberi_nama`` is empty where the name is closed to the reader."""

    id: str
    pegawai_id: str
    pegawai: str
    periode: str
    pemberi: str
    pemberi_nama: str
    tentang: str
    isi: str
    tanggapan: str
    version: int
    diberikan_pada: datetime
    ditanggapi_pada: datetime | None
    pemberi_id: str
    rantai: Rantai


@dataclass(frozen=True, kw_only=True)
class SaringUmpanBalik:
    """Which feedback."""

    arah: Arah | None = None
    pegawai_id: str = ""
    periode: str = ""
    halaman: int = 1
    per_halaman: int = 50


@dataclass(frozen=True, kw_only=True)
class HalamanUmpanBalik:
    """A page of it."""

    data: Sequence[UmpanBalikRow]
    jumlah: int


@dataclass(frozen=True, kw_only=True)
class DekatRow:
    """Someone on whom a person may give feedback, and what the giver is to them."""

    pegawai_id: str
    nama: str
    jabatan: str
    pemberi: str
    sendirian: bool
    """Whether nobody else in service stands to them as a peer or subordinate: a closed name hides nobody then."""


class BacaUmpanBalik(Protocol):
    """What is read of feedback; names of peers and subordinates come only to themselves."""

    def find(self, umpan_balik_id: str, pembaca_id: str | None) -> UmpanBalikRow | None:
        """Return one as ``pembaca_id`` may read it, or None."""
        ...

    def list_seen(self, saring: SaringUmpanBalik, pembaca_id: str, *, below: bool) -> HalamanUmpanBalik:
        """Return a page, the newest first: received, given, and with ``below`` what the two levels below received."""
        ...

    def list_for(self, pegawai_id: str, periode: str, pembaca_id: str | None, banyak: int) -> Sequence[UmpanBalikRow]:
        """Return the newest that a person received in a period, of a year that of its quarters too."""
        ...

    def list_dekat(self, pegawai_id: str) -> Sequence[DekatRow]:
        """Return everyone in service on whom a person may give feedback: above, beside, below."""
        ...


def get_umpan_balik(pengguna: Pengguna, umpan_balik_id: str, *, baca: BacaUmpanBalik) -> UmpanBalikRow:
    """Return feedback; out of reach it is not found."""
    row = baca.find(umpan_balik_id, pengguna.pegawai_id)
    if row is None:
        raise NotFound("umpan_balik.not_found", umpan_balik_id=umpan_balik_id)
    check_seen(pengguna, row.id, row.pemberi_id, row.rantai)
    return row


def check_seen(pengguna: Pengguna, umpan_balik_id: str, pemberi_id: str, penerima: Rantai) -> None:
    """Refuse who neither gave it, nor got it, nor assesses the person; raises NotFound."""
    seen = {Hubungan.DIRI_SENDIRI, Hubungan.PENILAI, Hubungan.ATASAN_PENILAI}
    if pengguna.pegawai_id != pemberi_id and relate(pengguna, penerima) not in seen:
        raise NotFound("umpan_balik.not_found", umpan_balik_id=umpan_balik_id)


def list_umpan_balik(pengguna: Pengguna, saring: SaringUmpanBalik, *, baca: BacaUmpanBalik) -> HalamanUmpanBalik:
    """Return the feedback within reach."""
    if pengguna.pegawai_id is None:
        return HalamanUmpanBalik(data=(), jumlah=0)
    return baca.list_seen(saring, pengguna.pegawai_id, below=pengguna.may(Scope.SKP_TETAPKAN))


def list_dekat(pengguna: Pengguna, *, baca: BacaUmpanBalik) -> Sequence[DekatRow]:
    """Return everyone on whom the caller may give feedback."""
    return baca.list_dekat(pengguna.pegawai_id) if pengguna.pegawai_id else ()
