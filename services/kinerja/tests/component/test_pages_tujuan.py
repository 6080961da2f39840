"""The pages of goals: the tree, indicators, agreements, their forms."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.adapters.tujuan.contoh import generate_tujuan
from kinerja.application import Application
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.tujuan.load import LoadTujuan

Sesi = Callable[..., FlaskClient]


@pytest.fixture
def bkpsdm(sesi: Sesi) -> FlaskClient:
    return sesi("bkpsdm", opd="bkpsdm")


@pytest.fixture
def contoh(application: Application, daerah: LoadOrganisasi) -> LoadTujuan:
    """Give the goals of the model regency, loaded."""
    application.tujuan.load_tujuan(generate_tujuan(daerah, 2026))
    return generate_tujuan(daerah, 2026)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def send(client: FlaskClient, page: str, path: str, **fields: str) -> tuple[int, str, str]:
    """Send a form that stands on a page."""
    shown = client.get(page).text
    kept = {"csrf_token": hidden(shown, "csrf_token")}
    if 'name="version"' in shown:
        kept["version"] = hidden(shown, "version")
    answer = client.post(path, data=kept | fields)
    return answer.status_code, answer.text, answer.headers.get("Location", "")


def test_the_tree_shows_goals_indicators_and_findings(bkpsdm: FlaskClient, contoh: LoadTujuan) -> None:
    page = bkpsdm.get("/tujuan?tahun=2026").text

    assert page.count('class="tali-simpul') == 8
    assert "tali-putus" in page
    assert "Tidak ada sasaran di bawahnya yang memikul sasaran ini" in page
    assert "Tambah sasaran" in page
    assert "Belum ada sasaran untuk tahun 2020" in bkpsdm.get("/tujuan?tahun=2020").text


def test_a_pegawai_reads_and_changes_nothing(sesi: Sesi, contoh: LoadTujuan) -> None:
    client = sesi("pegawai", opd="dinkes")

    page = client.get("/tujuan?tahun=2026").text
    assert "Meningkatnya derajat kesehatan masyarakat" in page
    assert "Meningkatnya kualitas pelayanan perizinan" not in page
    assert "Tambah sasaran" not in page
    foreign = next(each for each in contoh.simpul if each.isi.opd_kode == "dpmptsp")
    assert client.get(f"/tujuan/{foreign.id}").status_code == 404


def test_a_goal_is_added_measured_and_established(bkpsdm: FlaskClient, contoh: LoadTujuan) -> None:
    induk = contoh.simpul[-1]
    fields = {"tahun": "2026", "jenis": "output", "induk_id": induk.id, "unit_id": induk.isi.unit_id or ""}
    wrong, page, _ = send(bkpsdm, "/tujuan/baru", "/tujuan/baru", **fields)
    assert (wrong, 'id="f-uraian_kondisi-galat"' in page) == (422, True)
    status, _, location = send(bkpsdm, "/tujuan/baru", "/tujuan/baru", uraian_kondisi="Terlatihnya ASN", **fields)
    address = location.partition("?")[0]
    assert status == 303

    early, page, _ = send(bkpsdm, address, f"{address}/establish")
    assert (early, "Beri sasaran ini paling sedikit satu indikator" in page) == (422, True)
    target = dict.fromkeys(("target_T1", "target_T2", "target_T3", "target_T4"), "1.250,5")
    measure = {
        "nama": "Jumlah ASN",
        "satuan": "orang",
        "polaritas": "naik",
        "tahun": "2026",
        "unit_id": fields["unit_id"],
    }
    made, _, indikator = send(
        bkpsdm, "/indikator/baru", "/indikator/baru", simpul_id=address.rpartition("/")[2], **measure, **target
    )
    assert (made, "1.250,5" in bkpsdm.get(indikator).text) == (303, True)
    done, _, location = send(bkpsdm, address, f"{address}/establish")
    assert (done, "Sasaran ditetapkan" in bkpsdm.get(location).text) == (303, True)


def test_a_realisasi_is_recorded_with_its_evidence(bkpsdm: FlaskClient, contoh: LoadTujuan) -> None:
    path = f"/indikator/{contoh.indikator[0].id}"
    wrong, page, _ = send(bkpsdm, path, f"{path}/realisasi", periode="2026-T1", nilai="tiga")
    assert (wrong, 'id="f-nilai-galat"' in page, 'value="tiga"' in page) == (422, True, True)

    status, _, location = send(bkpsdm, path, f"{path}/realisasi", periode="2026-T1", nilai="3,42", bukti="BA 12")
    page = bkpsdm.get(location).text
    assert (status, "Realisasi tercatat" in page, "95,00%" in page, "Bukti: BA 12" in page) == (303, True, True, True)


def test_a_dispute_is_laid_and_answered_on_the_page(
    bkpsdm: FlaskClient, sesi: Sesi, contoh: LoadTujuan, daerah: LoadOrganisasi
) -> None:
    indikator = next(each for each in contoh.indikator if each.opd_kode == "dinkes" and each.sumber is None)
    path = f"/indikator/{indikator.id}"
    send(bkpsdm, path, f"{path}/realisasi", periode="2026-T1", nilai="70")
    orang = sesi("pegawai", opd="dinkes", pegawai_id=find_rantai(daerah, "dinkes").pegawai.id)
    form = f"{path}/realisasi/2026-T1/sanggah"
    wrong, page, _ = send(orang, form, form, alasan=" ")
    assert (wrong, 'id="f-alasan-galat"' in page) == (422, True)
    status, _, _ = send(orang, form, form, alasan="Data posyandu belum masuk")

    page = bkpsdm.get(path).text
    found = re.search(r"/sanggahan/([0-9a-f-]{36})/decide", page)
    assert (status, found is not None, "Data posyandu belum masuk" in page) == (303, True, True)
    assert found is not None
    decide = f"/sanggahan/{found[1]}/decide"
    version = {"version": "1", "putusan": "accept"}
    empty, _, _ = send(bkpsdm, path, decide, alasan="", **version)
    done, _, _ = send(bkpsdm, path, decide, alasan="Benar, data dilengkapi", **version)
    assert (empty, done) == (422, 303)
    assert "Benar, data dilengkapi" in orang.get(path).text


def test_the_value_of_pelaporan_leads_to_its_reason(bkpsdm: FlaskClient, contoh: LoadTujuan) -> None:
    indikator = next(each for each in contoh.indikator if each.sumber is not None)

    assert "/indikator/ppt.tepat_waktu?periode=2026&amp;opd=dpmptsp" in bkpsdm.get(f"/indikator/{indikator.id}").text


def test_an_agreement_is_signed_by_both_and_changed(
    bkpsdm: FlaskClient, sesi: Sesi, contoh: LoadTujuan, daerah: LoadOrganisasi
) -> None:
    rantai = find_rantai(daerah, "dinkes")
    path = f"/perjanjian/{contoh.perjanjian[1][0]}"
    pertama = sesi("penilai", opd="dinkes", pegawai_id=rantai.penilai.id)
    kedua = sesi("atasan_penilai", opd="dinkes", pegawai_id=rantai.atasan_penilai.id)
    assert "Giliran Anda" in pertama.get("/perjanjian?tahun=2026").text
    assert "Tanda tangani perjanjian" not in kedua.get(path).text
    statuses = [send(client, path, f"{path}/sign")[0] for client in (pertama, kedua)]
    assert (statuses, "Ditandatangani" in bkpsdm.get(path).text) == ([303, 303], True)

    change = {"alasan_kode": "strategi_anggaran", "alasan": "APBD perubahan"}
    same, page, _ = send(bkpsdm, path, f"{path}/change", **change)
    assert (same, "belum berubah sejak" in page) == (422, True)
    unit_id = contoh.perjanjian[1][1]
    measure = {
        "nama": "Jumlah posyandu",
        "satuan": "posyandu",
        "polaritas": "naik",
        "tahun": "2026",
        "unit_id": unit_id,
    }
    target = dict.fromkeys(("target_T1", "target_T2", "target_T3", "target_T4"), "10")
    assert send(bkpsdm, "/indikator/baru", "/indikator/baru", **measure, **target)[0] == 303
    assert send(bkpsdm, path, f"{path}/change", **change)[0] == 303
    page = bkpsdm.get(path).text
    assert ("Versi 1 dan versi 2 berdampingan" in page, "<ins>" in page or "Ditambahkan" in page) == (True, True)


@pytest.mark.parametrize("query", ["tahun=x", "halaman=0", "halaman=x", "iku=lain", "opd=tiada", "tahun=99999999999"])
def test_a_hand_written_address_breaks_nothing(bkpsdm: FlaskClient, query: str) -> None:
    for path in ("/tujuan", "/indikator", "/perjanjian"):
        assert bkpsdm.get(f"{path}?{query}").status_code == 200


def test_no_page_has_inline_style_or_script(bkpsdm: FlaskClient, contoh: LoadTujuan) -> None:
    indikator, simpul = contoh.indikator[0].id, contoh.simpul[0].id
    for path in (
        "/tujuan",
        f"/tujuan/{simpul}",
        f"/tujuan/{simpul}/change",
        "/tujuan/baru",
        "/indikator",
        f"/indikator/{indikator}",
        f"/indikator/{indikator}/change",
        "/indikator/baru",
        "/perjanjian",
        f"/perjanjian/{contoh.perjanjian[0][0]}",
    ):
        page = bkpsdm.get(path).text
        assert " style=" not in page
        assert "<script>" not in page
        assert page.count("<h1") == 1
