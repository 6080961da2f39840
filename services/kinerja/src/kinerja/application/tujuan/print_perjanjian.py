"""Use case: a version of an agreement is printed, as a draft until everyone who must has signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chassis.domain import Clock, NotFound, Pengguna
from kinerja.application.tujuan.pohon import BacaPohon, PerjanjianRow, get_perjanjian
from kinerja.domain.perjanjian import Naskah


class CetakPerjanjian(Protocol):
    """Prints a version of an agreement."""

    def __call__(self, row: PerjanjianRow, naskah: Naskah, *, pada: datetime) -> bytes:
        """Return a PDF; one that is not signed by all is marked as a draft on every page."""
        ...


@dataclass(frozen=True, kw_only=True)
class PrintPerjanjian:
    """Which version of which agreement; without one the newest."""

    pengguna: Pengguna
    perjanjian_id: str
    versi: int | None = None


@dataclass(frozen=True, kw_only=True)
class Cetakan:
    """What was printed: the year and the version, and the bytes."""

    tahun: int
    versi: int
    isi: bytes


def print_perjanjian(query: PrintPerjanjian, *, baca: BacaPohon, cetak: CetakPerjanjian, clock: Clock) -> Cetakan:
    """Print it; a signed version has the same bytes each time. Raises NotFound ``perjanjian.not_found``."""
    row = get_perjanjian(query.pengguna, query.perjanjian_id, baca=baca)
    wanted = query.versi if query.versi is not None else row.perjanjian.kini.versi
    naskah = next((each for each in row.perjanjian.naskah if each.versi == wanted), None)
    if naskah is None:
        raise NotFound("perjanjian.not_found", perjanjian_id=query.perjanjian_id)
    isi = cetak(row, naskah, pada=naskah.ditandatangani_pada or clock.now())
    return Cetakan(tahun=row.perjanjian.tahun, versi=naskah.versi, isi=isi)
