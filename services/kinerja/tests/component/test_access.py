"""Who may do what: every route and every rpc for every role, on things of the own and of another agency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import grpc
import pytest
from sqlalchemy import Engine

from chassis.cli import Rooms
from chassis.grpc import channel
from chassis.identity import Identity
from chassis.settings import read_settings
from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.wewenang import PERAN
from kinerja.bootstrap import build_service
from kinerja.domain.pegawai import Pegawai
from simpul.kinerja.v1 import kinerja_pb2 as pb
from tests.support.access import UNSAFE, Matrix, Target, list_routes, mass_assignments, refused_methods
from tests.support.borang import read_borang
from tests.support.callers import FEED, Akun, Callers, Rpcs, serve_rpcs
from tests.support.kinerja_access import AKUN, API, DINKES, DLH, EVERY_OPD, HALAMAN, HITUNG, RPC, SERVICE
from tests.support.kinerja_evaluasi import (
    EvaluasiContoh,
    make_evaluasi,
    moments_of_evaluasi,
    targets_of_evaluasi,
    targets_of_no_evaluasi,
)
from tests.support.kinerja_pengembangan import (
    KEEPERS,
    PengembanganContoh,
    make_pengembangan,
    moments_of_pengembangan,
    targets_of_no_pengembangan,
    targets_of_pengembangan,
)
from tests.support.kinerja_skp import SkpContoh, make_skp, moments_of_skp, targets_of_no_skp, targets_of_skp
from tests.support.kinerja_tujuan import INDIKATOR, TIADA, Tujuan, make_tujuan, moments_of_tujuan
from tests.support.kinerja_umpan_balik import (
    UmpanBalikContoh,
    make_umpan_balik,
    moments_of_umpan_balik,
    targets_of_no_umpan_balik,
    targets_of_umpan_balik,
)

_CODES = {
    200: grpc.StatusCode.OK,
    403: grpc.StatusCode.PERMISSION_DENIED,
    404: grpc.StatusCode.NOT_FOUND,
}


@dataclass(frozen=True, kw_only=True)
class Orang:
    """A person without subordinates of each agency."""

    dinkes: Pegawai
    dlh: Pegawai


@pytest.fixture(scope="module")
def rooms(shared_engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Rooms:
    """Give what the hooks of the service get; the module shares it."""
    var: Path = tmp_path_factory.mktemp("var")
    settings = replace(read_settings("kinerja"), var=var)
    identity = Identity(settings, shared_engine, PERAN)
    return Rooms(
        settings=settings, engine=shared_engine, identity=identity, connect=lambda _: channel("127.0.0.1:1", key=None)
    )


@pytest.fixture(scope="module")
def callers(rooms: Rooms, daerah: LoadOrganisasi) -> Callers:
    """Give everyone, before the service; of each agency one who assesses the other."""
    people = {}
    for opd, suffix in (("dinkes", ""), ("dlh", ".dlh")):
        rantai = find_rantai(daerah, opd)
        for name in ("pegawai", "penilai", "atasan_penilai"):
            people[name.replace("_", ".") + suffix] = getattr(rantai, name).id
    akun = {name: replace(each, pegawai_id=people.get(name)) for name, each in AKUN.items()}
    return Callers(rooms, build_service().make_app(rooms), akun)


@pytest.fixture(scope="module")
def rpcs(rooms: Rooms, callers: Callers) -> Iterator[Rpcs]:
    """Give the gRPC server of the service."""
    with serve_rpcs(build_service(), rooms, callers, SERVICE) as rpcs:
        yield rpcs


@pytest.fixture(scope="module")
def orang(daerah: LoadOrganisasi) -> Orang:
    """Give a person of each agency."""
    leaf = {each.opd_kode: each for each in daerah.pegawai if not each.memimpin}
    return Orang(dinkes=leaf["dinkes"], dlh=leaf["dlh"])


@pytest.fixture(scope="module")
def tujuan(callers: Callers, rooms: Rooms, orang: Orang) -> Mapping[str, Tujuan]:
    """Give the goals of each agency."""
    return {opd: make_tujuan(callers, rooms, each) for opd, each in vars(orang).items()}


@pytest.fixture(scope="module")
def skp(callers: Callers) -> Mapping[str, SkpContoh]:
    """Give the plans of work of a person of each agency."""
    return {"dinkes": make_skp(callers, ""), "dlh": make_skp(callers, ".dlh")}


@pytest.fixture(scope="module")
def evaluasi(callers: Callers) -> Mapping[str, EvaluasiContoh]:
    """Give the appraisals of a person of each agency."""
    return {"dinkes": make_evaluasi(callers, ""), "dlh": make_evaluasi(callers, ".dlh")}


@pytest.fixture(scope="module")
def umpan_balik(callers: Callers, daerah: LoadOrganisasi) -> Mapping[str, UmpanBalikContoh]:
    """Give the feedback on a person of each agency."""
    people = {opd: find_rantai(daerah, opd).pegawai.id for opd in ("dinkes", "dlh")}
    return {opd: make_umpan_balik(callers, "" if opd == "dinkes" else f".{opd}", id_) for opd, id_ in people.items()}


@pytest.fixture(scope="module")
def pengembangan(callers: Callers, rooms: Rooms, daerah: LoadOrganisasi) -> Mapping[str, PengembanganContoh]:
    """Give what follows from the appraisals of a person of each agency."""
    people = {opd: find_rantai(daerah, opd).pegawai.id for opd in ("dinkes", "dlh")}
    return {
        opd: make_pengembangan(callers, rooms.engine, "" if opd == "dinkes" else f".{opd}", id_)
        for opd, id_ in people.items()
    }


@pytest.fixture(scope="module")
def matrix(
    orang: Orang,
    tujuan: Mapping[str, Tujuan],
    skp: Mapping[str, SkpContoh],
    evaluasi: Mapping[str, EvaluasiContoh],
    umpan_balik: Mapping[str, UmpanBalikContoh],
    pengembangan: Mapping[str, PengembanganContoh],
) -> Matrix:
    """Give the table with one thing of each kind and agency, and ids of none."""
    nobody: frozenset[str] = frozenset()
    things = [("dinkes", orang.dinkes, DINKES | EVERY_OPD), ("dlh", orang.dlh, DLH | EVERY_OPD)]
    targets = [
        Target(name="a calculator", params={"kode": "predikat"}),
        Target(name="no calculator", params={"kode": "tiada"}, known_to=nobody),
        Target(name="no letter", params={"id": "1"}, known_to=nobody),
        Target(name="no picture", params={"nama": "tiada.svg"}, known_to=nobody),
        Target(name="no agency", params={"opd_kode": "tiada"}, known_to=nobody),
        Target(name="no unit", params={"unit_id": "tiada"}, known_to=nobody),
        Target(name="nobody", params={"pegawai_id": "tiada"}, known_to=nobody),
        Target(name="nobody's form", params={"pegawai_id": "tiada", "aksi": "move"}, known_to=nobody),
    ]
    for known, goals in [(nobody, TIADA), *((known_to, tujuan[opd]) for opd, _, known_to in things)]:
        targets += [Target(name="a goal", params=params, known_to=known) for params in goals.params()]
    targets += targets_of_no_skp()
    for plans in skp.values():
        targets += targets_of_skp(plans, {"ppk", "bkpsdm", "layanan"})
    targets += targets_of_no_evaluasi()
    for appraisals in evaluasi.values():
        targets += targets_of_evaluasi(appraisals, {"ppk", "bkpsdm"})
    targets += targets_of_no_umpan_balik()
    for feedback in umpan_balik.values():
        targets += targets_of_umpan_balik(feedback)
    targets += targets_of_no_pengembangan()
    for growth in pengembangan.values():
        targets += targets_of_pengembangan(growth, KEEPERS)
    for opd, each, known_to in things:
        targets.append(Target(name=opd, params={"opd_kode": opd}, known_to=known_to))
        targets.append(Target(name=f"a unit of {opd}", params={"unit_id": each.unit_id}, known_to=known_to))
        targets.append(Target(name=f"one of {opd}", params={"pegawai_id": each.id}, known_to=known_to))
        for aksi in ("move", "assign_atasan", "deactivate", "reactivate"):
            params = {"pegawai_id": each.id, "aksi": aksi}
            targets.append(Target(name=f"the form of one of {opd}", params=params, known_to=known_to))
    return Matrix(
        table=API | HALAMAN, callers={name: frozenset(each.peran) for name, each in AKUN.items()}, targets=targets
    )


def test_every_role_is_among_the_callers() -> None:
    assert {peran for each in AKUN.values() for peran in each.peran} == set(PERAN) | {"verifikator"}


def test_no_route_is_forgotten(callers: Callers, matrix: Matrix) -> None:
    assert matrix.missing(callers.app) == set()


def test_every_route_for_every_role_on_things_of_the_own_and_another_agency(callers: Callers, matrix: Matrix) -> None:
    wrong = callers.wrong_answers(matrix)

    assert not wrong, "\n".join(wrong)
    assert len(list(matrix.calls(callers.app))) > 700


@pytest.mark.parametrize("caller", sorted(DINKES | DLH))
def test_a_list_holds_nobody_of_another_agency(callers: Callers, caller: str, orang: Orang) -> None:
    own, other = (orang.dinkes, orang.dlh) if caller in DINKES else (orang.dlh, orang.dinkes)

    def ids(query: str) -> list[tuple[str, str]]:
        answer = callers.send(caller, "GET", f"/v1/pegawai?per_halaman=500{query}").get_json()
        return [(each["opd_kode"], each["pegawai_id"]) for each in answer["data"]]

    assert {opd for opd, _ in ids("")} == {own.opd_kode}
    assert ids(f"&opd={other.opd_kode}") == ids(f"&unit={other.unit_id}") == ids(f"&q={other.nama}") == []
    assert callers.send(caller, "GET", f"/v1/organisasi?opd={other.opd_kode}").status_code == 404
    for page in ("/organisasi", "/pegawai", f"/pegawai?opd={other.opd_kode}", f"/pegawai?unit={other.unit_id}"):
        assert f"/pegawai/{other.id}" not in callers.send(caller, "GET", page).text


def test_every_rpc_for_every_role(rpcs: Rpcs, matrix: Matrix) -> None:
    listed = {f"/{service.full_name}/{method.name}" for service in (SERVICE, FEED) for method in service.methods}
    assert listed == set(RPC)

    wrong = [each for service in (SERVICE, FEED) for each in refused_methods(service, RPC, matrix.callers, rpcs.invoke)]
    assert wrong == []


def test_every_rpc_on_things_of_the_own_and_another_agency(rpcs: Rpcs, orang: Orang) -> None:
    readers = DINKES | DLH | EVERY_OPD | {"pegawai.tanpa.opd"}
    wrong = []
    for opd, each, at_home in (("dinkes", orang.dinkes, DINKES), ("dlh", orang.dlh, DLH)):
        calls = (
            ("GetPegawai", pb.GetPegawaiRequest(pegawai_id=each.id), pb.Pegawai),
            ("GetOrganisasi", pb.GetOrganisasiRequest(opd_kode=opd), pb.GetOrganisasiResponse),
        )
        for rpc, request, answer in calls:
            for caller in sorted(readers):
                code = rpcs.invoke(caller, f"/{SERVICE.full_name}/{rpc}", request, answer)
                known = caller in at_home | EVERY_OPD
                if code is not (grpc.StatusCode.OK if known else grpc.StatusCode.NOT_FOUND):
                    wrong.append((caller, rpc, opd, code))

    assert wrong == []


def test_a_plan_is_asked_of_by_rpc_as_by_rest(rpcs: Rpcs, callers: Callers, skp: Mapping[str, SkpContoh]) -> None:
    wrong = []
    for plans in skp.values():
        request = pb.GetSkpRequest(id=plans.draf_id)
        for caller in AKUN:
            status = callers.send(caller, "GET", f"/v1/skp/{plans.draf_id}").status_code
            code = rpcs.invoke(caller, f"/{SERVICE.full_name}/GetSkp", request, pb.Skp)
            if code is not _CODES[status]:
                wrong.append((caller, plans.pegawai, status, code))

    assert wrong == []


def the_right_moment(orang: Orang) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return for each writing route whom or what it is about, and a body that is right."""
    why = {"alasan": "SK 800/1"}
    place = {"unit_id": orang.dlh.unit_id, "jabatan_kode": "pengolah-data"}
    return {
        "POST /v1/unit/<unit_id>/rename": (orang.dinkes.unit_id, {"nama": "Seksi Baru"}),
        "POST /v1/pegawai/<pegawai_id>/move": (orang.dinkes.id, why | place),
        "POST /v1/pegawai/<pegawai_id>/assign-atasan": (orang.dinkes.id, why | {"atasan_id": None}),
        "POST /v1/pegawai/<pegawai_id>/deactivate": (orang.dinkes.id, why),
        "POST /v1/pegawai/<pegawai_id>/reactivate": (orang.dlh.id, why),
    }


@pytest.fixture(scope="module")
def signed_id(callers: Callers, daerah: LoadOrganisasi) -> str:
    """Give an agreement that is signed: the regency's own."""
    akar = {"unit_id": next(unit.id for unit in daerah.unit if unit.induk_id is None), "tahun": 2026}
    callers.send("bkpsdm", "POST", "/v1/indikator", INDIKATOR | akar)
    id_ = callers.send("bkpsdm", "POST", "/v1/perjanjian", akar).get_json()["id"]
    assert callers.send("bkpsdm", "POST", f"/v1/perjanjian/{id_}/sign", {}, version=1).status_code == 200
    return str(id_)


def test_no_write_of_goals_and_plans_takes_a_field_that_is_not_the_callers_to_set(
    callers: Callers,
    orang: Orang,
    tujuan: Mapping[str, Tujuan],
    skp: Mapping[str, SkpContoh],
    evaluasi: Mapping[str, EvaluasiContoh],
    umpan_balik: Mapping[str, UmpanBalikContoh],
    pengembangan: Mapping[str, PengembanganContoh],
    signed_id: str,
) -> None:
    of_goals = moments_of_tujuan(orang.dinkes.unit_id, tujuan["dinkes"], signed_id)
    moments = {route: ("bkpsdm", *moment) for route, moment in of_goals.items()} | moments_of_skp(skp["dinkes"])
    moments |= moments_of_evaluasi(evaluasi["dinkes"]) | moments_of_umpan_balik(umpan_balik["dinkes"])
    moments |= moments_of_pengembangan(pengembangan["dinkes"])
    wrong = []
    for route, (caller, params, body, version) in moments.items():
        method, path = route.split()
        for name, value in params.items():
            path = path.replace(f"<{name}>", value)
        for name, assigned in mass_assignments(body):
            answer = callers.send(caller, method, path, assigned, version=version)
            problem = answer.get_json()
            if answer.status_code != 422 or list(problem["errors"]) != [name]:
                wrong.append((route, name, answer.status_code, problem))

    assert wrong == []


def test_no_write_takes_a_field_that_is_not_the_callers_to_set(
    callers: Callers,
    orang: Orang,
    tujuan: Mapping[str, Tujuan],
    skp: Mapping[str, SkpContoh],
    evaluasi: Mapping[str, EvaluasiContoh],
    umpan_balik: Mapping[str, UmpanBalikContoh],
    pengembangan: Mapping[str, PengembanganContoh],
) -> None:
    moments = the_right_moment(orang)
    elsewhere: list[Mapping[str, Any]] = [
        moments_of_tujuan(orang.dinkes.unit_id, tujuan["dinkes"]),
        moments_of_skp(skp["dinkes"]),
        moments_of_evaluasi(evaluasi["dinkes"]),
        moments_of_umpan_balik(umpan_balik["dinkes"]),
        moments_of_pengembangan(pengembangan["dinkes"]),
    ]
    writes = {f"{method} {rule.rule}" for rule, method in list_routes(callers.app) if rule.rule.startswith("/v1/")}
    assert {route for route in writes if route.split()[0] in UNSAFE} - {
        "POST /v1/surat-mati/<int:id>/resend",  # takes no body
        *(f"POST /v1/hitung/{kode}" for kode in HITUNG),
    } == {route for table in [moments, *elsewhere] for route in table}
    gone = callers.send("bkpsdm", "POST", f"/v1/pegawai/{orang.dlh.id}/deactivate", {"alasan": "Pensiun"}, version=1)
    assert gone.status_code == 200

    wrong = []
    for route, (id_, body) in moments.items():
        path = route.removeprefix("POST ").replace("<unit_id>", id_).replace("<pegawai_id>", id_)
        version = 2 if id_ == orang.dlh.id else 1
        for name, assigned in mass_assignments(body):
            answer = callers.send("bkpsdm", "POST", path, assigned, version=version)
            problem = answer.get_json()
            if answer.status_code != 422 or list(problem["errors"]) != [name]:
                wrong.append((route, name, answer.status_code, problem))
    back = callers.send("bkpsdm", "POST", f"/v1/pegawai/{orang.dlh.id}/reactivate", {"alasan": "Keliru"}, version=2)

    assert wrong == []
    assert back.status_code == 200


def test_a_form_sets_its_own_fields_and_no_other(callers: Callers, daerah: LoadOrganisasi, orang: Orang) -> None:
    others = (each for each in daerah.pegawai if each.unit_id != orang.dinkes.unit_id and not each.memimpin)
    someone = next(each for each in others if each.opd_kode == "dinkes")
    other = next(each for each in daerah.pegawai if each.opd_kode == "dlh" and each.memimpin)
    foreign = {
        "id": other.id, "pegawai_id": other.id, "nama": "Lain", "opd_kode": "dlh", "unit_id": other.unit_id,
        "jabatan_kode": "pengolah-data", "atasan_id": other.id, "peran": "admin", "jenis_jabatan": "struktural",
    }  # fmt: skip

    def read(path: str) -> dict[str, Any]:
        shown: dict[str, Any] = callers.send("bkpsdm", "GET", path).get_json()
        return shown

    def press(path: str, **fields: str) -> None:
        form = dict(read_borang(browser.get(path).text, path).isi) | fields
        assert browser.post(path, data=foreign | form).status_code == 303

    browser = callers.sign_in("bkpsdm")
    person, unit = f"/v1/pegawai/{someone.id}", f"/v1/unit/{someone.unit_id}"
    before, before_unit = read(person), read(unit)
    press(f"/pegawai/{someone.id}/deactivate", alasan="Pensiun")
    press(f"/unit/{someone.unit_id}/rename", nama="Seksi Uji")
    after, after_unit = read(person), read(unit)

    assert after == before | {"aktif": False, "version": 2}
    assert {**after_unit, "jumlah_pegawai": 0} == {
        **before_unit,
        "jumlah_pegawai": 0,
        "nama": "Seksi Uji",
        "version": 2,
    }


def test_no_unsafe_route_rests_on_a_cookie_without_the_token_of_the_browser(rooms: Rooms, matrix: Matrix) -> None:
    everyone = Callers(
        rooms, build_service().make_app(rooms), {"peramban": Akun(peran=tuple(PERAN), opd_kode="dinkes")}
    )

    assert everyone.accepted_forms(matrix, "peramban", "/organisasi") == []
