"""The ways to look at an open page: by day and by night, at the desk and on the phone; it is loaded once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.support.browser import ColorScheme, run_axe

_TEMA: tuple[ColorScheme, ...] = ("light", "dark")
_WIDTH = "document.documentElement.scrollWidth"
_INLINE = (
    "[...document.querySelectorAll('script:not([src]), style, [style]:not([style=\"\"])')].map(each => each.outerHTML)"
)
_TWICE = """() => {
    const ids = [...document.querySelectorAll('[id]')].map(each => each.id);
    return ids.filter((each, place) => ids.indexOf(each) !== place);
}"""
_CUT = """() => [...document.querySelectorAll('main *:not(input, select, textarea, .hanya-dengar)')]
    .filter(each => ['hidden', 'clip'].includes(getComputedStyle(each).overflowX))
    .filter(each => each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1)
    .map(each => each.outerHTML)"""


@dataclass(frozen=True)
class Cara:
    """A theme, and a width."""

    tema: ColorScheme
    lebar: int

    def __str__(self) -> str:
        """Return it as a fault has it."""
        return f"{self.tema}-{self.lebar}"


CARA = tuple(Cara(tema, lebar) for lebar in (1366, 683, 390) for tema in _TEMA)
"""All of them: the gallery of what pages are made of is examined so."""
DIPERIKSA = (CARA[0], CARA[-1])
"""The desk by day, and the phone by night: every page is examined so."""
LEBAR = (1366, 683, 390, 320)
"""The widths at which nothing may scroll sideways or be cut: the desk, it at twice the size, and two phones."""


def look(page: Page, cara: Cara) -> None:
    """Show an open page in one way; nothing fades, so that what is seen is how it stays."""
    _resize(page, cara.lebar)
    page.emulate_media(color_scheme=cara.tema, reduced_motion="reduce")


def examine(page: Page, ways: Sequence[Cara] = DIPERIKSA) -> list[str]:
    """Say what is wrong with an open page, axe in these ways; it is shown at the desk by day in the end."""
    faults = [f"two elements have the id {each}" for each in page.evaluate(_TWICE)]
    faults += [f"inline: {each[:160]}" for each in page.evaluate(_INLINE)]
    for cara in ways:
        look(page, cara)
        faults += [
            f"{cara}: {each['id']} {node['target']}: {node['html'][:160]}"
            for each in run_axe(page)
            for node in each["nodes"]
        ]
    for lebar in LEBAR:
        _resize(page, lebar)
        faults += find_displaced(page, lebar)
    look(page, CARA[0])
    return faults


def find_displaced(page: Page, lebar: int) -> list[str]:
    """Say what a page of this width has beside the screen: all of it when it scrolls sideways, or what is cut."""
    width = page.evaluate(_WIDTH)
    sideways = [f"{lebar}: scrolls sideways, {width} pixels wide"] if width > lebar else []
    return sideways + [f"{lebar}: cut: {each[:160]}" for each in page.evaluate(_CUT)]


def _resize(page: Page, lebar: int) -> None:
    page.set_viewport_size({"width": lebar, "height": 768})
