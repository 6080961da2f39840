"""The lists, rubrics and rules of suggestion, read from the YAML of the build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from pelaporan.domain.buku_aturan import BukuAturan
from pelaporan.domain.buku_instrumen import DARING, LURING, BukuInstrumen, DaftarKriteria, RubrikIpp, SyaratKlaster
from pelaporan.domain.instrumen import KodeInstrumen
from pelaporan.domain.saran import Angka, AturanSaran, Cabang, LingkupWaktu, Syarat, Terbilang

_FOLDER = files("pelaporan") / "data" / "instrumen"


def read_instrumen(aturan: BukuAturan) -> BukuInstrumen:
    """Return everything about instruments that is data; the newest version of each list."""
    kriteria = _read("kriteria_sakip")["versi"][-1]
    daftar = {satu["lingkup"]: _daftar(satu) for satu in kriteria["daftar"] if satu["lingkup"]}
    return BukuInstrumen(
        aturan=aturan,
        kriteria_unit=daftar["unit"],
        kriteria_kabupaten=daftar["kabupaten"],
        arti_sakip=kriteria["jawaban"],
        klaster=kriteria["klaster"]["urutan"],
        syarat_klaster=[SyaratKlaster(**satu) for satu in kriteria["klaster"]["predikat"]],
        rubrik=_rubrik(_read("rubrik_ipp")["versi"][-1]),
        saran={KodeInstrumen(kode): _saran(rows) for kode, rows in _read("saran").items()},
    )


def _read(nama: str) -> Mapping[str, Any]:
    naskah: Mapping[str, Any] = yaml.safe_load((_FOLDER / f"{nama}.yaml").read_text(encoding="utf-8"))
    return naskah


def _daftar(naskah: Mapping[str, Any]) -> DaftarKriteria:
    return DaftarKriteria(
        kode=naskah["kode"],
        nama=naskah["nama"],
        sumber=naskah["sumber"],
        jumlah=naskah["jumlah"],
        sub={satu["kode"]: satu["kriteria"] for satu in naskah.get("sub", ())},
    )


def _rubrik(naskah: Mapping[str, Any]) -> RubrikIpp:
    return RubrikIpp(
        sumber=naskah["sumber"],
        rubrik={LURING: naskah[LURING], DARING: naskah[DARING]["rubrik"]},
        nama_daring=naskah[DARING]["nama"],
        tak_dinilai=naskah["tak_dinilai"],
        f03=naskah["f03"],
    )


def _saran(rows: Iterable[Mapping[str, Any]]) -> Sequence[AturanSaran]:
    return [
        AturanSaran(
            butir=satu["butir"],
            kalimat=satu["kalimat"],
            bila=[
                Cabang(jawaban=cabang["jawaban"], syarat=[_syarat(syarat) for syarat in cabang["syarat"]])
                for cabang in satu.get("bila", ())
            ],
            terbilang=_terbilang(satu["terbilang"]) if "terbilang" in satu else None,
        )
        for satu in rows
    ]


def _syarat(naskah: Mapping[str, Any]) -> Syarat:
    return Syarat(
        indikator=naskah["indikator"],
        periode=LingkupWaktu(naskah.get("periode", LingkupWaktu.TAHUN)),
        paling_kecil=_decimal(naskah.get("paling_kecil")),
        di_atas=_decimal(naskah.get("di_atas")),
    )


def _terbilang(naskah: Mapping[str, Any]) -> Terbilang:
    return Terbilang(indikator=naskah["indikator"], ukuran=naskah["ukuran"], angka=Angka(naskah["angka"]))


def _decimal(nilai: object) -> Decimal | None:
    return None if nilai is None else Decimal(str(nilai))
