"""The pages in a real browser: accessible in both themes at three widths, nothing sideways, one primary button."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.browser import ColorScheme, Jendela, Kunjungan


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
