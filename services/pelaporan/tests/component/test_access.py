"""Who may do what: every route and every rpc for every role, whatever agency the caller is of.

Indicators are the whole regency's: who may read one may read it for every agency, so that an agency hides nothing here.
The sheets of instruments are their agency's: who is bound to an agency sees those of no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import grpc
import pytest
import yaml
from google.protobuf.json_format import ParseDict
from google.protobuf.struct_pb2 import Struct, Value
from sqlalchemy import Engine

from chassis.cli import Rooms
from chassis.database import create_engine
from chassis.grpc import channel
from chassis.identity import Identity
from chassis.settings import read_settings
from pelaporan.application.wewenang import PERAN
from pelaporan.bootstrap import build_service
from pelaporan.domain.skm import UNSUR
from pelaporan.entrypoints.hitung.kalkulator import KALKULATOR
from simpul.pelaporan.v1 import pelaporan_pb2 as pb
from tests.support.access import (
    ANYONE,
    SIGNED_IN,
    UNSAFE,
    Allowed,
    Matrix,
    Target,
    list_routes,
    mass_assignments,
    refused_methods,
)
from tests.support.borang import read_borang
from tests.support.callers import FEED, Akun, Callers, Rpcs, serve_rpcs
from tests.support.postgres import Postgres

SERVICE = pb.DESCRIPTOR.services_by_name["PelaporanService"]
AKUN = {
    "organisasi": Akun(peran=("organisasi",), opd_kode="setda"),
    "organisasi.dlh": Akun(peran=("organisasi",), opd_kode="dlh"),
    "inspektorat": Akun(peran=("inspektorat",), opd_kode="inspektorat"),
    "inspektorat.dlh": Akun(peran=("inspektorat",), opd_kode="dlh"),
    "pimpinan": Akun(peran=("pimpinan",)),
    "pimpinan.dlh": Akun(peran=("pimpinan",), opd_kode="dlh"),
    "admin": Akun(peran=("admin",)),
    "admin.dlh": Akun(peran=("admin",), opd_kode="dlh"),
    "pelanggan": Akun(peran=("pelanggan",)),
    "layanan": Akun(peran=("layanan",)),
    "peran.asing": Akun(peran=("verifikator",), opd_kode="dlh"),
}
"""The last one has a role of another service, which counts nothing here."""

OPD = ("", "dlh", "dinkes", "setda")
REGENCY = frozenset(name for name, each in AKUN.items() if each.opd_kode in (None, "setda", "inspektorat"))
"""Who sees the sheets of the whole regency: nobody who is bound to another agency."""


def only(*roles: str) -> Allowed:
    return Allowed(roles=frozenset(roles))


READERS = only("organisasi", "inspektorat", "pimpinan", "admin", "pelanggan", "layanan")
EVALUATORS = only("organisasi", "inspektorat")
API = {
    "GET /openapi.json": Allowed(roles=ANYONE),
    "GET /v1/saya": Allowed(roles=SIGNED_IN),
    "GET /v1/indikator": READERS,
    "POST /v1/indikator": only("organisasi"),
    "GET /v1/indikator/<kode>": READERS,
    "GET /v1/indikator/<kode>/asal": READERS,
    "GET /v1/indikator/<kode>/definisi": READERS,
    "POST /v1/indikator/coba": only("organisasi"),
    "GET /v1/instrumen": READERS,
    "GET /v1/instrumen/<kode>/<tahun>": READERS,
    "GET /v1/instrumen/<kode>/<tahun>/jawaban/<butir>": READERS,
    "PUT /v1/instrumen/<kode>/<tahun>/jawaban/<butir>": EVALUATORS,
    "POST /v1/instrumen/<kode>/<tahun>/take-saran": EVALUATORS,
    "POST /v1/instrumen/<kode>/<tahun>/establish": EVALUATORS,
    "POST /v1/instrumen/<kode>/<tahun>/reopen": EVALUATORS,
    "POST /v1/instrumen/<kode>/<tahun>/laporan": EVALUATORS,
    "GET /v1/instrumen/<kode>/<tahun>/laporan/<id>": READERS,
    "POST /v1/instrumen/ipp/<tahun>/f03": EVALUATORS,
    "POST /v1/instrumen/ipp/<tahun>/f03/<id>/withdraw": EVALUATORS,
    **{f"POST /v1/hitung/{kode}": Allowed(roles=ANYONE) for kode in KALKULATOR},
    "GET /v1/surat-mati": only("admin"),
    "POST /v1/surat-mati/<int:id>/resend": only("admin"),
}
HALAMAN = {
    "GET /": READERS,
    "GET /dasbor/isi": READERS,
    "GET /dasbor.xlsx": READERS,
    "GET /indikator/<kode>": READERS,
    "GET /indikator/<kode>/isi": READERS,
    "GET /indikator/<kode>/asal": READERS,
    "GET /indikator/<kode>/asal.csv": READERS,
    "GET /definisi": READERS,
    "GET /definisi/<kode>": READERS,
    "GET /definisi/coba": only("organisasi"),
    "POST /definisi/coba": only("organisasi"),
    "GET /instrumen": READERS,
    "GET /instrumen/<kode>/<tahun>": READERS,
    "GET /instrumen/<kode>/<tahun>/butir/<butir>": READERS,
    "POST /instrumen/<kode>/<tahun>/butir/<butir>": EVALUATORS,
    "POST /instrumen/<kode>/<tahun>/take-saran": EVALUATORS,
    "POST /instrumen/<kode>/<tahun>/establish": EVALUATORS,
    "POST /instrumen/<kode>/<tahun>/reopen": EVALUATORS,
    "POST /instrumen/<kode>/<tahun>/laporan": EVALUATORS,
    "POST /instrumen/ipp/<tahun>/f03": EVALUATORS,
    "POST /instrumen/ipp/<tahun>/f03/<id>/withdraw": EVALUATORS,
    "GET /instrumen/<kode>/<tahun>/kertas-kerja.xlsx": READERS,
    "GET /instrumen/<kode>/<tahun>/kertas-kerja.pdf": READERS,
    "GET /instrumen/<kode>/<tahun>/laporan.pdf": READERS,
    "GET /instrumen/<kode>/<tahun>/laporan/<id>.pdf": READERS,
    "GET /hitung": Allowed(roles=ANYONE),
    "GET /hitung/<kode>": Allowed(roles=ANYONE),
    "POST /hitung/<kode>": Allowed(roles=ANYONE, answers=frozenset({200, 403})),
    "GET /docs": Allowed(roles=ANYONE),
    "GET /aset/<path:nama>": Allowed(roles=ANYONE),
    "POST /tema": Allowed(roles=ANYONE, answers=frozenset({303, 400, 403})),
    "GET /masuk": Allowed(roles=ANYONE),
    "GET /masuk/oidc": Allowed(roles=ANYONE, answers=frozenset({404})),  # no provider is told
    "GET /masuk/oidc/kembali": Allowed(roles=ANYONE, answers=frozenset({404})),
    "POST /masuk": Allowed(roles=ANYONE, answers=frozenset({401, 403, 429})),
    "POST /keluar": Allowed(roles=ANYONE, answers=frozenset({303, 403})),
    "GET /peristiwa-gagal": only("admin"),
    "POST /peristiwa-gagal/<int:id>/resend": only("admin"),
}
RPC = {
    **{f"/{SERVICE.full_name}/{method.name}": READERS for method in SERVICE.methods},
    f"/{FEED.full_name}/ReadEvents": only("pelanggan", "layanan"),
    f"/{FEED.full_name}/SubscribeEvents": only("pelanggan", "layanan"),
}


@pytest.fixture(scope="module")
def rooms(postgres: Postgres, pelaporan_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rooms]:
    """Give what the hooks of the service get; the module shares it."""
    var: Path = tmp_path_factory.mktemp("var")
    settings = replace(read_settings("pelaporan"), var=var)
    url = postgres.create_database(template=pelaporan_template)
    engine: Engine = create_engine(url)
    identity = Identity(settings, engine, PERAN)
    yield Rooms(settings=settings, engine=engine, identity=identity, connect=lambda _: channel("127.0.0.1:1", key=None))
    engine.dispose()
    postgres.drop_database(url)


@pytest.fixture(scope="module")
def callers(rooms: Rooms) -> Callers:
    """Give everyone, before the service."""
    return Callers(rooms, build_service().make_app(rooms), AKUN)


@pytest.fixture(scope="module")
def rpcs(rooms: Rooms, callers: Callers) -> Iterator[Rpcs]:
    """Give the gRPC server of the service."""
    with serve_rpcs(build_service(), rooms, callers, SERVICE) as rpcs:
        yield rpcs


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    """Give the table with an indicator, and ids of none."""
    nobody: frozenset[str] = frozenset()
    targets = (
        Target(name="an indicator", params={"kode": "ppt.tepat_waktu"}),
        Target(name="a calculator", params={"kode": "sakip"}, under="/hitung"),
        Target(name="no indicator", params={"kode": "tidak.ada"}, known_to=nobody),
        Target(name="a sheet of the regency", params={"kode": "sakip", "tahun": "2026"}, known_to=REGENCY),
        Target(name="no sheet", params={"kode": "rb", "tahun": "2026"}, known_to=nobody),
        Target(name="a butir", params={"kode": "sakip", "tahun": "2026", "butir": "1.a"}, known_to=REGENCY),
        Target(name="no butir", params={"kode": "sakip", "tahun": "2026", "butir": "9.z"}, known_to=nobody),
        Target(name="no report", params={"kode": "sakip", "tahun": "2026", "id": "1"}, known_to=nobody),
        Target(name="users of the regency", params={"tahun": "2026"}, known_to=REGENCY),
        Target(name="no batch", params={"tahun": "2026", "id": "1"}, known_to=nobody),
        Target(name="no letter", params={"id": "1"}, known_to=nobody),
        Target(name="no picture", params={"nama": "tiada.svg"}, known_to=nobody),
    )
    return Matrix(
        table=API | HALAMAN, callers={name: frozenset(each.peran) for name, each in AKUN.items()}, targets=targets
    )


def test_every_role_is_among_the_callers() -> None:
    assert {peran for each in AKUN.values() for peran in each.peran} == set(PERAN) | {"verifikator"}


def test_no_route_is_forgotten(callers: Callers, matrix: Matrix) -> None:
    assert matrix.missing(callers.app) == set()


def test_every_route_for_every_role(callers: Callers, matrix: Matrix) -> None:
    wrong = callers.wrong_answers(matrix)

    assert not wrong, "\n".join(wrong)
    assert len(list(matrix.calls(callers.app))) > 450


def test_every_rpc_for_every_role(rpcs: Rpcs, matrix: Matrix) -> None:
    listed = {f"/{service.full_name}/{method.name}" for service in (SERVICE, FEED) for method in service.methods}
    assert listed == set(RPC)

    wrong = [each for service in (SERVICE, FEED) for each in refused_methods(service, RPC, matrix.callers, rpcs.invoke)]
    assert wrong == []


@pytest.mark.parametrize("caller", ["organisasi", "organisasi.dlh", "pimpinan", "pelanggan", "layanan"])
def test_an_indicator_that_there_is_not_is_not_found_by_any_rpc(rpcs: Rpcs, caller: str) -> None:
    calls = (
        ("GetIndikator", pb.GetIndikatorRequest, pb.NilaiIndikator),
        ("WatchIndikator", pb.WatchIndikatorRequest, pb.NilaiIndikator),
        ("ExplainIndikator", pb.ExplainIndikatorRequest, pb.ExplainIndikatorResponse),
    )
    for rpc, request, answer in calls:
        method = f"/{SERVICE.full_name}/{rpc}"
        found = rpcs.invoke(caller, method, request(kode="ppt.tepat_waktu", opd="dlh"), answer)
        missing = rpcs.invoke(caller, method, request(kode="tidak.ada", opd="dlh"), answer)

        assert (found, missing) == (grpc.StatusCode.OK, grpc.StatusCode.NOT_FOUND), rpc


def test_instruments_are_computed_by_rpc_as_by_rest(rpcs: Rpcs) -> None:
    method = f"/{SERVICE.full_name}/ComputeInstrumen"
    right = {name: ParseDict(isi, Struct()) for name, isi in HITUNG.items() if name in ("skm", "spip", "indeks", "rb")}
    nan = Struct(fields={"populasi": Value(number_value=float("nan"))})
    wrong = {"skm": Struct(), "spip": ParseDict({"penetapan_tujuan": "9"}, Struct()), "tiada": Struct(), "sampel": nan}

    def code(name: str, isian: Struct) -> grpc.StatusCode:
        request = pb.ComputeInstrumenRequest(instrumen=name, isian=isian)
        return rpcs.invoke("layanan", method, request, pb.ComputeInstrumenResponse)

    assert {code(*pair) for pair in right.items()} == {grpc.StatusCode.OK}
    assert {code(*pair) for pair in wrong.items()} == {grpc.StatusCode.INVALID_ARGUMENT}


def naskah(kode: str = "ppt.uji") -> dict[str, Any]:
    """Return a definition that is right, of an indicator that is new."""
    folder = Path(__file__).parents[2] / "src" / "pelaporan" / "data" / "indikator"
    text: dict[str, Any] = yaml.safe_load((folder / "ppt.diputus.yaml").read_text(encoding="utf-8"))
    return {name: value for name, value in text.items() if name != "berlaku_dari"} | {"kode": kode}


HITUNG: dict[str, dict[str, Any]] = {
    "sakip": {"jawaban": {}},
    "sakip-kriteria": {"kriteria": ["belum"]},
    "ipp": {"f02": {}},
    "ipp-kabupaten": {"ipp": ["3"]},
    "skm": {"jawaban": [[4] * 9]},
    "sampel": {"populasi": 10},
    "capaian": {"polaritas": "naik", "target": "10", "realisasi": "9"},
    "capaian-sasaran": {"capaian": ["90"]},
    "efisiensi": {"capaian": "90", "serapan": "80"},
    "rb": {"indikator": [{"kode": "a", "nilai": "1", "bobot": "100", "target_baik": "1"}]},
    "iku-non-makro": {"tercapai": 1, "jumlah": 2},
    "renaksi": {"aspek": {}},
    "spbe": {"tingkat": {}},
    "pemdi": {"tingkat": {}},
    "spip": dict.fromkeys(("penetapan_tujuan", "struktur_proses", "pencapaian_tujuan"), "3"),
    "mri": dict.fromkeys(("perencanaan", "kapabilitas", "hasil"), "3"),
    "iepk": dict.fromkeys(("kapabilitas", "penerapan", "penanganan"), "3"),
    "spm": {"dilayani": "1", "total": "1", "mutu": ["100"]},
    "indeks": {"kode": "spi", "nilai": "80"},
}
WRITES: dict[str, dict[str, Any]] = {
    "POST /v1/indikator": {"definisi": naskah(), "berlaku_dari": "2026-01-01"},
    "POST /v1/indikator/coba": {"definisi": naskah(), "berlaku_dari": "2026-01-01"},
    **{f"POST /v1/hitung/{kode}": isi for kode, isi in HITUNG.items()},
}
LEMBAR_WRITES: dict[str, dict[str, Any]] = {
    "PUT /v1/instrumen/<kode>/<tahun>/jawaban/<butir>": {"jawaban": "B"},
    "POST /v1/instrumen/ipp/<tahun>/f03": {"jawaban": [[5] * 14]},
    "POST /v1/instrumen/ipp/<tahun>/f03/<id>/withdraw": {"alasan": "Salah unit"},
    "POST /v1/instrumen/<kode>/<tahun>/reopen": {"alasan": "Bukti tidak sah"},
}
WITHOUT_BODY = {
    "POST /v1/surat-mati/<int:id>/resend",
    "POST /v1/instrumen/<kode>/<tahun>/take-saran",
    "POST /v1/instrumen/<kode>/<tahun>/establish",
    "POST /v1/instrumen/<kode>/<tahun>/laporan",
}


def test_no_write_takes_a_field_that_is_not_the_callers_to_set(callers: Callers) -> None:
    writes = {f"{method} {rule.rule}" for rule, method in list_routes(callers.app) if rule.rule.startswith("/v1/")}
    unsafe = {route for route in writes if route.split()[0] in UNSAFE}
    assert unsafe - WITHOUT_BODY == set(WRITES) | set(LEMBAR_WRITES)

    wrong = []
    for route, body in WRITES.items():
        for name, assigned in mass_assignments(body):
            answer = callers.send("organisasi", "POST", route.removeprefix("POST "), assigned)
            problem = answer.get_json()
            if answer.status_code != 422 or list(problem["errors"]) != [name]:
                wrong.append((route, name, answer.status_code, problem))
    assert wrong == []
    assert callers.send("organisasi", "GET", "/v1/indikator/ppt.uji").status_code == 404


def test_no_write_on_a_sheet_takes_a_field_that_is_not_the_callers_to_set(callers: Callers) -> None:
    answers = {"responden": 1} | dict.fromkeys(UNSUR, 4)
    for version, (butir, jawaban) in enumerate(answers.items()):
        path = f"/v1/instrumen/skm/2024/jawaban/{butir}"
        callers.send("organisasi", "PUT", path, {"jawaban": jawaban}, version=version)
    callers.send("organisasi", "POST", "/v1/instrumen/skm/2024/establish", version=10)
    batch = callers.send("organisasi", "POST", "/v1/instrumen/ipp/2024/f03", {"jawaban": [[5] * 14]}).get_json()["id"]
    paths = (
        ("/v1/instrumen/sakip/2024/jawaban/1.a", 0),
        ("/v1/instrumen/ipp/2024/f03", None),
        (f"/v1/instrumen/ipp/2024/f03/{batch}/withdraw", 1),
        ("/v1/instrumen/skm/2024/reopen", 11),
    )

    wrong = []
    for (route, body), (path, seen) in zip(LEMBAR_WRITES.items(), paths, strict=True):
        for name, assigned in mass_assignments(body):
            answer = callers.send("organisasi", route.split()[0], path, assigned, version=seen)
            if answer.status_code != 422 or list(answer.get_json()["errors"]) != [name]:
                wrong.append((path, name, answer.status_code, answer.get_json()))
    assert wrong == []


@pytest.mark.parametrize("caller", ["organisasi", "inspektorat", "pimpinan", "admin", "pelanggan"])
def test_who_is_bound_to_an_agency_sees_no_other_agencys_sheet(callers: Callers, caller: str) -> None:
    bound = f"{caller}.dlh" if caller != "pelanggan" else caller
    seen = {opd: callers.send(bound, "GET", f"/v1/instrumen/sakip/2026?opd={opd}").status_code for opd in OPD}
    own = callers.send(bound, "GET", "/v1/instrumen?tahun=2026").get_json()["data"][0]["opd"]

    everywhere = caller == "pelanggan"
    assert seen == {opd: 200 if everywhere or opd == "dlh" else 404 for opd in OPD}
    assert own == (None if everywhere else "dlh")


@pytest.mark.parametrize("caller", ["organisasi.dlh", "inspektorat.dlh"])
def test_an_evaluator_of_an_agency_writes_on_no_other_sheet(callers: Callers, caller: str) -> None:
    status = {
        opd: callers.send(
            caller, "PUT", f"/v1/instrumen/sakip/2023/jawaban/1.a?opd={opd}", {"jawaban": "B"}, version=9
        ).status_code
        for opd in OPD
    }

    assert status == {"": 404, "dlh": 412, "dinkes": 404, "setda": 404}


@pytest.mark.parametrize("path", ["/v1/indikator", "/v1/indikator/coba"])
def test_a_definition_takes_no_foreign_field_either(callers: Callers, path: str) -> None:
    wrong = []
    for name, assigned in [*mass_assignments(naskah()), ("versi", naskah() | {"versi": 7})]:
        answer = callers.send("organisasi", "POST", path, {"definisi": assigned, "berlaku_dari": "2026-01-01"})
        if answer.status_code != 422 or list(answer.get_json()["errors"]) != [name]:
            wrong.append((name, answer.status_code, answer.get_json()))
    assert wrong == []
    assert callers.send("organisasi", "GET", "/v1/indikator/ppt.uji").status_code == 404


def test_the_form_of_a_definition_publishes_no_foreign_field(callers: Callers) -> None:
    browser = callers.sign_in("organisasi")
    from_page = dict(read_borang(browser.get("/definisi/coba").text, "/definisi/coba").isi)
    foreign = {"id": "1", "kode": "ppt.lain", "versi": "7", "status": "berlaku", "nilai": "100", "dibuat_pada": "2020"}
    form = foreign | from_page | {"langkah": "terbit", "berlaku_dari": "2026-01-01"}

    refused = browser.post("/definisi/coba", data=form | {"naskah": yaml.safe_dump(naskah() | {"versi": 7})})
    done = browser.post("/definisi/coba", data=form | {"naskah": yaml.safe_dump(naskah("ppt.borang"))})
    published = callers.send("organisasi", "GET", "/v1/indikator/ppt.borang/definisi").get_json()

    assert (refused.status_code, done.status_code) == (422, 303)
    assert published["versi"] == 1
    assert callers.send("organisasi", "GET", "/v1/indikator/ppt.lain").status_code == 404


def test_no_unsafe_route_rests_on_a_cookie_without_the_token_of_the_browser(rooms: Rooms, matrix: Matrix) -> None:
    everyone = Callers(rooms, build_service().make_app(rooms), {"peramban": Akun(peran=tuple(PERAN))})

    assert everyone.accepted_forms(matrix, "peramban", "/definisi") == []
