"""How long the lists of kinerja take at ten thousand people: over HTTP, one process, every check on, one caller at a time."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Engine

from benchmarks.harness import Figure, percentile, say
from benchmarks.stage import Stage
from chassis.identity import Identity, create_akun
from chassis.settings import read_settings
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.wewenang import PERAN
from kinerja.domain.pegawai import Pegawai
from tests.support.server import free_port
from tests.support.waiting import wait_until

WARM = 5
ASKED = 100
LIMIT = 50.0
"""Milliseconds within which 95 of a hundred lists are answered."""


@dataclass(frozen=True, kw_only=True)
class Layar:
    """A list and who asks for it."""

    akun: str
    path: str

    @property
    def is_page(self) -> bool:
        """Whether it is a page, and the caller a browser."""
        return not self.path.startswith("/v1/")


def list_layar(tahun: int) -> list[Layar]:
    """Return the lists: of everyone for BKPSDM, of the people below for the one with most, of a person."""
    everyone = ("/v1/evaluasi", "/v1/skp", f"/v1/skp?tahun={tahun}&halaman=100", "/v1/pegawai")
    below = (
        "/v1/evaluasi", "/v1/skp", "/v1/umpan-balik", f"/evaluasi/tim?periode={tahun}", f"/skp/tim?tahun={tahun}",
        "/evaluasi", "/skp",
    )  # fmt: skip
    own = ("/v1/evaluasi", "/v1/skp", "/evaluasi", "/skp", "/umpan-balik")
    asked = {"bkpsdm": everyone, "sekda": below, "kepala": below, "staf": own}
    return [Layar(akun=akun, path=path) for akun, paths in asked.items() for path in paths]


def measure_layar(stage: Stage, engine: Engine, daerah: LoadOrganisasi, tahun: int) -> Iterator[Figure]:
    """Serve kinerja and ask for every list; the slowest by p95 is the figure."""
    with serve(stage, engine, daerah) as (port, headers):
        slowest = max((_ask(port, headers, each), each) for each in list_layar(tahun))
    p95, layar = slowest
    yield Figure(
        what="lists of 10,000 people, p95 of the slowest", per=f"{LIMIT:g} ms", ratio=p95 / LIMIT, floor=1, aim=1,
        more_is_better=False, detail=f"{p95:.1f} ms, {layar.path} of {layar.akun}",
    )  # fmt: skip


def _ask(port: int, headers: Mapping[str, Mapping[str, str]], layar: Layar) -> float:
    """Return the p95 in milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    seconds = []
    for turn in range(WARM + ASKED):
        began = time.perf_counter()
        connection.request("GET", layar.path, headers=dict(headers[layar.akun + (":sesi" if layar.is_page else "")]))
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{layar.path} of {layar.akun}: {answer.status}")
        if turn >= WARM:
            seconds.append(time.perf_counter() - began)
    connection.close()
    p95 = percentile(seconds, 0.95) * 1000
    say(f"  {layar.akun:<8} {layar.path:<32} median {percentile(seconds, 0.5) * 1000:6.1f} ms, p95 {p95:6.1f} ms")
    return p95


@contextmanager
def serve(
    stage: Stage, engine: Engine, daerah: LoadOrganisasi
) -> Iterator[tuple[int, Mapping[str, Mapping[str, str]]]]:
    """Start the HTTP process; yield its port, and the headers that each account shows."""
    own = {
        "SIMPUL_KINERJA_DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "SIMPUL_VAR": str(stage.folder / "var"), "SIMPUL_PORT_BASE": str(free_port() - 2),
    }  # fmt: skip
    os.environ |= own
    settings = replace(read_settings("kinerja"), var=stage.folder / "var")
    for name in own:
        del os.environ[name]
    with (stage.folder / "kinerja.log").open("wb") as log:
        command = [sys.executable, "-m", "kinerja", "http"]
        process = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
    try:
        wait_until(lambda: _answers(settings.http_port), timeout=60, what="kinerja")
        yield settings.http_port, _sign_in(Identity(settings, engine, PERAN), engine, daerah)
    finally:
        process.terminate()
        process.wait()


def _sign_in(identity: Identity, engine: Engine, daerah: LoadOrganisasi) -> Mapping[str, Mapping[str, str]]:
    """Make the accounts and return what each shows: a token, and a session for its pages."""
    headers = {}
    with engine.begin() as conn:
        for akun, (peran, pegawai) in _accounts(daerah).items():
            opd = pegawai.opd_kode if pegawai else "bkpsdm"
            create_akun(
                conn, akun=akun, sandi_hash="-", peran=peran, opd_kode=opd, pegawai_id=pegawai.id if pegawai else None
            )
    for akun in _accounts(daerah):
        headers[akun] = {"Authorization": f"Bearer {identity.token.issue(akun)}"}
        headers[f"{akun}:sesi"] = {"Cookie": f"simpul_kinerja={identity.sesi.begin(akun)}"}
    return headers


def _accounts(daerah: LoadOrganisasi) -> Mapping[str, tuple[tuple[str, ...], Pegawai | None]]:
    """Return BKPSDM, the first of all, the head of an agency, and one who heads nothing."""
    above = ("pegawai", "penilai", "atasan_penilai")
    sekda = next(each for each in daerah.pegawai if each.atasan_id is None)
    kepala = next(each for each in daerah.pegawai if each.atasan_id == sekda.id and each.opd_kode == "dinkes")
    staf = next(each for each in daerah.pegawai if not each.memimpin)
    return {
        "bkpsdm": (("bkpsdm",), None),
        "sekda": (above, sekda),
        "kepala": (above, kepala),
        "staf": (("pegawai",), staf),
    }


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
