"""The pages of appraisals in every state in a real browser: accessible by day and by night, nothing sideways."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask

from chassis.cli import Rooms
from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.callers import Akun, Callers
from tests.support.jendela import Jendela, Kunjungan, find_unvisited
from tests.support.kinerja_evaluasi import EvaluasiContoh, make_evaluasi
from tests.support.kinerja_orang import give_skp

OPD = "dpmptsp"


@pytest.fixture(scope="session")
def rantai(daerah: LoadOrganisasi) -> Rantai:
    """Give a person, and those above."""
    return find_rantai(daerah, OPD)


@pytest.fixture(scope="session")
def contoh_evaluasi(app: Flask, rooms: Rooms, rantai: Rantai) -> EvaluasiContoh:
    """Give appraisals of the person in every state, and plans that wait to be rated."""
    above = ("pegawai", "penilai", "atasan_penilai")
    akun = {
        "pegawai.dpmptsp": Akun(peran=above[:1], opd_kode=OPD, pegawai_id=rantai.pegawai.id),
        "penilai.dpmptsp": Akun(peran=above[:2], opd_kode=OPD, pegawai_id=rantai.penilai.id),
        "atasan.penilai.dpmptsp": Akun(peran=above, opd_kode=OPD, pegawai_id=rantai.atasan_penilai.id),
        "bkpsdm": Akun(peran=("bkpsdm",), opd_kode="bkpsdm"),
    }
    contoh = make_evaluasi(Callers(rooms, app, akun), f".{OPD}")
    for tahun in (2025, 2026):
        give_skp(rooms.engine, rantai.pegawai.id, tahun=tahun)
    return contoh


@pytest.fixture(scope="session")
def kunjungan(contoh_evaluasi: EvaluasiContoh, rantai: Rantai) -> list[Kunjungan]:
    """Give every page of appraisals, by who opens it."""
    each = contoh_evaluasi
    ids = (
        each.ditetapkan_id, each.disampaikan_id, each.diterima_id, each.keberatan_id, each.diputus_id, each.dilaporkan_id,
    )  # fmt: skip
    team = [f"/evaluasi/tim?periode={periode}" for periode in ("2017", "2020", "2025", "2025-T1")]
    baru = [f"/evaluasi/baru?pegawai_id={each.pegawai_id}&periode={periode}" for periode in ("2025", "2026-T1")]
    unit = f"/evaluasi/rekap/{rantai.pegawai.unit_id}"
    return [
        Kunjungan(akun=each.pegawai, alamat=["/evaluasi", *(f"/evaluasi/{id_}" for id_ in ids[1:])]),
        Kunjungan(
            akun=each.penilai,
            alamat=[
                *team, *baru, "/evaluasi/massal?periode=2025", "/evaluasi/massal?periode=2019",
                *(f"/evaluasi/{id_}" for id_ in (each.dievaluasi_id, *ids)),
            ],
        ),
        Kunjungan(
            akun=each.atasan,
            alamat=["/evaluasi/tim?periode=2021", f"/evaluasi/{each.keberatan_id}", f"/evaluasi/{each.diputus_id}"],
        ),
        Kunjungan(
            akun="bkpsdm",
            alamat=[
                "/evaluasi/rekap?periode=2021", f"/evaluasi/rekap?periode=2021&opd={OPD}", f"{unit}?periode=2021",
                f"{unit}?periode=2025", f"/evaluasi/{each.dilaporkan_id}", f"/pegawai/{each.pegawai_id}/pengecualian",
                f"/pengecualian/{each.pengecualian_id}/end",
            ],
        ),
    ]  # fmt: skip


def test_no_page_has_a_fault(jendela: Jendela, kunjungan: Sequence[Kunjungan]) -> None:
    assert jendela.find_faults(kunjungan) == {}


def test_every_page_is_visited(app: Flask, kunjungan: Sequence[Kunjungan]) -> None:
    assert find_unvisited(app, kunjungan, r"/(evaluasi|pengecualian)|.*/pengecualian$") == set()
