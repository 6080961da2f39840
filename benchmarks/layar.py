"""How long the lists of kinerja take at ten thousand people: over HTTP, one process, every check on, one caller at a time."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections import Counter
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
from kinerja.domain.unit import JenisUnit
from tests.support.server import free_port
from tests.support.waiting import wait_until

WARM = 5
ASKED = 60
LIMIT = 50.0
"""Milliseconds within which 95 of a hundred answers are there."""


@dataclass(frozen=True, kw_only=True)
class Layar:
    """A list and who asks for it."""

    akun: str
    path: str

    @property
    def is_page(self) -> bool:
        """Whether it is a page, and the caller a browser."""
        return not self.path.startswith("/v1/")


def list_layar(tahun: int, daerah: LoadOrganisasi) -> list[Layar]:
    """Return the lists: of everyone for BKPSDM, of the people below for the one with most, of a person."""
    opd = Counter(each.opd_kode for each in daerah.pegawai).most_common(1)[0][0]
    unit = next(each.id for each in daerah.unit if each.opd_kode == opd and each.jenis is JenisUnit.OPD)
    staf = _find_staf(daerah)
    everyone = (
        "/v1/pegawai", "/v1/pegawai?halaman=200", "/pegawai", "/pegawai?q=0012", "/organisasi", f"/organisasi/{opd}",
        "/v1/skp", f"/v1/skp?tahun={tahun}&halaman=100", f"/v1/skp/rekap?tahun={tahun}", f"/v1/skp/temuan?tahun={tahun}",
        f"/skp/rekap?tahun={tahun}", f"/skp/rekap/{unit}?tahun={tahun}", f"/skp/temuan?tahun={tahun}",
        "/v1/evaluasi", "/v1/evaluasi?halaman=500", f"/v1/evaluasi/rekap?periode={tahun}",
        f"/v1/evaluasi/sebaran?periode={tahun}&unit_id={unit}",
        f"/evaluasi/rekap?periode={tahun}", f"/evaluasi/rekap/{unit}?periode={tahun}",
        f"/v1/pengembangan?tahun={tahun}", f"/pengembangan/rencana?tahun={tahun}",
        f"/v1/jp?tahun={tahun}", f"/pengembangan/jp?tahun={tahun}",
        f"/v1/ip-asn?opd={opd}&tahun={tahun}", f"/ip-asn?opd={opd}&tahun={tahun}",
        f"/v1/talenta?opd={opd}&tahun={tahun}", f"/talenta?opd={opd}&tahun={tahun}",
        f"/v1/talenta/belum?tahun={tahun}", f"/talenta/belum?tahun={tahun}",
        f"/v1/riwayat-kepegawaian?pegawai_id={staf.id}", f"/pegawai/{staf.id}/riwayat",
        f"/v1/pegawai/{staf.id}/jejak", f"/pegawai/{staf.id}",
        "/v1/indikator", "/indikator", "/v1/perjanjian", "/perjanjian", f"/tujuan?tahun={tahun}",
    )  # fmt: skip
    below = (
        "/v1/evaluasi", f"/evaluasi/tim?periode={tahun}", "/v1/skp", f"/skp/tim?tahun={tahun}", f"/skp/temuan?tahun={tahun}",
        "/v1/pengembangan", f"/pengembangan/tim?tahun={tahun}", "/v1/talenta", "/talenta", "/v1/umpan-balik", "/umpan-balik",
        "/evaluasi", "/skp", "/pegawai",
    )  # fmt: skip
    own = (
        "/v1/evaluasi", "/v1/skp", "/evaluasi", "/skp", "/umpan-balik", f"/pegawai/{staf.id}/pengembangan",
        f"/pegawai/{staf.id}/ip-asn",
    )  # fmt: skip
    asked = {"bkpsdm": everyone, "sekda": below, "kepala": below, "staf": own}
    return [Layar(akun=akun, path=path) for akun, paths in asked.items() for path in paths]


def measure_layar(stage: Stage, engine: Engine, daerah: LoadOrganisasi, tahun: int) -> Iterator[Figure]:
    """Serve kinerja and ask for every list; the slowest by p95 is the figure."""
    with serve(stage, engine, daerah) as (port, headers):
        slowest = max((_ask(port, headers, each), each) for each in list_layar(tahun, daerah))
    p95, layar = slowest
    yield Figure(
        what="lists of 10,000 people, p95 of the slowest", per=f"{LIMIT:g} ms", ratio=p95 / LIMIT, floor=1, aim=1,
        more_is_better=False, detail=f"{p95:.1f} ms, {_short(layar.path)} of {layar.akun}",
    )  # fmt: skip


def _ask(port: int, headers: Mapping[str, Mapping[str, str]], layar: Layar) -> float:
    """Return the p95 in milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    seconds: list[float] = []
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
    say(
        f"  {layar.akun:<8} {_short(layar.path):<48} median {percentile(seconds, 0.5) * 1000:6.1f} ms, p95 {p95:6.1f} ms"
    )
    return p95


def _short(path: str) -> str:
    """Return the address without the ids in it."""
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…", path)


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
        for akun, (peran, pegawai) in list_akun(daerah).items():
            opd = pegawai.opd_kode if pegawai else "bkpsdm"
            create_akun(
                conn, akun=akun, sandi_hash="-", peran=peran, opd_kode=opd, pegawai_id=pegawai.id if pegawai else None
            )
    for akun in list_akun(daerah):
        headers[akun] = {"Authorization": f"Bearer {identity.token.issue(akun)}"}
        headers[f"{akun}:sesi"] = {"Cookie": f"simpul_kinerja={identity.sesi.begin(akun)}"}
    return headers


def list_akun(daerah: LoadOrganisasi) -> Mapping[str, tuple[tuple[str, ...], Pegawai | None]]:
    """Return BKPSDM, the first of all, the head of an agency, and one who heads nothing."""
    above = ("pegawai", "penilai", "atasan_penilai")
    sekda = next(each for each in daerah.pegawai if each.atasan_id is None)
    kepala = next(each for each in daerah.pegawai if each.atasan_id == sekda.id and each.opd_kode == "dinkes")
    return {
        "bkpsdm": (("bkpsdm",), None),
        "sekda": (above, sekda),
        "kepala": (above, kepala),
        "staf": (("pegawai",), _find_staf(daerah)),
    }


def _find_staf(daerah: LoadOrganisasi) -> Pegawai:
    return next(each for each in daerah.pegawai if not each.memimpin)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
