"""Forms of pages, filled in as a browser would without script: hidden fields kept, the button pressed."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from ipaddress import IPv4Address
from itertools import count

from flask import Flask
from werkzeug.test import TestResponse

_addresses = (IPv4Address("10.9.0.0") + n for n in count())


@dataclass(kw_only=True)
class Borang:
    """A form of a page: where it goes, how, and what stands in its hidden fields."""

    aksi: str
    metode: str
    isi: list[tuple[str, str]] = field(default_factory=list)

    def value(self, name: str) -> str:
        """Return the hidden value of a name."""
        return dict(self.isi)[name]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Borang] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Borang(aksi=named.get("action", ""), metode=named.get("method", "get")))
        elif tag == "input" and named.get("type") == "hidden" and self.forms:
            self.forms[-1].isi.append((named["name"], named.get("value", "")))


def read_borang(page: str, aksi: str) -> Borang:
    """Return the form of the page that goes to ``aksi``."""
    reader = _Reader()
    reader.feed(page)
    found = [form for form in reader.forms if form.aksi == aksi]
    assert found, (aksi, [form.aksi for form in reader.forms])
    return found[0]


class Peramban:
    """A browser without script, in which somebody is signed in or nobody is."""

    def __init__(self, app: Flask, sesi: str | None = None, cookie: str = "") -> None:
        """Open the browser from an address that nobody used before."""
        self._client = app.test_client()
        self._environ = {"REMOTE_ADDR": str(next(_addresses))}
        if sesi:
            self._client.set_cookie(cookie, sesi, domain="localhost")

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self._client.get(path, environ_base=self._environ)

    def post(self, path: str, data: dict[str, str]) -> TestResponse:
        """Send fields that no page gave."""
        return self._client.post(path, data=data, environ_base=self._environ)

    def send(self, path: str, aksi: str | None = None, **fields: str) -> TestResponse:
        """Open a page, fill its form in and press the button; a field's dots are written as ``__``."""
        form = read_borang(self.get(path).text, path if aksi is None else aksi)
        return self.press(form, path, **fields)

    def press(self, form: Borang, path: str, **fields: str) -> TestResponse:
        """Send a form that was read before; an empty action is the page itself."""
        given = {name.replace("__", "."): value for name, value in fields.items()}
        return self.post(form.aksi or path, dict(form.isi) | given)
