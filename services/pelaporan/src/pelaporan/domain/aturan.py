"""What the rules of every instrument share: where they come from, since when they hold, and their bands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from chassis.domain import Invalid


@dataclass(frozen=True, kw_only=True)
class Dasar:
    """Where the rules of an instrument come from.

    ``sumber`` is how sure we are of them (``second-hand``, ``recalled`` …; empty when read in the regulation itself);
    ``tanggal_pasti`` is false where only the year is known, ``date.min`` stands where not even that is;
    ``mulai_tahun`` and ``sampai`` are the first and the last year of evaluation (none: still in force).
    """

    instrumen: str
    nama: str
    peraturan: str
    berlaku_dari: date
    mulai_tahun: int
    tanggal_pasti: bool = True
    sampai: int | None = None
    sumber: str = ""
    catatan: str = ""

    def tell(self, write: Callable[[date], str] = date.isoformat) -> str:
        """Return the regulation and since when it holds: the day as ``write`` does, or the year alone."""
        sejak = write(self.berlaku_dari) if self.tanggal_pasti else str(self.berlaku_dari.year)
        return f"{self.peraturan}, berlaku sejak {sejak}"


class Berdasar(Protocol):
    """Rules that say where they come from."""

    @property
    def dasar(self) -> Dasar:
        """Return the source."""
        ...


B = TypeVar("B", bound=Berdasar)


def choose_versi(versi: Sequence[B], tahun: int) -> B:
    """Return the rules that hold for an evaluation of the year ``tahun``; ``versi`` stands from old to new."""
    berlaku = [satu for satu in versi if satu.dasar.mulai_tahun <= tahun]
    if not berlaku:
        raise Invalid({"tahun": [f"Aturan paling awal yang dikenal berlaku sejak {versi[0].dasar.mulai_tahun}"]})
    return berlaku[-1]


@dataclass(frozen=True, kw_only=True)
class Pita:
    """A band of a scale: from ``mulai`` on, or beyond it where ``termasuk`` is false, up to the next."""

    kode: str
    label: str
    mulai: Decimal
    termasuk: bool = True

    def holds(self, nilai: Decimal) -> bool:
        """Tell whether a value reaches the band."""
        return nilai > self.mulai or (self.termasuk and nilai == self.mulai)


def find_pita(nilai: Decimal, pita: Sequence[Pita]) -> Pita | None:
    """Return the band of a value that is rounded already; ``pita`` stands from high to low."""
    return next((satu for satu in pita if satu.holds(nilai)), None)
