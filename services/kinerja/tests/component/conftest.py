"""The service alone, over a real PostgreSQL that holds the model regency."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from chassis.cli import Rooms
from chassis.database import create_engine
from chassis.database.migration import upgrade
from chassis.domain import HeldClock
from chassis.grpc import channel
from chassis.identity import Identity, create_akun
from chassis.settings import read_settings
from kinerja.adapters.daerah_contoh import find_rantai, generate_daerah
from kinerja.application import Application
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.wewenang import PERAN
from kinerja.bootstrap import build_application, make_app
from kinerja.domain.pegawai import Pegawai
from tests.support.postgres import Postgres

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(scope="session")
def daerah() -> LoadOrganisasi:
    """Give the model regency; only to look at, loading it spends its events."""
    return generate_daerah()


@pytest.fixture
def someone(daerah: LoadOrganisasi) -> Pegawai:
    """Give a person without subordinates, of dinkes."""
    return find_rantai(daerah, "dinkes").pegawai


@pytest.fixture
def stranger(daerah: LoadOrganisasi) -> Pegawai:
    """Give a person without subordinates, of dlh."""
    return next(each for each in daerah.pegawai if each.opd_kode == "dlh" and not each.memimpin)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a caller that shows nothing of itself."""
    return app.test_client()


@pytest.fixture(scope="session")
def template(postgres: Postgres) -> str:
    """Give the name of a database with the model regency in it, to copy."""
    url = postgres.create_database(prefix="kinerja")
    engine = create_engine(url)
    upgrade(engine, "kinerja")
    application_over(engine).load_organisasi(generate_daerah())
    engine.dispose()
    return url.rpartition("/")[2].partition("?")[0]


@pytest.fixture
def engine(postgres: Postgres, template: str) -> Iterator[Engine]:
    """Give an engine on a fresh copy of that database."""
    url = postgres.create_database(prefix="kinerja", template=template)
    engine = create_engine(url)
    yield engine
    engine.dispose()
    postgres.drop_database(url)


@pytest.fixture(scope="module")
def shared_engine(postgres: Postgres, template: str) -> Iterator[Engine]:
    """Give an engine on a copy that the tests of a module share, because they only read."""
    url = postgres.create_database(prefix="kinerja", template=template)
    engine = create_engine(url)
    yield engine
    engine.dispose()
    postgres.drop_database(url)


@pytest.fixture
def application(engine: Engine) -> Application:
    """Give the use cases over that database."""
    return application_over(engine)


@pytest.fixture
def rooms(engine: Engine, tmp_path: Path) -> Rooms:
    """Give what the hooks of the service get."""
    settings = replace(read_settings("kinerja"), var=tmp_path)
    return Rooms(
        settings=settings,
        engine=engine,
        identity=Identity(settings, engine, PERAN),
        connect=lambda _: channel("127.0.0.1:1", key=None),
    )


@pytest.fixture
def app(rooms: Rooms) -> Flask:
    """Give the HTTP application."""
    return make_app(rooms)


Token = Callable[..., str]


@pytest.fixture
def token(rooms: Rooms) -> Token:
    """Give a function that returns the bearer token of a new account with these roles."""

    def issue(*peran: str, opd: str | None = None, pegawai_id: str | None = None) -> str:
        akun = ".".join([*peran, opd or "umum", uuid4().hex[:8]])
        with rooms.engine.begin() as connection:
            create_akun(connection, akun=akun, sandi_hash="-", peran=peran, opd_kode=opd, pegawai_id=pegawai_id)
        return rooms.identity.token.issue(akun)

    return issue


@pytest.fixture
def sesi(rooms: Rooms, app: Flask) -> Callable[..., FlaskClient]:
    """Give a function that returns a browser in which an account with these roles is signed in."""

    def sign_in(*peran: str, opd: str | None = None, pegawai_id: str | None = None) -> FlaskClient:
        akun = f"orang.{uuid4().hex[:8]}"
        with rooms.engine.begin() as connection:
            create_akun(connection, akun=akun, sandi_hash="-", peran=peran, opd_kode=opd, pegawai_id=pegawai_id)
        id_ = rooms.identity.sesi.begin(akun)
        client = app.test_client()
        client.set_cookie("simpul_kinerja", id_, domain="localhost")
        return client

    return sign_in


def application_over(engine: Engine) -> Application:
    return build_application(
        engine,
        clock=HeldClock(AT),
        wake=lambda: None,
        traceparent=lambda: "",
        connect=lambda: channel("127.0.0.1:1", key=None),
    )
