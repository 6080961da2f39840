"""What goes with the rows of an SKP: the behaviour that the leader expects, and the annexes (PermenPANRB 6/2022).

The values of behaviour are data (BerAKHLAK); of each the leader may expect something of their own. The annexes say which
resources there are, how accounts are given, and what follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chassis.domain import Invalid
from kinerja.domain.baris_skp import check_text

BUTIR_PALING_BANYAK = 20
LAMPIRAN = ("dukungan_sumber_daya", "skema_pertanggungjawaban", "konsekuensi")


@dataclass(frozen=True, kw_only=True)
class NilaiPerilaku:
    """A value of behaviour, and what it asks."""

    nama: str
    panduan: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class AturanPerilaku:
    """The values in force, by their keys."""

    berlaku_dari: date
    sumber: str
    nilai: Mapping[str, NilaiPerilaku]


@dataclass(frozen=True, kw_only=True)
class EkspektasiPerilaku:
    """What the leader expects of a value."""

    nilai: str
    ekspektasi: str


@dataclass(frozen=True, kw_only=True)
class Lampiran:
    """The annexes, each a list of short texts."""

    dukungan_sumber_daya: Sequence[str] = ()
    skema_pertanggungjawaban: Sequence[str] = ()
    konsekuensi: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Pelengkap:
    """What goes with the rows."""

    perilaku: Sequence[EkspektasiPerilaku] = ()
    lampiran: Lampiran = field(default_factory=Lampiran)

    def check(self, aturan: AturanPerilaku) -> None:
        """Refuse a value that is none or stands twice, and texts that say nothing or too much; raises Invalid."""
        errors: dict[str, list[str]] = {}
        values = [each.nilai for each in self.perilaku]
        for number, each in enumerate(self.perilaku):
            if each.nilai not in aturan.nilai or values.count(each.nilai) > 1:
                errors[f"perilaku.{number}.nilai"] = ["Nilai perilaku ini tidak ada, atau disebut dua kali"]
            errors |= check_text(f"perilaku.{number}.ekspektasi", each.ekspektasi, "Tulis ekspektasinya")
        for name in LAMPIRAN:
            errors |= _check_butir(f"lampiran.{name}", getattr(self.lampiran, name))
        if errors:
            raise Invalid(errors)


def _check_butir(at: str, butir: Sequence[str]) -> dict[str, list[str]]:
    if len(butir) > BUTIR_PALING_BANYAK:
        return {at: [f"Paling banyak {BUTIR_PALING_BANYAK} butir"]}
    errors: dict[str, list[str]] = {}
    for number, each in enumerate(butir):
        errors |= check_text(f"{at}.{number}", each, "Tulis butirnya, atau hapus")
    return errors
