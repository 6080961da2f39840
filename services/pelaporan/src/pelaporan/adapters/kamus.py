"""What the consumer must know before it can write: the numbers of sources and types, and the measures to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg

from pelaporan.adapters.lipatan import RencanaLipatan
from pelaporan.adapters.tables import LIVE
from pelaporan.domain.naskah import read_ukuran
from pelaporan.domain.ukuran import Ukuran

_LOCK = f"LOCK TABLE {LIVE}.fakta IN ROW EXCLUSIVE MODE"
_VERSION = "SELECT coalesce(max(id), 0) FROM ukuran"
_UKURAN = "SELECT id, naskah FROM ukuran ORDER BY id"
_NUMBERS = {"sumber": "SELECT nama, id FROM sumber", "tipe": "SELECT nama, id FROM tipe"}
_NEW_NUMBER = {
    "sumber": "INSERT INTO sumber (nama) VALUES (%s) ON CONFLICT (nama) DO UPDATE SET nama = excluded.nama RETURNING id",
    "tipe": "INSERT INTO tipe (nama) VALUES (%s) ON CONFLICT (nama) DO UPDATE SET nama = excluded.nama RETURNING id",
}

Raw = psycopg.Connection[Any]


def read_version(raw: Raw) -> int:
    """Return the version of the set of measures: it grows with each new one."""
    row = raw.execute(_VERSION).fetchone()
    return int(row[0]) if row else 0


def read_kept(raw: Raw) -> dict[int, Ukuran]:
    """Return the measures that are kept up to date, by number."""
    return {id_: read_ukuran(naskah) for id_, naskah in raw.execute(_UKURAN)}


class Nomor:
    """The numbers of sources or of types.

    A number given inside a transaction counts only once that is committed, so after giving one the whole list is read
    again for the next batch.
    """

    def __init__(self, table: str) -> None:
        """Number the names of a table (``sumber`` or ``tipe``)."""
        self._table = table
        self._known: dict[str, int] | None = None

    def resolve(self, raw: Raw, names: set[str]) -> Mapping[str, int]:
        """Return the numbers of ``names``, giving new ones where needed."""
        known = self._known
        if known is None:
            known = self._known = dict(raw.execute(_NUMBERS[self._table]).fetchall())
        missing = names - known.keys()
        if not missing:
            return known
        self._known = None
        given = {}
        for name in sorted(missing):
            row = raw.execute(_NEW_NUMBER[self._table], [name]).fetchone()
            given[name] = int(row[0]) if row else 0
        return known | given


@dataclass
class Kamus:
    """Caches all of it for one consumer."""

    names: Mapping[str, tuple[str, ...]]
    sumber: Nomor = field(default_factory=lambda: Nomor("sumber"))
    tipe: Nomor = field(default_factory=lambda: Nomor("tipe"))
    _version: int = -1
    _rencana: RencanaLipatan | None = None

    def rencana(self, raw: Raw) -> RencanaLipatan:
        """Return how to fold, read again when a measure has been added.

        The transaction first takes its lock on the facts. Publishing waits for that lock, so a measure is either here
        already or its backfill will see this batch.
        """
        raw.execute(_LOCK)
        version = read_version(raw)
        if self._rencana is None or version != self._version:
            self._rencana = RencanaLipatan(read_kept(raw), self.names)
            self._version = version
        return self._rencana
