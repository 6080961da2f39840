"""*BUP*, the pension age: PP 11/2017 ps 239; the pension begins on the first of the month after the birthday (recalled)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chassis.domain import Invalid
from kinerja.domain.jabatan import JenjangJabatan

LAHIR_MIN, LAHIR_MAKS = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, kw_only=True)
class AturanBup:
    """The age in years by level of post."""

    berlaku_dari: date
    sumber: str
    usia: Mapping[JenjangJabatan, int]


@dataclass(frozen=True, kw_only=True)
class HasilBup:
    """The age, the birthday on which it is reached, and the day from which the pension holds."""

    usia: int
    mencapai: date
    tmt: date


def compute_bup(tanggal_lahir: date, jenjang: JenjangJabatan, aturan: AturanBup) -> HasilBup:
    """Return when somebody retires; born on 29 February, the birthday of a common year is the 28th (our choice)."""
    if not LAHIR_MIN <= tanggal_lahir <= LAHIR_MAKS:
        raise Invalid({"tanggal_lahir": ["Periksa tahun lahirnya"]})
    usia = aturan.usia[jenjang]
    mencapai = add_years(tanggal_lahir, usia)
    return HasilBup(usia=usia, mencapai=mencapai, tmt=(mencapai.replace(day=1) + timedelta(days=32)).replace(day=1))


def add_years(tanggal: date, tahun: int) -> date:
    """Return the same day so many years later."""
    try:
        return tanggal.replace(year=tanggal.year + tahun)
    except ValueError:
        return tanggal.replace(year=tanggal.year + tahun, day=28)
