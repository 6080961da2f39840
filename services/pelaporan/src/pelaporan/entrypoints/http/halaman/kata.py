"""The words of the pages: figures with their units, periods, standing against a target, filters."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from pelaporan.domain.capaian import Capaian
from pelaporan.domain.definisi import Definisi, Polaritas
from pelaporan.domain.periode import Periode, months_between
from pelaporan.domain.ukuran import Asal, Operator, Saringan, Ukuran
from tampilan.angka import format_angka, format_persen, format_selisih
from tampilan.navigasi import Bentuk

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
BULAN_PENDEK = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_TRIWULAN = ("I", "II", "III", "IV")
_BELUM_ADA = "belum ada"
_MARKS: Mapping[Capaian, tuple[Bentuk, str]] = {
    Capaian.MELAMPAUI_TARGET: ("baik", "Melampaui target"),
    Capaian.SESUAI_TARGET: ("baik", "Sesuai target"),
    Capaian.DI_BAWAH_TARGET: ("perhatian", "Di bawah target"),
    Capaian.DI_BAWAH_AMBANG: ("bahaya", "Di bawah ambang"),
    Capaian.BELUM_ADA: ("netral", "Belum ada nilai"),
}
_OPERATOR: Mapping[Operator, str] = {
    Operator.SAMA_DENGAN: "=",
    Operator.SALAH_SATU: "salah satu dari",
    Operator.PALING_KECIL: "paling kecil",
    Operator.PALING_BESAR: "paling besar",
}


@cache
def read_nama_opd() -> Mapping[str, str]:
    """Return the names of the agencies by code."""
    path = files("pelaporan") / "data" / "opd.yaml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def nama_opd(kode: str) -> str:
    """Return the name of an agency, or its code where it has none here."""
    return read_nama_opd().get(kode, kode)


def nilai_kata(nilai: Decimal | None, definisi: Definisi) -> str:
    """Return a value with its unit: ``94,00%``, ``4 hari``, ``214``."""
    if nilai is None:
        return _BELUM_ADA
    if definisi.satuan == "persen":
        return format_persen(nilai)
    if definisi.satuan == "hari":
        return f"{short(nilai)} hari"
    return format_angka(nilai, 2) if definisi.satuan == "indeks" else short(nilai)


def target_kata(target: Decimal | None, definisi: Definisi) -> str:
    """Return a target in words: ``95%``, ``paling lama 4``, ``tanpa target``."""
    if target is None:
        return "tanpa target"
    words = format_persen(target, None) if definisi.satuan == "persen" else short(target)
    if definisi.satuan == "indeks":
        words = format_angka(target, 2)
    if definisi.polaritas is Polaritas.NAIK:
        return words
    return f"paling lama {words}" if definisi.satuan == "hari" else f"paling banyak {words}"


def selisih_kata(kini: Decimal | None, dahulu: Decimal | None, definisi: Definisi) -> str:
    """Return the change from the period before; empty where one is not known."""
    if kini is None or dahulu is None:
        return ""
    exact = definisi.satuan in ("persen", "indeks")
    selisih = kini - dahulu
    return format_selisih(selisih, 2 if exact or selisih != selisih.to_integral_value() else 0)


def status_kata(capaian: Capaian, definisi: Definisi) -> dict[str, str] | None:
    """Return shape and word of a standing, or None without a target."""
    if capaian not in _MARKS:
        return None
    jenis, words = _MARKS[capaian]
    if capaian is Capaian.DI_BAWAH_AMBANG and definisi.ambang is not None:
        words = f"{words} {target_kata(definisi.ambang, definisi)}"
    return {"jenis": jenis, "kata": words}


def periode_kata(periode: Periode) -> str:
    """Return a period in words: ``April 2026``, ``Triwulan I 2026``, ``2026``."""
    length = len(months_between(periode.dari, periode.sampai))
    tahun, bulan = divmod(periode.dari, 100)
    if length == 1:
        return f"{BULAN[bulan - 1]} {tahun}"
    if length == 3 and bulan % 3 == 1:
        return f"Triwulan {_TRIWULAN[bulan // 3]} {tahun}"
    if length == 12 and bulan == 1:
        return str(tahun)
    akhir_tahun, akhir_bulan = divmod(periode.sampai, 100)
    return f"{BULAN[bulan - 1]} {tahun}–{BULAN[akhir_bulan - 1]} {akhir_tahun}"


def periode_singkat(periode: Periode) -> str:
    """Return a period as a heading of a column: the month alone, else all of it."""
    return BULAN[periode.dari % 100 - 1] if periode.dari == periode.sampai else periode_kata(periode)


def tipe_kata(tipe: str) -> str:
    """Return the last part of an event's name."""
    return tipe.rsplit(".", 1)[-1]


def ukuran_kata(nama: str) -> str:
    """Return the name of a measure in words."""
    return nama.replace("_", " ")


def describe_ukuran(ukuran: Ukuran) -> str:
    """Return what a measure counts."""
    opening = ", ".join(tipe_kata(asal.tipe) for asal in ukuran.peristiwa)
    if not ukuran.penutup:
        return opening
    return f"{opening}, belum diikuti {', '.join(tipe_kata(asal.tipe) for asal in ukuran.penutup)}"


def saringan_kata(ukuran: Ukuran) -> str:
    """Return the conditions of a measure, each once."""
    words = dict.fromkeys(_saringan(saringan) for asal in _asal(ukuran) for saringan in asal.saring)
    shown = list(words)[:3]
    more = len(words) - len(shown)
    return ", ".join(shown) + (f", dan {more} syarat lagi" if more > 0 else "") if shown else "semua"


def _asal(ukuran: Ukuran) -> tuple[Asal, ...]:
    return ukuran.peristiwa + ukuran.penutup


def _saringan(saringan: Saringan) -> str:
    if saringan.operator is Operator.TERISI:
        return f"{saringan.isian} {'terisi' if saringan.nilai[0] else 'kosong'}"
    nilai = ", ".join(_plain(satu) for satu in saringan.nilai)
    return f"{saringan.isian} {_OPERATOR[saringan.operator]} {nilai}"


def _plain(nilai: str | int | bool) -> str:
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    return str(nilai)


def short(nilai: Decimal) -> str:
    """Return a figure with only the places it needs."""
    whole = nilai.to_integral_value()
    return format_angka(nilai, 0) if nilai == whole else format_angka(nilai.normalize())
