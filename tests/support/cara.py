"""The ways to look at a page that a story has brought into some state: by day and by night, at the desk and on the phone."""

from __future__ import annotations

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


@dataclass(frozen=True)
class Cara:
    """A theme, and a width."""

    tema: ColorScheme
    lebar: int

    def __str__(self) -> str:
        """Return it as the name of a test has it."""
        return f"{self.tema}-{self.lebar}"


CARA = tuple(Cara(tema, lebar) for lebar in (1366, 390) for tema in _TEMA)


def look(page: Page, cara: Cara) -> None:
    """Show an open page in one way; nothing fades, so that what is seen is how it stays."""
    page.set_viewport_size({"width": cara.lebar, "height": 768})
    page.emulate_media(color_scheme=cara.tema, reduced_motion="reduce")


def find_faults(page: Page, cara: Cara) -> list[str]:
    """Say what is wrong with a page as it is shown: what axe finds, what scrolls sideways, ids used twice, what is inline."""
    found = run_axe(page)
    faults = [f"{each['id']} {node['target']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
    width = page.evaluate(_WIDTH)
    faults += [f"scrolls sideways: {width} pixels wide"] if width > cara.lebar else []
    faults += [f"two elements have the id {each}" for each in page.evaluate(_TWICE)]
    return faults + [f"inline: {each[:160]}" for each in page.evaluate(_INLINE)]


def examine(page: Page) -> dict[Cara, list[str]]:
    """Say what is wrong with an open page in each way; it is shown as before in the end."""
    found = {}
    for cara in CARA:
        look(page, cara)
        found[cara] = find_faults(page, cara)
    look(page, CARA[0])
    return found
