"""Use cases: why a value is what it is, down to the events behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chassis.domain import Pengguna
from pelaporan.application.indikator.get import measures_of, needed_for
from pelaporan.application.ports import AsalNilai, Dimensi, Halaman, Lingkup, OpenPembacaan
from pelaporan.application.wewenang import Scope
from pelaporan.domain.nilai import Nilai, compute_nilai
from pelaporan.domain.periode import Periode


@dataclass(frozen=True, kw_only=True)
class ListAsal:
    """Which value to explain, and which page of its events."""

    pengguna: Pengguna
    kode: str
    periode: Periode
    lingkup: Lingkup = field(default_factory=Lingkup)
    per: datetime | None = None
    halaman: Halaman = field(default_factory=Halaman)


def list_asal(query: ListAsal, *, open_pembacaan: OpenPembacaan) -> tuple[Sequence[AsalNilai], int]:
    """Return a page of the events behind a value, and how many there are; raises ``indikator.not_found``."""
    query.pengguna.require(Scope.INDIKATOR_BACA)
    with open_pembacaan(query.per) as baca:
        definisi = needed_for(baca.buku, query.kode, query.periode)[query.kode]
        return baca.asal(definisi, query.periode, query.lingkup, query.halaman)


@dataclass(frozen=True, kw_only=True)
class ListRincian:
    """Which value to split, and by what."""

    pengguna: Pengguna
    kode: str
    periode: Periode
    dimensi: Dimensi
    lingkup: Lingkup = field(default_factory=Lingkup)
    per: datetime | None = None


def list_rincian(query: ListRincian, *, open_pembacaan: OpenPembacaan) -> Mapping[str, Nilai]:
    """Return the value for each agency or layanan; raises ``indikator.not_found``."""
    query.pengguna.require(Scope.INDIKATOR_BACA)
    with open_pembacaan(query.per) as baca:
        definisi = needed_for(baca.buku, query.kode, query.periode)
        split = baca.rincian(measures_of(definisi), query.periode, query.lingkup, query.dimensi)
        return {nilai: compute_nilai(query.kode, definisi, sel) for nilai, sel in split.items()}
