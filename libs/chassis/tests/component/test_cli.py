"""The command line: what an operator sees."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from chassis.cli import Rooms, Service, create_cli
from chassis.http import create_app
from chassis.identity import AkunDemo, Identity, create_accounts
from chassis.roles import Wiring
from chassis.settings import Settings

PERAN = {"admin": frozenset({"semua.baca"})}


def _seed(rooms: Rooms) -> None:
    create_accounts(rooms.engine, rooms.settings, [AkunDemo(akun="admin", peran=("admin",))])


SERVICE = Service(
    name="perizinan",
    peran=PERAN,
    make_app=lambda rooms: create_app(rooms.settings, engine=rooms.engine, peran=PERAN),
    make_wiring=lambda rooms: Wiring(settings=rooms.settings, engine=rooms.engine, connect=rooms.connect),
    seed=_seed,
)


@pytest.fixture
def run(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("SIMPUL_VAR", str(tmp_path))
    monkeypatch.setenv("SIMPUL_PERIZINAN_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setattr("chassis.cli.configure_logs", lambda *_: None)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(create_cli(SERVICE), list(arguments))

    return run


def test_every_command_of_the_contract_is_there() -> None:
    wanted = {"serve", "http", "grpc", "relay", "consume", "migrate", "seed", "token", "config-check", "verify-audit"}

    assert wanted | {"rebuild", "surat-mati"} <= set(create_cli(SERVICE).commands)


def test_a_command_loads_no_library_that_only_some_processes_need() -> None:
    heavy = ("alembic", "kafka", "opentelemetry.exporter", "opentelemetry.sdk")
    program = f"import sys, chassis.cli; print(*(name for name in {heavy} if name in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert loaded.split() == []


def test_the_token_it_prints_lets_its_account_in(
    run: Callable[..., Result], engine: Engine, settings: Settings
) -> None:
    run("seed")

    printed = run("token", "--akun", "admin")

    assert printed.exit_code == 0
    pengguna = Identity(settings, engine, PERAN).by_bearer(printed.output.strip())
    assert pengguna is not None
    assert pengguna.akun == "admin"


def test_a_token_for_nobody_is_refused_in_one_sentence(run: Callable[..., Result]) -> None:
    printed = run("token", "--akun", "siapa")

    assert printed.exit_code == 1
    assert printed.output == "Error: akun.not_found: Akun tidak ditemukan.\n"


def test_a_misspelt_setting_is_named_and_those_of_the_other_services_are_not(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMPUL_KAFKA_BOOTSTRAPS", "kafka:9092")
    monkeypatch.setenv("SIMPUL_PELAPORAN_DATABASE_URL", "postgresql:///pelaporan")

    printed = run("config-check")

    assert printed.exit_code == 0
    assert [line.split()[0] for line in printed.stderr.splitlines()] == ["SIMPUL_KAFKA_BOOTSTRAPS"]


def test_every_fault_of_the_settings_is_named(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_ENV", "prod")
    monkeypatch.setenv("SIMPUL_BUS", "kafka")

    printed = run("config-check")

    assert printed.exit_code == 1
    assert "SIMPUL_KAFKA_BOOTSTRAP" in printed.output
    assert "SIMPUL_TRUSTED_HOSTS" in printed.output


def test_an_empty_log_is_in_order(run: Callable[..., Result]) -> None:
    printed = run("verify-audit")

    assert printed.exit_code == 0
    assert printed.output.startswith("0 rows, 0 events, in order")


def test_a_log_that_was_changed_is_told(run: Callable[..., Result], engine: Engine) -> None:
    with engine.begin() as conn:
        conn.exec_driver_sql("UPDATE log_head SET urut = 1")

    printed = run("verify-audit")

    assert printed.exit_code == 1
    assert "not as it was written" in printed.output


def test_an_exported_log_is_checked_without_a_database(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = run("verify-audit", "--ekspor", str(tmp_path / "log.jsonl"))
    again = run("verify-audit", "--ekspor", str(tmp_path / "log.jsonl"))
    monkeypatch.setenv("SIMPUL_PERIZINAN_DATABASE_URL", "postgresql://tidak.ada/perizinan")
    printed = run("verify-audit", "--berkas", str(tmp_path / "log.jsonl"))

    assert printed.exit_code == 0
    assert printed.output == written.output
    assert "File exists" in again.output


def test_no_dead_letters_is_an_empty_list(run: Callable[..., Result]) -> None:
    assert run("surat-mati", "list").exit_code == 0
    assert "surat_mati.not_found" in run("surat-mati", "resend", "7").output


def test_a_service_without_a_projection_says_so(run: Callable[..., Result]) -> None:
    assert run("rebuild", "--check").exit_code == 1


def test_a_database_that_is_away_is_told_in_one_sentence(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SIMPUL_PERIZINAN_DATABASE_URL", f"postgresql://simpul@/perizinan?host={tmp_path}")

    answers = [run(*words) for words in (["migrate"], ["verify-audit"], ["surat-mati", "list"])]

    assert [answer.exit_code for answer in answers] == [1, 1, 1]
    assert all(answer.output.startswith("Error: the database does not answer: ") for answer in answers)


def test_letters_to_send_again_must_be_named(run: Callable[..., Result]) -> None:
    answer = run("surat-mati", "resend")

    assert answer.exit_code == 2
    assert "--semua" in answer.output
