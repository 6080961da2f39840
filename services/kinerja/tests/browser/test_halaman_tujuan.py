"""The pages of goals in a real browser: accessible in both themes at three widths, nothing sideways."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from chassis.cli import Rooms
from kinerja.application.tujuan.load import LoadTujuan
from tests.support.browser import ColorScheme, Jendela, Kunjungan


@pytest.fixture(scope="session")
def kunjungan(rooms: Rooms, contoh: LoadTujuan) -> list[Kunjungan]:
    """Give every page of goals, by who opens it."""
    unit_id = contoh.perjanjian[1][1]
    measured = next(each.id for each in contoh.indikator if each.unit_id == unit_id)
    sourced = next(each.id for each in contoh.indikator if each.sumber is not None)
    simpul = contoh.simpul[1].id
    perjanjian, draf = f"/perjanjian/{contoh.perjanjian[1][0]}", f"/perjanjian/{contoh.perjanjian[0][0]}"
    return [
        Kunjungan(
            sesi=rooms.identity.sesi.begin("bkpsdm"),
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
            sesi=rooms.identity.sesi.begin("penilai"),
            alamat=[
                "/tujuan?tahun=2026",
                f"/indikator/{measured}",
                f"/indikator/{measured}/realisasi/2026-T3/sanggah",
                f"/indikator/{measured}/rencana-aksi",
                perjanjian,
            ],
        ),
    ]


@pytest.mark.parametrize("tema", ["light", "dark"])
@pytest.mark.parametrize("lebar", [1366, 683, 390])
def test_axe_finds_nothing(jendela: Jendela, kunjungan: Sequence[Kunjungan], lebar: int, tema: ColorScheme) -> None:
    assert jendela.find_violations(kunjungan, lebar=lebar, tema=tema) == {}


def test_nothing_scrolls_sideways_at_320(jendela: Jendela, kunjungan: Sequence[Kunjungan]) -> None:
    assert jendela.find_wide(kunjungan) == {}


def test_a_page_has_one_primary_button_and_none_that_is_disabled(
    jendela: Jendela, kunjungan: Sequence[Kunjungan]
) -> None:
    assert jendela.find_crowded(kunjungan) == {}
