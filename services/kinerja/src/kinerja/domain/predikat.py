"""The *predikat kinerja* of a person: two ratings against expectation make one word (PermenPANRB 6/2022)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto


class Ekspektasi(StrEnum):
    """How work or behaviour stands against what the leader expects."""

    DI_ATAS = auto()
    SESUAI = auto()
    DI_BAWAH = auto()


class Predikat(StrEnum):
    """The word of an appraisal, the best first."""

    SANGAT_BAIK = auto()
    BAIK = auto()
    BUTUH_PERBAIKAN = auto()
    KURANG = auto()
    SANGAT_KURANG = auto()


class CapaianOrganisasi(StrEnum):
    """How the organisation did in the period or the year, the best first (SE MenPANRB 3/2023)."""

    ISTIMEWA = auto()
    BAIK = auto()
    BUTUH_PERBAIKAN = auto()
    KURANG = auto()
    SANGAT_KURANG = auto()


@dataclass(frozen=True, kw_only=True)
class Kuadran:
    """The quadrant with its source and the day from which it holds; keys are (hasil kerja, perilaku)."""

    berlaku_dari: date
    sumber: str
    sel: Mapping[tuple[Ekspektasi, Ekspektasi], Predikat]


_ATAS, _SESUAI, _BAWAH = Ekspektasi.DI_ATAS, Ekspektasi.SESUAI, Ekspektasi.DI_BAWAH
KUADRAN = Kuadran(
    berlaku_dari=date(2022, 2, 3),
    sumber="PermenPANRB 6/2022 (sumber sekunder)",
    sel={
        (_ATAS, _BAWAH): Predikat.KURANG,
        (_ATAS, _SESUAI): Predikat.BAIK,
        (_ATAS, _ATAS): Predikat.SANGAT_BAIK,
        (_SESUAI, _BAWAH): Predikat.KURANG,
        (_SESUAI, _SESUAI): Predikat.BAIK,
        (_SESUAI, _ATAS): Predikat.BAIK,
        (_BAWAH, _BAWAH): Predikat.SANGAT_KURANG,
        (_BAWAH, _SESUAI): Predikat.BUTUH_PERBAIKAN,
        (_BAWAH, _ATAS): Predikat.BUTUH_PERBAIKAN,
    },
)


def compute_predikat(hasil_kerja: Ekspektasi, perilaku: Ekspektasi, kuadran: Kuadran = KUADRAN) -> Predikat:
    """Return the predikat of a person whose work and behaviour were rated so."""
    return kuadran.sel[hasil_kerja, perilaku]
