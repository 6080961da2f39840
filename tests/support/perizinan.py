"""The service perizinan over a database, with people who may and may not; files brought as far as a test needs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ipaddress import IPv4Address
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from chassis.cli import Rooms
from chassis.database import create_engine
from chassis.database.migration import upgrade
from chassis.domain import HeldClock
from chassis.grpc import channel
from chassis.identity import Identity, create_akun
from chassis.outbox import Sequencer
from chassis.outbox._leader import connect
from chassis.settings import read_settings
from perizinan.bootstrap import Perizinan, build, make_http
from perizinan.entrypoints.peran import PERAN
from tests.support.postgres import Postgres, name_of

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
"""A Tuesday, 10.00 WIB."""

AKUN: Mapping[str, tuple[tuple[str, ...], str | None]] = {
    "pemohon": (("pemohon",), None),
    "pemohon.lain": (("pemohon",), None),
    "petugas": (("petugas",), "dpmptsp"),
    "verifikator": (("verifikator",), "dpmptsp"),
    "kabid": (("kabid",), "dpmptsp"),
    "kadis": (("kadis",), "dpmptsp"),
    "rangkap": (("verifikator", "kabid", "pemohon"), "dpmptsp"),
    "petugas.dlh": (("petugas",), "dlh"),
    "verifikator.dlh": (("verifikator",), "dlh"),
    "kabid.dlh": (("kabid",), "dlh"),
    "kadis.dlh": (("kadis",), "dlh"),
    "mitra.dinkes": (("mitra",), "dinkes"),
    "mitra.dlh": (("mitra",), "dlh"),
    "mitra.dpupr": (("mitra",), "dpupr"),
    "admin": (("admin",), None),
    "pelanggan": (("pelanggan",), None),
}
"""Who there is: roles and agency. The agency dlh decides nothing that these tests ask for."""

PEMOHON = {
    "jenis": "perorangan",
    "nama": "Siti Wulandari",
    "nik": "3311125204870003",
    "surel": "siti@contoh.id",
    "telepon": "081234567890",
}
NILAI = dict.fromkeys(
    ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana"), 4
)


_addresses = (IPv4Address("10.0.0.0") + n for n in count())


@dataclass(frozen=True, kw_only=True)
class Berkas:
    """A file of a test, at the version that it has now."""

    id: str
    version: int
    nomor_registrasi: str = ""
    kunci: str = ""
    nomor_izin: str = ""

    @property
    def path(self) -> str:
        """Where it stands in the API."""
        return f"/v1/permohonan/{self.id}"


class Penelepon:
    """Somebody who calls the API with a token, or nobody in particular."""

    def __init__(self, app: Flask, token: str | None) -> None:
        """Call this application."""
        self._client = app.test_client()
        self._token = token

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        version: int | str | None = None,
        key: str | None = None,
        address: str | None = None,
    ) -> TestResponse:
        """Send a request; ``version`` becomes If-Match. Without an address it comes from one that nobody used before."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        if version is not None:
            headers["If-Match"] = version if isinstance(version, str) else f'"{version}"'
        if key is not None:
            headers["Idempotency-Key"] = key
        if body is not None:
            headers["Content-Type"] = "application/json"
        data = None if body is None else json.dumps(body)
        environ = {"REMOTE_ADDR": address or str(next(_addresses))}
        return self._client.open(path, method=method, headers=headers, environ_base=environ, data=data)

    def get(self, path: str, **options: Any) -> TestResponse:
        """Ask."""
        return self.send("GET", path, **options)

    def post(self, path: str, body: object = None, **options: Any) -> TestResponse:
        """Act."""
        return self.send("POST", path, body, **options)


class Kantor:
    """The service with its people."""

    def __init__(self, engine: Engine, var: Path) -> None:
        """Put the service together over a database that is migrated."""
        settings = replace(read_settings("perizinan"), var=var)
        self.engine = engine
        self.clock = HeldClock(AT)
        self.rooms = Rooms(
            settings=settings,
            engine=engine,
            identity=Identity(settings, engine, PERAN),
            connect=lambda _: channel("127.0.0.1:1", key=None),
        )
        self.service: Perizinan = build(self.rooms, clock=self.clock)
        self.app = make_http(self.rooms, self.service)
        self._token: dict[str, str] = {}
        with engine.begin() as conn:
            for akun, (peran, opd) in AKUN.items():
                create_akun(conn, akun=akun, sandi_hash="-", peran=peran, opd_kode=opd)

    def token(self, akun: str) -> str:
        """Return the token of somebody."""
        if akun not in self._token:
            self._token[akun] = self.rooms.identity.token.issue(akun)
        return self._token[akun]

    def __getitem__(self, akun: str) -> Penelepon:
        """Let somebody call."""
        return Penelepon(self.app, self.token(akun))

    @property
    def siapa_saja(self) -> Penelepon:
        """Let anyone call."""
        return Penelepon(self.app, None)

    def sequence(self) -> None:
        """Give what is committed its place in the log."""
        with connect(self.engine) as connection:
            Sequencer(self.engine).drain(connection)

    def draft(self, layanan: str = "izin-klinik", *, by: str = "pemohon", **more: Any) -> Berkas:
        """Begin a file."""
        body = {"layanan_kode": layanan, "kanal": "daring", "pemohon": PEMOHON, "isian": {}} | more
        answer = expect(self[by].post("/v1/permohonan", body), 201)
        return Berkas(id=answer["id"], version=answer["version"])

    def act(self, akun: str, berkas: Berkas, langkah: str, body: object = None) -> Berkas:
        """Let somebody act upon a file, and return it as it stands then."""
        answer = expect(self[akun].post(f"{berkas.path}/{langkah}", body, version=berkas.version))
        known = {
            name: answer[name] for name in ("version", "nomor_registrasi", "kunci", "nomor_izin") if name in answer
        }
        return replace(berkas, **known)

    def give(self, berkas: Berkas, opd: str, hasil: str = "setuju", **more: Any) -> None:
        """Let a partner answer."""
        path = f"{berkas.path}/rekomendasi/{opd}/give"
        expect(self[f"mitra.{opd}"].post(path, {"hasil": hasil, **more}))

    def bring_to(self, status: str, layanan: str = "izin-klinik") -> Berkas:
        """Return a file that has come to this status by the straight road, or by the shortest detour."""
        berkas = self.draft(layanan)
        for reached, step in self._road(layanan):
            if reached == status:
                return berkas
            berkas = step(berkas)
        return self._detour(status, berkas)

    def _road(self, layanan: str) -> Iterator[tuple[str, Any]]:
        def decide(berkas: Berkas) -> Berkas:
            for mitra in self.service.acuan.katalog.get(layanan, 1).mitra:
                self.give(berkas, mitra.opd)
            return self.act("kabid", berkas, "approve")

        yield "draf", lambda berkas: self.act("pemohon", berkas, "submit")
        yield "diajukan", lambda berkas: self.act("verifikator", berkas, "accept")
        yield "lengkap", decide
        yield "disetujui", lambda berkas: self.act("kadis", berkas, "issue")
        yield "diterbitkan", lambda berkas: self.act("petugas", berkas, "hand-over")
        yield "diserahkan", lambda berkas: berkas

    def _detour(self, status: str, _: Berkas) -> Berkas:
        berkas = self.bring_to("diajukan")
        if status == "dikembalikan":
            lack = {"kekurangan": [{"syarat": "ktp", "alasan": "buram"}]}
            return self.act("verifikator", berkas, "return", lack)
        if status == "ditolak":
            return self.act("verifikator", berkas, "reject", {"alasan_kode": "tata_ruang", "alasan": "Bukan zona"})
        return self.act("pemohon", berkas, "withdraw")


@contextmanager
def open_kantor(postgres: Postgres, template: str, var: Path) -> Iterator[Kantor]:
    """Give the service over a database of its own."""
    url = postgres.create_database(prefix="perizinan", template=template)
    engine = create_engine(url, pool_size=60)
    yield Kantor(engine, var)
    engine.dispose()
    postgres.drop_database(url)


def make_template(postgres: Postgres) -> str:
    """Return the name of a migrated database, to copy."""
    url = postgres.create_database(prefix="perizinan")
    engine = create_engine(url)
    upgrade(engine, "perizinan")
    engine.dispose()
    return name_of(url)


def expect(response: TestResponse, status: int = 200) -> Any:
    """Return the body of an answer that must have this status."""
    body = response.get_json(silent=True)
    assert response.status_code == status, (response.request.path, response.status_code, body)
    return body
