"""The pages of a service in a browser: who visits which, and what is wrong with each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.support.cara import examine

_PRIMARY, _DISABLED = (f"document.querySelectorAll('main {each}').length" for each in (".tombol-utama", ":disabled"))
_NO_PAGE = re.compile(r"^/(v1|aset|docs|openapi|masuk/oidc)\b|\.(pdf|xlsx|csv|json)$|/isi$")
"""The rules of what is no page: the API and its description, files, the way to a provider, parts of pages."""
_DOOR = "/masuk"
Faults = dict[tuple[str | None, str], list[str]]
"""What is wrong with the pages that have a fault, by account and address: two accounts see two pages."""


@dataclass(frozen=True, kw_only=True)
class Kunjungan:
    """The pages that an account, or nobody, opens; all of them answer with one status."""

    akun: str | None
    alamat: Sequence[str]
    status: int = 200


@dataclass(frozen=True, kw_only=True)
class Jendela:
    """A browser before a service: opens pages as somebody, and says what is wrong with each."""

    browser: Browser
    alamat: str
    cookie: str
    begin: Callable[[str], str]
    """Begins the session of an account."""

    def make_context(self, akun: str | None, complaints: list[str], **options: Any) -> BrowserContext:
        """Return a browser context in which somebody is signed in, or nobody; it says what the browser complains about."""
        context = self.browser.new_context(
            base_url=self.alamat,
            viewport={"width": 1366, "height": 768},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            **options,
        )
        context.on("console", lambda message: complaints.append(f"{message.text} ({message.location['url']})"))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        if akun:
            context.add_cookies([{"name": self.cookie, "value": self.begin(akun), "url": self.alamat}])
        return context

    def find_faults(self, kunjungan: Sequence[Kunjungan]) -> Faults:
        """Visit every page once; return what is wrong with those that have a fault."""
        found: Faults = {}
        for each in kunjungan:
            complaints: list[str] = []
            with closing(self.make_context(each.akun, complaints)) as context:
                page = context.new_page()
                for alamat in each.alamat:
                    complaints.clear()
                    answer = page.goto(alamat)
                    faults = _check_answer(alamat, answer, each.status) + examine(page) + _find_crowd(page)
                    faults += [said for said in complaints if f"status of {each.status}" not in said]
                    found.setdefault((each.akun, alamat), []).extend(faults)
        return {visit: faults for visit, faults in found.items() if faults}


def _check_answer(alamat: str, answer: Response | None, status: int) -> list[str]:
    """Say when a page answers otherwise than it should, or leads to the door, which would hide what is behind it."""
    assert answer is not None
    shut = urlsplit(answer.url).path == _DOOR != alamat
    return ([] if answer.status == status else [f"answered {answer.status}"]) + (["leads to the door"] if shut else [])


def _find_crowd(page: Page) -> list[str]:
    """Say when a page has more than one primary button, or one that is disabled."""
    primary, disabled = page.evaluate(_PRIMARY), page.evaluate(_DISABLED)
    return ([f"{primary} primary buttons"] if primary > 1 else []) + (["something is disabled"] if disabled else [])


def find_unvisited(app: Flask, kunjungan: Sequence[Kunjungan], under: str = "/") -> set[str]:
    """Return the rules of the pages that nobody visits, of those that begin as the pattern says."""
    urls = app.url_map.bind("localhost")
    shown = [alamat for each in kunjungan if each.status == HTTPStatus.OK for alamat in each.alamat]
    visited = {urls.match(alamat.partition("?")[0], return_rule=True)[0].rule for alamat in shown}
    rules = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return {rule for rule in rules - visited if re.match(under, rule) and not _NO_PAGE.search(rule)}
