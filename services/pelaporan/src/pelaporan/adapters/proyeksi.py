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

_TOUCH = "INSERT INTO disentuh (ukuran, bulan, opd) SELECT * FROM unnest(%s::int[], %s::int[], %s::text[])"
_COPY_STAGE = COPY_FAKTA.format(table="fakta_masuk")


class Perintah:
    """The statements that write one generation of the projection, by the schema it stands in."""

    def __init__(self, schema: str) -> None:
        """Write to ``schema``, a constant of ours."""
        self.copy = COPY_FAKTA.format(table=f"{schema}.fakta")
        self.stage = f"""
            CREATE TEMP TABLE IF NOT EXISTS fakta_masuk (LIKE {LIVE}.fakta) ON COMMIT DELETE ROWS;
            TRUNCATE fakta_masuk
        """
        self.new_only = f"""
            INSERT INTO {schema}.fakta SELECT * FROM fakta_masuk ORDER BY sumber, posisi
            ON CONFLICT DO NOTHING RETURNING sumber, posisi
        """  # noqa: S608 - the schema is a constant
        self.add_cells = f"""
            INSERT INTO {schema}.agregat AS lama (ukuran, bulan, opd, layanan, kunci, n, jumlah)
            SELECT * FROM unnest(%s::int[], %s::int[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::numeric[])
            ON CONFLICT (ukuran, bulan, opd, layanan, kunci)
            DO UPDATE SET n = lama.n + excluded.n, jumlah = lama.jumlah + excluded.jumlah
        """  # noqa: S608 - the schema is a constant
        self.merge_state = f"""
            INSERT INTO {schema}.keadaan AS lama (ukuran, subjek, dari, sampai, opd, layanan)
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
        """  # noqa: S608 - the schema is a constant


_PIECE = 250
"""Rows built before they are sent."""

Event = tuple[Pesan, Any]
"""An event and its decoded payload."""


class Proyeksi:
    """Takes events in; a repeated one (same source and position) changes nothing."""

    def __init__(self, skema: Skema, schema: str = LIVE, *, announce: bool = True) -> None:
        """Know the fields of every type of event; ``announce`` notes what was touched, for who announces values."""
        self._perintah = Perintah(schema)
        self._announce = announce
        self._pembuat = PembuatBaris(skema)
        self._kamus = Kamus({tipe: one.names for tipe, one in self._pembuat.extractors.items()})

    def take_in(self, conn: Connection, batch: Sequence[Event]) -> None:
        """Write facts and their effects in the caller's transaction; raises ``ValueError`` for a bad event."""
        connection = raw(conn)
        sumber = self._kamus.sumber.resolve(connection, {pesan.sumber for pesan, _ in batch})
        tipe = self._kamus.tipe.resolve(connection, {pesan.tipe for pesan, _ in batch})
        rencana = self._kamus.rencana(connection)
        connection.execute("SAVEPOINT fakta")
        try:
            perubahan = self._copy_facts(connection, self._rows(batch, sumber, tipe), rencana)
        except psycopg.errors.UniqueViolation:
            connection.execute("ROLLBACK TO SAVEPOINT fakta")
            rows = [row for piece in self._rows(batch, sumber, tipe) for row in piece]
            added = self._store_new_only(connection, [row[2] for row in rows])
            perubahan = rencana.fold(_first_of_each(rows, added))
        connection.execute("RELEASE SAVEPOINT fakta")
        write_changes(connection, self._perintah, perubahan)
        if self._announce:
            touch(connection, perubahan)

    def _rows(
        self, batch: Sequence[Event], sumber: Mapping[str, int], tipe: Mapping[str, int]
    ) -> Iterator[Sequence[Baris]]:
        """Build the rows piece by piece."""
        row = self._pembuat.row
        for start in range(0, len(batch), _PIECE):
            piece = batch[start : start + _PIECE]
            yield [row(pesan, isi, sumber[pesan.sumber], tipe[pesan.tipe]) for pesan, isi in piece]

    def _copy_facts(self, connection: Raw, pieces: Iterable[Sequence[Baris]], rencana: RencanaLipatan) -> Perubahan:
        """Send rows while the next ones are being built and folded: the server works meanwhile."""
        lipatan = rencana.start()
        with connection.cursor() as cursor, cursor.copy(self._perintah.copy) as copy:
            copy.write(COPY_HEADER)
            for piece in pieces:
                copy.write(b"".join([row[2] for row in piece]))
                lipatan.add(piece)
            copy.write(COPY_TRAILER)
        return lipatan.finish()

    def _store_new_only(self, connection: Raw, rows: Iterable[bytes]) -> set[tuple[int, int]]:
        """Store the facts that are not there yet; return their keys."""
        connection.execute(self._perintah.stage, prepare=False)
        with connection.cursor() as cursor, cursor.copy(_COPY_STAGE) as copy:
            copy.write(b"".join([COPY_HEADER, *rows, COPY_TRAILER]))
        return {(int(sumber), int(posisi)) for sumber, posisi in connection.execute(self._perintah.new_only)}


def _first_of_each(rows: Iterable[Baris], added: set[tuple[int, int]]) -> Iterator[Baris]:
    """Return the facts whose keys were added, each once."""
    for row in rows:
        key = (row[8], row[9])
        if key in added:
            added.remove(key)
            yield row


def write_changes(connection: Raw, perintah: Perintah, perubahan: Perubahan) -> None:
    """Add the changes to a generation; sorted, so that writers lock rows in one order."""
    if perubahan.sel:
        connection.execute(perintah.add_cells, _cell_columns(perubahan))
    if perubahan.keadaan:
        connection.execute(perintah.merge_state, _state_columns(perubahan))


def touch(connection: Raw, perubahan: Perubahan) -> None:
    """Note what was touched, for the job that announces values."""
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
