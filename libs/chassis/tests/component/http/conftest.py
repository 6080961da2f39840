"""The small service of notes over a database of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from chassis.database import create_engine
from chassis.domain import HeldClock
from chassis.http import create_app
from chassis.identity import create_akun
from chassis.settings import Settings
from tests.support.catatan import HASH, PERAN, World, make_blueprint, make_pages
from tests.support.oidc import CLIENT_ID, CLIENT_SECRET, PETA, Provider, running_provider
from tests.support.postgres import Postgres


@pytest.fixture(scope="module")
def engine(postgres: Postgres, chassis_template: str) -> Iterator[Engine]:
    """Give an engine on a database that the tests of a module share, emptied for each."""
    url = postgres.create_database(template=chassis_template)
    made = create_engine(url, pool_size=25)
    with made.begin() as conn:
        conn.exec_driver_sql(
            "CREATE TABLE catatan (id uuid PRIMARY KEY, isi text, status text DEFAULT 'draf', version int DEFAULT 1)"
        )
    yield made
    made.dispose()
    postgres.drop_database(url)


@pytest.fixture
def make_world(engine: Engine, make_settings: Callable[..., Settings]) -> Callable[..., World]:
    with engine.begin() as conn:
        conn.exec_driver_sql("TRUNCATE catatan, akun, sesi, token, batas_laju, idempotensi")
        for akun in ("penulis", "pembaca"):
            create_akun(conn, akun=akun, sandi_hash=HASH, peran=[akun], opd_kode="dpmptsp")

    def make(*, clock: HeldClock | None = None, **changes: Any) -> World:
        app = create_app(
            make_settings(**changes),
            engine=engine,
            peran=PERAN,
            blueprints=[make_blueprint(engine)],
            pages=[make_pages()],
            sentences={"catatan.not_found": "Catatan tidak ada."},
            checks=[],
            clock=clock,
        )
        return World(app=app, engine=engine, identity=app.extensions["chassis"].identity)

    return make


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    return make_world()


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def told(provider: Provider, tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "klaim.yml").write_text(PETA)
    (tmp_path / "rahasia-klien").write_text(CLIENT_SECRET)
    return {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret_file": tmp_path / "rahasia-klien",
        "oidc_claims_file": tmp_path / "klaim.yml",
    }
