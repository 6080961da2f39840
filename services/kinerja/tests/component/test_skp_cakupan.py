"""A target that is shared out: how much of the superior's is still uncovered, before a row is hung on it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.kinerja_orang import Orang
from tests.support.kinerja_skp import BARIS
from tests.support.kinerja_tim import TAHUN, Tim, create_skp, make_tim


@pytest.fixture
def tim(client: FlaskClient, token: Callable[..., str], daerah: LoadOrganisasi) -> Tim:
    return make_tim(client, token, find_rantai(daerah, "dinkes"))


@pytest.fixture
def rekan(client: FlaskClient, token: Callable[..., str], daerah: LoadOrganisasi, tim: Tim) -> Orang:
    """Give another person of the same superior."""
    here, own = tim.rantai.penilai.id, tim.rantai.pegawai.id
    peer = next(each for each in daerah.pegawai if each.atasan_id == here and each.id != own)
    return Orang(client, token("pegawai", opd="dinkes", pegawai_id=peer.id))


def row(jumlah: str | None, satuan: str = "dokumen", **more: Any) -> dict[str, Any]:
    """Return a row whose target is shared out."""
    measure = {"uraian": "Rekomendasi", "aspek": "kuantitas", "target": f"{jumlah} {satuan}"}
    return {**BARIS, "indikator": [{**measure, "jumlah": jumlah, "satuan": satuan if jumlah else ""}], **more}


def test_the_picker_says_how_much_of_the_superiors_target_is_uncovered(tim: Tim, rekan: Orang) -> None:
    [above] = create_skp(tim.penilai, row("120"))["baris"]
    create_skp(rekan, row("50.5", "Dokumen", induk_id=above["id"]), row("9", "kali", induk_id=above["id"]))
    made = create_skp(tim.pegawai, row("30", induk_id=above["id"]), row("7"), row(None, induk_id=above["id"]))

    [offered] = tim.pegawai.get(f"/v1/skp/{made['id']}/induk").get_json()["data"]

    assert above["indikator"][0]["jumlah"] == "120"
    assert offered["cakupan"] == [
        {"satuan": "dokumen", "target": "120", "terbagi": "80.5", "sendiri": "30", "sisa": "39.5"}
    ]


@pytest.mark.parametrize(
    "jumlah, satuan, at",
    [("12", "", "satuan"), ("-1", "dokumen", "jumlah"), ("1e3", "dokumen", "jumlah"), (None, "dokumen", "satuan")],
)
def test_a_share_needs_a_number_and_a_unit(tim: Tim, jumlah: str | None, satuan: str, at: str) -> None:
    measure = {**BARIS["indikator"][0], "jumlah": jumlah, "satuan": satuan}

    answer = tim.pegawai.send("/v1/skp", {"tahun": TAHUN, "baris": [{**BARIS, "indikator": [measure]}]})

    expected = (201, []) if jumlah == "1e3" else (422, [f"baris.0.indikator.0.{at}"])
    assert (answer.status_code, list(answer.get_json().get("errors", []))) == expected


def test_the_form_shows_what_is_left_and_takes_a_share(tim: Tim, sesi: Callable[..., FlaskClient]) -> None:
    [above] = create_skp(tim.penilai, row("120"))["baris"]
    made = create_skp(tim.pegawai, row("30.5", induk_id=above["id"]))
    browser = sesi("pegawai", opd="dinkes", pegawai_id=tim.rantai.pegawai.id)

    form, shown = browser.get(f"/skp/{made['id']}/ubah").text, browser.get(f"/skp/{made['id']}").text

    assert 'name="baris.0.indikator.0.jumlah"' in form
    assert 'value="30,5"' in form
    assert "sisa 89,5 dokumen" in form
    assert "cakupan-anda" in shown
