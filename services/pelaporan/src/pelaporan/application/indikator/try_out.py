"""Use case: try a definition on past data before it is published; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from chassis.domain import Clock, Pengguna
from pelaporan.application.indikator.get import measures_of
from pelaporan.application.indikator.list import MONTHS
from pelaporan.application.ports import Lingkup, OpenPembacaan
from pelaporan.application.wewenang import Scope
from pelaporan.domain.definisi import Skema, check_definisi
from pelaporan.domain.naskah import Naskah, read_naskah
from pelaporan.domain.nilai import Nilai, compute_nilai
from pelaporan.domain.periode import Periode, add_months, month_of, month_periode


@dataclass(frozen=True, kw_only=True)
class TryDefinisi:
    """The text to try, and for which periods; without any, the last twelve months."""

    pengguna: Pengguna
    naskah: Naskah
    berlaku_dari: date
    periode: Sequence[Periode] = ()
    lingkup: Lingkup = field(default_factory=Lingkup)


def try_definisi(
    command: TryDefinisi, *, open_pembacaan: OpenPembacaan, skema: Skema, clock: Clock
) -> Sequence[tuple[Periode, Nilai]]:
    """Check it as publishing would, and return what its values would be."""
    command.pengguna.require(Scope.INDIKATOR_TETAPKAN)
    definisi = read_naskah(command.naskah, versi=0, berlaku_dari=command.berlaku_dari)
    periode = list(command.periode) or _last_months(month_of(clock.now()))
    with open_pembacaan(facts=True) as baca:
        check_definisi(definisi, baca.buku, skema)
        buku = baca.buku.with_definisi(definisi)
        needed = {p.teks: {**buku.needed(definisi.kode, p.tanggal_mulai), definisi.kode: definisi} for p in periode}
        sel = baca.sel([ukuran for found in needed.values() for ukuran in measures_of(found)], periode, command.lingkup)
        return [(p, compute_nilai(definisi.kode, needed[p.teks], sel[p.teks])) for p in periode]


def _last_months(bulan: int) -> list[Periode]:
    return [month_periode(add_months(bulan, step)) for step in range(1 - MONTHS, 1)]
