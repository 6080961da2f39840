"""What the benchmarks stand on: a real PostgreSQL, a real Kafka, and events as a year of permits makes them."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from sqlalchemy import Engine

from chassis.database import create_engine, migration
from chassis.database.embedded import EmbeddedPostgres
from chassis.outbox import Entri, Sequencer, append
from chassis.outbox._leader import connect
from simpul.perizinan.v1 import peristiwa_pb2 as pb
from tests.support.kafka import make_kafka

LAYANAN = ("sip-dokter", "reklame", "sip-perawat", "keterangan-penelitian", "izin-trayek")


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The servers of one run."""

    folder: Path
    postgres: EmbeddedPostgres
    kafka: str

    def database(self, service: str) -> Engine:
        """Return the engine of a new database with the tables of a service."""
        name = f"{service}_{uuid.uuid4().hex[:8]}"
        self.postgres.create_database(name)
        engine = create_engine(self.postgres.url(name))
        migration.upgrade(engine, service)
        return engine


@contextmanager
def stage() -> Iterator[Stage]:
    """Start the servers, and throw them away in the end."""
    with tempfile.TemporaryDirectory(prefix="simpul-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        postgres = EmbeddedPostgres(folder / "var")
        kafka = make_kafka(folder)
        postgres.start()
        kafka.start()
        try:
            yield Stage(folder=folder, postgres=postgres, kafka=kafka.address)
        finally:
            kafka.remove()
            postgres.stop()


def make_events(count: int) -> list[Entri]:
    """Return ``count`` events of files that are handed in, recommended on and issued, spread over a year."""
    return list(islice(stream_events(), count))


def fill_log(engine: Engine, events: Sequence[Entri]) -> None:
    """Write the events to the outbox and give them their positions."""
    for start in range(0, len(events), 5000):
        with engine.begin() as conn:
            append(conn, events[start : start + 5000])
    with connect(engine) as connection:
        Sequencer(engine).drain(connection)


def stream_events() -> Iterator[Entri]:
    """Yield events without end."""
    at, number = datetime(2026, 1, 5, 2, 0, tzinfo=UTC), 0
    while True:
        number += 1
        yield from _file(number, at + timedelta(minutes=4 * number % 500_000))


def _file(number: int, at: datetime) -> Iterator[Entri]:
    id_, layanan = str(uuid.uuid4()), LAYANAN[number % len(LAYANAN)]
    common: dict[str, Any] = {"permohonan_id": id_, "layanan_kode": layanan, "layanan_versi": 1, "opd_kode": "dpmptsp"}
    handed_in = pb.PermohonanDiajukan(
        **common, nomor_registrasi=f"PRZ-2026-{number:06}", kanal="daring" if number % 8 else "loket",
        jenis_pemohon="perorangan",
    )  # fmt: skip
    yield _entri(id_, at, handed_in)
    complete = pb.PermohonanLengkap(**common, sla_hari=5)
    complete.mulai.FromDatetime(at)
    complete.jatuh_tempo.FromDatetime(at + timedelta(days=7))
    yield _entri(id_, at + timedelta(hours=3), complete)
    for opd in ("dinkes", "dlh"):
        task: dict[str, Any] = {**common, "rekomendasi_id": str(uuid.uuid4()), "opd_mitra": opd, "wajib": True}
        yield _entri(id_, at + timedelta(hours=3), pb.RekomendasiDiminta(**task))
        in_time = number % 9 > 0
        given = pb.RekomendasiDiberikan(**task, hasil="setuju", hari_kerja=2, tepat_waktu=in_time)
        yield _entri(id_, at + timedelta(days=2), given)
    issued = pb.IzinDiterbitkan(
        **common, izin_id=str(uuid.uuid4()), nomor_izin=f"503/{number:04}/SIP/DPMPTSP/I/2026",
        hari_kerja=number % 9 + 1, tepat_waktu=number % 9 < 5,
    )  # fmt: skip
    yield _entri(id_, at + timedelta(days=5), issued)


def _entri(subject: str, at: datetime, message: Message) -> Entri:
    return Entri(subject=subject, time=at, type=message.DESCRIPTOR.full_name, data=message.SerializeToString())
