"""The clocks of the machines are ten minutes wrong, each in its own direction (R13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from tests.support.angka import Figure
from tests.support.cerita import Berkas, apply, expect
from tests.support.kunci import KeyRing
from tests.support.pintu import sign_in
from tests.support.postgres import Postgres, plain
from tests.support.roles import ROLES, Roles
from tests.support.tree import ROOT
from tests.support.waiting import wait_until

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
SLEEP = ROOT / "tests" / "support" / "jam_salah"
COUNTED = 60.0
MINUTES = {"http": 10, "grpc": -10, "relay": -10, "consume": 10}
"""By how much the clock of each role's process is ahead: caller and called of the feed are twenty minutes apart."""

pytestmark = pytest.mark.skipif(LIBRARY is None, reason="libfaketime is not on this machine (Debian: faketime)")


def wrong_by(minutes: int) -> dict[str, str]:
    """Return what makes a process see the wrong time; its monotonic clock, as a machine's, does not jump."""
    off = {"LD_PRELOAD": str(LIBRARY), "FAKETIME": f"{minutes:+d}m"}
    return off | {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "PYTHONPATH": str(SLEEP)}


@pytest.fixture
def roles(tmp_path: Path, postgres: Postgres) -> Iterator[Roles]:
    """The processes with wrong clocks, which know one another by signed tokens."""
    services = ("perizinan", "pelaporan")
    urls = {f"SIMPUL_{name.upper()}_DATABASE_URL": postgres.create_database(prefix=name) for name in services}
    ring = KeyRing(tmp_path / "kunci", ("perizinan", "kinerja", "pelaporan"))
    roles = Roles(tmp_path, urls | {"SIMPUL_DEMO": "1"})
    for service, role in ROLES:
        signed = {"SIMPUL_SERVICE_KEY_FILE": str(ring.private(service)), "SIMPUL_SERVICE_KEYS_DIR": str(ring.public)}
        roles.own[service, role] = wrong_by(MINUTES[role]) | signed
    try:
        roles.start()
        yield roles
    finally:
        roles.stop()
    for url in urls.values():
        postgres.drop_database(url)


def test_an_act_is_dated_by_the_database_whatever_the_clock_of_the_process_says(roles: Roles, figure: Figure) -> None:
    """R13: within a second; tokens and sessions work; what follows is later than what it follows."""
    database = roles.environment["SIMPUL_PERIZINAN_DATABASE_URL"]
    first, off = _dated(roles, database)
    code, _ = roles.terminate("perizinan", "http")
    assert code == 0
    roles.own["perizinan", "http"] |= wrong_by(-10)
    roles.start_role("perizinan", "http")
    second, off_again = _dated(roles, database)

    figure("R13", "error of the moment of an act, clocks wrong by 10 min", max(off, off_again), "s", required=1)
    assert first < second, "the second file was handed in twenty minutes of its process's clock before the first"
    roles.run("perizinan", "verify-audit")
    sign_in(roles.address("perizinan"), "verifikator", roles.sandi("perizinan", "verifikator"))
    wait_until(lambda: _counted(roles) == 2, timeout=COUNTED, every=0.2, what="both to be counted: the tokens count")


def _dated(roles: Roles, database: str) -> tuple[datetime, float]:
    """Hand a file in and accept it; return the moment it was accepted, and how far that is from the database's."""
    berkas = apply(roles, layanan="sip-dokter")
    verifikator = roles.api("perizinan", "verifikator")
    before = _now(database)
    expect(verifikator.post(f"/v1/permohonan/{berkas.id}/accept", etag=berkas.etag), 200)
    after = _now(database)
    accepted = _accepted_at(roles, berkas)
    return accepted, max((before - accepted).total_seconds(), (accepted - after).total_seconds(), 0)


def _accepted_at(roles: Roles, berkas: Berkas) -> datetime:
    body = expect(roles.api("perizinan", "verifikator").get(f"/v1/permohonan/{berkas.id}"), 200).body
    return datetime.fromisoformat(body["lengkap_pada"])


def _now(database: str) -> datetime:
    with psycopg.connect(plain(database)) as connection:
        row = connection.execute("SELECT clock_timestamp()").fetchone()
    assert row is not None
    moment: datetime = row[0]
    return moment


def _counted(roles: Roles) -> int:
    month = _now(roles.environment["SIMPUL_PERIZINAN_DATABASE_URL"]).strftime("%Y-%m")
    answer = roles.api("pelaporan", "pimpinan").get(f"/v1/indikator/ppt.permohonan_masuk?periode={month}")
    return int(float(expect(answer, 200).body["nilai"] or 0))
