"""The pages of goals in a real browser: accessible by day and by night, nothing sideways at four widths."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask

from kinerja.application.tujuan.load import LoadTujuan
from tests.support.jendela import Jendela, Kunjungan, find_unvisited


@pytest.fixture(scope="session")
def kunjungan(contoh: LoadTujuan) -> list[Kunjungan]:
    """Give every page of goals, by who opens it."""
    unit_id = contoh.perjanjian[1][1]
    measured = next(each.id for each in contoh.indikator if each.unit_id == unit_id)
    sourced = next(each.id for each in contoh.indikator if each.sumber is not None)
    simpul = contoh.simpul[1].id
    perjanjian, draf = f"/perjanjian/{contoh.perjanjian[1][0]}", f"/perjanjian/{contoh.perjanjian[0][0]}"
    return [
        Kunjungan(
            akun="bkpsdm",
            alamat=[
                "/tujuan?tahun=2026",
                "/tujuan?tahun=2020",
                f"/tujuan/{simpul}",
                f"/tujuan/{simpul}/change",
                "/tujuan/baru?tahun=2026",
                "/indikator?tahun=2026",
                "/indikator?tahun=2020",
                f"/indikator/{measured}",
                f"/indikator/{sourced}",
                f"/indikator/{measured}/change",
                "/indikator/baru?tahun=2026",
                f"/indikator/{measured}/rencana-aksi",
                f"/indikator/{sourced}/rencana-aksi",
                "/perjanjian?tahun=2026",
                "/perjanjian?tahun=2020",
                perjanjian,
                f"{perjanjian}?lama=1&baru=3",
                draf,
            ],
        ),
        Kunjungan(
            akun="penilai",
            alamat=[
                "/tujuan?tahun=2026",
                f"/indikator/{measured}",
                f"/indikator/{measured}/realisasi/2026-T3/sanggah",
                f"/indikator/{measured}/rencana-aksi",
                perjanjian,
            ],
        ),
    ]


def test_no_page_has_a_fault(jendela: Jendela, kunjungan: Sequence[Kunjungan]) -> None:
    assert jendela.find_faults(kunjungan) == {}


def test_every_page_is_visited(app: Flask, kunjungan: Sequence[Kunjungan]) -> None:
    assert find_unvisited(app, kunjungan, r"/(tujuan|indikator|perjanjian)") == set()
