"""Questions about the tree of goals and the agreements, within the caller's agencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from chassis.domain import NotFound, Pengguna
from kinerja.application.tujuan.queries import BacaTujuan, IndikatorRow, SaringIndikator, sees
from kinerja.application.wewenang import Jangkauan
from kinerja.domain.perjanjian import Perjanjian
from kinerja.domain.pohon_kinerja import PohonKinerja, Simpul, warnings_of
from kinerja.domain.temuan_pohon import Temuan, UkuranSimpul, find_temuan

SEMUA = 5000
"""More indicators than a regency has in a year."""


@dataclass(frozen=True, kw_only=True)
class PohonBaca:
    """All goals of a year, the names of the units, and which of these somebody heads."""

    pohon: PohonKinerja
    nama_unit: Mapping[str, str]
    berkepala: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class SimpulRow:
    """A goal with its unit, its indicators and what is found about it."""

    simpul: Simpul
    unit_nama: str
    indikator: Sequence[IndikatorRow]
    temuan: Sequence[Temuan]
    peringatan: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class PohonRow:
    """The goals of a year within reach, a parent before its children, and the findings."""

    tahun: int
    simpul: Sequence[SimpulRow]
    temuan: Sequence[Temuan]


@dataclass(frozen=True, kw_only=True)
class PerjanjianRow:
    """An agreement with the names that its page shows."""

    perjanjian: Perjanjian
    unit_nama: str
    nama: Mapping[str, tuple[str, str]]
    """By the id of a party: name and post."""

    def name_pihak(self, pegawai_id: str, jabatan: str = "") -> tuple[str, str]:
        """Return the name of a party and the post in which it promised; the head of the regency stands by the office."""
        nama, kini = self.nama.get(pegawai_id, ("Bupati", "Kepala daerah"))
        return nama, jabatan or kini


@dataclass(frozen=True, kw_only=True)
class SaringPerjanjian:
    """Which agreements: empty fields mean all."""

    unit_id: str = ""
    tahun: int | None = None
    halaman: int = 1
    per_halaman: int = 50


class BacaPohon(BacaTujuan, Protocol):
    """The read models of the tree and of agreements."""

    def read_pohon(self, tahun: int) -> PohonBaca:
        """Return all goals of a year."""
        ...

    def find_tahun(self, simpul_id: str) -> int | None:
        """Return the year of a goal, or None."""
        ...

    def list_perjanjian(
        self, saring: SaringPerjanjian, opd_kode: str | None, pegawai_id: str | None
    ) -> tuple[list[PerjanjianRow], int]:
        """Return a page of the agreements of an agency, of the regency and of a party, or all; and how many there are."""
        ...

    def find_perjanjian(self, perjanjian_id: str) -> PerjanjianRow | None:
        """Return an agreement, or None."""
        ...


def get_pohon(pengguna: Pengguna, tahun: int, *, baca: BacaPohon) -> PohonRow:
    """Return the tree of a year within reach, with its findings; those of other agencies are left out."""
    read = baca.read_pohon(tahun)
    saring = SaringIndikator(tahun=tahun, per_halaman=SEMUA)
    indikator = list(baca.list_indikator(saring, None).data)
    by_simpul: dict[str | None, list[IndikatorRow]] = {}
    for row in indikator:
        by_simpul.setdefault(row.simpul_id, []).append(row)
    opd = {row.id: row.opd_kode for row in indikator} | {simpul.id: simpul.isi.opd_kode for simpul in read.pohon}
    temuan = [
        each
        for each in find_temuan(read.pohon, [_to_ukuran(row) for row in indikator], read.berkepala)
        if sees(pengguna, opd[each.simpul_id or each.indikator_id or ""])
    ]
    rows = [
        _to_row(simpul, read, by_simpul.get(simpul.id, []), temuan)
        for simpul in _in_order(read.pohon)
        if sees(pengguna, simpul.isi.opd_kode)
    ]
    return PohonRow(tahun=tahun, simpul=rows, temuan=temuan)


def get_simpul(pengguna: Pengguna, simpul_id: str, *, baca: BacaPohon) -> SimpulRow:
    """Return a goal within reach; raises NotFound ``simpul.not_found``."""
    tahun = baca.find_tahun(simpul_id)
    if tahun is not None:
        for row in get_pohon(pengguna, tahun, baca=baca).simpul:
            if row.simpul.id == simpul_id:
                return row
    raise NotFound("simpul.not_found", simpul_id=simpul_id)


def list_perjanjian(
    pengguna: Pengguna, saring: SaringPerjanjian, *, baca: BacaPohon
) -> tuple[list[PerjanjianRow], int]:
    """Return a page of the agreements within reach, those of which the caller is a party among them."""
    return baca.list_perjanjian(saring, Jangkauan(pengguna).opd_kode, pengguna.pegawai_id)


def get_perjanjian(pengguna: Pengguna, perjanjian_id: str, *, baca: BacaPohon) -> PerjanjianRow:
    """Return an agreement within reach, or of which the caller is a party; raises NotFound ``perjanjian.not_found``."""
    row = baca.find_perjanjian(perjanjian_id)
    if row is not None:
        naskah = row.perjanjian.kini
        party = pengguna.pegawai_id in (naskah.pihak_pertama_id, naskah.pihak_kedua_id) and pengguna.pegawai_id
        if sees(pengguna, row.perjanjian.opd_kode) or party:
            return row
    raise NotFound("perjanjian.not_found", perjanjian_id=perjanjian_id)


def _in_order(pohon: PohonKinerja) -> list[Simpul]:
    """Return the goals, a parent before its children; those that hang on nothing last."""
    ordered: list[Simpul] = []

    def walk(simpul: Simpul) -> None:
        ordered.append(simpul)
        for anak in pohon.anak(simpul.id):
            walk(anak)

    roots = [each for each in pohon if pohon.find(each.isi.induk_id or "") is None]
    for root in sorted(roots, key=lambda each: (each.isi.jenis.value != "final_outcome", each.id)):
        walk(root)
    return ordered


def _to_ukuran(row: IndikatorRow) -> UkuranSimpul:
    return UkuranSimpul(
        id=row.id,
        simpul_id=row.simpul_id,
        nama=row.nama,
        satuan=row.satuan,
        polaritas=row.polaritas,
        target=row.target["T4"],
    )


def _to_row(simpul: Simpul, read: PohonBaca, indikator: Sequence[IndikatorRow], temuan: Sequence[Temuan]) -> SimpulRow:
    return SimpulRow(
        simpul=simpul,
        unit_nama=read.nama_unit.get(simpul.isi.unit_id or "", ""),
        indikator=indikator,
        temuan=[each for each in temuan if each.simpul_id == simpul.id],
        peringatan=warnings_of(simpul.isi),
    )
