"""A neighbour that hangs: it takes calls and never answers (R20)."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.angka import Figure
from tests.support.cerita import Berkas, apply, expect
from tests.support.pintu import sign_in
from tests.support.simpul import Simpul, processes_of
from tests.support.waiting import wait_until

COPIED = 60.0
"""Seconds within which perizinan has its own copy of the officers."""


@pytest.fixture
def simpul(tmp_path: Path) -> Iterator[Simpul]:
    """The whole system, once perizinan has its copy of the officers."""
    simpul = Simpul(tmp_path)
    simpul.start()
    wait_until(lambda: _metric(simpul, 'simpul_consumer_lag{source="kinerja"}') == 0, timeout=COPIED, what="the copy")
    yield simpul
    simpul.stop()


@pytest.fixture
def chosen(simpul: Simpul) -> str:
    """An officer of the agency that decides."""
    officers = expect(simpul.api("perizinan", "verifikator").get("/v1/pejabat"), 200).body
    assert not officers["salinan"]
    pegawai_id: str = officers["data"][0]["pegawai_id"]
    return pegawai_id


@pytest.fixture
def hung(simpul: Simpul, chosen: str) -> Iterator[Simpul]:
    """The system while all processes of kinerja stand still: the kernel takes calls for them, nobody answers."""
    pids = [pid for pid in processes_of(simpul) if b"kinerja\0serve" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    yield simpul
    for pid in pids:
        os.kill(pid, signal.SIGCONT)


def test_a_file_is_given_to_an_officer_while_kinerja_hangs(hung: Simpul, chosen: str, figure: Figure) -> None:
    """R20: from the copy, within the deadline; intake does not ask kinerja at all."""
    verifikator, _ = (hung.api("perizinan", akun) for akun in ("verifikator", "pemohon"))  # tokens take a process

    began = time.monotonic()
    berkas = apply(hung, layanan="sip-dokter")
    figure("R20", "intake of a file while kinerja hangs", time.monotonic() - began, "s", required=2)

    began = time.monotonic()
    assigned = _assign(hung, berkas, chosen)
    figure("R20", "a file given to an officer meanwhile", time.monotonic() - began, "s", required=2)
    officers = expect(verifikator.get("/v1/pejabat"), 200).body

    assert assigned == chosen
    assert officers["salinan"], "the answer says that it comes from the copy"
    assert chosen in {officer["pegawai_id"] for officer in officers["data"]}
    assert _metric(hung, 'simpul_neighbour_up{neighbour="kinerja"}') == 0


def test_the_page_that_offers_officers_says_that_the_list_is_a_copy(hung: Simpul) -> None:
    berkas = apply(hung, layanan="sip-dokter")
    address = hung.address("perizinan")
    session = sign_in(address, "verifikator", hung.sandi("perizinan", "verifikator"))
    with session.open(f"{address}/berkas/{berkas.id}/assign", timeout=10) as page:
        text = page.read().decode()

    assert "dari salinan kami" in text


def _assign(simpul: Simpul, berkas: Berkas, pegawai_id: str) -> str:
    path, body = f"/v1/permohonan/{berkas.id}/assign", {"pegawai_id": pegawai_id}
    answer = expect(simpul.api("perizinan", "verifikator").post(path, body, etag=berkas.etag), 200)
    given: str = answer.body["pegawai_id"]
    return given


def _metric(simpul: Simpul, name: str) -> float | None:
    """Return a sample of perizinan's metrics; None while there is none."""
    lines = simpul.api("perizinan").get("/metrics").body.decode().splitlines()
    return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(name)), None)
