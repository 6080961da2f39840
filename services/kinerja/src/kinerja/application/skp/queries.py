"""Questions about SKP: one, many, the superior's rows, the progress of BKPSDM."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum, auto
from typing import Any, Protocol, TypedDict

from chassis.domain import Conflict, Forbidden, NotFound, Pengguna
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.ports import Rantai
from kinerja.application.queries import RiwayatRow
from kinerja.application.wewenang import Jangkauan, Scope
from kinerja.domain.cakupan_target import BagianTarget, CakupanTarget, measure_cakupan


@dataclass(frozen=True, kw_only=True)
class BarisRow:
    """A row, with the words of the superior's row that it serves; ``tertaut`` says that this one lives."""

    id: str
    hasil_kerja: str
    jenis: str
    induk_id: str | None
    induk: str | None
    tertaut: bool
    indikator: Sequence[dict[str, Any]]
    cakupan: Sequence[CakupanTarget] = field(default=())
    """Of a row that is offered: how much of its targets is covered."""


@dataclass(frozen=True, kw_only=True)
class UsulanRow:
    """Why an established plan is to change; ``versi`` is the one that the change will be."""

    versi: int
    alasan_kode: str
    alasan: str
    diusulkan_pada: datetime


@dataclass(frozen=True, kw_only=True)
class PelengkapRow:
    """The behaviour expected, and the annexes by name."""

    perilaku: Sequence[Mapping[str, str]]
    lampiran: Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class VersiRow:
    """What was established, and why it replaced the version before; the first replaced none.

    Without ``penilai_id`` the PPK established it.
    """

    versi: int
    penilai_id: str | None
    penilai: str | None
    penilai_jabatan: str | None
    ditetapkan_pada: datetime
    alasan_kode: str | None
    alasan: str | None
    pelengkap: PelengkapRow
    baris: Sequence[BarisRow] = field(default=())


@dataclass(frozen=True, kw_only=True)
class SkpRow:
    """An SKP as it is shown: its rows as they are written, which hold once they are established.

    ``rantai`` says who stands above its owner.
    """

    id: str
    pegawai_id: str
    pegawai: str
    jabatan: str
    unit_id: str
    unit: str
    opd_kode: str
    tahun: int
    status: str
    versi: int
    version: int
    catatan: str
    jumlah_baris: int
    diajukan_pada: datetime | None
    ditetapkan_pada: datetime | None
    rantai: Rantai
    pelengkap: PelengkapRow
    penilai_aktif: bool
    """Whether the assessor is in service; then nobody further above acts."""
    baris: Sequence[BarisRow] = field(default=())
    usulan: UsulanRow | None = None


class Dekat(StrEnum):
    """Which of the people below: those whom the caller assesses, or those below them."""

    LANGSUNG = auto()
    BERIKUTNYA = auto()


@dataclass(frozen=True, kw_only=True)
class SaringSkp:
    """Which SKP."""

    pegawai_id: str = ""
    unit_id: str = ""
    tahun: int | None = None
    status: str = ""
    dekat: Dekat | None = None
    """Of whom below the caller alone; None: of everyone within reach."""
    halaman: int = 1
    per_halaman: int = 50


@dataclass(frozen=True, kw_only=True)
class HalamanSkp:
    """A page of them."""

    data: Sequence[SkpRow]
    jumlah: int


@dataclass(frozen=True, kw_only=True)
class SaringTemuan:
    """Which findings."""

    tahun: int
    opd: str = ""
    halaman: int = 1
    per_halaman: int = 50


@dataclass(frozen=True, kw_only=True)
class TemuanRow:
    """A row in force that serves nothing any more; ``induk`` are the last words of what it served."""

    kode: str
    skp_id: str
    pegawai_id: str
    pegawai: str
    unit: str
    opd_kode: str
    baris_id: str
    hasil_kerja: str
    induk: str | None


@dataclass(frozen=True, kw_only=True)
class HalamanTemuan:
    """A page of them."""

    data: Sequence[TemuanRow]
    jumlah: int


@dataclass(frozen=True, kw_only=True)
class SaringRekap:
    """Which progress; of one agency or one unit where they are named."""

    tahun: int
    opd: str = ""
    unit_id: str = ""


@dataclass(frozen=True, kw_only=True)
class RekapRow:
    """How far a unit is with the SKP of a year."""

    opd_kode: str
    unit_id: str
    unit: str
    pegawai: int
    belum: int
    draf: int
    diajukan: int
    ditetapkan: int


@dataclass(frozen=True, kw_only=True)
class BelumRow:
    """One who has no SKP of the year yet."""

    pegawai_id: str
    nama: str
    jabatan: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class MenungguSkp:
    """How many plans wait for a person: those of the people below to decide on, the own ones to mend."""

    tim: int
    sendiri: int


class _Reach(TypedDict):
    """Whose plans a caller reads."""

    pegawai_id: str | None
    everyone: bool
    below: bool


class BacaSkp(Protocol):
    """What is read of SKP."""

    def is_active(self, pegawai_id: str) -> bool:
        """Tell whether a person is in service."""
        ...

    def has_standing(self, pegawai_id: str, tahun: int) -> bool:
        """Tell whether a person has an SKP of the year that is open, or that ended with the year."""
        ...

    def find(self, skp_id: str) -> SkpRow | None:
        """Return one with its rows as they are written, and the change that is proposed; or None."""
        ...

    def find_berlaku(self, skp_id: str) -> SkpRow | None:
        """Return one as it holds: the version in force, or a plan never established as it is written; or None."""
        ...

    def list_versi(self, skp_id: str) -> Sequence[VersiRow]:
        """Return what was established, without rows, the newest first."""
        ...

    def list_baris_versi(self, skp_id: str, versi: int) -> Sequence[BarisRow]:
        """Return the rows of a version, none where there is no such."""
        ...

    def list_seen(self, saring: SaringSkp, *, pegawai_id: str | None, everyone: bool, below: bool) -> HalamanSkp:
        """Return a page: everyone's, or those of a person, and with ``below`` of the two levels below them."""
        ...

    def list_temuan(
        self, saring: SaringTemuan, *, pegawai_id: str | None, everyone: bool, below: bool
    ) -> HalamanTemuan:
        """Return a page of what hangs on nothing, within the same reach."""
        ...

    def list_baris_of(self, pegawai_id: str | None, tahun: int) -> Sequence[BarisRow]:
        """Return the rows that hold in the SKP of a person that is open, or ended with the year."""
        ...

    def list_bagian(self, atasan_id: str, tahun: int) -> Sequence[BagianTarget]:
        """Return what people directly below take of a person's rows, by the rows that hold."""
        ...

    def list_rekap(self, saring: SaringRekap, opd_kode: str | None) -> Sequence[RekapRow]:
        """Return the progress by unit, of an agency alone where one is given."""
        ...

    def list_belum(self, tahun: int, unit_id: str, opd_kode: str | None) -> Sequence[BelumRow]:
        """Return who in a unit has no SKP of the year yet."""
        ...

    def list_belum_of(self, tahun: int, atasan_id: str) -> Sequence[BelumRow]:
        """Return who directly below a person has no SKP of the year yet."""
        ...

    def count_waiting(self, pegawai_id: str) -> MenungguSkp:
        """Count what waits for a person."""
        ...


def check_new(pengguna: Pengguna, tahun: int | None, *, baca: BacaSkp) -> None:
    """Refuse who may not write a plan, or has one of the year; asked before the fields of a new one are looked at."""
    if pengguna.pegawai_id is None or not baca.is_active(pengguna.pegawai_id):
        raise Forbidden
    if tahun is not None and baca.has_standing(pengguna.pegawai_id, tahun):
        raise Conflict("skp.already_exists")


def get_skp(pengguna: Pengguna, skp_id: str, *, baca: BacaSkp) -> SkpRow:
    """Return an SKP; out of reach it is not found."""
    return _within_reach(pengguna, skp_id, baca.find(skp_id))


def _within_reach(pengguna: Pengguna, skp_id: str, row: SkpRow | None) -> SkpRow:
    if row is None or relate(pengguna, row.rantai) is Hubungan.ORANG_LAIN:
        raise NotFound("skp.not_found", skp_id=skp_id)
    return row


def get_berlaku(pengguna: Pengguna, skp_id: str, *, baca: BacaSkp) -> SkpRow:
    """Return an SKP with the rows that hold, whatever change is being written."""
    return _within_reach(pengguna, skp_id, baca.find_berlaku(skp_id))


def list_skp(pengguna: Pengguna, saring: SaringSkp, *, baca: BacaSkp) -> HalamanSkp:
    """Return the SKP within reach: one's own, those of the people below, or all for BKPSDM."""
    return baca.list_seen(saring, **_reach(pengguna))


def list_temuan(pengguna: Pengguna, saring: SaringTemuan, *, baca: BacaSkp) -> HalamanTemuan:
    """Return the rows within reach that hang on nothing: a superior's row is gone, or the superior is another one."""
    return baca.list_temuan(saring, **_reach(pengguna))


def _reach(pengguna: Pengguna) -> _Reach:
    return {
        "pegawai_id": pengguna.pegawai_id,
        "everyone": pengguna.may(Scope.SEMUA_OPD),
        "below": pengguna.may(Scope.SKP_TETAPKAN),
    }


def list_induk(pengguna: Pengguna, skp_id: str, *, baca: BacaSkp) -> Sequence[BarisRow]:
    """Return the rows of the superior that the SKP may serve, with what of them is still uncovered."""
    row = get_skp(pengguna, skp_id, baca=baca)
    return list_offered(row.rantai.atasan_id, row.tahun, row.pegawai_id, baca=baca)


def list_offered(atasan_id: str | None, tahun: int, pegawai_id: str | None, *, baca: BacaSkp) -> Sequence[BarisRow]:
    """Return the rows of a superior as they are offered to a person, none where nobody stands above."""
    if atasan_id is None:
        return ()
    bagian = baca.list_bagian(atasan_id, tahun)
    return [_cover(each, bagian, pegawai_id) for each in baca.list_baris_of(atasan_id, tahun)]


def _cover(row: BarisRow, bagian: Sequence[BagianTarget], pegawai_id: str | None) -> BarisRow:
    target = [(each["satuan"], each["jumlah"]) for each in row.indikator if each["jumlah"] is not None]
    taken = [each for each in bagian if each.induk_id == row.id]
    return replace(row, cakupan=measure_cakupan(target, taken, pegawai_id))


def get_rekap(pengguna: Pengguna, saring: SaringRekap, *, baca: BacaSkp) -> Sequence[RekapRow]:
    """Return the progress by unit, within reach."""
    pengguna.require(Scope.SKP_REKAP)
    return baca.list_rekap(saring, Jangkauan(pengguna).opd_kode)


def list_belum(pengguna: Pengguna, tahun: int, unit_id: str, *, baca: BacaSkp) -> Sequence[BelumRow]:
    """Return who has none yet."""
    pengguna.require(Scope.SKP_REKAP)
    return baca.list_belum(tahun, unit_id, Jangkauan(pengguna).opd_kode)


def list_belum_tim(pengguna: Pengguna, tahun: int, *, baca: BacaSkp) -> Sequence[BelumRow]:
    """Return who of the people whom the caller assesses has none yet."""
    pengguna.require(Scope.SKP_TETAPKAN)
    return baca.list_belum_of(tahun, pengguna.pegawai_id) if pengguna.pegawai_id else ()


def count_waiting(pengguna: Pengguna, *, baca: BacaSkp) -> MenungguSkp:
    """Count what waits for the caller."""
    return baca.count_waiting(pengguna.pegawai_id) if pengguna.pegawai_id else MenungguSkp(tim=0, sendiri=0)


def list_jejak(
    pengguna: Pengguna, skp_id: str, *, baca: BacaSkp, riwayat: Callable[[str], Sequence[RiwayatRow]]
) -> Sequence[RiwayatRow]:
    """Return what was done with an SKP, the newest first."""
    return riwayat(get_skp(pengguna, skp_id, baca=baca).id)
