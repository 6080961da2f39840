"""Use cases: the definitions in force, all versions of one, and the values of all for a dashboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from chassis.domain import Clock, Pengguna
from pelaporan.application.indikator.get import compute_many, require_known
from pelaporan.application.ports import Kesegaran, Lingkup, OpenPembacaan, Pilihan
from pelaporan.application.wewenang import Scope
from pelaporan.domain.definisi import Definisi
from pelaporan.domain.naskah import Naskah
from pelaporan.domain.nilai import Nilai
from pelaporan.domain.periode import Periode, add_months, month_of, month_periode

MONTHS = 12
"""Months of a trend."""


@dataclass(frozen=True, kw_only=True)
class ListIndikator:
    """Who asks for the definitions."""

    pengguna: Pengguna


def list_indikator(query: ListIndikator, *, open_pembacaan: OpenPembacaan, clock: Clock) -> Sequence[Definisi]:
    """Return the definitions in force today."""
    query.pengguna.require(Scope.INDIKATOR_BACA)
    with open_pembacaan() as baca:
        today = month_periode(month_of(clock.now())).tanggal_mulai
        found = [baca.buku.in_force(kode, today) for kode in baca.buku]
        return sorted(found, key=lambda satu: (satu.urutan, satu.kode))


def list_bersandar(query: ListIndikator, *, open_pembacaan: OpenPembacaan) -> frozenset[str]:
    """Return the codes of those that rest on realisasi, which no goal may name as its source."""
    query.pengguna.require(Scope.INDIKATOR_BACA)
    with open_pembacaan() as baca:
        return frozenset(kode for kode in baca.buku if baca.buku.rests_on_realisasi(kode))


@dataclass(frozen=True, kw_only=True)
class GetDefinisi:
    """Which definition."""

    pengguna: Pengguna
    kode: str


@dataclass(frozen=True, kw_only=True)
class RiwayatDefinisi:
    """The versions of a definition, oldest first, the one in force today, and their texts."""

    berlaku: Definisi
    versi: Sequence[Definisi]
    naskah: Mapping[int, Naskah]


def get_definisi(query: GetDefinisi, *, open_pembacaan: OpenPembacaan, clock: Clock) -> RiwayatDefinisi:
    """Return a definition with all of its versions; raises ``indikator.not_found``."""
    query.pengguna.require(Scope.INDIKATOR_BACA)
    with open_pembacaan() as baca:
        require_known(baca.buku, query.kode)
        berlaku = baca.buku.in_force(query.kode, _today(clock))
        return RiwayatDefinisi(berlaku=berlaku, versi=baca.buku.versions(query.kode), naskah=baca.naskah(query.kode))


@dataclass(frozen=True, kw_only=True)
class GetDasbor:
    """Which values: those of ``kode``, or all; the trend ends with the last month of the period."""

    pengguna: Pengguna
    periode: Periode
    lingkup: Lingkup = field(default_factory=Lingkup)
    per: datetime | None = None
    kode: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class BarisDasbor:
    """An indicator: its value, the one of the period before, and the trend by month."""

    nilai: Nilai
    sebelumnya: Nilai
    deret: Sequence[tuple[Periode, Nilai]]


@dataclass(frozen=True, kw_only=True)
class Dasbor:
    """The values of a period, with how fresh they are and what may be chosen."""

    periode: Periode
    sebelumnya: Periode
    baris: Sequence[BarisDasbor]
    kesegaran: Sequence[Kesegaran]
    pilihan: Pilihan


def get_dasbor(query: GetDasbor, *, open_pembacaan: OpenPembacaan) -> Dasbor:
    """Return the values with their trends, all from one snapshot; raises ``indikator.not_found``."""
    query.pengguna.require(Scope.INDIKATOR_BACA)
    sebelumnya = previous_periode(query.periode)
    bulan = [month_periode(add_months(query.periode.sampai, step)) for step in range(1 - MONTHS, 1)]
    with open_pembacaan(query.per) as baca:
        kode = list(query.kode) or list(baca.buku)
        for satu in kode:
            require_known(baca.buku, satu)
        found = compute_many(baca, kode, [query.periode, sebelumnya, *bulan], query.lingkup)
        baris = sorted((_row(found[satu], bulan) for satu in kode), key=lambda satu: satu.nilai.definisi.urutan)
        return Dasbor(
            periode=query.periode,
            sebelumnya=sebelumnya,
            baris=baris,
            kesegaran=baca.kesegaran(),
            pilihan=baca.pilihan(),
        )


@dataclass(frozen=True, kw_only=True)
class GetKesegaran:
    """Who asks how fresh the figures are."""

    pengguna: Pengguna


def get_kesegaran(query: GetKesegaran, *, open_pembacaan: OpenPembacaan) -> Sequence[Kesegaran]:
    """Return up to where each source is counted; cheap, for pages that ask every second."""
    query.pengguna.require(Scope.INDIKATOR_BACA)
    with open_pembacaan() as baca:
        return baca.kesegaran()


def previous_periode(periode: Periode) -> Periode:
    """Return the period of the same length just before."""
    length = len(periode.bulan)
    dari, sampai = add_months(periode.dari, -length), add_months(periode.sampai, -length)
    if length == 1:
        return month_periode(dari)
    return Periode(f"{dari // 100:04d}-{dari % 100:02d}..{sampai // 100:04d}-{sampai % 100:02d}", dari, sampai)


def _row(nilai: Sequence[Nilai], bulan: Sequence[Periode]) -> BarisDasbor:
    kini, sebelumnya, *deret = nilai
    return BarisDasbor(nilai=kini, sebelumnya=sebelumnya, deret=list(zip(bulan, deret, strict=True)))


def _today(clock: Clock) -> date:
    return month_periode(month_of(clock.now())).tanggal_mulai
