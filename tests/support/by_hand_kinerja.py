"""The story of a year's work by hand: what people press in the pages of kinerja, one function a step."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.support.simpul import Answer

FOCUSED = "element => element === document.activeElement"
TABS = 150
"""How often somebody presses the key at most to reach a place on a page."""


def call(page: Page, method: str, path: str, body: object = None, *, etag: str = "") -> Answer:
    """Call the REST API as who is signed in on the page, whatever it answers."""
    token = page.locator("input[name=csrf_token]").first.get_attribute("value") or ""
    headers = {"X-CSRF-Token": token} | ({"If-Match": etag} if etag else {})
    answer = page.request.fetch(path, method=method, data=body, headers=headers)
    etags = {"ETag": answer.headers["etag"]} if "etag" in answer.headers else {}
    return Answer(answer.status, answer.json(), etags)


def open_place(page: Page, kata: str) -> None:
    """Go to a place of the rail, whatever it counts."""
    page.get_by_role("navigation").get_by_role("link", name=kata).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(kata)


def write_baris(page: Page, nomor: int, *, hasil_kerja: str, jenis: str, indikator: str, target: str) -> Locator:
    """Write one row of a plan; return it."""
    baris = page.get_by_role("group", name=f"Hasil kerja {nomor}", exact=True)
    baris.get_by_role("textbox", name="Hasil kerja", exact=True).fill(hasil_kerja)
    baris.get_by_label("Jenis").select_option(label=jenis)
    baris.get_by_role("textbox", name="Indikator", exact=True).fill(indikator)
    baris.get_by_role("textbox", name="Target", exact=True).fill(target)
    return baris


def choose_induk(baris: Locator) -> str:
    """Let a row serve the first one of the superior; return what that says."""
    picker = baris.get_by_role("combobox", name="Mendukung hasil kerja atasan")
    picker.select_option(index=1)
    return picker.locator("option:checked").inner_text()


def press(page: Page, kata: str, kabar: str) -> None:
    """Press a button, and wait until the page says what was done."""
    page.get_by_role("button", name=kata, exact=True).click()
    expect(page.get_by_role("status").filter(has_text=kabar)).to_be_visible()


def press_wrongly(page: Page, kata: str, galat: str) -> None:
    """Press a button, and wait until the page says what is wrong."""
    page.get_by_role("button", name=kata, exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(galat)


def choose_periode(page: Page, kata: str, **more: str) -> None:
    """Filter a list by its period, and by what else is named: label to choice."""
    filters = page.get_by_role("search")
    for label, choice in {"Periode": kata, **{name.replace("_", " "): each for name, each in more.items()}}.items():
        filters.get_by_label(label).select_option(label=choice)
    filters.get_by_role("button", name="Terapkan").click()
    expect(page.get_by_role("main")).to_contain_text(kata)


def tab_to(page: Page, wanted: Locator) -> None:
    """Go to a place with the Tab key alone."""
    expect(wanted).to_be_visible()
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate(FOCUSED):
            return
    raise AssertionError(f"{TABS} times Tab did not lead to {wanted}")


def rate(page: Page, kotak: str) -> None:
    """Choose one of the nine boxes with the keyboard alone."""
    boxes = page.get_by_role("radio")
    wanted = page.get_by_role("radio", name=kotak, exact=True)
    tab_to(page, boxes.first)
    page.keyboard.press("Space")
    for _ in range(boxes.count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"the arrow does not lead to {kotak}")


def write_on(page: Page, label: str, teks: str) -> None:
    """Go on with Tab to a field, and write in it."""
    tab_to(page, page.get_by_role("textbox", name=label))
    page.keyboard.insert_text(teks)


def enter(page: Page, kata: str, kabar: str) -> None:
    """Go on with Tab to a button, press Enter, and wait until the page says what was done."""
    tab_to(page, page.get_by_role("button", name=kata, exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text=kabar)).to_be_visible()
