"""A *jabatan*, the post a civil servant holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from kinerja.domain.unit import JenisUnit


class JenisJabatan(StrEnum):
    """The three kinds of post (UU 5/2014 Pasal 13; UU 20/2023 calls the last two nonmanajerial)."""

    STRUKTURAL = auto()
    FUNGSIONAL = auto()
    PELAKSANA = auto()


class JenjangJabatan(StrEnum):
    """The level of a post within its kind."""

    JPT_PRATAMA = auto()
    ADMINISTRATOR = auto()
    PENGAWAS = auto()
    AHLI_UTAMA = auto()
    AHLI_MADYA = auto()
    AHLI_MUDA = auto()
    AHLI_PERTAMA = auto()
    PENYELIA = auto()
    MAHIR = auto()
    TERAMPIL = auto()
    PEMULA = auto()
    PELAKSANA = auto()


@dataclass(frozen=True, kw_only=True)
class Jabatan:
    """A post of the catalogue; ``kode`` is what stands on the bus.

    ``jenis_unit`` is the kind of unit that the holder heads, None for a post that heads nothing.
    """

    kode: str
    nama: str
    jenis: JenisJabatan
    jenjang: JenjangJabatan
    jenis_unit: JenisUnit | None = None

    @property
    def memimpin(self) -> bool:
        """Whether the one who holds it heads the unit."""
        return self.jenis_unit is not None

    def fits(self, jenis: JenisUnit) -> bool:
        """Tell whether the post can be held in a unit of this kind."""
        return self.jenis_unit is None or self.jenis_unit is jenis
