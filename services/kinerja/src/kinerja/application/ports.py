"""What the use cases need from the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, Self

from kinerja.application.jejak import Jejak
from kinerja.domain.jabatan import Jabatan
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.unit import Unit


class Sumber(Protocol):
    """An aggregate that has news: its events wait here until they are published."""

    @property
    def id(self) -> str:
        """The id of the aggregate root, which is the subject of its events."""
        ...

    @property
    def events(self) -> list[Any]:
        """The events not published yet: frozen dataclasses with the names and fields of the contract."""
        ...


@dataclass(frozen=True, kw_only=True)
class Rantai:
    """A person with those above: who assesses them, who stands above the assessor, and who above that one.

    None means that the register of pegawai ends there: then the PPK stands in the place, and nobody above the PPK.
    """

    pegawai_id: str
    unit_id: str
    opd_kode: str
    atasan_id: str | None
    atasan_penilai_id: str | None
    aktif: bool
    pejabat_di_atas_id: str | None = None


class UnitRepository(Protocol):
    """The units of the organisation."""

    def get(self, unit_id: str) -> Unit:
        """Return a unit; raises NotFound ``unit.not_found``."""
        ...

    def list_all(self) -> list[Unit]:
        """Return every unit, in no order."""
        ...

    def add_missing(self, unit: Sequence[Unit]) -> set[str]:
        """Store those whose id is not known yet, parents first; return their ids."""
        ...

    def save(self, unit: Unit) -> None:
        """Store the changed name; raises VersionStale where another change came first."""
        ...


class JabatanRepository(Protocol):
    """The catalogue of posts."""

    def find(self, kode: str) -> Jabatan | None:
        """Return a post, or None."""
        ...

    def replace_all(self, jabatan: Sequence[Jabatan]) -> None:
        """Store the catalogue; posts that left it stay, for people may hold them."""
        ...


class PegawaiRepository(Protocol):
    """The people in service, and those who were."""

    def get(self, pegawai_id: str) -> Pegawai:
        """Return a person; raises NotFound ``pegawai.not_found``."""
        ...

    def get_rantai(self, pegawai_id: str) -> Rantai:
        """Return a person with the two above; raises NotFound ``pegawai.not_found``."""
        ...

    def list_active(self) -> list[Pegawai]:
        """Return everyone in service: a change of one place may move the superior of many."""
        ...

    def add_missing(self, pegawai: Sequence[Pegawai]) -> set[str]:
        """Store those whose id is not known yet; return their ids."""
        ...

    def save(self, pegawai: Sequence[Pegawai]) -> None:
        """Store where people stand now; raises VersionStale where another change came first."""
        ...


class UnitOfWork(Protocol):
    """One transaction: its rows, its events and its audit rows are committed together or not at all."""

    @property
    def unit(self) -> UnitRepository:
        """The units."""
        ...

    @property
    def jabatan(self) -> JabatanRepository:
        """The posts."""
        ...

    @property
    def pegawai(self) -> PegawaiRepository:
        """The people."""
        ...

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back what was not committed."""
        ...

    def lock_organisasi(self) -> None:
        """Let changes of the organisation follow one another: each judges the tree that the one before left."""
        ...

    def publish(self, source: Sequence[Sumber], *, at: datetime, jejak: Mapping[str, Jejak]) -> None:
        """Append the events of the aggregates to the outbox, each with the audit row of its id."""
        ...

    def commit(self) -> None:
        """Make it last, and wake the relay."""
        ...
