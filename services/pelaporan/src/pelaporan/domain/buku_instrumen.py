"""The book of the instruments: for each sheet what it asks, by the rules and lists of its year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from chassis.domain import Invalid, NotFound
from pelaporan.domain.aturan import B, choose_versi
from pelaporan.domain.buku_aturan import BukuAturan
from pelaporan.domain.instrumen import Butir, JenisButir, KelompokButir, KodeInstrumen, Kunci, Susunan
from pelaporan.domain.ipp import AturanIpp
from pelaporan.domain.sakip import AturanSakip, StatusKriteria
from pelaporan.domain.saran import AturanSaran
from pelaporan.domain.skm import AturanSkm

LURING, DARING = "luring", "daring"
BENTUK, KLASTER, RESPONDEN = "bentuk", "klaster", "responden"
_MOST = 100_000_000
_LONGEST = 4_000
_STATUS = {
    StatusKriteria.TERPENUHI: "Terpenuhi",
    StatusKriteria.SEBAGIAN: "Terpenuhi sebagian",
    StatusKriteria.BELUM: "Belum terpenuhi",
}


@dataclass(frozen=True, kw_only=True)
class DaftarKriteria:
    """One of the lists of criteria; ``sub`` is empty where only the counts are known."""

    kode: str
    nama: str
    sumber: str
    jumlah: Mapping[str, int]
    sub: Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class SyaratKlaster:
    """What the evaluated units must show before the regency gets a predikat: how many of each cluster, at least what."""

    kode: str
    unit: Mapping[str, int]
    paling_kurang: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class RubrikIpp:
    """The rubric of F02 by form and indicator, what the online form names otherwise, and the questions of F03.

    ``tak_dinilai`` are the indicators that are looked at and make no part of the value.
    """

    sumber: str
    rubrik: Mapping[str, Mapping[str, Sequence[str]]]
    nama_daring: Mapping[str, str]
    tak_dinilai: Mapping[str, str]
    f03: Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, kw_only=True)
class BukuInstrumen:
    """Everything about instruments that is data."""

    aturan: BukuAturan
    kriteria_unit: DaftarKriteria
    kriteria_kabupaten: DaftarKriteria
    arti_sakip: Mapping[str, str]
    klaster: Sequence[str]
    syarat_klaster: Sequence[SyaratKlaster]
    rubrik: RubrikIpp
    saran: Mapping[KodeInstrumen, Sequence[AturanSaran]]

    def sakip(self, tahun: int) -> AturanSakip:
        """Return the rules of SAKIP for a year; raises ``instrumen.not_found`` where there were none yet."""
        return _choose(self.aturan.sakip, tahun)

    def ipp(self, tahun: int, bentuk: str = LURING) -> AturanIpp:
        """Return the rules of IPP for a year and a form; raises ``instrumen.not_found``."""
        return replace(_choose(self.aturan.ipp, tahun), bentuk_f03=bentuk)

    def skm(self, tahun: int) -> AturanSkm:
        """Return the rules of SKM for a year; raises ``instrumen.not_found``."""
        return _choose(self.aturan.skm, tahun)

    def arrange(self, kunci: Kunci, jawaban: Mapping[str, str]) -> Susunan:
        """Return what a sheet asks; the answer to *bentuk* chooses the form of IPP."""
        if kunci.kode is KodeInstrumen.SAKIP:
            return self._arrange_sakip(kunci)
        if kunci.kode is KodeInstrumen.IPP:
            return self._arrange_ipp(kunci, jawaban.get(BENTUK, LURING))
        return self._arrange_skm(kunci)

    def _arrange_sakip(self, kunci: Kunci) -> Susunan:
        aturan = self.sakip(kunci.tahun)
        daftar = self.kriteria_unit if kunci.opd else self.kriteria_kabupaten
        jawaban = {kode: self.arti_sakip[kode] for kode in aturan.jawaban}
        kelompok = [
            KelompokButir(
                kode=komponen.kode,
                nama=komponen.nama,
                bobot=komponen.bobot,
                butir=[
                    butir
                    for sub in komponen.sub
                    for butir in (
                        Butir(
                            kode=sub.kode,
                            nama=sub.nama,
                            jenis=JenisButir.NILAI,
                            induk=komponen.kode,
                            bobot=sub.bobot,
                            pilihan=jawaban,
                        ),
                        *_kriteria(sub.kode, daftar.sub.get(sub.kode, ())),
                    )
                ],
            )
            for komponen in aturan.komponen
        ]
        klaster = Butir(
            kode=KLASTER,
            nama="Klaster unit",
            jenis=JenisButir.KETERANGAN,
            induk="",
            pilihan={satu: satu.capitalize() for satu in self.klaster},
        )
        loaded = f"Daftar kriteria: {daftar.nama}, {sum(daftar.jumlah.values())} kriteria ({_tell(daftar.sumber)})"
        catatan = loaded if daftar.sub else f"{loaded}. Isinya belum dimuat, jadi subkomponen dijawab langsung"
        return Susunan(
            dasar=aturan.dasar,
            kelompok=kelompok,
            keterangan=[klaster] if kunci.opd else [],
            teks=_texts(kelompok),
            catatan=[catatan],
            label={pita.kode: pita.label for pita in aturan.pita},
        )

    def _arrange_ipp(self, kunci: Kunci, bentuk: str) -> Susunan:
        aturan = self.ipp(kunci.tahun)
        rubrik = {**self.rubrik.rubrik[LURING], **self.rubrik.rubrik[bentuk]}
        nama = self.rubrik.nama_daring if bentuk == DARING else {}
        kelompok = []
        for aspek in aturan.aspek:
            f02 = [
                Butir(
                    kode=satu.kode,
                    nama=nama.get(satu.kode, satu.nama),
                    jenis=JenisButir.NILAI,
                    induk=aspek.kode,
                    bobot=satu.bobot,
                    pilihan={str(nilai): kata for nilai, kata in enumerate(rubrik[satu.kode])},
                )
                for satu in aspek.indikator
            ]
            f01 = [
                replace(satu, kode=f"f01.{satu.kode}", jenis=JenisButir.F01, induk=satu.kode, bobot=None)
                for satu in f02
            ]
            kelompok.append(KelompokButir(kode=aspek.kode, nama=aspek.nama, bobot=aspek.bobot, butir=[*f02, *f01]))
        beside = [
            Butir(
                kode=kode,
                nama=f"{sebutan}, tidak dinilai",
                jenis=JenisButir.KETERANGAN,
                induk="",
                pilihan={str(nilai): kata for nilai, kata in enumerate(rubrik[kode])},
            )
            for kode, sebutan in self.rubrik.tak_dinilai.items()
        ]
        choice = Butir(
            kode=BENTUK,
            nama="Bentuk layanan",
            jenis=JenisButir.KETERANGAN,
            induk="",
            pilihan={satu.kode: satu.nama for satu in aturan.bentuk.values()},
        )
        return Susunan(
            dasar=aturan.dasar,
            kelompok=kelompok,
            keterangan=[choice, *beside],
            teks=_texts(kelompok),
            catatan=[f"Rubrik F02 bentuk {bentuk}: {_tell(self.rubrik.sumber)}"],
            pertanyaan=self.rubrik.f03[bentuk],
            label={pita.kode: pita.label for pita in aturan.pita},
        )

    def _arrange_skm(self, kunci: Kunci) -> Susunan:
        aturan = self.skm(kunci.tahun)
        butir = [
            Butir(
                kode=kode,
                nama=nama,
                jenis=JenisButir.NILAI,
                induk="unsur",
                bobot=bobot,
                paling_besar=_MOST if kode == RESPONDEN else 4 * _MOST,
            )
            for kode, nama, bobot in [
                (RESPONDEN, "Jumlah jawaban lengkap", None),
                *((kode, f"{nama}, jumlah jawaban", Decimal(1)) for kode, nama in aturan.unsur.items()),
            ]
        ]
        kelompok = [KelompokButir(kode="unsur", nama="Unsur pelayanan", bobot=None, butir=butir)]
        return Susunan(
            dasar=aturan.dasar,
            kelompok=kelompok,
            teks=_texts(kelompok),
            catatan=["Tiap unsur berbobot tepat 1/9. Isian: jumlah jawaban 1 sampai 4 dari semua jawaban lengkap"],
            label={pita.kode: pita.label for pita in aturan.pita},
        )


def _choose(versi: Sequence[B], tahun: int) -> B:
    try:
        return choose_versi(versi, tahun)
    except Invalid as none_yet:
        raise NotFound("instrumen.not_found") from none_yet


def _kriteria(sub: str, kriteria: Sequence[str]) -> Sequence[Butir]:
    return [
        Butir(
            kode=f"{sub}.{nomor}",
            nama=nama,
            jenis=JenisButir.KRITERIA,
            induk=sub,
            pilihan={str(status): kata for status, kata in _STATUS.items()},
        )
        for nomor, nama in enumerate(kriteria, start=1)
    ]


def _texts(kelompok: Sequence[KelompokButir]) -> Sequence[Butir]:
    """Return the note and the recommendation of each component."""
    return [
        Butir(
            kode=f"{kode}.{satu.kode}",
            nama=f"{kata}, {satu.nama}",
            jenis=JenisButir.KETERANGAN,
            induk=satu.kode,
            panjang=_LONGEST,
        )
        for satu in kelompok
        for kode, kata in (("catatan", "Catatan"), ("rekomendasi", "Rekomendasi"))
    ]


def _tell(sumber: str) -> str:
    """Return how sure a source is, for people."""
    return sumber.replace("second-hand", "dari sumber sekunder")
