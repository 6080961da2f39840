"""The fee of a building approval."""

from decimal import Decimal

import pytest

from chassis.domain import Invalid
from perizinan.domain.retribusi import compute_it, compute_retribusi_pbg

_FACTORS = {"luas": "120", "ilo": "0.005", "shst": "7000000", "it": "0.20", "ibg": "1"}


def _compute(**changes: str) -> Decimal:
    return compute_retribusi_pbg(**{name: Decimal(value) for name, value in {**_FACTORS, **changes}.items()})


@pytest.mark.parametrize(
    "changes, retribusi",
    [
        ({}, "840000"),
        ({"luas": "45.5", "shst": "6150000", "it": "0.18"}, "251843"),
        ({"luas": "0"}, "0"),
        ({"luas": "1", "shst": "1", "ilo": "0.005", "it": "99.999999999999999", "ibg": "1"}, "0"),
        ({"luas": "1", "shst": "1", "ilo": "0.005", "it": "100", "ibg": "1"}, "1"),
    ],
)
def test_the_fee_is_rounded_half_up_once_at_the_end(changes: dict[str, str], retribusi: str) -> None:
    assert str(_compute(**changes)) == retribusi


@pytest.mark.parametrize(
    "field, value",
    [
        ("luas", "-1"),
        ("ilo", "0.0050001"),
        ("shst", "NaN"),
        ("it", "Infinity"),
        ("ibg", "1E+999999"),
        ("ibg", "1E-999999"),
        ("luas", "sNaN"),
    ],
)
def test_an_unreasonable_factor_is_refused(field: str, value: str) -> None:
    with pytest.raises(Invalid) as refusal:
        _compute(**{field: value})

    assert list(refusal.value.errors) == [field]


def test_the_integrated_index_weighs_its_parameters() -> None:
    parameter = [(Decimal(".3"), Decimal(1)), (Decimal(".2"), Decimal(2)), (Decimal(".5"), Decimal(1))]

    assert compute_it(fungsi=Decimal(".15"), parameter=parameter, kepemilikan=Decimal(1)) == Decimal(".18")
