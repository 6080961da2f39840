"""The index of professionalism of a person, derived from stored facts: each dimension says where it comes from.

What is not stored is missing, not zero: a dimension without its fact has no value, and the index none before all four do. Only
a sanction that nobody recorded counts as none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto

from kinerja.application.ip_asn.nilai import AturanTahun, Ciri, Dimensi, NilaiIpAsn, value_ip_asn
from kinerja.application.orang import OrangRow
from kinerja.application.riwayat_kepegawaian.queries import RiwayatKepegawaianRow
from kinerja.domain.aturan import Aturan
from kinerja.domain.ip_asn import AturanIpAsn, HukumanDisiplin, KategoriIpAsn, Pendidikan
from kinerja.domain.jp import check_jp
from kinerja.domain.pengembangan import BuktiKompetensi
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Predikat
from kinerja.domain.riwayat_kepegawaian import JenisRiwayat


class Asal(StrEnum):
    """What kind of record a dimension comes from."""

    RIWAYAT = auto()
    PENGEMBANGAN = auto()
    EVALUASI = auto()
    JABATAN = auto()
    TIDAK_TERCATAT = auto()


class Kekurangan(StrEnum):
    """What is missing, for the value or for the full points."""

    PENDIDIKAN = auto()
    DIKLAT_JABATAN = auto()
    JP20 = auto()
    SEMINAR = auto()
    EVALUASI = auto()


@dataclass(frozen=True, kw_only=True)
class KursusRow:
    """A verified course of a person."""

    id: str
    pegawai_id: str
    tahun: int
    judul: str
    bentuk: str
    jp: Decimal


@dataclass(frozen=True, kw_only=True)
class PredikatRow:
    """The established evaluation of a person in the year."""

    evaluasi_id: str
    pegawai_id: str
    predikat: Predikat


@dataclass(frozen=True, kw_only=True)
class Fakta:
    """All that is stored of a person, the newest first."""

    orang: OrangRow
    riwayat: Sequence[RiwayatKepegawaianRow]
    kursus: Sequence[KursusRow]
    evaluasi: PredikatRow | None


@dataclass(frozen=True, kw_only=True)
class AsalRow:
    """A record behind a dimension: what kind, which one, and what it says."""

    asal: Asal
    id: str
    isi: str


@dataclass(frozen=True, kw_only=True)
class DimensiRow:
    """A dimension: its value, None where the fact is missing, the most it can be, and why it is what it is."""

    dimensi: Dimensi
    nilai: Decimal | None
    maks: Decimal
    asal: Sequence[AsalRow]
    kurang: Sequence[Kekurangan]


@dataclass(frozen=True, kw_only=True)
class IpAsnOrang:
    """The index of a person in a year; ``nilai`` and ``kategori`` are None while a dimension has no value."""

    orang: OrangRow
    tahun: int
    dimensi: Sequence[DimensiRow]
    nilai: Decimal | None
    kategori: KategoriIpAsn | None
    sementara: Decimal
    aturan: Aturan

    @property
    def kurang(self) -> list[Kekurangan]:
        """Everything that is missing."""
        return [each for row in self.dimensi for each in row.kurang]


@dataclass(frozen=True, kw_only=True)
class _Kompetensi:
    """The proofs of competence of a year, and the hours that were counted."""

    bukti: frozenset[BuktiKompetensi]
    melekat: bool
    asal: Sequence[AsalRow]


def derive_ip_asn(fakta: Fakta, tahun: int, aturan: AturanTahun) -> IpAsnOrang:
    """Return the index of a person in a year, by the rules in force at its end."""
    rule = aturan.ip_asn
    degree = _find_pendidikan(fakta.riwayat, Periode(tahun).tanggal_akhir, rule)
    sanction = _find_hukuman(fakta.riwayat, Periode(tahun), rule)
    competence = _gather_kompetensi(fakta, tahun, aturan)
    ciri = Ciri(
        jenis_jabatan=fakta.orang.jenis_jabatan,
        pendidikan=Pendidikan(degree.isi) if degree else None,
        bukti=competence.bukti,
        melekat=competence.melekat,
        predikat=fakta.evaluasi.predikat if fakta.evaluasi else None,
        hukuman=HukumanDisiplin(sanction.isi) if sanction else None,
    )
    hasil = value_ip_asn(ciri, rule)
    dimensi = (
        _kualifikasi(degree, hasil, rule),
        _kompetensi(competence, hasil, fakta.orang, rule),
        _kinerja(fakta.evaluasi, hasil, rule),
        _disiplin(sanction, hasil, rule),
    )
    return IpAsnOrang(
        orang=fakta.orang,
        tahun=tahun,
        dimensi=dimensi,
        nilai=hasil.nilai,
        kategori=hasil.kategori,
        sementara=hasil.sementara,
        aturan=rule,
    )


def _find_pendidikan(
    riwayat: Sequence[RiwayatKepegawaianRow], end: date, rule: AturanIpAsn
) -> RiwayatKepegawaianRow | None:
    """Return the degree that counts most."""
    found = [row for row in riwayat if row.jenis is JenisRiwayat.PENDIDIKAN and row.holds_on(end)]
    return max(found, key=lambda row: rule.pendidikan[Pendidikan(row.isi)], default=None)


def _find_hukuman(
    riwayat: Sequence[RiwayatKepegawaianRow], periode: Periode, rule: AturanIpAsn
) -> RiwayatKepegawaianRow | None:
    """Return the heaviest sanction that held on any day of the year."""
    start, end = periode.tanggal_mulai, periode.tanggal_akhir
    found = [
        row
        for row in riwayat
        if row.jenis is JenisRiwayat.HUKUMAN_DISIPLIN
        and not row.dibatalkan
        and row.dari <= end
        and (row.sampai is None or row.sampai >= start)
    ]
    return min(found, key=lambda row: rule.disiplin[HukumanDisiplin(row.isi)], default=None)


def _gather_kompetensi(fakta: Fakta, tahun: int, aturan: AturanTahun) -> _Kompetensi:
    end = Periode(tahun).tanggal_akhir

    def proving(bukti: BuktiKompetensi, *, before: bool) -> list[KursusRow]:
        years = range(tahun + 1) if before else range(tahun, tahun + 1)
        return [row for row in fakta.kursus if row.tahun in years and row.bentuk in aturan.bentuk[bukti]]

    trained = [row for row in fakta.riwayat if row.jenis is JenisRiwayat.DIKLAT_JABATAN and row.holds_on(end)]
    led = proving(BuktiKompetensi.DIKLAT_JABATAN, before=True)
    technical = proving(BuktiKompetensi.JP20, before=False)
    seminar = proving(BuktiKompetensi.SEMINAR, before=False)
    melekat = aturan.pengembangan.is_melekat(fakta.orang.jabatan_kode)
    proofs = {
        BuktiKompetensi.DIKLAT_JABATAN: bool(trained or led),
        BuktiKompetensi.JP20: check_jp([row.jp for row in technical], aturan.jp).terpenuhi,
        BuktiKompetensi.SEMINAR: bool(seminar),
    }
    asal = [AsalRow(asal=Asal.RIWAYAT, id=row.id, isi=row.isi) for row in trained]
    courses = (*led, *technical, *seminar)
    asal += [AsalRow(asal=Asal.PENGEMBANGAN, id=row.id, isi=f"{row.judul} ({row.jp:f} JP)") for row in courses]
    if melekat:
        asal.append(AsalRow(asal=Asal.JABATAN, id=fakta.orang.jabatan_kode, isi=fakta.orang.jabatan))
    return _Kompetensi(bukti=frozenset(each for each, there in proofs.items() if there), melekat=melekat, asal=asal)


def _kualifikasi(degree: RiwayatKepegawaianRow | None, hasil: NilaiIpAsn, rule: AturanIpAsn) -> DimensiRow:
    return DimensiRow(
        dimensi=Dimensi.KUALIFIKASI,
        nilai=hasil.dimensi[Dimensi.KUALIFIKASI],
        maks=max(rule.pendidikan.values()),
        asal=[AsalRow(asal=Asal.RIWAYAT, id=degree.id, isi=degree.isi)] if degree else [],
        kurang=[] if degree else [Kekurangan.PENDIDIKAN],
    )


def _kompetensi(found: _Kompetensi, hasil: NilaiIpAsn, orang: OrangRow, rule: AturanIpAsn) -> DimensiRow:
    bobot = rule.kompetensi[orang.jenis_jabatan]
    points = {
        BuktiKompetensi.DIKLAT_JABATAN: bobot.diklat_jabatan,
        BuktiKompetensi.JP20: bobot.jp20,
        BuktiKompetensi.SEMINAR: bobot.seminar,
    }
    lacking = [each for each, value in points.items() if value and each not in found.bukti]
    if found.melekat and BuktiKompetensi.DIKLAT_JABATAN in lacking:
        lacking.remove(BuktiKompetensi.DIKLAT_JABATAN)
    return DimensiRow(
        dimensi=Dimensi.KOMPETENSI,
        nilai=hasil.dimensi[Dimensi.KOMPETENSI],
        maks=sum(points.values(), Decimal(0)),
        asal=found.asal,
        kurang=[Kekurangan(each.value) for each in lacking],
    )


def _kinerja(evaluasi: PredikatRow | None, hasil: NilaiIpAsn, rule: AturanIpAsn) -> DimensiRow:
    asal = [AsalRow(asal=Asal.EVALUASI, id=evaluasi.evaluasi_id, isi=evaluasi.predikat)] if evaluasi else []
    return DimensiRow(
        dimensi=Dimensi.KINERJA,
        nilai=hasil.dimensi[Dimensi.KINERJA],
        maks=max(rule.predikat.values()),
        asal=asal,
        kurang=[] if evaluasi else [Kekurangan.EVALUASI],
    )


def _disiplin(sanction: RiwayatKepegawaianRow | None, hasil: NilaiIpAsn, rule: AturanIpAsn) -> DimensiRow:
    none = AsalRow(asal=Asal.TIDAK_TERCATAT, id="", isi=HukumanDisiplin.TIDAK_ADA)
    return DimensiRow(
        dimensi=Dimensi.DISIPLIN,
        nilai=hasil.dimensi[Dimensi.DISIPLIN],
        maks=max(rule.disiplin.values()),
        asal=[AsalRow(asal=Asal.RIWAYAT, id=sanction.id, isi=sanction.isi)] if sanction else [none],
        kurang=[],
    )
