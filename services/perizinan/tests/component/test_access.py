"""Who may do what: every route and every rpc for every role, on the own and on foreign things."""

from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest
from google.protobuf.message import Message

from chassis.domain import uuid7
from chassis.grpc import channel, create_server
from chassis.identity import SandiHasher, create_akun
from chassis.problem import Katalog
from perizinan.bootstrap import make_rpcs
from perizinan.entrypoints.grpc import SCOPES
from perizinan.entrypoints.problems import KALIMAT
from simpul.perizinan.v1 import perizinan_pb2
from tests.support.access import (
    ANYONE,
    NOBODY,
    SIGNED_IN,
    UNSAFE,
    Allowed,
    Matrix,
    Target,
    build_path,
    list_routes,
    mass_assignments,
    refused_methods,
)
from tests.support.perizinan import AKUN, NILAI, PEMOHON, Berkas, Kantor, expect

PATH = "/v1/permohonan/<uuid:id>"


def only(*roles: str) -> Allowed:
    return Allowed(roles=frozenset(roles))


def both(rule: str, *roles: str) -> dict[str, Allowed]:
    """Return the row of a form and that of what it sends."""
    return {f"{method} {rule}": only(*roles) for method in ("GET", "POST")}


WITHOUT_FORM = frozenset({200, 303, 400, 403, 404, 422})
"""What a form that anyone may send answers without its token (403) or without its fields."""
OFFICERS = only("petugas", "verifikator", "kabid", "kadis", "admin")
READERS = only("pemohon", "petugas", "verifikator", "kabid", "kadis", "mitra", "admin")
API = {
    "GET /openapi.json": Allowed(roles=ANYONE),
    "GET /v1/saya": Allowed(roles=SIGNED_IN),
    "GET /v1/layanan": Allowed(roles=ANYONE),
    "GET /v1/layanan/<kode>": Allowed(roles=ANYONE),
    "GET /v1/lacak/<nomor_registrasi>": Allowed(roles=ANYONE, answers=frozenset({404})),
    "GET /v1/izin/<path:nomor_izin>": Allowed(roles=ANYONE),
    "GET /v1/jangka-waktu": Allowed(roles=ANYONE),
    "POST /v1/hitung/retribusi": Allowed(roles=ANYONE),
    "POST /v1/survei": Allowed(roles=ANYONE),
    "GET /v1/pejabat": only("verifikator", "kabid"),
    "GET /v1/permohonan": READERS,
    f"GET {PATH}": READERS,
    f"GET {PATH}/jejak": READERS,
    "POST /v1/permohonan": only("pemohon", "petugas"),
    f"DELETE {PATH}": only("pemohon", "petugas"),
    f"POST {PATH}/submit": only("pemohon", "petugas"),
    f"POST {PATH}/resubmit": only("pemohon", "petugas"),
    f"POST {PATH}/withdraw": only("pemohon"),
    f"POST {PATH}/accept": only("verifikator"),
    f"POST {PATH}/return": only("verifikator"),
    f"POST {PATH}/assign": only("verifikator", "kabid"),
    f"POST {PATH}/reject": only("verifikator", "kadis"),
    f"POST {PATH}/approve": only("kabid"),
    f"POST {PATH}/issue": only("kadis"),
    f"POST {PATH}/hand-over": only("petugas"),
    f"POST {PATH}/rekomendasi/<opd>/give": only("mitra"),
    "GET /v1/surat-mati": only("admin"),
    "POST /v1/surat-mati/<int:id>/resend": only("admin"),
}
HALAMAN = {
    "GET /docs": Allowed(roles=ANYONE),
    "GET /": Allowed(roles=ANYONE),
    "GET /aset/<path:nama>": Allowed(roles=ANYONE),
    "POST /tema": Allowed(roles=ANYONE, answers=WITHOUT_FORM),
    "GET /layanan/<kode>": Allowed(roles=ANYONE),
    "GET /hitung-hari-kerja": Allowed(roles=ANYONE),
    "GET /izin/periksa": Allowed(roles=ANYONE),
    "GET /v/<kode>": Allowed(roles=ANYONE),
    "GET /lacak": Allowed(roles=ANYONE),
    "POST /lacak": Allowed(roles=ANYONE, answers=WITHOUT_FORM),
    "GET /survei": Allowed(roles=ANYONE),
    "POST /survei": Allowed(roles=ANYONE, answers=WITHOUT_FORM),
    "POST /survei/mulai": Allowed(roles=ANYONE, answers=WITHOUT_FORM),
    "GET /pengaduan": Allowed(roles=ANYONE),
    "GET /saya": Allowed(roles=SIGNED_IN),
    "GET /kalender": READERS,
    "GET /katalog": READERS,
    "GET /permohonan": OFFICERS,
    "GET /permohonan/unduh.xlsx": OFFICERS,
    "GET /kotak-masuk": OFFICERS,
    "GET /kotak-masuk/unduh.xlsx": OFFICERS,
    "GET /kotak-masuk/tampilan": OFFICERS,
    "POST /kotak-masuk/tampilan": OFFICERS,
    "GET /berkas/<uuid:id>": READERS,
    "GET /berkas/<uuid:id>/<any(isian, jejak):bagian>": READERS,
    **both("/kotak-masuk/tugaskan", "verifikator", "kabid"),
    **both("/berkas/<uuid:id>/accept", "verifikator"),
    **both("/berkas/<uuid:id>/return", "verifikator"),
    **both("/berkas/<uuid:id>/reject", "verifikator", "kadis"),
    **both("/berkas/<uuid:id>/assign", "verifikator", "kabid"),
    **both("/berkas/<uuid:id>/approve", "kabid"),
    **both("/berkas/<uuid:id>/issue", "kadis"),
    **both("/berkas/<uuid:id>/hand-over", "petugas"),
    **both("/ajukan/<kode>", "pemohon", "petugas"),
    **both("/draf/<uuid:id>/isian", "pemohon", "petugas"),
    **both("/draf/<uuid:id>/pemohon", "pemohon", "petugas"),
    "GET /draf/<uuid:id>/periksa": only("pemohon", "petugas"),
    "POST /draf/<uuid:id>/kirim": only("pemohon", "petugas"),
    "POST /draf/<uuid:id>/hapus": only("pemohon", "petugas"),
    "GET /permohonan-saya": only("pemohon", "petugas"),
    "GET /permohonan-saya/<uuid:id>": only("pemohon", "petugas"),
    **both("/permohonan-saya/<uuid:id>/perbaiki", "pemohon", "petugas"),
    **both("/permohonan-saya/<uuid:id>/tarik", "pemohon"),
    "GET /tugas-mitra": only("mitra"),
    **both("/tugas-mitra/<uuid:id>", "mitra"),
    "GET /peristiwa-gagal": only("admin"),
    "POST /peristiwa-gagal/<int:id>/resend": only("admin"),
    "GET /masuk": Allowed(roles=ANYONE),
    "GET /masuk/oidc": Allowed(roles=ANYONE, answers=frozenset({404})),  # no provider is told
    "GET /masuk/oidc/kembali": Allowed(roles=ANYONE, answers=frozenset({404})),
    "POST /masuk": Allowed(roles=ANYONE, answers=frozenset({401, 403, 429})),
    "POST /keluar": Allowed(roles=ANYONE, answers=frozenset({303, 403})),
}
RPC = {
    "/simpul.perizinan.v1.PerizinanService/SubmitPermohonan": only("pemohon", "petugas"),
    "/simpul.perizinan.v1.PerizinanService/GetPermohonan": READERS,
    "/simpul.perizinan.v1.PerizinanService/TrackPermohonan": Allowed(roles=ANYONE),
    "/simpul.perizinan.v1.PerizinanService/ListLayanan": Allowed(roles=ANYONE),
    "/simpul.perizinan.v1.PerizinanService/VerifyIzin": Allowed(roles=ANYONE),
}
CALLERS = {akun: frozenset(peran) for akun, (peran, _) in AKUN.items() if akun != "rangkap"}
DESK = frozenset({"petugas", "verifikator", "kabid", "kadis", "admin"})


@pytest.fixture(scope="module")
def matrix(kantor: Kantor) -> Matrix:
    """Give the table with one thing of each kind, and ids of none."""
    file, draft, licence = kantor.bring_to("lengkap"), kantor.draft(), kantor.bring_to("diterbitkan")
    insiders = DESK | {"pemohon", "mitra.dinkes", "mitra.dlh"}
    nobody: frozenset[str] = frozenset()
    targets = (
        Target(name="a file of pemohon", params={"id": file.id}, known_to=insiders),
        Target(name="a draft of pemohon", params={"id": draft.id}, known_to=frozenset({"pemohon"})),
        Target(name="no letter", params={"id": "1"}, known_to=nobody, under="/v1/surat-mati/"),
        Target(name="no file", params={"id": str(uuid7())}, known_to=nobody),
        Target(
            name="the task of dinkes", params={"id": file.id, "opd": "dinkes"}, known_to=frozenset({"mitra.dinkes"})
        ),
        Target(name="the task of dlh", params={"id": file.id, "opd": "dlh"}, known_to=frozenset({"mitra.dlh"})),
        Target(name="no task", params={"id": draft.id, "opd": "dinkes"}, known_to=nobody),
        Target(name="no letter on the page", params={"id": "1"}, known_to=nobody, under="/peristiwa-gagal/"),
        Target(name="the trail of a file", params={"id": file.id, "bagian": "jejak"}, known_to=insiders),
        Target(
            name="the trail of a draft", params={"id": draft.id, "bagian": "jejak"}, known_to=frozenset({"pemohon"})
        ),
        Target(
            name="a file on the road of its owner",
            params={"id": file.id},
            known_to=frozenset({"pemohon"}),
            under="/permohonan-saya/",
            hidden=frozenset({403, 404}),
        ),
        Target(name="no picture", params={"nama": "tiada.svg"}, known_to=nobody),
        Target(name="no code", params={"kode": "tiada"}, known_to=nobody, under="/v/"),
        Target(name="a layanan", params={"kode": "sip-dokter"}),
        Target(name="no layanan", params={"kode": "tiada"}, known_to=nobody),
        Target(name="a receipt without its key", params={"nomor_registrasi": file.nomor_registrasi}),
        Target(name="a licence", params={"nomor_izin": licence.nomor_izin}),
        Target(name="no licence", params={"nomor_izin": "503/9/X"}, known_to=nobody),
    )
    return Matrix(table=API | HALAMAN, callers=CALLERS, targets=targets)


def test_no_route_is_forgotten(kantor: Kantor, matrix: Matrix) -> None:
    assert matrix.missing(kantor.app) == set()


def test_every_route_for_every_role_on_the_own_and_on_foreign_things(kantor: Kantor, matrix: Matrix) -> None:
    callers = {name: kantor[name] for name in CALLERS} | {NOBODY: kantor.siapa_saja}
    calls = list(matrix.calls(kantor.app))
    wrong = []
    for call in calls:
        status = callers[call.caller].send(call.method, call.path).status_code
        if not call.is_right(status):
            wrong.append(f"{call}: {status}, expected {sorted(call.expected) or 'no refusal'}")

    assert not wrong, "\n".join(wrong)
    assert len(calls) > 400


@pytest.fixture(scope="module")
def address(kantor: Kantor) -> Iterator[str]:
    """Give the address of a gRPC server of the service."""
    rooms = kantor.rooms
    server = create_server(
        rooms.settings, rooms.identity, add=make_rpcs(rooms), scopes=SCOPES, katalog=Katalog(KALIMAT), port=0
    )
    server.start()
    yield f"127.0.0.1:{server.port}"
    server.stop(0)


def test_every_rpc_for_every_role(kantor: Kantor, address: str) -> None:
    service = perizinan_pb2.DESCRIPTOR.services_by_name["PerizinanService"]
    assert {f"/{service.full_name}/{method.name}" for method in service.methods} == set(RPC)

    def invoke(caller: str, method: str, request: Message, answer: type[Message]) -> grpc.StatusCode:
        key = None if caller == NOBODY else kantor.token(caller)
        with channel(address, key=key, deadline=10) as open_channel:
            call = open_channel.unary_unary(method, type(request).SerializeToString, answer.FromString)
            try:
                call(request)
            except grpc.RpcError as error:
                return error.code()
            return grpc.StatusCode.OK

    assert refused_methods(service, RPC, CALLERS, invoke) == []


def the_right_moment(kantor: Kantor) -> dict[str, tuple[str, str, dict[str, Any], Callable[[], Berkas]]]:
    """Return for each writing route: who, a body that is right, and a file for which it is time."""
    lack = {"kekurangan": [{"syarat": "ktp", "alasan": "buram"}]}

    def at(status: str) -> Callable[[], Berkas]:
        return lambda: kantor.bring_to(status)

    no = {"alasan_kode": "lain", "alasan": "Tidak sesuai"}
    factors = {"rumus": "pbg", "luas": "1", "ilo": "0.005", "shst": "1", "it": "1", "ibg": "1"}
    new = {"layanan_kode": "sip-dokter", "kanal": "daring", "pemohon": PEMOHON, "isian": {}}
    receipt = {"nomor_registrasi": "X", "kunci": "Y", "jawaban": NILAI}
    return {
        "POST /v1/permohonan": ("pemohon", "", new, at("draf")),
        f"POST {PATH}/submit": ("pemohon", "/submit", {}, at("draf")),
        f"POST {PATH}/resubmit": ("pemohon", "/resubmit", {"isian": {}}, at("dikembalikan")),
        f"POST {PATH}/withdraw": ("pemohon", "/withdraw", {"alasan": "batal"}, at("diajukan")),
        f"POST {PATH}/accept": ("verifikator", "/accept", {}, at("diajukan")),
        f"POST {PATH}/return": ("verifikator", "/return", lack, at("diajukan")),
        f"POST {PATH}/assign": ("verifikator", "/assign", {"pegawai_id": "p-1"}, at("diajukan")),
        f"POST {PATH}/reject": ("verifikator", "/reject", no, at("diajukan")),
        f"POST {PATH}/approve": ("kabid", "/approve", {}, at("lengkap")),
        f"POST {PATH}/issue": ("kadis", "/issue", {}, at("disetujui")),
        f"POST {PATH}/hand-over": ("petugas", "/hand-over", {}, at("diterbitkan")),
        f"POST {PATH}/rekomendasi/<opd>/give": (
            "mitra.dinkes",
            "/rekomendasi/dinkes/give",
            {"hasil": "setuju"},
            at("lengkap"),
        ),
        "POST /v1/hitung/retribusi": ("pemohon", "", factors, at("draf")),
        "POST /v1/survei": ("pemohon", "", receipt, at("draf")),
    }


def test_no_write_takes_a_field_that_is_not_the_callers_to_set(kantor: Kantor) -> None:
    moments = the_right_moment(kantor)
    writes = {f"{method} {rule.rule}" for rule, method in list_routes(kantor.app) if rule.rule.startswith("/v1/")}
    without_body = {f"DELETE {PATH}", "POST /v1/surat-mati/<int:id>/resend"}
    assert {route for route in writes if route.split()[0] in UNSAFE} - without_body == set(moments)

    wrong = []
    for route, (akun, act, body, bring) in moments.items():
        berkas = bring()
        path = berkas.path + act if act else route.removeprefix("POST ")
        for name, assigned in mass_assignments(body):
            answer = kantor[akun].post(path, assigned, version=berkas.version)
            problem = answer.get_json()
            if answer.status_code != 422 or list(problem["errors"]) != [name]:
                wrong.append((route, name, answer.status_code, problem))
    assert wrong == []


def test_nested_fields_are_refused_too(kantor: Kantor) -> None:
    new = {"layanan_kode": "sip-dokter", "kanal": "daring", "isian": {}, "pemohon": {**PEMOHON, "peran": "admin"}}
    lack = {"kekurangan": [{"syarat": "ktp", "alasan": "buram", "status": "ditolak"}]}
    berkas = kantor.bring_to("diajukan")

    answer = expect(kantor["pemohon"].post("/v1/permohonan", new), 422)
    assert list(answer["errors"]) == ["pemohon.peran"]
    answer = expect(kantor["verifikator"].post(f"{berkas.path}/return", lack, version=berkas.version), 422)
    assert list(answer["errors"]) == ["kekurangan.0.status"]
    receipt = {"nomor_registrasi": "X", "kunci": "Y", "jawaban": {**NILAI, "lain": 4}}
    assert list(expect(kantor.siapa_saja.post("/v1/survei", receipt), 422)["errors"]) == ["jawaban.lain"]


def test_no_unsafe_route_rests_on_a_cookie_without_the_token_of_the_browser(kantor: Kantor, matrix: Matrix) -> None:
    sandi = "sandi-uji-panjang-1"
    with kantor.engine.begin() as conn:
        create_akun(
            conn,
            akun="peramban",
            sandi_hash=SandiHasher().hash(sandi),
            peran=["pemohon", "petugas", "verifikator", "kabid", "kadis", "mitra", "admin"],
            opd_kode="dpmptsp",
        )
    id_ = kantor.rooms.identity.sign_in({"akun": "peramban", "sandi": sandi}, alamat="127.0.0.1")
    browser = kantor.app.test_client()
    browser.set_cookie("simpul_perizinan", id_, domain="localhost")
    foreign = "0" * 64
    accepted = []
    for rule, method in list_routes(kantor.app):
        if method in UNSAFE:
            path = build_path(rule, matrix.fitting(rule)[0].params)
            for headers in ({}, {"X-CSRF-Token": foreign}, {"HX-Request": "true"}):
                answer = browser.open(path, method=method, headers=headers)
                form = browser.open(path, method=method, headers=headers, data={"csrf_token": foreign})
                accepted += [(method, path, r.status_code) for r in (answer, form) if r.status_code != 403]

    assert accepted == []
