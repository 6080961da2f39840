"""What the pages are made of: the use cases, the reference data, the officers, and the time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from time import monotonic

from chassis.domain import Clock, Pengguna
from perizinan.application import Application
from perizinan.application.ports import Acuan, Pejabat, PejabatDirectory
from perizinan.application.queries import Queries
from perizinan.domain.jangka_waktu import local_date
from perizinan.domain.layanan import Layanan

KEEP = 60.0
"""Seconds for which a list of officers is good enough for a page."""


@dataclass(frozen=True, kw_only=True)
class Bahan:
    """Handed to every page."""

    app: Application
    acuan: Acuan
    pejabat: CachedPejabat
    clock: Clock

    @property
    def queries(self) -> Queries:
        """What may be asked."""
        return self.app.queries

    def today(self) -> date:
        """Return the day it is in Jakarta."""
        return local_date(self.clock.now())

    def list_layanan(self) -> list[Layanan]:
        """Return the layanan in force: the fields with most of them first, those that are closed last."""
        found = self.acuan.katalog.list_in_force(self.today())
        sizes = Counter(satu.kategori for satu in found)
        return sorted(found, key=lambda satu: (bool(satu.tutup), -sizes[satu.kategori], satu.kategori, satu.nama))

    def name_opd(self, kode: str) -> str:
        """Return the official name of an agency; the code where the list does not know it."""
        return self.acuan.opd.get(kode, kode)


class CachedPejabat:
    """The officers of an agency, kept for a minute: a list of files must not ask another service for every reader."""

    def __init__(self, directory: PejabatDirectory, now: Callable[[], float] = monotonic) -> None:
        """Ask ``directory`` when what is kept has grown old by ``now``."""
        self._directory = directory
        self._now = now
        self._kept: dict[str, tuple[float, list[Pejabat], bool]] = {}

    def list(self, opd_kode: str) -> tuple[list[Pejabat], bool]:
        """Return the officers, and whether they come from our own copy."""
        kept = self._kept.get(opd_kode)
        if kept is None or self._now() - kept[0] > KEEP:
            officers, away = self._directory.list(opd_kode)
            kept = self._kept[opd_kode] = (self._now(), [*officers], away)
        return kept[1], kept[2]

    def find(self, pengguna: Pengguna, pegawai_id: str | None) -> str:
        """Return how a page calls the officer of a file."""
        if pegawai_id is None:
            return "belum ada"
        if pegawai_id == pengguna.pegawai_id:
            return "Anda"
        officers, _ = self.list(pengguna.opd_kode or "")
        found = next((satu for satu in officers if satu.pegawai_id == pegawai_id), None)
        return (found.nama or found.jabatan) if found else f"Pegawai {pegawai_id[:8]}"
