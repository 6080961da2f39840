"""Use case: the value of an indicator for a period, now or as of a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chassis.domain import NotFound, Pengguna
from pelaporan.application.ports import Kesegaran, Lingkup, OpenPembacaan, Pembacaan
from pelaporan.application.wewenang import Scope
from pelaporan.domain.definisi import BukuDefinisi, Definisi
from pelaporan.domain.nilai import Nilai, compute_nilai
from pelaporan.domain.periode import Periode
from pelaporan.domain.ukuran import Ukuran


@dataclass(frozen=True, kw_only=True)
class GetNilai:
    """Which value: ``per`` asks for what was recorded by then."""

    pengguna: Pengguna
    kode: str
    periode: Periode
    lingkup: Lingkup = field(default_factory=Lingkup)
    per: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class NilaiPeriode:
    """A value, for which period, and up to where each source was counted."""

    nilai: Nilai
    periode: Periode
    lingkup: Lingkup
    kesegaran: Sequence[Kesegaran]

    @property
    def sampai(self) -> Mapping[str, int]:
        """Return the position up to which each service is counted."""
        return {satu.service: satu.posisi for satu in self.kesegaran}


def get_nilai(query: GetNilai, *, open_pembacaan: OpenPembacaan) -> NilaiPeriode:
    """Return the value; raises ``indikator.not_found``."""
    query.pengguna.require(Scope.INDIKATOR_BACA)
    with open_pembacaan(query.per) as baca:
        nilai = compute_many(baca, [query.kode], [query.periode], query.lingkup)[query.kode][0]
        return NilaiPeriode(nilai=nilai, periode=query.periode, lingkup=query.lingkup, kesegaran=baca.kesegaran())


def compute_many(
    baca: Pembacaan, kode: Sequence[str], periode: Sequence[Periode], lingkup: Lingkup
) -> Mapping[str, Sequence[Nilai]]:
    """Return the values of indicators for periods, in their order, from one look at the figures."""
    needed = {(satu, p.teks): needed_for(baca.buku, satu, p) for satu in kode for p in periode}
    ukuran = [one for found in needed.values() for one in measures_of(found)]
    sel = baca.sel(ukuran, periode, lingkup)
    return {satu: [compute_nilai(satu, needed[satu, p.teks], sel[p.teks]) for p in periode] for satu in kode}


def needed_for(buku: BukuDefinisi, kode: str, periode: Periode) -> Mapping[str, Definisi]:
    """Return the definition in force when the period starts, and those it rests on."""
    require_known(buku, kode)
    return buku.needed(kode, periode.tanggal_mulai)


def measures_of(definisi: Mapping[str, Definisi]) -> list[Ukuran]:
    """Return all measures of some definitions."""
    return [ukuran for satu in definisi.values() for ukuran in satu.ukuran.values()]


def require_known(buku: BukuDefinisi, kode: str) -> None:
    """Refuse a code that no indicator has."""
    if kode not in buku:
        raise NotFound("indikator.not_found", kode=kode)
