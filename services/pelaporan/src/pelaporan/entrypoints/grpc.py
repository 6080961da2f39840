"""gRPC: what the other services and systems of the government ask."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import grpc
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.struct_pb2 import Struct
from google.protobuf.timestamp_pb2 import Timestamp

from chassis.domain import Clock, Invalid
from chassis.grpc import current_pengguna
from pelaporan.application import Application
from pelaporan.application.indikator.explain import ListAsal
from pelaporan.application.indikator.get import GetNilai, NilaiPeriode
from pelaporan.application.indikator.list import ListIndikator
from pelaporan.application.ports import AsalNilai, Halaman, Lingkup
from pelaporan.application.wewenang import Scope
from pelaporan.domain.periode import Periode, month_of, month_periode, parse_periode
from pelaporan.entrypoints.hitung.kalkulator import Penghitung
from simpul.pelaporan.v1 import pelaporan_pb2, pelaporan_pb2_grpc

_SERVICE = "/simpul.pelaporan.v1.PelaporanService"
_RPCS = ("GetIndikator", "ListIndikator", "WatchIndikator", "ExplainIndikator", "ComputeInstrumen")
_EVERY = 1.0
"""Seconds between two looks of a watcher."""
_MOST = 500

SCOPES: Mapping[str, str] = {f"{_SERVICE}/{rpc}": Scope.INDIKATOR_BACA for rpc in _RPCS}
"""What each rpc asks for."""


class PelaporanServicer(pelaporan_pb2_grpc.PelaporanServiceServicer):
    """Answers by the use cases."""

    def __init__(self, application: Application, penghitung: Penghitung, clock: Clock) -> None:
        """Answer by these use cases and calculators."""
        self._application = application
        self._penghitung = penghitung
        self._clock = clock

    def GetIndikator(  # noqa: N802 - the contract's name
        self, request: pelaporan_pb2.GetIndikatorRequest, context: grpc.ServicerContext
    ) -> pelaporan_pb2.NilaiIndikator:
        """Return the value of an indicator."""
        per = _moment(request.as_of) if request.HasField("as_of") else None
        return _to_nilai(self._application.get_nilai(self._query(request, layanan=request.layanan, per=per)))

    def ListIndikator(  # noqa: N802 - the contract's name
        self, request: pelaporan_pb2.ListIndikatorRequest, context: grpc.ServicerContext
    ) -> pelaporan_pb2.ListIndikatorResponse:
        """Return the definitions in force."""
        query = ListIndikator(pengguna=current_pengguna())
        found, looping = self._application.list_indikator(query), self._application.list_bersandar(query)
        rows = [
            pelaporan_pb2.DefinisiIndikator(
                kode=satu.kode,
                nama=satu.nama,
                satuan=satu.satuan,
                polaritas=satu.polaritas,
                versi=satu.versi,
                bersandar_realisasi=satu.kode in looping,
            )
            for satu in found
        ]
        return pelaporan_pb2.ListIndikatorResponse(indikator=rows)

    def WatchIndikator(  # noqa: N802 - the contract's name
        self, request: pelaporan_pb2.WatchIndikatorRequest, context: grpc.ServicerContext
    ) -> Iterator[pelaporan_pb2.NilaiIndikator]:
        """Send the value now, and again whenever it changes."""
        query = self._query(request)
        ended = threading.Event()
        context.add_callback(ended.set)
        shown: tuple[object, ...] | None = None
        while True:
            found = self._application.get_nilai(query)
            figures = (found.nilai.nilai, found.nilai.pembilang, found.nilai.penyebut, found.nilai.definisi.versi)
            if figures != shown:
                shown = figures
                yield _to_nilai(found)
            if ended.wait(_EVERY):
                return

    def ExplainIndikator(  # noqa: N802 - the contract's name
        self, request: pelaporan_pb2.ExplainIndikatorRequest, context: grpc.ServicerContext
    ) -> pelaporan_pb2.ExplainIndikatorResponse:
        """Return the events behind a value."""
        if request.after < 0 or not 0 <= request.limit <= _MOST:
            raise Invalid({"limit": [f"after paling sedikit 0, limit 0 sampai {_MOST}"]})
        query = ListAsal(
            pengguna=current_pengguna(),
            kode=request.kode,
            periode=self._periode(request.periode),
            lingkup=Lingkup(opd=request.opd or None),
            halaman=Halaman(ukuran=request.limit or _MOST, sesudah=request.after),
        )
        rows, jumlah = self._application.list_asal(query)
        return pelaporan_pb2.ExplainIndikatorResponse(asal=[_to_asal(row) for row in rows], jumlah=jumlah)

    def ComputeInstrumen(  # noqa: N802 - the contract's name
        self, request: pelaporan_pb2.ComputeInstrumenRequest, context: grpc.ServicerContext
    ) -> pelaporan_pb2.ComputeInstrumenResponse:
        """Return what an instrument comes to."""
        hasil = self._penghitung.read_and_compute(request.instrumen, _read_struct(request.isian))
        return pelaporan_pb2.ComputeInstrumenResponse(instrumen=request.instrumen, hasil=ParseDict(hasil, Struct()))

    def _query(self, request: Any, *, layanan: str = "", per: datetime | None = None) -> GetNilai:
        return GetNilai(
            pengguna=current_pengguna(),
            kode=request.kode,
            periode=self._periode(request.periode),
            lingkup=Lingkup(opd=request.opd or None, layanan=layanan or None),
            per=per,
        )

    def _periode(self, teks: str) -> Periode:
        return parse_periode(teks) if teks else month_periode(month_of(self._clock.now()))


def _to_nilai(found: NilaiPeriode) -> pelaporan_pb2.NilaiIndikator:
    figures = {name: getattr(found.nilai, name) for name in ("nilai", "pembilang", "penyebut")}
    return pelaporan_pb2.NilaiIndikator(
        kode=found.nilai.definisi.kode,
        opd=found.lingkup.opd or "",
        periode=found.periode.teks,
        satuan=found.nilai.definisi.satuan,
        definisi_versi=found.nilai.definisi.versi,
        sampai=dict(found.sampai),
        **{name: "" if figure is None else f"{figure:f}" for name, figure in figures.items()},
    )


def _to_asal(row: AsalNilai) -> pelaporan_pb2.AsalNilai:
    time = Timestamp()
    time.FromDatetime(row.waktu)
    return pelaporan_pb2.AsalNilai(
        source=row.sumber, id=row.id, sequence=row.posisi, type=row.tipe, time=time, pembilang=row.pembilang
    )


def _moment(timestamp: Timestamp) -> datetime:
    try:
        moment = timestamp.ToDatetime(tzinfo=UTC)
    except (ValueError, OverflowError):
        moment = datetime.min.replace(tzinfo=UTC)
    if not 1970 < moment.year < 9999:
        raise Invalid({"as_of": ["Isi waktu antara 1971 dan 9998."]})
    return moment


def _read_struct(isian: Struct) -> dict[str, Any]:
    """Return the answers; raises Invalid for a number that is none, which JSON could not carry."""
    try:
        return MessageToDict(isian)
    except ValueError as wrong:
        raise Invalid({"isian": ["Harus berupa bilangan."]}) from wrong
