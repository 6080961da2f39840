"""How much of an additive target of a superior's row the rows that serve it cover (PermenPANRB 89/2021).

A target that is shared out (counts, rupiah) says how many of which unit of measure; what serves the row adds up by the
same unit. A share of another unit covers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class BagianTarget:
    """What a person takes of a row of the superior."""

    induk_id: str
    pegawai_id: str
    satuan: str
    jumlah: Decimal


@dataclass(frozen=True, kw_only=True)
class CakupanTarget:
    """A target that is shared out: the whole, what is taken, and of it the reader's own."""

    satuan: str
    target: Decimal
    terbagi: Decimal
    sendiri: Decimal

    @property
    def sisa(self) -> Decimal:
        """What nobody took yet; below zero where more was taken than there is."""
        return self.target - self.terbagi


def measure_cakupan(
    target: Iterable[tuple[str, Decimal]], bagian: Sequence[BagianTarget], pegawai_id: str | None
) -> list[CakupanTarget]:
    """Return how much of each target, a unit of measure with a number, is covered by the shares."""
    return [
        CakupanTarget(
            satuan=satuan,
            target=whole,
            terbagi=sum((each.jumlah for each in bagian if _same(each.satuan, satuan)), Decimal(0)),
            sendiri=sum(
                (each.jumlah for each in bagian if _same(each.satuan, satuan) and each.pegawai_id == pegawai_id),
                Decimal(0),
            ),
        )
        for satuan, whole in target
    ]


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
