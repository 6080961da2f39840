"""What comes in with a form: how, from where, and the numbers that the public facts may take out of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum, auto
from typing import Any

from chassis.domain import Invalid
from perizinan.domain.layanan import Layanan

_WILAYAH = re.compile(r"[0-9][0-9.]{1,12}")
_RUPIAH = re.compile(r"[0-9]{1,18}(\.[0-9]{1,2})?")
_TENAGA_KERJA = range(1_000_001)


class Kanal(StrEnum):
    """How a permohonan came in."""

    DARING = auto()
    LOKET = auto()
    POS = auto()
    SUREL = auto()
    INTERNAL = auto()


def check_masukan(layanan: Layanan, kanal: str, wilayah_kode: str) -> None:
    """Refuse a layanan that is closed, an unknown channel, and what is no code of a region."""
    errors: dict[str, list[str]] = {}
    if layanan.tutup:
        errors["layanan_kode"] = [layanan.tutup]
    if kanal not in list(Kanal):
        errors["kanal"] = [f"Pilih {', '.join(Kanal)}"]
    if wilayah_kode and not _WILAYAH.fullmatch(wilayah_kode):
        errors["wilayah_kode"] = ["Kode wilayah berisi angka dan titik. Contoh: 32.16.06"]
    if errors:
        raise Invalid(errors)


def read_nilai_investasi(isian: Mapping[str, Any]) -> str:
    """Return the investment in rupiah as a decimal; empty where none is given."""
    nilai = str(isian.get("nilai_investasi", ""))
    return nilai if _RUPIAH.fullmatch(nilai) else ""


def read_tenaga_kerja(isian: Mapping[str, Any]) -> int | None:
    """Return the number of workers; ``None`` where none is given."""
    jumlah = isian.get("tenaga_kerja")
    return jumlah if type(jumlah) is int and jumlah in _TENAGA_KERJA else None
