"""The service with the model regency and its goals, served on this machine for a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from chassis.cli import Rooms
from chassis.database import create_engine
from chassis.database.migration import upgrade
from chassis.domain import SystemClock
from chassis.grpc import channel
from chassis.identity import Identity, create_akun
from chassis.settings import read_settings
from kinerja.adapters.daerah_contoh import find_rantai, generate_daerah
from kinerja.adapters.tujuan.contoh import generate_tujuan
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.tujuan.load import LoadTujuan
from kinerja.application.wewenang import PERAN
from kinerja.bootstrap import build_application, make_app
from tests.support.browser import serve_app
from tests.support.jendela import Jendela
from tests.support.postgres import Postgres


@pytest.fixture(scope="session")
def daerah() -> LoadOrganisasi:
    """Give the model regency."""
    return generate_daerah()


@pytest.fixture(scope="session")
def contoh(daerah: LoadOrganisasi) -> LoadTujuan:
    """Give its goals."""
    return generate_tujuan(daerah, 2026)


@pytest.fixture(scope="session")
def rooms(
    postgres: Postgres, tmp_path_factory: pytest.TempPathFactory, daerah: LoadOrganisasi, contoh: LoadTujuan
) -> Iterator[Rooms]:
    """Give the rooms of a service that holds both."""
    settings = replace(read_settings("kinerja"), var=tmp_path_factory.mktemp("var"))
    url = postgres.create_database(prefix="layar")
    engine = create_engine(url)
    upgrade(engine, "kinerja")

    def no_trace() -> str:
        return ""

    application = build_application(
        engine,
        clock=SystemClock(),
        wake=lambda: None,
        traceparent=no_trace,
        connect=lambda: channel("127.0.0.1:1", key=None),
    )
    application.load_organisasi(generate_daerah())
    application.tujuan.load_tujuan(generate_tujuan(daerah, 2026))
    rooms = Rooms(
        settings=settings,
        engine=engine,
        identity=Identity(settings, engine, PERAN),
        connect=lambda _: channel("127.0.0.1:1", key=None),
    )
    rantai = find_rantai(daerah, "dinkes")
    with engine.begin() as conn:
        create_akun(conn, akun="bkpsdm", sandi_hash="-", peran=["bkpsdm"], opd_kode="bkpsdm")
        for akun, pegawai in (("penilai", rantai.penilai), ("atasan_penilai", rantai.atasan_penilai)):
            create_akun(conn, akun=akun, sandi_hash="-", peran=[akun], opd_kode="dinkes", pegawai_id=pegawai.id)
    yield rooms
    engine.dispose()
    postgres.drop_database(url)


@pytest.fixture(scope="session")
def app(rooms: Rooms, contoh: LoadTujuan) -> Flask:
    """Give the application, with realisasi, a dispute, a plan and three versions of an agreement behind it."""
    app = make_app(rooms)
    client = app.test_client()
    perjanjian_id, unit_id, _ = contoh.perjanjian[1]
    indikator = next(each.id for each in contoh.indikator if each.unit_id == unit_id)
    path = f"/v1/indikator/{indikator}"
    for periode, nilai in (("2026-T1", "78"), ("2026-T1", "79.5"), ("2026-T2", "84"), ("2026-T3", "70")):
        _send(client, rooms, "bkpsdm", "POST", f"{path}/realisasi", {"periode": periode, "nilai": nilai, "bukti": "BA"})
    _send(client, rooms, "penilai", "POST", f"{path}/realisasi/2026-T3/sanggah", {"alasan": "Posyandu belum masuk"})
    _write_plan(client, rooms, path)
    agreement = f"/v1/perjanjian/{perjanjian_id}"
    for versi in range(3):
        for akun in ("penilai", "atasan_penilai"):
            _act(client, rooms, akun, agreement, "sign", {})
        if versi < 2:
            _measure(client, rooms, unit_id, f"Jumlah kader posyandu terlatih, tahap {versi + 1}")
            why = {"alasan_kode": "strategi_anggaran", "alasan": "APBD perubahan menambah kegiatan"}
            _act(client, rooms, "bkpsdm", agreement, "change", why)
    return app


def _write_plan(client: FlaskClient, rooms: Rooms, path: str) -> None:
    steps = [
        {
            "triwulan": f"T{nomor}",
            "uraian": "Penimbangan serentak di seluruh posyandu bersama kader dan bidan desa",
            "output": "Data timbang bulan itu",
            "program": "Peningkatan gizi masyarakat",
            "anggaran": "12500000",
            "penanggung_jawab": "Kepala Seksi",
        }
        for nomor in (1, 2, 2, 4)
    ]
    body = {"akumulasi": "posisi_akhir", "langkah": steps}
    _send(client, rooms, "bkpsdm", "PUT", f"{path}/rencana-aksi", body, version=0)
    note = {"periode": "2026-T3", "kendala": "Musim panen, balita dibawa ke sawah", "tindak_lanjut": "Jadwal sore"}
    _send(client, rooms, "bkpsdm", "POST", f"{path}/rencana-aksi/monitor", note, version=1)


def _measure(client: FlaskClient, rooms: Rooms, unit_id: str, nama: str) -> None:
    body = {
        "unit_id": unit_id, "tahun": 2026, "nama": nama, "satuan": "orang", "polaritas": "naik", "iku": False,
        "target": {"T1": "10", "T2": "20", "T3": "30", "T4": "40"},
    }  # fmt: skip
    _send(client, rooms, "bkpsdm", "POST", "/v1/indikator", body)


def _act(client: FlaskClient, rooms: Rooms, akun: str, path: str, act: str, body: dict[str, str]) -> None:
    headers = {"Authorization": f"Bearer {rooms.identity.token.issue(akun)}"}
    version = client.get(path, headers=headers).get_json()["version"]
    _send(client, rooms, akun, "POST", f"{path}/{act}", body, version=version)


def _send(
    client: FlaskClient, rooms: Rooms, akun: str, method: str, path: str, body: object, *, version: int | None = None
) -> None:
    headers = {"Authorization": f"Bearer {rooms.identity.token.issue(akun)}", "Idempotency-Key": str(uuid4())}
    headers |= {} if version is None else {"If-Match": f'"{version}"'}
    answer = client.open(path, method=method, json=body, headers=headers)
    assert answer.status_code in (200, 201), (path, answer.get_json())


@pytest.fixture(scope="session")
def jendela(app: Flask, rooms: Rooms, browser: Browser) -> Iterator[Jendela]:
    """Give the browser before the service."""
    with serve_app(app) as alamat:
        yield Jendela(browser=browser, alamat=alamat, cookie="simpul_kinerja", begin=rooms.identity.sesi.begin)
