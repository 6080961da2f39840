"""Use cases: one sheet with all that there is to know of it, and the three sheets of an agency and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from chassis.domain import Clock, NotFound, Pengguna
from pelaporan.application.instrumen.ports import ArsipKertasKerja, Laporan, OpenArsip, RiwayatPenetapan
from pelaporan.application.instrumen.suggest import PapanSaran, suggest_all
from pelaporan.application.ports import OpenPembacaan
from pelaporan.application.wewenang import Scope, covers_opd
from pelaporan.domain.buku_instrumen import BukuInstrumen
from pelaporan.domain.instrumen import Butir, JenisButir, KodeInstrumen, Kunci, Susunan
from pelaporan.domain.ipp import compute_ipp_kabupaten
from pelaporan.domain.kertas_kerja import AsalJawaban, Jawaban, KertasKerja, StatusKertasKerja
from pelaporan.domain.penilaian import (
    HasilKlaster,
    HasilPenilaian,
    Kekurangan,
    assess,
    check_klaster,
    list_missing,
)
from pelaporan.domain.periode import year_of

DARI_JAWABAN, DARI_SARAN, DARI_UNIT, DARI_PENETAPAN = "jawaban", "saran", "unit", "penetapan"


@dataclass(frozen=True, kw_only=True)
class GetInstrumen:
    """Which sheet, as the address names it."""

    pengguna: Pengguna
    kode: str
    tahun: str
    opd: str = ""


@dataclass(frozen=True, kw_only=True)
class NilaiUnit:
    """The value of one agency, for the page of the regency."""

    opd: str
    klaster: str
    nilai: Decimal | None
    kategori: str | None
    status: str


@dataclass(frozen=True, kw_only=True)
class KeadaanInstrumen:
    """A sheet: what it asks, what was answered, what the facts suggest, what is missing, what it comes to.

    ``dari`` says what the value rests on: the answers, suggestions not yet taken, the units, or what was established.
    """

    kunci: Kunci
    susunan: Susunan
    kertas: KertasKerja
    papan: PapanSaran
    hasil: HasilPenilaian
    dari: str
    kurang: Sequence[Kekurangan]
    unit: Sequence[NilaiUnit] = ()
    klaster: Sequence[HasilKlaster] = ()
    sebelumnya: KeadaanInstrumen | None = None
    penetapan: Sequence[RiwayatPenetapan] = ()
    laporan: Sequence[Laporan] = ()

    @property
    def aturan(self) -> str:
        """Return the version of the rules."""
        return self.susunan.dasar.tell()


def read_kunci(
    pengguna: Pengguna, kode: str, tahun: str, opd: str, *, opd_kenal: Mapping[str, str], now: datetime
) -> Kunci:
    """Return which sheet is meant; raises ``instrumen.not_found`` for an unknown one and for a foreign one."""
    known = kode in set(KodeInstrumen) and tahun.isascii() and tahun.isdigit() and len(tahun) == 4
    if not known or not 2000 <= int(tahun) <= year_of(now) + 1:
        raise NotFound("instrumen.not_found", kode=kode)
    if (opd and opd not in opd_kenal) or not covers_opd(pengguna, opd):
        raise NotFound("instrumen.not_found", kode=kode)
    return Kunci(KodeInstrumen(kode), int(tahun), opd)


@dataclass(frozen=True, kw_only=True)
class RuangInstrumen:
    """What reading a sheet needs."""

    buku: BukuInstrumen
    opd: Mapping[str, str]
    open_arsip: OpenArsip
    open_pembacaan: OpenPembacaan
    clock: Clock

    def find(self, pengguna: Pengguna, kode: str, tahun: str, opd: str) -> Kunci:
        """Return which sheet is meant; raises ``instrumen.not_found``."""
        kunci = read_kunci(pengguna, kode, tahun, opd, opd_kenal=self.opd, now=self.clock.now())
        self.buku.arrange(kunci, {})
        return kunci

    def suggest(self, kertas: KertasKerja, susunan: Susunan) -> PapanSaran:
        """Return the suggestions for a sheet as it is."""
        return suggest_all(
            kertas.kunci,
            susunan,
            kertas.isi,
            buku=self.buku,
            open_pembacaan=self.open_pembacaan,
            now=self.clock.now(),
        )

    def look(self, kertas: KertasKerja, *, unit: Sequence[NilaiUnit] = ()) -> KeadaanInstrumen:
        """Return a sheet with its value."""
        susunan = self.buku.arrange(kertas.kunci, kertas.isi)
        papan = self.suggest(kertas, susunan)
        hasil = assess(self.buku, kertas.kunci, susunan, kertas)
        kurang = list_missing(susunan, kertas, hasil)
        hasil, dari = self._choose(kertas, susunan, papan, hasil, unit)
        if dari == DARI_UNIT:
            kurang = self._list_open(unit)
        elif dari == DARI_PENETAPAN:
            kurang = [satu for satu in kurang if not satu.menghalangi]
        return KeadaanInstrumen(
            kunci=kertas.kunci,
            susunan=susunan,
            kertas=kertas,
            papan=papan,
            hasil=hasil,
            dari=dari,
            kurang=kurang,
            unit=unit,
        )

    def list_unit(self, kunci: Kunci, arsip: ArsipKertasKerja) -> Sequence[NilaiUnit]:
        """Return the values of the agencies for a sheet of the regency; an agency has none below it."""
        return [] if kunci.opd else [_unit(self, satu) for satu in arsip.list_units(kunci.kode, kunci.tahun)]

    def _list_open(self, unit: Sequence[NilaiUnit]) -> Sequence[Kekurangan]:
        """Return the agencies whose value may still move, and with it the mean of the regency."""
        return [
            Kekurangan(butir="", kalimat=f"{self.opd.get(satu.opd, satu.opd)}: nilainya belum ditetapkan")
            for satu in unit
            if satu.status != StatusKertasKerja.DITETAPKAN
        ]

    def _choose(
        self,
        kertas: KertasKerja,
        susunan: Susunan,
        papan: PapanSaran,
        hasil: HasilPenilaian,
        unit: Sequence[NilaiUnit],
    ) -> tuple[HasilPenilaian, str]:
        """Return the value that counts: frozen, from the answers, from the facts of a survey, or from the units."""
        if kertas.penetapan is not None:
            frozen = replace(hasil, nilai=kertas.penetapan.nilai, kategori=kertas.penetapan.kategori, alasan=None)
            return frozen, DARI_PENETAPAN
        if hasil.nilai is None and kertas.kunci.kode is KodeInstrumen.SKM and papan.saran:
            filled = assess(self.buku, kertas.kunci, susunan, fill_in(kertas, papan, self.clock.now()))
            return (filled, DARI_SARAN) if filled.nilai is not None else (hasil, DARI_JAWABAN)
        answered = any(satu.kode in kertas.jawaban for satu in susunan.of_jenis(JenisButir.NILAI))
        scored = [satu.nilai for satu in unit if satu.nilai is not None]
        if kertas.kunci.kode is KodeInstrumen.IPP and not kertas.kunci.opd and not answered and scored:
            mean = compute_ipp_kabupaten(scored, self.buku.ipp(kertas.kunci.tahun))
            return replace(hasil, nilai=mean.nilai, kategori=mean.kategori, alasan=None), DARI_UNIT
        return hasil, DARI_JAWABAN


def fill_in(kertas: KertasKerja, papan: PapanSaran, now: datetime) -> KertasKerja:
    """Return a copy in which the suggestions stand where nothing was answered."""
    taken = {
        kode: Jawaban(butir=kode, jawaban=saran.jawaban, asal=AsalJawaban.SARAN, oleh="", pada=now, version=0)
        for kode, saran in papan.saran.items()
    }
    return replace(kertas, jawaban=taken | kertas.jawaban)


def get_instrumen(query: GetInstrumen, *, ruang: RuangInstrumen) -> KeadaanInstrumen:
    """Return a sheet with last year's beside it; raises ``instrumen.not_found``."""
    query.pengguna.require(Scope.INSTRUMEN_BACA)
    kunci = ruang.find(query.pengguna, query.kode, query.tahun, query.opd)
    with ruang.open_arsip() as arsip:
        unit = ruang.list_unit(kunci, arsip)
        keadaan = ruang.look(arsip.get(kunci), unit=unit)
        penetapan, laporan = arsip.list_penetapan(kunci), arsip.list_laporan(kunci)
        lalu = kunci.previous()
        sebelumnya: KeadaanInstrumen | None = None
        with suppress(NotFound):
            sebelumnya = ruang.look(arsip.get(lalu), unit=ruang.list_unit(lalu, arsip))
        if kunci.kode is KodeInstrumen.SAKIP and not kunci.opd:
            units = [(satu.klaster, satu.kategori) for satu in unit]
            keadaan = replace(keadaan, klaster=check_klaster(ruang.buku, keadaan.susunan, units))
        return replace(keadaan, sebelumnya=sebelumnya, penetapan=penetapan, laporan=laporan)


@dataclass(frozen=True, kw_only=True)
class ListInstrumen:
    """The sheets of a year; agency empty for the regency, or for the caller's own where it sees no other."""

    pengguna: Pengguna
    tahun: str
    opd: str = ""


def list_instrumen(query: ListInstrumen, *, ruang: RuangInstrumen) -> Sequence[KeadaanInstrumen]:
    """Return the sheets of every instrument that had rules in the year; raises ``instrumen.not_found``."""
    query.pengguna.require(Scope.INSTRUMEN_BACA)
    own = "" if covers_opd(query.pengguna, "") else query.pengguna.opd_kode or ""
    found = []
    with ruang.open_arsip() as arsip:
        for kode in KodeInstrumen:
            kunci = read_kunci(
                query.pengguna, kode, query.tahun, query.opd or own, opd_kenal=ruang.opd, now=ruang.clock.now()
            )
            with suppress(NotFound):
                found.append(ruang.look(arsip.get(kunci), unit=ruang.list_unit(kunci, arsip)))
    return found


@dataclass(frozen=True, kw_only=True)
class ListJawaban:
    """The history of one butir."""

    pengguna: Pengguna
    kode: str
    tahun: str
    butir: str
    opd: str = ""


@dataclass(frozen=True, kw_only=True)
class RiwayatJawaban:
    """What was asked, and every answer that it ever had, newest first."""

    butir: Butir
    jawaban: Sequence[Jawaban]


def list_jawaban(query: ListJawaban, *, ruang: RuangInstrumen) -> RiwayatJawaban:
    """Return every answer that a butir ever had, newest first; raises ``instrumen.not_found``, ``butir.not_found``."""
    query.pengguna.require(Scope.INSTRUMEN_BACA)
    kunci = ruang.find(query.pengguna, query.kode, query.tahun, query.opd)
    with ruang.open_arsip() as arsip:
        butir = ruang.buku.arrange(kunci, arsip.get(kunci).isi).butir.get(query.butir)
        if butir is None:
            raise NotFound("butir.not_found", butir=query.butir)
        return RiwayatJawaban(butir=butir, jawaban=arsip.list_jawaban(kunci, query.butir))


def _unit(ruang: RuangInstrumen, kertas: KertasKerja) -> NilaiUnit:
    """Return the value of a unit from its answers, or as it was established."""
    susunan = ruang.buku.arrange(kertas.kunci, kertas.isi)
    frozen = kertas.penetapan
    hasil = assess(ruang.buku, kertas.kunci, susunan, kertas)
    return NilaiUnit(
        opd=kertas.kunci.opd,
        klaster=kertas.isi.get("klaster", ""),
        nilai=frozen.nilai if frozen else hasil.nilai,
        kategori=frozen.kategori if frozen else hasil.kategori,
        status=str(kertas.status),
    )
