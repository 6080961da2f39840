"""A backup of one service and the way back: what is refused, and that nothing is touched then."""

from __future__ import annotations

import json
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, make_url, text

from chassis.cadangan import back_up, read_manifest
from chassis.cadangan._program import _start
from chassis.cadangan.commands import commands_of
from chassis.database import create_engine, migration
from tests.support.postgres import Postgres
from tests.support.uji.peristiwa import make_entri, write_log

Run = Callable[..., Result]


@pytest.fixture
def make_database(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Engine]]:
    """Make databases; the newest one is perizinan's."""
    made: list[Engine] = []

    def make() -> Engine:
        url = postgres.create_database()
        monkeypatch.setenv("SIMPUL_PERIZINAN_DATABASE_URL", url)
        made.append(create_engine(url))
        return made[-1]

    yield make
    for engine in made:
        engine.dispose()
        postgres.drop_database(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def perizinan(make_database: Callable[[], Engine]) -> Engine:
    """Give a database of perizinan with five events in its log."""
    engine = make_database()
    migration.upgrade(engine, "perizinan")
    write_log(engine, [make_entri(f"berkas-{n}", str(n), jejak={"n": n}) for n in range(5)])
    engine.dispose()
    return engine


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("SIMPUL_VAR", str(tmp_path / "var"))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(click.Group(commands=list(commands_of("perizinan"))), arguments)

    return run


@pytest.fixture
def berkas(perizinan: Engine, tmp_path: Path) -> Path:
    """Give a backup of that database."""
    path = tmp_path / "perizinan.tar"
    back_up({"perizinan": (perizinan, path)})
    perizinan.dispose()
    return path


def add_events(engine: Engine, count: int) -> None:
    """Let the log grow."""
    write_log(engine, [make_entri("berkas-9", str(n)) for n in range(count)])
    engine.dispose()


def log_length(engine: Engine) -> int:
    """Return the newest position."""
    with engine.connect() as conn:
        length = int(conn.execute(text("SELECT posisi FROM log_head")).scalar_one())
    engine.dispose()
    return length


def test_a_backup_says_what_it_is_and_only_its_owner_may_read_it(run: Run, perizinan: Engine, tmp_path: Path) -> None:
    printed = run("backup")

    (path,) = (tmp_path / "var" / "cadangan").iterdir()
    manifest = read_manifest(path)
    assert printed.output.startswith(str(path))
    assert (manifest.layanan, manifest.log.urut, manifest.log.posisi) == ("perizinan", 5, 5)
    assert path.stat().st_mode & 0o777 == 0o600


def test_any_tar_can_open_it(berkas: Path, tmp_path: Path) -> None:
    with tarfile.open(berkas) as tar:
        tar.extractall(tmp_path / "isi", filter="data")
    told = json.loads((tmp_path / "isi" / "cadangan.json").read_text())
    counted = subprocess.run(
        ["sha256sum", tmp_path / "isi" / "data.dump"], capture_output=True, text=True, check=True
    ).stdout

    assert told["sha256"] == counted.split()[0]
    assert told["migrasi"] == sorted(told["migrasi"])


def test_an_empty_database_is_filled_and_its_log_verified(
    run: Run, berkas: Path, make_database: Callable[[], Engine]
) -> None:
    fresh = make_database()

    printed = run("restore", str(berkas), "--sendiri")

    assert printed.exit_code == 0, printed.output
    assert "5 rows, 5 events, in order" in printed.output
    assert log_length(fresh) == 5


def test_a_database_that_holds_something_is_left_alone(run: Run, berkas: Path, perizinan: Engine) -> None:
    printed = run("restore", str(berkas))

    assert printed.exit_code == 1
    assert "is not empty; --ganti" in printed.output


def test_what_is_replaced_is_gone(run: Run, berkas: Path, perizinan: Engine) -> None:
    add_events(perizinan, 3)

    printed = run("restore", str(berkas), "--ganti", "--sendiri")

    assert printed.exit_code == 0, printed.output
    assert log_length(perizinan) == 5


@pytest.mark.parametrize("more", [0, 1])
def test_alone_a_log_may_not_become_shorter_than_consumers_know_it(
    run: Run, berkas: Path, perizinan: Engine, more: int
) -> None:
    add_events(perizinan, more)

    printed = run("restore", str(berkas), "--ganti")

    assert printed.exit_code == more
    assert ("the log in place ends at 6, the backup's at 5" in printed.output) == bool(more)
    assert log_length(perizinan) == 5 + more


def test_one_flipped_byte_is_found_before_anything_is_touched(run: Run, berkas: Path, perizinan: Engine) -> None:
    content = bytearray(berkas.read_bytes())
    content[2000] ^= 1
    berkas.write_bytes(content)

    printed = run("restore", str(berkas), "--ganti", "--sendiri")

    assert printed.exit_code == 1
    assert "is damaged" in printed.output
    assert log_length(perizinan) == 5


@pytest.mark.parametrize("length", [0, 100, 5000])
def test_a_file_that_was_cut_off_is_no_backup(run: Run, berkas: Path, length: int) -> None:
    berkas.write_bytes(berkas.read_bytes()[:length])

    assert "is no whole backup" in run("restore", str(berkas), "--ganti").output


def test_a_newer_backup_is_refused(run: Run, berkas: Path, perizinan: Engine, tmp_path: Path) -> None:
    with perizinan.begin() as conn:
        conn.execute(text("INSERT INTO alembic_version VALUES ('chassis_9999')"))
    perizinan.dispose()
    back_up({"perizinan": (perizinan, tmp_path / "baru.tar")})

    printed = run("restore", str(tmp_path / "baru.tar"), "--ganti")

    assert printed.exit_code == 1
    assert "was made by a newer release" in printed.output


def test_another_service_s_backup_is_refused(berkas: Path) -> None:
    printed = CliRunner().invoke(click.Group(commands=list(commands_of("kinerja"))), ["restore", str(berkas)])

    assert "is a backup of perizinan, not of kinerja" in printed.output


def test_a_database_in_use_is_left_alone(run: Run, berkas: Path, perizinan: Engine) -> None:
    with perizinan.connect():
        printed = run("restore", str(berkas), "--ganti", "--sendiri")

    assert "1 connections use the database of perizinan" in printed.output


def test_what_fails_in_the_middle_leaves_the_database_as_it_was(
    run: Run, berkas: Path, perizinan: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(path: Path) -> Iterator[bytes]:
        with tarfile.open(path) as tar:
            file = tar.extractfile("data.dump")
            assert file is not None
            yield file.read(read_manifest(path).ukuran * 3 // 4)

    monkeypatch.setattr("chassis.cadangan._restore.read_dump", half)
    printed = run("restore", str(berkas), "--ganti", "--sendiri")

    assert printed.exit_code == 1
    assert log_length(perizinan) == 5


def test_a_backup_is_never_written_over_another(run: Run, berkas: Path) -> None:
    printed = run("backup", "--ke", str(berkas))

    assert printed.exit_code == 1
    assert "never written over another" in printed.output


def test_a_password_is_in_no_list_of_processes(postgres: Postgres) -> None:
    url = make_url(postgres.address).set(password="sangat-rahasia")
    process = _start(create_engine(url.render_as_string(hide_password=False)), "psql", "--command=SELECT 1", stdin=-3)
    told = [str(part) for part in process.args]  # type: ignore[union-attr]
    process.communicate()

    assert not any("sangat-rahasia" in part for part in told)
