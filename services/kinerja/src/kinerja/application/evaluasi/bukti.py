"""*Bukti*: what speaks for a rating, read beside the nine boxes; it sets nothing.

The assessors read all of it. The person reads the figures and the feedback, not the spread of the colleagues; who reads
for every agency sees the figures alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from chassis.domain import Invalid, NotFound, Pengguna
from kinerja.application.evaluasi.act import ASSESSOR
from kinerja.application.evaluasi.pemutus import Dinilai, relate_to
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.ports import Rantai
from kinerja.application.umpan_balik.queries import BacaUmpanBalik, UmpanBalikRow
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import CapaianOrganisasi, Ekspektasi, Predikat
from kinerja.domain.saran_hasil_kerja import AturanSaran
from kinerja.domain.sebaran import Temuan, check_sebaran

UMPAN_BALIK_PALING_BANYAK = 50
JUDGES = ASSESSOR | {Hubungan.PEMUTUS}


@dataclass(frozen=True, kw_only=True)
class IndikatorBukti:
    """An indicator of the unit that the person works for, at the period's target."""

    id: str
    nama: str
    satuan: str
    unit: str
    target: Decimal
    realisasi: Decimal | None
    capaian: Decimal | None
    asal: str | None


@dataclass(frozen=True, kw_only=True)
class SebaranTim:
    """The predikat of the assessor's direct subordinates, drafts included, beside the capaian of the unit they head."""

    jumlah: Mapping[Predikat, int]
    belum: int
    capaian: CapaianOrganisasi | None
    temuan: Sequence[Temuan]
    """What would stand in the way of closing; empty where no capaian was set."""

    @property
    def populasi(self) -> int:
        """How many have a predikat."""
        return sum(self.jumlah.values())


@dataclass(frozen=True, kw_only=True)
class Saran:
    """The suggested rating of work, and on which ground."""

    hasil_kerja: Ekspektasi
    capaian: CapaianOrganisasi
    sumber: str


@dataclass(frozen=True, kw_only=True)
class Bukti:
    """What speaks for a rating of a person in a period; ``umpan_balik`` is None where the caller may not read it."""

    pegawai_id: str
    periode: str
    indikator: Sequence[IndikatorBukti]
    umpan_balik: Sequence[UmpanBalikRow] | None
    sebaran: SebaranTim | None
    saran: Saran | None


@dataclass(frozen=True, kw_only=True)
class KedudukanRow:
    """Where a person stands in a unit: the chain above, whether they head it, and its capaian."""

    rantai: Rantai
    memimpin: bool
    capaian: CapaianOrganisasi | None


class BacaBukti(Protocol):
    """What is read of the evidence."""

    def find_kedudukan(self, pegawai_id: str, unit_id: str, periode: Periode) -> KedudukanRow | None:
        """Return where a person stands in a unit, or where they work now; None: no such person."""
        ...

    def list_indikator(self, unit_id: str, periode: Periode) -> Sequence[IndikatorBukti]:
        """Return the indicators of the unit, or of the nearest above within the agency that has any that year."""
        ...

    def count_tim(self, penilai_id: str, periode: Periode) -> tuple[Mapping[Predikat, int], int]:
        """Count the direct subordinates by predikat, and those without one."""
        ...

    def find_capaian(self, kepala_id: str, periode: Periode) -> CapaianOrganisasi | None:
        """Return the capaian of the unit that a person heads."""
        ...


def get_bukti(
    pengguna: Pengguna,
    pegawai_id: str,
    periode: str,
    unit_id: str = "",
    dinilai: Dinilai | None = None,
    *,
    baca: BacaBukti,
    umpan_balik: BacaUmpanBalik,
    saran_on: Callable[[date], AturanSaran],
) -> Bukti:
    """Return the evidence on a person, as far as the caller may read it; out of reach the person is not found.

    ``unit_id`` is the unit in which the person is rated, today's where it is left out; ``dinilai`` the appraisal that it
    stands beside, where there is one: whoever decides on it reads all.
    """
    which = Periode.parse(periode)
    found = baca.find_kedudukan(pegawai_id, unit_id, which)
    hubungan = _relate(pengguna, found.rantai, dinilai) if found else Hubungan.ORANG_LAIN
    if found is None or hubungan is Hubungan.ORANG_LAIN:
        raise NotFound("pegawai.not_found", pegawai_id=pegawai_id)
    near = hubungan in JUDGES | {Hubungan.DIRI_SENDIRI}
    return Bukti(
        pegawai_id=pegawai_id,
        periode=which.teks,
        indikator=baca.list_indikator(found.rantai.unit_id, which),
        umpan_balik=_list_umpan_balik(pengguna, pegawai_id, which, umpan_balik) if near else None,
        sebaran=_count_tim(found.rantai.atasan_id, which, baca) if hubungan in JUDGES else None,
        saran=_suggest(found, which, saran_on) if hubungan in JUDGES else None,
    )


def _relate(pengguna: Pengguna, rantai: Rantai, dinilai: Dinilai | None) -> Hubungan:
    return relate_to(pengguna, rantai, dinilai) if dinilai else relate(pengguna, rantai)


def _list_umpan_balik(
    pengguna: Pengguna, pegawai_id: str, periode: Periode, baca: BacaUmpanBalik
) -> Sequence[UmpanBalikRow]:
    """Return what was said of the person in the period, of the year that of its quarters too."""
    return baca.list_for(pegawai_id, periode.teks, pengguna.pegawai_id, UMPAN_BALIK_PALING_BANYAK)


def _count_tim(penilai_id: str | None, periode: Periode, baca: BacaBukti) -> SebaranTim | None:
    if penilai_id is None:
        return None
    jumlah, belum = baca.count_tim(penilai_id, periode)
    capaian = baca.find_capaian(penilai_id, periode)
    temuan = check_sebaran(capaian, jumlah).temuan if capaian else ()
    return SebaranTim(jumlah=jumlah, belum=belum, capaian=capaian, temuan=temuan)


def _suggest(kedudukan: KedudukanRow, periode: Periode, saran_on: Callable[[date], AturanSaran]) -> Saran | None:
    """Return what the rule suggests, for a head whose unit has its capaian; before there was a rule, nothing."""
    if not kedudukan.memimpin or kedudukan.capaian is None:
        return None
    try:
        aturan = saran_on(periode.tanggal_akhir)
    except Invalid:
        return None
    hasil_kerja = aturan.kepala[kedudukan.capaian]
    return Saran(hasil_kerja=hasil_kerja, capaian=kedudukan.capaian, sumber=aturan.sumber)
