"""Pages hold to the content security policy, keep the reader's choices, and are light."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tampilan import RailItem, build, init_tampilan, render_galat
from tampilan.galeri import HALAMAN, create_galeri
from tampilan.galeri.app import Halaman
from tampilan.navigasi import is_current
from tampilan.tema import local_path

pytestmark = pytest.mark.usefixtures("aset")

KB = 1000
SEMUA = [f"/halaman/{h.nama}" for h in HALAMAN] + ["/", "/masuk", "/tidak-ada"]


@pytest.mark.parametrize("alamat", SEMUA)
def test_no_page_holds_a_style_a_script_or_a_data_address(galeri: FlaskClient, alamat: str) -> None:
    page = galeri.get(alamat).text

    assert not re.search(r"<[^>]+\sstyle=", page)
    assert "<style" not in page
    assert "data:" not in page
    assert not re.search(r"<[^>]+\son\w+=", page)
    assert all(m == "" for m in re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL))
    assert "javascript:" not in page


@pytest.mark.parametrize("alamat", SEMUA)
def test_ids_are_unique_and_labels_point_at_something(galeri: FlaskClient, alamat: str) -> None:
    page = galeri.get(alamat).text
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert len(ids) == len(set(ids))
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        named = {n for value in re.findall(rf'\s{attribute}="([^"]+)"', page) for n in value.split()}
        assert named <= set(ids)


@pytest.mark.parametrize("alamat", SEMUA)
def test_every_post_form_carries_the_token(galeri: FlaskClient, alamat: str) -> None:
    forms = re.findall(r'<form[^>]*method="post".*?</form>', galeri.get(alamat).text, re.DOTALL)

    assert all('name="csrf_token"' in form for form in forms)


@pytest.mark.parametrize("halaman", HALAMAN, ids=lambda h: h.nama)
def test_a_first_visit_stays_within_its_budget(galeri: FlaskClient, halaman: Halaman) -> None:
    page = galeri.get(f"/halaman/{halaman.nama}").text
    taken = set(re.findall(r'(?:href|src)="(/aset/[^"#]+)', page))
    weights = {a: len(galeri.get(a, headers={"Accept-Encoding": "gzip"}).data) for a in taken}
    total = len(gzip.compress(page.encode())) + sum(weights.values())

    assert total <= (95 if halaman.petugas else 75) * KB, weights


def test_an_asset_is_compressed_named_by_its_content_and_kept_a_year(galeri: FlaskClient) -> None:
    names = json.loads(build.MANIFEST.read_text(encoding="utf-8"))["berkas"]
    answer = galeri.get(f"/aset/{names['tampilan.css']}", headers={"Accept-Encoding": "br, gzip"})

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.mimetype == "text/css"
    assert galeri.get("/aset/manifest.json").status_code == 404
    assert galeri.get("/aset/../shell.py").status_code == 404


def test_the_manifest_names_version_and_digest_of_all_that_comes_from_npm() -> None:
    packages = json.loads(build.MANIFEST.read_text(encoding="utf-8"))["paket"]

    assert {p["paket"] for p in packages.values()} == {"bootstrap", "htmx.org", build.FONT}
    assert all(len(p["sha256"]) == 64 and p["versi"] for p in packages.values())


def test_a_second_build_does_nothing() -> None:
    assert build.build() is False


def test_the_lock_names_no_host() -> None:
    lock = (build.PROJECT / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in lock


def _token(galeri: FlaskClient) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', galeri.get("/").text)
    assert found is not None
    return found[1]


def test_the_theme_is_chosen_by_a_form_and_set_on_the_server(galeri: FlaskClient) -> None:
    form = {"csrf_token": _token(galeri), "tema": "gelap", "kembali": "/halaman/lacak"}

    answer = galeri.post("/tema", data=form)

    assert (answer.status_code, answer.location) == (303, "/halaman/lacak")
    assert 'data-bs-theme="dark"' in galeri.get("/").text


def test_a_theme_without_the_token_or_of_no_known_name_is_refused(galeri: FlaskClient) -> None:
    assert galeri.post("/tema", data={"tema": "gelap"}).status_code == 400
    assert galeri.post("/tema", data={"tema": "ungu", "csrf_token": _token(galeri)}).status_code == 400
    assert galeri.post("/tema", data={"csrf_token": _token(galeri)}).status_code == 400


def test_density_and_keys_are_choices_too(galeri: FlaskClient) -> None:
    galeri.post("/tema", data={"csrf_token": _token(galeri), "kepadatan": "lega", "pintasan": "mati"})

    page = galeri.get("/halaman/kotak-masuk").text
    assert 'class="utas-perizinan petugas lega" data-pintasan="mati"' in page


@pytest.mark.parametrize(
    "alamat", ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "lacak", "", "/a\nb"]
)
def test_the_way_back_never_leaves_the_site(alamat: str) -> None:
    assert local_path(alamat) == "/"


def test_an_error_page_says_what_happened_by_status_and_by_code() -> None:
    app = create_galeri()
    with app.test_request_context("/"):
        page, status = render_galat(404, kode="izin.not_found", acuan="abc")
        unknown, _ = render_galat(418)

    assert status == 404
    assert "Izin tidak ditemukan. Periksa nomornya." in page
    assert "abc" in page
    assert "Permintaan belum dapat dipenuhi" in unknown


def test_the_shell_works_without_rail_account_or_token() -> None:
    app = Flask(__name__)
    init_tampilan(app, service="kinerja", nama="Kabupaten Contoh", alamat={})
    app.add_url_rule("/", "depan", lambda: app.jinja_env.get_template("tampilan/petugas.html").render())

    page = app.test_client().get("/").text

    assert 'class="rel"' not in page
    assert "csrf_token" not in page
    assert 'href="/masuk"' in page


def test_a_place_is_current_by_path_or_by_its_own_word() -> None:
    assert is_current(RailItem(kata="a", tautan="/a"), "/a")
    assert not is_current(RailItem(kata="a", tautan="/a?status=lewat"), "/a")
    assert is_current(RailItem(kata="a", tautan="/b", kini=True), "/a")
