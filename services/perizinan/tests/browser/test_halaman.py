"""The pages in a real browser: accessible by day and by night, nothing sideways, the story by hand, keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.support import by_hand
from tests.support.jendela import Jendela, Kunjungan, find_unvisited
from tests.support.perizinan import PEMOHON, Kantor

OpenAs = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def halaman(kantor: Kantor) -> list[Kunjungan]:
    """Give every page, with files in every state behind them."""
    draf, diajukan, lengkap, kembali, setuju, terbit = (
        kantor.bring_to(status)
        for status in ("draf", "diajukan", "lengkap", "dikembalikan", "disetujui", "diterbitkan")
    )
    reklame = kantor.bring_to("lengkap", "izin-reklame")
    siap = kantor.bring_to("lengkap")
    for mitra in ("dinkes", "dlh"):
        kantor.give(siap, mitra)
    for _ in range(7):
        kantor.bring_to("lengkap", "sip-dokter")
    kantor.sequence()
    kode = kantor.service.queries.find_izin(nomor=terbit.nomor_izin).izin.kode_verifikasi
    own = f"/permohonan-saya/{kembali.id}"
    return [
        Kunjungan(
            akun=None,
            alamat=[
                "/?q=",
                "/?q=tidakadayangcocok",
                "/layanan/sip-dokter",
                "/layanan/pbg",
                "/hitung-hari-kerja?mulai=2026-05-11&hari=5&jeda_mulai=2026-05-13&jeda_selesai=2026-05-20",
                "/lacak",
                f"/lacak?nomor={kembali.nomor_registrasi}&kunci={kembali.kunci}",
                f"/lacak?nomor={terbit.nomor_registrasi}&kunci={terbit.kunci}",
                "/survei",
                "/izin/periksa",
                f"/v/{kode}",
                "/pengaduan",
                "/masuk",
            ],
        ),
        Kunjungan(akun=None, alamat=["/hitung-hari-kerja?hari=lima"], status=422),
        Kunjungan(akun=None, alamat=["/v/kode-palsu", "/layanan/tiada", "/tiada"], status=404),
        Kunjungan(
            akun="pemohon",
            alamat=[
                "/permohonan-saya",
                own,
                f"{own}/perbaiki",
                f"{own}/tarik",
                "/ajukan/izin-klinik",
                f"/draf/{draf.id}/pemohon",
                f"/draf/{draf.id}/isian",
                f"/draf/{draf.id}/periksa",
            ],
        ),
        Kunjungan(
            akun="verifikator",
            alamat=[
                "/kotak-masuk",
                "/kotak-masuk?q=tidakadayangcocok",
                "/kotak-masuk/tugaskan",
                "/kotak-masuk/tampilan?status=lengkap",
                f"/kotak-masuk/tugaskan?berkas={lengkap.id}",
                f"/berkas/{reklame.id}?n=1",
                f"/berkas/{kembali.id}",
                f"/berkas/{kembali.id}/isian",
                f"/berkas/{kembali.id}/jejak",
                f"/berkas/{diajukan.id}/accept",
                f"/berkas/{diajukan.id}/return",
                f"/berkas/{diajukan.id}/reject",
                f"/berkas/{diajukan.id}/assign",
                "/kalender",
                "/katalog",
            ],
        ),
        Kunjungan(akun="kabid", alamat=[f"/berkas/{lengkap.id}", f"/berkas/{siap.id}/approve"]),
        Kunjungan(akun="kadis", alamat=[f"/berkas/{setuju.id}/issue"]),
        Kunjungan(akun="petugas", alamat=[f"/berkas/{terbit.id}/hand-over", "/ajukan/sip-dokter", "/permohonan"]),
        Kunjungan(
            akun="mitra.dinkes", alamat=["/tugas-mitra", f"/tugas-mitra/{lengkap.id}", f"/tugas-mitra/{setuju.id}"]
        ),
        Kunjungan(akun="pemohon.lain", alamat=["/saya"]),
        Kunjungan(akun="pemohon.lain", alamat=[own], status=404),
        Kunjungan(akun="pemohon", alamat=["/kotak-masuk"], status=403),
        Kunjungan(akun="admin", alamat=["/peristiwa-gagal"]),
    ]


def test_no_page_has_a_fault(jendela: Jendela, halaman: list[Kunjungan]) -> None:
    assert jendela.find_faults(halaman) == {}


def test_every_page_is_visited(kantor: Kantor, halaman: list[Kunjungan]) -> None:
    assert find_unvisited(kantor.app, halaman) == set()


def test_the_inbox_shows_ten_rows_and_its_actions_on_one_screen(open_as: OpenAs, halaman: list[Kunjungan]) -> None:
    page = open_as("verifikator").new_page()
    page.goto("/kotak-masuk")

    assert page.locator("tr[data-baris-isi]").count() == 10
    assert page.evaluate("document.documentElement.scrollHeight") <= 768


def test_the_inbox_is_walked_and_opened_by_key(open_as: OpenAs, halaman: list[Kunjungan]) -> None:
    page = open_as("verifikator").new_page()
    page.goto("/kotak-masuk")
    page.locator("tr[data-baris-isi]").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-jumlah]")).to_have_text("1 berkas dipilih")

    page.keyboard.press("Enter")
    page.wait_for_url("**/berkas/*n=2")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


@pytest.mark.parametrize(
    "akun,path", [("pemohon", "/ajukan/izin-klinik"), ("verifikator", "/kotak-masuk"), (None, "/layanan/sip-dokter")]
)
def test_a_walk_by_tab_stops_only_where_it_can_be_seen(
    open_as: OpenAs, halaman: list[Kunjungan], akun: str | None, path: str
) -> None:
    page = open_as(akun).new_page()
    page.goto(path)
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

    assert hidden == []


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_story_by_hand(open_as: OpenAs, script: bool) -> None:
    options = {"java_script_enabled": script}
    nomor, kunci = by_hand.apply(open_as("pemohon", **options).new_page(), PEMOHON["nama"], PEMOHON["nik"])
    verifikator = open_as("verifikator", **options).new_page()
    id_ = by_hand.open_file(verifikator, nomor)
    by_hand.accept(verifikator)
    for mitra in ("mitra.dinkes", "mitra.dlh"):
        by_hand.recommend(open_as(mitra, **options).new_page(), id_)
    by_hand.approve(open_as("kabid", **options).new_page(), id_)
    by_hand.issue(open_as("kadis", **options).new_page(), id_)

    anyone = open_as(None, **options).new_page()
    anyone.goto("/lacak")
    anyone.get_by_label("Nomor registrasi").fill(nomor)
    anyone.get_by_label("Kunci").fill(kunci.lower())
    anyone.get_by_role("button", name="Lihat").click()
    expect(anyone.get_by_role("heading", level=1)).to_have_text("Izin Anda terbit")
