"""The officers of an agency: kinerja is asked, and our own copy answers when it is away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import grpc
import structlog
from sqlalchemy import Engine, select

from perizinan.adapters.tables import PEJABAT
from perizinan.application.ports import Pejabat
from simpul.kinerja.v1 import kinerja_pb2, kinerja_pb2_grpc

_log = structlog.get_logger(__name__)

_AWAY = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED})
"""What is expected of a neighbour now and then; anything else is a fault to be mended, such as a wrong key."""

DEADLINE = 1.5
"""Seconds that kinerja has to answer; an intake must not wait for it."""


class KinerjaPejabatDirectory:
    """Asks ListPejabat, with a deadline, and falls back on the copy that ``PegawaiBerubah`` keeps."""

    def __init__(self, connect: Callable[[], grpc.Channel], engine: Engine) -> None:
        """Ask over the channel that ``connect`` opens; the copy is in the database of ``engine``."""
        self._connect = connect
        self._engine = engine

    def list(self, opd_kode: str) -> tuple[Sequence[Pejabat], bool]:
        """Return the officers in service, and whether kinerja was away."""
        try:
            return self._ask(opd_kode), False
        except grpc.RpcError as error:
            tell = _log.warning if error.code() in _AWAY else _log.error
            tell("kinerja_does_not_answer", code=str(error.code()), opd=opd_kode)
            return self._own_copy(opd_kode), True

    def _ask(self, opd_kode: str) -> Sequence[Pejabat]:
        request = kinerja_pb2.ListPejabatRequest(opd_kode=opd_kode)
        with self._connect() as channel:
            answer = kinerja_pb2_grpc.KinerjaServiceStub(channel).ListPejabat(request, timeout=DEADLINE)
        return [Pejabat(pegawai_id=p.pegawai_id, nama=p.nama, jabatan=p.jabatan) for p in answer.pejabat]

    def _own_copy(self, opd_kode: str) -> Sequence[Pejabat]:
        """Return what the events told: ids and posts, no names, for those are not on the bus."""
        columns = PEJABAT.c
        query = select(columns.pegawai_id, columns.jabatan_kode).where(columns.opd_kode == opd_kode, columns.aktif)
        with self._engine.connect() as conn:
            rows = conn.execute(query.order_by(columns.jabatan_kode, columns.pegawai_id)).all()
        return [Pejabat(pegawai_id=row.pegawai_id, nama="", jabatan=row.jabatan_kode) for row in rows]
