"""What the facts and the answers so far suggest for a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from pelaporan.application.indikator.get import measures_of
from pelaporan.application.ports import Lingkup, OpenPembacaan, Pembacaan
from pelaporan.domain.buku_instrumen import BukuInstrumen
from pelaporan.domain.instrumen import Kunci, Susunan
from pelaporan.domain.nilai import Nilai, compute_nilai
from pelaporan.domain.penilaian import suggest_from_kriteria
from pelaporan.domain.periode import month_of
from pelaporan.domain.saran import (
    Angka,
    AturanSaran,
    LingkupWaktu,
    Sandaran,
    Saran,
    Terbilang,
    choose_cabang,
    periods_for,
)


@dataclass(frozen=True, kw_only=True)
class PapanSaran:
    """The suggestions of a sheet by butir, and up to where each service is counted."""

    saran: Mapping[str, Saran]
    sampai: Mapping[str, int]


def suggest_all(
    kunci: Kunci,
    susunan: Susunan,
    isi: Mapping[str, str],
    *,
    buku: BukuInstrumen,
    open_pembacaan: OpenPembacaan,
    now: datetime,
) -> PapanSaran:
    """Return what the facts suggest, and for SAKIP what the criteria suggest for their sub-component."""
    with open_pembacaan() as baca:
        penyaran = _Penyaran(baca, kunci, now)
        wanted = [satu for satu in buku.saran[kunci.kode] if satu.butir in susunan.butir]
        found = [saran for satu in wanted if (saran := penyaran.suggest(satu)) is not None]
        sampai = {satu.service: satu.posisi for satu in baca.kesegaran()}
    found += suggest_from_kriteria(buku, kunci, susunan, isi)
    return PapanSaran(saran={satu.butir: satu for satu in found}, sampai=sampai)


class _Penyaran:
    """Applies the rules to the facts of one agency and year; looks at each indicator once."""

    def __init__(self, baca: Pembacaan, kunci: Kunci, now: datetime) -> None:
        self._baca = baca
        self._tahun = kunci.tahun
        self._lingkup = Lingkup(opd=kunci.opd or None)
        self._sampai = month_of(now)
        self._known: dict[tuple[str, LingkupWaktu], Sequence[tuple[str, Nilai]]] = {}

    def suggest(self, aturan: AturanSaran) -> Saran | None:
        """Return the suggestion of a rule, if its indicators are known and say something."""
        if not all(kode in self._baca.buku for kode in aturan.indikator):
            return None
        if aturan.terbilang is not None:
            return self._count(aturan, aturan.terbilang)
        pairs = {(syarat.indikator, syarat.periode) for cabang in aturan.bila for syarat in cabang.syarat}
        nilai = {pair: [satu.nilai for _, satu in self._values(*pair)] for pair in pairs}
        cabang = choose_cabang(aturan, nilai)
        if cabang is None:
            return None
        used = dict.fromkeys((syarat.indikator, syarat.periode) for syarat in cabang.syarat)
        rests = [_rest(kode, periode, satu) for kode, waktu in used for periode, satu in self._values(kode, waktu)]
        return Saran(butir=aturan.butir, jawaban=cabang.jawaban, kalimat=aturan.kalimat, sandaran=rests)

    def _values(self, kode: str, waktu: LingkupWaktu) -> Sequence[tuple[str, Nilai]]:
        if (kode, waktu) not in self._known:
            periode = periods_for(waktu, self._tahun, self._sampai)
            definisi = self._baca.buku.needed(kode, date(self._tahun, 1, 1))
            sel = self._baca.sel(measures_of(definisi), periode, self._lingkup)
            self._known[kode, waktu] = [(satu.teks, compute_nilai(kode, definisi, sel[satu.teks])) for satu in periode]
        return self._known[kode, waktu]

    def _count(self, aturan: AturanSaran, terbilang: Terbilang) -> Saran | None:
        [(periode, nilai)] = self._values(terbilang.indikator, LingkupWaktu.TAHUN)
        ukuran = nilai.definisi.ukuran.get(terbilang.ukuran)
        if ukuran is None:
            return None
        [year] = periods_for(LingkupWaktu.TAHUN, self._tahun, self._sampai)
        sel = self._baca.sel([ukuran], [year], self._lingkup)[year.teks].get(ukuran.sidik, ())
        n = sum(satu.n for satu in sel)
        if not n:
            return None
        jumlah = sum((Decimal(satu.jumlah) for satu in sel), Decimal(0))
        figure = str(n) if terbilang.angka is Angka.N else f"{jumlah.quantize(Decimal(1)):f}"
        rest = _rest(terbilang.indikator, periode, nilai)
        return Saran(butir=aturan.butir, jawaban=figure, kalimat=aturan.kalimat, sandaran=[rest])


def _rest(kode: str, periode: str, nilai: Nilai) -> Sandaran:
    return Sandaran(
        indikator=kode,
        periode=periode,
        nilai="" if nilai.nilai is None else f"{nilai.nilai:f}",
        pembilang=None if nilai.pembilang is None else f"{nilai.pembilang:f}",
        penyebut=None if nilai.penyebut is None else f"{nilai.penyebut:f}",
        definisi_versi=nilai.definisi.versi,
    )
