"""Plans in PostgreSQL: the steps as they are now, and every note about a quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, select
from sqlalchemy.dialects.postgresql import insert

from chassis.domain import VersionStale
from kinerja.adapters.tujuan.tables import PANTAUAN, RENCANA_AKSI
from kinerja.domain.periode import Periode
from kinerja.domain.rencana_aksi import Akumulasi, LangkahAksi, Pantauan, RencanaAksi


class SqlRencanaAksiRepository:
    """The plans."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, indikator_id: str, tahun: int) -> RencanaAksi:
        """Return the plan of an indicator; at version 0 where none was written."""
        return read_rencana(self._connection, indikator_id, tahun)

    def save(self, rencana: RencanaAksi) -> None:
        """Store it with the notes that are new; raises VersionStale."""
        values = {
            "indikator_id": rencana.indikator_id,
            "akumulasi": rencana.akumulasi.value,
            "langkah": [_to_json(each) for each in rencana.langkah],
            "version": rencana.version,
        }
        added = insert(RENCANA_AKSI).values(values)
        changed = added.on_conflict_do_update(
            index_elements=["indikator_id"],
            set_={name: added.excluded[name] for name in ("akumulasi", "langkah", "version")},
            where=RENCANA_AKSI.c.version == rencana.version - 1,
        ).returning(RENCANA_AKSI.c.version)
        if self._connection.execute(changed).one_or_none() is None:
            raise VersionStale
        notes = [
            asdict(each) | {"indikator_id": rencana.indikator_id, "urutan": urutan, "periode": each.periode.teks}
            for urutan, each in enumerate(rencana.pantauan, start=1)
        ]
        if notes:
            self._connection.execute(insert(PANTAUAN).on_conflict_do_nothing(), notes)


def read_rencana(connection: Connection, indikator_id: str, tahun: int) -> RencanaAksi:
    """Return the plan of an indicator with every note; at version 0 where none was written."""
    query = select(RENCANA_AKSI).where(RENCANA_AKSI.c.indikator_id == indikator_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return RencanaAksi(indikator_id=indikator_id, tahun=tahun)
    notes = select(PANTAUAN).where(PANTAUAN.c.indikator_id == indikator_id).order_by(PANTAUAN.c.urutan)
    return RencanaAksi(
        indikator_id=indikator_id,
        tahun=tahun,
        akumulasi=Akumulasi(row["akumulasi"]),
        langkah=[_to_langkah(each) for each in row["langkah"]],
        pantauan=[_to_pantauan(each) for each in connection.execute(notes).mappings()],
        version=row["version"],
    )


def _to_json(each: LangkahAksi) -> dict[str, Any]:
    return asdict(each) | {"anggaran": None if each.anggaran is None else f"{each.anggaran:f}"}


def _to_langkah(each: Mapping[str, Any]) -> LangkahAksi:
    anggaran = each["anggaran"]
    return LangkahAksi(**{**each, "anggaran": None if anggaran is None else Decimal(anggaran)})


def _to_pantauan(row: RowMapping) -> Pantauan:
    return Pantauan(
        periode=Periode.parse(row["periode"]),
        kendala=row["kendala"],
        tindak_lanjut=row["tindak_lanjut"],
        oleh=row["oleh"],
        pada=row["pada"],
    )
