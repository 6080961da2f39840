"""A *rencana aksi*: by which steps, quarter by quarter, a unit means to reach the target of an indicator.

Columns of the plan and of its monitoring, and the ways in which quarters add up, are recalled, unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction
from typing import Any

from chassis.domain import Invalid, TransitionNotAllowed
from kinerja.domain.pembulatan import round_half_up
from kinerja.domain.periode import TRIWULAN, Periode
from kinerja.domain.version import expect

LANGKAH_PALING_BANYAK = 40
TEKS_PALING_PANJANG = 500
CATATAN_PALING_PANJANG = 2000
ANGGARAN_PALING_BESAR = Decimal(10) ** 15


class Akumulasi(StrEnum):
    """How the figures of the quarters make that of the year."""

    KUMULATIF = auto()
    """Each counts from the beginning of the year: the last one is the year's."""
    POSISI_AKHIR = auto()
    """Each is a state at its end: the last one is the year's."""
    RATA_RATA = auto()
    """The year's is their mean."""


@dataclass(frozen=True, kw_only=True)
class LangkahAksi:
    """A step of a quarter: what is done, what comes of it, under which programme, for how much, by whose post."""

    triwulan: str
    uraian: str
    output: str
    program: str = ""
    anggaran: Decimal | None = None
    penanggung_jawab: str = ""


@dataclass(frozen=True, kw_only=True)
class Pantauan:
    """What stood in the way in a quarter, and what is done about it; a later one of the quarter takes its place."""

    periode: Periode
    kendala: str
    tindak_lanjut: str
    oleh: str
    pada: datetime


@dataclass(eq=False, kw_only=True)
class RencanaAksi:
    """The aggregate: the plan of one indicator, with every monitoring, the oldest first; version 0 before it is written."""

    indikator_id: str
    tahun: int
    akumulasi: Akumulasi = Akumulasi.POSISI_AKHIR
    langkah: Sequence[LangkahAksi] = ()
    pantauan: list[Pantauan] = field(default_factory=list)
    version: int = 0
    events: list[Any] = field(default_factory=list, repr=False)
    """Always empty: the plan is the service's own matter; it has audit rows only."""

    @property
    def id(self) -> str:
        """What its audit rows are about."""
        return self.indikator_id

    def expect(self, version: int | None) -> None:
        """Refuse a caller who has seen another version, or did not say which."""
        expect(self.version, version)

    def write(self, akumulasi: Akumulasi, langkah: Sequence[LangkahAksi]) -> None:
        """Set the plan; raises Invalid for a step that says nothing or stands in no quarter."""
        check_langkah(langkah)
        self.akumulasi, self.langkah = akumulasi, sorted(langkah, key=lambda each: each.triwulan)
        self.version += 1

    def monitor(self, periode: Periode, *, kendala: str, tindak_lanjut: str, oleh: str, at: datetime) -> Pantauan:
        """Note what stood in the way in a quarter that has begun; raises TransitionNotAllowed while there is no plan."""
        self.check_written()
        errors = {}
        if periode.tahun != self.tahun or periode.triwulan is None:
            errors["periode"] = [f"Pilih triwulan tahun {self.tahun}"]
        elif periode.mulai > at:
            errors["periode"] = ["Triwulan ini belum dimulai"]
        for name, teks in (("kendala", kendala), ("tindak_lanjut", tindak_lanjut)):
            if len(teks) > CATATAN_PALING_PANJANG:
                errors[name] = [f"Paling panjang {CATATAN_PALING_PANJANG} huruf"]
        if not kendala.strip() and not tindak_lanjut.strip():
            errors["kendala"] = ["Tulis kendala atau tindak lanjutnya"]
        if errors:
            raise Invalid(errors)
        made = Pantauan(
            periode=periode, kendala=kendala.strip(), tindak_lanjut=tindak_lanjut.strip(), oleh=oleh, pada=at
        )
        self.pantauan.append(made)
        self.version += 1
        return made

    def check_written(self) -> None:
        """Refuse the monitoring of an empty plan (second-hand)."""
        if not self.langkah:
            raise TransitionNotAllowed("rencana_aksi.transition_not_allowed")


def sum_up(akumulasi: Akumulasi, triwulan: Sequence[Decimal]) -> Decimal | None:
    """Return the figure of the year so far from those of its quarters, in their order; None without any."""
    if not triwulan:
        return None
    if akumulasi is Akumulasi.RATA_RATA:
        return round_half_up(sum(map(Fraction, triwulan), Fraction(0)) / len(triwulan), 2)
    return triwulan[-1]


def check_langkah(langkah: Sequence[LangkahAksi]) -> None:
    """Refuse steps that say nothing, stand in no quarter, or cost less than nothing."""
    errors: dict[str, list[str]] = {}
    if not 0 < len(langkah) <= LANGKAH_PALING_BANYAK:
        errors["langkah"] = [f"Isi 1 sampai {LANGKAH_PALING_BANYAK} langkah"]
    for at, each in enumerate(langkah[:LANGKAH_PALING_BANYAK]):
        if each.triwulan not in TRIWULAN:
            errors[f"langkah.{at}.triwulan"] = [f"Pilih salah satu: {', '.join(TRIWULAN)}"]
        for name in ("uraian", "output"):
            if not getattr(each, name).strip():
                errors[f"langkah.{at}.{name}"] = ["Wajib diisi"]
        for name in ("uraian", "output", "program", "penanggung_jawab"):
            if len(getattr(each, name)) > TEKS_PALING_PANJANG:
                errors[f"langkah.{at}.{name}"] = [f"Paling panjang {TEKS_PALING_PANJANG} huruf"]
        if each.anggaran is not None and not 0 <= each.anggaran <= ANGGARAN_PALING_BESAR:
            errors[f"langkah.{at}.anggaran"] = ["Isi rupiah, 0 atau lebih"]
    if errors:
        raise Invalid(errors)
