"""How far the effects of each source and partition are in this database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from chassis.database import raw

Key = tuple[str, int]

Mark = tuple[int, datetime, int]
"""Of the newest event in effect: its position, when it happened, and its offset in the partition."""

_READ = "SELECT sumber, partisi, posisi FROM kemajuan"
_PLACES = "SELECT sumber, partisi, posisi, letak FROM kemajuan WHERE letak IS NOT NULL"
_LOCK = """
SELECT k.sumber, k.partisi, k.posisi FROM kemajuan k
JOIN unnest(%s::text[], %s::int[]) AS want (sumber, partisi) USING (sumber, partisi)
ORDER BY 1, 2 FOR UPDATE OF k
"""
_FIRST = """
INSERT INTO kemajuan (sumber, partisi, posisi, waktu)
SELECT *, 0, '-infinity' FROM unnest(%s::text[], %s::int[]) ON CONFLICT DO NOTHING
"""
_NOTE = """
UPDATE kemajuan k SET posisi = new.posisi, waktu = new.waktu, letak = new.letak
FROM unnest(%s::text[], %s::int[], %s::bigint[], %s::timestamptz[], %s::bigint[])
    AS new (sumber, partisi, posisi, waktu, letak)
WHERE k.sumber = new.sumber AND k.partisi = new.partisi
"""


def read_progress(conn: Connection) -> dict[Key, int]:
    """Return the position up to which each (source, partition) is in effect."""
    return {(sumber, partisi): posisi for sumber, partisi, posisi in raw(conn).execute(_READ)}


def read_places(conn: Connection) -> dict[Key, tuple[int, int]]:
    """Return position and offset of the newest event in effect of each (source, partition), where both are known."""
    return {(sumber, partisi): (posisi, letak) for sumber, partisi, posisi, letak in raw(conn).execute(_PLACES)}


def lock_progress(conn: Connection, keys: Iterable[Key]) -> dict[Key, int]:
    """Return the positions of ``keys`` and hold them: a consumer that lost its partition waits here, and then sees."""
    wanted = sorted(set(keys))
    arrays = [[sumber for sumber, _ in wanted], [partisi for _, partisi in wanted]]
    connection = raw(conn)
    found = connection.execute(_LOCK, arrays).fetchall()
    if len(found) < len(wanted):
        connection.execute(_FIRST, arrays)
        found = connection.execute(_LOCK, arrays).fetchall()
    return {(sumber, partisi): posisi for sumber, partisi, posisi in found}


def note_progress(conn: Connection, marks: Mapping[Key, Mark]) -> None:
    """Write the new positions, in the transaction of the effects."""
    columns: list[list[object]] = [
        [key[0] for key in marks],
        [key[1] for key in marks],
        [mark[0] for mark in marks.values()],
        [mark[1] for mark in marks.values()],
        [mark[2] for mark in marks.values()],
    ]
    raw(conn).execute(_NOTE, columns)
