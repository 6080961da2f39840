"""The rules of the instruments, read from the YAML of the build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from pelaporan.adapters.aturan_naskah import read_dasar, read_decimal, read_naskah, read_pita
from pelaporan.adapters.aturan_penyumbang import (
    read_capaian,
    read_indeks,
    read_maturitas,
    read_rb,
    read_renaksi,
    read_sampel,
    read_spm,
    read_tingkat,
)
from pelaporan.domain.aturan import Dasar
from pelaporan.domain.buku_aturan import BukuAturan
from pelaporan.domain.ipp import Aspek, AturanIpp, BentukF03, CaraF02, CaraF03, IndikatorIpp, KurangResponden
from pelaporan.domain.sakip import AmbangJawaban, AturanSakip, Komponen, SubKomponen
from pelaporan.domain.skm import UNSUR, AturanSkm

A = TypeVar("A")


def read_aturan() -> BukuAturan:
    """Return the rules of every instrument that this build carries."""
    return BukuAturan(
        sakip=_versions("sakip", _read_sakip),
        ipp=_versions("ipp", _read_ipp),
        skm=_versions("skm", _read_skm),
        capaian=_versions("capaian", read_capaian),
        sampel=_versions("sampel", read_sampel),
        rb=_versions("rb", read_rb),
        renaksi=_versions("renaksi", read_renaksi),
        spm=_versions("spm", read_spm),
        tingkat={nama: _versions(nama, read_tingkat) for nama in ("spbe", "pemdi")},
        maturitas={nama: _versions(nama, read_maturitas) for nama in ("spip", "mri", "iepk")},
        indeks={naskah["kode"]: _versions_of(naskah, read_indeks) for naskah in read_naskah("indeks")},
    )


def _versions(nama: str, read: Callable[[Dasar, Mapping[str, Any]], A]) -> Sequence[A]:
    """Return every version of a file, from old to new."""
    return _versions_of(read_naskah(nama), read)


def _versions_of(naskah: Mapping[str, Any], read: Callable[[Dasar, Mapping[str, Any]], A]) -> Sequence[A]:
    made = [(read_dasar(naskah, versi), versi) for versi in naskah["versi"]]
    return [read(dasar, versi) for dasar, versi in sorted(made, key=lambda pair: pair[0].mulai_tahun)]


def _read_sakip(dasar: Dasar, naskah: Mapping[str, Any]) -> AturanSakip:
    kriteria = naskah["kriteria"]
    return AturanSakip(
        dasar=dasar,
        komponen=[_komponen(satu, naskah["sub"]) for satu in naskah["komponen"]],
        jawaban={kode: read_decimal(nilai) for kode, nilai in naskah["jawaban"].items()},
        pita=read_pita(naskah["pita"]),
        kategori_nol=naskah["kategori_nol"],
        ambang=[
            AmbangJawaban(jawaban=satu["jawaban"], di_atas=read_decimal(satu["di_atas"])) for satu in kriteria["ambang"]
        ],
        penuh=kriteria["penuh"],
        kosong=kriteria["kosong"],
        kriteria={kode: read_decimal(nilai) for kode, nilai in kriteria["nilai"].items()},
    )


def _komponen(naskah: Mapping[str, Any], sub: Iterable[Mapping[str, Any]]) -> Komponen:
    bobot = read_decimal(naskah["bobot"])
    return Komponen(
        kode=naskah["kode"],
        nama=naskah["nama"],
        bobot=bobot,
        sub=[
            SubKomponen(
                kode=f"{naskah['kode']}.{satu['kode']}",
                nama=satu["nama"],
                bobot=bobot * read_decimal(satu["persen"]) / 100,
            )
            for satu in sub
        ],
    )


def _read_ipp(dasar: Dasar, naskah: Mapping[str, Any]) -> AturanIpp:
    pengaturan = naskah["pengaturan"]
    return AturanIpp(
        dasar=dasar,
        aspek=[_aspek(satu) for satu in naskah["aspek"]],
        bentuk={satu["kode"]: BentukF03(**satu) for satu in naskah["bentuk"]},
        pita=read_pita(naskah["pita"]),
        bagian_f02=read_decimal(naskah["bagian"]["f02"]),
        bagian_f03=read_decimal(naskah["bagian"]["f03"]),
        cara_f02=CaraF02(pengaturan["cara_f02"]),
        cara_f03=CaraF03(pengaturan["cara_f03"]),
        kurang_responden=KurangResponden(pengaturan["kurang_responden"]),
        min_responden=pengaturan["min_responden"],
        bentuk_f03=pengaturan["bentuk_f03"],
        boleh_tidak_dinilai=frozenset(pengaturan["boleh_tidak_dinilai"]),
    )


def _aspek(naskah: Mapping[str, Any]) -> Aspek:
    indikator = [
        IndikatorIpp(kode=satu["kode"], nama=satu["nama"], bobot=read_decimal(satu["bobot"]))
        for satu in naskah["indikator"]
    ]
    return Aspek(kode=naskah["kode"], nama=naskah["nama"], bobot=read_decimal(naskah["bobot"]), indikator=indikator)


def _read_skm(dasar: Dasar, naskah: Mapping[str, Any]) -> AturanSkm:
    pilihan = {kode: Fraction(teks) for kode, teks in naskah["pilihan_w"].items()}
    return AturanSkm(
        dasar=dasar,
        unsur={satu["kode"]: satu["nama"] for satu in naskah["unsur"]},
        bobot=[pilihan[naskah["w"]]] * len(UNSUR),
        pilihan_w=pilihan,
        pita=read_pita(naskah["pita"]),
    )
