"""The pages of SKP in a real browser: accessible by day and by night, nothing sideways at four widths."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask

from chassis.cli import Rooms
from chassis.identity import create_akun
from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.jendela import Jendela, Kunjungan, find_unvisited
from tests.support.kinerja_skp import BARIS
from tests.support.kinerja_tim import TAHUN, Tim, create_skp, done, establish_skp, make_tim, open_skp

SHARED = {"uraian": "Rekomendasi tepat waktu", "aspek": "kuantitas", "target": "40 dokumen", "satuan": "dokumen"}
RINGKAS = [
    {"nilai": "kompeten", "ekspektasi": "Mengikuti pelatihan telaah dua kali"},
    {"nilai": "kolaboratif", "ekspektasi": "Membahas setiap rekomendasi lintas bidang sebelum tenggat"},
]
LAMPIRAN = {"dukungan_sumber_daya": ["Kendaraan tinjau lapangan"], "konsekuensi": ["Pelatihan lanjutan"]}


@pytest.fixture(scope="session")
def tim(app: Flask, rooms: Rooms, daerah: LoadOrganisasi) -> Tim:
    """Give the people of an agency whose plans are the pages' to show."""

    def token(*peran: str, opd: str | None = None, pegawai_id: str | None = None) -> str:
        akun = f"skp.{peran[-1]}"
        with rooms.engine.begin() as conn:
            create_akun(conn, akun=akun, sandi_hash="-", peran=peran, opd_kode=opd, pegawai_id=pegawai_id)
        return rooms.identity.token.issue(akun)

    return make_tim(app.test_client(), token, find_rantai(daerah, "dlh"))


@pytest.fixture(scope="session")
def skp_id(tim: Tim) -> str:
    """Give a plan in force that is to change, with a row that serves one which is gone."""
    shared = {**BARIS, "indikator": [{**SHARED, "jumlah": "120"}]}
    above = establish_skp(tim.penilai, tim.atasan, create_skp(tim.penilai, shared, BARIS))
    first, second = (each["id"] for each in above["baris"])
    rows = [{**BARIS, "indikator": [{**SHARED, "jumlah": "40"}], "induk_id": first}, {**BARIS, "induk_id": second}]
    made = create_skp(tim.pegawai, *rows, {**BARIS, "jenis": "tambahan"})
    path = f"/v1/skp/{made['id']}"
    kept = [{**row, "id": each["id"]} for row, each in zip(rows, made["baris"], strict=False)]
    body = {"baris": kept, "perilaku": RINGKAS, "lampiran": LAMPIRAN}
    made = done(tim.pegawai.send(path, body, version=1, method="PUT"))
    done(tim.penilai.send(f"{path}/dialog", {"tanggal": "2026-01-12", "kesepakatan": "Target naik\nDua pendamping"}))
    opened = open_skp(tim.pegawai, establish_skp(tim.pegawai, tim.penilai, made))
    body |= {"baris": [{**kept[0], "hasil_kerja": "Meningkatnya mutu telaah"}, kept[1], BARIS], "perilaku": RINGKAS[:1]}
    changed = done(tim.pegawai.send(path, body, version=opened["version"], method="PUT"))
    changing = open_skp(tim.penilai, above)
    less = {"baris": [{**shared, "id": first}], "lepas_tautan": True}
    dropped = done(tim.penilai.send(f"/v1/skp/{above['id']}", less, version=changing["version"], method="PUT"))
    establish_skp(tim.penilai, tim.atasan, dropped)
    assert tim.pegawai.send(f"{path}/submit", version=changed["version"]).status_code == 422
    return str(made["id"])


@pytest.fixture(scope="session")
def sent_id(tim: Tim) -> str:
    """Give a plan that waits for the superior."""
    path = f"/v1/skp/{create_skp(tim.pegawai, tahun=TAHUN - 1)['id']}"
    return str(done(tim.pegawai.send(f"{path}/submit", version=1))["id"])


@pytest.fixture(scope="session")
def kunjungan(tim: Tim, skp_id: str, sent_id: str) -> list[Kunjungan]:
    """Give every page of SKP, by who opens it."""
    own = tim.penilai.get(f"/v1/skp?tahun={TAHUN}&pegawai_id={tim.rantai.penilai.id}").get_json()["data"][0]["id"]
    plan = f"/skp/{skp_id}"
    shown = [plan, f"{plan}/versi/1", f"{plan}/perbandingan?dengan=1", f"{plan}/dialog", f"/skp/temuan?tahun={TAHUN}"]
    return [
        Kunjungan(akun="skp.pegawai", alamat=["/skp", f"{plan}/ubah", f"/skp/baru?tahun={TAHUN + 1}", *shown]),
        Kunjungan(
            akun="skp.penilai",
            alamat=[f"/skp/tim?tahun={TAHUN}", f"/skp/{sent_id}/return", f"/skp/{own}/propose-change", *shown],
        ),
        Kunjungan(
            akun="skp.bkpsdm",
            alamat=[
                f"/skp/rekap?tahun={TAHUN}",
                f"/skp/rekap/{tim.rantai.pegawai.unit_id}?tahun={TAHUN}",
                f"/skp/temuan?tahun={TAHUN}",
            ],
        ),
    ]


def test_no_page_has_a_fault(jendela: Jendela, kunjungan: Sequence[Kunjungan]) -> None:
    assert jendela.find_faults(kunjungan) == {}


def test_every_page_is_visited(app: Flask, kunjungan: Sequence[Kunjungan]) -> None:
    assert find_unvisited(app, kunjungan, r"/skp") == set()
