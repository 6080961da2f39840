"""Demonstration accounts: made once, listed for the operator, by three services into one file."""

from __future__ import annotations

import csv
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine

from chassis.identity import AkunDemo, Identity, create_accounts
from chassis.settings import Settings

ACCOUNTS = [
    AkunDemo(akun="admin", peran=("admin",)),
    AkunDemo(akun="petugas.loket", peran=("petugas", "pembaca"), opd_kode="dpmptsp"),
]


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "akun-demo.csv").open() as file:
        return list(csv.DictReader(file))


def test_each_listed_account_may_sign_in(settings: Settings, engine: Engine) -> None:
    assert create_accounts(engine, settings, ACCOUNTS) == 2
    identity = Identity(settings, engine, {})

    for row in _rows(settings.var):
        pengguna = identity.by_sesi(identity.sign_in({"akun": row["akun"], "sandi": row["sandi"]}, alamat="::1"))
        assert pengguna is not None
        assert pengguna.peran == set(row["peran"].split())
        assert (pengguna.opd_kode or "") == row["opd_kode"]


def test_the_file_has_its_columns_and_is_the_owners_alone(settings: Settings, engine: Engine) -> None:
    create_accounts(engine, settings, ACCOUNTS)

    assert list(_rows(settings.var)[0]) == ["layanan", "akun", "peran", "opd_kode", "sandi"]
    assert (settings.var / "akun-demo.csv").stat().st_mode & 0o077 == 0


def test_a_second_run_changes_nothing(settings: Settings, engine: Engine) -> None:
    create_accounts(engine, settings, ACCOUNTS)
    before = _rows(settings.var)

    assert create_accounts(engine, settings, ACCOUNTS) == 0
    assert _rows(settings.var) == before


def test_a_lost_file_gets_new_passwords_that_work(settings: Settings, engine: Engine) -> None:
    create_accounts(engine, settings, ACCOUNTS)
    (settings.var / "akun-demo.csv").unlink()

    create_accounts(engine, settings, ACCOUNTS)

    row = _rows(settings.var)[0]
    assert Identity(settings, engine, {}).sign_in({"akun": row["akun"], "sandi": row["sandi"]}, alamat="::1")


def test_three_services_write_one_file_at_once(settings: Settings, engine: Engine) -> None:
    own = [replace(settings, service=name) for name in ("perizinan", "kinerja", "pelaporan")]
    accounts = [[AkunDemo(akun=f"orang.{each.service}.{n}", peran=("admin",)) for n in range(4)] for each in own]

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda pair: create_accounts(engine, *pair), zip(own, accounts, strict=True)))

    assert len(_rows(settings.var)) == 12
