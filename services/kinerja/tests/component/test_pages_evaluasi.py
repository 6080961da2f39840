"""The pages of appraisals: the nine boxes without script, the team, the document's steps, the progress."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.kinerja_orang import give_skp

Sesi = Callable[..., FlaskClient]


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture(autouse=True)
def skp(engine: Engine, rantai: Rantai) -> None:
    """Give the person an SKP of 2025 and of 2026 that holds."""
    for tahun in (2025, 2026):
        give_skp(engine, rantai.pegawai.id, tahun=tahun)


@pytest.fixture
def pegawai(sesi: Sesi, rantai: Rantai) -> FlaskClient:
    return sesi("pegawai", opd="dinkes", pegawai_id=rantai.pegawai.id)


@pytest.fixture
def penilai(sesi: Sesi, rantai: Rantai) -> FlaskClient:
    return sesi("pegawai", "penilai", opd="dinkes", pegawai_id=rantai.penilai.id)


@pytest.fixture
def atasan(sesi: Sesi, rantai: Rantai) -> FlaskClient:
    return sesi("pegawai", "penilai", "atasan_penilai", opd="dinkes", pegawai_id=rantai.atasan_penilai.id)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def send(client: FlaskClient, page: str, path: str, **fields: str) -> tuple[int, str, str]:
    """Send a form that stands on a page."""
    shown = client.get(page).text
    kept = {"csrf_token": hidden(shown, "csrf_token")}
    if 'name="version"' in shown:
        kept["version"] = hidden(shown, "version")
    answer = client.post(path, data=kept | fields)
    return answer.status_code, answer.text, answer.headers.get("Location", "").partition("?")[0]


def rate(penilai: FlaskClient, rantai: Rantai, periode: str, **fields: str) -> str:
    form = f"/evaluasi/baru?pegawai_id={rantai.pegawai.id}&periode={periode}"
    who = {"pegawai_id": rantai.pegawai.id, "periode": periode}
    status, page, address = send(penilai, form, "/evaluasi/baru", **who | {"kuadran": "sesuai:sesuai"} | fields)
    assert status == 303, page
    return address


def test_the_nine_boxes_are_radios_that_say_both_axes_and_the_predikat(penilai: FlaskClient, rantai: Rantai) -> None:
    page = penilai.get(f"/evaluasi/baru?pegawai_id={rantai.pegawai.id}&periode=2026-T1").text

    assert page.count('type="radio" name="kuadran"') == 9
    assert 'value="di_atas:di_atas" aria-label="Hasil di atas ekspektasi, di atas ekspektasi: Sangat baik"' in page
    assert 'value="di_bawah:di_bawah" aria-label="Di bawah, perilaku di bawah: Sangat kurang"' in page
    assert " checked" not in page.partition('name="kuadran"')[2].partition("</table>")[0]


def test_a_person_is_rated_in_draft_and_then_established(penilai: FlaskClient, rantai: Rantai) -> None:
    form = f"/evaluasi/baru?pegawai_id={rantai.pegawai.id}&periode=2026-T1"
    who = {"pegawai_id": rantai.pegawai.id, "periode": "2026-T1"}
    empty, page, _ = send(penilai, form, "/evaluasi/baru", **who)
    address = rate(penilai, rantai, "2026-T1", catatan="Rapi")
    draft = penilai.get(address).text
    status, _, _ = send(penilai, address, f"{address}/rate", kuadran="di_atas:di_atas", langkah="tetapkan")
    done = penilai.get(address).text

    assert (empty, "Pilih satu dari sembilan kotak" in page) == (422, True)
    assert 'value="sesuai:sesuai" checked' in draft
    assert (status, "Predikat: Sangat baik" in done, 'name="kuadran"' in done) == (303, True, False)


def test_an_old_page_changes_nothing(penilai: FlaskClient, rantai: Rantai) -> None:
    address = rate(penilai, rantai, "2026-T1")

    fields = {"kuadran": "di_bawah:sesuai", "catatan": "Laporan belum masuk"}
    status, page, _ = send(penilai, address, f"{address}/rate", version="9", **fields)

    assert (status, "berubah sejak Anda membukanya" in page) == (412, True)
    assert "Laporan belum masuk" in page
    assert 'value="di_bawah:sesuai" checked' in page


def test_a_refusal_says_why_and_keeps_what_was_typed(engine: Engine, penilai: FlaskClient, rantai: Rantai) -> None:
    address = rate(penilai, rantai, "2026-T1")
    form = f"/evaluasi/baru?pegawai_id={rantai.pegawai.id}&periode=2026-T1"
    who = {"pegawai_id": rantai.pegawai.id, "periode": "2026-T1"}
    fields = {"kuadran": "di_bawah:sesuai", "catatan": "Laporan belum masuk"}
    again, page_again, _ = send(penilai, form, "/evaluasi/baru", **who | fields)
    with engine.begin() as conn:
        query = "INSERT INTO penutupan_evaluasi VALUES ('tutup', :unit_id, '2026-T1', '', now())"
        conn.execute(text(query), {"unit_id": rantai.pegawai.unit_id})
    closed, page_closed, _ = send(penilai, address, f"{address}/rate", **fields)

    assert (again, "sudah dievaluasi untuk periode itu" in page_again) == (409, True)
    assert (closed, "sudah ditutup untuk unit itu" in page_closed) == (409, True)
    assert all("Laporan belum masuk" in page for page in (page_again, page_closed))


def test_what_was_typed_is_shown_where_the_step_is_no_longer_there(
    penilai: FlaskClient, rantai: Rantai, pegawai: FlaskClient
) -> None:
    address = rate(penilai, rantai, "2026-T1")
    version = hidden(penilai.get(address).text, "version")
    send(penilai, address, f"{address}/rate", kuadran="sesuai:sesuai", langkah="tetapkan")
    fields = {"kuadran": "di_bawah:sesuai", "catatan": "Laporan belum masuk", "version": version}

    status, page, _ = send(penilai, "/evaluasi/tim", f"{address}/rate", **fields)

    assert (status, "Laporan belum masuk" in page) == (412, True)


def test_a_period_that_has_not_ended_is_refused_on_the_page_with_the_day(penilai: FlaskClient, rantai: Rantai) -> None:
    form = f"/evaluasi/baru?pegawai_id={rantai.pegawai.id}&periode=2998"
    who = {"pegawai_id": rantai.pegawai.id, "periode": "2998"}

    status, page, _ = send(penilai, form, "/evaluasi/baru", **who, kuadran="sesuai:sesuai", catatan="Rapi")

    assert (status, "21 Desember 2998" in page, "Rapi" in page) == (409, True, True)


def test_the_team_shows_who_waits_and_the_spread(penilai: FlaskClient, rantai: Rantai) -> None:
    before = penilai.get("/evaluasi/tim?periode=2026-T1").text
    address = rate(penilai, rantai, "2026-T1", langkah="tetapkan")
    after = penilai.get("/evaluasi/tim?periode=2026-T1").text

    assert f"Nilai {rantai.pegawai.nama}" in before
    assert f"Nilai {rantai.pegawai.nama}" not in after
    assert address in after
    assert "Sebaran predikat tim" in after


def test_the_years_document_goes_to_its_person_who_objects_and_the_one_above_decides(
    pegawai: FlaskClient, penilai: FlaskClient, atasan: FlaskClient, rantai: Rantai
) -> None:
    address = rate(penilai, rantai, "2025", langkah="tetapkan", catatan="Rapi sepanjang tahun")
    steps = [
        send(penilai, address, f"{address}/send")[0],
        send(pegawai, address, f"{address}/receive")[0],
        send(pegawai, address, f"{address}/object")[0],
        send(pegawai, address, f"{address}/object", alasan="Belum dihitung")[0],
        send(atasan, address, f"{address}/decide", alasan="Bukti lengkap")[0],
    ]
    fields = {"putusan": "dikabulkan", "alasan": "Bukti lengkap", "kuadran": "di_atas:di_atas"}
    decided = send(atasan, address, f"{address}/decide", **fields)[0]
    page = pegawai.get(address).text

    assert steps == [303, 303, 422, 303, 422]
    assert decided == 303
    assert "Predikat: Sangat baik" in page
    assert "Dikabulkan" in page
    assert "Setelah putusan" in page
    assert "Sesuai ekspektasi" in page.partition("Setelah putusan")[2]
    assert "Rapi sepanjang tahun" in page


def test_ones_own_page_lists_by_period(pegawai: FlaskClient, penilai: FlaskClient, rantai: Rantai) -> None:
    rate(penilai, rantai, "2026-T1")

    page = pegawai.get("/evaluasi").text

    assert "Triwulan I 2026" in page
    assert "Evaluasi saya" in page
    assert "Evaluasi tim" not in page


def test_bkpsdm_sees_the_progress_and_rates_nobody(sesi: Sesi, penilai: FlaskClient, rantai: Rantai) -> None:
    address = rate(penilai, rantai, "2026-T1")
    bkpsdm = sesi("bkpsdm", opd="bkpsdm")

    assert "belum dinilai" in bkpsdm.get("/evaluasi/rekap?periode=2026-T1").text
    assert 'name="kuadran"' not in bkpsdm.get(address).text
    assert bkpsdm.get("/evaluasi/tim").status_code == 403


def test_the_days_of_the_document_are_named_by_the_data(
    pegawai: FlaskClient, penilai: FlaskClient, rantai: Rantai
) -> None:
    address = rate(penilai, rantai, "2025", langkah="tetapkan")
    to_send = penilai.get(address).text
    send(penilai, address, f"{address}/send")
    to_receive = pegawai.get(address).text
    send(pegawai, address, f"{address}/receive")
    to_object = pegawai.get(address).text

    assert "paling lambat" in to_send
    assert "14 hari untuk mengajukan keberatan" in to_receive
    assert "Paling lambat" in to_object


def test_an_objection_is_heard_reported_and_followed_up_on_the_page(
    pegawai: FlaskClient, penilai: FlaskClient, atasan: FlaskClient, sesi: Sesi, rantai: Rantai
) -> None:
    address = rate(penilai, rantai, "2025", langkah="tetapkan")
    bkpsdm = sesi("bkpsdm", opd="bkpsdm")
    steps = [
        send(penilai, address, f"{address}/send")[0],
        send(pegawai, address, f"{address}/receive")[0],
        send(pegawai, address, f"{address}/object", alasan="Belum dihitung")[0],
        send(atasan, address, f"{address}/examine")[0],
        send(atasan, address, f"{address}/decide", putusan="ditolak", alasan="Bukti tidak ada")[0],
        send(penilai, address, f"{address}/report", permasalahan="Data terlambat")[0],
        send(penilai, address, f"{address}/report", permasalahan="Data terlambat", rekomendasi="Pelatihan")[0],
        send(bkpsdm, address, f"{address}/follow-up", tindak_lanjut="Diusulkan pelatihan")[0],
    ]
    page = pegawai.get(address).text

    assert steps == [303, 303, 303, 303, 303, 422, 303, 303]
    assert all(words in page for words in ("Data terlambat", "Pelatihan", "Diusulkan pelatihan", "Ditindaklanjuti"))


def test_the_ppk_rates_the_sekda_on_the_page(engine: Engine, sesi: Sesi, daerah: LoadOrganisasi) -> None:
    sekda = next(each for each in daerah.pegawai if each.atasan_id is None)
    give_skp(engine, sekda.id, tahun=2025)
    ppk = sesi("ppk")
    team = ppk.get("/evaluasi/tim?periode=2025").text
    form = f"/evaluasi/baru?pegawai_id={sekda.id}&periode=2025"
    who = {"pegawai_id": sekda.id, "periode": "2025"}

    status, _, address = send(ppk, form, "/evaluasi/baru", **who, kuadran="sesuai:sesuai", langkah="tetapkan")
    page = ppk.get(address).text

    assert f"Nilai {sekda.nama}" in team
    assert (status, "Penilai: Pejabat Pembina Kepegawaian" in page) == (303, True)
