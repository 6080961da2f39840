"""The capaian of an indicator, by every worked example."""

from decimal import Decimal

import pytest

from kinerja.domain.capaian import Polaritas, compute_capaian


@pytest.mark.parametrize(
    "polaritas, target, realisasi, capaian",
    [
        ("naik", "80", "68", "85.00"),
        ("naik", "60", "64.35", "107.25"),
        ("naik", "68.10", "67.33", "98.87"),
        ("naik", "30", "61", "203.33"),
        ("naik", "0", "3", None),
        ("naik", "-1", "3", None),
        ("turun", "5", "4", "120.00"),
        ("turun", "12", "12", "100.00"),
        ("turun", "10", "12", "80.00"),
        ("turun", "4.2", "4.75", "86.90"),
        ("turun", "7.5", "15", "0.00"),
        ("turun", "10", "25", "0.00"),
    ],
)
def test_the_capaian_by_polarity(polaritas: str, target: str, realisasi: str, capaian: str | None) -> None:
    found = compute_capaian(Polaritas(polaritas), target=Decimal(target), realisasi=Decimal(realisasi))

    assert (None if found is None else f"{found}") == capaian


def test_a_half_is_rounded_up() -> None:
    assert compute_capaian(Polaritas.NAIK, target=Decimal(80), realisasi=Decimal("62.744")) == Decimal("78.43")
    assert compute_capaian(Polaritas.NAIK, target=Decimal(100), realisasi=Decimal("98.125")) == Decimal("98.13")
