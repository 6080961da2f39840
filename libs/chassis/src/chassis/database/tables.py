"""The tables of the chassis that the outbox, the log and the consumer rest on; made by ``chassis_0001``."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID

metadata = MetaData()

_MOMENT = TIMESTAMP(timezone=True)

OUTBOX = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("event_id", UUID, nullable=False),
    Column("type", Text),
    Column("subject", Text, nullable=False),
    Column("time", _MOMENT, nullable=False),
    Column("data", LargeBinary),
    Column("traceparent", Text, nullable=False),
    Column("jejak", Text),
)
"""What use cases wrote and the sequencer has not seen yet: an event, an audit row, or both in one."""

LOG = Table(
    "log",
    metadata,
    Column("urut", BigInteger, primary_key=True, autoincrement=False),
    Column("posisi", BigInteger),
    Column("event_id", UUID, nullable=False),
    Column("type", Text),
    Column("subject", Text, nullable=False),
    Column("time", _MOMENT, nullable=False),
    Column("data", LargeBinary),
    Column("traceparent", Text, nullable=False),
    Column("jejak", Text),
    Column("hash", LargeBinary, nullable=False),
)
"""The log: ``urut`` numbers every row of the hash chain, ``posisi`` the events alone; both without a gap."""

LOG_HEAD = Table(
    "log_head",
    metadata,
    Column("satu", SmallInteger, primary_key=True),
    Column("urut", BigInteger, nullable=False),
    Column("posisi", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
"""One row: where the log ends."""

RELAY = Table(
    "relay",
    metadata,
    Column("tujuan", Text, primary_key=True),
    Column("posisi", BigInteger, nullable=False),
)
"""Up to which position each destination has acknowledged."""

KEMAJUAN = Table(
    "kemajuan",
    metadata,
    Column("sumber", Text, primary_key=True),
    Column("partisi", Integer, primary_key=True),
    Column("posisi", BigInteger, nullable=False),
    Column("waktu", _MOMENT, nullable=False),
    Column("letak", BigInteger),
)
"""Up to which position of a source and partition the consumer's effects are in this database, and its offset there."""

SURAT_MATI = Table(
    "surat_mati",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("sumber", Text, nullable=False),
    Column("partisi", Integer, nullable=False),
    Column("posisi", BigInteger, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("tipe", Text, nullable=False),
    Column("subjek", Text, nullable=False),
    Column("waktu", _MOMENT, nullable=False),
    Column("traceparent", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("asal", JSONB, nullable=False),
    Column("alasan", Text, nullable=False),
    Column("percobaan", Integer, nullable=False),
    Column("diterima_pada", _MOMENT, nullable=False),
    Column("selesai_pada", _MOMENT),
)
"""Dead letters: what could not be read, where it came from, why, and when it was sent again."""
