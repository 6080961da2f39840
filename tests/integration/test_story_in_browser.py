"""A permit by hand in the pages of perizinan, and its number that moves in the pages of pelaporan, unasked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from chassis.grpc import channel
from simpul.feed.v1.feed_pb2 import Event, ReadEventsRequest
from simpul.feed.v1.feed_pb2_grpc import EventFeedServiceStub
from tests.support import by_hand
from tests.support.simpul import Simpul

NAMA, NIK = "Siti Wulandari", "3311125204870003"
ISSUED = "simpul.perizinan.v1.IzinDiterbitkan"
DELAY = 30_000
"""Milliseconds that a number may take to move: counted, and asked for by the page, once a second each."""

OpenAs = Callable[[str, str], Page]


@pytest.fixture(scope="module")
def simpul(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simpul]:
    """The whole system on one machine, over the feed."""
    running = Simpul(tmp_path_factory.mktemp("simpul"), {"SIMPUL_BUS": "feed"})
    running.start()
    yield running
    running.stop()


@pytest.fixture
def complaints() -> list[str]:
    """Give the list of what the browser complains about: reports of the policy, errors of a script."""
    return []


@pytest.fixture
def open_as(browser: Browser, simpul: Simpul, complaints: list[str]) -> Iterator[OpenAs]:
    """Give a function that returns a page of a service, in a browser of somebody who signed in there by hand."""
    opened: list[BrowserContext] = []

    def open_page(service: str, akun: str) -> Page:
        context = browser.new_context(
            base_url=simpul.address(service),
            viewport={"width": 1366, "height": 768},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        opened.append(context)
        context.on("console", lambda message: complaints.append(message.text))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        page = context.new_page()
        page.goto("/masuk")
        by_hand.sign_in(page, akun, simpul.sandi(service, akun))
        return page

    yield open_page
    for context in opened:
        context.close()


def save(page: Page, name: str) -> None:
    """Save how a page looks in both themes, where a folder for it is named."""
    folder = os.environ.get("SIMPUL_SCREENSHOTS")
    if folder:
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=Path(folder) / f"{name}-{scheme}.png", full_page=True, animations="disabled")


def value_of(dashboard: Page, kode: str) -> Locator:
    """Return where the dashboard shows the value of an indicator."""
    return dashboard.get_by_role("row").filter(has_text=kode).locator(".ind-nilai")


def stay(page: Page) -> None:
    """Leave a mark in the page, which loading it again would wipe off."""
    page.evaluate("window.masihSama = true")


def stayed(page: Page) -> bool:
    """Tell whether the page is still the one that was left."""
    return bool(page.evaluate("window.masihSama === true"))


def walk(simpul: Simpul, open_as: OpenAs) -> Event:
    """Take a permit from the first form to the licence, each step by whose it is; return its event."""
    pemohon = open_as("perizinan", "pemohon")
    nomor, _ = by_hand.apply(pemohon, NAMA, NIK)
    save(pemohon, "tanda-terima")
    verifikator = open_as("perizinan", "verifikator")
    id_ = by_hand.open_file(verifikator, nomor)
    by_hand.accept(verifikator)
    save(verifikator, "berkas-lengkap")
    for mitra in ("mitra.dinkes", "mitra.dlh"):
        partner = open_as("perizinan", mitra)
        by_hand.recommend(partner, id_)
        save(partner, mitra)
    by_hand.approve(open_as("perizinan", "kabid"), id_)
    kadis = open_as("perizinan", "kadis")
    by_hand.issue(kadis, id_)
    save(kadis, "berkas-diterbitkan")
    return find_event(simpul, id_)


def find_event(simpul: Simpul, permohonan_id: str) -> Event:
    """Return the event that the permit was issued, from the log of perizinan itself."""
    key = simpul.api("perizinan", "pelanggan").token
    with channel(f"127.0.0.1:{simpul.port_base + 1001}", key=key, deadline=10) as open_channel:
        feed = EventFeedServiceStub(open_channel)
        events = feed.ReadEvents(ReadEventsRequest(types=[ISSUED])).events
    found: Event = next(event for event in events if event.subject == permohonan_id)
    return found


def test_a_permit_by_hand_moves_the_open_dashboard_which_leads_to_its_event(
    simpul: Simpul, open_as: OpenAs, complaints: list[str]
) -> None:
    dashboard, indicator = open_as("pelaporan", "pimpinan"), open_as("pelaporan", "pimpinan")
    indicator.get_by_role("link", name="Permohonan diputus", exact=True).click()
    expect(value_of(dashboard, "ppt.diputus")).to_have_text("0")
    big = indicator.locator(".nilai-besar strong")
    expect(big).to_have_text("0")
    summary = dashboard.locator("#dasbor-ringkas").inner_text()
    save(dashboard, "dasbor-sebelum")
    save(indicator, "indikator-sebelum")
    stay(dashboard)
    stay(indicator)

    event = walk(simpul, open_as)

    expect(value_of(dashboard, "ppt.diputus")).to_have_text("1", timeout=DELAY)
    expect(value_of(dashboard, "ppt.tepat_waktu")).to_have_text("100,00%", timeout=DELAY)
    expect(dashboard.locator("#dasbor-ringkas")).not_to_have_text(summary)
    expect(big).to_have_text("1", timeout=DELAY)
    expect(indicator.locator("#kesegaran")).to_contain_text(f"Posisi perizinan{event.sequence}")
    assert stayed(dashboard)
    assert stayed(indicator)
    save(dashboard, "dasbor-sesudah")
    save(indicator, "indikator-sesudah")

    for kode in ("ppt.diputus", "ppt.tepat_waktu"):
        dashboard.goto("/")
        dashboard.get_by_role("row").filter(has_text=kode).get_by_role("link").click()
        why = dashboard.locator(".panel").filter(has_text="Mengapa angka ini").locator(".mengapa")
        expect(why.get_by_title(event.id)).to_be_visible()
        why.get_by_role("link", name="Semua peristiwa").click()
        expect(dashboard.get_by_role("cell", name=event.id)).to_be_visible()
        save(dashboard, f"peristiwa-{kode}")
    assert [text for text in complaints if "Failed to load resource" not in text] == []
