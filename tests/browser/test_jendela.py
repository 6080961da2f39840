"""What the visit of pages by several accounts finds, and whose fault it says it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, redirect, request
from playwright.sync_api import Browser

from tests.support.browser import serve_app
from tests.support.jendela import Jendela, Kunjungan, find_unvisited

PAGE = """<!doctype html><html lang="id"><head><title>Uji</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"></head><body><main><h1>Uji</h1>{}</main></body></html>"""
MAIN = {"satu": '<img src="data:,">', "dua": "<p>Teks</p>"}


@pytest.fixture(scope="module")
def app() -> Flask:
    """Give a service whose one page shows the first account a picture that says nothing."""
    app = Flask(__name__)

    @app.get("/")
    def show() -> str:
        return PAGE.format(MAIN.get(request.cookies.get("sesi", ""), ""))

    app.add_url_rule("/masuk", view_func=show, endpoint="door")
    app.add_url_rule("/kerja", view_func=lambda: redirect("/masuk"), endpoint="work")
    app.add_url_rule("/dasar", view_func=show, endpoint="base")
    return app


@pytest.fixture(scope="module")
def jendela(app: Flask, browser: Browser) -> Iterator[Jendela]:
    """Give a browser before it."""
    with serve_app(app) as alamat:
        yield Jendela(browser=browser, alamat=alamat, cookie="sesi", begin=str)


@pytest.mark.parametrize("later", ["dua", None])
def test_what_the_first_account_sees_is_not_forgiven_by_what_a_later_one_sees(
    jendela: Jendela, later: str | None
) -> None:
    found = jendela.find_faults([Kunjungan(akun=akun, alamat=["/"]) for akun in ("satu", later)])

    assert list(found) == [("satu", "/")]
    assert any("image-alt" in fault for fault in found["satu", "/"])


def test_a_page_that_answers_otherwise_than_said_is_a_fault(jendela: Jendela) -> None:
    found = jendela.find_faults([Kunjungan(akun=None, alamat=["/tiada"])])
    assert "answered 404" in found[None, "/tiada"]


def test_a_page_that_leads_to_the_door_is_a_fault(jendela: Jendela) -> None:
    found = jendela.find_faults([Kunjungan(akun=None, alamat=["/masuk", "/kerja"])])
    assert found == {(None, "/kerja"): ["leads to the door"]}


def test_a_page_that_nobody_visits_or_only_in_vain_is_named(app: Flask) -> None:
    visits = [Kunjungan(akun=None, alamat=["/?q=1", "/masuk"]), Kunjungan(akun=None, alamat=["/dasar"], status=404)]
    assert find_unvisited(app, visits) == {"/static/<path:filename>", "/kerja", "/dasar"}
