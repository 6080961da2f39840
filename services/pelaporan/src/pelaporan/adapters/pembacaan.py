"""Reading the projection: figures from the aggregates, or counted anew from the facts as recorded by a moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, select, true

from chassis.domain import uuid7_time
from pelaporan.adapters.asal import count_asal, select_asal
from pelaporan.adapters.buku import read_buku, read_naskah_of
from pelaporan.adapters.pilihan import Condition, recorded_by
from pelaporan.adapters.sel import Rows, SelAgregat, SelFakta
from pelaporan.adapters.tables import AGREGAT, DEFINISI, FAKTA, SUMBER
from pelaporan.adapters.terakhir import SelTerakhir
from pelaporan.application.ports import AsalNilai, Dimensi, Halaman, Kesegaran, Lingkup, Pilihan
from pelaporan.domain.definisi import BukuDefinisi, Definisi
from pelaporan.domain.naskah import Naskah
from pelaporan.domain.nilai import SelUkuran
from pelaporan.domain.periode import Periode
from pelaporan.domain.ukuran import Atas, Sel, Ukuran


@dataclass
class BukuCache:
    """Keeps the book of definitions until another version is published."""

    _stamp: object = None
    _buku: BukuDefinisi = field(default_factory=lambda: BukuDefinisi([]))

    def read(self, conn: Connection) -> BukuDefinisi:
        """Return the book as it is in the transaction of ``conn``."""
        stamp = tuple(conn.execute(select(func.count(), func.max(DEFINISI.c.diterbitkan_pada))).one())
        if stamp != self._stamp:
            self._buku, self._stamp = read_buku(conn), stamp
        return self._buku


class PembacaanProyeksi:
    """A reading in one snapshot of the database."""

    def __init__(self, conn: Connection, buku: BukuDefinisi, per: datetime | None, *, facts: bool) -> None:
        """Read what is known now, or with ``per`` what was recorded by then."""
        self._conn = conn
        self._buku = buku
        self._per = per
        self._sel: SelAgregat | SelFakta = SelAgregat(conn)
        if facts or per is not None:
            self._sel = SelFakta(conn, self._recorded)
        self._terakhir = SelTerakhir(conn, self._recorded)

    @property
    def buku(self) -> BukuDefinisi:
        """The definitions."""
        return self._buku

    def sel(self, ukuran: Sequence[Ukuran], periode: Sequence[Periode], lingkup: Lingkup) -> Mapping[str, SelUkuran]:
        """Return what is known of each measure in each period."""
        found: dict[str, dict[str, list[Sel]]] = {satu.teks: {} for satu in periode}
        if not periode:
            return found
        over_events = _unique(ukuran, Atas.PERISTIWA)
        dari, sampai = min(satu.dari for satu in periode), max(satu.sampai for satu in periode)
        rows = self._sel.cells(over_events, dari, sampai, lingkup) if over_events else []
        for satu in {satu.teks: satu for satu in periode}.values():
            _collect(
                found[satu.teks], ((sidik, sel) for sidik, bulan, sel in rows if satu.dari <= bulan <= satu.sampai)
            )
        for keadaan in _unique(ukuran, Atas.KEADAAN):
            open_at = self._sel.open_at(keadaan, [satu.akhir for satu in periode], lingkup)
            for satu, n in zip(periode, open_at, strict=True):
                found[satu.teks][keadaan.sidik] = [Sel("", n)]
        for terakhir in _unique(ukuran, Atas.TERAKHIR):
            holding = self._terakhir.at(terakhir, periode, lingkup)
            for satu, sel in zip(periode, holding, strict=True):
                found[satu.teks][terakhir.sidik] = [sel]
        return found

    def rincian(
        self, ukuran: Sequence[Ukuran], periode: Periode, lingkup: Lingkup, dimensi: Dimensi
    ) -> Mapping[str, SelUkuran]:
        """Return what is known of each measure in the period, by agency or by layanan."""
        found: dict[str, dict[str, list[Sel]]] = {}
        for value, sidik, sel in self._split(ukuran, periode, lingkup, dimensi):
            found.setdefault(value, {}).setdefault(sidik, []).append(sel)
        return dict(sorted(found.items()))

    def _split(
        self, ukuran: Sequence[Ukuran], periode: Periode, lingkup: Lingkup, dimensi: Dimensi
    ) -> Iterator[tuple[str, str, Sel]]:
        if over_events := _unique(ukuran, Atas.PERISTIWA):
            yield from self._sel.split_cells(over_events, periode.dari, periode.sampai, lingkup, dimensi)
        for keadaan in _unique(ukuran, Atas.KEADAAN):
            yield from self._sel.split_open(keadaan, periode.akhir, lingkup, dimensi)
        for terakhir in _unique(ukuran, Atas.TERAKHIR):
            yield from self._terakhir.split(terakhir, periode, lingkup, dimensi)

    def asal(
        self, definisi: Definisi, periode: Periode, lingkup: Lingkup, halaman: Halaman
    ) -> tuple[Sequence[AsalNilai], int]:
        """Return a page of the events behind a value, and how many there are."""
        query = select_asal(definisi, periode, lingkup, self._recorded)
        if halaman.hanya_bukan_pembilang:
            query = query.where(~query.selected_columns.pembilang)
        jumlah = self._conn.execute(count_asal(query)).scalar_one()
        page = query.order_by(FAKTA.c.posisi, FAKTA.c.sumber).limit(halaman.ukuran)
        if halaman.sesudah is not None:
            page = page.where(FAKTA.c.posisi > halaman.sesudah)
        else:
            page = page.offset((halaman.nomor - 1) * halaman.ukuran)
        return [_asal(row) for row in self._conn.execute(page)], jumlah

    def kesegaran(self) -> Sequence[Kesegaran]:
        """Return the newest fact of each source."""
        newest = (
            select(FAKTA.c.posisi, FAKTA.c.id, FAKTA.c.waktu)
            .where(FAKTA.c.sumber == SUMBER.c.id, *self._recorded)
            .order_by(FAKTA.c.posisi.desc())
            .limit(1)
            .lateral()
        )
        query = select(SUMBER.c.nama, newest).join(newest, onclause=true()).order_by(SUMBER.c.nama)
        return [
            Kesegaran(sumber=row.nama, posisi=row.posisi, waktu=row.waktu, direkam_pada=uuid7_time(row.id))
            for row in self._conn.execute(query)
        ]

    def naskah(self, kode: str) -> Mapping[int, Naskah]:
        """Return the text of each version of a definition."""
        return read_naskah_of(self._conn, kode)

    def pilihan(self) -> Pilihan:
        """Return what a reader may choose from."""
        return Pilihan(
            opd=self._known(AGREGAT.c.opd),
            layanan=self._known(AGREGAT.c.layanan),
            bulan_awal=self._conn.execute(select(func.min(AGREGAT.c.bulan))).scalar_one(),
        )

    def _known(self, column: Any) -> Sequence[str]:
        return list(self._conn.execute(select(column).where(column != "").distinct().order_by(column)).scalars())

    @property
    def _recorded(self) -> list[Condition]:
        return [] if self._per is None else [recorded_by(self._per)]


class PembacaanFactory:
    """Opens readings on an engine, each in one read-only snapshot."""

    def __init__(self, engine: Engine) -> None:
        """Read from ``engine``."""
        self._engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._buku = BukuCache()

    @contextmanager
    def __call__(self, per: datetime | None = None, *, facts: bool = False) -> Iterator[PembacaanProyeksi]:
        """Open a reading."""
        with self._engine.connect() as conn:
            yield PembacaanProyeksi(conn, self._buku.read(conn), per, facts=facts)


def _unique(ukuran: Sequence[Ukuran], atas: Atas) -> list[Ukuran]:
    return list({satu.sidik: satu for satu in ukuran if satu.atas is atas}.values())


def _collect(into: dict[str, list[Sel]], rows: Rows) -> None:
    for sidik, sel in rows:
        into.setdefault(sidik, []).append(sel)


def _asal(row: Any) -> AsalNilai:
    return AsalNilai(
        sumber=row.sumber_nama,
        id=str(row.id),
        posisi=row.posisi,
        tipe=row.tipe_nama,
        waktu=row.waktu,
        pembilang=row.pembilang,
        layanan=row.layanan,
        isi=row.isi,
    )
