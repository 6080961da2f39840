"""The service with facts and sheets in every state, served on this machine for a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from sqlalchemy import Engine

from chassis.cli import Rooms
from chassis.consumer import Item
from chassis.database import create_engine
from chassis.database.migration import upgrade
from chassis.domain import uuid7
from chassis.identity import Identity, create_akun
from chassis.pesan import Pesan
from chassis.settings import read_settings
from pelaporan.adapters.aturan import read_aturan
from pelaporan.adapters.buku import seed_buku
from pelaporan.adapters.fakta_handler import FaktaHandler
from pelaporan.application.wewenang import PERAN
from pelaporan.bootstrap import make_app
from pelaporan.domain.skm import UNSUR
from pelaporan.entrypoints.http.halaman.hitung.borang import make_baris_rb
from pelaporan.entrypoints.http.halaman.hitung.daftar import list_halaman
from simpul.perizinan.v1 import peristiwa_pb2 as izin
from tests.support.browser import serve_app
from tests.support.jendela import Jendela, Kunjungan
from tests.support.postgres import Postgres

AWAL = datetime(2026, 1, 5, 3, tzinfo=UTC)
SUB = [f"{komponen}.{sub}" for komponen in "1234" for sub in "abc"]


@pytest.fixture(scope="session")
def rooms(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rooms]:
    """Give the rooms of a service that has counted half a year of permits and surveys."""
    settings = replace(read_settings("pelaporan"), var=tmp_path_factory.mktemp("var"))
    url = postgres.create_database(prefix="layar")
    engine = create_engine(url)
    upgrade(engine, "pelaporan")
    with engine.begin() as conn:
        seed_buku(conn, AWAL)
        for akun in ("organisasi", "pimpinan", "admin"):
            create_akun(conn, akun=akun, sandi_hash="-", peran=[akun])
    _take_in(engine)
    yield Rooms(settings=settings, engine=engine, identity=Identity(settings, engine, PERAN), connect=_no_channel)
    engine.dispose()
    postgres.drop_database(url)


def _no_channel(service: str) -> Any:
    raise AssertionError(f"no page here asks {service}")


def _take_in(engine: Engine) -> None:
    items: list[Item] = []

    def add(isi: Any, waktu: datetime, subjek: str) -> None:
        kind = isi.DESCRIPTOR.full_name
        pesan = Pesan(
            "/simpul/perizinan", len(items) + 1, str(uuid7(waktu)), kind, subjek, waktu, isi.SerializeToString()
        )
        items.append(Item(pesan, isi))

    for nomor in range(60):
        at = AWAL + timedelta(days=nomor * 3)
        sama: dict[str, Any] = {
            "permohonan_id": str(uuid7(at)),
            "layanan_kode": ("sip-dokter", "izin-klinik")[nomor % 2],
            "layanan_versi": 1,
            "opd_kode": ("dpmptsp", "dlh")[nomor % 3 == 0],
        }
        add(izin.PermohonanDiajukan(**sama, kanal="daring", jenis_pemohon="perorangan"), at, sama["permohonan_id"])
        done = izin.IzinDiterbitkan(**sama, tepat_waktu=nomor % 5 > 0, hari_kerja=2 + nomor % 4)
        add(done, at + timedelta(days=3), sama["permohonan_id"])
        asked: dict[str, Any] = {name: sama[name] for name in ("permohonan_id", "layanan_kode", "opd_kode")}
        asked |= {unsur: 3 + (nomor + place) % 2 for place, unsur in enumerate(UNSUR)}
        survei = izin.SurveiDiisi(**asked)
        add(survei, at + timedelta(days=4), sama["permohonan_id"])
    with engine.begin() as conn:
        FaktaHandler().handle(conn, items)


@pytest.fixture(scope="session")
def app(rooms: Rooms) -> Flask:
    """Give the application, with sheets behind it: one empty, one half, one established and reported."""
    app = make_app(rooms)
    client = app.test_client()
    headers = {"Authorization": f"Bearer {rooms.identity.token.issue('organisasi')}"}
    for tahun, jawaban in (("2025", "CC"), ("2026", "BB")):
        for butir in SUB:
            _send(client, headers, "PUT", f"sakip/{tahun}/jawaban/{butir}?opd=dlh", {"jawaban": jawaban})
    _send(client, headers, "PUT", "sakip/2026/jawaban/klaster?opd=dlh", {"jawaban": "utama"})
    note = "Target kinerja belum dipakai untuk menyusun anggaran. " * 4
    _send(client, headers, "PUT", "sakip/2026/jawaban/rekomendasi.1?opd=dlh", {"jawaban": note})
    for act in ("establish", "laporan"):
        _send(client, headers, "POST", f"sakip/2026/{act}?opd=dlh", None)
    for butir in map(str, range(1, 20)):
        evidence = {"jawaban": 4, "alasan": "Dinilai di lokasi", "bukti": ["Berita acara 12 Mei 2026"]}
        _send(client, headers, "PUT", f"ipp/2026/jawaban/{butir}?opd=dlh", evidence)
    _send(client, headers, "POST", "ipp/2026/f03?opd=dlh", {"jawaban": [[4] * 14] * 3})
    return app


def _send(client: FlaskClient, headers: dict[str, str], method: str, path: str, body: Any) -> None:
    sheet, _, query = path.partition("?")
    kode, tahun = sheet.split("/")[:2]
    version = client.get(f"/v1/instrumen/{kode}/{tahun}?{query}", headers=headers).get_json()["version"]
    more = {} if body is None else {"json": body}
    answer = client.open(f"/v1/instrumen/{path}", method=method, headers=headers | {"If-Match": f'"{version}"'}, **more)
    assert answer.status_code in (200, 201), (path, answer.get_json())


@pytest.fixture(scope="session")
def jendela(app: Flask, rooms: Rooms, browser: Browser) -> Iterator[Jendela]:
    """Give the browser before the service."""
    with serve_app(app) as alamat:
        yield Jendela(browser=browser, alamat=alamat, cookie="simpul_pelaporan", begin=rooms.identity.sesi.begin)


@pytest.fixture(scope="session")
def kunjungan() -> list[Kunjungan]:
    """Give every page, by who opens it."""
    return [
        Kunjungan(
            akun="organisasi",
            alamat=[
                "/?periode=2026-06",
                "/?periode=2026-06&saring=di-bawah",
                "/indikator/ppt.tepat_waktu?periode=2026-06",
                "/indikator/skm.ikm?periode=2020-01",
                "/indikator/ppt.tepat_waktu/asal?periode=2026",
                "/definisi",
                "/definisi/ppt.tepat_waktu",
                "/definisi/coba",
                "/instrumen?tahun=2026",
                "/instrumen?tahun=2026&opd=dlh",
                "/instrumen?tahun=2020",
                "/instrumen/sakip/2026",
                "/instrumen/sakip/2026?opd=dlh",
                "/instrumen/sakip/2026?opd=dinkes",
                "/instrumen/ipp/2026?opd=dlh",
                "/instrumen/skm/2026?opd=dpmptsp",
                "/instrumen/sakip/2026/butir/1.a?opd=dinkes",
                "/instrumen/sakip/2026/butir/1.b?opd=dlh",
                "/instrumen/sakip/2026/butir/catatan.1?opd=dinkes",
                "/instrumen/ipp/2026/butir/6?opd=dlh",
                "/instrumen/skm/2026/butir/waktu?opd=dpmptsp",
                "/?periode=2019-01",
                "/hitung/sakip",
            ],
        ),
        Kunjungan(akun="pimpinan", alamat=["/instrumen/ipp/2026?opd=dlh", "/instrumen/ipp/2026/butir/6?opd=dlh"]),
        Kunjungan(akun="admin", alamat=["/peristiwa-gagal"]),
        Kunjungan(akun=None, alamat=["/masuk", "/docs", "/hitung", *_list_hitung()]),
        Kunjungan(akun="pimpinan", alamat=["/indikator/tiada.begini", "/instrumen/tiada/2026"], status=404),
        Kunjungan(akun="pimpinan", alamat=["/peristiwa-gagal"], status=403),
    ]


def _list_hitung() -> list[str]:
    """Return the calculators, each with the answer to its example; whose form is sent in the body without one."""
    return [
        f"/hitung/{kode}"
        + ("" if each.kirim else f"?{urlencode({i.nama: i.contoh for i in (*each.isian, *make_baris_rb(each.baris))})}")
        for kode, each in list_halaman(read_aturan()).items()
    ]
