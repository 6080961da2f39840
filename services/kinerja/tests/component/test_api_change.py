"""REST: who may change what, and in which order refusals come."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.domain.pegawai import Pegawai

Token = Callable[..., str]


def bearer(token: str, version: int | None = None, key: str | None = None) -> dict[str, str]:
    headers = {"Authorization": f"Bearer {token}"}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    if key is not None:
        headers["Idempotency-Key"] = key
    return headers


def test_a_move_needs_the_role_the_version_and_right_fields_in_this_order(
    client: FlaskClient, token: Token, someone: Pegawai, stranger: Pegawai
) -> None:
    bkpsdm, path = token("bkpsdm", opd="bkpsdm"), f"/v1/pegawai/{someone.id}/move"
    body = {"unit_id": stranger.unit_id, "jabatan_kode": "pengolah-data", "alasan": "SK 800/1"}

    def refused(headers: dict[str, str], body: dict[str, Any], path: str = path) -> tuple[int, str]:
        answer = client.post(path, headers=headers, json=body)
        return answer.status_code, answer.get_json()["code"]

    assert refused({}, {}) == (401, "auth.unauthenticated")
    assert refused(bearer(token("pegawai", opd="dinkes")), {}) == (403, "auth.forbidden")
    assert refused(bearer(token("admin")), body) == (403, "auth.forbidden")
    assert refused(bearer(bkpsdm), {}, "/v1/pegawai/tiada/move") == (404, "pegawai.not_found")
    assert refused(bearer(bkpsdm), {"asing": 1}) == (428, "version.required")
    assert refused(bearer(bkpsdm, 7), {}) == (412, "version.stale")
    assert refused(bearer(bkpsdm, 1), {}) == (422, "request.invalid")
    assert refused(bearer(bkpsdm, 1), body | {"jabatan_kode": "tiada"}) == (422, "request.invalid")
    assert refused(bearer(bkpsdm, 1), body, path.replace("move", "reactivate")) == (
        409,
        "pegawai.transition_not_allowed",
    )

    done = client.post(path, headers=bearer(bkpsdm, 1), json=body)
    assert (done.status_code, done.headers["ETag"], done.get_json()["opd_kode"]) == (200, '"2"', "dlh")


def test_a_repeated_change_answers_what_the_first_one_answered(
    client: FlaskClient, token: Token, someone: Pegawai
) -> None:
    headers = bearer(token("bkpsdm", opd="bkpsdm"), 1, "kunci-1")
    first, again = (
        client.post(f"/v1/pegawai/{someone.id}/deactivate", headers=headers, json={"alasan": "Pensiun"})
        for _ in range(2)
    )

    assert first.status_code == again.status_code == 200
    assert first.get_json() == again.get_json()
    assert again.headers["ETag"] == '"2"'


def test_a_superior_is_named_and_given_back_to_the_tree(
    client: FlaskClient, token: Token, someone: Pegawai, daerah: LoadOrganisasi
) -> None:
    bkpsdm, path = token("bkpsdm", opd="bkpsdm"), f"/v1/pegawai/{someone.id}/assign-atasan"
    rantai = find_rantai(daerah, "dinkes")

    named = client.post(path, headers=bearer(bkpsdm, 1), json={"atasan_id": rantai.atasan_penilai.id, "alasan": "Tim"})
    back = client.post(path, headers=bearer(bkpsdm, 2), json={"atasan_id": None, "alasan": "Tim selesai"})

    assert named.get_json()["atasan_id"] == rantai.atasan_penilai.id
    assert back.get_json()["atasan_id"] == rantai.penilai.id


def test_a_unit_is_renamed(client: FlaskClient, token: Token, someone: Pegawai) -> None:
    bkpsdm, path = token("bkpsdm", opd="bkpsdm"), f"/v1/unit/{someone.unit_id}"

    assert client.post(f"{path}/rename", headers=bearer(bkpsdm), json={"nama": "X"}).status_code == 428
    done = client.post(f"{path}/rename", headers=bearer(bkpsdm, 1), json={"nama": "Seksi Baru"})
    assert (done.status_code, done.get_json()["nama"], done.headers["ETag"]) == (200, "Seksi Baru", '"2"')
    assert client.get(path, headers=bearer(bkpsdm)).headers["ETag"] == '"2"'
