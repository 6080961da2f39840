"""Use case: the working paper of a sheet as PDF."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from pelaporan.application.instrumen.get import GetInstrumen, KeadaanInstrumen, RuangInstrumen, get_instrumen


class PrintKertasKerja(Protocol):
    """Prints a sheet as a working paper."""

    def __call__(self, keadaan: KeadaanInstrumen, *, pada: datetime) -> bytes:
        """Return a PDF; a sheet that is not established is marked as a draft on every page."""
        ...


def print_kertas_kerja(query: GetInstrumen, *, ruang: RuangInstrumen, cetak: PrintKertasKerja) -> bytes:
    """Return the working paper of a sheet as it is; raises ``instrumen.not_found``."""
    return cetak(get_instrumen(query, ruang=ruang), pada=ruang.clock.now())
