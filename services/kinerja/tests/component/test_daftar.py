"""A list asks the database as often for many rows as for few."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text

from benchmarks.catatan import write_catatan
from benchmarks.kabupaten import establish_skp
from benchmarks.layar import Layar, list_akun, list_layar
from kinerja.application import Application
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.kinerja_pengembangan import give_evaluasi

TAHUN = 2025
_FEW = """
CREATE TEMPORARY TABLE banyak AS SELECT id FROM pegawai WHERE id <> ALL (CAST(:sisa AS text[]));
CREATE TEMPORARY TABLE rencana AS SELECT id FROM skp WHERE pegawai_id IN (SELECT id FROM banyak);
DELETE FROM talenta WHERE pegawai_id IN (SELECT id FROM banyak);
DELETE FROM evaluasi WHERE pegawai_id IN (SELECT id FROM banyak);
DELETE FROM pengembangan WHERE pegawai_id IN (SELECT id FROM banyak);
DELETE FROM riwayat_kepegawaian WHERE pegawai_id IN (SELECT id FROM banyak);
DELETE FROM asesmen WHERE pegawai_id IN (SELECT id FROM banyak);
DELETE FROM umpan_balik WHERE pegawai_id IN (SELECT id FROM banyak);
DELETE FROM skp_versi_baris WHERE skp_id IN (SELECT id FROM rencana);
DELETE FROM skp_versi WHERE skp_id IN (SELECT id FROM rencana);
DELETE FROM skp_baris WHERE skp_id IN (SELECT id FROM rencana);
DELETE FROM skp WHERE id IN (SELECT id FROM rencana)
"""


@pytest.fixture
def tim(engine: Engine, application: Application, daerah: LoadOrganisasi) -> list[str]:
    """Give the head of an agency and those directly below, with plans, appraisals and all that follows from them."""
    sekda, kepala, staf = [each for _, each in list_akun(daerah).values() if each]
    below = [each for each in daerah.pegawai if each.atasan_id == kepala.id]
    further = [each for each in daerah.pegawai if each.atasan_id in {one.id for one in below}][:4]
    people = [sekda, kepala, *below, *further]
    establish_skp(application, replace(daerah, pegawai=people), TAHUN)
    for each in {one.id for one in (*people, staf)}:
        give_evaluasi(engine, each, TAHUN)
    write_catatan(engine, application, TAHUN)
    return [sekda.id, kepala.id, staf.id, below[0].id, further[0].id]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Give the statements that are sent while the block runs."""
    sent: list[str] = []

    def note(*call: Any) -> None:
        sent.append(call[2])

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_a_list_asks_as_often_for_many_rows_as_for_few(
    app: Flask,
    engine: Engine,
    daerah: LoadOrganisasi,
    tim: list[str],
    token: Callable[..., str],
    sesi: Callable[..., Any],
) -> None:
    callers: dict[str, tuple[Any, dict[str, str]]] = {}
    for akun, (peran, pegawai) in list_akun(daerah).items():
        who = {"opd": pegawai.opd_kode if pegawai else "bkpsdm", "pegawai_id": pegawai.id if pegawai else None}
        callers[akun] = (sesi(*peran, **who), {"Authorization": f"Bearer {token(*peran, **who)}"})

    def ask(layar: Layar) -> int:
        browser, bearer = callers[layar.akun]
        with counted(engine) as sent:
            answer = browser.get(layar.path) if layar.is_page else app.test_client().get(layar.path, headers=bearer)
        assert answer.status_code == 200, layar
        return len(sent)

    lists = list_layar(TAHUN, daerah)
    many = {layar: ask(layar) for layar in lists}
    with engine.begin() as conn:
        for statement in _FEW.split(";"):
            conn.execute(text(statement), {"sisa": tim} if ":sisa" in statement else {})
    few = {layar: ask(layar) for layar in lists}

    assert {layar: n for layar, n in many.items() if n > few[layar]} == {}
    assert max(many.values()) <= 15
