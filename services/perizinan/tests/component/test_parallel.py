"""Many at once: one approval, numbers without a gap, one effect for a key."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.support.perizinan import PEMOHON, Berkas, Kantor, expect

NEW = {"layanan_kode": "sip-dokter", "kanal": "daring", "pemohon": PEMOHON, "isian": {}}


def at_once(calls: Iterable[Callable[[], TestResponse]]) -> list[TestResponse]:
    with ThreadPoolExecutor(max_workers=50) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def count(kantor: Kantor, sql: str, **values: Any) -> int:
    with kantor.engine.connect() as conn:
        return int(conn.execute(text(sql), values).scalar_one())


def test_of_fifty_approvals_one_succeeds(kantor: Kantor) -> None:
    berkas = kantor.bring_to("lengkap", "sip-dokter")
    kantor.give(berkas, "dinkes")
    kabid = kantor["kabid"]
    kabid.get(berkas.path)

    answers = at_once([lambda: kantor["kabid"].post(f"{berkas.path}/approve", version=berkas.version)] * 50)
    counted = Counter(answer.status_code for answer in answers)
    assert counted[200] == 1
    assert counted[409] + counted[412] == 49
    assert count(kantor, "SELECT version FROM permohonan WHERE id = :id", id=berkas.id) == berkas.version + 1


def test_fifty_licences_issued_at_once_are_numbered_without_a_gap(kantor: Kantor) -> None:
    berkas = [kantor.bring_to("disetujui", "sip-bidan") for _ in range(50)]
    kantor.token("kadis")

    def issue(satu: Berkas) -> Callable[[], TestResponse]:
        return lambda: kantor["kadis"].post(f"{satu.path}/issue", version=satu.version)

    numbers = [expect(answer)["nomor_izin"] for answer in at_once(map(issue, berkas))]
    refused = kantor["kadis"].post(f"{berkas[0].path}/issue", version=berkas[0].version)
    assert refused.status_code == 412
    assert sorted(int(nomor.split("/")[1]) for nomor in numbers) == list(range(1, 51))
    after = kantor.act("kadis", kantor.bring_to("disetujui", "sip-bidan"), "issue")
    assert after.nomor_izin.split("/")[1] == "0051"


def test_twenty_posts_with_one_key_have_one_effect(kantor: Kantor) -> None:
    kantor.token("pemohon")
    before = count(kantor, "SELECT count(*) FROM permohonan")

    answers = at_once([lambda: kantor["pemohon"].post("/v1/permohonan", NEW, key="kunci-1")] * 20)
    made = {answer.get_json()["id"] for answer in answers if answer.status_code == 201}
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len(made) == 1
    assert count(kantor, "SELECT count(*) FROM permohonan") == before + 1
    repeated = kantor["pemohon"].post("/v1/permohonan", NEW, key="kunci-1")
    assert expect(repeated, 201)["id"] in made
    assert repeated.headers["Location"] == f"/v1/permohonan/{made.pop()}"
    other = kantor["pemohon"].post("/v1/permohonan", {**NEW, "kanal": "loket"}, key="kunci-1")
    assert expect(other, 422)["code"] == "idempotency.mismatch"


def test_the_same_key_hands_in_once_and_tells_the_same_receipt(kantor: Kantor) -> None:
    draft = kantor.draft()
    first = kantor["pemohon"].post(f"{draft.path}/submit", version=draft.version, key="kunci-2")
    second = kantor["pemohon"].post(f"{draft.path}/submit", version=draft.version, key="kunci-2")
    events = "SELECT count(*) FROM outbox WHERE subject = :id AND type LIKE '%PermohonanDiajukan'"

    assert expect(first) == expect(second)
    assert first.headers["ETag"] == second.headers["ETag"] == '"2"'
    assert count(kantor, events, id=draft.id) == 1


def test_partners_answer_without_waiting_for_one_another(kantor: Kantor) -> None:
    berkas = kantor.bring_to("lengkap")

    def give(opd: str) -> Callable[[], TestResponse]:
        path = f"{berkas.path}/rekomendasi/{opd}/give"
        return lambda: kantor[f"mitra.{opd}"].post(path, {"hasil": "setuju"})

    assert [answer.status_code for answer in at_once([give("dinkes"), give("dlh")])] == [200, 200]
    kantor.act("kabid", berkas, "approve")
