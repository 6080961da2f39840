"""The satisfaction survey: exact weights, one rounding, bands on the rounded value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chassis.domain import Invalid
from pelaporan.adapters.aturan import read_aturan
from pelaporan.domain.skm import band_ikm, compute_skm, compute_skm_from_sums

ATURAN = read_aturan().skm[-1]


def test_the_oracle() -> None:
    hasil = compute_skm_from_sums([64, 67, 62, 72, 65, 68, 69, 63, 66], 20, ATURAN)

    assert (hasil.nilai, hasil.kategori) == (Decimal("82.78"), "B")
    assert hasil.unsur[0] == Decimal("3.2000")


def test_all_fours_are_a_hundred() -> None:
    assert compute_skm([[4] * 9, [4] * 9], ATURAN).nilai == Decimal("100.00")


def test_nobody_answered() -> None:
    hasil = compute_skm([], ATURAN)

    assert (hasil.nilai, hasil.kategori) == (None, None)
    assert hasil.alasan


@pytest.mark.parametrize(
    "nilai, huruf",
    [("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C"), ("65.00", "C"), ("64.99", "D"), ("25.00", "D")],
)
def test_bands(nilai: str, huruf: str) -> None:
    assert band_ikm(Decimal(nilai), ATURAN) == huruf


@pytest.mark.parametrize("jawaban", [[[0] * 9], [[5] * 9], [[4] * 10]])
def test_an_answer_outside_its_scale_is_refused(jawaban: list[list[int]]) -> None:
    with pytest.raises(Invalid):
        compute_skm(jawaban, ATURAN)


@pytest.mark.parametrize("jumlah, n", [([9] * 8, 3), ([9] * 9, 1), ([2] * 9, 3), ([9] * 9, -1), ([1] * 9, 0)])
def test_sums_that_cannot_be_are_refused(jumlah: list[int], n: int) -> None:
    with pytest.raises(Invalid):
        compute_skm_from_sums(jumlah, n, ATURAN)


@pytest.mark.parametrize("lacking", [[4] * 8, [None] * 9, [4] * 8 + [None], []])
def test_an_incomplete_response_is_left_out(lacking: list[int | None]) -> None:
    alone, beside = compute_skm([lacking], ATURAN), compute_skm([lacking, [3] * 9], ATURAN)

    assert alone.nilai is None
    assert alone.alasan
    assert beside.nilai == 75
