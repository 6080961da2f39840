"""The news of an action: one page tells it, once, and its cookie is locked down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Blueprint, Flask, render_template_string
from sqlalchemy import Engine
from werkzeug.wrappers import Response

from chassis.http import create_app, public, redirect_with
from chassis.settings import Settings


def make_pages() -> Blueprint:
    pages = Blueprint("halaman", __name__)

    @pages.get("/kirim")
    @public
    def send() -> Response:
        """Act."""
        return redirect_with("/hasil?bagian=2", "terkirim-3")

    @pages.get("/hasil")
    @pages.get("/lain", endpoint="lain")
    @public
    def show() -> str:
        """Show what the action led to."""
        return render_template_string("[{{ take_kabar() }}]")

    return pages


@pytest.fixture
def make(engine: Engine, make_settings: Callable[..., Settings]) -> Callable[..., Flask]:
    return lambda **changes: create_app(make_settings(**changes), engine=engine, peran={}, pages=[make_pages()])


def test_news_is_told_by_its_page_and_once(make: Callable[..., Flask]) -> None:
    client = make().test_client()

    sent = client.get("/kirim")
    told = [client.get(path).text for path in ("/lain", "/hasil?bagian=2", "/hasil?bagian=2")]

    assert (sent.status_code, sent.location) == (303, "/hasil?bagian=2")
    assert told == ["[]", "[terkirim-3]", "[]"]


@pytest.mark.parametrize(
    "env, secure, name", [("dev", False, "simpul_perizinan_kabar"), ("prod", True, "__Host-simpul-perizinan-kabar")]
)
def test_its_cookie_is_locked_down_as_the_session_is(
    make: Callable[..., Flask], env: str, secure: bool, name: str
) -> None:
    client = make(env=env, trusted_hosts=("localhost",)).test_client()
    base = "https://localhost" if secure else "http://localhost"

    set_, forgotten = (client.get(path, base_url=base).headers["Set-Cookie"] for path in ("/kirim", "/hasil"))

    for cookie in (set_, forgotten):
        parts = {part.strip() for part in cookie.split(";")}
        assert cookie.startswith(f"{name}=")
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= parts
        assert ("Secure" in parts) is secure
    assert "Max-Age=60" in set_
    assert "Max-Age=0" in forgotten
