"""Builders of events, and the short ways of the tests from a write to the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Engine, text

from chassis.domain import uuid7
from chassis.outbox import Entri, LogReader, Sequencer, append
from chassis.outbox._leader import connect
from chassis.pesan import Pesan
from simpul.perizinan.v1 import peristiwa_pb2

SERVICE = "tests.support.uji"
"""The package whose ``migrations`` make the tables."""
SUMBER = "/simpul/uji"
TIPE = "simpul.perizinan.v1.PermohonanDiajukan"
AT = datetime(2026, 11, 24, 2, 30, 15, 123456, tzinfo=UTC)


def payload(subject: str, nomor: str) -> bytes:
    """Return the payload of an event that carries ``nomor``."""
    return peristiwa_pb2.PermohonanDiajukan(permohonan_id=subject, nomor_registrasi=nomor).SerializeToString()


def nomor_of(data: bytes) -> str:
    """Return the number that an event carries."""
    return peristiwa_pb2.PermohonanDiajukan.FromString(data).nomor_registrasi


def make_entri(
    subject: str = "berkas-1", nomor: str = "1", *, event: bool = True, jejak: Mapping[str, object] | None = None
) -> Entri:
    """Return an outbox row: an event, or an audit row alone."""
    if event:
        return Entri(subject=subject, time=AT, type=TIPE, data=payload(subject, nomor), jejak=jejak)
    return Entri(subject=subject, time=AT, jejak=jejak or {"aktor": "p-1", "ke": "diajukan"})


def make_pesan(
    posisi: int = 1,
    subjek: str = "berkas-1",
    *,
    nomor: str | None = None,
    sumber: str = SUMBER,
    tipe: str = TIPE,
    data: bytes | None = None,
    id_: UUID | None = None,
    traceparent: str = "",
) -> Pesan:
    """Return an event as a consumer receives it."""
    body = payload(subjek, nomor or str(posisi)) if data is None else data
    return Pesan(sumber, posisi, str(id_ or uuid7()), tipe, subjek, AT, body, traceparent, 0, posisi)


def write(engine: Engine, *entri: Entri) -> None:
    """Append in one transaction."""
    with engine.begin() as conn:
        append(conn, entri)


def change(engine: Engine, subject: str) -> str:
    """Raise the version of the aggregate and tell of it, in one transaction; return the number the event carries."""
    with engine.begin() as conn:
        versi = conn.execute(
            text(
                "INSERT INTO berkas VALUES (:id, 1)"
                " ON CONFLICT (id) DO UPDATE SET versi = berkas.versi + 1 RETURNING versi"
            ),
            {"id": subject},
        ).scalar_one()
        append(conn, [make_entri(subject, str(versi))])
    return str(versi)


def sequence(engine: Engine) -> None:
    """Give all that is committed its place in the log."""
    with connect(engine) as connection:
        Sequencer(engine).drain(connection)


def write_log(engine: Engine, entri: Iterable[Entri]) -> None:
    """Append and sequence."""
    write(engine, *entri)
    sequence(engine)


def read_log(engine: Engine, after: int = 0, limit: int = 1_000_000) -> list[Pesan]:
    """Return the events of the log."""
    with connect(engine) as connection:
        return LogReader("uji").read(connection, after, limit)


def log_numbers(engine: Engine) -> dict[str, list[str]]:
    """Return for each subject the numbers of its events, in the order of the log."""
    numbers: dict[str, list[str]] = {}
    for pesan in read_log(engine):
        numbers.setdefault(pesan.subjek, []).append(nomor_of(pesan.data))
    return numbers
