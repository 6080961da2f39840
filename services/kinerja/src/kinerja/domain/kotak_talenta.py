"""The nine boxes of talent: performance against potential (PermenPANRB 3/2020)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from typing import TypeVar

from chassis.domain import Invalid
from kinerja.domain.predikat import Ekspektasi, Predikat

NILAI_MAKS = 100
L = TypeVar("L")


class Potensi(StrEnum):
    """How high the potential is."""

    RENDAH = auto()
    MENENGAH = auto()
    TINGGI = auto()


@dataclass(frozen=True, kw_only=True)
class Ambang:
    """Two lines of one axis; the line itself belongs to the upper side."""

    atas: Decimal
    tengah: Decimal


@dataclass(frozen=True, kw_only=True)
class AmbangTalenta:
    """The lines of both axes."""

    kinerja: Ambang
    potensi: Ambang


@dataclass(frozen=True, kw_only=True)
class AturanTalenta:
    """Boxes with what follows from each, and the lines: of everybody, and of agencies that have their own.

    ``predikat`` says what the performance is where there is a predikat and no number; ``masa_asesmen`` how many years an
    assessment holds.
    """

    berlaku_dari: date
    sumber: str
    kotak: Mapping[tuple[Ekspektasi, Potensi], int]
    tindakan: Mapping[int, str]
    ambang: AmbangTalenta
    ambang_opd: Mapping[str, AmbangTalenta]
    predikat: Mapping[Predikat, Ekspektasi]
    masa_asesmen: int

    def of_opd(self, opd_kode: str | None) -> AmbangTalenta:
        """Return the lines that an agency uses."""
        return self.ambang_opd.get(opd_kode or "", self.ambang)


@dataclass(frozen=True, kw_only=True)
class HasilTalenta:
    """The box, why, and what follows."""

    kotak: int
    kinerja: Ekspektasi
    potensi: Potensi
    tindakan: str


def compute_kotak(
    kinerja: Decimal, potensi: Decimal, aturan: AturanTalenta, *, opd_kode: str | None = None
) -> HasilTalenta:
    """Place a person by two numbers from 0 to 100, compared as they are, unrounded."""
    axes = {"kinerja": kinerja, "potensi": potensi}
    if wrong := [name for name, value in axes.items() if not 0 <= value <= NILAI_MAKS]:
        raise Invalid({name: [f"Isi dengan angka 0 sampai {NILAI_MAKS}"] for name in wrong})
    ambang = aturan.of_opd(opd_kode)
    y = _level(kinerja, ambang.kinerja, (Ekspektasi.DI_ATAS, Ekspektasi.SESUAI, Ekspektasi.DI_BAWAH))
    return _place(y, potensi, ambang, aturan)


def compute_kotak_of_predikat(
    predikat: Predikat, potensi: Decimal, aturan: AturanTalenta, *, opd_kode: str | None = None
) -> HasilTalenta:
    """Place a person by the predikat of a year and a potential from 0 to 100, compared as it is, unrounded."""
    if not 0 <= potensi <= NILAI_MAKS:
        raise Invalid({"potensi": [f"Isi dengan angka 0 sampai {NILAI_MAKS}"]})
    return _place(aturan.predikat[predikat], potensi, aturan.of_opd(opd_kode), aturan)


def _place(y: Ekspektasi, potensi: Decimal, ambang: AmbangTalenta, aturan: AturanTalenta) -> HasilTalenta:
    x = _level(potensi, ambang.potensi, (Potensi.TINGGI, Potensi.MENENGAH, Potensi.RENDAH))
    kotak = aturan.kotak[y, x]
    return HasilTalenta(kotak=kotak, kinerja=y, potensi=x, tindakan=aturan.tindakan[kotak])


def _level(value: Decimal, ambang: Ambang, levels: tuple[L, L, L]) -> L:
    return levels[0 if value >= ambang.atas else 1 if value >= ambang.tengah else 2]
