"""The *penilaian* of a sheet: the value that its answers make, component by component, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.buku_instrumen import BENTUK, LURING, RESPONDEN, BukuInstrumen
from pelaporan.domain.instrumen import JenisButir, KodeInstrumen, Kunci, Susunan
from pelaporan.domain.ipp import compute_ipp
from pelaporan.domain.kertas_kerja import KertasKerja
from pelaporan.domain.rumus import round_half_up
from pelaporan.domain.sakip import StatusKriteria, answer_from_kriteria, compute_sakip
from pelaporan.domain.saran import Sandaran, Saran
from pelaporan.domain.skm import UNSUR, compute_skm_from_sums

INOVATIF = frozenset({"AA", "A"})
"""Answers that no criterion gives: an evaluator's judgement, which needs evidence."""


@dataclass(frozen=True, kw_only=True)
class SkorKelompok:
    """What a component adds to the value (``skor``, four places); empty while it is not whole."""

    kode: str
    nama: str
    bobot: Decimal
    skor: Decimal | None


@dataclass(frozen=True, kw_only=True)
class HasilPenilaian:
    """The value and its letter, or why there is none; the components; ``rinci`` are further figures by name."""

    nilai: Decimal | None
    kategori: str | None
    alasan: str | None
    kelompok: Sequence[SkorKelompok]
    skor: Mapping[str, Decimal] = field(default_factory=dict)
    rinci: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Kekurangan:
    """What a sheet lacks; ``menghalangi`` tells whether it keeps the sheet from being established."""

    butir: str
    kalimat: str
    menghalangi: bool = True


def assess(buku: BukuInstrumen, kunci: Kunci, susunan: Susunan, kertas: KertasKerja) -> HasilPenilaian:
    """Return the value of a sheet from its answers."""
    if kunci.kode is KodeInstrumen.SAKIP:
        return _assess_sakip(buku, kunci, susunan, kertas.isi)
    if kunci.kode is KodeInstrumen.IPP:
        f03 = [jawaban for batch in kertas.responden for jawaban in batch.jawaban]
        return _assess_ipp(buku, kunci, susunan, kertas.isi, f03)
    return _assess_skm(buku, kunci, susunan, kertas.isi)


def list_missing(susunan: Susunan, kertas: KertasKerja, hasil: HasilPenilaian) -> Sequence[Kekurangan]:
    """Return what the sheet lacks."""
    asked = susunan.of_jenis(JenisButir.NILAI)
    missing = [
        Kekurangan(butir=satu.kode, kalimat=f"{satu.sebutan}: belum dijawab")
        for satu in asked
        if satu.kode not in kertas.jawaban
    ]
    if kertas.kunci.kode is KodeInstrumen.SAKIP:
        missing += [
            Kekurangan(butir=satu.kode, kalimat=f"{satu.sebutan}, dijawab {given.jawaban}: perlu bukti")
            for satu in asked
            if (given := kertas.jawaban.get(satu.kode)) and given.jawaban in INOVATIF and not given.bukti
        ]
    if kertas.kunci.kode is KodeInstrumen.IPP and not kertas.responden:
        words = "F03: belum ada jawaban pengguna, sehingga dihitung 0"
        missing.append(Kekurangan(butir="f03", kalimat=words, menghalangi=False))
    if not any(satu.menghalangi for satu in missing) and hasil.kategori is None:
        missing.append(Kekurangan(butir="", kalimat=hasil.alasan or "Nilai belum dapat dihitung"))
    return missing


def suggest_from_kriteria(buku: BukuInstrumen, kunci: Kunci, susunan: Susunan, isi: Mapping[str, str]) -> list[Saran]:
    """Return the answers of the sub-components whose criteria are all answered."""
    if kunci.kode is not KodeInstrumen.SAKIP:
        return []
    aturan, found = buku.sakip(kunci.tahun), []
    for sub in aturan.sub:
        kriteria = [satu.kode for satu in susunan.children(sub.kode, JenisButir.KRITERIA)]
        if not kriteria or not all(kode in isi for kode in kriteria):
            continue
        hasil = answer_from_kriteria([StatusKriteria(isi[kode]) for kode in kriteria], aturan)
        words = f"{str(hasil.p).replace('.', ',')} persen dari {len(kriteria)} kriteria terpenuhi"
        rests = Sandaran(
            indikator="", periode=str(kunci.tahun), nilai=str(hasil.p), kalimat=f"p dari kriteria {sub.kode}"
        )
        found.append(Saran(butir=sub.kode, jawaban=hasil.jawaban, kalimat=words, sandaran=[rests]))
    return found


def _answers(susunan: Susunan, isi: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """Return the answers that make the value, and how many are missing."""
    asked = [satu.kode for satu in susunan.of_jenis(JenisButir.NILAI)]
    return {kode: isi[kode] for kode in asked if kode in isi}, sum(kode not in isi for kode in asked)


def _assess_sakip(buku: BukuInstrumen, kunci: Kunci, susunan: Susunan, isi: Mapping[str, str]) -> HasilPenilaian:
    aturan = buku.sakip(kunci.tahun)
    given, missing = _answers(susunan, isi)
    hasil = compute_sakip({satu.kode: given.get(satu.kode, aturan.kosong) for satu in aturan.sub}, aturan)
    by_kode = {satu.kode: satu.skor for satu in hasil.rincian}
    whole = {
        komponen.kode: by_kode[komponen.kode]
        for komponen in aturan.komponen
        if all(sub.kode in given for sub in komponen.sub)
    }
    return HasilPenilaian(
        nilai=None if missing else hasil.nilai,
        kategori=None if missing else hasil.kategori,
        alasan=_unfinished(missing) if missing else hasil.alasan,
        kelompok=[
            SkorKelompok(kode=satu.kode, nama=satu.nama, bobot=satu.bobot, skor=whole.get(satu.kode))
            for satu in aturan.komponen
        ],
        skor={kode: by_kode[kode] for kode in given},
    )


def _assess_ipp(
    buku: BukuInstrumen, kunci: Kunci, susunan: Susunan, isi: Mapping[str, str], f03: Sequence[Sequence[int]]
) -> HasilPenilaian:
    aturan = buku.ipp(kunci.tahun, isi.get(BENTUK, LURING))
    given, missing = _answers(susunan, isi)
    scores = {satu.kode: int(given.get(satu.kode, "0")) for satu in aturan.indikator}
    hasil = compute_ipp(scores, f03, aturan)
    whole = {aspek.kode for aspek in aturan.aspek if all(satu.kode in given for satu in aspek.indikator)}
    return HasilPenilaian(
        nilai=None if missing else hasil.nilai,
        kategori=None if missing else hasil.kategori,
        alasan=_unfinished(missing) if missing else None,
        kelompok=[
            SkorKelompok(
                kode=satu.kode, nama=satu.nama, bobot=satu.bobot, skor=satu.skor if satu.kode in whole else None
            )
            for satu in hasil.rincian
        ],
        skor={
            satu.kode: round_half_up(Fraction(satu.bobot) * scores[satu.kode] * Fraction(aspek.bobot) / 10_000, 4)
            for aspek in aturan.aspek
            for satu in aspek.indikator
            if satu.kode in given
        },
        rinci={"f02": f"{hasil.f02:f}", "f03": f"{hasil.f03:f}", "responden": str(hasil.responden)}
        if not missing
        else {"responden": str(hasil.responden)},
    )


def _assess_skm(buku: BukuInstrumen, kunci: Kunci, susunan: Susunan, isi: Mapping[str, str]) -> HasilPenilaian:
    aturan = buku.skm(kunci.tahun)
    given, missing = _answers(susunan, isi)
    empty = [SkorKelompok(kode=kode, nama=aturan.unsur[kode], bobot=Decimal(4), skor=None) for kode in UNSUR]
    if missing:
        return HasilPenilaian(nilai=None, kategori=None, alasan=_unfinished(missing), kelompok=empty)
    try:
        hasil = compute_skm_from_sums([int(given[kode]) for kode in UNSUR], int(given[RESPONDEN]), aturan)
    except Invalid:
        alasan = "Jumlah tiap unsur harus antara n dan 4 × n, dengan n jumlah jawaban lengkap"
        return HasilPenilaian(nilai=None, kategori=None, alasan=alasan, kelompok=empty)
    rerata = dict(zip(UNSUR, hasil.unsur, strict=True)) if hasil.unsur else {}
    return HasilPenilaian(
        nilai=hasil.nilai,
        kategori=hasil.kategori,
        alasan=hasil.alasan,
        kelompok=[
            SkorKelompok(kode=kode, nama=aturan.unsur[kode], bobot=Decimal(4), skor=rerata.get(kode)) for kode in UNSUR
        ],
        skor=rerata,
        rinci={"responden": str(hasil.n)},
    )


def _unfinished(missing: int) -> str:
    return f"Belum lengkap: {missing} butir belum dijawab"


@dataclass(frozen=True, kw_only=True)
class HasilKlaster:
    """A predikat that the regency may get, and whether the evaluated units show what it asks; the evaluator decides."""

    kode: str
    terpenuhi: bool
    kurang: Sequence[str]


def check_klaster(
    buku: BukuInstrumen, susunan: Susunan, unit: Sequence[tuple[str, str | None]]
) -> Sequence[HasilKlaster]:
    """Return for each predikat what the units lack; ``unit`` holds cluster and category of each evaluated unit."""
    order = list(susunan.label)
    found = []
    for syarat in buku.syarat_klaster:
        kurang = []
        for klaster, banyak in syarat.unit.items():
            kategori = [satu for nama, satu in unit if nama == klaster and satu is not None]
            least = syarat.paling_kurang.get(klaster)
            if len(kategori) < banyak:
                kurang.append(f"unit {klaster} {len(kategori)} dari {banyak}")
            elif least and any(order.index(satu) > order.index(least) for satu in kategori):
                kurang.append(f"unit {klaster} paling kurang {least}")
        found.append(HasilKlaster(kode=syarat.kode, terpenuhi=not kurang, kurang=kurang))
    return found
