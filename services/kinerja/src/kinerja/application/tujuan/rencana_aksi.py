"""Question: the plan of an indicator with its steps, what was noted about each quarter, and the year so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from chassis.domain import Pengguna
from kinerja.application.tujuan.queries import BacaTujuan, IndikatorRow, get_indikator
from kinerja.domain.capaian import Polaritas, compute_capaian
from kinerja.domain.rencana_aksi import Pantauan, RencanaAksi, sum_up


@dataclass(frozen=True, kw_only=True)
class RencanaAksiRow:
    """A plan beside its indicator; ``kini`` is what was noted last about each quarter, by period."""

    rencana: RencanaAksi
    indikator: IndikatorRow
    kini: Mapping[str, Pantauan]
    realisasi: Decimal | None
    capaian: Decimal | None
    """The year so far, as the quarters add up, and what it reaches of the target of the year."""


class BacaRencanaAksi(BacaTujuan, Protocol):
    """The read models of plans."""

    def read_rencana_aksi(self, indikator_id: str, tahun: int) -> RencanaAksi:
        """Return the plan of an indicator; at version 0 where none was written."""
        ...


def get_rencana_aksi(pengguna: Pengguna, indikator_id: str, *, baca: BacaRencanaAksi) -> RencanaAksiRow:
    """Return the plan of an indicator within reach; raises NotFound ``indikator.not_found``."""
    indikator = get_indikator(pengguna, indikator_id, baca=baca)
    rencana = baca.read_rencana_aksi(indikator_id, indikator.tahun)
    recorded = sorted(indikator.realisasi, key=lambda each: each.periode)
    total = sum_up(rencana.akumulasi, [each.nilai for each in recorded])
    polaritas = Polaritas(indikator.polaritas)
    return RencanaAksiRow(
        rencana=rencana,
        indikator=indikator,
        kini={each.periode.teks: each for each in rencana.pantauan},
        realisasi=total,
        capaian=None if total is None else compute_capaian(polaritas, target=indikator.target["T4"], realisasi=total),
    )
