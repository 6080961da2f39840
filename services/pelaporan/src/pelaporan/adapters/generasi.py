"""A rebuild: a second generation of the projection, built from the logs beside the live one, compared, swapped in.

The live generation serves and takes in events all the while. Only for the last step, catching up and swapping, do
writers wait; readers never wait and never see an empty table, for what is swapped in was committed before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from google.protobuf.message import DecodeError
from sqlalchemy import Connection, Engine, func, select, text

from chassis.consumer import calm_collector
from chassis.contracts import UnknownType, decode
from chassis.database import raw
from chassis.domain import Conflict
from chassis.pesan import Pesan
from pelaporan.adapters.buku import BERSAMA, backfill
from pelaporan.adapters.fakta import COPY_HEADER, COPY_TRAILER, PembuatBaris
from pelaporan.adapters.kamus import Nomor, Raw, read_kept
from pelaporan.adapters.lipatan import Cell, Perubahan, RencanaLipatan
from pelaporan.adapters.proyeksi import Event, Perintah, Proyeksi, write_changes
from pelaporan.adapters.tables import LIVE, NEXT
from pelaporan.domain.definisi import Skema
from pelaporan.domain.ukuran import Atas

_log = structlog.get_logger(__name__)

ReadLog = Callable[[str, int, int], Iterator[Sequence[Pesan]]]
"""Reads the log of a source: pages of events after a position and up to another."""
Progress = Callable[[int], None]
"""Is told how many events have been read so far."""

_OLD = "proyeksi_lama"
_MOST_GROUPS = 20_000
"""Groups of equal events held before they become cells: a ceiling on memory."""
_TABLES = ("fakta", "agregat", "keadaan")
_HASH = """
SELECT count(*), coalesce(sum(hash_record_extended(satu, 1)::numeric), 0),
       coalesce(sum(hash_record_extended(satu, 2)::numeric), 0) FROM {table} AS satu
"""
_INDEXES = f"""
SELECT coalesce(
    (SELECT format('ALTER TABLE {NEXT}.%%I ADD CONSTRAINT %%I %%s', t.relname, c.conname, pg_get_constraintdef(c.oid))
     FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u')),
    replace(pg_get_indexdef(i.indexrelid), ' ON {LIVE}.', ' ON {NEXT}.'))
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname = '{LIVE}' AND t.relname = %s ORDER BY i.indisprimary DESC, i.indexrelid
"""  # noqa: S608 - constants


@dataclass(frozen=True, kw_only=True)
class HasilBangun:
    """What a rebuild found: the hash of the live generation and of the new one, and how many facts the new one has."""

    live: str
    baru: str
    peristiwa: int

    @property
    def sama(self) -> bool:
        """Whether the live generation is what the logs say."""
        return self.live == self.baru


class Pembangunan:
    """Builds generations."""

    def __init__(self, engine: Engine, skema: Skema, read_log: ReadLog, progress: Progress = lambda _: None) -> None:
        """Build on ``engine`` from what ``read_log`` returns."""
        self._engine = engine
        self._skema = skema
        self._read_log = read_log
        self._progress = progress
        self._read = 0

    def rebuild(self, *, check: bool) -> HasilBangun:
        """Build, compare, and unless ``check`` swap; raises ``indikator.rebuild_in_progress``."""
        calm_collector()
        with _alone(self._engine):
            with self._engine.begin() as conn:
                _make_schema(conn)
            with self._engine.begin() as conn:
                reached = _last_positions(conn)
                self._build(conn, reached)
            with self._engine.begin() as conn:
                conn.execute(text("SET LOCAL lock_timeout = '60s'"))
                conn.execute(text(f"LOCK TABLE {LIVE}.fakta IN SHARE ROW EXCLUSIVE MODE"))
                self._catch_up(conn, reached)
                hasil = HasilBangun(live=hash_of(conn, LIVE), baru=hash_of(conn, NEXT), peristiwa=_count(conn, NEXT))
                if not check:
                    _swap(conn, hasil)
            with self._engine.begin() as conn:
                conn.execute(text("SET LOCAL lock_timeout = '60s'"))
                conn.execute(text(f"DROP SCHEMA {NEXT if check else _OLD} CASCADE"))
        return hasil

    def _build(self, conn: Connection, until: Mapping[str, int]) -> None:
        """Read the logs into the new facts; fold as they pass; then index and compute the latest state by SQL."""
        connection = raw(conn)
        kept = read_kept(connection)
        pembuat = PembuatBaris(self._skema)
        names = {tipe: one.names for tipe, one in pembuat.extractors.items()}
        rencana = RencanaLipatan({id_: one for id_, one in kept.items() if one.atas is Atas.PERISTIWA}, names)
        cells = self._copy_all(conn, until, pembuat, rencana)
        write_changes(connection, Perintah(NEXT), Perubahan(sel=cells))
        _index(connection)
        translated = conn.execution_options(schema_translate_map={LIVE: NEXT})
        for id_, ukuran in kept.items():
            if ukuran.atas is Atas.KEADAAN:
                backfill(translated, id_, ukuran)
        conn.execution_options(schema_translate_map={LIVE: LIVE})
        conn.execute(text(f"ANALYZE {NEXT}.fakta, {NEXT}.agregat, {NEXT}.keadaan"))

    def _copy_all(
        self, conn: Connection, until: Mapping[str, int], pembuat: PembuatBaris, rencana: RencanaLipatan
    ) -> dict[Cell, list[int]]:
        """Copy every fact up to ``until``; memory holds one page and the cells."""
        connection = raw(conn)
        sumber = Nomor("sumber").resolve(connection, set(until))
        tipe = Nomor("tipe").resolve(connection, set(pembuat.extractors))
        aside = _set_aside(conn)  # before the copy: a connection does one thing at a time
        cells: dict[Cell, list[int]] = {}
        lipatan = rencana.start()
        with connection.cursor() as cursor, cursor.copy(Perintah(NEXT).copy) as copy:
            copy.write(COPY_HEADER)
            for page in self._pages(dict.fromkeys(until, 0), until, aside):
                rows = [pembuat.row(pesan, isi, sumber[pesan.sumber], tipe[pesan.tipe]) for pesan, isi in page]
                copy.write(b"".join([row[2] for row in rows]))
                lipatan.add(rows)
                if lipatan.size > _MOST_GROUPS:
                    _merge(cells, lipatan.finish())
                    lipatan = rencana.start()
            copy.write(COPY_TRAILER)
        _merge(cells, lipatan.finish())
        return cells

    def _catch_up(self, conn: Connection, reached: Mapping[str, int]) -> None:
        """Take in what the live generation got meanwhile."""
        proyeksi = Proyeksi(self._skema, NEXT, announce=False)
        for page in self._pages(reached, _last_positions(conn), _set_aside(conn)):
            proyeksi.take_in(conn, page)

    def _pages(
        self, after: Mapping[str, int], until: Mapping[str, int], aside: Set[tuple[str, int]]
    ) -> Iterator[list[Event]]:
        for source, last in until.items():
            start = after.get(source, 0)
            pages = self._read_log(source, start, last) if last > start else iter(())
            for page in _one_ahead(pages):
                wanted = (pesan for pesan in page if (pesan.sumber, pesan.posisi) not in aside) if aside else page
                yield [event for event in map(_decoded, wanted) if event is not None]
                self._read += len(page)
                self._progress(self._read)


def _one_ahead(pages: Iterator[Sequence[Pesan]]) -> Iterator[Sequence[Pesan]]:
    """Yield the pages, fetching the next one while the last is being worked on."""
    with ThreadPoolExecutor(1) as fetcher:
        fetching = fetcher.submit(next, pages, None)
        while (page := fetching.result()) is not None:
            fetching = fetcher.submit(next, pages, None)
            yield page


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Hold the lock against publishing and against another rebuild."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        if not conn.execute(select(func.pg_try_advisory_lock(BERSAMA))).scalar_one():
            raise Conflict("indikator.rebuild_in_progress")
        try:
            yield
        finally:
            conn.execute(select(func.pg_advisory_unlock(BERSAMA)))


def hash_of(conn: Connection, schema: str = LIVE) -> str:
    """Return a hash over all rows of a generation.

    Every row is hashed by the server and the hashes are added up, so the order of the rows does not matter: rows have
    distinct keys, so equal sums (two lanes of 64 bits) and numbers mean equal generations.
    """
    parts = [conn.execute(text(_HASH.format(table=f"{schema}.{table}"))).one() for table in _TABLES]
    return hashlib.sha256(repr([tuple(map(str, part)) for part in parts]).encode()).hexdigest()


def _decoded(pesan: Pesan) -> Event | None:
    try:
        return pesan, decode(pesan.tipe, pesan.data)
    except (UnknownType, DecodeError):
        _log.warning("rebuild_skips_unreadable", type=pesan.tipe[:100], source=pesan.sumber, position=pesan.posisi)
        return None


def _make_schema(conn: Connection) -> None:
    """Make the tables of the new generation in the shape of the live ones, without indexes yet."""
    for schema in (NEXT, _OLD):
        conn.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
    conn.execute(text(f"CREATE SCHEMA {NEXT}"))
    for table in _TABLES:
        conn.execute(text(f"CREATE TABLE {NEXT}.{table} (LIKE {LIVE}.{table} INCLUDING DEFAULTS INCLUDING STORAGE)"))
    conn.execute(text(f"ALTER TABLE {NEXT}.agregat SET (fillfactor = 50)"))
    conn.execute(text(f"ALTER TABLE {NEXT}.keadaan SET (fillfactor = 80)"))
    for table in ("agregat", "keadaan"):
        _index(raw(conn), table)


def _index(connection: Raw, table: str = "fakta") -> None:
    for (statement,) in connection.execute(_INDEXES, [table]).fetchall():
        connection.execute(str(statement))


def _last_positions(conn: Connection) -> dict[str, int]:
    """Return how far each source is in effect: by the consumer's progress, so that facts which are gone are missed.

    Over Kafka the partitions are level only at rest; a comparison made in the middle of a batch may see a difference.
    """
    newest = f"""
        SELECT nama, greatest(
            (SELECT max(posisi) FROM {LIVE}.fakta WHERE sumber = s.id),
            (SELECT max(posisi) FROM kemajuan WHERE sumber = s.nama)
        ) FROM sumber s ORDER BY nama
    """  # noqa: S608 - the schema is a constant
    return {nama: posisi for nama, posisi in conn.execute(text(newest)) if posisi is not None}


def _set_aside(conn: Connection) -> set[tuple[str, int]]:
    """Return the events that wait among the dead letters: they are not in the live generation either."""
    rows = conn.execute(text("SELECT sumber, posisi FROM surat_mati WHERE selesai_pada IS NULL"))
    return {(sumber, posisi) for sumber, posisi in rows}


def _merge(into: dict[Cell, list[int]], perubahan: Perubahan) -> None:
    for cell, (n, jumlah) in perubahan.sel.items():
        found = into.setdefault(cell, [0, 0])
        found[0] += n
        found[1] += jumlah


def _count(conn: Connection, schema: str) -> int:
    return int(conn.execute(text(f"SELECT count(*) FROM {schema}.fakta")).scalar_one())  # noqa: S608 - a constant


def _swap(conn: Connection, hasil: HasilBangun) -> None:
    """Put the new generation in the place of the live one; the old one is dropped in a transaction of its own."""
    conn.execute(text(f"ALTER SCHEMA {LIVE} RENAME TO {_OLD}"))
    conn.execute(text(f"ALTER SCHEMA {NEXT} RENAME TO {LIVE}"))
    values: dict[str, Any] = {"sidik": hasil.baru, "peristiwa": hasil.peristiwa}
    conn.execute(text("INSERT INTO generasi (sidik, peristiwa) VALUES (:sidik, :peristiwa)"), values)
