"""Signing in at the provider and out again, in a real browser without script, in both themes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from perizinan.bootstrap import build, make_http
from tests.support.browser import ColorScheme, run_axe, serve_app
from tests.support.oidc import CLIENT_ID, CLIENT_SECRET, PETA, Provider, running_provider
from tests.support.perizinan import Kantor


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def alamat(kantor: Kantor, provider: Provider, tmp_path: Path) -> Iterator[str]:
    """Serve perizinan with the provider for its only door."""
    (tmp_path / "klaim.yml").write_text(
        PETA.replace("penulis: penulis", "penulis: verifikator").replace("[pembaca]", "kadis")
    )
    (tmp_path / "rahasia").write_text(CLIENT_SECRET)
    settings = replace(
        kantor.rooms.settings,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret_file=tmp_path / "rahasia",
        oidc_claims_file=tmp_path / "klaim.yml",
        local_accounts=False,
    )
    rooms = replace(kantor.rooms, settings=settings)
    with serve_app(make_http(rooms, build(rooms, clock=kantor.clock))) as alamat:
        yield alamat


def test_an_officer_signs_in_at_the_provider_and_out_again(browser: Browser, alamat: str, provider: Provider) -> None:
    context = browser.new_context(locale="id-ID", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{alamat}/masuk?next=/kotak-masuk")
    expect(page.get_by_label("Sandi")).to_have_count(0)

    page.get_by_role("link", name="Masuk dengan akun pemerintah").click()
    expect(page).to_have_url(f"{alamat}/kotak-masuk")

    page.locator("summary.tombol-tinta").first.click()
    page.get_by_role("button", name="Keluar").first.click()
    expect(page).to_have_url(f"{alamat}/masuk")
    page.goto(f"{alamat}/v1/saya")
    expect(page.locator("body")).to_contain_text("auth.unauthenticated")
    assert len(provider.asked) == 1
    context.close()


@pytest.mark.parametrize("tema", ["light", "dark"])
def test_the_door_without_a_form_is_open_to_everyone(browser: Browser, alamat: str, tema: ColorScheme) -> None:
    context = browser.new_context(locale="id-ID", color_scheme=tema)
    page = context.new_page()
    page.goto(f"{alamat}/masuk")

    assert run_axe(page) == []
    context.close()
