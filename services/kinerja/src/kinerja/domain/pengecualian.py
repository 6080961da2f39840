"""A *pengecualian*: a time in which nobody asks an SKP of a person (PP 30/2019 ps 23)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto

from chassis.domain import Invalid
from kinerja.domain.version import expect

DASAR_PALING_PANJANG = 500


class AlasanPengecualian(StrEnum):
    """Why none is asked."""

    PEJABAT_NEGARA = auto()
    LEMBAGA_NONSTRUKTURAL = auto()
    DIBERHENTIKAN_SEMENTARA = auto()
    CLTN = auto()
    MPP = auto()


@dataclass(eq=False, kw_only=True)
class Pengecualian:
    """The aggregate; without ``sampai`` it goes on. It makes no event, the audit row tells it."""

    id: str
    pegawai_id: str
    alasan_kode: AlasanPengecualian
    dasar: str
    dari: date
    sampai: date | None = None
    version: int = 1
    events: list[object] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        """Refuse one without its legal basis, or that ends before it begins."""
        self.dasar = self.dasar.strip()
        if not self.dasar:
            raise Invalid({"dasar": ["Tulis nomor surat keputusannya"]})
        if len(self.dasar) > DASAR_PALING_PANJANG:
            raise Invalid({"dasar": [f"Paling panjang {DASAR_PALING_PANJANG} huruf"]})
        self._check_sampai(self.sampai)

    def expect(self, version: int | None) -> None:
        """Refuse a caller who does not know the present version."""
        expect(self.version, version)

    def end(self, sampai: date) -> None:
        """Set its last day; a wrong one is set anew."""
        self._check_sampai(sampai)
        self.sampai = sampai
        self.version += 1

    def _check_sampai(self, sampai: date | None) -> None:
        if sampai is not None and sampai < self.dari:
            raise Invalid({"sampai": ["Hari terakhir tidak boleh sebelum hari pertama"]})
