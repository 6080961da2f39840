"""The same key, caller and body answer the same, once in effect."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from psycopg.errors import DivisionByZero, InFailedSqlTransaction
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from chassis.database.pipeline import Statement
from chassis.domain import Invalid
from chassis.idempotency import Jawaban, Kunci, purge, run_once, transaction
from tests.support.catatan import SANDI, World, csrf_of


def test_a_repeat_gets_the_first_answer(world: World) -> None:
    first = world.post("/v1/catatan", {"isi": "a"}, Idempotency_Key="k1")
    second = world.post("/v1/catatan", {"isi": "a"}, Idempotency_Key="k1")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.get_data() == second.get_data()
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Idempotent-Replayed"] == "true"
    assert world.count() == 1


def test_twenty_posts_at_once_with_one_key_make_one_row(world: World) -> None:
    headers = world.bearer() | {"Idempotency-Key": "bersama"}

    def post(_: int) -> tuple[int, bytes]:
        response = world.client().post("/v1/catatan", json={"isi": "a"}, headers=headers)
        return response.status_code, response.get_data()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(post, range(20)))

    assert world.count() == 1
    assert {status for status, _ in answers} <= {201, 409}
    assert len({body for status, body in answers if status == 201}) == 1


def test_another_body_under_the_same_key_is_refused(world: World) -> None:
    world.post("/v1/catatan", {"isi": "a"}, Idempotency_Key="k1")

    response = world.post("/v1/catatan", {"isi": "b"}, Idempotency_Key="k1")

    assert (response.status_code, response.get_json()["code"]) == (422, "idempotency.mismatch")
    assert world.count() == 1


def test_another_caller_with_the_same_key_sees_nothing_of_it(world: World) -> None:
    first = world.post("/v1/hitung", {"isi": "abc"}, Idempotency_Key="k1")

    other = world.post("/v1/hitung", {"isi": "abcd"}, akun="pembaca", Idempotency_Key="k1")

    assert first.get_json() == {"panjang": 3}
    assert other.get_json() == {"panjang": 4}


def test_a_refusal_is_not_kept_and_leaves_nothing(world: World) -> None:
    refused = world.post("/v1/catatan", {"isi": "gagal sesudah tulis"}, Idempotency_Key="k1")
    assert refused.status_code == 422
    assert world.count() == 0

    assert world.post("/v1/catatan", {"isi": "a"}, Idempotency_Key="k1").status_code == 201


def test_a_request_still_running_holds_the_key(world: World) -> None:
    caller = world.client().get("/v1/saya", headers=world.bearer())
    assert caller.status_code == 200
    with world.engine.connect() as conn:
        id_ = conn.exec_driver_sql("SELECT pengguna_id::text FROM akun WHERE akun = 'penulis'").scalar_one()
        claimed = {"pemanggil": f"akun:{id_}"}
        conn.exec_driver_sql(
            "INSERT INTO idempotensi (pemanggil, kunci, permintaan, status, tajuk, jawaban)"
            " VALUES (%(pemanggil)s, 'k1', '', 0, '{}', '')",
            claimed,
        )

        response = world.post("/v1/catatan", {"isi": "a"}, Idempotency_Key="k1")

    assert (response.status_code, response.get_json()["code"]) == (409, "idempotency.in_progress")
    assert world.post("/v1/catatan", {"isi": "a"}, Idempotency_Key="k1").status_code == 201


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "é"])
def test_a_key_has_a_shape(world: World, key: str) -> None:
    response = world.post("/v1/catatan", {"isi": "a"}, Idempotency_Key=key)

    assert response.status_code == 422
    assert world.count() == 0


def test_answers_are_kept_until_they_are_purged(world: World) -> None:
    world.post("/v1/catatan", {"isi": "a"}, Idempotency_Key="k1")

    with world.engine.begin() as conn:
        assert purge(conn, datetime.now(UTC) - timedelta(days=1)) == 0
        assert purge(conn, datetime.now(UTC) + timedelta(days=1)) == 1


def test_signing_in_with_a_key_signs_in(world: World) -> None:
    client = world.client()
    data = {"akun": "penulis", "sandi": SANDI, "csrf_token": csrf_of(client.get("/masuk"))}

    assert client.post("/masuk", data=data, headers={"Idempotency-Key": "k1"}).status_code == 303

    assert client.get("/v1/saya").status_code == 200


def test_the_key_counts_also_for_an_act_that_asks_nothing_of_the_database(engine: Engine) -> None:
    kunci = Kunci(pemanggil="diam", kunci="k", permintaan=b"")

    def refuse() -> Jawaban:
        raise Invalid({"isi": ["Tidak boleh lagi."]})

    first = run_once(engine, kunci, lambda: Jawaban(status=200, tajuk={}, isi=b"pertama"))
    second = run_once(engine, kunci, lambda: Jawaban(status=409, tajuk={}, isi=b"kedua"))
    third = run_once(engine, kunci, refuse)

    assert first[1] is False
    assert [(answer.isi, repeated) for answer, repeated in (second, third)] == [(b"pertama", True)] * 2


def test_a_repeat_is_answered_though_its_first_statement_fails(engine: Engine) -> None:
    kunci = Kunci(pemanggil="gagal", kunci="k", permintaan=b"")
    divide = Statement("SELECT 1 / 0")

    def act() -> Jawaban:
        with transaction(engine) as unit:
            unit.send((divide, {}))
        raise AssertionError("never reached")

    run_once(engine, kunci, lambda: Jawaban(status=200, tajuk={}, isi=b"pertama"))

    assert run_once(engine, kunci, act)[0].isi == b"pertama"
    with pytest.raises(DivisionByZero):
        run_once(engine, replace(kunci, kunci="lain"), act)


_ADD = (
    "INSERT INTO idempotensi (pemanggil, kunci, permintaan, status, tajuk, jawaban) VALUES ('a', 'b', '', 0, '{}', '')"
)


def test_a_write_beside_one_left_without_a_commit_is_never_told_as_done(engine: Engine) -> None:
    def act() -> Jawaban:
        with transaction(engine) as unit:
            unit.connection.exec_driver_sql(_ADD)
            unit.commit()
        with transaction(engine) as unit:
            unit.connection.exec_driver_sql("SELECT 1")
        return Jawaban(status=201, tajuk={}, isi=b"")

    with pytest.raises(RuntimeError, match="without a commit"):
        run_once(engine, Kunci(pemanggil="a", kunci="k", permintaan=b""), act)

    with engine.connect() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM idempotensi WHERE pemanggil = 'a'").scalar_one() == 0


def test_a_commit_after_an_error_that_nobody_minded_is_refused(engine: Engine) -> None:
    """The server answers such a commit with a rollback, and calls it good."""
    with transaction(engine) as unit:
        unit.connection.exec_driver_sql(_ADD)
        with pytest.raises(IntegrityError):
            unit.connection.exec_driver_sql(_ADD)
        with pytest.raises(InFailedSqlTransaction):
            unit.commit()
