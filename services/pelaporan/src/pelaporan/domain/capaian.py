"""How a value stands against its target: the words of the law, by the polarity of the indicator."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum, auto

from pelaporan.domain.definisi import Definisi, Polaritas


class Capaian(StrEnum):
    """Where a value stands."""

    MELAMPAUI_TARGET = auto()
    SESUAI_TARGET = auto()
    DI_BAWAH_TARGET = auto()
    DI_BAWAH_AMBANG = auto()
    BELUM_ADA = auto()
    TANPA_TARGET = auto()


def judge_nilai(nilai: Decimal | None, definisi: Definisi, tanggal: date) -> Capaian:
    """Return how a value stands against the target in force on a day; worse than the threshold comes first."""
    target = definisi.target_on(tanggal)
    if target is None:
        return Capaian.TANPA_TARGET
    if nilai is None:
        return Capaian.BELUM_ADA
    sign = 1 if definisi.polaritas is Polaritas.NAIK else -1
    if definisi.ambang is not None and sign * nilai < sign * definisi.ambang:
        return Capaian.DI_BAWAH_AMBANG
    if nilai == target:
        return Capaian.SESUAI_TARGET
    return Capaian.MELAMPAUI_TARGET if sign * nilai > sign * target else Capaian.DI_BAWAH_TARGET
