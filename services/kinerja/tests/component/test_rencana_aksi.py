"""The plan of an indicator by REST and in the browser: steps by quarter, what stood in the way, the year so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from kinerja.adapters.tujuan.contoh import generate_tujuan
from kinerja.application import Application
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.borang import read_borang

LANGKAH = {
    "triwulan": "T2",
    "uraian": "Loket keliling",
    "output": "Tiga loket",
    "program": "Pelayanan perizinan",
    "anggaran": "1250000.50",
    "penanggung_jawab": "Kepala Bidang",
}
PLAN = {"akumulasi": "kumulatif", "langkah": [LANGKAH, {"triwulan": "T1", "uraian": "Rapat", "output": "Jadwal"}]}


class Rencana:
    """BKPSDM before the plan of an indicator."""

    def __init__(self, client: FlaskClient, token: str, indikator_id: str) -> None:
        self.client, self.token, self.indikator_id = client, token, indikator_id
        self.path = f"/v1/indikator/{indikator_id}/rencana-aksi"

    def send(self, method: str, body: Any, version: int | None = None, act: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.client.open(f"{self.path}{act}", method=method, json=body, headers=headers)

    def get(self, token: str = "") -> Any:
        return self.client.get(self.path, headers={"Authorization": f"Bearer {token or self.token}"})

    def record(self, periode: str, nilai: str) -> None:
        path = f"/v1/indikator/{self.indikator_id}/realisasi"
        headers = {"Authorization": f"Bearer {self.token}"}
        assert self.client.post(path, json={"periode": periode, "nilai": nilai}, headers=headers).status_code == 201


@pytest.fixture
def indikator_id(application: Application, daerah: LoadOrganisasi) -> str:
    """Give the indicator of the model regency that counts weighed children: targets 80, 82, 84, 85."""
    contoh = generate_tujuan(daerah, 2026)
    application.tujuan.load_tujuan(contoh)
    return next(each.id for each in contoh.indikator if each.nama == "Persentase balita yang ditimbang")


@pytest.fixture
def rencana(client: FlaskClient, token: Callable[..., str], indikator_id: str) -> Rencana:
    return Rencana(client, token("bkpsdm", opd="bkpsdm"), indikator_id)


def test_a_plan_is_written_whole_and_stands_in_the_order_of_quarters(rencana: Rencana, engine: Engine) -> None:
    empty = rencana.get().get_json()
    made = rencana.send("PUT", PLAN, 0)

    assert (empty["version"], empty["langkah"], empty["akumulasi"]) == (0, [], "posisi_akhir")
    assert (made.status_code, made.headers["ETag"]) == (200, '"1"')
    shown = rencana.get().get_json()
    assert [each["triwulan"] for each in shown["langkah"]] == ["T1", "T2"]
    assert shown["langkah"][1] == LANGKAH
    with engine.connect() as conn:
        trail = conn.execute(text("SELECT jejak FROM outbox WHERE jejak LIKE '%write_rencana_aksi%'")).scalars().all()
    assert len(trail) == 1
    assert "Loket" not in str(trail)


def test_refusals_of_a_plan_come_in_their_order(rencana: Rencana, token: Callable[..., str]) -> None:
    wrong = {"akumulasi": "lain", "langkah": []}
    note = {"periode": "2026-T1", "kendala": "Hujan"}

    assert rencana.send("PUT", wrong).status_code == 428
    assert rencana.send("PUT", wrong, 3).status_code == 412
    assert rencana.send("PUT", wrong, 0).status_code == 422
    assert rencana.send("POST", note, 0, "/monitor").get_json()["code"] == "rencana_aksi.transition_not_allowed"
    assert rencana.send("POST", {}, 0, "/monitor").status_code == 409
    assert rencana.get(token("pegawai", opd="dlh")).status_code == 404
    assert rencana.get(token("pegawai", opd="dinkes")).status_code == 200


@pytest.mark.parametrize(
    "change, field",
    [
        ({"triwulan": "T5"}, "langkah.0.triwulan"),
        ({"uraian": "  "}, "langkah.0.uraian"),
        ({"output": ""}, "langkah.0.output"),
        ({"anggaran": "-1"}, "langkah.0.anggaran"),
        ({"anggaran": "NaN"}, "langkah.0.anggaran"),
        ({"anggaran": "1e400"}, "langkah.0.anggaran"),
        ({"uraian": "x" * 501}, "langkah.0.uraian"),
        ({"status": "selesai"}, "langkah.0.status"),
    ],
)
def test_a_wrong_step_is_named(rencana: Rencana, change: dict[str, str], field: str) -> None:
    answer = rencana.send("PUT", {"akumulasi": "kumulatif", "langkah": [LANGKAH | change]}, 0)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [field])


def test_notes_about_a_quarter_are_kept_and_the_last_one_holds(rencana: Rencana) -> None:
    rencana.send("PUT", PLAN, 0)
    first = rencana.send("POST", {"periode": "2026-T1", "kendala": "Hujan"}, 1, "/monitor")
    second = rencana.send("POST", {"periode": "2026-T1", "tindak_lanjut": "Tenda"}, 2, "/monitor")
    rewritten = rencana.send("PUT", PLAN, 3)

    assert [answer.status_code for answer in (first, second, rewritten)] == [200, 200, 200]
    assert [(each["kendala"], each["tindak_lanjut"]) for each in rewritten.get_json()["pantauan"]] == [
        ("Hujan", ""),
        ("", "Tenda"),
    ]
    for periode in ("2026", "2025-T1", "2027-T1", "x"):
        assert rencana.send("POST", {"periode": periode, "kendala": "x"}, 4, "/monitor").status_code == 422
    assert rencana.send("POST", {"periode": "2026-T1", "kendala": " "}, 4, "/monitor").status_code == 422


@pytest.mark.parametrize(
    "akumulasi, realisasi, capaian",
    [("kumulatif", "85", "100.00"), ("posisi_akhir", "85", "100.00"), ("rata_rata", "80.50", "94.71")],
)
def test_the_year_so_far_is_as_its_quarters_add_up(
    rencana: Rencana, akumulasi: str, realisasi: str, capaian: str
) -> None:
    rencana.record("2026-T2", "85")
    rencana.record("2026-T1", "76")
    shown = rencana.send("PUT", PLAN | {"akumulasi": akumulasi}, 0).get_json()

    assert (shown["realisasi"], shown["capaian"]) == (realisasi, capaian)


def test_steps_are_added_and_dropped_on_the_page(sesi: Callable[..., FlaskClient], indikator_id: str) -> None:
    bkpsdm, page = sesi("bkpsdm", opd="bkpsdm"), f"/indikator/{indikator_id}/rencana-aksi"

    def send(aksi: str, **fields: str) -> int:
        form = dict(read_borang(bkpsdm.get(page).text, aksi).isi) | fields
        return bkpsdm.post(aksi, data=form).status_code

    def drop(shown: str, version: str) -> dict[str, str]:
        return {"version": version, "hapus": "0", "csrf_token": read_borang(shown, page).value("csrf_token")}

    step = {"triwulan": "T1", "output": "Tiga loket", "anggaran": "1.250.000"}
    assert send(page, **step) == 422
    assert send(page, **step, uraian="Loket keliling") == 303
    assert send(page, triwulan="T4", output="Laporan", uraian="Evaluasi") == 303
    assert send(f"{page}/monitor", periode="2026-T1", kendala="Hujan") == 303
    shown = bkpsdm.get(page).text
    for part in ("Loket keliling", "Rp1.250.000", "Kendala: Hujan", "Posisi akhir"):
        assert part in shown
    assert bkpsdm.post(page, data=drop(shown, "1")).status_code == 412
    assert bkpsdm.post(page, data=drop(shown, "3")).status_code == 303
    assert "Loket keliling" not in bkpsdm.get(page).text
    assert "Tambah langkah" not in sesi("pegawai", opd="dinkes").get(page).text
