"""An *asesmen*: what an assessment found of a person's competences and potential, with its report as evidence.

The service does not assess: BKPSDM records the report. A wrong record is annulled with its reason, never erased.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from chassis.domain import Invalid
from kinerja.domain.bilangan import check_nilai
from kinerja.domain.catatan import Catatan, check_catatan
from kinerja.domain.kesenjangan import TINGKAT_MAKS
from kinerja.domain.kotak_talenta import NILAI_MAKS


@dataclass(frozen=True, kw_only=True)
class IsiAsesmen:
    """The potential from 0 to 100 where it was measured, and the level of each competence that was."""

    tanggal: date
    potensi: Decimal | None
    profil: Mapping[str, int]
    bukti: str


@dataclass(eq=False, kw_only=True)
class Asesmen(Catatan):
    """The aggregate."""

    JENIS: ClassVar[str] = "asesmen"

    isi: IsiAsesmen


def check_isi(isi: IsiAsesmen, known: Container[str], *, today: date) -> IsiAsesmen:
    """Return what was found; raises Invalid where it cannot be counted with."""
    errors: dict[str, list[str]] = {}
    if isi.tanggal > today:
        errors["tanggal"] = ["Isi tanggal yang sudah lewat"]
    if isi.potensi is not None and not 0 <= check_nilai(isi.potensi, "potensi") <= NILAI_MAKS:
        errors["potensi"] = [f"Isi dengan angka 0 sampai {NILAI_MAKS}"]
    if isi.potensi is None and not isi.profil:
        errors["potensi"] = ["Isi potensi, atau tingkat paling sedikit satu kompetensi"]
    for kode, tingkat in isi.profil.items():
        if kode not in known:
            errors[f"profil.{kode}"] = ["Kompetensi ini tidak ada pada standar"]
        elif not 1 <= tingkat <= TINGKAT_MAKS:
            errors[f"profil.{kode}"] = [f"Isi tingkat 1 sampai {TINGKAT_MAKS}"]
    if errors:
        raise Invalid(errors)
    bukti = check_catatan("bukti", isi.bukti, "Tulis nomor dan tanggal laporan asesmennya")
    return IsiAsesmen(tanggal=isi.tanggal, potensi=isi.potensi, profil=isi.profil, bukti=bukti)
