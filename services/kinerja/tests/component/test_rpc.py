"""gRPC: the rpcs that read, with the codes of the contract."""

from collections.abc import Callable, Iterator

import grpc
import pytest
from sqlalchemy import Engine

from chassis.cli import Rooms
from chassis.grpc import channel, create_server
from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.bootstrap import make_rpcs
from kinerja.entrypoints.grpc import SCOPES
from simpul.kinerja.v1 import kinerja_pb2 as pb
from simpul.kinerja.v1.kinerja_pb2_grpc import KinerjaServiceStub

Token = Callable[..., str]
Stub = Callable[[str | None], KinerjaServiceStub]


@pytest.fixture
def engine(shared_engine: Engine) -> Engine:
    return shared_engine


@pytest.fixture
def stub(rooms: Rooms) -> Iterator[Stub]:
    """Give a function that returns a stub which shows a token."""
    server = create_server(rooms.settings, rooms.identity, add=make_rpcs(rooms), scopes=SCOPES, port=0)
    server.start()
    yield lambda key: KinerjaServiceStub(channel(f"127.0.0.1:{server.port}", key=key, deadline=10))
    server.stop(0)


def code_of(call: Callable[[], object]) -> grpc.StatusCode:
    with pytest.raises(grpc.RpcError) as refusal:
        call()
    return refusal.value.code()


def test_the_officers_of_an_agency(stub: Stub, token: Token, daerah: LoadOrganisasi) -> None:
    asked = stub(token("layanan"))
    everyone = asked.ListPejabat(pb.ListPejabatRequest(opd_kode="dpmptsp")).pejabat
    heads = asked.ListPejabat(pb.ListPejabatRequest(opd_kode="dpmptsp", jenis_jabatan="struktural")).pejabat

    assert {each.pegawai_id for each in everyone} == {p.id for p in daerah.pegawai if p.opd_kode == "dpmptsp"}
    assert {each.jenis_jabatan for each in heads} == {"struktural"}
    assert all(each.aktif and each.nama for each in everyone)
    assert code_of(lambda: asked.ListPejabat(pb.ListPejabatRequest())) is grpc.StatusCode.INVALID_ARGUMENT


def test_a_person_of_another_agency_is_not_found(stub: Stub, token: Token, daerah: LoadOrganisasi) -> None:
    someone = find_rantai(daerah, "dinkes").pegawai
    request = pb.GetPegawaiRequest(pegawai_id=someone.id)

    found = stub(token("pegawai", opd="dinkes")).GetPegawai(request)
    assert (found.nama, found.atasan_id) == (someone.nama, someone.atasan_id)
    stranger = stub(token("pegawai", opd="dlh"))
    assert code_of(lambda: stranger.GetPegawai(request)) is grpc.StatusCode.NOT_FOUND


def test_the_tree_a_parent_before_its_children(stub: Stub, token: Token, daerah: LoadOrganisasi) -> None:
    asked = stub(token("layanan"))
    units = asked.GetOrganisasi(pb.GetOrganisasiRequest()).unit

    seen: set[str] = set()
    for unit in units:
        assert unit.induk_id in seen or (not unit.induk_id and not seen)
        seen.add(unit.unit_id)
    assert len(units) == len(daerah.unit)
    unknown = pb.GetOrganisasiRequest(opd_kode="tiada")
    assert code_of(lambda: asked.GetOrganisasi(unknown)) is grpc.StatusCode.NOT_FOUND


def test_scopes_are_held(stub: Stub, token: Token) -> None:
    request = pb.ListPejabatRequest(opd_kode="dinkes")

    assert code_of(lambda: stub(None).ListPejabat(request)) is grpc.StatusCode.UNAUTHENTICATED
    pegawai = stub(token("pegawai", opd="dinkes"))
    assert code_of(lambda: pegawai.ListPejabat(request)) is grpc.StatusCode.PERMISSION_DENIED
