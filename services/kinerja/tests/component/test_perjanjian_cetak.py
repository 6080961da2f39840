"""Agreements as PDF, and any two of their versions side by side."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import Engine, text

from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.adapters.tujuan.contoh import generate_tujuan
from kinerja.application import Application
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.borang import read_borang

Sesi = Callable[..., FlaskClient]


class Naskah:
    """An agreement of the model regency with those who sign it and BKPSDM, who changes it."""

    def __init__(self, sesi: Sesi, daerah: LoadOrganisasi, application: Application) -> None:
        contoh = generate_tujuan(daerah, 2026)
        application.tujuan.load_tujuan(contoh)
        rantai = find_rantai(daerah, "dinkes")
        self.path, self.unit_id = f"/perjanjian/{contoh.perjanjian[1][0]}", contoh.perjanjian[1][1]
        self.kepala, self.atasan = rantai.penilai, rantai.atasan_penilai
        self.bkpsdm = sesi("bkpsdm", opd="bkpsdm")
        self.pertama = sesi("penilai", opd="dinkes", pegawai_id=self.kepala.id)
        self.kedua = sesi("atasan_penilai", opd="dinkes", pegawai_id=self.atasan.id)

    def send(self, client: FlaskClient, page: str, aksi: str, **fields: str) -> None:
        form = dict(read_borang(client.get(page).text, aksi).isi) | fields
        answer = client.post(aksi, data=form)
        assert answer.status_code == 303, (answer.status_code, answer.text[-2000:])

    def sign(self) -> None:
        for client in (self.pertama, self.kedua):
            self.send(client, self.path, f"{self.path}/sign")

    def change(self, nama: str) -> None:
        target = dict.fromkeys(("target_T1", "target_T2", "target_T3", "target_T4"), "10")
        measure = {"nama": nama, "satuan": "posyandu", "polaritas": "naik", "tahun": "2026", "unit_id": self.unit_id}
        self.send(self.bkpsdm, "/indikator/baru", "/indikator/baru", **measure, **target)
        self.send(
            self.bkpsdm, self.path, f"{self.path}/change", alasan_kode="strategi_anggaran", alasan=f"Tambah {nama}"
        )

    def print(self, versi: str = "", client: FlaskClient | None = None) -> Any:
        return (client or self.bkpsdm).get(f"{self.path}/perjanjian.pdf?versi={versi}")


@pytest.fixture
def naskah(sesi: Sesi, daerah: LoadOrganisasi, application: Application) -> Naskah:
    return Naskah(sesi, daerah, application)


def words(block: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(block)).pages).split())


def test_an_agreement_is_printed_as_a_draft_until_both_have_signed(naskah: Naskah) -> None:
    early = words(naskah.print().data)
    naskah.sign()
    answer = naskah.print()
    signed = words(answer.data)

    assert ("DRAF" in early, "DRAF" in signed) == (True, False)
    for part in (
        "Perjanjian Kinerja Tahun 2026", "Pihak Pertama", "Pihak Kedua", naskah.kepala.nama, naskah.atasan.nama,
        "Terpantaunya gizi ibu hamil dan balita", "Persentase balita yang ditimbang", "85", "Ditandatangani",
    ):  # fmt: skip
        assert part in signed
    assert answer.data == naskah.print().data
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "perjanjian-2026-versi-1.pdf" in answer.headers["Content-Disposition"]


def test_an_older_version_is_printed_as_it_was_signed(naskah: Naskah, engine: Engine) -> None:
    naskah.sign()
    before = naskah.print("1").data
    naskah.change("Jumlah posyandu")
    with engine.begin() as conn:
        conn.execute(
            text("UPDATE pegawai SET jabatan_kode = (SELECT min(kode) FROM jabatan) WHERE id = :id"),
            {"id": naskah.kepala.id},
        )

    assert naskah.print("1").data == before
    assert "Jumlah posyandu" in words(naskah.print().data)
    assert [naskah.print(versi).status_code for versi in ("0", "3", "x", "9" * 30)] == [404] * 4


def test_any_two_versions_stand_side_by_side(naskah: Naskah) -> None:
    naskah.sign()
    for nama in ("Jumlah posyandu", "Jumlah kader"):
        naskah.change(nama)
        naskah.sign()

    newest = naskah.bkpsdm.get(naskah.path).text
    chosen = naskah.bkpsdm.get(f"{naskah.path}?lama=1&baru=3").text
    assert ("Versi 2 dan versi 3" in newest, newest.count("Ditambahkan")) == (True, 1)
    assert ("Versi 1 dan versi 3" in chosen, chosen.count("Ditambahkan")) == (True, 2)
    assert "Tambah Jumlah kader" in chosen
    for query in ("lama=x&baru=9", "lama=3&baru=3", "lama=-1", "baru=1"):
        assert naskah.bkpsdm.get(f"{naskah.path}?{query}").status_code == 200


def test_a_renamed_indicator_is_a_change_and_two_of_one_name_are_two(naskah: Naskah, engine: Engine) -> None:
    naskah.sign()
    naskah.change("Persentase balita yang ditimbang")
    page = naskah.bkpsdm.get(naskah.path).text
    assert page.count("Ditambahkan") == 1

    naskah.sign()
    with engine.begin() as conn:
        conn.execute(
            text("UPDATE indikator_kinerja SET nama = 'Cakupan timbang' WHERE unit_id = :unit AND satuan = 'posyandu'"),
            {"unit": naskah.unit_id},
        )
    naskah.send(
        naskah.bkpsdm, naskah.path, f"{naskah.path}/change", alasan_kode="prioritas_asumsi", alasan="Nama diperjelas"
    )
    page = naskah.bkpsdm.get(naskah.path).text
    assert (page.count("Ditambahkan"), page.count("Dihapus"), page.count("<strong>Diubah</strong>")) == (0, 0, 1)


def test_the_print_is_read_by_who_may_read_the_agreement(naskah: Naskah, sesi: Sesi) -> None:
    assert naskah.print(client=sesi("pegawai", opd="dlh")).status_code == 404
    assert naskah.print(client=naskah.pertama).status_code == 200
