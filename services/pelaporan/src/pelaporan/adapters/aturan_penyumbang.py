"""The rules of RB, of the indices that feed it, of SPM, of capaian and of samples, read from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pelaporan.adapters.aturan_naskah import read_decimal, read_pita
from pelaporan.domain.aturan import Dasar
from pelaporan.domain.capaian_indikator import AturanCapaian
from pelaporan.domain.indeks import AturanIndeks
from pelaporan.domain.rb import AturanRb
from pelaporan.domain.rb_unsur import AturanRenaksi
from pelaporan.domain.sampel import AturanSampel
from pelaporan.domain.spip import AturanMaturitas, UnsurMaturitas
from pelaporan.domain.spm import AturanSpm
from pelaporan.domain.tingkat import AspekTingkat, AturanTingkat, IndikatorTingkat

Naskah = Mapping[str, Any]


def read_capaian(dasar: Dasar, naskah: Naskah) -> AturanCapaian:
    """Return the rules of the achievement of an indicator."""
    return AturanCapaian(
        dasar=dasar,
        lantai_turun=_optional(naskah["lantai_turun"]),
        batas_atas=_optional(naskah["batas_atas"]),
        pita=read_pita(naskah["pita"]),
    )


def read_sampel(dasar: Dasar, naskah: Naskah) -> AturanSampel:
    """Return the constants of the sample sizes."""
    constants = {nama: read_decimal(naskah[nama]) for nama in ("chi_kuadrat", "proporsi", "galat")}
    return AturanSampel(dasar=dasar, **constants)


def read_rb(dasar: Dasar, naskah: Naskah) -> AturanRb:
    """Return the settings of a year's guide to RB."""
    return AturanRb(
        dasar=dasar,
        pita=read_pita(naskah["pita"]),
        pita_memuaskan=naskah["pita_memuaskan"],
        dengan_catatan=read_pita([naskah["dengan_catatan"]])[0],
        maks_tematik=read_decimal(naskah["maks_tematik"]),
        koefisien_terendah=read_decimal(naskah["koefisien"]["terendah"]),
        koefisien_tertinggi=read_decimal(naskah["koefisien"]["tertinggi"]),
        bulatkan_skor=naskah["bulatkan_skor"],
    )


def read_renaksi(dasar: Dasar, naskah: Naskah) -> AturanRenaksi:
    """Return the rubric of the plan of action."""
    return AturanRenaksi(
        dasar=dasar,
        aspek={satu["kode"]: satu["nama"] for satu in naskah["aspek"]},
        huruf={huruf: read_decimal(nilai) for huruf, nilai in naskah["huruf"].items()},
        pita=read_pita(naskah["pita"]),
    )


def read_spm(dasar: Dasar, naskah: Naskah) -> AturanSpm:
    """Return the rules of minimum service standards."""
    return AturanSpm(
        dasar=dasar,
        bagian_penerima=read_decimal(naskah["bagian"]["penerima"]),
        bagian_mutu=read_decimal(naskah["bagian"]["mutu"]),
        paripurna=read_pita([naskah["paripurna"]])[0],
        pita=read_pita(naskah["pita"]),
    )


def read_tingkat(dasar: Dasar, naskah: Naskah) -> AturanTingkat:
    """Return the weights and bands of an instrument of levels."""
    return AturanTingkat(
        dasar=dasar,
        aspek=[_aspek(satu) for satu in naskah["aspek"]],
        desimal=naskah["desimal"],
        pita=read_pita(naskah["pita"]),
    )


def read_maturitas(dasar: Dasar, naskah: Naskah) -> AturanMaturitas:
    """Return the weights and bands of a maturity of three parts."""
    unsur = [
        UnsurMaturitas(kode=satu["kode"], nama=satu["nama"], bobot=read_decimal(satu["bobot"]))
        for satu in naskah["unsur"]
    ]
    return AturanMaturitas(dasar=dasar, unsur=unsur, pita=read_pita(naskah["pita"]))


def read_indeks(dasar: Dasar, naskah: Naskah) -> AturanIndeks:
    """Return the scale and bands of an index."""
    terendah, tertinggi = map(read_decimal, naskah["skala"])
    return AturanIndeks(
        dasar=dasar,
        terendah=terendah,
        tertinggi=tertinggi,
        pita=read_pita(naskah["pita"]),
        alasan=naskah.get("alasan", ""),
    )


def _aspek(naskah: Naskah) -> AspekTingkat:
    indikator = [
        IndikatorTingkat(kode=satu["kode"], nama=satu["nama"], bobot=read_decimal(satu["bobot"]))
        for satu in naskah["indikator"]
    ]
    return AspekTingkat(
        kode=naskah["kode"],
        nama=naskah["nama"],
        bobot=read_decimal(naskah["bobot"]),
        indikator=indikator,
        kelompok=naskah.get("kelompok", ""),
    )


def _optional(nilai: object) -> Decimal | None:
    return None if nilai is None else read_decimal(nilai)
