"""Questions about development: an entry, the plan of a year, the hours of a person and of everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from chassis.domain import JAKARTA, Clock, NotFound, Pengguna
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.orang import TERLIHAT, BacaOrang, OrangRow, get_orang
from kinerja.application.ports import Rantai
from kinerja.application.wewenang import Scope
from kinerja.domain.aturan import Berlaku
from kinerja.domain.jp import AturanJp, HasilJp, check_jp
from kinerja.domain.pengembangan import AturanPengembangan, StatusPengembangan
from kinerja.domain.periode import Periode


@dataclass(frozen=True, kw_only=True)
class PengembanganRow:
    """An entry of the plan as it is shown."""

    id: str
    pegawai_id: str
    pegawai: str
    unit: str
    opd_kode: str
    tahun: int
    judul: str
    bentuk: str
    kompetensi: str
    penyelenggara: str
    jp_rencana: Decimal
    biaya: Decimal
    status: str
    alasan: str
    jp_realisasi: Decimal | None
    selesai_tanggal: date | None
    bukti: str
    sertifikat_hash: str
    version: int
    diusulkan_pada: datetime
    diverifikasi_pada: datetime | None
    rantai: Rantai


@dataclass(frozen=True, kw_only=True)
class SaringPengembangan:
    """Which entries; empty fields mean all."""

    pegawai_id: str = ""
    tahun: int | None = None
    opd: str = ""
    status: str = ""
    selain_id: str = ""
    """Of everyone but this person."""
    halaman: int = 1
    per_halaman: int = 50


@dataclass(frozen=True, kw_only=True)
class HalamanPengembangan:
    """A page of entries, and of all that fit how many, their planned, waiting and verified hours, and their cost."""

    data: Sequence[PengembanganRow]
    jumlah: int
    jp_rencana: Decimal
    jp_menunggu: Decimal
    jp: Decimal
    biaya: Decimal


@dataclass(frozen=True, kw_only=True)
class SaringJp:
    """Whose hours; ``keadaan`` is ``terpenuhi``, ``kurang`` or empty for all."""

    tahun: int
    opd: str = ""
    keadaan: str = ""
    q: str = ""
    halaman: int = 1
    per_halaman: int = 50


@dataclass(frozen=True, kw_only=True)
class JpRow:
    """The hours of one person in a year: planned, waiting for the verification, verified, and what is left to do."""

    pegawai_id: str
    nama: str
    opd_kode: str
    unit: str
    jabatan: str
    jp_rencana: Decimal
    jp_menunggu: Decimal
    jp: Decimal
    kurang: Decimal

    @property
    def terpenuhi(self) -> bool:
        """Tell whether the year's hours are met."""
        return self.kurang == 0


@dataclass(frozen=True, kw_only=True)
class HalamanJp:
    """A page of people and how many fit; of the agencies asked for, how many there are and how many meet the duty."""

    data: Sequence[JpRow]
    jumlah: int
    pegawai: int
    terpenuhi: int


@dataclass(frozen=True, kw_only=True)
class JpOrang:
    """The hours of one person in a year, with the entries behind them."""

    orang: OrangRow
    tahun: int
    hasil: HasilJp
    menunggu: Decimal
    baris: Sequence[PengembanganRow]
    aturan: AturanJp


class BacaPengembangan(Protocol):
    """What is read of development."""

    def find(self, pengembangan_id: str) -> PengembanganRow | None:
        """Return an entry, or None."""
        ...

    def list_seen(
        self, saring: SaringPengembangan, pembaca_id: str | None, *, semua: bool, bawahan: bool
    ) -> HalamanPengembangan:
        """Return a page, those that wait first: the reader's own, with ``bawahan`` those of the two levels below too."""
        ...

    def list_jp(self, saring: SaringJp, minimal: Decimal) -> HalamanJp:
        """Return a page of the people in service, who lacks most first."""
        ...

    def list_jp_bawahan(self, tahun: int, atasan_id: str, minimal: Decimal) -> Sequence[JpRow]:
        """Return the people in service directly below a person, who lacks most first."""
        ...


@dataclass(frozen=True, kw_only=True)
class SumberPengembangan:
    """Where the questions read from, and the rules they compute by."""

    pengembangan: BacaPengembangan
    orang: BacaOrang
    jp: Berlaku[AturanJp]
    aturan: Berlaku[AturanPengembangan]
    clock: Clock


def get_pengembangan(pengguna: Pengguna, pengembangan_id: str, *, sumber: SumberPengembangan) -> PengembanganRow:
    """Return an entry of a person within reach."""
    row = sumber.pengembangan.find(pengembangan_id)
    if row is None or relate(pengguna, row.rantai) not in TERLIHAT:
        raise NotFound("pengembangan.not_found", pengembangan_id=pengembangan_id)
    return row


def list_pengembangan(
    pengguna: Pengguna, saring: SaringPengembangan, *, sumber: SumberPengembangan
) -> HalamanPengembangan:
    """Return the entries within reach."""
    semua = pengguna.may(Scope.PENGEMBANGAN_REKAP)
    bawahan = pengguna.may(Scope.PENGEMBANGAN_SETUJUI)
    return sumber.pengembangan.list_seen(saring, pengguna.pegawai_id, semua=semua, bawahan=bawahan)


def get_jp(pengguna: Pengguna, pegawai_id: str, tahun: int | None, *, sumber: SumberPengembangan) -> JpOrang:
    """Return the hours of a person within reach in a year, without one in the present year."""
    orang = get_orang(pengguna, pegawai_id, baca=sumber.orang)
    tahun = Periode.containing(sumber.clock.now()).tahun if tahun is None else tahun
    saring = SaringPengembangan(pegawai_id=pegawai_id, tahun=tahun, per_halaman=500)
    found = sumber.pengembangan.list_seen(saring, None, semua=True, bawahan=False)
    rule = _aturan(tahun, sumber)
    return JpOrang(
        orang=orang,
        tahun=tahun,
        hasil=check_jp([found.jp], rule),
        menunggu=found.jp_menunggu,
        baris=found.data,
        aturan=rule,
    )


def list_jp(pengguna: Pengguna, saring: SaringJp, *, sumber: SumberPengembangan) -> HalamanJp:
    """Return the hours of everybody; for who keeps the plan of all agencies."""
    pengguna.require(Scope.PENGEMBANGAN_REKAP)
    return sumber.pengembangan.list_jp(saring, _aturan(saring.tahun, sumber).minimal)


def list_jp_bawahan(pengguna: Pengguna, tahun: int, *, sumber: SumberPengembangan) -> Sequence[JpRow]:
    """Return the hours of the people directly below the caller."""
    pengguna.require(Scope.PENGEMBANGAN_SETUJUI)
    if pengguna.pegawai_id is None:
        return ()
    return sumber.pengembangan.list_jp_bawahan(tahun, pengguna.pegawai_id, _aturan(tahun, sumber).minimal)


def get_bentuk(*, sumber: SumberPengembangan) -> AturanPengembangan:
    """Return the kinds of development in force today."""
    today = sumber.clock.now().astimezone(JAKARTA).date()
    return sumber.aturan.nearest(today)


def list_langkah(row: PengembanganRow, pengguna: Pengguna) -> list[str]:
    """Return the steps that the caller may take on an entry now."""
    hubungan = relate(pengguna, row.rantai)
    above = pengguna.may(Scope.PENGEMBANGAN_SETUJUI) and hubungan is not Hubungan.DIRI_SENDIRI
    keeper = pengguna.may(Scope.PENGEMBANGAN_VERIFIKASI) and hubungan is Hubungan.PENGELOLA
    own = pengguna.may(Scope.PENGEMBANGAN_USULKAN) and hubungan is Hubungan.DIRI_SENDIRI
    steps = {
        StatusPengembangan.DIUSULKAN: ["approve", "reject"] if above else [],
        StatusPengembangan.DISETUJUI: ["begin"] if own else [],
        StatusPengembangan.BERJALAN: ["finish"] if own else [],
        StatusPengembangan.SELESAI: ["verify", "return"] if keeper else [],
    }
    return steps.get(StatusPengembangan(row.status), [])


def _aturan(tahun: int, sumber: SumberPengembangan) -> AturanJp:
    return sumber.jp.nearest(Periode(tahun).tanggal_akhir)
