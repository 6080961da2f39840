"""The projection as the consumer writes it: facts by COPY, aggregates and latest state by upsert, each event once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import psycopg
from sqlalchemy import Connection

from chassis.database import raw
from chassis.pesan import Pesan
from pelaporan.adapters.fakta import COPY_FAKTA, COPY_HEADER, COPY_TRAILER, Baris, PembuatBaris
from pelaporan.adapters.kamus import Kamus, Raw
from pelaporan.adapters.larik import number_array, text_array
from pelaporan.adapters.lipatan import Perubahan, RencanaLipatan
from pelaporan.adapters.tables import LIVE
from pelaporan.domain.definisi import Skema

_COPY = COPY_FAKTA.format(table=f"{LIVE}.fakta")
_STAGE = f"""
CREATE TEMP TABLE IF NOT EXISTS fakta_masuk (LIKE {LIVE}.fakta) ON COMMIT DELETE ROWS;
TRUNCATE fakta_masuk
"""
_COPY_STAGE = COPY_FAKTA.format(table="fakta_masuk")
_NEW_ONLY = f"""
INSERT INTO {LIVE}.fakta SELECT * FROM fakta_masuk ORDER BY sumber, posisi
ON CONFLICT DO NOTHING RETURNING sumber, posisi
"""  # noqa: S608 - a constant
_ADD_CELLS = f"""
INSERT INTO {LIVE}.agregat AS lama (ukuran, bulan, opd, layanan, kunci, n, jumlah)
SELECT * FROM unnest(%s::int[], %s::int[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::numeric[])
ON CONFLICT (ukuran, bulan, opd, layanan, kunci)
DO UPDATE SET n = lama.n + excluded.n, jumlah = lama.jumlah + excluded.jumlah
"""  # noqa: S608 - a constant
_MERGE_STATE = f"""
INSERT INTO {LIVE}.keadaan AS lama (ukuran, subjek, dari, sampai, opd, layanan)
SELECT ukuran, subjek, 'epoch'::timestamptz + dari * interval '1 microsecond',
       'epoch'::timestamptz + sampai * interval '1 microsecond', opd, layanan
FROM unnest(%s::int[], %s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::text[])
     AS baru (ukuran, subjek, dari, sampai, opd, layanan)
ON CONFLICT (ukuran, subjek) DO UPDATE SET
    dari = least(lama.dari, excluded.dari),
    sampai = least(lama.sampai, excluded.sampai),
    opd = CASE WHEN excluded.dari < lama.dari OR lama.dari IS NULL AND excluded.dari IS NOT NULL
          THEN excluded.opd ELSE lama.opd END,
    layanan = CASE WHEN excluded.dari < lama.dari OR lama.dari IS NULL AND excluded.dari IS NOT NULL
          THEN excluded.layanan ELSE lama.layanan END
"""  # noqa: S608 - a constant
_TOUCH = "INSERT INTO disentuh (ukuran, bulan, opd) SELECT * FROM unnest(%s::int[], %s::int[], %s::text[])"

_PIECE = 250
"""Rows built before they are sent."""

Event = tuple[Pesan, Any]
"""An event and its decoded payload."""


class Proyeksi:
    """Takes events in; a repeated one (same source and position) changes nothing."""

    def __init__(self, skema: Skema) -> None:
        """Know the fields of every type of event."""
        self._pembuat = PembuatBaris(skema)
        self._kamus = Kamus({tipe: one.names for tipe, one in self._pembuat.extractors.items()})

    def take_in(self, conn: Connection, batch: Sequence[Event]) -> None:
        """Write facts and their effects in the caller's transaction; raises ``ValueError`` for a bad event."""
        connection = raw(conn)
        sumber = self._kamus.sumber.resolve(connection, {pesan.sumber for pesan, _ in batch})
        tipe = self._kamus.tipe.resolve(connection, {pesan.tipe for pesan, _ in batch})
        rencana = self._kamus.rencana(connection)
        connection.execute("SAVEPOINT fakta")
        rows: list[Baris] = []
        try:
            perubahan = self._copy_facts(connection, self._rows(batch, sumber, tipe, rows), rencana)
        except psycopg.errors.UniqueViolation:
            connection.execute("ROLLBACK TO SAVEPOINT fakta")
            added = _store_new_only(connection, [row[2] for row in rows])
            perubahan = rencana.fold(_first_of_each(rows, added))
        connection.execute("RELEASE SAVEPOINT fakta")
        write_changes(connection, perubahan)

    def _rows(
        self, batch: Sequence[Event], sumber: Mapping[str, int], tipe: Mapping[str, int], rows: list[Baris]
    ) -> Iterator[Sequence[Baris]]:
        """Build the rows piece by piece; ``rows`` holds those built so far."""
        row = self._pembuat.row
        for start in range(0, len(batch), _PIECE):
            piece = [
                row(pesan, isi, sumber[pesan.sumber], tipe[pesan.tipe]) for pesan, isi in batch[start : start + _PIECE]
            ]
            rows += piece
            yield piece

    def _copy_facts(self, connection: Raw, pieces: Iterable[Sequence[Baris]], rencana: RencanaLipatan) -> Perubahan:
        """Send rows while the next ones are being built and folded: the server works meanwhile."""
        lipatan = rencana.start()
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            copy.write(COPY_HEADER)
            for piece in pieces:
                copy.write(b"".join([row[2] for row in piece]))
                lipatan.add(piece)
            copy.write(COPY_TRAILER)
        return lipatan.finish()


def _first_of_each(rows: Iterable[Baris], added: set[tuple[int, int]]) -> Iterator[Baris]:
    """Return the facts whose keys were added, each once."""
    for row in rows:
        key = (row[8], row[9])
        if key in added:
            added.remove(key)
            yield row


def write_changes(connection: Raw, perubahan: Perubahan) -> None:
    """Add the changes to the projection, and note what was touched; sorted, so that writers lock rows in one order."""
    if perubahan.sel:
        connection.execute(_ADD_CELLS, _cell_columns(perubahan))
    if perubahan.keadaan:
        connection.execute(_MERGE_STATE, _state_columns(perubahan))
    if perubahan.disentuh:
        ukuran, bulan, opd = zip(*sorted(perubahan.disentuh), strict=True)
        connection.execute(_TOUCH, [number_array(ukuran), number_array(bulan), text_array(opd)])


def _cell_columns(perubahan: Perubahan) -> list[str]:
    ordered = sorted(perubahan.sel.items())
    keys = [key for key, _ in ordered]
    columns = [number_array(key[0] for key in keys), number_array(key[1] for key in keys)]
    columns += [
        text_array(key[2] for key in keys),
        text_array(key[3] for key in keys),
        text_array(key[4] for key in keys),
    ]
    return columns + [number_array(sums[at] for _, sums in ordered) for at in (0, 1)]


def _state_columns(perubahan: Perubahan) -> list[str]:
    ordered = sorted(perubahan.keadaan.items())
    columns = [number_array(key[0] for key, _ in ordered), text_array(key[1] for key, _ in ordered)]
    columns += [number_array(state[at] for _, state in ordered) for at in (0, 1)]
    return columns + [text_array(state[at] for _, state in ordered) for at in (2, 3)]


def _store_new_only(connection: Raw, rows: Iterable[bytes]) -> set[tuple[int, int]]:
    """Store the facts that are not there yet; return their keys."""
    connection.execute(_STAGE, prepare=False)
    with connection.cursor() as cursor, cursor.copy(_COPY_STAGE) as copy:
        copy.write(b"".join([COPY_HEADER, *rows, COPY_TRAILER]))
    return {(int(sumber), int(posisi)) for sumber, posisi in connection.execute(_NEW_ONLY)}
