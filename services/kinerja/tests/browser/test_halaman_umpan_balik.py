"""The pages of feedback, and the evidence beside the nine boxes, in a real browser: accessible, nothing sideways."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask

from chassis.cli import Rooms
from chassis.domain import Pengguna, SystemClock
from chassis.grpc import channel
from chassis.identity import create_akun
from kinerja.application.evaluasi.organisasi import SetCapaian
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.umpan_balik.give import GiveUmpanBalik
from kinerja.application.wewenang import PERAN
from kinerja.bootstrap import build_application
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.predikat import CapaianOrganisasi
from kinerja.domain.umpan_balik import Tentang
from tests.support.jendela import Jendela, Kunjungan, find_unvisited

OPD, PERIODE = "bappeda", "2026-T1"
ISI = (
    "Telaahnya runtut dan dikirim dua hari sebelum tenggat, sehingga rapat dengan bidang lain dapat dimulai lebih awal"
)


def caller(pegawai: Pegawai | None, *peran: str) -> Pengguna:
    """Return a caller of the use cases."""
    return Pengguna(
        akun="uji",
        pengguna_id="uji",
        peran=frozenset(peran),
        opd_kode=pegawai.opd_kode if pegawai else "bkpsdm",
        pegawai_id=pegawai.id if pegawai else None,
        scopes=frozenset(scope for each in peran for scope in PERAN[each]),
    )


@pytest.fixture(scope="session")
def kunjungan(rooms: Rooms, daerah: LoadOrganisasi) -> list[Kunjungan]:
    """Give the pages with feedback on a head from above and from below, by who opens them."""
    head = next(each for each in daerah.pegawai if each.opd_kode == OPD and each.memimpin and each.atasan_id)
    by_id = {each.id: each for each in daerah.pegawai}
    kepala = next(each for each in daerah.pegawai if each.atasan_id == head.id and each.memimpin)
    atasan, staf = by_id[kepala.atasan_id or ""], next(each for each in daerah.pegawai if each.atasan_id == kepala.id)
    application = build_application(
        rooms.engine, clock=SystemClock(), wake=lambda: None, traceparent=str, connect=lambda: channel("127.0.0.1:1", key=None)
    )  # fmt: skip
    give = application.umpan_balik.give_umpan_balik
    said = {"pegawai_id": kepala.id, "periode": PERIODE, "isi": ISI}
    give(GiveUmpanBalik(pengguna=caller(atasan, "penilai"), tentang=Tentang.HASIL_KERJA, **said))
    given = give(GiveUmpanBalik(pengguna=caller(staf, "pegawai"), tentang=Tentang.HARMONIS, **said))
    capaian = SetCapaian(
        pengguna=caller(None, "bkpsdm"), unit_id=kepala.unit_id, periode=PERIODE, capaian=CapaianOrganisasi.BAIK,
        alasan="Sesuai target",
    )  # fmt: skip
    application.evaluasi.set_capaian(capaian)
    people = {"umpan.kepala": (kepala, ("pegawai", "penilai")), "umpan.atasan": (atasan, ("pegawai", "penilai"))}
    with rooms.engine.begin() as conn:
        for akun, (pegawai, peran) in people.items():
            create_akun(conn, akun=akun, sandi_hash="-", peran=peran, opd_kode=OPD, pegawai_id=pegawai.id)
    one = f"/umpan-balik/{given.id}"
    baru = f"/evaluasi/baru?pegawai_id={kepala.id}&unit_id={kepala.unit_id}&periode={PERIODE}"
    return [
        Kunjungan(akun="umpan.kepala", alamat=["/umpan-balik", "/umpan-balik?arah=tim", "/umpan-balik/baru", one]),
        Kunjungan(akun="umpan.atasan", alamat=["/umpan-balik?arah=diberikan", "/umpan-balik?arah=tim", one, baru]),
    ]


def test_no_page_has_a_fault(jendela: Jendela, kunjungan: Sequence[Kunjungan]) -> None:
    assert jendela.find_faults(kunjungan) == {}


def test_every_page_is_visited(app: Flask, kunjungan: Sequence[Kunjungan]) -> None:
    assert find_unvisited(app, kunjungan, r"/umpan-balik") == set()
