"""Accounts, sessions, tokens and keys: who is let in, and for how long."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from chassis.domain import HeldClock, NotFound, Pengguna, RateLimited, Unauthenticated
from chassis.identity import Identity, SandiHasher, change_peran, create_akun, deactivate_akun, service_key
from chassis.identity.tidy import sweep
from chassis.settings import Settings

PERAN = {"admin": frozenset({"semua.baca"}), "layanan": frozenset({"peristiwa.baca"})}
SANDI = "kuda-baterai-staples"
HASH = SandiHasher().hash(SANDI)


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(datetime(2026, 6, 22, 1, tzinfo=UTC))


@pytest.fixture
def identity(settings: Settings, engine: Engine, clock: HeldClock) -> Identity:
    with engine.begin() as conn:
        create_akun(conn, akun="admin", sandi_hash=HASH, peran=["admin"], opd_kode="setda")
    return Identity(settings, engine, PERAN, clock=clock)


def _sign_in(identity: Identity, sandi: str = SANDI, akun: str = "admin", alamat: str = "10.0.0.1") -> str:
    return identity.sign_in({"akun": akun, "sandi": sandi}, alamat=alamat)


def _found(pengguna: Pengguna | None) -> Pengguna:
    assert pengguna is not None
    return pengguna


def test_a_session_knows_the_account_its_roles_and_its_agency(identity: Identity) -> None:
    pengguna = _found(identity.by_sesi(_sign_in(identity)))

    assert (pengguna.akun, pengguna.peran, pengguna.opd_kode) == ("admin", frozenset({"admin"}), "setda")
    assert pengguna.may("semua.baca")
    assert not pengguna.may("semua.tulis")


def test_every_sign_in_gets_another_id_and_ends_the_one_before(identity: Identity) -> None:
    first = _sign_in(identity)
    second = identity.sign_in({"akun": "admin", "sandi": SANDI}, alamat="10.0.0.1", replaces=first)

    assert first != second
    assert identity.by_sesi(first) is None
    assert identity.by_sesi(second) is not None


def test_a_session_ends_after_half_an_hour_without_use(identity: Identity, clock: HeldClock) -> None:
    id_ = _sign_in(identity)
    clock.move(timedelta(minutes=29))
    assert identity.by_sesi(id_) is not None
    clock.move(timedelta(minutes=29))
    assert identity.by_sesi(id_) is not None

    clock.move(timedelta(minutes=30))

    assert identity.by_sesi(id_) is None


def test_a_session_ends_after_twelve_hours_whatever_its_use(identity: Identity, clock: HeldClock) -> None:
    id_ = _sign_in(identity)
    for _ in range(35):
        clock.move(timedelta(minutes=20))
        assert identity.by_sesi(id_) is not None

    clock.move(timedelta(minutes=20))

    assert identity.by_sesi(id_) is None


def test_a_change_of_roles_ends_sessions_and_tokens(identity: Identity, engine: Engine) -> None:
    id_, token = _sign_in(identity), identity.token.issue("admin")
    with engine.begin() as conn:
        change_peran(conn, "admin", ["petugas"], opd_kode="dpmptsp")

    assert identity.by_sesi(id_) is None
    assert identity.by_bearer(token) is None


def test_a_closed_account_is_let_in_by_nothing(identity: Identity, engine: Engine) -> None:
    token = identity.token.issue("admin")
    with engine.begin() as conn:
        deactivate_akun(conn, "admin")

    assert identity.by_bearer(token) is None
    with pytest.raises(Unauthenticated):
        _sign_in(identity)
    with pytest.raises(NotFound):
        identity.token.issue("admin")


def test_a_token_expires(identity: Identity, clock: HeldClock) -> None:
    token = identity.token.issue("admin", life=timedelta(hours=1))
    assert identity.by_bearer(token) is not None

    clock.move(timedelta(hours=1))

    assert identity.by_bearer(token) is None


def test_a_revoked_token_is_unknown(identity: Identity) -> None:
    token = identity.token.issue("admin")
    identity.token.revoke(token)

    assert identity.by_bearer(token) is None


def test_neither_token_nor_session_id_nor_password_stands_in_the_database(identity: Identity, engine: Engine) -> None:
    secrets = [_sign_in(identity), identity.token.issue("admin"), SANDI]
    with engine.connect() as conn:
        stored = str([conn.exec_driver_sql(f"SELECT * FROM {name}").all() for name in ("akun", "sesi", "token")])  # noqa: S608

    assert not [secret for secret in secrets if secret in stored]


def test_ten_wrong_passwords_close_the_account_for_a_quarter_of_an_hour(identity: Identity, clock: HeldClock) -> None:
    for number in range(10):
        with pytest.raises(Unauthenticated):
            _sign_in(identity, "salah", alamat=f"10.0.{number}.1")
    with pytest.raises(RateLimited):
        _sign_in(identity, alamat="10.0.99.1")

    clock.move(timedelta(minutes=15))

    assert _sign_in(identity)


def test_one_address_has_twenty_wrong_tries_a_minute_over_all_accounts(identity: Identity) -> None:
    for number in range(20):
        with pytest.raises(Unauthenticated):
            _sign_in(identity, "salah", akun=f"orang{number}")

    with pytest.raises(RateLimited):
        _sign_in(identity)


def test_right_passwords_do_not_use_the_limits_up(identity: Identity) -> None:
    assert len({_sign_in(identity) for _ in range(25)}) == 25


def test_a_known_and_an_unknown_account_take_the_same_time(identity: Identity, clock: HeldClock) -> None:
    spent: dict[str, list[float]] = {"admin": [], "siapa": []}
    for _ in range(8):
        for akun, times in spent.items():
            started = time.perf_counter()
            with pytest.raises(Unauthenticated):
                _sign_in(identity, "salah", akun=akun)
            times.append(time.perf_counter() - started)
        clock.move(timedelta(minutes=16))

    gap = abs(statistics.median(spent["admin"]) - statistics.median(spent["siapa"]))

    assert gap < 0.015


@pytest.mark.parametrize("akun", ["", "\x00", "admin\x00", "a" * 100_000, "' OR 1=1 --", "ADMIN'"])
def test_a_strange_name_is_an_unknown_account(identity: Identity, akun: str) -> None:
    with pytest.raises(Unauthenticated):
        _sign_in(identity, akun=akun)


def test_a_service_key_is_a_caller_with_the_role_of_a_service(identity: Identity, settings: Settings) -> None:
    key = service_key.ensure(settings.var, "kinerja", "perizinan")

    pengguna = _found(identity.by_service(key, None))

    assert pengguna.akun == "layanan.kinerja"
    assert pengguna.may("peristiwa.baca")
    assert not pengguna.may("semua.baca")


def test_a_key_for_another_service_is_refused(identity: Identity, settings: Settings) -> None:
    service_key.ensure(settings.var, "kinerja", "perizinan")
    for pair in (("kinerja", "pelaporan"), ("perizinan", "kinerja")):
        assert identity.by_service(service_key.ensure(settings.var, *pair), None) is None


def test_production_refuses_keys_of_the_data_folder(settings: Settings, engine: Engine, tmp_path: Path) -> None:
    key = service_key.ensure(settings.var, "kinerja", "perizinan")
    prod = replace(settings, env="prod")

    assert Identity(prod, engine, PERAN).by_service(key, None) is None
    assert Identity(prod, engine, PERAN, kunci=tmp_path / "kunci").by_service(key, None) is not None


def test_a_service_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = service_key.ensure(tmp_path, "kinerja", "perizinan")

    assert service_key.ensure(tmp_path, "kinerja", "perizinan") == first
    assert (tmp_path / "kunci" / "kinerja-perizinan").stat().st_mode & 0o077 == 0
    assert service_key.read(tmp_path, "pelaporan", "perizinan") is None


def test_what_has_run_out_is_swept_and_nothing_else(identity: Identity, engine: Engine, clock: HeldClock) -> None:
    old = _sign_in(identity)
    identity.token.issue("admin", life=timedelta(minutes=5))
    clock.move(timedelta(minutes=40))
    young, token = _sign_in(identity), identity.token.issue("admin")

    swept = sweep(engine, clock.now(), surat=timedelta(days=90))

    assert (swept["sesi"], swept["token"]) == (1, 1)
    assert identity.by_sesi(old) is None
    assert identity.by_sesi(young) is not None
    assert identity.by_bearer(token) is not None


def test_a_letter_that_was_sent_goes_after_its_days_and_one_that_waits_stays(engine: Engine, clock: HeldClock) -> None:
    add = """
        INSERT INTO surat_mati (sumber, partisi, posisi, event_id, tipe, subjek, waktu, data, asal, alasan, selesai_pada)
        VALUES ('/simpul/uji', 0, :nomor, '', '', '', now(), '', '{}', '', :selesai)
    """
    with engine.begin() as conn:
        for nomor, hari in ((1, 91), (2, 89), (3, None)):
            selesai = None if hari is None else clock.now() - timedelta(days=hari)
            conn.execute(text(add), {"nomor": nomor, "selesai": selesai})

    sweep(engine, clock.now(), surat=timedelta(days=90))

    with engine.connect() as conn:
        assert list(conn.execute(text("SELECT posisi FROM surat_mati ORDER BY 1")).scalars()) == [2, 3]
