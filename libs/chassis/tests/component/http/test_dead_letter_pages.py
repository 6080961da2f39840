"""The page of the dead letters over PostgreSQL, drawn by the shell as in a service."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, text
from werkzeug.test import TestResponse

from chassis.bus import Received
from chassis.bus.memory import MemoryBroker
from chassis.consumer import Consumer, Item, list_dead_letters
from chassis.http import create_app, visitor
from chassis.http.dead_letter_pages import PER_HALAMAN, explain_alasan, make_dead_letter_pages, name_peristiwa
from chassis.identity import create_akun
from chassis.settings import Settings
from tampilan import Akun, init_tampilan
from tests.support.catatan import HASH, World, csrf_of
from tests.support.uji.peristiwa import TIPE, make_pesan

PERAN = {
    "admin": frozenset({"surat_mati.baca", "surat_mati.kirim"}),
    "pengamat": frozenset({"surat_mati.baca"}),
    "petugas": frozenset({"berkas.baca"}),
}
PATH = "/peristiwa-gagal"


class Penerima:
    """A handler that refuses everything until it is mended."""

    types = frozenset({TIPE})
    mended = False

    def handle(self, conn: Connection, batch: Sequence[Item]) -> None:
        """Write a row an event, or refuse."""
        if not self.mended:
            raise ValueError("nomor")
        for item in batch:
            conn.execute(
                text("INSERT INTO catatan (id, isi) VALUES (gen_random_uuid(), :isi)"), {"isi": item.pesan.subjek}
            )


@pytest.fixture
def penerima() -> Penerima:
    return Penerima()


@pytest.fixture
def service(engine: Engine, make_settings: Callable[..., Settings], penerima: Penerima) -> World:
    with engine.begin() as conn:
        conn.exec_driver_sql("TRUNCATE catatan, akun, sesi, token, batas_laju, surat_mati, kemajuan RESTART IDENTITY")
        for akun in PERAN:
            create_akun(conn, akun=akun, sandi_hash=HASH, peran=[akun], opd_kode="setda")
    app = create_app(
        make_settings(),
        engine=engine,
        peran=PERAN,
        pages=[make_dead_letter_pages(engine, penerima)],
        checks=[],
        setup=[hang_shell],
    )
    return World(app=app, engine=engine, identity=app.extensions["chassis"].identity)


def test_an_empty_list_says_so_and_leads_on(service: World) -> None:
    page = signed_in(service).get(PATH).get_data(as_text=True)

    assert "Tidak ada peristiwa yang menunggu" in page
    assert f'href="{PATH}?semua=1"' in page


def test_a_letter_tells_what_where_from_why_and_how_often(service: World, penerima: Penerima) -> None:
    fail(service.engine, penerima, 17)

    page = words(signed_in(service).get(PATH))

    assert "Permohonan diajukan" in page
    assert "uji urutan 17" in page
    assert "Sebuah nilai di dalam peristiwa tidak dapat diolah." in page
    assert f"{TIPE}: refused: ValueError: nomor" in page
    assert "1 kali" in page
    assert re.search(r"\d{1,2} \w+ 20\d\d", page)


def test_the_newest_come_first_a_page_at_a_time(service: World, penerima: Penerima) -> None:
    fail(service.engine, penerima, *range(1, PER_HALAMAN + 3))
    client = signed_in(service)

    first, second = (numbers(client.get(f"{PATH}?halaman={n}")) for n in (1, 2))

    assert first == list(range(PER_HALAMAN + 2, 2, -1))
    assert second == [2, 1]


def test_a_page_that_is_empty_by_now_leads_to_the_first(service: World, penerima: Penerima) -> None:
    fail(service.engine, penerima, 1)

    answer = signed_in(service).get(f"{PATH}?halaman=9&semua=1")

    assert (answer.status_code, answer.location) == (303, f"{PATH}?semua=1")


def test_a_letter_sent_again_after_the_fix_takes_effect_and_leaves_the_list(service: World, penerima: Penerima) -> None:
    fail(service.engine, penerima, 1, 2)
    penerima.mended = True
    client = signed_in(service)

    answer = press(client, 1)

    assert (answer.status_code, answer.location) == (303, PATH)
    assert service.count() == 1
    after = client.get(answer.location)
    assert "Peristiwa nomor 1 sudah diolah." in words(after)
    assert numbers(after) == [2]
    assert "Sudah diolah" in words(client.get(f"{PATH}?semua=1"))


def test_a_letter_that_still_cannot_be_taken_in_stays_with_the_reason(service: World, penerima: Penerima) -> None:
    fail(service.engine, penerima, 1)

    answer = press(signed_in(service), 1)

    assert answer.status_code == 409
    assert "Peristiwa nomor 1 tidak diolah" in words(answer)
    assert "2 kali" in words(answer)
    assert service.count() == 0


def test_a_letter_is_taken_in_once(service: World, penerima: Penerima) -> None:
    fail(service.engine, penerima, 1)
    penerima.mended = True
    client = signed_in(service)
    token = csrf_of(client.get(PATH))
    sent = [client.post(f"{PATH}/1/resend", data={"csrf_token": token}).status_code for _ in range(2)]

    assert sent == [303, 409]
    assert service.count() == 1


def test_a_letter_that_nobody_knows_is_not_found(service: World, penerima: Penerima) -> None:
    fail(service.engine, penerima, 1)
    client = signed_in(service)

    assert client.post(f"{PATH}/99/resend", data={"csrf_token": csrf_of(client.get(PATH))}).status_code == 404


def test_a_form_without_its_token_changes_nothing(service: World, penerima: Penerima) -> None:
    fail(service.engine, penerima, 1)
    penerima.mended = True

    assert signed_in(service).post(f"{PATH}/1/resend").status_code == 403
    assert service.count() == 0


def test_who_may_only_read_is_offered_no_button(service: World, penerima: Penerima) -> None:
    fail(service.engine, penerima, 1)
    client = signed_in(service, "pengamat")
    page = client.get(PATH)

    assert numbers(page) == []
    assert "Menunggu" in words(page)
    assert client.post(f"{PATH}/1/resend", data={"csrf_token": csrf_of(page)}).status_code == 403


def test_another_role_is_refused_and_a_visitor_is_led_to_the_door(service: World) -> None:
    assert signed_in(service, "petugas").get(PATH).status_code == 403
    assert service.client().get(PATH).location.startswith("/masuk")


@pytest.mark.parametrize("query", ["halaman=-1", "halaman=abc", "halaman=99999999999999999999", "semua=ya"])
def test_an_address_that_makes_no_sense_shows_the_list(service: World, query: str) -> None:
    assert signed_in(service).get(f"{PATH}?{query}", follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    "alasan", ["unknown type x.Y", "payload cannot be decoded", "refused by the database: DataError"]
)
def test_each_reason_of_the_consumer_has_its_own_sentence(alasan: str) -> None:
    assert explain_alasan(alasan) not in (explain_alasan("refused: ValueError: x"), explain_alasan("header missing"))


def test_a_message_without_a_type_is_named_too() -> None:
    assert name_peristiwa("") == "Jenis tidak diketahui"


def hang_shell(app: Flask) -> None:
    """Hang the shell in, with the name of whoever is signed in."""
    init_tampilan(app, service="perizinan", nama="Kabupaten Contoh", alamat={}, akun=name_visitor)


def name_visitor() -> Akun | None:
    """Return who is signed in."""
    pengguna = visitor()
    return Akun(nama=pengguna.akun) if pengguna else None


def fail(engine: Engine, penerima: Penerima, *positions: int) -> None:
    """Let the consumer meet events that the handler refuses, and keep them as letters."""
    consumer = Consumer(engine, MemoryBroker().subscriber("uji", ["uji"]), penerima)
    consumer.take_in(Received(pesan=[make_pesan(posisi, f"berkas-{posisi}") for posisi in positions]))
    with engine.connect() as conn:
        assert list_dead_letters(conn)[1] == len(positions)


def signed_in(service: World, akun: str = "admin") -> FlaskClient:
    """Return a browser in which the account is signed in."""
    client = service.client()
    assert service.sign_in(client, akun).status_code == 303
    return client


def press(client: FlaskClient, number: int) -> TestResponse:
    """Press the button of a letter, as its form says."""
    page = client.get(PATH)
    action = re.search(rf'action="({PATH}/{number}/resend)"', page.get_data(as_text=True))
    assert action
    return client.post(action[1], data={"csrf_token": csrf_of(page), "halaman": "1"})


def numbers(page: TestResponse) -> list[int]:
    """Return the numbers of the letters that can be sent again, in the order of the page."""
    return [int(number) for number in re.findall(rf"{PATH}/(\d+)/resend", page.get_data(as_text=True))]


def words(page: TestResponse) -> str:
    """Return what a person reads of the page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.get_data(as_text=True)).split())
