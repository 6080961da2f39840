"""The source of a realisasi: pelaporan is asked over gRPC, and our own copy answers where it is away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent import futures
from typing import Any

import grpc
import pytest
from sqlalchemy import Engine, text

from chassis.cli import Rooms
from chassis.grpc import channel, create_server
from kinerja.adapters.tujuan.pelaporan_client import PelaporanKatalog
from kinerja.application.tujuan.ports import KeadaanSumber
from kinerja.bootstrap import make_rpcs
from kinerja.entrypoints.grpc import SCOPES
from simpul.kinerja.v1 import kinerja_pb2 as pb
from simpul.kinerja.v1.kinerja_pb2_grpc import KinerjaServiceStub
from simpul.pelaporan.v1 import pelaporan_pb2, pelaporan_pb2_grpc

Token = Callable[..., str]


class Pelaporan(pelaporan_pb2_grpc.PelaporanServiceServicer):
    """Knows one indicator that a goal may name, and one that rests on realisasi."""

    def ListIndikator(self, request: Any, context: Any) -> pelaporan_pb2.ListIndikatorResponse:  # noqa: N802
        rows = [("ppt.tepat_waktu", False), ("sakip.capaian_iku", True)]
        return pelaporan_pb2.ListIndikatorResponse(
            indikator=[
                pelaporan_pb2.DefinisiIndikator(kode=kode, nama=kode.upper(), bersandar_realisasi=bersandar)
                for kode, bersandar in rows
            ]
        )


@pytest.fixture
def pelaporan() -> Iterator[str]:
    """Give the address of a pelaporan that answers."""
    server = grpc.server(futures.ThreadPoolExecutor(1))
    pelaporan_pb2_grpc.add_PelaporanServiceServicer_to_server(Pelaporan(), server)  # type: ignore[abstract]  # one rpc is enough
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield f"127.0.0.1:{port}"
    server.stop(0)


def test_what_pelaporan_says_of_a_code(engine: Engine, pelaporan: str) -> None:
    katalog = PelaporanKatalog(lambda: channel(pelaporan, key=None), engine)

    assert katalog.look_up("ppt.tepat_waktu") is KeadaanSumber.BOLEH
    assert katalog.look_up("sakip.capaian_iku") is KeadaanSumber.BERSANDAR_REALISASI
    assert katalog.look_up("tiada") is KeadaanSumber.TIDAK_ADA
    assert katalog.list_nama() == {"ppt.tepat_waktu": "PPT.TEPAT_WAKTU"}


def test_our_own_copy_answers_where_pelaporan_is_away(engine: Engine) -> None:
    katalog = PelaporanKatalog(lambda: channel("127.0.0.1:1", key=None), engine)
    with engine.begin() as conn:
        conn.execute(
            text("INSERT INTO indikator_pelaporan VALUES ('a', '', '2026-T1', 1, 1, 'x', 1, false), "
                 "('b', '', '2026-T1', 2, 1, 'y', 1, true)")
        )  # fmt: skip

    assert [katalog.look_up(kode) for kode in ("a", "b", "c")] == [
        KeadaanSumber.BOLEH,
        KeadaanSumber.BERSANDAR_REALISASI,
        KeadaanSumber.BELUM_DIKETAHUI,
    ]
    assert katalog.list_nama() == {}


@pytest.fixture
def stub(rooms: Rooms) -> Iterator[Callable[[str], KinerjaServiceStub]]:
    """Give a function that returns a stub which shows a token."""
    server = create_server(rooms.settings, rooms.identity, add=make_rpcs(rooms), scopes=SCOPES, port=0)
    server.start()
    yield lambda key: KinerjaServiceStub(channel(f"127.0.0.1:{server.port}", key=key, deadline=10))
    server.stop(0)


def test_another_service_records_a_realisasi(
    stub: Callable[[str], KinerjaServiceStub], token: Token, client: Any, daerah: Any
) -> None:
    body = {
        "unit_id": daerah.unit[1].id, "tahun": 2026, "nama": "Uji", "satuan": "persen", "polaritas": "turun",
        "iku": True, "target": dict.fromkeys(("T1", "T2", "T3", "T4"), "4.2"),
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {token('bkpsdm', opd='bkpsdm')}"}
    id_ = client.post("/v1/indikator", json=body, headers=headers).get_json()["id"]
    asked = stub(token("layanan"))

    found = asked.RecordRealisasi(pb.RecordRealisasiRequest(indikator_id=id_, periode="2026-T1", nilai="4.75"))
    assert (found.nilai, found.capaian, found.asal) == ("4.75", "86.90", "manual")
    refused = [
        (pb.RecordRealisasiRequest(indikator_id="tiada", periode="2026-T1", nilai="1"), grpc.StatusCode.NOT_FOUND),
        (pb.RecordRealisasiRequest(indikator_id=id_, periode="2026", nilai="1"), grpc.StatusCode.INVALID_ARGUMENT),
        (pb.RecordRealisasiRequest(indikator_id=id_, periode="2026-T1", nilai="x"), grpc.StatusCode.INVALID_ARGUMENT),
        (pb.RecordRealisasiRequest(indikator_id=id_, periode="2026-T1", nilai="inf"), grpc.StatusCode.INVALID_ARGUMENT),
    ]
    for request, code in refused:
        with pytest.raises(grpc.RpcError) as refusal:
            asked.RecordRealisasi(request)
        assert refusal.value.code() is code
