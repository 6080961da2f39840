"""The yearly evaluation of ten thousand people: rated, checked by the spread and closed, against plain INSERTs of the same rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import cycle
from typing import Any

import grpc
from psycopg import sql
from sqlalchemy import Connection, Engine, text

from benchmarks.catatan import write_catatan
from benchmarks.harness import Figure, Stopwatch, interleave, timed
from benchmarks.kabupaten import establish_skp, generate_kabupaten, list_tim, make_penilai
from benchmarks.layar import measure_layar
from benchmarks.stage import Stage
from chassis.database import raw
from chassis.domain import Pengguna, SystemClock
from kinerja.application import Application
from kinerja.application.evaluasi.massal import BARIS_PALING_BANYAK, BarisMassal, EstablishMassal
from kinerja.application.evaluasi.organisasi import ClosePeriode, SetCapaian
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.bootstrap import build_application
from kinerja.domain.evaluasi import Nilai
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.predikat import CapaianOrganisasi, Ekspektasi
from kinerja.domain.unit import JenisUnit

TAHUN = 2025
WRITTEN = ("evaluasi", "capaian_organisasi", "penutupan_evaluasi", "outbox")
"""The tables that the evaluation writes to, in the order in which rows may go in."""
_SB, _B, _BP = (
    (Ekspektasi.DI_ATAS, Ekspektasi.DI_ATAS),
    (Ekspektasi.SESUAI, Ekspektasi.SESUAI),
    (Ekspektasi.DI_BAWAH, Ekspektasi.SESUAI),
)
POLA = (_B, _B, _SB, _B, _BP, _B, _SB, _B, _BP, _B)
"""How every ten people of an agency are rated: what an agency whose capaian is *baik* may have, however many they are."""


def run(stage: Stage) -> Iterator[Figure]:
    """Evaluate everyone, by turns with the inserts; then ask for the lists."""
    engine = stage.database("kinerja")
    application = build_application(
        engine, clock=SystemClock(), wake=lambda: None, traceparent=lambda: "", connect=_no_neighbour
    )
    daerah = generate_kabupaten()
    with timed(f"{len(daerah.pegawai):,} people"):
        application.load_organisasi(daerah)
    with timed(f"{len(daerah.pegawai):,} plans, three acts each"):
        establish_skp(application, daerah, TAHUN)
    evaluasi = Evaluasi(engine, application, daerah)
    evaluasi.clear()
    with timed("a first evaluation of everyone"):
        evaluasi.evaluate()
    written = evaluasi.take()
    medians = interleave({"inserts": lambda: evaluasi.insert(written), "evaluation": evaluasi.measure})
    yield Figure(
        what="yearly evaluation of 10,000 people: rated, spread checked, closed", per="plain INSERTs of the same rows",
        ratio=medians["evaluation"] / medians["inserts"], floor=0.5, aim=1,
        detail=f"{medians['evaluation']:,.0f} rows/s, {sum(map(len, written)):,} rows",
    )  # fmt: skip
    with timed("what else a year leaves"):
        write_catatan(engine, application, TAHUN)
    yield from measure_layar(stage, engine, daerah, TAHUN)


Transaksi = list[tuple[str, dict[str, Any]]]
"""Rows that are committed together, each with its table."""


class Evaluasi:
    """The evaluation of everyone in a year, and the same rows written plainly."""

    def __init__(self, engine: Engine, application: Application, daerah: LoadOrganisasi) -> None:
        """Work on a database in which everyone has a plan of the year."""
        self._engine = engine
        self._application = application
        self._opd = [each for each in daerah.unit if each.jenis is JenisUnit.OPD]
        self._penilai = make_penilai(daerah)
        self._tim = list_tim(daerah)
        self._nilai = _rate(daerah.pegawai)

    def measure(self) -> float:
        """Return the rows a second of the whole evaluation."""
        self.clear()
        watch = Stopwatch()
        self.evaluate()
        seconds = watch.seconds
        return sum(map(len, self.take())) / seconds

    def evaluate(self) -> None:
        """Rate everyone, team by team; then set the capaian of each agency, check its spread and close the year."""
        for penilai_id, tim in self._tim.items():
            for start in range(0, len(tim), BARIS_PALING_BANYAK):
                part = tim[start : start + BARIS_PALING_BANYAK]
                baris = [BarisMassal(pegawai_id=each.id, nilai=self._nilai[each.id]) for each in part]
                command = EstablishMassal(pengguna=self._penilai[penilai_id], periode=str(TAHUN), baris=baris)
                if refused := self._application.evaluasi.establish_massal(command).ditolak:
                    raise RuntimeError(f"{len(refused)} refused, the first with {refused[0].code}")
        for unit in self._opd:
            self._close(self._penilai[None], unit.id)

    def _close(self, ppk: Pengguna, unit_id: str) -> None:
        evaluasi, periode = self._application.evaluasi, str(TAHUN)
        capaian = SetCapaian(
            pengguna=ppk, unit_id=unit_id, periode=periode, capaian=CapaianOrganisasi.BAIK, alasan="Sesuai target"
        )
        evaluasi.set_capaian(capaian)
        if not evaluasi.get_sebaran(ppk, unit_id, periode).sesuai:
            raise RuntimeError("the spread does not agree with the capaian")
        evaluasi.close_periode(ClosePeriode(pengguna=ppk, unit_id=unit_id, periode=periode, alasan=""))

    def clear(self) -> None:
        """Remove what an evaluation writes."""
        with self._engine.begin() as conn:
            conn.execute(text(f"TRUNCATE {', '.join(WRITTEN)} CASCADE"))
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.execute(text("VACUUM ANALYZE"))

    def take(self) -> list[Transaksi]:
        """Return the rows that an evaluation has written, with those that were committed together in one list."""
        with self._engine.connect() as conn:
            tables = {table: _read(conn, table) for table in WRITTEN}
        together: dict[tuple[str, str], Transaksi] = defaultdict(list)
        key_of = {}
        for table, by in (("evaluasi", "penilai_id"), ("capaian_organisasi", "id"), ("penutupan_evaluasi", "id")):
            for row in tables[table]:
                key_of[row["id"]] = (table, str(row[by]))
                together[key_of[row["id"]]].append((table, row))
        for row in tables["outbox"]:
            del row["id"]  # the database gives it
            together[key_of[row["subject"]]].append(("outbox", row))
        return list(together.values())

    def insert(self, written: Sequence[Transaksi]) -> float:
        """Return the rows a second of one INSERT a row, committed as the evaluation commits them."""
        self.clear()
        watch = Stopwatch()
        for rows in written:
            with self._engine.begin() as conn:
                for table, row in rows:
                    raw(conn).execute(_statement(table, row), row)
        return sum(map(len, written)) / watch.seconds


@cache
def _insert_into(table: str, names: tuple[str, ...]) -> sql.Composed:
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join(map(sql.Placeholder, names)),
    )


def _statement(table: str, row: Mapping[str, Any]) -> sql.Composed:
    return _insert_into(table, tuple(row))


def _rate(pegawai: Sequence[Pegawai]) -> Mapping[str, Nilai]:
    """Return a rating for everyone, so that every agency has the pattern."""
    pola: Mapping[str, Iterator[tuple[Ekspektasi, Ekspektasi]]] = defaultdict(lambda: cycle(POLA))
    return {
        each.id: Nilai(hasil_kerja=hasil, perilaku=perilaku, catatan="")
        for each in pegawai
        for hasil, perilaku in [next(pola[each.opd_kode])]
    }


def _read(conn: Connection, table: str) -> list[dict[str, Any]]:
    return [dict(row) for row in conn.execute(text(f"SELECT * FROM {table} ORDER BY id")).mappings()]  # noqa: S608 - constants


def _no_neighbour() -> grpc.Channel:
    raise RuntimeError("nobody asks pelaporan here")
