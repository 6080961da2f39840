"""The tables of pelaporan, made by ``pelaporan_0001``.

The projection stands in a schema of its own, so that a second generation can be built in another schema and swapped in
by two renames, indexes and constraints included.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Integer, MetaData, Numeric, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID

LIVE = "proyeksi"
NEXT = "proyeksi_baru"

metadata = MetaData()
_MOMENT = TIMESTAMP(timezone=True)

FAKTA = Table(
    "fakta",
    metadata,
    Column("sumber", SmallInteger, primary_key=True),
    Column("posisi", BigInteger, primary_key=True),
    Column("id", UUID, nullable=False),
    Column("tipe", SmallInteger, nullable=False),
    Column("waktu", _MOMENT, nullable=False),
    Column("bulan", Integer, nullable=False),
    Column("subjek", Text, nullable=False),
    Column("opd", Text, nullable=False),
    Column("layanan", Text, nullable=False),
    Column("isi", JSONB, nullable=False),
    schema=LIVE,
)
"""Every event once: the inbox. ``id`` is a UUIDv7, so it also says when the event was recorded."""

AGREGAT = Table(
    "agregat",
    metadata,
    Column("ukuran", Integer, primary_key=True),
    Column("bulan", Integer, primary_key=True),
    Column("opd", Text, primary_key=True),
    Column("layanan", Text, primary_key=True),
    Column("kunci", Text, primary_key=True),
    Column("n", BigInteger, nullable=False),
    Column("jumlah", Numeric, nullable=False),
    schema=LIVE,
)
"""The figures of measures over events: one cell for each month, agency, layanan and value."""

KEADAAN = Table(
    "keadaan",
    metadata,
    Column("ukuran", Integer, primary_key=True),
    Column("subjek", Text, primary_key=True),
    Column("dari", _MOMENT),
    Column("sampai", _MOMENT),
    Column("opd", Text, nullable=False),
    Column("layanan", Text, nullable=False),
    schema=LIVE,
)
"""The latest state of each subject of a measure over state: the first opening and the first closing event."""

SUMBER = Table("sumber", metadata, Column("id", SmallInteger, primary_key=True), Column("nama", Text, nullable=False))
"""The producers, numbered to keep facts small."""

TIPE = Table("tipe", metadata, Column("id", SmallInteger, primary_key=True), Column("nama", Text, nullable=False))
"""The event types, numbered to keep facts small."""

DEFINISI = Table(
    "definisi",
    metadata,
    Column("kode", Text, primary_key=True),
    Column("versi", Integer, primary_key=True),
    Column("berlaku_dari", Date, nullable=False),
    Column("naskah", JSONB, nullable=False),
    Column("oleh", Text, nullable=False),
    Column("diterbitkan_pada", _MOMENT, nullable=False),
)
"""Every published version of every definition, as it was written."""

UKURAN = Table(
    "ukuran",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sidik", Text, nullable=False),
    Column("naskah", JSONB, nullable=False),
)
"""The measures that are kept up to date, each once however many definitions use it."""

DISENTUH = Table(
    "disentuh",
    metadata,
    Column("urut", BigInteger, primary_key=True),
    Column("ukuran", Integer, nullable=False),
    Column("bulan", Integer, nullable=False),
    Column("opd", Text, nullable=False),
)
"""What the consumer changed since values were last announced."""

TERKIRIM = Table(
    "terkirim",
    metadata,
    Column("kode", Text, primary_key=True),
    Column("opd", Text, primary_key=True),
    Column("periode", Text, primary_key=True),
    Column("nilai", Numeric),
    Column("pembilang", Numeric),
    Column("penyebut", Numeric),
    Column("definisi_versi", Integer, nullable=False),
    Column("pada", _MOMENT, nullable=False),
)
"""The value last announced for each indicator, agency and period."""

GENERASI = Table(
    "generasi",
    metadata,
    Column("nomor", Integer, primary_key=True),
    Column("sidik", Text, nullable=False),
    Column("peristiwa", BigInteger, nullable=False),
    Column("dipasang_pada", _MOMENT, nullable=False),
)
"""The rebuilds that were swapped in."""
