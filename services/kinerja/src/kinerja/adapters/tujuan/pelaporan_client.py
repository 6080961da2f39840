"""The indicators of pelaporan: it is asked, and our own copy answers when it is away."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import grpc
import structlog
from sqlalchemy import Engine

from chassis.idempotency import reading
from kinerja.adapters.tujuan.indikator import bersandar_of
from kinerja.application.tujuan.ports import KeadaanSumber
from simpul.pelaporan.v1 import pelaporan_pb2, pelaporan_pb2_grpc

_log = structlog.get_logger(__name__)

_AWAY = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED})
"""What is expected of a neighbour now and then; anything else is a fault to be mended, such as a wrong key."""

_ALL = pelaporan_pb2.ListIndikatorRequest()

DEADLINE = 2.0
"""Seconds that pelaporan has to answer."""


class PelaporanKatalog:
    """Asks ListIndikator, with a deadline, and falls back on what ``IndikatorDihitung`` told."""

    def __init__(self, connect: Callable[[], grpc.Channel], engine: Engine) -> None:
        """Ask over the channel that ``connect`` opens; the copy is in the database of ``engine``."""
        self._connect = connect
        self._engine = engine

    def look_up(self, kode: str) -> KeadaanSumber:
        """Return what pelaporan says of an indicator, or what our copy knows of it."""
        found = self._ask()
        if found is None:
            return self._own_copy(kode)
        for each in found.indikator:
            if each.kode == kode:
                return KeadaanSumber.BERSANDAR_REALISASI if each.bersandar_realisasi else KeadaanSumber.BOLEH
        return KeadaanSumber.TIDAK_ADA

    def list_nama(self) -> Mapping[str, str]:
        """Return the codes that a goal may name, each with its name."""
        found = self._ask()
        if found is None:
            return {}
        return {each.kode: each.nama for each in found.indikator if not each.bersandar_realisasi}

    def _ask(self) -> pelaporan_pb2.ListIndikatorResponse | None:
        try:
            with self._connect() as channel:
                stub = pelaporan_pb2_grpc.PelaporanServiceStub(channel)
                found: pelaporan_pb2.ListIndikatorResponse = stub.ListIndikator(_ALL, timeout=DEADLINE)
                return found
        except grpc.RpcError as error:
            tell = _log.warning if error.code() in _AWAY else _log.error
            tell("pelaporan_does_not_answer", code=str(error.code()))
            return None

    def _own_copy(self, kode: str) -> KeadaanSumber:
        with reading(self._engine) as conn:
            bersandar = bersandar_of(conn, kode)
        if bersandar is None:
            return KeadaanSumber.BELUM_DIKETAHUI
        return KeadaanSumber.BERSANDAR_REALISASI if bersandar else KeadaanSumber.BOLEH
