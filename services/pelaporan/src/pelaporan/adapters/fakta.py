"""Facts as rows: an event becomes the bytes of one row of a binary COPY.

Binary, because PostgreSQL then parses no text and nothing needs escaping; prebuilt, because this runs for each event.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from chassis.pesan import Pesan
from pelaporan.adapters.isian import Extractor
from pelaporan.domain.definisi import Skema
from pelaporan.domain.periode import month_of

COPY_FAKTA = (
    "COPY {table} (sumber, posisi, id, tipe, waktu, bulan, subjek, opd, layanan, isi) FROM STDIN WITH (FORMAT binary)"
)
COPY_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
COPY_TRAILER = b"\xff\xff"

_HEAD = struct.Struct(">h ih iq i16s ih iq ii i").pack
_LENGTH = struct.Struct(">i").pack
_TWO_TEXTS = 20_000
_POSTGRES_EPOCH = 946_684_800_000_000
_WIB = 7 * 3600
"""Asia/Jakarta has been UTC+7 without daylight saving since 1964, so a month follows from the day number."""
_DAY = 86_400

Baris = tuple[str, str, bytes, int, int, str, str, list[Any], int, int]
"""A fact on its way in: type, subject, its row as bytes, time (microseconds since 1970), month, agency, layanan, the
values of its fields, number of its source, position. A plain tuple, for it is made once an event."""


class PembuatBaris:
    """Makes the row of a fact from an event, given the numbers of its source and type."""

    def __init__(self, skema: Skema) -> None:
        """Know the fields of every type."""
        self.extractors: Mapping[str, Extractor] = {tipe: Extractor(tipe, skema) for tipe in skema}
        self._months: dict[int, int] = {}
        self._texts: dict[tuple[str, str], bytes] = {}

    def row(self, pesan: Pesan, message: Any, sumber: int, tipe: int) -> Baris:
        """Return the row; raises ``ValueError`` where the id is no UUID."""
        extractor = self.extractors[pesan.tipe]
        values = extractor.values(message)
        opd, layanan = columns = extractor.columns(message)
        id_ = bytes.fromhex(pesan.id.replace("-", ""))
        if len(id_) != 16:
            raise ValueError("the id of the event is no UUID")
        seconds = pesan.waktu.timestamp()
        day = int((seconds + _WIB) // _DAY)
        bulan = self._months.get(day) or self._month(day)
        subjek = pesan.subjek.encode()
        isi = orjson.dumps(dict(zip(extractor.names, values, strict=True)))
        waktu = round(seconds * 1_000_000)
        since = waktu - _POSTGRES_EPOCH
        head = _HEAD(10, 2, sumber, 8, pesan.posisi, 16, id_, 2, tipe, 8, since, 4, bulan, len(subjek))
        texts = self._texts.get(columns) or self._text(columns)
        row = b"".join((head, subjek, texts, _LENGTH(len(isi) + 1), b"\x01", isi))
        return pesan.tipe, pesan.subjek, row, waktu, bulan, opd, layanan, values, sumber, pesan.posisi

    def _month(self, day: int) -> int:
        self._months[day] = bulan = month_of(datetime.fromtimestamp(day * _DAY - _WIB, UTC))
        return bulan

    def _text(self, columns: tuple[str, str]) -> bytes:
        if len(self._texts) > _TWO_TEXTS:
            self._texts.clear()
        encoded = [text.encode() for text in columns]
        self._texts[columns] = block = b"".join(_LENGTH(len(text)) + text for text in encoded)
        return block
