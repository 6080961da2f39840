"""The consumer's handler of the made-up service: one row an event, so that nothing lost or doubled can hide."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine, text

from chassis.consumer import Item
from chassis.database import raw
from tests.support.uji.peristiwa import TIPE


class EfekHandler:
    """Writes a row of ``efek`` for each event; ``refuse`` may raise for the one it wants to refuse."""

    types = frozenset({TIPE})

    def __init__(self, refuse: Callable[[Item], None] | None = None) -> None:
        """Refuse nothing, or what ``refuse`` raises for."""
        self._refuse = refuse

    def handle(self, conn: Connection, batch: Sequence[Item]) -> None:
        """Write the rows, then refuse: what was written before the refusal must not stay."""
        with raw(conn).cursor() as cursor:
            cursor.executemany(
                "INSERT INTO efek (sumber, posisi, id, subjek, nomor) VALUES (%s, %s, %s, %s, %s)",
                [(i.pesan.sumber, i.pesan.posisi, i.pesan.id, i.pesan.subjek, i.isi.nomor_registrasi) for i in batch],
            )
        for item in batch:
            if self._refuse is not None:
                self._refuse(item)


def read_efek(engine: Engine) -> list[tuple[int, str, str]]:
    """Return position, subject and number of each effect, in the order in which they were made."""
    with engine.connect() as conn:
        rows = conn.execute(text("SELECT posisi, subjek, nomor FROM efek ORDER BY urut")).all()
    return [(row.posisi, row.subjek, row.nomor) for row in rows]


def count(engine: Engine, table: str) -> int:
    """Return the number of rows of a table."""
    with engine.connect() as conn:
        return int(conn.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 - a name of ours
