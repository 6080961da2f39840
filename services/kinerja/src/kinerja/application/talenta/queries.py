"""Questions about the talent map: the box of a person with its reasons, the map by reach, who is not on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from chassis.domain import JAKARTA, Clock, NotFound, Pengguna
from kinerja.application.orang import BacaOrang, OrangRow, get_orang
from kinerja.application.wewenang import Scope
from kinerja.domain.aturan import Berlaku
from kinerja.domain.kotak_talenta import AmbangTalenta, AturanTalenta, Potensi
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Ekspektasi, Predikat
from kinerja.domain.talenta import SebabBelum, find_asesmen_sejak


@dataclass(frozen=True, kw_only=True)
class TalentaRow:
    """The box of a person, and why."""

    id: str
    pegawai_id: str
    nama: str
    unit: str
    opd_kode: str
    jabatan: str
    tahun: int
    kotak: int
    kinerja: Ekspektasi
    potensi: Potensi
    predikat: Predikat
    evaluasi_id: str
    nilai_potensi: Decimal
    asesmen_id: str
    asesmen_tanggal: date
    asesmen_bukti: str
    dipetakan_pada: datetime


@dataclass(frozen=True, kw_only=True)
class PemetaanRow:
    """A run of the mapping."""

    id: str
    tahun: int
    dipetakan: int
    berubah: int
    tanpa_evaluasi: int
    tanpa_asesmen: int
    dijalankan_pada: datetime


@dataclass(frozen=True, kw_only=True)
class SaringTalenta:
    """Which boxes; without a year those of the newest mapping."""

    tahun: int | None = None
    opd: str = ""
    kotak: int | None = None
    halaman: int = 1
    per_halaman: int = 50


@dataclass(frozen=True, kw_only=True)
class PetaTalenta:
    """The map within reach: how many stand in each box, a page of the people, and the run behind it."""

    tahun: int
    pemetaan: PemetaanRow | None
    kotak: Mapping[int, int]
    data: Sequence[TalentaRow]
    jumlah: int


@dataclass(frozen=True, kw_only=True)
class BelumRow:
    """A person in service who cannot be placed in a year, and why."""

    pegawai_id: str
    nama: str
    opd_kode: str
    unit: str
    jabatan: str
    sebab: SebabBelum


@dataclass(frozen=True, kw_only=True)
class HalamanBelum:
    """A page of those who cannot be placed, how many there are, and how many can be."""

    data: Sequence[BelumRow]
    jumlah: int
    siap: int


@dataclass(frozen=True, kw_only=True)
class TalentaOrang:
    """A person's box with the rule behind it; without one ``sebab`` says what is missing, None that no run was made."""

    orang: OrangRow
    tahun: int
    talenta: TalentaRow | None
    sebab: SebabBelum | None
    tindakan: str
    ambang: AmbangTalenta
    aturan: AturanTalenta


class BacaTalenta(Protocol):
    """What is read of the talent map."""

    def find_pemetaan(self, pemetaan_id: str) -> PemetaanRow | None:
        """Return a run, or None."""
        ...

    def find_newest(self, tahun: int | None) -> PemetaanRow | None:
        """Return the newest run, of a year or of all."""
        ...

    def find_of(self, pegawai_id: str, tahun: int) -> TalentaRow | None:
        """Return the box of a person as the newest run of the year left it, or None."""
        ...

    def list_seen(
        self, saring: SaringTalenta, tahun: int, pembaca_id: str | None, *, semua: bool, bawahan: bool
    ) -> tuple[Mapping[int, int], Sequence[TalentaRow], int]:
        """Return the counts by box, a page of the people, and how many fit.

        It is the reader's own box; with ``bawahan`` those of the two levels below too.
        """
        ...

    def list_belum(self, saring: SaringTalenta, tahun: int, *, sejak: date, sampai: date) -> HalamanBelum:
        """Return a page of who cannot be placed."""
        ...

    def find_sebab(self, pegawai_id: str, tahun: int, *, sejak: date, sampai: date) -> SebabBelum | None:
        """Return why a person cannot be placed, None where they can."""
        ...


@dataclass(frozen=True, kw_only=True)
class SumberTalenta:
    """Where the questions read from, and the rule they tell."""

    talenta: BacaTalenta
    orang: BacaOrang
    aturan: Berlaku[AturanTalenta]
    clock: Clock

    @property
    def today(self) -> date:
        """The day that it is in Jakarta."""
        return self.clock.now().astimezone(JAKARTA).date()

    @property
    def rule(self) -> AturanTalenta:
        """The rule in force today."""
        return self.aturan.nearest(self.today)


def get_talenta(pengguna: Pengguna, pegawai_id: str, tahun: int | None, *, sumber: SumberTalenta) -> TalentaOrang:
    """Return the box of a person within reach with its reasons, or what is missing for one."""
    orang = get_orang(pengguna, pegawai_id, baca=sumber.orang)
    year, rule, today = _year(tahun, sumber), sumber.rule, sumber.today
    row = sumber.talenta.find_of(pegawai_id, year)
    sejak = find_asesmen_sejak(today, rule)
    sebab = None if row else sumber.talenta.find_sebab(pegawai_id, year, sejak=sejak, sampai=today)
    return TalentaOrang(
        orang=orang,
        tahun=year,
        talenta=row,
        sebab=sebab,
        tindakan=rule.tindakan[row.kotak] if row else "",
        ambang=rule.of_opd(row.opd_kode if row else orang.rantai.opd_kode),
        aturan=rule,
    )


def get_peta(pengguna: Pengguna, saring: SaringTalenta, *, sumber: SumberTalenta) -> PetaTalenta:
    """Return the map within reach: the caller's own box, those of the people below, or all for who keeps the map."""
    tahun = _year(saring.tahun, sumber)
    kotak, data, jumlah = sumber.talenta.list_seen(
        saring,
        tahun,
        pengguna.pegawai_id,
        semua=pengguna.may(Scope.TALENTA_REKAP),
        bawahan=pengguna.may(Scope.SKP_TETAPKAN),
    )
    return PetaTalenta(tahun=tahun, pemetaan=sumber.talenta.find_newest(tahun), kotak=kotak, data=data, jumlah=jumlah)


def get_pemetaan(pengguna: Pengguna, pemetaan_id: str, *, sumber: SumberTalenta) -> PemetaanRow:
    """Return a run of the mapping; for who keeps the map."""
    pengguna.require(Scope.TALENTA_REKAP)
    row = sumber.talenta.find_pemetaan(pemetaan_id)
    if row is None:
        raise NotFound("pemetaan_talenta.not_found", pemetaan_id=pemetaan_id)
    return row


def list_belum(pengguna: Pengguna, saring: SaringTalenta, *, sumber: SumberTalenta) -> HalamanBelum:
    """Return who cannot be placed, and why; for who keeps the map."""
    pengguna.require(Scope.TALENTA_REKAP)
    today = sumber.today
    sejak = find_asesmen_sejak(today, sumber.rule)
    return sumber.talenta.list_belum(saring, _year(saring.tahun, sumber), sejak=sejak, sampai=today)


def _year(tahun: int | None, sumber: SumberTalenta) -> int:
    """Return the year that is asked for, else that of the newest run, else the present one."""
    if tahun is not None:
        return tahun
    newest = sumber.talenta.find_newest(None)
    return newest.tahun if newest else Periode.containing(sumber.clock.now()).tahun
