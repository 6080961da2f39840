"""Dead letters: rows of the consumer's own database, with origin and reason, to be sent again after a fix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from google.protobuf.message import DecodeError
from psycopg import DataError, IntegrityError
from psycopg.errors import ProgramLimitExceeded
from psycopg.types.json import Jsonb
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DataError as CoreDataError
from sqlalchemy.exc import IntegrityError as CoreIntegrityError
from sqlalchemy.exc import OperationalError as CoreOperationalError

from chassis.consumer._handler import Handler, Item
from chassis.contracts import UnknownType, decode
from chassis.database import raw
from chassis.database.tables import SURAT_MATI
from chassis.domain import NotFound, TransitionNotAllowed
from chassis.pesan import Pesan
from chassis.telemetry import span

_KEEP = """
INSERT INTO surat_mati (sumber, partisi, posisi, event_id, tipe, subjek, waktu, traceparent, data, asal, alasan)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (sumber, partisi, posisi, event_id) DO NOTHING
"""

_LARGEST = 2**63 - 1

FAULTS = (
    ValueError,
    ArithmeticError,
    LookupError,
    DecodeError,
    UnknownType,
    DataError,
    IntegrityError,
    ProgramLimitExceeded,
    CoreDataError,
    CoreIntegrityError,
)
"""What says that the event is at fault, and not the world around."""


def hand_over(handler: Handler, conn: Connection, batch: Sequence[Item]) -> None:
    """Let the handler take the batch in.

    A value too large for an index comes as an operational error, like a database that is away; it is the event's fault,
    so it comes out of SQLAlchemy's wrapping as what it is.
    """
    try:
        with span(f"handle {type(handler).__name__}", events=len(batch)):
            handler.handle(conn, batch)
    except CoreOperationalError as error:
        if isinstance(error.orig, ProgramLimitExceeded):
            raise error.orig from error
        raise


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    """One event that could not be taken in."""

    id: int
    sumber: str
    posisi: int
    event_id: str
    tipe: str
    subjek: str
    waktu: datetime
    asal: dict[str, Any]
    alasan: str
    percobaan: int
    diterima_pada: datetime
    selesai_pada: datetime | None


def reason_of(error: BaseException) -> str:
    """Return the reason to keep with a letter: what kind of fault, without the values at fault."""
    if isinstance(error, UnknownType):
        return f"unknown type {error}"
    if isinstance(error, DecodeError):
        return "payload cannot be decoded"
    if isinstance(error, (ValueError, ArithmeticError, LookupError)):
        return f"refused: {type(error).__name__}: {error}"
    return f"refused by the database: {type(error).__name__}"


def keep(conn: Connection, letters: Sequence[tuple[Pesan, str]]) -> None:
    """Keep events with the reason why, once each, in the transaction of the batch."""
    rows = [
        (
            p.sumber, p.partisi, p.posisi, _clean(p.id), _clean(p.tipe), _clean(p.subjek), p.waktu, _clean(p.traceparent),
            p.data, Jsonb({"sumber": p.sumber, "partisi": p.partisi, "offset": p.offset}), _clean(reason),
        )
        for p, reason in letters
    ]  # fmt: skip
    if rows:
        with raw(conn).cursor() as cursor:
            cursor.executemany(_KEEP, rows)


def list_dead_letters(
    conn: Connection, *, halaman: int = 1, per_halaman: int = 50, semua: bool = False
) -> tuple[list[DeadLetter], int]:
    """Return a page of the letters that wait (or of all), newest first, and how many there are."""
    columns = [SURAT_MATI.c[name] for name in DeadLetter.__dataclass_fields__]
    query = select(*columns, text("count(*) OVER () AS jumlah")).order_by(SURAT_MATI.c.id.desc())
    if not semua:
        query = query.where(SURAT_MATI.c.selesai_pada.is_(None))
    rows = conn.execute(query.limit(per_halaman).offset((halaman - 1) * per_halaman)).mappings().all()
    letters = [DeadLetter(**{name: row[name] for name in DeadLetter.__dataclass_fields__}) for row in rows]
    return letters, int(rows[0]["jumlah"]) if rows else 0


def resend(engine: Engine, handler: Handler, id_: int) -> None:
    """Take a dead letter in now; effect and mark are one transaction.

    Raises ``surat_mati.not_found``; ``surat_mati.transition_not_allowed`` when it was taken in before, or still cannot
    be, with the new reason noted.
    """
    if id_ > _LARGEST:
        raise NotFound("surat_mati.not_found", id=id_)
    with engine.begin() as conn:
        row = conn.execute(select(SURAT_MATI).where(SURAT_MATI.c.id == id_).with_for_update()).mappings().first()
        if row is None:
            raise NotFound("surat_mati.not_found", id=id_)
        if row["selesai_pada"] is not None:
            raise TransitionNotAllowed("surat_mati.transition_not_allowed", alasan="sudah terkirim")
        reason = _take_in(conn, handler, _pesan(row))
        done = {"selesai_pada": text("now()")} if reason is None else {"alasan": reason}
        update = SURAT_MATI.update().where(SURAT_MATI.c.id == id_)
        conn.execute(update.values(percobaan=SURAT_MATI.c.percobaan + 1, **done))
    if reason is not None:
        raise TransitionNotAllowed("surat_mati.transition_not_allowed", alasan=reason)


def _take_in(conn: Connection, handler: Handler, pesan: Pesan) -> str | None:
    """Return why the event still cannot be taken in, or None when it was."""
    savepoint = conn.begin_nested()
    try:
        item = Item(pesan, decode(pesan.tipe, pesan.data))
        if pesan.tipe in handler.types:
            hand_over(handler, conn, [item])
        savepoint.commit()
    except FAULTS as error:
        savepoint.rollback()
        return reason_of(error)
    return None


def _pesan(row: Any) -> Pesan:
    return Pesan(
        row["sumber"], row["posisi"], row["event_id"], row["tipe"], row["subjek"], row["waktu"], row["data"],
        row["traceparent"], row["partisi"], row["asal"].get("offset", 0),
    )  # fmt: skip


def _clean(value: str) -> str:
    """Return text that PostgreSQL can hold, at a length that a page can show."""
    return value.replace("\x00", "")[:500]
