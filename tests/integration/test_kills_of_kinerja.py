"""R03 for kinerja: its consumer killed at each step takes what pelaporan tells into its goals, each value once."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, text

from chassis.bus.kafka import key_hash
from chassis.consumer import read_progress
from chassis.database import create_engine
from chassis.database.migration import upgrade
from chassis.domain import SystemClock
from chassis.failpoint import Failpoint
from chassis.outbox import Entri, verify
from chassis.outbox._leader import connect
from chassis.pesan import Pesan
from kinerja.adapters.unit_of_work import SqlUnitOfWork
from kinerja.bootstrap.tujuan import build_handler
from kinerja.domain.capaian import Polaritas
from kinerja.domain.indikator_kinerja import IndikatorKinerja, Sumber
from kinerja.domain.periode import TRIWULAN
from kinerja.domain.unit import JenisUnit, Unit
from simpul.kinerja.v1.peristiwa_pb2 import RealisasiDicatat
from simpul.pelaporan.v1.peristiwa_pb2 import IndikatorDihitung
from tests.support.fixtures import Kafka
from tests.support.postgres import Postgres
from tests.support.uji.pekerja import Crew
from tests.support.uji.peristiwa import AT, read_log, sequence, write
from tests.support.waiting import wait_until

PARTITIONS = 6
ROUNDS = 3
"""How many values each quarter gets between two kills."""
DINKES, DLH = Sumber(indikator="ppt.tepat_waktu", opd="dinkes"), Sumber(indikator="ppt.tepat_waktu", opd="dlh")
GOALS = {"tepat-waktu": DINKES, "tepat-waktu-juga": DINKES, "tepat-waktu-dlh": DLH}
"""The goals and their sources; two goals take the same values."""
TOLD = (DINKES, DLH, Sumber(indikator="ppt.tepat_waktu"))
"""What pelaporan tells of; the last is nobody's target."""
PERIODS = ("2026-03", "2026", "2026-T1", "2026-T2", "2026-T3", "2026-T4")

Quarter = tuple[str, str]
"""A goal and its quarter."""
Recorded = dict[Quarter, list[tuple[int, str]]]
"""The number and the event of each value that was taken, in order."""


class Hubungan:
    """The way from pelaporan's outbox to the goals of kinerja: two databases, a topic, and real processes."""

    def __init__(self, pelaporan: Engine, kinerja: Engine, kafka: Kafka, crew: Crew) -> None:
        """Put nobody to work yet."""
        self.pelaporan = pelaporan
        self.kinerja = kinerja
        self.crew = crew
        self._topic = kafka.create_topic(prefix="pelaporan", partitions=PARTITIONS)
        self._bus = {"bootstrap": kafka.address, "topics": (self._topic,)}
        self._told = 0

    def relay(self) -> None:
        """Start pelaporan's relay."""
        self.crew.start("relay", self.pelaporan, name="relay", service="pelaporan", **self._bus)

    def tell(self) -> None:
        """Let pelaporan announce new values, no two alike."""
        for _ in range(ROUNDS):
            self._told += 1
            write(self.pelaporan, *(_entri(sumber, periode, self._told) for sumber in TOLD for periode in PERIODS))
        sequence(self.pelaporan)

    def consume(self, failpoint: str | None = None) -> None:
        """Start kinerja's consumer, in a group of its own: it reads all from the start, and waits for no dead member."""
        self.crew.start(
            "consume",
            self.kinerja,
            name="consume",
            failpoint=failpoint,
            group=f"kinerja.{uuid.uuid4().hex}",
            handler=partial(build_handler, SystemClock(), str),
            **self._bus,
        )

    def wait_until_in_effect(self) -> None:
        """Wait until the progress of every partition stands at the newest position there."""
        newest: dict[tuple[str, int], int] = {}
        for pesan in read_log(self.pelaporan):
            newest["/simpul/pelaporan", key_hash(pesan.subjek) % PARTITIONS] = pesan.posisi
        wait_until(lambda: self._progress() == newest, timeout=60, what=f"progress to be {newest}")

    def expected(self) -> Recorded:
        """Return what the log of pelaporan makes of the goals, from zero."""
        ids: dict[Quarter, list[str]] = defaultdict(list)
        for pesan in read_log(self.pelaporan):
            isi = IndikatorDihitung.FromString(pesan.data)
            sumber = Sumber(indikator=isi.kode, opd=isi.opd_kode)
            for goal, its in GOALS.items():
                if its == sumber and "-T" in isi.periode:
                    ids[goal, isi.periode].append(pesan.id)
        return {quarter: list(enumerate(each, start=1)) for quarter, each in ids.items()}

    def recorded(self) -> Recorded:
        """Return what stands in the table."""
        rows = self._rows("SELECT indikator_id, periode, versi, sumber_peristiwa_id FROM realisasi ORDER BY 1, 2, 3")
        return _grouped(rows)

    def in_force(self) -> dict[Quarter, int]:
        """Return which value of each quarter is its realisasi."""
        rows = self._rows("SELECT indikator_id, periode, versi FROM realisasi WHERE kedudukan = 'berlaku'")
        return {(goal, periode): versi for goal, periode, versi in rows}

    def announced(self) -> Recorded:
        """Return what kinerja told of it, in the order of its log, whose chain must be sound."""
        sequence(self.kinerja)
        with connect(self.kinerja) as connection:
            verify(connection)
        return _grouped([_news(pesan) for pesan in read_log(self.kinerja)])

    def dead_letters(self) -> int:
        """Return how many events were put aside."""
        return len(self._rows("SELECT 1 FROM surat_mati"))

    def _progress(self) -> dict[tuple[str, int], int]:
        with self.kinerja.connect() as conn:
            return read_progress(conn)

    def _rows(self, query: str) -> list[Any]:
        with self.kinerja.connect() as conn:
            return list(conn.execute(text(query)))


def _entri(sumber: Sumber, periode: str, nilai: int) -> Entri:
    told = IndikatorDihitung(
        kode=sumber.indikator, opd_kode=sumber.opd, periode=periode, nilai=str(nilai), definisi_versi=1
    )
    subject = f"{sumber.indikator}:{sumber.opd}:{periode}"
    return Entri(type=told.DESCRIPTOR.full_name, subject=subject, time=AT, data=told.SerializeToString())


def _news(pesan: Pesan) -> tuple[str, str, int, str]:
    assert pesan.tipe == RealisasiDicatat.DESCRIPTOR.full_name
    isi = RealisasiDicatat.FromString(pesan.data)
    return isi.indikator_id, isi.periode, isi.versi, isi.sumber_peristiwa_id


def _grouped(rows: list[Any]) -> Recorded:
    found: Recorded = defaultdict(list)
    for goal, periode, versi, peristiwa_id in rows:
        found[goal, periode].append((versi, peristiwa_id))
    return found


def _set_goals(engine: Engine) -> None:
    """Give kinerja a unit and its goals, silently."""
    unit = Unit(id="kabupaten", induk_id=None, nama="Kabupaten", jenis=JenisUnit.PEMERINTAH_DAERAH, opd_kode="")
    with SqlUnitOfWork(engine, wake=lambda: None, traceparent=str) as uow:
        uow.unit.add_missing([unit])
        for id_, sumber in GOALS.items():
            goal = IndikatorKinerja(
                id=id_,
                unit_id=unit.id,
                opd_kode=sumber.opd,
                tahun=2026,
                nama=id_,
                satuan="persen",
                polaritas=Polaritas.NAIK,
                iku=True,
                target=dict.fromkeys(TRIWULAN, Decimal(80)),
                sumber=sumber,
            )
            uow.indikator.add(goal)
        uow.commit()


@pytest.fixture
def hubungan(postgres: Postgres, kafka: Kafka) -> Iterator[Hubungan]:
    """Give pelaporan and kinerja with databases of the test's own, and a topic between them."""
    engines = {}
    for service in ("pelaporan", "kinerja"):
        engines[service] = create_engine(postgres.create_database(prefix=service))
        upgrade(engines[service], service)
    _set_goals(engines["kinerja"])
    with Crew() as crew:
        yield Hubungan(engines["pelaporan"], engines["kinerja"], kafka, crew)
    for engine in engines.values():
        engine.dispose()
        postgres.drop_database(engine.url.render_as_string(hide_password=False))


@pytest.mark.parametrize(
    "step", [Failpoint.CONSUMER_BEFORE_COMMIT, Failpoint.CONSUMER_AFTER_COMMIT, Failpoint.CONSUMER_AFTER_OFFSET]
)
def test_a_kinerja_killed_at_a_step_takes_each_value_into_its_goals_once(
    hubungan: Hubungan, kills: int, step: Failpoint
) -> None:
    """After each kill another takes in what the killed one did not; each begins at the start of the topic."""
    hubungan.relay()
    for _ in range(kills):
        hubungan.tell()
        hubungan.consume(step)
        hubungan.crew.wait_for_death("consume")
        hubungan.consume()
        hubungan.wait_until_in_effect()
        hubungan.crew.kill("consume")
    hubungan.tell()
    hubungan.consume()  # reaches the newest of each partition only by reading all before it again
    hubungan.wait_until_in_effect()

    expected, values = hubungan.expected(), ROUNDS * (kills + 1)
    assert {len(told) for told in expected.values()} == {values}
    assert hubungan.recorded() == expected
    assert hubungan.announced() == expected
    assert hubungan.in_force() == dict.fromkeys(expected, values)
    assert hubungan.dead_letters() == 0
