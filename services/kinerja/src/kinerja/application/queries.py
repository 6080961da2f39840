"""What can be asked of the service; each question applies the caller's agencies, none goes through an aggregate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from chassis.domain import Invalid, NotFound, Pengguna
from kinerja.application.wewenang import Jangkauan

PER_HALAMAN_PALING_BANYAK = 500


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """A unit with its head and the number of people in service in it and below."""

    unit_id: str
    induk_id: str | None
    nama: str
    jenis: str
    opd_kode: str
    version: int
    jumlah_pegawai: int
    kepala_id: str | None
    kepala_nama: str | None


@dataclass(frozen=True, kw_only=True)
class UnitNode:
    """A unit with those below it."""

    unit: UnitRow
    anak: tuple[UnitNode, ...]


@dataclass(frozen=True, kw_only=True)
class PegawaiRow:
    """A person as others see them."""

    pegawai_id: str
    nama: str
    unit_id: str
    unit_nama: str
    opd_kode: str
    opd_nama: str
    jabatan_kode: str
    jabatan: str
    jenis_jabatan: str
    jenjang_jabatan: str
    atasan_id: str | None
    atasan_nama: str | None
    atasan_ditetapkan: bool
    aktif: bool
    version: int


@dataclass(frozen=True, kw_only=True)
class JabatanRow:
    """A post that can be chosen."""

    kode: str
    nama: str
    jenis: str


@dataclass(frozen=True, kw_only=True)
class RiwayatRow:
    """A change of a person or a unit, from the audit trail."""

    waktu: datetime
    aksi: str
    aktor: str
    peran: Sequence[str]
    alasan: str
    dari: Mapping[str, object]
    ke: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class SaringPegawai:
    """Which people: empty fields mean all; ``opd`` and ``unit`` include what lies below."""

    opd: str = ""
    unit: str = ""
    q: str = ""
    jenis: str = ""
    aktif: bool | None = True
    halaman: int = 1
    per_halaman: int = 25


@dataclass(frozen=True, kw_only=True)
class Halaman:
    """One page of people and how many there are."""

    data: Sequence[PegawaiRow]
    halaman: int
    per_halaman: int
    jumlah: int


class Baca(Protocol):
    """The read models."""

    def list_unit(self, opd_kode: str | None) -> list[UnitRow]:
        """Return all units, or one agency's with the regency above it; a parent before its children."""
        ...

    def name_opd(self, opd_kode: str | None) -> dict[str, str]:
        """Return the name of each agency, or of one, by its code, in the order of the tree."""
        ...

    def list_pegawai(self, saring: SaringPegawai) -> Halaman:
        """Return a page of people, by agency, level of the unit and name."""
        ...

    def find_pegawai(self, pegawai_id: str) -> PegawaiRow | None:
        """Return a person, or None."""
        ...

    def list_bawahan(self, pegawai_id: str) -> list[PegawaiRow]:
        """Return those in service who look to a person."""
        ...

    def list_pejabat(self, opd_kode: str, jenis_jabatan: str) -> list[PegawaiRow]:
        """Return everyone in service in an agency, heads first."""
        ...

    def list_jabatan(self) -> list[JabatanRow]:
        """Return the catalogue of posts."""
        ...

    def list_riwayat(self, subject: str) -> list[RiwayatRow]:
        """Return what the audit trail holds on a person or a unit, the newest first."""
        ...


def get_organisasi(pengguna: Pengguna, *, opd: str = "", baca: Baca) -> UnitNode:
    """Return the tree within the caller's reach; raises NotFound for another's agency or an unknown one."""
    own = Jangkauan(pengguna).opd_kode
    if own is not None and opd not in ("", own):
        raise NotFound("organisasi.not_found", opd_kode=opd)
    chosen = own if own is not None else (opd or None)
    rows = baca.list_unit(chosen)
    if not rows or (opd and all(row.opd_kode != opd for row in rows)):
        raise NotFound("organisasi.not_found", opd_kode=opd)
    return _tree(rows)


def name_opd(pengguna: Pengguna, *, baca: Baca) -> dict[str, str]:
    """Return the names of the agencies within the caller's reach by their codes."""
    return baca.name_opd(Jangkauan(pengguna).opd_kode)


def _tree(rows: Sequence[UnitRow]) -> UnitNode:
    """Return the rows, a parent before its children, as a tree."""
    anak: dict[str, list[UnitNode]] = {}
    node = UnitNode(unit=rows[0], anak=())
    for row in reversed(rows):
        node = UnitNode(unit=row, anak=tuple(reversed(anak.get(row.unit_id, []))))
        anak.setdefault(row.induk_id or "", []).append(node)
    return node


def get_unit(pengguna: Pengguna, unit_id: str, *, baca: Baca) -> UnitRow:
    """Return a unit within reach; raises NotFound ``unit.not_found``."""
    for row in baca.list_unit(Jangkauan(pengguna).opd_kode):
        if row.unit_id == unit_id:
            return row
    raise NotFound("unit.not_found", unit_id=unit_id)


def get_pegawai(pengguna: Pengguna, pegawai_id: str, *, baca: Baca) -> PegawaiRow:
    """Return a person of an agency within reach; another's is not found."""
    row = baca.find_pegawai(pegawai_id)
    if row is None or not Jangkauan(pengguna).covers(row.opd_kode):
        raise NotFound("pegawai.not_found", pegawai_id=pegawai_id)
    return row


def list_pegawai(pengguna: Pengguna, saring: SaringPegawai, *, baca: Baca) -> Halaman:
    """Return a page of the people within reach; an agency out of reach has none."""
    _check_page(saring)
    own = Jangkauan(pengguna).opd_kode
    if own is None:
        return baca.list_pegawai(saring)
    if not own or saring.opd not in ("", own):
        return Halaman(data=[], halaman=saring.halaman, per_halaman=saring.per_halaman, jumlah=0)
    return baca.list_pegawai(replace(saring, opd=own))


def list_bawahan(pengguna: Pengguna, pegawai_id: str, *, baca: Baca) -> list[PegawaiRow]:
    """Return the subordinates of a person, those within reach."""
    jangkauan = Jangkauan(pengguna)
    return [row for row in baca.list_bawahan(pegawai_id) if jangkauan.covers(row.opd_kode)]


def list_pejabat(pengguna: Pengguna, opd_kode: str, *, jenis_jabatan: str = "", baca: Baca) -> list[PegawaiRow]:
    """Return the officers of an agency; raises Invalid without one, none for an agency out of reach."""
    if not opd_kode:
        raise Invalid({"opd_kode": ["Isi kode OPD"]})
    if not Jangkauan(pengguna).covers(opd_kode):
        return []
    return baca.list_pejabat(opd_kode, jenis_jabatan)


def list_riwayat(pengguna: Pengguna, pegawai_id: str, *, baca: Baca) -> list[RiwayatRow]:
    """Return the changes of a person within reach; the reasons only to the person and to who acts for all agencies."""
    get_pegawai(pengguna, pegawai_id, baca=baca)
    riwayat = baca.list_riwayat(pegawai_id)
    if Jangkauan(pengguna).opd_kode is None or pengguna.pegawai_id == pegawai_id:
        return riwayat
    return [replace(row, alasan="") for row in riwayat]


def _check_page(saring: SaringPegawai) -> None:
    errors: dict[str, list[str]] = {}
    if saring.halaman < 1:
        errors["halaman"] = ["Halaman mulai dari 1"]
    if not 1 <= saring.per_halaman <= PER_HALAMAN_PALING_BANYAK:
        errors["per_halaman"] = [f"Antara 1 dan {PER_HALAMAN_PALING_BANYAK}"]
    if errors:
        raise Invalid(errors)
