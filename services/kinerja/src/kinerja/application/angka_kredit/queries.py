"""Questions about credits: one conversion, and all of a person with what is lacking for the next pangkat and level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from chassis.domain import JAKARTA, Clock, NotFound, Pengguna
from kinerja.application.orang import BacaOrang, OrangRow, get_orang
from kinerja.application.riwayat_kepegawaian.queries import (
    BacaRiwayatKepegawaian,
    RiwayatKepegawaianRow,
    find_angka_kredit_awal,
    find_newest,
)
from kinerja.domain.angka_kredit import AturanAngkaKredit, MasaKerja, compute_angka_kredit
from kinerja.domain.aturan import Berlaku
from kinerja.domain.jabatan import JenjangJabatan
from kinerja.domain.penetapan_angka_kredit import KebutuhanAngkaKredit, compute_kebutuhan
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Predikat
from kinerja.domain.riwayat_kepegawaian import JenisRiwayat


@dataclass(frozen=True, kw_only=True)
class TersimpanRow:
    """A conversion as it is stored, with the predikat that its evaluation has now."""

    id: str
    pegawai_id: str
    tahun: int
    evaluasi_id: str
    jenjang: JenjangJabatan
    predikat: Predikat
    predikat_kini: Predikat
    bulan: int
    version: int
    ditetapkan_pada: datetime

    @property
    def berubah(self) -> bool:
        """Whether an objection has changed the predikat since."""
        return self.predikat is not self.predikat_kini


@dataclass(frozen=True, kw_only=True)
class CalonRow:
    """An established evaluation of a year that was not converted yet; ``keberatan`` holds it up."""

    evaluasi_id: str
    tahun: int
    unit: str
    predikat: Predikat
    keberatan: bool
    sendirian: bool
    """Whether it is the only one of its year, and so stands for all of it."""


@dataclass(frozen=True, kw_only=True)
class AngkaKreditRow:
    """A conversion with its arithmetic; ``dihitung`` says whether it counts for the level held now."""

    tersimpan: TersimpanRow
    koefisien: Decimal
    persen: Decimal
    nilai: Fraction
    dihitung: bool


@dataclass(frozen=True, kw_only=True)
class AngkaKreditOrang:
    """All credits of a person; ``kebutuhan`` is None where the post has no credits."""

    orang: OrangRow
    baris: Sequence[AngkaKreditRow]
    calon: Sequence[CalonRow]
    awal: Decimal
    catatan_awal: RiwayatKepegawaianRow | None
    catatan_pangkat: RiwayatKepegawaianRow | None
    jumlah: Fraction
    kebutuhan: KebutuhanAngkaKredit | None
    aturan: AturanAngkaKredit

    @property
    def golongan_tercatat(self) -> bool:
        """Whether the golongan was recorded; otherwise it is taken as the first of the level."""
        pangkat = self.catatan_pangkat
        return self.kebutuhan is not None and pangkat is not None and pangkat.isi == self.kebutuhan.golongan


class BacaAngkaKredit(Protocol):
    """What is read of credits."""

    def find(self, angka_kredit_id: str) -> TersimpanRow | None:
        """Return a conversion, or None."""
        ...

    def list_of(self, pegawai_id: str) -> Sequence[TersimpanRow]:
        """Return every conversion of a person, the newest year first."""
        ...

    def list_calon(self, pegawai_id: str) -> Sequence[CalonRow]:
        """Return the established evaluations of years that were not converted, the newest first."""
        ...


@dataclass(frozen=True, kw_only=True)
class SumberAngkaKredit:
    """Where the questions read from, and the rules they compute by."""

    angka_kredit: BacaAngkaKredit
    orang: BacaOrang
    riwayat: BacaRiwayatKepegawaian
    aturan: Berlaku[AturanAngkaKredit]
    clock: Clock


def get_angka_kredit(pengguna: Pengguna, angka_kredit_id: str, *, sumber: SumberAngkaKredit) -> AngkaKreditRow:
    """Return one conversion of a person within reach."""
    row = sumber.angka_kredit.find(angka_kredit_id)
    if row is None:
        raise NotFound("angka_kredit.not_found", angka_kredit_id=angka_kredit_id)
    try:
        orang = get_orang(pengguna, row.pegawai_id, baca=sumber.orang)
    except NotFound as error:
        raise NotFound("angka_kredit.not_found", angka_kredit_id=angka_kredit_id) from error
    today = sumber.clock.now().astimezone(JAKARTA).date()
    _, catatan = find_angka_kredit_awal(sumber.riwayat.list_of([row.pegawai_id]), today)
    return _count(row, orang, catatan, sumber.aturan)


def get_angka_kredit_orang(pengguna: Pengguna, pegawai_id: str, *, sumber: SumberAngkaKredit) -> AngkaKreditOrang:
    """Return the credits of a person within reach."""
    orang = get_orang(pengguna, pegawai_id, baca=sumber.orang)
    today = sumber.clock.now().astimezone(JAKARTA).date()
    riwayat = sumber.riwayat.list_of([pegawai_id])
    awal, catatan = find_angka_kredit_awal(riwayat, today)
    baris = [_count(row, orang, catatan, sumber.aturan) for row in sumber.angka_kredit.list_of(pegawai_id)]
    jumlah = Fraction(awal) + sum((row.nilai for row in baris if row.dihitung), Fraction(0))
    pangkat = find_newest(riwayat, JenisRiwayat.PANGKAT, today)
    rule = sumber.aturan.nearest(today)
    kebutuhan = None
    if orang.jenjang in rule.jenjang:
        kebutuhan = compute_kebutuhan(jumlah, orang.jenjang, pangkat.isi if pangkat else None, rule)
    return AngkaKreditOrang(
        orang=orang,
        baris=baris,
        calon=_list_calon(pegawai_id, sumber) if kebutuhan else (),
        awal=awal,
        catatan_awal=catatan,
        catatan_pangkat=pangkat,
        jumlah=jumlah,
        kebutuhan=kebutuhan,
        aturan=rule,
    )


def _list_calon(pegawai_id: str, sumber: SumberAngkaKredit) -> list[CalonRow]:
    """Return what can be converted: years before the rule held have no credits."""
    rows = sumber.angka_kredit.list_calon(pegawai_id)
    return [row for row in rows if Periode(row.tahun).tanggal_akhir >= sumber.aturan.first]


def _count(
    row: TersimpanRow, orang: OrangRow, awal: RiwayatKepegawaianRow | None, aturan: Berlaku[AturanAngkaKredit]
) -> AngkaKreditRow:
    """Return a conversion with its arithmetic; years that end before ``awal`` held are in what it says."""
    end = Periode(row.tahun).tanggal_akhir
    rule = aturan.on(end)
    masa = MasaKerja(jenjang=row.jenjang, predikat=row.predikat, bulan=row.bulan)
    return AngkaKreditRow(
        tersimpan=row,
        koefisien=rule.jenjang[row.jenjang].koefisien,
        persen=rule.persen[row.predikat],
        nilai=compute_angka_kredit([masa], rule),
        dihitung=row.jenjang is orang.jenjang and (awal is None or end >= awal.dari),
    )
