"""The credits of a year as its superior established them, and what is lacking for the next pangkat and jenjang.

The evaluation of the year is converted by the level of the post (PermenPANRB 1/2023 ps 37). What was converted is kept with
its months, its predikat and its level; the number itself is computed from these, exactly, whenever it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from chassis.domain import Invalid
from kinerja.domain.angka_kredit import BULAN_SETAHUN, AturanAngkaKredit, JenjangAngkaKredit, MasaKerja
from kinerja.domain.jabatan import JenjangJabatan
from kinerja.domain.version import expect


@dataclass(eq=False, kw_only=True)
class PenetapanAngkaKredit:
    """The aggregate: one evaluation, converted; again when an objection has changed its predikat."""

    id: str
    pegawai_id: str
    tahun: int
    evaluasi_id: str
    masa: MasaKerja
    penetap_id: str | None
    ditetapkan_pada: datetime
    version: int = 1
    events: list[Any] = field(default_factory=list, repr=False)

    def expect(self, version: int | None) -> None:
        """Refuse a caller who does not know the present version."""
        expect(self.version, version)

    def establish(self, masa: MasaKerja, penetap_id: str | None, *, at: datetime) -> None:
        """Convert it anew."""
        self.masa, self.penetap_id, self.ditetapkan_pada = masa, penetap_id, at
        self.version += 1


def choose_bulan(bulan: int | None, *, sendirian: bool, terpakai: int) -> int:
    """Return the months of a conversion: the whole year where it is the only one, else those that are named.

    Raises Invalid where none are named beside others, and where the year would have more than twelve.
    """
    if bulan is None and not sendirian:
        raise Invalid({"bulan": ["Isi bulannya. Tahun itu punya lebih dari satu evaluasi"]})
    chosen = BULAN_SETAHUN if bulan is None else bulan
    if not 1 <= chosen <= BULAN_SETAHUN - terpakai:
        raise Invalid({"bulan": [f"Isi dengan bulan penuh, 1 sampai {BULAN_SETAHUN - terpakai}"]})
    return chosen


@dataclass(frozen=True, kw_only=True)
class Kebutuhan:
    """A target of credits, and how much is lacking, exactly; no target where the level is the last."""

    target: Fraction | None
    jumlah: Fraction

    @property
    def kurang(self) -> Fraction | None:
        """What is lacking, never below zero."""
        return None if self.target is None else max(self.target - self.jumlah, Fraction(0))


@dataclass(frozen=True, kw_only=True)
class KebutuhanAngkaKredit:
    """What is lacking for the next pangkat within the level, and for the next level."""

    golongan: str
    golongan_berikutnya: str | None
    pangkat: Kebutuhan
    jenjang: Kebutuhan


def compute_kebutuhan(
    jumlah: Fraction, jenjang: JenjangJabatan, golongan: str | None, aturan: AturanAngkaKredit
) -> KebutuhanAngkaKredit:
    """Compare the credits gathered at a level with what its pangkat and the next level ask for.

    Each pangkat within a level asks for the same again. A golongan that is not known, or is not of this level, counts
    as the first of it.
    """
    level = aturan.jenjang[jenjang]
    ladder = list_golongan(level)
    step = ladder.index(golongan) if golongan in ladder else 0
    last = step == len(ladder) - 1
    pangkat = None if last and level.jenjang is None else Fraction(level.pangkat) * (step + 1)
    return KebutuhanAngkaKredit(
        golongan=ladder[step],
        golongan_berikutnya=None if last else ladder[step + 1],
        pangkat=Kebutuhan(target=pangkat, jumlah=jumlah),
        jenjang=Kebutuhan(target=None if level.jenjang is None else Fraction(level.jenjang), jumlah=jumlah),
    )


def list_golongan(level: JenjangAngkaKredit) -> list[str]:
    """Return the golongan of a level, the lowest first: ``III/a–b`` is III/a and III/b."""
    roman, _, letters = level.golongan.partition("/")
    first, _, last = letters.partition("–")
    return [f"{roman}/{chr(code)}" for code in range(ord(first), ord(last or first) + 1)]
