"""What the use cases of SKP need from the world."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from kinerja.application.ports import UnitOfWork
from kinerja.domain.baris_skp import BarisSkp
from kinerja.domain.dialog_kinerja import DialogKinerja
from kinerja.domain.pelengkap_skp import Pelengkap
from kinerja.domain.skp import Skp


@dataclass(frozen=True, kw_only=True)
class Terkait:
    """A person below with a row that serves a row of the superior."""

    baris_id: str
    pegawai_id: str
    nama: str


class SkpRepository(Protocol):
    """The plans of work."""

    def get(self, skp_id: str) -> Skp:
        """Return an SKP, locked to the end of the transaction; raises NotFound ``skp.not_found``."""
        ...

    def has_standing(self, pegawai_id: str, tahun: int) -> bool:
        """Tell whether a person has an SKP of the year that is open, or that ended with the year."""
        ...

    def list_open(self, pegawai_id: Sequence[str], since: int) -> list[Skp]:
        """Return the SKP of these people from that year on that were not closed, locked."""
        ...

    def list_past(self, before: int, banyak: int) -> list[Skp]:
        """Return at most so many SKP of earlier years that are not closed, locked; those that others hold are left.

        Only those in force, and all of people who left: whoever is in service may still finish a late draft.
        """
        ...

    def list_row_ids(self, pegawai_id: str | None, tahun: int) -> set[str]:
        """Return the ids of the rows that hold in the SKP of a person that stands; none for nobody."""
        ...

    def list_indikator_ids(self, unit_id: str, tahun: int) -> set[str]:
        """Return the ids of the indicators of a unit and of those above it within the agency."""
        ...

    def list_terkait(self, baris_id: Set[str], atasan_id: str, tahun: int) -> Sequence[Terkait]:
        """Return who below a person serves these rows, in force or as they write now, by name."""
        ...

    def get_isi(self, skp_id: str, versi: int) -> tuple[Sequence[BarisSkp], Pelengkap]:
        """Return the rows of a version, and what went with them."""
        ...

    def add(self, skp: Skp) -> None:
        """Store a new one; raises Conflict ``skp.already_exists`` where the person has one of that year open."""
        ...

    def save(self, skp: Skp) -> None:
        """Store the changes; raises VersionStale where another change came first."""
        ...

    def add_dialog(self, dialog: DialogKinerja) -> None:
        """Store a dialogue."""
        ...


class SkpUnitOfWork(UnitOfWork, Protocol):
    """One transaction that reaches the plans of work too."""

    @property
    def skp(self) -> SkpRepository:
        """The plans."""
        ...
