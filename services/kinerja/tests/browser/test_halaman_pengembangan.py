"""The pages of what follows from an appraisal in a real browser: accessible by day and by night, nothing sideways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from chassis.cli import Rooms
from chassis.domain import JAKARTA
from chassis.identity import create_akun
from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.jendela import Jendela, Kunjungan, find_unvisited
from tests.support.kinerja_pengembangan import ASESMEN, HASIL, KURSUS, give_evaluasi, give_jabatan

TAHUN = datetime.now(JAKARTA).year
LALU = TAHUN - 1
_PREDIKAT = ("baik", "sangat_baik", "baik", "butuh_perbaikan", "baik", "sangat_baik")
_FACTS = (
    ("pendidikan", "s1", "2012-08-01"), ("pangkat", "III/c", "2022-04-01"), ("angka_kredit", "62.5", f"{LALU - 1}-01-01"),
    ("hukuman_disiplin", "ringan", "2019-02-01"),
)  # fmt: skip


class Kantor:
    """People of the model regency whose year bears fruit: everything goes through the API."""

    def __init__(self, app: Flask, rooms: Rooms, daerah: LoadOrganisasi) -> None:
        """Let BKPSDM record, the person learn, the assessor decide, and the talent be mapped."""
        self._client, self._rooms = app.test_client(), rooms
        self.pegawai_id = find_rantai(daerah, "dinkes").pegawai.id
        with rooms.engine.begin() as conn:
            akun, id_ = "pegawai", self.pegawai_id
            create_akun(conn, akun=akun, sandi_hash="-", peran=[akun], opd_kode="dinkes", pegawai_id=id_)
        give_jabatan(rooms.engine, self.pegawai_id, "perawat-muda")
        for jenis, isi, dari in _FACTS:
            fact = {"pegawai_id": self.pegawai_id, "jenis": jenis, "isi": isi, "dari": dari, "bukti": "SK 800/12/2022"}
            self.riwayat_id = self.send("bkpsdm", "/v1/riwayat-kepegawaian", fact)["id"]
        levels = {"integritas": 2, "komunikasi": 3, "asuhan_kesehatan": 3, "perekat_bangsa": 3}
        people = [each.id for each in daerah.pegawai if each.opd_kode == "dinkes"][:30]
        for number, id_ in enumerate({self.pegawai_id: None} | dict.fromkeys(people)):
            found = {"pegawai_id": id_, "potensi": str(40 + 7 * number % 60), "profil": levels}
            self.asesmen_id = self.send("bkpsdm", "/v1/asesmen", ASESMEN | found)["id"]
            evaluasi = give_evaluasi(rooms.engine, id_, LALU, _PREDIKAT[number % len(_PREDIKAT)])
            if id_ == self.pegawai_id:
                self.send("penilai", "/v1/angka-kredit", {"evaluasi_id": evaluasi})
        give_evaluasi(rooms.engine, self.pegawai_id, LALU - 1)
        self.kursus = [self.learn(steps) for steps in range(4)]
        self.send("bkpsdm", f"/v1/pengembangan/{self.learn(3)}/verify", {}, 4)
        self.send("bkpsdm", "/v1/pemetaan-talenta", {"tahun": LALU})

    def learn(self, done: int) -> str:
        """Bring a course so far; return its id."""
        plan = KURSUS | {"pegawai_id": self.pegawai_id, "tahun": TAHUN}
        id_ = str(self.send("pegawai", "/v1/pengembangan", plan)["id"])
        hasil = HASIL | {"tanggal": f"{TAHUN}-01-02", "sertifikat_hash": "0a" * 32}
        steps: tuple[tuple[str, str, dict[str, str]], ...] = (
            ("penilai", "approve", {}),
            ("pegawai", "begin", {}),
            ("pegawai", "finish", hasil),
        )
        for version, (akun, step, body) in enumerate(steps[:done], 1):
            self.send(akun, f"/v1/pengembangan/{id_}/{step}", body, version)
        return id_

    def send(self, akun: str, path: str, body: object, version: int | None = None) -> dict[str, Any]:
        """Let an account send something."""
        headers = {"Authorization": f"Bearer {self._rooms.identity.token.issue(akun)}"}
        headers |= {} if version is None else {"If-Match": f'"{version}"'}
        answer = self._client.post(path, json=body, headers=headers)
        assert answer.status_code in (200, 201), (path, answer.get_json())
        shown: dict[str, Any] = answer.get_json()
        return shown


@pytest.fixture(scope="session")
def kantor(app: Flask, rooms: Rooms, daerah: LoadOrganisasi) -> Kantor:
    """Give the people."""
    return Kantor(app, rooms, daerah)


@pytest.fixture(scope="session")
def kunjungan(kantor: Kantor, daerah: LoadOrganisasi) -> list[Kunjungan]:
    """Give every page, full and empty, by who opens it."""
    file = f"/pegawai/{kantor.pegawai_id}"
    other = f"/pegawai/{find_rantai(daerah, 'dlh').pegawai.id}"
    pages = ("pengembangan", "angka-kredit", f"ip-asn?tahun={LALU}", f"talenta?tahun={LALU}", "asesmen", "riwayat")
    of_keeper = [
        *(f"{whose}/{page}" for whose in (file, other) for page in pages),
        f"/riwayat-kepegawaian/{kantor.riwayat_id}/annul",
        *(f"{file}/riwayat?jenis={jenis}" for jenis in ("pendidikan", "hukuman_disiplin", "angka_kredit")),
        file,
        f"/asesmen/{kantor.asesmen_id}/annul",
        *(f"/pengembangan/{id_}" for id_ in kantor.kursus),
        f"{file}/pengembangan/baru",
        f"/pengembangan/rencana?tahun={TAHUN}",
        "/pengembangan/rencana?tahun=2019",
        f"/pengembangan/jp?tahun={TAHUN}&opd=dinkes&keadaan=kurang",
        f"/pengembangan/jp?tahun={TAHUN}&q=tiada",
        f"/ip-asn?tahun={LALU}&opd=dinkes",
        f"/talenta?tahun={LALU}",
        f"/talenta?tahun={LALU}&kotak=5",
        "/talenta?tahun=2019",
        f"/talenta/belum?tahun={LALU}&opd=dinkes",
    ]
    of_person = [f"{file}/{page}" for page in pages] + [f"/pengembangan/{id_}" for id_ in kantor.kursus] + ["/talenta"]
    of_assessor = [f"/pengembangan/{kantor.kursus[0]}", "/pengembangan/tim", f"{file}/angka-kredit", "/talenta"]
    wanted = {"bkpsdm": of_keeper, "pegawai": of_person, "penilai": of_assessor}
    return [Kunjungan(akun=akun, alamat=alamat) for akun, alamat in wanted.items()]


def test_no_page_has_a_fault(jendela: Jendela, kunjungan: Sequence[Kunjungan]) -> None:
    assert jendela.find_faults(kunjungan) == {}


def test_every_page_is_visited(app: Flask, kunjungan: Sequence[Kunjungan]) -> None:
    assert (
        find_unvisited(
            app,
            kunjungan,
            r"/(pengembangan|riwayat-kepegawaian|asesmen|ip-asn|talenta)|/pegawai/<pegawai_id>/(?!<any|pengecualian)",
        )
        == set()
    )
