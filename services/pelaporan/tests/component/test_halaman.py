"""The pages: the state is in the address, every number answers why, and it moves while one looks."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from pelaporan.adapters.buku import read_files
from simpul.perizinan.v1 import peristiwa_pb2 as izin

MARET = datetime(2026, 3, 10, 3, tzinfo=UTC)
Bearer = Callable[[str], dict[str, str]]


@pytest.fixture
def show(client: FlaskClient, bearer: Bearer) -> Callable[[str], Any]:
    """Give a function that opens a page as organisasi."""
    headers = bearer("organisasi")
    return lambda address: client.get(address, headers=headers)


@pytest.fixture
def tiga(arus: Any, take_in: Any) -> Any:
    """Give three decided files, one of them late."""
    arus.permohonan(MARET, hari_kerja=2)
    arus.permohonan(MARET, layanan="pbg", hari_kerja=5, tepat_waktu=False, kanal="loket")
    arus.permohonan(MARET, akhir=izin.PermohonanDitolak, opd="dlh")
    take_in(arus.items)
    return arus


def test_the_dashboard_shows_what_the_api_says(tiga: Any, show: Any) -> None:
    page = show("/?periode=2026-03").get_data(as_text=True)

    assert "66,67%" in page
    assert "Maret 2026" in page
    for kode in ("ppt.tepat_waktu", "ppt.berjalan", "skm.ikm"):
        api = show(f"/v1/indikator/{kode}?periode=2026-03").get_json()
        assert kode in page
        assert api["nilai"] is None or api["nilai"].removesuffix(".00").replace(".", ",") in page


def test_a_month_that_is_also_the_end_of_the_trend_counts_once(tiga: Any, show: Any) -> None:
    page = show("/indikator/ppt.diputus?periode=2026-03").get_data(as_text=True)

    assert "<strong>3</strong>" in page


def test_the_filter_of_what_is_below_target_is_in_the_address(tiga: Any, show: Any) -> None:
    page = show("/?periode=2026-03&saring=di-bawah").get_data(as_text=True)

    assert "ppt.tepat_waktu" in page
    assert "ppt.permohonan_masuk" not in page


def test_an_indicator_explains_itself_down_to_event_ids(tiga: Any, show: Any) -> None:
    page = show("/indikator/ppt.tepat_waktu?periode=2026-03").get_data(as_text=True)

    late = next(item.pesan for item in tiga.items if getattr(item.isi, "tepat_waktu", None) is False)
    assert late.id in page
    for words in ("Rumus", "Ukuran", "Peristiwa", "Dari mana 1 yang tidak masuk pembilang", "pbg"):
        assert words in page


@pytest.mark.parametrize("kode", ["ppt.median_hari_kerja", "ppt.berjalan", "skm.ikm", "ppt.rekomendasi_tepat_waktu"])
@pytest.mark.parametrize(
    "query", ["periode=2026-03", "periode=2026-T1&opd=dlh", "periode=2026&layanan=pbg&per=2026-04-01"]
)
def test_every_indicator_has_its_page(tiga: Any, show: Any, kode: str, query: str) -> None:
    assert show(f"/indikator/{kode}?{query}").status_code == 200
    assert show(f"/indikator/{kode}/asal?{query}").status_code == 200


def test_the_table_comes_again_only_when_something_was_counted(tiga: Any, take_in: Any, show: Any) -> None:
    cap = f"perizinan.{len(tiga.items)}"

    assert show(f"/dasbor/isi?cap={cap}&periode=2026-03").status_code == 204
    tiga.permohonan(MARET)
    take_in(tiga.items)
    moved = show(f"/dasbor/isi?cap={cap}&periode=2026-03")
    assert moved.status_code == 200
    assert "75,00%" in moved.get_data(as_text=True)
    assert moved.get_data(as_text=True).count('id="dasbor-ringkas" hx-swap-oob="true"') == 1
    one = show(f"/indikator/ppt.diputus/isi?cap={cap}&periode=2026-03")
    assert one.status_code == 200
    assert f"<dd>{len(tiga.items)}</dd>" in one.get_data(as_text=True).partition('id="kesegaran"')[2]


def test_the_workbook_holds_what_is_listed_in_typed_cells(tiga: Any, show: Any) -> None:
    block = show("/dasbor.xlsx?periode=2026-03").data

    with zipfile.ZipFile(io.BytesIO(block)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert all(f"<v>{number}</v>" in sheet for number in ("66.67", "2", "3"))
    assert "<f>" not in sheet
    assert sheet.count("<row ") == 1 + len({naskah["kode"] for naskah in read_files()})


def test_the_csv_holds_every_event_behind_the_value(tiga: Any, show: Any) -> None:
    answer = show("/indikator/ppt.tepat_waktu/asal.csv?periode=2026-03")

    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert [row["pembilang"] for row in rows] == ["ya", "tidak", "ya"]
    assert answer.mimetype == "text/csv"


def test_a_cell_that_a_spreadsheet_would_run_stays_text(arus: Any, take_in: Any, show: Any) -> None:
    arus.permohonan(MARET, layanan="=1+1")
    take_in(arus.items)

    assert "'=1+1" in show("/indikator/ppt.diputus/asal.csv?periode=2026-03").get_data(as_text=True)


def test_an_address_that_cannot_be_understood_is_refused(show: Any) -> None:
    for address in ("/?periode=2026-99", "/?per=kemarin", "/indikator/ppt.daring?periode=x"):
        assert show(address).status_code == 422
    assert show("/indikator/tidak.ada").status_code == 404


def test_definitions_have_their_pages(show: Any) -> None:
    assert "ppt.tepat_waktu" in show("/definisi").get_data(as_text=True)
    assert "PermohonanDianggapDikabulkan" in show("/definisi/ppt.tepat_waktu").get_data(as_text=True)
    assert "hari_kerja" in show("/definisi/coba?kode=ppt.median_hari_kerja").get_data(as_text=True)


def test_a_definition_is_tried_and_published_on_its_page(tiga: Any, client: FlaskClient, bearer: Bearer) -> None:
    headers = bearer("organisasi")
    naskah = """
        kode: ppt.ditolak
        nama: Permohonan ditolak
        satuan: permohonan
        dasar_hukum: UU 25/2009
        ukuran: {ditolak: {peristiwa: [simpul.perizinan.v1.PermohonanDitolak]}}
        pembilang: ditolak
        rumus: ditolak
    """
    form = {"naskah": naskah, "berlaku_dari": "2020-01-01"}

    tried = client.post("/definisi/coba", data={**form, "langkah": "coba"}, headers=headers)
    wrong = client.post("/definisi/coba", data={**form, "naskah": "- a", "langkah": "terbit"}, headers=headers)
    published = client.post("/definisi/coba", data={**form, "langkah": "terbit"}, headers=headers)

    assert "Maret 2026" in tried.get_data(as_text=True)
    assert wrong.status_code == 422
    assert published.headers["Location"] == "/definisi/ppt.ditolak"
    told = [client.get("/definisi/ppt.ditolak", headers=headers).text for _ in range(2)]
    assert ["Definisi versi 1 terbit" in page for page in told] == [True, False]
    assert client.get("/v1/indikator/ppt.ditolak?periode=2026-03", headers=headers).get_json()["nilai"] == "1.00"


def test_a_dead_letter_is_shown_and_sent_again(engine: Engine, arus: Any, client: FlaskClient, bearer: Bearer) -> None:
    headers = bearer("admin")
    arus.permohonan(MARET, akhir=None)
    pesan = arus.items[0].pesan
    with engine.begin() as conn:
        conn.execute(
            text(
                "INSERT INTO surat_mati (sumber, partisi, posisi, event_id, tipe, subjek, waktu, data, asal, alasan) "
                "VALUES (:sumber, 0, :posisi, :id, :tipe, :subjek, :waktu, :data, '{}', 'unknown type x')"
            ),
            pesan._asdict(),
        )

    shown = client.get("/peristiwa-gagal", headers=headers).get_data(as_text=True)
    rail = client.get("/", headers=headers).get_data(as_text=True)
    sent = client.post("/peristiwa-gagal/1/resend", headers=headers)
    again = client.post("/peristiwa-gagal/1/resend", headers=headers)

    assert "Permohonan diajukan" in shown
    assert "/peristiwa-gagal" in rail
    assert (sent.status_code, again.status_code) == (303, 409)
    value = client.get("/v1/indikator/ppt.permohonan_masuk?periode=2026-03", headers=headers).get_json()
    assert value["nilai"] == "1.00"


def test_dead_letters_and_publishing_are_not_for_everyone(client: FlaskClient, bearer: Bearer) -> None:
    assert client.get("/peristiwa-gagal", headers=bearer("organisasi")).status_code == 403
    assert client.get("/definisi/coba", headers=bearer("pimpinan")).status_code == 403
    assert client.get("/", headers=bearer("inspektorat")).status_code == 200
