"""gRPC: the rpcs with the codes of the contract."""

from collections.abc import Callable, Iterator

import grpc
import pytest

from chassis.grpc import CODE_KEY, channel, create_server
from chassis.problem import Katalog
from perizinan.entrypoints.grpc import SCOPES, PerizinanServicer, make_adder
from perizinan.entrypoints.problems import KALIMAT
from simpul.perizinan.v1 import perizinan_pb2 as pb
from simpul.perizinan.v1.perizinan_pb2_grpc import PerizinanServiceStub
from tests.support.perizinan import Kantor

Stub = Callable[[str | None], PerizinanServiceStub]


@pytest.fixture(scope="module")
def stub(kantor: Kantor) -> Iterator[Stub]:
    """Give a function that returns a stub for somebody, or for anyone."""
    service = kantor.service
    servicer = PerizinanServicer(kantor.rooms, service.app, service.acuan, service.clock)
    server = create_server(
        kantor.rooms.settings,
        kantor.rooms.identity,
        add=[make_adder(servicer)],
        scopes=SCOPES,
        katalog=Katalog(KALIMAT),
        port=0,
    )
    server.start()

    def make(akun: str | None) -> PerizinanServiceStub:
        key = kantor.token(akun) if akun else None
        return PerizinanServiceStub(channel(f"127.0.0.1:{server.port}", key=key, deadline=10))

    yield make
    server.stop(0)


def refusal(call: Callable[[], object]) -> tuple[grpc.StatusCode, str]:
    with pytest.raises(grpc.RpcError) as error:
        call()
    return error.value.code(), dict(error.value.trailing_metadata())[CODE_KEY]


def test_a_draft_is_handed_in_once_for_a_key(kantor: Kantor, stub: Stub) -> None:
    draft, pemohon = kantor.draft("sip-dokter"), stub("pemohon")
    request = pb.SubmitPermohonanRequest(id=draft.id, version=draft.version, idempotency_key="kunci-1")
    receipt = pemohon.SubmitPermohonan(request)

    assert (receipt.status, receipt.version) == ("diajukan", 2)
    assert pemohon.SubmitPermohonan(request) == receipt
    other = pb.SubmitPermohonanRequest(id=draft.id, version=2, idempotency_key="kunci-1")
    assert refusal(lambda: pemohon.SubmitPermohonan(other))[1] == "idempotency.mismatch"
    seen = stub("verifikator").GetPermohonan(pb.GetPermohonanRequest(id=draft.id))
    assert (seen.status, seen.nomor_registrasi, seen.version) == ("diajukan", receipt.nomor_registrasi, 2)


def test_refusals_of_a_submission(kantor: Kantor, stub: Stub) -> None:
    draft, done = kantor.draft(), kantor.bring_to("diajukan")

    def submit(akun: str, id_: str, version: int) -> tuple[grpc.StatusCode, str]:
        request = pb.SubmitPermohonanRequest(id=id_, version=version)
        return refusal(lambda: stub(akun).SubmitPermohonan(request))

    assert submit("pemohon.lain", draft.id, 1) == (grpc.StatusCode.NOT_FOUND, "permohonan.not_found")
    assert submit("pemohon", draft.id, 0) == (grpc.StatusCode.INVALID_ARGUMENT, "version.required")
    assert submit("pemohon", draft.id, 9) == (grpc.StatusCode.ABORTED, "version.stale")
    assert submit("pemohon", "bukan-id", 1) == (grpc.StatusCode.INVALID_ARGUMENT, "request.invalid")
    assert submit("pemohon", done.id, done.version) == (
        grpc.StatusCode.FAILED_PRECONDITION,
        "permohonan.transition_not_allowed",
    )
    assert submit("kabid", draft.id, 1) == (grpc.StatusCode.PERMISSION_DENIED, "auth.forbidden")


def test_a_file_as_its_reader_may_see_it(kantor: Kantor, stub: Stub) -> None:
    berkas = kantor.bring_to("lengkap")
    kantor.give(berkas, "dinkes")
    request = pb.GetPermohonanRequest(id=berkas.id)

    whole = stub("pemohon").GetPermohonan(request)
    assert {(task.opd, task.status, task.hasil) for task in whole.rekomendasi} == {
        ("dinkes", "diberikan", "setuju"),
        ("dlh", "diminta", ""),
    }
    assert [task.opd for task in stub("mitra.dlh").GetPermohonan(request).rekomendasi] == ["dlh"]
    assert refusal(lambda: stub("mitra.dpupr").GetPermohonan(request))[0] is grpc.StatusCode.NOT_FOUND


def test_tracking_and_verifying_are_open(kantor: Kantor, stub: Stub) -> None:
    issued, anyone = kantor.bring_to("diterbitkan"), stub(None)
    pair = {"nomor_registrasi": issued.nomor_registrasi, "kunci": issued.kunci}

    state = anyone.TrackPermohonan(pb.TrackPermohonanRequest(**pair))
    assert (state.status, state.nama, state.hari_terpakai) == ("diterbitkan", "S•••• W•", 0)
    wrong = pb.TrackPermohonanRequest(**{**pair, "kunci": "SALAH"})
    assert refusal(lambda: anyone.TrackPermohonan(wrong)) == (grpc.StatusCode.NOT_FOUND, "tanda_terima.not_found")
    licence = anyone.VerifyIzin(pb.VerifyIzinRequest(nomor_izin=issued.nomor_izin))
    assert (licence.status, licence.tanggal_terbit, licence.nama) == ("aktif", "2026-11-24", "S•••• W•")
    layanan = {row.kode: row for row in anyone.ListLayanan(pb.ListLayananRequest()).layanan}
    assert (layanan["izin-klinik"].sla_hari, layanan["izin-klinik"].retribusi) == (14, "0")
    codes = [refusal(lambda: anyone.TrackPermohonan(wrong))[0] for _ in range(20)]
    assert codes[-1] is grpc.StatusCode.RESOURCE_EXHAUSTED
