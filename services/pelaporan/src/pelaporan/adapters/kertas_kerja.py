"""Sheets in the database: read whole, written as what changed, with the audit row and the event in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, Table, and_, func, select, text
from sqlalchemy.dialects.postgresql import distinct_on, insert

from chassis.domain import NotFound
from chassis.idempotency import Transaction, reading, transaction
from chassis.outbox import Entri, append
from pelaporan.adapters.tables_instrumen import JAWABAN_BUTIR, KERTAS_KERJA, LAPORAN, PENETAPAN_INDEKS, RESPONDEN_F03
from pelaporan.application.instrumen.ports import Jejak, Laporan, RiwayatPenetapan
from pelaporan.domain.instrumen import KodeInstrumen, Kunci
from pelaporan.domain.kertas_kerja import (
    AsalJawaban,
    Jawaban,
    KertasKerja,
    Penetapan,
    RespondenF03,
    StatusKertasKerja,
)
from pelaporan.domain.saran import Sandaran
from simpul.pelaporan.v1.peristiwa_pb2 import IndeksDitetapkan, LaporanDiterbitkan

_HOLD = text("SELECT pg_advisory_xact_lock(hashtextextended(:kunci, 4))")


class ArsipPostgres:
    """Reads sheets on one connection."""

    def __init__(self, conn: Connection) -> None:
        """Read on ``conn``."""
        self._conn = conn

    def get(self, kunci: Kunci) -> KertasKerja:
        """Return a sheet; one that nobody has written on is at version 0."""
        query = select(KERTAS_KERJA.c.version, KERTAS_KERJA.c.status).where(_of(KERTAS_KERJA, kunci))
        row = self._conn.execute(query).one_or_none()
        if row is None:
            return KertasKerja(kunci=kunci)
        return KertasKerja(
            kunci=kunci,
            version=row.version,
            status=StatusKertasKerja(row.status),
            jawaban={satu.butir: satu for satu in self._newest(kunci)},
            f03=self._responden(kunci) if kunci.kode is KodeInstrumen.IPP else [],
            penetapan=self._penetapan(kunci) if row.status == StatusKertasKerja.DITETAPKAN else None,
        )

    def list_units(self, kode: KodeInstrumen, tahun: int) -> Sequence[KertasKerja]:
        """Return the sheets of the agencies that have answers, by agency."""
        table = KERTAS_KERJA.c
        query = select(table.opd).where(table.kode == str(kode), table.tahun == tahun, table.opd != "")
        return [self.get(Kunci(kode, tahun, opd)) for opd in self._conn.execute(query.order_by(table.opd)).scalars()]

    def list_jawaban(self, kunci: Kunci, butir: str) -> Sequence[Jawaban]:
        """Return every answer that a butir ever had, newest first."""
        query = select(JAWABAN_BUTIR).where(_of(JAWABAN_BUTIR, kunci), JAWABAN_BUTIR.c.butir == butir)
        return [_jawaban(row) for row in self._conn.execute(query.order_by(JAWABAN_BUTIR.c.version.desc()))]

    def list_penetapan(self, kunci: Kunci) -> Sequence[RiwayatPenetapan]:
        """Return when the sheet was established and reopened, newest first."""
        return [
            RiwayatPenetapan(
                aksi=row.aksi,
                version=row.version,
                nilai="" if row.nilai is None else f"{row.nilai:f}",
                kategori=row.kategori,
                aturan=row.aturan,
                alasan=row.alasan,
                oleh=row.oleh,
                pada=row.pada,
            )
            for row in self._conn.execute(_established(kunci))
        ]

    def list_laporan(self, kunci: Kunci) -> Sequence[Laporan]:
        """Return the reports that were issued, newest first, without their bytes."""
        columns = [column for column in LAPORAN.c if column.name != "isi"]
        query = select(*columns).where(_of(LAPORAN, kunci)).order_by(LAPORAN.c.nomor.desc())
        return [_laporan(row, kunci) for row in self._conn.execute(query)]

    def get_laporan(self, kunci: Kunci, id_: str) -> Laporan:
        """Return a report with its bytes; raises ``laporan.not_found``."""
        query = select(LAPORAN).where(_of(LAPORAN, kunci))
        row = next((row for row in self._conn.execute(query) if str(row.id) == id_), None)
        if row is None:
            raise NotFound("laporan.not_found", id=id_)
        return _laporan(row, kunci, isi=row.isi)

    def _newest(self, kunci: Kunci) -> Sequence[Jawaban]:
        table = JAWABAN_BUTIR.c
        query = select(JAWABAN_BUTIR).ext(distinct_on(table.butir)).where(_of(JAWABAN_BUTIR, kunci))
        return [_jawaban(row) for row in self._conn.execute(query.order_by(table.butir, table.version.desc()))]

    def _responden(self, kunci: Kunci) -> list[RespondenF03]:
        table = RESPONDEN_F03.c
        query = select(RESPONDEN_F03).where(table.tahun == kunci.tahun, table.opd == kunci.opd)
        rows = self._conn.execute(query.order_by(table.version)).mappings()
        return [RespondenF03(**{name: row[name] for name in row if name not in ("tahun", "opd")}) for row in rows]

    def _penetapan(self, kunci: Kunci) -> Penetapan:
        row = self._conn.execute(_established(kunci).limit(1)).one()
        return Penetapan(
            nilai=row.nilai,
            kategori=row.kategori,
            aturan=row.aturan,
            oleh=row.oleh,
            pada=row.pada,
            version=row.version,
        )


class ArsipFactory:
    """Opens readings of sheets on an engine."""

    def __init__(self, engine: Engine) -> None:
        """Read from ``engine``."""
        self._engine = engine

    @contextmanager
    def __call__(self) -> Iterator[ArsipPostgres]:
        """Open one."""
        with reading(self._engine) as conn:
            yield ArsipPostgres(conn)


class PenulisanPostgres:
    """Writes one sheet in one transaction."""

    def __init__(self, unit: Transaction, kunci: Kunci) -> None:
        """Hold the sheet until the transaction ends."""
        self._unit = unit
        self._conn = unit.connection
        self._conn.execute(_HOLD, {"kunci": str(kunci)})
        self._kertas = ArsipPostgres(self._conn).get(kunci)

    @property
    def kertas(self) -> KertasKerja:
        """The sheet."""
        return self._kertas

    def store_jawaban(self, jawaban: Jawaban, jejak: Jejak) -> None:
        """Add an answer to the history."""
        values = asdict(jawaban) | {"bukti": list(jawaban.bukti), "asal": str(jawaban.asal)}
        self._conn.execute(insert(JAWABAN_BUTIR).values(**self._lembar, **values))
        self._trail(jejak)

    def store_responden(self, responden: RespondenF03, jejak: Jejak) -> None:
        """Add a batch of users' answers, or its withdrawal."""
        kunci = self._kertas.kunci
        added = insert(RESPONDEN_F03).values(tahun=kunci.tahun, opd=kunci.opd, **asdict(responden))
        withdrawn = {name: added.excluded[name] for name in ("ditarik_pada", "ditarik_oleh", "alasan")}
        self._conn.execute(added.on_conflict_do_update(index_elements=["id"], set_=withdrawn))
        self._trail(jejak)

    def store_penetapan(self, penetapan: Penetapan, jejak: Jejak) -> None:
        """Keep what was established, and tell it as ``IndeksDitetapkan``."""
        kunci = self._kertas.kunci
        self._conn.execute(insert(PENETAPAN_INDEKS).values(**self._lembar, aksi="establish", **asdict(penetapan)))
        event = IndeksDitetapkan(
            kode=str(kunci.kode),
            tahun=kunci.tahun,
            opd_kode=kunci.opd,
            nilai=f"{penetapan.nilai:f}",
            kategori=penetapan.kategori,
            aturan=penetapan.aturan,
            versi=penetapan.version,
        )
        self._trail(jejak, event)

    def store_reopening(self, jejak: Jejak) -> None:
        """Keep that the sheet was opened again."""
        values = {"version": self._kertas.version, "alasan": jejak.alasan, "oleh": jejak.pengguna.pengguna_id}
        self._conn.execute(insert(PENETAPAN_INDEKS).values(**self._lembar, aksi="reopen", pada=jejak.pada, **values))
        self._trail(jejak)

    def store_laporan(self, laporan: Laporan, jejak: Jejak) -> None:
        """Keep a report, and tell it as ``LaporanDiterbitkan``."""
        kunci = self._kertas.kunci
        values = {
            name: getattr(laporan, name) for name in ("id", "nomor", "kertas_version", "sha256", "isi", "oleh", "pada")
        }
        self._conn.execute(insert(LAPORAN).values(**self._lembar, **values))
        event = LaporanDiterbitkan(
            laporan_id=laporan.id,
            kode=str(kunci.kode),
            tahun=kunci.tahun,
            opd_kode=kunci.opd,
            nomor=laporan.nomor,
            sha256=laporan.sha256,
        )
        self._trail(jejak, event)

    def next_nomor(self) -> int:
        """Return the number of the next report of this sheet."""
        query = select(func.coalesce(func.max(LAPORAN.c.nomor), 0)).where(_of(LAPORAN, self._kertas.kunci))
        return int(self._conn.execute(query).scalar_one()) + 1

    def commit(self) -> None:
        """Write the sheet and make it so."""
        added = insert(KERTAS_KERJA).values(
            **self._lembar, version=self._kertas.version, status=str(self._kertas.status)
        )
        changed = {name: added.excluded[name] for name in ("version", "status")}
        self._conn.execute(added.on_conflict_do_update(index_elements=["kode", "tahun", "opd"], set_=changed))
        self._unit.commit()

    @property
    def _lembar(self) -> dict[str, Any]:
        kunci = self._kertas.kunci
        return {"kode": str(kunci.kode), "tahun": kunci.tahun, "opd": kunci.opd}

    def _trail(self, jejak: Jejak, event: Any = None) -> None:
        row: dict[str, object] = {
            "aktor": jejak.pengguna.pengguna_id,
            "peran": sorted(jejak.pengguna.peran),
            "aksi": jejak.aksi,
            "dari": dict(jejak.dari),
            "ke": dict(jejak.ke),
        }
        named = {} if event is None else {"type": event.DESCRIPTOR.full_name, "data": event.SerializeToString()}
        append(self._conn, [Entri(subject=str(self._kertas.kunci), time=jejak.pada, jejak=row, **named)])


class PenulisanFactory:
    """Opens transactions on sheets, one at a time for each sheet."""

    def __init__(self, engine: Engine, wake: Callable[[], None]) -> None:
        """Write on ``engine``; ``wake`` tells the sequencer once it is done."""
        self._engine = engine
        self._wake = wake

    @contextmanager
    def __call__(self, kunci: Kunci) -> Iterator[PenulisanPostgres]:
        """Open one."""
        with transaction(self._engine) as unit:
            unit.after_commit(self._wake)
            yield PenulisanPostgres(unit, kunci)


def _of(table: Table, kunci: Kunci) -> ColumnElement[bool]:
    return and_(table.c.kode == str(kunci.kode), table.c.tahun == kunci.tahun, table.c.opd == kunci.opd)


def _established(kunci: Kunci) -> Select[Any]:
    return select(PENETAPAN_INDEKS).where(_of(PENETAPAN_INDEKS, kunci)).order_by(PENETAPAN_INDEKS.c.version.desc())


def _jawaban(row: Any) -> Jawaban:
    return Jawaban(
        butir=row.butir,
        jawaban=row.jawaban,
        asal=AsalJawaban(row.asal),
        oleh=row.oleh,
        pada=row.pada,
        version=row.version,
        alasan=row.alasan,
        bukti=tuple(row.bukti),
        sandaran=[Sandaran(**_plain(satu)) for satu in row.sandaran],
    )


def _plain(naskah: Mapping[str, Any]) -> dict[str, Any]:
    return dict(naskah)


def _laporan(row: Any, kunci: Kunci, *, isi: bytes = b"") -> Laporan:
    return Laporan(
        id=str(row.id),
        kunci=kunci,
        nomor=row.nomor,
        sha256=row.sha256,
        kertas_version=row.kertas_version,
        oleh=row.oleh,
        pada=row.pada,
        isi=isi,
    )
