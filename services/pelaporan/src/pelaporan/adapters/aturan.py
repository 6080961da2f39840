"""The rules of the instruments, read from the YAML of the build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from pelaporan.domain.aturan import Dasar, Pita
from pelaporan.domain.buku_aturan import BukuAturan
from pelaporan.domain.ipp import Aspek, AturanIpp, BentukF03, CaraF02, CaraF03, IndikatorIpp, KurangResponden
from pelaporan.domain.sakip import AmbangJawaban, AturanSakip, Komponen, SubKomponen
from pelaporan.domain.skm import UNSUR, AturanSkm

_FOLDER = files("pelaporan") / "data" / "instrumen"
A = TypeVar("A")


def read_aturan() -> BukuAturan:
    """Return the rules of every instrument that this build carries."""
    return BukuAturan(
        sakip=_versions("sakip", _read_sakip),
        ipp=_versions("ipp", _read_ipp),
        skm=_versions("skm", _read_skm),
    )


def _versions(nama: str, read: Callable[[Dasar, Mapping[str, Any]], A]) -> Sequence[A]:
    """Return every version of a file, from old to new."""
    naskah = yaml.safe_load((_FOLDER / f"{nama}.yaml").read_text(encoding="utf-8"))
    made = [(_dasar(naskah, versi), versi) for versi in naskah["versi"]]
    return [read(dasar, versi) for dasar, versi in sorted(made, key=lambda pair: pair[0].berlaku_dari)]


def _dasar(naskah: Mapping[str, Any], versi: Mapping[str, Any]) -> Dasar:
    """Return the source; ``berlaku_dari`` is a day, or a year where the day was not found."""
    sejak = versi["berlaku_dari"]
    return Dasar(
        instrumen=naskah["kode"],
        nama=naskah["nama"],
        peraturan=versi["peraturan"],
        berlaku_dari=sejak if isinstance(sejak, date) else date(sejak, 1, 1),
        tanggal_pasti=isinstance(sejak, date),
        sampai=versi.get("sampai"),
        sumber=versi.get("sumber", ""),
        catatan=versi.get("catatan", ""),
    )


def _decimal(nilai: object) -> Decimal:
    return Decimal(str(nilai))


def _pita(rows: Iterable[Mapping[str, Any]]) -> Sequence[Pita]:
    return [
        Pita(
            kode=satu["kode"],
            label=satu["label"],
            mulai=_decimal(satu["mulai"] if "mulai" in satu else satu["di_atas"]),
            termasuk="mulai" in satu,
        )
        for satu in rows
    ]


def _read_sakip(dasar: Dasar, naskah: Mapping[str, Any]) -> AturanSakip:
    kriteria = naskah["kriteria"]
    return AturanSakip(
        dasar=dasar,
        komponen=[_komponen(satu, naskah["sub"]) for satu in naskah["komponen"]],
        jawaban={kode: _decimal(nilai) for kode, nilai in naskah["jawaban"].items()},
        pita=_pita(naskah["pita"]),
        kategori_nol=naskah["kategori_nol"],
        ambang=[
            AmbangJawaban(jawaban=satu["jawaban"], di_atas=_decimal(satu["di_atas"])) for satu in kriteria["ambang"]
        ],
        penuh=kriteria["penuh"],
        kosong=kriteria["kosong"],
        kriteria={kode: _decimal(nilai) for kode, nilai in kriteria["nilai"].items()},
    )


def _komponen(naskah: Mapping[str, Any], sub: Iterable[Mapping[str, Any]]) -> Komponen:
    bobot = _decimal(naskah["bobot"])
    return Komponen(
        kode=naskah["kode"],
        nama=naskah["nama"],
        bobot=bobot,
        sub=[
            SubKomponen(
                kode=f"{naskah['kode']}.{satu['kode']}",
                nama=satu["nama"],
                bobot=bobot * _decimal(satu["persen"]) / 100,
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
        pita=_pita(naskah["pita"]),
        bagian_f02=_decimal(naskah["bagian"]["f02"]),
        bagian_f03=_decimal(naskah["bagian"]["f03"]),
        cara_f02=CaraF02(pengaturan["cara_f02"]),
        cara_f03=CaraF03(pengaturan["cara_f03"]),
        kurang_responden=KurangResponden(pengaturan["kurang_responden"]),
        min_responden=pengaturan["min_responden"],
        bentuk_f03=pengaturan["bentuk_f03"],
        boleh_tidak_dinilai=frozenset(pengaturan["boleh_tidak_dinilai"]),
    )


def _aspek(naskah: Mapping[str, Any]) -> Aspek:
    indikator = [
        IndikatorIpp(kode=satu["kode"], nama=satu["nama"], bobot=_decimal(satu["bobot"]))
        for satu in naskah["indikator"]
    ]
    return Aspek(kode=naskah["kode"], nama=naskah["nama"], bobot=_decimal(naskah["bobot"]), indikator=indikator)


def _read_skm(dasar: Dasar, naskah: Mapping[str, Any]) -> AturanSkm:
    pilihan = {kode: Fraction(teks) for kode, teks in naskah["pilihan_w"].items()}
    return AturanSkm(
        dasar=dasar,
        unsur={satu["kode"]: satu["nama"] for satu in naskah["unsur"]},
        bobot=[pilihan[naskah["w"]]] * len(UNSUR),
        pilihan_w=pilihan,
        pita=_pita(naskah["pita"]),
    )
