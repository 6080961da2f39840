"""The browser that tests get is real, and lives where the regency is."""

from __future__ import annotations

from playwright.sync_api import BrowserContext


def test_a_page_is_drawn_and_told_the_time_of_the_regency(browser_context: BrowserContext) -> None:
    page = browser_context.new_page()
    page.set_content("<main><h1>Permohonan</h1></main>")

    assert page.get_by_role("heading").inner_text() == "Permohonan"
    assert page.evaluate("new Date('2026-06-30T17:30:00Z').getDate()") == 1
    assert page.evaluate("navigator.language") == "id-ID"
