"""The pages in a real browser: accessible by day and by night, nothing sideways at four widths, one primary button."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask

from tests.support.jendela import Jendela, Kunjungan, find_unvisited


def test_no_page_has_a_fault(jendela: Jendela, kunjungan: Sequence[Kunjungan]) -> None:
    assert jendela.find_faults(kunjungan) == {}


def test_every_page_is_visited(app: Flask, kunjungan: Sequence[Kunjungan]) -> None:
    assert find_unvisited(app, kunjungan) == set()
