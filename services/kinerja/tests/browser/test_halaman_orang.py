"""The pages of people, units, calculators and the house in a real browser: accessible by day and by night."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import pytest
from flask import Flask

from chassis.cli import Rooms
from chassis.identity import create_akun
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.entrypoints.http.hitung.daftar import KALKULATOR
from tests.support.jendela import Jendela, Kunjungan, find_unvisited

ELSEWHERE = (
    "tujuan|indikator|perjanjian|skp|umpan-balik|evaluasi|pengecualian|pengembangan|riwayat-kepegawaian|asesmen|ip-asn"
    "|talenta|pegawai/<pegawai_id>/(?!<any)"
)
"""The pages that the other files here visit."""


def list_hitung() -> list[str]:
    """Return the calculators, each with the answer to its example; what is no business of an address without one."""
    return [
        f"/hitung/{each.kode}"
        + ("" if each.rahasia else f"?{urlencode({isian.nama: isian.contoh for isian in each.isian})}")
        for each in KALKULATOR.values()
    ]


@pytest.fixture(scope="session")
def kunjungan(rooms: Rooms, daerah: LoadOrganisasi) -> list[Kunjungan]:
    """Give the pages, by who opens them."""
    with rooms.engine.begin() as conn:
        create_akun(conn, akun="admin", sandi_hash="-", peran=["admin"])
    pegawai = next(each for each in daerah.pegawai if each.opd_kode == "diskominfo" and each.atasan_id)
    file = f"/pegawai/{pegawai.id}"
    return [
        Kunjungan(akun=None, alamat=["/masuk", "/hitung", "/hitung/predikat", *list_hitung()]),
        Kunjungan(akun=None, alamat=["/tiada", "/hitung/tiada"], status=404),
        Kunjungan(
            akun="bkpsdm",
            alamat=[
                "/", "/organisasi", "/organisasi/diskominfo", "/organisasi/setda", "/pegawai",
                "/pegawai?opd=diskominfo&q=a", "/pegawai?q=tidakadayangbernama", "/pegawai?aktif=tidak", file,
                f"{file}/move", f"{file}/assign_atasan", f"{file}/deactivate", f"/unit/{pegawai.unit_id}/rename",
            ],
        ),
        Kunjungan(akun="bkpsdm", alamat=["/pegawai/tiada", f"/evaluasi/{pegawai.id}"], status=404),
        Kunjungan(akun="penilai", alamat=["/", "/organisasi/dinkes"]),
        Kunjungan(akun="penilai", alamat=["/peristiwa-gagal", f"{file}/move"], status=403),
        Kunjungan(akun="admin", alamat=["/peristiwa-gagal"]),
    ]  # fmt: skip


def test_no_page_has_a_fault(jendela: Jendela, kunjungan: Sequence[Kunjungan]) -> None:
    assert jendela.find_faults(kunjungan) == {}


def test_every_page_is_visited(app: Flask, kunjungan: Sequence[Kunjungan]) -> None:
    assert find_unvisited(app, kunjungan, rf"/(?!{ELSEWHERE})") == set()
