"""Pages of lists that are at hand as a whole, and lines of CSV."""

from __future__ import annotations

import pytest
from flask import Flask

from chassis.http import csv_line, cut_page, wanted_halaman


@pytest.mark.parametrize(
    "query, halaman",
    [
        ("", 1),
        ("?halaman=3", 3),
        ("?halaman=0", 1),
        ("?halaman=-4", 1),
        ("?halaman=x", 1),
        (f"?halaman={10**9}", 100_000),
    ],
)
def test_an_address_asks_for_a_page_that_there_could_be(query: str, halaman: int) -> None:
    with Flask(__name__).test_request_context(f"/{query}"):
        assert wanted_halaman() == halaman


@pytest.mark.parametrize("halaman, data", [(1, ["1", "2"]), (3, ["5"]), (4, [])])
def test_a_page_holds_its_rows_as_they_are_told_and_counts_them_all(halaman: int, data: list[str]) -> None:
    made = cut_page([1, 2, 3, 4, 5], query={"halaman": halaman, "per_halaman": 2}, tell=str)

    assert made == {"data": data, "halaman": halaman, "per_halaman": 2, "jumlah": 5}


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_line_holds_no_formula(cell: str) -> None:
    assert csv_line([cell]).lstrip('"').startswith("'")


def test_numbers_and_words_stand_in_a_line_as_they_are() -> None:
    assert csv_line(["Budi, S.E.", -3, "a-b"]) == '"Budi, S.E.",-3,a-b\r\n'
