"""Charts draw what they are given and leave a gap for what is missing."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tampilan import grafik
from tampilan.galeri import contoh
from tampilan.grafik.sumbu import build_sumbu


def _drawings(markup: str) -> list[ET.Element]:
    return list(ET.fromstring(f"<d>{markup}</d>"))  # noqa: S314 (our own drawing)


def _by_class(drawing: ET.Element, kelas: str) -> list[ET.Element]:
    return [e for e in drawing.iter() if kelas in e.get("class", "").split()]


def test_a_line_chart_comes_wide_and_narrow_with_every_third_month() -> None:
    wide, narrow = _drawings(
        grafik.draw_garis(contoh.BULAN, contoh.LINTAS, kalimat="Naik", target=contoh.TARGET, akhir="94,00%")
    )

    assert (wide.get("width"), narrow.get("width")) == ("720", "330")
    assert wide.get("aria-label") == "Naik"
    assert [e.text for e in _by_class(narrow, "g-teks") if e.text in ("Jul", "Okt", "Jan", "Apr", "Mei")] == [
        "Jul",
        "Okt",
        "Jan",
        "Apr",
    ]
    assert {"target 95", "94,00%"} <= {e.text for e in _by_class(wide, "g-tebal")}


def test_a_missing_month_is_a_gap_in_the_line() -> None:
    lintas = [grafik.Lintas(nama="a", nilai=[1, 2, None, 3, 4])]

    wide, _ = _drawings(grafik.draw_garis(["A", "B", "C", "D", "E"], lintas, kalimat="k"))

    assert len(_by_class(wide, "g-lintas-1")) == 2
    assert len(_by_class(wide, "g-titik")) == 3


def test_a_changed_target_is_a_step() -> None:
    wide, _ = _drawings(grafik.draw_garis(contoh.BULAN, contoh.LINTAS, kalimat="k", target=contoh.TARGET))

    heights = [pair.split()[1] for pair in _by_class(wide, "g-target")[0].get("d", "")[1:].split("L")]
    assert len(set(heights)) == 2


def test_a_fourth_series_is_refused() -> None:
    with pytest.raises(ValueError, match="at most three"):
        grafik.draw_garis(["A"], [grafik.Lintas(nama="x", nilai=[1])] * 4, kalimat="k")


def test_bars_start_at_zero_and_say_what_is_not_known() -> None:
    wide, narrow = _drawings(grafik.draw_batang([("a", 40), ("b", 20), ("c", None)], kalimat="k"))

    bars = [float(e.get("width", 0)) for e in _by_class(wide, "g-batang")]
    assert bars[0] == pytest.approx(2 * bars[1])
    assert "belum ada" in {e.text for e in _by_class(narrow, "g-teks")}


def test_a_bullet_never_leaves_its_track() -> None:
    (drawing,) = _drawings(grafik.draw_takar(Decimal(130), 95, 100, kalimat="k"))

    assert float(_by_class(drawing, "g-batang")[0].get("width", 0)) == 120


def test_coverage_shows_what_is_missing_in_words_and_dashes() -> None:
    bagian = [{"nama": "A", "nilai": 50}, {"nama": "Anda", "nilai": 40, "anda": True}, {"nama": "B", "nilai": 20}]

    (short,) = _drawings(grafik.draw_cakupan(bagian, 120))
    (full,) = _drawings(grafik.draw_cakupan(bagian, 110))

    assert short.get("aria-label") == "110 dari 120, kurang 10"
    assert _by_class(short, "cakupan-kurang")
    assert not _by_class(full, "cakupan-kurang")
    assert grafik.name_cakupan(bagian) == ["cakupan-0", "cakupan-anda", "cakupan-1"]


def test_nothing_known_is_said_and_not_drawn() -> None:
    (drawing,) = _drawings(grafik.draw_percik([None, None], kalimat="Tren"))

    assert drawing.get("aria-label") == "Tren: belum ada"


def test_words_of_others_are_escaped() -> None:
    markup = grafik.draw_batang([("<b>", 1)], kalimat='"><script>')

    assert "<script>" not in markup
    assert "&lt;b&gt;" in markup


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=24), st.booleans())
def test_an_axis_holds_every_value_with_a_few_round_steps(values: list[float], from_zero: bool) -> None:
    sumbu = build_sumbu(values, from_zero=from_zero, y_bawah=200, y_atas=0)

    slack = sumbu.langkah * 1e-6
    assert sumbu.bawah - slack <= min(values)
    assert sumbu.atas + slack >= max(values)
    assert 2 <= len(sumbu.ticks()) <= 6
    assert not from_zero or sumbu.bawah <= 0 <= sumbu.atas


@pytest.mark.parametrize(
    "counts, ticks", [([0.0, 0.0], [0, 1]), ([0.0, 1.0], [0, 1]), ([0.0, 2.0], [0, 1, 2]), ([1.0], [0, 1, 2])]
)
def test_an_axis_of_counts_has_whole_steps_and_nothing_below_zero(counts: list[float], ticks: list[float]) -> None:
    assert build_sumbu(counts, from_zero=False, y_bawah=200, y_atas=0).ticks() == ticks
