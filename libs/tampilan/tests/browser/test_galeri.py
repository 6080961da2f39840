"""The gallery in a real browser: accessible in both themes at three widths, nothing sideways, keys as promised."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tampilan.galeri import HALAMAN
from tampilan.galeri.app import Halaman
from tampilan.navigasi import Service
from tests.support.cara import CARA, examine


def _open(context: BrowserContext, alamat: dict[Service, str], halaman: Halaman) -> Page:
    page = context.new_page()
    page.goto(f"{alamat[halaman.service]}/halaman/{halaman.nama}")
    return page


def _find(nama: str) -> Halaman:
    return next(h for h in HALAMAN if h.nama == nama)


@pytest.fixture
def laporan(browser: Browser) -> Iterator[list[str]]:
    """What the browser complains about: reports of the policy, errors of a script, files that are missing."""
    complaints: list[str] = []
    yield complaints
    assert complaints == []


def test_no_page_has_a_fault_in_any_way_and_the_browser_complains_of_nothing(
    browser: Browser, alamat: dict[Service, str], laporan: list[str]
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce", locale="id-ID")
    context.on("console", lambda message: laporan.append(message.text))
    context.on("weberror", lambda error: laporan.append(str(error.error)))
    found = {}
    for halaman in HALAMAN:
        page = _open(context, alamat, halaman)
        found[halaman.nama] = examine(page, CARA)
        page.close()
    context.close()

    assert {nama: faults for nama, faults in found.items() if faults} == {}


def test_the_inbox_shows_ten_rows_and_its_actions_on_one_screen(browser: Browser, alamat: dict[Service, str]) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = _open(context, alamat, _find("kotak-masuk"))

    assert page.locator("tr[data-baris-isi]").count() == 10
    assert page.evaluate("document.documentElement.scrollHeight") <= 768
    context.close()


@pytest.mark.parametrize("nama", ["ajukan", "kotak-masuk", "berkas", "evaluasi", "indikator"])
def test_a_walk_by_tab_stops_only_where_it_can_be_seen(browser: Browser, alamat: dict[Service, str], nama: str) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = _open(context, alamat, _find(nama))
    hidden = []
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """async () => {
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                const node = document.activeElement, box = node.getClientRects()[0];
                if (node === document.body) return null;
                const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return {html: node.outerHTML.slice(0, 90), seen: !!at && (node.contains(at) || at.contains(node))};
            }"""
        )
        if stop is None:
            break
        if not stop["seen"]:
            hidden.append(stop["html"])
    context.close()

    assert hidden == []


def test_rows_move_open_and_select_by_key_only_while_one_has_focus(
    browser: Browser, alamat: dict[Service, str]
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = _open(context, alamat, _find("kotak-masuk"))
    page.keyboard.press("x")
    assert page.locator("[data-jumlah]").inner_text() == "2 berkas dipilih"

    page.locator("tr[data-baris-isi]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("[data-jumlah]").inner_text() == "3 berkas dipilih"

    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**/halaman/berkas")
    context.close()


def test_slash_goes_to_the_search_and_question_mark_lists_the_keys(
    browser: Browser, alamat: dict[Service, str]
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = _open(context, alamat, _find("berkas"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"

    page.locator("h1").focus()
    page.keyboard.press("?")
    assert page.get_by_role("dialog").get_by_role("heading").inner_text() == "Pintasan papan tombol"
    context.close()


def test_the_switch_turns_the_keys_off(browser: Browser, alamat: dict[Service, str]) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_cookies([{"name": "pintasan", "value": "mati", "url": alamat["perizinan"]}])
    page = _open(context, alamat, _find("berkas"))
    page.keyboard.press("?")

    assert page.get_by_role("dialog").count() == 0
    context.close()


def test_a_dialog_gives_the_focus_back_and_is_a_page_without_script(
    browser: Browser, alamat: dict[Service, str]
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = _open(context, alamat, _find("berkas"))
    opener = page.get_by_role("link", name="Tolak…")
    opener.click()
    assert page.get_by_role("dialog").is_visible()

    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Tolak…"

    bare = browser.new_context(java_script_enabled=False)
    page = _open(bare, alamat, _find("berkas"))
    page.get_by_role("link", name="Tolak…").click()
    assert page.url.endswith("/tolak")
    bare.close()
    context.close()


def test_the_error_summary_takes_the_focus_and_leads_to_its_field(browser: Browser, alamat: dict[Service, str]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 768})
    page = _open(context, alamat, _find("ajukan"))
    page.wait_for_function("document.activeElement.classList.contains('ringkasan-galat')")
    assert page.title().startswith("Galat: ")

    page.get_by_role("link", name="Pilih kecamatan tempat praktik").click()
    assert page.evaluate("document.activeElement.id") == "f-kecamatan"
    context.close()


def test_a_form_is_sent_once_however_often_its_button_is_pressed(browser: Browser, alamat: dict[Service, str]) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = _open(context, alamat, _find("ajukan"))
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.method)
        route.fulfill(status=204)  # the page stays, as it does while an answer is under way

    page.route("**/halaman/ajukan", answer)
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.wait_for_selector("[aria-busy]")
    page.evaluate("document.querySelector('form[enctype]').requestSubmit()")

    assert page.locator("[aria-busy]").inner_text() == "Menyimpan…"
    assert sent == ["POST"]
    context.close()


def test_one_drawing_of_a_chart_is_shown_by_the_room_there_is(browser: Browser, alamat: dict[Service, str]) -> None:
    shown = {}
    for width in (1366, 390):
        context = browser.new_context(viewport={"width": width, "height": 768})
        page = _open(context, alamat, _find("indikator"))
        shown[width] = [page.locator(f".bagan-{d}").first.is_visible() for d in ("lebar", "sempit")]
        context.close()

    assert shown == {1366: [True, False], 390: [False, True]}


def test_on_paper_there_is_no_navigation_and_the_details_are_open(browser: Browser, alamat: dict[Service, str]) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = _open(context, alamat, _find("indikator"))
    page.emulate_media(media="print")

    assert not page.locator(".rel").is_visible()
    assert page.locator(".lipat-isi table").first.is_visible()
    context.close()
