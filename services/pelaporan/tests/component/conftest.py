"""A migrated and seeded database, and a stream of permit events to feed it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from chassis.cli import Rooms
from chassis.consumer import Item
from chassis.database import create_engine
from chassis.database.migration import upgrade
from chassis.domain import Pengguna, uuid7
from chassis.identity import Identity, create_akun
from chassis.pesan import Pesan
from chassis.settings import read_settings
from pelaporan.adapters.buku import seed_buku
from pelaporan.adapters.fakta_handler import FaktaHandler
from pelaporan.application.wewenang import PERAN
from pelaporan.bootstrap import make_app
from simpul.perizinan.v1 import peristiwa_pb2 as izin
from tests.support.postgres import Postgres, name_of

AWAL = datetime(2026, 1, 5, 3, tzinfo=UTC)


DECIDED: tuple[type[Any], ...] = (izin.IzinDiterbitkan, izin.PermohonanDitolak)


class Arus:
    """A stream of events of one producer, in the order of its log; ``direkam`` sets when each was recorded."""

    def __init__(self, sumber: str = "/simpul/perizinan") -> None:
        """Begin the log of ``sumber``."""
        self.sumber = sumber
        self.items: list[Item] = []
        self.direkam: datetime | None = None

    def add(self, isi: Any, waktu: datetime, subjek: str | None = None) -> Item:
        """Append an event."""
        tipe = isi.DESCRIPTOR.full_name
        id_ = str(uuid7(self.direkam or waktu))
        posisi = len(self.items) + 1
        pesan = Pesan(self.sumber, posisi, id_, tipe, subjek or isi.permohonan_id, waktu, isi.SerializeToString())
        self.items.append(Item(pesan, isi))
        return self.items[-1]

    def permohonan(
        self,
        at: datetime,
        *,
        layanan: str = "sip-dokter",
        opd: str = "dpmptsp",
        kanal: str = "daring",
        akhir: type[Any] | None = izin.IzinDiterbitkan,
        sesudah: timedelta = timedelta(days=3),
        tepat_waktu: bool = True,
        hari_kerja: int | None = 3,
    ) -> str:
        """Hand in a permohonan and end it (or not)."""
        id_ = str(uuid7())
        sama: dict[str, Any] = {"permohonan_id": id_, "layanan_kode": layanan, "layanan_versi": 1, "opd_kode": opd}
        self.add(izin.PermohonanDiajukan(**sama, kanal=kanal, jenis_pemohon="perorangan"), at)
        if akhir is not None:
            decided = {"tepat_waktu": tepat_waktu, "hari_kerja": hari_kerja}
            self.add(akhir(**sama, **(decided if akhir in DECIDED else {})), at + sesudah)
        return id_

    def rekomendasi(self, at: datetime, *, mitra: str = "dinkes", tepat_waktu: bool | None = True) -> None:
        """Let a partner give its recommendation."""
        sama: dict[str, Any] = {
            "permohonan_id": str(uuid7()),
            "layanan_kode": "izin-klinik",
            "layanan_versi": 1,
            "opd_kode": "dpmptsp",
        }
        self.add(
            izin.RekomendasiDiberikan(**sama, rekomendasi_id=str(uuid7()), opd_mitra=mitra, tepat_waktu=tepat_waktu), at
        )

    def survei(self, at: datetime, jawaban: Sequence[int]) -> None:
        """Fill in a survey."""
        unsur = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")
        isi = izin.SurveiDiisi(permohonan_id=str(uuid7()), layanan_kode="sip-dokter", opd_kode="dpmptsp")
        for nama, nilai in zip(unsur, jawaban, strict=True):
            setattr(isi, nama, nilai)
        self.add(isi, at)


class Evaluator:
    """Somebody with a role before the sheets of instruments, over REST."""

    def __init__(self, client: FlaskClient, headers: dict[str, str]) -> None:
        """Show these headers."""
        self._client = client
        self.headers = headers

    def look(self, sheet: str) -> Any:
        """Open a sheet, or what stands under it."""
        return self._client.get(f"/v1/instrumen/{sheet}", headers=self.headers)

    def answer(self, sheet: str, butir: str, jawaban: object, version: int | None = None, **more: object) -> Any:
        """Answer a butir, by default at the newest version."""
        path, _, query = sheet.partition("?")
        if version is None:
            version = self.look(sheet).get_json()["version"]
        return self._client.put(
            f"/v1/instrumen/{path}/jawaban/{butir}?{query}",
            headers=self.headers | {"If-Match": f'"{version}"'},
            json={"jawaban": jawaban, **more},
        )

    def act(self, sheet: str, act: str, body: object = None, version: int | None = None) -> Any:
        """Establish, reopen, take suggestions, issue …"""
        path, _, query = sheet.partition("?")
        if version is None:
            version = self.look(sheet).get_json()["version"]
        headers = self.headers | {"If-Match": f'"{version}"'}
        more: dict[str, Any] = {} if body is None else {"json": body}
        return self._client.post(f"/v1/instrumen/{path}/{act}?{query}", headers=headers, **more)

    def answer_all(self, sheet: str, jawaban: dict[str, Any], **more: object) -> None:
        """Give first answers."""
        for butir, satu in jawaban.items():
            answer = self.answer(sheet, butir, satu, 0, **more)
            assert answer.status_code == 200, (butir, answer.get_json())

    def butir(self, sheet: str, kode: str) -> Any:
        """Return a butir of a sheet."""
        groups = self.look(sheet).get_json()["komponen"]
        return next(satu for komponen in groups for satu in komponen["butir"] if satu["kode"] == kode)

    def saran(self, sheet: str) -> dict[str, Any]:
        """Return the suggested answers of a sheet."""
        groups = self.look(sheet).get_json()["komponen"]
        found = [satu for komponen in groups for satu in komponen["butir"] if satu["saran"]]
        return {satu["kode"]: satu["saran"]["jawaban"] for satu in found}


def ramai(benih: int = 7, banyak: int = 120) -> Arus:
    """Return a lively stream: every kind of end, several agencies, three months, late recordings."""
    acak = random.Random(benih)  # noqa: S311 - a repeatable test
    arus = Arus()
    akhir = [
        izin.IzinDiterbitkan,
        izin.PermohonanDitolak,
        izin.PermohonanDitarik,
        izin.PermohonanDianggapDikabulkan,
        None,
    ]
    for nomor in range(banyak):
        at = AWAL + timedelta(hours=acak.randrange(24 * 80))
        arus.direkam = AWAL + timedelta(hours=nomor * 20)
        arus.permohonan(
            at,
            layanan=acak.choice(["sip-dokter", "izin-klinik", "pbg"]),
            opd=acak.choice(["dpmptsp", "dlh"]),
            kanal=acak.choice(["daring", "loket"]),
            akhir=acak.choice(akhir),
            sesudah=timedelta(days=acak.randrange(-2, 20)),
            tepat_waktu=acak.random() < 0.8,
            hari_kerja=acak.choice([None, 1, 2, 3, 5, 8]),
        )
        arus.rekomendasi(at, mitra=acak.choice(["dinkes", "dlh"]), tepat_waktu=acak.choice([True, False, None]))
        arus.survei(at, [acak.randrange(0, 5) for _ in range(9)] if acak.random() < 0.3 else [acak.randrange(1, 5)] * 9)
    return arus


@pytest.fixture(scope="session")
def pelaporan_template(postgres: Postgres) -> Iterator[str]:
    """Name a database with the definitions of this build and no event."""
    url = postgres.create_database(prefix="pola")
    engine = create_engine(url)
    upgrade(engine, "pelaporan")
    with engine.begin() as conn:
        seed_buku(conn, AWAL)
    engine.dispose()
    yield name_of(url)
    postgres.drop_database(url)


@pytest.fixture
def engine(postgres: Postgres, pelaporan_template: str) -> Iterator[Engine]:
    """Give an engine on a database of the test's own."""
    url = postgres.create_database(template=pelaporan_template)
    made = create_engine(url)
    yield made
    made.dispose()
    postgres.drop_database(url)


@pytest.fixture
def rooms(engine: Engine, tmp_path: Path) -> Rooms:
    """Give what the hooks of the service get."""
    settings = replace(read_settings("pelaporan"), var=tmp_path)
    return Rooms(settings=settings, engine=engine, identity=Identity(settings, engine, PERAN), connect=_no_channel)


def _no_channel(service: str) -> Any:
    raise AssertionError(f"no test here asks {service}")


@pytest.fixture
def bearer(rooms: Rooms) -> Callable[[str], dict[str, str]]:
    """Give a function from a role to the headers of an account that has it."""

    def make(peran: str) -> dict[str, str]:
        with rooms.engine.begin() as conn:
            create_akun(conn, akun=peran, sandi_hash="-", peran=[peran])
        return {"Authorization": f"Bearer {rooms.identity.token.issue(peran)}"}

    return make


@pytest.fixture
def client(rooms: Rooms) -> FlaskClient:
    """Give a client of the HTTP application."""
    return make_app(rooms).test_client()


@pytest.fixture(scope="module")
def anyone(
    postgres: Postgres, pelaporan_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FlaskClient]:
    """Give a client of someone without an account, over a database that the module shares."""
    settings = replace(read_settings("pelaporan"), var=tmp_path_factory.mktemp("var"))
    url = postgres.create_database(template=pelaporan_template)
    made = create_engine(url)
    identity = Identity(settings, made, PERAN)
    yield make_app(Rooms(settings=settings, engine=made, identity=identity, connect=_no_channel)).test_client()
    made.dispose()
    postgres.drop_database(url)


@pytest.fixture
def arus_kinerja() -> Arus:
    """Give an empty log of kinerja."""
    return Arus("/simpul/kinerja")


@pytest.fixture(scope="module")
def ask(anyone: FlaskClient) -> Callable[..., dict[str, Any]]:
    """Give a function that asks a calculator and expects an answer."""

    def ask(kode: str, isi: Mapping[str, Any]) -> dict[str, Any]:
        answer = anyone.post(f"/v1/hitung/{kode}", json=isi)
        assert answer.status_code == 200, answer.get_json()
        made: dict[str, Any] = answer.get_json()
        return made

    return ask


@pytest.fixture
def handler() -> FaktaHandler:
    """Give the handler of the consumer."""
    return FaktaHandler()


@pytest.fixture
def organisasi() -> Pengguna:
    """Give one who may read and publish."""
    scopes = frozenset({"indikator.baca", "indikator.tetapkan"})
    return Pengguna(akun="organisasi", pengguna_id="p-1", scopes=scopes)


@pytest.fixture
def arus() -> Arus:
    """Give an empty stream."""
    return Arus()


@pytest.fixture
def arus_ramai() -> Arus:
    """Give a lively stream."""
    return ramai()


@pytest.fixture
def take_in(engine: Engine, handler: FaktaHandler) -> Any:
    """Give a function that takes events in, in batches."""

    def take_in(items: Sequence[Item], batch: int = 50) -> None:
        for start in range(0, len(items), batch):
            with engine.begin() as conn:
                handler.handle(conn, items[start : start + batch])

    return take_in


@pytest.fixture
def inspektorat(client: FlaskClient, bearer: Callable[[str], dict[str, str]]) -> Evaluator:
    """Give an evaluator of the Inspektorat."""
    return Evaluator(client, bearer("inspektorat"))


@pytest.fixture
def organisasi_api(client: FlaskClient, bearer: Callable[[str], dict[str, str]]) -> Evaluator:
    """Give an evaluator of Bagian Organisasi."""
    return Evaluator(client, bearer("organisasi"))


@pytest.fixture
def evaluator(client: FlaskClient, bearer: Callable[[str], dict[str, str]]) -> Callable[[str], Evaluator]:
    """Give a function from a role to one who has it, before the sheets."""
    return lambda peran: Evaluator(client, bearer(peran))
