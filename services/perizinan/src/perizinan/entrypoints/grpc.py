"""gRPC: permohonan and licences for other systems of the government."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import grpc
from google.protobuf.struct_pb2 import Struct

from chassis.cli import Rooms
from chassis.domain import Clock, Invalid, Pengguna
from chassis.grpc import PUBLIC, Adder, current_pengguna
from chassis.idempotency import Jawaban, Kunci, run_once
from chassis.identity import LOOKUP_ALAMAT
from perizinan.application import Application
from perizinan.application.permohonan.submit import SubmitPermohonan
from perizinan.application.ports import Acuan
from perizinan.application.tinjauan import show_permohonan
from perizinan.domain.jangka_waktu import local_date
from perizinan.domain.rekomendasi import Rekomendasi
from perizinan.entrypoints.http.lacak import to_izin, to_lacak
from perizinan.entrypoints.http.layanan import to_layanan
from simpul.perizinan.v1 import perizinan_pb2 as pb
from simpul.perizinan.v1 import perizinan_pb2_grpc

_SERVICE = "/simpul.perizinan.v1.PerizinanService"

KUNCI_MAKS = 200
"""How long an idempotency key may be, as over HTTP."""

SCOPES: Mapping[str, str] = {
    f"{_SERVICE}/SubmitPermohonan": "permohonan.ajukan",
    f"{_SERVICE}/GetPermohonan": "permohonan.baca",
    f"{_SERVICE}/TrackPermohonan": PUBLIC,
    f"{_SERVICE}/ListLayanan": PUBLIC,
    f"{_SERVICE}/VerifyIzin": PUBLIC,
}
"""What each rpc asks for."""


class PerizinanServicer(perizinan_pb2_grpc.PerizinanServiceServicer):
    """Answers by the same use cases as REST."""

    def __init__(self, rooms: Rooms, application: Application, acuan: Acuan, clock: Clock) -> None:
        """Answer by these use cases and this reference data."""
        self._rooms = rooms
        self._application = application
        self._acuan = acuan
        self._clock = clock

    def SubmitPermohonan(  # noqa: N802 - the contract's name
        self, request: pb.SubmitPermohonanRequest, context: grpc.ServicerContext
    ) -> pb.SubmitPermohonanResponse:
        """Hand a draft in, once for a key."""
        pengguna = current_pengguna()
        command = SubmitPermohonan(
            permohonan_id=_read_id(request.id), version=request.version or None, pengguna=pengguna
        )

        def submit() -> pb.SubmitPermohonanResponse:
            receipt = self._application.submit_permohonan(command)
            return pb.SubmitPermohonanResponse(
                status=receipt.permohonan.status,
                nomor_registrasi=_text(receipt.permohonan.nomor_registrasi),
                kunci=receipt.kunci,
                version=receipt.permohonan.version,
            )

        if not request.idempotency_key:
            return submit()
        kunci = _read_kunci(request, pengguna)
        return self._once(kunci, submit)

    def _once(self, kunci: Kunci, submit: Callable[[], pb.SubmitPermohonanResponse]) -> pb.SubmitPermohonanResponse:
        def act() -> Jawaban:
            return Jawaban(status=200, tajuk={}, isi=submit().SerializeToString())

        answer, _ = run_once(self._rooms.engine, kunci, act)
        return pb.SubmitPermohonanResponse.FromString(answer.isi)

    def GetPermohonan(  # noqa: N802
        self, request: pb.GetPermohonanRequest, context: grpc.ServicerContext
    ) -> pb.Permohonan:
        """Return a permohonan, as far as the caller sees it."""
        pengguna = current_pengguna()
        found = self._application.queries.get_permohonan(pengguna, _read_id(request.id))
        tinjauan = show_permohonan(found, pengguna)
        names = ("status", "tahap", "kanal", "version")
        return pb.Permohonan(
            **{name: getattr(found, name) for name in names},
            id=str(found.id),
            layanan_kode=found.layanan.kode,
            layanan_versi=found.layanan.versi,
            opd_kode=found.layanan.opd_kode,
            nomor_registrasi=found.nomor_registrasi or "",
            jatuh_tempo=_text(found.jatuh_tempo),
            rekomendasi=[_to_rekomendasi(tugas) for tugas in tinjauan.rekomendasi],
            isian=_to_struct(found.isian),
        )

    def TrackPermohonan(  # noqa: N802
        self, request: pb.TrackPermohonanRequest, context: grpc.ServicerContext
    ) -> pb.TrackPermohonanResponse:
        """Return the public state of a permohonan to the holder of its key."""
        with self._rooms.identity.limiter.guessing(LOOKUP_ALAMAT, _address(context)):
            found = self._application.queries.track_permohonan(request.nomor_registrasi, request.kunci)
        state = to_lacak(found, self._acuan, self._clock)
        texts = ("status", "tahap", "layanan", "nama", "jatuh_tempo", "alasan_jeda")
        return pb.TrackPermohonanResponse(
            **{name: _text(state[name]) for name in texts},
            hari_terpakai=state["hari_terpakai"],
            hari_sisa=state["hari_sisa"],
        )

    def ListLayanan(  # noqa: N802
        self, request: pb.ListLayananRequest, context: grpc.ServicerContext
    ) -> pb.ListLayananResponse:
        """Return the layanan in force."""
        rows = map(to_layanan, self._acuan.katalog.list_in_force(local_date(self._clock.now())))
        return pb.ListLayananResponse(layanan=[_to_layanan(row) for row in rows])

    def VerifyIzin(  # noqa: N802
        self, request: pb.VerifyIzinRequest, context: grpc.ServicerContext
    ) -> pb.VerifyIzinResponse:
        """Tell whether a licence is genuine and in force today."""
        with self._rooms.identity.limiter.guessing(LOOKUP_ALAMAT, _address(context)):
            found = self._application.queries.find_izin(nomor=request.nomor_izin)
        return pb.VerifyIzinResponse(
            **{name: _text(value) for name, value in to_izin(found, self._acuan, self._clock).items()}
        )


def make_adder(servicer: PerizinanServicer) -> Adder:
    """Return what adds the servicer to a server."""

    def add(server: Any) -> None:
        perizinan_pb2_grpc.add_PerizinanServiceServicer_to_server(servicer, server)

    return add


def _read_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid({"id": ["Bukan nomor pengenal yang sah."]}) from error


def _read_kunci(request: pb.SubmitPermohonanRequest, pengguna: Pengguna) -> Kunci:
    if len(request.idempotency_key) > KUNCI_MAKS:
        raise Invalid({"idempotency_key": [f"Paling banyak {KUNCI_MAKS} huruf."]})
    content = f"{_SERVICE}/SubmitPermohonan\n{request.id}\n{request.version}".encode()
    return Kunci(
        pemanggil=f"akun:{pengguna.pengguna_id}",
        kunci=request.idempotency_key,
        permintaan=hashlib.sha256(content).digest(),
    )


def _address(context: grpc.ServicerContext) -> str:
    """Return the caller's address for limits, as HTTP counts it: an IPv6 network of 64 bits counts as one."""
    kind, _, peer = str(context.peer()).partition(":")
    host = peer.rpartition(":")[0].replace("%5B", "").replace("%5D", "").strip("[]")
    return ":".join(host.split(":")[:4]) if kind == "ipv6" else host


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _to_struct(isian: Mapping[str, Any]) -> Struct:
    struct = Struct()
    struct.update(dict(isian))
    return struct


def _to_rekomendasi(tugas: Rekomendasi) -> pb.Rekomendasi:
    return pb.Rekomendasi(
        opd=tugas.opd_mitra,
        wajib=tugas.wajib,
        status=tugas.status,
        hasil=_text(tugas.hasil),
        jatuh_tempo=_text(tugas.jatuh_tempo),
    )


def _to_layanan(row: Mapping[str, Any]) -> pb.Layanan:
    return pb.Layanan(
        kode=row["kode"],
        nama=row["nama"],
        sla_hari=row["sla_hari"],
        retribusi=_text(row["retribusi"]),
        mitra=[pb.Mitra(opd=satu.opd, wajib=satu.wajib, sla_hari=satu.sla_hari) for satu in row["mitra"]],
    )
