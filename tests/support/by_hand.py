"""The story of a permit by hand: what people press in the pages of perizinan, one function a step."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def sign_in(page: Page, akun: str, sandi: str) -> None:
    """Sign in on the page that is open, and wait until it let the person in."""
    page.get_by_label("Akun").fill(akun)
    page.get_by_label("Sandi").fill(sandi)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Masuk")


def apply(page: Page, nama: str, nik: str) -> tuple[str, str]:
    """Begin on the page of the layanan, and return number and key from the receipt."""
    page.goto("/layanan/izin-klinik")
    page.get_by_role("link", name="Mulai permohonan").click()
    page.get_by_label("Perorangan").check()
    page.get_by_label("Nama pemohon").fill(nama)
    page.get_by_label("NIK").fill("123")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_role("alert")).to_contain_text("NIK belum lengkap: 3 dari 16 angka")
    page.get_by_label("NIK").fill(nik)
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.get_by_label("Nama klinik").fill("Klinik Melati")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.get_by_label("Isian ini benar").check()
    page.get_by_role("button", name="Kirim permohonan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Permohonan terkirim")
    nomor, kunci = page.locator(".hasil-nomor dd").all_inner_texts()
    return nomor, kunci


def open_file(page: Page, nomor: str) -> str:
    """Find the file in the inbox, open it, and return its id."""
    page.goto(f"/kotak-masuk?q={nomor}")
    page.get_by_role("link", name=nomor, exact=True).click()
    page.wait_for_url("**/berkas/*")
    return page.url.split("/berkas/")[1].split("?")[0]


def accept(page: Page) -> None:
    """Declare complete the file that is open."""
    press(page, "Nyatakan lengkap…", "Nyatakan lengkap")
    expect(page.get_by_text("Berkas dinyatakan lengkap. Waktu mulai dihitung.")).to_be_visible()


def recommend(page: Page, id_: str) -> None:
    """Answer as a partner."""
    page.goto(f"/tugas-mitra/{id_}")
    page.get_by_label("Setuju", exact=True).check()
    page.get_by_label("Ketentuan").fill("Limbah dikelola")
    page.get_by_role("button", name="Kirim rekomendasi").click()
    expect(page.get_by_text("Rekomendasi terkirim ke DPMPTSP.")).to_be_visible()


def approve(page: Page, id_: str) -> None:
    """Approve the file as kabid."""
    page.goto(f"/berkas/{id_}")
    press(page, "Setujui…", "Setujui")


def issue(page: Page, id_: str) -> None:
    """Issue the permit as kadis."""
    page.goto(f"/berkas/{id_}")
    press(page, "Terbitkan izin…", "Terbitkan izin")


def press(page: Page, opener: str, button: str) -> None:
    """Open the page of an act, do it, and wait until the file shows it."""
    page.get_by_role("link", name=opener).click()
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("link", name=opener)).to_have_count(0)
