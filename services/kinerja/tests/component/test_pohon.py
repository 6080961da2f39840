"""The tree of goals and the agreements, by REST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.unit import JenisUnit
from simpul.kinerja.v1.peristiwa_pb2 import PerjanjianKinerjaDitandatangani, PohonKinerjaDitetapkan

Token = Callable[..., str]


@pytest.fixture
def unit_id(daerah: LoadOrganisasi) -> str:
    """Give the id of the agency dpmptsp."""
    return next(unit.id for unit in daerah.unit if unit.opd_kode == "dpmptsp" and unit.jenis is JenisUnit.OPD)


class Kantor:
    """BKPSDM before the service."""

    def __init__(self, client: FlaskClient, token: str, unit_id: str) -> None:
        self.client, self.token, self.unit_id = client, token, unit_id

    def post(
        self, path: str, body: dict[str, Any] | None = None, *, version: int | None = None, token: str | None = None
    ) -> Any:
        headers = {"Authorization": f"Bearer {token or self.token}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.client.post(path, json=body or {}, headers=headers)

    def get(self, path: str, *, token: str | None = None) -> Any:
        return self.client.get(path, headers={"Authorization": f"Bearer {token or self.token}"})

    def add(self, jenis: str, induk_id: str | None = None, **other: Any) -> str:
        body = {"tahun": 2026, "jenis": jenis, "uraian_kondisi": "Meningkatnya pelayanan", "induk_id": induk_id}
        answer = self.post("/v1/simpul", body | {"unit_id": self.unit_id} | other)
        assert answer.status_code == 201, answer.get_json()
        return str(answer.get_json()["id"])

    def measure(self, simpul_id: str | None, target: str = "80", **other: Any) -> str:
        body = {
            "unit_id": self.unit_id, "tahun": 2026, "nama": "Persentase", "satuan": "persen", "polaritas": "naik",
            "iku": True, "target": dict.fromkeys(("T1", "T2", "T3", "T4"), target), "simpul_id": simpul_id,
        }  # fmt: skip
        answer = self.post("/v1/indikator", body | other)
        assert answer.status_code == 201, answer.get_json()
        return str(answer.get_json()["id"])

    def findings(self) -> set[tuple[str | None, str]]:
        pohon = self.get("/v1/pohon?tahun=2026").get_json()
        return {(each["simpul_id"] or each["indikator_id"], each["kode"]) for each in pohon["temuan"]}


@pytest.fixture
def kantor(client: FlaskClient, token: Token, unit_id: str) -> Kantor:
    return Kantor(client, token("bkpsdm", opd="bkpsdm"), unit_id)


def told(engine: Engine, kind: type[Any]) -> list[Any]:
    query = text("SELECT data FROM outbox WHERE type = :type ORDER BY id")
    with engine.connect() as conn:
        rows = conn.execute(query, {"type": kind.DESCRIPTOR.full_name}).scalars().all()
    return [kind.FromString(bytes(data)) for data in rows]


def test_a_goal_is_established_once_it_has_an_indicator_and_leads_to_a_final_outcome(
    kantor: Kantor, engine: Engine
) -> None:
    final = kantor.add("final_outcome")
    output = kantor.add("output", final, crosscut=[{"jenis": "opd", "nama": "dinkes"}, {"jenis": "desa", "nama": "X"}])
    hanging = kantor.add("output")

    early = kantor.post(f"/v1/simpul/{output}/establish", version=1)
    assert (early.status_code, list(early.get_json()["errors"])) == (422, ["indikator"])
    lost = kantor.post(f"/v1/simpul/{hanging}/establish", version=1)
    assert list(lost.get_json()["errors"]) == ["indikator", "induk_id"]
    kantor.measure(output)
    assert kantor.post(f"/v1/simpul/{output}/establish").status_code == 428
    done = kantor.post(f"/v1/simpul/{output}/establish", version=1)
    assert (done.status_code, done.get_json()["status"], done.headers["ETag"]) == (200, "ditetapkan", '"2"')
    assert kantor.post(f"/v1/simpul/{output}/establish", version=2).status_code == 409

    (event,) = told(engine, PohonKinerjaDitetapkan)
    assert (event.simpul_id, event.induk_id, event.opd_kode, event.jumlah_indikator, list(event.opd_crosscut)) == (
        output,
        final,
        "dpmptsp",
        1,
        ["dinkes"],
    )


@pytest.mark.parametrize("jenis, induk", [("immediate_outcome", "final_outcome"), ("final_outcome", "final_outcome")])
def test_a_goal_stands_only_under_its_kind(kantor: Kantor, jenis: str, induk: str) -> None:
    body = {"tahun": 2026, "jenis": jenis, "uraian_kondisi": "Meningkatnya", "induk_id": kantor.add(induk)}
    answer = kantor.post("/v1/simpul", body)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["induk_id"])


def test_the_tree_does_not_turn_in_a_circle(kantor: Kantor) -> None:
    atas = kantor.add("intermediate_outcome", kantor.add("final_outcome"))
    bawah = kantor.add("intermediate_outcome", atas)
    body = {"jenis": "intermediate_outcome", "uraian_kondisi": "Meningkatnya", "induk_id": bawah}
    answer = kantor.post(f"/v1/simpul/{atas}/change", body, version=1)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["induk_id"])


def test_an_activity_is_warned_of_and_not_refused(kantor: Kantor) -> None:
    id_ = kantor.add("final_outcome", uraian_kondisi="Melaksanakan sosialisasi")

    assert kantor.get(f"/v1/simpul/{id_}").get_json()["peringatan"]
    assert (id_, "bukan_hasil") in kantor.findings()


def test_what_nobody_carries_and_what_hangs_on_nothing_is_found(kantor: Kantor) -> None:
    final = kantor.add("final_outcome", unit_id=None)
    loose = kantor.add("output")
    indikator = kantor.measure(None)

    assert kantor.findings() == {
        (final, "tanpa_unit"),
        (final, "tanpa_indikator"),
        (final, "tanpa_anak"),
        (loose, "tanpa_indikator"),
        (loose, "tidak_sampai_final"),
        (indikator, "menggantung"),
    }


@pytest.mark.parametrize(
    "aditif, targets, wrong",
    [
        (True, ("40", "30", "20"), False),
        (True, ("40", "25", "20"), True),
        (False, ("90", "95", "120"), False),
        (False, ("89.5", "95", "120"), True),
    ],
)
def test_targets_below_carry_the_target_above(
    kantor: Kantor, aditif: bool, targets: tuple[str, ...], wrong: bool
) -> None:
    final = kantor.add("final_outcome")
    kantor.measure(final, "90")
    for target in targets:
        output = kantor.add("output", final, kaitan={"jenis": "langsung", "aditif": aditif})
        kantor.measure(output, target)

    assert ((final, "target_tidak_sesuai") in kantor.findings()) is wrong


def test_a_change_of_an_established_goal_is_told_anew(kantor: Kantor, engine: Engine) -> None:
    final = kantor.add("final_outcome")
    kantor.measure(final)
    kantor.post(f"/v1/simpul/{final}/establish", version=1)
    body = {"jenis": "final_outcome", "uraian_kondisi": "Meningkatnya kesejahteraan", "unit_id": kantor.unit_id}
    answer = kantor.post(f"/v1/simpul/{final}/change", body, version=2)

    assert (answer.status_code, answer.get_json()["versi"]) == (200, 2)
    assert [event.versi for event in told(engine, PohonKinerjaDitetapkan)] == [1, 2]


def test_the_tree_of_another_agency_is_left_out(kantor: Kantor, token: Token) -> None:
    final = kantor.add("final_outcome")

    def seen(opd: str) -> list[str]:
        tree = kantor.get("/v1/pohon?tahun=2026", token=token("pegawai", opd=opd)).get_json()
        return [each["id"] for each in tree["simpul"]]

    assert (seen("dpmptsp"), seen("dlh")) == ([final], [])
    assert kantor.get(f"/v1/simpul/{final}", token=token("pegawai", opd="dlh")).status_code == 404


@pytest.fixture
def kepala(daerah: LoadOrganisasi, unit_id: str) -> Pegawai:
    """Give the head of dpmptsp."""
    return next(each for each in daerah.pegawai if each.unit_id == unit_id and each.memimpin)


def test_an_agreement_is_signed_by_both_in_turn_and_told(
    kantor: Kantor, kepala: Pegawai, token: Token, engine: Engine
) -> None:
    empty = kantor.post("/v1/perjanjian", {"unit_id": kantor.unit_id, "tahun": 2026})
    assert (empty.status_code, list(empty.get_json()["errors"])) == (422, ["unit_id"])
    kantor.measure(None)
    made = kantor.post("/v1/perjanjian", {"unit_id": kantor.unit_id, "tahun": 2026}).get_json()
    assert kantor.post("/v1/perjanjian", {"unit_id": kantor.unit_id, "tahun": 2026}).status_code == 422
    pertama = token("penilai", opd="dpmptsp", pegawai_id=kepala.id)
    kedua = token("penilai", opd="setda", pegawai_id=kepala.atasan_id)
    sign = f"/v1/perjanjian/{made['id']}/sign"

    assert made["naskah"][0]["pihak_kedua_id"] == kepala.atasan_id
    early = kantor.post(sign, version=1, token=kedua)
    assert (early.status_code, early.get_json()["code"]) == (409, "perjanjian.not_your_turn")
    assert kantor.post(sign, version=1, token=token("pegawai", opd="dpmptsp")).status_code == 403
    assert kantor.post(sign, version=1).status_code == 403
    assert kantor.post(sign, version=1, token=token("pegawai", opd="dlh")).status_code == 404
    assert kantor.post(sign, version=1, token=pertama).get_json()["status"] == "draf"
    done = kantor.post(sign, version=2, token=kedua)
    assert (done.status_code, done.get_json()["status"]) == (200, "ditandatangani")
    (event,) = told(engine, PerjanjianKinerjaDitandatangani)
    assert (event.pihak_pertama_id, event.pihak_kedua_id, event.jumlah_indikator) == (kepala.id, kepala.atasan_id, 1)


def test_a_change_makes_a_version_with_its_reason_and_keeps_the_old_one(
    kantor: Kantor, kepala: Pegawai, token: Token, engine: Engine
) -> None:
    kantor.measure(None)
    made = kantor.post("/v1/perjanjian", {"unit_id": kantor.unit_id, "tahun": 2026}).get_json()
    path = f"/v1/perjanjian/{made['id']}"
    pertama = token("penilai", opd="dpmptsp", pegawai_id=kepala.id)
    kedua = token("penilai", opd="setda", pegawai_id=kepala.atasan_id)
    body = {"alasan_kode": "strategi_anggaran", "alasan": "APBD perubahan"}
    assert kantor.post(f"{path}/change", body, version=1).status_code == 409
    kantor.post(f"{path}/sign", version=1, token=pertama)
    kantor.post(f"{path}/sign", version=2, token=kedua)
    same = kantor.post(f"{path}/change", body, version=3)
    assert (same.status_code, list(same.get_json()["errors"])) == (422, ["_schema"])

    kantor.measure(None, "70", nama="Indeks kepuasan", satuan="indeks")
    changed = kantor.post(f"{path}/change", body, version=3).get_json()
    assert (changed["status"], [len(each["lampiran"]) for each in changed["naskah"]]) == ("draf", [1, 2])
    kantor.post(f"{path}/sign", version=4, token=pertama)
    kantor.post(f"{path}/sign", version=5, token=kedua)
    assert [event.versi for event in told(engine, PerjanjianKinerjaDitandatangani)] == [1, 2]
    assert kantor.get(path).get_json()["naskah"][0]["lampiran"] == made["naskah"][0]["lampiran"]


def test_the_head_of_the_regency_signs_alone(kantor: Kantor, daerah: LoadOrganisasi) -> None:
    akar = next(unit.id for unit in daerah.unit if unit.jenis is JenisUnit.PEMERINTAH_DAERAH)
    kantor.measure(None, unit_id=akar)
    made = kantor.post("/v1/perjanjian", {"unit_id": akar, "tahun": 2026}).get_json()
    done = kantor.post(f"/v1/perjanjian/{made['id']}/sign", version=1)

    assert (done.status_code, done.get_json()["status"]) == (200, "ditandatangani")
