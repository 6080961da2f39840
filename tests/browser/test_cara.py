"""What the look at a page in four ways finds, and in which way."""

from __future__ import annotations

from playwright.sync_api import BrowserContext

from tests.support.cara import examine

DOCUMENT = """<!doctype html><html lang="id"><head><title>Uji</title><meta name="viewport" content="width=device-width">
<style>
  body {{ background: #fff; color: #000; }}
  @media (prefers-color-scheme: dark) {{ body {{ background: #111; color: #222; }} }}
</style></head><body><main><h1>Uji</h1>{}</main></body></html>"""


def look_for(context: BrowserContext, main: str, word: str) -> list[str]:
    """Return the ways in which a fault with this word is found."""
    page = context.new_page()
    page.set_content(DOCUMENT.format(main))
    return [fault.partition(":")[0] for fault in examine(page) if word in fault]


def test_what_cannot_be_read_by_night_is_a_fault_of_the_night(browser_context: BrowserContext) -> None:
    assert set(look_for(browser_context, "<p>Teks</p>", "color-contrast")) == {"dark-390"}


def test_what_is_wider_than_a_phone_is_a_fault_of_the_phones(browser_context: BrowserContext) -> None:
    wide = f"<pre>{'lebar' * 10}</pre>"
    assert look_for(browser_context, wide, "scrolls sideways") == ["390", "320"]


def test_what_is_cut_on_a_phone_is_a_fault_of_the_phones(browser_context: BrowserContext) -> None:
    cut = f"<p style='overflow: hidden; white-space: nowrap'>{'lebar' * 13}</p>"
    assert look_for(browser_context, cut, ": cut") == ["390", "320"]


def test_a_style_inside_the_page_and_an_id_used_twice_are_faults(browser_context: BrowserContext) -> None:
    twice = '<p id="satu">Satu</p><p id="satu" style="margin: 0">Dua</p>'
    assert len(look_for(browser_context, twice, '<p id="satu" style=')) >= 1
    assert look_for(browser_context, twice, "two elements have the id satu") == ["two elements have the id satu"]
